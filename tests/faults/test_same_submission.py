"""R7: one submission that is sent several times at once, because no answer came, is stored once."""

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Barrier
from uuid import uuid4

import pytest

from tests.faults import serving
from tests.faults.serving import Browser, address_of
from tests.stores import Store

pytestmark = [pytest.mark.database, pytest.mark.long]
TIMES = 4
ADDRESS = address_of("A1", 3)


def sent_at_once(browser: Browser, address: str, keys: list[str]) -> list[int]:
    """The same form under each of the keys, from version 0."""
    page, barrier = browser.send("GET", address), Barrier(len(keys))

    def send(key: str) -> int:
        own = Browser(browser.port, dict(browser.cookies))
        barrier.wait()
        return own.save(address, page, "Đã làm", version=0, action="file", key=key).status

    with ThreadPoolExecutor(len(keys)) as threads:
        return list(threads.map(send, keys))


def test_the_same_submission_sent_at_once_is_stored_once_and_another_under_its_key_is_refused(
    database: Store,
) -> None:
    """Under keys of their own only one is stored: the answers above come from the key."""
    key = str(uuid4())
    serving.nhip(database, "report", "outline")
    with serving.served(database) as port:
        browser = Browser.of_officer(port, "A1")
        page = browser.send("GET", ADDRESS)

        assert sent_at_once(browser, ADDRESS, [key] * TIMES) == [HTTPStatus.NO_CONTENT] * TIMES

        other = browser.save(ADDRESS, page, "Đã làm khác", version=0, action="file", key=key)
        assert other.status == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Đã làm khác" in other.text
        assert serving.stored_reports(database) == {("A1", 3): (1, {"Đã làm"})}
        sections = database.ask("SELECT text FROM reports_reportsection")
        assert len(sections) == len(page.sections) == 5
        assert set(sections) == {("Đã làm",)}
        assert database.ask("SELECT count(*) FROM reports_receipt") == [(1,)]

        answers = sent_at_once(browser, address_of("A1", 4), [str(uuid4()) for _time in range(TIMES)])
    assert sorted(answers) == [HTTPStatus.NO_CONTENT] + [HTTPStatus.CONFLICT] * (TIMES - 1)
