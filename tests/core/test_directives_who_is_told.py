"""Who is told: the unit above or the one below it, the whole list or one point of it. Sentences of our own."""

from datetime import date

import pytest

from nhip.core.directives import Directive, read

ORDER = "Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát các cơ sở."


def read_from(*lines: str) -> tuple[Directive, ...]:
    return read("Tin trong ngày\n\n" + "\n".join(lines), date(2024, 3, 1)).directives


def leads_in(*lines: str) -> list[str | None]:
    return [one.lead for one in read_from(*lines)]


def test_below_an_order_whoever_directs_others_is_told_and_so_are_its_points() -> None:
    lines = (
        "Thủ tướng Chính phủ yêu cầu:",
        "1. Chủ tịch UBND tỉnh Hoa Lư chỉ đạo các sở, ngành:",
        "a) Bố trí xe cứu thương.",
        "2. Bộ Công an chỉ đạo Công an tỉnh điều tra vụ việc.",
    )
    assert leads_in(*lines) == ["Chủ tịch UBND tỉnh Hoa Lư", "Bộ Công an"]


def test_where_nobody_stands_above_it_a_unit_that_directs_gives_the_order() -> None:
    assert leads_in("Tiếp thu ý kiến, UBND tỉnh chỉ đạo Sở Y tế sửa chữa trạm y tế.") == ["Sở Y tế"]
    assert leads_in(ORDER, "UBND huyện Hoa Lư chỉ đạo các xã dọn vệ sinh.") == [
        "Sở Y tế",
        "UBND huyện Hoa Lư",
    ]


def test_a_leader_who_must_direct_is_told() -> None:
    lines = (ORDER, "Chủ tịch UBND các huyện phải chỉ đạo các phòng chuyên môn trực ban.")
    assert leads_in(*lines) == ["Sở Y tế", "Chủ tịch UBND các huyện"]


def test_points_that_are_counted_speak_to_whom_the_first_one_did() -> None:
    lines = (
        "Phó Thủ tướng yêu cầu các bộ, ngành tập trung vào ba việc.",
        "Thứ nhất, rà soát thủ tục.",
        "Thứ hai, đối với hàng giả, các lực lượng chức năng cần lập chuyên án.",
        "Thứ ba, đẩy mạnh tuyên truyền.",
    )
    assert leads_in(*lines) == ["các bộ, ngành", "các bộ, ngành", "các lực lượng chức năng", "các bộ, ngành"]


def test_a_point_of_a_list_is_a_task_though_its_verb_is_unknown() -> None:
    lines = (
        "UBND tỉnh giao Sở Y tế:",
        "- Lưu trữ hồ sơ của các cơ sở đã giải thể.",
        "- Số hồ sơ hiện còn là 20.",
    )
    assert leads_in(*lines) == ["Sở Y tế"]


def test_who_is_worked_with_is_not_told() -> None:
    more = "Bên cạnh đó, tiếp tục phối hợp với Bộ Công an, Bộ Công Thương thường xuyên kiểm tra liên ngành."
    assert leads_in(ORDER, more) == ["Sở Y tế", "Sở Y tế"]


def test_whom_a_topic_names_is_spoken_of() -> None:
    more = "Đối với các tỉnh trọng điểm: Hoa Lư, Vân Long, Chủ tịch UBND tỉnh cần hoàn thành ký cam kết."
    assert leads_in(ORDER, more) == ["Sở Y tế", "Chủ tịch UBND tỉnh"]


@pytest.mark.parametrize(
    "line",
    [
        "Tổ công tác kiến nghị Chính phủ, Thủ tướng Chính phủ chỉ đạo các bộ xử lý nợ đọng.",
        "Thứ nhất là chuẩn bị để bầu cử HĐND các cấp nhiệm kỳ mới.",
        "Nhiệm vụ, quyền hạn của Ban Chỉ đạo",
        "Quý khách cần hỏi thêm có thể gọi số điện thoại trên.",
        "Đến khi dập lửa, lực lượng chức năng phát hiện có hai xe bị cháy.",
    ],
)
def test_what_is_proposed_told_or_laid_down_is_no_order(line: str) -> None:
    assert leads_in(line) == []


def test_the_lead_of_a_report_stays_where_it_says_something_else() -> None:
    """Another unit, or another day: not the same thing told twice."""
    lines = (
        "Công an tỉnh được giao tổ chức vận động và thực hiện chế độ đối với người có uy tín theo quy định của ngành.",
        (
            "Bộ Chỉ huy Quân sự tỉnh được giao tổ chức vận động và thực hiện đầy đủ chế độ đối với người có uy tín "
            "theo quy định của ngành và của tỉnh."
        ),
    )
    assert leads_in(*lines) == ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"]


def test_a_sentence_may_end_in_a_word_of_one_letter_and_in_a_numeral() -> None:
    lines = (
        "UBND tỉnh yêu cầu Sở Y tế hỗ trợ hộ nghèo có nhà ở. Các huyện rà soát đợt I. Sở Tài chính bố trí vốn.",
    )
    assert leads_in(*lines) == ["Sở Y tế", "Các huyện", "Sở Tài chính"]


