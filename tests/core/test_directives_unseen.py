"""Constructions found wanting on texts that were not seen before: one each, in sentences of our own."""

from datetime import date

import pytest

from nhip.core.directives import Directive, read

ORDER = "Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát các cơ sở."


def read_from(*lines: str) -> tuple[Directive, ...]:
    return read("Tin trong ngày\n\n" + "\n".join(lines), date(2024, 3, 1)).directives


def leads_in(*lines: str) -> list[str | None]:
    return [one.lead for one in read_from(*lines)]


@pytest.mark.parametrize(
    ("units", "lead"),
    [
        ("UBND các huyện, thị xã, thành phố Hoa Lư", "UBND các huyện, thị xã, thành phố Hoa Lư"),
        ("UBND xã, phường, thị trấn", "UBND xã, phường, thị trấn"),
        ("Chủ tịch UBND các huyện, thành phố Hoa Lư và Sở Y tế", "Chủ tịch UBND các huyện, thành phố Hoa Lư"),
        ("Bộ Công an Ủy ban nhân dân tỉnh A", "Bộ Công an"),
        ("UBMTTQ Việt Nam tỉnh", "UBMTTQ Việt Nam tỉnh"),
    ],
)
def test_a_unit_reaches_as_far_as_its_name(units: str, lead: str) -> None:
    assert leads_in(f"Thủ tướng yêu cầu {units} kiểm tra các kho.") == [lead]


def test_a_unit_that_has_to_direct_and_check_says_nothing() -> None:
    """ "chỉ đạo, kiểm tra" behind a duty is a list of tasks; "Phó Thủ tướng chỉ đạo, …" speaks."""
    duty = "Thủ trưởng các cơ quan có trách nhiệm chỉ đạo, kiểm tra việc trực ban."
    assert leads_in(ORDER, duty) == ["Sở Y tế", "Thủ trưởng các cơ quan"]
    assert leads_in("Phó Thủ tướng chỉ đạo, Bộ Y tế cần kiểm tra các kho.") == ["Bộ Y tế"]


def test_an_order_that_is_only_spoken_of_does_not_hide_the_task_before_it() -> None:
    assert leads_in(ORDER, "Đồng thời, phải bảo đảm đúng số vốn đã được Bộ Tài chính giao.") == [
        "Sở Y tế",
        "Sở Y tế",
    ]
    assert leads_in(ORDER, "Nghiên cứu, tham mưu UBND tỉnh ra chỉ thị về trực ban.") == ["Sở Y tế", "Sở Y tế"]


def test_a_long_sentence_with_the_same_words_is_not_the_same_order() -> None:
    """A lead is told again in the same order of words; the same words in another order are another task."""
    short = "Các địa phương phải kiểm tra kho, xử lý nghiêm vi phạm."
    other = (
        "Sở Y tế phải xử lý kho của các địa phương, báo cáo vi phạm sau kiểm tra nghiêm, các phương án khác."
    )
    assert leads_in(f"{ORDER} {short}", other) == ["Sở Y tế", "Các địa phương", "Sở Y tế"]


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("“Các bộ phải rà soát, báo cáo trước ngày 30/6”, Thủ tướng yêu cầu.", ["Các bộ"]),
        ("“Sở Xây dựng cần kiểm tra lại” - Chủ tịch UBND tỉnh nhấn mạnh.", ["Sở Xây dựng"]),
        ("“Bộ Y tế phải làm ngay”, ông A, Phó Thủ tướng, chỉ đạo.", ["Bộ Y tế"]),
        (
            "“Đến nay còn chậm. Các sở phải làm ngay. Không để kéo dài”, Chủ tịch UBND tỉnh nói.",
            ["Các sở", "Các sở"],
        ),
        ("“Các bộ phải rà soát thủ tục này”, một chuyên gia nói.", []),
        ("“Bộ Y tế phải sửa quy định”, ông A, Giám đốc Bệnh viện huyện B, nói.", []),
        ("“Bộ Y tế phải sửa quy định này”, đại diện hiệp hội kiến nghị.", []),
    ],
)
def test_a_quotation_is_an_order_when_who_is_named_behind_it_gives_orders(
    sentence: str, leads: list[str]
) -> None:
    assert leads_in(sentence) == leads


def test_a_quotation_keeps_its_deadline() -> None:
    (one,) = read_from("“Các bộ phải báo cáo trước ngày 30/6”, Thủ tướng yêu cầu.")
    assert one.due is not None
    assert one.due.day == date(2024, 6, 30)
    assert one.sentence.endswith("Thủ tướng yêu cầu.")


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("Địa phương nào chưa giải ngân phải giải trình.", ["Sở Y tế", "Địa phương nào"]),
        ("Huyện nào làm chậm thì Chủ tịch huyện chịu trách nhiệm.", ["Sở Y tế", "Chủ tịch huyện"]),
        ("Đơn vị nào làm tốt thì được khen.", ["Sở Y tế"]),
    ],
)
def test_whichever_unit_it_is(sentence: str, leads: list[str]) -> None:
    assert leads_in(ORDER, sentence) == leads


