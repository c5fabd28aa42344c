"""Reports by period: how periods are written, who owes which, until when, and what shorter reports hand up."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.calendars import ReportingCalendar
from nhip.core.errors import RuleBroken
from nhip.core.periodic import (
    Due,
    Regime,
    ReportPeriod,
    Term,
    Week,
    begins_on,
    check_begun,
    check_open,
    check_term,
    check_terms,
    closes_on,
    due,
    is_late,
    last_month,
    months_told,
    parse_report_period,
    periods_of,
    regime_of,
    term_for,
    told_before,
    weeks_of,
)
from nhip.core.periods import Month, Span
from nhip.core.units import Level
from nhip.core.working_days import DaysOff

DECREE = ReportingCalendar(1, Span(date(2019, 1, 1)), 14, 20, 1, 15)
EVERY = [one for year in (2019, 2020, 2021) for regime in Regime for one in periods_of(regime, year)]


def read(*texts: str) -> list[ReportPeriod]:
    return [parse_report_period(text) for text in texts]


@given(st.sampled_from(EVERY))
def test_a_period_is_read_as_it_is_written(period: ReportPeriod) -> None:
    assert parse_report_period(str(period)) == period
    assert period in periods_of(regime_of(period), period.year)


@pytest.mark.parametrize(
    "text",
    ["", "2020-13", "2020-W00", "2019-W53", "2020-W54", "2020-Q5", "2020-03-YTD", "1999-W01", "2020-q1", "x"],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        parse_report_period(text)


def test_a_year_has_the_weeks_whose_thursday_it_holds() -> None:
    assert len(weeks_of(2019)) == 52
    assert len(weeks_of(2020)) == 53
    assert weeks_of(2020)[0].monday == date(2019, 12, 30)
    assert weeks_of(2020)[-1].month == Month(2020, 12)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-03", date(2020, 2, 15), date(2020, 3, 14)),
        ("2020-Q2", date(2020, 3, 15), date(2020, 6, 14)),
        ("2020-H1", date(2019, 12, 15), date(2020, 6, 14)),
        ("2020-9M", date(2019, 12, 15), date(2020, 9, 14)),
        ("2020", date(2019, 12, 15), date(2020, 12, 14)),
    ],
)
def test_periods_run_as_decree_09_2019_says(text: str, first: date, last: date) -> None:
    (period,) = read(text)
    term = Term(regime_of(period), 20)

    assert begins_on(period, term, DECREE) == first
    assert closes_on(period, term, DECREE) == last
    assert due(period, term, DECREE) == Due(date(last.year, last.month, 20))


def test_a_week_ends_with_the_day_on_which_it_is_due() -> None:
    week, term = Week(2020, 21), Term(Regime.WEEK, 4, due_time=time(14))

    assert due(week, term, DECREE) == Due(date(2020, 5, 21), time(14))
    assert (begins_on(week, term, DECREE), closes_on(week, term, DECREE)) == (
        date(2020, 5, 15),
        date(2020, 5, 21),
    )


def test_a_term_may_lie_months_later_and_moves_off_days_off_where_the_calendar_says_so() -> None:
    quarter, term = read("2020-Q1")[0], Term(Regime.QUARTER, 31, months_later=1)
    assert due(quarter, term, DECREE).day == date(2020, 4, 30)

    off = ReportingCalendar(1, DECREE.span, 14, 20, 1, 15, days_off=DaysOff(frozenset({date(2020, 4, 30)})))
    assert due(quarter, term, off).day == date(2020, 5, 1)


@given(st.sampled_from(EVERY), st.integers(1, 7), st.integers(0, 3))
def test_a_report_is_never_due_before_its_period_closes_when_the_term_lies_after_the_cut_off(
    period: ReportPeriod, weekday: int, later: int
) -> None:
    is_week = isinstance(period, Week)
    term = Term(regime_of(period), weekday if is_week else 20, months_later=0 if is_week else later)

    first, last = begins_on(period, term, DECREE), closes_on(period, term, DECREE)
    assert first <= last <= due(period, term, DECREE).day


def test_a_term_with_an_hour_is_missed_by_a_minute() -> None:
    until = Due(date(2020, 5, 21), time(14))
    now = datetime(2020, 5, 25, 8, tzinfo=UTC)

    assert not is_late(datetime(2020, 5, 21, 14, tzinfo=UTC), until, now=now)
    assert is_late(datetime(2020, 5, 21, 14, 1, tzinfo=UTC), until, now=now)
    assert is_late(None, until, now=now)
    assert not is_late(None, Due(date(2020, 5, 25)), now=now)


def test_a_period_is_written_once_it_has_begun_and_filed_once_it_is_over() -> None:
    check_begun(date(2020, 5, 20), today=date(2020, 5, 20))
    check_open(date(2020, 5, 20), today=date(2020, 5, 20))
    with pytest.raises(RuleBroken, match="chưa bắt đầu"):
        check_begun(date(2020, 5, 21), today=date(2020, 5, 20))
    with pytest.raises(RuleBroken, match="còn chạy"):
        check_open(date(2020, 5, 21), today=date(2020, 5, 20))


def test_the_nearest_term_in_force_rules_one_for_the_level_before_one_for_all() -> None:
    quarter = read("2020-Q1")[0]
    common = Term(Regime.QUARTER, 20)
    for_communes = Term(Regime.QUARTER, 16, level=Level.COMMUNE)
    provincial = Term(Regime.QUARTER, 18, span=Span(date(2020, 4, 1)))
    of = {None: (common, for_communes), 7: (provincial, Term(Regime.YEAR, 1))}

    assert term_for(of, (9, 7), Level.DISTRICT, quarter) == common
    assert term_for(of, (9, 7), Level.COMMUNE, quarter) == for_communes
    assert term_for(of, (9, 7), Level.COMMUNE, read("2020-Q2")[0]) == provincial
    assert term_for(of, (9,), Level.COMMUNE, read("2020-Q2")[0]) == for_communes
    assert term_for({}, (9,), Level.COMMUNE, quarter) is None
    assert term_for(of, (9,), Level.COMMUNE, Week(2020, 3)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        Term(Regime.WEEK, 8),
        Term(Regime.WEEK, 4, months_later=1),
        Term(Regime.MONTH, 32),
        Term(Regime.YEAR, 0),
    ],
)
def test_a_term_that_no_calendar_has_is_refused(wrong: Term) -> None:
    with pytest.raises(RuleBroken):
        check_term(wrong)


def test_a_report_has_one_term() -> None:
    first = Term(Regime.MONTH, 20, span=Span(date(2019, 1, 1), date(2020, 1, 1)))
    check_terms(
        [
            first,
            Term(Regime.MONTH, 18, span=Span(date(2020, 1, 1))),
            Term(Regime.MONTH, 1, level=Level.COMMUNE),
        ]
    )
    with pytest.raises(RuleBroken, match="Hai dòng"):
        check_terms([first, Term(Regime.MONTH, 18, span=Span(date(2019, 12, 31)))])


# --- Words of shorter reports -----------------------------------------------------------------------------------


def test_a_year_is_told_by_its_longest_reports_and_no_month_twice() -> None:
    texts = {
        one: {"results": str(one)} for one in read("2020-9M", "2020-Q1", "2020-Q4", "2020-12", "2020-H2")
    }
    (year,) = read("2020")

    assert [str(one) for one, _text in told_before(year, texts)["results"]] == ["2020-9M", "2020-Q4"]


def test_a_month_is_told_by_its_weeks_and_a_section_by_the_reports_that_have_it() -> None:
    (may,) = read("2020-05")
    texts = {
        Week(2020, 19): {"results": "a"},
        Week(2020, 21): {"results": "b", "needs": "c"},
        Week(2020, 23): {"results": "of June"},
        may: {"results": "itself"},
    }

    assert told_before(may, texts) == {
        "results": ((Week(2020, 19), "a"), (Week(2020, 21), "b")),
        "needs": ((Week(2020, 21), "c"),),
    }


@given(st.sets(st.sampled_from([one for one in EVERY if one.year == 2020])), st.sampled_from(EVERY))
def test_no_month_is_told_twice(filed: set[ReportPeriod], period: ReportPeriod) -> None:
    told = told_before(period, {one: {"results": "x"} for one in filed}).get("results", ())
    months = [month for one, _text in told if not isinstance(one, Week) for month in one.months]

    assert len(months) == len(set(months))
    assert all(one in filed and one != period for one, _text in told)
    assert not told or not isinstance(period, Week)
    weeks = {last_month(one).number for one, _text in told if months_told(one) == 0}
    assert weeks.isdisjoint(months)
