"""``./dev bench filing [--postgres]``: fifty clients file the reports of the demo's communes, as JSON on stdout.

Each report has its figures (17) and its tasks (about 18), is sent over HTTP to the server as it is installed, worker
included, from sessions of the communes' own officers; the database keeps what it answers for (durability FULL). The
clients run on the same cores as the server. ``met`` says whether a target was reached; nothing fails here.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from benchmarks.web import _machine as machine
from benchmarks.web import _met as met
from tests.journeys import demo as demos
from tests.stores import Store, new_store
from tools.postgres import cluster, find

CLIENTS = 50
MONTHS = (7, 8, 10, 11)
TODAY = "2020-12-20"
LEAST_A_SECOND, MOST_SECONDS, MOST_SECONDS_STALE, MOST_PAGE_MS = 100.0, 1.0, 2.0, 120.0


@dataclass
class Seat:
    """The session of one commune's officer."""

    code: str
    cookies: dict[str, str]
    pages: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Filing:
    seat: Seat
    address: str
    body: str


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--seats", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.seats:
        print(json.dumps(_seats()))
        return
    before = machine()
    with ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="nhip-bench-")))
        os.environ.pop("NHIP_DATABASE_URL", None)
        if given.postgres:
            programs = find()
            if programs is None:
                raise SystemExit("PostgreSQL 15 or newer is missing; run ./dev test --postgres once as root")
            os.environ["NHIP_DATABASE_URL"] = kept.enter_context(cluster(programs, is_durable=True))
        store = kept.enter_context(new_store(folder))
        _say("loading the demo …")
        printed = demos.load(store)
        demo = kept.enter_context(demos.served(store, printed, TODAY))
        host = urlsplit(demo.url).netloc
        said = subprocess.run(
            [sys.executable, "-m", "benchmarks.filing", "--seats"],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            env=demo.environment | {"DJANGO_SETTINGS_MODULE": "nhip.config.settings"},
        )
        seats = [Seat(code, {name: key}) for code, name, key in json.loads(said.stdout)]
        _say("opening the reports …")
        # A month after the other, as communes do: no officer sends four reports at the same moment.
        filings = [_opened(host, seat, month) for month in MONTHS for seat in seats]
        health = _health(host)
        _say(f"{len(filings)} filings …")
        began = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as clients:
            answers = list(clients.map(lambda one: _send(host, one), filings))
        took = time.perf_counter() - began
        stale = _stale(store)
    times = sorted(seconds for _status, seconds in answers)
    pages = sorted(page for seat in seats for page in seat.pages)
    p95 = times[int(len(times) * 0.95)]
    told = {
        "bench": "filing",
        "machine": before | {"load_average_at_the_end": machine()["load_average"]},
        "database": "PostgreSQL" if given.postgres else "SQLite",
        "clients": CLIENTS,
        "filings": len(filings),
        "failures": met(sum(status != 302 for status, _seconds in answers), 0),
        "health_page_p50_ms": health,
        "filings_a_second": {
            "value": round(len(filings) / took, 1),
            "target": LEAST_A_SECOND,
            "met": len(filings) / took >= LEAST_A_SECOND,
        },
        "seconds_for_one_p50": round(statistics.median(times), 2),
        "seconds_for_one_p95": met(round(p95, 2), MOST_SECONDS),
        "ratio_of_a_filing_to_health": round(took / len(filings) * 1000 / health, 1),
        "seconds_until_current": met(round(stale, 2), MOST_SECONDS_STALE),
        "report_page_p50_ms": round(statistics.median(pages) * 1000, 1),
        "report_page_p95_ms": met(round(pages[int(len(pages) * 0.95)] * 1000, 1), MOST_PAGE_MS),
    }
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr)


def _seats() -> list[tuple[str, str, str]]:
    """Commune, name of the session's cookie, session: of an officer of each commune."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from nhip import clock
    from nhip.apps.accounts.models import RoleGrant
    from nhip.apps.org import ground
    from nhip.core.units import Level

    tree = ground.current().history.on(clock.today())
    officers = {
        grant.unit_id: grant.person
        for grant in RoleGrant.objects.filter(role="officer", ends_before=None).select_related("person")
    }
    found = []
    for unit in tree:
        if tree.level(unit) is Level.COMMUNE and unit in officers:
            client = Client()
            client.force_login(officers[unit], backend="nhip.web.account.backend.PersonBackend")
            name = settings.SESSION_COOKIE_NAME
            found.append((tree.code(unit), name, client.cookies[name].value))
    return found


def _opened(host: str, seat: Seat, month: int) -> Filing:
    """Open the report as its officer does, and fill it in."""
    address = f"/bao-cao/{seat.code}/2020/{month}/"
    began = time.perf_counter()
    status, text, cookies = _asked(host, "GET", address, seat.cookies)
    seat.pages.append(time.perf_counter() - began)
    assert status == 200, (address, status)
    seat.cookies |= cookies
    names = re.findall(r'name="((?:progress|done|difficulties|next|figure)-[^"]+)"', text)
    values = dict(re.findall(r'name="(csrfmiddlewaretoken|version|key)" value="([^"]+)"', text))
    typed = {name: _typed(name) for name in names}
    typed["figure-HO"], typed["figure-HO-NGHEO"], typed["figure-HO-NGHEO:dtts"] = "600", "90", "80"
    confirmed = [("confirm", name) for name in typed if name.startswith("figure-")]
    return Filing(seat, address, urlencode([*typed.items(), *values.items(), *confirmed, ("action", "file")]))


def _typed(name: str) -> str:
    kind = name.split("-", 1)[0]
    return {"progress": "50", "figure": "0"}.get(kind, "Đã thực hiện, có biên bản kèm theo.")


def _send(host: str, filing: Filing) -> tuple[int, float]:
    began = time.perf_counter()
    status, _text, _cookies = _asked(host, "POST", filing.address, filing.seat.cookies, filing.body)
    return status, time.perf_counter() - began


def _asked(
    host: str, method: str, address: str, cookies: dict[str, str], body: str | None = None
) -> tuple[int, str, dict[str, str]]:
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = HTTPConnection(host, timeout=60)
    try:
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        given = [one.split(";", 1)[0].split("=", 1) for one in answer.headers.get_all("Set-Cookie", ())]
        return answer.status, answer.read().decode(), {one[0]: one[1] for one in given}
    finally:
        connection.close()


def _health(host: str) -> float:
    times = []
    for _number in range(60):
        began = time.perf_counter()
        _asked(host, "GET", "/suc-khoe/", {})
        times.append(time.perf_counter() - began)
    return round(statistics.median(times) * 1000, 1)


def _stale(store: Store) -> float:
    """Seconds from the last answer until nothing waits to be rolled up any more."""
    began = time.perf_counter()
    while store.ask("SELECT 1 FROM rollups_dirty LIMIT 1"):
        time.sleep(0.02)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
