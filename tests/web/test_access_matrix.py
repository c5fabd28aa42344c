"""S1: every route × method × role × relation, against a matrix written out here, not against core.access.

An allowed request is answered by the page, a redirect or a rule's sentence (200, 302, 409, 422); one that is not
allowed by the same 404 as what does not exist; a method that a route does not have by 405; a visitor who is
not signed in is sent to sign in. A route that is not listed fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from nhip.apps.accounts.models import Person
from nhip.apps.audit.models import AuditRecord
from nhip.apps.tasks.models import Task
from nhip.core.access import Role
from nhip.core.periods import Month
from tests import world
from tests.web.addresses import of_year
from tests.web.arguments import ARGUMENTS
from tests.web.people_addresses import OF_NOTICES, OF_PEOPLE, addresses_of_people

pytestmark = pytest.mark.django_db
ALLOWED_ANSWERS = {200, 302, 409, 422}
BACKEND = "nhip.web.account.backend.PersonBackend"
METHODS = ("get", "post", "put", "patch", "delete")
NOTHING: dict[str, object] = {
    "Code": "Z9",
    "Year": 2020,
    "MonthNumber": 5,
    "Period": "2020-Q1",
    "IntConverter": 10**9,
    "SlugConverter": "nhan",
}
"""For each kind of an address's parts, one that names nothing."""

OWN, PARENT, CHILD, SIBLING, OTHER = "own", "parent", "child", "sibling", "other province"
OFFICER, LEADER, ADMINISTRATOR, AUDITOR = Role.OFFICER, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR

SEEN = {role: {OWN, CHILD} for role in Role}
NOBODY = {role: set[str]() for role in Role}
WRITTEN = HANDLED = NOBODY | {OFFICER: {OWN}, LEADER: {OWN}}
DECIDED = NOBODY | {LEADER: {CHILD}}
EVERYBODY = {role: {OWN, PARENT, CHILD, SIBLING, OTHER} for role in Role}
WRITERS = NOBODY | {OFFICER: EVERYBODY[OFFICER], LEADER: EVERYBODY[LEADER]}
ADMINISTRATORS = NOBODY | {ADMINISTRATOR: EVERYBODY[ADMINISTRATOR]}
MANAGED = NOBODY | {ADMINISTRATOR: {OWN, CHILD}}
CONFIRMED = NOBODY | {LEADER: {OWN}}
TALKED = NOBODY | {OFFICER: {OWN, CHILD}, LEADER: {OWN, CHILD}}