def test_what_an_office_must_do_counts_in_a_text_that_tells_of_orders() -> None:
    duty = "Các địa phương phải công khai danh sách."
    assert leads_in(duty, "Không ai bị bỏ sót.", ORDER) == ["Các địa phương", "Sở Y tế"]
    assert leads_in(duty) == []
    assert leads_in("Doanh nghiệp phải nộp thuế.", "Nhiều nơi đã làm.", ORDER) == ["Sở Y tế"]
    assert (
        leads_in("Nhiều đại biểu cho rằng, việc này chậm.", "Chuyên gia nói, đã muộn.", "Các sở đang làm.")
        == []
    )


def test_an_opinion_is_heard_until_an_order_follows() -> None:
    opinion = "Theo chuyên gia, các địa phương phải công khai danh sách."
    assert leads_in(opinion, "Bộ Tài chính phải bố trí vốn.", ORDER) == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Thủ tướng giao Hà Nội chuẩn bị phương án.", "Hà Nội"),
        ("Thủ tướng yêu cầu Quảng Nam khẩn trương khắc phục hậu quả.", "Quảng Nam"),
        ("Đồng chí cũng đề nghị Sở Y tế khẩn trương hoàn thiện kế hoạch.", "Sở Y tế"),
        ("Bộ yêu cầu các Chi cục KLN khu vực: Bắc, Nam tổ chức trực ban.", "các Chi cục KLN khu vực"),
        ("Chủ tịch UBND tỉnh yêu cầu các ngành công an và quốc phòng trực ban.", "Ngành công an"),
        ("Hôm 7-4, Chủ tịch UBND tỉnh đã có văn bản chỉ đạo Công an tỉnh điều tra.", "Công an tỉnh"),
    ],
)
def test_who_is_addressed(sentence: str, lead: str) -> None:
    assert leads_in(sentence) == [lead]


def test_an_order_given_already_stays_one_among_orders_of_somebody_higher() -> None:
    done = "Sáng 7-4, Chủ tịch UBND tỉnh đã có văn bản chỉ đạo Công an tỉnh điều tra."
    assert leads_in("Thủ tướng yêu cầu Bộ Công an báo cáo.", done) == ["Bộ Công an", "Công an tỉnh"]


def test_what_a_unit_does_by_itself_is_told_after_it_was_told_of() -> None:
    told = "Bộ Quốc phòng vừa có công văn về bão."
    assert leads_in(ORDER, told, "Bộ Quốc phòng thành lập hai đoàn kiểm tra.") == ["Sở Y tế"]


def test_a_lead_that_nothing_follows_is_the_order_itself() -> None:
    order = "Thủ tướng yêu cầu Bộ Y tế rà soát, báo cáo:"
    assert leads_in(order) == ["Bộ Y tế"]
    assert leads_in(order, "1. Bộ Y tế kiểm tra kho.") == ["Bộ Y tế"]
    assert leads_in("1. Bộ Y tế rà soát, báo cáo:", "2. Bộ Công an kiểm tra kho.", ORDER) == ["Sở Y tế"]


def test_which_units_are_meant_may_stand_before_their_task() -> None:
    lines = (
        "Thủ tướng yêu cầu:",
        "1. Các tỉnh đang có dịch căn cứ tình hình, chủ động quyết định giãn cách.",
    )
    assert [one[:8] for one in leads_in(*lines) if one] == ["Các tỉnh"]
    assert leads_in("Các tỉnh đang có dịch căn cứ tình hình, chủ động quyết định giãn cách.", ORDER) == [
        "Sở Y tế"
    ]


def test_words_that_a_page_ran_together_are_two() -> None:
    assert leads_in("Thủ tướng giao Bộ Tài chínhgửi báo cáo.") == ["Bộ Tài chính"]
    assert leads_in("Thủ tướng giao BộTài chính gửi báo cáo.") == ["Bộ Tài chính"]


def test_who_speaks_before_a_colon_is_not_addressed() -> None:
    order = "Tại thông báo, lãnh đạo tỉnh chỉ đạo: Sau khi quy hoạch được duyệt, Sở Xây dựng lập đồ án."
    assert leads_in(order) == ["Sở Xây dựng"]


def test_that_was_an_order_says_the_text_behind_a_quotation() -> None:
    order = "“Các xã phải họp giao ban. Chủ tịch xã phải báo cáo” - đó là chỉ đạo của Bí thư Tỉnh ủy hôm qua."
    assert leads_in(order) == ["Các xã", "Chủ tịch xã"]


