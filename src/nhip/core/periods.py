"""Spans of days, months of a year, and the quarters that follow from them.

Spans are half open: the first day is in, ``ends_before`` is out; None means without end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from nhip.core.errors import RuleBroken, gettext_noop

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Span:
    """From a day until before another."""

    starts_on: date
    ends_before: date | None = None

    def __post_init__(self) -> None:
        if self.ends_before is not None and self.ends_before <= self.starts_on:
            raise RuleBroken(
                gettext_noop("Ngày kết thúc {end} phải sau ngày bắt đầu {start}."),
                field="ends_before",
                end=self.ends_before,
                start=self.starts_on,
            )

    def covers(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_before is None or on < self.ends_before)

    def meets(self, other: "Span") -> bool:
        """Whether the two have a day in common."""
        return (other.ends_before is None or self.starts_on < other.ends_before) and (
            self.ends_before is None or other.starts_on < self.ends_before
        )


def first_overlap(span: Span, among: Iterable[Span]) -> Span | None:
    """The first of ``among`` that shares a day with ``span``, or None."""
    return next((other for other in among if span.meets(other)), None)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a plan year; ``number`` is 1 to 12. Written as ``2020-03``."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in MONTHS:
            raise RuleBroken(
                gettext_noop("Tháng {month} không có: tháng là số từ 1 đến 12."),
                field="month",
                month=self.number,
            )
        if not 2000 <= self.year <= 2100:
            raise RuleBroken(
                gettext_noop("Năm {year} ngoài khoảng 2000–2100."), field="year", year=str(self.year)
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2020-03``. Raises RuleBroken."""
        year, dash, number = text.partition("-")
        if not (dash and len(year) == 4 and year.isascii() and year.isdigit() and number.isascii()):
            raise _not_a_month(text)
        if not (number.isdigit() and len(number) <= 2):
            raise _not_a_month(text)
        return cls(int(year), int(number))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def quarter(self) -> int:
        return (self.number + 2) // 3

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    def shifted(self, months: int) -> "Month":
        """The month so many months later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)


def _not_a_month(text: str) -> RuleBroken:
    return RuleBroken(
        gettext_noop("Kỳ «{text}» không đọc được: viết năm và tháng, ví dụ 2020-03."),
        field="period",
        text=text,
    )


def months_of(year: int) -> tuple[Month, ...]:
    return tuple(Month(year, number) for number in MONTHS)
