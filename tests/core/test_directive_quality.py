"""How well the reader does in use is told by what persons made of its drafts."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nhip.core.directive_quality import FIELDS, Decided, Outcome, quality


def test_precision_is_of_what_was_read_recall_of_what_was_kept() -> None:
    outcomes = [Outcome.UNCHANGED] * 6 + [Outcome.EDITED] * 2 + [Outcome.DROPPED] * 2 + [Outcome.ADDED]
    own, total = quality(Decided("conclusions", "v1", one) for one in outcomes)

    assert (own.precision, own.recall, own.unchanged) == (
        Decimal("0.800"),
        Decimal("0.889"),
        Decimal("0.750"),
    )
    assert (total.genre, total.counts) == ("", own.counts)


def test_nothing_decided_is_no_figure() -> None:
    assert quality([]) == ()
    own, _total = quality([Decided("news", "v1", Outcome.ADDED)])
    assert (own.precision, own.recall) == (None, Decimal("0.000"))


def test_edited_fields_are_counted() -> None:
    total = quality(
        [
            Decided("news", "v1", Outcome.EDITED, ("units", "deadline")),
            Decided("news", "v2", Outcome.EDITED, ("units",)),
        ]
    )[-1]
    assert total.fields == {"units": 2, "deadline": 1}


decided = st.builds(
    Decided,
    st.sampled_from(["news", "plan"]),
    st.sampled_from(["v1", "v2"]),
    st.sampled_from(list(Outcome)),
    st.lists(st.sampled_from(FIELDS), unique=True).map(tuple),
)


@given(st.lists(decided))
def test_the_total_is_the_sum_of_its_parts(several: list[Decided]) -> None:
    found = quality(several)
    for outcome in Outcome:
        assert sum(one.of(outcome) for one in found[:-1]) == (found[-1].of(outcome) if found else 0)
    for one in found:
        for share in (one.precision, one.recall, one.unchanged):
            assert share is None or 0 <= share <= 1
