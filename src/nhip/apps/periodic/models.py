from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from nhip.apps.indicators.fields import ExactDecimalField
from nhip.core.indicators import LONGEST_CODE
from nhip.core.periodic import Regime
from nhip.core.reporting import ReportState
from nhip.core.units import Level

STATES = tuple(
    (state.value, state.name)
    for state in (ReportState.DRAFT, ReportState.FILED, ReportState.RETURNED, ReportState.APPROVED)
)


class ReportTerm(models.Model):
    """Until when reports of a regime are filed: core.periodic.Term. unit: whose rule it is, for itself and below."""

    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    regime = models.CharField(max_length=20, choices=[(one.value, one.name) for one in Regime])
    due_day = models.PositiveSmallIntegerField()
    months_later = models.PositiveSmallIntegerField(default=0)
    due_time = models.TimeField(null=True, blank=True)
    level = models.CharField(max_length=20, blank=True, choices=[(one.value, one.name) for one in Level])
    starts_on = models.DateField(null=True, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    if TYPE_CHECKING:
        unit_id: int | None

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="reportterm_day_is_of_a_month",
                condition=Q(due_day__range=(1, 31), months_later__range=(0, 3)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.regime} {self.due_day}"


class PeriodicReport(models.Model):
    """A unit's report of a period, made of the reports below it and before it. period: as it is written, 2020-Q1.

    version: counts the changes. filed_for: on whose behalf it was filed, where that was by delegation.
    expected, approved: monthly reports that its totals rest on, when it was filed.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=8)
    state = models.CharField(max_length=20, choices=STATES, default=ReportState.DRAFT.value)
    version = models.PositiveIntegerField(default=0)
    filed_at = models.DateTimeField(null=True, blank=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    filed_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    expected = models.PositiveIntegerField(default=0)
    approved = models.PositiveIntegerField(default=0)
    if TYPE_CHECKING:
        unit_id: int
        filed_by_id: int | None
        filed_for_id: int | None
        decided_by_id: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "period"), name="periodicreport_one_per_unit_and_period"),
        )
        indexes = (models.Index(fields=("year", "period", "state"), name="periodicreport_state"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period} {self.state}"

    @property
    def filers(self) -> tuple[int | None, int | None]:
        """Who filed it, and for whom: neither may decide on it."""
        return self.filed_by_id, self.filed_for_id


class PeriodicSection(models.Model):
    """What it says in a section of its outline, by the section's code; plain text."""

    report = models.ForeignKey(PeriodicReport, models.CASCADE, related_name="sections")
    code = models.CharField(max_length=LONGEST_CODE)
    text = models.TextField(blank=True)
    if TYPE_CHECKING:
        report_id: int

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "code"), name="periodicsection_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.code}"


class PeriodicTotal(models.Model):
    """A total as it was filed, never changed by what became known later. reported of expected: units or months."""

    report = models.ForeignKey(PeriodicReport, models.CASCADE, related_name="totals")
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="+")
    category = models.CharField(max_length=30, blank=True)
    value = ExactDecimalField()
    reported = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    if TYPE_CHECKING:
        report_id: int
        indicator_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("report", "indicator", "category"), name="periodictotal_once"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.indicator_id} {self.category}: {self.value}"
