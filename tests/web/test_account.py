"""Signing in and out, language and theme, and the state of the service."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from nhip.apps.accounts.models import Person
from nhip.web.account.backend import PersonBackend
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
LOGIN = "/dang-nhap/"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()  # attempts of other tests


def test_a_visitor_is_sent_to_sign_in_and_then_on_to_the_page_asked_for(client: Client) -> None:
    asked = client.get("/nhip/A/2020/")
    assert asked.status_code == 302
    assert asked.headers["Location"] == f"{LOGIN}?next=/nhip/A/2020/"

    signed = client.post(LOGIN, {"login": "leader.a", "password": world.PASSWORD, "next": "/nhip/A/2020/"})

    assert signed.headers["Location"] == "/nhip/A/2020/"
    assert client.get("/nhip/A/2020/").status_code == 200


def test_the_first_page_after_signing_in_is_my_work(client: Client) -> None:
    response = client.post(LOGIN, {"login": "officer.a1", "password": world.PASSWORD}, follow=True)

    assert response.request["PATH_INFO"] == "/viec-cua-toi/"


@pytest.mark.parametrize(("login", "password"), [("leader.a", "sai-mat-khau"), ("khong.co", "sai-mat-khau")])
def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(
    client: Client, login: str, password: str
) -> None:
    response = client.post(LOGIN, {"login": login, "password": password})

    text = response.content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in text
    assert f'value="{login}"' in text, "what was typed is kept"
    assert password not in text


def test_empty_fields_are_named(client: Client) -> None:
    text = client.post(LOGIN, {"login": "", "password": ""}).content.decode()

    assert "Chưa ghi tên đăng nhập." in text
    assert "Chưa ghi mật khẩu." in text


def test_signing_out_takes_a_button_not_a_visit(signed_in: SignIn) -> None:
    client = signed_in("leader.a")

    assert client.get("/dang-xuat/").status_code == 200
    assert client.get("/viec-cua-toi/").status_code == 200, "a visit signs nobody out"
    assert client.post("/dang-xuat/").status_code == 302
    assert client.get("/viec-cua-toi/").status_code == 302


def test_a_password_is_changed_with_the_present_one(client: Client) -> None:
    client.post(LOGIN, {"login": "officer.b1", "password": world.PASSWORD})
    new = "mot-cau-ngan-de-nho"

    wrong = client.post("/doi-mat-khau/", {"oldpassword": "khong-phai", "password1": new, "password2": new})
    right = client.post("/doi-mat-khau/", {"oldpassword": world.PASSWORD, "password1": new, "password2": new})

    assert wrong.status_code == 200
    assert 'class="wrong"' in wrong.content.decode()
    assert right.status_code == 302
    assert Client().post(LOGIN, {"login": "officer.b1", "password": new}).status_code == 302


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_set_password", "usersessions_list"]
)
def test_nobody_signs_up_or_sets_an_address_alone(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_first_page_is_vietnamese_whatever_the_browser_prefers(client: Client) -> None:
    text = client.get(LOGIN, headers={"Accept-Language": "en-US,en"}).content.decode()

    assert '<html lang="vi"' in text
    assert "Đăng nhập" in text


def test_a_language_once_chosen_stays(client: Client) -> None:
    response = client.post("/ngon-ngu/", {"language": "en", "next": LOGIN})

    assert response.headers["Location"] == LOGIN
    assert "Sign in" in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_a_theme_once_chosen_stays(client: Client, theme: str) -> None:
    client.post("/giao-dien/", {"theme": theme, "next": LOGIN})

    text = client.get(LOGIN).content.decode()
    expected = 'data-theme="auto"' if theme == "auto" else f'data-bs-theme="{theme}"'
    assert expected in text


@pytest.mark.parametrize(("address", "field"), [("/ngon-ngu/", "language"), ("/giao-dien/", "theme")])
def test_an_unknown_choice_changes_nothing_and_leads_to_no_other_site(
    client: Client, address: str, field: str
) -> None:
    for target in ("https://example.com/", "//example.com", "javascript:alert(1)"):
        response = client.post(address, {field: "klingon", "next": target})

        assert response.headers["Location"] == "/"
        assert field not in response.cookies
    assert client.get(address).status_code == 405


def test_health_asks_for_no_sign_in(client: Client) -> None:
    response = client.get("/suc-khoe/")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_a_form_without_its_token_is_refused_with_advice() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post(LOGIN, {"login": "leader.a", "password": world.PASSWORD})

    assert response.status_code == 403
    assert "Chưa có gì được ghi" in response.content.decode()


def test_an_account_without_a_unit_finds_nothing(client: Client) -> None:
    from nhip.apps.accounts.models import Person

    person = Person.objects.create(username="ngoai", office="Ngoài hệ thống")
    client.force_login(person, backend="nhip.web.account.backend.PersonBackend")

    assert client.get("/nhip/").status_code == 404
    assert client.get("/viec-cua-toi/").status_code == 200


def test_whoever_is_signed_in_is_read_as_the_person_is_stored() -> None:
    backend, person = PersonBackend(), Person.objects.get(username="leader.a")

    found = backend.get_user(person.pk)

    assert isinstance(found, Person)
    assert found == person
    fields = [one.attname for one in Person._meta.concrete_fields]
    assert [getattr(found, one) for one in fields] == [getattr(person, one) for one in fields]


def test_nobody_is_signed_in_by_a_closed_account_or_by_one_that_there_is_not() -> None:
    person = Person.objects.get(username="leader.a")
    Person.objects.filter(pk=person.pk).update(is_active=False)

    assert PersonBackend().get_user(person.pk) is None
    assert PersonBackend().get_user(0) is None
