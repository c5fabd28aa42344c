"""Tasks and what happens to them. Access is asked by the caller that knows the plan (cycle) or the report."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from nhip.apps.accounts.prepared import Prepared, prepare
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.apps.tasks.assignments import assign, close_part, pass_on
from nhip.apps.tasks.models import Assignment, Milestone, ProgressReading, Task
from nhip.core.access import Actor
from nhip.core.plans import HUNDRED, TaskDraft, check_task, completed_milestones
from nhip.core.searching import folded
from nhip.core.tasks import Part, Reading, TaskKind, check_units, completed_on
from nhip.core.vietnamese import normalised
from nhip.rows import ask, insert_rows, percent_cells, places

_TASKS, _READINGS = (one._meta.db_table for one in (Task, ProgressReading))  # noqa: SLF001 - names of ours


@dataclass(frozen=True, slots=True)
class Belongs:
    """Where a task belongs. plan: None outside the plan; lead, coordinating: identities of units.

    assigned_by: the unit that confirms its completion, None where the lead's monthly report says when it is done.
    carried_from: of a new task, the unfinished one that it goes on with. counts_from: of a change that an amendment
    makes, the day from which it counts; None: the plan was never in force otherwise.
    """

    plan: int | None
    year: int
    lead: int
    coordinating: Sequence[int] = ()
    programme: int | None = None
    kind: TaskKind = TaskKind.ORDINARY
    assigned_by: int | None = None
    carried_from: int | None = None
    counts_from: date | None = None


@cache
def _prepared(_engine: str) -> tuple[Prepared, Prepared]:
    """Of a task: its milestones, and the units that have a part in it."""

    def milestones(given: tuple[int, ...], _day: date) -> QuerySet[Any, Any]:
        return Milestone.objects.filter(task=given[0]).values_list("month", "planned")

    def parts(given: tuple[int, ...], _day: date) -> QuerySet[Any, Any]:
        return Assignment.objects.filter(task=given[0], ends_before=None).values_list("unit_id", "part")

    return prepare(milestones, numbers=1), prepare(parts, numbers=1)


def _facts(task: Task) -> dict[str, object]:
    milestones, parts = (one.rows([task.pk], date.min) for one in _prepared(connection.vendor))
    return {
        "kind": task.kind,
        "title": task.title,
        "deliverable": task.deliverable,
        "starts_on": task.starts_on,
        "deadline": task.deadline,
        "weight": task.weight,
        "budget": task.budget,
        "programme": None if task.programme is None else task.programme.name,
        "plan": task.plan_id,
        **({} if task.carried_from_id is None else {"carried_from": task.carried_from_id}),
        "milestones": {str(month): planned for month, planned in milestones},
        "units": {str(unit): part for unit, part in parts},
    }


@transaction.atomic
def save_task(
    *, actor: Actor, role: str, task_id: int | None, draft: TaskDraft, belongs: Belongs, now: datetime
) -> int:
    """Create or change a task with its milestones and units. Returns its identity. Raises RulesBroken, RuleBroken."""
    check_task(draft, year=belongs.year, in_plan=belongs.plan is not None)
    check_units(belongs.lead, belongs.coordinating)
    task = Task() if task_id is None else Task.objects.select_for_update().get(pk=task_id)
    before = None if task_id is None else _facts(task)
    task.plan_id, task.year, task.programme_id = belongs.plan, belongs.year, belongs.programme
    task.kind, task.assigned_by_id = belongs.kind.value, belongs.assigned_by
    task.title, task.deliverable = normalised(draft.title), normalised(draft.deliverable)
    task.folded = folded(task.title, task.deliverable)
    task.starts_on, task.deadline = draft.starts_on, draft.deadline
    task.weight, task.budget = draft.weight, draft.budget
    if task_id is None:
        task.carried_from_id = belongs.carried_from
    task.save()
    if task_id is not None:
        task.milestones.all().delete()
    planned = dict(sorted(completed_milestones(draft).items()))
    insert_rows(
        Milestone,
        ("task_id", "month", "planned"),
        (
            (task.pk, month, cell)
            for month, cell in zip(planned, percent_cells(planned.values()), strict=True)
        ),
    )
    assign(
        task,
        lead=belongs.lead,
        coordinating=belongs.coordinating,
        today=now.date(),
        is_new=task_id is None,
        counts_from=belongs.counts_from,
    )
    record(
        actor=actor,
        role=role,
        entries=[Entry("save_task", task, belongs.lead, before=before, after=_facts(_stored(task.pk)))],
        at=now,
    )
    return task.pk


def _stored(task_id: int) -> Task:
    return Task.objects.select_related("programme").get(pk=task_id)


@transaction.atomic
def remove_task(*, actor: Actor, role: str, task_id: int, unit: int, now: datetime) -> None:
    """Take a task out of a plan in its author's hands; the audit record keeps what it was.

    Raises ProtectedError when a report speaks of it.
    """
    task = Task.objects.select_for_update().get(pk=task_id)
    record(actor=actor, role=role, entries=[Entry("remove_task", task, unit, before=_facts(task))], at=now)
    task.delete()


def record_progress(*, unit: int, month: int, progress: Mapping[int, Decimal], on: date) -> None:
    """Store what a unit reported for a month: task -> percent. Replaces what it reported for that month before."""
    day = connection.ops.adapt_datefield_value(on)
    told = dict(sorted(progress.items()))
    insert_rows(
        ProgressReading,
        ("task_id", "unit_id", "month", "progress", "on"),
        (
            (task, unit, month, cell, day)
            for task, cell in zip(told, percent_cells(told.values()), strict=True)
        ),
        'ON CONFLICT (task_id, month, unit_id) DO UPDATE SET progress = excluded.progress, "on" = excluded."on"',
    )
    _settle_completion(_may_settle(progress))


def _may_settle(progress: Mapping[int, Decimal]) -> set[int]:
    """Tasks told to be done, and those that were: what is told below 100 of others changes nothing."""
    done = {task for task, value in progress.items() if value >= HUNDRED}
    others = sorted(progress.keys() - done)
    if others:
        done |= {
            pk
            for (pk,) in ask(
                f"SELECT id FROM {_TASKS} WHERE completed_on IS NOT NULL AND id IN {places(len(others))}",  # noqa: S608
                others,
            )
        }
    return done


def withdraw_progress(*, unit: int, month: int, tasks: set[int]) -> None:
    """Take back what a unit reported for a month, as when its report is returned."""
    ProgressReading.objects.filter(unit_id=unit, month=month, task_id__in=tasks).delete()
    _settle_completion(tasks)


def _settle_completion(tasks: set[int]) -> None:
    """Readings say when a unit's own task is done; a task that another unit assigned waits for its confirmation."""
    if not tasks:
        return
    known: dict[int, date | None] = {}
    readings: dict[int, list[Reading]] = defaultdict(list)
    rows = ask(
        f'SELECT t.id, t.completed_on, r.month, r.unit_id, r.progress, r."on" FROM {_TASKS} t'  # noqa: S608 - names of ours
        f" LEFT JOIN {_READINGS} r ON r.task_id = t.id"
        f" WHERE t.assigned_by_id IS NULL AND t.id IN {places(len(tasks))}",
        sorted(tasks),
    )
    for task, before, month, unit, progress, on in rows:
        known[task] = before
        if month is not None:
            readings[task].append(Reading(month, unit, Decimal(str(progress)), on))
    changed: dict[date | None, list[int]] = defaultdict(list)
    for task, before in known.items():
        since = completed_on(readings[task])
        if since != before:
            changed[since].append(task)
    for since, several in changed.items():
        Task.objects.filter(pk__in=several).update(completed_on=since)


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    role: str,
    units: frozenset[int],
    on: date,
    now: datetime,
    heirs: Mapping[int, int] | None = None,
    receivers: Mapping[int, int] | None = None,
) -> int:
    """Pass the parts in open tasks of units that ended on a day to their main successors. Returns how many moved.

    heirs: who takes over from units that have no successor. receivers: task -> who leads it from then on, where that
    is another unit than the main successor; also of units that go on.

    Done tasks stay with the unit that did them. A successor that coordinated in a
    task it now leads ends that part; one that leads already goes on leading.
    """
    history = ground.current().history
    rows = Assignment.objects.select_for_update().filter(
        unit__in=units, ends_before=None, task__completed_on=None
    )
    moved = [
        (row, heir)
        for row in rows
        if (
            heir := _chosen(row, receivers or {})
            or history.main_successor(row.unit_id, on)
            or (heirs or {}).get(row.unit_id)
        )
        not in (None, row.unit_id)
    ]
    entries = []
    for row, heir in sorted(moved, key=lambda one: one[0].part != Part.LEAD):
        existing = Assignment.objects.filter(task=row.task_id, unit_id=heir, ends_before=None).first()
        if existing is not None and row.part == Part.LEAD:
            close_part(existing, on)
        if existing is None or row.part == Part.LEAD:
            pass_on(row, heir, on)
        else:
            close_part(row, on)
        entries.append(
            Entry(
                "hand_over_task",
                Task(pk=row.task_id),
                heir,
                before={"unit": row.unit_id, "part": row.part},
                after={"unit": heir, "from": on},
            )
        )
    record(actor=actor, role=role, entries=entries, at=now)
    return len(entries)


def _chosen(row: Assignment, receivers: Mapping[int, int]) -> int | None:
    return receivers.get(row.task_id) if row.part == Part.LEAD else None
