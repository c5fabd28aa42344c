"""``nhip people …``: the same services as the pages, for the one who keeps the server running."""

from pathlib import Path

import pytest

from nhip.apps.accounts.models import Delegation, Person, RoleGrant, SecondFactorRequirement
from nhip.xlsx.writing import SheetOut, write_workbook
from tests import world
from tests.jobs.test_commands import Run

pytestmark = pytest.mark.django_db


@pytest.fixture
def nhip(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


def test_an_invitation_prints_the_code_the_address_and_its_last_moment(nhip: Run) -> None:
    status, out, err = nhip(
        "people", "invite", "xa.moi", "--office", "Công chức", "--unit", "A1", "--role", "officer"
    )
    assert (status, err) == (0, "")
    login, code, address, _until = out.strip().split("\t")
    assert (login, len(code)) == ("xa.moi", 19)
    assert address.endswith("/nhan-tai-khoan/")
    again = nhip("people", "code", "xa.moi")
    assert again[0] == 0
    assert code not in again[1]
    assert nhip("people", "code", "xa.moi", "--email")[0] == 1, "there is no address"


def test_delegating_requiring_locking_and_handing_over(nhip: Run) -> None:
    given = ("--unit", "A", "--role", "leader", "--to", "officer.a", "--from", "2020-05-20")
    days = ("--until", "2020-05-31", "--basis", "Nghỉ phép")
    assert nhip("people", "delegate", "leader.a", *given, *days)[0] == 0
    assert str(Delegation.objects.get().ends_before) == "2020-06-01"
    assert nhip("people", "require-mfa", "--unit", "A", "--role", "leader", "--from", "2020-05-20")[0] == 0
    assert SecondFactorRequirement.objects.count() == 1
    assert nhip("people", "deactivate", "officer.a1")[0] == 0
    assert not Person.objects.get(username="officer.a1").is_active
    assert nhip("people", "reactivate", "officer.a1")[0] == 0
    assert nhip("people", "reset-mfa", "officer.a1")[0] == 1, "there is none"
    assert nhip("people", "hand-over", "leader.b", "--to", "officer.b1")[0] == 0
    assert not world.person("leader.b").grants
    assert RoleGrant.objects.filter(person__username="officer.b1", role="leader").exists()


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (
            ("end", "admin.p", "--unit", "P", "--role", "administrator", "--before", "2020-06-01"),
            "quản trị cuối cùng",
        ),
        (("deactivate", "admin.p"), "quản trị cuối cùng"),
        (("hand-over", "admin.p"), "quản trị cuối cùng"),
        (("hand-over", "leader.q", "--as", "admin.p"), "không có quyền"),
        (("deactivate", "ai.do"), "Không có tài khoản tên «ai.do»"),
        (
            ("grant", "officer.b1", "--unit", "A2", "--role", "officer", "--from", "2020-01-01"),
            "Không có đơn vị",
        ),
        (
            ("grant", "officer.a1", "--unit", "A1", "--role", "officer", "--from", "2020-06-01"),
            "đã giữ vai trò",
        ),
        (("import", "khong-co.xlsx"), "không mở được tệp"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(nhip: Run, command: tuple[str, ...], why: str) -> None:
    before = list(RoleGrant.objects.values()), list(Person.objects.values())
    status, _out, err = nhip("people", *command)
    assert status in (1, 2)
    assert why in err
    assert (list(RoleGrant.objects.values()), list(Person.objects.values())) == before


def test_a_workbook_is_imported_whole_or_not_at_all(nhip: Run, tmp_path: Path) -> None:
    headings = ("Tên đăng nhập", "Chức danh", "Mã đơn vị", "Vai trò")
    file = tmp_path / "nguoi.xlsx"
    good = ("xa.moi", "Công chức", "A1", "Chuyên viên, cán bộ")
    file.write_bytes(
        write_workbook([SheetOut("A", headings, [good, ("xa.hai", "Công chức", "Z9", "Officer")])])
    )
    status, _out, err = nhip("people", "import", str(file))
    assert (status, "C3: " in err) == (1, True)
    assert not Person.objects.filter(username="xa.moi").exists()

    file.write_bytes(write_workbook([SheetOut("A", headings, [good])]))
    status, out, _err = nhip("people", "import", str(file))
    assert (status, out.split("\t")[0]) == (0, "xa.moi")
    assert nhip("people", "import", str(file)) == (0, "", "")
