"""A district returns one cell and approves the rest; the province sees April as reported and as known now."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demo import Demo, Visitor

pytestmark = pytest.mark.browser

VAN_VU, NA_RI, PROVINCE = "02137", "066", "06"
PATIENCE = 15_000
"""Milliseconds until something must have happened."""


def file_may(demo: Demo, folder: Path) -> None:
    """The commune files by command: levels as in April, nothing else happened."""
    told = demo.report(VAN_VU, "2020-05")
    april = demo.report(VAN_VU, "2020-04")
    file = folder / "may.json"
    told["tasks"] = [{**row, "progress": 60} for row in told["tasks"]]
    told["figures"] = april["figures"]
    file.write_text(json.dumps(told), encoding="utf-8")
    demo.nhip("report", "file", str(file), "--as", "xa.vanvu").check_returncode()


def waiting(page: Page, demo: Demo) -> int:
    page.goto(f"{demo.url}/bao-cao/{NA_RI}/2020/?thang=5&tinh-trang=cho-duyet")
    return page.locator("input[name=unit]").count()


def test_a_district_returns_one_cell_and_approves_the_rest(
    visitor: Visitor, demo: Demo, tmp_path: Path
) -> None:
    file_may(demo, tmp_path)
    address = f"{demo.url}/bao-cao/{VAN_VU}/2020/5/"
    head = visitor.sign_in("truongphong.nari")
    before = waiting(head, demo)
    assert before > 1
    head.goto(address)
    head.get_by_text("Trả lại …").click()
    cell = head.locator("tr", has=head.locator("[name=return-figure-HO-NGHEO]"))
    cell.locator("summary").click()
    cell.locator("[name=return-figure-HO-NGHEO]").fill("Khác sổ hộ nghèo của xã")
    head.get_by_role("button", name="Trả lại các ô đã ghi lý do").click()
    expect(head.get_by_text("Trả lại một phần").first).to_be_visible()
    assert waiting(head, demo) == before - 1
    for box in head.locator("input[name=unit]").all():
        box.check()
    head.get_by_role("button", name="Duyệt các báo cáo đã chọn").click()
    expect(head.get_by_text(re.compile("Đã duyệt .* báo cáo tháng 5/2020"))).to_be_visible()

    officer = visitor.sign_in("xa.vanvu", is_phone=True)
    officer.goto(address)
    expect(officer.get_by_text("Trả lại: Khác sổ hộ nghèo của xã")).to_be_visible()
    assert officer.locator("input[name^=figure-]:not([readonly])").count() == 1
    poor = officer.locator("[name=figure-HO-NGHEO]")
    mended = str(int(Decimal(poor.input_value())) + 3)
    poor.fill(mended)
    officer.get_by_role("button", name="Nộp báo cáo").click()
    expect(officer.get_by_text("Chờ duyệt").first).to_be_visible(timeout=PATIENCE)

    head.goto(address)
    head.get_by_role("button", name="Duyệt báo cáo").click()
    expect(head.get_by_text("Đã duyệt").first).to_be_visible()
    figures = {
        row["indicator"]: row["value"]
        for row in demo.report(VAN_VU, "2020-05")["figures"]
        if not row["category"]
    }
    assert figures["HO-NGHEO"] == int(mended)


def test_april_as_reported_and_as_known_now_differ_by_the_correction(visitor: Visitor, demo: Demo) -> None:
    def told(unit: str) -> dict[str, Decimal]:
        """Of complaints received: reported, known."""
        printed = demo.nhip("report", "totals", "--unit", unit, "--period", "2020-04", "--json")
        rows = json.loads(printed.stdout)["figures"]
        one = next(row for row in rows if row["indicator"] == "DON-THU")
        return {side: Decimal(one[side]) for side in ("reported", "known")}

    before = told(NA_RI)
    head = visitor.sign_in("truongphong.nari")
    head.get_by_role("link", name="Xem và trả lời").click()
    head.get_by_role("button", name="Chấp nhận đính chính").click()
    expect(head.get_by_text("Đã chấp nhận đính chính")).to_be_visible()

    specialist = visitor.sign_in("chuyenvien.bdt")
    specialist.goto(f"{demo.url}/bao-cao/{PROVINCE}/2020/doi-chieu/?ky=2020-04&chi-tieu=DON-THU")
    specialist.get_by_role("link", name="Huyện Na Rì").click()
    line = specialist.locator("table.compared tr", has_text="Xã Văn Vũ")
    for _look in range(20):
        if "+1" in line.inner_text():
            break
        specialist.reload()
    expect(line).to_contain_text("+1")
    expect(specialist.get_by_text("Một đơn gửi qua bưu điện")).to_be_visible()
    after = told(NA_RI)
    assert after == {"reported": before["reported"], "known": before["known"] + 1}
