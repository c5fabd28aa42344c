"""What the worker's daily duties came to: for administrators on a page, for whoever keeps the server by command."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from nhip.apps.amendments.queries import planned_by
from nhip.apps.duties.queries import FailureLine, failures, last_done
from nhip.apps.org import ground
from nhip.core.access import TABLE, Act, Actor, sees
from nhip.core.duties import WORDS, DutyName, DutyWords
from nhip.core.errors import NhipError, NotAllowed
from nhip.core.units import UnitLine


@dataclass(frozen=True, slots=True)
class AboutAmendment:
    """The amendment that a failure is about. unit: whose plan it amends."""

    unit: UnitLine
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class FailureShown:
    """words: of the duty; about: what it could not do, None for all of the duty. refusal: the broken rule."""

    duty: str
    words: DutyWords
    about: AboutAmendment | None
    error: str
    refusal: NhipError | None
    since: datetime
    last_at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class DutyShown:
    """done_at None: it was not done yet."""

    duty: str
    words: DutyWords
    done_at: datetime | None
    is_failing: bool


@dataclass(frozen=True, slots=True)
class Operations:
    duties: tuple[DutyShown, ...]
    failures: tuple[FailureShown, ...]


def may_see_operations(actor: Actor) -> bool:
    """Whether the actor administers anything at all. No statement."""
    return actor.is_operator or any(Act.ARRANGE_UNITS in TABLE[grant.role] for grant in actor.grants)


def operations(*, actor: Actor, today: date) -> Operations:
    """Four statements. What is about a unit that the reader does not see is left out. Raises NotAllowed."""
    if not may_see_operations(actor):
        raise NotAllowed
    known, done = [one for one in failures() if one.duty in set(DutyName)], last_done()
    amendments = planned_by(amendments=[one for line in known if (one := _amendment_of(line)) is not None])
    history = ground.current().history
    shown: list[FailureShown] = []
    for line in known:
        number = _amendment_of(line)
        about = None if number is None else amendments.get(number)
        if number is not None and about is None:
            continue  # the amendment is no more
        if about is not None and not sees(actor, about.unit, history, on=today, today=today):
            continue
        told = (
            None
            if about is None
            else AboutAmendment(history.line_then(about.unit, today), about.year, about.number)
        )
        words = WORDS[DutyName(line.duty)]
        refusal = NhipError(line.sentence, **line.facts) if line.sentence else None
        shown.append(
            FailureShown(line.duty, words, told, line.error, refusal, line.since, line.last_at, line.times)
        )
    failing = {one.duty for one in shown}
    return Operations(
        tuple(DutyShown(name, WORDS[name], done.get(name), name in failing) for name in DutyName),
        tuple(shown),
    )


def _amendment_of(line: FailureLine) -> int | None:
    kind, _sign, number = line.subject.partition(":")
    return int(number) if kind == "amendment" and number.isdecimal() else None


def operations_as_json(told: Operations) -> dict[str, object]:
    """As ``nhip health --json`` prints it."""
    return {
        "healthy": not told.failures,
        "duties": [
            {
                "duty": one.duty,
                "done_at": None if one.done_at is None else localtime(one.done_at).isoformat(),
                "failing": one.is_failing,
            }
            for one in told.duties
        ],
        "failures": [
            {
                "duty": one.duty,
                "unit": None if one.about is None else one.about.unit.code,
                "year": None if one.about is None else one.about.year,
                "amendment": None if one.about is None else one.about.number,
                "error": one.error,
                "sentence": "" if one.refusal is None else str(one.refusal),
                "since": localtime(one.since).isoformat(),
                "last_at": localtime(one.last_at).isoformat(),
                "times": one.times,
            }
            for one in told.failures
        ],
    }
