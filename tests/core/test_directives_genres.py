"""Whole texts of every genre, written for this test: who is told to do what, with whom, until when, how often."""

from datetime import date

from nhip.core.directives import Genre, read

Line = tuple[str, tuple[str, ...], str | None]


def lines(text: str, dated: date | None = None) -> list[Line]:
    """Lead, coordinating units and deadline (ISO, else words) of each directive."""
    return [(one.lead or "", one.coordinating, _due(one.due)) for one in read(text, dated).directives]


def _due(due: object) -> str | None:
    day, text = getattr(due, "day", None), getattr(due, "text", None)
    return day.isoformat() if isinstance(day, date) else text


DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH BẮC SƠN
Số: 05/CT-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Bắc Sơn, ngày 10 tháng 3 năm 2020

CHỈ THỊ
Về tăng cường công tác dân tộc năm 2020

Trong năm 2019, các cấp, các ngành đã triển khai nhiều chính sách. Tuy nhiên, một số địa phương chưa quan \
tâm đúng mức.

Để khắc phục các tồn tại, hạn chế nêu trên, Chủ tịch Ủy ban nhân dân tỉnh chỉ thị:

1. Ban Dân tộc
a) Chủ trì, phối hợp với Sở Tài chính, Sở Kế hoạch và Đầu tư tham mưu phân bổ vốn trước ngày 31/3/2020.
b) Định kỳ hằng quý báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện.
2. Sở Giáo dục và Đào tạo:
- Rà soát các trường phổ thông dân tộc nội trú; báo cáo trong tháng 4.
- Phối hợp với Sở Xây dựng lập dự án sửa chữa nhà ở học sinh.
3. Ủy ban nhân dân các huyện, thành phố chịu trách nhiệm toàn diện về công tác dân tộc. Thường xuyên kiểm \
tra cơ sở.
4. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các đoàn thể tỉnh tăng cường tuyên truyền, vận động.
5. Giao Ban Dân tộc theo dõi, đôn đốc; tổng hợp, báo cáo trước ngày 15/12 hằng năm.
Chỉ thị này có hiệu lực kể từ ngày ký./.

Nơi nhận:
- Như trên;
- Giao Sở Y tế theo dõi;
"""


def test_a_directive_of_a_province() -> None:
    reading = read(DIRECTIVE)
    assert (reading.genre, reading.dated) == (Genre.OFFICIAL, date(2020, 3, 10))
    assert lines(DIRECTIVE) == [
        ("Ban Dân tộc", ("Sở Tài chính", "Sở Kế hoạch và Đầu tư"), "2020-03-31"),
        ("Ban Dân tộc", (), None),
        ("Sở Giáo dục và Đào tạo", (), "2020-04-30"),
        ("Sở Giáo dục và Đào tạo", ("Sở Xây dựng",), None),
        ("Ủy ban nhân dân các huyện, thành phố", (), None),
        ("Ủy ban nhân dân các huyện, thành phố", (), None),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", (), None),
        ("Ban Dân tộc", (), "trước ngày 15/12 hằng năm"),
    ]
    assert [one.recurrence for one in reading.directives if one.recurrence] == ["hằng quý", "hằng năm"]


NOTICE = """VĂN PHÒNG CHÍNH PHỦ
Số: 12/TB-VPCP

THÔNG BÁO
Kết luận của Phó Thủ tướng tại cuộc họp về nước sạch

Ngày 5 tháng 5 năm 2020, Phó Thủ tướng đã chủ trì cuộc họp về nước sạch nông thôn. Tham dự cuộc họp có lãnh \
đạo các Bộ: Xây dựng, Y tế.
Sau khi nghe báo cáo của Bộ Xây dựng, ý kiến của các đại biểu, Phó Thủ tướng kết luận như sau:

I. Đánh giá chung
Thời gian qua, các Bộ, địa phương đã có nhiều cố gắng. Tỷ lệ dân số được sử dụng nước sạch phải đạt 95% \
nhưng mới đạt 80%.

