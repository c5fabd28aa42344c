"""The second factor: enrolled, asked for, taken once, required by a unit, removed by an administrator."""

import time
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client, override_settings

from nhip.apps.accounts.models import Delegation, Person, RoleGrant
from nhip.apps.accounts.second_factor import SecondFactorAdapter, require_second_factor, take_code
from nhip.core.access import OPERATOR, Role
from nhip.core.totp import STEP, code_at
from tests import world
from tests.conftest import SignIn
from tests.web.html import Page

pytestmark = pytest.mark.django_db
LOGIN, ENROL, ASKED = "/dang-nhap/", "/hai-lop/bat/", "/hai-lop/dang-nhap/"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def sign_in(login: str, client: Client | None = None) -> Client:
    client = client or Client()
    client.post(LOGIN, {"login": login, "password": world.PASSWORD})
    return client


def enrol(login: str) -> tuple[Client, str]:
    """A browser that is signed in and enrolled, and the seed that the phone knows."""
    client = sign_in(login)
    page = client.get(ENROL)
    assert page.status_code == 200
    secret = page.context["form"].secret
    answer = client.post(ENROL, {"code": code_at(secret, int(time.time()) // STEP)})
    assert answer.status_code == 302
    return client, secret


def seed_of(login: str) -> str:
    kept = Authenticator.objects.get(user__username=login, type="totp")
    return SecondFactorAdapter().decrypt(kept.data["secret"])


def next_code(secret: str, *, ahead: int = 1) -> str:
    """A code that no form has taken yet and that the tolerance still allows."""
    return code_at(secret, int(time.time()) // STEP + ahead)


def require(role: Role = Role.OFFICER, unit: str = "A") -> None:
    require_second_factor(actor=OPERATOR, unit=unit, role=role, starts_on=world.TODAY, now=world.NOW)


def test_the_pages_of_enrolment_obey_the_csp_and_name_everything(client: Client) -> None:
    client, _secret = enrol("officer.a1")
    for address in ("/hai-lop/", "/hai-lop/ma-du-phong/", "/hai-lop/ma-du-phong/moi/", "/hai-lop/tat/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert Page(answer.content.decode()).faults == [], address
    fresh = sign_in("officer.b1")
    text = fresh.get(ENROL).content.decode()
    assert Page(text).faults == []
    assert "data:image/svg+xml;base64," in text


def test_after_enrolment_a_password_alone_lets_nobody_in() -> None:
    _client, secret = enrol("officer.a1")

    client = sign_in("officer.a1")
    assert client.get("/viec-cua-toi/").status_code == 302
    assert client.post(ASKED, {"code": "000000"}).status_code == 200
    assert client.get("/viec-cua-toi/").status_code == 302
    assert client.post(ASKED, {"code": next_code(secret)}).status_code == 302
    assert client.get("/viec-cua-toi/").status_code == 200


def test_a_code_is_taken_once_also_by_another_browser_and_after_a_restart() -> None:
    _client, secret = enrol("officer.a1")
    code = next_code(secret)
    assert sign_in_with(code).get("/viec-cua-toi/").status_code == 200

    cache.clear()  # as after a restart

    assert sign_in_with(code).get("/viec-cua-toi/").status_code == 302
    kept = Authenticator.objects.get(user__username="officer.a1", type="totp")
    assert not take_code(authenticator=kept.pk, code=code, at=time.time(), tolerance=1)


def sign_in_with(code: str) -> Client:
    client = sign_in("officer.a1")
    client.post(ASKED, {"code": code})
    return client


def test_a_recovery_code_works_once() -> None:
    client, _secret = enrol("officer.a1")
    codes = client.get("/hai-lop/ma-du-phong/").context["unused_codes"]
    assert len(codes) == 10

    assert sign_in_with(codes[0]).get("/viec-cua-toi/").status_code == 200
    assert sign_in_with(codes[0]).get("/viec-cua-toi/").status_code == 302


def test_guessing_codes_is_slowed_down() -> None:
    enrol("officer.a1")
    client = sign_in("officer.a1")
    for number in range(6):
        client.post(ASKED, {"code": f"00000{number}"})

    answer = client.post(ASKED, {"code": "111111"}).content.decode()

    assert "Đã thử sai nhiều lần" in answer


def test_the_seed_lies_sealed_in_the_database_and_opens_with_the_installations_key_only() -> None:
    _client, secret = enrol("officer.a1")
    kept = str(Authenticator.objects.filter(type="totp").values_list("data", flat=True)[0])
    assert secret not in kept
    assert seed_of("officer.a1") == secret
    with override_settings(SECRET_KEY="x" * 50):
        other = seed_of("officer.a1")
        assert other != secret
        assert other != seed_of("officer.a1"), "no seed that anybody could guess"


def test_whoever_needs_one_and_has_none_reaches_nothing_but_enrolment() -> None:
    require()
    client = sign_in("officer.a1")

    for address in (
        "/viec-cua-toi/",
        "/bao-cao/A1/2020/5/",
        "/tai-khoan/",
        "/hai-lop/ma-du-phong/",
        "/don-vi/",
    ):
        assert client.get(address).headers.get("Location") == ENROL, address
    assert client.post("/bao-cao/A1/2020/5/", {}).headers["Location"] == ENROL
    assert client.get(ENROL).status_code == 200
    assert client.post("/ngon-ngu/", {"language": "en"}).status_code == 302
    assert client.post("/dang-xuat/").status_code == 302

    client, _secret = enrol("officer.a1")
    assert client.get("/viec-cua-toi/").status_code == 200


def test_others_are_not_asked_and_a_delegate_is_asked_as_the_holder() -> None:
    require(Role.LEADER)
    assert sign_in("officer.a1").get("/viec-cua-toi/").status_code == 200
    assert sign_in("leader.b").get("/viec-cua-toi/").status_code == 200
    assert sign_in("leader.a").get("/viec-cua-toi/").status_code == 302
    Delegation.objects.create(
        grant=RoleGrant.objects.get(person__username="leader.a"),
        delegate=Person.objects.get(username="officer.a1"),
        starts_on=world.TODAY,
        ends_before=date(2020, 6, 1),
        basis="Vắng",
    )
    assert sign_in("officer.a1").get("/viec-cua-toi/").status_code == 302


def test_what_a_unit_requires_cannot_be_switched_off_and_else_can() -> None:
    client, _secret = enrol("officer.a1")
    require()
    assert client.post("/hai-lop/tat/").status_code == 422
    assert Authenticator.objects.filter(user__username="officer.a1").exists()

    other, _secret = enrol("officer.b1")
    assert other.post("/hai-lop/tat/").status_code == 302
    assert not Authenticator.objects.filter(user__username="officer.b1").exists()


def test_an_administrator_removes_a_lost_one_and_the_sessions_end(signed_in: SignIn) -> None:
    client, _secret = enrol("officer.a1")
    admin = signed_in("admin.p")
    person = Person.objects.get(username="officer.a1").pk

    assert admin.post(f"/nguoi-dung/{person}/hai-lop/xoa/").status_code == 302

    assert client.get("/viec-cua-toi/").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()


def test_a_unit_asks_for_it_on_a_page_and_stops_asking(signed_in: SignIn) -> None:
    admin = signed_in("admin.p")
    page = "/nguoi-dung/hai-lop/"
    asked = {"unit": "A", "role": "officer", "starts_on": "", "ends_on": ""}
    assert admin.post(page, asked).status_code == 302
    assert admin.post(page, asked).status_code == 422, "asked already"
    text = admin.get(page).content.decode()
    assert "Huyện An" in text
    stop = next(form.action for form in Page(text).forms if form.action.endswith("/thoi/"))
    assert admin.post(stop).status_code == 302
    assert sign_in("officer.a1").get("/viec-cua-toi/").status_code == 200


def test_a_session_signed_in_long_ago_confirms_the_password_first(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")  # without a password typed in this session
    answer = client.get(ENROL)
    assert answer.headers["Location"].startswith("/xac-nhan-mat-khau/")
    assert client.get(answer.headers["Location"]).status_code == 200
    confirmed = client.post(answer.headers["Location"], {"password": world.PASSWORD, "next": ENROL})
    assert confirmed.headers["Location"] == ENROL
    assert client.get(ENROL).status_code == 200
