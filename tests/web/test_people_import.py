"""People out of a workbook: seen first, each fault at its cell, all or nothing, and the same again changes nothing."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nhip.apps.accounts.models import PeopleImport, Person, RoleGrant
from nhip.core.access import Role
from nhip.xlsx.reading import read_workbook
from nhip.xlsx.writing import SheetOut, Value, write_workbook
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGE = "/nguoi-dung/nhap/"
HEADINGS = ("Tên đăng nhập", "Chức danh", "Thư điện tử", "Mã đơn vị", "Vai trò", "Từ ngày", "Đến hết ngày")
GOOD: tuple[tuple[Value, ...], ...] = (
    ("xa.moi1", "Công chức xã Ánh", None, "A1", "Chuyên viên, cán bộ", date(2020, 6, 1), None),
    ("xa.moi1", "Công chức xã Ánh", None, "A", "can bo kiem tra", "01/06/2020", "31/12/2020"),
    ("xa.moi2", "Phó phòng", "pho@example.vn", "A.PDT", "Lãnh đạo đơn vị", None, None),
    ("officer.b1", "Chức danh officer.b1", None, "B", "Chuyên viên, cán bộ", None, None),
    ("officer.b1", "Chức danh officer.b1", None, "B1", "Chuyên viên, cán bộ", None, None),
)


@pytest.fixture
def admin(signed_in: SignIn) -> Client:
    return signed_in("admin.p")


def upload(client: Client, content: bytes, name: str = "nguoi.xlsx") -> object:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def book(*rows: tuple[Value, ...]) -> bytes:
    return write_workbook([SheetOut("Người dùng", HEADINGS, rows)])


def shown(client: Client, *rows: tuple[Value, ...]) -> tuple[str, str]:
    """Upload and look: the address of the preview and its text."""
    answer = upload(client, book(*rows))
    address = answer.headers["Location"]  # type: ignore[attr-defined]
    return address, client.get(address).content.decode()


def test_nothing_is_stored_until_it_is_confirmed_and_then_all_of_it(admin: Client) -> None:
    address, text = shown(admin, *GOOD)
    assert "Ghi tất cả" in text
    assert not Person.objects.filter(username__startswith="xa.moi").exists()

    answer = admin.post(address)

    assert answer.status_code == 200
    assert answer.content.decode().count('class="slip"') == 2, (
        "no mail is set up in tests: both codes on paper"
    )
    grants = RoleGrant.objects.filter(person__username="xa.moi1").order_by("pk")
    assert [(one.role, one.starts_on, one.ends_before) for one in grants] == [
        ("officer", date(2020, 6, 1), None),
        ("inspector", date(2020, 6, 1), date(2021, 1, 1)),
    ]
    assert RoleGrant.objects.filter(person__username="officer.b1").count() == 2
    assert not PeopleImport.objects.exists()
    assert admin.post(address).status_code == 404, "once"


def test_importing_the_same_again_changes_nothing(admin: Client) -> None:
    admin.post(shown(admin, *GOOD)[0])
    before = list(Person.objects.values()), list(RoleGrant.objects.values())

    address, text = shown(admin, *GOOD)
    again = admin.post(address)

    assert text.count("Đã có, giữ nguyên") == len(GOOD)
    assert again.status_code == 302
    assert (list(Person.objects.values()), list(RoleGrant.objects.values())) == before


@pytest.mark.parametrize(
    ("row", "cell", "why"),
    [
        (("Xã Mới", "Xã", None, "A1", "Lãnh đạo đơn vị", None, None), "A2", "không hợp lệ"),
        (("xa.moi", None, None, "A1", "Lãnh đạo đơn vị", None, None), "B2", "Chưa ghi chức danh"),
        (("xa.moi", "Xã", "a@b", "A1", "Lãnh đạo đơn vị", None, None), "C2", "Thư điện tử"),
        (("xa.moi", "Xã", None, "Z9", "Lãnh đạo đơn vị", None, None), "D2", "Không có đơn vị mang mã"),
        (("xa.moi", "Xã", None, "C1", "Lãnh đạo đơn vị", None, None), "D2", "không có quyền"),
        (("xa.moi", "Xã", None, "A2", "Lãnh đạo đơn vị", None, None), "D2", "Không có đơn vị mang mã"),
        (("xa.moi", "Xã", None, "A1", "Giám đốc", None, None), "E2", "Giám đốc"),
        (("xa.moi", "Xã", None, "A1", "Lãnh đạo đơn vị", "32/13/2020", None), "F2", "32/13/2020"),
        (
            ("xa.moi", "Xã", None, "A1", "Lãnh đạo đơn vị", date(2020, 6, 1), date(2020, 5, 1)),
            "G2",
            "01/05/2020",
        ),
        (("leader.q", "Xã", None, "A1", "Lãnh đạo đơn vị", None, None), "A2", "đã có người dùng"),
        (("officer.a1", "Khác", None, "A1", "Lãnh đạo đơn vị", None, None), "B2", "Chức danh officer.a1"),
        (("admin.p", "Chức danh admin.p", None, "A1", "Lãnh đạo đơn vị", None, None), "D2", "chính mình"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell_and_nothing_can_be_confirmed(
    admin: Client, row: tuple[Value, ...], cell: str, why: str
) -> None:
    people = Person.objects.count()
    address, text = shown(admin, row, GOOD[0])

    assert f"{cell}: " in text
    assert why in text
    assert "Ghi tất cả" not in text
    assert admin.post(address).status_code == 422
    assert Person.objects.count() == people, "all or nothing"


def test_rows_that_contradict_each_other_are_named(admin: Client) -> None:
    first = GOOD[0]
    _address, text = shown(admin, first, first, (first[0], "Chức danh khác", *first[2:3], "A", *first[4:]))

    assert "Trùng vai trò với dòng 2" in text
    assert "B4: Dòng 2 ghi «xa.moi1» với chức danh khác" in text


def test_a_confirmation_reads_the_kept_file_anew(admin: Client) -> None:
    """Between preview and confirmation somebody else took the login: refused, whatever the preview said."""
    address, _text = shown(admin, GOOD[2])
    world.hire("xa.moi2", Role.OFFICER, "C1")

    answer = admin.post(address)

    assert answer.status_code == 422
    assert "đã có người dùng" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Chưa chọn tệp"),
        (b"not a workbook", "không phải sổ tính Excel"),
        (b"PK\x03\x04broken", "hỏng"),
        (
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
            "không phải sổ tính",
        ),
        (b"x" * (2 * 2**20 + 1), "lớn hơn 2 MB"),
    ],
    ids=["none", "text", "broken", "xml", "large"],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(admin: Client, content: bytes, why: str) -> None:
    answer = upload(admin, content)

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert why in answer.content.decode()  # type: ignore[attr-defined]
    assert not PeopleImport.objects.exists()


def test_a_sheet_without_the_headings_says_which_are_missing(admin: Client) -> None:
    answer = upload(admin, write_workbook([SheetOut("A", ("Họ tên",), [("x",)])]))

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Mã đơn vị" in answer.content.decode()  # type: ignore[attr-defined]


def test_the_template_is_understood_by_the_import_itself(admin: Client) -> None:
    answer = admin.get(f"{PAGE}mau.xlsx")
    content = BytesIO(answer.content).read()

    sheets = read_workbook(content)

    assert [sheet.name for sheet in sheets] == ["Người dùng", "Vai trò", "Hướng dẫn"]
    assert sheets[0].rows[0] == HEADINGS
    address = upload(admin, content).headers["Location"]  # type: ignore[attr-defined]
    text = admin.get(address).content.decode()
    assert "E2: " not in text, "the example's word for a role is one"


def test_an_upload_is_its_owners_and_can_be_dropped(admin: Client, signed_in: SignIn) -> None:
    address, _text = shown(admin, GOOD[0])
    world.hire("admin.a", Role.ADMINISTRATOR, "A")
    other = Client()
    SignIn(other)("admin.a")
    assert other.get(address).status_code == 404
    assert other.post(address).status_code == 404
    assert other.post(f"{address}bo/").status_code == 404

    assert admin.post(f"{address}bo/").status_code == 302
    assert admin.get(address).status_code == 404


def test_what_a_cell_says_is_text_on_the_page(admin: Client) -> None:
    _address, text = shown(
        admin, ("xa.moi", "<script>alert(1)</script>", None, "A1", "Lãnh đạo đơn vị", None, None)
    )

    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
