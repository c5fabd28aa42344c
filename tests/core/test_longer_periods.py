"""A report of a month that ends a longer period tells of that too; a unit's own months make its totals."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.indicators import OverTime
from nhip.core.periods import Month
from nhip.core.rollup import own_value
from nhip.core.year_periods import SHAPES, longer_period


@pytest.mark.parametrize(
    ("number", "period"), [(1, None), (3, "2020-Q1"), (4, None), (6, "2020-H1"), (9, "2020-9M"), (12, "2020")]
)
def test_the_longest_period_that_begins_with_the_year_and_ends_with_the_month(
    number: int, period: str | None
) -> None:
    found = longer_period(Month(2020, number))
    assert (None if found is None else str(found)) == period


NAIVE: dict[OverTime, Callable[[list[Decimal]], object]] = {
    OverTime.SUM: sum,
    OverTime.LAST: lambda told: told[-1],
    OverTime.MIN: min,
    OverTime.MAX: max,
}


@given(
    st.sampled_from(sorted(NAIVE)),
    st.dictionaries(st.integers(1, 12), st.decimals("-9999", "9999", places=3)),
    st.integers(0, len(SHAPES) - 1),
)
def test_a_units_own_total_is_that_of_its_months(
    rule: OverTime, months: dict[int, Decimal], shape: int
) -> None:
    _kind, first, last = SHAPES[shape]
    told = [months[one] for one in range(first, last + 1) if one in months]
    assert own_value(rule, months, shape) == (NAIVE[rule](told) if told else None)
