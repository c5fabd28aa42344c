"""Every kind of page in a real Chromium: axe finds nothing serious, the CSP is obeyed, nothing overflows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.demo import PHONE, ROOT, Visitor

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""By night the same page has other colours and nothing else."""

# Who looks, and at what: each kind of page once, with its busiest reader.
PAGES = {
    "chuyenvien.bdt": (
        "/viec-cua-toi/",
        "/nhip/06/2020/",
        "/nhip/06/2020/?cap=commune",
        "/nhip/06/2020/?ky=quy",
        "/chi-tieu/06/2020/?chi-tieu=GN-135&ky=quy",
        "/chi-tieu/066/2020/?chi-tieu=HO-NGHEO&dia-gioi=hom-nay",
        "/chi-tieu/06/2020/dien-bien/?chi-tieu=TL-NGHEO",
        "/chi-tieu/066/2020/dien-bien/?chi-tieu=HO-NGHEO&ky=2020-Q1",
        "/chi-tieu/02137/2020/dien-bien/?chi-tieu=HO-NGHEO",
        "/nhip/06/2019/",
        "/bao-cao/06/2020/?thang=5",
        "/bao-cao-ky/06/2020/tat-ca/?ky=2020-04",
        "/bao-cao-ky/061/2020-04/",
        "/bao-cao-ky/06/2020-W20/",
        "/lich-su/bao-cao-ky/061/2020-04/",
        "/ke-hoach/06/2020/tinh-hinh/",
        "/ke-hoach/06.BDT/2020/kiem-tra/",
        "/phoi-hop/06.BDT/",
        "/tham-muu/06/2020/",
        "/thong-bao/",
        "/chuong-trinh/",
        "/chuong-trinh/CT135/",
        "/chi-dao/",
        "/chi-dao/van-ban/",
        "/chi-dao/van-ban/moi/",
        "/chi-dao/van-ban/1/",
        "/chi-dao/van-ban/2/",
        "/tim/?q=van%20vu",
        "/don-vi/",
        "/doi-mat-khau/",
        "/khong-co-trang-nay/",
    ),
    "truongphong.nari": (
        "/nhip/066/2020/",
        "/bao-cao/066/2020/?thang=5&tinh-trang=cho-duyet",
        "/ke-hoach/066/2020/",
        "/dang-xuat/",
    ),
    "kiemtoan.tinh": (
        "/nhat-ky/",
        "/nhat-ky/?tu=31/02/2020&nguoi=khong-ai",
        "/lich-su/ke-hoach/066/2020/",
        "/lich-su/bao-cao/01906/2020/4/",
        "/lich-su/don-vi/066/",
        "/lich-su/tai-khoan/1/",
    ),
    "xa.vanvu": (
        "/nhip/02137/2020/",
        "/bao-cao/02137/2020/",
        "/bao-cao/02137/2020/4/",
        "/bao-cao/02137/2020/5/",
        "/bao-cao/02137/2020/5/khong-doi/",
        "/bao-cao-ky/02137/2020/tat-ca/",
        "/bao-cao-ky/02137/2020-Q1/",
        "/ke-hoach/02137/2020/",
        "/ke-hoach/02137/2021/nhap/",
        "/ke-hoach/02137/2020/nhiem-vu/moi/?dot-xuat=1",
        "/tai-khoan/",
        "/hai-lop/",
        "/hai-lop/bat/",
    ),
    "quantri.tinh": (
        "/nguoi-dung/",
        "/nguoi-dung/moi/",
        "/nguoi-dung/nhap/",
        "/nguoi-dung/hai-lop/",
        "/nguoi-dung/1/",
        "/nguoi-dung/1/ban-giao/?on=20/05/2020",
    ),
}
BIG = "/nhip/06/2020/?cap=commune"
"""The same marks as any board, 1,300 cells of them: axe takes ten seconds, so it looks once, by daylight."""
CASES = [(login, theme) for login in PAGES for theme in ("light", "dark")]


def serious_faults(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe calls serious or critical: the rule and the first element. rules: only these; all without."""
    # Through the debugger, which the page's CSP does not bind: no script is added to the page itself.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{page.url}: {fault['id']}: {fault['nodes'][0]['html'][:140]} ({len(fault['nodes'])})"
        for fault in found["violations"]
        if fault["impact"] in SERIOUS
    ]


def is_wider_than_its_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def expects_refusals(visitor: Visitor) -> None:
    """A page that does not exist is looked at on purpose; the browser mentions its status."""
    visitor.complaints[:] = [one for one in visitor.complaints if "404" not in one]


@pytest.mark.parametrize(("login", "theme"), CASES)
def test_axe_finds_nothing_serious(visitor: Visitor, login: str, theme: str) -> None:
    page = visitor.sign_in(login)
    page.context.add_cookies([{"name": "nhip-theme", "value": theme, "url": visitor.demo.url}])

    faults = []
    for address in PAGES[login]:
        page.goto(f"{visitor.demo.url}{address}")
        assert page.get_attribute("html", "data-bs-theme") == theme
        if theme == "light":
            faults += serious_faults(page)
        elif address != BIG:
            faults += serious_faults(page, OF_COLOURS)

    expects_refusals(visitor)
    assert faults == []


@pytest.mark.parametrize("login", PAGES)
def test_a_phone_shows_every_page_without_scrolling_sideways_and_with_room_for_fingers(
    visitor: Visitor, login: str
) -> None:
    page = visitor.sign_in(login, is_phone=True)

    for address in PAGES[login]:
        page.goto(f"{visitor.demo.url}{address}")
        assert not is_wider_than_its_window(page), address
        assert small_targets(page) == [], address
        assert address == BIG or serious_faults(page) == []
    expects_refusals(visitor)


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and links that stand alone, lower than 44 px. Links inside sentences are exempt (WCAG 2.5.8)."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.btn, .seg a, .seg button, nav.main a, .form-control, .form-select')]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
            .map((one) => `${one.className} ${one.textContent.trim().slice(0, 30)}`)"""
    )
    return found


