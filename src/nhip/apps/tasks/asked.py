"""What a unit's monthly report asks about: its statements are written once per process, they are asked all the time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet, Subquery

from nhip.apps.accounts.prepared import Prepared, prepare
from nhip.apps.tasks.models import Assignment, FormerTerms, Milestone, ProgressReading, Task
from nhip.apps.tasks.queries import OPEN_HALT, halted_on
from nhip.apps.tasks.terms import terms_by_task
from nhip.core.amendments import planned_on
from nhip.core.plans import COUNTED
from nhip.core.tasks import HaltKind, Part, TaskStatus, reading_for, status


@dataclass(frozen=True, slots=True)
class TaskInMonth:
    """A task as a monthly report asks about it. last: the newest earlier reading."""

    id: int
    title: str
    deliverable: str
    deadline: date | None
    status: TaskStatus
    weight: int
    outside_plan: bool
    planned: Decimal
    planned_next: Decimal
    last: Decimal | None


def _asked(unit: int, year: int, day: date) -> QuerySet[Task]:
    """Tasks of a year that a unit leads on a day: of plans in hand, and outside any, none halted on that day."""
    led = Assignment.objects.filter(
        Q(ends_before=None) | Q(ends_before__gt=day),
        unit=unit,
        part=Part.LEAD.value,
        starts_on__lte=day,
    )
    in_hand = Q(plan=None) | Q(plan__state__in=[state.value for state in COUNTED])
    return Task.objects.filter(in_hand, ~halted_on(day), pk__in=led.values("task"), year=year)


@cache
def _prepared(_engine: str) -> Mapping[str, Prepared]:
    """Of unit and year on a day: the tasks, and what is planned, was reported and was planned formerly of them.

    What is planned and was reported: up to a month, the third number.
    """

    def numbers(given: tuple[int, ...], day: date) -> QuerySet[Any, Any]:
        unit, year = given
        return _asked(unit, year, day).values_list("pk")

    def tasks(given: tuple[int, ...], day: date) -> QuerySet[Any, Any]:
        unit, year = given
        found = _asked(unit, year, day).order_by(
            F("plan").asc(nulls_last=True), F("deadline").asc(nulls_last=True), "pk"
        )
        halt = Subquery(OPEN_HALT.values("kind")[:1])
        columns = ("title", "deliverable", "deadline", "completed_on", "weight", "plan_id")
        return found.values_list("pk", *columns, halt)

    def milestones(given: tuple[int, ...], day: date) -> QuerySet[Any, Any]:
        unit, year, month = given
        found = Milestone.objects.filter(task__in=_asked(unit, year, day).values("pk"), month__lte=month)
        return found.values_list("task_id", "month", "planned")

    def readings(given: tuple[int, ...], day: date) -> QuerySet[Any, Any]:
        unit, year, month = given
        found = ProgressReading.objects.filter(task__in=_asked(unit, year, day).values("pk"), month__lt=month)
        return found.values_list("task_id", "month", "unit_id", "progress")

    def former(given: tuple[int, ...], day: date) -> QuerySet[Any, Any]:
        unit, year = given
        found = FormerTerms.objects.filter(task__in=_asked(unit, year, day).values("pk"))
        return found.order_by("ends_before").values_list(
            "task_id", "ends_before", "is_planned", "weight", "milestones"
        )

    return {
        "numbers": prepare(numbers, numbers=2),
        "tasks": prepare(tasks, numbers=2),
        "milestones": prepare(milestones, numbers=3),
        "readings": prepare(readings, numbers=3),
        "former": prepare(former, numbers=2),
    }


def task_ids_to_report(*, unit: int, year: int, day: date) -> frozenset[int]:
    """The tasks that a unit's report is about, were it written on the day. One statement."""
    return frozenset(pk for (pk,) in _prepared(connection.vendor)["numbers"].rows([unit, year], day))


def tasks_to_report(*, unit: int, year: int, month: int, day: date, today: date) -> tuple[TaskInMonth, ...]:
    """What a unit's report of the month asks: of each task what was planned and last said. Four statements."""
    prepared = _prepared(connection.vendor)
    rows = prepared["tasks"].rows([unit, year], day)
    milestones: dict[int, dict[int, Decimal]] = {task: {} for task, *_rest in rows}
    for task, number, planned in prepared["milestones"].rows([unit, year, month + 1], day):
        milestones[task][number] = planned
    earlier: dict[int, dict[int, dict[int, Decimal]]] = {task: {} for task in milestones}
    for task, number, by, progress in prepared["readings"].rows([unit, year, month], day):
        earlier[task].setdefault(number, {})[by] = progress
    former = terms_by_task(prepared["former"].rows([unit, year], day))

    def by_then(task: int, at_month: int) -> Decimal:
        return planned_on(former.get(task, ()), milestones[task], at_month, day)

    return tuple(
        TaskInMonth(
            id=task,
            title=title,
            deliverable=deliverable,
            deadline=deadline,
            status=status(deadline, completed_on, today=today, halt=None if halt is None else HaltKind(halt)),
            weight=weight,
            outside_plan=plan is None,
            planned=by_then(task, month),
            planned_next=by_then(task, min(month + 1, 12)),
            last=reading_for(earlier[task][max(earlier[task])], unit) if earlier[task] else None,
        )
        for task, title, deliverable, deadline, completed_on, weight, plan, halt in rows
    )
