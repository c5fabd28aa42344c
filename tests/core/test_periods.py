from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.errors import RuleBroken
from nhip.core.periods import Month, Span, first_overlap

MONTHS = st.builds(Month, st.integers(2001, 2099), st.integers(1, 12))
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@given(MONTHS)
def test_a_month_reads_back_as_it_is_written(month: Month) -> None:
    assert Month.parse(str(month)) == month


@given(MONTHS, st.integers(-11, 11))
def test_shifting_there_and_back_ends_where_it_began(month: Month, months: int) -> None:
    assert month.shifted(months).shifted(-months) == month


@pytest.mark.parametrize(
    "text", ["2020-13", "2020-00", "2020", "20-03", "2020-3x", "", "2020-03-01", "２０２０-03"]
)
def test_what_is_not_a_month_is_refused_by_a_sentence(text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        Month.parse(text)
    assert str(refusal.value).endswith((".", "2020-03."))


@pytest.mark.parametrize(("number", "quarter"), [(1, 1), (3, 1), (4, 2), (6, 2), (9, 3), (10, 4), (12, 4)])
def test_a_quarter_follows_from_its_month(number: int, quarter: int) -> None:
    assert Month(2020, number).quarter == quarter


def test_a_span_is_half_open() -> None:
    span = Span(date(2020, 1, 1), date(2020, 2, 1))
    assert span.covers(date(2020, 1, 1))
    assert span.covers(date(2020, 1, 31))
    assert not span.covers(date(2020, 2, 1))


def test_spans_that_touch_do_not_meet() -> None:
    assert not Span(date(2020, 1, 1), date(2020, 2, 1)).meets(Span(date(2020, 2, 1)))


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(RuleBroken, match="phải sau ngày bắt đầu"):
        Span(date(2020, 2, 1), date(2020, 2, 1))


@given(DAYS, st.integers(1, 900), DAYS, st.integers(1, 900))
def test_two_spans_meet_exactly_when_they_share_a_day(one: date, long: int, other: date, wide: int) -> None:
    first = Span(one, date.fromordinal(one.toordinal() + long))
    second = Span(other, date.fromordinal(other.toordinal() + wide))
    days = {date.fromordinal(one.toordinal() + index) for index in range(long)}
    assert first.meets(second) == any(second.covers(day) for day in days) == second.meets(first)
    assert (first_overlap(first, [second]) is not None) == first.meets(second)
