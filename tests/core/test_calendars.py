from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.calendars import (
    ReportingCalendar,
    begins_on,
    check_calendar,
    cut_off,
    due_on,
    last_closed_month,
    month_open_on,
    plan_due_on,
)
from nhip.core.errors import RuleBroken
from nhip.core.periods import Month, Span
from nhip.core.working_days import DaysOff

CALENDAR = ReportingCalendar(1, Span(date(2019, 1, 1)), 14, 20, 1, 15)
MONTHS = st.builds(Month, st.integers(2001, 2098), st.integers(1, 12))


def test_may_runs_from_the_15th_of_april_to_the_14th_and_is_due_on_the_20th() -> None:
    may = Month(2020, 5)
    assert (begins_on(may, CALENDAR), cut_off(may, CALENDAR), due_on(may, CALENDAR)) == (
        date(2020, 4, 15),
        date(2020, 5, 14),
        date(2020, 5, 20),
    )


def test_january_begins_in_the_year_before() -> None:
    assert begins_on(Month(2020, 1), CALENDAR) == date(2019, 12, 15)


def test_a_day_the_month_lacks_is_its_last() -> None:
    late = ReportingCalendar(1, Span(date(2019, 1, 1)), 30, 31, 1, 15)
    assert cut_off(Month(2020, 2), late) == date(2020, 2, 29)
    assert due_on(Month(2020, 4), late) == date(2020, 4, 30)


@given(MONTHS, st.integers(1, 28))
def test_every_day_falls_into_exactly_one_month(month: Month, cut: int) -> None:
    calendar = ReportingCalendar(1, Span(date(2000, 1, 1)), cut, 31, 1, 15)
    first, last = begins_on(month, calendar), cut_off(month, calendar)
    assert month_open_on(first, calendar) == month == month_open_on(last, calendar)
    assert month_open_on(last + timedelta(days=1), calendar) == month.shifted(1)


def test_the_newest_closed_month_on_the_day_of_the_story_is_may() -> None:
    assert last_closed_month(date(2020, 5, 20), CALENDAR) == Month(2020, 5)
    assert last_closed_month(date(2020, 5, 14), CALENDAR) == Month(2020, 4)


def test_a_plan_is_due_in_its_own_year() -> None:
    assert plan_due_on(2020, CALENDAR) == date(2020, 1, 15)


@pytest.mark.parametrize(
    ("cut", "due", "plan_due"),
    [(0, 20, (1, 15)), (14, 32, (1, 15)), (14, 20, (13, 1)), (20, 20, (1, 15)), (20, 14, (1, 15))],
)
def test_a_calendar_that_no_month_can_keep_is_refused(cut: int, due: int, plan_due: tuple[int, int]) -> None:
    with pytest.raises(RuleBroken):
        check_calendar(cut, due, plan_due=plan_due)


def test_what_falls_due_on_a_day_off_is_due_on_the_next_working_day_where_the_calendar_says_so() -> None:
    tet = DaysOff(frozenset(date(2020, 1, day) for day in (23, 24, 27, 28, 29)))
    moving = ReportingCalendar(1, Span(date(2019, 1, 1)), 14, 25, 1, 18, days_off=tet)
    assert due_on(Month(2020, 1), moving) == date(2020, 1, 30), "a Saturday, and then the new year"
    assert due_on(Month(2020, 2), moving) == date(2020, 2, 25)
    assert plan_due_on(2020, moving) == date(2020, 1, 20), "a Saturday"
    assert due_on(Month(2020, 1), replace(moving, days_off=None)) == date(2020, 1, 25)
    assert cut_off(Month(2020, 3), moving) == date(2020, 3, 14), "data close on their day, worked or not"
