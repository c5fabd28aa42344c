"""R3: libraries with the WAL-reset bug and unsafe connections are refused, with a sentence that says what to do."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from nhip.config import sqlite_library
from nhip.config.sqlite_library import UnsafeDatabase


def settings_of(file: Path | str, **options: object) -> dict[str, Any]:
    own = connections.settings["default"]
    return {**own, "NAME": str(file), "OPTIONS": {**own["OPTIONS"], **options}}


def library(*version: int) -> SimpleNamespace:
    return SimpleNamespace(sqlite_version_info=version)


def test_this_process_uses_a_library_without_the_bug() -> None:
    assert sqlite3.sqlite_version_info >= sqlite_library.SAFE_FROM


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 40, 1), (3, 46, 1), (3, 51, 2)])
def test_a_library_with_the_bug_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(UnsafeDatabase) as refused:
        sqlite_library.check_library(library(*version))

    assert ".".join(map(str, version)) in refused.value.vi
    assert "NHIP_DATABASE_URL" in refused.value.vi
    assert "NHIP_DATABASE_URL" in refused.value.en


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 52, 0), (4, 0, 0)])
def test_a_library_without_the_bug_is_taken(version: tuple[int, ...]) -> None:
    sqlite_library.check_library(library(*version))


def test_without_a_carrier_a_process_refuses_the_systems_library_when_it_has_the_bug(tmp_path: Path) -> None:
    program = """
import sys
sys.modules.update({name: None for name in ("pysqlite3", "sqlcipher3")})
import django
django.setup()
from django.db import connection
from nhip.config.refusals import Refusal, leave
print(*connection.Database.sqlite_version_info)
try:
    connection.ensure_connection()
except Refusal as refusal:
    leave(refusal)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "nhip.config.settings",
            "NHIP_DATABASE_URL": f"sqlite:///{tmp_path}/nhip.sqlite3",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    version = tuple(map(int, ended.stdout.split()))
    safe = version >= sqlite_library.SAFE_FROM
    assert ended.returncode == (0 if safe else 1), ended.stderr
    assert ("WAL" in ended.stderr) is not safe
    assert "Traceback" not in ended.stderr


def test_our_own_settings_open_a_safe_connection(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    handler = ConnectionHandler({"default": settings_of(tmp_path / "safe.sqlite3")})
    with django_db_blocker.unblock(), handler["default"].cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
    handler.close_all()


INIT = sqlite_library.INIT_COMMAND


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"init_command": INIT.replace("WAL", "DELETE")}, "journal_mode = delete"),
        ({"init_command": INIT.replace("FULL", "NORMAL")}, "synchronous = 1"),
        ({"init_command": INIT.replace("foreign_keys=ON", "foreign_keys=OFF")}, "foreign_keys = 0"),
        ({"init_command": INIT.replace("mmap_size=0", "mmap_size=1048576")}, "mmap_size = 1048576"),
        ({"transaction_mode": "DEFERRED"}, "transaction_mode = deferred"),
        ({"transaction_mode": None}, "transaction_mode = none"),
    ],
)
def test_an_unsafe_connection_is_refused_and_closed(
    options: dict[str, object], named: str, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    handler = ConnectionHandler({"default": settings_of(tmp_path / "unsafe.sqlite3", **options)})
    with django_db_blocker.unblock(), pytest.raises(UnsafeDatabase) as refused:
        handler["default"].ensure_connection()

    assert named in refused.value.vi
    assert "DATABASES" in refused.value.en
    assert handler["default"].connection is None


def test_a_database_in_memory_is_refused(django_db_blocker: DjangoDbBlocker) -> None:
    handler = ConnectionHandler({"default": settings_of(":memory:")})
    with django_db_blocker.unblock(), pytest.raises(UnsafeDatabase, match="journal_mode = memory"):
        handler["default"].ensure_connection()
