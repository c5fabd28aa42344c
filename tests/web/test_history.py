"""Lịch sử and Nhật ký: an auditor finds who changed a milestone; nobody learns more than their reach allows."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from nhip.apps.accounts.models import Person
from nhip.apps.accounts.services import NewPerson, add_person, end_role
from nhip.core.access import OPERATOR, Role
from nhip.core.periods import Month
from nhip.cycle import planning
from nhip.web.history.views import LINES
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
MAY = Month(2020, 5)
MOST = 12
"""Statements of a page of the journal, the session's and the person's included, whatever the number of lines."""


def change_milestone() -> int:
    """A district's officer moves June's milestone; returns the task."""
    draft = world.drafts()[1]
    officer = world.person("officer.a")
    form = planning.TaskForm(draft, lead="A")
    kept = {"actor": officer, "code": "A", "year": world.YEAR}
    task = planning.save_task(**kept, task_id=None, form=form, now=world.at(date(2020, 5, 18)))  # type: ignore[arg-type]
    later = type(draft)(
        draft.title,
        draft.deliverable,
        draft.starts_on,
        draft.deadline,
        draft.weight,
        draft.budget,
        milestones={2: Decimal(20), 4: Decimal(50), 6: Decimal(100)},
    )
    form = planning.TaskForm(later, lead="A")
    planning.save_task(**kept, task_id=task, form=form, now=world.at(date(2020, 5, 19)))  # type: ignore[arg-type]
    return task


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_an_auditor_finds_who_changed_a_milestone(signed_in: SignIn) -> None:
    change_milestone()
    client = signed_in("auditor.p")

    found = text_of(client, "/nhat-ky/?nguoi=officer.a&tu=19/05/2020&den=20/05/2020&viec=save_task")

    assert "Sửa nhiệm vụ" in found
    assert "«Việc sáu tháng»" in found
    assert "Chức danh officer.a" in found
    assert "Huyện An" in found
    assert '<li>Mốc tháng 4: <del>60 %</del> <span aria-hidden="true">→</span>' in found
    assert "<ins>50 %</ins>" in found
    assert found.count('<p class="when">') == 1, "the day before is outside the period"


def test_the_tasks_own_history_tells_the_same_to_who_may_see_it(signed_in: SignIn) -> None:
    task = change_milestone()
    client = signed_in("officer.p")

    found = text_of(client, reverse("task_history", args=[task]))

    assert found.index("Sửa nhiệm vụ") < found.index("Thêm nhiệm vụ"), "the newest first"
    assert "Mốc tháng 4" in found
    assert reverse("task_history", args=[task]) in text_of(client, reverse("task", args=[task]))


def test_a_removed_task_stays_in_its_plans_history_and_in_the_journal(signed_in: SignIn) -> None:
    task = change_milestone()
    planning.remove_task(actor=world.person("officer.a"), task_id=task, now=world.NOW)

    for login, address in (("leader.a", "/lich-su/ke-hoach/A/2020/"), ("auditor.p", "/nhat-ky/")):
        found = text_of(signed_in(login), address)
        assert "Xóa nhiệm vụ" in found
        assert "«Việc sáu tháng»" in found


def test_a_drafts_words_are_its_authors_own_and_the_auditors(signed_in: SignIn) -> None:
    from nhip.apps.reports.services import Submission, save_report

    lines = world.lines("A1", MAY, 40)
    save_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=MAY,
        submission=Submission(lines=lines, version=0),
        now=world.NOW,
    )
    address = reverse("report_history", args=["A1", 2020, 5])

    for login in ("leader.a", "admin.p"):
        found = text_of(signed_in(login), address)
        assert "Lưu nháp báo cáo" in found
        assert "Đã làm: " not in found
        assert "40 %" not in found
    for login, where in (("officer.a1", address), ("auditor.p", address), ("auditor.p", "/nhat-ky/")):
        found = text_of(signed_in(login), where)
        assert "Tiến độ «Việc cả năm»: <ins>40 %</ins>" in found


def test_a_reports_way_is_told_with_reasons(signed_in: SignIn) -> None:
    from nhip.apps.reports.deciding import return_report

    world.file("A1", MAY, 40)
    return_report(actor=world.person("leader.a"), code="A1", month=MAY, reason="Thiếu số liệu", now=world.NOW)

    found = text_of(signed_in("officer.a1"), reverse("report_history", args=["A1", 2020, 5]))

    assert "Trả lại báo cáo" in found
    assert "Lý do: <ins>Thiếu số liệu</ins>" in found
    assert "Chức danh leader.a · Lãnh đạo đơn vị" in found


def test_names_of_units_are_those_of_the_day(signed_in: SignIn) -> None:
    """The plan of a commune merged on 01/02 was approved under its old name; its heir's history tells the merger."""
    client = signed_in("auditor.p")

    assert "Xã Ân" in text_of(client, "/nhat-ky/?viec=plan_approved")
    merged = text_of(client, "/lich-su/don-vi/A9/")
    assert "Sắp xếp đơn vị" in merged
    assert "Đơn vị nguồn: <ins>Xã Bình</ins>" in merged


