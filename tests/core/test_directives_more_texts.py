"""More reports and papers in full, written for this test, with everything that is to be found in them."""

from datetime import date

import pytest

from nhip.core.directives import read

RESOLUTION = """CHÍNH PHỦ
Số: 7/NQ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Nội, ngày 29 tháng 6 năm 2031

NGHỊ QUYẾT
VỀ VIỆC TRẢ VỐN XÂY CẦU DÂN SINH

QUYẾT NGHỊ:

I. QUAN ĐIỂM, MỤC TIÊU
1. Cầu dân sinh là của dân.
2. Phấn đấu xong 70 - 80% số cầu.

II. NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU
1. Các bộ, cơ quan trung ương và địa phương:
a) Xác định trả vốn xây cầu là việc phải làm trước.
b) Người đứng đầu các bộ, cơ quan trung ương và địa phương trực tiếp chỉ đạo, chịu trách nhiệm trước Chính \
phủ về số cầu đã xong.
c) Lập kế hoạch trả vốn cho từng cây cầu, gửi Bộ Kế hoạch và Đầu tư trước ngày 15 tháng 7 năm 2031.
2. Bộ Kế hoạch và Đầu tư chủ trì, phối hợp với Bộ Tài chính và các bộ, cơ quan, địa phương:
a) Rà soát các cầu còn dở dang, báo cáo Chính phủ trong tháng 8 năm 2031.
b) Công khai số cầu đã xong hằng tháng.
3. Bộ Tài chính:
- Hướng dẫn Kho bạc Nhà nước kiểm soát thanh toán trong vòng 01 ngày làm việc kể từ khi nhận đủ hồ sơ;
- Chủ trì sửa đổi Nghị định số 1/2030/NĐ-CP, trình Chính phủ trước 30/9/2031.
4. Giao Bộ Nội vụ: đề xuất hình thức khen thưởng, kỷ luật.
5. Văn phòng Chính phủ phối hợp với Bộ Kế hoạch và Đầu tư theo dõi, đôn đốc tình hình thực hiện Nghị quyết.

III. TỔ CHỨC THỰC HIỆN
Yêu cầu các bộ trưởng, thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ, Chủ tịch Ủy ban nhân dân các \
tỉnh, thành phố trực thuộc Trung ương theo chức năng, nhiệm vụ khẩn trương triển khai, thực hiện Nghị quyết này.
Bộ Thông tin và Truyền thông tổ chức truyền thông về Nghị quyết.
"""

COAST = """Xử lý phản ánh về sạt lở bờ biển

(Chinhphu.vn) – Phó Thủ tướng Trịnh A vừa có ý kiến chỉ đạo về việc xử lý sạt lở bờ biển tại Cà Mau.

Cụ thể, Phó Thủ tướng giao UBND tỉnh Cà Mau, Bạc Liêu chủ động bố trí ngân sách xử lý cấp bách các đoạn sạt lở.
Bộ Nông nghiệp và Phát triển nông thôn chủ trì, cùng các bộ: Kế hoạch và Đầu tư, Tài chính rà soát, tổng hợp \
nhu cầu của các địa phương, đề xuất Thủ tướng Chính phủ xem xét hỗ trợ từ nguồn dự phòng ngân sách trung ương \
năm 2019.
Viện Khoa học Thủy lợi miền Nam được giao nghiên cứu giải pháp công trình phù hợp.
Phó Thủ tướng lưu ý UBND các tỉnh không cấp phép xây dựng nhà ở, công trình ven sông, ven biển có nguy cơ sạt \
lở; kiên quyết di dời các hộ dân ra khỏi khu vực nguy hiểm trước mùa mưa bão năm nay.
Theo báo cáo của Bộ, mỗi năm sạt lở làm mất 300 ha đất.
Trước đó, UBND tỉnh Cà Mau đã có Tờ trình đề nghị Thủ tướng Chính phủ hỗ trợ 1.000 tỷ đồng.
"""

HOSPITAL = """Giám đốc Sở Y tế làm việc với Bệnh viện huyện

Kết luận buổi làm việc, Giám đốc Sở Y tế yêu cầu Ban Giám đốc Bệnh viện chấn chỉnh tinh thần phục vụ; khoa \
Khám bệnh giảm thời gian chờ; phòng Tài chính - Kế toán quyết toán trong tuần tới.
Các khoa, phòng tự kiểm tra, gửi báo cáo về phòng Kế hoạch tổng hợp vào ngày 25 hằng tháng.
Giao Thanh tra Sở kiểm tra lại sau 30 ngày.
Sở sẽ hỗ trợ bệnh viện 02 máy siêu âm.
Lãnh đạo Bệnh viện hứa sẽ khắc phục.
"""

