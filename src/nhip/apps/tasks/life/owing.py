"""Who owes what to whom, and what became of advisory papers. Access is asked by the caller."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from nhip.apps.org import ground
from nhip.apps.tasks.life.parts import asker_of
from nhip.apps.tasks.models import Assignment, Extension, Halt, PartEvent
from nhip.apps.tasks.queries import handoff_of
from nhip.core.handoffs import AdviceQuality, Handoff, Paper, Step, advice_quality
from nhip.core.plans import COUNTED
from nhip.core.tasks import Part, TaskKind, TaskStatus, status
from nhip.core.units import UnitLine


@dataclass(frozen=True, slots=True)
class Owed:
    """A part that one unit owes another. days: past the day it is due (negative: still ahead), None without one."""

    task_id: int
    part_id: int
    title: str
    kind: TaskKind
    part: Part
    work: str
    doer_id: int
    doer: UnitLine
    asker_id: int
    asker: UnitLine
    due_on: date | None
    days: int | None
    handoff: Handoff
    status: TaskStatus
    progress: int | None
    submitters: tuple[int | None, int | None]
    says: str


def owed(*, units: Iterable[int], today: date) -> tuple[Owed, ...]:
    """What the units owe others and others owe them: open parts handed out and not confirmed, the most urgent first.

    A unit's own task owes nobody anything but its monthly report and is not among them. Four statements.
    """
    kept = frozenset(units)
    history = ground.current().history
    mine = Q(unit__in=kept) | Q(task__assigned_by__in=_with_predecessors(kept, today))
    led = Assignment.objects.filter(
        unit__in=kept, part=Part.LEAD.value, ends_before=None, task__completed_on=None
    )
    rows = (
        Assignment.objects.filter(
            mine | Q(part=Part.COORDINATING.value, task__in=led.values("task")),
            ~Exists(Halt.objects.filter(task=OuterRef("task"), ends_before=None)),
            Q(task__plan=None) | Q(task__plan__state__in=[state.value for state in COUNTED]),
            Q(part=Part.COORDINATING.value) | Q(task__assigned_by__isnull=False),
            ends_before=None,
            task__completed_on=None,
        )
        .exclude(state=Handoff.CONFIRMED.value)
        .select_related("task", "task__plan")
        .prefetch_related(Prefetch("events", PartEvent.objects.order_by("at", "pk")))
    )
    found = list(rows)
    leads = _leads({row.task_id for row in found})
    lines = [
        _owed_line(row, asker_of(row.task, row, leads[row.task_id], history, today), today) for row in found
    ]
    return tuple(
        sorted(
            (one for one in lines if one.doer_id in kept or one.asker_id in kept),
            key=lambda one: (one.due_on is None, one.due_on or date.max, one.task_id, one.part_id),
        )
    )


def _with_predecessors(units: frozenset[int], today: date) -> frozenset[int]:
    history = ground.current().history
    return units | {gone for unit in units for gone in history.all_predecessors(unit, today)}


def _owed_line(row: Assignment, asker: int, today: date) -> Owed:
    history = ground.current().history
    due_on = row.due_on or row.task.deadline
    events = list(row.events.all())
    return Owed(
        task_id=row.task_id,
        part_id=row.pk,
        title=row.task.title,
        kind=TaskKind(row.task.kind),
        part=Part(row.part),
        work=row.work,
        doer_id=row.unit_id,
        doer=history.line_then(row.unit_id, today),
        asker_id=asker,
        asker=history.line_then(asker, today),
        due_on=due_on,
        days=None if due_on is None else (today - due_on).days,
        handoff=Handoff(row.state),
        status=status(due_on, None, today=today, waiting_since=row.submitted_on),
        progress=row.progress,
        submitters=row.submitters,
        says=next((event.text for event in reversed(events) if event.text), ""),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a later day without an answer. own_task: of the unit's own task, which the unit above decides."""

    task_id: int
    part_id: int
    title: str
    doer_id: int
    asker_id: int
    part: Part
    own_task: bool
    before: date
    due_on: date
    askers: tuple[int | None, int | None]


def extensions_asked(*, units: Iterable[int], today: date) -> tuple[Asked, ...]:
    """Open requests in tasks that one of the units assigned, leads or coordinates. Two statements."""
    kept = frozenset(units)
    history = ground.current().history
    led = Assignment.objects.filter(unit__in=kept, part=Part.LEAD.value, ends_before=None)
    rows = list(
        Extension.objects.filter(
            Q(assignment__unit__in=kept)
            | Q(assignment__task__assigned_by__in=_with_predecessors(kept, today))
            | Q(assignment__task__in=led.values("task")),
            granted=None,
            assignment__ends_before=None,
        ).select_related("assignment__task")
    )
    leads = _leads({row.assignment.task_id for row in rows})
    found = []
    for row in rows:
        part, task = row.assignment, row.assignment.task
        found.append(
            Asked(
                task.pk,
                part.pk,
                task.title,
                part.unit_id,
                asker_of(task, part, leads[task.pk], history, today),
                Part(part.part),
                part.part == Part.LEAD and task.assigned_by_id is None,
                row.before,
                row.due_on,
                row.askers,
            )
        )
    return tuple(found)


def _leads(tasks: set[int]) -> dict[int, int]:
    return dict(
        Assignment.objects.filter(task__in=tasks, part=Part.LEAD.value, ends_before=None).values_list(
            "task_id", "unit_id"
        )
    )


@dataclass(frozen=True, slots=True)
class AdvicePaper:
    """An advisory paper. first_on: first handed in; returned: how often it went back for rework."""

    task_id: int
    title: str
    unit: UnitLine
    asker: UnitLine
    due_on: date | None
    first_on: date | None
    handoff: Handoff
    status: TaskStatus
    returned: int


@dataclass(frozen=True, slots=True)
class Advice:
    """The papers of some units in a year and what they say of the quality of advice."""

    papers: tuple[AdvicePaper, ...]
    quality: AdviceQuality


def advice(*, units: Iterable[int], year: int, today: date) -> Advice:
    """The advisory papers that the units lead or led in the year. Three statements."""
    history = ground.current().history
    rows = list(
        Assignment.objects.filter(
            ~Exists(Halt.objects.filter(task=OuterRef("task"), ends_before=None)),
            Q(task__plan=None) | Q(task__plan__state__in=[state.value for state in COUNTED]),
            unit__in=list(units),
            part=Part.LEAD.value,
            ends_before=None,
            task__year=year,
            task__kind=TaskKind.ADVISORY.value,
        )
        .select_related("task", "task__plan")
        .prefetch_related(Prefetch("events", PartEvent.objects.order_by("at", "pk")))
        .order_by(F("task__deadline").asc(nulls_last=True), "task_id")
    )
    lines, facts = [], []
    for row in rows:
        events = list(row.events.all())
        first = next((event.at.date() for event in events if event.step == Step.SUBMIT), None)
        returned = sum(event.step == Step.RETURN for event in events)
        asker = asker_of(row.task, row, row.unit_id, history, today)
        lines.append(
            AdvicePaper(
                row.task_id,
                row.task.title,
                history.line_then(row.unit_id, today),
                history.line_then(asker, today),
                row.task.deadline,
                first,
                handoff_of(row.task, row),
                status(row.task.deadline, row.task.completed_on, today=today, waiting_since=row.submitted_on),
                returned,
            )
        )
        accepted = row.state == Handoff.CONFIRMED
        facts.append((Paper(row.task.deadline, row.submitted_on, accepted, returned), first))
    return Advice(tuple(lines), advice_quality(facts, today=today))
