from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nhip.apps.accounts.models import Person, RoleGrant
from nhip.apps.accounts.reach import (
    check_administrators_stay,
    check_not_oneself,
    person_case,
    tree_of,
    whole_case,
)
from nhip.apps.accounts.storing import ended, granted, locked, new_grant, set_password, unsaved_person
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.core.access import Act, Actor, Role, require
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.people import check_email, check_end, check_office
from nhip.core.periods import Span


@dataclass(frozen=True, slots=True)
class NewPerson:
    """An account to be, with its first role at a unit (code as of today). office: what the person is."""

    login: str
    office: str
    password: str
    unit: str
    role: Role


@transaction.atomic
def add_person(*, actor: Actor, new: NewPerson, now: datetime) -> int:
    """Create an account with a password. Returns its identity. Raises RuleBroken, UnknownUnit, NotAllowed."""
    today = now.date()
    tree = ground.current().history.on(today)
    seat = tree.find(new.unit)
    done_as = require(actor, Act.MANAGE_PEOPLE, seat, tree)
    person = unsaved_person(login=new.login, office=new.office)
    set_password(person, new.password)
    person.save()
    grant = RoleGrant.objects.create(person=person, unit_id=seat, role=new.role.value, starts_on=today)
    record(
        actor=actor,
        role=done_as,
        entries=[
            Entry("add_person", person, seat, after={"login": new.login, "office": person.office}),
            Entry(
                "grant_role", grant, seat, after={"login": new.login, "role": new.role.value, "from": today}
            ),
        ],
        at=now,
    )
    return person.pk


@transaction.atomic
def change_person(*, actor: Actor, person_id: int, office: str, email: str, now: datetime) -> None:
    """Another office or e-mail address; a new address has to be proven before a password is reset by it.

    Raises RuleBroken, NotFound.
    """
    case = whole_case(actor=actor, person_id=person_id, today=now.date())
    person = case.person
    before = {"office": person.office, "email": person.email}
    person.office = check_office(office)
    address = check_email(email)
    if address != person.email:
        check_not_oneself(actor, person)
        person.email, person.email_proven = address, False
    after = {"office": person.office, "email": person.email}
    if after == before:
        return
    person.save(update_fields=["office", "email", "email_proven"])
    entry = Entry("change_person", person, case.unit, before=before, after=after)
    record(actor=actor, role=case.role, entries=[entry], at=now)


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    login: str,
    unit: str,
    role: Role,
    starts_on: date,
    now: datetime,
    ends_before: date | None = None,
) -> int:
    """Give a person a further role at a unit for a span of days. Returns the grant's identity.

    Raises RuleBroken (the unit not in force throughout, held already, oneself), UnknownUnit, NotAllowed.
    """
    tree = ground.current().history.on(max(starts_on, now.date()))
    seat = tree.find(unit)
    done_as = require(actor, Act.MANAGE_PEOPLE, seat, tree)
    person = _person(login)
    check_not_oneself(actor, person)
    if not person.is_active:
        raise RuleBroken(
            gettext_noop("Tài khoản «{login}» đang khóa; mở khóa trước khi giao vai trò."),
            field="login",
            login=login,
        )
    grant = new_grant(person=person, unit=seat, role=role, span=Span(starts_on, ends_before))
    record(actor=actor, role=done_as, entries=[granted(grant)], at=now)
    return grant.pk


@transaction.atomic
def end_role(*, actor: Actor, login: str, unit: str, role: Role, ends_before: date, now: datetime) -> int:
    """Let a person's open role end: the first day on which it no longer holds. Returns the grant's identity.

    Raises RuleBroken, NotAllowed.
    """
    tree = ground.current().history.on(now.date())
    seat = tree.find(unit)
    require(actor, Act.MANAGE_PEOPLE, seat, tree)
    grant = RoleGrant.objects.filter(
        person=_person(login), unit_id=seat, role=role.value, ends_before=None
    ).first()
    if grant is None:
        raise RuleBroken(
            gettext_noop("«{login}» không giữ vai trò này tại đơn vị."), field="role", login=login
        )
    grant_id = grant.pk
    end_grant(actor=actor, person_id=grant.person_id, grant_id=grant_id, ends_before=ends_before, now=now)
    return grant_id


@transaction.atomic
def end_grant(*, actor: Actor, person_id: int, grant_id: int, ends_before: date, now: datetime) -> None:
    """Let a grant of the person end before a day, also one that already has an end.

    Raises RuleBroken (too early, the last administrator, oneself), NotFound.
    """
    case = person_case(actor=actor, person_id=person_id, today=now.date(), lock=True)
    grant = next((one for one in case.within if one.pk == grant_id), None)
    if grant is None:
        raise NotFound
    check_not_oneself(actor, case.person)
    check_end(grant.span, ends_before=ends_before, today=now.date())
    check_administrators_stay(losing=[grant], on=ends_before)
    done_as = require(
        actor, Act.MANAGE_PEOPLE, grant.unit_id, tree_of(ground.current().history, grant.unit_id, now.date())
    )
    record(actor=actor, role=done_as, entries=[ended(grant, ends_before)], at=now)


@transaction.atomic
def deactivate(*, actor: Actor, person_id: int, now: datetime) -> None:
    """Lock an account: nobody signs in with it, and its sessions end at their next request.

    Raises RuleBroken (the last administrator, oneself, roles elsewhere), NotFound.
    """
    case = whole_case(actor=actor, person_id=person_id, today=now.date())
    check_not_oneself(actor, case.person)
    if not case.person.is_active:
        raise RuleBroken(gettext_noop("Tài khoản này đã khóa từ trước."), field="person")
    check_administrators_stay(losing=case.unended(now.date()), on=now.date())
    entry = locked(case.person, case.unit, on=now.date(), today=now.date())
    record(actor=actor, role=case.role, entries=[entry], at=now)


@transaction.atomic
def reactivate(*, actor: Actor, person_id: int, now: datetime) -> None:
    """Unlock an account. Raises RuleBroken, NotFound."""
    case = whole_case(actor=actor, person_id=person_id, today=now.date())
    if case.person.is_active and case.person.closes_on is None:
        raise RuleBroken(gettext_noop("Tài khoản này đang dùng được."), field="person")
    case.person.is_active, case.person.closes_on = True, None
    case.person.save(update_fields=["is_active", "closes_on"])
    entry = Entry(
        "reactivate_person", case.person, case.unit, before={"active": False}, after={"active": True}
    )
    record(actor=actor, role=case.role, entries=[entry], at=now)


def _person(login: str) -> Person:
    person = Person.objects.filter(username=login).first()
    if person is None:
        raise RuleBroken(gettext_noop("Không có tài khoản tên «{login}»."), field="login", login=login)
    return person