Allowed = dict[Role, set[str]]
WRITES, MANAGES = {"post": WRITTEN}, {"post": MANAGED}
MATRIX: dict[str, dict[str, Allowed]] = {
    "home": {"get": EVERYBODY, "post": EVERYBODY, "put": EVERYBODY, "patch": EVERYBODY, "delete": EVERYBODY},
    "my_work": {"get": EVERYBODY},
    "notices": {"get": EVERYBODY},
    "read_all_notices": {"post": EVERYBODY},
    "choose_digest": {"post": EVERYBODY},
    "open_notice": {"post": NOBODY},  # somebody else's; one's own is in test_notices.py
    "read_notice": {"post": NOBODY},
    "own_board": {"get": EVERYBODY},
    "board": {"get": SEEN},
    "indicator_board": {"get": SEEN},
    "indicator_page": {"get": SEEN},
    "own_plan": {"get": EVERYBODY},
    "plan": {"get": SEEN},
    "plan_check": {"get": SEEN},
    "plan_rule": {"post": WRITTEN},
    "plan_amendment": {"get": SEEN},
    "plan_versions": {"get": SEEN},
    "amendment_grounds": {"get": WRITTEN, "post": WRITTEN},
    "amendment_take_in": {"post": WRITTEN},
    "amendment_drop": {"post": WRITTEN},
    "submit_amendment": {"post": WRITTEN},
    "approve_amendment": {"post": DECIDED},
    "return_amendment": {"post": DECIDED},
    "withdraw_amendment": {"post": WRITTEN},
    "directives": {"get": EVERYBODY},
    "directive_sources": {"get": EVERYBODY},
    "new_source": {"get": WRITERS, "post": WRITERS},
    "directive_source": {"get": SEEN},
    "source_file": {"get": SEEN},
    "edit_source": {"get": WRITTEN, "post": WRITTEN},
    "remove_source": {"post": WRITTEN},
    "add_directive": {"post": WRITTEN},
    "directive": {"get": SEEN},
    "accept_directive": {"post": WRITTEN},
    **dict.fromkeys(("drop_directive", "restore_directive", "join_directives"), WRITES),
    "choose_unit": {"post": WRITTEN},
    "edit_directive": {"get": WRITTEN, "post": WRITTEN},
    "split_directive": {"get": WRITTEN, "post": WRITTEN},
    "plan_editor": {"get": WRITTEN},
    "carry_over": {"get": WRITTEN, "post": WRITTEN},
    "save_plan_lines": {"post": WRITTEN},
    "plan_status": {"get": SEEN},
    "plan_cascade": {"get": SEEN},
    "hand_down": {"get": WRITTEN, "post": WRITTEN},
    **dict.fromkeys(("take_on", "take_back", "drop_part_order"), WRITES),
    "handed_part": {"get": WRITTEN, "post": WRITTEN},
    "plan_workbook": {"get": SEEN},
    "import_plan": {"get": WRITTEN, "post": WRITTEN},
    "plan_import": {"get": WRITTEN, "post": WRITTEN},
    "drop_plan_import": {"post": WRITTEN},
    "new_task": {"get": WRITTEN, "post": WRITTEN},
    "submit_plan": {"post": WRITTEN},
    "return_plan": {"post": DECIDED},
    "approve_plan": {"post": DECIDED},
    "task": {"get": SEEN},
    "edit_task": {"get": WRITTEN, "post": WRITTEN},
    "remove_task": {"post": WRITTEN},
    "add_part": {"post": HANDLED},
    "change_part": {"post": HANDLED},
    "withdraw_part": {"post": HANDLED},
    "ask_extension": {"post": HANDLED},
    "decide_extension": {"post": HANDLED},
    "task_step": {"post": HANDLED},
    "halt_task": {"post": CONFIRMED},
    "resume_task": {"post": CONFIRMED},
    "comment_task": {"post": TALKED},
    "attach_file": {"post": HANDLED},
    "task_file": {"get": SEEN},
    "remove_file": {"post": HANDLED},
    "add_item": {"post": HANDLED},
    "change_item": {"post": HANDLED},
    "own_ledger": {"get": EVERYBODY},
    "ledger": {"get": SEEN},
    "own_assigned": {"get": EVERYBODY},
    "assigned": {"get": SEEN},
    "assigned_statistics": {"get": SEEN},
    "assigned_tasks": {"get": SEEN},
    "overdue_tasks": {"get": SEEN},
    "reminder_letter": {"get": CONFIRMED},  # one that was sent: test_assigned_tasks.py
    "remind_task": {"post": CONFIRMED},
    "joint_letter": {"get": CONFIRMED},
    "remind_together": {"post": CONFIRMED},
    "advice": {"get": SEEN},
    "own_reports": {"get": EVERYBODY},
    "report_list": {"get": SEEN},
    "report": {"get": SEEN, "post": WRITTEN},
    "return_report": {"post": DECIDED},
    "approve_report": {"post": DECIDED},
    "approve_reports": {"post": SEEN},
    "compare_figures": {"get": SEEN},
    "periodic_reports": {"get": SEEN},
    "periodic_report": {"get": SEEN, "post": WRITTEN},
    "approve_periodic": {"post": DECIDED},
    "approve_periodics": {"post": SEEN},
    "return_periodic": {"post": DECIDED},
    "periodic_history": {"get": SEEN},
    "correct_report": {"get": SEEN, "post": WRITTEN},
    "accept_correction": {"post": DECIDED},
    "refuse_correction": {"post": DECIDED},
    "withdraw_correction": {"post": WRITTEN},
    "report_unchanged": {"get": WRITTEN},
    "attach_report_file": {"post": WRITTEN},
    "report_file": {"get": SEEN},
    "remove_report_file": {"post": WRITTEN},
    "units": {"get": EVERYBODY},
    "find": {"get": EVERYBODY},
    "programmes": {"get": EVERYBODY},
    "programme": {"get": EVERYBODY},
    "count_beneficiaries": {"post": NOBODY | {OFFICER: EVERYBODY[OFFICER], LEADER: EVERYBODY[LEADER]}},
    "people": {"get": ADMINISTRATORS},
    "invite": {"get": ADMINISTRATORS, "post": ADMINISTRATORS},
    "import_people": {"get": ADMINISTRATORS, "post": ADMINISTRATORS},
    "people_template": {"get": ADMINISTRATORS},
    "people_import": {"get": NOBODY, "post": NOBODY},  # another's; one's own: test_people_import.py
    "drop_people_import": {"post": NOBODY},
    "second_factor_rules": {"get": ADMINISTRATORS, "post": ADMINISTRATORS},
    "end_second_factor_rule": {"post": MANAGED},
    "person": {"get": MANAGED},
    "change_person": {"post": MANAGED},
    "grant_role": {"post": MANAGED},
    "end_role": {"post": MANAGED},
    "delegate": {"post": MANAGED},
    "issue_code": {"post": MANAGED},
    "withdraw_code": {"post": MANAGED},
    "deactivate_person": {"post": MANAGED},
    "reactivate_person": {"post": MANAGED},
    "reset_second_factor": {"post": MANAGED},
    "hand_over": {"get": MANAGED, "post": MANAGED},
    "withdraw_delegation": {"post": MANAGED},
    "account": {"get": EVERYBODY},
    "delegate_own": {"post": EVERYBODY},
    "end_session": {"post": NOBODY},  # somebody else's session; one's own is in test_own_account.py
    "end_all_sessions": {"post": EVERYBODY},
    "unit": {"get": SEEN},
    "resolutions": {"get": ADMINISTRATORS},
    "new_resolution": {"get": ADMINISTRATORS, "post": ADMINISTRATORS},
    "resolution_template": {"get": ADMINISTRATORS},
    "resolution": {"get": MANAGED},
    "edit_resolution": {"get": MANAGED, "post": MANAGED},
    "resolution_workbook": {"get": MANAGED},
    "apply_resolution": {"post": MANAGED},
    **dict.fromkeys(("choose_receivers", "choose_goals"), MANAGES),
    "undo_resolution": {"post": MANAGED},
    "confirm_resolution": {"post": MANAGED},
    "remove_resolution": {"post": MANAGED},
    "plan_history": {"get": SEEN},
    "task_history": {"get": SEEN},
    "report_history": {"get": SEEN},
    "unit_history": {"get": SEEN},
    "person_history": {"get": NOBODY | {ADMINISTRATOR: {OWN, CHILD}, AUDITOR: {OWN, CHILD}}},
    "operations": {"get": ADMINISTRATORS},
    "journal": {"get": NOBODY | {AUDITOR: EVERYBODY[AUDITOR]}},
    "journal_export": {"get": NOBODY | {AUDITOR: EVERYBODY[AUDITOR]}},
}
OPEN = {"language": "post", "theme": "post", "health": "get", "offline_worker": "get"}
"""Routes that answer without signing in."""
WITH_CODE = {"use_code", "open_code"}
"""Open too, to whoever has a one-time code; tried in test_one_time_codes.py."""
SIGN_IN = {
    "account_login",
    "account_logout",
    "account_change_password",
    "account_inactive",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}
