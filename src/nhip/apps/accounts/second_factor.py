"""The second factor at sign-in: who needs one, and that no code of the phone is taken twice.

Enrolment, recovery codes and the question at sign-in are allauth's; the rules are ours.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy

from nhip.apps.accounts.models import Person, SecondFactorRequirement, new_session_key
from nhip.apps.accounts.queries import Standing
from nhip.apps.accounts.reach import check_not_oneself, reaches, whole_case
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.core.access import Act, Actor, Role, require
from nhip.core.errors import NotAllowed, NotFound, RuleBroken, gettext_noop
from nhip.core.people import check_end, needs_second_factor
from nhip.core.periods import Span, first_overlap
from nhip.core.totp import step_of


def _vault() -> Fernet:
    """Seals the seeds that the database keeps: a copy of the database alone makes no codes."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"nhip second factor").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seeds are sealed with the installation's key; the phone's app shows Nhịp and the login."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "Mã không đúng hoặc đã dùng rồi; chờ mã mới trên điện thoại rồi gõ lại."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _vault().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The seed; one that no phone knows where it was sealed with another key, so that no code fits."""
        try:
            return _vault().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode("ascii")

    def get_totp_label(self, user: Person) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return "Nhịp"


def must_enrol(standing: Standing, today: date) -> bool:
    """Whether the person needs a second factor and has none. No statement where nobody of their roles needs one."""
    if standing.has_second_factor or not standing.rules:
        return False
    roles = {grant.role for grant in standing.actor.grants}
    if not any(rule.role in roles for rule in standing.rules):
        return False
    return is_required(standing, today)


def is_required(standing: Standing, today: date) -> bool:
    """Whether one of the person's roles, delegated ones included, falls under a requirement of today."""
    tree = ground.current().history.on(today)
    return needs_second_factor(standing.actor.grants, standing.rules, tree)


@transaction.atomic
def take_code(*, authenticator: int, code: str, at: float, tolerance: int) -> bool:
    """Whether the code is right and of a time step after the last one taken; then no other code of it is taken.

    at: seconds since 1970, real time. Unlike a mark in a cache, this holds over restarts and several web machines.
    """
    kept = Authenticator.objects.select_for_update().filter(pk=authenticator).first()
    if kept is None:
        return False
    secret = SecondFactorAdapter().decrypt(kept.data["secret"])
    step = step_of(secret, code, at=at, tolerance=tolerance, used=kept.data.get("step"))
    if step is None:
        return False
    kept.data["step"] = step
    kept.save(update_fields=["data"])
    return True


@transaction.atomic
def reset_second_factor(*, actor: Actor, person_id: int, now: datetime) -> None:
    """Take somebody's second factor and recovery codes away, as for a lost phone; their sessions end.

    Raises RuleBroken (has none, oneself, roles elsewhere), NotFound.
    """
    case = whole_case(actor=actor, person_id=person_id, today=now.date())
    check_not_oneself(actor, case.person)
    removed, _kinds = Authenticator.objects.filter(user=case.person).delete()
    if not removed:
        raise RuleBroken(gettext_noop("Tài khoản này chưa bật xác thực hai lớp."), field="person")
    case.person.session_key = new_session_key()
    case.person.save(update_fields=["session_key"])
    record(
        actor=actor, role=case.role, entries=[Entry("reset_second_factor", case.person, case.unit)], at=now
    )


@transaction.atomic
def require_second_factor(
    *, actor: Actor, unit: str, role: Role, starts_on: date, now: datetime, ends_before: date | None = None
) -> int:
    """From a day on, whoever holds the role at the unit or below it needs a second factor. Returns its identity.

    Raises RuleBroken (asked already), UnknownUnit, NotAllowed.
    """
    tree = ground.current().history.on(max(starts_on, now.date()))
    seat = tree.find(unit)
    done_as = require(actor, Act.MANAGE_PEOPLE, seat, tree)
    span = Span(starts_on, ends_before)
    asked = SecondFactorRequirement.objects.filter(unit_id=seat, role=role.value)
    if first_overlap(span, [one.span for one in asked]) is not None:
        raise RuleBroken(
            gettext_noop("«{unit}» đã yêu cầu xác thực hai lớp với vai trò này."),
            field="role",
            unit=tree.name(seat),
        )
    kept = SecondFactorRequirement.objects.create(
        unit_id=seat, role=role.value, starts_on=starts_on, ends_before=ends_before
    )
    after = {"role": role.value, "from": starts_on, "before": ends_before}
    record(
        actor=actor, role=done_as, entries=[Entry("require_second_factor", kept, seat, after=after)], at=now
    )
    return kept.pk


@transaction.atomic
def end_requirement(*, actor: Actor, requirement_id: int, ends_before: date, now: datetime) -> None:
    """Ask for the second factor no longer from a day on. Raises RuleBroken, NotFound."""
    kept = SecondFactorRequirement.objects.select_for_update().filter(pk=requirement_id).first()
    history = ground.current().history
    if kept is None or not (actor.is_operator or reaches(actor, kept.unit_id, history, now.date())):
        raise NotFound
    done_as = "operator" if actor.is_operator else Role.ADMINISTRATOR.value
    facts = {"before": kept.ends_before}, {"role": kept.role, "before": ends_before}
    entry = Entry("end_second_factor_requirement", kept, kept.unit_id, before=facts[0], after=facts[1])
    record(actor=actor, role=done_as, entries=[entry], at=now)
    if ends_before <= kept.starts_on and now.date() <= kept.starts_on:
        kept.delete()  # it would never begin
        return
    check_end(kept.span, ends_before=ends_before, today=now.date())
    kept.ends_before = ends_before
    kept.save(update_fields=["ends_before"])


@dataclass(frozen=True, slots=True)
class RequirementRow:
    id: int
    unit: str
    role: Role
    starts_on: date
    ends_before: date | None


def requirements(*, actor: Actor, today: date) -> tuple[RequirementRow, ...]:
    """The requirements within the actor's reach that have not ended. Two statements. Raises NotAllowed."""
    history = ground.current().history
    if not actor.is_operator and not any(grant.role is Role.ADMINISTRATOR for grant in actor.grants):
        raise NotAllowed
    rows = SecondFactorRequirement.objects.exclude(ends_before__lte=today).order_by("starts_on", "pk")
    return tuple(
        RequirementRow(
            one.pk, history.name_then(one.unit_id, today), Role(one.role), one.starts_on, one.ends_before
        )
        for one in rows
        if reaches(actor, one.unit_id, history, today)
    )
