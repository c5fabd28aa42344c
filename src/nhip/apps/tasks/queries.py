from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from nhip.apps.org import ground
from nhip.apps.tasks.models import Assignment, ProgressReading, Task
from nhip.core.errors import NotFound
from nhip.core.periods import MONTHS
from nhip.core.plans import COUNTED, planned_at, quarters
from nhip.core.tasks import Part, TaskStatus, reading_for, status
from nhip.core.units import History, UnitLine


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task as shown in plans and on its own page. from_unit: the unit it was planned by, where another leads it now.

    milestones: cumulative percent of the 12 months; progress: the newest reading, of month ``progress_month``.
    """

    id: int
    plan_id: int | None
    title: str
    programme_id: int | None
    programme: str
    deliverable: str
    lead_id: int
    lead: UnitLine
    coordinating: tuple[UnitLine, ...]
    starts_on: date
    deadline: date
    weight: int
    budget: Decimal | None
    milestones: tuple[Decimal, ...]
    quarters: tuple[Decimal, ...]
    status: TaskStatus
    progress: Decimal | None
    progress_month: int | None
    from_unit: str
    year: int
    plan_unit_id: int | None


def _with_parts() -> QuerySet[Task]:
    return Task.objects.select_related("programme", "plan").prefetch_related(
        Prefetch("assignments", Assignment.objects.order_by("starts_on", "pk")), "milestones", "readings"
    )


def _shown(task: Task, history: History, today: date) -> PlanTask:
    open_parts = [one for one in task.assignments.all() if one.ends_before is None]
    lead = next(one.unit_id for one in open_parts if one.part == Part.LEAD)
    milestones = {one.month: one.planned for one in task.milestones.all()}
    newest = max(task.readings.all(), key=lambda one: (one.month, one.unit_id == lead), default=None)
    planned_by = None if task.plan is None else task.plan.unit_id
    first_lead = next(one.unit_id for one in task.assignments.all() if one.part == Part.LEAD)
    return PlanTask(
        id=task.pk,
        plan_id=task.plan_id,
        title=task.title,
        programme_id=task.programme_id,
        programme="" if task.programme is None else task.programme.name,
        deliverable=task.deliverable,
        lead_id=lead,
        lead=history.line_then(lead, today),
        coordinating=tuple(
            history.line_then(one.unit_id, today) for one in open_parts if one.part == Part.COORDINATING
        ),
        starts_on=task.starts_on,
        deadline=task.deadline,
        weight=task.weight,
        budget=task.budget,
        milestones=tuple(planned_at(milestones, month) for month in MONTHS),
        quarters=quarters(milestones),
        status=status(task.deadline, task.completed_on, today=today),
        progress=None if newest is None else newest.progress,
        progress_month=None if newest is None else newest.month,
        from_unit="" if first_lead == lead else history.line_then(first_lead, today).name,
        year=task.year,
        plan_unit_id=planned_by,
    )


def shown_tasks(chosen: Q, *, today: date) -> tuple[PlanTask, ...]:
    """The tasks that a condition chooses, by deadline. Four statements."""
    history = ground.current().history
    tasks = _with_parts().filter(chosen).distinct().order_by("deadline", "pk")
    return tuple(_shown(task, history, today) for task in tasks)


def tasks_of_plan(*, plan: int, today: date) -> tuple[PlanTask, ...]:
    return shown_tasks(Q(plan=plan), today=today)


def tasks_led(*, unit: int, year: int, today: date) -> tuple[PlanTask, ...]:
    """Tasks of the year that the unit leads now, planned by whomever, and those outside any plan."""
    led = Assignment.objects.filter(unit=unit, part=Part.LEAD.value, ends_before=None, task__year=year)
    return shown_tasks(Q(pk__in=led.values("task")), today=today)


def one_task(*, task_id: int, today: date) -> PlanTask:
    """Raises NotFound."""
    found = shown_tasks(Q(pk=task_id), today=today)
    if not found:
        raise NotFound
    return found[0]


@dataclass(frozen=True, slots=True)
class PartHeld:
    """A unit's part in a task on a span of days."""

    unit_id: int
    part: Part
    starts_on: date
    ends_before: date | None