II. Nhiệm vụ trong thời gian tới
1. Về cơ chế, chính sách
Bộ Xây dựng khẩn trương hoàn thiện Nghị định về cấp nước, trình Chính phủ trong quý III năm 2020.
2. Về nguồn vốn: Giao Bộ Kế hoạch và Đầu tư: (i) rà soát, bố trí vốn trung hạn; (ii) hướng dẫn địa phương \
lồng ghép các nguồn vốn, hoàn thành trước ngày 30/6/2020.
3. Về kiến nghị của UBND tỉnh A: Đồng ý về nguyên tắc việc đầu tư nhà máy nước. UBND tỉnh A lập dự án, \
trình cấp có thẩm quyền.
4. Đối với Ngân hàng Chính sách xã hội: tiếp tục cho vay chương trình nước sạch.
5. Yêu cầu các Bộ, cơ quan, địa phương nghiêm túc thực hiện.
Văn phòng Chính phủ xin thông báo để các Bộ, cơ quan liên quan biết, thực hiện./.
"""


def test_a_notice_of_conclusions() -> None:
    assert lines(NOTICE) == [
        ("Bộ Xây dựng", (), "2020-09-30"),
        ("Bộ Kế hoạch và Đầu tư", (), None),
        ("Bộ Kế hoạch và Đầu tư", (), "2020-06-30"),
        ("UBND tỉnh A", (), None),
        ("Ngân hàng Chính sách xã hội", (), None),
        ("các Bộ, cơ quan, địa phương", (), None),
    ]


def test_parts_of_a_list_inside_a_sentence_are_directives_of_their_own() -> None:
    first, second = (one for one in read(NOTICE).directives if one.lead == "Bộ Kế hoạch và Đầu tư")
    assert (first.rule, first.implied, second.rule, second.implied) == ("order", False, "listed", True)
    assert second.sentence.startswith("(ii) hướng dẫn địa phương")
    assert first.end <= second.start


TELEGRAM = """CÔNG ĐIỆN
Về ứng phó mưa lũ
Số: 03/CĐ-UBND

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:
- Giám đốc các sở: Nông nghiệp và Phát triển nông thôn, Giao thông vận tải;
- Chủ tịch Ủy ban nhân dân các huyện.

Đêm 5/9, mưa lớn đã làm ba ngôi nhà bị sập. Để kịp thời ứng phó, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Chủ tịch Ủy ban nhân dân các huyện sơ tán dân khỏi nơi nguy hiểm; Giám đốc Sở Giao thông vận tải bố trí \
lực lượng trực tại các ngầm tràn.
2. Tổ chức trực ban 24/24 giờ.
"""


def test_a_telegram() -> None:
    assert lines(TELEGRAM) == [
        ("Chủ tịch Ủy ban nhân dân các huyện", (), None),
        ("Giám đốc Sở Giao thông vận tải", (), None),
        ("Giám đốc Sở Nông nghiệp và Phát triển nông thôn", (), None),
    ]
    assert [one.rule for one in read(TELEGRAM).directives] == ["task", "task", "recipients"]


LETTER = """SỞ Y TẾ
Số: 77/SYT-NV
Kính gửi: Trung tâm Y tế các huyện, thành phố.

Thực hiện Kế hoạch số 5/KH-UBND ngày 02/01/2020 của UBND tỉnh, Sở Y tế đề nghị các đơn vị thực hiện một số \
nội dung sau:
1. Rà soát số hộ chưa có nhà tiêu hợp vệ sinh.
2. Tổ chức tập huấn cho cán bộ y tế thôn bản, hoàn thành trước ngày 15/4/2020.
3. Báo cáo kết quả về Sở Y tế trước ngày 20/4/2020 để tổng hợp.
Sở Y tế sẽ tổ chức kiểm tra việc thực hiện trong tháng 5.
Đề nghị các đơn vị nghiêm túc thực hiện./.
"""


def test_an_official_letter_with_the_issuers_own_commitment() -> None:
    assert lines(LETTER, date(2020, 3, 1)) == [
        ("các đơn vị", (), None),
        ("các đơn vị", (), "2020-04-15"),
        ("các đơn vị", (), "2020-04-20"),
        ("Sở Y tế", (), "2020-05-31"),
        ("các đơn vị", (), None),
    ]
    assert [one.rule for one in read(LETTER).directives] == ["listed"] * 3 + ["commitment", "order"]


MINUTES = """BIÊN BẢN HỌP GIAO BAN THÁNG 2

