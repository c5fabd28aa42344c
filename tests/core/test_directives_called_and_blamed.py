"""Persons known by their office, who is blamed or granted something, times told without a preposition."""

from datetime import date

import pytest

from nhip.core.directives import Directive, read
from nhip.core.directives.letters import letters_of
from nhip.core.directives.speakers import Speakers
from nhip.core.directives.words import words_of

DATED = date(2018, 5, 3)


def read_from(*lines: str, dated: date = DATED) -> tuple[Directive, ...]:
    return read("Tin trong ngày\n\n" + "\n".join(lines), dated).directives


def leads_in(*lines: str) -> list[str | None]:
    return [one.lead for one in read_from(*lines)]


@pytest.mark.parametrize(
    ("task", "text", "day"),
    [
        ("báo cáo hằng quý, trước ngày 15 của tháng cuối quý", "trước ngày 15 của tháng cuối quý", None),
        ("báo cáo định kỳ ngày 25 hằng tháng", "ngày 25 hằng tháng", None),
        ("hoàn thành ngay sau Tết Nguyên đán", "ngay sau Tết Nguyên đán", None),
        ("báo cáo trước 17h chiều nay", "trước 17h chiều nay", date(2018, 5, 3)),
        ("báo cáo muộn nhất là sáng mai", "muộn nhất là sáng mai", date(2018, 5, 4)),
        ("hoàn thành trong nửa đầu năm 2018", "trong nửa đầu năm 2018", date(2018, 6, 30)),
        ("hoàn thành trong 2 tháng 5 và 6", "trong 2 tháng 5 và 6", date(2018, 6, 30)),
        ("bàn giao mặt bằng xong trong tháng Sáu", "trong tháng Sáu", date(2018, 6, 30)),
        ("cắm mốc, thời gian hoàn thành: Quý III/2018", "Quý III/2018", date(2018, 9, 30)),
        ("cắm mốc, thời hạn hoàn thành: trước ngày 30/6", "trước ngày 30/6", date(2018, 6, 30)),
        ("báo cáo kết quả sau 1 tuần", "sau 1 tuần", date(2018, 5, 10)),
        ("trình phương án đầu tháng 6 tới", "đầu tháng 6 tới", date(2018, 6, 10)),
        ("thông xe trước dịp lễ Quốc khánh 2/9", "trước dịp lễ Quốc khánh 2/9", date(2018, 9, 2)),
        ("đảm bảo đến ngày 15/8 thông xe cầu", "đến ngày 15/8", date(2018, 8, 15)),
        ("báo cáo cuối ngày 8/5", "cuối ngày 8/5", date(2018, 5, 8)),
        ("ngày 10/5 phải có báo cáo gửi UBND tỉnh", "ngày 10/5", date(2018, 5, 10)),
        ("báo cáo vào ngày 10/5", "vào ngày 10/5", date(2018, 5, 10)),
        ("báo cáo trước thứ Sáu tuần này", "trước thứ Sáu tuần này", date(2018, 5, 4)),
        ("báo cáo trước thứ Hai", "trước thứ Hai", date(2018, 5, 7)),
        ("đề xuất phương án trước thứ 6, ngày 11/5", "trước thứ 6, ngày 11/5", date(2018, 5, 11)),
        ("hoàn thành việc cắm mốc năm 2019", "năm 2019", date(2019, 12, 31)),
        ("xử lý trước Đại hội Đảng bộ tỉnh", "trước Đại hội Đảng bộ tỉnh", None),
        ("xử lý dứt điểm trước SEA Games 31", "trước SEA Games 31", None),
        ("hoàn thành trước khi lễ hội diễn ra", "trước khi lễ hội diễn ra", None),
        ("hoàn thành toàn bộ tới ngày 20/5", "tới ngày 20/5", date(2018, 5, 20)),
        ("báo cáo kết quả trước mùng 10/6", "trước mùng 10/6", date(2018, 6, 10)),
        ("phấn đấu khánh thành dịp 19/5", "dịp 19/5", date(2018, 5, 19)),
        ("giải quyết dứt điểm trong nhiệm kỳ này", "trong nhiệm kỳ này", None),
        ("trình quy hoạch, thời gian báo cáo trước ngày 31/12", "trước ngày 31/12", date(2018, 12, 31)),
        ("báo cáo trong cuộc họp tuần tới", "trong cuộc họp tuần tới", None),
        ("đến năm 2020 không còn hộ nghèo", "đến năm 2020", date(2020, 12, 31)),
    ],
)
def test_a_time_is_due_however_it_is_told(task: str, text: str, day: date | None) -> None:
    due = read_from(f"Chủ tịch UBND tỉnh yêu cầu Sở Xây dựng {task}.")[0].due
    assert due is not None
    assert (due.text, due.day) == (text, day)


