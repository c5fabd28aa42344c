"""S4: nobody keeps a page open with rights that are gone: refused at the next request, to read and to write."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from nhip.apps.accounts.models import Delegation, Person, RoleGrant
from nhip.core.access import OPERATOR
from nhip.core.periods import Month
from nhip.core.resolutions import Kind, Line
from nhip.cycle import resolutions
from nhip.cycle.resolutions import ResolutionDraft
from tests import world
from tests.security.sending import grant, pk
from tests.security.tables import changes, stored
from tests.security.test_mass_assignment import signed_in

pytestmark = pytest.mark.django_db


def by_administrator(path: str) -> None:
    assert signed_in("admin.p").post(path).status_code == 302


def role() -> None:
    by_administrator(f"/nguoi-dung/{pk('leader.b')}/vai-tro/{grant('leader.b')}/ket-thuc/")


def role_by_its_day() -> None:
    RoleGrant.objects.filter(pk=grant("leader.b")).update(ends_before=world.TODAY)


def account() -> None:
    by_administrator(f"/nguoi-dung/{pk('leader.b')}/khoa/")


def account_by_its_day() -> None:
    Person.objects.filter(username="leader.b").update(closes_on=world.TODAY)


def sessions() -> None:
    assert signed_in("leader.b").post("/tai-khoan/phien/ket-thuc/").status_code == 302


def unit() -> None:
    """The unit is dissolved, and the roles there end with it."""
    lines = (Line(Kind.DISSOLVE, "B1"), Line(Kind.DISSOLVE, "B"))
    draft = ResolutionDraft("P", world.TODAY, "Nghị quyết 12", "", lines, moves_people=False)
    made = resolutions.save_resolution(actor=OPERATOR, resolution_id=None, draft=draft, now=world.NOW)
    resolutions.apply_resolution(actor=OPERATOR, resolution_id=made, now=world.NOW)


@pytest.mark.parametrize(
    ("revoked", "status"),
    [
        (role, 404),
        (role_by_its_day, 404),
        (unit, 404),
        (account, 302),
        (account_by_its_day, 302),
        (sessions, 302),
    ],
)
def test_what_ends_in_the_middle_of_a_session_ends_at_once(revoked: Callable[[], None], status: int) -> None:
    client = signed_in("leader.b")
    world.file("B1", Month(2020, 5), 10)
    assert client.get("/nhip/B/2020/").status_code == 200
    revoked()
    refused(client, status)


def test_a_delegation_that_is_withdrawn_ends_at_once() -> None:
    made = Delegation.objects.create(
        grant_id=grant("leader.b"),
        delegate_id=pk("officer.stc"),
        starts_on=world.TODAY,
        ends_before=date(2020, 6, 1),
        basis="Vắng",
    )
    client = signed_in("officer.stc")
    world.file("B1", Month(2020, 5), 10)
    assert client.get("/nhip/B/2020/").status_code == 200
    by_administrator(f"/uy-quyen/{made.pk}/thoi/")
    refused(client, 404)


def refused(client: Client, status: int) -> None:
    """The decision that stood open on the screen is not taken, nor is the page shown again."""
    before = stored()
    answers = [
        client.post("/bao-cao/B1/2020/5/duyet/"),
        client.post("/bao-cao/B1/2020/5/tra-lai/", {"reason": "Xem lại"}),
        client.get("/nhip/B/2020/"),
        client.get("/bao-cao/B1/2020/5/"),
    ]
    assert [answer.status_code for answer in answers] == [status] * len(answers)
    if status == 302:
        assert {answer.headers["Location"].partition("?")[0] for answer in answers} <= {
            "/tai-khoan-da-khoa/",
            "/dang-nhap/",
        }
    assert changes(before, stored()) == {}