def test_what_went_into_a_unit_is_found_under_it(signed_in: SignIn) -> None:
    found = text_of(signed_in("auditor.p"), "/nhat-ky/?don-vi=A&viec=plan_submitted")

    assert found.count('<p class="when">') == 4
    assert "Xã Bình" in found


def test_an_auditor_sees_no_other_province(signed_in: SignIn) -> None:
    client = signed_in("auditor.p")

    found = text_of(client, "/nhat-ky/?viec=plan_submitted")
    assert "Xã Đông" in found
    assert "Xã Chi" not in found
    for code in ("Q", "C1", "VN", "Z9"):
        assert client.get("/nhat-ky/", {"don-vi": code}).status_code in (404, 422)
        assert client.get("/nhat-ky/xuat/", {"don-vi": code}).status_code in (404, 422)


@pytest.mark.parametrize("login", ["leader.p", "officer.p", "admin.p", "officer.a1"])
def test_only_auditors_are_led_to_the_journal(login: str, signed_in: SignIn) -> None:
    client = signed_in(login)

    assert 'href="/nhat-ky/"' not in text_of(client, "/viec-cua-toi/")
    assert client.get("/nhat-ky/").status_code == 404
    assert 'href="/nhat-ky/"' in text_of(signed_in("auditor.p"), "/viec-cua-toi/")


def test_a_persons_history_is_for_who_manages_or_audits_them(signed_in: SignIn) -> None:
    new = NewPerson("can.bo.moi", "Cán bộ mới", "mot-mat-khau-de-thu-khac", "A1", Role.OFFICER)
    add_person(actor=world.person("admin.p"), new=new, now=world.NOW)
    end_role(
        actor=world.person("admin.p"),
        login="can.bo.moi",
        unit="A1",
        role=Role.OFFICER,
        ends_before=date(2020, 6, 1),
        now=world.NOW,
    )

    address = reverse("person_history", args=[Person.objects.get(username="can.bo.moi").pk])
    found = text_of(signed_in("auditor.p"), address)
    for words in (
        "Tạo tài khoản",
        "Giao vai trò",
        "Kết thúc vai trò",
        "Hết vai trò từ: <ins>01/06/2020</ins>",
    ):
        assert words in found
    assert "mot-mat-khau" not in found
    assert signed_in("leader.a").get(address).status_code == 404
    assert signed_in("admin.p").get("/lich-su/tai-khoan/999999/").status_code == 404


def test_a_filter_that_cannot_be_read_says_so_and_keeps_what_was_typed(signed_in: SignIn) -> None:
    found = text_of(signed_in("auditor.p"), "/nhat-ky/?tu=31/02/2020&den=hôm nay&trang=x&viec=dance")

    assert "31/02/2020" in found
    assert found.count("không đọc được") >= 2


