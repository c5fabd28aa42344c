"""Figures of a report as they are stored in it, become known when it is filed, and are taken back when it returns."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from nhip.apps.indicators.queries import Catalogue, catalogue
from nhip.apps.indicators.services import NewFigure, Written, write_figures
from nhip.apps.indicators.storing import exact_cells
from nhip.apps.reports.cases import Case
from nhip.apps.reports.figures import StoredFigure, StoredFigures, known_figures
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
from nhip.rows import insert_rows

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


def store_figures(
    case: ReportCase, report: Report, stored: StoredFigures, figures: Figures
) -> tuple[Facts, Facts]:
    """Put the cells given into the report, None takes one out. Returns what changed, as before and after, by field.

    stored: what the report says so far; it is brought up to date. figures: nothing stands against keeping them
    (refusals.unkeepable). One statement, two where some are taken out.
    """
    earlier = {cell: stored[cell].value for cell in figures if cell in stored}
    changed = {cell: value for cell, value in figures.items() if earlier.get(cell) != value}
    put = {cell: value for cell, value in changed.items() if value is not None}
    insert_rows(
        ReportFigure,
        ("report_id", "indicator_id", "category", "value", "is_confirmed"),
        (
            (report.pk, case.known.by_code[code].id, category, cell, False)
            for (code, category), cell in zip(put, exact_cells(put.values()), strict=True)
        ),
        "ON CONFLICT (report_id, indicator_id, category)"
        " DO UPDATE SET value = excluded.value, is_confirmed = excluded.is_confirmed",
    )
    gone = changed.keys() - put.keys()
    if gone:
        report.figures.filter(_at(case, gone)).delete()
    for cell in gone:
        stored.pop(cell, None)
    stored.update({cell: StoredFigure(value, is_confirmed=False) for cell, value in put.items()})
    return (
        {field_of(cell): earlier[cell] for cell in changed if cell in earlier},
        {field_of(cell): value for cell, value in put.items()},
    )


def _at(case: ReportCase, cells: Iterable[Cell]) -> Q:
    """Rows of those cells, of which there is at least one."""
    chosen = Q()
    for code, category in cells:
        chosen |= Q(indicator=case.known.by_code[code].id, category=category)
    return chosen


def check_filed(case: ReportCase, stored: StoredFigures, before: Mapping[Cell, Decimal]) -> Checked:
    """What stands against filing the figures as they are stored. before: as ``known_at`` tells it."""
    return check_figures(case.asked, {cell: one.value for cell, one in stored.items()}, before)


def known_at(case: ReportCase) -> tuple[dict[Cell, Decimal], dict[Cell, Decimal]]:
    """What is known now of the cells asked for: in the month, and in each indicator's own period before.

    One statement, none where none are asked for.
    """
    if not case.asked:
        return {}, {}
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


def publish(case: ReportCase, report: Report, stored: StoredFigures, confirmed: Collection[str]) -> Written:
    """The report is filed: what it says becomes what is known. confirmed: fields that were asked back."""
    for is_confirmed in (True, False):  # filed again, a figure may be asked back no more
        told_otherwise = [
            cell
            for cell, one in stored.items()
            if (field_of(cell) in confirmed) is is_confirmed and one.is_confirmed is not is_confirmed
        ]
        if told_otherwise:
            report.figures.filter(_at(case, told_otherwise)).update(is_confirmed=is_confirmed)
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
