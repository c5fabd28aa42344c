"""Constructions of texts that were measured last: captions in the body, addresses, what units are for, notes."""

from datetime import date

import pytest

from nhip.core.directives import Directive, read

ORDER = "Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát các cơ sở."
DATED = date(2024, 3, 1)


def read_from(*lines: str) -> tuple[Directive, ...]:
    return read("Tin trong ngày\n\n" + "\n".join(lines), DATED).directives


def leads_in(*lines: str) -> list[str | None]:
    return [one.lead for one in read_from(*lines)]


@pytest.mark.parametrize(
    ("units", "lead"),
    [
        ("Ban Quản lý vịnh Nậm A", "Ban Quản lý vịnh Nậm A"),
        ("Ban QLDA đường Hồ Chí Minh", "Ban QLDA đường Hồ Chí Minh"),
        ("Ban Quản lý dự án 85", "Ban Quản lý dự án 85"),
        ("Ban quản lý dự án phát triển tỉnh", "Ban quản lý dự án phát triển tỉnh"),
        ("Tổng Công ty đầu tư phát triển đường cao tốc Hoa", "Tổng Công ty đầu tư phát triển đường cao tốc Hoa"),
        ("Công ty Cổ phần môi trường công trình đô thị Hoa Lư", "Công ty Cổ phần môi trường công trình đô thị Hoa Lư"),
        ("Thường trực Ban Chỉ huy phòng chống thiên tai tỉnh", "Thường trực Ban Chỉ huy phòng chống thiên tai tỉnh"),
        ("các cơ quan chức năng từ Trung ương đến địa phương", "các cơ quan chức năng từ Trung ương đến địa phương"),
        ("các phòng ngành", "các phòng ngành"),
        ("nhà máy", "nhà máy"),
        ("các Ban đại diện cha mẹ học sinh", "các Ban đại diện cha mẹ học sinh"),
        ("Cơ quan Báo và Phát thanh, Truyền hình Hoa Lư", "Cơ quan Báo và Phát thanh, Truyền hình Hoa Lư"),
    ],
)  # fmt: skip
def test_a_name_tells_what_the_unit_is_for(units: str, lead: str) -> None:
    assert leads_in(f"Phó Thủ tướng yêu cầu {units} khẩn trương kiểm tra các kho.") == [lead]


def test_a_minister_is_named_by_the_field_and_the_person() -> None:
    found = read_from(
        "Ngày 14/4, Bộ trưởng Xây dựng Lê Văn A gửi công văn yêu cầu Tổng Cty cổ phần Hoa Lư kiểm tra ống."
    )
    assert [one.lead for one in found] == ["Tổng Cty cổ phần Hoa Lư"]


def test_a_sentence_of_the_body_that_is_a_caption_too_counts_once() -> None:
    told = "Phó Thủ tướng cũng yêu cầu UBND thành phố điều tra nguyên nhân của vụ nổ này."
    rest = "Chiều cùng ngày, nhiều người đã đến thăm hỏi các gia đình gặp nạn tại khu đô thị."
    more = "Như tin đã đưa, vào khoảng chiều 19/3 tại vỉa hè xảy ra một vụ nổ, tạo ra một hố sâu."
    found = read_from("Mục xã hội", "Người viết", told, rest, told, more)
    assert [one.lead for one in found] == ["UBND thành phố"]
    assert found[0].start > 100


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo Văn phòng Chính phủ, báo chí phản ánh người nhà Bí thư huyện Kim Anh, tỉnh Hoa Lư nắm giữ nhiều chức vụ.",
        "Sau đó, gia đình bà A có làm đơn trình bày cụ thể, chi tiết những sai phạm gửi chánh Thanh tra tỉnh.",
        "Thứ trưởng Bộ Nội vụ Lê Văn B tham gia góp ý tại hội nghị.",
        "- Công ty Cổ phần môi trường công trình đô thị Hoa Lư: 0243.3834.530",
    ],
)  # fmt: skip
def test_what_is_told_of_somebody_is_no_order(sentence: str) -> None:
    assert leads_in(ORDER, sentence) == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Trên cơ sở kết quả đánh giá, báo cáo cấp có thẩm quyền xem xét phương án.", "Sở Y tế"),
        ("Trên cơ sở rà soát, khẩn trương báo cáo Thủ tướng Chính phủ và đề xuất giải pháp.", "Sở Y tế"),
        ("Việc kiểm tra này phải hoàn thành và báo cáo Bộ Xây dựng trước ngày 30/5.", "Sở Y tế"),
        ("Thời hạn hoàn thành đến hết ngày 10 tháng 4 năm 2024.", "Sở Y tế"),
        ("Các địa phương chỉ đạo, tàu thuyền về nơi tránh trú an toàn.", "Các địa phương"),
        ('Các địa phương nơi có đường đi qua "phải huy động hệ thống vào cuộc".', "Các địa phương nơi có đường đi qua"),
        ("Thủ tướng yêu cầu trên cơ sở kết quả kiểm tra, Bộ Xây dựng đề xuất giải pháp.", "Bộ Xây dựng"),
    ],
)  # fmt: skip
def test_a_task_goes_on_behind_a_ground_a_result_or_a_place(sentence: str, lead: str) -> None:
    assert leads_in(f"{ORDER} {sentence}") == ["Sở Y tế", lead]


