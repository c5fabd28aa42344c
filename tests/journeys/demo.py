"""The demo as its users meet it: loaded into a folder of its own, served with its worker, seen in Chromium."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize

from tests.stores import Store, made_once, made_store

ROOT = Path(__file__).resolve().parents[2]
NHIP = Path(sys.executable).parent / "nhip"
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TODAY = "2020-05-20"
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


class BoardCell(TypedDict):
    """One month of a row, as ``nhip board --json`` prints it."""

    month: int
    planned: float | None
    actual: float | None
    reported: int
    expected: int
    light: str


class BoardRow(TypedDict):
    unit: str
    name: str
    months: list[BoardCell]


@dataclass(frozen=True)
class Demo:
    """A served demo. url: its address without a slash at the end."""

    url: str
    password: str
    environment: dict[str, str]

    def nhip(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the installed command on this demo."""
        return subprocess.run(
            [NHIP, *arguments], capture_output=True, text=True, env=self.environment, check=False
        )

    def board(self, unit: str, *more: str, year: int = 2020) -> dict[str, BoardRow]:
        """The rows of a board by unit, as ``nhip board --json`` prints them."""
        printed = self.nhip("board", "--unit", unit, "--year", str(year), "--json", *more)
        assert printed.returncode == 0, printed.stderr
        return {row["unit"]: row for row in json.loads(printed.stdout)["rows"]}

    def report(self, unit: str, period: str) -> dict[str, Any]:
        """A report as ``nhip report show --json`` prints it."""
        printed = self.nhip("report", "show", "--unit", unit, "--period", period, "--json")
        assert printed.returncode == 0, printed.stderr
        return dict(json.loads(printed.stdout))


def environment_on(store: Store, today: str = TODAY) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NHIP_")}
    return kept | {
        "NHIP_DATABASE_URL": store.url,
        "NHIP_AUDIT_HEAD": str(store.audit_head),
        "NHIP_TODAY": today,
        "NHIP_DEMO": "1",
        "NHIP_WORKER": "embedded",
    }


@dataclass(frozen=True)
class Loaded:
    """A loaded demo that nobody serves; tests take copies. printed: what the command said, passwords included."""

    store: Store
    printed: str


FULL, EVE = "full", "eve"
OPTIONS = {FULL: (), EVE: ("--before-merger",)}


@contextmanager
def loaded(folder: Path, kinds: Iterable[str]) -> Iterator[dict[str, Loaded]]:
    """The demos of those kinds, loaded at the same time by the first of the tests' processes, dropped by the last.

    folder: one that all the processes share.
    """

    def drop(found: dict[str, Loaded]) -> None:
        for one in found.values():
            one.store.drop()

    with made_once(folder, "demos", lambda: _load_all(folder, kinds), drop) as found:
        yield found


def _load_all(folder: Path, kinds: Iterable[str]) -> dict[str, Loaded]:
    begun = []
    for kind in kinds:
        place = folder / kind
        place.mkdir()
        store = made_store(place)
        begun.append((kind, store, _begin(store, *OPTIONS[kind])))
    return {kind: Loaded(store, _end(loading)) for kind, store, loading in begun}


def load(store: Store) -> str:
    """Load the demo into an empty database; returns what was printed."""
    return _end(_begin(store))


def _begin(store: Store, *options: str) -> "subprocess.Popen[str]":
    command: list[str | Path] = [NHIP, "demo", "load", *options]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment_on(store))


def _end(loading: "subprocess.Popen[str]") -> str:
    printed, errors = loading.communicate()
    assert loading.returncode == 0, errors
    return printed


@contextmanager
def copied(demo: Loaded, folder: Path, today: str = TODAY) -> Iterator[Demo]:
    """A copy of the demo, served until the block ends."""
    store = demo.store.copied(folder)
    try:
        with served(store, demo.printed, today) as one:
            yield one
    finally:
        store.drop()


@contextmanager
def served(store: Store, printed: str, today: str = TODAY) -> Iterator[Demo]:
    """Serve a loaded demo on a free port, worker included, until the block ends; ./dev has collected static files."""
    environment = environment_on(store, today)
    with subprocess.Popen(
        [NHIP, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, env=environment
    ) as server:
        try:
            assert server.stdout is not None
            address = re.search(r"http://\S+", server.stdout.readline())
            assert address is not None
            password = re.search(r"^chuyenvien\.bdt\s+(\S+)", printed, re.MULTILINE)
            assert password is not None
            yield Demo(address[0].rstrip("/"), password[1], environment)
        finally:
            server.terminate()
            server.wait(30)


def chromium(playwright: Playwright) -> Browser:
    """The system's Chromium, or the one that NHIP_CHROMIUM names."""
    named = os.environ.get("NHIP_CHROMIUM")
    found = named or next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found is not None, "no Chromium: ./dev test installs it"
    return playwright.chromium.launch(executable_path=found, args=FLAGS)


class Visitor:
    """Somebody at a browser: signs in, and remembers what the browser complained about."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self.browser, self.demo = browser, demo
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []

    def sign_in(self, login: str, *, is_phone: bool = False, language: str = "vi") -> Page:
        context = self.browser.new_context(
            viewport=PHONE if is_phone else DESKTOP,
            has_touch=is_phone,
            is_mobile=is_phone,
            device_scale_factor=2 if is_phone else 1,
        )
        self.contexts.append(context)
        context.add_cookies([{"name": "nhip-language", "value": language, "url": self.demo.url}])
        page = context.new_page()
        page.on("console", lambda said: self._hear(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{self.demo.url}/dang-nhap/")
        page.fill("[name=login]", login)
        page.fill("[name=password]", self.demo.password)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{self.demo.url}/viec-cua-toi/")
        return page

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def leave(self) -> None:
        for context in self.contexts:
            context.close()
