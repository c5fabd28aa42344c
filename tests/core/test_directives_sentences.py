"""One construction each: orders, duties, tasks, what is carried over; and beside each exclusion its near miss."""

from datetime import date

import pytest

from nhip.core.directives import read

ORDER = "Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát các cơ sở."


def units_in(*sentences: str) -> list[tuple[str, ...]]:
    return [
        one.units for one in read("Tin trong ngày\n\n" + "\n".join(sentences), date(2020, 3, 1)).directives
    ]


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("Thủ tướng giao Bộ Y tế báo cáo.", ("Bộ Y tế",)),
        ("Vì vậy, Thủ tướng đã yêu cầu Bộ Y tế khẩn trương báo cáo.", ("Bộ Y tế",)),
        ("Giao cho các bộ, ngành phát triển nghề dệt.", ("các bộ, ngành",)),
        (
            "Thủ tướng chỉ đạo các Bộ, cơ quan Trung ương của các đoàn thể và Ủy ban nhân dân các tỉnh thu hồi đất.",
            ("các Bộ, cơ quan Trung ương của các đoàn thể", "Ủy ban nhân dân các tỉnh"),
        ),
        (
            "Đối với các xã đã và đang thiếu nước, Sở Y tế yêu cầu phải công bố điểm lấy nước sạch.",
            ("các xã",),
        ),
        ("Thủ tướng giao trách nhiệm cho chính quyền cơ sở huy động nguồn lực.", ("chính quyền cơ sở",)),
        ("Thủ tướng kêu gọi các hiệp hội ngành nghề tiếp tục đổi mới.", ("các hiệp hội ngành nghề",)),
        ("Chính phủ ra Nghị quyết giao “Bộ Y tế khẩn trương có kế hoạch”.", ("Bộ Y tế",)),
        ("Chủ tịch tỉnh đánh giá cao và giao Sở Y tế tham mưu.", ("Sở Y tế",)),
        ("Về phía UBND tỉnh, Thủ tướng giao rà soát cơ sở vật chất.", ("UBND tỉnh",)),
        (
            "UBND tỉnh gửi công văn tới UBND thành phố A, giao chủ trì kiểm tra, xác minh.",
            ("UBND thành phố A",),
        ),
        (
            "Sửa cổng tra cứu là yêu cầu của Thủ tướng với Bộ Thông tin và Truyền thông.",
            ("Bộ Thông tin và Truyền thông",),
        ),
        (
            "Thủ tướng yêu cầu trong thời gian tới, cùng với ổn định kinh tế, các địa phương phải giữ giá.",
            ("các địa phương",),
        ),
        ("Sở Xây dựng được giao kiểm tra các tòa nhà.", ("Sở Xây dựng",)),
        ("Sở Xây dựng được Chủ tịch UBND tỉnh giao kiểm tra các tòa nhà.", ("Sở Xây dựng",)),
        ("Công điện nêu rõ, Bộ Công an chủ trì kiểm tra các kho.", ("Bộ Công an",)),
        ("Theo Phó Thủ tướng, Bộ Tài chính cần bố trí đủ kinh phí.", ("Bộ Tài chính",)),
        ("Theo Quyết định, Bộ Xây dựng chủ trì tổ chức thực hiện Đề án.", ("Bộ Xây dựng",)),
    ],
)
def test_an_order_in_each_form(sentence: str, units: tuple[str, ...]) -> None:
    assert units_in(sentence) == [units]


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("Sở Tài chính chủ trì bố trí kinh phí.", ("Sở Tài chính",)),
        ("Khi kiểm điểm đề nghị các tập đoàn mời thêm thành phần.", ("các tập đoàn",)),
        ("Còn Sở Tài chính cũng phải bố trí kinh phí.", ("Sở Tài chính",)),
        ("Các huyện, theo chức năng, nhiệm vụ được giao, khẩn trương triển khai.", ("Các huyện",)),
        ("Đối với các dự án chậm, Sở Xây dựng đôn đốc chủ đầu tư.", ("Sở Xây dựng",)),
        ("Nếu đủ điều kiện thì Bộ Tài chính tiếp tục giải ngân.", ("Bộ Tài chính",)),
        ("Sở này hằng tháng báo cáo kết quả.", ("Sở Y tế",)),
        ("Cơ quan này cũng phải rà soát các phòng khám.", ("Sở Y tế",)),
        ("Tiếp tục rà soát toàn diện, hoàn thiện quy hoạch.", ("Sở Y tế",)),
        ("Hoàn thành trước ngày 15/3.", ("Sở Y tế",)),
        ("Hạn chót 30/3 phải có phương án.", ("Sở Y tế",)),
        ("Trong trường hợp có vi phạm, đề nghị xử lý nghiêm.", ("Sở Y tế",)),
        ("Kết quả kiểm tra báo cáo Chủ tịch UBND tỉnh trước ngày 25/3.", ("Sở Y tế",)),
    ],
)
def test_what_goes_on_after_an_order(sentence: str, units: tuple[str, ...]) -> None:
    assert units_in(ORDER, sentence) == [("Sở Y tế",), units]


