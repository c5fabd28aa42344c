"""Figures in Parquet files, partitioned by year and province; only what changed is written again.

``FOLDER/year=2020/province=06/figures-EDITION.parquet`` holds unit (a number), indicator (its code), category, month,
value (DECIMAL). The edition says what it was made of: a file of that name is whole and current, or is not there.
"""

import csv
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nhip.analytics.duck import PLAIN_CSV, connected
from nhip.core.rollup import DECIMALS

COLUMNS = f"unit INT, indicator VARCHAR, category VARCHAR, month INT, value DECIMAL(38, {DECIMALS})"


@dataclass(frozen=True, slots=True)
class Partition:
    """Some units of a year. province: code, for the name of the folder. edition: what tells one state from another."""

    year: int
    province: str
    units: tuple[int, ...]
    edition: str

    def file(self, root: Path) -> Path:
        return root / f"year={self.year}" / f"province={self.province}" / f"figures-{self.edition}.parquet"


CopyOut = Callable[[Partition, Path], None]
"""Writes the partition's figures into a plain CSV file (``duck.PLAIN_CSV``): the columns of ``COLUMNS``."""


def write_partitions(root: Path, partitions: Sequence[Partition], copy_out: CopyOut) -> int:
    """Write those that are not there in their edition, and drop older ones. Returns how many."""
    stale = [one for one in partitions if not one.file(root).exists()]
    if stale:
        with connected() as connection, tempfile.TemporaryDirectory() as name:
            table = Path(name) / "figures.csv"
            for one in stale:
                copy_out(one, table)
                file = one.file(root)
                file.parent.mkdir(parents=True, exist_ok=True)
                draft = file.with_name(f".{file.name}.{os.getpid()}")
                connection.execute(f"CREATE OR REPLACE TABLE figure ({COLUMNS})")
                connection.execute(f"COPY figure FROM {_quoted(table)} ({PLAIN_CSV})")
                connection.execute(
                    f"COPY (SELECT * FROM figure ORDER BY indicator, category, unit, month) "
                    f"TO {_quoted(draft)} (FORMAT parquet)"
                )
                draft.replace(file)
                for older in file.parent.glob("figures-*.parquet"):
                    if older != file:
                        older.unlink(missing_ok=True)
    return len(stale)


def files_of(root: Path, partitions: Iterable[Partition]) -> list[Path]:
    return [one.file(root) for one in partitions]


def listed(files: Iterable[Path]) -> str:
    """The files as a list in SQL."""
    return f"[{', '.join(map(_quoted, files))}]"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def write_csv_rows(rows: Iterable[Sequence[object]], table: Path) -> None:
    """Rows from a cursor into a plain CSV file."""
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
