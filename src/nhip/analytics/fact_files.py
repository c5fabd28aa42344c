"""Figures in Parquet files, partitioned by year and province; only what changed is written again.

``FOLDER/year=2020/province=06/figures.parquet`` holds unit (a number), indicator (its code), category, month and value
(DECIMAL). Beside it stands ``edition``: what it was made of. A partition is replaced whole, by renaming.
"""

import csv
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nhip.analytics.duck import PLAIN_CSV, connected
from nhip.core.rollup import DECIMALS

COLUMNS = f"unit INT, indicator VARCHAR, category VARCHAR, month INT, value DECIMAL(38, {DECIMALS})"
FILE, EDITION = "figures.parquet", "edition"


@dataclass(frozen=True, slots=True)
class Partition:
    """Some units of a year. province: code, for the name of the folder. edition: what tells one state from another."""

    year: int
    province: str
    units: tuple[int, ...]
    edition: str

    def folder(self, root: Path) -> Path:
        return root / f"year={self.year}" / f"province={self.province}"


CopyOut = Callable[[Partition, Path], None]
"""Writes the partition's figures into a plain CSV file (``duck.PLAIN_CSV``): the columns of ``COLUMNS``."""


def write_partitions(root: Path, partitions: Sequence[Partition], copy_out: CopyOut) -> int:
    """Write those whose edition is another than the one that stands there. Returns how many."""
    stale = [one for one in partitions if _edition(one.folder(root)) != one.edition]
    if stale:
        with connected() as connection, tempfile.TemporaryDirectory() as name:
            table = Path(name) / "figures.csv"
            for one in stale:
                copy_out(one, table)
                folder = one.folder(root)
                folder.mkdir(parents=True, exist_ok=True)
                draft = folder / f".{FILE}"
                connection.execute(f"CREATE OR REPLACE TABLE figure ({COLUMNS})")
                connection.execute(f"COPY figure FROM {_quoted(table)} ({PLAIN_CSV})")
                connection.execute(
                    f"COPY (SELECT * FROM figure ORDER BY indicator, category, unit, month) "
                    f"TO {_quoted(draft)} (FORMAT parquet)"
                )
                (folder / EDITION).unlink(
                    missing_ok=True
                )  # a stop from here on leaves a partition without an edition
                draft.replace(folder / FILE)
                (folder / EDITION).write_text(one.edition, encoding="utf-8")
    return len(stale)


def _edition(folder: Path) -> str:
    try:
        return (folder / EDITION).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def files_of(root: Path, partitions: Iterable[Partition]) -> list[Path]:
    return [one.folder(root) / FILE for one in partitions]


def listed(files: Iterable[Path]) -> str:
    """The files as a list in SQL."""
    return f"[{', '.join(map(_quoted, files))}]"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def write_csv_rows(rows: Iterable[Sequence[object]], table: Path) -> None:
    """Rows from a cursor into a plain CSV file."""
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
