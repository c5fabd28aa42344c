"""Reports about something else, in which an order stands by the way, or only seems to."""

from datetime import date

import pytest

from nhip.core.directives import Directive, read

DATED = date(2018, 11, 23)
ORDER = "Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát các cơ sở."


def read_from(*lines: str) -> tuple[Directive, ...]:
    return read("Tin trong ngày\n\n" + "\n".join(lines), DATED).directives


def leads_in(*lines: str) -> list[str | None]:
    return [one.lead for one in read_from(*lines)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ông A ký văn bản đề xuất bán chỉ định một số cơ sở nhà, đất không đúng quy định.",
        "Theo bà Trang, toàn thành phố hiện có 44 trung tâm thương mại, 207 siêu thị tổng hợp, 1100 cửa hàng.",
        "Lực lượng cứu hộ cứu được 12 người, còn 15 người mất tích.",
        "Các đơn vị chưa sử dụng hết biên chế tập trung ở các ngành y tế, nông nghiệp.",
        "Ban Bí thư nhận thấy ông A chịu trách nhiệm chính về những vi phạm, khuyết điểm của đơn vị.",
        "Hội Luật gia đề nghị cơ quan điều tra làm rõ.",
        "Tôi đề nghị Bộ trưởng trả lời rõ câu hỏi này, đại biểu nói.",
        "Thủ tướng cho biết đã yêu cầu Bộ Tài chính tính lại.",
    ],
)
def test_what_only_seems_to_be_an_order_is_none(sentence: str) -> None:
    assert leads_in(ORDER, sentence) == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        (
            "Ngày 15-2, Sở Du lịch tỉnh Hoa Lư cho biết đã yêu cầu Vườn quốc gia Vân Long - Núi Bà ngừng bán vé.",
            "Vườn quốc gia Vân Long - Núi Bà",
        ),
        ("Hiện khu A đã kín, TP. Hoa Lư và lãnh đạo đơn vị cần phối hợp đẩy nhanh tiến độ.", "TP. Hoa Lư"),
        (
            "Phòng Giáo dục yêu cầu cơ sở mầm non tư thục ABC ở phường Nậm A đình chỉ công tác nữ giáo viên.",
            "cơ sở mầm non tư thục ABC",
        ),
        ("Các ngư dân nuôi trồng thủy sản trên biển bắt buộc trở về trước 16h chiều nay.", None),
        (
            "Các hộ dân ở vùng có nguy cơ lũ quét, sạt lở đất phải sơ tán, di chuyển trước 16h hôm nay.",
            "Các hộ dân ở vùng có nguy cơ lũ quét, sạt lở đất",
        ),
        ("Phòng cũng yêu cầu các trường phải báo cáo cụ thể về các khoản thu.", "các trường"),
        (
            "Phó Chủ tịch HĐND tỉnh lưu ý bên cạnh số lượng, các đơn vị phải kiểm tra chất lượng.",
            "các đơn vị",
        ),
        ("Tổng thầu Trường Sơn cần nghiêm túc rút kinh nghiệm.", "Tổng thầu Trường Sơn"),
        ("Chủ tàu Tây Sơn 4 phải thực hiện các yêu cầu theo luật.", "Chủ tàu Tây Sơn 4"),
        ("Trường hợp nhà thầu làm việc ngoài kế hoạch, phải báo cáo Ban quản lý.", "nhà thầu"),
        ("Do đó cần đơn vị thi công phải ngưng để hoàn thiện hồ sơ.", "đơn vị thi công"),
        ("Nếu phát hiện vi phạm, sở phải xử lý nghiêm.", "Sở Y tế"),
    ],
)
def test_who_is_told_by_the_way_is_found(sentence: str, lead: str | None) -> None:
    found = leads_in(ORDER, sentence)
    assert len(found) == 2
    assert lead is None or found[1] == lead


def test_two_units_are_those_named_apart() -> None:
    found = read_from(
        "Chủ tịch UBND tỉnh yêu cầu Sở Y tế kiểm tra, đồng thời giao Công an tỉnh điều tra. Hai đơn vị này phải báo "
        "cáo trước 15/12."
    )
    assert found[-1].units == ("Sở Y tế", "Công an tỉnh")


def test_a_line_about_the_time_to_come_is_no_line_of_a_form() -> None:
    assert leads_in(
        ORDER, "Thời gian tới, các cấp, các ngành cần tập trung: rà soát hộ nghèo; hỗ trợ nhà ở."
    ) == [
        "Sở Y tế",
        "các cấp, các ngành",
    ]


def test_a_telegram_tells_its_addressees_without_a_verb_of_ordering() -> None:
    assert leads_in(
        "Ban Chỉ đạo Phòng chống lụt bão có công điện gửi các tỉnh từ Hoa Lư đến Vân Long theo dõi chặt chẽ bão."
    ) == ["các tỉnh từ Hoa Lư đến Vân Long"]


def test_a_kind_alone_is_told_in_its_own_words_and_known_by_its_name() -> None:
    found = read_from(
        "Phó Thủ tướng đề nghị tỉnh Hoa Lư làm rõ tồn tại.",
        "Tỉnh cần quan tâm đào tạo nghề. Hoàn thành báo cáo trước ngày 15/12.",
    )
    assert [one.lead for one in found] == ["tỉnh Hoa Lư", "Tỉnh", "Tỉnh"]
    assert [one.units for one in found] == [("tỉnh Hoa Lư",)] * 3


def test_units_that_share_a_kind_are_told_by_their_own_names_and_known_by_their_full_ones() -> None:
    (found,) = read_from("Chủ tịch UBND tỉnh yêu cầu UBND các huyện Hoa Lư, Vân Long rà soát các cơ sở.")
    assert found.lead == "Hoa Lư"
    assert found.units == ("UBND các huyện Hoa Lư", "UBND huyện Vân Long")
