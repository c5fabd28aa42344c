"""A task stands still, or is given up, from a day on; it may be taken up again."""

from datetime import date, datetime

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.notices.services import notify
from nhip.apps.org import ground
from nhip.apps.tasks.models import Halt, Task
from nhip.core.access import Act, Actor, require
from nhip.core.amendments import check_given_up
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.handoffs import checked_text
from nhip.core.notices import HALTED, Kind, News, short
from nhip.core.plans import PlanState
from nhip.core.tasks import HaltKind, Part
from nhip.core.units import History


@transaction.atomic
def halt_task(*, actor: Actor, task_id: int, kind: HaltKind, reason: str, now: datetime) -> frozenset[int]:
    """Pause or cancel a task from today on. Returns the units whose figures change. Raises NotFound, NotAllowed,
    RuleBroken."""
    task, seat, role = _owned(actor, task_id, now.date())
    text = checked_text(reason)
    if kind is HaltKind.CANCELLED:
        check_given_up(_plan_state(task))
    if not text:
        raise RuleBroken(gettext_noop("Chưa ghi lý do; đơn vị thực hiện cần biết vì sao dừng."), field="text")
    if task.completed_on is not None:
        raise RuleBroken(gettext_noop("Nhiệm vụ đã hoàn thành, không dừng được nữa."), field="step")
    if task.halts.filter(ends_before=None).exists():
        raise RuleBroken(gettext_noop("Nhiệm vụ đang tạm dừng hoặc đã hủy từ trước."), field="step")
    Halt.objects.create(task=task, kind=kind.value, starts_on=now.date(), reason=text)
    act = "pause_task" if kind is HaltKind.PAUSED else "cancel_task"
    record(actor=actor, role=role, entries=[Entry(act, task, seat, after={"text": text})], at=now)
    _tell(actor, task, HALTED[kind], now, reason=short(text))
    return _doers(task)


@transaction.atomic
def resume_task(*, actor: Actor, task_id: int, now: datetime) -> tuple[frozenset[int], date]:
    """Take a halted task up again. Returns the units whose figures change, and since when. Raises as halt_task."""
    task, seat, role = _owned(actor, task_id, now.date())
    halt = task.halts.filter(ends_before=None).first()
    if halt is None:
        raise RuleBroken(gettext_noop("Nhiệm vụ không tạm dừng, không có gì để tiếp tục."), field="step")
    if halt.kind == HaltKind.CANCELLED:
        check_given_up(_plan_state(task))
    since = halt.starts_on
    if since >= now.date():
        halt.delete()
    else:
        halt.ends_before = now.date()
        halt.save(update_fields=["ends_before"])
    record(
        actor=actor,
        role=role,
        entries=[Entry("resume_task", task, seat, before={"text": halt.reason})],
        at=now,
    )
    _tell(actor, task, Kind.TASK_RESUMED, now)
    return _doers(task), since


def _plan_state(task: Task) -> PlanState | None:
    return None if task.plan is None else PlanState(task.plan.state)


def _tell(actor: Actor, task: Task, kind: Kind, now: datetime, **more: str) -> None:
    """Every unit that has a part in the task hears of it."""
    units = frozenset(task.assignments.filter(ends_before=None).values_list("unit_id", flat=True))
    facts: dict[str, str | int] = {"title": short(task.title), "task": task.pk, **more}
    notify(news=[News(kind, f"task:{task.pk}", facts, units=units)], silent=[actor.person], now=now)


def owner_of(task: Task, lead: int, history: History, today: date) -> int:
    """The unit whose task it is: the one that assigned it, else the one that planned it, else the lead."""
    planned_by = None if task.plan is None else task.plan.unit_id
    owner = task.assigned_by_id or planned_by or lead
    return history.main_successor(owner, today) or owner


def _owned(actor: Actor, task_id: int, today: date) -> tuple[Task, int, str]:
    task = Task.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=task_id).first()
    if task is None:
        raise NotFound
    history = ground.current().history
    lead = task.assignments.get(ends_before=None, part=Part.LEAD.value)
    owner = owner_of(task, lead.unit_id, history, today)
    return task, owner, require(actor, Act.CONFIRM_TASK, owner, history.on(today))


def _doers(task: Task) -> frozenset[int]:
    return frozenset(task.assignments.filter(part=Part.LEAD.value).values_list("unit_id", flat=True))