UNLICENSED_BUILDING = """Bí thư TP HCM: Phải xử lý dứt điểm xây dựng không phép

Bí thư Thành ủy yêu cầu các quận, huyện không để phát sinh thêm công trình sai phép.

Sáng 12/7, Bí thư Thành ủy TP HCM làm việc với Sở Xây dựng và các quận, huyện về trật tự xây dựng.
Báo cáo tại buổi làm việc, Giám đốc Sở Xây dựng cho biết 6 tháng đầu năm có 1.200 công trình vi phạm. Sở đã \
xử lý 800 trường hợp, còn lại các quận phải tiếp tục cưỡng chế.
Chủ tịch UBND huyện Bình Tân kiến nghị thành phố sớm điều chỉnh quy hoạch, giao Sở Quy hoạch - Kiến trúc rà \
soát các khu quy hoạch treo.
Theo ông Lê A - Phó chủ tịch HĐND, cần quy rõ trách nhiệm của phường, xã.
Kết luận buổi làm việc, ông Nguyễn B đề nghị Sở Xây dựng phối hợp các quận, huyện thống kê toàn bộ công trình \
không phép, báo cáo Thành ủy trước 30/7.
Ông yêu cầu các quận, huyện xử lý nghiêm cán bộ bao che. "Ai làm không được thì thay", Bí thư nói.
Bí thư cũng giao Ban Nội chính Thành ủy theo dõi việc xử lý trách nhiệm người đứng đầu, định kỳ mỗi tháng báo \
cáo Thường trực Thành ủy.
Riêng huyện Bình Tân phải tháo dỡ xong 50 căn nhà xây trên đất nông nghiệp trong tháng 8.
Sở Quy hoạch - Kiến trúc được giao công bố các đồ án quy hoạch đã duyệt để người dân giám sát.
Từ đầu năm, TP HCM đã ban hành nhiều chỉ thị về trật tự xây dựng.
Hà An

Bí thư Thành ủy làm việc với Sở Xây dựng sáng 12/7.
"""

EXTRA_LESSONS = """Bộ GD-ĐT yêu cầu chấn chỉnh dạy thêm

Bộ Giáo dục và Đào tạo vừa gửi công văn đến các Sở GD-ĐT yêu cầu chấn chỉnh việc dạy thêm, học thêm.

Trong công văn, Bộ yêu cầu các Sở GD-ĐT tham mưu UBND tỉnh, thành phố ban hành quy định về dạy thêm; tăng \
cường thanh tra, kiểm tra.
Hiệu trưởng các trường chịu trách nhiệm nếu để giáo viên vi phạm.
Các cơ sở giáo dục không được tổ chức khảo sát đầu năm để phân lớp. Giáo viên không được dạy trước chương trình.
Bộ cũng đề nghị UBND các tỉnh, thành phố chỉ đạo các ngành liên quan vào cuộc.
Các Sở báo cáo kết quả về Bộ (qua Thanh tra Bộ) trước ngày 30/10.
Theo Thông tư 17, giáo viên phải được cấp phép mới được dạy thêm. Trường phải công khai mức thu.
Thứ trưởng Nguyễn A cho biết, Bộ sẽ thành lập 5 đoàn thanh tra trong tháng 11.
Nhiều phụ huynh cho rằng Bộ cần cấm hẳn dạy thêm. Các trường nên đổi mới cách đánh giá.
"""

FOREST = """Thủ tướng chỉ đạo điều tra vụ phá rừng

Thủ tướng vừa có ý kiến chỉ đạo về vụ phá rừng phòng hộ ở tỉnh Quảng An.
Theo đó, Thủ tướng yêu cầu Chủ tịch UBND tỉnh Quảng An chỉ đạo kiểm tra, làm rõ, xử lý nghiêm các đối tượng; \
kiểm điểm trách nhiệm của chủ rừng, chính quyền địa phương, báo cáo Thủ tướng trước ngày 15-10-2017.
Bộ Công an chỉ đạo Công an tỉnh điều tra, triệt phá các đường dây phá rừng.
Bộ NN&PTNT kiểm tra, đôn đốc việc thực hiện.
Văn phòng Chính phủ theo dõi, tổng hợp, báo cáo.
Trước đó, báo chí phản ánh hơn 60ha rừng phòng hộ bị tàn phá. UBND tỉnh đã đình chỉ công tác Giám đốc Ban \
Quản lý rừng. Công an huyện khởi tố vụ án, điều tra mở rộng.
Lãnh đạo huyện cho biết sẽ trồng lại rừng trong năm 2018.
Đến chiều 22-9, lực lượng chức năng phải dùng thuyền để tiếp cận hiện trường.
"""

