"""A plan's states. What spans tasks and roll-ups is in cycle.planning, which calls these inside its transaction."""

from datetime import datetime

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.plans.models import Plan, RuleOff
from nhip.core.access import Act, Actor, check_another
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.plan_checks import check_off, rule_of
from nhip.core.plans import PlanState, check_editable, check_move, check_reason
from nhip.core.units import Tree


def locked_plan(*, unit: int, year: int) -> Plan:
    """The plan, locked until the end of the transaction. Raises RuleBroken when there is none."""
    plan = Plan.objects.select_for_update().filter(unit_id=unit, year=year).first()
    if plan is None:
        raise RuleBroken(
            gettext_noop("Đơn vị chưa có kế hoạch năm {year}; thêm nhiệm vụ vào kế hoạch trước."),
            field="plan",
            year=str(year),
        )
    return plan


@transaction.atomic
def open_for_editing(*, unit: int, year: int) -> Plan:
    """The plan of a unit and year, made where there is none, its version raised.

    Raises RuleBroken when it is out of its author's hands.
    """
    plan, _created = Plan.objects.select_for_update().get_or_create(unit_id=unit, year=year)
    check_editable(PlanState(plan.state))
    plan.version += 1
    plan.save(update_fields=["version"])
    return plan


@transaction.atomic
def submit(*, actor: Actor, role: str, plan: Plan, on_behalf_of: int | None, now: datetime) -> None:
    """Hand the plan to the unit above. on_behalf_of: the person, where it is done by delegation."""
    plan.submitted_for_id = on_behalf_of
    _move(actor, role, plan, PlanState.SUBMITTED, now)


@transaction.atomic
def approve(*, actor: Actor, role: str, plan: Plan, tree: Tree, now: datetime) -> None:
    """Approve a submitted plan; the one who submitted it, or for whom it was submitted, cannot."""
    check_another(
        actor,
        Act.DECIDE_PLAN,
        plan.unit_id,
        tree,
        done_by=plan.submitters,
        refused=gettext_noop(
            "Người trình kế hoạch không tự duyệt kế hoạch của mình; cần người khác ở cấp duyệt."
        ),
        field="state",
    )
    _move(actor, role, plan, PlanState.APPROVED, now)


@transaction.atomic
def send_back(*, actor: Actor, role: str, plan: Plan, reason: str, now: datetime) -> None:
    """Return a submitted plan to its unit with the reason."""
    _move(actor, role, plan, PlanState.RETURNED, now, reason=check_reason(reason))


@transaction.atomic
def switch_rule(*, actor: Actor, role: str, plan: Plan, code: str, reason: str | None, now: datetime) -> None:
    """Do not hold the plan to a rule any more, and say why; None: hold it to the rule again. Raises RuleBroken."""
    before = RuleOff.objects.filter(plan=plan, code=code).first()
    told = None if before is None else {"rule": code, "reason": before.reason}
    if reason is None:
        rule_of(code)
        if before is None:
            return
        before.delete()
        act, after = "plan_rule_on", {"rule": code}
    else:
        kept = check_off(code, reason)
        RuleOff.objects.update_or_create(plan=plan, code=code, defaults={"reason": kept})
        act, after = "plan_rule_off", {"rule": code, "reason": kept}
    record(actor=actor, role=role, entries=[Entry(act, plan, plan.unit_id, before=told, after=after)], at=now)


def _move(actor: Actor, role: str, plan: Plan, state: PlanState, now: datetime, *, reason: str = "") -> None:
    before = PlanState(plan.state)
    check_move(before, state)
    plan.state, plan.reason, plan.version = state.value, reason, plan.version + 1
    if state is PlanState.SUBMITTED:
        plan.submitted_at, plan.submitted_by_id = now, actor.person
    else:
        plan.decided_at, plan.decided_by_id = now, actor.person
    plan.save()
    record(
        actor=actor,
        role=role,
        entries=[
            Entry(
                f"plan_{state.value}",
                plan,
                plan.unit_id,
                before={"state": before.value},
                after={"state": state.value, "reason": reason},
            )
        ],
        at=now,
    )