def test_a_notice_orders_though_it_names_what_a_decree_lays_down() -> None:
    text = (
        "THÔNG BÁO\n\nThủ tướng Chính phủ kết luận như sau:\n"
        "a) Giao Bộ Tư pháp có ý kiến về dự thảo Nghị định của Chính phủ quy định chi tiết một số điều.\n"
        "b) Giao Bộ Công an:\n~ Chủ trì rà soát dữ liệu;\n_ Tiếp tục nâng cấp nền tảng.\n"
    )
    assert [one.lead for one in read(text).directives] == ["Bộ Tư pháp", "Bộ Công an", "Bộ Công an"]


@pytest.mark.parametrize(
    "due", ["trước hội nghị tổng kết", "vào mùng 2 Tết Mậu Tý (8-2)", "trong phiên họp tháng 10/2024"]
)
def test_an_occasion_is_a_deadline_in_words(due: str) -> None:
    (one,) = read_from(f"Giao Sở Tài chính báo cáo kết quả {due}.")
    assert one.due is not None
    assert one.due.text == due


def test_a_report_whose_sentences_stand_on_lines_of_their_own_reads_as_one_with_paragraphs() -> None:
    sentences = (
        "Sáng 5/5, UBND tỉnh họp về trật tự xây dựng.",
        ORDER,
        "Cùng với đó, tập trung xử lý các trường hợp còn tồn đọng.",
        "Chỉ đạo các đơn vị chức năng thường xuyên kiểm tra tình hình.",
        "Định kỳ báo cáo kết quả với UBND tỉnh.",
        "Cuộc họp kết thúc lúc 11 giờ cùng ngày.",
    )
    by_lines, joined = leads_in(*sentences), leads_in(" ".join(sentences))
    assert by_lines == joined == ["Sở Y tế"] * 4


def test_a_quotation_that_goes_on_in_the_next_line_is_an_order_of_whoever_opens_it() -> None:
    order = 'Ông A, Chủ tịch UBND tỉnh, yêu cầu "Sở Thông tin theo dõi báo chí; phản hồi các bài báo mà dân phản ánh.'
    assert leads_in(order, 'Không để lâu".') == ["Sở Thông tin", "Sở Thông tin"]


