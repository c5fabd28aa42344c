"""The pages about people: an administrator's, and what changes in the middle of a session."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client, override_settings

from nhip.apps.accounts.models import Delegation, OneTimeCode, Person, RoleGrant
from nhip.core.access import Role
from nhip.core.periods import Month
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
LIST = "/nguoi-dung/"
INVITED = {"login": "xa.moi", "office": "Công chức xã Ánh", "unit": "A1", "role": "officer", "email": ""}
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def admin(signed_in: SignIn) -> Client:
    return signed_in("admin.p")


def pk(login: str) -> int:
    return Person.objects.get(username=login).pk


def page_of(login: str) -> str:
    return f"/nguoi-dung/{pk(login)}/"


def test_an_invitation_without_an_address_is_a_sheet_to_print(admin: Client) -> None:
    answer = admin.post(f"{LIST}moi/", INVITED)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "xa.moi" in text
    assert "/nhan-tai-khoan/" in text
    code = text.split('class="code-word">')[1].split("<")[0]
    assert len(code) == len("7K2M-9QPA-XT4D-0WHB")
    assert code not in admin.get(page_of("xa.moi")).content.decode(), "shown once"


@override_settings(SENDS_MAIL=True, EMAIL_BACKEND=LOCMEM)
def test_an_invitation_with_an_address_is_a_letter_and_the_page_shows_no_code(admin: Client) -> None:
    answer = admin.post(f"{LIST}moi/", INVITED | {"email": "xa.moi@example.vn"})

    assert [letter.to for letter in mail.outbox] == [["xa.moi@example.vn"]]
    link = next(word for word in str(mail.outbox[0].body).split() if "/nhan-tai-khoan/" in word)
    code = link.rstrip("/").rsplit("/", 1)[1]
    assert code not in answer.content.decode()
    assert "xa.moi@example.vn" in answer.content.decode()


@override_settings(SENDS_MAIL=True, EMAIL_BACKEND="tests.web.test_people.Refusing")
def test_a_letter_that_does_not_leave_becomes_a_sheet(admin: Client) -> None:
    text = admin.post(f"{LIST}moi/", INVITED | {"email": "xa.moi@example.vn"}).content.decode()

    assert "Chưa gửi được thư" in text
    assert 'class="code-word"' in text


class Refusing:
    """A mail server that takes nothing."""

    def __init__(self, **_options: object) -> None:
        pass

    def send_messages(self, _letters: object) -> int:
        raise OSError("refused")


def test_a_refused_invitation_keeps_what_was_typed_and_stores_nothing(admin: Client) -> None:
    answer = admin.post(f"{LIST}moi/", INVITED | {"login": "officer.a1", "office": "Chức danh mới"})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "đã có người dùng" in text
    assert "Chức danh mới" in text
    assert not OneTimeCode.objects.exists()


def test_roles_begin_and_end_on_a_persons_page(admin: Client) -> None:
    page = page_of("officer.a1")
    answer = admin.post(
        f"{page}vai-tro/",
        {"unit": "A", "role": "officer", "starts_on": "01/06/2020", "ends_on": "30/06/2020"},
    )
    assert answer.status_code == 302
    grant = RoleGrant.objects.get(person=pk("officer.a1"), unit=world.unit("A"))
    assert (grant.starts_on, grant.ends_before) == (date(2020, 6, 1), date(2020, 7, 1))

    assert admin.post(f"{page}vai-tro/{grant.pk}/ket-thuc/", {"ends_on": "15/06/2020"}).status_code == 302
    grant.refresh_from_db()
    assert grant.ends_before == date(2020, 6, 16)


def test_a_refusal_stands_at_its_form_with_what_was_typed(admin: Client) -> None:
    answer = admin.post(
        f"{page_of('officer.a1')}vai-tro/", {"unit": "A1", "role": "officer", "starts_on": "32/13/2020"}
    )
    assert answer.status_code == 422
    assert "32/13/2020" in answer.content.decode()


def test_the_last_administrator_is_told_how_to_mend_it(signed_in: SignIn) -> None:
    """Of two, one went on leave without an end of their own role: the other cannot be ended as well."""
    world.hire("admin.vn", Role.ADMINISTRATOR, "VN")
    admin = signed_in("admin.vn")
    grant = RoleGrant.objects.get(person__username="admin.p")
    own = RoleGrant.objects.get(person__username="admin.vn")

    answer = admin.post(f"{page_of('admin.vn')}vai-tro/{own.pk}/ket-thuc/")
    assert answer.status_code == 422
    assert "chính mình" in answer.content.decode()

    RoleGrant.objects.filter(pk=own.pk).update(ends_before=date(2020, 6, 1))
    answer = admin.post(f"{page_of('admin.p')}vai-tro/{grant.pk}/ket-thuc/")
    assert answer.status_code == 422
    assert "giao vai trò quản trị tại đó" in answer.content.decode()


def test_fields_that_no_form_has_change_nothing(admin: Client) -> None:
    """Mass assignment: what is posted beside the form's own fields is not looked at."""
    person = Person.objects.get(username="officer.a1")
    admin.post(
        f"{page_of('officer.a1')}sua/",
        {"office": "Công chức", "email": "", "username": "hack", "is_active": "", "password": "x", "id": "1"},
    )
    after = Person.objects.get(pk=person.pk)
    assert (after.username, after.is_active, after.password) == ("officer.a1", True, person.password)
    assert after.office == "Công chức"


