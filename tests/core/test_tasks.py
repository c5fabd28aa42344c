from datetime import date
from decimal import Decimal

import pytest

from nhip.core.errors import RuleBroken
from nhip.core.tasks import (
    Reading,
    TaskStatus,
    check_progress,
    check_units,
    completed_on,
    reading_for,
    status,
)

DEADLINE = date(2020, 5, 10)


@pytest.mark.parametrize(
    ("deadline", "done", "today", "expected"),
    [
        (DEADLINE, date(2020, 5, 10), date(2020, 6, 1), TaskStatus.DONE_ON_TIME),
        (DEADLINE, date(2020, 5, 11), date(2020, 6, 1), TaskStatus.DONE_LATE),
        (DEADLINE, None, date(2020, 5, 10), TaskStatus.WITHIN_DEADLINE),
        (DEADLINE, None, date(2020, 5, 11), TaskStatus.OVERDUE),
        (None, None, date(2020, 5, 11), TaskStatus.NO_DEADLINE),
        (None, date(2020, 5, 11), date(2020, 5, 11), TaskStatus.DONE_ON_TIME),
    ],
)
def test_a_status_follows_from_the_days(
    deadline: date | None, done: date | None, today: date, expected: TaskStatus
) -> None:
    assert status(deadline, done, today=today) is expected


@pytest.mark.parametrize("text", ["-1", "100.01", "33.333", "NaN", "Infinity"])
def test_progress_outside_0_to_100_or_finer_than_two_decimals_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="Tiến độ"):
        check_progress(Decimal(text))


def test_missing_progress_is_asked_for() -> None:
    with pytest.raises(RuleBroken, match="Chưa ghi tiến độ"):
        check_progress(None)


def reading(month: int, progress: int, day: int) -> Reading:
    return Reading(month, 1, Decimal(progress), date(2020, month, day))


def test_a_task_is_done_since_the_first_reading_of_its_last_run_at_100() -> None:
    assert completed_on([reading(2, 60, 14), reading(3, 100, 14), reading(4, 100, 14)]) == date(2020, 3, 14)


def test_a_later_reading_below_100_opens_the_task_again() -> None:
    assert completed_on([reading(3, 100, 14), reading(4, 90, 14)]) is None
    assert completed_on([reading(3, 100, 14), reading(4, 90, 14), reading(5, 100, 14)]) == date(2020, 5, 14)


def test_the_answering_units_own_reading_goes_before_a_predecessors() -> None:
    assert reading_for({1: Decimal(10), 2: Decimal(30)}, 2) == 30
    assert reading_for({1: Decimal(10), 3: Decimal(20)}, 2) == 10
    assert reading_for({}, 2) is None


def test_a_unit_cannot_both_lead_and_coordinate_nor_coordinate_twice() -> None:
    with pytest.raises(RuleBroken, match="vừa chủ trì vừa phối hợp"):
        check_units(1, [2, 1])
    with pytest.raises(RuleBroken, match="hai lần"):
        check_units(1, [2, 2])
