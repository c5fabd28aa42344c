"""Whose plan it is, who may touch it, and which units may be named in it."""

from dataclasses import dataclass
from datetime import date

from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year
from nhip.apps.tasks.queries import PlanTask, one_task
from nhip.core.access import Act, Actor, require
from nhip.core.errors import NotAllowed
from nhip.core.periods import Month
from nhip.core.units import Level, Tree


@dataclass(frozen=True, slots=True)
class Seat:
    """The unit a plan belongs to, on the tree of the day for its year."""

    unit: int
    tree: Tree
    role: str


def seat_of(actor: Actor, act: Act, code: str, year: int, today: date) -> Seat:
    """Raises UnknownUnit, NotAllowed, RuleBroken (year)."""
    Month(year, 1)
    tree = ground.current().history.on(day_for_year(year, today))
    unit = tree.find(code)
    return Seat(unit, tree, require(actor, act, unit, tree))


def task_of(seat: Seat, task_id: int, today: date) -> PlanTask:
    """A task of the seat's own plan, or outside any and led by it. Raises NotFound, NotAllowed."""
    task = one_task(task_id=task_id, today=today)
    if (task.plan_unit_id or task.lead_id) != seat.unit:
        raise NotAllowed
    return task


def nameable(seat: Seat) -> list[int]:
    """Units that may lead or coordinate: the unit's own subtree, and bodies and siblings around it."""
    tree, unit = seat.tree, seat.unit
    near: list[int] = list(tree.below(unit)) if tree.level(unit) is not Level.COMMUNE else [unit]
    for above in reversed(tree.ancestors(unit)):
        if tree.level(above) is Level.NATION:
            break
        near.append(above)
        near += tree.children(above)
    if tree.level(unit) in (Level.DEPARTMENT, Level.OFFICE, Level.ORGANISATION) and tree.ancestors(unit):
        near += tree.below(tree.ancestors(unit)[-1])
    return list(dict.fromkeys(near))
