"""Which units coordinate in a task, what each is asked for, and by when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.apps.tasks.assignments import close_part
from nhip.apps.tasks.life.parts import Held, held, is_handed_out, require_side, tell_part
from nhip.apps.tasks.models import Assignment, Task
from nhip.core.access import Act, Actor, require
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.handoffs import Handoff, Side, check_due, checked_text
from nhip.core.notices import Kind
from nhip.core.tasks import Part


@dataclass(frozen=True, slots=True)
class PartDraft:
    """What a coordinating unit is asked for. due_on None: by the deadline of the task."""

    work: str
    due_on: date | None = None


@transaction.atomic
def add_part(*, actor: Actor, task_id: int, unit: int, draft: PartDraft, now: datetime) -> int:
    """Ask a further unit to coordinate. Returns the part's identity. Raises NotFound, NotAllowed, RuleBroken.

    Whether the unit may be named is the caller's question (cycle.seats.nameable).
    """
    task = Task.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=task_id).first()
    lead = None if task is None else task.assignments.filter(ends_before=None, part=Part.LEAD.value).first()
    if task is None or lead is None:
        raise NotFound
    tree = ground.current().history.on(now.date())
    role = require(actor, Act.HANDLE_TASK, lead.unit_id, tree)
    if task.assignments.filter(ends_before=None, unit=unit).exists():
        raise RuleBroken(
            gettext_noop("«{unit}» đã có phần trong nhiệm vụ này."), field="unit", unit=tree.name(unit)
        )
    if task.completed_on is not None:
        raise RuleBroken(
            gettext_noop("Nhiệm vụ đã hoàn thành; mở lại trước khi giao thêm đơn vị phối hợp."), field="unit"
        )
    kept = _checked(task, draft)
    part = Assignment.objects.create(
        task=task,
        unit_id=unit,
        part=Part.COORDINATING.value,
        starts_on=max(task.starts_on, now.date()),
        work=kept.work,
        due_on=kept.due_on,
        state=Handoff.PENDING.value,
    )
    _record_part(actor, role, task, part, "add_part", lead.unit_id, now, before=None)
    _tell(actor, held(task_id=task_id, part_id=part.pk, today=now.date()), Kind.PART_ASSIGNED, now)
    return part.pk


def _tell(actor: Actor, one: Held, kind: Kind, now: datetime) -> None:
    """The unit that coordinates hears of it, once the task has been handed to it."""
    if is_handed_out(one.task):
        tell_part(actor, one, kind, unit=one.doer, hears=Act.HANDLE_TASK, now=now)


@transaction.atomic
def change_part(*, actor: Actor, task_id: int, part_id: int, draft: PartDraft, now: datetime) -> None:
    """Say anew what a coordinating unit does and by when. Raises NotFound, NotAllowed, RuleBroken."""
    one, role = _coordinating(actor, task_id, part_id, now.date())
    if one.part.state in {Handoff.SUBMITTED, Handoff.CONFIRMED}:
        raise RuleBroken(
            gettext_noop("Phần việc đã báo hoàn thành, không sửa được; yêu cầu làm tiếp hoặc mở lại trước."),
            field="work",
        )
    before: dict[str, object] = {"work": one.part.work, "due_on": one.part.due_on}
    kept = _checked(one.task, draft)
    one.part.work, one.part.due_on = kept.work, kept.due_on
    one.part.save(update_fields=["work", "due_on"])
    _record_part(actor, role, one.task, one.part, "change_part", one.asker, now, before=before)
    is_new = one.part.state == Handoff.PENDING
    _tell(actor, one, Kind.PART_ASSIGNED if is_new else Kind.PART_CHANGED, now)


@transaction.atomic
def withdraw_part(*, actor: Actor, task_id: int, part_id: int, now: datetime) -> None:
    """Ask a unit no longer. Its part so far stays in the task's history. Raises NotFound, NotAllowed."""
    one, role = _coordinating(actor, task_id, part_id, now.date())
    _record_part(
        actor, role, one.task, one.part, "withdraw_part", one.asker, now, before={"work": one.part.work}
    )
    _tell(actor, one, Kind.PART_WITHDRAWN, now)
    close_part(one.part, now.date())


def _coordinating(actor: Actor, task_id: int, part_id: int, today: date) -> tuple[Held, str]:
    one = held(task_id=task_id, part_id=part_id, today=today)
    if one.part.part != Part.COORDINATING:
        raise NotFound
    return one, require_side(actor, one, Side.ASKER, Part.COORDINATING)


def _checked(task: Task, draft: PartDraft) -> PartDraft:
    if draft.due_on is not None:
        check_due(draft.due_on, starts_on=task.starts_on, deadline=task.deadline)
    return PartDraft(checked_text(draft.work, field="work"), draft.due_on)


def _record_part(
    actor: Actor,
    role: str,
    task: Task,
    part: Assignment,
    act: str,
    unit: int,
    now: datetime,
    *,
    before: dict[str, object] | None,
) -> None:
    after = {"unit": part.unit_id, "work": part.work, "due_on": part.due_on}
    record(actor=actor, role=role, entries=[Entry(act, task, unit, before=before, after=after)], at=now)
