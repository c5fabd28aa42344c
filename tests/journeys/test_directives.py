"""A notice is pasted, its directives accepted, dropped and split; two are sent back by their units, one is extended."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demo import Visitor
from tests.journeys.test_every_page_in_a_browser import is_wider_than_its_window, serious_faults

pytestmark = pytest.mark.browser
TITLE = "Kết luận giao ban quý II"
NOTICE = """THÔNG BÁO
Kết luận tại cuộc họp giao ban quý II

Phó Chủ tịch Ủy ban nhân dân tỉnh kết luận như sau:

1. Giao Sở Tài chính thẩm định dự toán hỗ trợ nhà ở cho hộ nghèo, báo cáo trước ngày 10/6.
2. Giao Sở Y tế tổ chức khám sức khỏe cho học sinh bán trú, hoàn thành trước ngày 15/6.
3. Yêu cầu UBND huyện Ba Bể hoàn thành giao đất cho các hộ còn lại trước ngày 12/6.
4. Giao Sở Giáo dục và Đào tạo thống kê phòng học tạm ở các điểm trường trước ngày 20/6.
5. Giao Sở Tư pháp biên soạn tờ gấp về hôn nhân bằng tiếng dân tộc trước ngày 25/6.
6. Giao Sở Kế hoạch và Đầu tư rà soát danh mục công trình chuyển tiếp trước ngày 30/6.
7. Giao Ban Dân tộc tỉnh kiểm tra việc cấp phát báo cho người có uy tín hằng quý.
8. Yêu cầu UBND huyện Na Rì rà soát hộ phải di dời và lập phương án tái định cư trước ngày 18/6.
9. Giao Sở Nông nghiệp và Phát triển nông thôn cung ứng giống ngô cho các xã trước ngày 05/6.
"""


def paste(page: Page, url: str) -> None:
    page.goto(f"{url}/chi-dao/")
    page.get_by_role("link", name="Đọc văn bản mới").first.click()
    page.get_by_role("button", name="Đọc ý kiến chỉ đạo").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa có văn bản")
    assert serious_faults(page) == []
    page.get_by_label("Trích yếu").fill(TITLE)
    page.get_by_label("Ngày văn bản").fill("19/05/2020")
    page.get_by_label("Nội dung văn bản").fill(NOTICE)
    page.get_by_role("button", name="Đọc ý kiến chỉ đạo").click()


def test_a_notice_becomes_tasks_of_which_two_come_back_and_one_is_extended(visitor: Visitor) -> None:
    page = visitor.sign_in("chuyenvien.bdt")
    before = _statistics(page, visitor.demo.url)
    paste(page, visitor.demo.url)
    visitor.complaints.clear()  # the browser says that a form was refused
    summary = page.locator("#tom-tat")
    expect(summary).to_contain_text("9 ý kiến · 0 đã nhận · 9 chờ xem")
    assert serious_faults(page) == []
    address = page.url

    _drop_the_ninth_and_split_the_eighth(page)
    expect(summary).to_contain_text("10 ý kiến · 0 đã nhận · 9 chờ xem")
    page.locator(".card-of").first.focus()
    for done in range(1, 10):
        expect(page.locator(".card-of.pending:focus")).to_have_count(1)  # the next one that waits is in hand
        page.keyboard.press("Enter")
        expect(summary).to_contain_text(f"{done} đã nhận")
    expect(summary).to_contain_text("9 đã nhận · 0 chờ xem")
    expect(page.locator(".said.on")).to_have_count(1)
    assert serious_faults(page) == []

    for login, words in (
        ("taichinh.tinh", "dự toán hỗ trợ nhà ở"),
        ("truongphong.nari", "phương án tái định cư"),
    ):
        doer = visitor.sign_in(login, is_phone=True)
        _open_task(doer, visitor.demo.url, words)
        doer.get_by_text("Trả lại …").click()
        doer.get_by_label("Lý do trả lại").first.fill("Không thuộc chức năng, đề nghị giao lại.")
        doer.get_by_role("button", name="Trả lại", exact=True).first.click()
        expect(doer.locator("article.part").first).to_contain_text("Bị trả lại")

    district = visitor.sign_in("truongphong.babe")
    _open_task(district, visitor.demo.url, "giao đất cho các hộ")
    expect(district.locator("#chi-dao-ten")).to_have_text("Từ ý kiến chỉ đạo")
    assert serious_faults(district) == []
    district.get_by_role("button", name="Nhận việc").click()
    district.get_by_text("Xin gia hạn …").click()
    district.get_by_label("Hạn mới").fill("30/06/2020")
    district.get_by_label("Lý do xin gia hạn").first.fill("Chờ kết quả đo đạc.")
    district.get_by_role("button", name="Gửi đề nghị").click()
    task = district.url
    leader = visitor.sign_in("lanhdao.bdt")
    leader.goto(task)
    leader.get_by_role("button", name="Đồng ý gia hạn").click()
    expect(leader.locator("article.part").first).to_contain_text("Hạn 30/06/2020")

    page.goto(address)
    expect(page.get_by_text("Bị trả lại")).to_have_count(2)
    page.goto(f"{visitor.demo.url}/chi-dao/?q=giao+dat+cho+cac+ho")
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    expect(page.locator("table.list tbody")).to_contain_text("Đang thực hiện, trong hạn")
    assert serious_faults(page) == []

    after = _statistics(page, visitor.demo.url)
    assert {name: after[name] - count for name, count in before.items() if after[name] != count} == {
        "Được giao": 8,  # of the nine accepted one is the committee's own
        "Giao trong kỳ": 8,
        "Đang thực hiện, trong hạn": 1,
        "Chưa nhận": 5,
        "Bị trả lại": 2,
    }


def _statistics(page: Page, url: str) -> dict[str, int]:
    """What the committee gave others in the second quarter, by column of the published table."""
    page.goto(f"{url}/nhiem-vu-giao/06.BDT/2020-Q2/?chieu=giao")
    cells = page.locator("tfoot td[data-label]").all()
    told = {str(cell.get_attribute("data-label")): cell.inner_text().strip() for cell in cells}
    return {name: int(text) for name, text in told.items() if text.isdigit()}


def _drop_the_ninth_and_split_the_eighth(page: Page) -> None:
    page.locator(".card-of").first.focus()
    for _step in range(8):
        page.keyboard.press("j")
    expect(page.locator("#y-9")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("#y-9")).to_contain_text("Đã bỏ.")
    expect(page.locator("#tom-tat")).to_contain_text("8 chờ xem")
    page.locator("#y-8").focus()
    page.keyboard.press("t")
    parts = page.get_by_label("Mỗi việc một dòng")
    parts.fill("Rà soát hộ phải di dời\nLập phương án tái định cư")
    assert serious_faults(page) == []
    page.get_by_role("button", name="Tách").click()


def _open_task(page: Page, url: str, words: str) -> None:
    """From the register, by the directive, to the unit's own task."""
    page.goto(f"{url}/chi-dao/?q={words}")
    page.locator("table.list tbody a").first.click()
    page.locator(".card-of", has_text=words).locator(".plain a").first.click()


