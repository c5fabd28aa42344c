"""Databases that experiments make for themselves, on the engine that the tests run on."""

import fcntl
import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import uuid4

import pytest

Rows = list[tuple[object, ...]]
Copy = TypeVar("Copy", bound="Store")
Made = TypeVar("Made")


class Store(Protocol):
    """One database. url: for NHIP_DATABASE_URL."""

    @property
    def url(self) -> str: ...

    @property
    def audit_head(self) -> Path:
        """The file for NHIP_AUDIT_HEAD."""
        ...

    def ask(self, question: str) -> Rows:
        """Rows, read beside everyone else."""
        ...

    def change(self, statement: str) -> None:
        """Change something behind the program's back."""
        ...

    def faults(self) -> Rows:
        """What the engine itself finds wrong."""
        ...

    def copied(self, folder: Path) -> "Store":
        """A copy, while nobody uses this one."""
        ...

    def drop(self) -> None: ...


@dataclass(frozen=True)
class File:
    """A SQLite database."""

    path: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    @property
    def audit_head(self) -> Path:
        return self.path.with_name("audit-head")

    def ask(self, question: str) -> Rows:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=20)) as reader:
            return reader.execute(question).fetchall()

    def change(self, statement: str) -> None:
        with closing(sqlite3.connect(self.path, timeout=20)) as writer, writer:
            writer.execute(statement)

    def faults(self) -> Rows:
        return [row for row in self.ask("PRAGMA integrity_check") if row != ("ok",)]

    def copied(self, folder: Path) -> "File":
        log = self.path.with_name(f"{self.path.name}-wal")
        assert not log.exists(), "the last one to leave writes the log back"
        return _with_head(self, File(Path(shutil.copy(self.path, folder / self.path.name))))

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)


@dataclass(frozen=True)
class OnServer:
    """A PostgreSQL database. server: its address up to the name of a database; folder: for files beside it."""

    server: str
    name: str
    folder: Path

    @property
    def url(self) -> str:
        return f"{self.server}/{self.name}"

    @property
    def audit_head(self) -> Path:
        return self.folder / "audit-head"

    def ask(self, question: str) -> Rows:
        return _asked(self.url, question)

    def change(self, statement: str) -> None:
        _told(self.url, statement)

    def faults(self) -> Rows:
        self.change("CREATE EXTENSION IF NOT EXISTS amcheck")
        self.ask(  # raises at the first index that disagrees with its table
            "SELECT bt_index_check(index.oid, true) FROM pg_class index JOIN pg_am am ON am.oid = index.relam"
            " WHERE am.amname = 'btree' AND index.relkind = 'i' AND index.relpersistence = 'p'"
        )
        return []

    def copied(self, folder: Path) -> "OnServer":
        copy = OnServer(self.server, _new_name(), folder)
        _told(f"{self.server}/postgres", f"CREATE DATABASE {copy.name} TEMPLATE {self.name}")
        return _with_head(self, copy)

    def drop(self) -> None:
        _told(f"{self.server}/postgres", f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


def is_postgres() -> bool:
    return os.environ.get("NHIP_DATABASE_URL", "").startswith("postgres")


def made_store(folder: Path) -> Store:
    """An empty database, for whoever made it to drop; SQLite makes its file in the folder when it is first used."""
    if not is_postgres():
        return File(folder / "nhip.sqlite3")
    store = OnServer(os.environ["NHIP_DATABASE_URL"].rpartition("/")[0], _new_name(), folder)
    _told(f"{store.server}/postgres", f"CREATE DATABASE {store.name}")
    return store


@contextmanager
def new_store(folder: Path) -> Iterator[Store]:
    """An empty database for as long as the block lasts."""
    store = made_store(folder)
    try:
        yield store
    finally:
        store.drop()


@contextmanager
def made_once(
    folder: Path, name: str, make: Callable[[], Made], drop: Callable[[Made], None]
) -> Iterator[Made]:
    """What the first of a run's processes made, for all of them; the last one to leave drops it.

    folder: one that all the processes share.
    """
    kept, users = folder / name, folder / f"users-of-{name}"
    users.mkdir(exist_ok=True)
    user = users / str(os.getpid())
    with _alone(folder / f"{name}.lock"):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
        user.touch()
        found: Made = pickle.loads(kept.read_bytes())
    try:
        yield found
    finally:
        with _alone(folder / f"{name}.lock"):
            user.unlink()
            if not any(users.iterdir()):
                kept.unlink()
                drop(found)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    with file.open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def of_all_processes(factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The run's folder that all of its processes share."""
    base = factory.getbasetemp()
    return base if worker_id == "master" else base.parent


def _with_head(old: Store, copy: Copy) -> Copy:
    """The copy, with what is kept of the audit outside the database."""
    if old.audit_head.exists():
        shutil.copy(old.audit_head, copy.audit_head)
    return copy


def _new_name() -> str:
    return f"nhip_{uuid4().hex}"


def _asked(url: str, question: str) -> Rows:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        return list(connection.execute(question.encode()).fetchall())


def _told(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
