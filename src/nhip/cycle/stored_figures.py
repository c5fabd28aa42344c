"""Stored roll-ups of indicators as they are shown: the one path of an official number to a page or a command."""

from collections.abc import Iterable
from datetime import datetime

from nhip.analytics.question import bases_of
from nhip.apps.indicators.queries import Catalogue
from nhip.apps.rollups.queries import figures_of
from nhip.core.indicators import Indicator
from nhip.core.values import Shown, shown
from nhip.core.year_periods import YearPeriod


class StoredFigures:
    """Of some units and indicators in a year. pending: since when changes wait that are not yet in the numbers."""

    def __init__(self, known: Catalogue, codes: Iterable[str], year: int, units: Iterable[int]) -> None:
        """Two statements."""
        self._known = known
        wanted = {one for code in codes for one in (code, *_made_of(known.rules[code]))}
        self._rows, self.pending = figures_of(units=units, year=year, codes=wanted, known=known)

    pending: datetime | None

    def shown(self, unit: int, code: str, category: str, period: YearPeriod) -> Shown:
        rule = self._known.rules[code]
        own = self._rows.get((unit, code, category))
        whole = self._rows.get((unit, code, ""))
        bases = []
        for one in _made_of(rule):
            read_in = category if category in self._known.categories_of(one) else ""
            row = self._rows.get((unit, one, read_in))
            bases.append((self._known.rules[one], None if row is None else row.states))
        return shown(
            rule,
            None if own is None else own.states,
            bases,
            period.shape,
            None if whole is None else whole.targets.get(period.shape),
        )


def _made_of(rule: Indicator) -> tuple[str, ...]:
    """Numerator and denominator of a derived indicator."""
    return () if rule.ratio is None else bases_of(rule)
