from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from nhip.core.periods import Span
from nhip.core.resolutions import ResolutionState
from nhip.core.units import Level

RESOLUTION_STATES = tuple((state.value, state.name) for state in ResolutionState)
LEVELS = tuple((level.value, level.name) for level in Level)


class Unit(models.Model):
    """The identity of a unit, whatever it is called and wherever it stands."""

    level = models.CharField(max_length=12, choices=LEVELS)

    def __str__(self) -> str:
        return f"{self.level} {self.pk}"


class DatedFact(models.Model):
    """A fact in force from a day until before another."""

    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                name="%(class)s_ends_after_it_starts",
                condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.starts_on}–{self.ends_before or ''}"

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_before)


class UnitFact(DatedFact):
    """A dated fact about one unit, of which at most one is without end."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="%(class)ss")
    if TYPE_CHECKING:
        unit_id: int

    class Meta(DatedFact.Meta):
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=("unit",), condition=Q(ends_before=None), name="%(class)s_one_open_per_unit"
            ),
        )


class Placement(UnitFact):
    """Where a unit stands in the hierarchy; a unit is in force while it has a placement."""

    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    if TYPE_CHECKING:
        parent_id: int | None


class UnitName(UnitFact):
    """What a unit is called. sort_key: its place in Vietnamese order."""

    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=900)


class UnitCode(UnitFact):
    """The code a unit bears; a code may pass to another unit later."""

    code = models.CharField(max_length=20)

    class Meta(UnitFact.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *UnitFact.Meta.constraints,
            models.UniqueConstraint(
                fields=("code",), condition=Q(ends_before=None), name="unitcode_one_open_bearer"
            ),
        )


class DutyToReport(UnitFact):
    """The unit files a report every month."""


class ReportingCalendar(UnitFact):
    """Cut-off and due days for a unit and those below it that have no calendar of their own.

    on_working_days: what would fall due on a day off is due on the next working day.
    """

    cut_off_day = models.PositiveSmallIntegerField()
    due_day = models.PositiveSmallIntegerField()
    plan_due_month = models.PositiveSmallIntegerField()
    plan_due_day = models.PositiveSmallIntegerField()
    on_working_days = models.BooleanField(default=False)
    legal_basis = models.TextField(blank=True)

    class Meta(UnitFact.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *UnitFact.Meta.constraints,
            models.CheckConstraint(
                name="reportingcalendar_days_are_of_a_month",
                condition=Q(cut_off_day__range=(1, 31), due_day__range=(1, 31), plan_due_day__range=(1, 31))
                & Q(plan_due_month__range=(1, 12)),
            ),
        )


class LightThreshold(DatedFact):
    """From how many points behind plan a light turns amber and red, and the share of reports it needs."""

    amber_from = models.DecimalField(max_digits=5, decimal_places=2)
    red_from = models.DecimalField(max_digits=5, decimal_places=2)
    quorum = models.DecimalField(max_digits=4, decimal_places=3)
    source = models.TextField(blank=True)

    class Meta(DatedFact.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="lightthreshold_amber_before_red", condition=Q(amber_from__lt=F("red_from"))
            ),
        )


class Reorganisation(models.Model):
    """A dated event between units; its parts say what went where. dissolved: units that ended without an heir.

    goals: of divided units' targets, the parts that were typed: source, indicator, period, parts (heir -> amount, as
    text), units by identity.
    """

    effective_on = models.DateField()
    legal_basis = models.TextField()
    note = models.TextField(blank=True)
    dissolved = models.ManyToManyField(Unit, related_name="+")
    goals = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.effective_on} {self.legal_basis}"


class ReorganisationPart(models.Model):
    """The share of a unit that went to another. basis: on what the share rests; assumed: it is not established."""

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="parts")
    source = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    target = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    share = models.DecimalField(max_digits=13, decimal_places=12, default=Decimal(1))
    basis = models.TextField(blank=True)
    assumed = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    if TYPE_CHECKING:
        source_id: int
        target_id: int

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="reorganisationpart_share_is_a_part", condition=Q(share__gt=0) & Q(share__lte=1)
            ),
            models.UniqueConstraint(
                fields=("reorganisation", "source", "target"), name="reorganisationpart_once_per_pair"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id} ({self.share})"


class Resolution(models.Model):
    """A reorganisation as it is prepared on screen, from the first line to its confirmation.

    under: the unit whose administrators prepare it; lines: as core.resolutions.Line, in the order of the text;
    receivers: task, as text -> code of the heir that takes it, where it is not the main one;
    goals: parts of divided units' targets as they were typed, units by code (core.resolutions.GoalTyped);
    undo: what applying it changed, so that it can be taken back; applied_at: business time.
    """

    under = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    effective_on = models.DateField()
    legal_basis = models.TextField()
    note = models.TextField(blank=True)
    lines = models.JSONField(default=list)
    receivers = models.JSONField(default=dict, blank=True)
    goals = models.JSONField(default=list, blank=True)
    moves_people = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=RESOLUTION_STATES, default=ResolutionState.PREPARED.value)
    version = models.PositiveIntegerField(default=0)
    event = models.ForeignKey(
        Reorganisation, models.SET_NULL, null=True, blank=True, related_name="resolutions"
    )
    undo = models.JSONField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    if TYPE_CHECKING:
        under_id: int
        event_id: int | None

    def __str__(self) -> str:
        return f"{self.effective_on} {self.legal_basis}"


class Edition(models.Model):
    """The single row whose key changes with every change of this app's facts.

    Every process keeps its copy of the facts under the key. Keys are random, so one that was rolled back never
    comes again for other facts.
    """

    key = models.UUIDField(default=uuid4)

    def __str__(self) -> str:
        return str(self.key)
