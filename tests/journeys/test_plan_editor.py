"""A plan drawn up in the grid: typed, pasted from a spreadsheet, mended at the cells, two editors, and submitted."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.demo import Visitor
from tests.journeys.test_every_page_in_a_browser import serious_faults

pytestmark = pytest.mark.browser
PLAN = "/ke-hoach/02137/2021/"
BLOCK = (
    (
        "Sửa 3 km đường nội thôn",
        "3 km được nghiệm thu",
        "UBND xã Văn Vũ",
        "",
        "01/02/2021",
        "15/12/2021",
        "2",
        "1.200,5",
    ),
    ("Đẩy mạnh tuyên truyền", "", "Xã Văn Vủ", "", "01/02/2021", "31/02/2021", "x", ""),
)
PASTE = """(element, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def opened(visitor: Visitor, page: Page) -> Page:
    page.goto(f"{visitor.demo.url}{PLAN}soan/")
    expect(page.locator("[data-plan-editor][data-ready]")).to_be_visible()
    return page


def cell(page: Page, row: int, field: str) -> Locator:
    return page.locator(".tabulator-row").nth(row).locator(f"[tabulator-field={field}]")


def put(page: Page, row: int, field: str, text: str) -> None:
    """Into a cell, as in a spreadsheet: chosen, typed over, Enter."""
    cell(page, row, field).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def said(page: Page) -> Locator:
    return page.locator("[data-plan-said]")


def found(page: Page) -> Locator:
    return page.locator("[data-plan-findings]")


def test_a_plan_is_typed_pasted_mended_and_submitted(visitor: Visitor) -> None:
    page = opened(visitor, visitor.sign_in("xa.vanvu"))
    put(page, 0, "title", "Mở 2 lớp học nghề")
    expect(cell(page, 0, "lead")).to_have_text("Xã Văn Vũ")
    put(page, 0, "deadline", "31/08/2021")
    expect(said(page)).to_contain_text("Đã lưu lúc")
    expect(cell(page, 0, "m8")).to_have_text("100")
    expect(found(page)).to_contain_text("KH109")
    assert serious_faults(page) == []

    cell(page, 1, "title").click()
    text = "\r\n".join("\t".join(line) for line in BLOCK)
    page.locator(".tabulator-tableholder").evaluate(PASTE, text)
    expect(said(page)).to_contain_text("1 nhiệm vụ chưa lưu được")
    expect(cell(page, 1, "q4")).to_have_text("100")
    expect(found(page)).to_contain_text("có phải Xã Văn Vũ")
    expect(found(page)).to_contain_text("Ngày «31/02/2021» không đọc được")

    put(page, 2, "lead", "Xã Văn Vũ")
    put(page, 2, "deadline", "26/02/2021")
    put(page, 2, "weight", "3")
    expect(said(page)).to_contain_text("Đã lưu lúc")
    expect(found(page)).to_contain_text("KH201")

    put(page, 1, "budget", "999")
    expect(said(page)).to_contain_text("Đã lưu lúc")
    cell(page, 1, "budget").click()
    page.keyboard.press("Control+Z")
    expect(cell(page, 1, "budget")).to_have_text("1.200,5")
    expect(said(page)).to_contain_text("Đã lưu lúc")

    other = opened(visitor, page.context.new_page())
    put(other, 0, "deliverable", "2 lớp đã mở")
    expect(said(other)).to_contain_text("Đã lưu lúc")
    put(page, 0, "deliverable", "02 lớp, 60 người")
    expect(found(page)).to_contain_text("Hai người cùng sửa")
    expect(found(page).get_by_role("cell", name="2 lớp đã mở")).to_be_visible()
    page.get_by_role("button", name="Giữ của tôi").click()
    expect(said(page)).to_contain_text("Đã lưu lúc")
    expect(cell(page, 0, "deliverable")).to_have_text("02 lớp, 60 người")

    page.get_by_role("link", name="Xong").click()
    page.get_by_text("Trình kế hoạch …").click()
    page.get_by_role("button", name="Trình cấp trên").click()
    expect(page.locator("main")).to_contain_text("Đã trình kế hoạch năm 2021")


def test_what_is_typed_without_a_line_waits_and_is_sent(visitor: Visitor) -> None:
    page = visitor.sign_in("xa.khangninh")
    page.goto(f"{visitor.demo.url}/ke-hoach/")
    address = page.url.replace("/2020/", "/2021/")
    page.goto(f"{address}soan/")
    expect(page.locator("[data-plan-editor][data-ready]")).to_be_visible()
    put(page, 0, "title", "Mở 2 lớp học nghề")
    page.route("**/soan/luu/", lambda route: route.abort())
    put(page, 0, "deadline", "31/08/2021")
    expect(said(page)).to_contain_text("Mất kết nối")
    page.unroute("**/soan/luu/")
    expect(said(page)).to_contain_text("Đã lưu lúc", timeout=15_000)
    visitor.complaints.clear()  # the browser says that the line was down
