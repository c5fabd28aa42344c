"""Many write at once: nobody is told "database is locked", and what people were told is what the database holds.

QUALITY.md, R4 and R8. Each experiment has a control that fails, so that it is known to be able to.
"""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Barrier

import pytest

from tests.faults import serving
from tests.faults.serving import Answer, Browser, Writers, address_of
from tests.faults.writing import UNITS, Job, Told
from tests.stores import Store, is_postgres

pytestmark = [pytest.mark.database, pytest.mark.long]
SECONDS = 6.0
REPORTS = list(product(UNITS, range(2, 9)))
BY_BROWSER, DIRECT = REPORTS[:16], REPORTS[16:32]
PROCESSES = 4
ROUNDS = 8


def write_by_browser(browser: Browser, told: Told, statuses: list[int]) -> None:
    address = address_of(told.unit, told.month)
    page = browser.send("GET", address)
    told.version = page.version
    end, count = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        count += 1
        text = f"{told.unit} {told.month}: lần {count}"
        answer = browser.save(address, page, text, version=told.version)
        statuses.append(answer.status)
        if answer.status == 200:
            told.saved, told.version, told.text = told.saved + 1, answer.version, text


def sign_in(port: int, units: tuple[str, ...] = UNITS) -> dict[str, Browser]:
    return {unit: Browser.of_officer(port, unit) for unit in units}


def test_32_writers_find_nothing_locked_and_what_they_were_told_is_what_is_stored(database: Store) -> None:
    statuses: list[int] = []
    with serving.served(database) as port:
        browsers = sign_in(port)
        shares = [DIRECT[number::PROCESSES] for number in range(PROCESSES)]
        processes = [Writers(database, Job(share, seconds=SECONDS)) for share in shares]
        told = [Told(*report) for report in BY_BROWSER]
        with ThreadPoolExecutor(len(told)) as pool:
            runs = [pool.submit(write_by_browser, browsers[one.unit], one, statuses) for one in told]
        for run in runs:
            run.result()
        told += [one for process in processes for one in process.told()]
        serving.wait_until_current(database)

    assert len(told) == 32
    assert Counter(statuses) == {200: sum(one.saved for one in told[: len(BY_BROWSER)])}
    assert [one for one in told if one.locked or one.other] == []
    assert all(one.saved for one in told)
    assert {(one.unit, one.month): (one.saved, {one.text}) for one in told} == serving.stored_reports(
        database
    )
    assert database.faults() == []
    assert serving.audit_is_whole(database)
    assert serving.numbers(database) == serving.rebuilt_numbers(database)


@pytest.mark.skipif(is_postgres(), reason="SQLite's own trouble")
def test_djangos_own_settings_do_find_the_database_locked(database: Store) -> None:
    """The control: the same writers on a database opened carelessly."""
    shares = [DIRECT[number::PROCESSES] for number in range(PROCESSES)]
    processes = [Writers(database, Job(share, seconds=3, careless=True)) for share in shares]

    told = [one for process in processes for one in process.told()]

    assert sum(one.locked for one in told) > 0


def test_of_several_who_save_the_same_report_one_wins_and_the_others_keep_what_they_typed(
    database: Store,
) -> None:
    address, texts = address_of("A1", 5), [f"lời của người thứ {number}" for number in range(8)]
    with serving.served(database) as port:
        browser = Browser.of_officer(port, "A1")
        for turn in range(ROUNDS):
            answers = save_together(browser, address, [f"{text}, lượt {turn}" for text in texts])
            winner = [text for text, answer in answers.items() if answer.status == 200]
            assert sorted(answer.status for answer in answers.values()) == [200] + [409] * 7
            assert serving.stored_reports(database)["A1", 5] == (turn + 1, set(winner))
            for text, answer in answers.items():
                if answer.status == 409:
                    assert text in answer.text
                    assert winner[0] in answer.text


def save_together(browser: Browser, address: str, texts: list[str]) -> dict[str, Answer]:
    """Everybody sends the form of the version that everybody saw."""
    page, barrier = browser.send("GET", address), Barrier(len(texts))

    def send(text: str) -> Answer:
        barrier.wait()
        return browser.save(address, page, text, version=page.version)

    with ThreadPoolExecutor(len(texts)) as pool:
        return dict(zip(texts, pool.map(send, texts), strict=True))


@pytest.mark.parametrize("blind", [False, True], ids=["as it is", "control: nobody asks for the version"])
def test_each_version_of_a_report_is_written_once(database: Store, blind: bool) -> None:  # noqa: FBT001
    told = Writers(database, Job([("A1", 5)] * 8, rounds=ROUNDS, together=True, blind=blind)).told()

    assert [one.other for one in told if one.other] == []
    assert sum(one.saved + one.conflicts for one in told) == 8 * ROUNDS
    assert (sum(one.saved for one in told) == ROUNDS) is not blind
