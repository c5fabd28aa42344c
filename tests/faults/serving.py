"""The small world on a database of its own: served as in earnest, written by several processes, read at the end."""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests import world
from tests.faults.writing import Job, Told, officer_of
from tests.stores import Store

NHIP = Path(sys.executable).parent / "nhip"
TODAY = "2020-12-20"
"""Late in the year, so that reports of many months can be written at once."""
PATIENCE = 60
"""Seconds until something that hangs is a failure. SQLite lets writers wait their 20 s before it says "locked"."""


def environment(database: Store, **given: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NHIP_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "nhip.config.settings",
        "NHIP_DATABASE_URL": database.url,
        "NHIP_AUDIT_HEAD": str(database.audit_head),
        "NHIP_TODAY": TODAY,
        **given,
    }


def build(database: Store) -> None:
    words = [sys.executable, "-m", "tests.faults.writing", "build"]
    subprocess.run(words, env=environment(database), check=True, timeout=PATIENCE)


class Writers:
    """A process that does a job; it runs from the moment this is made."""

    def __init__(self, database: Store, job: Job) -> None:
        words = [sys.executable, "-m", "tests.faults.writing", "write", json.dumps(asdict(job))]
        self.process = subprocess.Popen(
            words,
            env=environment(database),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def told(self) -> list[Told]:
        """Wait for the end and say what each writer was told."""
        printed, errors = self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0, errors
        return [Told(**one) for one in json.loads(printed)]


def nhip(database: Store, *words: str) -> str:
    """What the command prints; it must succeed."""
    done = subprocess.run(
        [NHIP, *words],
        env=environment(database),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def audit_is_whole(database: Store) -> bool:
    """Whether, once all is sealed, the chain holds; whatever was under way when somebody was killed."""
    nhip(database, "audit", "seal")
    told = json.loads(nhip(database, "audit", "verify", "--json"))
    return bool(told["whole"]) and told["unsealed"] == 0 and told["sealed"] > 0


def stored_reports(database: Store) -> dict[tuple[str, int], tuple[int, set[str]]]:
    """Unit and month -> the version, and what its lines say was done."""
    rows = database.ask(
        "SELECT code.code, report.month, report.version, line.done FROM reports_report report"
        " JOIN org_unitcode code ON code.unit_id = report.unit_id"
        " JOIN reports_reportline line ON line.report_id = report.id",
    )
    found: dict[tuple[str, int], tuple[int, set[str]]] = {}
    for code, month, version, done in rows:
        assert isinstance(version, int)
        found.setdefault((str(code), int(str(month))), (version, set()))[1].add(str(done))
    return found


def wait_until_current(database: Store) -> None:
    """Wait until the worker has left nothing dirty."""
    end = time.monotonic() + PATIENCE
    while left := database.ask("SELECT count(*) FROM rollups_dirty")[0][0]:
        assert time.monotonic() < end, f"{left} marks are left, nobody refreshes"
        time.sleep(0.1)


def numbers(database: Store) -> list[tuple[object, ...]]:
    """The stored roll-ups, without the moment when each was refreshed."""
    return database.ask("SELECT unit_id, year, states FROM rollups_progressrollup ORDER BY year, unit_id")


def rebuilt_numbers(database: Store) -> list[tuple[object, ...]]:
    """The same made anew from the facts alone."""
    nhip(database, "rollup", "rebuild", "--year", str(world.YEAR))
    return numbers(database)


@contextmanager
def served(database: Store, *, threads: int = 16, worker: str = "embedded") -> Iterator[int]:
    """``nhip serve`` on a free port until the block ends."""
    with subprocess.Popen(
        [NHIP, "serve", "--port", "0", "--threads", str(threads)],
        env=environment(database, NHIP_WORKER=worker),
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            address = re.search(r":(\d+)/", server.stdout.readline())
            assert address is not None
            yield int(address[1])
        finally:
            server.terminate()
            server.wait(PATIENCE)


@dataclass(frozen=True)
class Answer:
    status: int
    text: str

    @property
    def version(self) -> int:
        found = re.search(r'name="version" value="(\d+)"', self.text)
        assert found is not None, self.text
        return int(found[1])

    @property
    def tasks(self) -> set[str]:
        return set(re.findall(r'name="progress-(\d+)"', self.text))

    @property
    def sections(self) -> set[str]:
        return set(re.findall(r'name="(section-[^"]+)"', self.text))


@dataclass
class Browser:
    """Somebody signed in, as far as a server can tell."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_officer(cls, port: int, unit: str) -> "Browser":
        browser = cls(port)
        browser.send("GET", "/dang-nhap/")
        typed = {"login": officer_of(unit), "password": world.PASSWORD}
        assert browser.send("POST", "/dang-nhap/", typed).status == 302
        return browser

    def send(self, method: str, address: str, typed: dict[str, str] | None = None) -> Answer:
        body = None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if typed is not None:
            body = urlencode(typed | {"csrfmiddlewaretoken": self.cookies["nhip-csrf"]})
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request(method, address, body, headers)
            response = connection.getresponse()
            for header in response.headers.get_all("Set-Cookie", ()):
                self.cookies |= {name: one.value for name, one in SimpleCookie(header).items()}
            return Answer(response.status, response.read().decode())

    def save(
        self, address: str, page: Answer, text: str, *, version: int, action: str = "save", key: str = ""
    ) -> Answer:
        """Send the report's form with the same text in every line and section. key: of the submission."""
        typed = {"version": str(version), "action": action, "key": key}
        for task in page.tasks:
            typed |= {f"progress-{task}": "50", f"done-{task}": text}
        typed |= dict.fromkeys(page.sections, text)
        return self.send("POST", address, typed)


def address_of(unit: str, month: int) -> str:
    return f"/bao-cao/{unit}/{world.YEAR}/{month}/"
