"""A one-time code becomes a password; a forgotten password, by letter or by an administrator's code."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from nhip.apps.accounts import codes
from nhip.apps.accounts.background import send_password_letters
from nhip.apps.accounts.models import Person
from nhip.core.access import OPERATOR
from tests import world

pytestmark = pytest.mark.django_db
PAGE, LOGIN = "/nhan-tai-khoan/", "/dang-nhap/"
NEW = "mot-cau-ngan-de-nho"
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()  # attempts of other tests


def issued(login: str = "officer.a1") -> str:
    person = Person.objects.get(username=login)
    found = codes.issue_code(
        actor=OPERATOR, person_id=person.pk, by_email=False, now=world.NOW, moment=timezone.now()
    )
    return found.code


def test_a_code_typed_from_paper_sets_a_password_and_signs_others_out(client: Client) -> None:
    other = Client()
    other.force_login(
        Person.objects.get(username="officer.a1"),
        backend="nhip.web.account.backend.PersonBackend",
    )
    code = issued()

    asked = client.post(PAGE, {"code": code.lower().replace("-", " ")})
    assert "officer.a1" in asked.content.decode()
    done = client.post(PAGE, {"password": NEW, "again": NEW})

    assert done.headers["Location"] == LOGIN
    assert client.post(LOGIN, {"login": "officer.a1", "password": NEW}).status_code == 302
    assert other.get("/viec-cua-toi/").status_code == 302, "the old session is over"
    assert client.post(PAGE, {"code": code}).status_code in (302, 422)


def test_the_link_of_a_letter_leaves_the_code_in_no_address_and_reading_uses_nothing_up(
    client: Client,
) -> None:
    code = issued()

    first = client.get(f"{PAGE}{code}/")

    assert first.headers["Location"] == PAGE
    for _again in range(3):
        text = client.get(PAGE).content.decode()
        assert "officer.a1" in text
        assert code not in text
    assert code not in str(dict(client.session)), "only its digest is kept"
    assert client.post(PAGE, {"password": NEW, "again": NEW}).status_code == 302


@pytest.mark.parametrize("typed", ["AAAA-AAAA-AAAA-AAAA", "khong phai ma", "0" * 40, "<script>"])
def test_every_wrong_code_gets_the_same_sentence(client: Client, typed: str) -> None:
    used = issued()
    codes.use_code(digest=codes.digest_of(used), password=NEW, now=world.NOW, moment=timezone.now())

    wrong, spent = client.post(PAGE, {"code": typed}), client.post(PAGE, {"code": used})

    assert wrong.status_code == spent.status_code == 422
    sentence = "Mã không đúng, đã dùng, đã hủy hoặc đã hết hạn"
    assert sentence in wrong.content.decode()
    assert sentence in spent.content.decode()


def test_two_different_passwords_or_a_weak_one_do_not_use_the_code_up(client: Client) -> None:
    client.post(PAGE, {"code": issued()})

    assert client.post(PAGE, {"password": NEW, "again": "khac"}).status_code == 422
    assert client.post(PAGE, {"password": "12345678", "again": "12345678"}).status_code == 422
    assert client.post(PAGE, {"password": NEW, "again": NEW}).status_code == 302


def test_guessing_codes_is_slowed_down(client: Client) -> None:
    answers = [client.post(PAGE, {"code": f"AAAA-AAAA-AAAA-{number:04}"}).status_code for number in range(25)]

    assert answers[:20] == [422] * 20
    assert set(answers[20:]) == {429}


def test_asking_for_a_letter_answers_alike_and_queues_alike(client: Client) -> None:
    Person.objects.filter(username="officer.a1").update(email="co@example.vn", email_proven=True)
    answers = []
    for address in ("co@example.vn", "khong@example.vn"):
        DBTaskResult.objects.all().delete()
        answer = client.post("/quen-mat-khau/", {"email": address})
        answers.append((answer.status_code, answer.headers["Location"], DBTaskResult.objects.count()))

    assert answers[0] == answers[1] == (302, "/quen-mat-khau/da-gui/", 1)


@override_settings(SENDS_MAIL=True, EMAIL_BACKEND=LOCMEM)
def test_the_letter_goes_to_proven_addresses_of_active_accounts_only_and_its_link_works_once(
    client: Client,
) -> None:
    address = "mot@example.vn"
    Person.objects.filter(username="officer.a1").update(email=address, email_proven=True)
    Person.objects.filter(username="officer.a2").update(email=address)
    Person.objects.filter(username="officer.a3").update(email=address, email_proven=True, is_active=False)

    assert send_password_letters.func(address, "vi") == 1

    body = str(mail.outbox[0].body)
    assert "officer.a1" in body
    link = next(word for word in body.split() if "/dat-lai-mat-khau/" in word)
    path = link[link.index("/dat-lai") :]
    form = client.get(path, follow=True)
    address_of_form = form.request["PATH_INFO"]
    assert "set-password" in address_of_form
    done = client.post(address_of_form, {"password1": NEW, "password2": NEW})
    assert done.headers["Location"] == "/dat-lai-mat-khau/xong/"
    assert Person.objects.get(username="officer.a1").check_password(NEW)
    again = Client().get(path, follow=True).content.decode()
    assert "Đường dẫn không còn dùng được" in again


def test_the_pages_around_a_forgotten_password_open_without_signing_in(client: Client) -> None:
    for address in ("/quen-mat-khau/", "/quen-mat-khau/da-gui/", "/dat-lai-mat-khau/xong/", PAGE):
        assert client.get(address).status_code == 200, address
    text = client.get(LOGIN).content.decode()
    assert "/quen-mat-khau/" in text
    assert PAGE in text