def test_what_an_office_needs_to_do_counts_behind_what_a_paper_says() -> None:
    paper = "Theo đó, việc bàn giao mặt bằng xong trong tháng 7."
    assert leads_in(paper, "Ban Quản lý đường sắt đô thị cần kiểm tra các quận.", ORDER) == [
        "Ban Quản lý đường sắt đô thị",
        "Sở Y tế",
    ]
    assert leads_in("Sở Công Thương cần kiểm tra các chợ.", "Nhiều nơi đã làm.", ORDER) == ["Sở Y tế"]


MINUTES = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

BIÊN BẢN
Họp giao ban

I. Thời gian
Hồi 8 giờ 00 ngày 05 tháng 3 năm 2024, tại phòng họp.

II. Nội dung
1. Phòng Y tế báo cáo tiến độ dự án: đã giải ngân 35%.
2. Ý kiến thảo luận:
- Ông A, Trưởng phòng Tài chính: đề nghị các chủ đầu tư sớm hoàn thiện hồ sơ.
- UBND xã B kiến nghị huyện bố trí thêm kinh phí.

III. Kết luận
1. Giao Phòng Dân tộc rà soát danh mục, trình UBND huyện trước ngày 15/3.
2. Công an huyện: mở đợt cao điểm tuần tra.
"""


def test_minutes_give_orders_under_their_conclusion_and_opinions_above_it() -> None:
    found = read(MINUTES)
    assert [one.lead for one in found.directives] == ["Phòng Dân tộc", "Công an huyện"]
    assert found.dated == date(2024, 3, 5)
    due = found.directives[0].due
    assert due is not None
    assert due.day == date(2024, 3, 15)


@pytest.mark.parametrize(
    "opinion",
    [
        "Ông A, Tổng Giám đốc Công ty B, đề nghị Bộ Tài chính sớm điều chỉnh chi phí.",
        "Theo các chuyên gia, Bộ Tài chính cần giảm thuế.",
        "Theo một số đại biểu, các địa phương phải công khai.",
    ],
)
def test_an_opinion_among_orders_is_none(opinion: str) -> None:
    assert leads_in(ORDER, opinion) == ["Sở Y tế"]


LETTER = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/SYT-KH

Kính gửi: UBND các huyện

Sở Y tế đề nghị UBND các huyện:
1. Rà soát các kho thuốc.
2. Đối với các kho chậm tiến độ, báo cáo rõ nguyên nhân.
Rất mong nhận được sự phối hợp của Quý cơ quan./.
"""


def test_a_task_behind_what_it_concerns_counts_in_a_list_and_thanks_do_not() -> None:
    assert [one.lead for one in read(LETTER).directives] == ["UBND các huyện", "UBND các huyện"]
    assert leads_in(ORDER, "Đối với các kho, báo cáo này nêu rõ tồn tại.") == ["Sở Y tế"]


def test_a_name_goes_on_over_the_country() -> None:
    assert leads_in("Bộ trưởng giao Vụ Thị trường trong nước lập kế hoạch.") == ["Vụ Thị trường trong nước"]


