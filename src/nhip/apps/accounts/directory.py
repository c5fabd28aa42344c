"""The people whom an administrator reaches: the list, and one person's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from allauth.mfa.models import Authenticator

from nhip.apps.accounts.delegations import Candidate, candidates
from nhip.apps.accounts.models import Delegation, OneTimeCode, Person, RoleGrant
from nhip.apps.accounts.reach import is_whole, person_case, reaches
from nhip.apps.accounts.sessions import count_sessions
from nhip.apps.org import ground
from nhip.core.access import Act, Actor, Role, may
from nhip.core.errors import NotAllowed
from nhip.core.people import DELEGABLE, CodeState, Purpose, code_state, in_force
from nhip.core.units import History, UnitLine
from nhip.core.vietnamese import without_marks


class PersonState(StrEnum):
    """active: signs in; invited: a code waits; without_code: no password and no code; locked: nobody signs in."""

    ACTIVE = "active"
    INVITED = "invited"
    WITHOUT_CODE = "without_code"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role of a person, until its unit ends at most.

    is_now: today; is_past: it ended; may_end: within reach and not over.
    """

    id: int
    role: Role
    unit: str
    starts_on: date
    ends_before: date | None
    is_now: bool
    is_past: bool
    may_end: bool = False
    may_delegate: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: int
    login: str
    office: str
    roles: tuple[RoleRow, ...]
    state: PersonState
    has_second_factor: bool
    last_login: datetime | None

    @property
    def is_former(self) -> bool:
        return self.state is PersonState.LOCKED or all(one.is_past for one in self.roles)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; each empty for all. unit: code, with those below it."""

    unit: str = ""
    text: str = ""
    role: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """rows: people with a role now or to come; former: those without, or locked; units: to narrow the list by."""

    rows: tuple[PersonRow, ...]
    former: tuple[PersonRow, ...]
    units: tuple[UnitLine, ...]
    counts: dict[PersonState, int]


def administered(actor: Actor, history: History, today: date) -> tuple[int, ...]:
    """The units of today within the actor's reach, parents first. Raises NotAllowed where there is none."""
    tree = history.on(today)
    roots = list(tree.children(None)) if actor.is_operator else [one for one in actor.units if one in tree]
    found: dict[int, None] = {}
    for root in roots:
        if may(actor, Act.MANAGE_PEOPLE, root, tree):
            found.update(dict.fromkeys(tree.below(root)))
    if not found:
        raise NotAllowed
    return tuple(found)


def administered_units(*, actor: Actor, today: date) -> tuple[UnitLine, ...]:
    """The units of today to which the actor may give roles, parents first. One statement. Raises NotAllowed."""
    history = ground.current().history
    tree = history.on(today)
    return tuple(tree.line(unit) for unit in administered(actor, history, today))


def directory(*, actor: Actor, wanted: Wanted, today: date, moment: datetime) -> Directory:
    """The people within reach, by unit, narrowed as asked. Four statements. Raises NotAllowed, UnknownUnit."""
    history = ground.current().history
    tree = history.on(today)
    units = administered(actor, history, today)
    places = {unit: position for position, unit in enumerate(units)}
    root = tree.find(wanted.unit) if wanted.unit else None
    if root is not None and root not in places:
        raise NotAllowed
    grants: dict[int, list[RoleGrant]] = {}
    people: dict[int, Person] = {}
    for one in RoleGrant.objects.select_related("person").order_by("starts_on", "pk"):
        if one.unit_id in places or (one.unit_id not in tree and reaches(actor, one.unit_id, history, today)):
            grants.setdefault(one.person_id, []).append(one)
            people[one.person_id] = one.person
    invited = _open_codes(people, moment)
    protected = set(
        Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", flat=True)
    )

    def position(pk: int) -> tuple[int, str]:
        held = [one for one in grants[pk] if _is_now(one, today)] or grants[pk]
        return min(places.get(one.unit_id, len(places)) for one in held), people[pk].office

    rows = [
        _row(people[pk], grants[pk], history, today, pk in invited, pk in protected)
        for pk in sorted(people, key=position)
        if root is None or any(tree.is_within(one.unit_id, root) for one in grants[pk])
    ]
    kept = [row for row in rows if _is_wanted(row, wanted)]
    counts = {state: sum(row.state is state for row in rows) for state in PersonState}
    return Directory(
        tuple(row for row in kept if not row.is_former),
        tuple(row for row in kept if row.is_former),
        tuple(tree.line(unit) for unit in units),
        counts,
    )


