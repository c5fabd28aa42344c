"""Tài khoản của tôi: sessions seen and ended, cookies, and delegation in one's own role."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from nhip.apps.accounts.models import Delegation, Person, RoleGrant
from nhip.apps.accounts.sessions import device_of, network_of
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
LOGIN, PAGE = "/dang-nhap/", "/tai-khoan/"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    for one in caches.all():
        one.clear()


def sign_in(login: str = "officer.a1", agent: str = CHROME) -> Client:
    client = Client(headers={"User-Agent": agent})
    answer = client.post(LOGIN, {"login": login, "password": world.PASSWORD})
    assert answer.status_code == 302
    return client


def test_sessions_are_told_apart_and_ended_one_by_one() -> None:
    here, there = sign_in(), sign_in(agent="Mozilla/5.0 (Android 14; Mobile) Firefox/130.0")

    text = here.get(PAGE).content.decode()

    assert "Chrome, Windows" in text
    assert "Firefox, Android" in text
    assert "127.0.0.…" in text
    assert "127.0.0.1" not in text
    other = UserSession.objects.exclude(session_key=here.session.session_key).get()
    assert here.post(f"/tai-khoan/phien/{other.pk}/ket-thuc/").status_code == 302
    assert there.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200


def test_signing_out_everywhere_ends_every_session_and_no_old_cookie_works_again() -> None:
    here, there = sign_in(), sign_in()
    replay = Client()
    replay.cookies = here.cookies.copy()  # type: ignore[assignment]

    assert here.post("/tai-khoan/phien/ket-thuc/").headers["Location"] == LOGIN

    for client in (here, there, replay):
        assert client.get(PAGE).status_code == 302


def test_an_old_cookie_does_not_work_after_signing_out() -> None:
    client = sign_in()
    replay = Client()
    replay.cookies["nhip-session"] = client.cookies["nhip-session"].value
    assert replay.get(PAGE).status_code == 200

    client.post("/dang-xuat/")

    assert replay.get(PAGE).status_code == 302


def test_signing_in_gives_a_new_session_and_strict_cookies() -> None:
    """S6: a session that somebody planted before is not the one after."""
    client = Client()
    client.get("/nhan-tai-khoan/AAAA-AAAA-AAAA-AAAA/")
    planted = client.cookies["nhip-session"].value
    client.post(LOGIN, {"login": "officer.a1", "password": world.PASSWORD})

    cookie = client.cookies["nhip-session"]

    assert cookie.value != planted
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_being_seen_is_written_now_and_then_only() -> None:
    client = sign_in()
    client.get(PAGE)
    long_ago = timezone.now() - timedelta(hours=2)
    UserSession.objects.update(last_seen_at=long_ago)

    client.get(PAGE)
    assert UserSession.objects.get().last_seen_at == long_ago, "seen less than ten minutes ago"
    for one in caches.all():
        one.clear()
    client.get(PAGE)
    assert UserSession.objects.get().last_seen_at > long_ago


def test_a_holder_delegates_and_ends_it_on_their_own_page(signed_in: SignIn) -> None:
    client = signed_in("leader.a")
    asked = {
        "grant": str(RoleGrant.objects.get(person__username="leader.a").pk),
        "delegate": str(Person.objects.get(username="officer.a").pk),
        "starts_on": "",
        "ends_on": "31/05/2020",
        "basis": "Giấy ủy quyền số 01",
    }
    assert client.post("/tai-khoan/uy-quyen/", asked | {"ends_on": ""}).status_code == 422
    assert client.post("/tai-khoan/uy-quyen/", asked).status_code == 302
    made = Delegation.objects.get()
    text = client.get(PAGE).content.decode()
    assert "Giấy ủy quyền số 01" in text
    assert "31/05/2020" in text
    assert client.post(f"/uy-quyen/{made.pk}/thoi/", {"from": "account"}).headers["Location"] == PAGE


def test_one_delegates_no_role_of_somebody_else(signed_in: SignIn) -> None:
    client = signed_in("leader.a")
    for grant in (RoleGrant.objects.get(person__username="leader.p").pk, 999_999):
        answer = client.post(
            "/tai-khoan/uy-quyen/",
            {"grant": str(grant), "delegate": "1", "ends_on": "31/05/2020", "basis": "x"},
        )
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (CHROME, "Chrome, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120 Chrome/114", "Cốc Cốc, Windows"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_as_far_as_the_browser_tells(agent: str, device: str) -> None:
    assert device_of(agent) == device


def test_an_address_is_shown_without_its_end() -> None:
    assert network_of("10.12.7.33") == "10.12.7.…"
    assert network_of("2001:db8:aaaa:1::7") == "2001:db8:aaaa::…"
