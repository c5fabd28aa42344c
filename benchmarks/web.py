"""``./dev bench web``: the figures of the pages, measured on a demo of its own, as JSON on stdout.

Every time is beside a ratio to the health page of the same run (the cheapest answer the server gives), so that
figures from different machines can be compared. ``met`` says whether a target was reached; nothing fails here.
"""

import gzip
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Page, Request, sync_playwright

from tests.journeys import demo as demos
from tests.journeys.demo import DESKTOP, NHIP, Demo
from tests.stores import File

REQUESTS, WARM_UP = 120, 10
PATIENCE = 30.0
SETTLE = 300
"""Milliseconds for the browser to tell of its last transfers."""
BOARDS = {
    "board of the province": "/nhip/06/2020/",
    "board of a district": "/nhip/066/2020/",
    "board of all communes": "/nhip/06/2020/?cap=commune",
}
OTHERS = {
    "my work of a leader": "/viec-cua-toi/",
    "plan of an office": "/ke-hoach/066.PDT/2020/",
    "report of a commune": "/bao-cao/02179/2020/4/",
    "who has submitted": "/ke-hoach/06/2020/tinh-hinh/",
    "units": "/don-vi/",
}
MOST_MILLISECONDS, MOST_STATEMENTS, MOST_MEGABYTES = 150, 6, 250
MOST_FIRST_LOAD, MOST_LATER_LOAD = 200_000, 30_000
MOST_SECONDS_TO_LOAD, MOST_SECONDS_STALE, MOST_SECONDS_OF_DEV = 90, 2.0, 0.3


class PageFigures(TypedDict):
    address: str
    p50_ms: float
    p95_ms: float
    ratio_to_baseline_p50: float


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="nhip-bench-") as name:
        store = File(Path(name) / "demo.sqlite3")
        _say("loading the demo …")
        began = time.perf_counter()
        printed = demos.load(store)
        took = time.perf_counter() - began
        with demos.served(store, printed) as demo:
            session = _sign_in(demo, "lanhdao.bdt")
            _say("timing pages …")
            base = _timed(session, f"{demo.url}/suc-khoe/")
            pages = {
                title: _page(session, demo, address, base) for title, address in (BOARDS | OTHERS).items()
            }
            _say("weighing pages …")
            weights = _weigh(demo)
            _say("filing a report …")
            stale = _freshness(demo)
            memory = _memory()
        statements = _statements(demo)
    figures = {
        "machine": _machine(),
        "command": "./dev bench web",
        "baseline": {"page": "/suc-khoe/", "p50_ms": base[0], "p95_ms": base[1]},
        "pages": pages,
        "boards": {
            "target_p95_ms": MOST_MILLISECONDS,
            "met": all(pages[title]["p95_ms"] <= MOST_MILLISECONDS for title in BOARDS),
        },
        "statements": statements
        | {"target": MOST_STATEMENTS, "met": max(statements.values()) <= MOST_STATEMENTS},
        "bytes": weights,
        "seconds_until_the_board_is_current": _met(stale, MOST_SECONDS_STALE),
        "memory_pss_mb": _met(memory, MOST_MEGABYTES),
        "seconds_to_load_the_demo": _met(round(took, 1), MOST_SECONDS_TO_LOAD),
        "seconds_that_dev_adds": _met(_dev_overhead(), MOST_SECONDS_OF_DEV),
    }
    print(json.dumps(figures, ensure_ascii=False, indent=1))


def _say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr)


def _met(value: float, target: float) -> dict[str, float | bool]:
    return {"value": value, "target": target, "met": value <= target}


def _machine() -> dict[str, object]:
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return {
        "cpu": model[1] if model else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "load_average": round(os.getloadavg()[0], 2),
    }


def _sign_in(demo: Demo, login: str) -> urllib.request.OpenerDirector:
    jar = CookieJar()
    session = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    session.addheaders = [("Accept-Encoding", "gzip")]
    session.open(f"{demo.url}/dang-nhap/").read()
    token = next(cookie.value for cookie in jar if cookie.name == "nhip-csrf")
    body = urllib.parse.urlencode({"login": login, "password": demo.password, "csrfmiddlewaretoken": token})
    request = urllib.request.Request(
        f"{demo.url}/dang-nhap/", body.encode(), {"Referer": f"{demo.url}/dang-nhap/"}
    )
    assert session.open(request).url.endswith("/viec-cua-toi/")
    return session


def _timed(session: urllib.request.OpenerDirector, address: str) -> tuple[float, float]:
    """Milliseconds until the whole answer is here: median and 95th percentile."""
    times = []
    for _number in range(WARM_UP + REQUESTS):
        began = time.perf_counter()
        with session.open(address) as answer:
            answer.read()
        times.append((time.perf_counter() - began) * 1000)
    kept = sorted(times[WARM_UP:])
    return round(statistics.median(kept), 1), round(kept[int(len(kept) * 0.95)], 1)


def _page(
    session: urllib.request.OpenerDirector, demo: Demo, address: str, base: tuple[float, float]
) -> PageFigures:
    median, slow = _timed(session, demo.url + address)
    return {
        "address": address,
        "p50_ms": median,
        "p95_ms": slow,
        "ratio_to_baseline_p50": round(median / base[0], 1),
    }


