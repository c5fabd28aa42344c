"""A later day for a part of a task: asked for by the unit that does it, granted or refused by the one that asked."""

from datetime import date, datetime

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.tasks.life.parts import Held, check_alive, held, require_side, tell_part
from nhip.apps.tasks.models import Assignment, Extension, Task
from nhip.core.access import Act, Actor, check_another, principal_of, require
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.handoffs import Handoff, Side, check_extension, checked_text
from nhip.core.notices import Kind, short
from nhip.core.tasks import Part


@transaction.atomic
def ask_extension(
    *, actor: Actor, task_id: int, part_id: int, due_on: date | None, reason: str, now: datetime
) -> int:
    """Ask for a later day. Returns the request's identity. Raises NotFound, NotAllowed, RuleBroken."""
    one = held(task_id=task_id, part_id=part_id, today=now.date())
    role = require_side(actor, one, Side.DOER, Part(one.part.part))
    check_alive(one)
    text = checked_text(reason)
    if due_on is None:
        raise RuleBroken(gettext_noop("Chưa ghi ngày; viết ngày/tháng/năm."), field="due_on")
    due = check_extension(
        due_on, one.part.due_on or one.task.deadline, year=one.task.year, reason=text, today=now.date()
    )
    if one.part.state in {Handoff.SUBMITTED, Handoff.CONFIRMED} or one.task.completed_on is not None:
        raise RuleBroken(gettext_noop("Phần việc đã báo hoàn thành nên không cần gia hạn."), field="due_on")
    if one.part.extensions.filter(granted=None).exists():
        raise RuleBroken(
            gettext_noop("Đã có một đề nghị gia hạn đang chờ trả lời; chờ trả lời rồi mới xin tiếp."),
            field="due_on",
        )
    asked = Extension.objects.create(
        assignment=one.part,
        before=due,
        due_on=due_on,
        reason=text,
        asked_by_id=actor.person,
        asked_for_id=principal_of(actor, Act.HANDLE_TASK, one.doer, one.tree),
        asked_at=now,
    )
    record(
        actor=actor,
        role=role,
        entries=[
            Entry(
                "ask_extension",
                one.task,
                one.doer,
                before={"due_on": due},
                after={"due_on": due_on, "text": text},
            )
        ],
        at=now,
    )
    act, seat = deciding_seat(one.task, one.part, one.asker)
    until = due_on.isoformat()
    tell_part(actor, one, Kind.EXTENSION_ASKED, unit=seat, hears=act, now=now, due_on=until)
    return asked.pk


@transaction.atomic
def decide_extension(
    *, actor: Actor, task_id: int, extension_id: int, granted: bool, answer: str, now: datetime
) -> None:
    """Grant a later day or refuse it. A unit's own task of a plan: the unit above decides, as on the plan.

    What was planned month by month stays: a later deadline softens no milestone.
    Raises NotFound, NotAllowed, RuleBroken.
    """
    asked = Extension.objects.filter(pk=extension_id, assignment__task=task_id).first()
    if asked is None:
        raise NotFound
    one = held(task_id=task_id, part_id=asked.assignment_id, today=now.date())
    act, seat = deciding_seat(one.task, one.part, one.asker)
    role = require(actor, act, seat, one.tree)
    asked.refresh_from_db()
    if asked.granted is not None:
        raise RuleBroken(gettext_noop("Đề nghị gia hạn này đã được trả lời."), field="step")
    text = checked_text(answer)
    if not granted and not text:
        raise RuleBroken(gettext_noop("Chưa ghi lý do không đồng ý gia hạn."), field="text")
    refused = gettext_noop("Người xin gia hạn không tự đồng ý cho mình.")
    check_another(actor, act, seat, one.tree, done_by=asked.askers, refused=refused, field="step")
    asked.granted, asked.answer, asked.decided_by_id, asked.decided_at = granted, text, actor.person, now
    asked.save()
    if granted:
        _grant(one, asked.due_on)
    record(
        actor=actor,
        role=role,
        entries=[
            Entry(
                "grant_extension" if granted else "refuse_extension",
                one.task,
                one.asker,
                before={"unit": one.part.unit_id, "due_on": asked.before},
                after={"due_on": asked.due_on if granted else asked.before, "text": text},
            )
        ],
        at=now,
    )
    tell_part(
        actor,
        one,
        Kind.EXTENSION_GRANTED if granted else Kind.EXTENSION_REFUSED,
        unit=one.doer,
        hears=Act.HANDLE_TASK,
        now=now,
        due_on=asked.due_on.isoformat(),
        reason=short(text),
    )


def deciding_seat(task: Task, part: Assignment, asker: int) -> tuple[Act, int]:
    """Which act at which unit an extension is decided by."""
    if part.part == Part.COORDINATING:
        return Act.HANDLE_TASK, asker
    if task.assigned_by_id is None:
        return Act.DECIDE_PLAN, part.unit_id
    return Act.CONFIRM_TASK, asker


def _grant(one: Held, due_on: date) -> None:
    if one.part.part == Part.LEAD:
        one.task.deadline = due_on
        one.task.save(update_fields=["deadline"])
        return
    if one.task.deadline is not None and due_on > one.task.deadline:
        raise RuleBroken(
            gettext_noop("Hạn {due} sau hạn {deadline} của cả nhiệm vụ; gia hạn nhiệm vụ trước."),
            field="due_on",
            due=due_on,
            deadline=one.task.deadline,
        )
    one.part.due_on = due_on
    one.part.save(update_fields=["due_on"])
