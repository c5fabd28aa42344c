"""docs/rules/rollup.md, «Boundaries»: what is merged adds up, what is divided is shared out, nothing is lost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.errors import RuleBroken
from nhip.core.indicators import Indicator, OverTime, OverUnits
from nhip.core.rebasing import (
    Figure,
    Part,
    Step,
    apportion,
    apportion_goal,
    check_parts,
    rebase,
    steps_between,
    typed_goal,
)
from nhip.core.rollup import add

BEFORE, MERGER, DIVISION = date(2020, 1, 31), date(2020, 2, 1), date(2025, 7, 1)
INDICATORS = {
    rule.value: Indicator(rule.value, over_units=rule, over_time=OverTime.LAST, weight="sum")
    for rule in OverUnits
}


def figure(unit: int, value: str, rule: OverUnits = OverUnits.SUM, weight: str | None = None) -> Figure:
    return Figure(
        unit,
        rule.value,
        2020,
        1,
        "",
        Decimal(value),
        BEFORE,
        weight=None if weight is None else Decimal(weight),
    )


def step(on: date, **parts: str) -> Step:
    """step(day, u1="9:0.25 8:0.75"): unit 1 goes to 9 and 8."""
    return Step(
        on,
        {
            int(source[1:]): tuple(
                Part(int(target), Decimal(share), target)
                for target, share in (one.split(":") for one in heirs.split())
            )
            for source, heirs in parts.items()
        },
    )


MERGE = step(MERGER, u1="9:1", u2="9:1")
DIVIDE = step(DIVISION, u9="11:0.333333333333333333 12:0.666666666666666667")
shares = st.lists(st.integers(1, 10**6), min_size=1, max_size=6).map(
    lambda weights: [Decimal(one) / sum(weights) for one in weights]
)


def parts_of(values: list[Decimal]) -> list[Part]:
    quantized = [one.quantize(Decimal("1e-18")) for one in values[:-1]]
    return [
        Part(index, share, str(index))
        for index, share in enumerate([*quantized, 1 - sum(quantized, Decimal(0))])
    ]


@given(st.decimals(-(10**15), 10**15, places=6), shares)
def test_what_is_shared_out_adds_up_to_the_whole(amount: Decimal, values: list[Decimal]) -> None:
    parts = parts_of(values)
    if any(one.share <= 0 for one in parts):
        return
    shared = apportion(amount, parts)
    total = Decimal(0)
    for one in shared:
        total = add(total, one)
    assert total == amount
    assert all(isinstance(exponent := one.as_tuple().exponent, int) and exponent >= -6 for one in shared)


def test_the_part_with_the_highest_code_takes_the_rest() -> None:
    parts = [Part(1, Decimal("0.5"), "C2"), Part(2, Decimal("0.25"), "C1"), Part(3, Decimal("0.25"), "C0")]
    assert apportion(Decimal("0.000003"), parts) == [
        Decimal("0.000001"),
        Decimal("0.000001"),
        Decimal("0.000001"),
    ]


def test_a_tie_goes_to_the_even_digit() -> None:
    parts = [Part(1, Decimal("0.5"), "A"), Part(2, Decimal("0.5"), "B")]
    assert apportion(Decimal("0.000001"), parts) == [Decimal(0), Decimal("0.000001")]
    assert apportion(Decimal("0.000003"), parts) == [Decimal("0.000002"), Decimal("0.000001")]


def test_a_target_of_what_is_counted_is_divided_whole_whatever_the_order() -> None:
    parts = [Part(1, Decimal("0.5"), "B"), Part(2, Decimal("0.5"), "A")]
    for several, shared in ((parts, [2, 3]), (parts[::-1], [3, 2])):
        assert apportion_goal(Decimal(5), several, is_whole=True) == shared
    assert apportion_goal(Decimal(5), parts, is_whole=False) == [Decimal("2.5"), Decimal("2.5")]
    assert sum(apportion_goal(Decimal("5.5"), parts, is_whole=True)) == Decimal("5.5")


def test_typed_parts_count_while_they_are_the_parts_of_the_target() -> None:
    parts = [Part(1, Decimal("0.5"), "A"), Part(2, Decimal("0.5"), "B")]
    typed = {2: Decimal(4), 1: Decimal(6)}
    assert typed_goal(Decimal(10), parts, typed) == [Decimal(6), Decimal(4)]
    assert typed_goal(Decimal(11), parts, typed) is None
    assert typed_goal(Decimal(6), parts, {1: Decimal(6)}) is None
    assert typed_goal(Decimal(0), parts, {}) is None


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("sum", "30"), ("average", "15"), ("weighted", "17.5"), ("min", "10"), ("max", "20")],
)
def test_merged_figures_follow_their_own_rule(rule: str, expected: str) -> None:
    kind = OverUnits(rule)
    figures = [figure(1, "10", kind, "1"), figure(2, "20", kind, "3")]
    (merged,) = rebase(figures, INDICATORS, [MERGE])
    assert (merged.unit, merged.value, merged.marks) == (9, Decimal(expected), frozenset())


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("sum", ["3.333333", "6.666667"]),
        *((rule, ["10", "10"]) for rule in ("average", "weighted", "min", "max")),
    ],
)
def test_amounts_are_shared_out_and_levels_are_held_by_every_part(rule: str, expected: list[str]) -> None:
    divided = rebase([replace(figure(9, "10", OverUnits(rule)), stands_on=MERGER)], INDICATORS, [DIVIDE])
    assert [one.value for one in divided] == [Decimal(one) for one in expected]
    assert all(one.marks == {(DIVISION, 9)} for one in divided)


def test_to_one_day_and_on_to_another_is_the_same_as_going_there_at_once() -> None:
    figures = [figure(1, "10.000001"), figure(2, "20.000002")]
    there = rebase(figures, INDICATORS, steps_between([MERGE, DIVIDE], DIVISION))
    stopped = rebase(rebase(figures, INDICATORS, [MERGE]), INDICATORS, [DIVIDE])
    assert there == stopped


def test_a_mean_of_what_was_merged_before_is_a_mean_of_two() -> None:
    """9 came of 1 and 2, and counts as one when 3 joins it later: (15 + 40) / 2."""
    figures = [figure(one, value, OverUnits.AVERAGE) for one, value in ((1, "10"), (2, "20"), (3, "40"))]
    join = step(DIVISION, u3="9:1")
    (there,) = rebase(figures, INDICATORS, [MERGE, join])
    assert there.value == Decimal("27.5")
    assert [there] == rebase(rebase(figures, INDICATORS, [MERGE]), INDICATORS, [join])


def test_a_figure_of_the_day_after_is_told_on_those_boundaries_already() -> None:
    after = replace(figure(9, "5"), month=2, stands_on=date(2020, 2, 29))
    assert rebase([after], INDICATORS, [MERGE]) == [after]


def test_backwards_only_along_shares_stated_for_it() -> None:
    back = Step(MERGER, {9: (Part(1, Decimal("0.4"), "1"), Part(2, Decimal("0.6"), "2"))}, is_backwards=True)
    after = replace(figure(9, "5"), month=2, stands_on=date(2020, 2, 29))
    way = steps_between([MERGE, back], BEFORE)
    assert way == (back,)
    assert [(one.unit, one.value) for one in rebase([after], INDICATORS, way)] == [
        (1, Decimal(2)),
        (2, Decimal(3)),
    ]


@pytest.mark.parametrize(
    "wrong", ["9:0.5 8:0.499999998", "9:0.5 8:0.500000002", "9:1.5 8:-0.5", "9:0.5 9:0.5", "9:0 8:1"]
)
def test_bad_shares_are_refused(wrong: str) -> None:
    with pytest.raises(RuleBroken):
        check_parts(step(MERGER, u1=wrong).parts[1])


@pytest.mark.parametrize(
    "fair", ["9:0.5 8:0.5000000005", "9:0.333333333333333333 8:0.666666666666666667", "9:1"]
)
def test_shares_within_a_billionth_are_taken(fair: str) -> None:
    check_parts(step(MERGER, u1=fair).parts[1])