def test_what_was_not_found_is_marked_in_the_text_and_its_unit_chosen(visitor: Visitor) -> None:
    page = visitor.sign_in("chuyenvien.bdt")
    page.goto(f"{visitor.demo.url}/chi-dao/van-ban/")
    page.get_by_role("link", name="Kết luận cuộc họp về tiến độ").click()
    text = page.locator("#van-ban")
    text.evaluate(
        """element => {
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf("Lịch các lớp tập huấn đã hoãn");
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, walker.currentNode.data.indexOf("30/5.") + 5);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
        }"""
    )
    page.keyboard.press("a")
    adding = page.locator("#them")
    expect(adding.get_by_label("Đoạn văn bản")).to_have_value(
        "Lịch các lớp tập huấn đã hoãn do Ủy ban nhân dân các huyện, thành phố xếp lại,"
        " gửi Ban Dân tộc tỉnh trước ngày 30/5."
    )
    adding.get_by_label("Giao cho").fill("các huyện, thành phố")
    adding.get_by_label("Hạn").fill("30/05/2020")
    adding.get_by_role("button", name="Thêm ý kiến").click()
    added = page.locator(".card-of", has_text="Lịch các lớp tập huấn đã hoãn")
    expect(added.get_by_role("button", name="Nhận, tạo 8 nhiệm vụ")).to_be_visible()
    page.locator(".card-of", has_text="Mở chuyên mục").get_by_role("link", name="Chọn đơn vị để nhận").click()
    page.locator("#units-list").select_option("Sở Văn hóa, Thể thao và Du lịch (06.SVHTTDL)")
    page.get_by_role("button", name="Lưu và nhận").click()
    expect(page.locator(".card-of", has_text="Mở chuyên mục")).to_contain_text("Chờ nhận")
    assert serious_faults(page) == []
    page.set_viewport_size({"width": 360, "height": 780})
    assert not is_wider_than_its_window(page)