"""Allauth's own; tried in test_account.py and test_second_factor.py."""


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


ON_BOTH_ENGINES = (OFFICER, LEADER, ADMINISTRATOR)
"""Who may is decided by core.access from values, alike on every engine; these show that the questions to the database
give the same values there."""
PEOPLE = [
    pytest.param(role, seat, marks=() if role in ON_BOTH_ENGINES else pytest.mark.one_engine)
    for seat in SEATS
    for role in Role
]


def test_every_route_is_listed() -> None:
    names = {pattern.name for pattern in get_resolver().url_patterns[0].url_patterns}  # type: ignore[union-attr]
    assert names == MATRIX.keys() | OPEN.keys() | SIGN_IN | WITH_CODE


def addresses(route: str, code: str) -> Iterator[str]:
    """The addresses of the route that belong to the unit; none where it has no such thing."""
    if route in OF_PEOPLE:
        yield from addresses_of_people(route, code)
        return
    arguments = ARGUMENTS.get(route, of_year)(code)
    if arguments is not None:
        yield reverse(route, args=arguments)


@pytest.mark.parametrize(("role", "seat"), PEOPLE)
def test_every_route_answers_as_the_matrix_says(role: Role, seat: str, client: Client) -> None:
    """One person tries all routes: what they all need is stored once. What one of them needs or does is undone."""
    client.force_login(world.hire(f"matrix.{role.value}", role, seat), backend=BACKEND)
    for code in ("A1", "C1"):
        world.file(code, Month(2020, 5), 10)
    wrong = []
    for route in MATRIX:
        with transaction.atomic():
            wrong += _wrong_answers(client, route, role, seat)
            transaction.set_rollback(True)
    assert not wrong


