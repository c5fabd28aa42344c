from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from nhip.apps.amendments.models import Amendment, AmendmentLine, PlanVersion
from nhip.core.amendments import (
    OPEN,
    UNUSED,
    AmendmentState,
    Grounds,
    TaskChange,
    VersionSpan,
    merged,
    of_json,
)
from nhip.core.plan_imports import TaskFacts, TaskFate, differences

_OPEN = [state.value for state in OPEN]


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """An amendment without what it changes; changes: how many tasks it changes."""

    id: int
    plan_id: int
    number: int
    state: AmendmentState
    grounds: Grounds
    in_force_from: date | None
    submitted_at: datetime | None
    submitted_by: int | None
    submitted_for: int | None
    answer: str
    version: int
    changes: int


def _row(row: Amendment) -> AmendmentRow:
    return AmendmentRow(
        id=row.pk,
        plan_id=row.plan_id,
        number=row.number,
        state=AmendmentState(row.state),
        grounds=Grounds(row.reason, row.basis, row.asked_from),
        in_force_from=row.in_force_from,
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by_id,
        submitted_for=row.submitted_for_id,
        answer=row.answer,
        version=row.version,
        changes=row.change_count,  # type: ignore[attr-defined]  # annotated below
    )


_rows = Amendment.objects.annotate(change_count=Count("lines")).order_by("number")


def amendments_of(*, plan: int) -> tuple[AmendmentRow, ...]:
    """All of a plan, in their order. One statement."""
    return tuple(_row(one) for one in _rows.filter(plan=plan))


def open_amendments(*, plans: Iterable[int]) -> dict[int, AmendmentRow]:
    """Plan -> its amendment that is not in force yet. One statement."""
    return {one.plan_id: _row(one) for one in _rows.filter(plan__in=list(plans), state__in=_OPEN)}


def open_amendment(*, plan: int) -> AmendmentRow | None:
    """One statement."""
    return open_amendments(plans=[plan]).get(plan)


def due_amendments(*, on: date) -> tuple[int, ...]:
    """Those approved whose day has come, the earliest first. One statement."""
    due = Amendment.objects.filter(state=AmendmentState.APPROVED.value, in_force_from__lte=on)
    return tuple(due.order_by("in_force_from", "pk").values_list("pk", flat=True))


def unused_amendments(*, plans: Iterable[int]) -> tuple[AmendmentRow, ...]:
    """Those that never came into force and never will. One statement."""
    states = [state.value for state in UNUSED]
    return tuple(_row(one) for one in _rows.filter(plan__in=list(plans), state__in=states))


@dataclass(frozen=True, slots=True)
class LineKept:
    """What an amendment makes of a task. task: None for a new one; wanted None: taken out.

    before: the task as it was when the line was written, None for a new one.
    """

    id: int
    task: int | None
    wanted: TaskFacts | None
    before: TaskFacts | None

    def of(self, now: TaskFacts) -> TaskFacts | None:
        """The task as it shall be, of what it is now."""
        if self.wanted is None or self.before is None:
            return self.wanted
        return merged(now, self.before, self.wanted)

    def as_written(self, now: TaskFacts | None) -> TaskChange:
        """The change as it was written. now: the task as it is, of one that was to be taken out."""
        number = -self.id if self.task is None else self.task
        if self.wanted is None:
            return TaskChange(TaskFate.REMOVED, number, self.before or now, None)
        fields = () if self.before is None else differences(self.before, self.wanted)
        if self.before is None or not fields:
            return TaskChange(TaskFate.ADDED, number, None, self.wanted)
        return TaskChange(TaskFate.CHANGED, number, self.before, self.wanted, fields)


def lines_of(*, amendment: int) -> tuple[LineKept, ...]:
    """In the order in which they were first written. One statement."""
    return lines_of_several(amendments=[amendment]).get(amendment, ())


def lines_of_several(*, amendments: Iterable[int]) -> dict[int, tuple[LineKept, ...]]:
    """Amendment -> its lines, where it has any. One statement."""
    found: dict[int, tuple[LineKept, ...]] = {}
    for row in AmendmentLine.objects.filter(amendment__in=list(amendments)).order_by("pk"):
        line = LineKept(
            row.pk,
            row.task_id,
            None if row.wanted is None else of_json(row.wanted),
            None if row.before is None else of_json(row.before),
        )
        found[row.amendment_id] = (*found.get(row.amendment_id, ()), line)
    return found


@dataclass(frozen=True, slots=True)
class VersionKept:
    """A former version of a plan. tasks: by number, in the order of their deadlines."""

    span: VersionSpan
    tasks: Mapping[int, TaskFacts]


def versions_of(*, plan: int) -> tuple[VersionKept, ...]:
    """A plan's former versions, the oldest first; none for one that was never amended. One statement."""
    return tuple(
        VersionKept(
            VersionSpan(row.number, row.starts_on, row.ends_before),
            _by_deadline({int(task): of_json(kept) for task, kept in row.tasks.items()}),
        )
        for row in PlanVersion.objects.filter(plan=plan).order_by("number")
    )


def _by_deadline(tasks: Mapping[int, TaskFacts]) -> dict[int, TaskFacts]:
    """In the order in which a plan shows its tasks; stored JSON keeps none."""
    return dict(sorted(tasks.items(), key=lambda one: (one[1].deadline or date.max, one[0])))


@dataclass(frozen=True, slots=True)
class PlannedBy:
    """Whose plan an amendment amends."""

    unit: int
    year: int
    number: int


def undecided_amendments() -> dict[int, PlannedBy]:
    """Amendment in its author's or its decider's hands -> whose it is. One statement."""
    states = [state.value for state in OPEN - {AmendmentState.APPROVED}]
    rows = Amendment.objects.filter(state__in=states).order_by("pk")
    return {
        pk: PlannedBy(unit, year, number)
        for pk, unit, year, number in rows.values_list("pk", "plan__unit", "plan__year", "number")
    }


def planned_by(*, amendments: Iterable[int]) -> dict[int, PlannedBy]:
    """Amendment -> whose it is. One statement, none for none."""
    asked = list(amendments)
    rows = Amendment.objects.filter(pk__in=asked) if asked else Amendment.objects.none()
    return {
        pk: PlannedBy(unit, year, number)
        for pk, unit, year, number in rows.values_list("pk", "plan__unit", "plan__year", "number")
    }
