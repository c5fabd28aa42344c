from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models

from nhip.apps.indicators.fields import ExactDecimalField
from nhip.core.indicators import Direction, Frequency, OverTime, OverUnits
from nhip.core.units import Level


class Indicator(models.Model):
    """What is reported, or derived, and how it adds up: see core.indicators.Indicator.

    measure: the unit of measure, as shown. position: its place among the others. From group_name on: how it is
    reported, see core.figures.ReportingRule.
    """

    code = models.CharField(max_length=30, unique=True)
    name = models.TextField()
    measure = models.CharField(max_length=60, blank=True)
    position = models.PositiveIntegerField(default=0)
    over_units = models.CharField(max_length=10, choices=[(one.value, one.value) for one in OverUnits])
    over_time = models.CharField(max_length=10, choices=[(one.value, one.value) for one in OverTime])
    direction = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Direction])
    frequency = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Frequency])
    weight = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="weighs")
    numerator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="numerator_of")
    denominator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="denominator_of"
    )
    factor = ExactDecimalField(default=1)
    group_name = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in Level])
    starts_on = models.DateField(null=True)
    ends_before = models.DateField(null=True)
    is_partition = models.BooleanField(default=False)
    is_whole = models.BooleanField(default=False)
    least = ExactDecimalField(null=True)
    most = ExactDecimalField(null=True)
    most_times = ExactDecimalField(null=True)
    within = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="bounds")
    source = models.TextField(blank=True)
    if TYPE_CHECKING:
        within_id: int | None
        weight_id: int | None
        numerator_id: int | None
        denominator_id: int | None

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Category(models.Model):
    """A part by which figures of an indicator are told apart (women, near-poor); never personal data."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="categories")
    code = models.CharField(max_length=30)
    name = models.TextField()
    position = models.PositiveIntegerField(default=0)
    if TYPE_CHECKING:
        indicator_id: int

    class Meta:
        constraints = (models.UniqueConstraint(fields=("indicator", "code"), name="category_once"),)

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.code}"


class Target(models.Model):
    """What a unit is to reach in a period, written as in core.year_periods. baseline: where it started from.

    handed: the part of a superior's task with which it was handed down; null: it was loaded.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=11)
    value = ExactDecimalField()
    baseline = ExactDecimalField(null=True)
    handed = models.ForeignKey(
        "cascade.HandedPart", models.PROTECT, null=True, blank=True, related_name="targets"
    )
    if TYPE_CHECKING:
        unit_id: int
        indicator_id: int
        handed_id: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "indicator", "period"), name="target_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.indicator_id} {self.period}"


class Figure(models.Model):
    """What a unit reported for a month (the last one of a quarter, half-year or year), as known now.

    category: code of a Category, empty for the whole.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    category = models.CharField(max_length=30, blank=True)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    value = ExactDecimalField()
    if TYPE_CHECKING:
        unit_id: int
        indicator_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year", "indicator", "category", "month"), name="figure_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.indicator_id} {self.year}-{self.month}"


class Reporter(models.Model):
    """A unit with at least one figure of an indicator, or a target for it, in any year: it is expected to report."""

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+")
    if TYPE_CHECKING:
        unit_id: int
        indicator_id: int

    class Meta:
        constraints = (models.UniqueConstraint(fields=("indicator", "unit"), name="reporter_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.indicator_id}"


class FigureEdition(models.Model):
    """Tells whether a copy of a unit's figures of a year is still the same.

    Editions are random, so that one that was rolled back never comes again for other figures, in no database.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    edition = models.UUIDField(default=uuid4)
    if TYPE_CHECKING:
        unit_id: int

    class Meta:
        constraints = (models.UniqueConstraint(fields=("year", "unit"), name="figureedition_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.edition}"


class CatalogueEdition(models.Model):
    """One row, another key each time that indicators or their categories were defined: processes keep them by it."""

    key = models.UUIDField()

    def __str__(self) -> str:
        return str(self.key)
