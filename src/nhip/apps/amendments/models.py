from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from nhip.core.amendments import LONGEST_BASIS, OPEN, AmendmentState

STATES = tuple((state.value, state.name) for state in AmendmentState)


class Amendment(models.Model):
    """A change of an approved plan, with why and on what basis. number: counted within the plan, from 1.

    asked_from: from when it shall be in force; in_force_from: from when it is, known once it is approved.
    submitted_for: on whose behalf it was submitted, where that was by delegation. answer: why it was returned.
    version: counts the changes, so that nobody overwrites another's.
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=STATES, default=AmendmentState.DRAFT.value)
    reason = models.TextField()
    basis = models.CharField(max_length=LONGEST_BASIS)
    asked_from = models.DateField()
    in_force_from = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    if TYPE_CHECKING:
        plan_id: int
        submitted_by_id: int | None
        submitted_for_id: int | None
        decided_by_id: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="amendment_numbered_within_the_plan"),
            models.UniqueConstraint(
                fields=("plan",),
                condition=Q(state__in=sorted(state.value for state in OPEN)),
                name="amendment_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number} {self.state}"

    @property
    def submitters(self) -> tuple[int | None, int | None]:
        """Who submitted it, and for whom: neither may decide on it."""
        return self.submitted_by_id, self.submitted_for_id


class AmendmentLine(models.Model):
    """A task as an amendment would have it. task: null for a new one; wanted: null where it is taken out.

    wanted: as core.amendments.as_json writes it; before: the task as it was stored when it was written, so that what
    the amendment leaves alone may go on changing.
    """

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="lines")
    task = models.ForeignKey("tasks.Task", models.CASCADE, null=True, blank=True, related_name="+")
    wanted = models.JSONField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    if TYPE_CHECKING:
        amendment_id: int
        task_id: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("amendment", "task"), name="amendmentline_once_per_task"),
            models.CheckConstraint(
                name="amendmentline_says_something",
                condition=Q(task__isnull=False) | Q(wanted__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.amendment_id} {self.task_id}"


class PlanVersion(models.Model):
    """A plan as it was until before the day on which an amendment came into force.

    tasks: number of a task, as text -> what it was, as core.amendments.as_json writes it.
    """

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_before = models.DateField()
    ended_by = models.OneToOneField(Amendment, models.PROTECT, related_name="version_before")
    tasks = models.JSONField()
    if TYPE_CHECKING:
        plan_id: int
        ended_by_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="planversion_numbered_within_the_plan"),
        )

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"
