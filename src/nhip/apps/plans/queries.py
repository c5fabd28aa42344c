from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from nhip.apps.accounts.prepared import Prepared, prepare
from nhip.apps.plans.models import Plan, RuleOff
from nhip.core.plans import PlanState


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan without its tasks; tasks: how many it has."""

    id: int
    unit_id: int
    year: int
    state: PlanState
    submitted_at: datetime | None
    submitted_by: int | None
    submitted_for: int | None
    reason: str
    version: int
    tasks: int


def plan_lines(*, units: Iterable[int], year: int) -> dict[int, PlanLine]:
    """The plans of the units for a year, by unit. One statement."""
    rows = Plan.objects.filter(unit__in=list(units), year=year).annotate(task_count=Count("tasks"))
    return {
        row.unit_id: PlanLine(
            row.pk,
            row.unit_id,
            row.year,
            PlanState(row.state),
            row.submitted_at,
            row.submitted_by_id,
            row.submitted_for_id,
            row.reason,
            row.version,
            row.task_count,
        )
        for row in rows
    }


@cache
def _prepared_approved(_engine: str) -> Prepared:
    def asked(given: tuple[int, ...], _day: date) -> QuerySet[Any, Any]:
        unit, year = given
        approved = Plan.objects.filter(unit=unit, year=year, state=PlanState.APPROVED.value)
        return approved.values_list("pk")

    return prepare(asked, numbers=2)


def approved_plan(*, unit: int, year: int) -> int | None:
    """The unit's plan of the year, where it is approved. One statement."""
    rows = _prepared_approved(connection.vendor).rows([unit, year], date.min)
    return next((plan for (plan,) in rows), None)


def rules_off(*, plan: int) -> dict[str, str]:
    """Code of each rule that the plan is not held to -> why. One statement."""
    return dict(RuleOff.objects.filter(plan=plan).order_by("code").values_list("code", "reason"))


def years_of_plans(plans: Iterable[int]) -> dict[int, int]:
    """Number of a plan -> its year. One statement, none for none."""
    return dict(Plan.objects.filter(pk__in=list(plans)).values_list("pk", "year"))


def years_planned(*, unit: int) -> tuple[int, ...]:
    """Years of which the unit has a plan that was submitted once. One statement."""
    plans = Plan.objects.filter(unit=unit, submitted_at__isnull=False).order_by("year")
    return tuple(plans.values_list("year", flat=True))
