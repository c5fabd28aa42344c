"""A superior's task handed down: shared out, put into the plans of those who carry it out, and what they say of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from nhip.apps.cascade import services as cascade
from nhip.apps.cascade.queries import HandingLine, handings_of, orders_of, part_of
from nhip.apps.indicators.queries import catalogue
from nhip.apps.notices.services import notify
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year
from nhip.apps.plans import services as plans
from nhip.apps.plans.queries import plan_lines
from nhip.apps.rollups.services import mark_dirty
from nhip.apps.tasks import services as tasks
from nhip.apps.tasks.models import Assignment
from nhip.apps.tasks.queries import PlanTask, one_task
from nhip.core.access import Act, Actor, require
from nhip.core.cascading import (
    Key,
    check_can_hand_down,
    check_parts,
    check_planned,
    check_quantity,
    check_receivers,
    check_weights,
    left_of,
    share_out,
)
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.handed_orders import reserved
from nhip.core.handed_targets import check_starts
from nhip.core.notices import Kind, News, short
from nhip.core.plans import COUNTED, EDITABLE, HUNDRED, PlanState, TaskDraft
from nhip.core.tasks import TaskStatus
from nhip.core.units import Tree
from nhip.core.year_periods import parse_year_period
from nhip.cycle.handed_targets import Goal, check_receivable, give_targets, goal_of, starts_of, target_of
from nhip.cycle.seats import BODIES, Seat, leads
from nhip.cycle.stored_figures import StoredFigures

DONE = frozenset({TaskStatus.DONE_LATE, TaskStatus.DONE_ON_TIME})


@dataclass(frozen=True, slots=True)
class HandDown:
    """What a person asks for. units: codes; parts: code -> as typed, nothing typed: as the key shares it out.

    is_all: every unit directly below that does not have it yet, whatever the codes. indicator: code of the one whose
    figures are the key. target: code of the one whose target of the period (written as in core.year_periods, empty: the
    year) is shared out, where no quantity is typed: each part becomes the target of the unit that receives it. starts:
    code -> where the unit starts from, nothing typed: last year's figure, as it is known.
    """

    units: Sequence[str] = ()
    is_all: bool = False
    quantity: Decimal | None = None
    measure: str = ""
    key: Key = Key.EQUALLY
    indicator: str = ""
    target: str = ""
    period: str = ""
    parts: Mapping[str, Decimal | None] = field(default_factory=dict)
    starts: Mapping[str, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shared:
    """A hand-down as the rules allow it, before anything is stored. units: in the order named.

    goal: the indicator's target that is shared out; starts: where each unit starts from with its part of it.
    """

    units: tuple[int, ...]
    quantity: Decimal | None
    measure: str
    goal: Goal | None
    parts: Mapping[int, Decimal | None]
    starts: Mapping[int, Decimal | None]
    left: Decimal | None


def seat_for(actor: Actor, task: PlanTask, today: date) -> Seat:
    """The seat of the unit in whose plan the task stands. Raises NotAllowed."""
    tree = ground.current().history.on(day_for_year(task.year, today))
    require(actor, Act.VIEW, task.owner_id, tree)
    return Seat(task.owner_id, tree, require(actor, Act.EDIT_PLAN, task.owner_id, tree))


def receivers(seat: Seat, task: PlanTask) -> list[int]:
    """Units to which the task may be handed down: those that may lead, but for who leads it and those above."""
    neither = {seat.unit, task.lead_id, *seat.tree.ancestors(seat.unit)}
    return [one for one in leads(seat) if one not in neither]


def shared(
    seat: Seat, task: PlanTask, form: HandDown, before: HandingLine | None, *, by_key: bool = False
) -> Shared:
    """How the form shares the task out. by_key: whatever was typed, the key is asked.

    Raises RuleBroken, RulesBroken keyed by field (cells by the identity of the unit), UnknownUnit.
    """
    already = () if before is None else [one.unit for one in before.parts]
    chosen = [one for one in nearest(seat, task) if one not in already] if form.is_all else None
    if chosen is None:
        chosen = [seat.tree.find(code) for code in form.units]
    units = check_receivers(chosen, receivers(seat, task), already)
    counted = catalogue().counted
    quantity, measure = check_quantity(form.quantity, form.measure, counted)
    goal = None
    if quantity is None and form.target:
        goal = goal_of(form.target, form.period, task.year)
        quantity, measure = target_of(seat, goal, task.year)
    if before is not None:
        quantity, measure = before.quantity, before.measure
        goal = goal_of(before.target, before.period, task.year) if before.target else None
    given = [] if before is None else list(held_parts(before).values())
    remaining = left_of(quantity, given)
    is_typed = any(part is not None for part in form.parts.values())
    is_by_key = form.key is not Key.BY_HAND and (by_key or not is_typed)
    if remaining is None:
        parts: Mapping[int, Decimal | None] = dict.fromkeys(units)
    elif is_by_key:
        parts = _by_key(seat, task, form, units, remaining)
    else:
        typed = {unit: form.parts.get(seat.tree.code(unit)) for unit in units}
        parts = check_parts(quantity, sum(given, Decimal(0)), typed, measure, counted)
    starts = _starts(seat, form, goal, parts, measure, counted)
    left = left_of(remaining, parts.values())
    return Shared(tuple(units), quantity, measure, goal, parts, starts, left)


def _starts(
    seat: Seat,
    form: HandDown,
    goal: Goal | None,
    parts: Mapping[int, Decimal | None],
    measure: str,
    counted: Iterable[str],
) -> Mapping[int, Decimal | None]:
    """Where each receiver of a target starts from, which may be given to it."""
    named = {seat.tree.find(code): start for code, start in form.starts.items()}
    typed = check_starts(named, parts, measure, counted, has_target=goal is not None)
    if goal is None:
        return {}
    check_receivable(seat.tree, goal, parts, typed)
    return starts_of(goal, parts, typed)


def held_parts(handing: HandingLine) -> dict[int, Decimal]:
    """Task -> what of the whole its part holds, with what is ordered and waits. One statement."""
    waiting = {one.task: one.asked for one in orders_of(tasks=[handing.task]) if one.done_at is None}
    return {one.task: reserved(one.asked, waiting.get(one.task)) for one in handing.parts}


def held_by_others(handing: HandingLine, task: int) -> Decimal:
    """What of the whole is in other parts than the task's. One statement."""
    return sum((held for other, held in held_parts(handing).items() if other != task), Decimal(0))


