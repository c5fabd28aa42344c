"""Closing a year: what it leaves unfinished is proposed for the next year's plan, and goes there with its history."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nhip.apps.org.queries import visible_ancestors
from nhip.apps.plans.queries import plan_lines
from nhip.apps.programmes.queries import is_in_force
from nhip.apps.tasks.kin import carried_on
from nhip.apps.tasks.queries import PlanTask, tasks_led
from nhip.core.access import Act, Actor
from nhip.core.carrying_over import Unfinished, carried, is_left
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.plans import TaskDraft, check_editable
from nhip.core.units import UnitLine
from nhip.cycle.planning import TaskForm, save_tasks
from nhip.cycle.seats import Seat, nameable, seat_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """A task of the year before, and how it would begin in the plan."""

    task: PlanTask
    draft: TaskDraft


@dataclass(frozen=True, slots=True)
class CarryOverPage:
    """year: of the plan; the proposals are of the year before."""

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    proposals: tuple[Proposal, ...]


def carry_over_page(*, actor: Actor, code: str, year: int, today: date) -> CarryOverPage:
    """What may be carried into the plan of the year. Ten statements.

    Raises UnknownUnit, NotAllowed, RuleBroken (the plan is out of its author's hands).
    """
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, today)
    plan = plan_lines(units=[seat.unit], year=year).get(seat.unit)
    if plan is not None:
        check_editable(plan.state)
    return CarryOverPage(
        unit=seat.tree.line(seat.unit),
        ancestors=visible_ancestors(actor, seat.unit, seat.tree),
        year=year,
        proposals=_proposals(seat.unit, year, today),
    )


def count_left(unit: int, year: int, today: date) -> int:
    """How many tasks of the year before may be carried into the plan of the year. Five statements."""
    return len(_proposals(unit, year, today))


def _proposals(unit: int, year: int, today: date) -> tuple[Proposal, ...]:
    """Tasks that the unit itself leads now, of its own plan or outside any: what others planned, they carry over."""
    led = [
        one
        for one in tasks_led(unit=unit, year=year - 1, today=today)
        if one.owner_id == unit or one.from_unit
    ]
    done = carried_on(one.id for one in led)
    return tuple(
        Proposal(one, carried(_unfinished(one), year))
        for one in led
        if is_left(one.status, is_carried=one.id in done)
    )


def _unfinished(task: PlanTask) -> Unfinished:
    return Unfinished(task.title, task.deliverable, task.deadline, task.weight, task.budget)


@transaction.atomic
def carry_over(*, actor: Actor, code: str, year: int, tasks: Collection[int] | None, now: datetime) -> int:
    """Put unfinished tasks of the year before into the plan. tasks: which of them, None for all. Returns how many.

    Raises RuleBroken (none chosen, one that is not to be carried, plan out of hands), RulesBroken, NotAllowed.
    """
    today = now.date()
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, today)
    proposed = {one.task.id: one for one in _proposals(seat.unit, year, today)}
    chosen = list(proposed) if tasks is None else list(dict.fromkeys(tasks))
    if not chosen:
        raise RuleBroken(
            gettext_noop("Chưa chọn nhiệm vụ nào của năm {year} để chuyển sang."),
            field="tasks",
            year=str(year - 1),
        )
    for task in chosen:
        if task not in proposed:
            raise RuleBroken(
                gettext_noop(
                    "Nhiệm vụ số {task} không phải việc chưa xong của năm {year}, hoặc đã chuyển rồi."
                ),
                field="tasks",
                task=str(task),
                year=str(year - 1),
            )
    forms = [(None, _form(seat, proposed[one], year)) for one in chosen]
    save_tasks(actor=actor, code=code, year=year, forms=forms, now=now)
    return len(forms)


def _form(seat: Seat, one: Proposal, year: int) -> TaskForm:
    """Led by the unit itself; those who coordinated and may still be named go on coordinating."""
    named = set(nameable(seat)) - {seat.unit}
    task = one.task
    still = task.programme_id is not None and is_in_force(task.programme_id, year)
    return TaskForm(
        one.draft,
        seat.tree.code(seat.unit),
        [seat.tree.code(unit) for unit in task.coordinating_ids if unit in named],
        programme_id=task.programme_id if still else None,
        kind=task.kind,
        carried_from=task.id,
    )
