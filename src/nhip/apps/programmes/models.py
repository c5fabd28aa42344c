from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from nhip.core.programmes import FundingKind

FUNDING_KINDS = tuple((kind.value, kind.name) for kind in FundingKind)


class Programme(models.Model):
    """A programme or policy that tasks serve. legal_basis: number and date of the act, as cited in documents.

    applies_to: where and to whom, in the words of its acts.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=300)
    legal_basis = models.TextField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    applies_to = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class LegalAct(models.Model):
    """A text on which a programme rests, from a day until before another. superseded_by: the text in its place."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="acts")
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    about = models.TextField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    superseded_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("programme", "number"), name="legalact_once_per_programme"),
            models.CheckConstraint(
                name="legalact_ends_after_it_starts",
                condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on")),
            ),
        )

    def __str__(self) -> str:
        return self.number


class Component(models.Model):
    """A part of a programme, in the order of its act."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="components")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("programme", "position"), name="component_one_per_position"),
        )

    def __str__(self) -> str:
        return self.name


class Funding(models.Model):
    """Where a programme's money comes from. amount: million đồng over its whole time, null where not established."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="funding")
    kind = models.CharField(max_length=10, choices=FUNDING_KINDS)
    note = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("programme", "kind"), name="funding_once_per_kind"),
            models.CheckConstraint(name="funding_is_an_amount", condition=Q(amount=None) | Q(amount__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.kind}"

    if TYPE_CHECKING:
        programme_id: int


class BeneficiaryKind(models.Model):
    """Whom a programme counts: households, people, villages; never who they are."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="beneficiary_kinds")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("programme", "name"), name="beneficiarykind_once_per_programme"),
        )

    def __str__(self) -> str:
        return self.name


class BeneficiaryCount(models.Model):
    """How many of a kind a unit counts in a year: an aggregate."""

    kind = models.ForeignKey(BeneficiaryKind, models.PROTECT, related_name="counts")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    if TYPE_CHECKING:
        kind_id: int
        unit_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "unit", "year"), name="beneficiarycount_one_per_year"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.count}"