@pytest.mark.parametrize(
    "task",
    [
        "báo cáo kết quả năm 2017, phương hướng năm 2018",
        "báo cáo tình hình thu ngân sách từ đầu năm 2018 đến nay",
        "xử lý vụ cháy xảy ra vào ngày 2/5",
        "báo cáo trong thời gian sớm nhất",
        "đánh giá việc thực hiện sau 3 năm triển khai đề án",
        "rà soát các dự án đã duyệt trước năm 2015",
        "xử lý các sai phạm xảy ra trước tháng 5/2016",
        "tăng cường kiểm tra dịp 30/4",
        "báo cáo nội dung thứ 2",
        "chịu trách nhiệm trước Chủ tịch UBND tỉnh",
    ],
)
def test_a_time_that_is_only_spoken_of_is_no_deadline(task: str) -> None:
    assert [one.due for one in read_from(f"Chủ tịch UBND tỉnh yêu cầu Sở Xây dựng {task}.")] == [None]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Thủ tướng phê bình UBND tỉnh Hoa Lư và yêu cầu kiểm điểm trách nhiệm.", "UBND tỉnh Hoa Lư"),
        ("Chủ tịch UBND tỉnh phê bình Sở Xây dựng, yêu cầu rút kinh nghiệm.", "Sở Xây dựng"),
        (
            "Phó Thủ tướng nhắc nhở Bộ GTVT về tiến độ dự án đường sắt và yêu cầu sớm đưa vào khai thác.",
            "Bộ GTVT",
        ),
        ("Phó Thủ tướng đồng ý với đề nghị của Bộ Nội vụ, yêu cầu triển khai trong quý II.", "Bộ Nội vụ"),
        (
            "UBND tỉnh chấp thuận đề xuất của Sở GTVT, đồng thời giao sở này phối hợp với Công an tỉnh phân luồng.",
            "Sở GTVT",
        ),
        (
            "Văn phòng Chính phủ có công văn gửi Bộ Xây dựng truyền đạt ý kiến của Phó Thủ tướng yêu cầu kiểm tra.",
            "Bộ Xây dựng",
        ),
    ],
)
def test_whoever_was_blamed_granted_or_written_to_is_told(sentence: str, lead: str) -> None:
    assert leads_in(sentence) == [lead]


@pytest.mark.parametrize(
    "unit",
    [
        "chủ đầu tư các dự án thủy điện",
        "nhà thầu Trường Sơn",
        "lực lượng cứu hộ",
        "VQG Hoa Lư",
        "Nhà máy đường Vân Long",
        "Trường THPT chuyên Hoa Lư",
        "Hội đồng bồi thường, hỗ trợ và tái định cư huyện",
        "Ban bồi thường giải phóng mặt bằng quận 2",
        "bộ phận tiếp công dân",
        "các bệnh viện công lập và ngoài công lập",
        "toàn thể cán bộ, công chức, viên chức",
        "các thôn, bản, tổ dân phố",
        "văn phòng đại diện Công ty Vân Long",
        "các điểm thi",
        "nhóm tác giả",
        "hộ ông Nguyễn Văn Hai",
        "thuyền trưởng các tàu",
        "ngành tòa án",
        "các huyện, thành, thị ủy",
        "các Sở GD-ĐT vùng lũ",
        "Khu Quản lý giao thông đô thị số 1",
        "các thầy cô giáo",
    ],
)
def test_whom_an_order_tells_is_named_to_the_end(unit: str) -> None:
    assert leads_in(f"Chủ tịch UBND tỉnh yêu cầu {unit} khẩn trương kiểm tra, báo cáo.") == [unit]


