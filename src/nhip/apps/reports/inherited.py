"""Beside the report of a unit that came out of a reorganisation: what the units before it reported."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Q

from nhip.apps.indicators.models import Figure
from nhip.apps.indicators.queries import catalogue
from nhip.apps.reports.figures import FigureRow, FromBefore
from nhip.apps.reports.models import ReportSection
from nhip.apps.reports.sections import Said, SectionRow
from nhip.core.figures import Cell, period_before, year_before
from nhip.core.inheritance import Inherited, added, shares_then
from nhip.core.periods import MONTHS, Month
from nhip.core.units import History

Figures = dict[tuple[Cell, Month], dict[int, Decimal]]
"""Cell and month -> unit -> figure."""


def inherit_figures(
    rows: tuple[FigureRow, ...], *, history: History, unit: int, day: date, month: Month
) -> tuple[FigureRow, ...]:
    """With the sums of the units before it, for figures that add up. Three statements, none where nothing changed."""
    if not rows or shares_then(history, unit, year_before(month), day) == {unit: 1}:
        return rows
    known = catalogue()
    before = {
        code: period_before(rule, month)
        for code in {row.cell[0] for row in rows}
        if (rule := known.rules[code]).is_amount
    }
    found = {one: shares_then(history, unit, one, day) for one in {year_before(month), *before.values()}}
    shares = {one: of for one, of in found.items() if of and of != {unit: 1}}
    if not shares:
        return rows
    family = {one for of in shares.values() for one in of}
    in_order = sorted(family, key=lambda one: history.sort_key_then(one, month.first_day))
    figures = _figures(family, {known.by_code[code].id: code for code in before}, shares)

    def of(cell: Cell, when: Month) -> FromBefore | None:
        if when not in shares:
            return None
        decimals = 0 if known.by_code[cell[0]].reporting.is_whole else 2
        total = added(shares[when], in_order, figures.get((cell, when), {}), decimals)
        return None if total is None else _named(history, total, when)

    return tuple(
        replace(
            row,
            merged_before=of(row.cell, before[row.cell[0]]),
            merged_year=of(row.cell, year_before(month)),
        )
        if row.cell[0] in before
        else row
        for row in rows
    )


def _figures(units: Iterable[int], codes: dict[int, str], months: Iterable[Month]) -> Figures:
    when = Q(pk=None)
    for one in months:
        when |= Q(year=one.year, month=one.number)
    rows = Figure.objects.filter(when, unit__in=list(units), indicator__in=codes)
    found: Figures = {}
    for unit, indicator, category, year, month, value in rows.values_list(
        "unit_id", "indicator_id", "category", "year", "month", "value"
    ):
        found.setdefault(((codes[indicator], category), Month(year, month)), {})[unit] = value
    return found


def _named(history: History, found: Inherited, month: Month) -> FromBefore:
    told, lacking = (
        tuple(history.name_then(one, month.first_day) for one in units)
        for units in (found.told, found.lacking)
    )
    return FromBefore(found.value, told, lacking, found.is_rough)


def inherit_sections(
    rows: tuple[SectionRow, ...], *, history: History, unit: int, day: date, month: Month
) -> tuple[SectionRow, ...]:
    """With the last words of each unit of the last twelve months that it took in, as long as it said nothing itself.

    One statement, none where nothing was merged.
    """
    since = month.shifted(-MONTHS[-1])
    gone = history.predecessors(unit, day, since=since.first_day)
    silent = {row.code for row in rows if not row.last}
    if not silent or not gone:
        return rows
    told = (
        ReportSection.objects.filter(
            Q(report__year=month.year, report__month__lte=month.number)
            | Q(report__year=since.year, report__month__gte=since.number),
            report__unit__in=gone,
            code__in=silent,
        )
        .exclude(report__filed_at=None)
        .order_by("report__year", "report__month")
        .values_list("code", "report__unit_id", "report__year", "report__month", "text")
    )
    said: dict[str, dict[int, Said]] = {}
    for code, of, year, number, text in told:
        when = Month(year, number)
        said.setdefault(code, {})[of] = Said(history.name_then(of, when.first_day), when, text)
    in_order = sorted(gone, key=lambda one: history.sort_key_then(one, since.first_day))
    return tuple(
        replace(row, of_predecessors=tuple(said[row.code][of] for of in in_order if of in said[row.code]))
        if row.code in said
        else row
        for row in rows
    )
