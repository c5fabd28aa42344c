"""SQL that Django writes once per process, for a question that every request asks about a person and a day.

Only the text is kept, never an answer: each time the database is asked anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class _Place(Enum):
    """A parameter that is filled in at each asking."""

    PERSON = auto()
    DAY = auto()


_TRIED = ((-7_000_000_001, date(1901, 2, 3)), (-7_000_000_002, date(1904, 5, 6)))
"""Two people and days that stand for any: what differs between their parameters is the person or the day."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement for the engine that it was written for. parameters: values and places."""

    sql: str
    parameters: tuple[object, ...]

    def rows(self, person: int, day: date) -> list[tuple[Any, ...]]:
        """What the database answers now. One statement."""
        filling = {_Place.PERSON: person, _Place.DAY: connection.ops.adapt_datefield_value(day)}
        given = [filling[one] if isinstance(one, _Place) else one for one in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            return cursor.fetchall()


def prepare(query: Callable[[int, date], QuerySet[Any, Any]]) -> Prepared:
    """Write the query's SQL for the engine in use.

    query: person, day -> a query of plain values, which may depend on the two only by comparing something with them.
    Raises ValueError where it depends on them otherwise, so that no answer about one person is ever given to another.
    """
    (sql, first), (again, second) = (_written(query(person, day)) for person, day in _TRIED)
    if sql != again or len(first) != len(second):
        raise ValueError("the query's SQL hangs on the person or the day")
    (person, day), (other, later) = ((one, connection.ops.adapt_datefield_value(on)) for one, on in _TRIED)
    places = {(person, other): _Place.PERSON, (day, later): _Place.DAY}
    parameters = list[object]()
    for pair in zip(first, second, strict=True):
        if pair[0] != pair[1] and pair not in places:
            raise ValueError(f"the query computes with the person or the day: {pair}")
        parameters.append(places.get(pair, pair[0]))
    return Prepared(sql, tuple(parameters))


def _written(query: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    return query.query.sql_with_params()