def test_who_coordinates_is_told_apart() -> None:
    text = (
        "Tin\n\nGiao Sở Y tế chủ trì, phối hợp chặt chẽ với Sở Tài chính, các "
        "huyện và các đơn vị có liên quan rà soát."
    )
    (one,) = read(text).directives
    assert (one.lead, one.coordinating) == (
        "Sở Y tế",
        ("Sở Tài chính", "các huyện", "các đơn vị có liên quan"),
    )


def test_whoever_a_unit_directs_itself_is_not_addressed() -> None:
    (one,) = read(
        "Tin\n\n" + ORDER.replace("rà soát các cơ sở", "chỉ đạo các bệnh viện chuẩn bị thuốc")
    ).directives
    assert one.units == ("Sở Y tế",)


def test_clauses_that_address_somebody_else_are_parts_of_their_own() -> None:
    text = (
        "Tin\n\nGiao Sở Y tế rà soát các cơ sở; UBND các huyện chuẩn bị giường "
        "bệnh; Sở Tài chính bố trí kinh phí trước ngày 5/3."
    )
    found = read(text, date(2020, 2, 1)).directives
    assert [one.lead for one in found] == ["Sở Y tế", "UBND các huyện", "Sở Tài chính"]
    assert [one.due and one.due.day for one in found] == [None, None, date(2020, 3, 5)]
    assert [text[one.start : one.end].split(maxsplit=1)[0] for one in found] == ["Giao", "UBND", "Sở"]


def test_a_semicolon_alone_makes_no_second_directive() -> None:
    assert units_in(
        "Giao Sở Y tế rà soát các cơ sở; khẩn trương báo cáo; chủ trì, phối hợp với Sở Tài chính lập dự toán."
    ) == [("Sở Y tế",)]


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND tỉnh kiến nghị Thủ tướng giao Bộ Tài chính bố trí vốn.",
        "Tỉnh Tiền An đề nghị Bộ Y tế phân bổ thêm vắc xin, đồng thời đề nghị các bộ hướng dẫn.",
        "Đề nghị Thủ tướng giao Bộ Tư pháp xây dựng đề án.",
        "“Đề nghị Phó thủ tướng giao Bộ Nội vụ soạn đề án”, Thứ trưởng Nội vụ đề xuất.",
        "Một số ý kiến đề nghị Bộ Y tế đưa chỉ tiêu vào kế hoạch.",
        "Ông Trần A, Giám đốc công ty cho biết, đề nghị Bộ Y tế cho cơ chế.",
        "Một nhà nghiên cứu cho rằng Ngân hàng Nhà nước cần in thêm tiền lẻ.",
        "Theo ông Trần A, các tỉnh cần sớm mở lại tuyến đường.",
        "Bộ trình Thủ tướng cho phép thí điểm.",
        "Đây là việc được Chính phủ giao cho Bộ Y tế làm từ năm ngoái.",
        "Đề nghị cấp thiết của các xã miền núi là có thuyền.",
        "Giao thông công chính là ngành đi trước.",
    ],
)
def test_what_is_proposed_upwards_is_no_directive(sentence: str) -> None:
    assert units_in(sentence) == []


