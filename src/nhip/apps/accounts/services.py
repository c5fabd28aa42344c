import re
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from nhip.apps.accounts.models import Person, RoleGrant
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.core.access import Act, Actor, Role, require
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.vietnamese import normalised

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]")


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
    """Create an account. Returns its identity. Raises RuleBroken, UnknownUnit, NotAllowed."""
    today = now.date()
    tree = ground.current().history.on(today)
    seat = tree.find(new.unit)
    done_as = require(actor, Act.MANAGE_PEOPLE, seat, tree)
    if not _LOGIN.fullmatch(new.login):
        raise RuleBroken(
            gettext_noop(
                "Tên đăng nhập «{login}» không hợp lệ: chữ thường không dấu, số, dấu chấm; từ 3 đến 60 ký tự."
            ),
            field="login",
            login=new.login[:60],
        )
    if Person.objects.filter(username=new.login).exists():
        raise RuleBroken(
            gettext_noop("Tên đăng nhập «{login}» đã có người dùng."), field="login", login=new.login
        )
    person = Person(username=new.login, office=normalised(new.office))
    try:
        validate_password(new.password, person)
    except ValidationError as refusal:
        raise RuleBroken(
            gettext_noop("Mật khẩu chưa đạt: {why}"), field="password", why=" ".join(refusal.messages)
        ) from refusal
    person.set_password(new.password)
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
def grant_role(*, actor: Actor, login: str, unit: str, role: Role, starts_on: date, now: datetime) -> None:
    """Give a person a further role at a unit from a day on. Raises RuleBroken, NotAllowed."""
    tree = ground.current().history.on(max(starts_on, now.date()))
    seat = tree.find(unit)
    done_as = require(actor, Act.MANAGE_PEOPLE, seat, tree)
    person = _person(login)
    if RoleGrant.objects.filter(person=person, unit_id=seat, role=role.value, ends_before=None).exists():
        raise RuleBroken(gettext_noop("«{login}» đã giữ vai trò này tại đơn vị."), field="role", login=login)
    grant = RoleGrant.objects.create(person=person, unit_id=seat, role=role.value, starts_on=starts_on)
    record(
        actor=actor,
        role=done_as,
        entries=[
            Entry("grant_role", grant, seat, after={"login": login, "role": role.value, "from": starts_on})
        ],
        at=now,
    )


@transaction.atomic
def end_role(*, actor: Actor, login: str, unit: str, role: Role, ends_before: date, now: datetime) -> None:
    """Let a person's role end: the first day on which it no longer holds. Raises RuleBroken, NotAllowed."""
    tree = ground.current().history.on(now.date())
    seat = tree.find(unit)
    done_as = require(actor, Act.MANAGE_PEOPLE, seat, tree)
    grant = RoleGrant.objects.filter(
        person=_person(login), unit_id=seat, role=role.value, ends_before=None
    ).first()
    if grant is None:
        raise RuleBroken(
            gettext_noop("«{login}» không giữ vai trò này tại đơn vị."), field="role", login=login
        )
    if ends_before <= grant.starts_on:
        raise RuleBroken(
            gettext_noop("Vai trò bắt đầu từ {start}, không thể kết thúc trước hoặc đúng ngày đó."),
            field="ends_before",
            start=grant.starts_on,
        )
    grant.ends_before = ends_before
    grant.save(update_fields=["ends_before"])
    record(
        actor=actor,
        role=done_as,
        entries=[
            Entry(
                "end_role",
                grant,
                seat,
                after={"login": login, "role": role.value, "ends_before": ends_before},
            )
        ],
        at=now,
    )


def _person(login: str) -> Person:
    person = Person.objects.filter(username=login).first()
    if person is None:
        raise RuleBroken(
            gettext_noop("Không có tài khoản đang hoạt động tên «{login}»."), field="login", login=login
        )
    return person
