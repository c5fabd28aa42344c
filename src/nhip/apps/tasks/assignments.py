"""The rows behind a task's parts: set anew, ended, passed on. Callers ask who may and record."""

from collections.abc import Sequence
from datetime import date, timedelta

from nhip.apps.org import ground
from nhip.apps.tasks.models import Assignment, Task
from nhip.core.handoffs import Handoff
from nhip.core.tasks import Part


def first_state(part: Part, unit: int, assigned_by: int | None) -> Handoff:
    """A part waits to be received, but for the lead that gave the task to itself."""
    own = part is Part.LEAD and assigned_by in {None, unit}
    return Handoff.RECEIVED if own else Handoff.PENDING


def assign(
    task: Task,
    *,
    lead: int,
    coordinating: Sequence[int],
    today: date,
    is_new: bool,
    counts_from: date | None = None,
) -> None:
    """Set the units' parts anew: a planned task counts from its year's first day, whenever it was typed.

    A part that had a life of its own is ended, not erased. is_new: the task has no parts yet. counts_from: an
    amendment's day; until then the parts stay as they were.
    """
    wanted = {lead: Part.LEAD, **dict.fromkeys(coordinating, Part.COORDINATING)}
    kept = {}
    for row in () if is_new else task.assignments.filter(ends_before=None):
        if wanted.get(row.unit_id) == row.part:
            kept[row.unit_id] = row
        elif counts_from is not None or row.events.exists():
            close_part(row, counts_from or today)
        else:
            row.delete()
    history = ground.current().history
    from_day = counts_from or (task.starts_on if task.plan_id is None else date(task.year, 1, 1))
    Assignment.objects.bulk_create(
        Assignment(
            task=task,
            unit_id=unit,
            part=part.value,
            starts_on=max(from_day, history.first_day(unit)),
            state=first_state(part, unit, task.assigned_by_id).value,
        )
        for unit, part in wanted.items()
        if unit not in kept
    )


def close_part(row: Assignment, on: date) -> None:
    """Let a part end; one that would not have begun by then, and to which nothing happened, never was."""
    if row.starts_on >= on and not row.events.exists():
        row.delete()
        return
    row.ends_before = max(on, row.starts_on + timedelta(days=1))
    row.save(update_fields=["ends_before"])


def pass_on(row: Assignment, heir: int, on: date) -> None:
    """The heir takes the part as it stands: its work, its due day, what was handed in, what was asked for."""
    if row.starts_on >= on:  # it never was the old unit's
        row.unit_id = heir
        row.save(update_fields=["unit"])
        return
    close_part(row, on)
    taken = Assignment.objects.create(
        task_id=row.task_id,
        unit_id=heir,
        part=row.part,
        starts_on=on,
        work=row.work,
        due_on=row.due_on,
        state=row.state,
        progress=row.progress,
        submitted_on=row.submitted_on,
        submitted_by=row.submitted_by,
        submitted_for=row.submitted_for,
    )
    row.extensions.filter(granted=None).update(assignment=taken)
