"""Indicators that the reports of communes ask for, on the tests' world."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from nhip.apps.indicators.services import Definition, define_indicators
from nhip.apps.reports.queries import report_page
from nhip.apps.reports.services import Submission, file_report
from nhip.core.access import OPERATOR
from nhip.core.errors import RuleBroken
from nhip.core.figures import Cell, ReportingRule
from nhip.core.indicators import Frequency, Indicator, OverTime
from nhip.core.periods import Month
from nhip.core.units import Level
from tests import world

MAY = Month(2020, 5)
COUNTED = {"level": Level.COMMUNE, "least": Decimal(0), "is_whole": True}
HOMES = Definition(
    Indicator("homes", "Tổng số hộ", over_time=OverTime.LAST),
    "hộ",
    reporting=ReportingRule(group="Dân số", most_times=Decimal(2), **COUNTED),  # type: ignore[arg-type]
)
POOR = Definition(
    Indicator("poor", "Hộ nghèo", over_time=OverTime.LAST),
    "hộ",
    {"dtts": "Dân tộc thiểu số"},
    ReportingRule(group="Dân số", within="homes", **COUNTED),  # type: ignore[arg-type]
)
TALKS = Definition(
    Indicator("talks", "Buổi tuyên truyền"),
    "buổi",
    reporting=ReportingRule(group="Truyền thông", **COUNTED),  # type: ignore[arg-type]
)
YEARLY = Definition(
    Indicator("yearly", "Thu nhập", frequency=Frequency.YEAR),
    "triệu đồng",
    reporting=ReportingRule(level=Level.COMMUNE),
)
FULL: Mapping[Cell, int] = {("homes", ""): 100, ("poor", ""): 20, ("poor", "dtts"): 15, ("talks", ""): 3}


def define() -> None:
    define_indicators(actor=OPERATOR, definitions=[HOMES, POOR, TALKS, YEARLY], now=world.NOW)


def file_figures(
    figures: Mapping[Cell, int | None],
    *,
    code: str = "A1",
    month: Month = MAY,
    confirmed: frozenset[str] | None = frozenset(),
    now: datetime = world.NOW,
) -> Mapping[str, RuleBroken]:
    """File the unit's report as its officer; returns what was asked back."""
    page = report_page(actor=OPERATOR, code=code, month=month, today=now.date())
    return file_report(
        actor=world.person(f"officer.{code.lower()}", on=now.date()),
        code=code,
        month=month,
        submission=Submission(
            lines=world.lines(code, month, 40, today=now.date()),
            figures={cell: None if value is None else Decimal(value) for cell, value in figures.items()},
            confirmed=confirmed,
            version=page.version,
        ),
        now=now,
    )