def test_proposals_keep_their_mood_until_somebody_orders() -> None:
    proposed = "Bộ Xây dựng vừa kiến nghị Thủ tướng giao Bộ Công Thương rà soát."
    assert units_in(proposed, "Giao UBND các tỉnh giám sát.") == []
    assert units_in(proposed, "Thủ tướng giao UBND các tỉnh giám sát.") == [("UBND các tỉnh",)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Y tế đã rà soát các cơ sở.",
        "Sở Y tế đang rà soát các cơ sở.",
        "Sở Y tế cho biết, các bệnh viện phải mở cửa cả đêm.",
        "Sở Y tế là cơ quan chuyên môn thuộc UBND tỉnh.",
        "Theo báo cáo của Sở Y tế, số ca tăng.",
        "Trước đó, Thủ tướng đã yêu cầu Bộ Y tế báo cáo.",
        "Thủ tướng cho biết đã yêu cầu Bộ Tài chính tính lại quỹ lúa giống.",
        "Dự kiến trong năm 2020, Sở Y tế thực hiện 5 dự án.",
        "Sở Y tế đặt chỉ tiêu giảm 16 điểm ô nhiễm.",
        "Theo Nghị định số 10/2020/NĐ-CP, Sở Y tế có trách nhiệm cấp phép.",
        "Thủ tướng yêu cầu cần nâng cao chất lượng khám chữa bệnh.",
        "Hôm nay 3/3, Thanh tra Bộ Y tế chủ trì đoàn kiểm tra.",
        "Vì sao Sở Y tế phải rà soát?",
        "Xét đề nghị của Sở Y tế, hồ sơ được thông qua.",
    ],
)
def test_what_is_told_quoted_or_expected_is_no_directive(sentence: str) -> None:
    assert units_in(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Báo cáo tổng thể nói trên cần có phần tài chính.",
        "Phương án đề xuất cần đưa ra cơ chế cụ thể.",
        "Thực tế có nhiều khó khăn.",
        "Theo quy định, hồ sơ gồm ba phần.",
    ],
)
def test_a_thing_that_needs_something_is_not_addressed(sentence: str) -> None:
    assert units_in(ORDER, sentence) == [("Sở Y tế",)]


def test_an_earlier_order_that_still_stands_is_one() -> None:
    assert units_in("Trước đó, ngày 20-2, UBND tỉnh giao Sở Y tế kiểm tra, xác minh.") == [("Sở Y tế",)]


def test_a_sentence_told_twice_is_a_caption() -> None:
    caption = "UBND tỉnh yêu cầu các sở xóa 12 điểm ngập."
    assert units_in(caption, "Sáng nay trời mưa.", "Giao Sở Xây dựng kiểm tra.", "", caption) == [
        ("Sở Xây dựng",)
    ]


def test_a_lead_that_tells_what_follows_in_full_is_dropped() -> None:
    lead = "Sở Y tế phải rà soát các cơ sở khám bệnh, báo cáo trước ngày 15/3."
    full = (
        "Chủ tịch UBND tỉnh giao Sở Y tế rà soát các cơ sở khám bệnh trên địa bàn, báo cáo trước ngày 15/3."
    )
    assert units_in("Chủ tịch tỉnh: " + lead, "", "Sáng 1/3, cuộc họp diễn ra tại tỉnh.", full) == [
        ("Sở Y tế",)
    ]


def test_a_decree_commands_for_ever_and_gives_no_directive() -> None:
    decree = (
        "CHÍNH PHỦ\nSố: 5/2020/NĐ-CP\n\nNGHỊ ĐỊNH\nVề quản lý chợ\n\nĐiều 1. "
        "Trách nhiệm\n1. Bộ Công Thương chủ trì hướng dẫn.\n"
    )
    assert read(decree).directives == ()
    assert read(decree.replace("NGHỊ ĐỊNH", "CHỈ THỊ").replace("NĐ-CP", "CT-TTg")).directives != ()


def test_each_directive_says_which_rule_found_it_and_how_sure_it_is() -> None:
    found = read(f"Tin\n\n{ORDER}\nTiếp tục rà soát.\nSở Tài chính bố trí kinh phí.").directives
    assert [(one.rule, one.certainty) for one in found] == [("order", 0.95), ("carried", 0.7), ("task", 0.85)]


