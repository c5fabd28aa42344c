"""The parts of a task: received, sent back, reported on, handed in, confirmed.

Every verb locks the task, asks who may, asks the rule, saves, records. The lead's part is asked for by the unit that
assigned the task, a coordinating part by the lead; units that were reorganised away are answered for by their heirs.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.notices.services import notify, settle
from nhip.apps.org import ground
from nhip.apps.tasks.models import Assignment, PartEvent, Task
from nhip.core.access import Act, Actor, check_another, principal_of, require
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.handoffs import (
    MOVES,
    Handoff,
    Side,
    Step,
    check_evidence,
    check_nothing_open,
    check_part_progress,
    check_step,
    checked_text,
)
from nhip.core.notices import Kind, News, short
from nhip.core.plans import COUNTED, PlanState
from nhip.core.tasks import Part
from nhip.core.units import History, Tree


@dataclass(frozen=True, slots=True)
class Held:
    """A task and one of its open parts, locked. doer, asker: units in force today that stand on the two sides."""

    task: Task
    part: Assignment
    doer: int
    asker: int
    tree: Tree
    history: History


def asker_of(task: Task, part: Assignment, lead: int, history: History, today: date) -> int:
    """The unit that asked for the part: the assigning unit for the lead's, the lead for the others."""
    if part.part == Part.COORDINATING:
        return lead
    asked = task.assigned_by_id if task.assigned_by_id is not None else part.unit_id
    return history.main_successor(asked, today) or asked


def is_handed_out(task: Task) -> bool:
    """Whether the units named in the task have been asked yet: not while its plan is still a first draft."""
    return task.plan is None or PlanState(task.plan.state) in COUNTED


def held(*, task_id: int, part_id: int, today: date) -> Held:
    """Lock a task and one of its open parts. Raises NotFound."""
    task = Task.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=task_id).first()
    parts = {} if task is None else {one.pk: one for one in task.assignments.filter(ends_before=None)}
    if task is None or part_id not in parts:
        raise NotFound
    history = ground.current().history
    lead = next(one.unit_id for one in parts.values() if one.part == Part.LEAD)
    part = parts[part_id]
    return Held(
        task, part, part.unit_id, asker_of(task, part, lead, history, today), history.on(today), history
    )


def require_side(actor: Actor, one: Held, side: Side, part: Part) -> str:
    """Raises NotAllowed. Whoever may see neither side learns nothing of the task."""
    if side is Side.DOER:
        return require(actor, Act.HANDLE_TASK, one.doer, one.tree)
    return require(actor, confirming_act(part), one.asker, one.tree)


def confirming_act(part: Part) -> Act:
    """By which act at the asker's unit a part is confirmed."""
    return Act.CONFIRM_TASK if part is Part.LEAD else Act.HANDLE_TASK


def check_alive(one: Held) -> None:
    if not is_handed_out(one.task):
        raise RuleBroken(
            gettext_noop("Kế hoạch còn đang soạn, việc chưa giao cho ai; trình kế hoạch trước."), field="step"
        )
    if one.task.halts.filter(ends_before=None).exists():
        raise RuleBroken(
            gettext_noop("Nhiệm vụ đang tạm dừng hoặc đã hủy; cho tiếp tục trước rồi mới làm bước này."),
            field="step",
        )


@dataclass(frozen=True, slots=True)
class StepTaken:
    """What is said with a step. progress: the doer's own estimate, whole percents."""

    step: Step
    text: str = ""
    progress: Decimal | None = None


