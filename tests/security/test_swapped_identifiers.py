"""S2: another province's identifiers in addresses, in forms, among one's own, in searches and exports.

The answer is what does not exist would get, nothing changes, and nothing that is said there comes out. Names and codes
of units are no secret: they are public law.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.urls import reverse

from nhip.apps.accounts.models import Delegation, Person
from nhip.apps.files.models import StoredFile
from nhip.apps.org.models import Resolution
from nhip.apps.plans.models import Plan
from nhip.apps.reports.models import Report, ReportFile, ReportLine, ReportSection
from nhip.apps.tasks.models import Assignment, ChecklistItem, Comment, Extension, ProgressReading, Task
from nhip.core.periods import Month
from nhip.core.searching import folded
from tests import world
from tests.security import forms_of_people as people
from tests.security import forms_of_units as units
from tests.security import forms_of_work as work
from tests.security.forms import FORMS
from tests.security.sending import Data, Sent, pk
from tests.security.tables import changes, stored, undone
from tests.security.test_mass_assignment import signed_in
from tests.web.addresses import furnish, of_report_file, of_resolution
from tests.web.arguments import WITHOUT_UNIT
from tests.web.people_addresses import delegation_at, somebody_at
from tests.web.test_access_matrix import MATRIX, addresses

pytestmark = pytest.mark.django_db
SECRET = "tuyệt mật 7Q"
ON_BOTH_ENGINES = {"officer.a1", "leader.a", "admin.p"}
"""As in the access matrix: who may is decided from values; these show that both engines give the same values."""
VIEWERS = {
    login: pytest.param(login, marks=() if login in ON_BOTH_ENGINES else pytest.mark.one_engine)
    for login in ("officer.a1", "leader.a", "leader.p", "officer.p", "admin.p", "auditor.p", "officer.stc")
}
OURS, THEIRS = "A1", "C1"
SHARED_BY_ALL = {"programme", "count_beneficiaries"}
"""Programmes are the nation's: everybody reads them."""


@pytest.fixture(autouse=True)
def _secrets() -> None:
    """Everything that can be said in the other province is said, and everything bears the secret."""
    for code in (OURS, THEIRS):
        world.file(code, Month(2020, 5), 10)
        furnish(world.task(code))
    task = world.task(THEIRS)
    task.assignments.filter(part="coordinating").update(unit=world.unit("C"))
    of_resolution(THEIRS)
    for code in (OURS, THEIRS):
        of_report_file(code)
    there_filed = Report.objects.get(unit=world.unit(THEIRS))
    ReportSection.objects.create(report=there_filed, code="KET-QUA", text=SECRET)
    delegation_at(THEIRS)
    Delegation.objects.update(delegate=pk("leader.q"))
    Comment.objects.create(task=task, person_id=pk("officer.c1"), text=SECRET, at=world.NOW)
    there = Person.objects.filter(grants__unit__in=[world.unit(one) for one in ("Q", "C", "C1")])
    several: tuple[tuple[Any, dict[str, object], tuple[str, ...]], ...] = (
        (Task, {"plan__unit": world.unit(THEIRS)}, ("deliverable",)),
        (ChecklistItem, {"task": task}, ("text",)),
        (Assignment, {"task": task}, ("work",)),
        (Extension, {"assignment__task": task}, ("reason",)),
        (StoredFile, {"pk__in": task.files.values("stored")}, ("name",)),
        (Report, {"unit": world.unit(THEIRS)}, ("reason",)),
        (
            StoredFile,
            {"pk__in": there_filed.files.values("stored")},
            ("name",),
        ),
        (ReportLine, {"report__unit": world.unit(THEIRS)}, ("done", "difficulties", "next_steps")),
        (Plan, {"unit": world.unit(THEIRS)}, ("reason",)),
        (Resolution, {"under": world.unit(THEIRS)}, ("legal_basis", "note")),
        (Delegation, {"grant__unit": world.unit(THEIRS)}, ("basis",)),
        (Person, {"pk__in": list(there.values_list("pk", flat=True))}, ("office",)),
    )
    for model, which, fields in several:
        assert model.objects.filter(**which).update(**dict.fromkeys(fields, SECRET)), model
    for one in Task.objects.filter(plan__unit=world.unit(THEIRS)):
        if one != task:  # which is found by its title
            one.title = SECRET
        one.folded = folded(one.title, one.deliverable)
        one.save()


