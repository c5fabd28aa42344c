"""The rows that come out, and the file they are written to: whole, or not at all."""

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.progress import Light

COLUMNS = (
    "unit",
    "indicator",
    "period",
    "value",
    "reported",
    "expected",
    "target",
    "percent",
    "rank",
    "light",
    "apportioned",
)
SUFFIXES = (".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class Row:
    """One unit, indicator, category and period. value, percent: at most six decimals, None where there is none."""

    unit: str
    indicator: str
    period: str
    value: Decimal | None
    reported: int
    expected: int
    target: Decimal | None
    percent: Decimal | None
    rank: int | None
    light: Light
    apportioned: bool
    category: str


def shown(value: Decimal | None) -> str:
    """Without zeros at the end and without an exponent."""
    if value is None:
        return ""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def check_output(path: Path) -> None:
    """Raises RuleBroken for a kind of file that is not written, or a folder that is not there."""
    if path.suffix.lower() not in SUFFIXES:
        raise RuleBroken(
            gettext_noop("Tệp kết quả «{file}» phải có đuôi .csv hoặc .parquet."), field="out", file=path.name
        )
    if path.is_dir() or not path.parent.is_dir():
        raise _not_writable(path, "no such folder" if not path.is_dir() else "is a folder")


def _not_writable(path: Path, why: object) -> RuleBroken:
    return RuleBroken(
        gettext_noop("Không ghi được tệp kết quả «{file}»: {why}."), field="out", file=str(path), why=why
    )


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """A file to write beside ``path``; it takes its place when the block ends well, else nothing is left.

    Raises RuleBroken where it cannot be written.
    """
    check_output(path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix.lower())
        os.close(handle)
    except OSError as error:
        raise _not_writable(path, error.strerror) from error
    draft = Path(name)
    try:
        yield draft
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except OSError as error:
        raise _not_writable(path, error.strerror) from error
    finally:
        draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_csv(rows: Iterable[Row], draft: Path, *, has_categories: bool) -> int:
    """Returns how many rows were written."""
    count = 0
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*COLUMNS, "category"] if has_categories else COLUMNS)
        for row in rows:
            line = [
                row.unit,
                row.indicator,
                row.period,
                shown(row.value),
                row.reported,
                row.expected,
                shown(row.target),
                shown(row.percent),
                "" if row.rank is None else row.rank,
                row.light.value,
                "true" if row.apportioned else "false",
            ]
            writer.writerow([*line, row.category] if has_categories else line)
            count += 1
    return count
