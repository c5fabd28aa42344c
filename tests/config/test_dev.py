"""``./dev``: what it says, where it says it, and how little it adds."""

import os
import socket
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from nhip.config import environment
from tools import check_hosts

ROOT = environment.PACKAGE_DIR.parents[1]
VIETNAMESE = {**os.environ, "LC_ALL": "vi_VN.UTF-8"}
ENGLISH = {**os.environ, "LC_ALL": "en_GB.UTF-8"}


def dev(*words: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / "dev"), *words],
        cwd=cwd,
        env=env or VIETNAMESE,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_help_names_every_command() -> None:
    said = dev("help").stdout

    for command in ("demo", "nhip", "test", "check", "fix", "bench", "messages", "lock", "help"):
        assert f"./dev {command}" in said


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("demo", "--quick"),
        ("demo", "--port"),
        ("demo", "--port", "http"),
        ("demo", "--port", "123456"),
        ("bench", "no_such_benchmark"),
        ("bench", "../dev"),
        ("lock", "--all"),
    ],
)
def test_what_it_does_not_know_is_a_usage_error(words: tuple[str, ...]) -> None:
    ended = dev(*words)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert words[-1] in ended.stderr


def test_it_speaks_english_where_the_locale_does() -> None:
    assert "không có lệnh dance" in dev("dance").stderr
    assert "there is no command dance" in dev("dance", env=ENGLISH).stderr


def test_a_taken_port_is_refused_before_anything_is_loaded() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        ended = dev("demo", "--port", port)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"Cổng {port}" in ended.stderr


def test_nhip_runs_where_it_was_called_and_adds_nothing_to_what_it_prints(tmp_path: Path) -> None:
    direct = subprocess.run(
        [str(ROOT / ".venv" / "bin" / "nhip"), "--help"],
        env=VIETNAMESE,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    through = dev("nhip", "--help", cwd=tmp_path)

    assert (through.returncode, through.stdout, through.stderr) == (0, direct.stdout, "")


def test_nhip_through_dev_costs_at_most_0_3_s_more() -> None:
    def seconds(*command: str) -> float:
        began = time.monotonic()
        subprocess.run(command, env=VIETNAMESE, capture_output=True, timeout=60, check=True)
        return time.monotonic() - began

    direct = min(seconds(str(ROOT / ".venv" / "bin" / "nhip"), "--help") for _ in range(3))
    through = min(seconds(str(ROOT / "dev"), "nhip", "--help") for _ in range(3))

    assert through - direct <= 0.3


def test_a_file_that_names_a_registry_is_found() -> None:
    lock = ROOT / "requirements" / "base.txt"
    hosts = check_hosts.hosts()

    assert hosts
    assert check_hosts.faults(lock, hosts) == []
    assert check_hosts.faults(lock, ["django==5"]) == ["requirements/base.txt: django==5"]
