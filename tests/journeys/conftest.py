from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys import demo as demos
from tests.journeys.demo import Demo, Visitor
from tests.stores import new_store


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo, loaded and served once for all journeys."""
    with (
        new_store(tmp_path_factory.mktemp("demo")) as store,
        demos.served(store, demos.load(store)) as served,
    ):
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = demos.chromium(playwright)
        yield found
        found.close()


@pytest.fixture
def visitor(browser: Browser, demo: Demo) -> Iterator[Visitor]:
    """Somebody at a browser; whatever the browser complained about fails the test."""
    somebody = Visitor(browser, demo)
    yield somebody
    somebody.leave()
    assert not somebody.complaints
