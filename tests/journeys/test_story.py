"""The main job, end to end, in a browser: a commune files, the province sees the board move, the district approves.

``KEEP_PICTURES=1`` keeps the screenshots under docs/pictures.
"""

import os
import re
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.demo import ROOT, BoardCell, Demo, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.database]

KHANG_NINH, BOC_BO, BA_BE, PROVINCE = "01906", "01864", "061", "06"
MAY = 5
PATIENCE = 15
"""Seconds until something must have happened; how fast it is is for ./dev bench to say."""


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[Page, str], None]:
    folder = ROOT / "docs" / "pictures" if os.environ.get("KEEP_PICTURES") == "1" else tmp_path

    def take(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png", animations="disabled")

    return take


def may_cell(page: Page, name: str) -> str:
    """What the board shows for a unit's May."""
    row = page.locator("table.pulse tr", has=page.locator("th", has_text=name)).first
    return " ".join(row.locator("td").nth(MAY - 1).inner_text().split())


def wait_for_cell(page: Page, name: str, pattern: str) -> str:
    """Reload the board until the worker has brought it up to date."""
    end = time.monotonic() + PATIENCE
    while not re.search(pattern, shown := may_cell(page, name)):
        assert time.monotonic() < end, f"{name}: {shown!r} never became {pattern!r}"
        page.reload()
    return shown


def may(demo: Demo, unit: str, under: str) -> BoardCell:
    return demo.board(under)[unit]["months"][MAY - 1]


def fill_figures(page: Page, *, times: int) -> None:
    """Levels are copied from April; what happened in the month is typed. times: of what was spent in April."""
    cells = page.locator("input[name^=figure-], input[name^=progress-]")
    for index in range(cells.count()):
        if not cells.nth(index).input_value():
            cells.nth(index).fill("0")
    poor = page.locator("[name=figure-HO-NGHEO]")
    fewer = str(max(0, int(poor.input_value()) - 1))
    poor.fill(fewer)
    page.locator("[name='figure-HO-NGHEO:dtts']").fill(fewer)
    spent = page.locator("tr", has=page.locator("[name=figure-GN-135]")).locator("td").nth(1).inner_text()
    before = Decimal(re.sub(r"[^0-9,]", "", spent).replace(",", ".") or 0)
    page.locator("[name=figure-GN-135]").fill(str(before * times).replace(".", ","))


def write_results(officer: Page) -> None:
    """A written section, and a paper that is attached beside it without a word being lost."""
    officer.locator("[name=section-KET-QUA]").fill("Đường liên thôn đã thông xe.")
    paper = {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    officer.locator("#tep input[type=file]").set_input_files(paper)  # type: ignore[arg-type]
    officer.get_by_role("button", name="Đính kèm", exact=True).click()
    expect(officer.get_by_role("link", name="bien-ban.pdf")).to_be_visible()
    expect(officer.locator("[name=section-KET-QUA]")).to_have_value("Đường liên thôn đã thông xe.")


def answered_late(route: Route) -> None:
    """A slow server: the answer comes when typing has paused for long."""
    answer = route.fetch()
    if route.request.method == "POST":
        time.sleep(5)
    route.fulfill(response=answer)


def file_and_be_asked_back(officer: Page, question: str) -> None:
    """The answer is so late that the draft would have been saved by itself meanwhile: it is shown all the same."""
    officer.route("**/bao-cao/**", answered_late)
    officer.get_by_role("button", name="Nộp báo cáo").click()
    expect(officer.locator(".question", has_text=question)).to_be_visible()
    officer.unroute("**/bao-cao/**")


def test_a_report_filed_in_a_commune_moves_the_board_and_loses_its_mark_when_approved(
    visitor: Visitor, demo: Demo, picture: Callable[[Page, str], None]
) -> None:
    before = may(demo, BA_BE, PROVINCE)
    assert (before["reported"], before["expected"]) == (14, 15)

    officer = visitor.sign_in("xa.khangninh", is_phone=True)
    picture(officer, "1-commune-my-work")
    officer.get_by_role("link", name="Điền báo cáo").first.click()
    officer.wait_for_url(re.compile(f"/bao-cao/{KHANG_NINH}/2020/5/"))
    picture(officer, "2-commune-report")
    cells = officer.locator("input[name^=progress-]")
    for index in range(cells.count()):
        if float(cells.nth(index).input_value().replace(",", ".") or 0) < 70:
            cells.nth(index).fill("70,5")
    officer.locator("textarea[name^=done-]").first.fill("Đã nghiệm thu 120 m đường, có biên bản kèm theo.")
    write_results(officer)
    fill_figures(officer, times=30)
    file_and_be_asked_back(officer, "Gấp 30 lần kỳ trước")
    visitor.complaints[:] = [
        one for one in visitor.complaints if "422" not in one
    ]  # the answer to a question
    officer.locator(".question").scroll_into_view_if_needed()
    picture(officer, "2b-commune-asked-back")
    officer.get_by_label("Đúng như vậy").check()
    officer.get_by_role("button", name="Nộp báo cáo").click()
    expect(officer.get_by_text("Chờ duyệt").first).to_be_visible()
    picture(officer, "3-commune-filed")

    specialist = visitor.sign_in("chuyenvien.bdt")
    specialist.goto(f"{demo.url}/nhip/{PROVINCE}/2020/")
    shown = wait_for_cell(specialist, "Huyện Ba Bể", "15/15")
    picture(specialist, "4-province-board")
    after = may(demo, BA_BE, PROVINCE)
    assert (after["reported"], after["actual"]) != (before["reported"], before["actual"])
    assert f"{round_half_up(after['actual'])}%" in shown.replace(" ", "")
    assert f"KH {round_half_up(after['planned'])} " in shown

    specialist.locator("table.pulse a", has_text="Huyện Ba Bể").first.click()
    assert "chưa duyệt" in may_cell(specialist, "Xã Khang Ninh")
    commune = may(demo, KHANG_NINH, BA_BE)
    assert f"{round_half_up(commune['actual'])}%" in may_cell(specialist, "Xã Khang Ninh").replace(" ", "")
    row = specialist.locator("table.pulse tr", has=specialist.locator("th", has_text="Xã Khang Ninh")).first
    row.locator("td").nth(MAY - 1).locator("a").click()
    expect(specialist.get_by_text("Đã nghiệm thu 120 m đường").first).to_be_visible()
    expect(specialist.get_by_text("Đường liên thôn đã thông xe.")).to_be_visible()
    expect(specialist.get_by_role("link", name="bien-ban.pdf")).to_be_visible()
    picture(specialist, "5-line-behind-the-number")

    head = visitor.sign_in("truongphong.babe")
    picture(head, "6-district-my-work")
    head.goto(f"{demo.url}/bao-cao/{KHANG_NINH}/2020/5/")
    picture(head, "7-district-decides")
    head.get_by_role("button", name="Duyệt báo cáo").click()
    expect(head.get_by_text("Đã duyệt").first).to_be_visible()
    head.goto(f"{demo.url}/nhip/{BA_BE}/2020/")
    wait_for_cell(head, "Xã Khang Ninh", r"^(?!.*chưa duyệt)")
    picture(head, "8-district-board")


def round_half_up(value: object) -> int:
    assert isinstance(value, int | float)
    return int(value + 0.5)


@pytest.mark.one_engine  # the browser keeps and sends; the same sent again is tried on both in test_same_submission.py
def test_what_is_filed_while_the_line_is_down_is_sent_by_itself_once_it_is_back(
    visitor: Visitor, demo: Demo
) -> None:
    address = f"{demo.url}/bao-cao/{BOC_BO}/2020/5/"
    officer = visitor.sign_in("xa.bocbo", is_phone=True)
    officer.goto(address)
    officer.locator("textarea[name^=done-]").first.fill("Gõ khi còn mạng")
    expect(officer.get_by_text("Đã lưu nháp lúc")).to_be_visible(timeout=PATIENCE * 1000)

    officer.context.set_offline(True)
    officer.locator("textarea[name^=done-]").first.fill("Gõ lúc mất mạng")
    officer.locator("[name=section-KET-QUA]").fill("Viết lúc mất mạng")
    fill_figures(officer, times=1)
    officer.get_by_role("button", name="Nộp báo cáo").click()
    expect(officer.locator(".queue")).to_contain_text("chưa gửi được vì mất mạng")
    expect(officer.locator("#trang-thai")).to_contain_text("đã giữ trong máy này")
    assert demo.report(BOC_BO, "2020-05")["state"] == "draft"

    officer.context.set_offline(False)
    expect(officer.get_by_text("Chờ duyệt").first).to_be_visible(timeout=PATIENCE * 1000)
    assert officer.locator(".queue").count() == 0
    filed = demo.report(BOC_BO, "2020-05")
    assert filed["state"] == "filed"
    assert "Gõ lúc mất mạng" in {row["done"] for row in filed["tasks"]}
    assert "Viết lúc mất mạng" in {row["text"] for row in filed["sections"]}
    said = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    visitor.complaints[:] = [one for one in visitor.complaints if not any(word in one for word in said)]