def test_the_task_is_what_stands_behind_the_units() -> None:
    (one,) = read("Tin\n\nGiao Sở Y tế rà soát các cơ sở.").directives
    assert one.task == "rà soát các cơ sở."


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        (
            "Chủ tịch tỉnh ký văn bản số 725/UBND gửi Giám đốc Công an tỉnh, Chủ tịch UBND huyện A yêu cầu điều tra.",
            ("Giám đốc Công an tỉnh", "Chủ tịch UBND huyện A"),
        ),
        ("Văn bản yêu cầu Giám đốc Sở Y tế tổ chức thanh tra.", ("Giám đốc Sở Y tế",)),
        ("Sở Y tế vừa có Công văn số 35/SYT đề nghị các bệnh viện rà soát.", ("các bệnh viện",)),
        (
            "Ban Chỉ đạo tỉnh có Công văn số 35 yêu cầu Ban Chỉ huy phòng, chống thiên tai các huyện trực ban.",
            ("Ban Chỉ huy phòng, chống thiên tai các huyện",),
        ),
    ],
)
def test_an_order_told_through_its_paper(sentence: str, units: tuple[str, ...]) -> None:
    assert units_in(sentence) == [units]


def test_a_head_of_an_office_is_told_to_direct() -> None:
    assert units_in(ORDER, "Giám đốc Công an tỉnh đôn đốc, hướng dẫn Công an huyện điều tra.")[1] == (
        "Giám đốc Công an tỉnh",
    )


def test_what_an_inspection_found_is_told() -> None:
    assert units_in(ORDER, "Qua thanh tra, phát hiện 27 đơn vị vi phạm, kiến nghị thu hồi 8 tỷ đồng.") == [
        ("Sở Y tế",)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Các nhiệm vụ Thủ tướng giao Bộ Y tế đều hoàn thành đúng hạn.",
        "Trong số 20 nhiệm vụ Thủ tướng giao cho các bộ, có 5 nhiệm vụ quá hạn.",
        "Đây là nhiệm vụ mà Chủ tịch UBND tỉnh giao cho Sở Y tế từ năm ngoái.",
        "Đoàn kiểm tra việc thực hiện nhiệm vụ do Chính phủ, Thủ tướng Chính phủ giao cho Bộ Y tế.",
        "Sau khi Thủ tướng yêu cầu Bộ Công an điều tra, ba đối tượng đã bị bắt.",
        "Việc Thủ tướng giao Bộ Công an điều tra được dư luận ủng hộ.",
        "Nếu các địa phương không báo cáo, Thủ tướng sẽ yêu cầu Bộ Nội vụ kiểm điểm.",
        "Phát biểu tại phiên họp, đại biểu Trần A đề nghị Sở đánh giá lại hiệu quả.",
    ],
)
def test_an_order_that_is_only_spoken_of_is_none(sentence: str) -> None:
    assert units_in(sentence) == []


def test_who_is_worked_with_gives_no_order_of_its_own() -> None:
    along = "phối hợp với Bộ Nội vụ và UBND các tỉnh chỉ đạo các chi cục gửi số liệu."
    assert units_in("Thủ tướng giao Bộ Y tế chủ trì, " + along) == [("Bộ Y tế",)]
    assert units_in("Thủ tướng giao các sở lập danh sách.", "Bộ Y tế chủ trì, " + along) == [
        ("các sở",),
        ("Bộ Y tế",),
    ]


def test_an_office_that_orders_without_naming_whom_opens_a_run_of_orders() -> None:
    task = "Sở Y tế lập danh sách."
    assert units_in("UBND tỉnh yêu cầu đẩy mạnh việc phát cỏ.", task) == [("Sở Y tế",)]
    assert units_in("UBND tỉnh đã yêu cầu dừng việc phát cỏ.", task) == []


def test_districts_towns_and_cities_in_short() -> None:
    assert units_in("UBND tỉnh yêu cầu các sở, UBND các huyện, thành, thị và các chủ rừng phát cỏ.") == [
        ("các sở", "UBND các huyện, thành, thị", "các chủ rừng")
    ]
