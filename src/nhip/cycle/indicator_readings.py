"""An indicator of some units over a year as it is stored, and how much of it nobody has approved yet."""

from collections.abc import Iterable, Iterator, Mapping

from nhip.analytics.question import bases_of
from nhip.apps.indicators.queries import Catalogue, Described
from nhip.apps.org.ground import Ground
from nhip.apps.reports.figure_filings import FiledFigure, filed_figures
from nhip.apps.rollups.year_ground import YearGround, year_ground
from nhip.core.approvals import Waiting, relied_on, waiting_among
from nhip.core.units import History, Tree
from nhip.core.values import Shown
from nhip.core.year_periods import YearPeriod
from nhip.cycle.stored_figures import Parts, StoredFigures, category_in


class Readings:
    """As reported: read off what is stored, for the whole and each category. Two statements."""

    def __init__(self, known: Catalogue, chosen: Described, year: int, units: Iterable[int]) -> None:
        self._code = chosen.rule.code
        self._figures = StoredFigures(known, [self._code], year, units)
        self.pending = self._figures.pending

    def shown(self, unit: int, category: str, period: YearPeriod) -> Shown:
        """What the unit and everything below it has for the period."""
        return self._figures.shown(unit, self._code, category, period)

    def parts(self, unit: int, category: str, period: YearPeriod) -> Parts | None:
        """Numerator and denominator of a derived indicator; None for one that is not."""
        return self._figures.parts(unit, self._code, category, period)


def cells_of(known: Catalogue, chosen: Described, category: str) -> dict[int, str]:
    """What is typed for the indicator: itself and its weight, or numerator and denominator. Identity -> category."""
    return {known.by_code[code].id: category_in(known, code, category) for code in bases_of(chosen.rule)}


def waiting_for(
    facts: Ground,
    known: Catalogue,
    cells: Mapping[int, str],
    units: Iterable[int],
    periods: Iterable[YearPeriod],
) -> dict[tuple[int, YearPeriod], Waiting]:
    """Unit and period -> the reports its number rests on, where some are not approved. One statement, or two.

    A report counts where the roll-up puts it: at the unit that filed it and those above on the period's last day, at
    its heirs where it is gone by then. A level rests on the last month that the unit, or what it is heir of, reported.
    Figures that no report gave are not told.
    """
    several, asked = tuple(periods), frozenset(units)
    ground_of_year = year_ground(facts, several[0].year)
    filed = filed_figures(
        units=_within(facts.history, ground_of_year, asked, several), year=several[0].year, cells=cells
    )
    if not filed:
        return {}
    unapproved = frozenset((one.unit_id, one.month) for one in filed if not one.is_approved)
    found: dict[tuple[int, YearPeriod], set[tuple[int, int]]] = {}
    for period, heirs in _heirs_by_period(ground_of_year, several):
        tree = facts.history.on(period.last_day)
        for (bearer, indicator), reports in _by_bearer(filed, tree, heirs).items():
            months = relied_on(known.by_id[indicator].rule.over_time, {month for _, month in reports}, period)
            relied = {one for one in reports if one[1] in months}
            for holder in asked.intersection((bearer, *tree.ancestors(bearer))) if relied else ():
                found.setdefault((holder, period), set()).update(relied)
    told = {key: waiting_among(frozenset(reports), unapproved) for key, reports in found.items()}
    return {key: waiting for key, waiting in told.items() if waiting.unapproved}


Heirs = Mapping[int, frozenset[int]]
"""Unit -> all those that are heirs of it, in whole or in part."""


def _heirs_by_period(
    ground_of_year: YearGround, periods: Iterable[YearPeriod]
) -> Iterator[tuple[YearPeriod, Heirs]]:
    wanted = frozenset(periods)
    for epoch in ground_of_year.epochs:
        for period in wanted & epoch.trees.keys():
            yield period, epoch.heirs


def _by_bearer(
    filed: Iterable[FiledFigure], tree: Tree, heirs: Heirs
) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """Unit of the tree and indicator -> reports (unit, month): its own, and those of the units it is heir of."""
    found: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for one in filed:
        for bearer in (one.unit_id,) if one.unit_id in tree else heirs.get(one.unit_id, ()):
            if bearer in tree:
                found.setdefault((bearer, one.indicator_id), set()).add((one.unit_id, one.month))
    return found


def _within(
    history: History, ground_of_year: YearGround, units: frozenset[int], periods: Iterable[YearPeriod]
) -> set[int]:
    """The units, those below them at the end of any period, and whatever these are heirs of."""
    found = set(units)
    for day in {period.last_day for period in periods}:
        tree = history.on(day)
        for unit in units:
            found.update(tree.below(unit) if unit in tree else ())
    sources = ground_of_year.epochs[-1].sources
    return found.union(*(sources[unit] for unit in found & sources.keys()))
