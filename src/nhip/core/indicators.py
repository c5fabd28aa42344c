"""Indicators: how a figure adds up over units and over months, which way is better, and who must report when.

Rules and worked tables: docs/rules/rollup.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import Month
from nhip.core.year_periods import YearPeriod


class OverUnits(StrEnum):
    """How the values of units become the value of the unit above them."""

    SUM = "sum"
    AVERAGE = "average"
    WEIGHTED = "weighted"
    MIN = "min"
    MAX = "max"


class OverTime(StrEnum):
    """How the months of one unit become its value for a longer period."""

    SUM = "sum"
    LAST = "last"
    AVERAGE = "average"
    MIN = "min"
    MAX = "max"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Frequency(StrEnum):
    """How often the figure is reported; it stands at the last month of its own period."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


MONTHS_IN = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF: 6, Frequency.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Ratio:
    """numerator / denominator × factor, of totals: never an average of ratios."""

    numerator: str
    denominator: str
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Indicator:
    """weight: the indicator that weighs this one (WEIGHTED only). ratio: derived from two others, not reported.

    is_whole: of things that are counted, so that their targets are shared out whole.
    """

    code: str
    name: str = ""
    over_units: OverUnits = OverUnits.SUM
    over_time: OverTime = OverTime.SUM
    direction: Direction = Direction.HIGHER
    frequency: Frequency = Frequency.MONTH
    weight: str | None = None
    ratio: Ratio | None = None
    is_whole: bool = False

    @property
    def is_amount(self) -> bool:
        """Whether figures add up, and a divided unit's is shared out; levels and means are held by every part."""
        return self.ratio is None and self.over_units is OverUnits.SUM

    @property
    def months_in(self) -> int:
        """The length of the indicator's own period."""
        return MONTHS_IN[self.frequency]

    def stands_at(self, month: int) -> bool:
        """Whether a figure of this frequency can stand at the month."""
        return month % self.months_in == 0

    def expects_in(self, period: YearPeriod) -> bool:
        """Whether the period contains at least one whole period of the indicator's own."""
        length = self.months_in
        return any(
            last % length == 0 and last - length + 1 >= period.first
            for last in range(period.first, period.last + 1)
        )


_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
LONGEST_CODE = 30


def check_code(code: str) -> str:
    """The code of an indicator or category as it is stored: one that an address can carry. Raises RuleBroken."""
    text = code.strip()
    if not _CODE.fullmatch(text) or len(text) > LONGEST_CODE:
        raise RuleBroken(
            gettext_noop(
                "Mã «{code}» không hợp lệ: chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới; tối đa {most} ký tự."
            ),
            field="code",
            code=text[:60],
            most=LONGEST_CODE,
        )
    return text


def check_reported(one: Indicator) -> None:
    """Only what is not derived is reported. Raises RuleBroken."""
    if one.ratio is not None:
        raise RuleBroken(
            gettext_noop("Chỉ tiêu «{code}» được tính từ chỉ tiêu khác, không nhận số liệu báo cáo."),
            field="indicator",
            code=one.code,
        )


def check_month(one: Indicator, month: Month) -> None:
    """A figure stands at the last month of the indicator's own period. Raises RuleBroken."""
    if not one.stands_at(month.number):
        raise RuleBroken(
            gettext_noop(
                "Chỉ tiêu «{code}» báo cáo theo {frequency}: số liệu ghi ở tháng cuối kỳ, không ở {month}."
            ),
            field="month",
            code=one.code,
            frequency=one.frequency,
            month=month,
        )


def check_indicator(one: Indicator, by_code: Mapping[str, Indicator]) -> None:
    """Refuse an indicator that leans on a missing one, on itself, or on one that is derived. Raises RuleBroken."""
    if one.ratio is not None:
        _check_basis(one, "numerator", one.ratio.numerator, by_code)
        _check_basis(one, "denominator", one.ratio.denominator, by_code)
    elif one.over_units is OverUnits.WEIGHTED:
        if one.weight is None:
            raise RuleBroken(
                gettext_noop(
                    "Chỉ tiêu «{code}» bình quân gia quyền nhưng chưa nêu chỉ tiêu làm quyền số (weight)."
                ),
                field="weight",
                code=one.code,
            )
        _check_basis(one, "weight", one.weight, by_code)


def _check_basis(one: Indicator, field: str, code: str, by_code: Mapping[str, Indicator]) -> None:
    basis = by_code.get(code)
    if basis is None:
        raise RuleBroken(
            gettext_noop("Chỉ tiêu «{code}» dựa vào «{basis}», chỉ tiêu này không có trong danh mục."),
            field=field,
            code=one.code,
            basis=code,
        )
    if basis.ratio is not None or code == one.code:
        raise RuleBroken(
            gettext_noop(
                "Chỉ tiêu «{code}» phải dựa vào một chỉ tiêu được báo cáo trực tiếp; «{basis}» không phải loại đó."
            ),
            field=field,
            code=one.code,
            basis=code,
        )
