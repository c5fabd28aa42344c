"""The Django app of this package: it watches over the database from the moment Django is set up."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Critical, Tags, register
from django.db import connections
from django.db.backends.signals import connection_created

from nhip.config import sqlite_library


class Config(AppConfig):
    name = "nhip.config"

    def ready(self) -> None:
        connection_created.connect(sqlite_library.guard, dispatch_uid="nhip.config.sqlite_library")
        register(check_databases, Tags.database)


def check_databases(databases: Sequence[str] | None = None, **_: object) -> list[CheckMessage]:
    """Open every SQLite database that is asked for, so that the guard has its say before work begins."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        if connections[alias].vendor != "sqlite":
            continue
        try:
            connections[alias].ensure_connection()
        except sqlite_library.UnsafeDatabase as unsafe:
            found.append(Critical(unsafe.vi, hint=unsafe.en, id="nhip.E001", obj=alias))
    return found