TOWERS = """Hà Nội yêu cầu dừng cấp phép nhà cao tầng nội đô

Chủ tịch UBND TP Hà Nội vừa ký văn bản giao các sở, ngành và UBND các quận, huyện, thị xã kiểm soát chặt việc \
xây dựng nhà cao tầng.

Cụ thể, Sở Quy hoạch - Kiến trúc chủ trì, phối hợp các đơn vị liên quan rà soát quy hoạch khu vực nội đô, báo \
cáo UBND TP trong quý IV/2018.
Sở Xây dựng không cấp phép cho các công trình vượt quá số tầng quy định.
UBND 4 quận nội thành: Hoàn Kiếm, Ba Đình, Đống Đa, Hai Bà Trưng chịu trách nhiệm trước UBND TP nếu để xảy ra \
vi phạm.
Công an TP, Cảnh sát PCCC TP tăng cường kiểm tra phòng cháy tại các tòa nhà cao tầng, hoàn thành trước ngày \
30/11/2018.
Đối với 17 công trình vi phạm, UBND TP yêu cầu chủ đầu tư khắc phục xong trong vòng 30 ngày, nếu không sẽ bị \
cắt điện, nước.
Chủ tịch Hà Nội cũng đề nghị Bộ Xây dựng sớm ban hành quy chuẩn nhà chung cư.
Hiện Hà Nội có hơn 1.000 nhà cao tầng.
"""

COMPLAINTS = """Xử lý dứt điểm khiếu nại tại khu đô thị

(PLO)- Phó Thủ tướng thường trực vừa chỉ đạo UBND TP.HCM giải quyết dứt điểm các khiếu nại liên quan đến khu \
đô thị mới.

Sau khi nghe báo cáo, Phó Thủ tướng thống nhất với nội dung báo cáo của Thanh tra Chính phủ.
Phó Thủ tướng giao UBND TP chủ trì, phối hợp với các bộ, ngành xây dựng kế hoạch cụ thể để thực hiện, công \
khai kết quả cho người dân biết; Thanh tra Chính phủ giám sát việc thực hiện.
UBND TP cần đối thoại với người dân trước khi ban hành chính sách. Thời gian hoàn thành trước ngày 30-11.
Giao Bộ Xây dựng, Bộ TN&MT hướng dẫn TP tháo gỡ vướng mắc về quy hoạch, đất đai, chậm nhất trong tháng 10.
Ủy ban MTTQ và các tổ chức đoàn thể TP tham gia vận động, giải thích cho nhân dân.
Các cơ quan báo chí thông tin khách quan, trung thực.
Chủ tịch UBND TP cam kết sẽ giải quyết xong trong năm 2018.
Nhiều hộ dân ở quận 2 mong sớm được bồi thường. Bà Trần B (ngụ phường An Phú) nói: "Thành phố phải trả lại \
đất cho chúng tôi".
"""

LAND_CLEARANCE = """UBND TỈNH HÀ AN
VĂN PHÒNG
Số: 123/TB-VPUBND
Hà An, ngày 5 tháng 3 năm 2019

THÔNG BÁO
Kết luận của đồng chí Phó Chủ tịch UBND tỉnh tại cuộc họp về giải phóng mặt bằng

Ngày 01/3/2019, đồng chí Phó Chủ tịch UBND tỉnh chủ trì cuộc họp nghe báo cáo tiến độ giải phóng mặt bằng Dự \
án đường tỉnh 256. Dự họp có lãnh đạo các sở, ngành.
Sau khi nghe Ban Quản lý dự án báo cáo; ý kiến tham gia của các thành viên dự họp, đồng chí Phó Chủ tịch kết \
luận:
1. Yêu cầu Ban Quản lý dự án đầu tư xây dựng tỉnh:
- Phối hợp với UBND huyện Chợ Mới hoàn thành kiểm đếm trước 15/3/2019; lập phương án bồi thường, trình phê \
duyệt trước 31/3/2019.
- Chỉ đạo nhà thầu huy động máy móc, nhân lực.
2. UBND huyện Chợ Mới:
- Thành lập tổ công tác vận động các hộ dân chưa nhận tiền;
- Tổ chức cưỡng chế (nếu cần) theo quy định, xong trong tháng 4/2019.
3. Sở Tài nguyên và Môi trường thẩm định giá đất cụ thể trong thời gian 05 ngày làm việc kể từ ngày nhận đủ \
hồ sơ.
4. Sở Tài chính cân đối vốn, báo cáo UBND tỉnh.
5. Giao Sở Giao thông vận tải theo dõi, đôn đốc, kịp thời báo cáo đề xuất với Phó Chủ tịch UBND tỉnh các vấn \
đề phát sinh.
Thừa lệnh Chủ tịch UBND tỉnh, Văn phòng UBND tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./.
Nơi nhận:
- Thường trực UBND tỉnh;
"""


