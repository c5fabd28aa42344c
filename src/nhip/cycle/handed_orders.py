"""A superior changes its mind about a task that it handed down: another quantity, or it is taken back.

In a plan that is not approved it is so at once. In an approved one it waits for the receiver's next amendment, and is
so from that amendment's day on.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from nhip.apps.cascade import services as cascade
from nhip.apps.cascade.models import HandedOrder, HandedPart
from nhip.apps.cascade.queries import HandingLine, handed_on, handings_of, part_of
from nhip.apps.indicators.queries import catalogue
from nhip.apps.notices.services import notify
from nhip.apps.org import ground
from nhip.apps.plans.services import locked_plan
from nhip.apps.rollups.services import mark_dirty
from nhip.apps.tasks.amending import take_out
from nhip.apps.tasks.queries import PlanTask, one_task
from nhip.core.access import Actor
from nhip.core.errors import NotFound
from nhip.core.handed_orders import (
    Turn,
    check_new_part,
    check_orderable,
    check_taken_back,
    checked_reason,
    turn,
    waits,
)
from nhip.core.notices import Kind, News, short
from nhip.core.plans import PlanState
from nhip.core.units import Tree
from nhip.cycle.cascading import DONE, held_by_others, seat_for
from nhip.cycle.handed_pages import is_amendable
from nhip.cycle.handed_targets import check_receivable_again, follow_part, goal_of
from nhip.cycle.seats import Seat


@dataclass(frozen=True, slots=True)
class Ordered:
    """is_waiting: for an amendment of the receiver's plan. code, year: of the superior's plan."""

    is_waiting: bool
    code: str
    year: int


@dataclass(frozen=True, slots=True)
class _Case:
    """A part with what is around it. seat: of the superior; task: by which the unit carries its part out."""

    seat: Seat
    task: PlanTask
    above: PlanTask
    handing: HandingLine
    state: PlanState | None

    @property
    def asked(self) -> Decimal | None:
        return next(one.asked for one in self.handing.parts if one.task == self.task.id)


def _case(actor: Actor, task_id: int, today: date) -> _Case:
    """Raises NotFound, NotAllowed (not the superior)."""
    part = part_of(task=task_id)
    if part is None:
        raise NotFound
    above = one_task(task_id=part.above, today=today)
    seat = seat_for(actor, above, today)
    handing = handings_of(tasks=[above.id])[above.id]
    return _Case(seat, one_task(task_id=task_id, today=today), above, handing, part.state)


@transaction.atomic
def change_part(
    *, actor: Actor, task_id: int, quantity: Decimal | None, reason: str, now: datetime
) -> Ordered:
    """Give a unit another quantity than it was handed. task_id: by which it carries its part out.

    Raises RuleBroken (no reason, nothing changed, more than is left, done), NotAllowed, NotFound.
    """
    part, case = _locked(actor, task_id, now)
    others = held_by_others(case.handing, task_id)
    check_new_part(
        case.handing.quantity, others, part.asked, quantity, case.handing.measure, catalogue().counted
    )
    if quantity is not None and case.handing.target:
        goal = goal_of(case.handing.target, case.handing.period, case.task.year)
        check_receivable_again(case.seat.tree, goal, part.unit_id, quantity, part.pk)
    return _order(actor, part, case, quantity, checked_reason(reason), now)


@transaction.atomic
def take_back(*, actor: Actor, task_id: int, reason: str, now: datetime) -> Ordered:
    """Take back what was handed to a unit: its task is cancelled, with all that was written of it; its target goes.

    Raises RuleBroken (no reason, handed down further, done), NotAllowed, NotFound.
    """
    part, case = _locked(actor, task_id, now)
    history = ground.current().history
    check_taken_back(history.name_then(one, now.date()) for one in handed_on(task=task_id))
    return _order(actor, part, case, None, checked_reason(reason), now)


@transaction.atomic
def drop_order(*, actor: Actor, task_id: int, now: datetime) -> Ordered:
    """Withdraw an order that waits for the receiver's amendment. Raises NotFound, NotAllowed."""
    case = _case(actor, task_id, now.date())
    cascade.drop_order(actor=actor, role=case.seat.role, task=task_id, unit=case.seat.unit, now=now)
    return _told(case, is_waiting=False)


