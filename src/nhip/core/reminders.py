"""What is done about an assigned task that is overdue: a first reminder, a second one, criticism.

After how many working days each is due is a dated rule, passed in; there is none here. docs/rules/assigned-tasks.md.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nhip.core.assigned_tasks import AssignedTask, Column, Stand
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.figures import ALWAYS
from nhip.core.handoffs import MOVES, Handoff
from nhip.core.periods import Span
from nhip.core.working_days import DaysOff, is_quiet

MOST_DAYS = 250
"""About a year of working days."""


class ReminderStep(StrEnum):
    """In the order in which they are taken."""

    FIRST = "first"
    SECOND = "second"
    CRITICISM = "criticism"


ORDER = tuple(ReminderStep)


@dataclass(frozen=True, slots=True)
class StepRule:
    """From which working day on a step is due.

    working_days: of the first step, after the deadline; of the others, after the step before was taken.
    """

    step: ReminderStep
    working_days: int
    span: Span = ALWAYS
    source: str = ""


def check_rule(one: StepRule) -> None:
    """Raises RuleBroken for a number of days that no rule would have."""
    if not 1 <= one.working_days <= MOST_DAYS:
        raise RuleBroken(
            gettext_noop("Số ngày làm việc phải từ 1 đến {most}."), field="working_days", most=MOST_DAYS
        )


def check_rules(rows: Iterable[StepRule]) -> None:
    """One rule for one step on one day. Raises RuleBroken for two rows that meet."""
    kept: list[StepRule] = []
    for one in rows:
        if any(one.step is other.step and one.span.meets(other.span) for other in kept):
            raise RuleBroken(
                gettext_noop("Hai dòng cùng quy định một bước («{step}»); ghi ngày hết hiệu lực."),
                field="ends_before",
                step=one.step.value,
            )
        kept.append(one)


def rules_for(
    of: Mapping[int | None, Collection[StepRule]], above: Iterable[int], day: date
) -> dict[ReminderStep, StepRule]:
    """The rules in force on the day: of the nearest unit that has one for the step, else the common one.

    of: owner -> rows, None for the common ones; above: the unit that gave the task and those above it, upwards.
    """
    found: dict[ReminderStep, StepRule] = {}
    for owner in (*above, None):
        for one in of.get(owner, ()):
            if one.span.covers(day):
                found.setdefault(one.step, one)
    return found


# --- The clock --------------------------------------------------------------------------------------------------

_WITH_THE_GIVER = frozenset({Handoff.SUBMITTED, Handoff.CONFIRMED, Handoff.SENT_BACK})


def standstills(task: AssignedTask) -> tuple[Span, ...]:
    """Days on which the doer's clock stands: the task halted, or handed in or sent back and with who gave it."""
    found = [one.span for one in task.halts]
    since: date | None = None
    for taken in (taken for one in task.leads for taken in one.steps):
        with_giver = MOVES[taken.step].after in _WITH_THE_GIVER
        if with_giver and since is None:
            since = taken.on
        if not with_giver and since is not None:
            if taken.on > since:
                found.append(Span(since, taken.on))
            since = None
    if since is not None:
        found.append(_still_with_the_giver(task, since))
    return tuple(found)


def _still_with_the_giver(task: AssignedTask, since: date) -> Span:
    """Without an end; where another unit was then asked anew, until that one began."""
    newest = task.leads[-1]
    is_there = newest.handoff in _WITH_THE_GIVER
    return Span(since, None if is_there else max(newest.span.starts_on, since + timedelta(days=1)))


def days_late(since: date, until: date, *, off: DaysOff, stood: Sequence[Span] = ()) -> int:
    """Working days after ``since`` up to ``until``, that day counted, but for those on which the clock stood."""
    days = (since + timedelta(days=number) for number in range(1, (until - since).days + 1))
    return sum(not is_quiet(day, off) and not any(span.covers(day) for span in stood) for day in days)


# --- Steps ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sent:
    """A step that was taken about an overdue task. deadline: the day it was overdue against.

    unit: that was told; giver: that told it; days: working days late on that day.
    """

    step: ReminderStep
    on: date
    deadline: date
    unit: int
    giver: int
    days: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """How late a task is and what is to be done about it.

    days: working days, the clock's standstills left out. sent: the steps taken about this deadline, in their order.
    step: the next one, None after the last and where no rule says when; wait: working days until it is due, 0: now.
    """

    days: int
    sent: tuple[Sent, ...]
    step: ReminderStep | None
    wait: int = 0

    @property
    def step_due(self) -> ReminderStep | None:
        """The step that is due now."""
        return self.step if self.wait == 0 else None


def overdue(
    task: AssignedTask,
    stand: Stand,
    *,
    sent: Iterable[Sent],
    rules: Mapping[ReminderStep, StepRule],
    today: date,
    off: DaysOff,
) -> Overdue | None:
    """What is to be done today about a task that stands so; None where it is not overdue.

    sent: every step ever taken about the task to the unit that leads it, or to one that it answers for. A deadline that
    was put off starts the count anew: steps about an earlier deadline no longer count.
    """
    if stand.column is not Column.OVERDUE or stand.deadline is None:
        return None
    stood = standstills(task)
    days = days_late(stand.deadline, today, off=off, stood=stood)
    taken = tuple(
        sorted((one for one in sent if one.deadline == stand.deadline), key=lambda one: ORDER.index(one.step))
    )
    step = next((one for one in ORDER if one not in {other.step for other in taken}), None)
    rule = None if step is None else rules.get(step)
    if rule is None:
        return Overdue(days, taken, None)
    passed = days_late(taken[-1].on, today, off=off, stood=stood) if taken else days
    return Overdue(days, taken, step, max(0, rule.working_days - passed))


def check_due(found: Overdue | None, step: ReminderStep) -> None:
    """Raises RuleBroken unless the step is the one that is due now."""
    if found is None:
        raise RuleBroken(
            gettext_noop(
                "Nhiệm vụ không quá hạn nên không nhắc: đã xong, chưa đến hạn, đang tạm dừng hoặc đang chờ nơi giao."
            ),
            field="step",
        )
    if any(one.step is step for one in found.sent):
        raise RuleBroken(
            gettext_noop("Bước này đã ghi nhận cho hạn hiện nay; không ghi hai lần."), field="step"
        )
    if found.step is None:
        raise RuleBroken(
            gettext_noop("Chưa khai quy định các bước nhắc việc; nạp bằng «nhip tasks steps»."), field="step"
        )
    if found.step is not step:
        raise RuleBroken(
            gettext_noop("Các bước đi lần lượt: nhắc lần đầu, nhắc lần hai, rồi phê bình."), field="step"
        )
    if found.wait:
        raise RuleBroken(
            gettext_noop("Chưa đến bước này: còn {days} ngày làm việc theo quy định."),
            field="step",
            days=found.wait,
        )
