"""Constructions of press reports and letters full of deadlines: one each, in sentences of our own."""

from datetime import date

import pytest

from nhip.core.directives import Directive, read

ORDER = "Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát các cơ sở."
DATED = date(2024, 3, 1)


def read_from(*lines: str) -> tuple[Directive, ...]:
    return read("Tin trong ngày\n\n" + "\n".join(lines), DATED).directives


def leads_in(*lines: str) -> list[str | None]:
    return [one.lead for one in read_from(*lines)]


def due_of(sentence: str) -> str | None:
    (one,) = read_from(sentence)
    return None if one.due is None else one.due.text


# --- Who is told ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("units", "leads"),
    [
        (
            "các Bộ: Tài chính, Nội vụ và Ngân hàng Nhà nước Việt Nam",
            ["Bộ Tài chính", "Bộ Nội vụ", "Ngân hàng Nhà nước Việt Nam"],
        ),
        (
            "các bộ Công an, Thanh tra Chính phủ, Tài chính",
            ["Bộ Công an", "Thanh tra Chính phủ", "Bộ Tài chính"],
        ),
        ("các tập đoàn kinh tế, tổng công ty 91", ["các tập đoàn kinh tế, tổng công ty 91"]),
        (
            "các Sở Y tế các tỉnh, thành phố trực thuộc Trung ương",
            ["các Sở Y tế các tỉnh, thành phố trực thuộc Trung ương"],
        ),
        ("Trưởng Ban ATGT thành phố", ["Trưởng Ban ATGT thành phố"]),
        ("Ban Tiếp công dân T.Ư", ["Ban Tiếp công dân T.Ư"]),
        ("Trung tâm Phát triển quỹ đất thành phố", ["Trung tâm Phát triển quỹ đất thành phố"]),
        ("cấp xã", ["cấp xã"]),
        ("đơn vị chức năng của Bộ", ["đơn vị chức năng của Bộ"]),
    ],
)
def test_a_row_of_units_is_cut_where_each_of_them_ends(units: str, leads: list[str]) -> None:
    (one,) = read_from(f"Thủ tướng giao {units} kiểm tra các kho.")
    assert list(one.units) == leads


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Theo đó, Bộ Y tế yêu cầu chậm nhất ngày 20/11, địa phương phải gửi số liệu.", "địa phương"),
        ("Cấp huyện phải hoàn thành và báo cáo kết quả trước ngày 1/6/2024.", "Cấp huyện"),
        (
            "Văn phòng Chính phủ chuyển đơn của công dân đến Chủ tịch UBND tỉnh Hoa Lư để kiểm tra, báo cáo.",
            "Chủ tịch UBND tỉnh Hoa Lư",
        ),
        (
            "Bộ Công an đã chỉ đạo, 5 thành phố (A, B, C, D, E) sẽ phải cấp xong thẻ trước ngày 31/8.",
            "5 thành phố",
        ),
        ("Sở Y tế, với vai trò thường trực, phải tổng hợp, báo cáo trước ngày 5/5.", "Sở Y tế"),
        (
            "Được biết, Chủ tịch UBND tỉnh có ý kiến chỉ đạo các Sở: Tài chính, Xây dựng bổ sung báo cáo.",
            "Sở Tài chính",
        ),
    ],
)
def test_who_is_told_stands_behind_a_phrase(sentence: str, lead: str) -> None:
    assert leads_in(sentence) == [lead]


def test_a_second_order_behind_a_semicolon_is_one_of_its_own() -> None:
    leads = leads_in(
        "Giao Sở Y tế kiểm tra, báo cáo kết quả; đồng thời yêu cầu Công an tỉnh khẩn trương điều tra."
    )
    assert leads == ["Sở Y tế", "Công an tỉnh"]
    assert [one.sentence for one in read_from("Phó Thủ tướng cũng chỉ đạo lãnh đạo tỉnh rà soát cầu treo; yêu cầu "
            "cơ quan công an điều tra nguyên nhân vụ việc.")] == [
        "Phó Thủ tướng cũng chỉ đạo lãnh đạo tỉnh rà soát cầu treo",
        "yêu cầu cơ quan công an điều tra nguyên nhân vụ việc.",
    ]  # fmt: skip


def test_what_a_unit_asks_of_those_below_is_its_own_task() -> None:
    assert (
        leads_in("Sở Y tế lập kế hoạch, tổ chức tập huấn; yêu cầu các trạm y tế trực ban.", ORDER)[0]
        == "Sở Y tế"
    )


