"""Roles and delegations given and ended, with all that follows from them: the people concerned hear of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from nhip.apps.accounts import delegations, services
from nhip.apps.accounts import leaving as accounts_leaving
from nhip.apps.accounts.leaving import Leaving
from nhip.apps.accounts.models import Delegation, RoleGrant
from nhip.apps.accounts.queries import person_id_of
from nhip.apps.notices.services import notify
from nhip.apps.org import ground
from nhip.apps.tasks.life.mentions import pass_questions_on
from nhip.core.access import OPERATOR, Actor, Role
from nhip.core.notices import Kind, News


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
    """See accounts.services.grant_role; the person hears of it."""
    given = services.grant_role(
        actor=actor, login=login, unit=unit, role=role, starts_on=starts_on, ends_before=ends_before, now=now
    )
    _tell_grants(actor, RoleGrant.objects.filter(pk=given), now)
    return given


@transaction.atomic
def end_role(*, actor: Actor, login: str, unit: str, role: Role, ends_before: date, now: datetime) -> None:
    """See accounts.services.end_role; the person hears of it."""
    seat = ground.current().history.on(now.date()).find(unit)
    ended = services.end_role(
        actor=actor, login=login, unit=unit, role=role, ends_before=ends_before, now=now
    )
    held = RoleGrant(pk=ended, person_id=person_id_of(login), unit_id=seat, role=role.value)
    _tell_end(actor, held, ends_before, now)


@transaction.atomic
def end_grant(*, actor: Actor, person_id: int, grant_id: int, ends_before: date, now: datetime) -> None:
    """See accounts.services.end_grant; the person hears of it."""
    held = RoleGrant.objects.filter(pk=grant_id, person=person_id).first()
    services.end_grant(actor=actor, person_id=person_id, grant_id=grant_id, ends_before=ends_before, now=now)
    if held is not None:
        _tell_end(actor, held, ends_before, now)


def _tell_end(actor: Actor, held: RoleGrant, ends_before: date, now: datetime) -> None:
    facts = _seat(held.role, held.unit_id, now.date()) | {"ends_on": ends_before.isoformat()}
    people = frozenset({held.person_id})
    _tell(actor, [News(Kind.ROLE_ENDED, f"grant:{held.pk}", facts, people=people)], now)


@transaction.atomic
def delegate(*, actor: Actor, new: delegations.NewDelegation, now: datetime) -> int:
    """See accounts.delegations.delegate; the delegate hears of it, and the holder where another did it."""
    given = delegations.delegate(actor=actor, new=new, now=now)
    _tell_delegations(actor, _delegations([given]), now)
    return given


@transaction.atomic
def withdraw_delegation(*, actor: Actor, delegation_id: int, now: datetime) -> int:
    """See accounts.delegations.withdraw_delegation; both sides hear of it, but for the one who did it."""
    holder = delegations.withdraw_delegation(actor=actor, delegation_id=delegation_id, now=now)
    one = _delegations([delegation_id]).get()
    kind = Kind.DELEGATION_WITHDRAWN
    news = News(kind, f"delegation:{one.pk}", _facts(one, now.date()), people=_sides(one))
    _tell(actor, [news], now)
    return holder


@transaction.atomic
def hand_over(*, actor: Actor, leaving: Leaving, now: datetime, moment: datetime) -> None:
    """See accounts.leaving.hand_over; the successor hears of the roles, both sides of a delegation that goes on.

    What waits for the leaver's answer in the talk of tasks passes to the successor on the day itself.
    """
    made = accounts_leaving.hand_over(actor=actor, leaving=leaving, now=now, moment=moment)
    _tell_grants(actor, RoleGrant.objects.filter(pk__in=made.grants), now)
    _tell_delegations(actor, _delegations(made.delegations), now)
    if leaving.successor is not None and leaving.on <= now.date():
        pass_questions_on(
            actor=actor, role=made.role, leaver=leaving.person, successor=leaving.successor, now=now
        )


@transaction.atomic
def pass_on_what_waits(*, now: datetime) -> int:
    """The worker's daily duty: questions to people whose day to leave has come. Returns in how many tasks."""
    return sum(
        pass_questions_on(actor=OPERATOR, role="operator", leaver=leaver, successor=successor, now=now)
        for leaver, successor in accounts_leaving.succeeded(today=now.date())
    )


def _tell(actor: Actor, news: list[News], now: datetime) -> None:
    notify(news=news, silent=[actor.person], now=now)


def _tell_grants(actor: Actor, grants: Iterable[RoleGrant], now: datetime) -> None:
    news = [
        News(
            Kind.ROLE_GRANTED,
            f"grant:{one.pk}",
            _seat(one.role, one.unit_id, max(one.starts_on, now.date()))
            | {"starts_on": one.starts_on.isoformat()},
            people=frozenset({one.person_id}),
        )
        for one in grants
    ]
    _tell(actor, news, now)


def _tell_delegations(actor: Actor, given: Iterable[Delegation], now: datetime) -> None:
    today = now.date()
    news = [
        News(Kind.DELEGATION_GIVEN, f"delegation:{one.pk}", _facts(one, today), people=_sides(one))
        for one in given
    ]
    _tell(actor, news, now)


def _delegations(identities: Iterable[int]) -> QuerySet[Delegation]:
    return Delegation.objects.select_related("grant__person", "delegate").filter(pk__in=list(identities))


def _sides(one: Delegation) -> frozenset[int]:
    return frozenset({one.delegate_id, one.grant.person_id})


def _seat(role: str, unit: int, on: date) -> dict[str, str | int]:
    return {"role": role, "unit": ground.current().history.name_then(unit, on)}


def _facts(one: Delegation, today: date) -> dict[str, str | int]:
    return _seat(one.grant.role, one.grant.unit_id, today) | {
        "office": one.grant.person.office,
        "delegate": one.delegate.office,
        "starts_on": one.starts_on.isoformat(),
        "last_on": (one.ends_before - timedelta(days=1)).isoformat(),
    }
