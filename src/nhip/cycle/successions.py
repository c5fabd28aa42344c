"""Plans, tasks and targets of units that a reorganisation ends or divides: what is proposed, and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from nhip.analytics.inputs import TargetRow
from nhip.analytics.reorganisations import divided_by, targets_along
from nhip.apps.indicators.models import Target
from nhip.apps.indicators.queries import Catalogue, catalogue
from nhip.apps.org import ground
from nhip.apps.org import models as org
from nhip.apps.rollups.year_ground import year_ground
from nhip.apps.tasks.models import Assignment
from nhip.core.errors import RuleBroken, RulesBroken, UnknownUnit
from nhip.core.successions import (
    Divided,
    GoalTyped,
    MovedTarget,
    MovedTask,
    Total,
    check_goals,
    options,
    receivers,
    totals,
)
from nhip.core.targets import Target as Goal
from nhip.core.tasks import Part
from nhip.core.units import History, UnitLine
from nhip.core.year_periods import parse_year_period


@dataclass(frozen=True, slots=True)
class OpenTask:
    task: int
    title: str
    weight: int
    deadline: date | None
    source: int


@dataclass(frozen=True, slots=True)
class NamedMove:
    moved: MovedTask
    receiver: UnitLine


@dataclass(frozen=True, slots=True)
class MovedOf:
    """What one unit leaves. choices: units that may receive its tasks, the proposed one first."""

    source: UnitLine
    tasks: tuple[NamedMove, ...]
    choices: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True)
class NamedTotal:
    unit: UnitLine
    total: Total


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target by the names of its units, before and after."""

    indicator: str
    moved: MovedTarget
    before: tuple[tuple[str, object], ...]
    after: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class PartOfGoal:
    """What an heir gets of a divided target. by_shares: what the shares would give it."""

    heir: UnitLine
    value: Decimal
    by_shares: Decimal


@dataclass(frozen=True, slots=True)
class DividedGoal:
    """A target that a division shares out. source: by its code of the eve."""

    source: UnitLine
    indicator: str
    code: str
    period: str
    is_whole: bool
    whole: Decimal
    parts: tuple[PartOfGoal, ...]

    @property
    def key(self) -> str:
        return self.typed.key

    @property
    def typed(self) -> GoalTyped:
        parts = {one.heir.code: one.value for one in self.parts}
        return GoalTyped(self.source.code, self.code, self.period, parts)

    @property
    def is_typed(self) -> bool:
        return any(one.value != one.by_shares for one in self.parts)


@dataclass(frozen=True, slots=True)
class Succession:
    """What moves, unit by unit; totals of the units above, before and after; goals: targets that are divided."""

    units: tuple[MovedOf, ...]
    totals: tuple[NamedTotal, ...]
    targets: tuple[TargetLine, ...]
    goals: tuple[DividedGoal, ...] = ()

    @property
    def has_choice(self) -> bool:
        return any(unit.choices for unit in self.units)


def open_tasks(units: Iterable[int]) -> tuple[OpenTask, ...]:
    """Tasks that the units lead and that are not done. One statement."""
    led = Assignment.objects.filter(
        unit__in=list(units), part=Part.LEAD.value, ends_before=None, task__completed_on=None
    ).order_by("unit", "task__deadline", "task")
    rows = led.values_list("task_id", "task__title", "task__weight", "task__deadline", "unit_id")
    return tuple(OpenTask(*row) for row in rows)


def tasks_passed_on(units: Iterable[int], on: date) -> tuple[tuple[OpenTask, int], ...]:
    """Tasks that the units led until the day, each with the unit that took over. Two statements."""
    closed = Assignment.objects.filter(unit__in=list(units), part=Part.LEAD.value, ends_before=on).order_by(
        "unit", "task__deadline", "task"
    )
    rows = list(closed.values_list("task_id", "task__title", "task__weight", "task__deadline", "unit_id"))
    begun = Assignment.objects.filter(
        task__in=[row[0] for row in rows], part=Part.LEAD.value, starts_on=on
    ).values_list("task_id", "unit_id")
    heirs = dict(begun)
    return tuple((OpenTask(*row), heirs[row[0]]) for row in rows if row[0] in heirs)


def chosen_units(receivers_chosen: Mapping[str, str], on: date) -> dict[int, int]:
    """What was chosen, as stored (task -> code), by identities. Raises RulesBroken for a code that nobody bears."""
    tree = ground.current().history.on(on)
    found: dict[int, int] = {}
    refusals: dict[str, RuleBroken] = {}
    for task, code in receivers_chosen.items():
        try:
            found[int(task)] = tree.find(code)
        except UnknownUnit as refusal:
            refusals[f"task-{task}"] = refusal
    if refusals:
        raise RulesBroken(refusals)
    return found


def proposed(tasks: Iterable[OpenTask], on: date) -> dict[int, tuple[int, ...]]:
    """Task -> the units that may receive it, the proposed one first; without those that nobody succeeds."""
    history = ground.current().history
    tree, eve = history.on(on), history.on(on - timedelta(days=1))
    found = {}
    for one in tasks:
        main = history.main_successor(one.source, on) or eve.parent(one.source)
        heirs = [heir for heir in history.heirs(one.source, on) if heir in tree]
        units = options(one.source, main, heirs, goes_on=one.source in tree)
        if units:
            found[one.task] = units
    return found


def receivers_of(tasks: Iterable[OpenTask], chosen: Mapping[str, str], on: date) -> dict[int, int]:
    """Task -> who receives it. Raises RulesBroken keyed ``task-<number>``."""
    return receivers(proposed(tasks, on), chosen_units(chosen, on))


