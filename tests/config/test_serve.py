"""``nhip serve`` as a whole: real processes on a real database."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

SERVE = "from nhip.config.serve import serve; serve(port={port})"
MEMORY = 250  # MB, of all processes


def environment(database: Path, **given: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "nhip.config.settings",
        "NHIP_DATABASE_URL": f"sqlite:///{database}",
        **given,
    }


def run(program: str, database: Path, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        env=environment(database, **given),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("serve") / "nhip.sqlite3"
    made = run(
        "from django.core.management import execute_from_command_line as e; e(['nhip', 'migrate'])", file
    )
    assert made.returncode == 0, made.stderr
    return file


class Server:
    """A running ``nhip serve`` on a free port."""

    def __init__(self, database: Path, **given: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE.format(port=0)],
            env=environment(database, **given),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        found = re.fullmatch(r"Nhịp: http://127\.0\.0\.1:(\d+)/\n", self.said)
        assert found, f"{self.said}{self.process.communicate(timeout=30)}"
        self.port = int(found.group(1))

    def get(self) -> int:
        """Ask for the first page; what it redirects to is not our business here."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", "/")
            return connection.getresponse().status

    def child(self, name: str, *, not_pid: int = 0) -> psutil.Process:
        """Wait for the child whose command line has the name."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for child in psutil.Process(self.process.pid).children():
                if child.pid != not_pid and any(name in word for word in child.cmdline()):
                    return child
            time.sleep(0.02)
        raise AssertionError(f"no {name}")

    def end(self) -> int:
        self.process.terminate()
        self.process.communicate(timeout=60)
        return self.process.returncode


@pytest.fixture(scope="module")
def server(database: Path) -> Iterator[Server]:
    running = Server(database)
    yield running
    running.process.terminate()
    running.process.communicate(timeout=60)


def test_it_answers_under_its_address(server: Server) -> None:
    assert server.get() < 500


def test_web_and_worker_are_started_again_when_killed_and_no_request_is_refused(server: Server) -> None:
    server.get()
    for name in ("gunicorn", "nhip.config.worker"):
        victim = server.child(name)
        victim.kill()
        assert server.get() < 500
        server.child(name, not_pid=victim.pid)


def test_all_processes_together_fit_a_small_server(server: Server) -> None:
    for _ in range(20):
        server.get()
    processes = [
        psutil.Process(server.process.pid),
        *psutil.Process(server.process.pid).children(recursive=True),
    ]

    assert sum(process.memory_full_info().pss for process in processes) / 2**20 <= MEMORY


def test_it_ends_cleanly_and_leaves_no_process(database: Path) -> None:
    server = Server(database)
    server.get()
    children = psutil.Process(server.process.pid).children(recursive=True)

    assert server.end() == 0
    assert [child for child in children if child.is_running()] == []


def test_ctrl_c_ends_it_cleanly(database: Path) -> None:
    server = Server(database)
    server.get()
    server.process.send_signal(signal.SIGINT)
    _, errors = server.process.communicate(timeout=60)

    assert server.process.returncode == 0
    assert "Traceback" not in errors


def test_a_separate_worker_is_not_started(database: Path) -> None:
    server = Server(database, NHIP_WORKER="separate")
    server.get()
    names = [" ".join(child.cmdline()) for child in psutil.Process(server.process.pid).children()]
    server.end()

    assert len(names) == 1
    assert "gunicorn" in names[0]


def test_a_taken_port_is_refused(database: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        ended = run(SERVE.format(port=port), database)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"Cổng {port}" in ended.stderr
    assert "Traceback" not in ended.stderr


GUESS = """
import django
django.setup()
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
for number in range(15):
    print(Client().post("/nhan-tai-khoan/", {"code": f"AAAA-AAAA-AAAA-{number:04}"}).status_code)
"""


def test_guesses_are_counted_by_all_processes_together(database: Path) -> None:
    """Twenty a minute from one address; neither of these processes saw more than fifteen."""
    first, second = (run(GUESS, database).stdout.split() for _process in range(2))

    assert first == ["422"] * 15
    assert second == ["422"] * 5 + ["429"] * 10


@pytest.mark.parametrize("port", [-1, 70000])
def test_a_port_that_cannot_be_is_a_usage_error(port: int, database: Path) -> None:
    ended = run(SERVE.format(port=port), database)

    assert ended.returncode == 2
    assert str(port) in ended.stderr


def test_a_database_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    ended = run(SERVE.format(port=0), tmp_path / "none.sqlite3")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "nhip django migrate" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_database_behind_its_migrations_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite3").touch()
    for program in (SERVE.format(port=0), "from nhip.config.worker import run_worker; run_worker()"):
        ended = run(program, tmp_path / "empty.sqlite3")

        assert (ended.returncode, ended.stdout) == (1, "")
        assert "nhip django migrate" in ended.stderr
        assert "Traceback" not in ended.stderr


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.sqlite3").write_text("không phải cơ sở dữ liệu " * 100)
    ended = run(SERVE.format(port=0), tmp_path / "text.sqlite3")

    assert ended.returncode == 1
    assert "NHIP_DATABASE_URL" in ended.stderr
    assert "Traceback" not in ended.stderr
