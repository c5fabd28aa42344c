from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from nhip.apps.org import ground
from nhip.apps.tasks.models import Assignment, Halt, Milestone, ProgressReading, Task
from nhip.core.errors import NotFound
from nhip.core.handoffs import Handoff
from nhip.core.periods import MONTHS
from nhip.core.plans import PlanState, planned_at, quarters
from nhip.core.tasks import HaltKind, Part, TaskKind, TaskStatus, status
from nhip.core.units import History, UnitLine


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task as shown in plans and on its own page. from_unit: the unit it was planned by, where another leads it now.

    milestones: cumulative percent of the 12 months; progress: the newest reading, of month ``progress_month``, or of a
    part that is not reported monthly the lead's own word. handoff: of the lead's part; assigned_by_id: the unit that
    confirms, None for a unit's own task.
    """

    id: int
    kind: TaskKind
    assigned_by_id: int | None
    handoff: Handoff
    halt: HaltKind | None
    plan_id: int | None
    title: str
    programme_id: int | None
    programme: str
    programme_code: str
    deliverable: str
    lead_id: int
    lead: UnitLine
    coordinating: tuple[UnitLine, ...]
    coordinating_ids: tuple[int, ...]
    starts_on: date
    deadline: date | None
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

    @property
    def owner_id(self) -> int:
        """The unit whose task it is: in whose plan it stands, else the one that assigned it, else the lead."""
        return self.plan_unit_id or self.assigned_by_id or self.lead_id


OPEN_HALT = Halt.objects.filter(task=OuterRef("pk"), ends_before=None)


def _with_parts() -> QuerySet[Task]:
    return (
        Task.objects.select_related("programme", "plan")
        .annotate(halt_kind=Subquery(OPEN_HALT.values("kind")[:1]))
        .prefetch_related(Prefetch("assignments", Assignment.objects.order_by("starts_on", "pk")))
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What is planned and was read of tasks, by task: month -> percent; month, unit, percent. Two statements.

    As plain values: a model object for each of a plan's 6,000 milestones takes longer than all its checks.
    """

    planned: Mapping[int, Mapping[int, Decimal]]
    readings: Mapping[int, Sequence[tuple[int, int, Decimal]]]

    @classmethod
    def of(cls, tasks: Collection[int]) -> "_Told":
        planned: dict[int, dict[int, Decimal]] = defaultdict(dict)
        for task, month, percent in Milestone.objects.filter(task__in=tasks).values_list(
            "task_id", "month", "planned"
        ):
            planned[task][month] = percent
        readings: dict[int, list[tuple[int, int, Decimal]]] = defaultdict(list)
        for task, month, unit, percent in ProgressReading.objects.filter(task__in=tasks).values_list(
            "task_id", "month", "unit_id", "progress"
        ):
            readings[task].append((month, unit, percent))
        return cls(planned, readings)


def handoff_of(task: Task, part: Assignment) -> Handoff:
    """Where the part stands; in a plan that was never submitted nobody has been asked yet."""
    is_draft = task.plan is not None and task.plan.state == PlanState.DRAFT
    return Handoff.NOT_ASSIGNED if is_draft else Handoff(part.state)


def halt_of(task: Task) -> HaltKind | None:
    """The halt that a query has annotated as ``halt_kind``."""
    kind: str | None = getattr(task, "halt_kind", None)
    return None if kind is None else HaltKind(kind)


def _shown(task: Task, told: _Told, history: History, today: date) -> PlanTask:
    open_parts = [one for one in task.assignments.all() if one.ends_before is None]
    lead_part = next(one for one in open_parts if one.part == Part.LEAD)
    lead = lead_part.unit_id
    milestones = told.planned.get(task.pk, {})
    newest = max(told.readings.get(task.pk, ()), key=lambda one: (one[0], one[1] == lead), default=None)
    planned_by = None if task.plan is None else task.plan.unit_id
    first_lead = next(one.unit_id for one in task.assignments.all() if one.part == Part.LEAD)
    return PlanTask(
        id=task.pk,
        kind=TaskKind(task.kind),
        assigned_by_id=task.assigned_by_id,
        handoff=handoff_of(task, lead_part),
        halt=halt_of(task),
        plan_id=task.plan_id,
        title=task.title,
        programme_id=task.programme_id,
        programme="" if task.programme is None else task.programme.name,
        programme_code="" if task.programme is None else task.programme.code,
        deliverable=task.deliverable,
        lead_id=lead,
        lead=history.line_then(lead, today),
        coordinating=tuple(
            history.line_then(one.unit_id, today) for one in open_parts if one.part == Part.COORDINATING
        ),
        coordinating_ids=tuple(one.unit_id for one in open_parts if one.part == Part.COORDINATING),
        starts_on=task.starts_on,
        deadline=task.deadline,
        weight=task.weight,
        budget=task.budget,
        milestones=tuple(planned_at(milestones, month) for month in MONTHS),
        quarters=quarters(milestones),
        status=status(
            task.deadline,
            task.completed_on,
            today=today,
            waiting_since=lead_part.submitted_on,
            halt=halt_of(task),
        ),
        progress=_said(lead_part) if newest is None else newest[2],
        progress_month=None if newest is None else newest[0],
        from_unit="" if first_lead == lead else history.line_then(first_lead, today).name,
        year=task.year,
        plan_unit_id=planned_by,
    )


