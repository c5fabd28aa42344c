"""The algebra of roll-ups: partial states of a unit for the 32 periods of a year, and the value read off at the end.

Rules and worked tables: docs/rules/rollup.md. Time first, then units: the months of one unit give its reading for each
period; the readings of a unit and of those below it, added up, give its value. ``YearStates`` are a commutative monoid
(``+``, ``Layout.nothing``). They hold whole numbers only, figures in millionths, so nothing is rounded on the way:
quotients are fractions until the one rounding at the end. A silent unit is missing, never zero.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from enum import Enum
from fractions import Fraction
from functools import cache, lru_cache
from itertools import accumulate

from nhip.core.indicators import Direction, Indicator, OverTime, OverUnits, Ratio
from nhip.core.periods import MONTHS
from nhip.core.year_periods import SHAPES

DECIMALS = 6
"""Figures and quotients carry at most so many digits behind the point."""

MOST_DIGITS = 18
"""Figures have at most so many digits before the point."""

ONE = 10**DECIMALS

MEANS = 27720
"""The least common multiple of 1 … 12: the mean of up to twelve months, times this, is a whole number of its digits."""

EXACT = Context(prec=200, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
"""Sums and products in this context are exact or fail; Python's own context would round at 28 digits."""

Months = Mapping[int, int]
"""What one unit reported in a year: month -> millionths."""

Numbers = tuple[int | None, ...]
"""One for each of the 32 periods, in the order of ``SHAPES``."""

_NUMBERS = tuple(range(len(SHAPES)))
_ENDS = tuple((first, last) for _kind, first, last in SHAPES)
_STRETCHES = tuple((first - 1, last) for first, last in _ENDS)
NONE: Numbers = (None,) * len(SHAPES)
ZEROS: Numbers = (0,) * len(SHAPES)
_as_text = json.JSONEncoder(separators=(",", ":")).encode


def add(one: Decimal, other: Decimal) -> Decimal:
    return EXACT.add(one, other)


def times(one: Decimal, other: Decimal) -> Decimal:
    return EXACT.multiply(one, other)


def millionths(value: Decimal) -> int:
    """The figure as a whole number. Raises ValueError where it is finer than that."""
    scaled = EXACT.scaleb(value, DECIMALS)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(value)
    return whole


def rounded(value: Fraction) -> Decimal:
    """The one rounding rule of figures: six decimals, half to even, exact for any fraction."""
    scaled = value * ONE
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest
    if twice > scaled.denominator or (twice == scaled.denominator and whole % 2):
        whole += 1
    return Decimal(whole).scaleb(-DECIMALS, EXACT)


# --- States: 32 periods side by side --------------------------------------------------------------------------


class Fold(Enum):
    """How numbers of several units become one. Nothing is 0 to a sum, None to the others."""

    SUM = "sum"
    LEAST = "least"
    GREATEST = "greatest"


@dataclass(frozen=True, slots=True)
class Layout:
    """Which numbers a state consists of, and how each is put together with another's."""

    names: tuple[str, ...]
    folds: tuple[Fold, ...]

    @property
    def nothing(self) -> "YearStates":
        return _nothing(self)

    def read(self, text: str) -> "YearStates":
        """The states written by ``YearStates.written``."""
        return YearStates(self, tuple(map(tuple, json.loads(text))))


@cache
def _nothing(layout: Layout) -> "YearStates":
    return YearStates(layout, tuple(ZEROS if fold is Fold.SUM else NONE for fold in layout.folds))


@dataclass(frozen=True, slots=True)
class YearStates:
    """The states of some units, added up: a column of 32 numbers for each name of the layout."""

    layout: Layout
    columns: tuple[Numbers, ...]

    def __add__(self, other: "YearStates") -> "YearStates":
        return total(self.layout, (self, other))

    def __getitem__(self, name: str) -> Numbers:
        return self.columns[self.layout.names.index(name)]

    @property
    def is_nothing(self) -> bool:
        return self.columns == self.layout.nothing.columns

    def only(self, shapes: frozenset[int]) -> "YearStates":
        """The same in these periods, nothing in the others."""
        if len(shapes) == len(SHAPES):
            return self
        return YearStates(
            self.layout,
            tuple(
                none
                if one == none
                else tuple([one[shape] if shape in shapes else none[shape] for shape in _NUMBERS])
                for one, none in zip(self.columns, self.layout.nothing.columns, strict=True)
            ),
        )

    def written(self) -> str:
        """As text, for storing: the columns in the order of the layout."""
        return _as_text(self.columns)


