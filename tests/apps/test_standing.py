"""What a request rests on: roles, delegations, the duty to have a second factor, and the count of unread notices."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import NoneType

import pytest

from nhip.apps.accounts import delegations, second_factor
from nhip.apps.accounts.delegations import NewDelegation
from nhip.apps.accounts.models import Delegation, Person, RoleGrant
from nhip.apps.accounts.prepared import MOST_NUMBERS, prepare
from nhip.apps.accounts.queries import holders, standing
from nhip.apps.notices.models import Notice
from nhip.apps.notices.queries import unread_of
from nhip.apps.tasks.models import Task
from nhip.core.access import Role
from tests import world

pytestmark = pytest.mark.django_db
TODAY, NOW = world.TODAY, world.NOW


def pk(login: str) -> int:
    return Person.objects.get(username=login).pk


def delegate(holder: str, other: str) -> int:
    grant = RoleGrant.objects.get(person__username=holder)
    new = NewDelegation(grant.pk, pk(other), TODAY, date(2020, 6, 1), "Giấy ủy quyền mẫu")
    return delegations.delegate(actor=world.person(holder), new=new, now=NOW)


def test_standing_takes_one_statement_whatever_a_person_holds(
    django_assert_num_queries: object,
) -> None:
    delegate("leader.a", "officer.a")
    second_factor.require_second_factor(
        actor=world.person("admin.p"), unit="P", role=Role.LEADER, starts_on=TODAY, now=NOW
    )
    person = pk("officer.a")
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = standing(person_id=person, name="x", today=TODAY)
    assert [grant.role for grant in found.actor.grants] == [Role.OFFICER, Role.LEADER]
    assert len(found.rules) == 1


def test_standing_is_asked_anew_for_each_person_and_day_though_its_sql_is_kept() -> None:
    """Two people in turn, on the eve, on the day and after the end: nothing of one answer is left in another."""
    made = delegate("leader.a", "officer.a")
    ends = Delegation.objects.get(pk=made).ends_before

    def roles(login: str, day: date) -> list[Role]:
        found = standing(person_id=pk(login), name=login, today=day, waiting=unread_of)
        assert found.actor.person == pk(login)
        return [grant.role for grant in found.actor.grants]

    for _again in range(2):
        assert roles("officer.a", TODAY) == [Role.OFFICER, Role.LEADER]
        assert roles("leader.b", TODAY) == [Role.LEADER]
        assert roles("officer.a", TODAY - timedelta(days=1)) == [Role.OFFICER]
        assert roles("officer.a", ends) == [Role.OFFICER]
    RoleGrant.objects.filter(person=pk("leader.a")).update(ends_before=TODAY)
    assert roles("officer.a", TODAY) == [Role.OFFICER]
    assert roles("leader.a", TODAY) == []


def test_standing_counts_the_unread_notices_of_that_person_alone() -> None:
    Notice.objects.all().delete()
    for number in range(3):
        Notice.objects.create(
            person_id=pk("leader.a"), kind="report_filed", subject=f"x:{number}", facts={}, at=NOW
        )
    Notice.objects.filter(subject="x:0").update(read_at=NOW)
    waiting = [
        standing(person_id=pk(login), name="x", today=TODAY, waiting=unread_of).waiting
        for login in ("leader.a", "leader.b", "leader.a")
    ]
    assert waiting == [2, 0, 2]
    assert standing(person_id=pk("leader.a"), name="x", today=TODAY).waiting == 0


def test_sql_is_not_kept_of_a_query_that_computes_with_the_person_or_the_day() -> None:
    grants = RoleGrant.objects.values_list("pk")
    with pytest.raises(ValueError, match="computes"):
        prepare(lambda _people, day: grants.filter(starts_on__lte=day + timedelta(days=1)), numbers=1)
    with pytest.raises(ValueError, match="computes"):
        prepare(lambda people, _day: grants.filter(person=people[0] + 1), numbers=1)
    with pytest.raises(ValueError, match="hangs on"):
        prepare(lambda people, day: grants.filter(pk__in=range(day.day), person__in=people), numbers=1)


def test_values_of_kept_sql_are_what_django_makes_of_them() -> None:
    """Amounts, days and moments come out of the engines as texts or numbers; empty columns stay empty."""
    tasks = Task.objects.order_by("pk").values_list(
        "pk", "deadline", "budget", "completed_on", "plan__submitted_at"
    )
    kept = prepare(lambda units, day: tasks.filter(plan__unit=units[0], starts_on__lte=day), numbers=1)

    rows = kept.rows([world.unit("A1")], TODAY)

    assert rows == list(tasks.filter(plan__unit=world.unit("A1")))
    assert [tuple(map(type, row)) for row in rows] == [
        (int, date, NoneType, NoneType, datetime),
        (int, date, Decimal, NoneType, datetime),
    ]


def test_who_holds_a_role_is_asked_anew_for_each_units_and_day() -> None:
    """One unit, then two, then the first again: each answer is about the units asked for, and about that day."""
    delegate("leader.a", "officer.a")
    of_a, of_b = (Role.LEADER, world.unit("A")), (Role.LEADER, world.unit("B"))
    both, leader_b = frozenset({pk("leader.a"), pk("officer.a")}), frozenset({pk("leader.b")})
    for _again in range(2):
        assert holders(seats=[of_a], today=TODAY) == {of_a: both}
        assert holders(seats=[of_b, of_a], today=TODAY) == {of_a: both, of_b: leader_b}
        assert holders(seats=[of_b], today=TODAY) == {of_b: leader_b}
        assert holders(seats=[of_a], today=TODAY - timedelta(days=1)) == {of_a: frozenset({pk("leader.a")})}
    Person.objects.filter(username="leader.a").update(closes_on=TODAY)
    assert holders(seats=[of_a], today=TODAY) == {}
    assert holders(seats=[], today=TODAY) == {}
    many = [(Role.LEADER, 900_000 + number) for number in range(2 * MOST_NUMBERS)]
    assert holders(seats=[of_b, *many], today=TODAY) == {of_b: leader_b}
