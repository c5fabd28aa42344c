"""The written sections of a report: which ones the outline in force asks for, and what is refused in them.

An outline is dated law in rows: each names a section, the spans of the reports that have it, and those of them in which
it may not stay empty.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.figures import ALWAYS
from nhip.core.indicators import check_code
from nhip.core.periods import Month, Span
from nhip.core.units import Level

WEEK, MONTH = 0, 1
SPANS = (WEEK, MONTH, 3, 6, 9, 12)
"""Months that a report tells of: 0 for a week; a month, a quarter, half a year, nine months, a year."""
LONGEST_SECTION = 10_000
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Section:
    """One row. spans: of the reports that have it; required: those of them in which it may not stay empty.

    level: of the units whose reports have it, None for all. source: the act that asks for it.
    """

    code: str
    title: str
    spans: frozenset[int]
    required: frozenset[int] = frozenset()
    level: Level | None = None
    span: Span = ALWAYS
    hint: str = ""
    source: str = ""

    def is_required(self, months: int) -> bool:
        """months: that the report tells of, one of ``SPANS``."""
        return months in self.required


Row = TypeVar("Row", bound=Section)


def asked_sections(rows: Iterable[Row], level: Level, month: Month, months: int = MONTH) -> tuple[Row, ...]:
    """What the report of a unit of this level has; rows in their order.

    month: the last one that it tells of, whose last day rules; months: how many it tells of, one of ``SPANS``.
    """
    last = month.shifted(1).first_day - timedelta(days=1)
    return tuple(
        one for one in rows if months in one.spans and one.level in (None, level) and one.span.covers(last)
    )


def nearest(of: Mapping[int | None, tuple[Row, ...]], above: Iterable[int]) -> tuple[Row, ...]:
    """The outline that rules a unit: its own, that of the nearest unit above that has one, or the common one.

    of: owner -> its rows, None for the common one; above: the unit and those above it, upwards.
    """
    return next((of[unit] for unit in above if of.get(unit)), of.get(None, ()))


def check_section(one: Section) -> None:
    """Raises RuleBroken for a row that makes no sense."""
    check_code(one.code)
    if not one.title or len(one.title) > LONGEST_TITLE:
        raise RuleBroken(
            gettext_noop("Đề mục phải có từ 1 đến {most} ký tự."), field="title", most=LONGEST_TITLE
        )
    unknown = sorted({*one.spans, *one.required} - set(SPANS))
    if unknown or not one.spans:
        raise RuleBroken(
            gettext_noop(
                "Kỳ báo cáo của mục «{code}» phải là số tháng trong {spans} (0 là báo cáo tuần), cách nhau bằng «|»."
            ),
            field="spans",
            code=one.code,
            spans="|".join(map(str, SPANS)),
        )
    if not one.required <= one.spans:
        raise RuleBroken(
            gettext_noop("Mục «{code}» bắt buộc ở kỳ mà báo cáo không có mục này."),
            field="required",
            code=one.code,
        )


def check_once(rows: Iterable[Section]) -> None:
    """A report has a section once. Raises RuleBroken for two rows of one code that meet."""
    kept: list[Section] = []
    for one in rows:
        if any(_meet(one, other) for other in kept):
            raise RuleBroken(
                gettext_noop(
                    "Mục «{code}» có hai dòng cùng hiệu lực cho một báo cáo; ghi ngày hết hiệu lực."
                ),
                field="ends_before",
                code=one.code,
            )
        kept.append(one)


def _meet(one: Section, other: Section) -> bool:
    return (
        one.code == other.code
        and not one.spans.isdisjoint(other.spans)
        and (one.level is None or other.level is None or one.level is other.level)
        and one.span.meets(other.span)
    )


def field_of_section(code: str) -> str:
    """The name of the section in forms and refusals."""
    return f"section-{code}"


def check_written(texts: Mapping[str, str], known: Collection[str], period: object) -> dict[str, RuleBroken]:
    """What stands against keeping the texts, by field: no section of the report, too long. period: as it is written."""
    refusals = {}
    for code, text in texts.items():
        name = field_of_section(code)
        if code not in known:
            refusals[name] = RuleBroken(
                gettext_noop("Mục «{code}» không có trong đề cương báo cáo kỳ {period} của đơn vị."),
                field=name,
                code=code,
                period=str(period),
            )
        elif len(text) > LONGEST_SECTION:
            refusals[name] = RuleBroken(
                gettext_noop("Nội dung dài {length} ký tự; tối đa {most}."),
                field=name,
                length=len(text),
                most=LONGEST_SECTION,
            )
    return refusals


def check_told(
    sections: Iterable[Section], texts: Mapping[str, str], months: int = MONTH
) -> dict[str, RuleBroken]:
    """What stands against filing, by field: sections that are required and empty."""
    empty = (one for one in sections if one.is_required(months) and not texts.get(one.code, "").strip())
    return {field_of_section(one.code): untold(field_of_section(one.code), one.title) for one in empty}


def untold(field: str, title: str) -> RuleBroken:
    """A required section that says nothing."""
    return RuleBroken(
        gettext_noop("Mục «{title}» là phần bắt buộc của báo cáo kỳ này, chưa có nội dung."),
        field=field,
        title=title,
    )
