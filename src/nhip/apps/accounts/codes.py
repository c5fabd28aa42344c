"""One-time codes: an invitation to begin with an account, or a new password for one who forgot theirs.

Only a digest is stored. The code itself is in the answer to whoever issued it, once, and in the e-mail that carries it.
``now`` is business time, ``moment`` real time: a code is a token.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from nhip.apps.accounts.models import OneTimeCode, Person, new_session_key
from nhip.apps.accounts.reach import Case, check_not_oneself, whole_case
from nhip.apps.accounts.storing import granted, new_grant, set_password, unsaved_person
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.core.access import Act, Actor, Role, require
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.people import (
    CODE_NOT_GOOD,
    LETTERS,
    CodeRule,
    CodeState,
    Purpose,
    code_rule,
    code_state,
    read_code,
    write_code,
)
from nhip.core.periods import Span


@dataclass(frozen=True, slots=True)
class Issued:
    """A code that was just issued, told once. email: where it is to be sent, empty where it is to be printed."""

    person: int
    login: str
    office: str
    code: str
    purpose: Purpose
    email: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Seat:
    """A role at a unit (code as of the first day), from a day until before another."""

    unit: str
    role: Role
    starts_on: date
    ends_before: date | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody to be invited. office: what the person is; email: may be empty; is_printed: even where it is not."""

    login: str
    office: str
    email: str
    seats: tuple[Seat, ...]
    is_printed: bool = False


@cache
def code_rules() -> tuple[CodeRule, ...]:
    """The dated rules of ``data/one_time_codes.json``: each holds until the next begins."""
    source = Path(__file__).with_name("data") / "one_time_codes.json"
    rows = sorted(
        json.loads(source.read_text(encoding="utf-8"))["rules"], key=lambda row: str(row["starts_on"])
    )
    starts = [date.fromisoformat(row["starts_on"]) for row in rows]
    return tuple(
        CodeRule(Span(start, until), row["invitation_days"], row["password_days"], row["source"])
        for row, start, until in zip(rows, starts, [*starts[1:], None], strict=True)
    )


def digest_of(code: str) -> str:
    """What is kept of a code as typed: without the installation's key nobody can try codes against it.

    Empty for what cannot be a code.
    """
    written = read_code(code)
    return "" if written is None else _digest(written)


def _digest(code: str) -> str:
    return salted_hmac("nhip.one-time-code", code, algorithm="sha256").hexdigest()


@transaction.atomic
def invite(*, actor: Actor, invitation: Invitation, now: datetime, moment: datetime) -> Issued:
    """Make an account without a password, with its roles, and issue the code that opens it.

    Raises RuleBroken (login, office, e-mail, spans), UnknownUnit, NotAllowed.
    """
    person = invited(actor=actor, invitation=invitation, now=now)
    return issue(
        actor=actor,
        role=_role(actor, person, now),
        person=person,
        purpose=Purpose.INVITATION,
        email="" if invitation.is_printed else person.email,
        now=now,
        moment=moment,
    )


@transaction.atomic
def invited(*, actor: Actor, invitation: Invitation, now: datetime) -> Person:
    """Store the account and its roles, without a code. Raises RuleBroken, UnknownUnit, NotAllowed."""
    if not invitation.seats:
        raise RuleBroken(gettext_noop("Chưa giao vai trò nào; chọn ít nhất một vai trò."), field="role")
    history = ground.current().history
    places = []
    for seat in invitation.seats:
        tree = history.on(max(seat.starts_on, now.date()))
        unit = tree.find(seat.unit)
        places.append((seat, unit, require(actor, Act.MANAGE_PEOPLE, unit, tree)))
    person = unsaved_person(login=invitation.login, office=invitation.office, email=invitation.email)
    person.save()
    entries = [
        Entry(
            "invite_person",
            person,
            places[0][1],
            after={"login": person.username, "office": person.office, "email": person.email},
        )
    ]
    for seat, unit, _done_as in places:
        span = Span(seat.starts_on, seat.ends_before)
        entries.append(granted(new_grant(person=person, unit=unit, role=seat.role, span=span)))
    record(actor=actor, role=places[0][2], entries=entries, at=now)
    return person


def _role(actor: Actor, person: Person, now: datetime) -> str:
    return whole_case(actor=actor, person_id=person.pk, today=now.date(), lock=False).role


