"""Before somebody leaves: what would pass to whom, and what waits at their units."""

from dataclasses import dataclass
from datetime import date, datetime

from nhip.apps.accounts.directory import PersonPage, PersonRow, Wanted, directory, person_page
from nhip.apps.accounts.leaving import Leaving, LeavingPreview, preview_leaving
from nhip.apps.accounts.queries import actor_for
from nhip.apps.tasks.life.mentions import Question, open_questions
from nhip.core.access import Actor
from nhip.cycle.cards import Card
from nhip.cycle.my_work import my_work


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """preview: None until a day is chosen; waiting: what the leaver would find as their own work today.

    questions: tasks in whose talk somebody waits for the leaver's answer.
    """

    person: PersonPage
    on: date
    successor: int | None
    preview: LeavingPreview | None
    waiting: tuple[Card, ...]
    successors: tuple[PersonRow, ...]
    questions: tuple[Question, ...]


def leaving_page(
    *, actor: Actor, leaving: Leaving, is_asked: bool, today: date, moment: datetime
) -> LeavingPage:
    """Thirty-three statements at most, whatever the number of people. Raises RuleBroken, NotFound."""
    person = person_page(actor=actor, person_id=leaving.person, today=today, moment=moment)
    preview = preview_leaving(actor=actor, leaving=leaving, today=today) if is_asked else None
    leaver = actor_for(person_id=leaving.person, name=person.office, today=today)
    reached = directory(actor=actor, wanted=Wanted(), today=today, moment=moment)
    others = tuple(
        one
        for one in reached.rows
        if one.id not in {leaving.person, actor.person} and one.state.value != "locked"
    )
    return LeavingPage(
        person,
        leaving.on,
        leaving.successor,
        preview,
        my_work(actor=leaver, today=today).cards,
        others,
        open_questions(person=leaving.person),
    )