@pytest.mark.parametrize(
    ("units", "lead"),
    [
        ("các cơ quan chức năng của tỉnh Hoa Lư", "các cơ quan chức năng của tỉnh Hoa Lư"),
        ("các cơ quan liên quan", "các cơ quan liên quan"),
        ("Bộ Tư lệnh thủ đô", "Bộ Tư lệnh thủ đô"),
        ("Thủ trưởng các cơ quan đóng quân trên địa bàn", "Thủ trưởng các cơ quan đóng quân trên địa bàn"),
    ],
)
def test_where_units_lie_is_of_their_name_and_no_preposition_is(units: str, lead: str) -> None:
    assert leads_in(f"Thủ tướng yêu cầu {units} khẩn trương xác minh.") == [lead]
    assert leads_in("Bộ Ngoại giao đề nghị các cơ quan liên quan tại Anh xác định danh tính.") == [
        "các cơ quan liên quan"
    ]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        (
            "Bí thư Thành ủy - Lê Văn A chỉ đạo Công an thành phố nỗ lực kéo giảm tội phạm.",
            "Công an thành phố",
        ),
        ("Bí thư Tỉnh ủy đề nghị Trung tướng Lê Văn B phải rà soát cán bộ.", "Trung tướng Lê Văn B"),
        (
            "Ý kiến chỉ đạo của Bí thư Tỉnh ủy: Đề nghị UBND tỉnh xử lý thông tin, báo cáo kết quả.",
            "UBND tỉnh",
        ),
        ("Thứ trưởng cũng yêu cầu ngành Y tế các địa phương phải kiểm tra.", "ngành Y tế các địa phương"),
        ("Các cơ sở bán lẻ thuốc cần nhắc nhở người mua; báo cáo trước ngày 5/5.", "Các cơ sở bán lẻ thuốc"),
        ("Chủ tịch UBND tỉnh có ý kiến về vụ việc như sau: Giao UBND huyện A kiểm tra.", "UBND huyện A"),
    ],
)
def test_whoever_speaks_is_known_in_any_form(sentence: str, lead: str) -> None:
    assert leads_in(ORDER, sentence) == ["Sở Y tế", lead]


def test_what_a_place_should_be_is_no_order() -> None:
    assert leads_in(ORDER, "Thành phố phải là nơi đáng sống.") == ["Sở Y tế"]


def test_a_task_that_begins_with_a_call_of_the_highest_is_none_of_theirs() -> None:
    task = "Thực hiện nghiêm lời kêu gọi của Tổng Bí thư, Chủ tịch nước Lê Văn C, các văn bản của Chính phủ."
    assert leads_in(f"{ORDER} {task}") == ["Sở Y tế", "Sở Y tế"]


@pytest.mark.parametrize(
    ("units", "leads"),
    [
        ("UBND huyện Nậm A và Nậm B", ["UBND huyện Nậm A", "UBND huyện Nậm B"]),
        ("chính quyền 2 huyện Nậm A và Nậm B", ["chính quyền 2 huyện Nậm A và Nậm B"]),
        ("Công ty Cổ phần Hoa Lư và Công ty Cổ phần Vân Long", ["Công ty Cổ phần Hoa Lư", "Công ty Cổ phần Vân Long"]),
        ("DNTN Hoa Lư", ["DNTN Hoa Lư"]),
        ("nhà máy cồn", ["nhà máy cồn"]),
        ("các cấp ngành liên quan", ["các cấp ngành liên quan"]),
    ],
)  # fmt: skip
def test_two_places_and_two_firms_are_two_units(units: str, leads: list[str]) -> None:
    (one,) = read_from(f"Phó Thủ tướng yêu cầu {units} phải kiểm tra các kho.")
    assert list(one.units) == leads


def test_who_must_act_stands_behind_what_comes_before_it() -> None:
    told = "Sau khi được Sở Y tế, UBND huyện Nậm A kiểm tra, xác nhận, doanh nghiệp phải công bố kết quả."
    assert leads_in(ORDER, told) == ["Sở Y tế", "doanh nghiệp"]


def test_a_paper_with_a_number_orders_by_itself() -> None:
    paper = "Cùng ngày, UBND huyện Nậm A có văn bản số 97/UBND chỉ đạo Phòng Y tế kiểm tra."
    assert leads_in("Thủ tướng giao Bộ Y tế rà soát các cơ sở.", paper) == ["Bộ Y tế", "Phòng Y tế"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Người dân dựng lều trước cổng nhà máy.",
        "Như Báo A đã phản ánh, trước đây bãi rác do công ty quản lý, xử lý.",
    ],
)
def test_what_people_do_and_what_was_reported_is_no_order(sentence: str) -> None:
    assert leads_in(ORDER, sentence) == ["Sở Y tế"]
