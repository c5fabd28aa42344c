"""The addresses of the pages about people that belong to a unit; see test_access_matrix.py."""

from collections.abc import Iterator
from datetime import date

from allauth.usersessions.models import UserSession
from django.urls import reverse

from nhip.apps.accounts.models import (
    Delegation,
    PeopleImport,
    Person,
    RoleGrant,
    SecondFactorRequirement,
)
from nhip.apps.notices.models import Notice
from nhip.core.access import Role
from tests import world

OF_A_PERSON = {
    "person",
    "change_person",
    "grant_role",
    "delegate",
    "issue_code",
    "withdraw_code",
    "deactivate_person",
    "reactivate_person",
    "reset_second_factor",
    "hand_over",
    "person_history",
}
OF_PEOPLE = OF_A_PERSON | {
    "end_role",
    "withdraw_delegation",
    "end_second_factor_rule",
    "people_import",
    "drop_people_import",
    "end_session",
    "open_notice",
    "read_notice",
}

OF_NOTICES = {"notices", "read_all_notices", "choose_digest"}
"""One's own, at no unit."""


def somebody_at(code: str) -> RoleGrant:
    """A role of somebody of the world who holds one at the unit only."""
    grants = RoleGrant.objects.filter(unit=world.unit(code)).exclude(person__username__startswith="matrix.")
    found = grants.order_by("pk").first()
    return found if found is not None else world.hire(f"only.{code.lower()}", Role.LEADER, code).grants.get()


def delegation_at(code: str) -> Delegation:
    grant = somebody_at(code)
    return Delegation.objects.create(
        grant=grant,
        delegate=Person.objects.get(username="auditor.p"),
        starts_on=world.TODAY,
        ends_before=date(2020, 6, 1),
        basis="Vắng",
    )


def addresses_of_people(route: str, code: str) -> Iterator[str]:
    if route in OF_A_PERSON:
        yield reverse(route, args=[somebody_at(code).person_id])
    elif route == "end_role":
        grant = somebody_at(code)
        yield reverse(route, args=[grant.person_id, grant.pk])
    elif route == "withdraw_delegation":
        yield reverse(route, args=[delegation_at(code).pk])
    elif route == "end_second_factor_rule":
        rule, _new = SecondFactorRequirement.objects.get_or_create(
            unit_id=world.unit(code), role=Role.AUDITOR.value, starts_on=date(2020, 6, 1)
        )
        yield reverse(route, args=[rule.pk])
    elif route in ("people_import", "drop_people_import"):
        owner = Person.objects.get(username="admin.p")
        kept, _new = PeopleImport.objects.get_or_create(
            person=owner, defaults={"file_name": "a.xlsx", "content": b"", "uploaded_at": world.NOW}
        )
        yield reverse(route, args=[kept.pk])
    elif route in ("open_notice", "read_notice"):
        owner = Person.objects.get(username="admin.p")
        notice, _new = Notice.objects.get_or_create(
            person=owner,
            subject="task:1",
            defaults={"kind": "task_resumed", "facts": {"title": "Việc", "task": 1}, "at": world.NOW},
        )
        yield reverse(route, args=[notice.pk])
    elif route == "end_session":
        owner = Person.objects.get(username="admin.p")
        session, _new = UserSession.objects.get_or_create(user=owner, session_key="a", ip="127.0.0.1")
        yield reverse(route, args=[session.pk])