def _weigh(demo: Demo) -> dict[str, object]:
    """Bytes over the wire in a browser with an empty cache, then with what it kept."""
    with sync_playwright() as playwright:
        browser = demos.chromium(playwright)
        page = browser.new_context(viewport=DESKTOP).new_page()
        page.goto(f"{demo.url}/dang-nhap/", wait_until="networkidle")
        page.fill("[name=login]", "lanhdao.bdt")
        page.fill("[name=password]", demo.password)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state("networkidle")
        cookies = page.context.cookies()
        first: dict[str, int] = {}
        later: dict[str, int] = {}
        for title, address in ({"my work": "/viec-cua-toi/"} | BOARDS | OTHERS).items():
            context = browser.new_context(viewport=DESKTOP)
            context.add_cookies(cookies)  # type: ignore[arg-type]
            fresh = context.new_page()
            fresh_loads = _listening(fresh)
            fresh.goto(demo.url + address, wait_until="networkidle")
            fresh.wait_for_timeout(SETTLE)
            first[title] = sum(fresh_loads)
            fresh_loads.clear()
            fresh.goto(demo.url + address, wait_until="networkidle")
            fresh.wait_for_timeout(SETTLE)
            later[title] = sum(fresh_loads)
            context.close()
        browser.close()
    return {
        "first_load": first | {"target": MOST_FIRST_LOAD, "met": max(first.values()) <= MOST_FIRST_LOAD},
        "later_load": later | {"target": MOST_LATER_LOAD, "met": max(later.values()) <= MOST_LATER_LOAD},
    }


def _listening(page: Page) -> list[int]:
    """Bytes of each answer that the page takes from now on; the list grows."""
    loads: list[int] = []
    page.on("requestfinished", lambda request: loads.append(_transferred(request)))
    return loads


def _transferred(request: Request) -> int:
    response = request.response()
    if response is None or response.from_service_worker:
        return 0
    sizes = request.sizes()
    return int(sizes["responseBodySize"]) + int(sizes["responseHeadersSize"])


def _freshness(demo: Demo) -> float:
    """Seconds from the answer to a filing until the province's board holds it."""
    shown = demo.nhip("report", "show", "--unit", "02137", "--period", "2020-05", "--json")
    report = json.loads(shown.stdout)
    for row in report["tasks"]:
        row["progress"] = 50
    file = Path(tempfile.mkstemp(suffix=".json")[1])
    file.write_text(json.dumps(report), encoding="utf-8")
    session = _sign_in(demo, "chuyenvien.bdt")
    address = f"{demo.url}/nhip/06/2020/"
    before = _reported(session, address)
    filed = demo.nhip("report", "file", str(file), "--as", "xa.vanvu")
    began = time.perf_counter()
    file.unlink()
    assert filed.returncode == 0, filed.stderr
    while _reported(session, address) == before:
        if time.perf_counter() - began > PATIENCE:
            return PATIENCE
        time.sleep(0.05)
    return round(time.perf_counter() - began, 2)


def _reported(session: urllib.request.OpenerDirector, address: str) -> list[str]:
    """Every «reported/108» on the province's board."""
    with session.open(address) as answer:
        body = answer.read()
    return re.findall(r"\d+/108", gzip.decompress(body).decode())


def _family(root: int) -> Iterator[int]:
    yield root
    children = Path(f"/proc/{root}/task/{root}/children").read_text(encoding="utf-8").split()
    for child in children:
        yield from _family(int(child))


def _memory() -> float:
    """Megabytes (PSS) of the supervisor, the web server and the worker together."""
    root = next(
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if _is_supervisor(path, os.getpid())
    )
    total = 0
    for process in _family(root):
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
        pss = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
        total += int(pss[1]) if pss else 0
    return round(total / 1024, 1)


def _is_supervisor(cmdline: Path, parent: int) -> bool:
    try:
        words = cmdline.read_bytes().split(b"\0")
        status = cmdline.with_name("status").read_text(encoding="utf-8")
    except OSError:
        return False
    return b"serve" in words and f"PPid:\t{parent}\n" in status


def _statements(demo: Demo) -> dict[str, int]:
    """SQL statements of a whole request of each board, session and person included (held by tests/web/test_cost.py)."""
    os.environ.update(demo.environment, DJANGO_SETTINGS_MODULE="nhip.config.settings")
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(
        get_user_model().objects.get(username="lanhdao.bdt"),
        backend="nhip.web.account.backend.PersonBackend",
    )
    counted = {}
    for title, address in BOARDS.items():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counted[title] = len(asked)
    return counted


def _dev_overhead() -> float:
    """Seconds that ``./dev nhip`` adds to the command itself: medians of five."""
    script = [str(demos.ROOT / "dev"), "nhip", "--help"]
    plain = [str(NHIP), "--help"]
    times: dict[str, list[float]] = {"dev": [], "nhip": []}
    for _round in range(5):
        for name, words in (("dev", script), ("nhip", plain)):
            began = time.perf_counter()
            subprocess.run(words, capture_output=True, check=True)
            times[name].append(time.perf_counter() - began)
    return round(max(0.0, statistics.median(times["dev"]) - statistics.median(times["nhip"])), 3)


if __name__ == "__main__":
    main()