Kết luận cuộc họp, đồng chí Trưởng ban chỉ đạo:
- Phòng Chính sách dân tộc: hoàn thành dự thảo kế hoạch trước ngày 20/2.
- Phòng Kế hoạch - Tổng hợp: tổng hợp số liệu, gửi Văn phòng trước 15h00 ngày 18/02/2020.
- Thanh tra Ban và Văn phòng Ban phối hợp chuẩn bị hội nghị tổng kết.
- Các phòng nộp báo cáo tuần vào chiều thứ Năm hằng tuần.
"""


def test_minutes() -> None:
    assert lines(MINUTES, date(2020, 2, 10)) == [
        ("Phòng Chính sách dân tộc", (), "2020-02-20"),
        ("Phòng Kế hoạch - Tổng hợp", (), "2020-02-18"),
        ("Thanh tra Ban", (), None),
        ("Các phòng", (), "vào chiều thứ Năm hằng tuần"),
    ]


SPEECH = """Phát biểu kết luận Hội nghị

Thưa các đồng chí!
Năm qua chúng ta đã đạt nhiều kết quả. Tôi đề nghị các đồng chí tập trung vào mấy việc sau đây.
Thứ nhất, Ban Dân tộc phải tham mưu sớm kế hoạch năm 2020. Thứ hai, các huyện rà soát lại chính sách, không \
để sót đối tượng. Thứ ba, Sở Tài chính cân đối nguồn, bảo đảm kinh phí ngay trong quý I.
Tôi giao đồng chí Phó Chủ tịch phụ trách văn xã trực tiếp theo dõi việc này.
"""


def test_a_speech() -> None:
    assert lines(SPEECH, date(2020, 1, 7)) == [
        ("Ban Dân tộc", (), None),
        ("các huyện", (), None),
        ("Sở Tài chính", (), "2020-03-31"),
        ("đồng chí Phó Chủ tịch", (), None),
    ]


PLAN = """ỦY BAN NHÂN DÂN TỈNH
Số: 12/KH-UBND

KẾ HOẠCH
Tổ chức Ngày hội văn hóa các dân tộc năm 2020

I. MỤC ĐÍCH, YÊU CẦU
- Tuyên truyền, quảng bá văn hóa các dân tộc.
- Tổ chức trang trọng, tiết kiệm.
II. NỘI DUNG
1. Thời gian: Trong tháng 9 năm 2020.
2. Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch.
III. TỔ CHỨC THỰC HIỆN
1. Sở Văn hóa, Thể thao và Du lịch
- Xây dựng kịch bản, trình Ủy ban nhân dân tỉnh trước ngày 30/6/2020.
- Chỉ đạo các đơn vị trực thuộc tập luyện.
2. Đề nghị Tỉnh đoàn
Huy động đoàn viên tham gia phục vụ.
3. Các sở, ban, ngành theo chức năng, nhiệm vụ phối hợp thực hiện.
"""


def test_a_plan_with_its_sections_by_unit() -> None:
    assert lines(PLAN) == [
        ("Sở Văn hóa, Thể thao và Du lịch", (), "2020-06-30"),
        ("Sở Văn hóa, Thể thao và Du lịch", (), None),
        ("Tỉnh đoàn", (), None),
        ("Các sở, ban, ngành", (), None),
    ]


REPORT = """Phó Chủ tịch tỉnh kiểm tra công tác giảm nghèo tại huyện Na Hin

