from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from nhip.apps.indicators.fields import ExactDecimalField
from nhip.core.corrections import CorrectionState
from nhip.core.indicators import LONGEST_CODE
from nhip.core.outline import LONGEST_TITLE
from nhip.core.reporting import LONGEST_REASON, ReportState
from nhip.core.units import Level

STATES = tuple((state.value, state.name) for state in ReportState if state is not ReportState.MISSING)


class Report(models.Model):
    """A unit's report of one month. version: counts the changes, so that nobody overwrites another's.

    filed_for: on whose behalf it was filed, where that was by delegation.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=STATES, default=ReportState.DRAFT.value)
    version = models.PositiveIntegerField(default=0)
    filed_at = models.DateTimeField(null=True, blank=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    filed_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    if TYPE_CHECKING:
        unit_id: int
        filed_by_id: int | None
        filed_for_id: int | None
        decided_by_id: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "month"), name="report_one_per_unit_and_month"),
            models.CheckConstraint(name="report_month_is_a_month", condition=Q(month__range=(1, 12))),
        )
        indexes = (models.Index(fields=("year", "month", "state"), name="report_month_state"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}-{self.month} {self.state}"

    @property
    def filers(self) -> tuple[int | None, int | None]:
        """Who filed it, and for whom: neither may decide on it."""
        return self.filed_by_id, self.filed_for_id


class ReturnedCell(models.Model):
    """A cell that was sent back, and why; until the report is approved or sent back again. field: as in its form."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="returned_cells")
    field = models.CharField(max_length=100)
    reason = models.CharField(max_length=LONGEST_REASON)
    if TYPE_CHECKING:
        report_id: int

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "field"), name="returnedcell_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.field}"


class Receipt(models.Model):
    """A submission that was received under a key of the sender's. version: of the report after it."""

    key = models.UUIDField(primary_key=True)
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(null=True)
    received_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.key)


class ReportFigure(models.Model):
    """What a report says of an indicator: as it was reported, whatever is known later (indicators.Figure).

    is_confirmed: it was asked back and confirmed when the report was filed.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="+")
    category = models.CharField(max_length=30, blank=True)
    value = ExactDecimalField()
    is_confirmed = models.BooleanField(default=False)
    if TYPE_CHECKING:
        report_id: int
        indicator_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("report", "indicator", "category"), name="reportfigure_once"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.indicator_id} {self.category}: {self.value}"


class ReportLine(models.Model):
    """What a report says about one task. progress: percent, null while not yet written."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="lines")
    task = models.ForeignKey("tasks.Task", models.PROTECT, related_name="+")
    progress = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    done = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    if TYPE_CHECKING:
        report_id: int
        task_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("report", "task"), name="reportline_one_per_task"),
            models.CheckConstraint(
                name="reportline_progress_is_a_percentage",
                condition=Q(progress=None) | Q(progress__gte=0, progress__lte=100),
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.task_id}: {self.progress}"


class Correction(models.Model):
    """A request that what an approved report says be corrected: what is known changes once it is accepted.

    asked_for: on whose behalf it was asked, where that was by delegation. answer: why it was refused.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="corrections")
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.name) for one in CorrectionState],
        default=CorrectionState.ASKED.value,
    )
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    if TYPE_CHECKING:
        report_id: int
        asked_by_id: int | None
        asked_for_id: int | None
        decided_by_id: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("report",),
                condition=Q(state=CorrectionState.ASKED.value),
                name="correction_one_waits",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.state} {self.asked_at:%Y-%m-%d}"

    @property
    def askers(self) -> tuple[int | None, int | None]:
        """Who asked, and for whom: neither may decide on it."""
        return self.asked_by_id, self.asked_for_id


class CorrectedFigure(models.Model):
    """One cell of a correction. before: as known when it was asked for; null: no figure."""

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="+")
    category = models.CharField(max_length=30, blank=True)
    before = ExactDecimalField(null=True)
    after = ExactDecimalField(null=True)
    if TYPE_CHECKING:
        correction_id: int
        indicator_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("correction", "indicator", "category"), name="correctedfigure_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.correction_id} {self.indicator_id} {self.category}: {self.before} → {self.after}"


class CorrectedProgress(models.Model):
    """The progress of a task that a correction changes, percent. before: as known when it was asked for."""

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="progress")
    task = models.ForeignKey("tasks.Task", models.PROTECT, related_name="+")
    before = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    after = models.DecimalField(max_digits=5, decimal_places=2)
    if TYPE_CHECKING:
        correction_id: int
        task_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("correction", "task"), name="correctedprogress_once"),
            models.CheckConstraint(
                name="correctedprogress_is_a_percentage", condition=Q(after__gte=0, after__lte=100)
            ),
        )

    def __str__(self) -> str:
        return f"{self.correction_id} {self.task_id}: {self.before} → {self.after}"


class CorrectedText(models.Model):
    """A text that a correction changes, of a task or a section. field: as in its form; empty: nothing stands there."""

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="texts")
    field = models.CharField(max_length=100)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    if TYPE_CHECKING:
        correction_id: int

    class Meta:
        constraints = (models.UniqueConstraint(fields=("correction", "field"), name="correctedtext_once"),)

    def __str__(self) -> str:
        return f"{self.correction_id} {self.field}"


class OutlineSection(models.Model):
    """A row of the outline that reports follow: core.outline.Section, in order of position.

    unit: whose outline it is, for itself and the units below; null for all. spans, required: months, "1|3".
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=LONGEST_CODE)
    title = models.CharField(max_length=LONGEST_TITLE)
    spans = models.CharField(max_length=20)
    required = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=20, blank=True, choices=[(one.value, one.name) for one in Level])
    starts_on = models.DateField(null=True, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    hint = models.TextField(blank=True)
    source = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    if TYPE_CHECKING:
        unit_id: int | None

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ReportSection(models.Model):
    """What a report says in a section of its outline, by the section's code; plain text, never empty."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    code = models.CharField(max_length=LONGEST_CODE)
    text = models.TextField()
    if TYPE_CHECKING:
        report_id: int

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "code"), name="reportsection_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.code}"


class ReportFile(models.Model):
    """A paper attached to a report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    stored = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    if TYPE_CHECKING:
        report_id: int

    def __str__(self) -> str:
        return f"{self.report_id} {self.stored}"
