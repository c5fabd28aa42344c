"""Numbers, days and refusals as the reader's language writes them: 1.234,5 and 28 %, or 1,234.5 and 28%.

Plain functions, because the board formats thousands of numbers on one page.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import get_language, gettext

from nhip.apps.org.period_words import period_of_year
from nhip.core.errors import NhipError
from nhip.core.year_periods import YearPeriod

NO_BREAK = "\u00a0"
HUNDRED = Decimal(100)
_TO_VIETNAMESE = str.maketrans(",.", ".,")


def language() -> str:
    """``vi`` or ``en``: the languages there are."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def number(value: Decimal | int) -> str:
    """With separators of the reader's language, without trailing zeros."""
    if isinstance(value, Decimal):
        value = value.normalize()
        decimals = max(0, -int(value.as_tuple().exponent)) if value.is_finite() else 0
        text = f"{value:,.{decimals}f}"
    else:
        text = f"{value:,}"
    text = text.replace("-", "\u2212")
    return text if language() == "en" else text.translate(_TO_VIETNAMESE)


def percent(value: Decimal | int | None) -> str:
    """``28 %``; a dash where nothing is known."""
    if value is None:
        return "–"
    return number(value) + ("%" if language() == "en" else f"{NO_BREAK}%")


def rounded(value: Decimal) -> int:
    """To whole percents for a board; 99.6 is not yet 100."""
    whole = int(value.quantize(Decimal(1), ROUND_HALF_UP))
    return 99 if whole == HUNDRED and value < HUNDRED else whole


def tenths(value: Decimal) -> str:
    """With at most one decimal: points behind plan in a sentence."""
    return number(value.quantize(Decimal("0.1"), ROUND_HALF_UP))


def day(value: date | None) -> str:
    """``20/05/2020``; a moment is first taken to the office's time zone."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = _local(value)
    return f"{value:%d/%m/%Y}"


def short_day(value: date) -> str:
    """``20/05``."""
    return f"{value:%d/%m}"


def moment(value: datetime | None) -> str:
    """``09:42 20/05/2020``."""
    return "–" if value is None else f"{_local(value):%H:%M %d/%m/%Y}"


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def anything(value: object) -> str:
    """A value inside a sentence."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, YearPeriod):
        return period_of_year(value)
    if isinstance(value, bool) or not isinstance(value, int | date):
        return str(value)
    if isinstance(value, int):
        return number(value)
    return moment(value) if isinstance(value, datetime) else day(value)


def refusal(error: NhipError) -> str:
    """The sentence of a refusal, translated, its dates and numbers as the reader writes them."""
    return error.message(gettext, anything)