@pytest.mark.parametrize("thing", ["các dự án chậm tiến độ", "các giải pháp đề ra", "các nội dung trên"])
def test_things_are_told_nothing(thing: str) -> None:
    assert thing not in leads_in(f"Chủ tịch UBND tỉnh yêu cầu {thing} thực hiện đúng quy định.")


INTRODUCED = "Ông Trần Văn Bình, Giám đốc Sở GD&ĐT tỉnh Hoa Lư, cho biết kỳ thi có 28 điểm thi."


def test_what_a_person_says_is_said_by_the_office() -> None:
    assert leads_in(
        "Giám đốc Sở yêu cầu Phòng Khảo thí rà soát danh sách.",
        INTRODUCED,
        '"Hiệu trưởng các trường phải nắm danh sách. Các trường chịu trách nhiệm điều tra y tế", ông Bình nói.',
    ) == ["Phòng Khảo thí", "Hiệu trưởng các trường", "Các trường"]


def test_what_a_person_without_an_office_says_is_nobodys_order() -> None:
    assert leads_in(
        "Giám đốc Sở yêu cầu Phòng Khảo thí rà soát danh sách.",
        "Ông Lê Văn Cầu, chuyên gia giáo dục, cho rằng kỳ thi còn nặng.",
        '"Hiệu trưởng các trường phải nắm danh sách học sinh", ông Cầu nói.',
    ) == ["Phòng Khảo thí"]


def test_he_is_whoever_was_spoken_of_last() -> None:
    assert leads_in(
        "Thượng tướng Lê Văn Đức, Bộ trưởng Công an, đánh giá cao cách làm của tỉnh.",
        "Ông đề nghị thành phố chỉ đạo các quận khẩn trương số hóa dữ liệu.",
    ) == ["thành phố"]
    assert not leads_in(
        "Ông Trần Văn Em, đại biểu Quốc hội, đánh giá cao cách làm của tỉnh.",
        "Ông đề nghị Bộ Công an khẩn trương số hóa dữ liệu.",
    )


def test_an_office_is_remembered_by_the_last_name() -> None:
    text = letters_of(INTRODUCED, 0)
    heard = Speakers()
    heard.hear(words_of(text, 0, len(INTRODUCED)))
    assert heard.offices["bình"] == heard.last == "giám đốc sở gd&đt tỉnh hoa lư"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngành y tế đang tích cực triển khai hồ sơ điện tử.",
        "Trưởng Phòng Tham mưu Công an tỉnh cho biết tỉnh không lập lại các chốt kiểm soát.",
        "Tại hội nghị, UBND tỉnh Hoa Lư công bố vận hành một số nền tảng.",
        "Sáng 28/6, UBND tỉnh Hoa Lư tổ chức hội nghị sơ kết 6 tháng đầu năm.",
        "Từ đó, tạo điều kiện giúp người nghèo vươn lên.",
        "Sở Y tế đã cử 3 đội cấp cứu đến hiện trường.",
        "Người dân yêu cầu UBND xã giải thích rõ việc thu hồi đất.",
        "UBND tỉnh đã chỉ đạo Sở Xây dựng kiểm tra từ năm 2015, nhưng đến nay chưa có kết quả.",
        "Chính phủ đã kịp thời chỉ đạo các cấp, các ngành tập trung phòng, chống dịch.",
    ],
)
def test_what_is_told_of_units_is_no_order(sentence: str) -> None:
    assert leads_in("Thủ tướng yêu cầu Bộ Y tế rà soát các cơ sở.", sentence) == ["Bộ Y tế"]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Ngành y tế không được để thiếu thuốc, Thủ tướng lưu ý.", "Ngành y tế"),
        (
            "Trung tâm Y tế huyện phải lấy mẫu ngay, theo chỉ đạo của Chủ tịch UBND tỉnh.",
            "Trung tâm Y tế huyện",
        ),
    ],
)
def test_who_orders_may_stand_last(sentence: str, lead: str) -> None:
    assert leads_in(sentence) == [lead]


def test_a_leader_who_states_something_goes_on_speaking() -> None:
    assert leads_in(
        "Thủ tướng khẳng định chuyển đổi số là yêu cầu khách quan. Do vậy, các bộ ngành, địa phương cần thúc đẩy tăng "
        "trưởng. Thủ tướng yêu cầu Hà Nội đi đầu."
    ) == ["các bộ ngành, địa phương", "Hà Nội"]


