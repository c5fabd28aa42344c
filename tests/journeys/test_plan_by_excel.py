"""A commune's plan by Excel: a file with a wrong cell is refused at it, the mended one is shown and then stored."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.demo import Visitor
from tests.journeys.test_every_page_in_a_browser import serious_faults
from tests.xlsx.plan_layouts import workbook, written

pytestmark = pytest.mark.browser
PAGE = "/ke-hoach/02137/2021/"
HEAD = [
    "TT",
    "Nội dung công việc",
    "Đơn vị chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Sản phẩm",
    "Tháng 6",
    "Tháng 12",
]
FIRST: list[object] = [1, "Mở 2 lớp học nghề", "UBND xã", "UBND huyện", "31/12/2021", "2 lớp", 50, 100]
SECOND: list[object] = [
    2,
    "Sửa 3 km đường nội thôn",
    "Xã Văn Vũ",
    None,
    "15/12/2021",
    "3 km được nghiệm thu",
    50,
    100,
]


def written_to(path: Path, *rows: list[object]) -> Path:
    path.write_bytes(
        workbook(written([["UBND XÃ VĂN VŨ"], ["KẾ HOẠCH CÔNG TÁC DÂN TỘC NĂM 2021"], HEAD, *rows]))
    )
    return path


@pytest.mark.parametrize("is_phone", [False, True], ids=["desk", "phone"])
def test_a_plan_by_excel(visitor: Visitor, tmp_path: Path, *, is_phone: bool) -> None:
    page = visitor.sign_in("xa.vanvu", is_phone=is_phone)
    look = "phone" if is_phone else "desk"
    page.goto(f"{visitor.demo.url}{PAGE}")
    page.get_by_role("link", name="Nhập từ Excel").click()
    assert serious_faults(page) == []

    wrong = written_to(
        tmp_path / "ke-hoach-sai.xlsx", FIRST, [*SECOND[:2], "Xã Văn Vủ", None, "mai", *SECOND[5:]]
    )
    page.get_by_label("Tệp .xlsx").set_input_files(wrong)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa nhập được tệp")
    expect(page.locator("table")).to_contain_text("Kế hoạch!E5")
    expect(page.locator("table")).to_contain_text("Có phải Xã Văn Vũ")
    assert serious_faults(page) == []

    title = f"Mở 2 lớp học nghề {look}"
    right = written_to(tmp_path / "ke-hoach.xlsx", [1, title, *FIRST[2:]], SECOND)
    page.get_by_label("Tệp .xlsx").set_input_files(right)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("main")).to_contain_text("Chưa có gì được ghi.")
    assert serious_faults(page) == []
    page.get_by_role("button", name="Ghi tất cả vào kế hoạch").click()
    expect(page.locator("main")).to_contain_text(title)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp Excel").click()
    page.goto(f"{visitor.demo.url}{PAGE}nhap/")
    page.get_by_label("Tệp .xlsx").set_input_files(download.value.path())
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("main")).to_contain_text("không có gì thay đổi")
    page.get_by_role("button", name="Bỏ tệp này, gửi tệp khác").click()
    expect(page.get_by_role("button", name="Xem trước")).to_be_visible()
    visitor.complaints[:] = [one for one in visitor.complaints if "422" not in one]