def test_the_same_leader_goes_on_by_office_or_by_name() -> None:
    leads = leads_in(
        "Bộ trưởng Bộ Công Thương yêu cầu các Sở Công Thương kiểm tra thị trường.",
        "Bộ trưởng Lê Văn A cũng yêu cầu tăng cường quản lý giá.",
    )
    assert leads == ["Sở Công Thương", "Sở Công Thương"]


def test_a_paragraph_that_lacks_its_full_stop_is_no_heading() -> None:
    order = (
        "Thủ tướng yêu cầu các lực lượng liên quan tập trung bằng mọi biện pháp cần thiết để khẩn trương cứu hộ, cứu "
        "nạn những người bị vùi lấp, kịp thời báo cáo Thủ tướng Chính phủ"
    )
    assert leads_in("Tối 28/10, mưa rất to.", order, "Mưa còn kéo dài.") == ["các lực lượng liên quan"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Trưa 22/9, đã xảy ra sự cố sập một phần nhà ở phố Hàng Bún, quận Hoàn Kiếm.",
        "Theo Thứ trưởng Bộ Xây dựng, các nhà khoa học nhận định việc thay đổi dòng chảy, giữ lại cát có hại.",
        "Các xã này có ít diện tích lúa nên dễ làm.",
    ],
)
def test_what_is_told_is_no_order(sentence: str) -> None:
    assert leads_in(ORDER, sentence) == ["Sở Y tế"]


def test_a_law_that_is_the_ground_of_an_order_does_not_hide_it() -> None:
    order = (
        "Thủ tướng giao Bộ Xây dựng làm rõ nội dung tố cáo trên cơ sở quy định của Luật Đầu tư công và các quy định "
        "pháp luật liên quan; báo cáo trước ngày 1/8/2024."
    )
    assert leads_in(order) == ["Bộ Xây dựng"]
    assert leads_in(
        "Tại văn bản này, UBND tỉnh yêu cầu Giám đốc Sở Xây dựng trả lời về việc thay thế cây xanh."
    ) == ["Giám đốc Sở Xây dựng"]


@pytest.mark.parametrize(
    ("units", "lead"),
    [
        ("Chủ tịch UBND kiêm Trưởng ban ATGT tỉnh Hoa Lư", "Chủ tịch UBND kiêm Trưởng ban ATGT tỉnh Hoa Lư"),
        ("Ban Quản lý (BQL) dự án đầu tư xây dựng tỉnh", "Ban Quản lý (BQL) dự án đầu tư xây dựng tỉnh"),
        (
            "Trưởng ban Quản lý Khu kinh tế An Thịnh và các khu công nghiệp tỉnh Hoa Lư",
            "Trưởng ban Quản lý Khu kinh tế An Thịnh và các khu công nghiệp tỉnh Hoa Lư",
        ),
        ("Quân khu 3, 4, 5", "Quân khu 3, 4, 5"),
        ("công an", "công an"),
        ("các cơ quan thông tin đại chúng", "các cơ quan thông tin đại chúng"),
    ],
)
def test_an_office_is_called_as_it_calls_itself(units: str, lead: str) -> None:
    assert leads_in(f"Phó Thủ tướng yêu cầu {units} khẩn trương kiểm tra các kho.") == [lead]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Đồ Sơn cũng cần báo cáo kết quả với UBND thành phố.", "Đồ Sơn"),
        ("Trong tháng 9, Cienco9 phải xử lý mặt đường.", "Cienco9"),
        ("Các xã gồm: Nậm A, Nậm B tập trung giải quyết tồn tại.", "Các xã gồm: Nậm A, Nậm B"),
        ("Trong truyền thông, các đơn vị như Báo A, Tạp chí B, cần tiếp tục đưa tin.", "các đơn vị"),
        ("TTO - Theo yêu cầu của UBND TP.HCM, UBND quận 1 khẩn trương di dời các hộ dân.", "UBND quận 1"),
        ("Văn bản còn ghi Công an Hà Nội cần hướng dẫn các đơn vị phòng ngừa.", "Công an Hà Nội"),
        ("Ðồng thời tăng cường kiểm tra các cơ sở.", "Sở Y tế"),
        ("Nếu có vướng mắc thì báo cáo, đề xuất UBND tỉnh xem xét.", "Sở Y tế"),
        ("Trong quá trình kiểm tra, khi phát hiện vi phạm phải xử lý nghiêm.", "Sở Y tế"),
        ("Kết quả xử lý cần báo cáo Bộ Xây dựng để tổng hợp báo cáo Thủ tướng.", "Sở Y tế"),
        ("Sở Xây dựng chịu trách nhiệm bảo đảm đủ vật tư.", "Sở Xây dựng"),
    ],
)  # fmt: skip
def test_behind_an_order_others_are_told_and_tasks_go_on(sentence: str, lead: str) -> None:
    assert leads_in(f"{ORDER} {sentence}") == ["Sở Y tế", lead]


