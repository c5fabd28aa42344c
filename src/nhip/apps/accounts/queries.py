from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value

from nhip.apps.accounts.models import Delegation, OneTimeCode, Person, RoleGrant, SecondFactorRequirement
from nhip.apps.accounts.prepared import MOST_NUMBERS, Prepared, prepare
from nhip.core.access import OPERATOR, Actor, Grant, Principal, Role
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.people import SecondFactorRule
from nhip.core.vietnamese import normalised, without_marks

_OWN, _DELEGATED, _RULE, _FACTOR, _WAITING = range(5)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person's requests rest on today. rules: units and roles for which a second factor is asked.

    waiting: what was asked to be counted along.
    """

    actor: Actor
    rules: tuple[SecondFactorRule, ...]
    has_second_factor: bool
    waiting: int = 0


def _in_force(today: date) -> Q:
    return Q(starts_on__lte=today) & (Q(ends_before=None) | Q(ends_before__gt=today))


def effective_delegations(today: date) -> QuerySet[Delegation]:
    """Delegations that hold today: the delegation itself, the grant it rests on, and its holder's account."""
    return Delegation.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=today),
        Q(grant__ends_before=None) | Q(grant__ends_before__gt=today),
        Q(grant__person__closes_on=None) | Q(grant__person__closes_on__gt=today),
        starts_on__lte=today,
        ends_before__gt=today,
        grant__starts_on__lte=today,
        grant__person__is_active=True,
    )


def _rows(kind: int, found: QuerySet[Any], *values: Any) -> QuerySet[Any, Any]:  # noqa: ANN401 - names and expressions
    return found.order_by().values_list(Value(kind), "pk", *values)


Waiting = Callable[[int], QuerySet[Any, Any]]
"""Person -> a row with a number ``waiting`` that a higher app wants counted along."""


@lru_cache(maxsize=8)
def _prepared(_engine: str, waiting: Waiting | None) -> Prepared:
    """The statement behind ``standing``: putting its five parts together costs more than answering it."""
    nobody, nothing = Value(None, BigIntegerField()), Value("", CharField())
    holder = F("grant__role"), F("grant__unit_id"), F("grant__person_id"), F("grant__person__office")

    def parts(people: tuple[int, ...], today: date) -> QuerySet[Any, Any]:
        (person,) = people
        own = RoleGrant.objects.filter(_in_force(today), person=person)
        delegated = effective_delegations(today).filter(delegate=person)
        rules = SecondFactorRequirement.objects.filter(_in_force(today))
        factors = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP)
        more = [
            _rows(_DELEGATED, delegated, *holder),
            _rows(_RULE, rules, "role", "unit_id", nobody, nothing),
            _rows(_FACTOR, factors, nothing, nobody, nobody, nothing),
        ]
        if waiting is not None:
            counted = waiting(person)
            more.append(counted.values_list(Value(_WAITING), "waiting", nothing, nobody, nobody, nothing))
        return _rows(_OWN, own, "role", "unit_id", nobody, nothing).union(*more, all=True)

    return prepare(parts, numbers=1)


def standing(*, person_id: int, name: str, today: date, waiting: Waiting | None = None) -> Standing:
    """The person's roles, delegations and duty to have a second factor. One statement.

    waiting: asked in the same statement. A named function: its SQL is kept by it.
    """
    found = _prepared(connection.vendor, waiting).rows([person_id], today)
    grants, asked, has_factor, count = list[Grant](), list[SecondFactorRule](), False, 0
    for kind, number, role, unit, principal, office in sorted(found):
        if kind == _OWN:
            grants.append(Grant(Role(role), unit))
        elif kind == _DELEGATED:
            grants.append(Grant(Role(role), unit, Principal(principal, office)))
        elif kind == _RULE:
            asked.append(SecondFactorRule(Role(role), unit))
        elif kind == _FACTOR:
            has_factor = True
        else:
            count = number
    return Standing(Actor(person_id, name, tuple(grants)), tuple(asked), has_factor, count)


