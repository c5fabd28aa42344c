"""Rows put into tables by SQL of ours, the same on SQLite and PostgreSQL.

A model object for each, or a statement that Django puts together anew for each act, costs more than all that is done
with its values. Tables, fields and conflicts are names and words of ours, never a person's; values are as the engine
wants them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import connection

MOST_AT_ONCE = 5_000
MOST_IN_A_STATEMENT = 200
Cell = int | str | bool | Decimal | date | datetime | None


def insert_rows(
    table: str, fields: Sequence[str], rows: Iterable[Sequence[Any]], on_conflict: str = ""
) -> int:
    """Insert the rows; returns how many. With a conflict to be answered no two may be of the same key.

    SQLite takes one after another, PostgreSQL many in a statement: each costs it a plan. Django keeps the rows until
    the statement is through, so it gets a part of them at a time.
    """
    is_postgres = connection.vendor == "postgresql"
    waiting, count = iter(rows), 0
    with connection.cursor() as cursor:
        while several := list(islice(waiting, MOST_IN_A_STATEMENT if is_postgres else MOST_AT_ONCE)):
            if is_postgres:
                cursor.execute(
                    _text(table, fields, len(several), on_conflict), [cell for row in several for cell in row]
                )
            else:
                cursor.executemany(_text(table, fields, 1, on_conflict), several)
            count += len(several)
    return count


def insert_new(table: str, fields: Sequence[str], row: Sequence[Any], key: str = "id") -> Any | None:  # noqa: ANN401 - a key of any kind
    """Insert one row; returns its key, None where one like it is there, or came while we waited for it."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_text(table, fields, 1, 'ON CONFLICT DO NOTHING')} RETURNING {key}", row)
        found = cursor.fetchone()
    return None if found is None else found[0]


def percent_cell(value: Decimal | None) -> Cell:
    """As a ``DecimalField`` of two decimals stores it."""
    return connection.ops.adapt_decimalfield_value(value, 5, 2)


def _text(table: str, fields: Sequence[str], count: int, on_conflict: str) -> str:
    places = f"({', '.join(['%s'] * len(fields))})"
    return f"INSERT INTO {table} ({', '.join(fields)}) VALUES {', '.join([places] * count)} {on_conflict}"  # noqa: S608 - see above
