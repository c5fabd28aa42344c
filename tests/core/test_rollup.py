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
    NONE,
    ZEROS,
    Numbers,
    YearStates,
    both_reported,
    last_months,
    layout_of,
    millionths,
    own_states,
    ranks,
    ratio_of,
    readings,
    rounded,
    scale_of,
    total,
    value_of,
)
from nhip.core.targets import PercentLights, Target, light_of, percent, with_sums
from nhip.core.year_periods import SHAPES, parse_year_period

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules" / "rollup.md"
LIGHTS = PercentLights(Decimal(100), Decimal(85))
ONES: Numbers = (1,) * len(SHAPES)
YEAR = parse_year_period("2017").shape
figures = st.integers(-(10**23), 10**23)
reports = st.dictionaries(st.integers(1, 12), figures, max_size=12)
shapes = st.frozensets(st.integers(0, len(SHAPES) - 1))


def own(indicator: Indicator, months: dict[int, int], weights: dict[int, int] | None = None) -> YearStates:
    """A unit that is expected in every period; figures and weights are whole ones."""
    return own_states(
        indicator,
        {month: value * 10**6 for month, value in months.items()},
        None
        if weights is None
        else (OverTime.SUM, {month: value * 10**6 for month, value in weights.items()}),
        ONES,
    )


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


def states(indicator: Indicator) -> st.SearchStrategy[YearStates]:
    return st.builds(
        lambda months, weights, expected, kept: own_states(
            indicator, months, (OverTime.LAST, weights), ONES if expected else ZEROS
        ).only(kept),
        reports,
        reports,
        st.booleans(),
        shapes,
    )


@pytest.mark.parametrize("over_time", [OverTime.LAST, OverTime.AVERAGE])
@pytest.mark.parametrize("over_units", list(OverUnits))
def test_states_are_a_commutative_monoid(over_units: OverUnits, over_time: OverTime) -> None:
    indicator = Indicator("x", over_units=over_units, over_time=over_time)
    nothing = layout_of(indicator).nothing

    @given(states(indicator), states(indicator), states(indicator))
    def holds(one: YearStates, two: YearStates, three: YearStates) -> None:
        assert one + nothing == nothing + one == one
        assert one + two == two + one
        assert (one + two) + three == one + (two + three) == total(layout_of(indicator), [three, one, two])

    holds()
    assert nothing.is_nothing
    assert total(layout_of(indicator), []) == nothing


@given(states(Indicator("x", over_time=OverTime.LAST)), shapes)
def test_states_of_some_periods_and_of_the_others_are_the_whole(
    one: YearStates, some: frozenset[int]
) -> None:
    others = frozenset(range(len(SHAPES))) - some
    assert one.only(some) + one.only(others) == one


@pytest.mark.parametrize("over_units", list(OverUnits))
def test_some_periods_of_a_sum_are_the_sum_of_some_periods(over_units: OverUnits) -> None:
    indicator = Indicator("x", over_units=over_units, over_time=OverTime.LAST)
    layout = layout_of(indicator)

    @given(st.lists(states(indicator), max_size=4), shapes)
    def holds(several: list[YearStates], some: frozenset[int]) -> None:
        assert total(layout, several).only(some) == total(layout, [one.only(some) for one in several])

    holds()


@pytest.mark.parametrize("over_units", list(OverUnits))
def test_states_are_written_and_read_back_whole(over_units: OverUnits) -> None:
    indicator = Indicator("x", over_units=over_units, over_time=OverTime.LAST)

    @given(states(indicator))
    def holds(one: YearStates) -> None:
        assert layout_of(indicator).read(one.written()) == one

    holds()


@given(reports, st.sampled_from(list(OverTime)))
def test_every_period_is_read_by_the_rule_over_time(months: dict[int, int], rule: OverTime) -> None:
    def naive(first: int, last: int) -> Fraction | None:
        reported = [months[one] for one in range(first, last + 1) if one in months]
        if not reported:
            return None
        match rule:
            case OverTime.SUM:
                return Fraction(sum(reported))
            case OverTime.AVERAGE:
                return Fraction(sum(reported), len(reported))
            case OverTime.LAST:
                return Fraction(reported[-1])
            case OverTime.MIN:
                return Fraction(min(reported))
            case OverTime.MAX:
                return Fraction(max(reported))

    read = [None if one is None else Fraction(one, scale_of(rule)) for one in readings(rule, months)]
    assert read == [naive(first, last) for _kind, first, last in SHAPES]


def test_a_silent_unit_is_missing_not_zero() -> None:
    indicator = Indicator("x", over_units=OverUnits.AVERAGE)
    silent, heard = own(indicator, {}), own(indicator, {1: 10})
    assert value_of(indicator, silent, YEAR) is None
    together = silent + heard
    assert value_of(indicator, together, YEAR) == 10
    assert (together["reported"][YEAR], together["expected"][YEAR]) == (1, 2)


def test_a_stock_says_which_month_it_is_from() -> None:
    indicator = Indicator("x", over_time=OverTime.LAST)
    together = own(indicator, {1: 1, 3: 2}) + own(indicator, {5: 4})
    assert together["last_month"][YEAR] == 3
    assert value_of(indicator, together, YEAR) == 6
    assert last_months([]) == NONE


def test_a_derived_indicator_counts_those_that_reported_both() -> None:
    indicator = Indicator("x", ratio=Ratio("n", "d"))
    both = both_reported(indicator, {1: 5, 2: 5}, {2: 1}, ONES)
    january, february = parse_year_period("2017-01").shape, parse_year_period("2017-02").shape
    assert (both["reported"][january], both["reported"][february], both["reported"][YEAR]) == (0, 1, 1)


def test_sums_are_exact_beyond_the_digits_of_floating_point() -> None:
    big, small = millionths(Decimal("123456789012345678.000001")), millionths(Decimal("0.000001"))
    indicator = Indicator("x")
    several = [own_states(indicator, {1: one}, None, ONES) for one in (big, small, -big)]
    assert value_of(indicator, total(layout_of(indicator), several), YEAR) == Fraction(1, 10**6)
    with pytest.raises(ValueError, match="1E-7"):
        millionths(Decimal("0.0000001"))


@given(st.fractions())
def test_rounding_is_half_to_even_at_six_decimals(value: Fraction) -> None:
    found = Fraction(rounded(value))
    assert abs(found - value) <= Fraction(1, 2 * 10**6)
    if abs(found - value) == Fraction(1, 2 * 10**6):
        assert (found * 10**6) % 2 == 0


@pytest.mark.parametrize("row", table("Time first"), ids=lambda row: row["rule over time"])
def test_time_first_as_the_page_has_it(row: dict[str, str]) -> None:
    indicator = Indicator("x", over_time=OverTime(row["rule over time"]))
    north, south = own(indicator, {1: 10, 2: 20}), own(indicator, {1: 4, 3: 1})
    values = [value_of(indicator, one, YEAR) for one in (north, south, north + south)]
    assert [rounded(one) for one in values if one is not None] == [
        Decimal(row[name]) for name in ("Bắc", "Nam", "together")
    ]


@pytest.mark.parametrize("row", table("Over units"), ids=lambda row: row["rule over units"])
def test_over_units_as_the_page_has_it(row: dict[str, str]) -> None:
    indicator = Indicator("x", over_units=OverUnits(row["rule over units"]), weight="w")
    several = [own(indicator, {1: value}, {1: weight}) for value, weight in ((10, 1), (20, 3), (60, 2))]
    value = value_of(indicator, total(layout_of(indicator), several), YEAR)
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
