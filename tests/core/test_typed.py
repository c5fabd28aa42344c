"""Numbers and days as people type them: read strictly, or refused with a sentence; never guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.errors import RuleBroken
from nhip.core.typed import read_day, read_number, read_whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("33", "33"),
        ("33 %", "33"),
        ("33%", "33"),
        ("12,5", "12.5"),
        ("1.234,5", "1234.5"),
        ("1.234", "1234"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("  7 ", "7"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("+5", "5"),
        ("0", "0"),
        ("100,00", "100"),
    ],
)
def test_vietnamese_numbers_have_a_comma_before_decimals(text: str, expected: str) -> None:
    assert read_number(text, language="vi") == Decimal(expected)


@pytest.mark.parametrize(("text", "expected"), [("12.5", "12.5"), ("1,234.5", "1234.5"), ("1,234", "1234")])
def test_english_numbers_have_a_point_before_decimals(text: str, expected: str) -> None:
    assert read_number(text, language="en") == Decimal(expected)


@pytest.mark.parametrize("text", ["12.5", "1,234.5", "0.125", "1.2.3", "1.23,4", "1.234.56"])
def test_a_wrong_sign_is_refused_with_the_right_way_to_write_it(text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_number(text, language="vi", field="budget")

    assert refusal.value.field == "budget"
    assert f"«{text}» dùng sai dấu: phần lẻ viết sau dấu phẩy" in str(refusal.value)


@pytest.mark.parametrize(
    "text", ["abc", "1e5", "NaN", "Infinity", "٣٣", "９", "12,5 %%", "1/2", "--5", "5" * 40]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_number(text, language="vi")

    assert "không đọc được là số" in str(refusal.value)


@pytest.mark.parametrize("text", ["", "   ", " %"])
def test_nothing_typed_is_nothing(text: str) -> None:
    assert read_number(text, language="vi") is None
    assert read_whole(text, language="vi") is None


def test_a_weight_is_whole() -> None:
    assert read_whole("3", language="vi") == 3
    assert read_whole("1.000", language="vi") == 1000
    with pytest.raises(RuleBroken, match="«2,5» phải là số nguyên"):
        read_whole("2,5", language="vi")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_what_is_written_for_a_reader_is_read_back_the_same(value: Decimal) -> None:
    english = f"{value:,.2f}"
    vietnamese = english.translate(str.maketrans(",.", ".,"))

    assert read_number(english, language="en") == value
    assert read_number(vietnamese, language="vi") == value


@given(st.text(max_size=40), st.sampled_from(["vi", "en"]))
def test_any_text_is_a_number_nothing_or_a_refusal(text: str, language: str) -> None:
    try:
        value = read_number(text, language=language)
    except RuleBroken:
        return
    assert value is None or value.is_finite()


@pytest.mark.parametrize("text", ["31/12/2020", "31-12-2020", "31.12.2020", "2020-12-31", " 31/12/2020 "])
def test_days_are_read_day_first_or_year_first(text: str) -> None:
    assert read_day(text) == date(2020, 12, 31)


@pytest.mark.parametrize("text", ["30/02/2020", "2020-13-01", "12/31/2020", "31/12/20", "mai", "0/0/0000"])
def test_a_day_that_does_not_exist_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_day(text, field="deadline")

    assert f"Ngày «{text}» không đọc được" in str(refusal.value)
    assert refusal.value.field == "deadline"
