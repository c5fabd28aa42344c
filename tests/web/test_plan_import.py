"""Excel both ways on the pages: downloaded, sent, shown, confirmed; refused at the cell; nothing stored before."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nhip.apps.accounts.models import Person
from nhip.apps.audit.models import AuditRecord
from nhip.apps.plans.models import PlanUpload
from nhip.apps.tasks.models import Task
from nhip.core.access import Role
from nhip.core.plans import TaskDraft
from nhip.cycle import planning
from tests import world
from tests.xlsx.plan_layouts import workbook, written

pytestmark = pytest.mark.django_db
BACKEND = "nhip.web.account.backend.PersonBackend"
HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm", "Tháng 6", "Tháng 12"]
FIRST = [1, "Mở 2 lớp", "Xã Ánh", "Sở Tài chính", "31/12/2021", "2 lớp", 50, 100]
SECOND = [2, "Sửa 3 km đường", "Xã Ánh", None, "15/12/2021", "3 km", 50, 100]
SEND = reverse("import_plan", args=["A1", 2021])
SHOWN = reverse("plan_import", args=["A1", 2021])


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(Person.objects.get(username="officer.a1"), backend=BACKEND)
    return client


def send(client: Client, *rows: list[object]) -> str:
    content = workbook(written([["KẾ HOẠCH NĂM 2021"], HEAD, *rows]))
    answer = client.post(SEND, {"tep": SimpleUploadedFile("kh.xlsx", content)}, follow=True)
    return answer.content.decode()


def titles() -> list[str]:
    rows = Task.objects.filter(plan__unit=world.unit("A1"), plan__year=2021).order_by("pk")
    return list(rows.values_list("title", flat=True))


def confirm(client: Client, version: int) -> int:
    return client.post(SHOWN, {"version": str(version)}).status_code


def test_a_file_is_shown_and_then_stored(officer: Client) -> None:
    page = send(officer, FIRST, SECOND)

    assert "Chưa có gì được ghi." in page
    assert "Mở 2 lớp" in page
    assert titles() == []
    assert confirm(officer, 0) == 302
    assert titles() == ["Mở 2 lớp", "Sửa 3 km đường"]
    assert not PlanUpload.objects.exists()
    assert AuditRecord.objects.filter(act="import_plan").get().after == {
        "file": "kh.xlsx", "added": 2, "changed": 0, "removed": 0,
    }  # fmt: skip


def test_a_changed_file_shows_what_it_changes(officer: Client) -> None:
    send(officer, FIRST, SECOND)
    confirm(officer, 0)
    page = send(
        officer, [*FIRST[:4], "30/11/2021", "2 lớp, 60 người", 50, 100], [3, "Trồng 5 ha quế", *SECOND[2:]]
    )

    for said in ("31/12/2021", "30/11/2021", "2 lớp, 60 người", "Trồng 5 ha quế", "Bỏ khỏi kế hoạch"):
        assert said in page
    assert titles() == ["Mở 2 lớp", "Sửa 3 km đường"]


def test_the_same_file_again_has_nothing_to_confirm(officer: Client) -> None:
    send(officer, FIRST)
    confirm(officer, 0)
    page = send(officer, FIRST)

    assert "không có gì thay đổi" in page
    assert "Ghi tất cả vào kế hoạch" not in page


def test_a_wrong_cell_is_told_and_nothing_is_kept(officer: Client) -> None:
    content = workbook(written([["KẾ HOẠCH NĂM 2021"], HEAD, FIRST, [*SECOND[:4], "mai", *SECOND[5:]]]))
    answer = officer.post(SEND, {"tep": SimpleUploadedFile("kh.xlsx", content)})

    assert answer.status_code == 422
    assert "Kế hoạch!E4" in answer.content.decode()
    assert not PlanUpload.objects.exists()
    assert titles() == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Chưa chọn tệp"),
        (b"abc", "không phải sổ tính"),
        (b"\xd0\xcf\x11\xe0x", "dạng cũ"),
        (b"a" * (5 * 2**20 + 1), "lớn hơn 5 MB"),
    ],
    ids=["empty", "text", "old", "large"],
)
def test_what_is_no_workbook_is_refused(content: bytes, why: str, officer: Client) -> None:
    answer = officer.post(SEND, {"tep": SimpleUploadedFile("kh.xlsx", content)})

    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_plan_that_somebody_changed_meanwhile_is_shown_anew(officer: Client) -> None:
    send(officer, FIRST)
    draft = TaskDraft("Việc khác 1", "", date(2021, 1, 1), date(2021, 6, 30), 1)
    planning.save_task(
        actor=world.person("officer.a1"),
        code="A1",
        year=2021,
        task_id=None,
        form=planning.TaskForm(draft, lead="A1"),
        now=world.NOW,
    )

    answer = officer.post(SHOWN, {"version": "0"})
    assert answer.status_code == 409
    assert "đã thay đổi từ lúc xem trước" in answer.content.decode()
    assert titles() == ["Việc khác 1"]
    assert confirm(officer, 1) == 302
    assert titles() == ["Mở 2 lớp"]


def test_a_plan_out_of_hands_takes_no_file(officer: Client) -> None:
    page = officer.get(reverse("import_plan", args=["A1", 2020])).content.decode()

    assert "không sửa được" in page
    assert 'type="file"' not in page
    sent = SimpleUploadedFile("kh.xlsx", workbook(written([HEAD, FIRST])))
    assert officer.post(reverse("import_plan", args=["A1", 2020]), {"tep": sent}).status_code == 422


def test_a_file_is_thrown_away(officer: Client) -> None:
    send(officer, FIRST)
    officer.post(reverse("drop_plan_import", args=["A1", 2021]))

    assert not PlanUpload.objects.exists()
    assert officer.get(SHOWN).status_code == 302


def test_a_file_belongs_to_who_sent_it(officer: Client) -> None:
    send(officer, FIRST)
    other = Client()
    other.force_login(world.hire("officer.a1b", Role.OFFICER, "A1"), backend=BACKEND)

    assert other.get(SHOWN).status_code == 302
    assert other.post(SHOWN, {"version": "0"}).status_code == 302
    assert titles() == []


def test_the_plan_is_downloaded_as_a_workbook(officer: Client) -> None:
    answer = officer.get(reverse("plan_workbook", args=["A1", 2020]))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="ke-hoach-A1-2020.xlsx"'
    assert answer.content.startswith(b"PK")
