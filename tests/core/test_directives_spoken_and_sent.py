"""Constructions of speeches, telegrams and passives: who must do it where nobody says "giao"."""

from datetime import date

import pytest

from nhip.core.directives import Directive, read

ORDER = "Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát các cơ sở."
DATED = date(2017, 11, 4)


def read_from(*lines: str, dated: date = DATED) -> tuple[Directive, ...]:
    return read("Tin trong ngày\n\n" + "\n".join(lines), dated).directives


def leads_in(*lines: str) -> list[str | None]:
    return [one.lead for one in read_from(*lines)]


def due_in(sentence: str) -> date | None:
    due = read_from(f"Chủ tịch UBND tỉnh yêu cầu Sở Y tế {sentence}")[0].due
    return due.day if due else None


@pytest.mark.parametrize(
    "unit",
    [
        "Cục Quản lý xây dựng và Chất lượng công trình giao thông",
        "Cục Kỹ thuật an toàn và Môi trường công nghiệp",
        "Tổng công ty Đầu tư và Kinh doanh vốn nhà nước",
        "Cục Nhà giáo và Cán bộ quản lý cơ sở giáo dục",
        "UBND các tỉnh vùng Tây Nguyên",
        "Vụ Trang thiết bị và công trình y tế",
        "Vụ Giáo dục Chính trị và Công tác học sinh, sinh viên",
        "đồng chí Trưởng phòng Tài chính - Kế hoạch",
    ],
)
def test_a_name_goes_on_past_what_looks_like_a_verb(unit: str) -> None:
    assert leads_in(f"Phó Thủ tướng yêu cầu {unit} khẩn trương kiểm tra các kho.") == [unit]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Bí thư Huyện ủy Nậm A bị yêu cầu làm bản tường trình trước ngày 10/11.", "Bí thư Huyện ủy Nậm A"),
        ("Công ty Hoa Lư bị buộc phải báo cáo giải trình trước ngày 10/11.", "Công ty Hoa Lư"),
        ("Chủ tịch UBND tỉnh cũng nhắc Sở Xây dựng nghiêm túc kiểm điểm.", "Sở Xây dựng"),
        ("Giám đốc các bệnh viện ngừng ngay việc sử dụng lô thuốc.", "Giám đốc các bệnh viện"),
        ("UBND huyện Nậm A phải yêu cầu Công ty Hoa Lư tháo dỡ.", "UBND huyện Nậm A"),
        ("Với Sở Xây dựng, ông yêu cầu phải chấm dứt tình trạng này.", "Sở Xây dựng"),
        ("Đoàn công tác có nhiệm vụ kiểm tra hồ chứa, báo cáo trước ngày 25/11.", "Đoàn công tác"),
        ("Trong thời gian chờ kết luận, yêu cầu công ty giữ nguyên hiện trạng.", "công ty"),
    ],
)
def test_who_is_made_to_do_it_is_told(sentence: str, lead: str) -> None:
    assert leads_in(ORDER, sentence) == ["Sở Y tế", lead]


@pytest.mark.parametrize("kind", ["Chi cục", "Tổng cục", "Vụ", "Phòng"])
def test_an_office_is_pointed_back_to_by_its_kind(kind: str) -> None:
    told = f"Phó Thủ tướng yêu cầu {kind} Kiểm lâm rà soát các trạm."
    assert leads_in(told, f"{kind} này phải lắp đặt camera.") == [f"{kind} Kiểm lâm"] * 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Kết quả kiểm định phải được công bố chậm nhất là ngày 15/12.",
        "Kết luận thanh tra trình Chủ tịch UBND tỉnh trong quý IV/2017.",
        "Tổng số thuốc đã niêm phong được báo về UBND tỉnh trước ngày 15/12.",
    ],
)
def test_what_must_come_of_an_order_is_told_to_whom_it_was_given(sentence: str) -> None:
    assert leads_in(ORDER, sentence) == ["Sở Y tế", "Sở Y tế"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chỉ đạo trên được đưa ra sau khi dịch bệnh diễn biến phức tạp.",
        "Chiều 4/11, UBND tỉnh họp giao ban về phòng dịch.",
        "Chủ trì cuộc họp, Chủ tịch UBND tỉnh nhận định dịch bệnh còn phức tạp.",
        "Đánh giá bước đầu, UBND tỉnh cho rằng chủ trương này là đúng.",
        "Bệnh viện Hoa Lư mỗi tháng tiếp nhận khoảng 10 ca ngộ độc.",
        "Từ đầu năm đến nay, Trụ sở Tiếp công dân tỉnh đã tiếp 214 lượt người, tiếp nhận 320 đơn.",
        "Đại diện Công an huyện thông tin đã triệu tập 4 chủ bãi.",
        "UBND tỉnh đã thành lập đoàn kiểm tra do ông A, Giám đốc Sở Y tế làm trưởng đoàn.",
        "Đại diện Sở Xây dựng giải trình, đất nói trên vẫn thuộc công ty.",
    ],
)
def test_how_an_order_came_about_is_none(sentence: str) -> None:
    assert leads_in(ORDER, sentence) == ["Sở Y tế"]


