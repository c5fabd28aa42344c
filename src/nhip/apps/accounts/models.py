from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from nhip.core.access import Role

ROLES = tuple((role.value, role.name) for role in Role)


class PersonManager(BaseUserManager["Person"]):
    """Finds people by login, as Django's authentication expects."""


class Person(AbstractBaseUser):
    """Somebody with an account. office: what they are ("Chuyên viên Ban Dân tộc tỉnh"); names are not stored."""

    username = models.CharField(max_length=60, unique=True)
    office = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.office or self.username


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
