"""A resolution line by line: what is wrong is said at its line, what is right is understood as one event."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.periods import Span
from nhip.core.resolutions import Kind, Line, as_stored, check_lines, from_stored, meaning
from nhip.core.units import Coded, History, Level, Named, Placed

DAY = date(2020, 2, 1)
FROM = Span(date(2019, 1, 1))
LATER = Span(date(2020, 6, 1))
HISTORY = History(
    {1: Level.DISTRICT, 2: Level.COMMUNE, 3: Level.COMMUNE, 4: Level.COMMUNE},
    (Placed(1, None, FROM), Placed(2, 1, FROM), Placed(3, 1, FROM), Placed(4, 1, LATER)),
    (
        Named(1, "Huyện An", "1", FROM),
        Named(2, "Xã Ánh", "2", FROM),
        Named(3, "Xã Bình", "3", FROM),
        Named(4, "Xã Muộn", "4", LATER),
    ),
    (Coded(1, "A", FROM), Coded(2, "A1", FROM), Coded(3, "A2", FROM), Coded(4, "A4", LATER)),
)
NEW = Line(Kind.BEGIN, "A9", "A", "Xã Mới", Level.COMMUNE)


def wrong(*lines: Line) -> dict[int, str]:
    return {index: str(one) for index, one in check_lines(lines, HISTORY, DAY).items()}


def half(target: str, share: str = "0.5") -> Line:
    return Line(Kind.DIVIDE, "A1", target, share=Decimal(share))


def test_a_merger_into_a_new_unit_is_understood() -> None:
    lines = (NEW, Line(Kind.MERGE, "A1", "A9"), Line(Kind.MERGE, "A2", "A9"))
    assert wrong(*lines) == {}
    told = meaning(lines)
    assert [(one.source, one.target, one.share) for one in told.parts] == [
        ("A1", "A9", Decimal(1)),
        ("A2", "A9", Decimal(1)),
    ]
    assert told.begins[0].code == "A9"


def test_a_division_may_leave_a_part_where_it_was() -> None:
    lines = (Line(Kind.STAY, "A1", share=Decimal("0.25")), half("A2", "0.75"))
    assert wrong(*lines) == {}
    assert [one.target for one in meaning(lines).parts] == [None, "A2"]


@pytest.mark.parametrize("share", ["0.499999998", "0.500000002", "0.6"])
def test_shares_that_do_not_add_up_to_one_are_refused_with_their_sum(share: str) -> None:
    told = wrong(NEW, half("A9"), half("A2", share))
    assert list(told) == [2]
    assert str(Decimal("0.5") + Decimal(share)) in told[2]


def test_shares_within_a_billionth_are_one() -> None:
    assert wrong(NEW, half("A9"), half("A2", "0.5000000005")) == {}


def test_a_unit_cannot_merge_into_itself_unless_another_takes_its_code() -> None:
    assert "chính nó" in wrong(Line(Kind.MERGE, "A1", "A1"))[0]
    assert wrong(Line(Kind.BEGIN, "A1", "A", "Xã Mới", Level.COMMUNE), Line(Kind.MERGE, "A1", "A1")) == {}


def test_a_day_before_the_unit_existed_is_told_with_the_units_first_day() -> None:
    told = wrong(Line(Kind.MERGE, "A4", "A1"))
    assert "2020-06-01" in told[0]
    assert "không có đơn vị" not in told[0].lower()


def test_an_unknown_code_is_named() -> None:
    told = wrong(Line(Kind.MERGE, "A1", "Z9"), Line(Kind.RENAME, "Y9", name="Xã Khác"))
    assert "«Z9»" in told[0]
    assert "«Y9»" in told[1]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (Line(Kind.BEGIN, "A9", "A", "Xã Mới"), "cấp"),
        (Line(Kind.BEGIN, "A9", "", "Xã Mới", Level.COMMUNE), "mã đơn vị nhận"),
        (Line(Kind.BEGIN, "A9", "A", "", Level.COMMUNE), "Tên đơn vị"),
        (Line(Kind.BEGIN, "a b", "A", "Xã Mới", Level.COMMUNE), "Mã đơn vị"),
        (Line(Kind.MERGE, "A1"), "mã đơn vị nhận"),
        (Line(Kind.RENAME, "A1"), "Tên đơn vị"),
        (Line(Kind.RECODE, "A1", "ă"), "Mã đơn vị"),
        (Line(Kind.DIVIDE, "A1", "A2"), "Phần"),
        (Line(Kind.DIVIDE, "A1", "A2", share=Decimal("1.5")), "Phần"),
    ],
)
def test_what_a_line_lacks_is_said_at_the_line(line: Line, word: str) -> None:
    assert word.lower() in wrong(line)[0].lower()


def test_lines_that_contradict_each_other_name_the_other_line() -> None:
    twice = wrong(NEW, Line(Kind.MERGE, "A1", "A9"), Line(Kind.MERGE, "A1", "A9"))
    assert "dòng 2" in twice[2]
    both = wrong(NEW, Line(Kind.MERGE, "A1", "A9"), Line(Kind.DISSOLVE, "A1"))
    assert "dòng 2" in both[2]


def test_nothing_written_is_told() -> None:
    assert -1 in check_lines((), HISTORY, DAY)


@given(
    st.builds(
        Line,
        kind=st.sampled_from(Kind),
        code=st.text(max_size=9),
        target=st.text(max_size=9),
        name=st.text(max_size=20),
        level=st.none() | st.sampled_from(Level),
        share=st.none() | st.decimals(0, 1, places=12),
        basis=st.text(max_size=20),
        assumed=st.booleans(),
        reports=st.booleans(),
    )
)
def test_a_line_is_stored_and_read_back_and_never_breaks_the_check(line: Line) -> None:
    assert from_stored(as_stored(line)) == line
    check_lines([line], HISTORY, DAY)
