"""The cluster that tests run on: found, private, and gone when whoever wanted it is gone."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psutil
import psycopg
import pytest

from nhip.config import environment
from tools import postgres

ROOT = environment.PACKAGE_DIR.parents[1]
RUN = [sys.executable, "-m", "tools.postgres", "run"]
WAITS = ["sh", "-c", 'printf "%s\\n" "$NHIP_DATABASE_URL"; exec sleep 600']
PATIENCE = 60


def folder_of(address: str) -> Path:
    return Path(unquote(urlsplit(address).netloc.partition("@")[2]))


def started() -> "tuple[subprocess.Popen[str], str, psutil.Process]":
    """A run whose command does nothing for long, its address, and the server's process."""
    # Whoever runs the tests by nohup hands on that a hang-up is ignored, which is what one of them sends.
    run = subprocess.Popen(
        [*RUN, *WAITS],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # noqa: PLW1509 - one thread here
    )
    assert run.stdout is not None
    address = run.stdout.readline().strip()
    pid = int((folder_of(address) / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    return run, address, psutil.Process(pid)


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_command_gets_an_empty_database_and_its_status_is_the_runs() -> None:
    said = subprocess.run(
        [*RUN, "sh", "-c", 'printf "%s" "$NHIP_DATABASE_URL"; exit 7'],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=ROOT,
        check=False,
    )

    assert said.returncode == 7, said.stderr
    assert said.stdout.startswith("postgres://nhip@%2Ftmp%2Fnhip-postgres-")
    assert not folder_of(said.stdout).exists()


def test_the_server_is_unprivileged_takes_no_port_and_nobody_else_reaches_it() -> None:
    run, address, server = started()
    try:
        assert server.uids().real != 0
        assert server.net_connections("inet") == []
        assert stat.S_IMODE(folder_of(address).stat().st_mode) == 0o700
        assert server.uids().real == folder_of(address).stat().st_uid
        with psycopg.connect(address) as connection:
            assert connection.info.server_version >= postgres.OLDEST * 10000
            tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            assert tables.fetchone() == (0,)
    finally:
        run.terminate()
        run.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_however_the_run_ends_the_server_stops_and_leaves_nothing(how: signal.Signals) -> None:
    run, address, server = started()
    command = next(one for one in psutil.Process(run.pid).children() if "keep" not in one.cmdline())

    run.send_signal(how)

    try:
        wait_until(lambda: not server.is_running() and not folder_of(address).exists())
    finally:
        if command.is_running():  # only a run that was killed could not tell its command
            command.kill()
        run.communicate(timeout=PATIENCE)
    assert run.returncode != 0


def test_a_killed_keeper_takes_the_server_with_it() -> None:
    run, address, server = started()
    keeper = next(one for one in psutil.Process(run.pid).children() if "keep" in one.cmdline())
    try:
        keeper.kill()
        wait_until(lambda: not server.is_running())
    finally:
        run.terminate()
        run.communicate(timeout=PATIENCE)
        subprocess.run(["rm", "-rf", folder_of(address)], check=True)


def test_ctrl_c_is_for_the_command() -> None:
    program = """
import signal, sys
signal.signal(signal.SIGINT, lambda *_: sys.exit(9))
print("set", flush=True)
signal.pause()
"""
    with subprocess.Popen(
        [*RUN, sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "set\n"
        os.killpg(run.pid, signal.SIGINT)

        assert run.wait(PATIENCE) == 9


def programs(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    for name in postgres.NEEDED:
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n", encoding="ascii")
        (folder / name).chmod(0o755)
    return folder


def test_the_newest_programs_are_taken_wherever_they_are(tmp_path: Path) -> None:
    programs(tmp_path / "debian" / "15" / "bin", "15.18 (Debian 15.18-0+deb12u1)")
    newest = programs(tmp_path / "path", "17.2")

    assert postgres.find({"PATH": str(newest)}, tmp_path / "debian") == newest
    assert postgres.find({"PATH": ""}, tmp_path / "debian") == tmp_path / "debian" / "15" / "bin"


def test_what_pg_config_names_is_found(tmp_path: Path) -> None:
    hidden = programs(tmp_path / "opt", "16.1")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "pg_config").write_text(f"#!/bin/sh\necho {hidden}\n", encoding="ascii")
    (tmp_path / "bin" / "pg_config").chmod(0o755)

    assert postgres.find({"PATH": str(tmp_path / "bin")}, tmp_path / "debian") == hidden


def test_programs_that_are_too_old_or_incomplete_are_none(tmp_path: Path) -> None:
    programs(tmp_path / "debian" / "13" / "bin", "13.9")
    (programs(tmp_path / "client", "16.1") / "initdb").unlink()

    assert postgres.find({"PATH": str(tmp_path / "client")}, tmp_path / "debian") is None


def test_a_wrong_word_is_a_usage_error() -> None:
    assert postgres.main(["run"]) == 2
    assert postgres.main(["dance"]) == 2
