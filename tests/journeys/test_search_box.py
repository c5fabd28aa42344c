"""Ctrl-K: a commune by the name it bore before the merger, typed without tone marks, from the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.demo import Visitor
from tests.journeys.test_every_page_in_a_browser import serious_faults

pytestmark = pytest.mark.browser


def test_an_old_name_is_found_from_the_keyboard(visitor: Visitor) -> None:
    page = visitor.sign_in("chuyenvien.bdt")
    page.keyboard.press("Control+k")
    page.keyboard.type("vu loan", delay=20)
    hit = page.locator("[data-found] a", has_text="Xã Vũ Loan")
    expect(hit).to_contain_text("đến hết 31/01/2020")
    assert serious_faults(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xã Vũ Loan")
    expect(page.locator("main")).to_contain_text("Xã Văn Vũ")


def test_on_a_phone_the_glass_opens_the_box(visitor: Visitor) -> None:
    page = visitor.sign_in("xa.khangninh", is_phone=True)
    page.locator("[data-find]").tap()
    page.keyboard.type("nha o", delay=20)
    expect(page.locator("[data-found] a").first).to_be_visible()
    assert serious_faults(page) == []
