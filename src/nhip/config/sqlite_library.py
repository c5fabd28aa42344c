"""A SQLite library without the WAL-reset bug, and a guard over how databases are opened.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when a checkpoint meets a writer that resets the log. Python
links the system's library, which on every current Debian and Ubuntu is one of those. So a package that
carries its own library takes the name ``sqlite3`` before Django imports it. The guard does not trust that
this happened: it asks the library and each new connection. See docs/adr/0001-sqlite-library.md.
"""

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from nhip.config.refusals import Refusal

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

SAFE_FROM = (3, 51, 3)
# Same interface as the standard library's module, each with a SQLite of its own; which one is installed
# depends on the machine's processor (requirements/base.in).
CARRIERS = ("pysqlite3", "sqlcipher3")

# What a connection must answer. Read back rather than trusted: a pragma that SQLite cannot honour (WAL on a
# network drive, a pragma inside a transaction) fails without an error.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "2",  # FULL: an answered request is on the disk
    "foreign_keys": "1",
    "mmap_size": "0",  # an I/O error on mapped memory kills the process instead of raising
}
INIT_COMMAND = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0"


class UnsafeDatabase(Refusal):
    """A SQLite library or connection that could lose or corrupt data."""


def swap_in() -> None:
    """Make ``import sqlite3`` give a library that is new enough, where one is installed.

    Leaves the standard module in place when none is; :func:`check_library` then says what to do, but only to
    those who really open a SQLite database.
    """
    for name in CARRIERS:
        try:
            carrier = importlib.import_module(name)
            dbapi2 = importlib.import_module(f"{name}.dbapi2")
        except ImportError:
            continue
        sys.modules["sqlite3"] = carrier
        sys.modules["sqlite3.dbapi2"] = dbapi2
        return


def check_library(library: ModuleType | Any) -> None:  # noqa: ANN401 - any DB-API module that says its version
    """Raise UnsafeDatabase unless ``library.sqlite_version_info`` is free of the WAL-reset bug."""
    version = tuple(library.sqlite_version_info)
    if version < SAFE_FROM:
        found, wanted = ".".join(map(str, version)), ".".join(map(str, SAFE_FROM))
        raise UnsafeDatabase(
            f"Thư viện SQLite {found} có lỗi làm hỏng dữ liệu ở chế độ WAL; cần từ {wanted} trở lên. "
            "Hãy xóa .venv rồi chạy lại ./dev nhip --help, hoặc dùng PostgreSQL qua NHIP_DATABASE_URL.",
            f"SQLite library {found} has a bug that corrupts WAL databases; {wanted} or newer is needed. "
            "Remove .venv and run ./dev nhip --help again, or use PostgreSQL by NHIP_DATABASE_URL.",
        )


def check_connection(connection: "BaseDatabaseWrapper") -> None:
    """Raise UnsafeDatabase unless an open SQLite connection is set up to lose nothing."""
    check_library(connection.Database)  # type: ignore[attr-defined] # every backend's DB-API module
    found = {name: _answer(connection, name) for name in PRAGMAS}
    found["transaction_mode"] = str(getattr(connection, "transaction_mode", None)).lower()
    wanted = {**PRAGMAS, "transaction_mode": "immediate"}
    wrong = ", ".join(
        f"{name} = {found[name]} ≠ {value}" for name, value in wanted.items() if found[name] != value
    )
    if wrong:
        raise UnsafeDatabase(
            f"Cơ sở dữ liệu SQLite mở không an toàn ({wrong}). Hãy để tệp trên ổ đĩa của chính máy chủ "
            "(không phải ổ mạng, không phải bộ nhớ) và giữ nguyên DATABASES trong nhip/config/settings.py.",
            f"The SQLite database is not opened safely ({wrong}). Keep its file on a disk of the server "
            "itself (no network drive, not in memory) and leave DATABASES in nhip/config/settings.py alone.",
        )


def _answer(connection: "BaseDatabaseWrapper", pragma: str) -> str:
    # On the bare connection: these are not statements of the page whose queries somebody may be counting.
    row = connection.connection.execute(f"PRAGMA {pragma}").fetchone()
    # A library built without memory mapping does not know mmap_size: then it is off.
    return str(row[0]).lower() if row else "0"


def guard(connection: "BaseDatabaseWrapper", **_: object) -> None:
    """Receive Django's ``connection_created``: an unsafe connection is closed before anyone uses it."""
    if connection.vendor != "sqlite":
        return
    try:
        check_connection(connection)
    except UnsafeDatabase:
        # Django keeps the connection it has just opened; without this the next statement would go through.
        connection.connection.close()
        connection.connection = None
        raise
