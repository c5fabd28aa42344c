from datetime import date

import pytest

from nhip.core.errors import RuleBroken
from nhip.core.indicators import Frequency, Indicator
from nhip.core.year_periods import parse_year_period, year_periods


def test_a_year_has_32_periods_each_read_back_as_written() -> None:
    periods = year_periods(2017)
    assert len({str(one) for one in periods}) == 32
    assert [parse_year_period(str(one)) for one in periods] == list(periods)


@pytest.mark.parametrize(
    ("written", "months", "last_day"),
    [
        ("2017-02", [2], date(2017, 2, 28)),
        ("2020-Q1", [1, 2, 3], date(2020, 3, 31)),
        ("2017-H2", [7, 8, 9, 10, 11, 12], date(2017, 12, 31)),
        ("2017-9M", list(range(1, 10)), date(2017, 9, 30)),
        ("2017", list(range(1, 13)), date(2017, 12, 31)),
        ("2017-05-YTD", [1, 2, 3, 4, 5], date(2017, 5, 31)),
    ],
)
def test_a_period_has_its_months(written: str, months: list[int], last_day: date) -> None:
    period = parse_year_period(written)
    assert (list(period.months), period.last_day) == (months, last_day)


@pytest.mark.parametrize(
    "wrong", ["2017-13", "2017-1", "2017-Q5", "2017-h1", "17-01", "2017-00-YTD", "", "1999", "2017-9M-YTD"]
)
def test_another_period_is_refused(wrong: str) -> None:
    with pytest.raises(RuleBroken):
        parse_year_period(wrong)


@pytest.mark.parametrize(
    ("frequency", "expecting"),
    [
        (Frequency.MONTH, 32),
        (Frequency.QUARTER, 4 + 2 + 1 + 1 + 10),
        (Frequency.HALF, 2 + 1 + 1 + 7),
        (Frequency.YEAR, 1 + 1),
    ],
)
def test_reports_are_expected_in_periods_that_hold_a_whole_one_of_the_indicator(
    frequency: Frequency, expecting: int
) -> None:
    indicator = Indicator("x", frequency=frequency)
    assert sum(indicator.expects_in(one) for one in year_periods(2017)) == expecting
