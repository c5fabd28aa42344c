from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.errors import RuleBroken
from nhip.core.periods import Span
from nhip.core.progress import (
    NOTHING,
    PROGRESS,
    Light,
    LightRule,
    ProgressState,
    TaskFact,
    cell,
    check_light_rule,
    in_period,
    light,
    own_state,
    own_year,
    rounded,
    side_by_side,
)
from nhip.core.rollup import YearStates, total
from nhip.core.units import Level
from nhip.core.year_periods import SHAPES, parse_year_period

RULE = LightRule(Span(date(2019, 1, 1)), Decimal(4), Decimal(9), Decimal("0.5"))
PERCENT = st.decimals(0, 100, places=2)
FACTS = st.builds(TaskFact, st.integers(1, 1000), PERCENT, st.none() | PERCENT)
STATES = st.builds(
    lambda tasks, expected, reported, approved, level: own_state(
        level, tasks, month=3, expected=expected, reported=reported, approved=approved
    ),
    st.lists(FACTS, max_size=5),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from([Level.COMMUNE, Level.OFFICE]),
)


def commune(*tasks: TaskFact, reported: bool = True, approved: bool = True, month: int = 3) -> ProgressState:
    return own_state(Level.COMMUNE, tasks, month=month, expected=True, reported=reported, approved=approved)


def all_year(state: ProgressState) -> YearStates:
    return side_by_side([state] * len(SHAPES))


def together(*states: ProgressState) -> ProgressState:
    return in_period(total(PROGRESS, [all_year(one) for one in states]), 0)


def fact(weight: int, planned: str, progress: str | None) -> TaskFact:
    return TaskFact(weight, Decimal(planned), None if progress is None else Decimal(progress))


@given(STATES, STATES, STATES)
def test_states_are_a_commutative_monoid(
    first: ProgressState, second: ProgressState, third: ProgressState
) -> None:
    one, two, three = all_year(first), all_year(second), all_year(third)
    assert (one + two) + three == one + (two + three) == total(PROGRESS, [three, one, two])
    assert one + two == two + one
    assert one + PROGRESS.nothing == one == all_year(first)
    assert all_year(NOTHING) == PROGRESS.nothing


def test_a_longer_period_shows_the_last_reported_month() -> None:
    reported = {1: fact(1, "10", "5"), 2: fact(1, "20", "15")}

    def state(month: int, as_of: int) -> ProgressState:
        return commune(reported.get(month, fact(1, "90", None)), reported=month in reported, month=month)

    year = own_year(lambda month, _as_of: month in reported, state)
    shown = {
        period: cell(in_period(year, parse_year_period(period).shape), RULE)
        for period in ("2020-Q1", "2020-Q2", "2020", "2020-03", "2020-01-YTD")
    }
    assert (shown["2020-Q1"].planned, shown["2020-Q1"].actual) == (Decimal(20), Decimal(15))
    assert shown["2020-Q1"].last_month == 2
    assert shown["2020"] == shown["2020-Q1"]
    assert shown["2020-01-YTD"].actual == 5
    assert shown["2020-Q2"].planned == Decimal(90)
    assert shown["2020-Q2"].actual is None
    assert shown["2020-Q2"].last_month is None
    assert shown["2020-03"].actual is None


def test_progress_is_weighted() -> None:
    shown = cell(commune(fact(1, "40", "100"), fact(3, "60", "20")), RULE)
    assert (shown.planned, shown.actual) == (Decimal(55), Decimal(40))


def test_planned_and_actual_cover_the_same_reporting_set() -> None:
    silent = commune(fact(10, "90", None), reported=False)
    shown = cell(together(commune(fact(2, "30", "30")), silent), RULE)
    assert (shown.planned, shown.actual, shown.reported, shown.expected) == (Decimal(30), Decimal(30), 1, 2)


def test_progress_known_of_a_unit_that_has_not_reported_does_not_count() -> None:
    silent = commune(fact(10, "90", "80"), reported=False)
    assert (silent.weight, silent.planned, silent.actual) == (0, 0, 0)
    assert (silent.all_weight, silent.all_planned, silent.reported) == (10, 90000, 0)
    assert cell(silent, RULE).actual is None


