"""Whoever writes to a SQLite file takes a turn, over threads and processes."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from nhip.config.sqlite.gate import Gate

HOLDER = """
import sys, time
from pathlib import Path
from nhip.config.sqlite.gate import Gate
assert Gate(Path(sys.argv[1])).enter(5)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "db-gate"


@contextmanager
def another_process(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Has the turn when the block begins."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_threads_of_a_process_have_the_turn_one_after_another(path: Path) -> None:
    gate = Gate(path)
    inside, most = 0, 0

    def write() -> None:
        nonlocal inside, most
        for _number in range(50):
            assert gate.enter(10)
            inside += 1
            most = max(most, inside)
            time.sleep(0.0001)
            inside -= 1
            gate.leave()

    threads = [Thread(target=write) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 1


def test_the_turn_of_another_process_is_waited_for_and_no_longer_than_told(path: Path) -> None:
    gate = Gate(path)
    with another_process(path):
        assert not gate.enter(0.05)
        assert not gate.enter(0.05), "nothing is kept of a turn that did not come"
        waiting, come = Thread(target=lambda: come.set() if gate.enter(20) else None), Event()
        waiting.start()
        assert not come.wait(0.05)
    assert come.wait(20), "a killed process gives way"
    waiting.join()
    gate.leave()


def test_a_thread_that_waits_too_long_for_another_is_told(path: Path) -> None:
    gate = Gate(path)
    assert gate.enter(1)
    told: list[bool] = []
    thread = Thread(target=lambda: told.append(gate.enter(0.05)))
    thread.start()
    thread.join()
    gate.leave()

    assert told == [False]
    assert gate.enter(1)
    gate.leave()
