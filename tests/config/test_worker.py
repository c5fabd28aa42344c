"""Tasks that a killed worker left behind are run again, by the only worker that there is."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from nhip.config import worker
from nhip.config.refusals import Refusal
from tests.stores import is_postgres


def abandoned(*, attempts: int) -> DBTaskResult:  # type: ignore[type-arg] # generic to type checkers only
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now(),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.nowhere.task",
        worker_ids=[f"gone-{attempt}" for attempt in range(attempts)],
        backend_name="default",
    )


def nobody(_name: str) -> bool:
    return False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("attempts", "status"),
    [(1, TaskResultStatus.READY), (2, TaskResultStatus.READY), (3, TaskResultStatus.FAILED)],
)
def test_an_abandoned_task_is_tried_three_times(attempts: int, status: TaskResultStatus) -> None:
    task = abandoned(attempts=attempts)

    assert worker.take_back_abandoned(lives=nobody) == 1

    task.refresh_from_db()
    assert task.status == status


@pytest.mark.django_db
def test_waiting_and_finished_tasks_are_left_alone() -> None:
    finished = abandoned(attempts=1)
    finished.set_successful(None)

    assert worker.take_back_abandoned(lives=nobody) == 0

    finished.refresh_from_db()
    assert finished.status == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db
def test_what_a_living_worker_runs_is_left_to_it() -> None:
    task = abandoned(attempts=2)

    assert worker.take_back_abandoned(lives=lambda name: name == "gone-1") == 0
    assert worker.take_back_abandoned(lives=lambda name: name == "gone-0") == 1

    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY


@pytest.mark.django_db
@pytest.mark.skipif(not is_postgres(), reason="PostgreSQL's advisory locks")
def test_on_postgresql_a_worker_is_known_to_live_until_it_is_killed() -> None:
    program = """
import time, django
django.setup()
from nhip.config.worker import known_to_live
with known_to_live("a-worker"):
    print("held", flush=True)
    time.sleep(600)
"""
    database = f"{os.environ['NHIP_DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "nhip.config.settings",
            "NHIP_DATABASE_URL": database,
        },
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert worker.lives("a-worker")
        assert not worker.lives("another")
        other.kill()
        other.wait()

    end = time.monotonic() + 30
    while worker.lives("a-worker"):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_second_worker_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    database = tmp_path / "nhip.sqlite3"
    with worker.only_worker(database, patience=0), pytest.raises(Refusal, match=r"nhip\.sqlite3"):
        worker.only_worker(database, patience=0)

    worker.only_worker(database, patience=0).close()


def test_a_killed_worker_lets_go(tmp_path: Path) -> None:
    database = tmp_path / "nhip.sqlite3"
    program = f"""
import time
from pathlib import Path
from nhip.config.worker import only_worker
lock = only_worker(Path({str(database)!r}))
print("held", flush=True)
time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        other.kill()

    worker.only_worker(database, patience=5).close()
