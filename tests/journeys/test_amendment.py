"""An approved plan amended in the grid: opened with its grounds, changed, submitted, approved, and compared."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demo import Visitor
from tests.journeys.test_every_page_in_a_browser import serious_faults
from tests.journeys.test_plan_editor import cell, put, said

pytestmark = pytest.mark.browser
PLAN = "/ke-hoach/01906/2020/"


def sheet(page: Page) -> None:
    expect(page.locator("[data-plan-editor][data-ready]")).to_be_visible()


def test_a_commune_amends_its_plan_and_the_district_approves(visitor: Visitor) -> None:
    page = visitor.sign_in("xa.khangninh")
    page.goto(f"{visitor.demo.url}{PLAN}")
    page.get_by_role("link", name="Điều chỉnh kế hoạch").click()
    page.get_by_role("button", name="Mở điều chỉnh và sửa kế hoạch").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi lý do điều chỉnh")
    visitor.complaints.clear()  # the browser says that a form was refused
    assert serious_faults(page) == []
    page.get_by_label("Lý do điều chỉnh").fill("Huyện giao thêm vốn sự nghiệp")
    page.get_by_label("Căn cứ: số, ngày, tên văn bản").fill("Quyết định số 77/QĐ-UBND ngày 15/5/2020")
    page.get_by_role("button", name="Mở điều chỉnh và sửa kế hoạch").click()

    sheet(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Điều chỉnh lần 1")
    title = cell(page, 0, "title").inner_text()
    put(page, 0, "weight", "9")
    expect(said(page)).to_contain_text("Đã lưu lúc")
    rows = page.locator(".tabulator-row")
    blank = next(
        number for number in range(rows.count()) if not cell(page, number, "title").inner_text().strip()
    )
    put(page, blank, "title", "Sửa 2 km đường thôn bản")
    added = rows.filter(has_text="Sửa 2 km đường thôn bản")
    for field, text in (("deliverable", "2 km được nghiệm thu"), ("deadline", "30/11/2020"), ("weight", "3")):
        added.locator(f"[tabulator-field={field}]").click()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(added.locator("[tabulator-field=m11]")).to_have_text("100")
    # Tabulator selects the text of a cell that it has just drawn anew: Chromium says so, nothing is lost.
    visitor.complaints[:] = [one for one in visitor.complaints if "addRange" not in one]
    expect(said(page)).to_contain_text("Đã lưu lúc")

    page.get_by_role("link", name="Xem các thay đổi").click()
    expect(page.get_by_role("heading", name="2 thay đổi")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Sửa 2 km đường thôn bản")
    assert serious_faults(page) == []
    page.get_by_text("Trình điều chỉnh …").click()
    page.get_by_role("button", name="Trình cấp trên").click()
    expect(page.locator("main")).to_contain_text("Chờ duyệt")

    page = visitor.sign_in("truongphong.babe")
    page.goto(f"{visitor.demo.url}{PLAN}dieu-chinh/")
    page.get_by_role("button", name="Duyệt điều chỉnh").click()
    expect(page.locator("main")).to_contain_text("Đã có hiệu lực")
    page.get_by_role("link", name="Xem thay đổi").click()
    expect(page.get_by_role("heading", name="Từ 19/05/2020 đến 20/05/2020")).to_be_visible()
    expect(page.locator("main")).to_contain_text(title)
    assert serious_faults(page) == []
    page.goto(f"{visitor.demo.url}{PLAN}")
    expect(page.locator("main")).to_contain_text("Sửa 2 km đường thôn bản")
