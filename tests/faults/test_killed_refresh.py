"""A refresh of indicators killed with SIGKILL at any moment loses no figure, and leaves none half rolled up."""

import subprocess
import sys
from contextlib import suppress

import pytest

from tests.faults import serving
from tests.faults.figures import FIRST_YEAR, READY
from tests.stores import Store

pytestmark = [pytest.mark.database, pytest.mark.long]
KILLS = 4
LONGEST = 0.08
"""Seconds after which a refresh is killed at the latest."""


def process(database: Store, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.faults.figures", *words]
    return subprocess.Popen(command, env=serving.environment(database), stdout=subprocess.PIPE, text=True)


def done(database: Store, *words: str) -> str:
    with process(database, *words) as running:
        printed, _errors = running.communicate(timeout=serving.PATIENCE)
    assert running.returncode == 0
    return printed


def left(database: Store) -> object:
    return database.ask("SELECT count(*) FROM rollups_dirty WHERE indicator_id IS NOT NULL")[0][0]


def test_a_refresh_of_indicators_killed_at_any_moment_is_ended_by_the_next(database: Store) -> None:
    """Each in a year of its own, so that no later figure makes good what was lost."""
    done(database, "define", str(KILLS))
    done(database, "drain")
    unfinished = 0
    for number in range(KILLS):
        done(database, "report", str(FIRST_YEAR + number))
        with process(database, "drain") as refresh:
            assert refresh.stdout is not None
            assert refresh.stdout.readline().strip() == READY
            with suppress(subprocess.TimeoutExpired):
                refresh.wait(LONGEST * (number + 1) / KILLS)
            refresh.kill()
        unfinished += bool(left(database))
    assert unfinished, "no refresh was killed while it was under way: the experiment shows nothing"

    done(database, "drain")

    assert left(database) == 0
    assert "0 chỗ lệch" in serving.nhip(database, "rollup", "verify")