Chiều 3/3, Phó Chủ tịch UBND tỉnh kiểm tra công tác giảm nghèo tại huyện Na Hin.
Theo báo cáo của UBND huyện, năm 2019 huyện giảm được 5% hộ nghèo. Huyện kiến nghị tỉnh bổ sung 10 tỷ đồng, \
đề nghị Sở Giao thông vận tải sửa chữa tuyến đường.
Sau khi kiểm tra, Phó Chủ tịch UBND tỉnh đánh giá cao nỗ lực của huyện. Đồng chí nhấn mạnh, huyện cần tập \
trung phát triển sản xuất. Huyện phải rà soát từng hộ nghèo, phân công cán bộ theo dõi; hoàn thành trước 30/4.
Đối với kiến nghị của huyện, Phó Chủ tịch giao Sở Tài chính xem xét, tham mưu UBND tỉnh. Sở Giao thông vận \
tải khảo sát tuyến đường, báo cáo trong tháng 3. Hai sở này gửi kết quả về Văn phòng UBND tỉnh.
Ông Nguyễn A, Chủ tịch xã B cho biết xã cần thêm kinh phí, các hộ phải tự đóng góp.
"""


def test_a_news_report() -> None:
    assert lines(REPORT, date(2020, 3, 3)) == [
        ("huyện", (), None),
        ("Huyện", (), "2020-04-30"),
        ("Sở Tài chính", (), None),
        ("Sở Giao thông vận tải", (), "2020-03-31"),
        ("Sở Tài chính", (), None),
    ]
    assert read(REPORT).directives[-1].units == ("Sở Tài chính", "Sở Giao thông vận tải")


def test_four_hundred_directives_in_one_text() -> None:
    text = "Tin\n\n" + "\n".join(f"Giao Sở Y tế rà soát nội dung số {number}." for number in range(400))
    assert len(read(text).directives) == 400


def test_a_text_without_directives_holds_none() -> None:
    assert read("Hội làng\n\nSáng mùng 8, người dân nô nức đi hội. Trời đẹp, đường đông.").directives == ()


HANDED_ON = """VĂN PHÒNG CHÍNH PHỦ
Số: 12/VPCP-KT
Hà Nội, ngày 03 tháng 4 năm 2031
Kính gửi: Đồng chí Chủ tịch Ủy ban nhân dân tỉnh Thanh Khê

Tuần qua, một tờ báo có bài về bãi rác ven hồ. Phó Thủ tướng đã xem báo cáo và có ý kiến chỉ đạo như sau:
Chủ tịch Ủy ban nhân dân tỉnh Thanh Khê chỉ đạo các phòng, ban đo lại chất lượng nước; đồng thời chỉ đạo Công an \
tỉnh tìm ra người đổ rác, báo cáo Thủ tướng Chính phủ trước ngày 20 tháng 5 năm 2031.
Văn phòng Chính phủ xin gửi để Ủy ban nhân dân tỉnh Thanh Khê thực hiện./.
"""


def test_whoever_is_told_by_somebody_higher_to_direct_is_addressed() -> None:
    assert lines(HANDED_ON) == [("Chủ tịch Ủy ban nhân dân tỉnh Thanh Khê", (), "2031-05-20")]
    (one,) = read(HANDED_ON).directives
    assert one.task.startswith("chỉ đạo các phòng, ban đo lại")


def test_the_same_words_in_a_report_of_the_province_address_the_departments() -> None:
    report = "Tin\n\nChủ tịch Ủy ban nhân dân tỉnh Phú An chỉ đạo các sở, ngành kiểm tra, làm rõ."
    assert lines(report) == [("các sở, ngành", (), None)]


def test_a_ministrys_letter_asks_another_and_a_report_of_it_only_tells() -> None:
    asked = "Bộ Văn hóa trân trọng đề nghị Bộ Tài chính, Bộ Xây dựng có ý kiến về đề án nhà rông."
    letter = (
        "Số: 28/BVH-DS",
        "V/v thẩm định đề án",
        "Kính gửi:",
        "- Bộ Tài chính;",
        "- Bộ Xây dựng.",
        "",
        asked,
    )

    assert [one.lead for one in read("\n".join(letter)).directives] == ["Bộ Tài chính"]
    assert not read(f"Tin văn hóa\n\n{asked}").directives