def _by_key(
    seat: Seat, task: PlanTask, form: HandDown, units: Sequence[int], remaining: Decimal
) -> Mapping[int, Decimal]:
    if remaining <= 0:
        raise RuleBroken(gettext_noop("Khối lượng đã giao hết, không còn gì để chia."), field="key")
    if form.key is Key.EQUALLY:
        return share_out(remaining, dict.fromkeys(units, Decimal(1)))
    names = {unit: seat.tree.name(unit) for unit in units}
    return share_out(remaining, check_weights(last_figures(form.indicator, units, task.year), names))


def last_figures(code: str, units: Sequence[int], year: int) -> dict[int, Decimal | None]:
    """The figure of each unit for the year before; where there is none, this year's or that of two years before.

    Raises RuleBroken for an indicator that is not known.
    """
    known = catalogue()
    if code not in known.by_code:
        raise RuleBroken(gettext_noop("Chưa chọn chỉ tiêu có số liệu để chia theo."), field="indicator")
    found: dict[int, Decimal | None] = dict.fromkeys(units)
    for one in (year - 1, year, year - 2):
        figures = StoredFigures(known, [code], one, [unit for unit, value in found.items() if value is None])
        for unit, value in found.items():
            if value is None:
                found[unit] = figures.shown(unit, code, "", parse_year_period(f"{one:04d}")).value
    return found


@transaction.atomic
def hand_down(*, actor: Actor, task_id: int, form: HandDown, now: datetime) -> tuple[int, ...]:
    """Hand a task of a plan down to units below: each gets a task of its own, to be detailed by month.

    It goes into a plan that is in its author's hands; into one that was submitted or approved it cannot, and stands
    outside it until the plan is returned or amended. Returns the new tasks.
    Raises RulesBroken, RuleBroken, UnknownUnit, NotAllowed, NotFound.
    """
    task = one_task(task_id=task_id, today=now.date())
    seat = seat_for(actor, task, now.date())
    check_handable(task, seat.unit)
    told = shared(seat, task, form, handings_of(tasks=[task.id]).get(task.id))
    made = {unit: _carried_out_by(actor, seat, task, unit, now) for unit in told.units}
    parts = cascade.keep_handing(
        actor=actor,
        role=seat.role,
        task=task.id,
        unit=seat.unit,
        whole=cascade.Whole(
            told.quantity,
            told.measure,
            form.key,
            form.indicator,
            "" if told.goal is None else told.goal.code,
            "" if told.goal is None else str(told.goal.period),
        ),
        given=[cascade.Given(unit, child, told.parts[unit]) for unit, child in made.items()],
        now=now,
    )
    if told.goal is not None:
        give_targets(actor=actor, role=seat.role, goal=told.goal, parts=parts, starts=told.starts, now=now)
    mark_dirty(units={task.lead_id, *told.units}, years=[task.year], now=now)
    _tell(actor, seat.tree, task, made, now)
    return tuple(made.values())


