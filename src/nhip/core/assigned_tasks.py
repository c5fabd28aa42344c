"""Tasks that one unit gave another, counted per unit as the administration publishes them.

What a task *was* at the close of a period is read from dated facts: steps, extensions, halts, who led it when. So the
table of a quarter that is past reads the same whenever it is asked for. docs/rules/assigned-tasks.md.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from nhip.core.handoffs import MOVES, Handoff, Step
from nhip.core.periods import Span
from nhip.core.tasks import HaltKind, TaskStatus, status
from nhip.core.units import History


class Column(StrEnum):
    """Where an assigned task stands on a day: in exactly one of these."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    WITHIN_DEADLINE = "within_deadline"
    OVERDUE = "overdue"
    NO_DEADLINE = "no_deadline"
    NOT_RECEIVED = "not_received"
    SENT_BACK = "sent_back"
    WAITING = "waiting"
    PAUSED = "paused"
    CANCELLED = "cancelled"


DONE = frozenset({Column.DONE_ON_TIME, Column.DONE_LATE})
CLOSED = DONE | {Column.CANCELLED}
"""Nobody works on it any more."""


# --- Dated facts ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step in the life of the lead's part, and its day."""

    step: Step
    on: date


@dataclass(frozen=True, slots=True)
class Lead:
    """A unit that led the task for a while. handoff, submitted_on: as stored now, or when it ended.

    steps: those taken while it led, in their order.
    """

    unit: int
    span: Span
    handoff: Handoff
    submitted_on: date | None = None
    steps: tuple[StepTaken, ...] = ()


@dataclass(frozen=True, slots=True)
class Extended:
    """A later day that was granted on a day. before: the deadline until then."""

    granted_on: date
    before: date


@dataclass(frozen=True, slots=True)
class Halted:
    kind: HaltKind
    span: Span


@dataclass(frozen=True, slots=True)
class AssignedTask:
    """A task that ``assigner`` gave. leads: never empty, the oldest first. deadline, completed_on: as stored now.

    goes_on: from when another task goes on with what was left of it (a plan of the next year took it over).
    began: the first day of the task that it goes on with itself, however many years ago.
    """

    id: int
    assigner: int
    deadline: date | None
    completed_on: date | None
    leads: tuple[Lead, ...]
    extensions: tuple[Extended, ...] = ()
    halts: tuple[Halted, ...] = ()
    goes_on: date | None = None
    began: date | None = None

    @property
    def assigned_on(self) -> date:
        """The day since which a unit leads it."""
        return self.leads[0].span.starts_on

    @property
    def is_given(self) -> bool:
        """Whether it was given to another unit: what a unit gives itself is no assigned task, whoever has it later."""
        return self.leads[0].unit != self.assigner


# --- On a day ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a task stood at the end of a day. unit: that led it; deadline: as it was then."""

    unit: int
    column: Column
    handoff: Handoff
    deadline: date | None
    done_on: date | None = None


def stand_on(task: AssignedTask, day: date) -> Stand | None:
    """Where the task stood at the end of the day; None before it was assigned, and once another goes on with it.

    A task done by then stays done, whatever goes on with it.
    """
    lead = _lead_on(task, day)
    if lead is None:
        return None
    later = [taken for taken in lead.steps if taken.on > day]
    handoff = next(iter(MOVES[later[0].step].before)) if later else lead.handoff
    submitted = _submitted_on(task, lead, day) if handoff in _HANDED_IN else None
    is_known = not any(taken.on > day for one in task.leads for taken in one.steps)
    done_on = _done_on(task, handoff, submitted, day, is_known=is_known)
    if done_on is None and task.goes_on is not None and task.goes_on <= day:
        return None
    deadline = deadline_on(task, day)
    halt = next((one.kind for one in task.halts if one.span.covers(day)), None)
    published = status(deadline, done_on, today=day, halt=halt)
    return Stand(lead.unit, _column(published, handoff), handoff, deadline, done_on)


_HANDED_IN = frozenset({Handoff.SUBMITTED, Handoff.CONFIRMED})


def _lead_on(task: AssignedTask, day: date) -> Lead | None:
    """Who led it on the day; where the spans leave a gap, who led it last before."""
    begun = [one for one in task.leads if one.span.starts_on <= day]
    return next((one for one in begun if one.span.covers(day)), begun[-1] if begun else None)


def _submitted_on(task: AssignedTask, lead: Lead, day: date) -> date | None:
    """When it was handed in, by the unit or by one whose place it took."""
    days = [
        taken.on for one in task.leads for taken in one.steps if taken.step is Step.SUBMIT and taken.on <= day
    ]
    return max(days, default=lead.submitted_on)


