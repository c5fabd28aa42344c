"""A line of history as a page shows it: words only, nothing left to look up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from nhip.core.access import OPERATOR
from nhip.cycle.history_lines import Fact, HistoryLine
from nhip.web.history import words

LONGEST = 400
"""Letters of one value on a page; the export has all of them."""
OPEN = 6
"""Changes of one act that are shown at once; the rest unfolds."""


@dataclass(frozen=True, slots=True)
class ShownFact:
    """before: "" where there was nothing, was_there False."""

    label: str
    before: str
    after: str
    was_there: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    sequence: int
    act: str
    subject: str
    address: str
    person: str
    asked_person: str
    role: str
    unit: str
    business_day: date
    recorded_at: datetime
    facts: tuple[ShownFact, ...]
    more: tuple[ShownFact, ...]
    is_draft: bool


def shown_lines(lines: Iterable[HistoryLine]) -> tuple[ShownLine, ...]:
    return tuple(_shown(line) for line in lines)


def _shown(line: HistoryLine) -> ShownLine:
    route, *arguments = line.target or ("",)
    facts = tuple(_fact(line, fact) for fact in line.facts)
    subject = words.subject(line)
    unit = "" if line.unit is None or line.unit.name == subject else line.unit.name
    return ShownLine(
        sequence=line.sequence,
        act=words.act(line),
        subject=subject,
        address=reverse(str(route), args=arguments) if route else "",
        person=words.person(line),
        asked_person=OPERATOR.name if line.is_operator else line.person_name,
        role="" if line.is_operator else words.role(line.role),
        unit=unit,
        business_day=line.business_day,
        recorded_at=line.recorded_at,
        facts=facts if len(facts) <= OPEN + 1 else facts[:OPEN],
        more=() if len(facts) <= OPEN + 1 else facts[OPEN:],
        is_draft=line.is_draft,
    )


def _fact(line: HistoryLine, fact: Fact) -> ShownFact:
    before, after = (_short(words.value(fact, one, line.object_type)) for one in (fact.before, fact.after))
    return ShownFact(words.label(fact), before, after, fact.before is not None)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
