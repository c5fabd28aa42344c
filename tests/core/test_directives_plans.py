"""Plans and lists of papers: whose the tasks are where the unit stands behind them, below them or in a heading."""

from datetime import date

import pytest

from nhip.core.directives import Directive, read

HEAD = (
    "UBND TỈNH HOA LƯ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/KH-UBND\n"
    "Hoa Lư, ngày 05 tháng 01 năm 2024\n\nKẾ HOẠCH\nChuyển đổi số năm 2024\n\nIII. NHIỆM VỤ VÀ PHÂN CÔNG THỰC HIỆN\n\n"
)


def read_below(*lines: str) -> list[Directive]:
    return list(read(HEAD + "\n".join(lines), date(2024, 1, 5)).directives)


def told(*lines: str) -> list[tuple[str | None, tuple[str, ...], str | None]]:
    return [(one.lead, one.coordinating, one.due.text if one.due else None) for one in read_below(*lines)]


def test_lines_below_a_task_tell_who_does_it_and_until_when() -> None:
    assert told(
        "1. Xây dựng, trình UBND tỉnh ban hành Quy chế khai thác kho dữ liệu năm 2023.",
        "- Chủ trì: Văn phòng UBND tỉnh. Phối hợp: Sở Tư pháp.",
        "- Thời gian hoàn thành: tháng 3/2024.",
        "2. Rà soát quy trình của 120 thủ tục.",
        "- Đơn vị chủ trì: Sở Nội vụ.",
        "- Thời gian: Quý II/2024.",
    ) == [
        ("Văn phòng UBND tỉnh", ("Sở Tư pháp",), "tháng 3/2024"),
        ("Sở Nội vụ", (), "Quý II/2024"),
    ]


@pytest.mark.parametrize(
    ("line", "lead", "coordinating"),
    [
        (
            "3. Hoàn thành số hóa sổ hộ tịch: Sở Tư pháp chủ trì, Công an tỉnh phối hợp, xong trước ngày 30/6/2024.",
            "Sở Tư pháp",
            ("Công an tỉnh",),
        ),
        (
            "4. Đào tạo kỹ năng số cho 5.000 người (đơn vị chủ trì: Sở Nội vụ; đơn vị phối hợp: Tỉnh đoàn).",
            "Sở Nội vụ",
            ("Tỉnh đoàn",),
        ),
        ("5. Triển khai mô hình tại các trạm - Sở Y tế thực hiện thường xuyên.", "Sở Y tế", ()),
    ],
)
def test_the_unit_may_stand_behind_the_task(line: str, lead: str, coordinating: tuple[str, ...]) -> None:
    assert [(one.lead, one.coordinating) for one in read_below(line)] == [(lead, coordinating)]


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("1. UBND các xã thuộc phạm vi Chương trình:", "UBND các xã thuộc phạm vi Chương trình"),
        ("1. Các đơn vị quản lý, bảo trì đường bộ", "Các đơn vị quản lý, bảo trì đường bộ"),
        ("1. Các chủ rừng (Công ty Lâm nghiệp A, Ban Quản lý rừng phòng hộ B)", "Các chủ rừng"),
    ],
)
def test_a_heading_tells_which_units_are_meant(heading: str, lead: str) -> None:
    assert [one.lead for one in read_below(heading, "- Rà soát hồ sơ, báo cáo trước ngày 30/6/2024.")] == [
        lead
    ]


def test_points_below_what_a_unit_is_to_direct_are_its_own() -> None:
    lines = (
        "1. Đồng chí Chủ tịch UBND các huyện:",
        "a) Chỉ đạo Trung tâm Y tế:",
        "- Tổ chức phân tuyến điều trị.",
    )
    assert [one.lead for one in read_below(*lines)] == ["Đồng chí Chủ tịch UBND các huyện"]


def test_who_demands_in_a_list_is_told_to_demand() -> None:
    text = (
        "UBND TỈNH HOA LƯ\nSố: 3/CĐ-UBND\n\nCÔNG ĐIỆN\n\nThủ tướng Chính phủ yêu cầu:\n"
        "1. Sở Công Thương yêu cầu các chủ hồ thủy điện vận hành đúng quy trình."
    )
    assert [one.lead for one in read(text, date(2018, 7, 1)).directives] == ["Sở Công Thương"]


def test_a_topic_before_a_colon_is_not_who_is_told() -> None:
    line = "1. Đối với 11 địa phương chi trả chậm: Chủ tịch UBND tỉnh kiểm điểm, gửi báo cáo trước ngày 30/6/2024."
    assert [one.lead for one in read_below(line)] == ["Chủ tịch UBND tỉnh"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("trước 15 tháng 11", date(2024, 11, 15)),
        ("trước ngày 20/12 và 20/5 hằng năm", None),
        ("vào tuần đầu tháng 7/2024", None),
        ("trước 15 giờ ngày thứ Tư", date(2024, 1, 10)),
        ("trước dịp nghỉ lễ 30/4 - 01/5", date(2024, 4, 30)),
        ("tại kỳ họp cuối năm", None),
    ],
)
def test_times_of_offices(words: str, day: date | None) -> None:
    due = read_below(f"1. Sở Tư pháp tổng hợp, báo cáo UBND tỉnh {words}.")[0].due
    assert due is not None
    assert due.text == words
    assert due.day == day or day is None


@pytest.mark.parametrize("front", ["Trên cơ sở đề xuất của các cơ quan", "Theo khả năng cân đối ngân sách"])
def test_what_a_task_rests_on_may_stand_before_it(front: str) -> None:
    assert told(f"4. Sở Tài chính: {front}, tham mưu UBND tỉnh bố trí kinh phí.") == [
        ("Sở Tài chính", (), None)
    ]


def test_staff_that_is_sent_belongs_to_whoever_is_told() -> None:
    assert [
        one.lead
        for one in read_below(
            "1. Sở Y tế rà soát các cơ sở. Phân công cán bộ trực tiếp xuống xã hướng dẫn người dân."
        )
    ] == ["Sở Y tế", "Sở Y tế"]


LETTER = (
    "UBND TỈNH HOA LƯ\nBAN DÂN TỘC\nSố: 12/BDT-CS\n\nKính gửi:\n- Ủy ban nhân dân các huyện, thành phố;\n"
    "- Phòng Dân tộc các huyện.\n\n"
)
POINTS = "- Thẩm định hồ sơ, gửi về Ban Dân tộc.\n- Chỉ đạo UBND các xã tổ chức bình chọn.\n"


def test_the_lead_of_a_letters_points_goes_before_what_it_carries_out() -> None:
    lead = (
        "Thực hiện ý kiến chỉ đạo của Chủ tịch UBND tỉnh về việc giao Ban Dân tộc tham mưu, "
        "Ban Dân tộc đề nghị UBND các huyện, thành phố thực hiện một số nội dung sau:\n"
    )
    found = read(LETTER + lead + POINTS, date(2024, 1, 5)).directives
    assert [one.lead for one in found] == ["UBND các huyện, thành phố"] * 2


def test_recipients_direct_those_below_them() -> None:
    found = read(LETTER + "Ban Dân tộc đề nghị:\n" + POINTS, date(2024, 1, 5)).directives
    assert [one.lead for one in found] == ["Ủy ban nhân dân các huyện, thành phố"] * 2
