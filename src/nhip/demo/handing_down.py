"""In May the offices of Ba Bể and Na Rì hand tasks of their plans down to communes, to be detailed by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhip.apps.cascade.queries import part_of
from nhip.apps.org import ground
from nhip.apps.plans.queries import plan_lines
from nhip.apps.tasks.queries import PlanTask, one_task, tasks_of_plan
from nhip.core.cascading import Key
from nhip.core.periods import MONTHS
from nhip.core.plans import TaskDraft
from nhip.core.tasks import TaskStatus
from nhip.core.units import Level
from nhip.cycle import cascading, planning
from nhip.demo import story
from nhip.demo.filings import at
from nhip.demo.stage import World

ON = date(2020, 5, 18)
EARLIEST = date(2020, 9, 1)
COMMUNES = 4
"""Of each district, that stood before the merger and leave no May report to the visitor."""


@dataclass(frozen=True, slots=True)
class Told:
    """measures: of each task; its title says how many. silent: communes without detail; short: what one lacks."""

    district: str
    measures: tuple[str, ...]
    silent: int
    short: str


DISTRICTS = (
    Told("061", ("công trình", "xã"), silent=1, short="0"),
    Told("066", ("công trình",), silent=0, short="1"),
)


def hand_down(world: World) -> Iterator[None]:
    """Some tasks of each office; one commune has not detailed its months, one takes on less than it was asked."""
    tree = world.tree(ON)
    for told in DISTRICTS:
        office = tree.find(f"{told.district}.PDT")
        communes = communes_of(world, tree.find(told.district))
        for task, measure in zip(_tasks(office), told.measures, strict=False):
            asked = cascading.HandDown(
                units=tuple(map(tree.code, communes)),
                quantity=_number_in(task.title),
                measure=measure,
                key=Key.EQUALLY,
            )
            made = cascading.hand_down(
                actor=world.actors[office], task_id=task.id, form=asked, now=at(ON, 9, 30)
            )
            for unit, child in zip(communes[told.silent :], made[told.silent :], strict=True):
                detail(world, unit, child)
            if Decimal(told.short):
                _take_on_less(world, communes[-1], made[-1], Decimal(told.short))
    yield


def communes_of(world: World, district: int) -> list[int]:
    tree = world.tree(ON)
    standing = [
        one
        for one in tree.children(district)
        if tree.level(one) is Level.COMMUNE
        and ground.current().history.first_day(one).year < story.YEAR
        and tree.name(one) not in story.NOT_YET_IN_MAY
    ]
    return standing[:COMMUNES]


def _tasks(office: int) -> list[PlanTask]:
    """Of the office's plan, those that end late in the year and are not done."""
    plan = plan_lines(units=[office], year=story.YEAR)[office]
    return [
        one
        for one in tasks_of_plan(plan=plan.id, today=ON)
        if one.deadline is not None
        and one.deadline >= EARLIEST
        and one.status is TaskStatus.WITHIN_DEADLINE
        and one.lead_id == office
        and any(word.isdigit() and int(word) >= COMMUNES for word in one.title.split())
    ]


def _number_in(title: str) -> Decimal:
    return next(Decimal(word) for word in title.split() if word.isdigit())


def detail(world: World, unit: int, child: int) -> None:
    task, code = one_task(task_id=child, today=ON), world.tree(ON).code(unit)
    last = 12 if task.deadline is None else task.deadline.month
    steps = [month for month in MONTHS if ON.month < month <= last]
    draft = TaskDraft(
        title=task.title,
        deliverable=task.deliverable,
        starts_on=task.starts_on,
        deadline=task.deadline,
        weight=task.weight,
        milestones={
            month: Decimal(100 * number // len(steps)) for number, month in enumerate(steps, start=1)
        },
    )
    form = planning.TaskForm(draft, lead=code, programme_id=task.programme_id, is_outside_plan=True)
    planning.save_task(
        actor=world.actors[unit], code=code, year=story.YEAR, task_id=child, form=form, now=at(ON, 15, 10)
    )


def _take_on_less(world: World, unit: int, child: int, short: Decimal) -> None:
    part = part_of(task=child)
    asked = Decimal(0) if part is None else part.asked or Decimal(0)
    cascading.take_on(actor=world.actors[unit], task_id=child, planned=asked - short, now=at(ON, 15, 30))
