"""Unit noun phrases: how far a name reaches, heads shared over lists, coordination, words that point back."""

import pytest

from nhip.core.directives.letters import letters_of
from nhip.core.directives.units import read_units
from nhip.core.directives.words import words_of


def units_of(text: str) -> tuple[list[str], str]:
    """The units at the beginning of a text, and what follows them."""
    words = words_of(letters_of(text), 0, len(text))
    units, end = read_units(words, 0)
    return [unit.text for unit in units], words.part(end, len(words))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Bộ Kế hoạch - đầu tư chủ trì", ["Bộ Kế hoạch - đầu tư"]),
        ("Bộ Tài chính rà soát", ["Bộ Tài chính"]),
        (
            "Bộ trưởng các Bộ: Y tế, Nội vụ; Bí thư, Chủ tịch UBND các tỉnh từ Tiền An đến Hậu An lập",
            [
                "Bộ trưởng Bộ Y tế",
                "Bộ trưởng Bộ Nội vụ",
                "Bí thư, Chủ tịch UBND các tỉnh từ Tiền An đến Hậu An",
            ],
        ),
        ("UBND các huyện từ nay lập", ["UBND các huyện"]),
        ("Bộ Giao thông Vận tải chỉ đạo", ["Bộ Giao thông Vận tải"]),
        ("Bộ Lao động - Thương binh và Xã hội lập", ["Bộ Lao động - Thương binh và Xã hội"]),
        ("Bộ Văn hóa, Thể thao và Du lịch lập", ["Bộ Văn hóa, Thể thao và Du lịch"]),
        ("Sở Nông nghiệp và Phát triển Nông thôn cũng được", ["Sở Nông nghiệp và Phát triển Nông thôn"]),
        ("Sở GTVT TP.HCM phải", ["Sở GTVT TP.HCM"]),
        ("UBND TP. HCM khẩn trương", ["UBND TP. HCM"]),
        ("Công an TP Hà Nội khoanh vùng", ["Công an TP Hà Nội"]),
        ("Trung tâm chống ngập nước phối hợp", ["Trung tâm chống ngập nước"]),
        ("Công ty TNHH MTV Thoát nước đô thị lập", ["Công ty TNHH MTV Thoát nước đô thị"]),
        ("Cục Hàng không Việt Nam xử lý", ["Cục Hàng không Việt Nam"]),
        ("Tập đoàn Điện lực Việt Nam (EVN) bảo đảm", ["Tập đoàn Điện lực Việt Nam"]),
        ("Viện Kiểm sát nhân dân tối cao chỉ đạo", ["Viện Kiểm sát nhân dân tối cao"]),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh vận động", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]),
        ("Văn phòng Điều phối nông thôn mới tỉnh kiểm tra", ["Văn phòng Điều phối nông thôn mới tỉnh"]),
        ("Ban Chỉ đạo quốc gia phòng, chống dịch tiếp tục", ["Ban Chỉ đạo quốc gia phòng, chống dịch"]),
        ("Ban chỉ đạo 389 tăng cường", ["Ban chỉ đạo 389"]),
        ("ngành y tế tập trung", ["ngành y tế"]),
        ("tỉnh Quảng Ninh làm rõ", ["tỉnh Quảng Ninh"]),
        ("63 tỉnh, thành phố rà soát", ["63 tỉnh, thành phố"]),
    ],
)
def test_a_name_ends_where_its_verb_begins(text: str, units: list[str]) -> None:
    assert units_of(text)[0] == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Bộ trưởng Bộ Y tế chỉ đạo", ["Bộ trưởng Bộ Y tế"]),
        ("Bộ trưởng Tài chính xem xét", ["Bộ trưởng Tài chính"]),
        (
            "Bộ trưởng các Bộ: Y tế, Giáo dục và Đào tạo;",
            ["Bộ trưởng Bộ Y tế", "Bộ trưởng Bộ Giáo dục và Đào tạo"],
        ),
        (
            "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương chịu",
            ["Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương"],
        ),
        ("Phó thủ tướng Trần Văn A chủ trì", ["Phó thủ tướng Trần Văn A"]),
        ("Tổng Thanh tra Chính phủ làm rõ", ["Tổng Thanh tra Chính phủ"]),
        ("Thống đốc Ngân hàng Nhà nước chỉ đạo", ["Thống đốc Ngân hàng Nhà nước"]),
        ("đồng chí Chủ tịch UBND thành phố chỉ đạo", ["đồng chí Chủ tịch UBND thành phố"]),
        ("Thủ trưởng các cơ quan, đơn vị chỉ đạo, kiểm tra", ["Thủ trưởng các cơ quan, đơn vị"]),
    ],
)
def test_a_role_takes_its_unit_or_a_name(text: str, units: list[str]) -> None:
    assert units_of(text)[0] == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("các bộ, ngành, địa phương rà soát", ["các bộ, ngành, địa phương"]),
        ("các Tổng cục, Cục, Vụ chuyên ngành lập", ["các Tổng cục, Cục, Vụ chuyên ngành"]),
        ("các đơn vị có liên quan hoàn tất", ["các đơn vị có liên quan"]),
        ("các tập đoàn, tổng công ty tiến hành", ["các tập đoàn, tổng công ty"]),
        ("tập đoàn tổng công ty mời", ["tập đoàn tổng công ty"]),
        ("các doanh nghiệp lữ hành phải", ["các doanh nghiệp lữ hành"]),
        ("các thành viên Chính phủ bố trí", ["các thành viên Chính phủ"]),
    ],
)
def test_kinds_in_the_plural_are_one_addressee(text: str, units: list[str]) -> None:
    assert units_of(text)[0] == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "các Bộ: Công an, Tài chính, Nông nghiệp và Môi trường có ý kiến",
            ["Bộ Công an", "Bộ Tài chính", "Bộ Nông nghiệp và Môi trường"],
        ),
        ("các sở QHKT, Xây dựng kiểm tra", ["Sở QHKT", "Sở Xây dựng"]),
        ("Bộ Quốc phòng, Công an được giao", ["Bộ Quốc phòng", "Bộ Công an"]),
        ("liên bộ Tài chính - Công Thương điều hành", ["Bộ Tài chính", "Bộ Công Thương"]),
        (
            "UBND các tỉnh: Quảng Nam, Quảng Ngãi và Phú Yên khẩn trương",
            ["UBND các tỉnh: Quảng Nam", "UBND tỉnh Quảng Ngãi", "UBND tỉnh Phú Yên"],
        ),
    ],
)
def test_a_head_is_shared_over_a_list(text: str, units: list[str]) -> None:
    assert units_of(text)[0] == units


def test_units_are_coordinated_by_commas_and_words() -> None:
    units, rest = units_of(
        "Bộ Y tế, Bộ Giáo dục và Đào tạo, UBND các tỉnh, thành phố và các cơ quan liên quan thực hiện"
    )
    assert units == [
        "Bộ Y tế",
        "Bộ Giáo dục và Đào tạo",
        "UBND các tỉnh, thành phố",
        "các cơ quan liên quan",
    ]
    assert rest == "thực hiện"


@pytest.mark.parametrize(
    "text", ["sở này cần", "Cơ quan này cũng", "các đơn vị nói trên chỉ đạo kiểm tra", "Bộ có trách nhiệm"]
)
def test_words_that_point_back_are_known_as_such(text: str) -> None:
    words = words_of(letters_of(text), 0, len(text))
    assert read_units(words, 0)[0][0].points_back


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành quy chế",
        "Tổ chức thực hiện",
        "Hội nghị yêu cầu",
        "Phòng ngừa dịch bệnh",
        "Đoàn kết nội bộ",
        "Đội ngũ cán bộ",
        "bộ máy hành chính",
    ],
)
def test_words_that_begin_like_a_head_are_no_unit(text: str) -> None:
    assert units_of(text)[0] == []
