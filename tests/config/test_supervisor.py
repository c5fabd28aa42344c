"""What the supervisor watches is started again when it dies, and ends when the supervisor does."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

PATIENCE = 15.0  # s; far above what is expected, so that a busy machine does not fail a test

# Each child notes its process id. "sturdy" stays, "slow" takes half a second to end, "frail" dies at once, "deaf"
# ignores SIGTERM.
PROGRAM = """
import sys
from pathlib import Path
from nhip.config import supervisor
from nhip.config.supervisor import Child, supervise

supervisor.PATIENCE = 1.0
where, *names = sys.argv[1:]
BODY = {
    "sturdy": "time.sleep(600)",
    "slow": "signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.5), open(sys.argv[1] + '.ended', 'w'), "
            "os._exit(0))); open(sys.argv[1] + '.ready', 'w'); time.sleep(600)",
    "frail": "",
    "deaf": "signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', file=open(sys.argv[1] + '.deaf', 'w')); "
            "time.sleep(600)",
}
NOTE = "import os, signal, sys, time; print(os.getpid(), file=open(sys.argv[1], 'a')); "
supervise([Child(n, [sys.executable, "-c", NOTE + BODY[n], str(Path(where) / n)]) for n in names])
print("ended")
"""


def eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


class Supervised:
    """A supervisor in a process of its own."""

    def __init__(self, where: Path, *names: str) -> None:
        self.where = where
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(where), *names],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def births(self, name: str) -> list[int]:
        note = self.where / name
        return [int(line) for line in note.read_text().split()] if note.exists() else []

    def end(self) -> None:
        for name in ("sturdy", "slow", "frail", "deaf"):
            for birth in self.births(name):
                if psutil.pid_exists(birth):
                    os.kill(birth, signal.SIGKILL)
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Supervised]]:
    running: list[Supervised] = []

    def begin(*names: str) -> Supervised:
        running.append(Supervised(tmp_path, *names))
        return running[-1]

    yield begin
    for supervised in running:
        supervised.end()


def test_a_killed_child_is_started_again_at_once(start: Callable[..., Supervised]) -> None:
    supervised = start("sturdy")
    eventually(lambda: len(supervised.births("sturdy")) == 1)

    os.kill(supervised.births("sturdy")[0], signal.SIGKILL)
    killed = time.monotonic()
    eventually(lambda: len(supervised.births("sturdy")) == 2)

    assert time.monotonic() - killed < 5


def test_a_child_that_keeps_dying_is_started_less_and_less_often(start: Callable[..., Supervised]) -> None:
    supervised = start("frail")
    time.sleep(3)

    # At 0, 0, 0.5 and 1.5 s, and then at 3.5 s: without pauses it would be dozens of times.
    assert 2 <= len(supervised.births("frail")) <= 5


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_children_and_supervisor(start: Callable[..., Supervised], signum: int) -> None:
    supervised = start("sturdy")
    eventually(lambda: len(supervised.births("sturdy")) == 1)

    supervised.process.send_signal(signum)
    said, _ = supervised.process.communicate(timeout=PATIENCE)

    assert (supervised.process.returncode, said) == (0, "ended\n")
    assert not psutil.pid_exists(supervised.births("sturdy")[0])


def test_a_child_that_does_not_listen_is_killed(start: Callable[..., Supervised], tmp_path: Path) -> None:
    supervised = start("deaf")
    eventually((tmp_path / "deaf.deaf").exists)

    supervised.process.terminate()
    supervised.process.communicate(timeout=PATIENCE)

    assert not psutil.pid_exists(supervised.births("deaf")[0])


def test_one_wish_that_arrives_twice_does_not_cut_the_ending_short(start: Callable[..., Supervised]) -> None:
    supervised = start("slow")
    eventually((supervised.where / "slow.ready").exists)

    supervised.process.terminate()
    supervised.process.terminate()
    supervised.process.communicate(timeout=PATIENCE)

    assert (supervised.where / "slow.ended").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's death signal is Linux's")
def test_children_do_not_outlive_a_killed_supervisor(start: Callable[..., Supervised]) -> None:
    supervised = start("sturdy")
    eventually(lambda: len(supervised.births("sturdy")) == 1)

    supervised.process.kill()
    supervised.process.communicate(timeout=PATIENCE)

    eventually(lambda: not psutil.pid_exists(supervised.births("sturdy")[0]))
