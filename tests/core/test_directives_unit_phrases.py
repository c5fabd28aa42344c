"""How far a unit noun phrase reaches: what offices call each other, each one unit up to its verb."""

import pytest

from nhip.core.directives import read
from nhip.core.directives.letters import letters_of
from nhip.core.directives.unit_phrase import Unit
from nhip.core.directives.units import read_units
from nhip.core.directives.words import words_of

ONE_UNIT = [
    line.strip()
    for line in """
    các đơn vị thuộc Bộ Y tế
    Công ty Cổ phần dịch vụ thương mại 68
    Liên hiệp các tổ chức hữu nghị tỉnh
    các cơ quan đại diện Việt Nam ở nước ngoài
    các sở ban ngành
    Ban Quản lý dự án đầu tư xây dựng công trình hạ tầng kỹ thuật và nông nghiệp
    Ban Tổ chức lễ hội
    Ban Chỉ đạo Giải phóng mặt bằng thành phố
    đơn vị điều hành dự án
    Hội đồng thẩm định nhà nước
    các tỉnh, TP trong cả nước
    các tỉnh/thành phố ven biển
    các đơn vị trực thuộc Sở Giao thông vận tải
    các đơn vị chức năng thuộc Bộ Quốc phòng
    các cơ quan chuyên môn thuộc UBND tỉnh
    các phòng, ban chuyên môn thuộc UBND huyện
    các sở, ban, ngành của thành phố
    các ban xây dựng Đảng
    các cơ quan tham mưu, giúp việc Tỉnh ủy
    các cơ quan tham mưu, giúp việc của Huyện ủy
    Ủy viên Ban Thường vụ Tỉnh ủy
    các đồng chí Ủy viên Ban Chấp hành Đảng bộ tỉnh
    các đồng chí trong Ban Thường vụ Huyện ủy
    các thành viên Ban Chỉ đạo
    các thành viên Ban Chỉ đạo phòng chống thiên tai
    Công an các tỉnh, thành phố
    Công an các đơn vị, địa phương
    Công an các quận, huyện, thị xã
    Công an một số tỉnh
    UBND một số xã vùng cao
    UBND các xã, phường, thị trấn
    UBND các phường, xã
    Ủy ban nhân dân các quận, huyện và thành phố Thủ Đức
    Chủ tịch UBND các xã, thị trấn
    Thủ trưởng các cơ quan, đơn vị
    Thủ trưởng các sở, ban, ngành tỉnh
    thủ trưởng các đơn vị trực thuộc
    Giám đốc các sở, ban, ngành
    Giám đốc Sở Nông nghiệp và Phát triển nông thôn
    Chánh Văn phòng UBND tỉnh
    Chánh Thanh tra tỉnh
    Trưởng Ban Dân tộc tỉnh
    Trưởng Phòng Giáo dục và Đào tạo
    Ban Dân tộc tỉnh
    Ban Quản lý các khu công nghiệp tỉnh
    Ban Quản lý dự án đầu tư xây dựng các công trình giao thông
    Ban Quản lý khu kinh tế Nghi Sơn
    Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn tỉnh
    Ban Chỉ đạo quốc gia về phòng, chống thiên tai
    Ban Thường vụ các huyện ủy, thành ủy
    Ban Thường vụ Tỉnh Đoàn
    các huyện ủy, thị ủy, thành ủy
    các cấp ủy, tổ chức đảng, chính quyền
    các cấp ủy đảng, chính quyền
    cấp ủy, chính quyền địa phương các cấp
    Mặt trận Tổ quốc Việt Nam các cấp
    Hội Liên hiệp Phụ nữ tỉnh
    Đoàn Thanh niên Cộng sản Hồ Chí Minh
    Liên đoàn Lao động tỉnh
    Báo Đắk Lắk
    Đài Phát thanh và Truyền hình tỉnh
    Đài Tiếng nói Việt Nam
    Thông tấn xã Việt Nam
    Bộ Chỉ huy Quân sự tỉnh
    Bộ Chỉ huy Bộ đội Biên phòng tỉnh
    Bộ Tư lệnh Bộ đội Biên phòng
    Bộ Tư lệnh Thủ đô Hà Nội
    Quân khu 7
    Binh đoàn 15
    Viện kiểm sát nhân dân tỉnh
    Tòa án nhân dân các cấp
    Kho bạc Nhà nước tỉnh
    Cục Thuế tỉnh
    Chi cục Thuế các huyện
    Cục Quản lý thị trường
    Tổng cục Thủy lợi
    Tổng cục Phòng chống thiên tai
    Cục Trẻ em
    Cục Đường thủy nội địa Việt Nam
    Tổng cục Đường bộ Việt Nam
    Cục Cảnh sát giao thông
    Tổng cục Cảnh sát
    Vụ Kế hoạch - Tài chính
    Văn phòng Chính phủ
    Văn phòng Bộ
    Thanh tra Bộ
    Thanh tra Chính phủ
    Ngân hàng Nhà nước Việt Nam
    Ngân hàng Chính sách xã hội
    Ngân hàng Chính sách xã hội chi nhánh tỉnh
    các ngân hàng thương mại
    các tổ chức tín dụng
    tổ chức tín dụng
    các tập đoàn, tổng công ty nhà nước
    Tập đoàn Điện lực Việt Nam
    Tập đoàn Công nghiệp Than - Khoáng sản Việt Nam
    Tổng công ty Đường sắt Việt Nam
    Công ty Điện lực Lai Châu
    Công ty TNHH MTV Cấp nước Hải Phòng
    Bảo hiểm xã hội Việt Nam
    Bảo hiểm xã hội tỉnh
    Đại học Quốc gia Hà Nội
    Trường Đại học Tây Nguyên
    Bệnh viện Bạch Mai
    Trung tâm Y tế huyện
    Trung tâm Kiểm soát bệnh tật tỉnh
    Trung tâm Dự báo khí tượng thủy văn quốc gia
    Phòng Dân tộc các huyện
    Phòng Nông nghiệp và PTNT huyện
    phòng Kinh tế - Hạ tầng huyện
    Hạt Kiểm lâm huyện
    Chi cục Kiểm lâm
    lực lượng công an xã
    lực lượng dân quân tự vệ
    lực lượng kiểm lâm
    các lực lượng chức năng
    các chủ hồ, đập
    chủ các hồ chứa
    các chủ rừng
    các hộ dân trong vùng nguy hiểm
    các nhà thầu thi công
    các cơ quan báo chí
    các cơ quan truyền thông
    ngành y tế
    ngành giáo dục
    ngành Nông nghiệp
    ngành Công an
    các ngành chức năng
    các ngành liên quan
    các địa phương ven biển
    các tỉnh, thành phố ven biển từ Quảng Ninh đến Quảng Ngãi
    các tỉnh miền núi phía Bắc
    các tỉnh Tây Nguyên
    các tỉnh Đồng bằng sông Cửu Long
    huyện Mường Tè
    UBND huyện Mường Tè
    UBND TP Đà Nẵng
    UBND thành phố
    UBND thành phố Hồ Chí Minh
    Ủy ban nhân dân Thành phố Hà Nội
    chính quyền địa phương
    chính quyền các địa phương
    chính quyền cơ sở
    tỉnh Lào Cai
    lãnh đạo tỉnh Lào Cai
    các bộ, ngành, địa phương
    các thành viên Chính phủ
    Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn
    Bộ Lao động - Thương binh và Xã hội
    Bộ Văn hóa, Thể thao và Du lịch
    Bộ Dân tộc và Tôn giáo
    Sở Dân tộc và Tôn giáo
    Bộ Xây dựng
    Sở Công Thương
    Sở Văn hóa và Thể thao
    Sở Du lịch
    Sở Lao động - TB&XH
    Sở GD&ĐT
    Sở TN-MT
    Công an tỉnh
    Công an tỉnh Thừa Thiên - Huế
    Công an TP Thủ Đức
    công an các địa phương
    Viện Hàn lâm Khoa học xã hội Việt Nam
    Hội Nông dân các cấp
    Hiệp hội Doanh nghiệp tỉnh
    Tổ công tác số 2
    Hội đồng nhân dân các xã
    Thường trực HĐND tỉnh
    Thường trực Huyện ủy
    Đảng ủy các xã, thị trấn
    Đảng ủy Công an tỉnh
    các chi bộ, đảng bộ trực thuộc
    các đảng bộ trực thuộc
    Bí thư các huyện ủy, thị ủy
    Bí thư cấp ủy các cấp
    người đứng đầu cấp ủy, chính quyền
    người đứng đầu các cơ quan, đơn vị
    các đoàn thể
    các đoàn thể chính trị - xã hội
    các hội, đoàn thể
    các trường học
    các trường phổ thông dân tộc nội trú
    các cơ sở giáo dục
    các cơ sở y tế
    các cơ sở khám, chữa bệnh
    các doanh nghiệp viễn thông
    các doanh nghiệp kinh doanh xăng dầu
    các hãng hàng không
    các công ty thủy nông
    các chủ đầu tư
    chủ đầu tư
    nhà đầu tư
    các thôn, bản
    các xã biên giới
    các xã đặc biệt khó khăn
    các tổ dân phố
    toàn ngành
    toàn ngành Y tế
    toàn thể cán bộ, công chức
    cán bộ, công chức, viên chức
    các đại biểu Quốc hội
    Đoàn đại biểu Quốc hội tỉnh
    Cục Thống kê
    Ủy ban Dân tộc
    Hội đồng Dân tộc
    Vụ Địa phương II
    Vụ Chính sách Dân tộc
    các Vụ, đơn vị
    các vụ, cục chức năng
    các đơn vị liên quan
    các đơn vị có liên quan thuộc Bộ
    các cơ quan, đơn vị, địa phương
    các cơ quan, tổ chức, cá nhân có liên quan
    các tổ chức, cá nhân
    Sở, ban, ngành, địa phương
    các Sở, ban, ngành, đoàn thể tỉnh
    các Sở - ban - ngành
    Thủ trưởng các sở - ngành
    Chủ tịch UBND các quận - huyện
    UBND cấp huyện
    Ủy ban nhân dân cấp xã
    UBND các cấp
    Chủ tịch UBND cấp xã
    các cơ quan Trung ương đóng trên địa bàn
    các cơ quan, đơn vị đóng trên địa bàn
    các sở, ngành, địa phương liên quan
    các nhà mạng
    Cảng vụ Hàng hải Hải Phòng
    Cảng vụ hàng không miền Nam
    Điện lực huyện
    Bưu điện tỉnh
    Viettel Lai Châu
    VNPT Lai Châu
    Quỹ Bảo vệ và Phát triển rừng tỉnh
    Liên minh Hợp tác xã tỉnh
    Hội Chữ thập đỏ tỉnh
    Hội Cựu chiến binh tỉnh
    Trường Chính trị tỉnh
    Sở Tài chính
    Vườn quốc gia Hoàng Liên
    Đồn Biên phòng
    các đồn Biên phòng
    Đội Quản lý thị trường số 3
""".strip().splitlines()
]