def _locked(actor: Actor, task_id: int, now: datetime) -> tuple[HandedPart, _Case]:
    """With the plan in which it stands, so that nobody approves it meanwhile."""
    _case(actor, task_id, now.date())
    part = cascade.locked_part(task=task_id)
    case = _case(actor, task_id, now.date())
    if case.task.plan_unit_id is not None:
        locked_plan(unit=case.task.plan_unit_id, year=case.task.year)
        case = _case(actor, task_id, now.date())
    check_orderable(is_done=case.task.status in DONE)
    return part, case


def _order(
    actor: Actor, part: HandedPart, case: _Case, asked: Decimal | None, reason: str, now: datetime
) -> Ordered:
    is_waiting = waits(case.state, stands=is_amendable(case.task, now.date()))
    order = cascade.keep_order(
        actor=actor,
        role=case.seat.role,
        part=part,
        unit=case.seat.unit,
        asked=asked,
        reason=reason,
        is_waiting=is_waiting,
        now=now,
    )
    if is_waiting:
        _tell(actor, Kind.HANDED_ORDERED, order, case, now)
    else:
        _carry_out(actor, case.seat.role, part, order, case, now)
    return _told(case, is_waiting=is_waiting)


def _told(case: _Case, *, is_waiting: bool) -> Ordered:
    return Ordered(is_waiting, case.seat.tree.code(case.seat.unit), case.above.year)


def _carry_out(
    actor: Actor, role: str, part: HandedPart, order: HandedOrder, case: _Case, now: datetime
) -> None:
    follow_part(actor=actor, role=role, part=part.pk, asked=order.asked, now=now)
    if order.is_taken_back:
        take_out(
            actor=actor,
            role=role,
            task_id=case.task.id,
            unit=case.task.owner_id,
            reason=order.reason,
            on=now.date(),
            now=now,
        )
    cascade.carry_out_order(actor=actor, role=role, part=part, order=order, unit=case.above.owner_id, now=now)
    mark_dirty(units={case.above.lead_id, case.task.lead_id}, years=[case.task.year], now=now)
    kind = Kind.HANDED_TAKEN_BACK if order.is_taken_back else Kind.HANDED_CHANGED
    _tell(actor, kind, order, case, now)


def _tell(actor: Actor, kind: Kind, order: HandedOrder, case: _Case, now: datetime) -> None:
    """The receiver hears of it."""
    history, tree = ground.current().history, ground.current().history.on(now.date())
    facts: dict[str, str | int] = {
        "superior": history.name_then(case.above.owner_id, now.date()),
        "unit": case.task.lead.name,
        "title": short(case.task.title),
        "task": case.task.id,
        "reason": short(order.reason),
    }
    news = News(kind, f"handed:{case.task.id}", facts, units=frozenset({case.task.lead_id}))
    notify(news=[news], silent=[actor.person], tree=tree, now=now)


def carry_out_waiting(
    *, actor: Actor, role: str, plan: int, until: datetime, tree: Tree, now: datetime
) -> None:
    """What was ordered before the amendment was submitted is so from its day on. Within the amendment's transaction.

    What its receiver has done meanwhile, or handed down further, is not taken back: the order goes on waiting, for its
    superior to withdraw.
    """
    for order in HandedOrder.objects.select_for_update().filter(task__plan=plan, done_at=None):
        part = HandedPart.objects.select_for_update().filter(task=order.task_id).first()
        if part is None or order.task_id is None:
            continue
        task = one_task(task_id=order.task_id, today=now.date())
        comes = turn(
            is_taken_back=order.is_taken_back,
            is_done=task.status in DONE,
            is_handed_on=bool(handed_on(task=task.id)),
            ordered_at=order.ordered_at,
            submitted_at=until,
        )
        if comes is not Turn.NOW:
            continue
        above = one_task(task_id=part.handing.task_id, today=now.date())
        handing = handings_of(tasks=[above.id])[above.id]
        case = _Case(Seat(above.owner_id, tree, role), task, above, handing, PlanState.APPROVED)
        _carry_out(actor, role, part, order, case, now)
