"""Somebody leaves: their roles end, a successor may take over, the account is locked. One transaction, seen first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from nhip.apps.accounts.delegations import delegated
from nhip.apps.accounts.models import Delegation, OneTimeCode, Person, RoleGrant
from nhip.apps.accounts.reach import (
    Case,
    check_administrators_stay,
    check_not_oneself,
    person_case,
    whole_case,
)
from nhip.apps.accounts.storing import ended, granted, locked, new_grant
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.core.access import Actor, Role
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.people import is_within
from nhip.core.periods import Span, first_overlap


@dataclass(frozen=True, slots=True)
class Leaving:
    """on: the first day without the roles; successor: who gets them from that day, None for nobody."""

    person: int
    on: date
    successor: int | None = None


@dataclass(frozen=True, slots=True)
class PassedRole:
    """A role that ends. passes: the successor gets it (False: holds it already, or there is no successor)."""

    role: Role
    unit: str
    ends_before: date | None
    passes: bool


@dataclass(frozen=True, slots=True)
class PassedDelegation:
    """A delegation in hand: given by the leaver, or received. passes: it goes on with the successor."""

    role: Role
    other: str
    was_given: bool
    ends_before: date
    passes: bool


@dataclass(frozen=True, slots=True)
class LeavingPreview:
    """What a hand-over would do. codes: open one-time codes that would hold no longer."""

    roles: tuple[PassedRole, ...]
    delegations: tuple[PassedDelegation, ...]
    codes: int


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What a hand-over made: identities of the successor's new grants, and of delegations that go on.

    role: in which it was done.
    """

    role: str
    grants: tuple[int, ...]
    delegations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Parties:
    case: Case
    successor: Person | None


def _parties(actor: Actor, leaving: Leaving, today: date, *, lock: bool) -> _Parties:
    """Raises RuleBroken, NotFound."""
    case = whole_case(actor=actor, person_id=leaving.person, today=today, lock=lock)
    check_not_oneself(actor, case.person)
    if leaving.on < today:
        raise RuleBroken(gettext_noop("Ngày bàn giao sớm nhất là hôm nay, {today}."), field="on", today=today)
    if leaving.successor is None:
        return _Parties(case, None)
    if leaving.successor == leaving.person:
        raise RuleBroken(gettext_noop("Người nhận bàn giao phải là người khác."), field="successor")
    try:
        successor = person_case(actor=actor, person_id=leaving.successor, today=today, lock=lock).person
    except NotFound as refusal:
        raise RuleBroken(
            gettext_noop("Không thấy người nhận bàn giao trong phạm vi quản trị này."), field="successor"
        ) from refusal
    check_not_oneself(actor, successor)
    if not successor.is_active:
        raise RuleBroken(gettext_noop("Tài khoản của người nhận bàn giao đang khóa."), field="successor")
    return _Parties(case, successor)


def preview_leaving(*, actor: Actor, leaving: Leaving, today: date) -> LeavingPreview:
    """What ``hand_over`` would do, without doing it. Eight statements. Raises what ``hand_over`` raises.

    The rule of the last administrator is asked when it is done.
    """
    parties = _parties(actor, leaving, today, lock=False)
    history = ground.current().history
    roles = []
    for grant in parties.case.unended(today):
        name = history.name_then(grant.unit_id, max(grant.starts_on, today))
        passes = parties.successor is not None and not _already(
            parties.successor, _passed(grant, leaving.on), grant
        )
        roles.append(PassedRole(Role(grant.role), name, grant.ends_before, passes))
    delegations = []
    for one in _delegations(leaving.person, leaving.on):
        was_given = one.grant.person_id == leaving.person
        other = one.delegate if was_given else one.grant.person
        passes = parties.successor is not None and parties.successor.pk != other.pk
        delegations.append(
            PassedDelegation(Role(one.grant.role), other.office, was_given, one.ends_before, passes)
        )
    codes = OneTimeCode.objects.filter(person=leaving.person, used_at=None, withdrawn_at=None).count()
    return LeavingPreview(tuple(roles), tuple(delegations), codes)


def _passed(grant: RoleGrant, on: date) -> Span:
    return Span(max(grant.starts_on, on), grant.ends_before)


def _already(successor: Person, span: Span, grant: RoleGrant) -> bool:
    """Whether the successor holds the same role at the same unit throughout."""
    held = RoleGrant.objects.filter(person=successor, unit_id=grant.unit_id, role=grant.role)
    return any(is_within(span, one.span) for one in held)