def test_text_at_twice_its_size_loses_nothing(visitor: Visitor) -> None:
    """200 % zoom of a desktop window is a window of half the width."""
    page = visitor.sign_in("chuyenvien.bdt")
    page.set_viewport_size({"width": 720, "height": 450})

    for address in PAGES["chuyenvien.bdt"]:
        page.goto(f"{visitor.demo.url}{address}")
        assert not is_wider_than_its_window(page), address
    expects_refusals(visitor)


def test_the_board_can_be_read_and_walked_with_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.sign_in("chuyenvien.bdt")
    page.goto(f"{visitor.demo.url}/nhip/06/2020/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#noi-dung"
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('td')") is not None:
            break
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused.endswith("#t1")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus is visible"
    page.keyboard.press("Enter")

    page.wait_for_url("**/nhip/058/2020/#t1")


def test_the_account_menu_opens_and_closes_with_the_keyboard(visitor: Visitor) -> None:
    page = visitor.sign_in("chuyenvien.bdt")

    page.focus(".who summary")
    page.keyboard.press("Enter")
    assert page.is_visible(".who .panel")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert not page.is_visible(".who .panel")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_progress_cells_move_like_excel_and_take_a_pasted_column(visitor: Visitor) -> None:
    page = visitor.sign_in("xa.khangninh")
    page.goto(f"{visitor.demo.url}/viec-cua-toi/")
    page.click("text=Điền báo cáo")
    cells = page.locator('input[name^="progress-"]')

    cells.nth(0).focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.name") == cells.nth(1).get_attribute("name")
    page.keyboard.press("ArrowUp")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "11\\n22,5\\n33\\n");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )

    assert [cells.nth(one).input_value() for one in range(3)] == ["11", "22,5", "33"]
    page.on("dialog", lambda dialog: dialog.accept())


def test_what_is_typed_and_not_saved_is_offered_again_after_a_reload(visitor: Visitor) -> None:
    page = visitor.sign_in("xa.bocbo")
    page.goto(f"{visitor.demo.url}/viec-cua-toi/")
    page.click("text=Điền báo cáo")
    page.on("dialog", lambda dialog: dialog.accept())
    first = page.locator('textarea[name^="done-"]').first
    first.fill("Gõ dở khi mất điện")

    page.reload()
    assert first.input_value() != "Gõ dở khi mất điện"
    page.click("text=Lấy lại")

    assert first.input_value() == "Gõ dở khi mất điện"


def test_a_draft_is_saved_in_place_and_goes_on_from_the_new_version(visitor: Visitor) -> None:
    page = visitor.sign_in("xa.bocbo")
    page.goto(f"{visitor.demo.url}/viec-cua-toi/")
    page.click("text=Điền báo cáo")
    address = page.url

    for attempt in range(2):
        page.locator('textarea[name^="done-"]').first.fill(f"Lưu lần {attempt}")
        with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            page.click("text=Lưu nháp")
        assert answered.value.status == 200
        page.wait_for_selector("#trang-thai[data-saved]")

    assert page.url == address
    page.reload()
    assert page.locator('textarea[name^="done-"]').first.input_value() == "Lưu lần 1"


def test_pages_work_without_javascript(visitor: Visitor) -> None:
    signed = visitor.sign_in("chuyenvien.bdt")
    context = visitor.browser.new_context(
        java_script_enabled=False, viewport=PHONE, storage_state=signed.context.storage_state()
    )
    visitor.contexts.append(context)
    page = context.new_page()

    page.goto(f"{visitor.demo.url}/nhip/06/2020/")
    assert page.is_visible("text=Toàn tỉnh")
    assert page.is_hidden("[data-print]"), "no dead button"
    page.click(".who summary")
    page.click("text=English")

    page.wait_for_selector("text=Whole province")


def test_the_board_prints_on_one_sheet_of_a4_landscape(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.sign_in("chuyenvien.bdt")
    page.goto(f"{visitor.demo.url}/nhip/06/2020/")

    paper = page.pdf(path=tmp_path / "board.pdf", prefer_css_page_size=True)

    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") + paper.count(b"/Type/Page/") <= 1
    assert b"842" in paper or b"841" in paper, "landscape: 842 points wide"