def actor_for(*, person_id: int, name: str, today: date) -> Actor:
    """The person as an actor, with the roles in force today, their own before delegated ones. One statement."""
    return standing(person_id=person_id, name=name, today=today).actor


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


def person_id_of(login: str) -> int:
    """The identity behind a login. Raises RuleBroken where there is none."""
    found = Person.objects.filter(username=login).values_list("pk", flat=True).first()
    if found is None:
        raise RuleBroken(gettext_noop("Không có tài khoản tên «{login}»."), field="login", login=login)
    return found


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


def people_at(*, units: Iterable[int] | None, today: date) -> tuple[PersonAt, ...]:
    """Who holds a role at one of the units (None: at any) today, each once, by office. One statement."""
    chosen = Q() if units is None else Q(unit__in=list(units))
    rows = (
        RoleGrant.objects.filter(
            Q(ends_before=None) | Q(ends_before__gt=today),
            chosen,
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


@dataclass(frozen=True, slots=True)
class PersonHeld:
    """An account with all roles that it ever held: their numbers, the units where, and what rests on them.

    Roles that were taken away before they began are told by their records alone.
    """

    id: int
    login: str
    office: str
    grants: tuple[int, ...]
    units: tuple[int, ...]
    delegations: tuple[int, ...]
    codes: tuple[int, ...]


def person_held(person_id: int) -> PersonHeld | None:
    """Four statements."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return None
    rows = list(RoleGrant.objects.filter(person=person).order_by("pk").values_list("pk", "unit_id"))
    grants, units = tuple(row[0] for row in rows), tuple(row[1] for row in rows)
    shared = Delegation.objects.filter(Q(grant__person=person) | Q(delegate=person)).values_list(
        "pk", flat=True
    )
    codes = OneTimeCode.objects.filter(person=person).values_list("pk", flat=True)
    return PersonHeld(person.pk, person.username, person.office, grants, units, tuple(shared), tuple(codes))


def people_matching(text: str) -> frozenset[int]:
    """Accounts of that login or office; where there is none, those whose office holds the text, marks and case aside.

    One statement.
    """
    typed, wanted = normalised(text), without_marks(normalised(text))
    rows = list(Person.objects.values_list("pk", "username", "office"))
    exactly = frozenset(pk for pk, login, office in rows if typed in (login, office))
    return exactly or frozenset(pk for pk, _login, office in rows if wanted in without_marks(office))


@lru_cache(maxsize=64)
def _prepared_holders(_engine: str, units: int) -> Prepared:
    """Who holds roles at that many units: every act asks it to tell people of it."""

    def parts(units: tuple[int, ...], today: date) -> QuerySet[Any, Any]:
        own = RoleGrant.objects.filter(
            _in_force(today),
            Q(person__closes_on=None) | Q(person__closes_on__gt=today),
            unit__in=units,
            person__is_active=True,
        )
        delegated = effective_delegations(today).filter(
            Q(delegate__closes_on=None) | Q(delegate__closes_on__gt=today),
            grant__unit__in=units,
            delegate__is_active=True,
        )
        more = delegated.order_by().values_list("grant__role", "grant__unit_id", "delegate_id")
        return own.order_by().values_list("role", "unit_id", "person_id").union(more, all=True)

    return prepare(parts, numbers=units)


def holders(*, seats: Iterable[tuple[Role, int]], today: date) -> dict[tuple[Role, int], frozenset[int]]:
    """Who holds each of the roles at the units today, themselves or by delegation, and can sign in.

    One statement, or one for every thousand units.
    """
    wanted = frozenset(seats)
    units = sorted({unit for _role, unit in wanted})
    found: dict[tuple[Role, int], set[int]] = {}
    for first in range(0, len(units), MOST_NUMBERS):
        some = units[first : first + MOST_NUMBERS]
        for role, unit, person in _prepared_holders(connection.vendor, len(some)).rows(some, today):
            found.setdefault((Role(role), unit), set()).add(person)
    return {seat: frozenset(people) for seat, people in found.items() if seat in wanted}
