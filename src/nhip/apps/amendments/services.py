"""An amendment's states and lines. What spans tasks and roll-ups is in cycle.amending, which calls these."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from nhip.apps.amendments.models import Amendment, AmendmentLine, PlanVersion
from nhip.apps.audit.services import Entry, record
from nhip.apps.plans.models import Plan
from nhip.core.access import Act, Actor, check_another
from nhip.core.amendments import (
    OPEN,
    AmendmentState,
    Grounds,
    as_json,
    check_editable,
    check_move,
    in_force_from,
)
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.plan_imports import TaskFacts
from nhip.core.plans import check_reason
from nhip.core.units import Tree


def locked_amendment(*, amendment: int) -> Amendment:
    """The amendment, locked until the end of the transaction. Raises NotFound."""
    found = (
        Amendment.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=amendment).first()
    )
    if found is None:
        raise NotFound
    return found


def _told(one: Amendment) -> dict[str, object]:
    return {"number": one.number, "reason": one.reason, "basis": one.basis, "asked_from": one.asked_from}


@transaction.atomic
def open_amendment(*, actor: Actor, role: str, plan: Plan, grounds: Grounds, now: datetime) -> int:
    """Begin to amend an approved plan. Raises RuleBroken where an amendment is open. Returns its identity."""
    known = Amendment.objects.filter(plan=plan)
    if known.filter(state__in=[state.value for state in OPEN]).exists():
        raise RuleBroken(
            gettext_noop("Kế hoạch đang có một điều chỉnh chưa xong; hoàn tất hoặc rút điều chỉnh đó trước."),
            field="state",
        )
    made = Amendment.objects.create(
        plan=plan,
        number=known.count() + 1,
        reason=grounds.reason,
        basis=grounds.basis,
        asked_from=grounds.asked_from,
        opened_at=now,
    )
    entry = Entry("open_amendment", plan, plan.unit_id, after=_told(made))
    record(actor=actor, role=role, entries=[entry], at=now)
    return made.pk


@transaction.atomic
def change_grounds(*, actor: Actor, role: str, amendment: Amendment, grounds: Grounds, now: datetime) -> None:
    """Write anew why, on what basis and from when. Raises RuleBroken (out of its author's hands)."""
    check_editable(AmendmentState(amendment.state))
    before = _told(amendment)
    amendment.reason, amendment.basis = grounds.reason, grounds.basis
    amendment.asked_from, amendment.version = grounds.asked_from, amendment.version + 1
    amendment.save(update_fields=["reason", "basis", "asked_from", "version"])
    plan = amendment.plan
    entry = Entry("change_amendment", plan, plan.unit_id, before=before, after=_told(amendment))
    record(actor=actor, role=role, entries=[entry], at=now)


@transaction.atomic
def keep_line(
    *,
    actor: Actor,
    role: str,
    amendment: Amendment,
    line: int | None,
    task: int | None,
    wanted: TaskFacts | None,
    now: datetime,
    before: TaskFacts | None = None,
) -> int:
    """Keep what shall become of a task; wanted None: it is taken out. Returns the line.

    line: of a task that the amendment adds, None the first time. before: of one that is there, what it is now.
    Raises RuleBroken, NotFound.
    """
    check_editable(AmendmentState(amendment.state))
    kept = None if wanted is None else as_json(wanted)
    if task is not None:
        found = AmendmentLine.objects.filter(amendment=amendment, task=task).first()
    else:
        found = None if line is None else AmendmentLine.objects.filter(amendment=amendment, pk=line).first()
        if line is not None and found is None:
            raise NotFound
    known = None if found is None else found.wanted
    row = found or AmendmentLine(amendment=amendment, task_id=task)
    row.wanted, row.before = kept, None if before is None else as_json(before)
    row.save()
    _raise_version(amendment)
    title = row.task.title if kept is None and row.task is not None else (kept or {}).get("title", "")
    after = {"number": amendment.number, "title": title, **({"taken_out": True} if kept is None else {})}
    told = None if known is None else {"number": amendment.number, "title": known["title"]}
    entry = Entry("amend_line", amendment.plan, amendment.plan.unit_id, before=told, after=after)
    record(actor=actor, role=role, entries=[entry], at=now)
    return row.pk


@transaction.atomic
def drop_line(*, actor: Actor, role: str, amendment: Amendment, line: int, now: datetime) -> None:
    """Leave a task as the plan has it; one that would be added is not added. Raises RuleBroken, NotFound."""
    check_editable(AmendmentState(amendment.state))
    row = AmendmentLine.objects.filter(amendment=amendment, pk=line).first()
    if row is None:
        raise NotFound
    title = row.task.title if row.task is not None else (row.wanted or {}).get("title", "")
    before = {"number": amendment.number, "title": title}
    entry = Entry("drop_amended_line", amendment.plan, amendment.plan.unit_id, before=before)
    row.delete()
    _raise_version(amendment)
    record(actor=actor, role=role, entries=[entry], at=now)


def _raise_version(amendment: Amendment) -> None:
    amendment.version += 1
    amendment.save(update_fields=["version"])


@transaction.atomic
def submit(*, actor: Actor, role: str, amendment: Amendment, on_behalf_of: int | None, now: datetime) -> None:
    """Hand the amendment to the unit above. on_behalf_of: the person, where it is done by delegation."""
    amendment.submitted_at, amendment.submitted_by_id = now, actor.person
    amendment.submitted_for_id = on_behalf_of
    _move(actor, role, amendment, AmendmentState.SUBMITTED, now)


@transaction.atomic
def approve(*, actor: Actor, role: str, amendment: Amendment, tree: Tree, now: datetime) -> date:
    """Returns the day from which it is in force. Whoever submitted it, or for whom it was submitted, cannot."""
    check_another(
        actor,
        Act.DECIDE_PLAN,
        amendment.plan.unit_id,
        tree,
        done_by=amendment.submitters,
        refused=gettext_noop("Người trình điều chỉnh không tự duyệt; cần người khác ở cấp duyệt."),
        field="state",
    )
    day = in_force_from(amendment.asked_from, now.date())
    amendment.in_force_from = day
    amendment.decided_at, amendment.decided_by_id = now, actor.person
    _move(actor, role, amendment, AmendmentState.APPROVED, now, in_force_from=day)
    return day


@transaction.atomic
def send_back(*, actor: Actor, role: str, amendment: Amendment, reason: str, now: datetime) -> None:
    """Return a submitted amendment to its unit with the reason. Raises RuleBroken."""
    amendment.answer = check_reason(reason)
    amendment.decided_at, amendment.decided_by_id = now, actor.person
    _move(actor, role, amendment, AmendmentState.RETURNED, now, text=amendment.answer)


@transaction.atomic
def withdraw(*, actor: Actor, role: str, amendment: Amendment, now: datetime) -> None:
    """Give an amendment up that its author has in hand; what it would have changed stays readable."""
    _move(actor, role, amendment, AmendmentState.WITHDRAWN, now)


@transaction.atomic
def put_in_force(
    *, actor: Actor, role: str, amendment: Amendment, tasks: Mapping[int, TaskFacts], now: datetime
) -> None:
    """The plan as it was, ``tasks``, becomes its former version; the caller changes the tasks themselves."""
    day = amendment.in_force_from or now.date()
    before = PlanVersion.objects.filter(plan=amendment.plan_id).order_by("-number").first()
    PlanVersion.objects.create(
        plan_id=amendment.plan_id,
        number=1 if before is None else before.number + 1,
        starts_on=None if before is None else before.ends_before,
        ends_before=day,
        ended_by=amendment,
        tasks={str(task): as_json(facts) for task, facts in tasks.items()},
    )
    _move(actor, role, amendment, AmendmentState.IN_FORCE, now)


@transaction.atomic
def lapse(*, actor: Actor, role: str, amendment: Amendment, now: datetime) -> None:
    """Let an amendment go whose unit has ended; what it would have changed stays readable."""
    _move(actor, role, amendment, AmendmentState.LAPSED, now)


def _move(
    actor: Actor, role: str, one: Amendment, state: AmendmentState, now: datetime, **told: object
) -> None:
    before = AmendmentState(one.state)
    check_move(before, state)
    one.state, one.version = state.value, one.version + 1
    one.save()
    entry = Entry(
        f"amendment_{state.value}",
        one.plan,
        one.plan.unit_id,
        before={"number": one.number, "state": before.value},
        after={"number": one.number, "state": state.value, **told},
    )
    record(actor=actor, role=role, entries=[entry], at=now)