def said(answer: Any) -> str:  # noqa: ANN401 - the test client's own kind of answer
    """All text of an answer; of a workbook its parts."""
    content: bytes = answer.getvalue()
    if not content.startswith(b"PK"):
        return content.decode("utf-8", errors="replace")
    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode("utf-8", errors="replace") for name in book.namelist())


def is_told(answer: Any) -> bool:  # noqa: ANN401 - as above
    return SECRET in said(answer)


def test_the_secret_is_seen_where_it_belongs() -> None:
    """The control: whoever belongs there does read it, so that not reading it means something."""
    client = signed_in("leader.c")
    task = world.task(THEIRS).pk
    for address in (
        reverse("task", args=[task]),
        reverse("report", args=[THEIRS, 2020, 5]),
        reverse("plan", args=[THEIRS, 2020]),
        f"{reverse('find')}?q=tuyet mat",
    ):
        assert is_told(client.get(address)), address


@pytest.mark.parametrize("login", VIEWERS.values())
def test_no_address_of_another_province_answers_changes_or_tells_anything(login: str) -> None:
    client = signed_in(login)
    theirs = {
        route: list(addresses(route, THEIRS))
        for route in MATRIX
        if route not in WITHOUT_UNIT | SHARED_BY_ALL | OF_NOBODY_THERE
        and not (login == "admin.p" and route in OF_ADMIN_P)
    }
    Delegation.objects.filter(grant__unit=world.unit(THEIRS)).update(delegate=pk("leader.q"))
    before = stored()
    for route, found in theirs.items():
        for address in found:
            for method in MATRIX[route]:
                answer = getattr(client, method)(address)
                assert answer.status_code == 404, (method, address)
                assert not is_told(answer), (method, address)
    assert changes(before, stored()) == {}


OF_ADMIN_P = {"open_notice", "read_notice", "people_import", "drop_people_import", "end_session"}
"""Belong to a person and to no unit; the addresses that are tried are this one's."""
OF_NOBODY_THERE = {"resolutions", "new_resolution", "resolution_template"}
"""Have no identifier."""


# --- Among one's own ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Thing:
    """What an address of a task or of a person is made of."""

    task: int
    lead: int
    helper: int
    extension: int
    file: int
    item: int
    person: int
    grant: int


def thing(code: str) -> Thing:
    task = Task.objects.get(plan__unit=world.unit(code), title__startswith="Việc cả năm")
    helper = task.assignments.get(part="coordinating")
    grant = somebody_at(code)
    return Thing(
        task.pk,
        task.assignments.get(part="lead", ends_before=None).pk,
        helper.pk,
        Extension.objects.get(assignment=helper).pk,
        task.files.get().pk,
        task.checklist.get().pk,
        grant.person_id,
        grant.pk,
    )


MIXED = {
    "change_part": ("task", "helper"),
    "withdraw_part": ("task", "helper"),
    "ask_extension": ("task", "lead"),
    "task_step": ("task", "lead", "'nhan"),
    "decide_extension": ("task", "extension"),
    "task_file": ("task", "file"),
    "remove_file": ("task", "file"),
    "change_item": ("task", "item"),
    "end_role": ("person", "grant"),
}
"""Addresses of more than one identifier, by what they name; a word stands behind an apostrophe."""


