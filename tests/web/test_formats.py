"""Dates and numbers: ours read 05/03/2026 and 1.234 as Vietnamese readers do; Django's own module does not."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.conf import settings
from django.test import override_settings
from django.utils import formats, translation

from nhip.core.errors import RuleBroken
from nhip.web import shown

LANGUAGES = ("vi", "en")


class Typed(forms.Form):
    day = forms.DateField(localize=True)
    amount = forms.DecimalField(localize=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["05/03/2026", "5/3/2026", "05-03-2026", "2026-03-05"])
def test_the_day_comes_first(language: str, text: str) -> None:
    with translation.override(language):
        form = Typed({"day": text, "amount": "1"})
        assert form.is_valid()
        assert form.cleaned_data["day"] == date(2026, 3, 5)


def test_a_point_parts_thousands_in_vietnamese_and_decimals_in_english() -> None:
    for language, expected in (("vi", Decimal(1234)), ("en", Decimal("1.234"))):
        with translation.override(language), override_settings(USE_THOUSAND_SEPARATOR=True):
            form = Typed({"day": "05/03/2026", "amount": "1.234"})
            assert form.is_valid(), form.errors
            assert form.cleaned_data["amount"] == expected


def test_the_control_djangos_own_vietnamese_misreads_the_date() -> None:
    with override_settings(FORMAT_MODULE_PATH=None), translation.override("vi"):
        formats.reset_format_cache()
        try:
            form = Typed({"day": "05/03/2026", "amount": "1"})
            assert form.is_valid()
            assert form.cleaned_data["day"] == date(2026, 5, 3)
        finally:
            formats.reset_format_cache()


@pytest.mark.parametrize("language", LANGUAGES)
def test_weeks_begin_on_monday_and_dates_are_written_day_first(language: str) -> None:
    with translation.override(language):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
        assert formats.date_format(date(2026, 3, 5)) == "05/03/2026"
        assert formats.date_format(date(2026, 3, 5), "SHORT_DATE_FORMAT") == "05/03/2026"


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("vi", Decimal("1234.50"), "1.234,5"),
        ("en", Decimal("1234.50"), "1,234.5"),
        ("vi", 2014, "2.014"),
        ("en", 2014, "2,014"),
        ("vi", Decimal(100), "100"),
        ("vi", Decimal("-4.5"), "\u22124,5"),
    ],
)
def test_numbers_are_written_in_the_readers_way(language: str, value: Decimal | int, expected: str) -> None:
    with translation.override(language):
        assert shown.number(value) == expected


def test_a_percentage_has_its_sign_set_off_in_vietnamese() -> None:
    with translation.override("vi"):
        assert shown.percent(Decimal("12.50")) == "12,5\u00a0%"
        assert shown.percent(None) == "–"
    with translation.override("en"):
        assert shown.percent(Decimal("12.50")) == "12.5%"


@pytest.mark.parametrize(
    ("value", "expected"), [("28.49", 28), ("28.5", 29), ("99.6", 99), ("100", 100), ("0.2", 0)]
)
def test_a_board_rounds_halves_up_and_keeps_100_for_what_is_done(value: str, expected: int) -> None:
    assert shown.rounded(Decimal(value)) == expected


def test_a_moment_is_shown_in_the_offices_time() -> None:
    moment = datetime(2020, 5, 19, 18, 5, tzinfo=ZoneInfo("UTC"))

    assert settings.TIME_ZONE == "Asia/Ho_Chi_Minh"
    assert shown.moment(moment) == "01:05 20/05/2020"
    assert shown.day(moment) == "20/05/2020"


def test_a_refusal_is_translated_with_its_dates_and_numbers_in_the_readers_format() -> None:
    refusal = RuleBroken("Tiến độ {progress} % không hợp lệ: phải từ 0 đến 100.", progress=Decimal("1234.5"))

    with translation.override("vi"):
        assert shown.refusal(refusal) == "Tiến độ 1.234,5 % không hợp lệ: phải từ 0 đến 100."
    with translation.override("en"):
        assert shown.refusal(refusal) == "Progress of 1,234.5% is not valid: it must be from 0 to 100."


def test_a_year_written_as_text_keeps_its_digits_together() -> None:
    with translation.override("vi"):
        assert shown.refusal(RuleBroken("Năm {year} ngoài khoảng 2000–2100.", year="1999")).startswith(
            "Năm 1999 "
        )
