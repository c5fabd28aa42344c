from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from nhip.core.plans import LONGEST_TITLE
from nhip.core.tasks import Part

PARTS = tuple((part.value, part.name) for part in Part)


class Task(models.Model):
    """Something a unit has to do in a year. plan: null for a task outside the plan (đột xuất).

    budget: million đồng. completed_on: since when its readings stand at 100 % (core.tasks.completed_on).
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, null=True, blank=True, related_name="tasks")
    year = models.PositiveSmallIntegerField()
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    deliverable = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    deadline = models.DateField()
    weight = models.PositiveSmallIntegerField()
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    if TYPE_CHECKING:
        plan_id: int | None
        programme_id: int | None

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="task_deadline_not_before_start", condition=Q(deadline__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="task_has_weight", condition=Q(weight__gte=1)),
        )
        indexes = (models.Index(fields=("year", "deadline"), name="task_year_deadline"),)

    def __str__(self) -> str:
        return self.title


class Assignment(models.Model):
    """A unit's part in a task, from a day until before another; reorganisations pass it on."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=PARTS)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    if TYPE_CHECKING:
        task_id: int
        unit_id: int

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="assignment_ends_after_it_starts",
                condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=("task",),
                condition=Q(ends_before=None, part=Part.LEAD.value),
                name="assignment_one_lead",
            ),
            models.UniqueConstraint(
                fields=("task", "unit"), condition=Q(ends_before=None), name="assignment_one_part_per_unit"
            ),
        )
        indexes = (models.Index(fields=("unit", "part", "starts_on"), name="assignment_unit_part"),)

    def __str__(self) -> str:
        return f"{self.task_id} {self.part} {self.unit_id}"


class Milestone(models.Model):
    """The cumulative percentage planned by the end of a month of the task's year."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="milestones")
    month = models.PositiveSmallIntegerField()
    planned = models.DecimalField(max_digits=5, decimal_places=2)
    if TYPE_CHECKING:
        task_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("task", "month"), name="milestone_one_per_month"),
            models.CheckConstraint(
                name="milestone_is_a_percentage_of_a_month",
                condition=Q(planned__gte=0, planned__lte=100, month__range=(1, 12)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.month}: {self.planned}"


class ProgressReading(models.Model):
    """The progress of a task as a unit reported it for a month; on: the day to which it belongs."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="readings")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    month = models.PositiveSmallIntegerField()
    progress = models.DecimalField(max_digits=5, decimal_places=2)
    on = models.DateField()
    if TYPE_CHECKING:
        task_id: int
        unit_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("task", "month", "unit"), name="progressreading_one_per_month"),
            models.CheckConstraint(
                name="progressreading_is_a_percentage_of_a_month",
                condition=Q(progress__gte=0, progress__lte=100, month__range=(1, 12)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.month}: {self.progress}"
