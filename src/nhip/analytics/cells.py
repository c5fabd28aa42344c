"""What a cell of an input file holds, read into values of the domain. Each raises RuleBroken with its sentence."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import Month
from nhip.core.rollup import DECIMALS, EXACT, MOST_DIGITS

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
GREATEST = Decimal(10) ** MOST_DIGITS
LONGEST = 100
Word = TypeVar("Word", bound=StrEnum)


def number(text: str, *, decimals: int = DECIMALS, has_decimal_comma: bool = False) -> Decimal:
    """A finite number of at most so many decimals, below 10^18. has_decimal_comma: 12,5 is read as well."""
    plain = text.strip()
    if has_decimal_comma and plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not plain:
        raise RuleBroken(gettext_noop("Ô trống; chưa có số thì bỏ cả dòng."), field="value")
    if len(plain) > LONGEST or not _NUMBER.fullmatch(plain):
        raise RuleBroken(
            gettext_noop("«{text}» không phải số; viết như 1234.5, không có dấu ngăn nghìn."),
            field="value",
            text=text[:60],
        )
    value = Decimal(plain)
    if value and (value.adjusted() >= GREATEST.adjusted()):
        raise RuleBroken(
            gettext_noop("«{text}» quá lớn: phải nhỏ hơn 10^18; đổi sang đơn vị tính lớn hơn."),
            field="value",
            text=text[:60],
        )
    exponent = value.normalize(EXACT).as_tuple().exponent
    if isinstance(exponent, int) and -exponent > decimals:
        raise RuleBroken(
            gettext_noop("«{text}» có quá {most} chữ số lẻ."), field="value", text=text[:60], most=decimals
        )
    return value


def day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip()) if len(text.strip()) == len("2020-02-01") else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> date:
    raise RuleBroken(
        gettext_noop("«{text}» không phải ngày; viết năm-tháng-ngày như 2020-02-01."),
        field="date",
        text=text[:60],
    )


def month(text: str) -> Month:
    if not _MONTH.fullmatch(text.strip()):
        raise RuleBroken(
            gettext_noop("Tháng «{text}» không đọc được; viết năm-tháng như 2017-03."),
            field="month",
            text=text[:60],
        )
    return Month.parse(text.strip())


def word(text: str, words: type[Word]) -> Word:
    try:
        return words(text.strip().lower())
    except ValueError:
        raise RuleBroken(
            gettext_noop("«{text}» không có trong các lựa chọn: {choices}."),
            field="choice",
            text=text[:60],
            choices=", ".join(words),
        ) from None


def code(text: str) -> str:
    plain = text.strip()
    if not plain:
        raise RuleBroken(gettext_noop("Ô mã để trống."), field="code")
    return plain
