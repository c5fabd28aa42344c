"""What is known beside a plan for the rules to hold it against: what the superior handed down, who was not told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from nhip.apps.cascade.queries import HandedLine, parts_of
from nhip.apps.conferences.queries import unplanned_tasks
from nhip.apps.plans.queries import plan_lines
from nhip.apps.tasks.models import Assignment, Task
from nhip.apps.tasks.queries import PlanTask, tasks_of_plan
from nhip.core.handoffs import Handoff
from nhip.core.plan_checks import Directed, HandedDown, NamedUnit, PlannedTask
from nhip.core.plans import PlanState
from nhip.core.tasks import Part
from nhip.core.vietnamese import normalised, without_marks

_NOT_TAKEN_ON = (Handoff.PENDING.value, Handoff.SENT_BACK.value)


@dataclass(frozen=True, slots=True)
class Superior:
    """asked: what the superior's plan asks of the unit; task_above: task -> the superior's that it carries out.

    directed: what directives told the unit to do and stands in no plan.
    """

    asked: tuple[HandedDown, ...] = ()
    task_above: Mapping[int, int] = field(default_factory=dict)
    directed: tuple[Directed, ...] = ()


def superior_of(*, unit: int, year: int) -> Superior:
    """Three statements, two where nothing was handed down."""
    parts = parts_of(unit=unit, year=year)
    above: dict[int, list[HandedLine]] = {}
    for one in parts:
        above.setdefault(one.above, []).append(one)
    tasks = (
        Task.objects.filter(pk__in=above)
        .order_by("pk")
        .values_list("pk", "title", "deadline", "handing__measure")
    )
    asked = tuple(
        HandedDown(task, title, deadline, *_together(above[task]), measure)
        for task, title, deadline, measure in (tasks if above else ())
    )
    return Superior(asked, {one.task: one.above for one in parts}, directed_to(unit=unit, year=year))


def _together(parts: Iterable[HandedLine]) -> tuple[Decimal | None, Decimal | None]:
    """What was asked of the unit and what it takes on, of its parts of a task: who came after others has several."""
    shares = [(one.asked, one.asked if one.planned is None else one.planned) for one in parts]
    if any(asked is None for asked, _planned in shares):
        return None, None
    return (
        sum((asked for asked, _planned in shares if asked is not None), Decimal(0)),
        sum((planned for _asked, planned in shares if planned is not None), Decimal(0)),
    )


def directed_to(*, unit: int, year: int) -> tuple[Directed, ...]:
    """Tasks of the year that directives opened for the unit and that stand in no plan. One statement."""
    rows = unplanned_tasks(unit=unit, year=year)
    return tuple(Directed(one.task, one.title, one.document, one.deadline) for one in rows)


def not_told_of(*, tasks: Iterable[PlanTask]) -> frozenset[tuple[int, int]]:
    """(task, unit) of coordinating parts that were asked for and not taken on. One statement.

    In a plan that was never submitted nobody has been asked yet.
    """
    waiting = Assignment.objects.filter(
        task__in=[one.id for one in tasks if one.handoff is not Handoff.NOT_ASSIGNED],
        part=Part.COORDINATING.value,
        ends_before=None,
        state__in=_NOT_TAKEN_ON,
    )
    return frozenset(waiting.values_list("task_id", "unit_id"))


@dataclass(frozen=True, slots=True)
class BesideFile:
    """What is known of the stored plan of the unit whose plan a file is."""

    asked: tuple[HandedDown, ...] = ()
    directed: tuple[Directed, ...] = ()
    waiting: Collection[tuple[str, int]] = ()
    """(title, unit) of coordinating parts that were not taken on; titles as they are compared."""

    def told(self, tasks: Sequence[PlannedTask]) -> tuple[PlannedTask, ...]:
        """The file's tasks, each coordinating unit with whether it was told."""
        return tuple(
            replace(one, coordinating=tuple(self._told(one.title, unit) for unit in one.coordinating))
            for one in tasks
        )

    def _told(self, title: str, unit: NamedUnit) -> NamedUnit:
        is_told = unit.unit is None or (_folded(title), unit.unit) not in self.waiting
        return unit if is_told else replace(unit, is_told=False)


def beside_file(*, unit: int, year: int, today: date) -> BesideFile:
    """Nine statements at most; three where the unit has no plan and nothing was handed down to it."""
    superior = superior_of(unit=unit, year=year)
    plan = plan_lines(units=[unit], year=year).get(unit)
    if plan is None or plan.state is PlanState.DRAFT:
        return BesideFile(superior.asked, superior.directed)
    tasks = tasks_of_plan(plan=plan.id, today=today)
    titles = {one.id: _folded(one.title) for one in tasks}
    waiting = frozenset((titles[task], of) for task, of in not_told_of(tasks=tasks))
    return BesideFile(superior.asked, superior.directed, waiting)


def _folded(text: str) -> str:
    return without_marks(normalised(text)).casefold()
