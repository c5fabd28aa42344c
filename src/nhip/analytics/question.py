"""What is asked of an engine: figures, the trees they are rolled up on, targets, who is expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from nhip.analytics.facts import Facts
from nhip.analytics.inputs import TargetRow, Units
from nhip.analytics.reorganisations import Marks
from nhip.analytics.trees import PeriodTree, YearTree, by_year
from nhip.core.indicators import Indicator
from nhip.core.targets import PercentLights, Target, with_sums
from nhip.core.year_periods import SHAPES, YearPeriod

ANY_YEAR = 2000
"""Which periods are due does not hang on the year."""


@dataclass(frozen=True)
class Question:
    """trees: of every period asked for, in order. expects: indicator -> units that are expected to report it.

    categories: indicator -> its categories, in order. marks: which figures are apportioned, by what.
    """

    units: Units
    indicators: Mapping[str, Indicator]
    facts: Facts
    targets: Mapping[tuple[str, YearPeriod], Mapping[int, Target]]
    trees: Mapping[YearPeriod, PeriodTree]
    expects: Mapping[str, frozenset[int]]
    categories: Mapping[str, tuple[str, ...]]
    marks: Marks
    lights: PercentLights
    is_ranked: bool

    def category_of(self, indicator: str, wanted: str) -> str:
        """The category in which another indicator is read beside ``wanted``: the same where it has it, else none."""
        return wanted if wanted in self.categories[indicator] else ""

    @cached_property
    def year_trees(self) -> dict[int, tuple[YearTree, ...]]:
        return by_year(self.trees)

    def due(self, indicator: Indicator) -> frozenset[int]:
        """The periods (places in ``SHAPES``) in which reports are expected."""
        return frozenset(
            shape
            for shape, period in enumerate(SHAPES)
            if self.is_expected_in(indicator, YearPeriod(ANY_YEAR, *period))
        )

    def is_expected_in(self, indicator: Indicator, period: YearPeriod) -> bool:
        """Whether reports are expected in the period; of a derived indicator, of the rarer of what it is made of."""
        made_of = [indicator, *(self.indicators[code] for code in bases_of(indicator))]
        rarest = max(made_of, key=lambda one: one.months_in) if indicator.ratio is not None else indicator
        return rarest.expects_in(period)


def bases_of(indicator: Indicator) -> tuple[str, ...]:
    """The reported indicators that the value is made of."""
    if indicator.ratio is not None:
        return indicator.ratio.numerator, indicator.ratio.denominator
    return (indicator.code, indicator.weight) if indicator.weight is not None else (indicator.code,)


def expecting(
    indicators: Mapping[str, Indicator], facts: Facts, targets: list[TargetRow]
) -> dict[str, frozenset[int]]:
    """Units with at least one figure of the indicator, or a target for it; of a derived one, of what it is made of."""
    reporters = facts.reporters()
    found = {code: reporters.get(code, set()) for code in indicators}
    for one in indicators.values():
        if one.ratio is not None:
            found[one.code] = found[one.ratio.numerator] | found[one.ratio.denominator]
    for row in targets:
        found[row.indicator] = found[row.indicator] | {row.unit}
    return {code: frozenset(units) for code, units in found.items()}


def categories_of(indicators: Mapping[str, Indicator], facts: Facts) -> dict[str, tuple[str, ...]]:
    """Of an indicator without figures: the empty one. A derived indicator has its numerator's."""
    reported = facts.categories()
    found = {code: reported.get(code, set()) for code in indicators}
    for one in indicators.values():
        if one.ratio is not None:
            found[one.code] = found[one.ratio.numerator]
    return {code: tuple(sorted(several)) or ("",) for code, several in found.items()}


def targets_on(
    rows: list[TargetRow], indicators: Mapping[str, Indicator], trees: Mapping[YearPeriod, PeriodTree]
) -> dict[tuple[str, YearPeriod], dict[int, Target]]:
    """Given targets, and for amounts those of units above as the sum of what is below."""
    given: dict[tuple[str, YearPeriod], dict[int, Target]] = {}
    for row in rows:
        given.setdefault((row.indicator, row.period), {})[row.unit] = row.target
    found = {}
    for (code, period), own in given.items():
        tree = trees.get(period)
        if tree is None:
            continue
        found[code, period] = added_up(own, tree) if indicators[code].is_amount else own
    return found


def added_up(own: Mapping[int, Target], tree: PeriodTree) -> dict[int, Target]:
    """Given targets, and sums of them for the units above."""
    below = tree.children()
    return with_sums(own, lambda unit: below.get(unit, ()), below.get(None, ()))
