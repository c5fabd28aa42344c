"""A stored text is shown whole, its directives marked where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.directive_text import Spoken, passages, placed
from nhip.core.errors import RuleBroken

TEXT = "Mở đầu. Giao Sở Y tế rà soát trước ngày 15/3. Kết thúc."


def test_units_and_the_deadline_are_marked_within_the_sentence() -> None:
    start, end = TEXT.index("Giao"), TEXT.index(" Kết")
    found = passages(TEXT, [Spoken(1, start, end, ("Sở Y tế",), "trước ngày 15/3")])

    assert [one.numbers for one in found] == [(), (1,), ()]
    assert [(one.text, one.kind) for one in found[1].stretches if one.kind] == [
        ("Sở Y tế", "unit"),
        ("trước ngày 15/3", "due"),
    ]
    assert found[1].closes == (1,)


places = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)


@given(st.text(max_size=30), st.lists(places, max_size=6))
def test_put_together_again_it_is_the_text_and_every_letter_knows_its_directives(
    text: str, spans: list[list[int]]
) -> None:
    spoken = [Spoken(number, start, end) for number, (start, end) in enumerate(spans, 1)]
    found = passages(text, spoken)

    assert "".join(piece.text for one in found for piece in one.stretches) == text
    at = 0
    for piece in (piece for one in found for piece in one.stretches):
        for letter in range(at, at + len(piece.text)):
            covering = {
                one.number for one in spoken if one.end <= len(text) and one.start <= letter < one.end
            }
            assert covering == set(piece.numbers)
        at += len(piece.text)
    closed = [number for one in found for number in one.closes]
    assert sorted(closed) == sorted(one.number for one in spoken if one.start < one.end <= len(text))


def test_marked_words_are_found_however_their_lines_break() -> None:
    start, end = placed("Việc thứ nhất.\nGiao Sở Y tế\n  rà soát.", "Giao Sở Y tế rà soát.")
    assert (start, end) == (15, 38)


def test_of_the_same_words_twice_those_next_to_the_place_are_meant() -> None:
    text = "Khẩn trương thực hiện. Khẩn trương thực hiện."
    assert placed(text, "Khẩn trương thực hiện.") == (0, 22)
    assert placed(text, "Khẩn trương thực hiện.", 30) == (23, 45)


@pytest.mark.parametrize("marked", ["", "ngắn", "Không có trong văn bản", "x" * 4001])
def test_words_that_are_not_in_the_text_are_refused(marked: str) -> None:
    with pytest.raises(RuleBroken):
        placed(TEXT, marked)
