from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys import demo as loading
from tests.journeys.demo import Demo, Loaded, Visitor
from tests.stores import of_all_processes

expect.set_options(timeout=30_000)  # as long as any other waiting: how busy the machine is must not decide


@pytest.fixture(scope="session")
def demos(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[dict[str, Loaded]]:
    """The demos that this run's tests ask for, loaded once for all of its processes."""
    asked = {name for item in request.session.items for name in getattr(item, "fixturenames", ())}
    kinds = [loading.FULL, *([loading.EVE] if "eve" in asked else [])]
    with loading.loaded(of_all_processes(tmp_path_factory, worker_id), kinds) as found:
        yield found


@pytest.fixture(scope="module")
def demo(demos: dict[str, Loaded], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A copy of the demo for one file of tests, so that none depends on what another did."""
    with loading.copied(demos[loading.FULL], tmp_path_factory.mktemp("demo")) as served:
        yield served


@pytest.fixture(scope="module")
def eve(demos: dict[str, Loaded], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo on 01/02/2020, before the merger is applied."""
    folder = tmp_path_factory.mktemp("eve")
    with loading.copied(demos[loading.EVE], folder, today="2020-02-01") as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one file: while Playwright runs, Django refuses to be asked for rows by the process's other tests."""
    with sync_playwright() as playwright:
        found = loading.chromium(playwright)
        yield found
        found.close()


@pytest.fixture
def visitor(browser: Browser, demo: Demo) -> Iterator[Visitor]:
    """Somebody at a browser; whatever the browser complained about fails the test."""
    somebody = Visitor(browser, demo)
    yield somebody
    somebody.leave()
    assert not somebody.complaints