@transaction.atomic
def issue_code(*, actor: Actor, person_id: int, by_email: bool, now: datetime, moment: datetime) -> Issued:
    """A new code for somebody: the invitation again, or a password where they had one. The old code holds no longer.

    Raises RuleBroken (locked, no address, oneself, roles elsewhere), NotFound.
    """
    case = whole_case(actor=actor, person_id=person_id, today=now.date())
    person = case.person
    check_not_oneself(actor, person)
    if not person.is_active:
        raise RuleBroken(gettext_noop("Tài khoản đang khóa; mở khóa trước khi cấp mã."), field="person")
    if by_email and not person.email:
        raise RuleBroken(
            gettext_noop("Tài khoản này chưa có thư điện tử; in phiếu mã, hoặc ghi thư điện tử trước."),
            field="email",
        )
    return issue(
        actor=actor,
        role=case.role,
        person=person,
        purpose=Purpose.PASSWORD if person.has_usable_password() else Purpose.INVITATION,
        email=person.email if by_email else "",
        now=now,
        moment=moment,
        unit=case.unit,
    )


def issue(
    *,
    actor: Actor,
    role: str,
    person: Person,
    purpose: Purpose,
    email: str,
    now: datetime,
    moment: datetime,
    unit: int | None = None,
) -> Issued:
    """Store a new code and let the older one end; call it inside a transaction that has asked who may.

    email: where it is to go; an installation that sends no mail has it printed.
    """
    email = email if settings.SENDS_MAIL else ""
    _withdraw_open(person, moment)
    days = code_rule(code_rules(), now.date()).days(purpose)
    code = write_code(secrets.randbits(5 * LETTERS))
    kept = OneTimeCode.objects.create(
        person=person,
        purpose=purpose.value,
        digest=_digest(code),
        email=email,
        issued_at=moment,
        expires_at=moment + timedelta(days=days),
    )
    after = {"person": person.pk, "purpose": purpose.value, "email": email, "expires": kept.expires_at}
    record(actor=actor, role=role, entries=[Entry("issue_code", kept, unit, after=after)], at=now)
    return Issued(person.pk, person.username, person.office, code, purpose, email, kept.expires_at)


def _withdraw_open(person: Person, moment: datetime) -> int:
    return OneTimeCode.objects.filter(person=person, used_at=None, withdrawn_at=None).update(
        withdrawn_at=moment
    )


@transaction.atomic
def withdraw_code(*, actor: Actor, person_id: int, now: datetime, moment: datetime) -> None:
    """Let the person's open code hold no longer. Raises RuleBroken (there is none), NotFound."""
    case: Case = whole_case(actor=actor, person_id=person_id, today=now.date())
    if not _withdraw_open(case.person, moment):
        raise RuleBroken(gettext_noop("Tài khoản này không có mã nào đang chờ dùng."), field="code")
    entry = Entry("withdraw_code", case.person, case.unit)
    record(actor=actor, role=case.role, entries=[entry], at=now)


@dataclass(frozen=True, slots=True)
class Welcome:
    """Whose code it is, to greet them by."""

    login: str
    office: str
    purpose: Purpose


def whose_code(*, digest: str, moment: datetime) -> Welcome:
    """The account that an open code belongs to. One statement. Raises RuleBroken, always in the same words."""
    kept = _open_code(digest, moment, lock=False)
    return Welcome(kept.person.username, kept.person.office, Purpose(kept.purpose))


@transaction.atomic
def use_code(*, digest: str, password: str, now: datetime, moment: datetime) -> str:
    """Set the password of the account that the code belongs to; the code is used up. Returns the login.

    Every session of the account ends. Raises RuleBroken: the code is not good, or the password breaks the rules.
    """
    kept = _open_code(digest, moment, lock=True)
    person = kept.person
    set_password(person, password)
    person.session_key = new_session_key()
    if kept.email and kept.email == person.email:
        person.email_proven = True
    person.save(update_fields=["password", "session_key", "email_proven"])
    kept.used_at = moment
    kept.save(update_fields=["used_at"])
    act = "accept_invitation" if kept.purpose == Purpose.INVITATION.value else "reset_password"
    actor = Actor(person.pk, person.office)
    record(actor=actor, role="self", entries=[Entry(act, person, after={"code": kept.pk})], at=now)
    return person.username


def _open_code(digest: str, moment: datetime, *, lock: bool) -> OneTimeCode:
    found = OneTimeCode.objects.select_related("person")
    if lock:
        found = found.select_for_update(of=("self", "person"))
    kept = found.filter(digest=digest, person__is_active=True).first()
    if kept is None or _state(kept, moment) is not CodeState.OPEN:
        raise RuleBroken(CODE_NOT_GOOD, field="code")
    return kept


def _state(kept: OneTimeCode, moment: datetime) -> CodeState:
    return code_state(
        expires_at=kept.expires_at, used_at=kept.used_at, withdrawn_at=kept.withdrawn_at, at=moment
    )
