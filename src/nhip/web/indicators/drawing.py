"""The geometry of a line chart and of bars: numbers in, coordinates out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

Point = tuple[float, float]
Series = Sequence[Decimal | None]
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Axis:
    """ticks: round numbers, evenly apart, from the least to the greatest value or beyond."""

    ticks: tuple[Decimal, ...]

    @property
    def low(self) -> Decimal:
        return self.ticks[0]

    @property
    def high(self) -> Decimal:
        return self.ticks[-1]


def axis_of(values: Iterable[Decimal | None], parts: int = 4) -> Axis:
    """An axis for the values in about so many parts. It starts at zero unless that would flatten the line."""
    known = [one for one in values if one is not None] or [Decimal(0)]
    low, high = min(known), max(known)
    if low >= 0 and (low == high or low < high * Decimal("0.6")):
        low = Decimal(0)
    elif high <= 0:
        high = Decimal(0)
    step = _step((high - low) / parts) if high > low else Decimal(1)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return Axis(tuple(step * (first + one) for one in range(int(last - first) + 1)))


def _step(least: Decimal) -> Decimal:
    """1, 2, 2.5 or 5 times a power of ten, not below ``least``."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(one * power for one in _STEPS if one * power >= least)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the lines are drawn: the rectangle inside a picture, in its units. y grows downwards."""

    left: float
    right: float
    top: float
    bottom: float

    def across(self, place: int, count: int) -> float:
        """The middle of a column, counted from 0."""
        return round(self.left + (self.right - self.left) * (place + 0.5) / count, 1)

    def height_of(self, value: Decimal, axis: Axis) -> float:
        share = float((value - axis.low) / (axis.high - axis.low))
        return round(self.bottom - (self.bottom - self.top) * share, 1)

    def points(self, values: Series, axis: Axis) -> tuple[Point | None, ...]:
        """One for each column; None where nothing is known."""
        return tuple(
            None if one is None else (self.across(place, len(values)), self.height_of(one, axis))
            for place, one in enumerate(values)
        )


def runs(points: Iterable[Point | None]) -> Iterator[tuple[Point, ...]]:
    """The stretches without a gap: what is missing is not bridged by a line."""
    stretch: list[Point] = []
    for one in (*points, None):
        if one is not None:
            stretch.append(one)
        elif stretch:
            yield tuple(stretch)
            stretch = []


def path_of(points: Iterable[Point]) -> str:
    """As SVG's ``points``."""
    return " ".join(f"{x:g},{y:g}" for x, y in points)


@dataclass(frozen=True, slots=True)
class Bar:
    """start, length: in hundredths of the whole width."""

    start: float
    length: float


def bars_of(values: Series) -> tuple[Bar | None, ...]:
    """From zero to each value on one common scale; negative ones to its left."""
    known = [one for one in values if one is not None]
    low, high = min([*known, Decimal(0)]), max([*known, Decimal(0)])
    width = high - low or Decimal(1)

    def bar(one: Decimal) -> Bar:
        start = min(one, Decimal(0)) - low
        return Bar(round(float(start / width * 100), 2), round(float(abs(one) / width * 100), 2))

    return tuple(None if one is None else bar(one) for one in values)
