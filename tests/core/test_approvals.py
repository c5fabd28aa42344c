"""On which reports a number rests, and how many of them wait for approval."""

from nhip.core.approvals import Waiting, relied_on, waiting_among
from nhip.core.indicators import OverTime
from nhip.core.year_periods import parse_year_period

QUARTER = parse_year_period("2020-Q1")


def test_a_sum_rests_on_every_month_of_the_period() -> None:
    assert relied_on(OverTime.SUM, {1, 3, 4}, QUARTER) == (1, 3)


def test_a_level_rests_on_the_last_month_of_the_period_only() -> None:
    assert relied_on(OverTime.LAST, {1, 2, 4}, QUARTER) == (2,)
    assert relied_on(OverTime.LAST, {4}, QUARTER) == ()


def test_of_a_number_with_nothing_waiting_nothing_is_told() -> None:
    assert waiting_among(frozenset({(1, 1), (2, 1)}), frozenset({(3, 1)})) == Waiting()


def test_those_that_wait_are_counted_among_all_the_number_rests_on() -> None:
    assert waiting_among(frozenset({(1, 1), (2, 1)}), frozenset({(2, 1), (3, 1)})) == Waiting(1, 2)
