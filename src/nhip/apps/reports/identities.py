"""Which stored report a number in the audit means, and back."""

from collections.abc import Iterable

from nhip.apps.reports.models import Report
from nhip.core.periods import Month


def report_identity(*, unit: int, month: Month) -> int | None:
    """The number of a unit's stored report of a month. One statement."""
    found = Report.objects.filter(unit=unit, year=month.year, month=month.number)
    return found.values_list("pk", flat=True).first()


def months_of_reports(reports: Iterable[int]) -> dict[int, Month]:
    """Number of a report -> its month. One statement, none for none."""
    rows = Report.objects.filter(pk__in=list(reports)).values_list("pk", "year", "month")
    return {pk: Month(year, month) for pk, year, month in rows}


def months_filed(*, unit: int) -> tuple[Month, ...]:
    """Months of which the unit has filed a report, the oldest first. One statement."""
    filed = Report.objects.filter(unit=unit, filed_at__isnull=False).order_by("year", "month")
    return tuple(Month(*row) for row in filed.values_list("year", "month"))