@pytest.mark.parametrize(
    "sentence",
    [
        'Phó Thủ tướng yêu cầu Sở Y tế xử lý tình trạng "xe dù" gây mất trật tự; nghiên cứu, đề xuất mức phạt.',
        "Phó Thủ tướng yêu cầu Sở Y tế tiếp thu ý kiến về dự thảo Nghị định quy định về kinh doanh vận tải.",
        'Phó Thủ tướng yêu cầu Sở Y tế phản hồi vụ việc "chạy" chứng chỉ mà Báo A đã phản ánh.',
    ],
)
def test_words_that_are_set_off_and_decrees_that_are_named_hide_no_order(sentence: str) -> None:
    assert leads_in(sentence) == ["Sở Y tế"]


def test_an_alliance_is_no_ministry() -> None:
    assert leads_in(ORDER, "UBND tỉnh cũng đề nghị Liên minh Hợp tác xã Việt Nam phối hợp thực hiện.") == [
        "Sở Y tế",
        "Liên minh Hợp tác xã Việt Nam",
    ]


# --- Until when -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "text", "day"),
    [
        ("chậm nhất vào 17h ngày 8-7", "chậm nhất vào 17h ngày 8-7", date(2024, 7, 8)),
        ("xong trước 14 giờ ngày 17-11-2024", "xong trước 14 giờ ngày 17-11-2024", date(2024, 11, 17)),
        ("hoàn thành (trước 7h00 sáng ngày 01/7/2025)", "trước 7h00 sáng ngày 01/7/2025", date(2025, 7, 1)),
        ("vào kỳ chi trả tháng 5/2024", "vào kỳ chi trả tháng 5/2024", None),
        ("trước khi diễn ra kỳ họp thứ 10", "trước khi diễn ra kỳ họp thứ 10", None),
        ("ngay trong chiều 22/4", "ngay trong chiều 22/4", date(2024, 4, 22)),
        ("đến hết học kỳ I năm học 2024-2025", "đến hết học kỳ I năm học 2024-2025", None),
    ],
)
def test_a_deadline_with_an_hour_or_an_event(words: str, text: str, day: date | None) -> None:
    (one,) = read_from(f"Giao Sở Tài chính chi trả cho các hộ {words}.")
    assert one.due is not None
    assert one.due.text == text
    assert day is None or one.due.day == day


@pytest.mark.parametrize(
    ("task", "text"),
    [
        ("báo cáo tại phiên họp tháng 3 năm 2024 kết quả thực hiện", "tại phiên họp tháng 3 năm 2024"),
        ("hoàn thành san gạt thuộc dự án Nhà máy An Thịnh 2 trong tháng 4 năm 2024", "trong tháng 4 năm 2024"),
        ("tổ chức Hội nghị sơ kết thực hiện Đề án với 6 huyện vào tháng 11 năm 2024", "vào tháng 11 năm 2024"),
    ],
)  # fmt: skip
def test_a_month_behind_a_plan_or_a_session_is_due_where_a_task_ends_with_it(task: str, text: str) -> None:
    assert due_of(f"Giao Sở Xây dựng {task}.") == text


def test_a_plan_of_a_period_is_no_deadline() -> None:
    assert due_of("Giao Sở Xây dựng rà soát kế hoạch vốn năm 2024 của các dự án.") is None


def test_points_of_a_list_are_due_with_its_lead() -> None:
    found = read_from(
        "Chủ tịch UBND tỉnh yêu cầu các sở hoàn thành trong quý II năm 2024 các việc sau:",
        "- Sở Y tế rà soát các trạm.",
        "- Sở Xây dựng kiểm tra các cầu trước ngày 5/4.",
    )
    assert [one.due and one.due.text for one in found] == ["trong quý II năm 2024", "trước ngày 5/4"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thời hạn cuối cùng để gửi báo cáo là ngày 30/9/2024.",
        "Thời gian chậm nhất trong 30 ngày, báo cáo kết quả để UBND tỉnh xem xét.",
        "Các đề án phải gửi về Sở trước ngày 10-12 để tổng hợp.",
    ],
)
def test_a_sentence_that_only_gives_the_deadline_goes_on_with_the_order(sentence: str) -> None:
    first, second = read_from(f"{ORDER} {sentence}")
    assert (first.lead, second.lead, second.implied) == ("Sở Y tế", "Sở Y tế", True)
