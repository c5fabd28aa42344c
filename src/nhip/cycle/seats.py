"""Whose plan it is, who may touch it, and which units may be named in it."""

from dataclasses import dataclass
from datetime import date

from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year
from nhip.apps.tasks.queries import PlanTask, one_task
from nhip.core.access import Act, Actor, require
from nhip.core.errors import NotAllowed
from nhip.core.periods import Month
from nhip.core.tasks import TaskKind
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
    """A task of the seat's own plan, or outside any and assigned or led by it. Raises NotFound, NotAllowed."""
    task = one_task(task_id=task_id, today=today)
    if task.owner_id != seat.unit:
        raise NotAllowed
    return task


BODIES = (Level.DEPARTMENT, Level.OFFICE, Level.ORGANISATION)


def leads(seat: Seat) -> list[int]:
    """Units that may lead a task of the plan: the unit and those below it; for a body, all below where it stands."""
    parent = seat.tree.parent(seat.unit)
    root = parent if seat.tree.level(seat.unit) in BODIES and parent is not None else seat.unit
    return list(dict.fromkeys([seat.unit, *seat.tree.below(root)]))


def nameable(seat: Seat) -> list[int]:
    """Units that may coordinate: those that may lead, and bodies and neighbours up to the province."""
    tree, near = seat.tree, leads(seat)
    for above in reversed(tree.ancestors(seat.unit)):
        if tree.level(above) is Level.NATION:
            break
        near += [above, *tree.children(above)]
    return list(dict.fromkeys(near))


def confirms(seat: Seat, lead: int, kind: TaskKind, given_by: int | None = None) -> int | None:
    """The unit that confirms the task done; None where the lead's own monthly report says it.

    given_by: who confirms it so far. Whoever gave a unit a task confirms it, into whatever plan the unit takes it.
    """
    if given_by is not None and given_by != seat.unit:
        return given_by
    reports_itself = lead == seat.unit and lead in seat.tree.reporting
    return None if reports_itself and kind is not TaskKind.ADVISORY else seat.unit
