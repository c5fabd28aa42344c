from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from nhip.core.plans import PlanState

STATES = tuple((state.value, state.name) for state in PlanState)


class Plan(models.Model):
    """A unit's plan of one year. version: counts the changes, so that nobody overwrites another's.

    submitted_for: on whose behalf it was submitted, where that was by delegation.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=STATES, default=PlanState.DRAFT.value)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    if TYPE_CHECKING:
        unit_id: int
        submitted_by_id: int | None
        submitted_for_id: int | None
        decided_by_id: int | None

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "year"), name="plan_one_per_unit_and_year"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.state}"

    @property
    def submitters(self) -> tuple[int | None, int | None]:
        """Who submitted it, and for whom: neither may decide on it."""
        return self.submitted_by_id, self.submitted_for_id


class RuleOff(models.Model):
    """A rule for plans that one plan is not held to, and why. code: of the rule, as ``KH302``."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rules_off")
    code = models.CharField(max_length=8)
    reason = models.TextField()
    if TYPE_CHECKING:
        plan_id: int

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "code"), name="ruleoff_once"),)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.code}"


class PlanUpload(models.Model):
    """A workbook of a plan between its preview and its confirmation; thrown away afterwards. One for a person."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()
    if TYPE_CHECKING:
        person_id: int
        unit_id: int

    def __str__(self) -> str:
        return f"{self.person_id} {self.unit_id} {self.year}"
