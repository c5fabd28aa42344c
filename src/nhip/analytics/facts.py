"""Facts of anyone's data, from CSV or Parquet: one line, one figure of a unit, an indicator and a month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from nhip.analytics import cells
from nhip.analytics.csv_tables import read_table
from nhip.analytics.faults import Faults, place
from nhip.analytics.inputs import Units, indicator_of, outside_life, unit_of
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.indicators import Indicator, check_month, check_reported
from nhip.core.periods import Month, Span

FACTS = ("unit", "indicator", "month", "value")
Key = tuple[int, str, int, int, str]
"""Unit, indicator, year, month, category."""


class Facts:
    """What was reported. has_categories: the file has the column."""

    def __init__(self, values: dict[Key, Decimal], *, has_categories: bool) -> None:
        self._values = values
        self.has_categories = has_categories

    @property
    def values(self) -> dict[Key, Decimal]:
        return self._values

    @property
    def years(self) -> list[int]:
        return sorted({key[2] for key in self.values})

    def reporters(self) -> dict[str, set[int]]:
        """indicator -> the units with at least one figure of it."""
        found: dict[str, set[int]] = {}
        for unit, indicator, *_rest in self.values:
            found.setdefault(indicator, set()).add(unit)
        return found

    def categories(self) -> dict[str, set[str]]:
        """indicator -> the categories of its figures."""
        found: dict[str, set[str]] = {}
        for _unit, indicator, _year, _month, category in self.values:
            found.setdefault(indicator, set()).add(category)
        return found


def read_facts(path: Path, units: Units, indicators: Mapping[str, Indicator]) -> Facts:
    """Read F.csv or F.parquet. Raises RulesBroken named by line and column, RuleBroken where it cannot be read."""
    if path.suffix.lower() == ".parquet":
        from nhip.analytics.parquet import ParquetFacts

        stored = ParquetFacts(path, units, indicators)
        return stored if stored.is_right else Facts(stored.values, has_categories=stored.has_categories)
    table = read_table(path, FACTS, ("category",))
    indexes = [table.columns[name] for name in FACTS]
    category = table.columns.get("category")
    rows = ((line, *_written(row, indexes, category)) for line, row in table.rows)
    source = Source(table.file, rows, has_decimal_comma=table.delimiter == ";")
    return Facts(checked(source, units, indicators), has_categories=category is not None)


Row = tuple[int, str, str, str, str, str]
"""Line; unit, indicator, month, value, category as written."""


def _written(row: list[str], indexes: list[int], category: int | None) -> tuple[str, str, str, str, str]:
    unit, indicator, month, value = (row[index] for index in indexes)
    return unit, indicator, month, value, "" if category is None else row[category]


@dataclass(frozen=True, slots=True)
class Source:
    """Rows as written. file: its name, for sentences."""

    file: str
    rows: Iterable[Row]
    has_decimal_comma: bool = False


def checked(source: Source, units: Units, indicators: Mapping[str, Indicator]) -> dict[Key, Decimal]:
    """Read every row. Raises RulesBroken named by line and column."""
    faults = Faults()
    values: dict[Key, Decimal] = {}
    lines: dict[Key, int] = {}
    lives = _Lives(units)
    for line, unit_text, indicator_text, month_text, value_text, category in source.rows:
        key: Key | None = None
        with faults.at(place(source.file, line, "unit")):
            unit = unit_of(units, unit_text)
            with faults.at(place(source.file, line, "indicator")):
                indicator = indicator_of(indicators, indicator_text)
                check_reported(indicator)
                with faults.at(place(source.file, line, "month")):
                    month = cells.month(month_text)
                    check_month(indicator, month)
                    lives.check(unit, month)
                    key = (unit, indicator.code, month.year, month.number, category.strip())
        with faults.at(place(source.file, line, "value")):
            value = cells.number(value_text, has_decimal_comma=source.has_decimal_comma)
            if key is not None and key in values:
                raise RuleBroken(
                    gettext_noop("Số liệu này đã có ở dòng {line}."), field="unit", line=lines[key]
                )
            if key is not None:
                values[key], lines[key] = value, line
    faults.refuse()
    return values


class _Lives:
    """Whether a unit is in force on a day of a month, remembered: files name the same ones again and again."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._known: set[tuple[int, Month]] = set()

    def check(self, unit: int, month: Month) -> None:
        if (unit, month) in self._known:
            return
        if self._units.last_day_within(unit, month_span(month.year, month.number)) is None:
            raise outside_life(self._units.codes[unit], str(month))
        self._known.add((unit, month))


@lru_cache(maxsize=1200)
def month_span(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1))
