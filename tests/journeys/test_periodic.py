"""The first quarter goes up from a commune, April from its district: filed, sent back, mended, approved."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demo import Demo, Visitor

pytestmark = pytest.mark.browser

VAN_VU, NA_RI = "02137", "066"
REQUIRED = ("TINH-HINH", "KET-QUA", "HAN-CHE", "NHIEM-VU")
PATIENCE = 15_000
"""Milliseconds until something must have happened."""


def write(page: Page, sections: tuple[str, ...], text: str) -> None:
    for code in sections:
        page.locator(f"[name=section-{code}]").fill(text)


def send(page: Page) -> None:
    page.get_by_role("button", name="Nộp báo cáo").click()
    expect(page.get_by_text("Đã nộp, chờ duyệt").first).to_be_visible(timeout=PATIENCE)


def test_a_quarter_goes_up_and_a_month_comes_back_once(visitor: Visitor, demo: Demo) -> None:
    officer = visitor.sign_in("xa.vanvu", is_phone=True)
    card = officer.locator("li.card-x", has_text="Báo cáo quý I/2020")
    card.get_by_role("link", name="Lập báo cáo").click()
    expect(officer.get_by_role("heading", name="Báo cáo quý I/2020")).to_be_visible()
    write(officer, REQUIRED[:-1], "Quý một ổn định.")
    officer.locator("[name=section-NHIEM-VU]").fill("")
    officer.get_by_role("button", name="Nộp báo cáo").click()
    expect(officer.get_by_text("chưa có nội dung").first).to_be_visible(timeout=PATIENCE)
    visitor.complaints[:] = [one for one in visitor.complaints if "422" not in one]  # that it was refused
    write(officer, ("NHIEM-VU",), "Làm đường thôn Nà Lẹng.")
    send(officer)

    head = visitor.sign_in("truongphong.nari")
    head.goto(f"{demo.url}/bao-cao-ky/{NA_RI}/2020/tat-ca/?ky=2020-Q1")
    row = head.locator("tr", has_text="Xã Văn Vũ")
    row.get_by_role("checkbox").check()
    head.get_by_role("button", name="Duyệt các báo cáo đã chọn").click()
    expect(head.get_by_text("Đã duyệt 1 báo cáo quý I/2020")).to_be_visible()

    specialist = visitor.sign_in("chuyenvien.nari")
    specialist.goto(f"{demo.url}/bao-cao-ky/{NA_RI}/2020-04/")
    expect(specialist.get_by_text(re.compile(r"\d+/\d+ báo cáo tháng đã duyệt"))).to_be_visible()
    write(specialist, ("KET-QUA",), "Giải ngân đạt 20 %.")
    send(specialist)

    vice = visitor.sign_in("phochutich.tinh")
    vice.goto(f"{demo.url}/bao-cao-ky/{NA_RI}/2020-04/")
    vice.get_by_text("Trả lại …").click()
    vice.locator("[name=reason]").fill("Nêu rõ xã nào chậm giải ngân")
    vice.get_by_role("button", name="Trả lại kèm lý do").click()
    expect(vice.get_by_text("Bị trả lại").first).to_be_visible()

    specialist.goto(f"{demo.url}/viec-cua-toi/")
    back = specialist.locator("li.card-x", has_text="Nêu rõ xã nào chậm giải ngân")
    back.get_by_role("link", name="Sửa và nộp lại").click()
    write(specialist, ("KET-QUA",), "Giải ngân đạt 20 %; chậm nhất là xã Kim Lư.")
    send(specialist)
    vice.goto(f"{demo.url}/bao-cao-ky/{NA_RI}/2020-04/")
    expect(vice.get_by_text("chậm nhất là xã Kim Lư")).to_be_visible()
    vice.get_by_role("button", name="Duyệt báo cáo").click()
    expect(vice.get_by_text("Đã duyệt").first).to_be_visible()
