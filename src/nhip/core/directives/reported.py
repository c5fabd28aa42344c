"""What a report only tells, and what goes up to somebody higher: clauses that are no orders where they stand."""

from nhip.core.directives import tellings
from nhip.core.directives.orders import Clause
from nhip.core.directives.ranks import UNKNOWN, leads, rank
from nhip.core.directives.words import Words


def goes_up(clause: Clause, by: str) -> bool:
    """Whether what is quoted is asked of somebody who stands above whoever says it."""
    return bool(clause.units) and rank(clause.units[0].text.lower()) > rank(by) > UNKNOWN


def is_proposed(words: Words, clause: Clause) -> bool:
    """ "Liên danh này đề xuất phương án …": a report tells what somebody proposes."""
    verb = clause.task + (words.key(clause.task) in ("cũng", "vừa"))
    return words.keys(verb, verb + 2) == "đề xuất" and " báo cáo " not in words.keys(verb, len(words))


def is_reported(clause: Clause, key: str) -> bool:
    """What a unit does today, what will happen to it, what a leader did on a day."""
    told = (
        tellings.tells_of_today,
        tellings.threatens,
        tellings.tells_of_an_event,
        tellings.tells_of_an_outcome,
    )
    if any(one(key) for one in told):
        return True
    is_pressed = clause.is_urged or clause.takes_the_lead
    if tellings.tells_of_a_meeting(key) and not is_pressed:
        return True
    return tellings.opens_with_a_day(key) and (leads(clause.units[0].text.lower()) or not is_pressed)
