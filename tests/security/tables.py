"""Everything that is stored, as plain values: what an act changed, and that a refused one changed nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models, transaction

Row = tuple[object, ...]
Stored = dict[str, dict[object, Row]]
"""Table -> identity -> the row."""
BY_CHANCE = frozenset(
    {
        "Edition.key",
        "FigureEdition.edition",
        "OneTimeCode.digest",
        "OneTimeCode.issued_at",
        "OneTimeCode.expires_at",
        "Person.password",
        "Person.session_key",
        "Person.last_login",
        "PeopleImport.uploaded_at",
        "PlanUpload.uploaded_at",
        "AuditRecord.request_id",
        "AuditRecord.recorded_at",
    }
)
"""Columns that no two runs fill alike; of moments only the day counts."""


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def our_models() -> Iterator[type[models.Model]]:
    """Ours, those that join them, and second factors; not sessions, which every request touches."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("nhip.") or model is Authenticator:
            yield model


def _plain(value: object, *, without_chance: bool) -> object:
    if isinstance(value, memoryview):
        return bytes(value)
    if not without_chance:
        return value
    if isinstance(value, dict):
        return {name: _plain(one, without_chance=True) for name, one in value.items()}
    if isinstance(value, str) and MOMENT.match(value):
        return value[:10]
    return value.date() if isinstance(value, datetime) else value


def stored(*, without_chance: bool = False) -> Stored:
    found: Stored = {}
    for model in our_models():
        names = [
            one.attname
            for one in model._meta.concrete_fields
            if not (without_chance and f"{model.__name__}.{one.name}" in BY_CHANCE)
        ]
        rows = model._base_manager.values_list("pk", *names)
        found[model._meta.label] = {
            key: tuple(_plain(one, without_chance=without_chance) for one in row) for key, *row in rows
        }
    return found


def changes(before: Stored, after: Stored) -> dict[str, dict[object, Row | None]]:
    """Table -> identity -> the row as it has become; None where it has gone."""
    found = {
        table: {
            key: rows.get(key)
            for key in rows.keys() | before[table].keys()
            if rows.get(key) != before[table].get(key)
        }
        for table, rows in after.items()
    }
    return {table: rows for table, rows in found.items() if rows}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever the block stores is taken back, the next identities included."""
    numbers = _next_numbers()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    _set_next_numbers(numbers)


def _next_numbers() -> list[tuple[str, int | None]]:
    """PostgreSQL's counters, which no rollback turns back."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        return list(cursor.fetchall())


def _set_next_numbers(numbers: list[tuple[str, int | None]]) -> None:
    if not numbers:
        return
    with connection.cursor() as cursor:
        for name, last in numbers:
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [f'"{name}"', last or 1, last is not None])
