"""Beside one indicator of one unit in a year: the same on the boundaries of today, and the years of a yearly one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from nhip.apps.indicators.queries import Catalogue, Described
from nhip.apps.org.ground import Ground
from nhip.apps.rollups.retelling import Retold, figures_on
from nhip.core.indicators import Frequency
from nhip.core.values import Shown
from nhip.core.year_periods import PeriodKind, YearPeriod, year_periods
from nhip.cycle.indicator_readings import Readings

MOST_YEARS = 8


@dataclass(frozen=True, slots=True)
class OnToday:
    """Of a period and the same of last year, on the boundaries of today.

    is_rough…: it hangs on how a unit was divided.
    """

    shown: Shown
    is_rough: bool
    last_year: Shown
    is_rough_last_year: bool


def is_reorganised_since(facts: Ground, unit: int, year: int, today: date) -> bool:
    """Whether the unit stands today, and what is below it came out of a reorganisation since the year before began."""
    tree = facts.history.on(today)
    if unit not in tree:
        return False
    inside = set(tree.below(unit))
    return any(
        date(year - 1, 1, 1) < step.on <= today
        and any(part.target in inside for parts in step.parts.values() for part in parts)
        for step in facts.steps
    )


def on_today(
    facts: Ground,
    known: Catalogue,
    chosen: Described,
    category: str,
    unit: int,
    periods: Iterable[YearPeriod],
    today: date,
) -> Mapping[YearPeriod, OnToday]:
    """By period. Eight statements for each 500 units."""
    tree, listed = facts.history.on(today), tuple(periods)

    def told(year: int) -> Retold:
        return figures_on(
            root=unit, tree=tree, year=year, code=chosen.rule.code, category=category, known=known
        )

    now, before = told(listed[0].year), told(listed[0].year - 1)
    found = {}
    for period in listed:
        earlier = YearPeriod(period.year - 1, period.kind, period.first, period.last)
        found[period] = OnToday(
            now.shown[period].get(unit, Shown()),
            (unit, period) in now.apportioned,
            before.shown[earlier].get(unit, Shown()),
            (unit, earlier) in before.apportioned,
        )
    return found


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of an indicator that has one figure a year."""

    year: int
    shown: Shown


def years_told(
    known: Catalogue, chosen: Described, category: str, unit: int, years: Iterable[int]
) -> tuple[YearLine, ...]:
    """The newest years of a yearly indicator, the oldest first; none of any other. Two statements for each year."""
    if chosen.rule.frequency is not Frequency.YEAR:
        return ()
    kept = sorted(years)[-MOST_YEARS:]
    return tuple(
        YearLine(year, Readings(known, chosen, year, (unit,)).shown(unit, category, _whole(year)))
        for year in kept
    )


def _whole(year: int) -> YearPeriod:
    return next(one for one in year_periods(year) if one.kind is PeriodKind.YEAR)
