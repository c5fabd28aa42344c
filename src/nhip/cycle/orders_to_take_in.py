"""What superiors ordered about tasks handed down, and whose turn it is: the amendment that is in hand, or the next."""

from collections.abc import Iterable
from datetime import datetime

from nhip.apps.amendments.queries import AmendmentRow
from nhip.apps.cascade.queries import OrderLine, waiting_orders
from nhip.core.amendments import EDITABLE
from nhip.core.handed_orders import Turn


def out_of_hands_since(amendment: AmendmentRow | None) -> datetime | None:
    """Since when the plan's open amendment is out of its author's hands; None where it is not, or there is none."""
    return None if amendment is None or amendment.state in EDITABLE else amendment.submitted_at


def orders_coming(plan: int) -> tuple[OrderLine, ...]:
    """What comes about with the amendment that the unit has in hand, or opens next. One statement."""
    return orders_to_take_in([plan], {}).get(plan, ())


def orders_to_take_in(
    plans: Iterable[int], amendments: dict[int, AmendmentRow]
) -> dict[int, tuple[OrderLine, ...]]:
    """Plan -> what its unit is to take into an amendment now, where there is something to. One statement.

    amendments: plan -> its open one. While that is out of its author's hands nothing is to be done.
    """
    asked = [plan for plan in plans if out_of_hands_since(amendments.get(plan)) is None]
    found = {
        plan: tuple(one for one in orders if one.turn(None) is Turn.NOW)
        for plan, orders in (waiting_orders(plans=asked) if asked else {}).items()
    }
    return {plan: orders for plan, orders in found.items() if orders}
