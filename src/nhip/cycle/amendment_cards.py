"""Amendments of this year's plans that wait for a person: to be written or mended by their author, decided on above."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils.timezone import localdate

from nhip.apps.amendments.queries import AmendmentRow, open_amendments
from nhip.apps.cascade.queries import OrderLine
from nhip.apps.plans.queries import PlanLine
from nhip.core.access import Act, Actor, grant_for, may_decide
from nhip.core.amendments import AmendmentState
from nhip.core.plans import PlanState
from nhip.core.units import Tree
from nhip.cycle.cards import Card, CardKind, Urgency
from nhip.cycle.orders_to_take_in import orders_to_take_in


def amendment_cards(
    actor: Actor, tree: Tree, own: Iterable[int], plans: Mapping[int, PlanLine], today: date
) -> Iterator[Card]:
    """own: units whose plans the person writes; plans: by unit, the own ones and those below. Two statements."""
    approved = {one.id: unit for unit, one in plans.items() if one.state is PlanState.APPROVED}
    mine = set(own)
    known = open_amendments(plans=approved) if approved else {}
    for plan, one in known.items():
        unit = approved[plan]
        if one.state is AmendmentState.RETURNED and unit in mine:
            yield _card(CardKind.AMENDMENT_RETURNED, Urgency.AMBER, tree, unit, one, today, reason=one.answer)
        elif one.state is AmendmentState.SUBMITTED and may_decide(
            actor, Act.DECIDE_PLAN, unit, tree, done_by=(one.submitted_by, one.submitted_for)
        ):
            grant = grant_for(actor, Act.DECIDE_PLAN, unit, tree)
            behalf = None if grant is None else grant.on_behalf_of
            office = "" if behalf is None else behalf.office
            yield _card(CardKind.AMENDMENT_TO_DECIDE, Urgency.BLUE, tree, unit, one, today, office=office)
    written = [plan for plan, unit in approved.items() if unit in mine]
    for plan, orders in orders_to_take_in(written, known).items():
        yield _orders_card(tree, approved[plan], orders, today)


def _orders_card(tree: Tree, unit: int, orders: tuple[OrderLine, ...], today: date) -> Card:
    since = localdate(min(one.ordered_at for one in orders))
    return Card(
        kind=CardKind.ORDERS_TO_TAKE_IN,
        urgency=Urgency.AMBER,
        unit=tree.name(unit),
        code=tree.code(unit),
        year=today.year,
        due_on=since,
        days=(today - since).days,
        reason=orders[0].reason,
        total=len(orders),
    )


def _card(
    kind: CardKind,
    urgency: Urgency,
    tree: Tree,
    unit: int,
    one: AmendmentRow,
    today: date,
    *,
    reason: str = "",
    office: str = "",
) -> Card:
    return Card(
        kind=kind,
        urgency=urgency,
        unit=tree.name(unit),
        code=tree.code(unit),
        year=today.year,
        due_on=one.grounds.asked_from,
        days=(today - one.grounds.asked_from).days,
        reason=reason,
        total=one.changes,
        on_behalf_of=office,
    )