def check_handable(task: PlanTask, unit: int) -> None:
    """Raises RuleBroken for a task that cannot be handed down."""
    plan = plan_lines(units=[unit], year=task.year).get(unit)
    is_in_it = plan is not None and task.plan_id == plan.id
    check_can_hand_down(
        is_counted=is_in_it and plan is not None and plan.state in COUNTED, is_done=task.status in DONE
    )


def _carried_out_by(actor: Actor, seat: Seat, task: PlanTask, unit: int, now: datetime) -> int:
    """The task by which the unit carries out the superior's: the same, with its months to start from."""
    line = plan_lines(units=[unit], year=task.year).get(unit)
    state = PlanState.DRAFT if line is None else line.state
    plan = plans.open_for_editing(unit=unit, year=task.year) if state in EDITABLE else None
    return tasks.save_task(
        actor=actor,
        role=seat.role,
        task_id=None,
        draft=_draft(task, None if plan else now.date()),
        belongs=tasks.Belongs(
            plan=None if plan is None else plan.pk,
            year=task.year,
            lead=unit,
            programme=task.programme_id,
            kind=task.kind,
            assigned_by=None if unit in seat.tree.reporting else seat.unit,
        ),
        now=now,
    )


def _draft(task: PlanTask, given_on: date | None) -> TaskDraft:
    """given_on: outside a plan it begins on the day it was given, with even steps."""
    starts_on = task.starts_on
    if given_on is not None and task.deadline is not None:
        starts_on = min(max(task.starts_on, given_on), task.deadline)
    milestones = {month: planned for month, planned in enumerate(task.milestones, start=1) if planned}
    last = None if task.deadline is None else task.deadline.month
    return TaskDraft(
        title=task.title,
        deliverable=task.deliverable,
        starts_on=starts_on,
        deadline=task.deadline,
        weight=task.weight,
        milestones={}
        if given_on is not None
        else {month: HUNDRED if month == last else planned for month, planned in milestones.items()},
    )


def _tell(actor: Actor, tree: Tree, task: PlanTask, made: Mapping[int, int], now: datetime) -> None:
    parts = dict(
        Assignment.objects.filter(task__in=made.values(), ends_before=None).values_list("task_id", "pk")
    )
    news = [
        News(
            Kind.PART_ASSIGNED,
            f"part:{parts[child]}",
            {"unit": tree.name(unit), "title": short(task.title), "task": child, "part": parts[child]},
            units=frozenset({unit}),
        )
        for unit, child in made.items()
    ]
    notify(news=news, silent=[actor.person], tree=tree, now=now)


@transaction.atomic
def take_on(*, actor: Actor, task_id: int, planned: Decimal | None, now: datetime) -> tuple[str, int]:
    """Say how much of what was handed to it the unit takes on; None: as asked. Returns its code and the year.

    The superior sees where the sum departs from the whole. Raises RuleBroken, NotAllowed, NotFound.
    """
    task = one_task(task_id=task_id, today=now.date())
    seat = seat_for(actor, task, now.date())
    part = part_of(task=task_id)
    if part is None:
        raise NotFound
    above = handings_of(tasks=[part.above])[part.above]
    check_planned(part.asked, planned, above.measure, catalogue().counted)
    cascade.plan_part(actor=actor, role=seat.role, task=task_id, unit=seat.unit, planned=planned, now=now)
    return seat.tree.code(seat.unit), task.year


def whose(*, actor: Actor, task_id: int, today: date) -> tuple[str, int]:
    """Code of the unit in whose plan the task stands, and the year. Raises NotAllowed, NotFound."""
    task = one_task(task_id=task_id, today=today)
    seat = seat_for(actor, task, today)
    return seat.tree.code(seat.unit), task.year


def nearest(seat: Seat, task: PlanTask) -> list[int]:
    """Of the units that may receive it, those whose superior is not among them."""
    reach = receivers(seat, task)
    return [one for one in reach if seat.tree.parent(one) not in reach and seat.tree.level(one) not in BODIES]
