"""A yearly indicator of one unit as bars, year beside year, with a line where a year has a target."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from nhip.cycle.indicator_beside import YearLine
from nhip.web import shown
from nhip.web.indicators.drawing import Frame, axis_of
from nhip.web.indicators.picture import short

WIDTH, HEIGHT = 640, 260
LETTER = 12
"""The width of a digit where the picture is smallest, on a phone."""


@dataclass(frozen=True, slots=True)
class YearBar:
    """x, y, width, height: of its bar. goal: the height of its target, from ``x`` to ``right``; None without one."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    right: float
    goal: float | None
    year: int
    value: str
    is_this: bool
    says: str


@dataclass(frozen=True, slots=True)
class YearsChart:
    """In units of a picture of ``width`` × ``height``. ticks: place and text. base: where zero is."""

    width: int
    height: int
    frame: Frame
    base: float
    ticks: tuple[tuple[float, str], ...]
    bars: tuple[YearBar, ...]
    has_goals: bool
    says: str


def years_chart_of(lines: Sequence[YearLine], year: int) -> YearsChart | None:
    """None where no year has a figure. year: the page's own."""
    values = [one.shown.value for one in lines]
    goals = [None if one.shown.target is None else one.shown.target.value for one in lines]
    if not any(one is not None for one in values):
        return None
    axis = axis_of((*values, *goals, Decimal(0)))
    labels = [shown.number(tick) for tick in axis.ticks]
    frame = Frame(14 + LETTER * max(map(len, labels)), WIDTH - 4, 26, HEIGHT - 34)
    base = frame.height_of(Decimal(0), axis)
    wide = round(min(64.0, (frame.right - frame.left) / len(lines) * 0.6), 1)
    bars = []
    for place, (line, value, goal) in enumerate(zip(lines, values, goals, strict=True)):
        middle = frame.across(place, len(lines))
        top = base if value is None else frame.height_of(value, axis)
        bars.append(
            YearBar(
                x=round(middle - wide / 2, 1),
                y=min(top, base),
                width=wide,
                height=round(abs(top - base), 1),
                middle=middle,
                right=round(middle + wide / 2, 1),
                goal=None if goal is None else frame.height_of(goal, axis),
                year=line.year,
                value="" if value is None else short(value),
                is_this=line.year == year,
                says=_says(line.year, value, goal),
            )
        )
    return YearsChart(
        WIDTH,
        HEIGHT,
        frame,
        base,
        tuple((frame.height_of(tick, axis), label) for tick, label in zip(axis.ticks, labels, strict=True)),
        tuple(bars),
        any(one is not None for one in goals),
        " ".join(f"{bar.says}." for bar in bars),
    )


def _says(year: int, value: Decimal | None, goal: Decimal | None) -> str:
    said = f"{year}: {'–' if value is None else short(value)}"
    return said if goal is None else f"{said}, {_('KH {value}').format(value=short(goal))}"
