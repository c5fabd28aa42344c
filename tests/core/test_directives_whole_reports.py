"""Constructions of whole reports and letters: who is told, what is heading, caption or ground. Sentences of our own."""

import pytest

from nhip.core.directives import read
from tests.core.test_directives_who_is_told import ORDER, leads_in, read_from


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        (
            "Sở Nông nghiệp tỉnh A đề nghị UBND các huyện, thị xã trọng điểm về nuôi cá chỉ đạo các đơn vị rà soát ao.",
            ["UBND các huyện, thị xã trọng điểm"],
        ),
        (
            "UBND tỉnh yêu cầu lãnh đạo các sở, ban, ngành, quận huyện về làm tốt công tác phòng bệnh.",
            ["lãnh đạo các sở, ban, ngành, quận huyện"],
        ),
        (
            "Thủ tướng giao Phó Thủ tướng Lê Văn Ánh và Bộ trưởng Bộ Giao thông vận tải chỉ đạo triển khai dự án.",
            ["Phó Thủ tướng Lê Văn Ánh", "Bộ trưởng Bộ Giao thông vận tải"],
        ),
        (
            "Phó Thủ tướng nhất trí báo cáo Thủ tướng Chính phủ giao Bộ Tài chính chủ trì, cân đối nguồn vốn.",
            ["Bộ Tài chính"],
        ),
        (
            "UBND tỉnh yêu cầu Sở Nông nghiệp các tỉnh/thành phố ven biển báo cáo tình hình.",
            ["Sở Nông nghiệp các tỉnh/thành phố ven biển"],
        ),
        (
            "Chính phủ giao Ban Chỉ huy Phòng chống lụt bão trung ương tổ chức theo dõi diễn biến mưa lũ.",
            ["Ban Chỉ huy Phòng chống lụt bão trung ương"],
        ),
        (
            "Thủ tướng yêu cầu Ban Tổ chức lễ hội dừng các hoạt động đông người.",
            ["Ban Tổ chức lễ hội"],
        ),
    ],
)
def test_who_is_told_in_whole_reports(sentence: str, leads: list[str]) -> None:
    (row,) = read_from(sentence)
    assert list(row.units) == leads


def test_an_order_that_is_still_to_be_written_is_none() -> None:
    first, second = read_from(
        "Thủ tướng giao Bộ Công an mở đợt cao điểm. Đồng thời, chủ trì, phối hợp với các cơ quan liên quan xây dựng "
        "Chỉ thị của Thủ tướng chỉ đạo các bộ, ngành tăng cường phòng ngừa."
    )
    assert (second.lead, second.implied) == ("Bộ Công an", True)
    assert first.lead == "Bộ Công an"


@pytest.mark.parametrize(
    "sentence",
    [
        "TP Hoa Lư lấy được gần 2 triệu mẫu.",
        "Công ty TNHH Ánh Dương tiếp tục có văn bản gửi Thủ tướng tố cáo nạn khai thác cát trái phép.",
    ],
)
def test_what_was_reached_or_written_is_told_and_no_task(sentence: str) -> None:
    text = f"Tin trong ngày\n\nThủ tướng yêu cầu Bộ Y tế rà soát quy trình. {sentence}"
    assert [one.lead for one in read(text).directives] == ["Bộ Y tế"]


def test_a_counted_line_above_dashes_heads_them() -> None:
    text = """Tin trong ngày

UBND TP Hoa Lư yêu cầu Chủ tịch UBND các xã, phường thực hiện các nhiệm vụ sau:

(1) Bảo đảm an ninh, trật tự

- Bố trí lực lượng tại các điểm tập kết.

- Rà soát biển báo.

(2) Bảo đảm vệ sinh môi trường

- Tổ chức thu gom rác thải."""
    found = read(text).directives
    assert [one.task.split()[0] for one in found] == ["Bố", "Rà", "Tổ"]
    assert {one.lead for one in found} == {"Chủ tịch UBND các xã, phường"}


def test_units_that_have_not_done_it_yet_are_told_to() -> None:
    (row,) = read_from(
        "Theo chỉ đạo của Phó Thủ tướng, UBND các tỉnh, thành phố trực thuộc Trung ương chưa ban hành Kế hoạch hoặc "
        "Chương trình hành động bảo vệ môi trường cần khẩn trương xây dựng, hoàn thành trong tháng 4/2017."
    )
    assert row.lead == "UBND các tỉnh, thành phố trực thuộc Trung ương"


@pytest.mark.parametrize(
    ("lines", "leads"),
    [
        (
            (ORDER, "Công an tỉnh chỉ đạo, phối hợp với các lực lượng mở đợt cao điểm."),
            ["Sở Y tế", "Công an tỉnh"],
        ),
        (
            ("Bộ Y tế chỉ đạo, các đơn vị đã vào cuộc.", ORDER),
            ["Sở Y tế"],
        ),
        (
            (
                "Theo đó, đồng chí Chủ tịch UBND tỉnh đồng ý tổ chức lễ. Đề nghị UBND thành phố Hoa Lư chủ trì.",
                "Đài Phát thanh và Truyền hình tỉnh chủ trì, phối hợp với các cơ quan tuyên truyền.",
            ),
            ["UBND thành phố Hoa Lư", "Đài Phát thanh và Truyền hình tỉnh"],
        ),
        (
            (
                ORDER,
                "Người dân trồng cây ở bản Ánh. Ảnh: Văn Mẫu",
                "Tiếp tục triển khai các nhiệm vụ được giao.",
            ),
            ["Sở Y tế", "Sở Y tế"],
        ),
        ((ORDER, "Văn phòng UBND tỉnh đôn đốc các đơn vị báo cáo."), ["Sở Y tế", "Văn phòng UBND tỉnh"]),
        (("UBND tỉnh yêu cầu định kỳ các đơn vị báo cáo kết quả.",), ["các đơn vị"]),
        (("Thủ tướng giao UBND thành phố Hoa Lư và TP. Vân Long tổ chức.",), ["UBND thành phố Hoa Lư"]),
        ((ORDER, "Căn cứ Quyết định số 12/QĐ-UBND của UBND tỉnh;"), ["Sở Y tế"]),
        (
            (ORDER, "Bên cạnh đó, lực lượng hải quan, bộ đội biên phòng tăng cường kiểm soát."),
            ["Sở Y tế", "lực lượng hải quan"],
        ),
    ],
)
def test_who_goes_on_after_an_order(lines: tuple[str, ...], leads: list[str]) -> None:
    assert leads_in(*lines) == leads


def test_a_quotation_may_run_over_lines() -> None:
    """Whoever is named behind its last line says all of it; what stands in its middle is his order, too."""
    text = """Tai nạn trên quốc lộ 5

Sáng 7/5, ông Trần Văn Bình, Bộ trưởng Giao thông, xuống hiện trường.
"Tổng cục Đường bộ cần khảo sát mặt đường, bổ sung đèn tín hiệu.
Nếu dọc quốc lộ còn đất làm đường gom thì cần làm ngay.
Các địa phương phải rà soát điểm đen", ông Bình nói.
"""
    found = read(text).directives
    assert [(one.lead, one.implied) for one in found] == [
        ("Tổng cục Đường bộ", False),
        ("Tổng cục Đường bộ", True),
        ("Các địa phương", False),
    ]