def test_each_point_of_a_speech_is_an_order_where_the_first_is() -> None:
    found = read(
        "PHÁT BIỂU CỦA BỘ TRƯỞNG\n\nĐồng chí Giám đốc Sở kiến nghị Bộ sớm sửa Thông tư.\n\n"
        "Về nhiệm vụ năm học mới, tôi nhấn mạnh mấy việc:\n\n"
        "Thứ nhất, đề nghị các Sở Giáo dục và Đào tạo rà soát ngay nhà ở của từng trường. "
        "Không thể để các cháu ngủ dưới mái nhà dột.\n\n"
        "Thứ hai, tôi giao Vụ Giáo dục Dân tộc chủ trì, trình tôi dự thảo trước 20/10. Vụ cũng phải có hướng dẫn.\n\n"
        "Thứ ba, về đội ngũ. Mục tiêu là đủ người. Nhiều nơi còn thiếu. Có nơi rất thiếu. Các trường đã cố gắng.\n\n"
        "Thứ tư, Thanh tra Bộ đưa việc chi trả học bổng vào kế hoạch thanh tra.",
        date(2015, 8, 10),
    ).directives
    assert [one.lead for one in found] == [
        "các Sở Giáo dục và Đào tạo",
        "Vụ Giáo dục Dân tộc",
        "Vụ Giáo dục Dân tộc",
        "Thanh tra Bộ",
    ]


def test_a_telegrams_points_below_a_unit_that_directs_are_that_units() -> None:
    found = read(
        "THỦ TƯỚNG CHÍNH PHỦ\nSố: 1/CĐ-TTg\nHà Nội, ngày 04 tháng 11 năm 2017\n\nCÔNG ĐIỆN\n"
        "Về việc khắc phục mưa lũ\n\n"
        "THỦ TƯỚNG CHÍNH PHỦ điện:\n\n- Ban Chỉ đạo Trung ương về phòng, chống thiên tai;\n"
        "- Các Bộ: Y tế, Tài chính.\n\n"
        "Để khắc phục hậu quả mưa lũ, Thủ tướng Chính phủ yêu cầu:\n\n"
        "1. Chủ tịch Ủy ban nhân dân tỉnh Bình Định tập trung chỉ đạo:\n\n"
        "a) Huy động mọi lực lượng tìm kiếm người mất tích.\n\n"
        "b) Thống kê, đánh giá thiệt hại trước ngày 12 tháng 11.\n\n"
        "2. Bộ Y tế bảo đảm thuốc men.\n\nNơi nhận:\n- Như trên."
    ).directives
    assert [one.lead for one in found] == [
        *["Chủ tịch Ủy ban nhân dân tỉnh Bình Định"] * 2,
        "Bộ Y tế",
    ]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("báo cáo trong vòng 20 ngày kể từ hôm nay.", date(2017, 11, 24)),
        ("báo cáo trong thời hạn 15 ngày kể từ ngày ký văn bản này.", date(2017, 11, 19)),
        ("báo cáo trong thời hạn 15 ngày kể từ ngày ký hợp đồng.", None),
        ("đề xuất UBND tỉnh xem xét trong trung tuần tháng 11.", date(2017, 11, 20)),
        ("đề xuất UBND tỉnh xem xét trong thượng tuần tháng 12.", date(2017, 12, 10)),
        ("đề xuất UBND tỉnh xem xét trong hạ tuần tháng 12.", date(2017, 12, 31)),
        ("thông báo kết quả cho nhân dân biết trong tháng 12.", date(2017, 12, 31)),
        ("tham mưu UBND tỉnh trước cuộc họp giao ban tuần sau.", None),
        ("cấp gạo xong trước ngày 20 tháng Chạp.", None),
    ],
)
def test_days_counted_from_the_text_and_thirds_of_a_month(sentence: str, day: date | None) -> None:
    assert due_in(sentence) == day


def test_who_has_a_view_in_its_own_letter_is_not_the_one_told() -> None:
    found = read(
        "BỘ GIAO THÔNG VẬN TẢI\nSố: 7214/BGTVT-KCHT\nV/v xử lý điểm đen\n"
        "Hà Nội, ngày 03 tháng 7 năm 2018\n\nKính gửi: Tổng cục Đường bộ Việt Nam\n\n"
        "Bộ Giao thông vận tải nhận được kiến nghị của cử tri, đề nghị Bộ cải tạo các khúc cua.\n"
        "Để bảo đảm an toàn giao thông, Bộ Giao thông vận tải có ý kiến như sau:\n"
        "1. Giao Tổng cục Đường bộ Việt Nam rà soát các điểm đen.\n"
        "2. Yêu cầu Cục Quản lý đường bộ I chỉ đạo các nhà thầu vá ổ gà.\n\nNơi nhận:\n- Như trên."
    ).directives
    assert [one.lead for one in found] == ["Tổng cục Đường bộ Việt Nam", "Cục Quản lý đường bộ I"]