def test_every_address_of_several_identifiers_is_tried() -> None:
    several = set()
    for form in FORMS:
        if {"report", "reports", "plan", "correction"} & set(form.__name__.split("_")):
            continue  # a unit and its year or month: one thing
        with undone():
            parts = form().address.strip("/").split("/")
        if sum(part.isdigit() for part in parts) > 1:
            several.add(form.__name__)
    assert several <= MIXED.keys()
    assert MIXED.keys() - several <= {"task_file"}


@pytest.mark.parametrize("route", MIXED)
def test_something_of_theirs_under_something_of_ours_is_not_found(route: str) -> None:
    ours, theirs = thing(OURS), thing(THEIRS)
    client = signed_in("admin.p" if route == "end_role" else "officer.a1")
    names = MIXED[route]
    data = {"text": "Thử", "due_on": "31/08/2020", "work": "Thử", "cach": "bo", "tra-loi": "dong-y"}
    before = stored()
    for swapped in (1, 0):
        arguments = [
            name[1:] if name.startswith("'") else getattr(theirs if at == swapped else ours, name)
            for at, name in enumerate(names)
        ]
        answer = getattr(client, next(iter(MATRIX[route])))(reverse(route, args=arguments), data)
        assert answer.status_code == 404
        assert not is_told(answer)
    assert changes(before, stored()) == {}


def test_a_paper_of_their_report_under_ours_is_not_found() -> None:
    client = signed_in("officer.a1")
    Report.objects.filter(unit=world.unit(OURS)).update(state="returned")
    theirs = ReportFile.objects.get(report__unit=world.unit(THEIRS)).pk
    before = stored()
    for method, route in (("get", "report_file"), ("post", "remove_report_file")):
        answer = getattr(client, method)(reverse(route, args=[OURS, 2020, 5, theirs]))
        assert answer.status_code == 404
        assert not is_told(answer)
    assert changes(before, stored()) == {}


# --- In forms -------------------------------------------------------------------------------------------------


def posted() -> Iterator[tuple[str, Sent, Data]]:
    """A form of ours, and in its fields what is theirs."""
    theirs = thing(THEIRS)
    grant: Data = {"grant": theirs.grant}
    somebody: Data = {"delegate": theirs.person}
    for name, code in (("lead", THEIRS), ("coordinating", THEIRS), ("lead", "Q")):
        yield f"new task {name} {code}", work.new_task(), {name: code}
    yield "a part for them", work.add_part(), {"unit": THEIRS}
    yield "somebody of theirs mentioned", work.comment_task(), {"nhac": theirs.person}
    yield "somebody of theirs named", work.comment_task(), {"text": "@officer.c1 xem giúp"}
    yield "proof of their part", work.attach_file(), {"phan": theirs.lead}
    yield "an account there", people.invite(), {"unit": THEIRS}
    yield "a role there", people.grant_role(), {"unit": THEIRS}
    yield "a rule there", people.second_factor_rules(), {"unit": THEIRS}
    yield "their role passed on", people.delegate(), grant
    yield "our role passed to them", people.delegate(), somebody
    yield "their role passed on by oneself", people.delegate_own(), grant
    yield "one's own role passed to them", people.delegate_own(), somebody
    yield "handed over to them", people.hand_over(), {"successor": theirs.person}
    yield "a reorganisation there", units.new_resolution(), {"under": THEIRS}


def test_what_is_theirs_in_a_form_of_ours_is_refused_and_nothing_is_told() -> None:
    for what, sent, theirs in posted():
        client = signed_in(sent.login)
        before = stored()
        answer = client.post(sent.address, sent.data | theirs)
        assert answer.status_code in (404, 422), what
        assert not is_told(answer), what
        assert changes(before, stored()) == {}, what