OFFICIAL = "BỘ XÂY DỰNG\nSố: 12/BXD-VP\nKính gửi:\n- Các Sở Xây dựng;\n- Các trường.\n\n"


def test_a_point_on_a_ground_is_no_line_of_grounds() -> None:
    text = (
        OFFICIAL
        + "Căn cứ Luật Xây dựng;\n\nBộ yêu cầu:\n- Căn cứ tài liệu do Bộ cung cấp, các trường thực hiện kết nối."
    )
    assert [one.lead for one in read(text, DATED).directives] == ["các trường"]


def test_who_is_worked_with_gives_no_order() -> None:
    text = (
        OFFICIAL
        + "1. Giao Sở Nội vụ:\n- Phối hợp với Văn phòng UBND tỉnh đôn đốc các huyện thực hiện nhiệm vụ."
    )
    assert [one.lead for one in read(text, DATED).directives] == ["Sở Nội vụ"]


def test_a_point_that_only_names_its_matter_is_none() -> None:
    text = (
        OFFICIAL
        + "Bộ yêu cầu Cục Thuế:\n1. Đối với công tác tổng hợp, báo cáo kết quả kiểm tra.\n2. Rà soát hồ sơ."
    )
    assert [one.sentence for one in read(text, DATED).directives] == ["2. Rà soát hồ sơ."]


def test_what_is_carried_out_together_is_a_task() -> None:
    text = (
        OFFICIAL
        + "Bộ yêu cầu Cục Thuế:\n- Thực hiện phối hợp với các ngân hàng, các công ty cung cấp dịch vụ để thu số liệu."
    )
    assert [one.lead for one in read(text, DATED).directives] == ["Cục Thuế"]


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        (
            "Bí thư Tỉnh ủy cho rằng, lễ hội đã đến gần nên UBND thành phố phải sâu sát, chỉ đạo các sở chuẩn bị.",
            ["UBND thành phố"],
        ),
        (
            "Thủ tướng vừa ban hành Chỉ thị số 13, trong đó yêu cầu các địa phương đóng cửa rừng tự nhiên.",
            ["các địa phương"],
        ),
        (
            "Kết luận phiên họp, Thủ tướng nhấn mạnh các bộ phải chủ động hơn; giao Bộ Nội vụ theo dõi giải ngân.",
            ["các bộ", "Bộ Nội vụ"],
        ),
        (
            "Thủ tướng yêu cầu: UBND tỉnh Hoa Lư đẩy nhanh tiến độ; Bộ Tài chính bảo lãnh vốn vay.",
            ["UBND tỉnh Hoa Lư", "Bộ Tài chính"],
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu từ nay tới cuối năm, các sở ngành phải giảm họp.",
            ["các sở ngành"],
        ),
        (
            "UBND tỉnh vừa có văn bản yêu cầu huyện Nậm A phải tập trung rà soát, xử lý dứt điểm.",
            ["huyện Nậm A"],
        ),
        (
            "Thượng tá Trần Văn Ba, Trưởng Công an quận, chỉ đạo các đội nghiệp vụ truy xét.",
            ["các đội nghiệp vụ"],
        ),
        (
            "Thủ tướng giao các cơ quan quản lý chặt chẽ biên giới.",
            ["các cơ quan"],
        ),
    ],
)
def test_each_who_is_told_is_found(sentence: str, leads: list[str]) -> None:
    assert leads_in(sentence) == leads


def test_who_concludes_a_meeting_orders_whatever_his_office() -> None:
    assert leads_in(
        "Phát biểu chỉ đạo tại buổi làm việc, Trung tướng Lê Văn Sáu nhấn mạnh tình hình phức tạp.",
        "Theo Trung tướng Lê Văn Sáu, các bộ, ngành cần triển khai kế hoạch. Giám đốc sở yêu cầu Phòng A báo cáo.",
    ) == ["các bộ, ngành", "Phòng A"]


def test_what_a_paper_says_in_quotes_is_ordered() -> None:
    assert leads_in(
        "Chủ tịch UBND tỉnh yêu cầu UBND các huyện khoanh vùng.",
        '"Tiếp tục thực hiện kế hoạch tiêm cho trẻ em", công điện nhấn mạnh.',
    ) == ["UBND các huyện", "UBND các huyện"]