def succession(
    tasks: Iterable[OpenTask],
    sources: Iterable[int],
    receiving: Mapping[int, int],
    event: int | None,
    on: date,
) -> Succession:
    """What moves on the day, told once the tree has changed. receiving: task -> unit."""
    history = ground.current().history
    kept = tuple(tasks)
    heirs = proposed(kept, on)
    moved = [
        MovedTask(
            one.task, one.title, one.weight, one.deadline, one.source, heirs[one.task], receiving[one.task]
        )
        for one in kept
        if one.task in receiving and one.task in heirs
    ]
    eve, after = history.on(on - timedelta(days=1)), history.on(on)
    above = {unit: eve.parent(unit) for unit in {one.source for one in moved} if unit in eve}
    below = {unit: after.parent(unit) for unit in {one.receiver for one in moved} if unit in after}
    counted = totals(
        moved,
        {unit: one for unit, one in above.items() if one is not None},
        {unit: one for unit, one in below.items() if one is not None},
    )
    return Succession(
        units=tuple(_by_source(history, moved, on)),
        totals=tuple(NamedTotal(history.line_then(one.unit, on), one) for one in counted),
        targets=_targets(history, frozenset(sources), event, on),
        goals=divided_goals(sources, on),
    )


def divided_goals(sources: Iterable[int], on: date) -> tuple[DividedGoal, ...]:
    """Targets of the year of the day that the units' division shares out, told once the tree has changed."""
    facts, known = ground.current(), catalogue()
    history, units = facts.history, year_ground(facts, on.year).units
    step = next((one for one in facts.steps if not one.is_backwards and one.on == on), None)
    if step is None:
        return ()
    before = tuple(one for one in facts.steps if not one.is_backwards and one.on < on)
    concerned = frozenset(sources)
    given = _given(concerned, on.year, known)
    eve = on - timedelta(days=1)
    return tuple(
        DividedGoal(
            history.line_then(one.row.unit, eve),
            known.by_code[one.row.indicator].name,
            one.row.indicator,
            str(one.row.period),
            known.rules[one.row.indicator].is_whole,
            one.row.target.value,
            tuple(
                PartOfGoal(history.line_then(heir, on), value, by_shares)
                for heir, value, by_shares in zip(one.heirs, one.parts, one.by_shares, strict=True)
            ),
        )
        for one in divided_by(given, units, known.rules, before, step)
        if one.row.unit in concerned
    )


def check_goals_typed(goals: Iterable[GoalTyped], divided: Iterable[DividedGoal]) -> None:
    """Raises RulesBroken, by the key of the target's row."""
    check_goals(
        goals,
        {
            one.key: Divided(
                one.whole,
                {part.heir.code: part.heir.name for part in one.parts},
                one.is_whole,
                one.indicator,
                one.source.name,
            )
            for one in divided
        },
    )


def _by_source(history: History, moved: list[MovedTask], on: date) -> Iterable[MovedOf]:
    by_source: dict[int, list[MovedTask]] = {}
    for one in moved:
        by_source.setdefault(one.source, []).append(one)
    for source, several in by_source.items():
        choices = several[0].heirs if several[0].has_choice else ()
        yield MovedOf(
            history.line_then(source, on - timedelta(days=1)),
            tuple(NamedMove(one, history.line_then(one.receiver, on)) for one in several),
            tuple(history.line_then(unit, on) for unit in choices),
        )


def _targets(
    history: History, sources: frozenset[int], event: int | None, on: date
) -> tuple[TargetLine, ...]:
    """Targets of the year of the day that the units had, with what their heirs hold of them afterwards."""
    heirs = org.ReorganisationPart.objects.filter(reorganisation=event).values_list("target_id", flat=True)
    concerned = sources | frozenset(heirs)
    known = catalogue()
    given = _given(concerned, on.year, known)
    facts = ground.current()
    units = year_ground(facts, on.year).units
    before_steps = tuple(one for one in facts.steps if not one.is_backwards and one.on < on)
    steps = tuple(one for one in facts.steps if not one.is_backwards and one.on <= on)
    before = targets_along(given, units, known.rules, before_steps, on)
    after = targets_along(given, units, known.rules, steps, on)
    lines = []
    for key in dict.fromkeys((row.indicator, row.period) for row in before if row.unit in sources):
        sides = [
            tuple(
                (row.unit, row.target.value)
                for row in side
                if (row.indicator, row.period) == key and row.unit in concerned
            )
            for side in (before, after)
        ]
        if sides[0] == sides[1]:
            continue
        code, period = key
        moved = MovedTarget(code, str(period), known.rules[code].is_amount, sides[0], sides[1])
        named = [
            tuple((history.name_then(unit, day), value) for unit, value in side)
            for side, day in ((moved.before, on - timedelta(days=1)), (moved.after, on))
        ]
        lines.append(TargetLine(known.by_code[code].name, moved, named[0], named[1]))
    return tuple(lines)


def _given(units: frozenset[int], year: int, known: Catalogue) -> list[TargetRow]:
    rows = Target.objects.filter(unit__in=units, year=year).order_by("indicator", "period", "unit")
    return [
        TargetRow(unit, known.by_id[indicator].rule.code, parse_year_period(period), Goal(value, baseline))
        for unit, indicator, period, value, baseline in rows.values_list(
            "unit_id", "indicator_id", "period", "value", "baseline"
        )
    ]