def total(layout: Layout, states: Sequence[YearStates]) -> YearStates:
    """The sum of states of one layout; of none: nothing."""
    if len(states) == 1:
        return states[0]
    if not states:
        return layout.nothing
    columns = zip(*[one.columns for one in states], strict=True)
    return YearStates(
        layout, tuple(_folded(fold, several) for fold, several in zip(layout.folds, columns, strict=True))
    )


def _folded(fold: Fold, several: tuple[Numbers, ...]) -> Numbers:
    rows = zip(*several, strict=True)
    if fold is Fold.SUM:
        return tuple(map(sum, rows))
    choose = min if fold is Fold.LEAST else max
    return tuple([choose([one for one in row if one is not None], default=None) for row in rows])


# --- Time: the months of one unit -----------------------------------------------------------------------------


def scale_of(rule: OverTime) -> int:
    """What readings of the rule are multiplied by, so that they are whole numbers: MEANS for means, else 1."""
    return MEANS if rule is OverTime.AVERAGE else 1


def readings(rule: OverTime, months: Months) -> Numbers:
    """The unit's own value for each period, in millionths times ``scale_of(rule)``; None: nothing reported."""
    if not months:
        return NONE
    if rule in (OverTime.MIN, OverTime.MAX):
        choose = min if rule is OverTime.MIN else max
        return tuple(
            choose((months[one] for one in range(first, last + 1) if one in months), default=None)
            for first, last in _ENDS
        )
    if rule is OverTime.LAST:
        return tuple([None if one is None else months[one] for one in last_months(months)])
    sums = [0, *accumulate([months.get(one, 0) for one in MONTHS])]
    counts = [0, *accumulate([one in months for one in MONTHS])]
    # Lists inside tuples: twice as fast as generators, and thousands of units are read at a time.
    if rule is OverTime.SUM:
        return tuple(
            [
                sums[last] - sums[before] if counts[last] > counts[before] else None
                for before, last in _STRETCHES
            ]
        )
    stretches = [(sums[last] - sums[before], counts[last] - counts[before]) for before, last in _STRETCHES]
    return tuple([whole * (MEANS // count) if count else None for whole, count in stretches])


def own_value(rule: OverTime, months: Mapping[int, Decimal], shape: int) -> Decimal | None:
    """What one unit's own months come to in a period (its place in ``SHAPES``); None: nothing reported."""
    one = readings(rule, {month: millionths(value) for month, value in months.items()})[shape]
    return None if one is None else rounded(Fraction(one, ONE * scale_of(rule)))


def last_months(months: Iterable[int]) -> Numbers:
    """The latest reported month of each period; None: nothing reported."""
    return _last_months(frozenset(months))


@lru_cache(maxsize=4096)
def _last_months(reported: frozenset[int]) -> Numbers:
    """There are no more sets of months than that."""
    latest = [0, *accumulate([one if one in reported else 0 for one in MONTHS], max)]
    return tuple([latest[last] if latest[last] >= first else None for first, last in _ENDS])


# --- Units: readings of a unit, and of those below it ---------------------------------------------------------


def layout_of(indicator: Indicator) -> Layout:
    """What the states of an indicator consist of.

    numerator: Σ reading (sum, average), Σ weight × reading (weighted), or the least or greatest. denominator: Σ weight.
    reported, expected: units. last_month: the earliest "last reported month" among them, of stocks. A derived indicator
    has counts only: its value is made of those of its numerator and denominator.
    """
    return _layout(indicator.over_units, indicator.over_time is OverTime.LAST, indicator.ratio is not None)


_COUNTS = (("reported", Fold.SUM), ("expected", Fold.SUM))
_NUMERATORS = {OverUnits.MIN: Fold.LEAST, OverUnits.MAX: Fold.GREATEST}


def _columns(rule: OverUnits, *, is_stock: bool, is_derived: bool) -> tuple[tuple[str, Fold], ...]:
    if is_derived:
        return _COUNTS
    return (
        ("numerator", _NUMERATORS.get(rule, Fold.SUM)),
        *([("denominator", Fold.SUM)] if rule is OverUnits.WEIGHTED else ()),
        *_COUNTS,
        *([("last_month", Fold.LEAST)] if is_stock else ()),
    )


@cache
def _layout(rule: OverUnits, is_stock: bool, is_derived: bool) -> Layout:  # noqa: FBT001 - a key of the cache
    names, folds = zip(*_columns(rule, is_stock=is_stock, is_derived=is_derived), strict=True)
    return Layout(names, folds)


def own_states(
    indicator: Indicator, months: Months, weights: tuple[OverTime, Months] | None, expected: Numbers
) -> YearStates:
    """The states of one unit by itself. weights: rule and months of the indicator that weighs this one.

    expected: 1 for the periods in which the unit is to report, else 0. A unit that reported no weight counts as
    reported, but adds nothing to a weighted average.
    """
    layout = layout_of(indicator)
    read = readings(indicator.over_time, months)
    numerator = read
    columns: list[Numbers] = []
    if indicator.over_units is OverUnits.WEIGHTED:
        weighed = NONE if weights is None else readings(*weights)
        pairs = [
            (one or 0, 0 if one is None else other or 0) for one, other in zip(read, weighed, strict=True)
        ]
        columns = [tuple(one * weight for one, weight in pairs), tuple(weight for _one, weight in pairs)]
    else:
        if layout.folds[0] is Fold.SUM:
            numerator = tuple([one or 0 for one in read])
        columns = [numerator]
    columns += [tuple([0 if one is None else 1 for one in read]), expected]
    if indicator.over_time is OverTime.LAST:
        columns.append(last_months(months))
    return YearStates(layout, tuple(columns))


def both_reported(
    indicator: Indicator, numerator: Months, denominator: Months, expected: Numbers
) -> YearStates:
    """The states of one unit for a derived indicator: it counts as reported where it reported both."""
    both = zip(last_months(numerator), last_months(denominator), strict=True)
    return YearStates(
        layout_of(indicator),
        (tuple(int(one is not None and other is not None) for one, other in both), expected),
    )


# --- Values: read off at the end ------------------------------------------------------------------------------


def value_of(indicator: Indicator, states: YearStates, shape: int) -> Fraction | None:
    """The value for a period; None where nothing was reported (or weighed)."""
    if not states["reported"][shape]:
        return None
    numerator = states["numerator"][shape]
    if numerator is None:
        return None
    match indicator.over_units:
        case OverUnits.AVERAGE:
            divisor = ONE * (states["reported"][shape] or 0)
        case OverUnits.WEIGHTED:
            divisor = ONE * (states["denominator"][shape] or 0)
        case _:
            divisor = ONE
    return Fraction(numerator, divisor * scale_of(indicator.over_time)) if divisor else None


def ratio_of(ratio: Ratio, numerator: Fraction | None, denominator: Fraction | None) -> Fraction | None:
    """Of the totals; None where one is missing or the denominator is zero."""
    if numerator is None or not denominator:
        return None
    return numerator / denominator * Fraction(ratio.factor)


def ranks(values: Sequence[Decimal | None], direction: Direction) -> list[int | None]:
    """The place of each among siblings, the best first; equal values share a place and the next one is left out."""
    present = sorted((one for one in values if one is not None), reverse=direction is Direction.HIGHER)
    places: dict[Decimal, int] = {}
    for place, value in enumerate(present, start=1):
        places.setdefault(value, place)
    return [None if one is None else places[one] for one in values]
