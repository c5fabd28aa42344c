"""What is shown of states: value, percent of the target, counts. The end of the one path of an official number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from nhip.core.indicators import Indicator
from nhip.core.rollup import YearStates, ratio_of, rounded, value_of
from nhip.core.targets import Target, percent


@dataclass(frozen=True, slots=True)
class Shown:
    """A unit's period. value, percent: six decimals. last_month: of a stock, the earliest "last reported month"."""

    value: Decimal | None = None
    target: Target | None = None
    percent: Decimal | None = None
    reported: int = 0
    expected: int = 0
    last_month: int | None = None


def exact_value(
    indicator: Indicator,
    states: YearStates | None,
    bases: Sequence[tuple[Indicator, YearStates | None]],
    shape: int,
) -> Fraction | None:
    """Of a period (its place in ``SHAPES``). bases: of a derived indicator, its numerator and denominator."""
    if indicator.ratio is None:
        return None if states is None else value_of(indicator, states, shape)
    numerator, denominator = (None if own is None else value_of(one, own, shape) for one, own in bases)
    return ratio_of(indicator.ratio, numerator, denominator)


def shown(
    indicator: Indicator,
    states: YearStates | None,
    bases: Sequence[tuple[Indicator, YearStates | None]],
    shape: int,
    target: Target | None,
) -> Shown:
    """Read a period off; values are rounded here and nowhere before."""
    value = exact_value(indicator, states, bases, shape)
    reached = percent(value, target, indicator.direction)
    is_stock = states is not None and "last_month" in states.layout.names
    return Shown(
        None if value is None else rounded(value),
        target,
        None if reached is None else rounded(reached),
        0 if states is None else states["reported"][shape] or 0,
        0 if states is None else states["expected"][shape] or 0,
        states["last_month"][shape] if states is not None and is_stock else None,
    )
