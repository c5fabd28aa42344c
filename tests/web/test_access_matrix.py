"""S1: every route × method × role × relation, against a matrix written out here, not against core.access.

An allowed request is answered by the page, a redirect or a rule's sentence (200, 302, 409, 422); one that is not
allowed by the same 404 as what does not exist; a method that a route does not have by 405; a visitor who is
not signed in is sent to sign in. A route that is not listed fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from nhip.apps.accounts.models import Person
from nhip.apps.audit.models import AuditRecord
from nhip.apps.tasks.models import Task
from nhip.core.access import Role
from nhip.core.periods import Month
from tests import world

pytestmark = pytest.mark.django_db
ALLOWED_ANSWERS = {200, 302, 409, 422}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
METHODS = ("get", "post", "put", "patch", "delete")

OWN, PARENT, CHILD, SIBLING, OTHER = "own", "parent", "child", "sibling", "other province"
OFFICER, LEADER, ADMINISTRATOR = Role.OFFICER, Role.LEADER, Role.ADMINISTRATOR

SEEN = {role: {OWN, CHILD} for role in Role}
NOBODY = {role: set[str]() for role in Role}
WRITTEN = NOBODY | {OFFICER: {OWN}, LEADER: {OWN}}
DECIDED = NOBODY | {LEADER: {CHILD}}
EVERYBODY = {role: {OWN, PARENT, CHILD, SIBLING, OTHER} for role in Role}

Allowed = dict[Role, set[str]]
MATRIX: dict[str, dict[str, Allowed]] = {
    "home": {"get": EVERYBODY, "post": EVERYBODY, "put": EVERYBODY, "patch": EVERYBODY, "delete": EVERYBODY},
    "my_work": {"get": EVERYBODY},
    "own_board": {"get": EVERYBODY},
    "board": {"get": SEEN},
    "own_plan": {"get": EVERYBODY},
    "plan": {"get": SEEN},
    "plan_status": {"get": SEEN},
    "new_task": {"get": WRITTEN, "post": WRITTEN},
    "submit_plan": {"post": WRITTEN},
    "return_plan": {"post": DECIDED},
    "approve_plan": {"post": DECIDED},
    "task": {"get": SEEN},
    "edit_task": {"get": WRITTEN, "post": WRITTEN},
    "remove_task": {"post": WRITTEN},
    "own_reports": {"get": EVERYBODY},
    "report_list": {"get": SEEN},
    "report": {"get": SEEN, "post": WRITTEN},
    "return_report": {"post": DECIDED},
    "approve_report": {"post": DECIDED},
    "units": {"get": EVERYBODY},
}
OPEN = {"language": "post", "theme": "post", "health": "get"}
"""Routes that answer without signing in."""
SIGN_IN = {"account_login", "account_logout", "account_change_password", "account_inactive"}
"""Allauth's own; tried in test_account.py."""


@dataclass(frozen=True)
class Target:
    relation: str
    code: str


SEATS = {
    "A": (
        Target(OWN, "A"),
        Target(PARENT, "P"),
        Target(CHILD, "A1"),
        Target(SIBLING, "B"),
        Target(OTHER, "C1"),
    ),
    "A1": (Target(OWN, "A1"), Target(PARENT, "A"), Target(SIBLING, "A9"), Target(OTHER, "C")),
}


@pytest.fixture
def seats() -> list[tuple[Role, str, str]]:
    """A person for every role at every seat: (role, seat, login)."""
    people = []
    for seat in SEATS:
        for role in Role:
            login = f"matrix.{role.value}.{seat.lower()}"
            world.hire(login, role, seat)
            people.append((role, seat, login))
    return people


def test_every_route_is_listed() -> None:
    names = {pattern.name for pattern in get_resolver().url_patterns[0].url_patterns}  # type: ignore[union-attr]
    assert names == MATRIX.keys() | OPEN.keys() | SIGN_IN


