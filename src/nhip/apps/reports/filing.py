"""Figures of a report as they are stored in it, become known when it is filed, and are taken back when it returns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from nhip.apps.indicators.queries import Catalogue, catalogue
from nhip.apps.indicators.services import NewFigure, Written, write_figures
from nhip.apps.reports.cases import Case
from nhip.apps.reports.figures import known_figures, stored_figures
from nhip.apps.reports.models import Report, ReportFigure
from nhip.core.figures import (
    Asked,
    Cell,
    Checked,
    check_figures,
    field_of,
    period_before,
)
from nhip.core.periods import Month
from nhip.core.units import Level

Figures = Mapping[Cell, Decimal | None]
Facts = dict[str, Decimal]
"""Field of a cell -> figure."""


@dataclass(frozen=True, slots=True)
class ReportCase:
    """Whose report of which month, and what it asks for."""

    unit: int
    month: Month
    known: Catalogue
    asked: tuple[Asked, ...]

    @classmethod
    def of(cls, unit: int, level: Level, month: Month) -> "ReportCase":
        known = catalogue()
        return cls(unit, month, known, known.asked_in(level, month))

    @classmethod
    def of_case(cls, case: Case) -> "ReportCase":
        return cls.of(case.unit, case.tree.level(case.unit), case.month)


def store_figures(case: ReportCase, report: Report, figures: Figures) -> tuple[Facts, Facts]:
    """Put the cells given into the report, None takes one out. Returns what changed, as before and after, by field.

    figures: nothing stands against keeping them (refusals.unkeepable).
    """
    if not figures:
        return {}, {}
    stored = stored_figures(report, case.known)
    earlier = {cell: stored[cell].value for cell in figures if cell in stored}
    changed = {cell: value for cell, value in figures.items() if earlier.get(cell) != value}
    put = {cell: value for cell, value in changed.items() if value is not None}
    ReportFigure.objects.bulk_create(
        [
            ReportFigure(
                report=report, indicator_id=case.known.by_code[code].id, category=category, value=value
            )
            for (code, category), value in put.items()
        ],
        update_conflicts=True,
        unique_fields=["report", "indicator", "category"],
        update_fields=["value", "is_confirmed"],
    )
    gone = [stored[cell].pk for cell, value in changed.items() if value is None]
    if gone:
        ReportFigure.objects.filter(pk__in=gone).delete()
    return (
        {field_of(cell): earlier[cell] for cell in changed if cell in earlier},
        {field_of(cell): value for cell, value in put.items()},
    )


def check_filed(case: ReportCase, report: Report) -> Checked:
    """What stands against filing the figures as they are stored. Two statements, none where none are asked for."""
    if not case.asked:
        return Checked()
    return check_figures(case.asked, _values(case, report), known_at(case)[1])


def _values(case: ReportCase, report: Report) -> dict[Cell, Decimal]:
    return {cell: row.value for cell, row in stored_figures(report, case.known).items()}


def known_at(case: ReportCase) -> tuple[dict[Cell, Decimal], dict[Cell, Decimal]]:
    """What is known now of the cells asked for: in the month, and in each indicator's own period before."""
    figures = known_figures(case.unit, case.asked, case.month, case.known)
    known: dict[Cell, Decimal] = {}
    before: dict[Cell, Decimal] = {}
    for one in case.asked:
        for cell in one.cells:
            for found, month in ((known, case.month), (before, period_before(one.indicator, case.month))):
                value = figures.at(cell, month)
                if value is not None:
                    found[cell] = value
    return known, before


def publish(case: ReportCase, report: Report, confirmed: Collection[str]) -> Written:
    """The report is filed: what it says becomes what is known. confirmed: fields that were asked back."""
    stored = stored_figures(report, case.known)
    for is_confirmed in (True, False):  # filed again, a figure may be asked back no more
        told_otherwise = [
            row.pk
            for cell, row in stored.items()
            if (field_of(cell) in confirmed) is is_confirmed and row.is_confirmed is not is_confirmed
        ]
        if told_otherwise:
            ReportFigure.objects.filter(pk__in=told_otherwise).update(is_confirmed=is_confirmed)
    cells = [cell for one in case.asked for cell in one.cells]
    return write_figures(
        figures=[
            NewFigure(
                case.unit,
                case.known.by_code[cell[0]].id,
                cell[1],
                case.month.year,
                case.month.number,
                stored[cell].value if cell in stored else None,
            )
            for cell in cells
        ]
    )


def withdraw(report: Report, only: Collection[Cell] | None = None) -> Written:
    """The report was returned: its figures count no longer. only: the cells that were, None for all of them."""
    known = catalogue()
    return write_figures(
        figures=[
            NewFigure(report.unit_id, row.indicator_id, row.category, report.year, report.month, None)
            for row in report.figures.all()
            if only is None or (known.by_id[row.indicator_id].rule.code, row.category) in only
        ]
    )


def figure_cells(case: Case) -> tuple[Cell, ...]:
    """Those that the report asks for."""
    return tuple(cell for one in ReportCase.of_case(case).asked for cell in one.cells)
