"""Who is pointed to, who only stands in a row, and what a page or a quotation puts between. Sentences of our own."""

from datetime import date

import pytest

from nhip.core.directives import Directive, read

ORDER = "Chủ tịch UBND tỉnh Hoa Lư yêu cầu Sở Y tế rà soát các cơ sở."


def read_from(*lines: str) -> tuple[Directive, ...]:
    return read("Tin trong ngày\n\n" + "\n".join(lines), date(2024, 3, 1)).directives


def leads_in(*lines: str) -> list[str | None]:
    return [one.lead for one in read_from(*lines)]


def test_bold_letters_of_markdown_are_no_part_of_what_is_counted() -> None:
    lines = (
        "**CÔNG ĐIỆN**",
        "Số: 12/CĐ-UBND",
        "Chủ tịch UBND tỉnh yêu cầu:",
        "**1.** Sở Y tế:",
        "a) Tập trung cấp đủ thuốc cho các trạm y tế xã.",
        "**b)** Chỉ đạo lực lượng quân y phối hợp trực cấp cứu.",
        "**2.** Sở Tài chính bố trí kinh phí.",
    )
    found = read("\n".join(lines), date(2024, 3, 1)).directives

    assert [one.lead for one in found] == ["Sở Y tế", "Sở Y tế", "Sở Tài chính"]
    stored = "\n".join(lines)
    assert all(stored[one.start : one.end] == one.sentence or "\n" in one.sentence for one in found)


def test_the_office_or_place_alone_behind_an_orders_verb_is_the_one_spoken_of() -> None:
    assert leads_in(ORDER, "Chủ tịch UBND tỉnh cũng yêu cầu Sở chỉ đạo các trạm trực đủ quân số.") == [
        "Sở Y tế",
        "Sở Y tế",
    ]
    asked = "Thủ tướng yêu cầu TP Vân Long làm rõ vụ việc."
    assert leads_in(asked, "Thủ tướng cũng lưu ý TP về xử lý rác thải ở các chợ.") == [
        "TP Vân Long",
        "TP",
    ]


def test_whoever_is_told_to_direct_others_gives_no_order_of_its_own() -> None:
    told = (
        "Thủ tướng Chính phủ yêu cầu Chủ tịch UBND, Trưởng ban An toàn giao thông tỉnh Hoa Lư chỉ đạo các cơ quan chức "
        "năng của tỉnh: cứu chữa người bị nạn; điều tra nguyên nhân; Bộ Công an chỉ đạo Công an tỉnh xử lý vi phạm."
    )
    assert leads_in(told) == ["Chủ tịch UBND, Trưởng ban An toàn giao thông tỉnh Hoa Lư", "Bộ Công an"]


def test_behind_the_colon_of_places_a_task_begins_and_no_further_place() -> None:
    told = "UBND tỉnh Hoa Lư có công văn giao UBND các huyện, thành phố: Chỉ đạo UBND cấp xã; các trường quét dọn chợ."
    assert leads_in(told) == ["UBND các huyện, thành phố"]


def test_places_that_an_order_is_about_are_not_told_one_by_one() -> None:
    told = "Đối với các huyện trọng điểm: Giao Thủy, Lập Thạch, Vân Long, Chủ tịch UBND tỉnh cần tập trung dập dịch."
    assert leads_in(f"Thủ tướng yêu cầu các địa phương trực ban. {told}") == [
        "các địa phương",
        "Chủ tịch UBND tỉnh",
    ]


def test_more_of_those_worked_with_stand_behind_a_semicolon() -> None:
    told = "Sở Xây dựng chủ trì, phối hợp UBND huyện Vân Long; UBND huyện Hoa Lư, UBND xã Nậm A kiểm tra các lò gạch."
    assert leads_in(f"UBND tỉnh yêu cầu {told}") == ["Sở Xây dựng"]


@pytest.mark.parametrize("paper", ["văn bản", "công văn"])
def test_a_paper_that_gives_an_order_goes_before_whom_the_request_is_about(paper: str) -> None:
    first = "Tại văn bản vừa ban hành, Phó Thủ tướng giao Bộ Y tế trả lời kiến nghị về thuốc."
    topic = "Đối với kiến nghị của hội dệt, các ngân hàng cho phép giãn nợ"
    assert leads_in(first, f"{topic}, {paper} giao Ngân hàng Nhà nước chủ trì trả lời.") == [
        "Bộ Y tế",
        "Ngân hàng Nhà nước",
    ]


def test_a_sentence_goes_on_behind_what_it_quotes() -> None:
    lines = (
        "Số: 12/TB-CT",
        "THÔNG BÁO",
        "Cục trưởng kết luận, giao nhiệm vụ như sau:",
        "1. Đối với nội dung tại điểm 2: “Hỗ trợ chuyển đổi số của ngành. ” - giao Phòng Công nghệ chủ trì thực hiện.",
    )
    found = read("\n".join(lines), date(2024, 3, 1)).directives
    assert [(one.lead, one.sentence[:14]) for one in found] == [("Phòng Công nghệ", "1. Đối với nội")]


