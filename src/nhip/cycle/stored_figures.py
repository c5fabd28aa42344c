"""Stored roll-ups of indicators as they are shown: the one path of an official number to a page or a command."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from nhip.analytics.question import bases_of
from nhip.apps.indicators.queries import Catalogue
from nhip.apps.rollups.queries import figures_of
from nhip.core.indicators import Indicator
from nhip.core.rollup import YearStates, rounded, value_of
from nhip.core.targets import Target
from nhip.core.values import Shown, shown
from nhip.core.year_periods import YearPeriod

Parts = tuple[Decimal | None, Decimal | None]
"""Numerator and denominator of a derived indicator."""


class StoredFigures:
    """Of some units and indicators in a year. pending: since when changes wait that are not yet in the numbers."""

    def __init__(self, known: Catalogue, codes: Iterable[str], year: int, units: Iterable[int]) -> None:
        """Two statements."""
        self._known = known
        wanted = {one for code in codes for one in (code, *_made_of(known.rules[code]))}
        self._rows, self.pending = figures_of(units=units, year=year, codes=wanted, known=known)

    pending: datetime | None

    def shown(self, unit: int, code: str, category: str, period: YearPeriod) -> Shown:
        """What the unit and everything below it has for the period."""
        own = self._rows.get((unit, code, category))
        whole = self._rows.get((unit, code, ""))
        return shown(
            self._known.rules[code],
            None if own is None else own.states,
            self._bases(unit, code, category),
            period.shape,
            None if whole is None else whole.targets.get(period.shape),
        )

    def target(self, unit: int, code: str, period: YearPeriod) -> Target | None:
        """What the unit is to reach in the period: given to it, inherited, or added up from below."""
        whole = self._rows.get((unit, code, ""))
        return None if whole is None else whole.targets.get(period.shape)

    def parts(self, unit: int, code: str, category: str, period: YearPeriod) -> Parts | None:
        """Numerator and denominator of a derived indicator; None for one that is not."""
        bases = self._bases(unit, code, category)
        if not bases:
            return None
        numerator, denominator = (
            None if states is None else _rounded(value_of(rule, states, period.shape))
            for rule, states in bases
        )
        return numerator, denominator

    def _bases(self, unit: int, code: str, category: str) -> list[tuple[Indicator, YearStates | None]]:
        found = []
        for one in _made_of(self._known.rules[code]):
            row = self._rows.get((unit, one, category_in(self._known, one, category)))
            found.append((self._known.rules[one], None if row is None else row.states))
        return found


def category_in(known: Catalogue, code: str, category: str) -> str:
    """Under which category a basis is read: its own of that name, else its whole."""
    return category if category in known.categories_of(code) else ""


def _rounded(value: Fraction | None) -> Decimal | None:
    return None if value is None else rounded(value)


def _made_of(rule: Indicator) -> tuple[str, ...]:
    """Numerator and denominator of a derived indicator."""
    return () if rule.ratio is None else bases_of(rule)
