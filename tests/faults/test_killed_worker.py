"""A worker killed between a filing and its refresh loses nothing: what is dirty is stored with what changed it."""

import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from nhip.core.progress import PROGRESS
from tests.faults import serving
from tests.faults.serving import NHIP, Browser, address_of
from tests.stores import Store

pytestmark = [pytest.mark.database, pytest.mark.long]
KILLS = 6
LONGEST_LIFE = 2.0
"""Seconds: long enough to be killed while starting, while refreshing, and while idle."""


@contextmanager
def a_worker(database: Store) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen([NHIP, "worker"], env=serving.environment(database)) as worker:
        try:
            yield worker
        finally:
            worker.terminate()
            worker.wait(serving.PATIENCE)


def file(browser: Browser, unit: str, month: int) -> None:
    address = address_of(unit, month)
    page = browser.send("GET", address)
    assert browser.save(address, page, "Đã làm", version=page.version, action="file").status == 204


def reported(database: Store) -> int:
    """Filed reports that the country's roll-ups know of."""
    rows = database.ask(
        "SELECT states FROM rollups_progressrollup JOIN org_unitcode code USING (unit_id) WHERE code.code = 'VN'",
    )
    year = PROGRESS.read(str(rows[0][0]))
    return sum((year["reported"][month] or 0) + (year["other_reported"][month] or 0) for month in range(12))


def wait_until_none_runs(database: Store) -> None:
    """Wait until every task that a killed worker left behind was taken up and done by the next."""
    end = time.monotonic() + serving.PATIENCE
    question = (  # the daily round always leaves the next one waiting
        "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"
        " OR (status = 'READY' AND task_path NOT LIKE '%daily_round')"
    )
    while left := database.ask(question)[0][0]:
        assert time.monotonic() < end, f"{left} tasks are left"
        time.sleep(0.1)


def test_a_worker_killed_before_it_refreshed_leaves_the_work_to_the_next(database: Store) -> None:
    with serving.served(database, worker="separate") as port:
        browser = Browser.of_officer(port, "A1")
        with a_worker(database) as worker:
            file(browser, "A1", 2)
            serving.wait_until_current(database)
            worker.kill()
            file(browser, "A1", 3)
        assert database.ask("SELECT count(*) FROM rollups_dirty") != [(0,)]
        assert reported(database) == 1

        with a_worker(database):
            serving.wait_until_current(database)

    assert reported(database) == 2
    assert serving.numbers(database) == serving.rebuilt_numbers(database)


def test_workers_killed_at_any_moment_lose_no_report(database: Store) -> None:
    chance = random.Random(1)
    with serving.served(database, worker="separate") as port:
        browsers = {unit: Browser.of_officer(port, unit) for unit in ("A1", "B1")}
        for month in range(2, 2 + KILLS):
            with a_worker(database) as worker:
                for unit, browser in browsers.items():
                    file(browser, unit, month)
                time.sleep(chance.uniform(0, LONGEST_LIFE))
                worker.kill()
        with a_worker(database):
            serving.wait_until_current(database)

            wait_until_none_runs(database)

    assert reported(database) == KILLS * len(browsers)
    assert serving.audit_is_whole(database)
    assert serving.numbers(database) == serving.rebuilt_numbers(database)


def test_what_is_dirty_is_refreshed_even_when_no_task_in_the_queue_knows_of_it(database: Store) -> None:
    """As after a task that was given up because it killed its worker three times."""
    with serving.served(database, worker="separate") as port:
        file(Browser.of_officer(port, "A1"), "A1", 2)
    database.change("UPDATE django_tasks_database_dbtaskresult SET status = 'FAILED'")

    with a_worker(database):
        serving.wait_until_current(database)

    assert reported(database) == 1
