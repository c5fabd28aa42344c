"""Rows to CSV that Excel opens without being told how, and that runs nothing."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Every cell quoted; before it all the mark by which Excel knows UTF-8; text that looks like a formula is text."""
    kept = StringIO()
    writer = csv.writer(kept, quoting=csv.QUOTE_ALL)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([_safe(one) if isinstance(one, str) else one for one in row])
    return f"\ufeff{kept.getvalue()}"


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
