"""What the services about people have in common: facts stored by the rules, each with its audit entry.

Called inside a transaction that has asked who may.
"""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from nhip.apps.accounts.models import Person, RoleGrant, new_session_key
from nhip.apps.audit.services import Entry
from nhip.apps.org import ground
from nhip.core.access import Role
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.people import check_email, check_grant, check_login, check_office, in_force
from nhip.core.periods import Span


def unsaved_person(*, login: str, office: str, email: str = "") -> Person:
    """A person with a login that nobody has, without a password. Raises RuleBroken."""
    check_login(login)
    if Person.objects.filter(username=login).exists():
        raise RuleBroken(
            gettext_noop("Tên đăng nhập «{login}» đã có người dùng."), field="login", login=login
        )
    person = Person(username=login, office=check_office(office), email=check_email(email))
    person.set_unusable_password()
    return person


def set_password(person: Person, password: str) -> None:
    """Give the person a password that keeps the rules; not yet saved. Raises RuleBroken."""
    try:
        validate_password(password, person)
    except ValidationError as refusal:
        raise RuleBroken(
            gettext_noop("Mật khẩu chưa đạt: {why}"), field="password", why=" ".join(refusal.messages)
        ) from refusal
    person.set_password(password)


def new_grant(*, person: Person, unit: int, role: Role, span: Span) -> RoleGrant:
    """Store a grant that the rules allow. Raises RuleBroken. One statement besides the storing."""
    history = ground.current().history
    held = RoleGrant.objects.filter(person=person, unit_id=unit, role=role.value)
    check_grant(
        span,
        unit=in_force(history, unit),
        unit_name=history.name_then(unit, span.starts_on),
        held=[one.span for one in held],
    )
    return RoleGrant.objects.create(
        person=person, unit_id=unit, role=role.value, starts_on=span.starts_on, ends_before=span.ends_before
    )


def granted(grant: RoleGrant) -> Entry:
    """The audit entry of a new grant."""
    after = {
        "login": grant.person.username,
        "role": grant.role,
        "from": grant.starts_on,
        "ends_before": grant.ends_before,
    }
    return Entry("grant_role", grant, grant.unit_id, after=after)


def ended(grant: RoleGrant, ends_before: date) -> Entry:
    """End the grant, or take it away where it would not even begin; returns the audit entry."""
    before = {"ends_before": grant.ends_before}
    after = {"login": grant.person.username, "role": grant.role, "ends_before": ends_before}
    entry = Entry("end_role", grant, grant.unit_id, before=before, after=after)
    if grant.starts_on >= ends_before:
        # The entry keeps the identity that the row is about to lose.
        kept = RoleGrant(pk=grant.pk, person_id=grant.person_id, unit_id=grant.unit_id, role=grant.role)
        entry = Entry(
            "cancel_role", kept, grant.unit_id, before={"from": grant.starts_on, **before}, after=after
        )
        grant.delete()
    else:
        grant.ends_before = ends_before
        grant.save(update_fields=["ends_before"])
    return entry


def locked(person: Person, unit: int | None, *, on: date, today: date) -> Entry:
    """Lock the account and end its sessions, or let that happen on a day to come; returns the audit entry."""
    if on > today:
        person.closes_on = on
    else:
        person.is_active, person.session_key = False, new_session_key()
    person.save(update_fields=["is_active", "closes_on", "session_key"])
    return Entry(
        "deactivate_person", person, unit, before={"active": True}, after={"active": False, "on": on}
    )
