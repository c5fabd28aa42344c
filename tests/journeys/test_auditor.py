"""An auditor finds who changed a milestone: by search, in the history, in the person's journal, in the export."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect
from python_calamine import CalamineWorkbook

from tests.journeys.demo import Visitor
from tests.journeys.test_every_page_in_a_browser import is_wider_than_its_window, serious_faults

pytestmark = pytest.mark.browser
TITLE = "Rà soát công trình nước sinh hoạt sau mưa lũ"
OFFICE = "Chuyên viên Ban Dân tộc tỉnh Bắc Kạn"


def plan_a_task_and_move_its_milestone(page: Page, url: str) -> None:
    """By the specialist: due on 31/07 with half of it by June; then a month later with a quarter by June."""
    page.goto(f"{url}/ke-hoach/")
    page.get_by_role("link", name="Thêm nhiệm vụ đột xuất").click()
    typed = {
        "title": TITLE,
        "deliverable": "Báo cáo rà soát",
        "starts_on": "01/06/2020",
        "deadline": "31/07/2020",
        "m6": "50",
        "m7": "100",
    }
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    page.get_by_role("button", name="Lưu", exact=False).first.click()
    page.get_by_role("link", name="Sửa nhiệm vụ").click()
    for name, text in {"deadline": "31/08/2020", "m6": "25", "m7": "60", "m8": "100"}.items():
        page.fill(f"[name={name}]", text)
    page.get_by_role("button", name="Lưu", exact=False).first.click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu nhiệm vụ")


def kept(page: Page, press: Callable[[], None], place: Path) -> Path:
    with page.expect_download() as loading:
        press()
    download: Download = loading.value
    download.save_as(place)
    return place


def test_an_auditor_finds_who_changed_a_milestone_and_takes_the_record_along(
    visitor: Visitor, tmp_path: Path
) -> None:
    specialist = visitor.sign_in("chuyenvien.bdt")
    plan_a_task_and_move_its_milestone(specialist, visitor.demo.url)

    page = visitor.sign_in("kiemtoan.tinh")
    page.keyboard.press("Control+k")
    page.keyboard.type("ra soat cong trinh nuoc")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    page.get_by_role("link", name="Lịch sử", exact=True).click()

    newest = page.locator("ol.history > li").first
    expect(newest).to_contain_text("Sửa nhiệm vụ")
    expect(newest).to_contain_text("20/05/2020")
    for field, before, after in (
        ("Thời hạn", "31/07/2020", "31/08/2020"),
        ("Mốc tháng 6", "50 %", "25 %"),
        ("Mốc tháng 7", "100 %", "60 %"),
    ):
        fact = newest.locator("li", has_text=field)
        expect(fact.locator("del")).to_have_text(before)
        expect(fact.locator("ins")).to_have_text(after)
    expect(newest.locator(".who-did")).to_contain_text(OFFICE)
    expect(newest.locator(".who-did")).to_contain_text("Chuyên viên, cán bộ")
    assert serious_faults(page) == []

    newest.get_by_role("link", name=OFFICE).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nhật ký")
    assert page.input_value("#nguoi") == OFFICE
    page.fill("#tu", "20/05/2020")
    page.fill("#den", "20/05/2020")
    page.select_option("#viec", label="Lưu nhiệm vụ")
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(page.locator("ol.history > li")).to_have_count(2)
    expect(page.locator("ol.history > li").first.get_by_role("link", name=TITLE)).to_be_visible()
    assert serious_faults(page) == []

    excel = kept(page, page.get_by_role("link", name="Tải Excel").click, tmp_path / "nhat-ky.xlsx")
    rows = CalamineWorkbook.from_path(str(excel)).get_sheet_by_index(0).to_python()
    told = [row for row in rows if any(TITLE in str(cell) for cell in row)]
    assert [row[5] for row in told] == ["Sửa nhiệm vụ", "Thêm nhiệm vụ"]
    assert (told[0][1], told[0][3], told[0][4]) == ("20/05/2020", OFFICE, "Chuyên viên, cán bộ")
    changes = str(told[0][8]).splitlines()
    assert "Mốc tháng 6: 50\u00a0% → 25\u00a0%" in changes
    assert "Thời hạn: 31/07/2020 → 31/08/2020" in changes
    csv = kept(page, page.get_by_role("link", name="Tải CSV").click, tmp_path / "nhat-ky.csv")
    assert "Mốc tháng 6: 50\u00a0% → 25\u00a0%" in csv.read_text(encoding="utf-8-sig")


def test_who_did_it_leads_to_the_journal_on_a_phone_too_and_only_for_auditors(visitor: Visitor) -> None:
    page = visitor.sign_in("kiemtoan.tinh", is_phone=True)
    page.goto(f"{visitor.demo.url}/lich-su/don-vi/066/")
    assert not is_wider_than_its_window(page)
    page.locator(".who-did a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nhật ký")
    assert not is_wider_than_its_window(page)

    other = visitor.sign_in("truongphong.nari")
    other.goto(f"{visitor.demo.url}/lich-su/don-vi/066/")
    expect(other.locator(".who-did").first).to_be_visible()
    expect(other.locator(".who-did a")).to_have_count(0)
