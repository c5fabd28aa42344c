"""The background worker: runs the tasks that pages and commands have put aside.

What is marked as running although its worker is gone was left by one that was killed, and is run again when the next
one starts. On SQLite there is one worker per database, held to that by a lock beside the file; on PostgreSQL each
holds an advisory lock of its own name for as long as it lives. Tasks must bear to run twice.
"""

import fcntl
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO
from uuid import uuid4

import django
from django.conf import settings
from django.db import connection, transaction

from nhip.config import beside
from nhip.config.preflight import check_database
from nhip.config.refusals import Refusal, leave

INTERVAL = 0.5  # s between two looks at an empty queue
ATTEMPTS = 3  # a task that killed its worker this often is not tried again
TAKEOVER = 30.0  # s for an earlier worker to finish its task and let go


class WorkerKilledError(Exception):
    """Stored with a task whose worker was killed each time that it ran."""


def run_worker() -> None:
    """Run tasks until SIGTERM or SIGINT; the task at hand is finished first.

    Ends the process: 2 for a wrong setting, 1 when the database is not ready or another worker keeps it, each
    with a sentence on stderr.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhip.config.settings")
    name = f"{socket.gethostname()[:40]}-{uuid4().hex[:12]}"
    with ExitStack() as stack:
        try:
            django.setup()
            check_database()
            if connection.vendor == "sqlite":
                stack.enter_context(only_worker(Path(settings.DATABASES["default"]["NAME"])))
                take_back_abandoned(lives=lambda _name: False)
            else:
                stack.enter_context(known_to_live(name))
                take_back_abandoned(lives=lives)
        except Refusal as refusal:
            leave(refusal)
        from nhip.cycle.background import keep_rounds_going

        keep_rounds_going()
        stack.enter_context(beside.sealing())
        stack.enter_context(beside.refreshing())
        from django_tasks_db.management.commands.db_worker import Worker

        worker = Worker(
            queue_names=["*"],
            interval=INTERVAL,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()


def only_worker(database: Path, *, patience: float = TAKEOVER) -> IO[str]:
    """Hold the lock that makes this the only worker of a SQLite database, until the file is closed.

    The kernel lets go of it whichever way the process ends. Raises Refusal after ``patience`` seconds.
    """
    lock = database.with_name(f"{database.name}.worker").open("w", encoding="ascii")
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(0.2)
                continue
            lock.close()
            raise Refusal(
                f"Đã có một tiến trình nền khác chạy trên {database}. SQLite chỉ cần một; hãy dừng cái kia.",
                f"Another worker is running on {database}. SQLite needs only one; stop the other.",
            ) from None
        return lock


@contextmanager
def known_to_live(name: str) -> Iterator[None]:
    """Hold PostgreSQL's advisory lock of a worker's name until the block ends or this process does.

    On a connection of its own: the one that tasks use comes and goes. Should the server drop it, a worker that starts
    then takes this one for dead, and the task at hand runs twice.
    """
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_lock_of(name)])
        yield
    finally:
        own.close()


def lives(name: str) -> bool:
    """Say whether the worker of that name still holds its lock; asked inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_lock_of(name)])
        return not cursor.fetchone()[0]


def _lock_of(name: str) -> int:
    return int.from_bytes(sha256(f"nhip worker {name}".encode()).digest()[:8], "big", signed=True)


def take_back_abandoned(*, lives: Callable[[str], bool]) -> int:
    """Put tasks that a killed worker left behind back into the queue; return how many.

    lives: says whether a worker, by its name, still runs.
    """
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    with transaction.atomic():
        running = DBTaskResult.objects.running().select_for_update()
        abandoned = [task for task in running if not (task.worker_ids and lives(task.worker_ids[-1]))]
        for task in abandoned:
            if len(task.worker_ids) < ATTEMPTS:
                task.status = TaskResultStatus.READY
                task.save(update_fields=["status"])
            else:
                task.set_failed(WorkerKilledError(f"killed its worker {ATTEMPTS} times"))
    return len(abandoned)


if __name__ == "__main__":
    run_worker()
