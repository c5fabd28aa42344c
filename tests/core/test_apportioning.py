"""Things that cannot be cut: docs/rules/cascading.md, docs/rules/successions.md."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.apportioning import whole_parts

PIECES = st.integers(-(10**9), 10**9)
WEIGHTS = st.lists(st.fractions(min_value="1/1000", max_value=10**6, max_denominator=10**6), min_size=1)


@given(PIECES, WEIGHTS)
def test_parts_add_up_to_the_whole(pieces: int, weights: list[Fraction]) -> None:
    assert sum(whole_parts(pieces, weights)) == pieces


@given(PIECES, WEIGHTS)
def test_each_part_is_its_exact_share_rounded_down_or_up(pieces: int, weights: list[Fraction]) -> None:
    for part, weight in zip(whole_parts(pieces, weights), weights, strict=True):
        assert abs(part - pieces * weight / sum(weights)) < 1


@given(PIECES, WEIGHTS)
def test_who_has_more_weight_never_gets_less(pieces: int, weights: list[Fraction]) -> None:
    several = sorted(weights)
    parts = whole_parts(abs(pieces), several)
    assert all(
        less <= more or one == other
        for (less, one), (more, other) in zip(
            zip(parts, several, strict=True), list(zip(parts, several, strict=True))[1:], strict=False
        )
    )


@given(st.integers(0, 10**6), st.integers(1, 40))
def test_of_equal_weights_the_earlier_gets_the_piece_that_is_left(pieces: int, count: int) -> None:
    parts = whole_parts(pieces, [Fraction(1)] * count)

    assert parts == sorted(parts, reverse=True)
    assert parts[0] - parts[-1] <= 1


@pytest.mark.parametrize(
    ("pieces", "weights", "parts"),
    [
        (10, "1 1 1", [4, 3, 3]),
        (104, "6/10 4/10", [62, 42]),
        (7, "3/2 3/2 4", [2, 1, 4]),
        (1, "1/3 1/3 1/3", [1, 0, 0]),
        (-5, "1 1", [-2, -3]),
        (0, "1 2", [0, 0]),
    ],
)
def test_worked_examples(pieces: int, weights: str, parts: list[int]) -> None:
    assert whole_parts(pieces, list(map(Fraction, weights.split()))) == parts
