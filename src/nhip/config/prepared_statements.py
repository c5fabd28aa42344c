"""On PostgreSQL what a web process asks again is planned once (ADR 67)."""

from django.db import connections

ASKED_BEFORE = 3
"""Times that a connection asks something before the server prepares it."""


def prepare_statements() -> None:
    """From here on this process's new connections send values beside the statements and have these prepared.

    Nothing changes on SQLite, whose library keeps its statements by itself.
    """
    database = connections.settings["default"]
    if database["ENGINE"] == "django.db.backends.postgresql":
        database["OPTIONS"].update(server_side_binding=True, prepare_threshold=ASKED_BEFORE)
