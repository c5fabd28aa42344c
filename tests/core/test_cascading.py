"""docs/rules/cascading.md."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.cascading import (
    Share,
    cell_of,
    check_can_hand_down,
    check_parts,
    check_planned,
    check_quantity,
    check_receivers,
    check_weights,
    left_of,
    share_out,
    step_of,
)
from nhip.core.errors import RuleBroken, RulesBroken

WEIGHTS = st.dictionaries(
    st.integers(1, 200), st.decimals("0.01", "99999", places=2), min_size=1, max_size=30
)


@given(st.decimals("0.01", "9999999", places=2), WEIGHTS)
def test_parts_add_up_to_the_whole_exactly_and_are_as_fine_as_it_is(
    whole: Decimal, weights: dict[int, Decimal]
) -> None:
    try:
        parts = share_out(whole, weights)
    except RuleBroken:
        return

    assert sum(parts.values()) == whole
    assert parts.keys() == weights.keys()
    assert all(part > 0 and part % step_of(whole) == 0 for part in parts.values())


@given(st.integers(100, 10**6), WEIGHTS)
def test_no_part_is_a_piece_away_from_its_exact_share(whole: int, weights: dict[int, Decimal]) -> None:
    try:
        parts = share_out(Decimal(whole), weights)
    except RuleBroken:
        return

    total = sum(weights.values())
    assert all(abs(parts[unit] * total - whole * weight) < total for unit, weight in weights.items())


@pytest.mark.parametrize(
    ("whole", "weights", "parts"),
    [
        ("10", "1 1 1", "4 3 3"),
        ("12.5", "1 1", "6.3 6.2"),
        ("100", "1 2 7", "10 20 70"),
        ("7", "1.5 1.5 4", "2 1 4"),
        ("3", "1 1 1", "1 1 1"),
    ],
)
def test_worked_table(whole: str, weights: str, parts: str) -> None:
    told = share_out(Decimal(whole), dict(enumerate(map(Decimal, weights.split()))))

    assert list(told.values()) == list(map(Decimal, parts.split()))


def test_nobody_gets_nothing() -> None:
    with pytest.raises(RuleBroken, match="không đủ chia cho 3 đơn vị"):
        share_out(Decimal(2), dict.fromkeys((1, 2, 3), Decimal(1)))


def test_who_has_no_figure_is_named() -> None:
    with pytest.raises(RuleBroken, match="Xã Ánh, Xã Ân"):
        check_weights({1: None, 2: Decimal(0), 3: Decimal(5)}, {1: "Xã Ánh", 2: "Xã Ân", 3: "Xã Bình"})


def test_each_wrong_part_is_refused_at_its_cell() -> None:
    parts = {1: Decimal(4), 2: Decimal(0), 3: Decimal(-1), 4: None, 5: Decimal("1.005"), 6: Decimal(7)}

    with pytest.raises(RulesBroken) as refused:
        check_parts(Decimal(10), Decimal(0), parts)

    assert list(refused.value.refusals) == [cell_of(unit) for unit in (2, 3, 4, 5, 6)]
    assert "vượt quá khối lượng còn lại 6 (tổng 10)" in str(refused.value.refusals[cell_of(6)])


def test_what_was_handed_down_before_is_not_there_to_be_given_again() -> None:
    assert check_parts(Decimal(10), Decimal(6), {1: Decimal(4)}) == {1: Decimal(4)}
    with pytest.raises(RulesBroken):
        check_parts(Decimal(10), Decimal(6), {1: Decimal("4.01")})


def test_without_a_quantity_there_are_no_parts() -> None:
    assert check_parts(None, Decimal(0), {1: Decimal(3), 2: None}) == {1: None, 2: None}
    assert left_of(None, [None]) is None


def test_what_is_left_may_be_less_than_nothing() -> None:
    assert left_of(Decimal(10), [Decimal(4), None, Decimal(3)]) == 3
    assert left_of(Decimal(10), [Decimal(8), Decimal(3)]) == -1


def test_a_part_departs_by_what_the_unit_itself_says() -> None:
    assert Share(1, Decimal(5)).departs == 0
    assert Share(1, Decimal(5), Decimal(4)).departs == -1
    assert Share(1, Decimal(5), Decimal(0)).taken == 0
    assert Share(1, None).departs == 0


@pytest.mark.parametrize(
    ("quantity", "measure", "field"),
    [
        (Decimal(0), "hộ", "quantity"),
        (Decimal(-1), "hộ", "quantity"),
        (Decimal("1.005"), "hộ", "quantity"),
        (Decimal("Infinity"), "hộ", "quantity"),
        (None, "hộ", "quantity"),
        (Decimal(1), " ", "measure"),
        (Decimal(1), "h" * 41, "measure"),
    ],
)
def test_a_quantity_that_says_nothing_is_refused(quantity: Decimal | None, measure: str, field: str) -> None:
    with pytest.raises(RulesBroken) as refused:
        check_quantity(quantity, measure)

    assert list(refused.value.refusals) == [field]


def test_a_quantity_has_its_measure_or_there_is_neither() -> None:
    assert check_quantity(Decimal(5), "  hộ  nghèo ") == (Decimal(5), "hộ nghèo")
    assert check_quantity(None, "") == (None, "")


def test_only_what_is_planned_and_not_done_is_handed_down() -> None:
    check_can_hand_down(is_counted=True, is_done=False)
    with pytest.raises(RuleBroken, match="trình kế hoạch trước"):
        check_can_hand_down(is_counted=False, is_done=False)
    with pytest.raises(RuleBroken, match="đã hoàn thành"):
        check_can_hand_down(is_counted=True, is_done=True)


def test_receivers_are_below_and_each_named_once() -> None:
    assert check_receivers([2, 1, 2], [1, 2, 3], [3]) == [2, 1]
    for chosen, sentence in (([], "Chưa chọn"), ([4], "cấp dưới"), ([3], "đã được giao")):
        with pytest.raises(RuleBroken, match=sentence):
            check_receivers(chosen, [1, 2, 3], [3])


def test_a_unit_may_take_on_nothing_but_not_less() -> None:
    check_planned(Decimal(5), Decimal(0))
    check_planned(None, None)
    with pytest.raises(RuleBroken, match="không kèm khối lượng"):
        check_planned(None, Decimal(1))
    with pytest.raises(RuleBroken, match="không hợp lệ"):
        check_planned(Decimal(5), Decimal(-1))


def test_what_is_counted_has_no_pieces() -> None:
    counted = {"Hộ", "thôn"}
    assert check_quantity(Decimal("12.0"), " hộ ", counted) == (Decimal("12.0"), "hộ")
    assert check_quantity(Decimal("12.5"), "km", counted) == (Decimal("12.5"), "km")
    with pytest.raises(RulesBroken) as refused:
        check_quantity(Decimal("12.5"), "hộ", counted)
    assert list(refused.value.refusals) == ["quantity"]
    with pytest.raises(RulesBroken) as refused:
        check_parts(Decimal(12), Decimal(0), {1: Decimal("1.5"), 2: Decimal(2)}, "hộ", counted)
    assert list(refused.value.refusals) == [cell_of(1)]
    with pytest.raises(RuleBroken):
        check_planned(Decimal(12), Decimal("11.5"), "hộ", counted)