@pytest.mark.parametrize(
    ("line", "day", "text"),
    [
        ("hoàn thành trước ngày Quốc khánh 02/9/2024.", date(2024, 9, 2), "trước ngày Quốc khánh 02/9/2024"),
        ("bảo đảm đủ sách trước thềm năm học mới.", None, "trước thềm năm học mới"),
        (
            "thực hiện và báo cáo về Sở Xây dựng trong ngày 23/3/2024.",
            date(2024, 3, 23),
            "trong ngày 23/3/2024",
        ),
    ],
)
def test_deadlines(line: str, day: date | None, text: str) -> None:
    (only,) = read_from(f"UBND tỉnh yêu cầu Sở Y tế {line}")
    assert only.due is not None
    assert (only.due.day, only.due.text) == (day, text)


def test_what_was_reported_before_a_day_has_no_deadline() -> None:
    (only,) = read_from("UBND tỉnh yêu cầu Sở Y tế rà soát các dự án đã báo cáo trước ngày 25/3/2024.")
    assert only.due is None


def test_a_lead_without_a_speaker_is_an_order_where_the_text_says_so_behind() -> None:
    lines = (
        "Bộ Y tế kiểm tra các kho thuốc.",
        "Đây là yêu cầu của Phó Thủ tướng tại văn bản gửi các bộ.",
    )
    assert leads_in(*lines) == ["Bộ Y tế"]


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("Bộ Y tế chủ trì, phối hợp với các bộ, ngành đề xuất giải pháp.", "Bộ Y tế"),
        ("Các bộ, ngành báo cáo tình hình về Văn phòng Chính phủ trước ngày 12/2.", "Các bộ, ngành"),
        ("Theo đó, Bộ Tài chính xuất cấp 250 tấn gạo cho tỉnh Hoa Lư.", "Bộ Tài chính"),
    ],
)
def test_what_a_text_that_tells_of_orders_says_of_an_office(line: str, lead: str) -> None:
    """Taking the lead, a firm deadline, "Theo đó": an order, though who gives it is said elsewhere."""
    order = "Phó Thủ tướng cũng giao Sở Y tế rà soát."
    assert leads_in("Ảnh minh họa.", line, "Các báo đã phản ánh.", order)[0] == lead


@pytest.mark.parametrize(
    "line",
    [
        "Đến dự có phó Chủ tịch UBND xã chủ trì; các trưởng ấp.",
        "Bộ Y tế dự báo dịch còn kéo dài.",
        "Ngày 3/2/2024, UBND tỉnh nhận được công văn của công ty.",
        "Đơn thuộc thẩm quyền Chủ tịch UBND tỉnh giao Thanh tra tỉnh thụ lý.",
        "Công tác đấu giá tại một số địa phương vẫn còn những tồn tại, hạn chế nhất định.",
    ],
)
def test_what_is_told_between_orders_is_none(line: str) -> None:
    assert leads_in(ORDER, line) == ["Sở Y tế"]


def test_points_below_a_line_go_on_with_its_unit_though_one_of_them_names_another() -> None:
    lines = (
        "Bộ Y tế đề nghị Chủ tịch UBND các tỉnh, thành phố tăng cường phòng dịch, cụ thể:",
        "Thực hiện nghiêm các hướng dẫn. UBND các xã lập tổ phản ứng nhanh.",
        "Tiếp tục tổ chức tiêm chủng.",
    )
    everybody = "Chủ tịch UBND các tỉnh, thành phố"
    assert leads_in(*lines) == [everybody, "UBND các xã", everybody]


def test_a_person_with_two_offices_orders_with_the_higher_one() -> None:
    line = "Phó Thủ tướng Trần Văn Mẫu, Chủ tịch Ủy ban An toàn giao thông Quốc gia đề nghị Bộ Y tế cứu chữa nạn nhân."
    assert leads_in(line) == ["Bộ Y tế"]


def test_this_place_is_the_one_that_the_sentence_names() -> None:
    assert leads_in("Với tỉnh Hoa Lư, Thủ tướng yêu cầu địa phương này kiểm tra thông tin.") == [
        "tỉnh Hoa Lư"
    ]


def test_who_is_called_by_letters_is_known_by_being_told() -> None:
    assert leads_in("Phó Chủ tịch UBND thành phố yêu cầu CAPVAN thay các đường ống cũ.") == ["CAPVAN"]


def test_the_law_that_is_broken_is_no_norm() -> None:
    line = "Trường hợp do hành vi vi phạm pháp luật gây ra thì xử lý nghiêm theo quy định."
    assert leads_in(ORDER, line) == ["Sở Y tế", "Sở Y tế"]


