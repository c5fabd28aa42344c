from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nhip.apps.accounts.models import Person, RoleGrant
from nhip.core.access import OPERATOR, Actor, Grant, Role
from nhip.core.errors import RuleBroken, gettext_noop


def actor_for(*, person_id: int, name: str, today: date) -> Actor:
    """The person as an actor, with the roles in force today. One statement."""
    rows = (
        RoleGrant.objects.filter(
            Q(ends_before=None) | Q(ends_before__gt=today), person=person_id, starts_on__lte=today
        )
        .order_by("pk")
        .values_list("role", "unit_id")
    )
    return Actor(person_id, name, tuple(Grant(Role(role), unit) for role, unit in rows))


def actor_by_login(login: str | None, *, today: date) -> Actor:
    """The actor of a command: the person with that login, or the system operator. Raises RuleBroken."""
    if login is None:
        return OPERATOR
    person = Person.objects.filter(username=login, is_active=True).first()
    if person is None:
        raise RuleBroken(
            gettext_noop("Không có tài khoản đang hoạt động tên «{login}»."), field="as", login=login
        )
    return actor_for(person_id=person.pk, name=person.office, today=today)


def office_names(people: set[int]) -> dict[int, str]:
    """Identity -> office, for people named in records. One statement."""
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "office"))


@dataclass(frozen=True, slots=True)
class PersonAt:
    """Somebody with a role in force at a unit."""

    id: int
    login: str
    office: str
    unit: int


def people_at(*, units: Iterable[int], today: date) -> tuple[PersonAt, ...]:
    """Who holds a role at one of the units today, each once, by office. One statement."""
    rows = (
        RoleGrant.objects.filter(
            Q(ends_before=None) | Q(ends_before__gt=today),
            unit__in=list(units),
            starts_on__lte=today,
            person__is_active=True,
        )
        .order_by("person__office", "person_id", "pk")
        .values_list("person_id", "person__username", "person__office", "unit_id")
    )
    found: dict[int, PersonAt] = {}
    for row in rows:
        found.setdefault(row[0], PersonAt(*row))
    return tuple(found.values())
