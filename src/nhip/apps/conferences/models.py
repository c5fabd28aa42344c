from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nhip.core.directive_drafts import (
    LONGEST_DELIVERABLE,
    LONGEST_ISSUER,
    LONGEST_NAME,
    LONGEST_NUMBER,
    LONGEST_RECURRENCE,
    DirectiveState,
    Role,
    SourceGenre,
)

GENRES = tuple((genre.value, genre.name) for genre in SourceGenre)
STATES = tuple((state.value, state.name) for state in DirectiveState)
ROLES = tuple((role.value, role.name) for role in Role)


class Source(models.Model):
    """A document, or a speech, in which directions were given. unit: the one that registers it and confirms the tasks.

    text: as it is read, places of directives count in it; digest: SHA-256 of it, so that nobody keeps it twice. reader:
    the version that read it. file: as it was sent, null for pasted text. issuer: who spoke or issued it, in words.
    folded: number, title and issuer as search compares them.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    genre = models.CharField(max_length=12, choices=GENRES)
    number = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    title = models.CharField(max_length=LONGEST_NAME)
    dated = models.DateField()
    issuer = models.CharField(max_length=LONGEST_ISSUER, blank=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    reader = models.CharField(max_length=20)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    folded = models.TextField(blank=True)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    if TYPE_CHECKING:
        unit_id: int
        file_id: int | None
        registered_by_id: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "digest"), name="source_text_kept_once"),
            models.UniqueConstraint(
                fields=("unit", "number", "dated"),
                condition=~Q(number=""),
                name="source_number_kept_once",
            ),
        )
        indexes = (models.Index(fields=("unit", "dated"), name="source_unit_dated"),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Directive(models.Model):
    """One thing that was told to be done: as it was read, frozen, and as a person made it.

    read: as core.directive_drafts proposes it of what the reader found, with the rule and its certainty; null where a
    person marked it by hand. start, end: its place in the text, in code points. number: counted within the document.
    asked: words of the text for which a person has to choose the unit. folded: task and sentence as search compares
    them. version: counts the changes, so that nobody overwrites another's.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="directives")
    number = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence = models.TextField()
    read = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=DirectiveState.PENDING.value)
    task = models.TextField()
    deliverable = models.CharField(max_length=LONGEST_DELIVERABLE, blank=True)
    deadline = models.DateField(null=True, blank=True)
    recurrence = models.CharField(max_length=LONGEST_RECURRENCE, blank=True)
    asked = models.JSONField(default=list, blank=True)
    folded = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    made_of = models.ManyToManyField("self", symmetrical=False, related_name="became", blank=True)
    if TYPE_CHECKING:
        source_id: int
        decided_by_id: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "number"), name="directive_numbered_within_the_source"),
            models.CheckConstraint(name="directive_ends_after_it_starts", condition=Q(end__gt=F("start"))),
        )
        indexes = (models.Index(fields=("state", "deadline"), name="directive_state_deadline"),)

    def __str__(self) -> str:
        return f"{self.source_id} {self.number} {self.state}"


class DirectiveUnit(models.Model):
    """A unit of which a directive speaks. place: its turn among those of the same role."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="units")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=ROLES)
    place = models.PositiveSmallIntegerField()
    if TYPE_CHECKING:
        directive_id: int
        unit_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("directive", "role", "place"), name="directiveunit_one_in_a_place"
            ),
            models.UniqueConstraint(
                fields=("directive",),
                condition=Q(role=Role.LEAD.value),
                name="directiveunit_one_lead",
            ),
        )
        indexes = (models.Index(fields=("unit", "role"), name="directiveunit_unit_role"),)

    def __str__(self) -> str:
        return f"{self.directive_id} {self.role} {self.unit_id}"


class DirectiveTask(models.Model):
    """A task that a directive opened; a task comes of one directive at most."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="tasks")
    task = models.OneToOneField("tasks.Task", models.PROTECT, related_name="directive_link")
    if TYPE_CHECKING:
        directive_id: int
        task_id: int

    def __str__(self) -> str:
        return f"{self.directive_id} {self.task_id}"
