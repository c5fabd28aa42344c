"""One part of a task that was handed down: what the superior may still do about it, and what it has ordered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from nhip.apps.cascade.queries import HandingLine, OrderLine, handings_of, orders_of, part_of
from nhip.apps.indicators.queries import catalogue
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year, visible_ancestors
from nhip.apps.tasks.queries import PlanTask, one_task, titles_of
from nhip.core.access import Actor
from nhip.core.errors import NotFound
from nhip.core.handed_orders import Turn, waits
from nhip.core.plans import PlanState
from nhip.core.units import UnitLine
from nhip.core.year_periods import YearPeriod, parse_year_period
from nhip.cycle.cascading import held_by_others, seat_for


@dataclass(frozen=True, slots=True)
class OrderShown:
    """What a superior ordered. task None: its receiver has removed it since. done_on None: it waits, for its ``turn``.

    word: as commands print it.
    """

    above: int
    task: int | None
    title: str
    unit: UnitLine
    is_taken_back: bool
    before: Decimal | None
    asked: Decimal | None
    reason: str
    ordered_on: date
    done_on: date | None
    turn: Turn
    measure: str

    @property
    def word(self) -> str:
        return "take_back" if self.is_taken_back else "change"


def orders_shown(
    orders: Iterable[OrderLine], today: date, submitted_at: datetime | None = None
) -> tuple[OrderShown, ...]:
    """With the names of units and tasks. submitted_at: of an amendment out of hands. One statement, none for none."""
    kept, history = tuple(orders), ground.current().history
    titles = titles_of([one.task for one in kept if one.task is not None]) if kept else {}
    return tuple(
        OrderShown(
            one.above,
            one.task,
            titles.get(one.task or 0, ""),
            history.line_then(one.unit, today),
            one.is_taken_back,
            one.before,
            one.asked,
            one.reason,
            localdate(one.ordered_at),
            None if one.done_at is None else localdate(one.done_at),
            one.turn(submitted_at),
            one.measure,
        )
        for one in kept
    )


@dataclass(frozen=True, slots=True)
class HandedPartPage:
    """unit: the superior. most: what the part may grow to. is_waiting: the receiver's plan is approved.

    order: what waits for its amendment.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    above: PlanTask
    task: PlanTask
    receiver: UnitLine
    state: PlanState | None
    quantity: Decimal | None
    measure: str
    target_name: str
    period: YearPeriod | None
    asked: Decimal | None
    planned: Decimal | None
    most: Decimal | None
    is_waiting: bool
    order: OrderShown | None


def handed_part_page(*, actor: Actor, task_id: int, today: date) -> HandedPartPage:
    """task_id: by which the unit carries its part out. Eighteen statements. Raises NotFound, NotAllowed."""
    part = part_of(task=task_id)
    if part is None:
        raise NotFound
    above = one_task(task_id=part.above, today=today)
    seat = seat_for(actor, above, today)
    task = one_task(task_id=task_id, today=today)
    handing = handings_of(tasks=[above.id])[above.id]
    waiting = [one for one in orders_of(tasks=[above.id]) if one.done_at is None]
    others = held_by_others(handing, task_id)
    own = tuple(one for one in waiting if one.task == task_id)
    return HandedPartPage(
        unit=seat.tree.line(seat.unit),
        ancestors=visible_ancestors(actor, seat.unit, seat.tree),
        year=above.year,
        above=above,
        task=task,
        receiver=ground.current().history.line_then(part.lead, today),
        state=part.state,
        quantity=handing.quantity,
        measure=handing.measure,
        target_name=name_of(handing.target),
        period=period_of(handing),
        asked=part.asked,
        planned=part.planned,
        most=None if handing.quantity is None else handing.quantity - others,
        is_waiting=waits(part.state, stands=is_amendable(task, today)),
        order=next(iter(orders_shown(own, today)), None),
    )


def is_amendable(task: PlanTask, today: date) -> bool:
    """Whether the unit in whose plan the task stands is there to amend it."""
    tree = ground.current().history.on(day_for_year(task.year, today))
    return task.plan_unit_id is not None and task.plan_unit_id in tree


def period_of(handing: HandingLine | None) -> YearPeriod | None:
    """Of the targets that go down with the task; None where none do."""
    return None if handing is None or not handing.period else parse_year_period(handing.period)


def name_of(target: str) -> str:
    """The name of an indicator whose targets go down; as it is known now, else its code."""
    known = catalogue().by_code if target else {}
    return known[target].name if target in known else target
