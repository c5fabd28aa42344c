"""SQL that Django writes once per process, for questions about people or units on a day that are asked all the time.

Putting such a query together costs more than answering it.

Only the text is kept, never an answer: each time the database is asked anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

_TRIED_FROM, _TRIED_ON = (20_001, 30_001), (date(1901, 2, 3), date(1904, 5, 6))
"""Numbers and days that stand for any: where the parameters of two queries differ, one of them is to be filled in.

Small enough for a column of years, too: Django knows without asking that a number beyond its column is never found.
"""
MOST_NUMBERS = 1_000


@dataclass(frozen=True, slots=True)
class _Place:
    """A parameter that is filled in at each asking. index: which of the numbers, and after them the day."""

    index: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement for the engine that it was written for.

    parameters: values and places. converters: index of a column -> how Django makes values of it.
    """

    sql: str
    parameters: tuple[Any, ...]
    converters: Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]

    def rows(self, numbers: Sequence[int], day: date) -> list[tuple[Any, ...]]:
        """What the database answers now. numbers: as many as it was prepared for. One statement."""
        filling = (*numbers, connection.ops.adapt_datefield_value(day))
        given = [filling[one.index] if isinstance(one, _Place) else one for one in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            rows = cursor.fetchall()
        return [self._converted(row) for row in rows] if self.converters else list(rows)

    def _converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for index, (converters, expression) in self.converters.items():
            for one in converters:
                values[index] = one(values[index], expression, connection)
        return tuple(values)


def prepare(query: Callable[[tuple[int, ...], date], QuerySet[Any, Any]], *, numbers: int) -> Prepared:
    """Write the query's SQL for the engine in use.

    query: identities, ``numbers`` of them, and a day -> a query of plain values, which may depend on them only by
    comparing something with them. Raises ValueError where it depends on them otherwise, so that no answer about
    one person is ever given to another.
    """
    if numbers > MOST_NUMBERS:
        raise ValueError(f"at most {MOST_NUMBERS} numbers, not {numbers}")
    tried = [
        (tuple(range(start, start + numbers)), on) for start, on in zip(_TRIED_FROM, _TRIED_ON, strict=True)
    ]
    written = [query(*given).query.get_compiler(connection=connection) for given in tried]
    (sql, first), (again, second) = (one.as_sql() for one in written)
    if sql != again or len(first) != len(second):
        raise ValueError("the query's SQL hangs on the numbers or the day")
    one, other = ((*given, connection.ops.adapt_datefield_value(on)) for given, on in tried)
    places = {pair: _Place(index) for index, pair in enumerate(zip(one, other, strict=True))}
    parameters = list[object]()
    for pair in zip(first, second, strict=True):
        if pair[0] != pair[1] and pair not in places:
            raise ValueError(f"the query computes with the numbers or the day: {pair}")
        parameters.append(places.get(pair, pair[0]))
    converters = written[0].get_converters([column for column, *_rest in written[0].select])
    return Prepared(sql, tuple(parameters), converters)