@transaction.atomic
def take_step(*, actor: Actor, task_id: int, part_id: int, taken: StepTaken, now: datetime) -> None:
    """Take a step in the life of a part. Raises NotFound, NotAllowed, RuleBroken."""
    one = held(task_id=task_id, part_id=part_id, today=now.date())
    part, step = one.part, taken.step
    role = require_side(actor, one, MOVES[step].side, Part(part.part))
    check_alive(one)
    text = checked_text(taken.text)
    _check_hands_off(one)
    after = check_step(Handoff(part.state), step, text)
    check_part_progress(taken.progress)
    if step is Step.SUBMIT:
        _check_finished(one, text)
    if step is Step.CONFIRM:
        check_another(
            actor,
            confirming_act(Part(part.part)),
            one.asker,
            one.tree,
            done_by=part.submitters,
            refused=gettext_noop(
                "Người báo hoàn thành không tự xác nhận; người khác của đơn vị giao việc xác nhận."
            ),
            field="step",
        )
    before = {"state": part.state, "progress": part.progress}
    part.state = after.value
    _settle(one, step, taken, actor, now.date())
    part.save(update_fields=["state", "progress", "submitted_on", "submitted_by", "submitted_for"])
    event = PartEvent.objects.create(
        assignment=part,
        step=step.value,
        person_id=actor.person,
        at=now,
        text=text,
        progress=None if taken.progress is None else int(taken.progress),
    )
    record(
        actor=actor,
        role=role,
        entries=[
            Entry(
                f"task_{step.value}",
                one.task,
                one.doer if MOVES[step].side is Side.DOER else one.asker,
                before={"unit": part.unit_id, **before},
                after={
                    "unit": part.unit_id,
                    "state": part.state,
                    "progress": part.progress,
                    "text": event.text,
                },
            )
        ],
        at=now,
    )
    _tell_step(actor, one, step, text, now)


_NEWS = {
    Step.SEND_BACK: Kind.PART_SENT_BACK,
    Step.ASSIGN_AGAIN: Kind.PART_ASSIGNED,
    Step.SUBMIT: Kind.PART_SUBMITTED,
    Step.CONFIRM: Kind.PART_CONFIRMED,
    Step.RETURN: Kind.PART_RETURNED,
    Step.REOPEN: Kind.PART_REOPENED,
}


def _tell_step(actor: Actor, one: Held, step: Step, text: str, now: datetime) -> None:
    """The other side hears of it. To receive a part settles it; progress is read where one looks for it."""
    if step is Step.RECEIVE:
        settle(subjects=[f"part:{one.part.pk}"], now=now)
    elif step in _NEWS:
        by_doer = MOVES[step].side is Side.DOER
        tell_part(
            actor,
            one,
            _NEWS[step],
            unit=one.asker if by_doer else one.doer,
            hears=confirming_act(Part(one.part.part)) if by_doer else Act.HANDLE_TASK,
            now=now,
            reason=short(text),
        )


def tell_part(
    actor: Actor, one: Held, kind: Kind, *, unit: int, hears: Act, now: datetime, **more: str | int
) -> None:
    """Tell whoever may do the act at the unit what happened to the part."""
    facts: dict[str, str | int] = {
        "unit": one.history.name_then(one.doer, now.date()),
        "title": short(one.task.title),
        "task": one.task.pk,
        "part": one.part.pk,
        **more,
    }
    news = News(kind, f"part:{one.part.pk}", facts, units=frozenset({unit}), hears=hears)
    notify(news=[news], silent=[actor.person], tree=one.tree, now=now)


def _check_hands_off(one: Held) -> None:
    if one.part.part == Part.LEAD and one.task.assigned_by_id is None:
        raise RuleBroken(
            gettext_noop(
                "Đây là việc của chính đơn vị: hoàn thành khi báo cáo tháng ghi 100 % và cấp trên duyệt báo cáo."
            ),
            field="step",
        )


def _check_finished(one: Held, text: str) -> None:
    check_evidence(text, files=one.part.evidence.count())
    if one.part.part == Part.LEAD:
        open_parts = one.task.assignments.filter(ends_before=None, part=Part.COORDINATING.value).exclude(
            state=Handoff.CONFIRMED.value
        )
        check_nothing_open(one.history.name_then(row.unit_id, one.tree.on) for row in open_parts)


def _settle(one: Held, step: Step, taken: StepTaken, actor: Actor, today: date) -> None:
    """What the step changes besides the state: the completion, and with the lead's part that of the task."""
    part = one.part
    if step is Step.REPORT and taken.progress is not None:
        part.progress = int(taken.progress)
    if step is Step.SUBMIT:
        part.submitted_on, part.submitted_by, part.progress = today, actor.person, 100
        part.submitted_for = principal_of(actor, Act.HANDLE_TASK, one.doer, one.tree)
    if step in {Step.RETURN, Step.REOPEN}:
        part.submitted_on = part.submitted_by = part.submitted_for = None
    if part.part == Part.LEAD and step in {Step.CONFIRM, Step.REOPEN}:
        one.task.completed_on = part.submitted_on
        one.task.save(update_fields=["completed_on"])
