"""Tasks that one unit gave another, as dated facts for core.assigned_tasks. Access is asked by the caller."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from nhip.apps.tasks.models import Assignment, Extension, Halt, PartEvent, Reminder, Task
from nhip.core.assigned_tasks import AssignedTask, Extended, Halted, Lead, StepTaken
from nhip.core.handoffs import Handoff, Step
from nhip.core.periods import Span
from nhip.core.plans import COUNTED
from nhip.core.reminders import ReminderStep, Sent
from nhip.core.tasks import HaltKind, Part

HANDED_OUT = Q(plan=None) | Q(plan__state__in=[state.value for state in COUNTED])


@dataclass(frozen=True, slots=True)
class Given:
    """A task that a unit gave another: what it is called, and its dated facts."""

    title: str
    year: int
    deliverable: str
    facts: AssignedTask


def given_tasks(
    *, led_by: Iterable[int] = (), given_by: Iterable[int] = (), since: date | None = None
) -> tuple[Given, ...]:
    """Tasks that one of the units leads or led, or gave; the units themselves, without those they stand for.

    since: but for those that were done before it and to which nothing happened from then on. Seven statements.
    """
    led = Assignment.objects.filter(unit__in=frozenset(led_by), part=Part.LEAD.value)
    chosen = Task.objects.filter(
        Q(pk__in=led.values("task")) | Q(assigned_by__in=frozenset(given_by)), assigned_by__isnull=False
    )
    if since is not None:
        lately = PartEvent.objects.filter(
            assignment__task=OuterRef("pk"),
            at__gte=datetime.combine(since, time(), timezone.get_current_timezone()),
        )
        chosen = chosen.filter(Q(completed_on=None) | Q(completed_on__gte=since) | Exists(lately))
    return _given(Task.objects.filter(HANDED_OUT, pk__in=chosen.values("pk")))


def given_task(*, task_id: int) -> Given | None:
    """The task, if one unit gave it another. Seven statements."""
    found = _given(Task.objects.filter(HANDED_OUT, pk=task_id, assigned_by__isnull=False))
    return found[0] if found else None


def _given(chosen: QuerySet[Task]) -> tuple[Given, ...]:
    rows = list(
        chosen.order_by(F("deadline").asc(nulls_last=True), "pk").prefetch_related(
            Prefetch(
                "assignments",
                Assignment.objects.filter(part=Part.LEAD.value)
                .order_by("starts_on", "pk")
                .prefetch_related(
                    Prefetch("events", PartEvent.objects.order_by("at", "pk")),
                    Prefetch(
                        "extensions", Extension.objects.filter(granted=True).order_by("decided_at", "pk")
                    ),
                ),
            ),
            Prefetch("halts", Halt.objects.order_by("starts_on", "pk")),
        )
    )
    goes_on = _goes_on([row.pk for row in rows])
    began = _began({row.pk: row.carried_from_id for row in rows if row.carried_from_id is not None})
    return tuple(
        Given(row.title, row.year, row.deliverable, _facts(row, goes_on.get(row.pk), began.get(row.pk)))
        for row in rows
    )


def _facts(row: Task, goes_on: date | None, began: date | None) -> AssignedTask:
    led = list(row.assignments.all())
    return AssignedTask(
        id=row.pk,
        assigner=row.assigned_by_id or led[0].unit_id,
        deadline=row.deadline,
        completed_on=row.completed_on,
        leads=tuple(
            Lead(
                one.unit_id,
                Span(one.starts_on, one.ends_before),
                Handoff(one.state),
                one.submitted_on,
                tuple(StepTaken(Step(event.step), _day(event.at)) for event in one.events.all()),
            )
            for one in led
        ),
        extensions=tuple(
            Extended(_day(one.decided_at), one.before)
            for part in led
            for one in part.extensions.all()
            if one.decided_at is not None
        ),
        halts=tuple(
            Halted(HaltKind(one.kind), Span(one.starts_on, one.ends_before)) for one in row.halts.all()
        ),
        goes_on=goes_on,
        began=began,
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _goes_on(tasks: list[int]) -> dict[int, date]:
    """Task -> from when another one goes on with it."""
    found = (
        Task.objects.filter(HANDED_OUT, carried_from__in=tasks, assignments__part=Part.LEAD.value)
        .values_list("carried_from")
        .annotate(Min("assignments__starts_on"))
    )
    return dict(found)


def _began(carried: dict[int, int]) -> dict[int, date]:
    """Task -> first day of the oldest assigned task that it goes on with. A statement for each year back."""
    began: dict[int, date] = {}
    ahead = dict(carried)
    while ahead:
        rows = {
            pk: (before, first)
            for pk, before, first in Task.objects.filter(
                HANDED_OUT,
                pk__in=set(ahead.values()),
                assigned_by__isnull=False,
                assignments__part=Part.LEAD.value,
            )
            .values_list("pk", "carried_from")
            .annotate(Min("assignments__starts_on"))
        }
        found = {task: rows[before] for task, before in ahead.items() if before in rows}
        began.update({task: first for task, (_before, first) in found.items()})
        ahead = {task: before for task, (before, _first) in found.items() if before is not None}
    return began


def reminders_sent(*, tasks: Iterable[int]) -> dict[int, tuple[Sent, ...]]:
    """Task -> the steps that were taken about it, in the order of their days. One statement."""
    found: dict[int, tuple[Sent, ...]] = {}
    for row in Reminder.objects.filter(task__in=list(tasks)).order_by("on", "pk"):
        sent = Sent(ReminderStep(row.step), row.on, row.deadline, row.unit_id, row.given_by_id, row.days_late)
        found[row.task_id] = (*found.get(row.task_id, ()), sent)
    return found
