"""What a year leaves unfinished, and how it begins in the next."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.carrying_over import Unfinished, carried, is_left
from nhip.core.plans import check_task
from nhip.core.tasks import TaskStatus


def left(deadline: date | None) -> Unfinished:
    return Unfinished("Mở 2 lớp", "2 lớp", deadline, 3, Decimal("12.5"))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (TaskStatus.OVERDUE, True),
        (TaskStatus.WITHIN_DEADLINE, True),
        (TaskStatus.NO_DEADLINE, True),
        (TaskStatus.PAUSED, True),
        (TaskStatus.DONE_ON_TIME, False),
        (TaskStatus.DONE_LATE, False),
        (TaskStatus.CANCELLED, False),
    ],
)
def test_done_and_given_up_tasks_are_not_carried_over(status: TaskStatus, *, expected: bool) -> None:
    assert is_left(status, is_carried=False) is expected
    assert not is_left(status, is_carried=True)


def test_a_task_keeps_the_day_of_its_deadline_and_one_without_is_due_at_the_years_end() -> None:
    assert carried(left(date(2019, 11, 30)), 2020).deadline == date(2020, 11, 30)
    assert carried(left(date(2020, 2, 29)), 2021).deadline == date(2021, 2, 28)
    assert carried(left(None), 2020).deadline == date(2020, 12, 31)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)) | st.none())
def test_every_proposal_is_a_task_that_a_plan_can_hold(deadline: date | None) -> None:
    year = 2021 if deadline is None else deadline.year + 1
    check_task(carried(left(deadline), year), year=year)
