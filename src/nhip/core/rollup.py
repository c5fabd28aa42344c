"""The algebra of roll-ups: partial states of months and of units, and the value that is read off at the end.

Rules and worked tables: docs/rules/rollup.md. Time first, then units: the months of one unit (``Months``) give its
reading for a period; the readings of a unit and of those below it (``State``) give its value. Both are commutative
monoids (``+`` with NO_MONTHS, NOTHING). Nothing is rounded on the way: sums are exact decimals, quotients are
fractions until the one rounding at the end. A silent unit is missing, never zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from typing import Self

from nhip.core.indicators import Direction, Indicator, OverTime, OverUnits, Ratio

DECIMALS = 6
"""Figures and quotients carry at most so many digits behind the point."""

MEANS = 27720
"""The least common multiple of 1 … 12: the mean of up to twelve months, times this, is a whole number of its digits."""

EXACT = Context(prec=200, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
"""Sums and products in this context are exact or fail; Python's own context would round at 28 digits."""


def add(one: Decimal, other: Decimal) -> Decimal:
    return EXACT.add(one, other)


def times(one: Decimal, other: Decimal) -> Decimal:
    return EXACT.multiply(one, other)


def rounded(value: Fraction) -> Decimal:
    """The one rounding rule of figures: six decimals, half to even, exact for any fraction."""
    scaled = value * 10**DECIMALS
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest
    if twice > scaled.denominator or (twice == scaled.denominator and whole % 2):
        whole += 1
    return Decimal(whole).scaleb(-DECIMALS, EXACT)


# --- Time: the months of one unit ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Months:
    """What one unit reported in some months. last: the figure of ``last_month``, the latest reported one."""

    total: Decimal = Decimal(0)
    count: int = 0
    low: Decimal | None = None
    high: Decimal | None = None
    last_month: int = 0
    last: Decimal | None = None

    def __add__(self, other: Self) -> "Months":
        later = self if self.last_month >= other.last_month else other
        return Months(
            add(self.total, other.total),
            self.count + other.count,
            _least(self.low, other.low),
            _greatest(self.high, other.high),
            later.last_month,
            later.last,
        )


NO_MONTHS = Months()


def month_of(number: int, value: Decimal) -> Months:
    """One reported month."""
    return Months(value, 1, value, value, number, value)


def months_in(values: Mapping[int, Decimal], months: Iterable[int]) -> Months:
    """The sum of ``month_of`` over the months reported. values: month of the year -> figure."""
    reported = [number for number in months if number in values]
    if not reported:
        return NO_MONTHS
    figures = [values[number] for number in reported]
    whole = figures[0]
    for one in figures[1:]:
        whole = add(whole, one)
    last = max(reported)
    return Months(whole, len(figures), min(figures), max(figures), last, values[last])


def scale_of(rule: OverTime) -> int:
    """What readings of the rule are multiplied by, so that they are decimals: MEANS for means, else 1."""
    return MEANS if rule is OverTime.AVERAGE else 1


def reading(rule: OverTime, months: Months) -> Decimal | None:
    """The unit's own value for the months, times ``scale_of(rule)``; None: nothing reported."""
    if not months.count:
        return None
    match rule:
        case OverTime.SUM:
            return months.total
        case OverTime.AVERAGE:
            return times(months.total, Decimal(MEANS // months.count))
        case OverTime.LAST:
            return months.last
        case OverTime.MIN:
            return months.low
        case OverTime.MAX:
            return months.high


# --- Units: readings of a unit and of those below it --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class State:
    """Readings of some units for one period, added up.

    numerator: Σ reading (sum, average), Σ weight × reading (weighted). denominator: how many readings, Σ weight.
    low, high: the least and the greatest. reported, expected: units. last_month: the earliest "last reported month"
    among them, 0 where nothing is reported.
    """

    numerator: Decimal = Decimal(0)
    denominator: Decimal = Decimal(0)
    low: Decimal | None = None
    high: Decimal | None = None
    reported: int = 0
    expected: int = 0
    last_month: int = 0

    def __add__(self, other: Self) -> "State":
        months = [month for month in (self.last_month, other.last_month) if month]
        return State(
            add(self.numerator, other.numerator),
            add(self.denominator, other.denominator),
            _least(self.low, other.low),
            _greatest(self.high, other.high),
            self.reported + other.reported,
            self.expected + other.expected,
            min(months, default=0),
        )


NOTHING = State()


def total(states: Iterable[State]) -> State:
    return sum(states, NOTHING)


def own_state(
    indicator: Indicator, months: Months, weights: tuple[OverTime, Months] | None, *, expected: bool
) -> State:
    """The state of one unit by itself. weights: rule and months of the indicator that weighs this one.

    A unit that reported no weight counts as reported, but adds nothing to a weighted average.
    """
    value = reading(indicator.over_time, months)
    if value is None:
        return State(expected=int(expected))
    numerator, denominator = value, Decimal(1)
    if indicator.over_units is OverUnits.WEIGHTED:
        weight = None if weights is None else reading(*weights)
        denominator = Decimal(0) if weight is None else weight
        numerator = times(value, denominator)
    return State(numerator, denominator, value, value, 1, int(expected), months.last_month)


def value_of(indicator: Indicator, state: State) -> Fraction | None:
    """Read the value off a state; None where nothing was reported (or weighed)."""
    scale = scale_of(indicator.over_time)
    if not state.reported:
        return None
    match indicator.over_units:
        case OverUnits.SUM:
            return Fraction(state.numerator) / scale
        case OverUnits.AVERAGE | OverUnits.WEIGHTED:
            return (
                None
                if not state.denominator
                else Fraction(state.numerator) / Fraction(state.denominator) / scale
            )
        case OverUnits.MIN:
            return None if state.low is None else Fraction(state.low) / scale
        case OverUnits.MAX:
            return None if state.high is None else Fraction(state.high) / scale


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


def _least(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if one is None else one if other is None else min(one, other)


def _greatest(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if one is None else one if other is None else max(one, other)