@pytest.mark.parametrize(
    ("lines", "leads"),
    [
        (
            ("UBND tỉnh yêu cầu UBND huyện Hoa Lư, Gia Viễn triển khai diễn tập.",),
            ["UBND huyện Hoa Lư"],
        ),
        (
            (
                "Thủ tướng yêu cầu:",
                "1. UBND tỉnh A khắc phục hậu quả; phối hợp với Bộ Công an chỉ đạo điều tra vụ cháy.",
            ),
            ["UBND tỉnh A"],
        ),
        ((ORDER, "Đối với các trường hợp vi phạm, Sở Y tế báo cáo UBND tỉnh."), ["Sở Y tế", "Sở Y tế"]),
        (
            ("Chủ tịch UBND tỉnh đề nghị Ban Dân tộc tỉnh nghiên cứu, tham mưu chương trình.",),
            ["Ban Dân tộc tỉnh"],
        ),
        (
            (
                "Phó Thủ tướng đề nghị tỉnh Sơn La làm rõ tồn tại. Tỉnh ủy Sơn La cần xây dựng kế hoạch giảm nghèo.",
                "Tỉnh cần quan tâm đào tạo nghề.",
            ),
            ["tỉnh Sơn La", "Tỉnh ủy Sơn La", "Tỉnh"],
        ),
        ((f"{ORDER} Chỉ đạo các trạm y tế thường xuyên trực ban.",), ["Sở Y tế", "Sở Y tế"]),
        ((ORDER, "Thời gian qua, các địa phương liên tục phản ánh về giá thuốc."), ["Sở Y tế"]),
        ((ORDER, "Theo nhận định, lượng bệnh nhân sẽ tăng, cần phòng ngừa quá tải."), ["Sở Y tế"]),
        (
            (
                "Sau khi xem xét, Chủ tịch UBND tỉnh có ý kiến chỉ đạo như sau: Giao các sở, ngành giải trình số liệu.",
            ),
            ["các sở, ngành"],
        ),
        (
            (ORDER, "Đồng thời, định kỳ ngày 20 hằng tháng, báo cáo kết quả về UBND tỉnh và Sở Tài chính."),
            ["Sở Y tế", "Sở Y tế"],
        ),
        (
            (f"{ORDER} Báo cáo yêu cầu gửi về Văn phòng UBND tỉnh trước ngày 15/3/2024.",),
            ["Sở Y tế", "Sở Y tế"],
        ),
        (
            (
                "Để giảm thiểu thiệt hại do lũ gây ra, UBND tỉnh yêu cầu Giám đốc các sở triển khai phương án.",
            ),
            ["Giám đốc các sở"],
        ),
        (
            (ORDER, "Chủ tịch quận, huyện, thị xã phải chịu trách nhiệm về vi phạm."),
            ["Sở Y tế", "Chủ tịch quận, huyện, thị xã"],
        ),
        ((f"{ORDER} Các bộ phận chuyên môn phải tham mưu kế hoạch.",), ["Sở Y tế", "Các bộ phận chuyên môn"]),
    ],
)
def test_who_is_meant_in_what_offices_write(lines: tuple[str, ...], leads: list[str]) -> None:
    assert leads_in(*lines) == leads


def test_the_second_of_two_places_that_share_their_kind_is_addressed_too() -> None:
    (one,) = read_from("UBND tỉnh yêu cầu UBND huyện Hoa Lư, Gia Viễn triển khai diễn tập.")
    assert one.units == ("UBND huyện Hoa Lư", "UBND huyện Gia Viễn")
    (row,) = read_from(
        "Giao các sở, ngành tỉnh; UBND các huyện; các Ban QLDA chuyên ngành tỉnh báo cáo tình hình."
    )
    assert row.units == ("các sở, ngành tỉnh", "UBND các huyện", "các Ban QLDA chuyên ngành tỉnh")


@pytest.mark.parametrize(
    ("lines", "leads"),
    [
        (
            (ORDER, "Trước ngày 18/3, các địa phương phải báo cáo: Có thiếu thuốc không?"),
            ["Sở Y tế", "các địa phương"],
        ),
        (
            ("UBND tỉnh yêu cầu Trưởng Ban Quản lý đường sắt A khẩn trương hoàn thiện hồ sơ.",),
            ["Trưởng Ban Quản lý đường sắt A"],
        ),
        (
            (ORDER, "Chủ tịch UBND các quận 1, 3 và Gò Dưa có trách nhiệm báo cáo."),
            ["Sở Y tế", "Chủ tịch UBND các quận 1"],
        ),
        (
            ("Bộ yêu cầu Hiệu trưởng Trường Đại học Hoa Lư xây dựng và tổ chức kế hoạch thi.",),
            ["Hiệu trưởng Trường Đại học Hoa Lư"],
        ),
    ],
)
def test_whose_name_it_is_in_what_offices_write(lines: tuple[str, ...], leads: list[str]) -> None:
    assert leads_in(*lines) == leads


def test_grounds_that_end_in_a_conclusion_open_what_follows() -> None:
    letter = """VĂN PHÒNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/VPCP-KTN
Kính gửi: Bộ Công Thương.

Xét đề nghị của Bộ Công Thương tại công văn số 7/BCT, Phó Thủ tướng có ý kiến như sau:

Bộ Công Thương xem xét kiến nghị của tỉnh A, báo cáo Thủ tướng Chính phủ.

Nơi nhận:
- Như trên;"""
    (only,) = read(letter).directives
    assert only.lead == "Bộ Công Thương"


def test_a_drought_is_no_deadline() -> None:
    """ "hạn" is a day by which, and a drought."""
    (only,) = read_from("UBND tỉnh yêu cầu Sở Y tế tích nước trước dự báo tình hình khô, hạn trong năm 2025.")
    assert only.due is None


def test_in_a_list_of_orders_a_unit_is_told_to_do_whatever_follows() -> None:
    lines = (
        "Phó Chủ tịch UBND tỉnh yêu cầu:",
        "1. UBND các huyện xếp lại lịch tập huấn.",
        "2. Giao Sở Y tế rà soát.",
    )
    assert leads_in(*lines) == ["UBND các huyện", "Sở Y tế"]