def _delegations(person_id: int, on: date) -> list[Delegation]:
    """Delegations given or received that would go on after the day."""
    rows = Delegation.objects.select_related("grant__person", "delegate").filter(
        ends_before__gt=on, withdrawn_on=None
    )
    return [
        *rows.filter(grant__person=person_id).order_by("pk"),
        *rows.filter(delegate=person_id).order_by("pk"),
    ]


@transaction.atomic
def hand_over(*, actor: Actor, leaving: Leaving, now: datetime, moment: datetime) -> PassedOn:
    """End every role of a leaver from a day on, pass them and open delegations to a successor, lock the account.

    The account works until the day. Returns what goes on with the successor.
    Raises RuleBroken (the last administrator, oneself, day gone by, the successor's reach), NotFound.
    """
    today = now.date()
    parties = _parties(actor, leaving, today, lock=True)
    case, successor = parties.case, parties.successor
    unended = case.unended(leaving.on)
    entries: list[Entry] = []
    carried = {one.pk: _passed(one, leaving.on) for one in unended}
    open_delegations = _delegations(leaving.person, leaving.on)
    passed = dict[int, RoleGrant]()
    for grant in unended:
        if successor is not None and not _already(successor, carried[grant.pk], grant):
            span = carried[grant.pk]
            new = new_grant(person=successor, unit=grant.unit_id, role=Role(grant.role), span=span)
            passed[grant.pk] = new
            entries.append(granted(new))
    entries += _move_delegations(leaving, successor, open_delegations, passed, today)
    check_administrators_stay(losing=unended, on=leaving.on)
    entries += [ended(grant, leaving.on) for grant in unended]
    if case.person.is_active:
        entries.append(locked(case.person, case.unit, on=leaving.on, today=today))
    OneTimeCode.objects.filter(person=case.person, used_at=None, withdrawn_at=None).update(
        withdrawn_at=moment
    )
    case.person.succeeded_by = successor
    case.person.save(update_fields=["succeeded_by"])
    after = {"on": leaving.on, "successor": None if successor is None else successor.pk}
    entries.append(Entry("hand_over", case.person, case.unit, after=after))
    record(actor=actor, role=case.role, entries=entries, at=now)
    made = {
        act: tuple(one.on.pk for one in entries if one.act == act) for act in ("grant_role", "delegate_role")
    }
    return PassedOn(case.role, made["grant_role"], made["delegate_role"])


def _move_delegations(
    leaving: Leaving,
    successor: Person | None,
    delegations: Iterable[Delegation],
    passed: dict[int, RoleGrant],
    today: date,
) -> list[Entry]:
    """End what the leaver gave or received on the day; what goes on with the successor is made anew."""
    entries = []
    for one in delegations:
        was_given = one.grant.person_id == leaving.person
        grant = passed.get(one.grant_id) if was_given else one.grant
        delegate = one.delegate if was_given else successor
        start = max(one.starts_on, leaving.on)
        moves = (
            successor is not None
            and grant is not None
            and delegate is not None
            and delegate.pk != grant.person_id
            and is_within(Span(start, one.ends_before), grant.span)
            and not _given_already(grant, delegate, Span(start, one.ends_before))
        )
        one.withdrawn_on = max(leaving.on, today)
        one.save(update_fields=["withdrawn_on"])
        entries.append(Entry("withdraw_delegation", one, one.grant.unit_id, after={"on": one.withdrawn_on}))
        if moves and grant is not None and delegate is not None:
            new = Delegation.objects.create(
                grant=grant, delegate=delegate, starts_on=start, ends_before=one.ends_before, basis=one.basis
            )
            entries.append(delegated(new, grant))
    return entries


def _given_already(grant: RoleGrant, delegate: Person, span: Span) -> bool:
    given = Delegation.objects.filter(grant=grant, delegate=delegate, withdrawn_on=None)
    return first_overlap(span, [one.span for one in given]) is not None


def succeeded(*, today: date) -> tuple[tuple[int, int], ...]:
    """Who has left by today, and who took over. One statement."""
    gone = Q(is_active=False) | Q(closes_on__lte=today)
    rows = Person.objects.filter(gone, succeeded_by__isnull=False).order_by("pk")
    return tuple(rows.values_list("pk", "succeeded_by_id"))