def test_of_what_was_given_long_ago_is_told_how_far_it_is() -> None:
    told = "Năm 2023, Sở Y tế được UBND tỉnh giao thực hiện 9 nhiệm vụ, đến nay cơ bản đã được triển khai."
    assert leads_in(ORDER, told) == ["Sở Y tế"]


def test_an_order_behind_the_decree_that_it_rests_on_is_one() -> None:
    told = (
        "Bộ Xây dựng cho biết, thực hiện chức năng theo Nghị định số 6 quy định về bảo trì công trình, Bộ Xây dựng đề "
        "nghị UBND tỉnh Hoa Lư kiểm tra cầu Nậm A."
    )
    assert leads_in(told, "Cụ thể là, tổ chức kiểm định các trụ cầu.") == [
        "UBND tỉnh Hoa Lư",
        "UBND tỉnh Hoa Lư",
    ]


@pytest.mark.parametrize(
    ("told", "lead"),
    [
        (
            "các trường đại học ngoài công lập căn cứ tình hình quyết định lịch học",
            "các trường đại học ngoài công lập",
        ),
        ("các đơn vị tổ chức lễ hội phải chịu trách nhiệm về an toàn", "các đơn vị tổ chức lễ hội"),
        ("Chủ tịch UBND cấp huyện, cấp xã kiểm điểm trách nhiệm", "Chủ tịch UBND cấp huyện, cấp xã"),
        ("Sở Y tế tỉnh này báo cáo trước ngày 20/3", "Sở Y tế tỉnh này"),
        (
            "Thường trực Ban Đổi mới doanh nghiệp tỉnh theo dõi tiến độ",
            "Thường trực Ban Đổi mới doanh nghiệp tỉnh",
        ),
        ("Kho bạc Nhà nước từ tỉnh đến huyện ưu tiên chi trả", "Kho bạc Nhà nước từ tỉnh đến huyện"),
        ("BTL Bộ đội Biên phòng thông báo cho tàu thuyền", "BTL Bộ đội Biên phòng"),
    ],
)
def test_a_units_name_reaches_up_to_what_it_is_told(told: str, lead: str) -> None:
    assert leads_in(f"Thủ tướng Chính phủ yêu cầu {told}.") == [lead]


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ("hoàn thành trong tháng 4 và quý II-2024", "trong tháng 4 và quý II-2024"),
        ("báo cáo trước ngày 15 của tháng đầu quý tiếp theo", "trước ngày 15 của tháng đầu quý tiếp theo"),
        ("báo cáo trước 14h hàng ngày", "trước 14h hàng ngày"),
        ("báo cáo vào ngày 15, 30 hằng tháng", "vào ngày 15, 30 hằng tháng"),
        ("báo cáo trước ngày25 tháng 3 năm 2024", "trước ngày25 tháng 3 năm 2024"),
        ("xây trạm để đến cuối năm 2024 đưa vào sử dụng", "đến cuối năm 2024"),
    ],
)
def test_a_deadline_of_two_periods_and_one_of_the_next_period_are_whole(told: str, due: str) -> None:
    found = read_from(f"UBND tỉnh Hoa Lư yêu cầu Sở Y tế {told}.")
    assert [one.due.text if one.due else None for one in found] == [due]


def test_the_police_are_no_department_though_they_stand_in_a_row_of_them() -> None:
    found = read_from("UBND tỉnh Hoa Lư yêu cầu các Sở: Y tế, Xây dựng, Công an tỉnh kiểm tra các chợ.")
    assert [one.units for one in found] == [("Sở Y tế", "Sở Xây dựng", "Công an tỉnh")]


def test_a_places_name_ends_where_a_task_begins_with_a_capital() -> None:
    lines = ("UBND tỉnh Hoa Lư giao:", "1. UBND thành phố Vân Long Phối hợp với Sở Y tế dọn chợ.")
    assert leads_in(*lines) == ["UBND thành phố Vân Long"]


def test_under_a_reports_headings_goes_on_what_one_paper_orders() -> None:
    lines = (
        ORDER,
        "Nguồn nước và bể chứa",
        "Ngoài ra, trước ngày 31/3/2024, phân loại các bể và sửa chữa những bể hỏng.",
    )
    assert leads_in(*lines) == ["Sở Y tế", "Sở Y tế"]


def test_a_task_follows_its_time_without_a_comma() -> None:
    assert leads_in(ORDER + " Trong tháng 4/2024 tiếp nhận 20 xe cứu thương.") == ["Sở Y tế", "Sở Y tế"]


def test_whoever_is_worked_with_proposes_nothing_by_itself() -> None:
    told = f"{ORDER} Ngoài ra, phối hợp với Sở Xây dựng đề xuất phương án sửa chữa."
    assert leads_in(told) == ["Sở Y tế", "Sở Y tế"]


def test_all_over_the_country_points_back_to_nobody() -> None:
    assert leads_in("Bộ Y tế yêu cầu Sở Y tế các tỉnh, thành phố trên cả nước trực đủ quân số.") == [
        "Sở Y tế các tỉnh, thành phố trên cả nước"
    ]
