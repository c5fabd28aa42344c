"""S3: a form changes what it is about, whatever else is sent along; what is approved or finished, nobody edits."""

from collections.abc import Callable

import pytest
from django.db import models
from django.test import Client

from nhip.apps.accounts.models import Person
from nhip.apps.org.models import Unit
from nhip.core.periods import Month
from nhip.cycle import resolutions
from tests import world
from tests.security import forms_of_people as people
from tests.security import forms_of_units as units
from tests.security import forms_of_work as work
from tests.security.forms import FORMS, NO_FORM
from tests.security.sending import Data, Sent, pk
from tests.security.tables import changes, our_models, stored, undone
from tests.shared_tasks import part_of
from tests.web.test_access_matrix import BACKEND, MATRIX, OPEN

pytestmark = pytest.mark.django_db
TRIED = ("is_staff", "is_superuser", "groups", "user_permissions", "pk", "actor", "on_behalf_of", "now")


def signed_in(login: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(username=login), backend=BACKEND)
    return client


def test_every_form_is_tried_or_excepted() -> None:
    posted = {route for route, methods in MATRIX.items() if "post" in methods}
    posted |= {route for route, method in OPEN.items() if method == "post"}
    assert {one.__name__ for one in FORMS} | NO_FORM.keys() == posted


def everything_else(meant: Data) -> Data:
    """A plausible value for every column that there is, under each of its names that the form does not mean."""
    tried: Data = dict.fromkeys(TRIED, "1")
    for model in our_models():
        for field in model._meta.concrete_fields:
            value = _other(field)
            tried |= dict.fromkeys((field.name, field.attname), value)
    return {name: value for name, value in tried.items() if name not in meant}


def _other(field: "models.Field[object, object]") -> object:
    if isinstance(field, models.ForeignKey):
        return world.unit("C1") if field.related_model is Unit else pk("admin.p")
    if isinstance(field, models.BooleanField):
        return "1"
    if isinstance(field, models.DateField):
        return "2021-01-01"
    if isinstance(field, models.IntegerField | models.DecimalField):
        return "77"
    return str(field.choices[-1][0]) if field.choices else "ghi đè"


def done(client: Client, sent: Sent, more: Data) -> dict[str, object]:
    """What the form changed; it is taken back."""
    for value in sent.data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    before = stored(without_chance=True)
    with undone():
        answer = client.post(sent.address, sent.data | more)
        assert answer.status_code in (200, 302), answer.content.decode()
        found = changes(before, stored(without_chance=True))
    return dict(found)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_form_changes_what_it_means_and_nothing_else(form: Callable[[], Sent]) -> None:
    sent = form()
    client = signed_in(sent.login)
    meant = done(client, sent, {})
    assert meant, "the form does something"

    assert done(client, sent, everything_else(sent.data)) == meant


def test_the_experiment_sees_a_field_that_slips_in() -> None:
    """The control: a field that the form does mean, sent along as if it did not."""
    sent = people.change_person()
    client = signed_in(sent.login)
    assert done(client, sent, {"office": "ghi đè"}) != done(client, sent, {})


# --- What is finished ---------------------------------------------------------------------------------------


def refused(sent: Sent) -> None:
    client = signed_in(sent.login)
    before = stored()
    answer = client.post(sent.address, sent.data)
    assert answer.status_code in (404, 409, 422), (sent.address, answer.status_code)
    assert changes(before, stored()) == {}, sent.address


def test_an_approved_report_is_not_written_returned_or_approved_again() -> None:
    sent = work.report()
    world.file("A1", Month(2020, 5), 10, approve=True)
    for action in ("save", "file"):
        for version in ("0", "1", "2", "3"):
            refused(Sent(sent.login, sent.address, sent.data | {"action": action, "version": version}))
    refused(Sent("leader.a", f"{sent.address}tra-lai/", {"reason": "Xem lại"}))
    refused(Sent("leader.a", f"{sent.address}duyet/", {}))


def test_a_submitted_and_an_approved_plan_are_not_edited() -> None:
    task = work.planned()
    typed = {**work.TASK, "lead": "P.STC", "m12": "100"}
    steps: tuple[Callable[[], object], ...] = (
        lambda: signed_in("officer.stc").post("/ke-hoach/P.STC/2020/trinh/"),
        lambda: signed_in("leader.p").post("/ke-hoach/P.STC/2020/duyet/"),
    )
    for step in steps:
        step()
        refused(Sent("officer.stc", f"/nhiem-vu/{task}/sua/", typed))
        refused(Sent("officer.stc", f"/nhiem-vu/{task}/xoa/", {}))
        refused(Sent("officer.stc", "/ke-hoach/P.STC/2020/nhiem-vu/moi/", typed))
        refused(Sent("officer.stc", "/ke-hoach/P.STC/2020/trinh/", {}))
    refused(Sent("leader.p", "/ke-hoach/P.STC/2020/tra-lai/", {"reason": "Xem lại"}))


def test_a_confirmed_reorganisation_is_neither_edited_nor_undone() -> None:
    made = units.applied()
    resolutions.confirm_resolution(actor=world.person("admin.p"), resolution_id=made, now=world.NOW)
    page = f"/don-vi/sap-xep/{made}/"
    for word in ("sua", "ap-dung", "hoan-tac", "xac-nhan", "bo"):
        for version in ("0", "1", "2", "3"):
            refused(Sent("admin.p", f"{page}{word}/", units.resolution_form() | {"version": version}))


def test_a_task_whose_completion_is_confirmed_takes_no_step_but_to_be_opened_again() -> None:
    task = work.confirmed_task()
    part = part_of(task, "A").pk
    page = f"/nhiem-vu/{task}/phan/{part}/"
    for word in ("nhan", "tra-lai", "giao-lai", "tien-do", "hoan-thanh", "xac-nhan", "lam-tiep"):
        for login in ("officer.a", "leader.p"):
            refused(Sent(login, f"{page}buoc/{word}/", {"text": "Sửa lại", "progress": "50"}))
    refused(Sent("officer.a", f"{page}gia-han/", {"due_on": "31/08/2020", "text": "Chậm"}))


def test_no_page_writes_to_what_the_audit_holds() -> None:
    """Its rows are denied any change by triggers too: tests/apps/test_audit.py, on both engines."""
    sent = people.change_person()
    before = stored()["audit.AuditRecord"]
    signed_in(sent.login).post(sent.address, sent.data | {"sequence": "1", "act": "x", "object_id": "1"})
    after = stored()["audit.AuditRecord"]
    assert {key: after[key] for key in before} == before
