from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from nhip.core.handoffs import Handoff, Step
from nhip.core.plans import LONGEST_TITLE
from nhip.core.reminders import ReminderStep
from nhip.core.tasks import HaltKind, Part, TaskKind

PARTS = tuple((part.value, part.name) for part in Part)
KINDS = tuple((kind.value, kind.name) for kind in TaskKind)
HANDOFFS = tuple((state.value, state.name) for state in Handoff)
STEPS = tuple((step.value, step.name) for step in Step)
REMINDERS = tuple((step.value, step.name) for step in ReminderStep)
HALTS = tuple((kind.value, kind.name) for kind in HaltKind)


class Task(models.Model):
    """Something a unit has to do in a year. plan: null for a task outside the plan (đột xuất).

    budget: million đồng. assigned_by: the unit that assigned it and confirms its completion, null where the monthly
    report of the unit itself says when it is done. completed_on: since when its readings stand at 100 %
    (core.tasks.completed_on), or the day of the completion that was confirmed. folded: title and deliverable as search
    compares them. deadline: null only outside a plan. carried_from: the task of the year before that it goes on with.
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, null=True, blank=True, related_name="tasks")
    kind = models.CharField(max_length=12, choices=KINDS, default=TaskKind.ORDINARY.value)
    assigned_by = models.ForeignKey("org.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    deliverable = models.CharField(max_length=300, blank=True)
    folded = models.TextField(blank=True, default="")
    starts_on = models.DateField()
    deadline = models.DateField(null=True, blank=True)
    weight = models.PositiveSmallIntegerField()
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    if TYPE_CHECKING:
        carried_from_id: int | None
        plan_id: int | None
        programme_id: int | None
        assigned_by_id: int | None

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="task_deadline_not_before_start",
                condition=Q(deadline=None) | Q(deadline__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="task_in_a_plan_has_a_deadline", condition=Q(plan=None) | ~Q(deadline=None)
            ),
            models.CheckConstraint(name="task_has_weight", condition=Q(weight__gte=1)),
        )
        indexes = (models.Index(fields=("year", "deadline"), name="task_year_deadline"),)

    def __str__(self) -> str:
        return self.title


class Assignment(models.Model):
    """A unit's part in a task, from a day until before another; reorganisations pass it on.

    work: what of the task is this unit's; due_on: of a coordinating part, null for the task's own deadline.
    submitted_on, submitted_by (a person): the completion that waits or was confirmed; submitted_for: on whose behalf it
    was handed in, where that was by delegation.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=PARTS)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    work = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=HANDOFFS, default=Handoff.RECEIVED.value)
    progress = models.PositiveSmallIntegerField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    submitted_by = models.BigIntegerField(null=True, blank=True)
    submitted_for = models.BigIntegerField(null=True, blank=True)
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
        indexes = (
            models.Index(fields=("unit", "part", "starts_on"), name="assignment_unit_part"),
            models.Index(
                fields=("unit", "state"), condition=Q(ends_before=None), name="assignment_unit_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.part} {self.unit_id}"

    @property
    def submitters(self) -> tuple[int | None, int | None]:
        """Who handed it in, and for whom: neither may confirm it."""
        return self.submitted_by, self.submitted_for


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


class PartEvent(models.Model):
    """A step that a part went through, in the words of whoever took it. at: business time."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="events")
    step = models.CharField(max_length=12, choices=STEPS)
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    progress = models.PositiveSmallIntegerField(null=True, blank=True)
    if TYPE_CHECKING:
        assignment_id: int
        person_id: int | None

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.step}"


class Extension(models.Model):
    """A later day asked for a part. granted: null while nobody has answered; before: the day it was due until then.

    asked_for: on whose behalf it was asked for, where that was by delegation.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="extensions")
    before = models.DateField()
    due_on = models.DateField()
    reason = models.TextField()
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    asked_for = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    if TYPE_CHECKING:
        assignment_id: int
        asked_by_id: int | None
        asked_for_id: int | None
        decided_by_id: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("assignment",), condition=Q(granted=None), name="extension_one_open_per_part"
            ),
            models.CheckConstraint(name="extension_is_later", condition=Q(due_on__gt=F("before"))),
        )

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.before} → {self.due_on}"

    @property
    def askers(self) -> tuple[int | None, int | None]:
        """Who asked, and for whom: neither may answer it."""
        return self.asked_by_id, self.asked_for_id


class Halt(models.Model):
    """A task stands still from a day until before another; meanwhile it is in no figure and nobody owes it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="halts")
    kind = models.CharField(max_length=10, choices=HALTS)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    reason = models.TextField()
    if TYPE_CHECKING:
        task_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("task",), condition=Q(ends_before=None), name="halt_one_open"),
            models.CheckConstraint(
                name="halt_ends_after_it_starts",
                condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.kind} {self.starts_on}"


class FormerTerms(models.Model):
    """What was planned for a task until before the day from which its plan was amended.

    is_planned: it stood in the plan. milestones: month, as text -> percent, as text.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="former_terms")
    ends_before = models.DateField()
    is_planned = models.BooleanField()
    weight = models.PositiveSmallIntegerField()
    milestones = models.JSONField()
    if TYPE_CHECKING:
        task_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("task", "ends_before"), name="formerterms_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.task_id} < {self.ends_before}"


class ChecklistItem(models.Model):
    """One thing to do within a task; ticked off on a day by somebody."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="checklist")
    text = models.CharField(max_length=300)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    if TYPE_CHECKING:
        task_id: int
        done_by_id: int | None

    def __str__(self) -> str:
        return self.text


class Comment(models.Model):
    """Words about a task for everyone who sees it. unit: at which its author spoke."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="comments")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    mentioned = models.ManyToManyField("accounts.Person", related_name="+")
    if TYPE_CHECKING:
        task_id: int
        person_id: int
        unit_id: int | None

    def __str__(self) -> str:
        return f"{self.task_id} {self.at}"


class TaskFile(models.Model):
    """A file attached to a task. assignment: the part whose completion it proves, null for a paper of the task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="files")
    assignment = models.ForeignKey(
        Assignment, models.SET_NULL, null=True, blank=True, related_name="evidence"
    )
    stored = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    if TYPE_CHECKING:
        task_id: int
        assignment_id: int | None
        stored_id: int
        person_id: int | None

    def __str__(self) -> str:
        return f"{self.task_id} {self.stored_id}"


class ReminderRule(models.Model):
    """From which working day on a step about an overdue task is due: core.reminders.StepRule.

    unit: whose rule it is, for tasks that it and units below it give; null: the common one.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    step = models.CharField(max_length=12, choices=REMINDERS)
    working_days = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    if TYPE_CHECKING:
        unit_id: int | None

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(name="reminderrule_has_days", condition=Q(working_days__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.step} {self.working_days}"


class Reminder(models.Model):
    """A step that was taken about an overdue task. unit: that led it and was told; given_by: that told it.

    deadline: against which it was overdue; days_late: working days on the day.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=12, choices=REMINDERS)
    on = models.DateField()
    deadline = models.DateField()
    days_late = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    given_by = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    if TYPE_CHECKING:
        task_id: int
        unit_id: int
        given_by_id: int
        person_id: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("task", "step", "deadline", "unit"), name="reminder_once_about_a_deadline"
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.step} {self.on}"
