"""Indicators of every kind on the tests' world, and what units report of them."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from nhip.apps.indicators.queries import catalogue
from nhip.apps.indicators.services import (
    Definition,
    NewFigure,
    NewTarget,
    define_indicators,
    write_figures,
    write_targets,
)
from nhip.apps.rollups.services import mark_figures
from nhip.core.access import OPERATOR
from nhip.core.figures import ReportingRule
from nhip.core.indicators import Frequency, Indicator, OverTime, OverUnits, Ratio
from tests import world

RULES = (
    Indicator("built"),
    Indicator("homes", over_time=OverTime.LAST),
    Indicator("poor", over_time=OverTime.LAST),
    Indicator("far", over_units=OverUnits.WEIGHTED, over_time=OverTime.AVERAGE, weight="homes"),
    Indicator("mean", over_units=OverUnits.AVERAGE, over_time=OverTime.AVERAGE),
    Indicator("least", over_units=OverUnits.MIN, over_time=OverTime.MIN),
    Indicator("yearly", over_units=OverUnits.MAX, over_time=OverTime.MAX, frequency=Frequency.YEAR),
    Indicator("rate", ratio=Ratio("poor", "homes", Decimal(100))),
)
CATEGORIES = {"poor": {"nu": "Nữ", "nam": "Nam"}}
UNITS = ("A1", "A2", "A3", "A9", "A", "B1")


def define() -> None:
    """Store them."""
    definitions = [Definition(one, "hộ", CATEGORIES.get(one.code, {})) for one in RULES]
    define_indicators(actor=OPERATOR, definitions=definitions, now=world.NOW)


def define_counted() -> None:
    """Families, that cannot be cut."""
    counted = Definition(Indicator("families"), "hộ", reporting=ReportingRule(is_whole=True))
    define_indicators(actor=OPERATOR, definitions=[counted], now=world.NOW)


def unit_of(code: str) -> int:
    """A2 and A3 became A9 on 01/02/2020."""
    return world.unit(code, date(2020, 3, 1) if code == "A9" else date(2020, 1, 1))


def report(*figures: tuple[str, str, int, str | int | None], year: int = 2020, category: str = "") -> None:
    """Unit (code of a world's unit), indicator, month, value."""
    known = catalogue()
    with transaction.atomic():
        written = write_figures(
            figures=(
                NewFigure(
                    unit_of(unit),
                    known.by_code[code].id,
                    category,
                    year,
                    month,
                    None if value is None else Decimal(str(value)),
                )
                for unit, code, month, value in figures
            )
        )
        mark_figures(written=written, now=world.NOW)


def aim(*targets: tuple[str, str, str, int]) -> None:
    known = catalogue()
    with transaction.atomic():
        written = write_targets(
            targets=(
                NewTarget(unit_of(unit), known.by_code[code].id, int(period[:4]), period, Decimal(value))
                for unit, code, period, value in targets
            )
        )
        mark_figures(written=written, now=world.NOW)
