"""The engine ``core``: the algebra of ``core.rollup``, unit by unit, in Python. What every other engine is held to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from nhip.analytics.apportioned import apportioned
from nhip.analytics.question import Question
from nhip.analytics.results import Row
from nhip.analytics.trees import PeriodTree
from nhip.core.indicators import Indicator, OverTime
from nhip.core.rollup import (
    NO_MONTHS,
    NOTHING,
    Months,
    State,
    months_in,
    own_state,
    ranks,
    ratio_of,
    rounded,
    value_of,
)
from nhip.core.targets import Target, light_of, percent
from nhip.core.year_periods import YearPeriod

Values = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's exact value for a period, and how many reported of how many."""

    value: Fraction | None
    reported: int
    expected: int


def roll_up(question: Question) -> Iterator[Row]:
    """Every unit, indicator, category and period, in this order."""
    algebra = _Algebra(question)
    flags = apportioned(question)
    order: list[int] = sorted({unit for tree in question.trees.values() for unit in tree.parents})
    tables = {
        (code, category): algebra.table(indicator, category)
        for code, indicator in question.indicators.items()
        for category in question.categories[code]
    }
    for unit in order:
        for (code, category), table in tables.items():
            for period, rows in table.items():
                if unit in rows:
                    shown = rows[unit]
                    yield Row(
                        question.units.codes[unit],
                        code,
                        str(period),
                        shown.value,
                        shown.cell.reported,
                        shown.cell.expected,
                        None if shown.target is None else shown.target.value,
                        shown.percent,
                        shown.rank,
                        light_of(shown.percent, question.lights),
                        (unit, code, category, period) in flags and shown.value is not None,
                        category,
                    )


@dataclass(frozen=True, slots=True)
class _Shown:
    cell: Cell
    value: Decimal | None
    target: Target | None
    percent: Decimal | None
    rank: int | None


class _Algebra:
    def __init__(self, question: Question) -> None:
        self._question = question
        self._values: dict[tuple[str, str, int], dict[int, dict[int, Decimal]]] = {}
        for (unit, indicator, year, month, category), value in question.facts.values.items():
            of_year = self._values.setdefault((indicator, category, year), {})
            of_year.setdefault(unit, {})[month] = value

    def table(self, indicator: Indicator, category: str) -> dict[YearPeriod, dict[int, _Shown]]:
        """Every period, every unit of its tree."""
        return {
            period: self._shown(indicator, period, tree, self._cells(indicator, category, period, tree))
            for period, tree in self._question.trees.items()
        }

    def _shown(
        self, indicator: Indicator, period: YearPeriod, tree: PeriodTree, cells: dict[int, Cell]
    ) -> dict[int, _Shown]:
        targets = self._question.targets.get((indicator.code, period), {})
        values = {unit: None if one.value is None else rounded(one.value) for unit, one in cells.items()}
        places = self._ranks(indicator, tree, values)
        found = {}
        for unit, one in cells.items():
            reached = percent(one.value, targets.get(unit), indicator.direction)
            found[unit] = _Shown(
                one,
                values[unit],
                targets.get(unit),
                None if reached is None else rounded(reached),
                places.get(unit),
            )
        return found

    def _ranks(
        self, indicator: Indicator, tree: PeriodTree, values: Mapping[int, Decimal | None]
    ) -> dict[int, int | None]:
        if not self._question.is_ranked:
            return {}
        found: dict[int, int | None] = {}
        for siblings in tree.children().values():
            found.update(
                zip(siblings, ranks([values[one] for one in siblings], indicator.direction), strict=True)
            )
        return found

    def _cells(
        self, indicator: Indicator, category: str, period: YearPeriod, tree: PeriodTree
    ) -> dict[int, Cell]:
        if indicator.ratio is None:
            states = self._states(indicator, category, period, tree)
            return {
                unit: Cell(value_of(indicator, state), state.reported, state.expected)
                for unit, state in states.items()
            }
        above, below = (
            self._question.indicators[code]
            for code in (indicator.ratio.numerator, indicator.ratio.denominator)
        )
        read_in = [self._question.category_of(one.code, category) for one in (above, below)]
        numerators = self._states(above, read_in[0], period, tree)
        denominators = self._states(below, read_in[1], period, tree)
        both = [
            self._own_months(one.code, cat, period) for one, cat in zip((above, below), read_in, strict=True)
        ]
        counts = self._counts(indicator, period, tree, reported=both[0].keys() & both[1].keys())
        return {
            unit: Cell(
                ratio_of(
                    indicator.ratio,
                    value_of(above, numerators[unit]),
                    value_of(below, denominators[unit]),
                ),
                counts[unit].reported,
                counts[unit].expected,
            )
            for unit in tree.parents
        }

    def _own_months(self, code: str, category: str, period: YearPeriod) -> dict[int, Months]:
        own = self._values.get((code, category, period.year), {})
        months = {unit: months_in(values, period.months) for unit, values in own.items()}
        return {unit: one for unit, one in months.items() if one.count}

    def _states(
        self, indicator: Indicator, category: str, period: YearPeriod, tree: PeriodTree
    ) -> dict[int, State]:
        months = self._own_months(indicator.code, category, period)
        weights: dict[int, Months] = {}
        rule = OverTime.SUM
        if indicator.weight is not None:
            read_in = self._question.category_of(indicator.weight, category)
            weights = self._own_months(indicator.weight, read_in, period)
            rule = self._question.indicators[indicator.weight].over_time
        expecting = self._expecting(indicator, period, tree)
        states = {
            unit: own_state(
                indicator,
                months.get(unit, NO_MONTHS),
                (rule, weights.get(unit, NO_MONTHS)),
                expected=unit in expecting,
            )
            for unit in months.keys() | expecting
            if unit in tree.parents
        }
        return _upwards(states, tree)

    def _counts(
        self, indicator: Indicator, period: YearPeriod, tree: PeriodTree, *, reported: set[int]
    ) -> dict[int, State]:
        expecting = self._expecting(indicator, period, tree)
        return _upwards(
            {
                unit: State(reported=int(unit in reported), expected=int(unit in expecting))
                for unit in tree.parents
            },
            tree,
        )

    def _expecting(self, indicator: Indicator, period: YearPeriod, tree: PeriodTree) -> frozenset[int]:
        if not self._question.is_expected_in(indicator, period):
            return frozenset()
        return self._question.expects[indicator.code] & tree.standing


def _upwards(states: dict[int, State], tree: PeriodTree) -> dict[int, State]:
    """Each unit's own and all below it; the tree lists parents before children."""
    held = {unit: states.get(unit, NOTHING) for unit in tree.parents}
    for unit in reversed(tree.parents):
        parent, own = tree.parents[unit], held[unit]
        if parent is not None and own is not NOTHING:
            above = held[parent]
            held[parent] = own if above is NOTHING else above + own
    return held