def test_about_this_a_letter_orders() -> None:
    """ "Về việc …" alone is a letter's subject line; "Về việc này, …" goes on to what is ordered."""
    letter = """VĂN PHÒNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/VPCP-V.I
Về việc báo nêu giá thuốc tăng
Kính gửi: Bộ Y tế.

Báo A có bài về giá thuốc.
Về việc này, Phó Thủ tướng Trần Văn Mẫu yêu cầu Bộ Y tế kiểm tra, báo cáo Thủ tướng trước ngày 30/8/2024.
Nơi nhận:
- Như trên;"""
    (only,) = read(letter).directives
    assert (only.lead, only.due and only.due.day) == ("Bộ Y tế", date(2024, 8, 30))


@pytest.mark.parametrize(
    ("lines", "leads"),
    [
        (("Người đứng đầu Chính phủ cũng đề nghị Bộ Công an thực hiện nghiêm công điện.",), ["Bộ Công an"]),
        (
            (
                "Văn bản nêu rõ, xét báo cáo của hiệp hội, Phó Thủ tướng Trần Văn Mẫu có ý kiến như sau:",
                "Bộ Y tế tiếp tục nắm tình hình.",
                "Trường hợp vượt thẩm quyền báo cáo Thủ tướng Chính phủ xem xét.",
            ),
            ["Bộ Y tế", "Bộ Y tế"],
        ),
        (
            (
                "Ngày 12/4, Thủ tướng Chính phủ có công điện số 45/CĐ-TTg, trong đó Thủ tướng yêu cầu:",
                "- Bộ Y tế phối hợp với UBND các tỉnh kiểm tra.",
            ),
            ["Bộ Y tế"],
        ),
        (
            ("Bộ Xây dựng yêu cầu các Cục trực ban.", "Ngành đường thủy phải kêu gọi tàu thuyền."),
            ["các Cục", "Ngành đường thủy"],
        ),
        (
            ("Bộ Y tế khẩn trương rà soát kho.", "Bộ Tài chính cũng được Thủ tướng giao bố trí vốn."),
            ["Bộ Y tế", "Bộ Tài chính"],
        ),
        (
            (
                "Thủ tướng gửi lời chia buồn đến các gia đình; yêu cầu Chủ tịch UBND tỉnh Hoa Lư khắc phục hậu quả.",
            ),
            ["Chủ tịch UBND tỉnh Hoa Lư"],
        ),
        (
            (
                "Trước dấu hiệu “bần cùng” khi người dân phản ánh, Phó Chủ tịch tỉnh giao công an thành phố trấn áp.",
            ),
            ["công an thành phố"],
        ),
        (
            ("Thủ tướng yêu cầu các bộ: Y tế, Nội vụ; Thông tấn xã Việt Nam báo cáo nhanh.",),
            ["Bộ Y tế"],
        ),
        (
            (
                "Văn phòng thông báo ý kiến chỉ đạo của Thủ tướng về việc giao Bộ Y tế chủ trì xử lý các kiến nghị.",
            ),
            ["Bộ Y tế"],
        ),
        (
            ("Bộ Y tế có công văn số 11/BYT gửi các đơn vị đang xây bệnh viện, yêu cầu báo cáo tiến độ.",),
            ["các đơn vị"],
        ),
        (
            (
                "Phó Thủ tướng chỉ đạo như sau:",
                "1. Giao Bộ Y tế:",
                "1. Tiếp tục dập dịch.",
                "2. Kịp thời báo cáo.",
            ),
            ["Bộ Y tế"] * 2,
        ),
        (
            (
                (
                    "Ủy ban An toàn giao thông có công văn thông báo ý kiến của Phó Thủ tướng, "
                    "theo đó yêu cầu Sở Y tế cứu hộ."
                ),
            ),
            ["Sở Y tế"],
        ),
        (("Về vấn đề này, Thủ tướng Chính phủcó ý kiến yêu cầu Bộ Y tế kiểm tra.",), ["Bộ Y tế"]),
        (("Văn bản số 94/VPCP về việc Phó Thủ tướng yêu cầu Bộ Y tế kiểm tra kho thuốc.",), ["Bộ Y tế"]),
        (("Đề nghị Hiệu trưởng các trường rà soát việc thu quỹ.",), ["Hiệu trưởng các trường"]),
        (("Phó Thủ tướng yêu cầu các địa phương: Hoa Lư, Vân Long trực ban.",), ["Hoa Lư"]),
        (("Cục An toàn thực phẩm đề nghị ngành y tế tỉnh Hoa Lư điều tra.",), ["ngành y tế"]),
        (("Tổng cục Thuế có công văn số 39/TCT hướng dẫn Công ty A.", ORDER), ["Sở Y tế"]),
        (
            ("Nội dung giảm phí vận tải; cắt giảm thủ tục; văn bản giao Bộ Y tế chủ trì xử lý, trả lời.",),
            ["Bộ Y tế"],
        ),
    ],
)
def test_who_is_told_in_what_papers_say(lines: tuple[str, ...], leads: list[str]) -> None:
    assert leads_in(*lines) == leads
