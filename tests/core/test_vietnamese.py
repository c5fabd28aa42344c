import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.vietnamese import composed, normalised, sort_key, unit_sort_key, without_marks


def test_words_sort_by_the_vietnamese_alphabet_then_by_tone() -> None:
    words = [
        "đá",
        "da",
        "dã",
        "dạ",
        "dà",
        "dả",
        "dá",
        "ăn",
        "an",
        "ân",
        "ơn",
        "on",
        "ôn",
        "bắc",
        "bác",
        "bạc",
    ]
    expected = [
        "an",
        "ăn",
        "ân",
        "bác",
        "bạc",
        "bắc",
        "da",
        "dà",
        "dả",
        "dã",
        "dá",
        "dạ",
        "đá",
        "on",
        "ôn",
        "ơn",
    ]
    assert sorted(words, key=sort_key) == expected


def test_a_name_without_space_comes_after_the_shorter_word() -> None:
    assert sorted(["Bảng", "Ba Bể", "Bạch Thông"], key=sort_key) == ["Ba Bể", "Bạch Thông", "Bảng"]


def test_units_sort_by_type_then_by_name() -> None:
    names = [
        "Xã Ân",
        "Thị trấn Yến Lạc",
        "Huyện Na Rì",
        "Thành phố Bắc Kạn",
        "Huyện Ba Bể",
        "Phường Sông Cầu",
        "Xã Ánh",
    ]
    assert sorted(names, key=unit_sort_key) == [
        "Thành phố Bắc Kạn",
        "Huyện Ba Bể",
        "Huyện Na Rì",
        "Thị trấn Yến Lạc",
        "Phường Sông Cầu",
        "Xã Ánh",
        "Xã Ân",
    ]


@pytest.mark.parametrize("text", ["Uỷ ban", "Ủy ban", "hoà", "Đồng Đăng"])
def test_composed_and_decomposed_text_sort_and_fold_alike(text: str) -> None:
    split = unicodedata.normalize("NFD", text)
    assert sort_key(split) == sort_key(unicodedata.normalize("NFC", text))
    assert without_marks(split) == without_marks(text)
    assert normalised(split) == unicodedata.normalize("NFC", text)


def test_search_forgets_tones_diacritics_and_the_bar_of_d() -> None:
    assert without_marks("Đồng bào Ngân Sơn") == "dong bao ngan son"


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
    assert composed(composed(text)) == composed(text)


@pytest.mark.parametrize("text", ["\u0323", "Xã \u0301 Ân", "\u0958", "\u202e", "\U0001f600"])
def test_whatever_is_typed_has_a_place_in_the_order(text: str) -> None:
    assert sort_key(f"Xã Ân {text}") > sort_key("Xã Ân")
