"""A process that writes reports through the services, on the database that NHIP_DATABASE_URL names.

``python -m tests.faults.writing build``        migrate, and store the small world with passwords that can be used
``python -m tests.faults.writing write JOB``    write until the job's time is over, then print what came of it
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from threading import Barrier, Thread
from unittest.mock import patch

import django

DEADLINE = 300.0
"""Seconds after which a writer that hangs is a failure; nothing waits so long."""
UNITS = ("A1", "A9", "A.PDT", "B1", "C1")


@dataclass(frozen=True)
class Job:
    """reports: unit and month, one writer each, all of their own; or, when ``together``, all of the first.

    rounds: 0 writes for ``seconds``. careless: with the settings that Django has by default. blind: without asking
    for the version.
    """

    reports: list[tuple[str, int]]
    seconds: float = 0.0
    rounds: int = 0
    together: bool = False
    careless: bool = False
    blind: bool = False


@dataclass
class Told:
    """What a writer was told. version, text: of the last time that it was told "saved"."""

    unit: str
    month: int
    saved: int = 0
    version: int = 0
    text: str = ""
    conflicts: int = 0
    locked: int = 0
    other: list[str] = field(default_factory=list)


def officer_of(unit: str) -> str:
    return f"officer.{unit.lower().replace('.', '')}"


def build() -> None:
    """The small world; officers' passwords are hashed as in earnest, so that they can sign in over HTTP."""
    from django.core.management import call_command
    from django.test import override_settings

    call_command("migrate", verbosity=0)
    from nhip.apps.accounts.models import Person
    from tests import world

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        world.build()
    for unit in UNITS:
        person = Person.objects.get(username=officer_of(unit))
        person.set_password(world.PASSWORD)
        person.save(update_fields=["password"])


def write(job: Job) -> list[Told]:
    """One thread and one connection for each writer; they begin together."""
    told = [Told(*report) for report in job.reports]
    barrier = Barrier(len(told))
    work = _compete if job.together else _write_own
    threads = [
        Thread(target=_guarded, args=(work, job, one, number, barrier), daemon=True)
        for number, one in enumerate(told)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE)
        assert not thread.is_alive(), "a writer hangs"
    return told


def _guarded(
    work: Callable[[Job, Told, int, Barrier], None], job: Job, told: Told, number: int, barrier: Barrier
) -> None:
    from django.db import connection

    try:
        work(job, told, number, barrier)
    except Exception as error:  # noqa: BLE001 - whatever ends a writer is what the test wants to know
        told.other.append(f"{type(error).__name__}: {error}")
        barrier.abort()
    finally:
        connection.close()


def _write_own(job: Job, told: Told, number: int, barrier: Barrier) -> None:
    """Save a draft again and again; every fifth time also file it and have it returned, which marks roll-ups."""
    from django.db import OperationalError

    barrier.wait()
    end, count = time.monotonic() + job.seconds, 0
    while time.monotonic() < end:
        count += 1
        try:
            _save(told, f"{number}: lần {count}", Decimal(count % 101))
            if count % 5 == 0:
                _file_and_return(told)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            told.locked += 1


def _compete(job: Job, told: Told, number: int, barrier: Barrier) -> None:
    """In each round all save the same report, from the version that all of them saw."""
    from nhip.core.errors import Conflict

    for turn in range(job.rounds):
        told.version = _version(told)
        barrier.wait()
        try:
            _save(told, f"{number}: lượt {turn}", Decimal(turn))
        except Conflict:
            told.conflicts += 1
        barrier.wait()


def _save(told: Told, text: str, progress: Decimal) -> None:
    from nhip.apps.reports.services import Submission, save_report
    from nhip.core.periods import Month
    from tests import world

    month = Month(world.YEAR, told.month)
    lines = world.lines(told.unit, month, progress, today=_now().date())
    written = {task: type(line)(line.progress, text) for task, line in lines.items()}
    told.version = save_report(
        actor=world.person(officer_of(told.unit)),
        code=told.unit,
        month=month,
        submission=Submission(lines=written, version=told.version),
        now=_now(),
    )
    told.saved, told.text = told.saved + 1, text


def _file_and_return(told: Told) -> None:
    from nhip.apps.reports.deciding import return_report
    from nhip.apps.reports.services import Submission, file_report
    from nhip.core.periods import Month
    from tests import world

    month = Month(world.YEAR, told.month)
    file_report(
        actor=world.person(officer_of(told.unit)),
        code=told.unit,
        month=month,
        submission=Submission(lines={}, version=told.version),
        now=_now(),
    )
    told.saved, told.version = told.saved + 1, told.version + 1
    leader = world.person(world.APPROVERS.get(told.unit, "leader.a"))
    return_report(actor=leader, code=told.unit, month=month, reason="Thiếu số liệu", now=_now())
    told.saved, told.version = told.saved + 1, told.version + 1


def _version(told: Told) -> int:
    from nhip.apps.reports.queries import report_page
    from nhip.core.access import OPERATOR
    from nhip.core.periods import Month
    from tests import world

    month = Month(world.YEAR, told.month)
    return report_page(actor=OPERATOR, code=told.unit, month=month, today=_now().date()).version


def _now() -> datetime:
    from nhip import clock

    return clock.now()


def take_care_off() -> None:
    """SQLite as Django opens it by default, the guard that refuses this included: the control of the experiment."""
    from django.db import connection
    from django.db.backends.signals import connection_created

    from nhip.config import sqlite_library

    assert connection_created.disconnect(sqlite_library.guard, dispatch_uid="nhip.config.sqlite_library")
    for name in ("transaction_mode", "timeout"):
        del connection.settings_dict["OPTIONS"][name]
    connection.settings_dict["ENGINE"] = "django.db.backends.sqlite3"  # each thread opens its own


def take_version_off() -> None:
    """Saving without asking for the version: the control of "one winner"."""
    patch("nhip.apps.reports.services.check_writable").start()


def main(command: str, job: str = "{}") -> None:
    django.setup()
    if command == "build":
        build()
        return
    asked = Job(**json.loads(job))
    if asked.careless:
        take_care_off()
    if asked.blind:
        take_version_off()
    sys.stdout.write(json.dumps([asdict(one) for one in write(asked)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
