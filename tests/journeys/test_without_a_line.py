"""The line is down: report pages opened before still open; what is typed waits and is filed once; all of one person."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, expect

from tests.journeys.demo import TODAY, Demo, Visitor

pytestmark = pytest.mark.browser

BOC_BO = "01864"
REPORT = f"/bao-cao/{BOC_BO}/2020/5/"
APRIL = f"/bao-cao/{BOC_BO}/2020/4/"
PATIENCE = 30
"""Seconds until something must have happened."""
WORDS = "Gõ khi mất mạng: đã họp thôn."
NO_LINE = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|htmx:sendError|htmx:afterRequest")
CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const one of await (await caches.open(name)).keys()) {
      const url = new URL(one.url);
      found.push([name, url.pathname + url.search]);
    }
  return found;
}"""


def kept(page: Page) -> set[str]:
    """What the browser keeps, static files left out."""
    return {path for _name, path in page.evaluate(CACHED) if not path.startswith("/static/")}


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, page.evaluate(CACHED)
        page.wait_for_timeout(100)


def opened(page: Page, demo: Demo, path: str) -> None:
    """Open a report page and wait until the browser keeps it with its files."""
    page.goto(f"{demo.url}{path}")

    def is_kept() -> bool:
        found = [one for _name, one in page.evaluate(CACHED)]
        return path in found and any("nhip.js" in one or "nhip/nhip." in one for one in found)

    wait_until(page, is_kept)


def fill(page: Page) -> None:
    """Whatever is empty, so that the report can be filed."""
    for cell in page.locator("input[name^=figure-], input[name^=progress-]").all():
        if not cell.input_value():
            cell.fill("0")


def refused_to_open(page: Page, address: str) -> bool:
    try:
        page.goto(address)
    except Error:
        page.wait_for_url("chrome-error://**")  # the browser's own page, which comes a moment later
        return True
    return False


def forgive(visitor: Visitor) -> None:
    """The browser says itself that there is no line, and what was asked back."""
    visitor.complaints[:] = [
        one for one in visitor.complaints if not NO_LINE.search(one) and "422" not in one
    ]


def filings(demo: Demo) -> int:
    """How often the commune filed on the demo's day."""
    found = demo.nhip("audit", "show", "--unit", BOC_BO, "--act", "report_filed", "--from", TODAY, "--json")
    assert found.returncode == 0, found.stderr
    return found.stdout.count('"report_filed"')


def test_a_report_page_opens_without_a_line_and_what_is_filed_there_is_filed_once(
    visitor: Visitor, demo: Demo
) -> None:
    officer = visitor.sign_in("xa.bocbo", is_phone=True)
    opened(officer, demo, APRIL)
    opened(officer, demo, REPORT)
    fill(officer)
    officer.locator("textarea[name^=done-]").first.fill("Lưu khi còn mạng.")
    officer.get_by_role("button", name="Lưu nháp").click()
    expect(officer.get_by_text("Đã lưu nháp lúc")).to_be_visible()
    assert (demo.report(BOC_BO, "2020-05")["state"], filings(demo)) == ("draft", 0)

    officer.context.set_offline(True)
    officer.reload()
    expect(officer.locator(".note.offline")).to_contain_text("Đang ngoại tuyến: bản trang lưu lúc")
    expect(officer.locator("textarea[name^=done-]").first).to_have_value("Lưu khi còn mạng.")
    officer.locator("textarea[name^=done-]").first.fill(WORDS)
    officer.get_by_role("button", name="Nộp báo cáo").click()
    expect(officer.locator(".queue")).to_contain_text("chưa gửi được vì mất mạng")
    officer.goto(f"{demo.url}{APRIL}")
    expect(officer.locator(".queue")).to_contain_text("Báo cáo tháng 5/2020")
    officer.goto(f"{demo.url}{REPORT}")
    officer.get_by_role("button", name="Lấy lại").click()
    expect(officer.locator("textarea[name^=done-]").first).to_have_value(WORDS)

    officer.context.set_offline(False)
    expect(officer.locator(".queue")).to_have_count(0, timeout=PATIENCE * 1000)
    told = demo.report(BOC_BO, "2020-05")
    assert (told["state"], told["tasks"][0]["done"], filings(demo)) == ("filed", WORDS, 1)
    officer.goto(f"{demo.url}{REPORT}")
    expect(officer.get_by_text("Chờ duyệt").first).to_be_visible()
    assert officer.locator(".note.offline").count() == 0, "nothing kept is shown while the server answers"
    forgive(visitor)


