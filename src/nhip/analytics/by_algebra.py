"""The engine ``core``: the algebra of ``core.rollup``, unit by unit, in Python. What every other engine is held to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from nhip.analytics.apportioned import apportioned
from nhip.analytics.question import Question, bases_of
from nhip.analytics.results import Row
from nhip.analytics.trees import PeriodTree
from nhip.core.indicators import Indicator
from nhip.core.rollup import (
    ZEROS,
    Months,
    Numbers,
    YearStates,
    both_reported,
    layout_of,
    millionths,
    own_states,
    ranks,
    total,
)
from nhip.core.targets import light_of
from nhip.core.values import Shown, shown
from nhip.core.year_periods import SHAPES, YearPeriod

Series = tuple[str, str, int]
"""Indicator, category, year."""


def roll_up(question: Question) -> Iterator[Row]:
    """Every unit, indicator, category and period, in this order."""
    algebra = Algebra(question)
    flags = apportioned(question)
    order: list[int] = sorted({unit for tree in question.trees.values() for unit in tree.parents})
    tables = {
        (code, category): algebra.table(indicator, category)
        for code, indicator in question.indicators.items()
        for category in question.categories[code]
    }
    ranked = {
        key: {period: _ranks(question, key[0], period, rows) for period, rows in table.items()}
        for key, table in tables.items()
    }
    for unit in order:
        for (code, category), table in tables.items():
            places = ranked[code, category]
            for period, rows in table.items():
                if unit in rows:
                    one = rows[unit]
                    yield Row(
                        question.units.codes[unit],
                        code,
                        str(period),
                        one.value,
                        one.reported,
                        one.expected,
                        None if one.target is None else one.target.value,
                        one.percent,
                        places[period].get(unit),
                        light_of(one.percent, question.lights),
                        (unit, code, category, period) in flags and one.value is not None,
                        category,
                    )


def _ranks(
    question: Question, code: str, period: YearPeriod, rows: Mapping[int, Shown]
) -> dict[int, int | None]:
    """unit -> its place among those under the same unit; empty where nobody asks for it."""
    found: dict[int, int | None] = {}
    if question.is_ranked:
        direction = question.indicators[code].direction
        for siblings in question.trees[period].children().values():
            found.update(zip(siblings, ranks([rows[one].value for one in siblings], direction), strict=True))
    return found


class Algebra:
    """Computes the states and values that a question asks for."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._trees = question.year_trees
        self._stands: dict[tuple[int, int], tuple[tuple[bool, bool], ...]] = {}
        self._chosen: dict[tuple[int, tuple[bool, ...]], frozenset[int]] = {}
        self._expectations: dict[tuple[str, int, tuple[tuple[bool, bool], ...]], Numbers] = {}
        self._months: dict[Series, dict[int, dict[int, int]]] = {}
        for (unit, indicator, year, month, category), value in question.facts.values.items():
            series = self._months.setdefault((indicator, category, year), {})
            series.setdefault(unit, {})[month] = millionths(value)

    def states(self, indicator: Indicator, category: str, year: int) -> dict[int, YearStates]:
        """Of every unit that has something to tell in the year: its own and all below it."""
        own = self.own(indicator, category, year)
        parts: dict[int, list[YearStates]] = {}
        for tree in self._trees[year]:
            here = {unit: one.only(tree.shapes) for unit, one in own.items() if unit in tree.tree.parents}
            for unit, states in _upwards(here, tree.tree).items():
                parts.setdefault(unit, []).append(states)
        layout = layout_of(indicator)
        return {unit: total(layout, several) for unit, several in parts.items()}

    def own(
        self, indicator: Indicator, category: str, year: int, among: Iterable[int] | None = None
    ) -> dict[int, YearStates]:
        """Of every unit that reported or was to report, by itself, in the periods in whose tree it is.

        among: no other units; None for all.
        """
        expecting = self._question.expects[indicator.code]
        reported = [self._series(code, category, year) for code in bases_of(indicator)]
        units = expecting.union(*(reported if indicator.ratio is not None else reported[:1]))
        chosen = units if among is None else units.intersection(among)
        found = {unit: self._own(indicator, unit, year, reported) for unit in chosen}
        return {unit: one for unit, one in found.items() if one is not None}

    def _own(
        self, indicator: Indicator, unit: int, year: int, reported: Sequence[Mapping[int, Months]]
    ) -> YearStates | None:
        stands = self._stands_in(unit, year)
        shapes = self._shapes(year, tuple(is_in for is_in, _is_standing in stands))
        if not shapes:
            return None
        expected = self._expected(indicator, unit, year)
        own, *others = (one.get(unit, {}) for one in reported)
        if indicator.ratio is not None:
            return both_reported(indicator, own, others[0], expected).only(shapes)
        weights = None
        if indicator.weight is not None:
            weights = (self._question.indicators[indicator.weight].over_time, others[0])
        return own_states(indicator, own, weights, expected).only(shapes)

    def _stands_in(self, unit: int, year: int) -> tuple[tuple[bool, bool], ...]:
        """For each tree of the year, whether the unit is in it, and whether it stands at its end."""
        if (unit, year) not in self._stands:
            self._stands[unit, year] = tuple(
                (unit in one.tree.parents, unit in one.tree.standing) for one in self._trees[year]
            )
        return self._stands[unit, year]

    def _shapes(self, year: int, chosen: tuple[bool, ...]) -> frozenset[int]:
        """The periods of the chosen trees."""
        if (year, chosen) not in self._chosen:
            self._chosen[year, chosen] = frozenset().union(
                *(one.shapes for one, is_chosen in zip(self._trees[year], chosen, strict=True) if is_chosen)
            )
        return self._chosen[year, chosen]

    def _series(self, code: str, category: str, year: int) -> Mapping[int, Months]:
        """unit -> its months, in the category in which the indicator is read beside ``category``."""
        return self._months.get((code, self._question.category_of(code, category), year), {})

    def _expected(self, indicator: Indicator, unit: int, year: int) -> Numbers:
        if unit not in self._question.expects[indicator.code]:
            return ZEROS
        stands = self._stands_in(unit, year)
        key = (indicator.code, year, stands)
        if key not in self._expectations:
            shapes = self._shapes(year, tuple(is_standing for _is_in, is_standing in stands))
            expected = shapes & self._question.due(indicator)
            self._expectations[key] = tuple(int(shape in expected) for shape in range(len(SHAPES)))
        return self._expectations[key]

    def table(self, indicator: Indicator, category: str) -> dict[YearPeriod, dict[int, Shown]]:
        """Every period, every unit of its tree."""
        found: dict[YearPeriod, dict[int, Shown]] = {}
        for year, trees in self._trees.items():
            states = self.states(indicator, category, year)
            bases = [
                (one, self.states(one, read_in, year)) for one, read_in in self._bases(indicator, category)
            ]
            for tree in trees:
                for shape in tree.shapes:
                    period = YearPeriod(year, *SHAPES[shape])
                    targets = self._question.targets.get((indicator.code, period), {})
                    found[period] = {
                        unit: shown(
                            indicator,
                            states.get(unit),
                            [(one, of.get(unit)) for one, of in bases],
                            shape,
                            targets.get(unit),
                        )
                        for unit in tree.tree.parents
                    }
        return {period: found[period] for period in self._question.trees}

    def _bases(self, indicator: Indicator, category: str) -> list[tuple[Indicator, str]]:
        """Of a derived indicator, numerator and denominator with the category in which each is read."""
        if indicator.ratio is None:
            return []
        return [
            (self._question.indicators[code], self._question.category_of(code, category))
            for code in (indicator.ratio.numerator, indicator.ratio.denominator)
        ]


def _upwards(states: dict[int, YearStates], tree: PeriodTree) -> dict[int, YearStates]:
    """Each unit's own and all below it; the tree lists parents before children."""
    gathered: dict[int, list[YearStates]] = {unit: [own] for unit, own in states.items()}
    found: dict[int, YearStates] = {}
    for unit in reversed(tree.parents):
        several = gathered.get(unit)
        if several:
            found[unit] = total(several[0].layout, several)
            parent = tree.parents[unit]
            if parent is not None:
                gathered.setdefault(parent, []).append(found[unit])
    return found
