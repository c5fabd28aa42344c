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
    """The progress of tasks of a unit and everything below it in a year, as known now.

    states: the 32 periods side by side (core.progress.PROGRESS, written by core.rollup.YearStates); each on the tree of
    its last month's cut-off day. Where there is nothing to tell, there is no row. refreshed_at: business time of the
    facts it holds.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    states = models.TextField()
    refreshed_at = models.DateTimeField()
    if TYPE_CHECKING:
        unit_id: int

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "year"), name="progressrollup_one_per_year"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


class IndicatorRollup(models.Model):
    """An indicator of a unit and everything below it in a year, as known now; category empty: the whole.

    states: the 32 periods side by side (core.rollup.layout_of), each on the boundaries of its last day. targets: in the
    row of the whole, the targets of the periods, given or added up (core.targets.written). refreshed_at: business time.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="+")
    category = models.CharField(max_length=30, blank=True)
    year = models.PositiveSmallIntegerField()
    states = models.TextField()
    targets = models.TextField(blank=True)
    refreshed_at = models.DateTimeField()
    if TYPE_CHECKING:
        unit_id: int
        indicator_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year", "indicator", "category"), name="indicatorrollup_one_per_year"
            ),
        )
        indexes = (models.Index(fields=("indicator", "year"), name="indicatorrollup_of_a_year"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.indicator_id} {self.year}"


class Dirty(models.Model):
    """A roll-up that no longer holds what is known. Rows are only added and, once refreshed, deleted one by one:
    a mark made while a refresh is under way is never lost with an older one.

    indicator: empty for the progress of tasks. is_from_below: marked because a unit below was refreshed.
    marked_at: business time of the change that is not yet in the numbers.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    indicator = models.ForeignKey("indicators.Indicator", models.CASCADE, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    is_from_below = models.BooleanField(default=False)
    marked_at = models.DateTimeField()
    if TYPE_CHECKING:
        unit_id: int
        indicator_id: int | None

    class Meta:
        indexes = (models.Index(fields=("year", "indicator"), name="dirty_year"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"
