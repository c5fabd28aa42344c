"""Facts from, and rows into, Parquet."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import duckdb

from nhip.analytics import cells, sql
from nhip.analytics.duck import connected, store_table
from nhip.analytics.facts import FACTS, Facts, Key, Source, checked
from nhip.analytics.facts import Row as WrittenRow
from nhip.analytics.inputs import Units
from nhip.analytics.results import COLUMNS, Row, write_csv
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.indicators import Indicator
from nhip.core.rollup import DECIMALS

BATCH = 10_000


class ParquetFacts(Facts):
    """Facts that stay in their file: checked in bulk, and read row by row only where somebody needs the rows.

    is_right: whether nothing is wrong. Where something is (or may be: numbers written as text or as floating point),
    reading ``values`` finds and names it. Raises RuleBroken: not a Parquet file, truncated, without a column.
    """

    def __init__(self, path: Path, units: Units, indicators: Mapping[str, Indicator]) -> None:
        self.path = path
        self._units, self._indicators = units, indicators
        self._source = f"read_parquet('{_quoted(path)}', file_row_number = true)"
        self._columns = self._described()
        self.has_categories = "category" in self._columns
        self._years: list[int] = []
        self._reporters: dict[str, set[int]] = {}
        self._categories: dict[str, set[str]] = {}
        self.is_right = self._has_exact_numbers() and self._is_right()

    @cached_property
    def _rows_checked(self) -> dict[Key, Decimal]:
        return checked(Source(self.path.name, self._rows()), self._units, self._indicators)

    @property
    def values(self) -> dict[Key, Decimal]:
        return self._rows_checked

    @property
    def years(self) -> list[int]:
        return self._years

    def reporters(self) -> dict[str, set[int]]:
        return self._reporters

    def categories(self) -> dict[str, set[str]]:
        return self._categories

    def _described(self) -> dict[str, str]:
        try:
            with connected() as connection:
                described = connection.execute(f"DESCRIBE SELECT * FROM {self._source}").fetchall()
        except (duckdb.Error, OSError) as error:
            raise _unreadable(self.path, error) from error
        columns = {str(row[0]): str(row[1]) for row in described}
        missing = [name for name in FACTS if name not in columns]
        if missing:
            raise RuleBroken(
                gettext_noop("Tệp «{file}» thiếu cột {columns}; các cột cần có: {required}."),
                field="columns",
                file=self.path.name,
                columns=", ".join(missing),
                required=", ".join(FACTS),
            )
        return columns

    @property
    def _month(self) -> str:
        """A day in the column of months stands for its month."""
        is_day = self._columns["month"] in {"DATE", "TIMESTAMP"}
        return "strftime(month, '%Y-%m')" if is_day else "TRIM(CAST(month AS VARCHAR))"

    @property
    def _category(self) -> str:
        return "COALESCE(TRIM(CAST(category AS VARCHAR)), '')" if self.has_categories else "''"

    def _rows(self) -> Iterator[WrittenRow]:
        texts = [f"COALESCE(CAST({name} AS VARCHAR), '')" for name in ("unit", "indicator")]
        text = (
            f"SELECT file_row_number + 1, {', '.join(texts)}, COALESCE({self._month}, ''), "
            f"COALESCE(CAST(value AS VARCHAR), ''), {self._category} FROM {self._source} ORDER BY file_row_number"
        )
        try:
            with connected() as connection:
                found = connection.execute(text)
                while batch := found.fetchmany(BATCH):
                    yield from batch
        except duckdb.Error as error:
            raise _unreadable(self.path, error) from error

    def _has_exact_numbers(self) -> bool:
        kind = self._columns["value"]
        if kind.startswith("DECIMAL"):
            return int(kind.rstrip(")").rpartition(",")[2]) <= DECIMALS
        return kind in {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}

    @property
    def _millionths(self) -> str:
        """The value as a whole number of them; in 64 bits as far as they hold it, which is several times as fast."""
        kind = self._columns["value"]
        if not kind.startswith("DECIMAL"):
            return f"CAST(value AS {sql.BIG}) * {sql.ONE}"
        digits, decimals = (int(one) for one in kind[len("DECIMAL(") : -1].split(","))
        if digits + decimals + 1 > 18:
            return f"CAST(CAST(value AS DECIMAL(26, {DECIMALS})) * {sql.ONE} AS {sql.BIG})"
        whole = f"CAST(value * CAST({10**decimals} AS DECIMAL({decimals + 1}, 0)) AS BIGINT)"
        return f"CAST({whole} AS {sql.BIG}) * {10 ** (DECIMALS - decimals)}"

    def _is_right(self) -> bool:
        """Ask for anything wrong, and for what the question needs to know of the figures. Five passes over the file."""
        try:
            with connected() as connection:
                self.load(connection)
                if connection.execute(
                    _ANYTHING_WRONG.format(greatest=int(cells.GREATEST) * sql.ONE)
                ).fetchone() != (0,):
                    return False
                repeated = (
                    "SELECT COUNT(*) FROM (SELECT 1 FROM figure GROUP BY unit, indicator, category, year, month "
                    "HAVING COUNT(*) > 1)"
                )
                if connection.execute(repeated).fetchone() != (0,):
                    return False
                self._years = [
                    row[0]
                    for row in connection.execute("SELECT DISTINCT year FROM figure ORDER BY year").fetchall()
                ]
                codes = list(self._indicators)
                for indicator, unit in connection.execute(
                    "SELECT DISTINCT indicator, unit FROM figure"
                ).fetchall():
                    self._reporters.setdefault(codes[indicator], set()).add(unit)
                for indicator, category in connection.execute(
                    "SELECT DISTINCT indicator, category FROM figure"
                ).fetchall():
                    self._categories.setdefault(codes[indicator], set()).add(category)
                return True
        except (duckdb.ConversionException, duckdb.OutOfRangeException):
            return False  # a number too big: reading row by row says which
        except duckdb.Error as error:
            raise _unreadable(self.path, error) from error

    def load(self, connection: duckdb.DuckDBPyConnection) -> None:
        """The view ``figure``: unit, indicator (its index), category (as written), year, month, value in millionths.

        What names no unit or indicator has none there.
        """
        store_table(connection, "known_unit", "unit INT, code VARCHAR", self._units.codes.items())
        store_table(
            connection,
            "known_indicator",
            "indicator INT, code VARCHAR, months INT",
            (
                (index, one.code, 0 if one.ratio else one.months_in)
                for index, one in enumerate(self._indicators.values())
            ),
        )
        store_table(
            connection,
            "life",
            "unit INT, first_month INT, last_month INT",
            (
                (
                    unit,
                    _index(one.span.starts_on.year, one.span.starts_on.month),
                    None if one.span.ends_before is None else _last_month(one.span.ends_before),
                )
                for unit, own in self._units.placements.items()
                for one in own
            ),
        )
        connection.execute(
            f"CREATE VIEW figure AS SELECT u.unit, i.indicator, i.months, f.category, "
            f"CASE WHEN is_month THEN CAST(substr(written, 1, 4) AS INT) END AS year, "
            f"CASE WHEN is_month THEN CAST(substr(written, 6, 2) AS INT) END AS month, "
            f"{self._millionths} AS value FROM ("
            f"SELECT TRIM(CAST(unit AS VARCHAR)) AS unit_code, TRIM(CAST(indicator AS VARCHAR)) AS indicator_code, "
            f"{self._month} AS written, regexp_full_match({self._month}, '[0-9]{{4}}-[0-9]{{2}}') AS is_month, "
            f"value, {self._category} AS category FROM {self._source}) f "
            f"LEFT JOIN known_unit u ON u.code = f.unit_code LEFT JOIN known_indicator i ON i.code = f.indicator_code"
        )


_ANYTHING_WRONG = """
    SELECT COUNT(*) FROM figure f WHERE f.unit IS NULL OR f.indicator IS NULL OR f.months = 0 OR f.value IS NULL
    OR f.year IS NULL OR f.year NOT BETWEEN 2000 AND 2100 OR f.month NOT BETWEEN 1 AND 12 OR f.month % f.months <> 0
    OR ABS(f.value) >= {greatest}
    OR NOT EXISTS (SELECT 1 FROM life l WHERE l.unit = f.unit AND f.year * 12 + f.month >= l.first_month
    AND (l.last_month IS NULL OR f.year * 12 + f.month <= l.last_month))
