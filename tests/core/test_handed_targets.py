"""Targets of any period go down, with a baseline: docs/rules/cascading.md."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.cascading import check_parts, left_of, share_out
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.handed_targets import (
    check_period,
    check_same_start,
    check_starts,
    handed_periods,
    start_cell,
    starts,
)
from nhip.core.indicators import Direction, Frequency, Indicator, OverTime
from nhip.core.targets import Target, percent
from nhip.core.year_periods import parse_year_period

BUILT = Indicator("built")
POOR = Indicator("poor", over_time=OverTime.LAST, direction=Direction.LOWER)
PARTS = {1: Decimal(20), 2: Decimal(20)}
NAMES = {1: "Xã Ánh", 2: "Xã Bình"}


@pytest.mark.parametrize(
    ("frequency", "periods"),
    [
        (Frequency.YEAR, "2020"),
        (Frequency.HALF, "2020 2020-H1 2020-H2"),
        (Frequency.QUARTER, "2020 2020-9M 2020-H1 2020-H2 2020-Q1 2020-Q2 2020-Q3 2020-Q4"),
    ],
)
def test_targets_of_periods_that_the_figures_make_up_go_down_the_longest_first(
    frequency: Frequency, periods: str
) -> None:
    rule = Indicator("built", frequency=frequency)

    assert [str(one) for one in handed_periods(rule, 2020)] == periods.split()


def test_of_a_monthly_indicator_months_too_but_nothing_to_date() -> None:
    written = [str(one) for one in handed_periods(BUILT, 2020)]

    assert len(written) == 20
    assert written[-1] == "2020-12"
    assert not any(one.endswith("YTD") for one in written)


@pytest.mark.parametrize(
    ("frequency", "written", "sentence"),
    [
        (Frequency.MONTH, "2019-Q2", "không giao kèm"),
        (Frequency.MONTH, "2020-06-YTD", "lũy kế"),
        (Frequency.QUARTER, "2020-06", "ngắn hơn kỳ báo cáo"),
        (Frequency.HALF, "2020-9M", "Không giao được"),
    ],
)
def test_a_period_in_which_the_indicator_is_not_told_is_refused(
    frequency: Frequency, written: str, sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        check_period(Indicator("built", frequency=frequency), 2020, parse_year_period(written))


def test_what_goes_on_over_the_years_starts_from_last_years_figure_where_it_is_known() -> None:
    known = {1: Decimal(30), 2: None}

    assert starts(POOR, PARTS, {}, known) == {1: 30, 2: None}
    assert starts(POOR, PARTS, {1: Decimal(28), 2: Decimal(5)}, known) == {1: 28, 2: 5}


@pytest.mark.parametrize(
    ("direction", "last_year", "start"),
    [("lower", 30, 30), ("lower", 20, None), ("lower", 18, None), ("higher", 18, 18), ("higher", 30, None)],
)
def test_who_is_past_its_part_already_does_not_start_from_there(
    direction: str, last_year: int, start: int | None
) -> None:
    rule = Indicator("poor", over_time=OverTime.LAST, direction=Direction(direction))
    target = Decimal(20)
    (found,) = starts(rule, {1: target}, {}, {1: Decimal(last_year)}).values()

    assert found == start
    reached = percent(Fraction(last_year), Target(target, found), rule.direction)
    is_met = last_year <= target if rule.direction is Direction.LOWER else last_year >= target
    assert reached is not None
    assert (reached >= 100) is is_met, "staying as one was is green only where the target is met"


def test_what_adds_up_over_the_months_starts_from_nothing_unless_typed() -> None:
    assert starts(BUILT, PARTS, {2: Decimal(5)}, {1: Decimal(3), 2: Decimal(9)}) == {1: None, 2: 5}


@given(st.dictionaries(st.integers(1, 9), st.none() | st.decimals("-5", "5", places=3), max_size=9))
def test_of_what_is_typed_all_that_is_no_quantity_is_refused_each_at_its_cell(
    typed: dict[int, Decimal | None],
) -> None:
    wrong = {
        unit
        for unit, one in typed.items()
        if one is not None and (one < 0 or one != one.quantize(Decimal("0.01")))
    }
    if not wrong:
        found = check_starts(typed, range(1, 10), "km", (), has_target=True)
        assert found == {unit: one for unit, one in typed.items() if one is not None}
        return
    with pytest.raises(RulesBroken) as refused:
        check_starts(typed, range(1, 10), "km", (), has_target=True)
    assert set(refused.value.refusals) == {start_cell(unit) for unit in wrong}


@pytest.mark.parametrize(
    ("start", "units", "has_target", "sentence"),
    [
        ("3", [1], False, "chỉ ghi khi giao chỉ tiêu"),
        ("3", [2], True, "không được giao lần này"),
        ("2.5", [1], True, "hộ là số đếm"),
        ("-1", [1], True, "từ 0 trở lên"),
        ("NaN", [1], True, "không hợp lệ"),
    ],
)
def test_a_wrong_baseline_is_refused_at_its_cell(
    start: str,
    units: list[int],
    has_target: bool,  # noqa: FBT001 - a table's column
    sentence: str,
) -> None:
    with pytest.raises(RulesBroken) as refused:
        check_starts({1: Decimal(start)}, units, "hộ", ("hộ",), has_target=has_target)
    assert sentence in str(refused.value.refusals["start-1"])


def test_the_baseline_of_a_target_that_was_given_already_stays() -> None:
    check_same_start({1: Decimal(3)}, {1: Decimal(3), 2: Decimal(9)}, NAMES)
    with pytest.raises(RulesBroken) as refused:
        check_same_start({1: None, 2: Decimal(4)}, {1: Decimal(3)}, NAMES)
    assert list(refused.value.refusals) == ["start-1"]
    assert "Xã Ánh" in str(refused.value.refusals["start-1"])


@given(
    st.decimals("0.01", "9999999", places=2),
    st.decimals("0.01", "9999999", places=2),
    st.dictionaries(st.integers(2, 60), st.decimals("0.01", "999", places=2), min_size=1, max_size=20),
)
def test_parts_typed_then_shared_out_add_up_to_the_target_of_the_period_exactly(
    whole: Decimal, first: Decimal, weights: dict[int, Decimal]
) -> None:
    try:
        typed = check_parts(whole, Decimal(0), {1: first})
        remaining = left_of(whole, typed.values())
        rest = share_out(remaining or Decimal(0), weights)
    except (RuleBroken, RulesBroken):
        return

    assert sum(rest.values()) + first == whole
    assert left_of(whole, [first, *rest.values()]) == 0