def _said(part: Assignment) -> Decimal | None:
    return None if part.progress is None else Decimal(part.progress)


def shown_tasks(chosen: Q, *, today: date) -> tuple[PlanTask, ...]:
    """The tasks that a condition chooses, by deadline. Four statements."""
    history = ground.current().history
    tasks = _with_parts().filter(chosen).distinct().order_by(F("deadline").asc(nulls_last=True), "pk")
    told = _Told.of([task.pk for task in tasks])
    return tuple(_shown(task, told, history, today) for task in tasks)


def tasks_of_plan(*, plan: int, today: date) -> tuple[PlanTask, ...]:
    return shown_tasks(Q(plan=plan), today=today)


def standing_tasks(*, plan: int, today: date) -> tuple[PlanTask, ...]:
    """The tasks of a plan but for those that were cancelled."""
    return tuple(one for one in tasks_of_plan(plan=plan, today=today) if one.halt is not HaltKind.CANCELLED)


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
        _past_deadline(units, today)
        .annotate(
            reported=Coalesce(
                Subquery(newest), Cast("progress", DecimalField(max_digits=5, decimal_places=2))
            )
        )
        .order_by("task__deadline", "task_id")
        .values_list("task_id", "task__title", "task__deadline", "unit_id", "reported")
    )
    return tuple(
        Overdue(task, title, deadline, unit, progress)
        for task, title, deadline, unit, progress in rows
        if deadline is not None
    )


def count_overdue(*, units: Iterable[int], year: int, today: date) -> int:
    """How many open tasks of the year, led by the units, are past their deadline. One statement."""
    return _past_deadline(units, today).filter(task__year=year).count()


def _past_deadline(units: Iterable[int], today: date) -> QuerySet[Assignment]:
    """The lead's parts of open tasks that are late: not halted, and not handed in by the deadline."""
    return Assignment.objects.filter(
        Q(submitted_on=None) | Q(submitted_on__gt=F("task__deadline")),
        ~Exists(Halt.objects.filter(task=OuterRef("task"), ends_before=None)),
        unit__in=list(units),
        part=Part.LEAD.value,
        ends_before=None,
        task__completed_on=None,
        task__deadline__lt=today,
    )


def halted_on(day: date) -> Exists:
    """Whether the task of the query stands still on the day."""
    return Exists(
        Halt.objects.filter(
            Q(ends_before=None) | Q(ends_before__gt=day), task=OuterRef("pk"), starts_on__lte=day
        )
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


def progress_reported(*, unit: int, month: int, tasks: Iterable[int]) -> dict[int, Decimal]:
    """Task -> percent, as known now of what the unit reported for the month. One statement."""
    rows = ProgressReading.objects.filter(unit_id=unit, month=month, task__in=list(tasks))
    return dict(rows.values_list("task_id", "progress"))


def titles_of(tasks: Iterable[int]) -> dict[int, str]:
    """Number of a task -> its title, for those that still stand. One statement, none for none."""
    return dict(Task.objects.filter(pk__in=list(tasks)).values_list("pk", "title"))


@dataclass(frozen=True, slots=True)
class DoneTask:
    id: int
    title: str
    completed_on: date


def done_tasks(*, unit: int) -> tuple[DoneTask, ...]:
    """Tasks that the unit led to their end, the oldest first. One statement."""
    led = Assignment.objects.filter(
        unit=unit, part=Part.LEAD.value, ends_before=None, task__completed_on__isnull=False
    ).order_by("task__completed_on", "task_id")
    rows = led.values_list("task_id", "task__title", "task__completed_on")
    return tuple(DoneTask(task, title, on) for task, title, on in rows if on is not None)


def led_and_completed(*, unit: int, year: int) -> tuple[int, int]:
    """How many tasks of a year the unit led at its end, and how many of them were completed in it. One statement."""
    led = Assignment.objects.filter(unit=unit, part=Part.LEAD.value, ends_before=None, task__year=year)
    counted = led.aggregate(
        led=Count("task", distinct=True),
        completed=Count("task", distinct=True, filter=Q(task__completed_on__lte=date(year, 12, 31))),
    )
    return counted["led"], counted["completed"]
