"""The division of ``analytics.sql`` is the rounding rule of ``core.rollup``, digit for digit."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.rollup import quotients
from nhip.analytics import sql
from nhip.analytics.duck import connected
from nhip.core.rollup import rounded

numbers = st.integers(-(10**12), 10**12) | st.integers(-9, 9)


def expected(above: int, below: int) -> int:
    """Half to even, as a whole number: the rule for six decimals, six places to the left."""
    return int(rounded(Fraction(above, below) / 10**6).scaleb(6))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=200))
def test_quotients_are_rounded_half_to_even(pairs: list[tuple[int, int]]) -> None:
    with connected() as connection:
        connection.execute("CREATE TABLE pair (id INT, a HUGEINT, b HUGEINT)")
        connection.execute(
            f"INSERT INTO pair VALUES {', '.join(f'({index}, {a}, {b})' for index, (a, b) in enumerate(pairs))}"
        )
        one = f"SELECT {sql.quotient('a', 'b')} FROM pair ORDER BY id"
        found = [row[0] for row in connection.execute(one).fetchall()]
        many = quotients([("q", "a", "ABS(b)")], ["id"], "(SELECT * FROM pair WHERE b <> 0)")
        positive = [row[1] for row in connection.execute(f"{many} ORDER BY id").fetchall()]
    assert found == [expected(a, b) if b else None for a, b in pairs]
    assert positive == [expected(a, abs(b)) for a, b in pairs if b]
