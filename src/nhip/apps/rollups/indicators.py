"""What roll-ups of indicators are computed from: figures, targets and reporters of a year, as questions to an engine.

Each official period is told on the boundaries of its last day: what a unit reported inside the period, before it was
reorganised, is carried to its heirs (docs/rules/rollup.md). A year in which that happened has several questions.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from nhip.analytics.by_algebra import Algebra
from nhip.analytics.facts import Facts, Key
from nhip.analytics.inputs import TargetRow
from nhip.analytics.question import Question, bases_of
from nhip.analytics.reorganisations import carried_along, targets_along
from nhip.apps.indicators.models import Figure, Reporter, Target
from nhip.apps.indicators.queries import Catalogue
from nhip.apps.rollups.year_ground import Epoch, YearGround
from nhip.core.rollup import YearStates, layout_of, total
from nhip.core.targets import PercentLights
from nhip.core.targets import Target as Goal
from nhip.core.year_periods import YearPeriod, parse_year_period

Row = tuple[int, str, str]
"""Unit, code of the indicator, category."""
BATCH = 500
NO_LIGHTS = PercentLights(Decimal(100), Decimal(100))
"""States have no lights."""


@dataclass(frozen=True)
class YearFigures:
    """What is known of some units and indicators in a year. reporters: code -> units with a figure in any year."""

    values: dict[Key, Decimal]
    targets: tuple[TargetRow, ...]
    reporters: Mapping[str, frozenset[int]]


def read_figures(
    ground: YearGround,
    catalogue: Catalogue,
    codes: Iterable[str],
    units: frozenset[int] | None = None,
    *,
    figures_of: frozenset[int] | None = None,
) -> YearFigures:
    """The figures of the indicators and of what they lean on. Three statements for 500 units.

    units: None for all. figures_of: of which of them figures are read, None for all of them.
    """
    wanted = {one for code in codes for one in (code, *bases_of(catalogue.rules[code]))}
    ids = {catalogue.by_code[code].id: code for code in wanted}
    values: dict[Key, Decimal] = {}
    for chosen in _batches(units if figures_of is None else figures_of):
        rows = Figure.objects.filter(**chosen, year=ground.year, indicator__in=ids).values_list(
            "unit_id", "indicator_id", "year", "month", "category", "value"
        )
        for unit, indicator, year, month, category, value in rows.iterator(chunk_size=10_000):
            values[unit, ids[indicator], year, month, category] = value
    targets: list[TargetRow] = []
    reporters: dict[str, set[int]] = {code: set() for code in wanted}
    for chosen in _batches(units):
        goals = Target.objects.filter(**chosen, year=ground.year, indicator__in=ids)
        for unit, indicator, period, value, baseline in goals.order_by(
            "unit", "indicator", "period"
        ).values_list("unit_id", "indicator_id", "period", "value", "baseline"):
            targets.append(TargetRow(unit, ids[indicator], parse_year_period(period), Goal(value, baseline)))
        pairs = Reporter.objects.filter(**chosen, indicator__in=ids).values_list("indicator_id", "unit_id")
        for indicator, unit in pairs.iterator(chunk_size=10_000):
            reporters[ids[indicator]].add(unit)
    for code in wanted:
        for basis in bases_of(catalogue.rules[code]) if catalogue.rules[code].ratio is not None else ():
            reporters[code] |= reporters[basis]
    return YearFigures(values, tuple(targets), {code: frozenset(own) for code, own in reporters.items()})


def _batches(units: frozenset[int] | None) -> Iterator[dict[str, object]]:
    if units is None:
        yield {}
        return
    several = sorted(units)
    for start in range(0, len(several), BATCH):
        yield {"unit__in": several[start : start + BATCH]}


def questions(ground: YearGround, catalogue: Catalogue, figures: YearFigures) -> list[tuple[Epoch, Question]]:
    """One for each part of the year that ends on the same boundaries."""
    facts = Facts(figures.values, has_categories=True)
    made = []
    for epoch in ground.epochs:
        carried, marks = (
            carried_along(facts, ground.units, catalogue.rules, epoch.steps) if epoch.steps else (facts, {})
        )
        question = Question(
            units=ground.units,
            indicators=catalogue.rules,
            facts=carried,
            targets=_targets(ground, catalogue, figures, epoch),
            trees=epoch.trees,
            expects=expecting(catalogue, figures, epoch.heirs),
            categories={code: catalogue.categories_of(code) for code in catalogue.rules},
            marks=marks,
            lights=NO_LIGHTS,
            is_ranked=False,
        )
        made.append((epoch, question))
    return made


def _targets(
    ground: YearGround, catalogue: Catalogue, figures: YearFigures, epoch: Epoch
) -> dict[tuple[str, YearPeriod], dict[int, Goal]]:
    """Those given, or inherited within the year; not added up."""
    rows = [one for one in figures.targets if one.period in epoch.trees]
    if epoch.steps:
        end = max(period.last_day for period in epoch.trees)
        rows = targets_along(rows, ground.units, catalogue.rules, epoch.steps, end)
    found: dict[tuple[str, YearPeriod], dict[int, Goal]] = {}
    for row in rows:
        found.setdefault((row.indicator, row.period), {})[row.unit] = row.target
    return found


def expecting(
    catalogue: Catalogue, figures: YearFigures, heirs: Mapping[int, frozenset[int]]
) -> dict[str, frozenset[int]]:
    """Reporters, and heirs of reporters. heirs: unit -> those that are heirs of it."""
    found = {}
    for code in catalogue.rules:
        own = figures.reporters.get(code, frozenset())
        found[code] = own.union(*(heirs[unit] for unit in own & heirs.keys()))
    return found


def own_rows(
    ground: YearGround, catalogue: Catalogue, keys: frozenset[tuple[int, str]]
) -> tuple[dict[Row, YearStates], dict[tuple[int, str], dict[int, Goal]]]:
    """The states and targets (period's place in ``SHAPES`` -> target) of units by themselves."""
    units = frozenset(unit for unit, _code in keys)
    codes = sorted({code for _unit, code in keys})
    sources = {source for epoch in ground.epochs for unit in units for source in epoch.sources.get(unit, ())}
    figures = read_figures(ground, catalogue, codes, units | sources)
    parts: dict[Row, list[YearStates]] = {}
    targets: dict[tuple[int, str], dict[int, Goal]] = {}
    wanted: dict[str, set[int]] = {code: set() for code in codes}
    for unit, code in keys:
        wanted[code].add(unit)
    for _epoch, question in questions(ground, catalogue, figures):
        for row, states in _own_states(question, wanted, ground.year):
            parts.setdefault(row, []).append(states)
        for unit, code, shape, goal in given_targets(question):
            if (unit, code) in keys:
                targets.setdefault((unit, code), {})[shape] = goal
    layouts = {code: layout_of(catalogue.rules[code]) for code in codes}
    return {row: total(layouts[row[1]], several) for row, several in parts.items()}, targets


def _own_states(
    question: Question, wanted: Mapping[str, set[int]], year: int
) -> Iterator[tuple[Row, YearStates]]:
    """wanted: indicator -> units."""
    algebra = Algebra(question)
    for code, units in wanted.items():
        for category in question.categories[code]:
            for unit, states in algebra.own(question.indicators[code], category, year, units).items():
                yield (unit, code, category), states


def given_targets(question: Question) -> Iterator[tuple[int, str, int, Goal]]:
    """Unit, indicator, place of the period in ``SHAPES``, target: of units that are in the period."""
    for (code, period), given in question.targets.items():
        for unit, goal in given.items():
            if unit in question.trees[period].parents:
                yield unit, code, period.shape, goal