def units_of(text: str) -> tuple[list[Unit], str]:
    """The units at the beginning of a text, and the words behind them."""
    letters = letters_of(text)
    words = words_of(letters, 0, len(letters.key))
    units, end = read_units(words, 0)
    return units, words.keys(end, len(words))


@pytest.mark.parametrize("phrase", ONE_UNIT)
def test_a_phrase_is_one_unit_up_to_its_verb(phrase: str) -> None:
    units, rest = units_of(f"{phrase} khẩn trương rà soát")
    assert ([unit.text for unit in units], rest) == ([phrase], "khẩn trương rà soát")


@pytest.mark.parametrize(
    ("row", "units"),
    [
        (
            "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ rà soát",
            ["các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ"],
        ),
        (
            "các đơn vị thuộc Sở Y tế và bệnh viện các huyện rà soát",
            ["các đơn vị thuộc Sở Y tế", "bệnh viện các huyện"],
        ),
        ("UBND các tỉnh: Hoa Lư, Vân Long rà soát", ["UBND các tỉnh: Hoa Lư", "UBND tỉnh Vân Long"]),
        ("các tỉnh, thành phố: Hoa Lư, Tràng An rà soát", ["các tỉnh, thành phố: Hoa Lư", "Tràng An"]),
        (
            "các huyện Mường Tè, Nậm Nhùn và Sìn Hồ rà soát",
            ["các huyện Mường Tè", "huyện Nậm Nhùn", "huyện Sìn Hồ"],
        ),
        ("Bộ Lao động-Thương binh và Xã hội rà soát", ["Bộ Lao động-Thương binh và Xã hội"]),
        ("ông Trần Văn Mẫu, Phó Chủ tịch UBND tỉnh rà soát", ["ông Trần Văn Mẫu, Phó Chủ tịch UBND tỉnh"]),
        ("11 phường rà soát", ["11 phường"]),
        ("Viện Nghiên cứu phát triển thành phố rà soát", ["Viện Nghiên cứu phát triển thành phố"]),
        ("Cục Quản lý Khám, chữa bệnh rà soát", ["Cục Quản lý Khám, chữa bệnh"]),
        ("các cơ quan, đơn vị trong quân đội rà soát", ["các cơ quan, đơn vị trong quân đội"]),
        ("UBND các tỉnh trực thuộc Trungương rà soát", ["UBND các tỉnh trực thuộc Trung ương"]),
        ("bí thư cấp huyện, cấp xã rà soát", ["bí thư cấp huyện, cấp xã"]),
        (
            "Phó Chủ tịch Chuyên trách Ủy ban An toàn giao thông Quốc gia rà soát",
            ["Phó Chủ tịch Chuyên trách Ủy ban An toàn giao thông Quốc gia"],
        ),
        ("Chủ tịch UBND Quận, Huyện, Thị xã rà soát", ["Chủ tịch UBND Quận, Huyện, Thị xã"]),
        ("Cơ quan Thanh tra, giám sát ngân hàng rà soát", ["Cơ quan Thanh tra, giám sát ngân hàng"]),
        ("Bí thư, Chủ tịch UBND các huyện rà soát", ["Bí thư, Chủ tịch UBND các huyện"]),
        ("Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh rà soát", ["Bí thư Tỉnh ủy", "Chủ tịch UBND tỉnh"]),
        ("Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh rà soát", ["Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh"]),
        ("Bộ trưởng, Thủ trưởng cơ quan ngang bộ rà soát", ["Bộ trưởng", "Thủ trưởng cơ quan ngang bộ"]),
        (
            "Bí thư tỉnh ủy, thành ủy và chủ tịch UBND tỉnh rà soát",
            ["Bí thư tỉnh ủy, thành ủy", "chủ tịch UBND tỉnh"],
        ),
        (
            "Công an tỉnh Hoa Lư – Vân Long và Công an TP Tràng An điều tra",
            ["Công an tỉnh Hoa Lư – Vân Long", "Công an TP Tràng An"],
        ),
        (
            "các cấp ủy, tổ chức đảng trên cơ sở kết quả đại hội khẩn trương sắp xếp",
            ["các cấp ủy, tổ chức đảng"],
        ),
        (
            "các tỉnh trọng điểm: Hoa Lư, Vân Long, Chủ tịch UBND tỉnh cần",
            ["các tỉnh trọng điểm: Hoa Lư, Vân Long", "Chủ tịch UBND tỉnh"],
        ),
        ("UBND các xã có rừng phòng hộ thường xuyên kiểm tra", ["UBND các xã có rừng phòng hộ"]),
        ("Tập đoàn Công nghiệp-Năng lượng Hoa Lư báo cáo", ["Tập đoàn Công nghiệp-Năng lượng Hoa Lư"]),
        (
            "Cục Giám sát nhà nước về chất lượng công trình xây dựng chủ trì",
            ["Cục Giám sát nhà nước về chất lượng công trình xây dựng"],
        ),
    ],
)
def test_rows_and_rests(row: str, units: list[str]) -> None:
    assert [unit.text for unit in units_of(row)[0]] == units


def test_a_name_keeps_its_own_dash() -> None:
    (only,) = read("Tin\n\nThủ tướng yêu cầu UBND tỉnh Hoa Lư – Vân Long báo cáo trước 17–1.").directives
    assert only.lead == "UBND tỉnh Hoa Lư – Vân Long"
