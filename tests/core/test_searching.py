"""Looking things up as people type: without tone marks, in any order, by a part of a word or a code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.searching import MOST_WORDS, answers, best, folded, rank, read_query, without_years


@pytest.mark.parametrize(
    "typed", ["van vu", "Văn Vũ", "vũ văn", "VAN  VU", "xã văn", "vu", "Va\u0306n", "«Văn Vũ»", "đ"]
)
def test_words_are_found_without_marks_in_any_order(typed: str) -> None:
    assert answers(read_query(typed), folded("Xã Văn Vũ, huyện Đ"))


@pytest.mark.parametrize("typed", ["van vi", "xãx", "vũ loan"])
def test_every_word_must_be_there(typed: str) -> None:
    assert not answers(read_query(typed), folded("Xã Văn Vũ"))


def test_whole_words_and_the_same_marks_come_first() -> None:
    names = ["Huyện Bình An", "Xã Binh Trung", "Xã Bình", "Thôn Bính Xuyên"]
    query = read_query("bình")
    ranked = sorted(names, key=lambda name: rank(query, name))
    assert ranked[0] == "Xã Bình"
    assert ranked.index("Huyện Bình An") < ranked.index("Thôn Bính Xuyên")
    assert best(query, names) == ("Xã Bình", rank(query, "Xã Bình"))


def test_a_year_is_told_from_the_other_words() -> None:
    query = without_years(read_query("na rì 2019"))
    assert (query.words, query.years) == (("na", "ri"), (2019,))
    assert without_years(read_query("2019")).words == ("2019",)


def test_too_little_is_nothing() -> None:
    assert read_query(" ").is_empty
    assert read_query("a").is_empty
    assert not read_query("ab").is_empty


@given(st.text(max_size=300))
def test_anything_may_be_typed(typed: str) -> None:
    query = read_query(typed)
    assert len(query.words) <= MOST_WORDS
    assert answers(query, " ".join(query.words))
    rank(query, typed)


@given(st.text(min_size=1, max_size=80))
def test_a_text_answers_its_own_words(text: str) -> None:
    query = read_query(text)
    assert answers(query, folded(text))
