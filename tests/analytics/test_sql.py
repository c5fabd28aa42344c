"""The division of ``analytics.sql`` is the rounding rule of ``core.rollup``, digit for digit."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.rollup import EXACT_IN_FLOATING_POINT
from benchmarks.rollup import rounded as in_floating_point
from nhip.analytics import sql
from nhip.analytics.duck import connected
from nhip.analytics.results import shown
from nhip.core.rollup import EXACT, rounded

numbers = (
    st.integers(-(10**37), 10**37)
    | st.integers(-(10**12), 10**12)
    | st.sampled_from([2**62, 2**62 + 1, 2**63, 10**18, 10**18 - 1])
    | st.integers(-9, 9)
)


def expected(above: int, below: int) -> int:
    """Half to even, as a whole number: the rule for six decimals, six places to the left."""
    return int(rounded(Fraction(above, below) / 10**6).scaleb(6, EXACT))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=200))
def test_quotients_are_rounded_half_to_even(pairs: list[tuple[int, int]]) -> None:
    with connected() as connection:
        connection.execute("CREATE TABLE pair (id INT, a HUGEINT, b HUGEINT)")
        connection.execute(
            f"INSERT INTO pair VALUES {', '.join(f'({index}, {a}, {b})' for index, (a, b) in enumerate(pairs))}"
        )
        found = [
            row[0]
            for row in connection.execute(f"SELECT {sql.quotient('a', 'b')} FROM pair ORDER BY id").fetchall()
        ]
    assert found == [expected(a, b) if b else None for a, b in pairs]


small = st.integers(-(2**21), 2**21)
halves = st.tuples(small, st.integers(1, 2**10)).map(lambda pair: (pair[0] * pair[1], 1, 2 * pair[1]))
products = halves | st.tuples(small, st.integers(1, 2**30), st.integers(1, 2**40))


@settings(max_examples=20, deadline=None)
@given(st.lists(products, min_size=1, max_size=200))
def test_below_2_to_the_52nd_a_division_in_floating_point_is_exact(rows: list[tuple[int, int, int]]) -> None:
    most = EXACT_IN_FLOATING_POINT - 1
    with connected() as connection:
        connection.execute("CREATE TABLE row (id INT, a BIGINT, t BIGINT, b BIGINT)")
        connection.execute(
            f"INSERT INTO row VALUES {', '.join(f'({index}, {a}, {t}, {b})' for index, (a, t, b) in enumerate(rows))}"
        )
        text = f"SELECT {in_floating_point('a', 't', 'b', most)} FROM row ORDER BY id"
        found = [row[0] for row in connection.execute(text).fetchall()]
    assert found == [expected(a * t, b) for a, t, b in rows]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        numbers | st.tuples(numbers, st.integers(0, 7)).map(lambda one: one[0] // 10 ** one[1] * 10 ** one[1])
    )
)
def test_numbers_are_shown_without_zeros_at_the_end(millionths: list[int]) -> None:
    with connected() as connection:
        connection.execute("CREATE TABLE one (id INT, v HUGEINT)")
        for index, value in enumerate(millionths):
            connection.execute(f"INSERT INTO one VALUES ({index}, {value})")
        found = connection.execute(
            f"SELECT {sql.shown('v')}, {sql.decimal('v', 6, 38)} FROM one ORDER BY id"
        ).fetchall()
    exact = [Decimal(one).scaleb(-6, EXACT) for one in millionths]
    assert [text for text, _value in found] == [shown(one) for one in exact]
    assert [value for _text, value in found] == exact
