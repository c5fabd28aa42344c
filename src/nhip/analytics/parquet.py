"""Facts from, and rows into, Parquet."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from nhip.analytics.by_duckdb import connected
from nhip.analytics.results import COLUMNS, Row, write_csv
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.rollup import DECIMALS

FACTS = ("unit", "indicator", "month", "value")
BATCH = 10_000


def read_parquet(path: Path) -> tuple[Iterator[tuple[int, str, str, str, str, str]], bool]:
    """Rows as written, with their number in the file, and whether there are categories.

    Raises RuleBroken: not a Parquet file, truncated, or without a column.
    """
    rows, columns = _opened(path)
    return rows, "category" in columns


def _opened(path: Path) -> tuple[Iterator[tuple[int, str, str, str, str, str]], set[str]]:
    source = f"read_parquet('{_quoted(path)}', file_row_number = true)"
    try:
        with connected() as connection:
            described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    except (duckdb.Error, OSError) as error:
        raise _unreadable(path, error) from error
    columns = {str(row[0]): str(row[1]) for row in described}
    missing = [name for name in FACTS if name not in columns]
    if missing:
        raise RuleBroken(
            gettext_noop("Tệp «{file}» thiếu cột {columns}; các cột cần có: {required}."),
            field="columns",
            file=path.name,
            columns=", ".join(missing),
            required=", ".join(FACTS),
        )
    return _rows(path, source, columns), set(columns)


def _rows(path: Path, source: str, columns: dict[str, str]) -> Iterator[tuple[int, str, str, str, str, str]]:
    """A day in the column of months stands for its month."""
    month = (
        "strftime(month, '%Y-%m')" if columns["month"] in {"DATE", "TIMESTAMP"} else "CAST(month AS VARCHAR)"
    )
    category = "COALESCE(CAST(category AS VARCHAR), '')" if "category" in columns else "''"
    texts = [f"COALESCE(CAST({name} AS VARCHAR), '')" for name in ("unit", "indicator")]
    text = (
        f"SELECT file_row_number + 1, {', '.join(texts)}, COALESCE({month}, ''), "
        f"COALESCE(CAST(value AS VARCHAR), ''), {category} FROM {source} ORDER BY file_row_number"
    )
    try:
        with connected() as connection:
            found = connection.execute(text)
            while batch := found.fetchmany(BATCH):
                yield from batch
    except duckdb.Error as error:
        raise _unreadable(path, error) from error


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