@pytest.mark.parametrize(
    ("text", "dated", "found"),
    [
        (
            RESOLUTION,
            None,
            [
                ("Các bộ, cơ quan trung ương và địa phương", None),
                ("Người đứng đầu các bộ, cơ quan trung ương và địa phương", None),
                ("Các bộ, cơ quan trung ương và địa phương", "2031-07-15"),
                ("Bộ Kế hoạch và Đầu tư", "2031-08-31"),
                ("Bộ Kế hoạch và Đầu tư", None),
                ("Bộ Tài chính", "trong vòng 01 ngày làm việc kể từ khi nhận đủ hồ sơ"),
                ("Bộ Tài chính", "2031-09-30"),
                ("Bộ Nội vụ", None),
                ("Văn phòng Chính phủ", None),
                (
                    (
                        "các bộ trưởng; thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ; "
                        "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương"
                    ),
                    None,
                ),
                ("Bộ Thông tin và Truyền thông", None),
            ],
        ),
        (
            COAST,
            date(2019, 3, 20),
            [
                ("UBND tỉnh Cà Mau; Bạc Liêu", None),
                ("Bộ Nông nghiệp và Phát triển nông thôn", None),
                ("Viện Khoa học Thủy lợi miền Nam", None),
                ("UBND các tỉnh", "trước mùa mưa bão năm nay"),
            ],
        ),
        (
            HOSPITAL,
            date(2019, 3, 20),
            [
                ("Ban Giám đốc Bệnh viện", None),
                ("khoa Khám bệnh", None),
                ("phòng Tài chính - Kế toán", "2019-03-31"),
                ("Thanh tra Sở", None),
                ("Sở Y tế", None),
            ],
        ),
        (
            UNLICENSED_BUILDING,
            date(2019, 7, 12),
            [
                ("các quận, huyện", None),
                ("Sở Xây dựng", "2019-07-30"),
                ("các quận, huyện", None),
                ("Ban Nội chính Thành ủy", None),
                ("huyện Bình Tân", "2019-08-31"),
                ("Sở Quy hoạch - Kiến trúc", None),
            ],
        ),
        (
            EXTRA_LESSONS,
            date(2018, 9, 20),
            [
                ("Sở GD-ĐT", None),
                ("Sở GD-ĐT", None),
                ("Hiệu trưởng các trường", None),
                ("Các cơ sở giáo dục", None),
                ("UBND các tỉnh, thành phố", None),
                ("Các Sở", "2018-10-30"),
                ("Bộ Giáo dục và Đào tạo", "2018-11-30"),
            ],
        ),
        (
            FOREST,
            date(2017, 9, 22),
            [
                ("Chủ tịch UBND tỉnh Quảng An", "2017-10-15"),
                ("Bộ Công an", None),
                ("Bộ NN&PTNT", None),
                ("Văn phòng Chính phủ", None),
            ],
        ),
        (
            TOWERS,
            date(2018, 10, 1),
            [
                ("các sở, ngành; UBND các quận, huyện, thị xã", None),
                ("Sở Quy hoạch - Kiến trúc", "2018-12-31"),
                ("Sở Xây dựng", None),
                ("UBND 4 quận nội thành: Hoàn Kiếm, Ba Đình, Đống Đa, Hai Bà Trưng", None),
                ("Công an TP; Cảnh sát PCCC TP", "2018-11-30"),
                ("chủ đầu tư", "2018-10-31"),
            ],
        ),
        (
            COMPLAINTS,
            date(2018, 9, 10),
            [
                ("UBND TP.HCM", None),
                ("UBND TP", None),
                ("Thanh tra Chính phủ", None),
                ("UBND TP", None),
                ("UBND TP", "2018-11-30"),
                ("Bộ Xây dựng; Bộ TN&MT", "2018-10-31"),
                ("Ủy ban MTTQ; các tổ chức đoàn thể TP", None),
                ("Các cơ quan báo chí", None),
            ],
        ),
        (
            LAND_CLEARANCE,
            None,
            [
                ("Ban Quản lý dự án đầu tư xây dựng tỉnh", "2019-03-15"),
                ("Ban Quản lý dự án đầu tư xây dựng tỉnh", None),
                ("UBND huyện Chợ Mới", None),
                ("UBND huyện Chợ Mới", "2019-04-30"),
                ("Sở Tài nguyên và Môi trường", "trong thời gian 05 ngày làm việc kể từ ngày nhận đủ hồ sơ"),
                ("Sở Tài chính", None),
                ("Sở Giao thông vận tải", None),
            ],
        ),
    ],
    ids=[
        "resolution",
        "coast",
        "hospital",
        "unlicensed building",
        "extra lessons",
        "forest",
        "towers",
        "complaints",
        "land clearance",
    ],
)
def test_who_is_told_what_until_when(
    text: str, dated: date | None, found: list[tuple[str, str | None]]
) -> None:
    told = [
        ("; ".join(one.units), one.due and (one.due.day.isoformat() if one.due.day else one.due.text))
        for one in read(text, dated).directives
    ]
    assert told == found
