"""What the pages of the cascade show: who was handed what, who has detailed it, where the sum departs."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils.timezone import localdate

from nhip.apps.cascade.queries import HandedLine, HandingLine, handings_of, orders_of, parts_of
from nhip.apps.indicators.queries import catalogue
from nhip.apps.org import ground
from nhip.apps.org.queries import to_read, visible_ancestors
from nhip.apps.plans.queries import plan_lines
from nhip.apps.tasks.queries import PlanTask, one_task, shown_tasks, tasks_of_plan
from nhip.core.access import Act, Actor, may
from nhip.core.cascading import Share, left_of
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.numbers import json_number
from nhip.core.plans import COUNTED, PlanState
from nhip.core.units import Tree, UnitLine
from nhip.core.year_periods import YearPeriod
from nhip.cycle.cascading import DONE, HandDown, Shared, check_handable, receivers, seat_for, shared
from nhip.cycle.handed_pages import OrderShown, name_of, orders_shown, period_of
from nhip.cycle.handed_targets import Divisible, divisible_targets


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a task that was handed down. task: by which the unit carries it out; state: of the plan it stands in.

    sees: whether the reader may open the task. order: what the superior ordered, and waits for the unit's amendment.
    """

    task: PlanTask
    unit: UnitLine
    share: Share
    state: PlanState | None
    handed_at: datetime
    sees: bool
    order: OrderShown | None

    @property
    def is_detailed(self) -> bool:
        return self.share.detailed_on is not None

    @property
    def is_submitted(self) -> bool:
        return self.state in COUNTED


@dataclass(frozen=True, slots=True)
class HandedTask:
    """A task that is handed down. left: of the quantity in nobody's part, below zero where the parts are more.

    target: code of the indicator whose targets of the period the parts are, and target_name; empty: none. past: what
    was changed or taken back.
    """

    task: PlanTask
    quantity: Decimal | None
    measure: str
    target: str
    target_name: str
    period: YearPeriod | None
    parts: tuple[PartRow, ...]
    past: tuple[OrderShown, ...] = ()

    @property
    def taken(self) -> Decimal:
        return sum((one.share.taken for one in self.parts), Decimal(0))

    @property
    def left(self) -> Decimal | None:
        return left_of(self.quantity, [one.share.taken for one in self.parts])

    @property
    def detailed(self) -> int:
        return sum(one.is_detailed for one in self.parts)

    @property
    def submitted(self) -> int:
        return sum(one.is_submitted for one in self.parts)


@dataclass(frozen=True, slots=True)
class CascadePage:
    """handed: tasks of the unit's plan that are handed down; received: what was handed to it; open: those that may be.

    may_edit: the reader may hand down, and say how much of what was received the unit takes on.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    handed: tuple[HandedTask, ...]
    received: tuple[HandedTask, ...]
    open: tuple[PlanTask, ...]
    may_edit: bool
    can_hand_down: bool


def cascade_page(*, actor: Actor, code: str, year: int, today: date) -> CascadePage:
    """Nineteen statements at most, whatever the number of tasks. Raises UnknownUnit, NotAllowed."""
    unit, tree = to_read(actor=actor, code=code, year=year, today=today)
    plan = plan_lines(units=[unit], year=year).get(unit)
    planned = () if plan is None else tasks_of_plan(plan=plan.id, today=today)
    handings = handings_of(tasks=[one.id for one in planned])
    mine = {one.task: one for one in parts_of(unit=unit, year=year)}
    above = handings_of(tasks={one.above for one in mine.values()})
    wanted = {part.task for one in handings.values() for part in one.parts} | mine.keys() | above.keys()
    tasks = {one.id: one for one in (*planned, *shown_tasks(Q(pk__in=wanted), today=today))}
    orders = orders_shown(orders_of(tasks=[*handings, *above]), today)
    rows = _Rows(actor, tree, today, tasks, orders)
    may_edit = may(actor, Act.EDIT_PLAN, unit, tree)
    return CascadePage(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        year=year,
        handed=tuple(rows.handed(handings[one.id]) for one in planned if one.id in handings),
        received=tuple(rows.received(above[one.above], one) for one in mine.values()),
        open=tuple(one for one in planned if one.id not in handings and one.status not in DONE),
        may_edit=may_edit,
        can_hand_down=may_edit and plan is not None and plan.state in COUNTED,
    )


@dataclass(frozen=True)
class _Rows:
    actor: Actor
    tree: Tree
    today: date
    tasks: dict[int, PlanTask]
    orders: tuple[OrderShown, ...]

    def handed(self, one: HandingLine) -> HandedTask:
        return replace(
            self._task(one, one.parts),
            past=tuple(order for order in self.orders if order.above == one.task and order.done_on),
        )

    def received(self, one: HandingLine, mine: HandedLine) -> HandedTask:
        """Only the unit's own part of it."""
        return self._task(one, (mine,))

    def _task(self, one: HandingLine, parts: tuple[HandedLine, ...]) -> HandedTask:
        return HandedTask(
            self.tasks[one.task],
            one.quantity,
            one.measure,
            one.target,
            name_of(one.target),
            period_of(one),
            tuple(self._row(part) for part in parts),
        )

    def _row(self, part: HandedLine) -> PartRow:
        history = ground.current().history
        return PartRow(
            task=self.tasks[part.task],
            unit=history.line_then(part.lead, self.today),
            share=Share(
                part.unit,
                part.asked,
                part.planned,
                None if part.detailed_at is None else localdate(part.detailed_at),
            ),
            state=part.state,
            handed_at=part.handed_at,
            sees=part.lead in self.tree and may(self.actor, Act.VIEW, part.lead, self.tree),
            order=next((one for one in self.orders if one.task == part.task and not one.done_on), None),
        )


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit that may be handed the task. part: as shared out; start: where it starts from; None before."""

    id: int
    unit: UnitLine
    is_chosen: bool
    part: Decimal | None
    start: Decimal | None


@dataclass(frozen=True, slots=True)
class HandDownPage:
    """A task about to be handed down. told: how the form shares it out, None before it is filled or where refused.

    before: what was handed down of it already. indicators: code and name of those whose figures may be the key.
    targets: of the unit, that may be shared out; target_name, period: of the one that is.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    task: PlanTask
    quantity: Decimal | None
    measure: str
    before: tuple[UnitLine, ...]
    left_before: Decimal | None
    receivers: tuple[Receiver, ...]
    indicators: tuple[tuple[str, str], ...]
    targets: tuple[Divisible, ...]
    target_name: str
    period: YearPeriod | None
    told: Shared | None
    refusal: RuleBroken | RulesBroken | None


