"""The geometry of charts: round axes, no line across a gap, bars from zero."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nhip.web.indicators.drawing import Bar, Frame, axis_of, bars_of, path_of, runs

NUMBERS = st.lists(
    st.none() | st.decimals(-(10**12), 10**12, places=6, allow_nan=False, allow_infinity=False), min_size=1
)


@given(NUMBERS)
def test_every_value_lies_on_the_axis_and_in_the_frame(values: list[Decimal | None]) -> None:
    axis, frame = axis_of(values), Frame(10, 110, 5, 105)
    assert all(axis.low <= one <= axis.high for one in values if one is not None)
    for point in frame.points(values, axis):
        assert point is None or (10 <= point[0] <= 110 and 5 <= point[1] <= 105)


@given(NUMBERS)
def test_an_axis_has_few_ticks_evenly_apart(values: list[Decimal | None]) -> None:
    ticks = axis_of(values).ticks
    assert 2 <= len(ticks) <= 7
    assert len({later - earlier for earlier, later in pairwise(ticks)}) == 1


def test_an_axis_starts_at_zero_unless_that_would_flatten_the_line() -> None:
    assert axis_of([Decimal(20), Decimal(90)]).low == 0
    assert axis_of([Decimal(3550), Decimal(3917)]).low == 3500
    assert axis_of([Decimal(5), Decimal(5)]).low == 0


def test_what_is_missing_is_not_bridged() -> None:
    points = Frame(0, 4, 0, 10).points([Decimal(0), Decimal(10), None, Decimal(5)], axis_of([Decimal(10)]))
    assert [path_of(one) for one in runs(points)] == ["0.5,10 1.5,0", "3.5,5"]


@given(NUMBERS)
def test_bars_stay_inside_and_share_one_zero(values: list[Decimal | None]) -> None:
    bars = bars_of(values)
    known = [one for one in bars if one is not None]
    assert all(one.start >= 0 and one.start + one.length <= 100.02 for one in known)
    zeros = {
        round(bar.start if value >= 0 else bar.start + bar.length, 1)
        for bar, value in zip(bars, values, strict=True)
        if bar is not None and value is not None
    }
    assert max(zeros, default=0) - min(zeros, default=0) < 0.11


def test_bars_are_in_proportion() -> None:
    assert bars_of([Decimal(50), None, Decimal(100)]) == (Bar(0, 50), None, Bar(0, 100))
    assert bars_of([Decimal(-50), Decimal(50)]) == (Bar(0, 50), Bar(50, 50))
