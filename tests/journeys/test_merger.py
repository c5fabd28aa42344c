"""The resolution of 01/02/2020 prepared from its workbook, previewed, applied, seen from both sides of the date."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.demo import ROOT, Demo, Visitor
from tests.journeys.test_every_page_in_a_browser import is_wider_than_its_window, serious_faults

pytestmark = pytest.mark.browser
PICTURES = ROOT / "docs" / "pictures"


@pytest.fixture
def visitor(browser: Browser, eve: Demo) -> Iterator[Visitor]:
    somebody = Visitor(browser, eve)
    yield somebody
    somebody.leave()
    assert not somebody.complaints


def picture(page: Page, name: str) -> None:
    if os.environ.get("KEEP_PICTURES") == "1":
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def test_the_real_resolution_is_prepared_previewed_applied_and_seen_on_both_sides(
    visitor: Visitor, tmp_path: Path
) -> None:
    file = tmp_path / "nghi-quyet-855.xlsx"
    assert visitor.demo.nhip("demo", "resolution", str(file)).returncode == 0
    page = visitor.sign_in("quantri.tinh")
    page.goto(f"{visitor.demo.url}/don-vi/")
    page.get_by_role("link", name="Sắp xếp đơn vị").click()
    page.get_by_role("link", name="Chuẩn bị đợt đầu tiên").click()
    page.get_by_label("Có hiệu lực từ ngày").fill("01/02/2020")
    page.get_by_label("Căn cứ: số, ngày").fill("Nghị quyết 855/NQ-UBTVQH14 ngày 10/01/2020")
    page.get_by_label("Tệp .xlsx").set_input_files(file)
    page.get_by_role("button", name="Đọc tệp và lưu").click()

    kpi = page.locator(".kpi", has_text="Tỉnh Bắc Kạn")
    expect(kpi).to_contain_text("122 → 108")
    divided = page.locator("tr", has=page.get_by_text("Xã Văn Học", exact=False)).first
    expect(divided).to_contain_text("84,3 %")
    expect(divided).to_contain_text("dân số 2019")
    expect(divided).to_contain_text("chuyển cho Xã Văn Vũ")
    assert serious_faults(page) == []
    assert not is_wider_than_its_window(page)
    picture(page, "merger-preview")

    page.get_by_role("button", name="Áp dụng đợt sắp xếp").click()
    expect(page.get_by_role("status")).to_contain_text("Đã áp dụng")
    assert len(visitor.demo.board("066")) == 17 + 1  # its communes and its own office

    page.get_by_role("link", name="Cây trước ngày sắp xếp").click()
    expect(page.locator(".tree")).to_contain_text("Xã Vũ Loan")
    page.go_back()
    page.get_by_role("link", name="Cây từ ngày sắp xếp").click()
    expect(page.locator(".tree")).to_contain_text("Xã Văn Vũ")
    expect(page.locator(".tree")).to_contain_text("kế tục")

    page.goto(f"{visitor.demo.url}/don-vi/02137/?ngay=2020-01-31")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xã Vũ Loan")
    page.get_by_role("link", name="Xã Văn Vũ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xã Văn Vũ")
    expect(page.locator("main")).to_contain_text("Xã Văn Học")
    assert serious_faults(page) == []
    picture(page, "unit-line")

    page.goto(f"{visitor.demo.url}/don-vi/sap-xep/")
    page.get_by_role("link", name="Nghị quyết 855").click()
    page.get_by_role("button", name="Hoàn tác", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã hoàn tác")
    assert len(visitor.demo.board("066")) == 22 + 1


def test_the_form_of_a_reorganisation_fits_a_phone(visitor: Visitor) -> None:
    page = visitor.sign_in("quantri.tinh", is_phone=True)
    page.goto(f"{visitor.demo.url}/don-vi/sap-xep/moi/")
    assert not is_wider_than_its_window(page)
    assert serious_faults(page) == []