def _done_on(
    task: AssignedTask, handoff: Handoff, submitted: date | None, day: date, *, is_known: bool
) -> date | None:
    """is_known: nothing happened since, so what is stored of the completion holds."""
    if handoff is Handoff.CONFIRMED:
        return submitted or task.completed_on
    stored = task.completed_on
    return stored if is_known and stored is not None and stored <= day else None


def deadline_on(task: AssignedTask, day: date) -> date | None:
    """The deadline as it was at the end of the day: what the first extension granted after it replaced."""
    later = [one for one in task.extensions if one.granted_on > day]
    return min(later, key=lambda one: one.before).before if later else task.deadline


_OF_HANDOFF = {Handoff.SENT_BACK: Column.SENT_BACK, Handoff.SUBMITTED: Column.WAITING}
_OUTWEIGHS = frozenset(
    {TaskStatus.DONE_ON_TIME, TaskStatus.DONE_LATE, TaskStatus.PAUSED, TaskStatus.CANCELLED}
)


def _column(published: TaskStatus, handoff: Handoff) -> Column:
    """What is sent back or handed in waits for the one who gave it; not to receive is no way out of being overdue."""
    if published in _OUTWEIGHS:
        return Column(published.value)
    if handoff in _OF_HANDOFF:
        return _OF_HANDOFF[handoff]
    if handoff is Handoff.PENDING and published is not TaskStatus.OVERDUE:
        return Column.NOT_RECEIVED
    return Column(published.value)


# --- In a period ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counted:
    """A task in the table of a period, as it stood at the close. is_carried: assigned before the period."""

    task: int
    stand: Stand
    is_carried: bool


def counted(task: AssignedTask, period: Span) -> Counted | None:
    """The task in the table of a period that closes on its last day; None where it does not belong there.

    It belongs there when it was assigned by the close and was not yet closed, as it still is, when the period began:
    what was done or cancelled in an earlier period was told there.
    """
    if not task.is_given or period.ends_before is None:
        return None
    closed = stand_on(task, period.ends_before - timedelta(days=1))
    if closed is None:
        return None
    began = min(task.began or task.assigned_on, task.assigned_on)
    if began >= period.starts_on:
        return Counted(task.id, closed, is_carried=False)
    opened = stand_on(task, period.starts_on - timedelta(days=1))
    told = opened is not None and opened.column in CLOSED
    if told and opened is not None and (opened.column, opened.done_on) == (closed.column, closed.done_on):
        return None
    return Counted(task.id, closed, is_carried=True)


def answers_for(history: History, unit: int, day: date) -> int:
    """The unit under which the tasks of ``unit`` are counted on the day, so that none is lost and none stands twice.

    Itself while in force; its main heir; without one, the unit above it on its last day (or that one's heir).
    """
    seen = set[int]()
    while unit not in seen:
        seen.add(unit)
        heir = history.main_successor(unit, day)
        if heir is not None:
            return heir
        last = history.last_day(unit)
        if last is None or last >= day:  # it has not begun yet
            return unit
        above = history.on(last).parent(unit)
        if above is None:
            return unit
        unit = above
    return unit


# --- Counts -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks stand in which column. carried: those of them assigned before the period."""

    by_column: Mapping[Column, int] = field(default_factory=dict)
    carried: int = 0

    def of(self, columns: Iterable[Column]) -> int:
        return sum(self.by_column.get(one, 0) for one in columns)

    @property
    def assigned(self) -> int:
        return sum(self.by_column.values())

    @property
    def new(self) -> int:
        """Assigned in the period."""
        return self.assigned - self.carried

    @property
    def done(self) -> int:
        return self.of(DONE)

    @property
    def done_share(self) -> tuple[int, int]:
        """Done, of all but the cancelled: (count, of). Nobody asks a percentage of none."""
        return self.done, self.assigned - self.of([Column.CANCELLED])

    @property
    def on_time_share(self) -> tuple[int, int]:
        """Done on time, of those done: (count, of)."""
        return self.of([Column.DONE_ON_TIME]), self.done

    @property
    def overdue_share(self) -> tuple[int, int]:
        """Overdue, of those not closed: (count, of)."""
        return self.of([Column.OVERDUE]), self.assigned - self.of(CLOSED)


def count(tasks: Iterable[Counted]) -> Counts:
    """Each task once, in the column where it stands."""
    by_column = dict.fromkeys(Column, 0)
    carried = 0
    for one in tasks:
        by_column[one.stand.column] += 1
        carried += one.is_carried
    return Counts(by_column, carried)


def total(lines: Collection[Counts]) -> Counts:
    """The sum of the lines, column by column."""
    return Counts(
        {column: sum(one.of([column]) for one in lines) for column in Column},
        sum(one.carried for one in lines),
    )
