"""What approved reports say, as it was reported: never changed by what became known later."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, Q

from nhip.apps.reports.models import Report, ReportFigure
from nhip.core.reporting import UNDECIDED, ReportState

BATCH = 500
Reported = dict[tuple[int, int, int, int, str], Decimal]
"""Unit, indicator, year, month, category -> figure."""


def approved_figures(
    *, units: Iterable[int], year: int, months: Iterable[int], indicators: Iterable[int]
) -> Reported:
    """Figures of approved reports. One statement for 500 units."""
    several, wanted, kept = sorted(units), list(indicators), list(months)
    found: Reported = {}
    for start in range(0, len(several), BATCH):
        rows = ReportFigure.objects.filter(
            report__unit__in=several[start : start + BATCH],
            report__year=year,
            report__month__in=kept,
            report__state=ReportState.APPROVED.value,
            indicator__in=wanted,
        ).values_list("report__unit_id", "indicator_id", "report__month", "category", "value")
        for unit, indicator, month, category, value in rows.iterator(chunk_size=10_000):
            found[unit, indicator, year, month, category] = value
    return found


def reports_counted(*, units: Iterable[int], year: int, months: Iterable[int]) -> tuple[int, int]:
    """How many reports of the months are approved, and how many were filed and wait. One statement for 500 units."""
    several, kept = sorted(units), list(months)
    approved = waiting = 0
    for start in range(0, len(several), BATCH):
        counted = Report.objects.filter(
            unit__in=several[start : start + BATCH], year=year, month__in=kept
        ).aggregate(
            approved=Count("pk", filter=Q(state=ReportState.APPROVED.value)),
            waiting=Count("pk", filter=Q(state__in=UNDECIDED)),
        )
        approved += counted["approved"]
        waiting += counted["waiting"]
    return approved, waiting
