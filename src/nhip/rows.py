"""Rows put into tables by SQL of ours, the same on SQLite and PostgreSQL.

A model object for each, or a statement that Django puts together anew for each act, costs more than all that is done
with its values. Tables, fields and conflicts are names and words of ours, never a person's; values are as the engine
wants them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import islice
from json import JSONEncoder
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Field, Model

_AS_IT_IS: Mapping[type, type] = {
    models.CharField: str,
    models.TextField: str,
    models.BigIntegerField: int,
    models.ForeignKey: int,
}
"""Values of such fields go to both engines as they are; asking the field costs twenty times as much."""
FEW = 64
FEW_CELLS = 50
"""More of them in a statement, and PostgreSQL's library reads it anew at each call."""
MOST_AT_ONCE = 5_000
Cell = int | str | bool | Decimal | date | datetime | None


def insert_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], on_conflict: str = ""
) -> int:
    """Insert the rows; returns how many. With a conflict to be answered no two may be of the same key.

    PostgreSQL takes many as one JSON text: the statement is the same however many there are, so the library reads it
    once and the server plans it once; as values each took three times as long to send. SQLite takes one after another,
    but a few together: at each of them the interpreter lets other threads go on, and whoever has the turn to write must
    not wait for them. Django keeps the rows until the statement is through, so it gets a part of them at a time.
    """
    is_postgres = connection.vendor == "postgresql"
    waiting, count = iter(rows), 0
    with connection.cursor() as cursor:
        while several := list(islice(waiting, MOST_AT_ONCE)):
            if len(several) <= (FEW_CELLS // len(columns) if is_postgres else FEW):
                cells = [cell for row in several for cell in row]
                cursor.execute(_of_values(model, columns, len(several), on_conflict), cells)
            elif is_postgres:
                cursor.execute(_of_json(model, tuple(columns), on_conflict), [_JSON.encode(several)])
            else:
                cursor.executemany(_of_values(model, columns, 1, on_conflict), several)
            count += len(several)
    return count


def insert_new(model: type[Model], columns: Sequence[str], row: Sequence[Any], key: str = "id") -> Any | None:  # noqa: ANN401 - a key of any kind
    """Insert one row; returns its key, None where one like it is there, or came while we waited for it."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_of_values(model, columns, 1, 'ON CONFLICT DO NOTHING')} RETURNING {key}", row)
        found = cursor.fetchone()
    return None if found is None else found[0]


def ask(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What a question of ours answers, as the engine tells it: numbers of a ``DecimalField`` are none of its."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def change(sql: str, parameters: Sequence[Any] = ()) -> int:
    """Change or take away rows by a statement of ours; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def places(count: int) -> str:
    """Of a list of so many parameters, at least one."""
    return f"({', '.join(['%s'] * count)})"


def insert_objects(objects: Sequence[Model], on_conflict: str = "") -> int:
    """Insert new objects of one model whose keys the database makes; returns how many. They do not learn their keys."""
    if not objects:
        return 0
    meta = type(objects[0])._meta  # noqa: SLF001 - Django's own, for callers
    fields = [one for one in meta.concrete_fields if not one.primary_key]
    rows = ([_cell(field, one, add=True) for field in fields] for one in objects)
    return insert_rows(type(objects[0]), [str(one.column) for one in fields], rows, on_conflict)


def update_object(one: Model, *names: str) -> None:
    """Store these fields of an object that is there."""
    meta = one._meta  # noqa: SLF001 - Django's own, for callers
    fields = [meta.get_field(name) for name in names]
    put = ", ".join(f'"{field.column}" = %s' for field in fields)  # type: ignore[union-attr] # no relations among them
    cells = [_cell(field, one, add=False) for field in fields]  # type: ignore[arg-type] # see above
    change(f"UPDATE {meta.db_table} SET {put} WHERE id = %s", [*cells, one.pk])  # noqa: S608 - names of ours


def _cell(field: Field[Any, Any], one: Model, *, add: bool) -> Any:  # noqa: ANN401 - as the engine wants it
    value, plain = getattr(one, field.attname), _AS_IT_IS.get(type(field))
    if plain is not None and (value is None or type(value) is plain):
        return value
    return field.get_db_prep_save(field.pre_save(one, add), connection)


def percent_cells(values: Iterable[Decimal | None]) -> list[Cell]:
    """As a ``DecimalField`` of two decimals stores them."""
    adapted = connection.ops.adapt_decimalfield_value
    return [adapted(value, 5, 2) for value in values]


def _of_values(model: type[Model], columns: Sequence[str], count: int, on_conflict: str) -> str:
    row = places(len(columns))
    return f"{_into(model, columns)} VALUES {', '.join([row] * count)} {on_conflict}"


@cache
def _of_json(model: type[Model], columns: tuple[str, ...], on_conflict: str) -> str:
    kinds = {one.column: str(one.db_type(connection)) for one in model._meta.concrete_fields}  # noqa: SLF001 - see above
    # Types without their lengths: PostgreSQL would cut off what is too long, where it is to refuse it.
    cells = ", ".join(f"(row->>{n})::{kinds[one].split('(')[0]}" for n, one in enumerate(columns))
    return f"{_into(model, columns)} SELECT {cells} FROM jsonb_array_elements(%s::jsonb) row {on_conflict}"  # noqa: S608 - names of ours


def _into(model: type[Model], columns: Sequence[str]) -> str:
    names = ", ".join(f'"{one}"' for one in columns)
    return f"INSERT INTO {model._meta.db_table} ({names})"  # noqa: SLF001 - names of ours


def _told(cell: object) -> object:
    """A cell of which JSON has no kind, as text that PostgreSQL reads as the column's."""
    if isinstance(cell, Decimal | date | datetime | UUID):
        return str(cell)
    dumps = getattr(cell, "dumps", None)  # of what Django hands the library for a JSON column
    if dumps is not None:
        return dumps(cell.obj)  # type: ignore[attr-defined] # the two come together
    raise TypeError(f"no cell of a table: {type(cell)}")


_JSON = JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_told)
