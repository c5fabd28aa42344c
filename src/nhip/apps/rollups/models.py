from typing import TYPE_CHECKING

from django.db import models


class ReportedMark(models.Model):
    """A unit has reported for a month. approved: the unit above has approved it."""

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    approved = models.BooleanField(default=False)
    if TYPE_CHECKING:
        unit_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "month"), name="reportedmark_one_per_month"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}-{self.month}"


class ProgressRollup(models.Model):
    """The state (core.progress.ProgressState) of a unit and everything below it for one month, as known now.

    The tree is that of the month's cut-off day; where there is nothing to tell, there is no row.
    refreshed_at: business time of the facts it holds.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    weight = models.PositiveBigIntegerField()
    planned = models.DecimalField(max_digits=15, decimal_places=2)
    actual = models.DecimalField(max_digits=15, decimal_places=2)
    all_weight = models.PositiveBigIntegerField()
    all_planned = models.DecimalField(max_digits=15, decimal_places=2)
    tasks = models.PositiveIntegerField()
    reported = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()
    unapproved = models.PositiveIntegerField()
    other_reported = models.PositiveIntegerField()
    other_expected = models.PositiveIntegerField()
    other_unapproved = models.PositiveIntegerField()
    refreshed_at = models.DateTimeField()
    if TYPE_CHECKING:
        unit_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "month"), name="progressrollup_one_per_month"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}-{self.month}"


class Dirty(models.Model):
    """A roll-up that no longer holds what is known. Rows are only added and, once refreshed, deleted one by one:
    a mark made while a refresh is under way is never lost with an older one.

    marked_at: business time of the change that is not yet in the numbers.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    marked_at = models.DateTimeField()
    if TYPE_CHECKING:
        unit_id: int

    class Meta:
        indexes = (models.Index(fields=("year", "month"), name="dirty_month"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}-{self.month}"