def test_where_nobody_reported_planned_is_of_all_tasks_and_actual_is_missing() -> None:
    shown = cell(commune(fact(1, "10", None), fact(1, "30", None), reported=False), RULE)
    assert (shown.planned, shown.actual, shown.light) == (Decimal(20), None, Light.NONE)


def test_a_silent_unit_is_missing_not_zero() -> None:
    both = together(commune(fact(1, "50", "50")), commune(fact(1, "50", None), reported=False))
    assert cell(both, RULE).actual == Decimal(50)


def test_a_unit_without_the_duty_to_report_counts_for_nothing() -> None:
    assert (
        own_state(Level.COMMUNE, [fact(1, "1", "1")], month=1, expected=False, reported=True, approved=True)
        == NOTHING
    )


def test_a_reported_task_without_progress_is_in_neither_sum() -> None:
    shown = cell(commune(fact(1, "50", "40"), fact(9, "100", None)), RULE)
    assert (shown.planned, shown.actual) == (Decimal(50), Decimal(40))


def test_counts_are_of_communes_and_an_office_counts_itself_only_where_there_are_none() -> None:
    office = own_state(
        Level.OFFICE, [fact(1, "10", "10")], month=3, expected=True, reported=True, approved=False
    )
    alone = cell(office, RULE)
    mixed = cell(together(office, commune(fact(1, "10", None), reported=False)), RULE)
    assert (alone.reported, alone.expected, alone.unapproved) == (1, 1, 1)
    assert (mixed.reported, mixed.expected, mixed.actual) == (0, 1, None)


def test_a_filed_report_counts_at_once_and_is_marked_until_approved() -> None:
    assert cell(commune(fact(1, "10", "10"), approved=False), RULE).unapproved == 1
    assert cell(commune(fact(1, "10", "10"), approved=True), RULE).unapproved == 0


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("-12", Light.GREEN),
        ("0", Light.GREEN),
        ("3.999999", Light.GREEN),
        ("4", Light.AMBER),
        ("8.999999", Light.AMBER),
        ("9", Light.RED),
        ("60", Light.RED),
    ],
)
def test_a_light_follows_the_points_behind_plan_unrounded(behind: str, expected: Light) -> None:
    assert light(Fraction(behind), reported=1, expected=1, rule=RULE) is expected


def test_a_gap_just_under_the_threshold_is_not_rounded_up_into_it() -> None:
    shown = cell(commune(fact(3, "10", "6"), fact(997, "10", "6.01")), RULE)
    assert shown.behind == Decimal("3.99")
    assert shown.light is Light.GREEN
    barely = cell(commune(fact(1, "10", "6.01"), fact(999, "10", "6")), RULE)
    assert barely.behind == Decimal("4.00")
    assert barely.light is Light.GREEN


@pytest.mark.parametrize(
    ("reported", "expected", "shown"),
    [(0, 4, Light.NONE), (1, 4, Light.NONE), (2, 4, Light.GREEN), (3, 7, Light.NONE), (4, 7, Light.GREEN)],
)
def test_no_light_with_less_than_half_of_the_expected_reports(
    reported: int, expected: int, shown: Light
) -> None:
    assert light(Fraction(0), reported=reported, expected=expected, rule=RULE) is shown


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1/3", "0.33"),
        ("2/3", "0.67"),
        ("0.125", "0.13"),
        ("-0.125", "-0.13"),
        ("0.005", "0.01"),
        ("100", "100"),
    ],
)
def test_the_one_rounding_rule_is_two_decimals_halves_away_from_zero(value: str, expected: str) -> None:
    assert rounded(Fraction(value)) == Decimal(expected)


@given(STATES)
def test_a_cell_shows_percentages_between_0_and_100_with_two_decimals(state: ProgressState) -> None:
    shown = cell(state, RULE)
    for value in (shown.planned, shown.actual):
        assert value is None or (0 <= value <= 100 and value == value.quantize(Decimal("0.01")))
    assert shown.actual is None or shown.planned is not None
    assert shown.reported <= shown.expected


@pytest.mark.parametrize(
    ("amber", "red", "quorum"), [("0", "9", "0.5"), ("9", "4", "0.5"), ("4", "9", "0"), ("4", "9", "1.1")]
)
def test_thresholds_that_make_no_sense_are_refused(amber: str, red: str, quorum: str) -> None:
    with pytest.raises(RuleBroken):
        check_light_rule(Decimal(amber), Decimal(red), Decimal(quorum))