def _is_wanted(row: PersonRow, wanted: Wanted) -> bool:
    text = without_marks(wanted.text.strip())
    return (
        (not text or text in without_marks(f"{row.login} {row.office}"))
        and (not wanted.role or any(one.role.value == wanted.role and not one.is_past for one in row.roles))
        and (not wanted.state or row.state.value == wanted.state)
    )


def _open_codes(people: Iterable[int], moment: datetime) -> set[int]:
    found = OneTimeCode.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=moment)
    return set(people) & set(found.values_list("person_id", flat=True))


def _is_now(grant: RoleGrant, today: date) -> bool:
    return grant.span.covers(today)


def _state(person: Person, today: date, *, is_invited: bool) -> PersonState:
    if person.is_locked(today):
        return PersonState.LOCKED
    if person.has_usable_password():
        return PersonState.ACTIVE
    return PersonState.INVITED if is_invited else PersonState.WITHOUT_CODE


def _row(
    person: Person,
    grants: list[RoleGrant],
    history: History,
    today: date,
    is_invited: bool,  # noqa: FBT001
    has_second_factor: bool,  # noqa: FBT001
) -> PersonRow:
    return PersonRow(
        person.pk,
        person.username,
        person.office,
        tuple(role_row(one, history, today) for one in grants),
        _state(person, today, is_invited=is_invited),
        has_second_factor,
        person.last_login,
    )


def role_row(
    grant: RoleGrant, history: History, today: date, *, may_end: bool = False, may_delegate: bool = False
) -> RoleRow:
    end = min(
        (day for day in (grant.ends_before, in_force(history, grant.unit_id).ends_before) if day),
        default=None,
    )
    is_past = end is not None and end <= today
    role = Role(grant.role)
    return RoleRow(
        grant.pk,
        role,
        history.name_then(grant.unit_id, max(grant.starts_on, today)),
        grant.starts_on,
        end,
        _is_now(grant, today) and not is_past,
        is_past,
        may_end and not is_past,
        may_delegate and not is_past and role in DELEGABLE,
    )


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A delegation: role at a unit, from one office to another. is_now: it holds today; is_over: it will no longer."""

    id: int
    role: Role
    unit: str
    holder: str
    delegate: str
    starts_on: date
    ends_before: date
    basis: str
    is_now: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class CodeRow:
    """The newest one-time code of a person. email: where it went, empty for a printed one."""

    purpose: Purpose
    state: CodeState
    issued_at: datetime
    expires_at: datetime
    email: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """may_settle: the account as a whole is within reach, and it is not the actor's own."""

    id: int
    login: str
    office: str
    email: str
    email_proven: bool
    state: PersonState
    closes_on: date | None
    roles: tuple[RoleRow, ...]
    roles_elsewhere: bool
    given: tuple[DelegationRow, ...]
    received: tuple[DelegationRow, ...]
    code: CodeRow | None
    has_second_factor: bool
    sessions: int
    last_login: datetime | None
    is_oneself: bool
    may_settle: bool
    units: tuple[UnitLine, ...]
    candidates: tuple[Candidate, ...]

    @property
    def delegable(self) -> tuple[RoleRow, ...]:
        return tuple(one for one in self.roles if one.may_delegate)