def test_nothing_but_report_pages_and_the_draft_is_kept_and_signing_out_drops_it(
    visitor: Visitor, demo: Demo
) -> None:
    officer = visitor.sign_in("xa.khangninh")
    own = "/bao-cao/01906/2020/5/"
    opened(officer, demo, own)
    officer.locator("textarea[name^=done-]").first.fill("Nháp")
    officer.get_by_role("button", name="Lưu nháp").click()
    expect(officer.get_by_text("Đã lưu nháp lúc")).to_be_visible()
    for other in ("/viec-cua-toi/", "/bao-cao/01906/2020/", "/nhip/01906/2020/", "/tai-khoan/"):
        officer.goto(f"{demo.url}{other}")
    assert kept(officer) == {own, f"{own}?da-luu"}

    officer.goto(f"{demo.url}{own}")
    officer.locator("summary", has_text="Cán bộ").click()
    officer.get_by_role("button", name="Đăng xuất").click()
    officer.wait_for_url(re.compile("/dang-nhap/"))
    wait_until(officer, lambda: not officer.evaluate("caches.keys()"))
    officer.context.set_offline(True)
    assert refused_to_open(officer, f"{demo.url}{own}")
    forgive(visitor)


@pytest.mark.parametrize("is_signed_out", [True, False], ids=["signed out offline", "session gone"])
def test_another_person_at_the_same_browser_gets_nothing_of_the_first_ones(
    visitor: Visitor, demo: Demo, *, is_signed_out: bool
) -> None:
    first = visitor.sign_in("xa.khangninh")
    own = "/bao-cao/01906/2020/4/"
    opened(first, demo, own)
    if is_signed_out:
        first.context.set_offline(True)
        first.locator("summary", has_text="Cán bộ").click()
        first.get_by_role("button", name="Đăng xuất").click()
        first.wait_for_url("chrome-error://**")
        assert refused_to_open(first, f"{demo.url}{own}"), (
            "signed out without a line: nothing is shown any more"
        )
        first.context.set_offline(False)
    first.context.clear_cookies()
    first.goto(f"{demo.url}/dang-nhap/")
    first.fill("[name=login]", "xa.vanvu")
    first.fill("[name=password]", demo.password)
    first.press("[name=password]", "Enter")
    first.wait_for_url(f"{demo.url}/viec-cua-toi/")
    theirs = "/bao-cao/02137/2020/4/"
    opened(first, demo, theirs)
    assert kept(first) == {theirs}
    first.context.set_offline(True)
    assert refused_to_open(first, f"{demo.url}{own}")
    first.goto(f"{demo.url}{theirs}")
    expect(first.locator(".note.offline")).to_be_visible()
    forgive(visitor)


def test_a_kept_page_is_under_the_same_content_security_policy(visitor: Visitor, demo: Demo) -> None:
    officer = visitor.sign_in("xa.vanvu")
    opened(officer, demo, "/bao-cao/02137/2020/4/")
    online = officer.reload()
    officer.context.set_offline(True)
    offline = officer.reload()
    assert online is not None
    assert offline is not None
    assert offline.from_service_worker
    assert "default-src 'none'" in online.headers["content-security-policy"]
    assert offline.headers["content-security-policy"] == online.headers["content-security-policy"]
    forgive(visitor)


def test_what_did_not_change_is_filed_through_the_queue_too(visitor: Visitor, demo: Demo) -> None:
    officer = visitor.sign_in("xa.vanvu")
    address = f"{demo.url}/bao-cao/02137/2020/5/"
    officer.goto(address)
    fill(officer)
    officer.get_by_role("button", name="Lưu nháp").click()
    expect(officer.get_by_text("Đã lưu nháp lúc")).to_be_visible()
    officer.goto(f"{address}khong-doi/")
    officer.context.set_offline(True)
    officer.get_by_role("button", name="Nộp", exact=True).click()
    expect(officer.locator(".queue")).to_contain_text("(nộp) – gõ lúc")
    officer.context.set_offline(False)
    expect(officer.get_by_text("Chờ duyệt").first).to_be_visible(timeout=PATIENCE * 1000)
    assert officer.url == address
    assert demo.report("02137", "2020-05")["state"] == "filed"
    forgive(visitor)
