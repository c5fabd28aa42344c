"""What the worker's daily duties and files of plans came to: for administrators on a page, by command for operators."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from nhip.apps.amendments.queries import PlannedBy, planned_by
from nhip.apps.duties.queries import FailureLine, failures, last_done
from nhip.apps.org import ground
from nhip.core.access import TABLE, Act, Actor, sees
from nhip.core.duties import WORDS, WORK_WORDS, DutyName, DutyWords, is_settled
from nhip.core.errors import NhipError, NotAllowed
from nhip.core.units import UnitLine


@dataclass(frozen=True, slots=True)
class About:
    """What a failure is about: the unit's plan of the year, or number: its amendment."""

    unit: UnitLine
    year: int
    number: int | None


@dataclass(frozen=True, slots=True)
class FailureShown:
    """words: of the duty; about: what it could not do, None for all of the duty. refusal: the broken rule."""

    duty: str
    words: DutyWords
    about: About | None
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


_WORDS: dict[str, DutyWords] = {name.value: words for name, words in (*WORDS.items(), *WORK_WORDS.items())}
_NAMES = frozenset(_WORDS)


@dataclass(frozen=True, slots=True)
class Operations:
    duties: tuple[DutyShown, ...]
    failures: tuple[FailureShown, ...]


def may_see_operations(actor: Actor) -> bool:
    """Whether the actor administers anything at all. No statement."""
    return actor.is_operator or any(Act.ARRANGE_UNITS in TABLE[grant.role] for grant in actor.grants)


def operations(*, actor: Actor, now: datetime) -> Operations:
    """Four statements. What is about a unit that the reader does not see is left out. Raises NotAllowed."""
    if not may_see_operations(actor):
        raise NotAllowed
    done = last_done()
    known = [one for one in failures() if one.duty in _NAMES and not is_settled(one.duty, one.last_at, now)]
    amendments = planned_by(amendments=[one for line in known if (one := _amendment_of(line)) is not None])
    history, today = ground.current().history, now.date()
    shown: list[FailureShown] = []
    for line in known:
        planned = amendments.get(_amendment_of(line) or 0) or _plan_of(line)
        if line.subject and planned is None:
            continue  # the amendment is no more
        if planned is not None and not sees(actor, planned.unit, history, on=today, today=today):
            continue
        about = (
            None
            if planned is None
            else About(history.line_then(planned.unit, today), planned.year, planned.number or None)
        )
        refusal = NhipError(line.sentence, **line.facts) if line.sentence else None
        words = _WORDS[line.duty]
        shown.append(
            FailureShown(line.duty, words, about, line.error, refusal, line.since, line.last_at, line.times)
        )
    failing = {one.duty for one in shown}
    return Operations(
        tuple(DutyShown(name, WORDS[name], done.get(name), name in failing) for name in DutyName),
        tuple(shown),
    )


def _amendment_of(line: FailureLine) -> int | None:
    kind, _sign, number = line.subject.partition(":")
    return int(number) if kind == "amendment" and number.isdecimal() else None


def _plan_of(line: FailureLine) -> PlannedBy | None:
    """number 0: the plan itself."""
    kind, _sign, whose = line.subject.partition(":")
    unit, _sign, year = whose.partition(":")
    is_plan = kind == "plan" and unit.isdecimal() and year.isdecimal()
    return PlannedBy(int(unit), int(year), 0) if is_plan else None


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