def hand_down_page(*, actor: Actor, task_id: int, form: HandDown | None, today: date) -> HandDownPage:
    """The form, with what the key makes of it. Raises RuleBroken (cannot be handed down), NotAllowed, NotFound."""
    task = one_task(task_id=task_id, today=today)
    seat = seat_for(actor, task, today)
    check_handable(task, seat.unit)
    before = handings_of(tasks=[task.id]).get(task.id)
    have = () if before is None else tuple(one.unit for one in before.parts)
    told, refusal = None, None
    if form is not None:
        try:
            told = shared(seat, task, form, before, by_key=True)
        except (RuleBroken, RulesBroken) as broken:
            refusal = broken
    chosen = set(told.units) if told is not None else set()
    parts, starts = ({}, {}) if told is None else (told.parts, told.starts)
    history = ground.current().history
    return HandDownPage(
        unit=seat.tree.line(seat.unit),
        ancestors=visible_ancestors(actor, seat.unit, seat.tree),
        year=task.year,
        task=task,
        quantity=None if before is None else before.quantity,
        measure="" if before is None else before.measure,
        before=tuple(history.line_then(one, today) for one in have),
        left_before=None if before is None else left_of(before.quantity, [one.asked for one in before.parts]),
        receivers=tuple(
            Receiver(one, line, one in chosen, parts.get(one), starts.get(one))
            for one in receivers(seat, task)
            if one not in have
            for line in [seat.tree.line(one)]
        ),
        indicators=tuple((one.rule.code, one.name) for one in catalogue().indicators),
        targets=divisible_targets(seat, task.year) if before is None else (),
        target_name=name_of("" if before is None else before.target),
        period=period_of(before),
        told=told,
        refusal=refusal,
    )


def cascade_as_json(page: CascadePage) -> dict[str, object]:
    """As ``nhip plan cascade --json`` prints it."""
    return {
        "unit": page.unit.code,
        "name": page.unit.name,
        "year": page.year,
        "handed_down": [_handed_as_json(one) for one in page.handed],
        "received": [_handed_as_json(one) for one in page.received],
    }


def _handed_as_json(one: HandedTask) -> dict[str, object]:
    return {
        "task": one.task.id,
        "title": one.task.title,
        "deadline": None if one.task.deadline is None else one.task.deadline.isoformat(),
        "quantity": json_number(one.quantity),
        "measure": one.measure,
        "target": one.target,
        "period": None if one.period is None else str(one.period),
        "taken": json_number(one.taken),
        "left": json_number(one.left),
        "parts": [
            {
                "task": part.task.id,
                "unit": part.unit.code,
                "name": part.unit.name,
                "asked": json_number(part.share.asked),
                "planned": json_number(part.share.planned),
                "departs": json_number(part.share.departs),
                "detailed": part.is_detailed,
                "ordered": None if part.order is None else part.order.word,
                "plan": None if part.state is None else part.state.value,
            }
            for part in one.parts
        ],
        "orders": [
            {
                "unit": order.unit.code,
                "order": order.word,
                "before": json_number(order.before),
                "asked": json_number(order.asked),
                "reason": order.reason,
                "on": None if order.done_on is None else order.done_on.isoformat(),
            }
            for order in one.past
        ],
    }
