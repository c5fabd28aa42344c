"""A task led by the province's committee with two departments coordinating, one of them late: seen on both sides."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demo import ROOT, Visitor
from tests.journeys.test_every_page_in_a_browser import serious_faults

pytestmark = pytest.mark.browser
PICTURES = ROOT / "docs" / "pictures"
TITLE = "Tổng hợp, trình bổ sung vốn sự nghiệp Chương trình 135"


def picture(page: Page, name: str) -> None:
    if os.environ.get("KEEP_PICTURES") == "1":
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def test_the_late_part_is_seen_extended_handed_in_with_evidence_and_accepted(
    visitor: Visitor, tmp_path: Path
) -> None:
    lead = visitor.sign_in("chuyenvien.bdt")
    lead.goto(f"{visitor.demo.url}/phoi-hop/")
    theirs = lead.locator("section", has=lead.get_by_role("heading", name="Đơn vị khác nợ mình"))
    late = theirs.locator("li", has_text=TITLE)
    expect(late).to_contain_text("Sở Tài chính làm")
    expect(late).to_contain_text("quá 8 ngày")
    assert serious_faults(lead) == []

    finance = visitor.sign_in("taichinh.tinh", is_phone=True)
    finance.goto(f"{visitor.demo.url}/phoi-hop/")
    mine = finance.locator("section", has=finance.get_by_role("heading", name="Đơn vị mình nợ"))
    expect(mine.locator("li", has_text=TITLE)).to_contain_text("quá 8 ngày")
    mine.get_by_role("link", name=TITLE).click()

    late.get_by_role("link", name=TITLE).click()
    assert serious_faults(lead) == []
    picture(lead, "shared-task")
    lead.get_by_role("button", name="Đồng ý gia hạn").click()
    part = lead.locator("article.part", has_text="Sở Tài chính")
    expect(part).to_contain_text("Hạn 25/05/2020")
    expect(part).to_contain_text("Đang thực hiện, trong hạn")

    finance.reload()
    proof = tmp_path / "tham-dinh.pdf"
    proof.write_bytes(b"%PDF-1.7\n")
    own = finance.locator("article.part", has_text="Sở Tài chính")
    own.get_by_text("Báo hoàn thành …").click()
    own.get_by_label("Tệp đính kèm").first.set_input_files(proof)
    own.get_by_role("button", name="Báo hoàn thành").click()
    expect(own).to_contain_text("Chờ xác nhận")
    picture(finance, "shared-task-phone")
    assert serious_faults(finance) == []

    lead.goto(f"{visitor.demo.url}/viec-cua-toi/")
    card = lead.locator(".card-x", has_text=TITLE)
    expect(card).to_contain_text("báo hoàn thành, chờ xác nhận")
    card.get_by_role("link").click()
    lead.locator("article.part", has_text="Sở Tài chính").get_by_role(
        "button", name="Xác nhận hoàn thành"
    ).click()
    expect(lead.locator("article.part", has_text="Sở Tài chính")).to_contain_text("Đã xác nhận")
    finance.goto(f"{visitor.demo.url}/phoi-hop/")
    expect(finance.locator("main")).not_to_contain_text(TITLE)
