"""A PostgreSQL cluster of one's own, for as long as a command runs.

``python -m tools.postgres find``           prints the folder of PostgreSQL's programs; ends with 1 where there is none
``python -m tools.postgres run COMMAND …``  runs the command with NHIP_DATABASE_URL naming a new, empty database

The cluster lies in a temporary folder of an unprivileged account and listens on a socket in that folder only: it
takes no port, and nobody else can reach it. A keeper process of its own stops the server and removes the folder as
soon as the command's process ends, however it ends; if the keeper itself is killed, the kernel ends the server.
Nothing is flushed to disk: the data lives for minutes. (A benchmark asks for a cluster that keeps what it answers for.)
"""

import ctypes
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import quote

OLDEST = 15
NEEDED = ("initdb", "postgres", "pg_isready", "createdb")
DEBIAN = Path("/usr/lib/postgresql")
OWNER = "nhip"
PATIENCE = 60.0  # s for the server to start, and to stop
PR_SET_PDEATHSIG = 1
SETTINGS = {
    "listen_addresses": "",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "timezone": "UTC",
}
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "jit": "off"}
"""Tables that nobody analysed look large to the planner, which then compiles questions about a handful of rows."""


class NoCluster(Exception):
    """Why there is no cluster, as PostgreSQL's programs said it."""


@dataclass(frozen=True)
class Account:
    """Whom the server runs as: PostgreSQL refuses root. None stands for whoever runs this."""

    user: int | None
    group: int | None


def find(environ: Mapping[str, str] = os.environ, debian: Path = DEBIAN) -> Path | None:
    """The folder with the newest of the PostgreSQL programs that are new enough, None where there are none."""
    on_path = [Path(one) for one in environ.get("PATH", "").split(os.pathsep) if one]
    places = [*debian.glob("*/bin"), *on_path, *_said_by_pg_config(environ)]
    found = [
        (version, -number, place)
        for number, place in enumerate(places)
        if all(os.access(place / name, os.X_OK) for name in NEEDED) and (version := _version(place)) >= OLDEST
    ]
    return max(found)[2] if found else None


def _said_by_pg_config(environ: Mapping[str, str]) -> list[Path]:
    if shutil.which("pg_config", path=environ.get("PATH", "")) is None:
        return []
    said = subprocess.run(
        ["pg_config", "--bindir"], capture_output=True, text=True, env=dict(environ), check=False
    )
    return [Path(said.stdout.strip())] if said.stdout.strip() else []


def _version(place: Path) -> int:
    said = subprocess.run([place / "postgres", "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"(\d+)", said.stdout)
    return int(number[1]) if number else 0


def unprivileged() -> Account:
    """As root: the account that Debian's package makes, or nobody's. Otherwise: oneself."""
    if os.geteuid() != 0:
        return Account(None, None)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise NoCluster("no account named postgres or nobody")


@contextmanager
def cluster(programs: Path, *, is_durable: bool = False) -> Iterator[str]:
    """A running cluster with one empty database, as a value for NHIP_DATABASE_URL. Raises NoCluster.

    is_durable: what it answers for is on the disk.
    """
    account = unprivileged()
    # Not TMPDIR: the path of a socket may have some 100 characters only.
    with tempfile.TemporaryDirectory(prefix="nhip-postgres-", dir="/tmp", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        if account.user is not None:
            os.chown(folder, account.user, account.group or 0)
        # Vietnamese order, as a careful administrator would have it: nothing of ours may depend on "C".
        order = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=vi"]
        words = [*order, "--auth=trust", f"--username={OWNER}", "--no-sync", f"--pgdata={folder / 'data'}"]
        _asked([programs / "initdb", *words], folder, account)
        with _server(programs, folder, account, SETTINGS if is_durable else SETTINGS | QUICK):
            _asked([programs / "createdb", f"--host={folder}", f"--username={OWNER}", OWNER], folder, account)
            yield f"postgres://{OWNER}@{quote(str(folder), safe='')}/{OWNER}"


@contextmanager
def _server(programs: Path, folder: Path, account: Account, options: Mapping[str, str]) -> Iterator[None]:
    settings = [f"--{name}={value}" for name, value in options.items()]
    log = folder / "log"
    with (
        log.open("wb") as stream,
        subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, *settings],
            cwd=folder,
            user=account.user,
            group=account.group,
            extra_groups=None if account.user is None else [],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            preexec_fn=_dies_with(os.getpid()),  # noqa: PLW1509 - this process has one thread
        ) as server,
    ):
        try:
            _wait_until_ready(programs, folder, server)
            yield
        finally:
            _stop(server)


def _dies_with(parent: int) -> Callable[[], None]:
    """What the server does before it starts: ask the kernel for an end at once when its parent is gone."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def prepare() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)
            if os.getppid() != parent:
                os._exit(1)

    return prepare


def _wait_until_ready(programs: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    ready: list[str | Path] = [programs / "pg_isready", "--quiet", f"--host={folder}"]
    while subprocess.run(ready, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise NoCluster((folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:])
        time.sleep(0.05)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """Fast, which cuts connections off; at once when that takes too long."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(how)
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            continue
        return


def _asked(words: Sequence[str | Path], folder: Path, account: Account) -> None:
    said = subprocess.run(
        words,
        cwd=folder,
        user=account.user,
        group=account.group,
        extra_groups=None if account.user is None else [],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode != 0:
        raise NoCluster(said.stderr.strip()[-2000:])


def keep() -> int:
    """Keep a cluster until nobody holds the other end of standard input; say its address on standard output."""
    signal.signal(signal.SIGTERM, _leave)
    programs = find()
    if programs is None:
        sys.stderr.write(f"postgres: no PostgreSQL {OLDEST} or newer was found\n")
        return 1
    try:
        with cluster(programs) as address:
            sys.stdout.write(f"{address}\n")
            sys.stdout.flush()
            sys.stdin.read()
    except NoCluster as why:
        sys.stderr.write(f"postgres: {why}\n")
        return 1
    return 0


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(143)


def run(command: Sequence[str]) -> int:
    """Run a command on a cluster of its own; returns its status. Signals are the command's to answer."""
    with subprocess.Popen(
        [sys.executable, __file__, "keep"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the command; the keeper ends when this process does
    ) as keeper:
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        address = keeper.stdout.readline().strip()
        if not address:
            return keeper.wait() or 1
        with subprocess.Popen(command, env={**os.environ, "NHIP_DATABASE_URL": address}) as child:

            def pass_on(number: int, _frame: FrameType | None) -> None:
                child.send_signal(number)

            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells the command itself
            for one in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(one, pass_on)
            status = child.wait()
    return 128 - status if status < 0 else status


def main(words: Sequence[str]) -> int:
    match words:
        case ["find"]:
            programs = find()
            if programs is None:
                return 1
            sys.stdout.write(f"{programs}\n")
            return 0
        case ["keep"]:
            return keep()
        case ["run", *command] if command:
            return run(command)
    sys.stderr.write(f"{__doc__}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
