"""Đối chiếu: totals as they were reported beside those known now."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nhip import clock
from nhip.core.errors import NotFound
from nhip.core.year_periods import PeriodKind, YearPeriod, parse_year_period, year_periods
from nhip.cycle.comparing import ComparedRow, Comparison, comparison
from nhip.web.actor import actor_of
from nhip.web.periods import period_name

DIFFERING = "khac"


@dataclass(frozen=True, slots=True)
class Choice:
    text: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    rows: tuple[ComparedRow, ...]


@require_safe
def compare(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """``?ky=2020-Q1`` chooses the period, ``?chi-tieu=CODE`` the units below for one indicator.

    ``?chi=khac`` keeps lines whose two numbers are not the same.
    """
    today = clock.today()
    last = today.month if today.year == year else 12
    text = request.GET.get("ky", "") or str(year_periods(year)[last - 1])
    period = parse_year_period(text)
    only = request.GET.get("chi", "")
    if period.year != year or only not in ("", DIFFERING):
        raise NotFound
    page = comparison(
        actor=actor_of(request),
        code=code,
        period=period,
        indicator=request.GET.get("chi-tieu", ""),
        today=today,
        now=clock.now(),
    )
    rows = [row for row in page.rows if row.differs or not only]
    return render(
        request,
        "reports/compare.html",
        {
            "told": page,
            "period_name": _("tháng {n}").format(n=period.last)
            if period.kind is PeriodKind.MONTH
            else period_name(period),
            "months": _choices(page, PeriodKind.MONTH, period),
            "longer": _choices(page, None, period),
            "groups": _groups(page, rows),
            "only": only,
        },
    )


def _choices(page: Comparison, kind: PeriodKind | None, chosen: YearPeriod) -> tuple[Choice, ...]:
    """Months, or with None all that is longer."""
    kept = (one for one in page.periods if (one.kind is PeriodKind.MONTH) is (kind is PeriodKind.MONTH))
    return tuple(Choice(str(one), period_name(one), one == chosen) for one in kept)


def _groups(page: Comparison, rows: list[ComparedRow]) -> tuple[Group, ...]:
    if page.indicator is not None:
        return (Group(page.indicator.name, tuple(rows)),) if rows else ()
    return tuple(
        Group(name, tuple(several))
        for name, several in groupby(rows, key=lambda row: row.indicator.reporting.group)
    )
