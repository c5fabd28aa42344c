"""Numbers and days as people type them: read strictly, refused with a sentence, never guessed.

Vietnamese: the comma before decimals, the point between thousands (1.234,5). English: the other way round.
A blank may stand between thousands in both, and a percent sign may follow.
"""

import re
from datetime import date
from decimal import Decimal

from nhip.core.errors import RuleBroken, gettext_noop

LONGEST = 24  # digits and separators: more than any figure here has, fewer than Decimal keeps exactly

_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_DIGITS = r"(?P<sign>[-+\u2212]?)(?P<whole>\d{1,3}(?:[%s ]\d{3})+|\d+)(?:[%s](?P<decimals>\d+))?"
_SHAPE = {
    "vi": re.compile(_DIGITS % (r"\.", ","), re.ASCII),
    "en": re.compile(_DIGITS % (",", r"\."), re.ASCII),
}
_LOOKS_LIKE_A_NUMBER = re.compile(r"[-+\u2212]?[\d., ]+", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def read_number(text: str, *, language: str, field: str | None = None) -> Decimal | None:
    """The number that ``text`` stands for, or None where nothing is typed.

    language: ``vi`` or ``en``. Raises RuleBroken for anything that is not exactly one number in that
    language's way of writing: 12.5 is refused in Vietnamese, because the reader may mean 12,5.
    """
    typed = _BLANKS.sub(" ", text).strip().removesuffix("%").strip()
    if not typed:
        return None
    match = _SHAPE[language].fullmatch(typed) if len(typed) <= LONGEST else None
    if match is None:
        raise _not_a_number(typed, field)
    whole = re.sub(r"\D", "", match["whole"])
    if len(whole) < len(match["whole"]) and whole.startswith("0"):
        raise _not_a_number(typed, field)  # 0.125 groups nothing: a decimal in the other language
    sign = "-" if match["sign"] in {"-", "\u2212"} else ""
    return Decimal(f"{sign}{whole}.{match['decimals'] or '0'}").normalize() + 0


def read_whole(text: str, *, language: str, field: str | None = None) -> int | None:
    """A number without decimals, or None where nothing is typed. Raises RuleBroken."""
    value = read_number(text, language=language, field=field)
    if value is None:
        return None
    if value != value.to_integral_value():
        raise RuleBroken(gettext_noop("«{text}» phải là số nguyên."), field=field, text=text.strip())
    return int(value)


def read_day(text: str, *, field: str | None = None) -> date | None:
    """A day written 31/12/2020, 31-12-2020 or 2020-12-31; None where nothing is typed. Raises RuleBroken."""
    typed = text.strip()
    if not typed:
        return None
    if day_first := _DAY_FIRST.fullmatch(typed):
        day, month, year = map(int, day_first.groups())
    elif year_first := _YEAR_FIRST.fullmatch(typed):
        year, month, day = map(int, year_first.groups())
    else:
        raise _not_a_day(typed, field)
    try:
        return date(year, month, day)
    except ValueError:
        raise _not_a_day(typed, field) from None


def _not_a_number(typed: str, field: str | None) -> RuleBroken:
    if _LOOKS_LIKE_A_NUMBER.fullmatch(typed) and len(typed) <= LONGEST:
        sentence = gettext_noop(
            "«{text}» dùng sai dấu: phần lẻ viết sau dấu phẩy (12,5), hàng nghìn cách bằng dấu chấm (1.234)."
        )
    else:
        sentence = gettext_noop("«{text}» không đọc được là số; viết như 12,5 hoặc 1.234,5.")
    return RuleBroken(sentence, field=field, text=_shortened(typed))


def _not_a_day(typed: str, field: str | None) -> RuleBroken:
    return RuleBroken(
        gettext_noop("Ngày «{text}» không đọc được; viết ngày/tháng/năm, ví dụ 31/12/2020."),
        field=field,
        text=_shortened(typed),
    )


def _shortened(typed: str) -> str:
    return typed if len(typed) <= LONGEST else typed[:LONGEST] + "…"
