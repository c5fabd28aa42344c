"""Reports by period as they are stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from nhip.apps.periodic.models import PeriodicReport, PeriodicSection, PeriodicTotal
from nhip.core.periodic import ReportPeriod, parse_report_period
from nhip.core.reporting import COUNTED, ReportState


@dataclass(frozen=True, slots=True)
class StoredPeriodic:
    """A report as stored, without its words and totals. filers: who filed it and for whom, identities.

    expected, approved: monthly reports that its totals rest on, when it was filed.
    """

    id: int
    unit_id: int
    period: ReportPeriod
    state: ReportState
    version: int
    filed_at: datetime | None
    filers: tuple[int | None, int | None]
    decided_at: datetime | None
    decided_by: int | None
    reason: str
    expected: int
    approved: int


@dataclass(frozen=True, slots=True)
class FiledTotal:
    """indicator: identity."""

    indicator: int
    category: str
    value: Decimal
    reported: int
    expected: int


def stored_periodic(
    *, units: Iterable[int], periods: Iterable[ReportPeriod]
) -> dict[tuple[int, ReportPeriod], StoredPeriodic]:
    """What is stored for the units in those periods. One statement."""
    rows = PeriodicReport.objects.filter(unit__in=list(units), period__in=list(map(str, periods)))
    found = {}
    for row in rows:
        period = parse_report_period(row.period)
        found[row.unit_id, period] = StoredPeriodic(
            row.pk,
            row.unit_id,
            period,
            ReportState(row.state),
            row.version,
            row.filed_at,
            row.filers,
            row.decided_at,
            row.decided_by_id,
            row.reason,
            row.expected,
            row.approved,
        )
    return found


def identity_of(*, unit: int, period: ReportPeriod) -> int | None:
    """Of the stored report, for its history."""
    return PeriodicReport.objects.filter(unit=unit, period=str(period)).values_list("pk", flat=True).first()


def periods_of_reports(*, identities: Iterable[int]) -> dict[int, ReportPeriod]:
    """Identity -> period. One statement, none for none."""
    wanted = set(identities)
    rows = PeriodicReport.objects.filter(pk__in=wanted).values_list("pk", "period") if wanted else ()
    return {pk: parse_report_period(text) for pk, text in rows}


def texts_of(*, report: int) -> dict[str, str]:
    """By code of the section."""
    return dict(PeriodicSection.objects.filter(report=report).values_list("code", "text"))


def texts_in_year(*, units: Iterable[int], year: int) -> Mapping[tuple[int, ReportPeriod], dict[str, str]]:
    """What filed reports of a year say: unit and period -> code of the section -> text. One statement."""
    rows = (
        PeriodicSection.objects.filter(
            report__unit__in=list(units), report__year=year, report__state__in=[one.value for one in COUNTED]
        )
        .exclude(text="")
        .values_list("report__unit_id", "report__period", "code", "text")
    )
    found: dict[tuple[int, ReportPeriod], dict[str, str]] = defaultdict(dict)
    for unit, period, code, text in rows:
        found[unit, parse_report_period(period)][code] = text
    return found


def totals_of(*, report: int) -> tuple[FiledTotal, ...]:
    """As they were filed. One statement."""
    rows = PeriodicTotal.objects.filter(report=report).order_by("pk")
    return tuple(
        FiledTotal(row.indicator_id, row.category, row.value, row.reported, row.expected) for row in rows
    )