def test_a_reorganisation_that_names_units_of_theirs_is_not_applied() -> None:
    client = signed_in("admin.p")
    for line in (
        {"kind-1": "dissolve", "code-1": THEIRS},
        {"kind-1": "merge", "code-1": THEIRS, "target-1": "A1"},
        {"kind-1": "merge", "code-1": "A1", "target-1": THEIRS},
        {"kind-1": "rename", "code-1": THEIRS, "name-1": "Xã Khác"},
        {"kind-1": "move", "code-1": THEIRS, "target-1": "A"},
    ):
        made = client.post(reverse("new_resolution"), units.resolution_form() | line)
        assert not is_told(made)
        if made.status_code == 302:  # kept as typed, for what is wrong with it to be read
            page = made.headers["Location"]
            assert not is_told(client.get(page))
            before = stored()
            applied = client.post(f"{page}ap-dung/")
            assert applied.status_code in (404, 422), line
            assert not is_told(applied)
            assert changes(before, stored()) == {}, line


def test_lines_about_their_tasks_in_a_report_of_ours_are_not_read() -> None:
    sent = work.report()
    task = thing(THEIRS).task
    Report.objects.filter(unit=world.unit(OURS)).update(state="returned")
    version = str(Report.objects.get(unit=world.unit(OURS)).version)
    more: Data = {"version": version, f"progress-{task}": "99", f"done-{task}": "Lấy làm của mình"}
    client = signed_in(sent.login)
    before = stored()

    answer = client.post(sent.address, sent.data | more)

    assert answer.status_code == 302
    assert not is_told(answer)
    after = changes(before, stored())
    assert not any(str(task) == str(one) for one in ids_of_tasks(after))


def ids_of_tasks(found: dict[str, dict[object, tuple[object, ...] | None]]) -> Iterator[object]:
    """Tasks that were changed, or of which something that was stored speaks."""
    for model in (ReportLine, ProgressReading):
        at = [one.attname for one in model._meta.concrete_fields].index("task_id")
        yield from (row[at] for row in found.get(model._meta.label, {}).values() if row is not None)
    yield from found.get("tasks.Task", {})


# --- Searches, lists, exports -----------------------------------------------------------------------------------

WORDS = ("tuyet mat", "tuyệt mật", THEIRS, "officer.c1")
QUERIES = {
    "find": ({"q": word, "phan": part} for word in WORDS for part in ("", "1")),
    "people": ({name: word} for word in WORDS for name in ("tim", "don-vi")),
    "journal": ({name: word} for word in WORDS for name in ("nguoi", "don-vi")),
    "journal_export": ({name: word, "dang": "csv"} for word in WORDS for name in ("nguoi", "don-vi")),
    "programmes": ({"nam": "2020"},),
    "units": ({"ngay": "2019-06-01"},),
    "invite": ({"don-vi": THEIRS},),
}
ASKED = {route: tuple(queries) for route, queries in QUERIES.items()}


@pytest.mark.parametrize("login", VIEWERS.values())
def test_no_list_search_or_export_tells_of_another_province(login: str) -> None:
    client = signed_in(login)
    for route in WITHOUT_UNIT | OF_NOBODY_THERE:
        if "get" in MATRIX[route] and route != "home":
            for query in ({}, *ASKED.get(route, ())):
                answer = client.get(reverse(route), query, follow=True)
                assert not is_told(answer), (route, query)


@pytest.mark.parametrize("login", [VIEWERS[one] for one in ("leader.p", "admin.p", "auditor.p")])
def test_no_page_of_ours_tells_of_another_province(login: str) -> None:
    """As those see it who see the whole province: nobody else in it sees more."""
    client = signed_in(login)
    for code in ("P", "A", OURS):
        for route in MATRIX.keys() - WITHOUT_UNIT:
            if "get" in MATRIX[route]:
                for address in addresses(route, code):
                    assert not is_told(client.get(address)), address


def test_the_day_that_another_bore_the_code_opens_nothing() -> None:
    """A code that passes to a unit of ours later is asked for on a day when theirs bore it."""
    client = signed_in("leader.a")
    for route in ("unit", "unit_history"):
        answer = client.get(reverse(route, args=[THEIRS]), {"ngay": str(date(2019, 6, 1))})
        assert answer.status_code == 404
