"""Whom an administrator reaches: people who hold, held or will hold a role at a unit within their reach.

What concerns the account as a whole (its codes, second factor, sessions, an end of everything) takes more: every role
that has not ended must be within reach, or a district's administrator could sign in as the province's leader.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from nhip.apps.accounts.models import Person, RoleGrant
from nhip.apps.org import ground
from nhip.core.access import Act, Actor, Role, may, require
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.people import Administers, check_administrator_stays
from nhip.core.units import History, Tree


@dataclass(frozen=True, slots=True)
class Case:
    """A person within reach. within: those of the grants that are; role: in which role the actor acts."""

    person: Person
    grants: tuple[RoleGrant, ...]
    within: tuple[RoleGrant, ...]
    role: str

    @property
    def unit(self) -> int | None:
        """The unit that records about the account name."""
        return self.within[-1].unit_id if self.within else None

    def unended(self, today: date) -> tuple[RoleGrant, ...]:
        """Roles held now or later."""
        return tuple(one for one in self.grants if one.ends_before is None or one.ends_before > today)


def tree_of(history: History, unit: int, today: date) -> Tree:
    """The tree of today; for a unit that is gone or still to come, that of its last or first day."""
    tree = history.on(today)
    if unit in tree:
        return tree
    last = history.last_day(unit)
    return history.on(last if last is not None and last < today else history.first_day(unit))


def reaches(actor: Actor, unit: int, history: History, today: date) -> bool:
    return may(actor, Act.MANAGE_PEOPLE, unit, tree_of(history, unit, today))


def person_case(*, actor: Actor, person_id: int, today: date, lock: bool = False) -> Case:
    """A person whom the actor reaches. Two statements besides the ground. Raises NotFound for everybody else."""
    found = Person.objects.select_for_update() if lock else Person.objects.all()
    person = found.filter(pk=person_id).first()
    if person is None:
        raise NotFound
    history = ground.current().history
    grants = tuple(RoleGrant.objects.filter(person=person).order_by("starts_on", "pk"))
    within = tuple(one for one in grants if reaches(actor, one.unit_id, history, today))
    if actor.is_operator:
        return Case(person, grants, within, "operator")
    if not within:
        raise NotFound
    seat = within[-1].unit_id
    return Case(
        person, grants, within, require(actor, Act.MANAGE_PEOPLE, seat, tree_of(history, seat, today))
    )


def is_whole(case: Case, actor: Actor, today: date) -> bool:
    """Whether the actor reaches every role that has not ended; where all have, the last one."""
    if actor.is_operator:
        return True
    asked = case.unended(today) or case.grants[-1:]
    return set(asked) <= set(case.within)


def whole_case(*, actor: Actor, person_id: int, today: date, lock: bool = True) -> Case:
    """A person whose account as a whole the actor may settle. Raises NotFound, RuleBroken (roles elsewhere too)."""
    case = person_case(actor=actor, person_id=person_id, today=today, lock=lock)
    if not is_whole(case, actor, today):
        raise RuleBroken(
            gettext_noop(
                "«{office}» còn vai trò ở đơn vị ngoài phạm vi quản trị này: chỉ quản trị của cả các đơn vị đó "
                "mới thay đổi được tài khoản."
            ),
            field="person",
            office=case.person.office,
        )
    return case


def check_not_oneself(actor: Actor, person: Person) -> None:
    """Raises RuleBroken when an administrator would settle their own roles or account."""
    if actor.person == person.pk:
        raise RuleBroken(
            gettext_noop("Không tự thay đổi vai trò hay tài khoản của chính mình; nhờ một quản trị khác."),
            field="person",
        )


def check_administrators_stay(*, losing: Collection[RoleGrant], on: date) -> None:
    """Raises RuleBroken when a unit would be left without an administrator from the day on.

    losing: grants that end by then, or whose holder can no longer sign in. Locks every administrator's grant, so
    that two administrators cannot remove each other at the same time. One statement.
    """
    lost = [one for one in losing if one.role == Role.ADMINISTRATOR.value]
    if not lost:
        return
    without = {one.pk for one in lost}
    remaining = [
        Administers(one.person_id, one.unit_id, one.span)
        for one in RoleGrant.objects.select_for_update(of=("self",))
        .filter(role=Role.ADMINISTRATOR.value, person__is_active=True)
        .exclude(person__password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .order_by("pk")
        if one.pk not in without
    ]
    tree = ground.current().history.on(on)
    for one in lost:
        check_administrator_stays(tree, one.unit_id, administrators=remaining, on=on)


def units_of(grants: Iterable[RoleGrant]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.unit_id for one in grants))