def test_a_search_without_finds_says_what_to_do(signed_in: SignIn) -> None:
    client = signed_in("auditor.p")

    assert "Không có tài khoản nào" in text_of(client, "/nhat-ky/?nguoi=khong.ai.ca")
    assert "chọn khoảng ngày rộng hơn" in text_of(client, "/nhat-ky/?tu=01/01/2030")


def test_people_are_found_by_login_by_part_of_their_office_and_the_operator_too(signed_in: SignIn) -> None:
    client = signed_in("auditor.p")

    assert text_of(client, "/nhat-ky/?nguoi=CHUC danh leader.b").count('<p class="when">') == 1
    assert text_of(client, "/nhat-ky/?nguoi=leader.b").count('<p class="when">') == 1
    assert "Người vận hành hệ thống" in text_of(client, "/nhat-ky/?nguoi=system operator")


def test_the_journal_is_paged_and_costs_the_same_however_long(signed_in: SignIn) -> None:
    for number in range(LINES):
        world.hire(f"nguoi.{number}", Role.OFFICER, "A1")
        new = NewPerson(f"them.{number}", "Cán bộ", "mot-mat-khau-de-thu-khac", "A1", Role.OFFICER)
        add_person(actor=world.person("admin.p"), new=new, now=world.NOW)
    client = signed_in("auditor.p")
    text_of(client, "/nhat-ky/")

    with CaptureQueriesContext(connection) as asked:
        first = text_of(client, "/nhat-ky/")
    second = text_of(client, "/nhat-ky/?trang=2")

    assert len(asked) <= MOST, [one["sql"] for one in asked.captured_queries]
    assert first.count('<p class="when">') == second.count('<p class="when">') == LINES
    assert "?trang=2" in first
    assert "trang 2 /" in second
    assert text_of(client, "/nhat-ky/?trang=999").count('<p class="when">') == 0


def test_the_export_holds_what_the_filter_means_and_no_formula(signed_in: SignIn) -> None:
    office = '=HYPERLINK("http://vi.du","x")'
    new = NewPerson("cong.thuc", office, "mot-mat-khau-de-thu-khac", "A1", Role.OFFICER)
    add_person(actor=world.person("admin.p"), new=new, now=world.NOW)
    change_milestone()
    actor = world.person("cong.thuc")
    world.file("A1", MAY, 40)
    assert actor.name == office
    client = signed_in("auditor.p")

    told = client.get("/nhat-ky/xuat/?viec=save_task&dang=csv&nguoi=officer.a").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(told)))
    assert [row["Việc"] for row in rows] == ["Sửa nhiệm vụ", "Thêm nhiệm vụ"]
    assert "Mốc tháng 4: 60\u00a0% → 50\u00a0%" in rows[0]["Thay đổi"]

    book = client.get("/nhat-ky/xuat/?viec=save_task&nguoi=officer.a")
    assert book.headers["Content-Disposition"].endswith('.xlsx"')
    sheet = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert [row[5] for row in sheet if row[5]] == ["Việc", "Sửa nhiệm vụ", "Thêm nhiệm vụ"]

    everything = client.get("/nhat-ky/xuat/?dang=csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(everything)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_nothing_of_another_language_stays_in_english(signed_in: SignIn) -> None:
    change_milestone()
    client = signed_in("auditor.p")
    client.cookies["nhip-language"] = "en"

    found = text_of(client, "/nhat-ky/?nguoi=officer.a")

    assert "Milestone of month 4: <del>60%</del>" in found
    assert "Change the task" in found
    assert OPERATOR.name not in text_of(client, "/nhat-ky/?viec=add_unit").partition("<main")[2].replace(
        "nguoi=system", ""
    ).replace("system+operator", "")
