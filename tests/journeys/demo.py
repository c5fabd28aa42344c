"""The demo as its users meet it: loaded into a folder of its own, served with its worker, seen in Chromium."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize

from tests.stores import Store

ROOT = Path(__file__).resolve().parents[2]
NHIP = Path(sys.executable).parent / "nhip"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
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

    def board(self, unit: str, *more: str) -> dict[str, BoardRow]:
        """The rows of a board by unit, as ``nhip board --json`` prints them."""
        printed = self.nhip("board", "--unit", unit, "--year", "2020", "--json", *more)
        assert printed.returncode == 0, printed.stderr
        return {row["unit"]: row for row in json.loads(printed.stdout)["rows"]}


def environment_on(store: Store, today: str = "2020-05-20") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NHIP_")}
    return kept | {
        "NHIP_DATABASE_URL": store.url,
        "NHIP_AUDIT_HEAD": str(store.audit_head),
        "NHIP_TODAY": today,
        "NHIP_DEMO": "1",
        "NHIP_WORKER": "embedded",
    }


def load(store: Store, *options: str) -> str:
    """Load the demo into an empty database; returns what was printed."""
    command: list[str | Path] = [NHIP, "demo", "load", *options]
    loaded = subprocess.run(command, capture_output=True, text=True, env=environment_on(store), check=False)
    assert loaded.returncode == 0, loaded.stderr
    return loaded.stdout


@contextmanager
def served(store: Store, printed: str, today: str = "2020-05-20") -> Iterator[Demo]:
    """Serve a loaded demo on a free port, worker included, until the block ends."""
    environment = environment_on(store, today)
    static = ["django", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run([NHIP, *static], env=environment, check=True)
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