def addresses(route: str, code: str) -> Iterator[str]:
    """The addresses of the route that belong to the unit; none where it has no such thing."""
    if route in ("task", "edit_task", "remove_task"):
        planned = Task.objects.filter(plan__unit=world.unit(code)) if code != "A9" else Task.objects.none()
        if (task := planned.first()) is not None:
            yield reverse(route, args=[task.pk])
    elif route in ("report", "return_report", "approve_report"):
        yield reverse(route, args=[code, 2020, 5])
    elif route in ("home", "my_work", "own_board", "own_plan", "own_reports", "units"):
        yield reverse(route)
    else:
        yield reverse(route, args=[code, 2020])


@pytest.mark.parametrize("route", MATRIX)
def test_a_route_answers_as_the_matrix_says(
    route: str, client: Client, seats: list[tuple[Role, str, str]]
) -> None:
    for code in ("A1", "C1"):
        world.file(code, Month(2020, 5), 10)
    wrong = []
    for role, seat, login in seats:
        client.force_login(Person.objects.get(username=login), backend=BACKEND)
        for target in SEATS[seat]:
            for method in METHODS:
                for address in addresses(route, target.code):
                    with transaction.atomic():
                        answer = getattr(client, method)(address).status_code
                        transaction.set_rollback(True)
                    if answer not in _expected(route, method, role, target.relation):
                        wrong.append((role.value, seat, target.relation, method, address, answer))
    assert not wrong


def _expected(route: str, method: str, role: Role, relation: str) -> set[int]:
    allowed = MATRIX[route].get(method)
    if allowed is None:
        return {405}
    return ALLOWED_ANSWERS if relation in allowed[role] else {404}


@pytest.mark.parametrize("route", MATRIX)
def test_a_visitor_is_sent_to_sign_in_whatever_there_is(route: str, client: Client) -> None:
    for code in ("A1", "Z9"):
        for address in addresses(route, code) if code == "A1" else [reverse("board", args=["Z9", 2020])]:
            answer = client.get(address)
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith(reverse("account_login"))


def test_a_person_without_any_role_sees_nothing(client: Client) -> None:
    lost = Person.objects.create(username="khong.vai.tro", office="Không còn vai trò")
    client.force_login(lost, backend=BACKEND)
    for route in MATRIX:
        for address in addresses(route, "A1"):
            answer = client.get(address).status_code
            assert answer in (404, 405) if route not in ("home", "my_work") else (200, 302), (route, answer)


@pytest.mark.parametrize("route", [*MATRIX, *OPEN])
def test_unsafe_methods_need_the_csrf_token(route: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get(username="leader.a"), backend=BACKEND)
    if "post" in MATRIX.get(route, {}) or OPEN.get(route) == "post":
        for address in addresses(route, "A1") if route in MATRIX else [reverse(route)]:
            assert strict.post(address).status_code == 403


def test_reading_changes_nothing(client: Client) -> None:
    records, tasks = AuditRecord.objects.count(), list(Task.objects.values_list("pk", "completed_on"))
    for login in ("officer.a1", "leader.a", "officer.p", "auditor.p"):
        client.force_login(Person.objects.get(username=login), backend=BACKEND)
        for route, methods in MATRIX.items():
            for code in ("A1", "A", "P") if "get" in methods else ():
                for address in addresses(route, code):
                    client.get(address)
    assert AuditRecord.objects.count() == records
    assert list(Task.objects.values_list("pk", "completed_on")) == tasks


def test_a_role_that_ends_is_refused_at_the_next_request(client: Client) -> None:
    from nhip.apps.accounts.models import RoleGrant

    person = Person.objects.get(username="leader.a")
    client.force_login(person, backend=BACKEND)
    assert client.get(reverse("board", args=["A", 2020])).status_code == 200
    RoleGrant.objects.filter(person=person).update(ends_before=world.TODAY)
    assert client.get(reverse("board", args=["A", 2020])).status_code == 404