def test_swapped_identifiers_change_nothing_and_show_nothing(admin: Client) -> None:
    """A grant, a delegation of somebody else's in the address of one's own person."""
    other = RoleGrant.objects.get(person__username="leader.q")
    for address in (
        f"{page_of('officer.a1')}vai-tro/{other.pk}/ket-thuc/",
        f"{page_of('leader.q')}vai-tro/{other.pk}/ket-thuc/",
        f"{page_of('leader.q')}khoa/",
        f"{page_of('leader.q')}ma/",
    ):
        assert admin.post(address).status_code == 404, address
    made = Delegation.objects.create(
        grant=other,
        delegate=Person.objects.get(username="leader.c"),
        starts_on=world.TODAY,
        ends_before=date(2020, 6, 1),
        basis="Vắng",
    )
    assert admin.post(f"/uy-quyen/{made.pk}/thoi/").status_code == 404
    answer = admin.post(
        f"{page_of('officer.a1')}uy-quyen/",
        {"grant": str(other.pk), "delegate": str(pk("officer.a1")), "ends_on": "30/05/2020", "basis": "x"},
    )
    assert answer.status_code == 404
    answer = admin.post(f"{page_of('officer.a1')}ban-giao/", {"successor": str(pk("leader.q"))})
    assert answer.status_code == 422
    assert "leader.q" not in answer.content.decode()
    other.refresh_from_db()
    assert other.ends_before is None
    assert Person.objects.get(username="leader.q").is_active


def test_a_hand_over_is_seen_before_it_is_done(admin: Client) -> None:
    world.file("A1", Month(2020, 5), 10)
    page = f"{page_of('leader.a')}ban-giao/"
    seen = admin.get(page, {"on": "20/05/2020", "successor": str(pk("officer.a"))})
    text = seen.content.decode()
    assert seen.status_code == 200
    assert "người nhận bàn giao giữ tiếp" in text
    assert "Xã Ánh" in text, "what waits at the unit"
    assert Person.objects.get(username="leader.a").is_active

    done = admin.post(page, {"on": "20/05/2020", "successor": str(pk("officer.a"))})

    assert done.status_code == 302
    assert not Person.objects.get(username="leader.a").is_active


def test_a_list_of_thousands_is_cut_into_pages_and_bad_filters_do_no_harm(admin: Client) -> None:
    for query in ("?trang=0", "?trang=999", "?trang=x", "?tim=%00%27", "?vai-tro=hack", "?tinh-trang=hack"):
        assert admin.get(LIST + query).status_code in (200, 400), query
    assert admin.get(f"{LIST}?don-vi=Z9").status_code == 404
    assert admin.get(f"{LIST}?don-vi=C").status_code == 404