def person_page(*, actor: Actor, person_id: int, today: date, moment: datetime) -> PersonPage:
    """One person, as far as the actor reaches them. Ten statements and three for each session. Raises NotFound."""
    case = person_case(actor=actor, person_id=person_id, today=today)
    history = ground.current().history
    person = case.person
    is_self = actor.person == person.pk
    whole = is_whole(case, actor, today)
    code = OneTimeCode.objects.filter(person=person).order_by("-issued_at", "-pk").first()
    tree = history.on(today)
    shown = case.within or case.grants
    given, received = delegations_of(person.pk, history, today)
    return PersonPage(
        id=person.pk,
        login=person.username,
        office=person.office,
        email=person.email,
        email_proven=person.email_proven,
        state=_state(
            person, today, is_invited=code is not None and _code_state(code, moment) is CodeState.OPEN
        ),
        closes_on=person.closes_on,
        roles=tuple(
            role_row(one, history, today, may_end=not is_self, may_delegate=True) for one in reversed(shown)
        ),
        roles_elsewhere=len(case.within) < len(case.grants) and not actor.is_operator,
        given=given,
        received=received,
        code=None if code is None else _code_row(code, moment),
        has_second_factor=Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists(),
        sessions=count_sessions(person_id=person.pk),
        last_login=person.last_login,
        is_oneself=is_self,
        may_settle=whole and not is_self,
        units=tuple(tree.line(unit) for unit in administered(actor, history, today)),
        candidates=_candidates(shown, today),
    )


def _candidates(grants: Iterable[RoleGrant], today: date) -> tuple[Candidate, ...]:
    """Who may act in one of the person's roles of today, each once."""
    found: dict[int, Candidate] = {}
    for grant in grants:
        if _is_now(grant, today):
            for one in candidates(grant=grant, today=today):
                found.setdefault(one.pk, one)
    return tuple(found.values())


def _code_state(code: OneTimeCode, moment: datetime) -> CodeState:
    return code_state(
        expires_at=code.expires_at, used_at=code.used_at, withdrawn_at=code.withdrawn_at, at=moment
    )


def _code_row(code: OneTimeCode, moment: datetime) -> CodeRow:
    return CodeRow(
        Purpose(code.purpose), _code_state(code, moment), code.issued_at, code.expires_at, code.email
    )


def delegations_of(
    person_id: int, history: History, today: date
) -> tuple[tuple[DelegationRow, ...], tuple[DelegationRow, ...]]:
    """What a person gave and received, the newest first. Two statements."""
    rows = Delegation.objects.select_related("grant__person", "delegate").order_by("-starts_on", "-pk")
    given = [_delegation_row(one, history, today) for one in rows.filter(grant__person=person_id)]
    received = [_delegation_row(one, history, today) for one in rows.filter(delegate=person_id)]
    return tuple(given), tuple(received)


def _delegation_row(one: Delegation, history: History, today: date) -> DelegationRow:
    end = one.ends_before if one.withdrawn_on is None else min(one.ends_before, one.withdrawn_on)
    if one.grant.ends_before is not None:
        end = min(end, one.grant.ends_before)
    is_over = end <= today or one.grant.person.is_locked(today)
    return DelegationRow(
        one.pk,
        Role(one.grant.role),
        history.name_then(one.grant.unit_id, today),
        one.grant.person.office,
        one.delegate.office,
        one.starts_on,
        one.ends_before,
        one.basis,
        one.starts_on <= today and not is_over,
        is_over,
    )


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What a person sees of their own account."""

    login: str
    office: str
    email: str
    email_proven: bool
    roles: tuple[RoleRow, ...]
    given: tuple[DelegationRow, ...]
    received: tuple[DelegationRow, ...]
    candidates: tuple[Candidate, ...]

    @property
    def delegable(self) -> tuple[RoleRow, ...]:
        return tuple(one for one in self.roles if one.may_delegate)


def own_page(*, actor: Actor, today: date) -> OwnPage:
    """The actor's own account. Six statements, one more for each role that may be delegated."""
    if actor.person is None:
        raise NotAllowed
    person = Person.objects.get(pk=actor.person)
    history = ground.current().history
    grants = tuple(RoleGrant.objects.filter(person=person).order_by("-starts_on", "-pk"))
    given, received = delegations_of(person.pk, history, today)
    return OwnPage(
        person.username,
        person.office,
        person.email,
        person.email_proven,
        tuple(role_row(one, history, today, may_delegate=True) for one in grants),
        given,
        received,
        _candidates(grants, today),
    )
