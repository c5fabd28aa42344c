"""Which reports gave the figures of an indicator, who filed them and who approved them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from nhip.apps.accounts.queries import office_names
from nhip.apps.reports.models import ReportFigure
from nhip.core.reporting import COUNTED, UNDECIDED, ReportState

Cells = Mapping[int, str]
"""Indicator (its identity) -> category, empty for the whole."""


@dataclass(frozen=True, slots=True)
class FiledFigure:
    """A figure in a report that counts."""

    unit_id: int
    month: int
    indicator_id: int
    is_approved: bool


def filed_figures(*, units: Iterable[int], year: int, cells: Cells) -> tuple[FiledFigure, ...]:
    """The figures of the year that the units reported of those cells; nothing where all of them are approved.

    One statement; two where something is not approved yet.
    """
    rows = ReportFigure.objects.filter(_of(cells), report__unit__in=list(units), report__year=year)
    if not cells or not rows.filter(report__state__in=UNDECIDED).exists():
        return ()
    return tuple(
        FiledFigure(unit, month, indicator, state == ReportState.APPROVED)
        for unit, month, indicator, state in rows.filter(report__state__in=COUNTED).values_list(
            "report__unit_id", "report__month", "indicator_id", "report__state"
        )
    )


@dataclass(frozen=True, slots=True)
class Filing:
    """The report of a month in which a figure stands. The names are offices."""

    month: int
    state: ReportState
    filed_at: datetime | None
    filed_by: str
    decided_at: datetime | None
    decided_by: str


def filings_of(*, unit: int, year: int, cells: Cells) -> dict[int, Filing]:
    """Month -> the unit's own report of the year that gave a figure of those cells. Two statements."""
    rows = (
        ReportFigure.objects.filter(
            _of(cells), report__unit=unit, report__year=year, report__state__in=COUNTED
        )
        .order_by("report__month", "pk")
        .values_list(
            "report__month",
            "report__state",
            "report__filed_at",
            "report__filed_by_id",
            "report__decided_at",
            "report__decided_by_id",
        )
    )
    found = {row[0]: row for row in rows} if cells else {}
    people = {person for _month, _state, _at, by, _on, decider in found.values() for person in (by, decider)}
    names = office_names(people)
    return {
        month: Filing(
            month,
            ReportState(state),
            filed_at,
            names.get(filed_by, ""),
            decided_at,
            names.get(decided_by, ""),
        )
        for month, state, filed_at, filed_by, decided_at, decided_by in found.values()
    }


def _of(cells: Cells) -> Q:
    chosen = Q()
    for indicator, category in cells.items():
        chosen |= Q(indicator=indicator, category=category)
    return chosen
