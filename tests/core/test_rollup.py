"""docs/rules/rollup.md: the algebra, and its worked tables with the numbers that stand there."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.indicators import Direction, Indicator, OverTime, OverUnits, Ratio
from nhip.core.progress import Light
from nhip.core.rollup import (
    NO_MONTHS,
    NOTHING,
    Months,
    State,
    month_of,
    months_in,
    own_state,
    ranks,
    ratio_of,
    rounded,
    total,
    value_of,
)
from nhip.core.targets import PercentLights, Target, light_of, percent, with_sums

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules" / "rollup.md"
LIGHTS = PercentLights(Decimal(100), Decimal(85))
figures = st.decimals(-(10**17), 10**17, places=6)
reports = st.dictionaries(st.integers(1, 12), figures, max_size=12)


def months_of(values: dict[int, Decimal]) -> Months:
    return months_in(values, range(1, 13))


def table(title: str) -> list[dict[str, str]]:
    """The rows of the table under a heading of the rule page."""
    section = re.split(r"^#+ ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = next(one for one in section if one.startswith(title))
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


def read(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def states(rule: OverUnits) -> st.SearchStrategy[State]:
    indicator = Indicator("x", over_units=rule, over_time=OverTime.AVERAGE)
    return st.builds(
        lambda own, weight, expected: own_state(
            indicator, months_of(own), (OverTime.LAST, months_of(weight)), expected=expected
        ),
        reports,
        reports,
        st.booleans(),
    )


@pytest.mark.parametrize("rule", list(OverUnits))
def test_states_are_a_commutative_monoid(rule: OverUnits) -> None:
    @given(states(rule), states(rule), states(rule))
    def holds(one: State, two: State, three: State) -> None:
        assert one + NOTHING == NOTHING + one == one
        assert one + two == two + one
        assert (one + two) + three == one + (two + three) == total([three, one, two])

    holds()


@given(reports, st.integers(0, 12))
def test_months_are_a_commutative_monoid(values: dict[int, Decimal], cut: int) -> None:
    early, late = months_in(values, range(1, cut + 1)), months_in(values, range(cut + 1, 13))
    assert early + late == late + early == months_of(values)
    assert early + NO_MONTHS == early


def test_a_silent_unit_is_missing_not_zero() -> None:
    indicator = Indicator("x", over_units=OverUnits.AVERAGE)
    silent = own_state(indicator, NO_MONTHS, None, expected=True)
    heard = own_state(indicator, month_of(1, Decimal(10)), None, expected=True)
    assert value_of(indicator, silent) is None
    assert value_of(indicator, silent + heard) == 10
    assert ((silent + heard).reported, (silent + heard).expected) == (1, 2)


def test_a_stock_says_which_month_it_is_from() -> None:
    indicator = Indicator("x", over_time=OverTime.LAST)
    march = own_state(indicator, months_of({1: Decimal(1), 3: Decimal(2)}), None, expected=True)
    may = own_state(indicator, months_of({5: Decimal(4)}), None, expected=True)
    assert (march + may).last_month == 3
    assert value_of(indicator, march + may) == 6


def test_sums_are_exact_beyond_the_digits_of_floating_point() -> None:
    big, small = Decimal("123456789012345678.000001"), Decimal("0.000001")
    indicator = Indicator("x")
    own = [own_state(indicator, month_of(1, one), None, expected=True) for one in (big, small, -big)]
    assert value_of(indicator, total(own)) == Fraction(1, 10**6)


@given(st.fractions())
def test_rounding_is_half_to_even_at_six_decimals(value: Fraction) -> None:
    found = Fraction(rounded(value))
    assert abs(found - value) <= Fraction(1, 2 * 10**6)
    if abs(found - value) == Fraction(1, 2 * 10**6):
        assert (found * 10**6) % 2 == 0


@pytest.mark.parametrize("row", table("Time first"), ids=lambda row: row["rule over time"])
def test_time_first_as_the_page_has_it(row: dict[str, str]) -> None:
    indicator = Indicator("x", over_time=OverTime(row["rule over time"]))
    north, south = ({1: Decimal(10), 2: Decimal(20)}, {1: Decimal(4), 3: Decimal(1)})
    own = [own_state(indicator, months_of(one), None, expected=True) for one in (north, south)]
    shown = [rounded(value) for one in (*own, total(own)) if (value := value_of(indicator, one)) is not None]
    assert shown == [Decimal(row[name]) for name in ("Bắc", "Nam", "together")]


@pytest.mark.parametrize("row", table("Over units"), ids=lambda row: row["rule over units"])
def test_over_units_as_the_page_has_it(row: dict[str, str]) -> None:
    indicator = Indicator("x", over_units=OverUnits(row["rule over units"]), weight="w")
    own = [
        own_state(
            indicator,
            month_of(1, Decimal(value)),
            (OverTime.SUM, month_of(1, Decimal(weight))),
            expected=True,
        )
        for value, weight in ((10, 1), (20, 3), (60, 2))
    ]
    value = value_of(indicator, total(own))
    assert value is not None
    assert rounded(value) == Decimal(row["together"])


@pytest.mark.parametrize("row", table("Percent of the target"), ids=lambda row: str(sorted(row.items())))
def test_percent_and_light_as_the_page_has_it(row: dict[str, str]) -> None:
    value, goal = read(row["value"]), read(row["target"])
    target = None if goal is None else Target(goal, read(row["baseline"]))
    reached = percent(None if value is None else Fraction(value), target, Direction(row["direction"]))
    shown = None if reached is None else rounded(reached)
    assert shown == read(row["percent"])
    assert light_of(shown, LIGHTS) is Light(row["light"])


def test_a_ratio_is_of_totals_never_a_mean_of_ratios() -> None:
    assert ratio_of(Ratio("n", "d", Decimal(100)), Fraction(3), Fraction(40)) == Fraction(15, 2)
    assert ratio_of(Ratio("n", "d"), Fraction(3), Fraction(0)) is None
    assert ratio_of(Ratio("n", "d"), None, Fraction(1)) is None


def test_equal_values_share_a_place_and_the_next_is_left_out() -> None:
    values = [Decimal(5), None, Decimal(9), Decimal(5), Decimal(1)]
    assert ranks(values, Direction.HIGHER) == [2, None, 1, 2, 4]
    assert ranks(values, Direction.LOWER) == [2, None, 4, 2, 1]


def test_a_target_above_is_the_given_one_or_the_sum_of_those_below() -> None:
    children = {1: (2, 3), 2: (4, 5)}
    given_targets = {4: Target(Decimal(10), Decimal(1)), 5: Target(Decimal(20)), 3: Target(Decimal(7))}
    found = with_sums(given_targets, lambda unit: children.get(unit, ()), [1])
    assert found[2] == Target(Decimal(30), None, is_sum=True)
    assert found[1] == Target(Decimal(37), None, is_sum=True)
    assert (
        with_sums(given_targets | {1: Target(Decimal(50))}, lambda unit: children.get(unit, ()), [1])[1].value
        == 50
    )