def parts_held(*, task_id: int) -> tuple[PartHeld, ...]:
    rows = Assignment.objects.filter(task=task_id).order_by("starts_on", "pk")
    return tuple(PartHeld(row.unit_id, Part(row.part), row.starts_on, row.ends_before) for row in rows)


@dataclass(frozen=True, slots=True)
class Overdue:
    """A task past its deadline and not done. progress: the newest reading, None where nobody reported yet."""

    id: int
    title: str
    deadline: date
    unit_id: int
    progress: Decimal | None


def overdue_tasks(*, units: Iterable[int], today: date) -> tuple[Overdue, ...]:
    """Open tasks past their deadline that the units lead now, the oldest first. One statement."""
    newest = (
        ProgressReading.objects.filter(task=OuterRef("task")).order_by("-month", "-pk").values("progress")[:1]
    )
    rows = (
        Assignment.objects.filter(
            unit__in=list(units),
            part=Part.LEAD.value,
            ends_before=None,
            task__completed_on=None,
            task__deadline__lt=today,
        )
        .annotate(progress=Subquery(newest))
        .order_by("task__deadline", "task_id")
        .values_list("task_id", "task__title", "task__deadline", "unit_id", "progress")
    )
    return tuple(Overdue(*row) for row in rows)


def count_overdue(*, units: Iterable[int], year: int, today: date) -> int:
    """How many open tasks of the year, led by the units, are past their deadline. One statement."""
    return Assignment.objects.filter(
        unit__in=list(units),
        part=Part.LEAD.value,
        ends_before=None,
        task__year=year,
        task__completed_on=None,
        task__deadline__lt=today,
    ).count()


@dataclass(frozen=True, slots=True)
class TaskInMonth:
    """A task as a monthly report asks about it. last: the newest earlier reading."""

    id: int
    title: str
    deliverable: str
    deadline: date
    status: TaskStatus
    weight: int
    outside_plan: bool
    planned: Decimal
    planned_next: Decimal
    last: Decimal | None


def tasks_to_report(*, unit: int, year: int, month: int, day: date, today: date) -> tuple[TaskInMonth, ...]:
    """Tasks of the year that the unit leads on ``day``: of plans in hand, and outside any. Three statements."""
    led = Assignment.objects.filter(
        Q(ends_before=None) | Q(ends_before__gt=day), unit=unit, part=Part.LEAD.value, starts_on__lte=day
    )
    in_hand = Q(plan=None) | Q(plan__state__in=[state.value for state in COUNTED])
    tasks = (
        Task.objects.prefetch_related("milestones", "readings")
        .filter(in_hand, pk__in=led.values("task"), year=year)
        .order_by(F("plan").asc(nulls_last=True), "deadline", "pk")
    )
    return tuple(_to_report(task, unit, month, today) for task in tasks)


def _to_report(task: Task, unit: int, month: int, today: date) -> TaskInMonth:
    milestones = {one.month: one.planned for one in task.milestones.all()}
    earlier: dict[int, dict[int, Decimal]] = {}
    for reading in task.readings.all():
        if reading.month < month:
            earlier.setdefault(reading.month, {})[reading.unit_id] = reading.progress
    return TaskInMonth(
        id=task.pk,
        title=task.title,
        deliverable=task.deliverable,
        deadline=task.deadline,
        status=status(task.deadline, task.completed_on, today=today),
        weight=task.weight,
        outside_plan=task.plan_id is None,
        planned=planned_at(milestones, month),
        planned_next=planned_at(milestones, min(month + 1, 12)),
        last=reading_for(earlier[max(earlier)], unit) if earlier else None,
    )


@dataclass(frozen=True, slots=True)
class TaskReadings:
    """A task and what was reported of it: month -> reporting unit -> percent."""

    task: PlanTask
    readings: dict[int, dict[int, Decimal]]


def readings_of(*, tasks: Iterable[PlanTask]) -> tuple[TaskReadings, ...]:
    """The readings of the tasks. One statement."""
    kept = list(tasks)
    readings: dict[int, dict[int, dict[int, Decimal]]] = {task.id: {} for task in kept}
    for row in ProgressReading.objects.filter(task__in=readings):
        readings[row.task_id].setdefault(row.month, {})[row.unit_id] = row.progress
    return tuple(TaskReadings(task, readings[task.id]) for task in kept)