"""


def _index(year: int, month: int) -> int:
    return year * 12 + month


def _last_month(ends_before: date) -> int:
    last = ends_before - timedelta(days=1)
    return _index(last.year, last.month)


def write_parquet(rows: Iterable[Row], draft: Path, *, has_categories: bool) -> int:
    """Returns how many rows were written."""
    kinds = {
        "value": f"DECIMAL(38,{DECIMALS})",
        "target": f"DECIMAL(38,{DECIMALS})",
        "percent": f"DECIMAL(38,{DECIMALS})",
        "reported": "INTEGER",
        "expected": "INTEGER",
        "rank": "INTEGER",
        "apportioned": "BOOLEAN",
    }
    names = [*COLUMNS, "category"] if has_categories else COLUMNS
    columns = ", ".join(f"'{name}': '{kinds.get(name, 'VARCHAR')}'" for name in names)
    with tempfile.NamedTemporaryFile(suffix=".csv") as file, connected() as connection:
        count = write_csv(rows, Path(file.name), has_categories=has_categories)
        connection.execute(
            f"COPY (SELECT * FROM read_csv('{file.name}', header = true, columns = {{{columns}}})) "
            f"TO '{_quoted(draft)}' (FORMAT parquet)"
        )
    return count


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _unreadable(path: Path, error: Exception) -> RuleBroken:
    return RuleBroken(
        gettext_noop("Không đọc được tệp Parquet «{file}»: {why}."),
        field="facts",
        file=path.name,
        why=str(error).splitlines()[0],
    )
