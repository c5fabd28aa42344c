"""The 32 periods of a year: written 2017-03, 2017-Q1, 2017-H1, 2017-9M, 2017, 2017-03-YTD."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import MONTHS, Month, Span


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    YEAR_TO_DATE = "year_to_date"


@dataclass(frozen=True, slots=True)
class YearPeriod:
    """Months ``first`` to ``last`` of a year, both included."""

    year: int
    kind: PeriodKind
    first: int
    last: int

    def __str__(self) -> str:
        year = f"{self.year:04d}"
        match self.kind:
            case PeriodKind.MONTH:
                return f"{year}-{self.last:02d}"
            case PeriodKind.QUARTER:
                return f"{year}-Q{self.last // 3}"
            case PeriodKind.HALF:
                return f"{year}-H{self.last // 6}"
            case PeriodKind.NINE_MONTHS:
                return f"{year}-9M"
            case PeriodKind.YEAR:
                return year
            case PeriodKind.YEAR_TO_DATE:
                return f"{year}-{self.last:02d}-YTD"

    @property
    def shape(self) -> int:
        """Its place in ``SHAPES``."""
        return _PLACES[self.kind, self.first, self.last]

    @property
    def months(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def last_day(self) -> date:
        return date(self.year + self.last // 12, self.last % 12 + 1, 1) - timedelta(days=1)

    @property
    def span(self) -> Span:
        return Span(date(self.year, self.first, 1), self.last_day + timedelta(days=1))


_WRITTEN = re.compile(r"([0-9]{4})(?:-(Q[1-4]|H[12]|9M|(?:0[1-9]|1[0-2])(?:-YTD)?))?")


def _pieces(kind: PeriodKind, length: int) -> list[tuple[PeriodKind, int, int]]:
    return [(kind, last - length + 1, last) for last in MONTHS if last % length == 0]


SHAPES: tuple[tuple[PeriodKind, int, int], ...] = (
    *_pieces(PeriodKind.MONTH, 1),
    *_pieces(PeriodKind.QUARTER, 3),
    *_pieces(PeriodKind.HALF, 6),
    (PeriodKind.NINE_MONTHS, 1, 9),
    (PeriodKind.YEAR, 1, 12),
    *((PeriodKind.YEAR_TO_DATE, 1, last) for last in MONTHS),
)
"""Kind, first and last month of every period of a year, in the order in which they are shown."""

_PLACES = {shape: place for place, shape in enumerate(SHAPES)}


def year_periods(year: int) -> tuple[YearPeriod, ...]:
    """The 32 periods of a year. Raises RuleBroken for a year out of range."""
    Month(year, 1)
    return tuple(YearPeriod(year, *shape) for shape in SHAPES)


def longer_period(month: Month) -> YearPeriod | None:
    """What a report of the month also tells of: March's the first quarter, June's half the year, and so on.

    Where a quarter and something longer end together it is the longer one.
    """
    kinds = {3: PeriodKind.QUARTER, 6: PeriodKind.HALF, 9: PeriodKind.NINE_MONTHS, 12: PeriodKind.YEAR}
    kind = kinds.get(month.number)
    return None if kind is None else YearPeriod(month.year, kind, 1, month.number)


@lru_cache(maxsize=4096)
def parse_year_period(text: str) -> YearPeriod:
    """Read a period as it is written. Raises RuleBroken."""
    found = _WRITTEN.fullmatch(text)
    if found is not None:
        for period in year_periods(int(found[1])):
            if str(period) == text:
                return period
    raise RuleBroken(
        gettext_noop(
            "Kỳ «{text}» không đọc được: viết 2017-03, 2017-Q1, 2017-H1, 2017-9M, 2017 hoặc 2017-03-YTD."
        ),
        field="period",
        text=text,
    )