def _wrong_answers(client: Client, route: str, role: Role, seat: str) -> list[tuple[str, str, str, str, int]]:
    signed_in = {name: one.value for name, one in client.cookies.items()}
    wrong = []
    for target in SEATS[seat]:
        for method in MATRIX[route]:
            for address in addresses(route, target.code):
                with transaction.atomic():
                    response = getattr(client, method)(address)
                    response.getvalue()  # a file is closed when it has been read
                    transaction.set_rollback(True)
                client.cookies = SimpleCookie(signed_in)  # as before, whatever the answer set
                if response.status_code not in _expected(route, method, role, target.relation):
                    wrong.append((route, target.relation, method, address, response.status_code))
    return wrong


def _expected(route: str, method: str, role: Role, relation: str) -> set[int]:
    return ALLOWED_ANSWERS if relation in MATRIX[route][method][role] else {404}


def address_of_nothing(route: str) -> str:
    """An address of the route's shape under which there is nothing."""
    resolver = get_resolver().url_patterns[0]
    found = next(one for one in resolver.url_patterns if one.name == route)  # type: ignore[union-attr]
    return reverse(route, args=[NOTHING[type(one).__name__] for one in found.pattern.converters.values()])


def asked(client: Client, method: str, address: str) -> tuple[int, int]:
    """The status, and how many SQL statements it took."""
    with CaptureQueriesContext(connection) as statements:
        answer = getattr(client, method)(address)
    return answer.status_code, len(statements)


@pytest.mark.one_engine  # nothing is looked up, as the test itself shows
@pytest.mark.parametrize("role", [*Role, None])
def test_a_method_that_a_route_lacks_is_refused_before_anything_is_looked_up(
    role: Role | None, client: Client
) -> None:
    """So the answer can depend neither on who asks nor on what the address names; the matrix need not ask again."""
    person = Person.objects.create(username="hoi.thu", office="Hỏi thử")
    if role is not None:
        person = world.hire(person.username, role, "A1")
    client.force_login(person, backend=BACKEND)
    client.put(reverse("my_work"))
    standing = asked(client, "put", reverse("my_work"))
    assert standing[0] == 405

    wrong = [
        (method, address, found)
        for route, methods in MATRIX.items()
        for method in METHODS
        if method not in methods
        for address in (address_of_nothing(route), *(addresses(route, "A1") if role is OFFICER else ()))
        if (found := asked(client, method, address)) != standing
    ]

    assert not wrong


@pytest.mark.one_engine  # nobody is signed in, so nothing is looked up
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
            own = ("home", "my_work", "account", "delegate_own", "end_all_sessions", *OF_NOTICES)
            assert answer in ((200, 302, 405, 422) if route in own else (404, 405)), (route, answer)
            client.force_login(lost, backend=BACKEND)


@pytest.mark.one_engine  # refused before a view is called
@pytest.mark.parametrize("route", [*MATRIX, *OPEN])
def test_unsafe_methods_need_the_csrf_token(route: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get(username="leader.a"), backend=BACKEND)
    if "post" in MATRIX.get(route, {}) or OPEN.get(route) == "post":
        for address in addresses(route, "A1") if route in MATRIX else [reverse(route)]:
            assert strict.post(address).status_code == 403


@pytest.mark.parametrize("login", ["officer.a1", "leader.a", "officer.p", "auditor.p"])
def test_reading_changes_nothing(client: Client, login: str) -> None:
    read = [
        address
        for route, methods in MATRIX.items()
        if "get" in methods
        for code in ("A1", "A", "P")
        for address in addresses(route, code)
    ]
    records, tasks = AuditRecord.objects.count(), list(Task.objects.values_list("pk", "completed_on"))
    client.force_login(Person.objects.get(username=login), backend=BACKEND)
    for address in read:
        client.get(address).getvalue()
    assert AuditRecord.objects.count() == records
    assert list(Task.objects.values_list("pk", "completed_on")) == tasks
