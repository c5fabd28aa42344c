"""Rows by the thousand, by SQL of ours: a model object for each costs more than all that is done with its numbers.

The same text on SQLite and PostgreSQL.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice

from django.db import connection

from nhip.apps.indicators.fields import plain

MOST_AT_ONCE = 5_000
Cell = int | str | bool | Decimal | None


def insert_rows(
    table: str, fields: Sequence[str], rows: Iterable[Sequence[Cell]], on_conflict: str = ""
) -> int:
    """Insert the rows; returns how many. table, fields, on_conflict: names and words of ours, never a person's.

    Django keeps the rows until the statement is through, so it gets a part of them at a time.
    """
    text = (
        f"INSERT INTO {table} ({', '.join(fields)}) VALUES ({', '.join(['%s'] * len(fields))}) {on_conflict}"  # noqa: S608 - see above
    )
    waiting, count = iter(rows), 0
    with connection.cursor() as cursor:
        while several := list(islice(waiting, MOST_AT_ONCE)):
            cursor.executemany(text, several)
            count += len(several)
    return count


def exact_cell(value: Decimal) -> Cell:
    """As an ``ExactDecimalField`` stores it."""
    return value if connection.vendor == "postgresql" else f"{plain(value):f}"
