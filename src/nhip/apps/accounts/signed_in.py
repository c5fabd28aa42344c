"""Whoever is signed in, read at each request by a statement put together once."""

from datetime import date
from functools import cache

from django.db import connection

from nhip.apps.accounts.models import Person
from nhip.apps.accounts.prepared import Prepared, prepare


def person_of(number: int, *, today: date) -> Person | None:
    """The person as stored now, None where there is none. One statement."""
    rows = _prepared(connection.vendor).rows([number], today)
    return Person.from_db(connection.alias, _columns(), rows[0]) if rows else None


@cache
def _prepared(_engine: str) -> Prepared:
    return prepare(
        lambda numbers, _day: Person.objects.filter(pk=numbers[0]).values_list(*_columns()), numbers=1
    )


@cache
def _columns() -> tuple[str, ...]:
    return tuple(field.attname for field in Person._meta.concrete_fields)  # noqa: SLF001 - Django's own, for callers
