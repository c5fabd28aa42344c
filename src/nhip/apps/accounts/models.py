from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import get_random_string, salted_hmac

from nhip.core.access import Role
from nhip.core.people import Purpose
from nhip.core.periods import Span

ROLES = tuple((role.value, role.name) for role in Role)
PURPOSES = tuple((purpose.value, purpose.name) for purpose in Purpose)


class PersonManager(BaseUserManager["Person"]):
    """Finds people by login, as Django's authentication expects."""


def new_session_key() -> str:
    return get_random_string(22)


class Person(AbstractBaseUser):
    """Somebody with an account. office: what they are ("Chuyên viên Ban Dân tộc tỉnh"); names are not stored.

    closes_on: the first day on which the account is locked, where that is still to come. email_proven: the person
    has used a code that was sent there. session_key: part of what holds a session; a new one ends every session of
    the person at its next request. succeeded_by: who took over when the person left.
    """

    username = models.CharField(max_length=60, unique=True)
    office = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    email_proven = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    closes_on = models.DateField(null=True, blank=True)
    succeeded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    session_key = models.CharField(max_length=22, default=new_session_key)
    date_joined = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        succeeded_by_id: int | None

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.office or self.username

    def is_locked(self, today: date) -> bool:
        return not self.is_active or (self.closes_on is not None and self.closes_on <= today)

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What Django keeps in a session and compares at every request: password and session key."""
        value = f"{self.password}\n{self.session_key}"
        return salted_hmac("nhip.sessions", value, secret=secret, algorithm="sha256").hexdigest()


class RoleGrant(models.Model):
    """A role that a person holds at a unit, from a day until before another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    if TYPE_CHECKING:
        unit_id: int
        person_id: int

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="rolegrant_ends_after_it_starts",
                condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=("person", "unit", "role"), condition=Q(ends_before=None), name="rolegrant_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.unit_id}"

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_before)


class Delegation(models.Model):
    """A person lets another act in a role of theirs for some days. basis: number and day of the decision, or why.

    It holds only while the grant itself does. withdrawn_on: the first day on which it no longer holds.
    """

    grant = models.ForeignKey(RoleGrant, models.CASCADE, related_name="delegations")
    delegate = models.ForeignKey(Person, models.PROTECT, related_name="delegations")
    starts_on = models.DateField()
    ends_before = models.DateField()
    basis = models.CharField(max_length=200)
    withdrawn_on = models.DateField(null=True, blank=True)
    if TYPE_CHECKING:
        grant_id: int
        delegate_id: int

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="delegation_ends_after_it_starts", condition=Q(ends_before__gt=F("starts_on"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.grant_id} → {self.delegate_id} {self.starts_on}–{self.ends_before}"

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_before)


class OneTimeCode(models.Model):
    """A code with which a person sets a password, once. Only its digest is stored.

    email: where it was sent, empty for one that was printed.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="codes")
    purpose = models.CharField(max_length=12, choices=PURPOSES)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    if TYPE_CHECKING:
        person_id: int

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="onetimecode_expires_after_it_is_issued", condition=Q(expires_at__gt=F("issued_at"))
            ),
            models.UniqueConstraint(
                fields=("person",), condition=Q(used_at=None, withdrawn_at=None), name="onetimecode_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose} {self.issued_at}"


class SecondFactorRequirement(models.Model):
    """Whoever holds the role at the unit or below needs a second factor, from a day until before another."""

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    if TYPE_CHECKING:
        unit_id: int

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="secondfactorrequirement_ends_after_it_starts",
                condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=("unit", "role"),
                condition=Q(ends_before=None),
                name="secondfactorrequirement_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.role} {self.starts_on}"

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_before)


class PeopleImport(models.Model):
    """A workbook of people between its preview and its confirmation; thrown away afterwards."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()
    if TYPE_CHECKING:
        person_id: int

    def __str__(self) -> str:
        return f"{self.person_id} {self.file_name}"


class SharedCount(models.Model):
    """A row of Django's database cache, in its layout: sign-in attempts, counted for all web processes."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
