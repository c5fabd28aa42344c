"""Triggers by which the database itself refuses to change or delete records and seals, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_auditrecord", "audit_auditchain", "audit_auditseal")
REFUSAL = "the audit is final"
_FUNCTION = "nhip_audit_is_final"


def protect(database: BaseDatabaseWrapper) -> None:
    """Set the triggers."""
    with database.cursor() as cursor:
        for statement in _postgres() if database.vendor == "postgresql" else _sqlite():
            cursor.execute(statement)


def unprotect(database: BaseDatabaseWrapper) -> None:
    """Take the triggers away."""
    with database.cursor() as cursor:
        for table in TABLES:
            if database.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_rows ON {table}")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_whole ON {table}")
            else:
                for event in ("update", "delete", "replace"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}")
        if database.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {_FUNCTION}()")


@contextmanager
def lifted() -> Iterator[None]:
    """Without the triggers for as long as the block lasts: only for throwing a whole database away."""
    unprotect(connection)
    try:
        yield
    finally:
        protect(connection)


def _postgres() -> Iterator[str]:
    yield (
        f"CREATE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in TABLES:
        yield (
            f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()"
        )
        yield (
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        )


def _sqlite() -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table in TABLES:
        key = "id" if table == "audit_auditchain" else "sequence"
        yield f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {refuse}"
        yield f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {refuse}"
        # INSERT OR REPLACE deletes without asking the trigger above.
        is_there = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 - our own names
        yield f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN {is_there} {refuse}"
