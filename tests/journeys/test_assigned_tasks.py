"""A leader goes from a count to its tasks and reminds of the one that is due; the unit hears of it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.demo import Visitor
from tests.journeys.test_every_page_in_a_browser import serious_faults

pytestmark = pytest.mark.browser
TITLE = "Thẩm định mức hỗ trợ kinh phí cho xã tiếp nhận trụ sở sau sắp xếp"


def test_a_count_leads_to_its_tasks_and_a_reminder_reaches_the_unit(visitor: Visitor) -> None:
    leader = visitor.sign_in("phochutich.tinh")
    leader.goto(f"{visitor.demo.url}/phoi-hop/")
    leader.get_by_role("link", name="Thống kê nhiệm vụ được giao").click()
    expect(leader.get_by_role("heading", level=1)).to_contain_text("Thống kê nhiệm vụ được giao quý II/2020")
    assert serious_faults(leader) == []
    overdue = leader.locator("tfoot td[data-label='Đang thực hiện, quá hạn'] a")
    count = int(overdue.inner_text())
    overdue.click()
    expect(leader.locator("tbody tr")).to_have_count(count)
    expect(leader.locator("tbody")).to_contain_text(TITLE)
    assert serious_faults(leader) == []

    leader.goto(f"{visitor.demo.url}/nhiem-vu-giao/06/qua-han/")
    expect(leader.locator("tbody tr")).to_have_count(count)
    assert serious_faults(leader) == []
    line = leader.locator("tr", has_text=TITLE)
    expect(line).to_contain_text("Nhắc lần hai")
    line.get_by_role("link", name="Xem văn bản").click()
    letter = leader.locator("article.letter")
    expect(letter).to_contain_text("Kính gửi: Sở Tài chính.")
    expect(letter).to_contain_text("đã nhắc việc lần đầu ngày 08/05/2020")
    assert serious_faults(leader) == []
    leader.get_by_role("button", name="Ghi nhận đã gửi").click()
    expect(leader.locator("tr", has_text=TITLE)).to_contain_text("Phê bình sau 5 ngày làm việc nữa")

    finance = visitor.sign_in("taichinh.tinh", is_phone=True)
    finance.goto(f"{visitor.demo.url}/thong-bao/")
    expect(finance.locator("main")).to_contain_text("nhắc lần hai việc")
    finance.goto(f"{visitor.demo.url}/nhiem-vu-giao/06.STC/2020-Q2/")
    expect(finance.locator("tfoot td[data-label='Được giao']")).to_contain_text("3")
    assert serious_faults(finance) == []
