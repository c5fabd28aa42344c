"""Reports and papers in full, written for this test, with everything that is to be found in them and nothing else."""

from datetime import date

import pytest

from nhip.core.directives import read

VISIT = """VĂN PHÒNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 212/TB-VPCP
Hà Nội, ngày 12 tháng 6 năm 2019

THÔNG BÁO
Kết luận của Phó Thủ tướng tại buổi làm việc với lãnh đạo tỉnh Bình An

Ngày 3 tháng 6 năm 2019, Phó Thủ tướng đã có buổi làm việc với lãnh đạo tỉnh. Sau khi nghe lãnh đạo tỉnh báo \
cáo, ý kiến của các Bộ, cơ quan, Phó Thủ tướng có ý kiến kết luận như sau:

I. TÌNH HÌNH KINH TẾ - XÃ HỘI
Phó Thủ tướng ghi nhận, đánh giá cao kết quả mà tỉnh đã đạt được. Tỉnh cần khắc phục một số hạn chế.

II. MỘT SỐ NHIỆM VỤ TRỌNG TÂM
Tỉnh cần tập trung thực hiện các nhiệm vụ sau:
1. Tiếp tục thực hiện quyết liệt Nghị quyết 01/NQ-CP.
2. Đẩy mạnh tái cơ cấu ngành nông nghiệp, phát triển công nghiệp chế biến.
3. Quan tâm đời sống đồng bào dân tộc thiểu số.

III. VỀ MỘT SỐ ĐỀ NGHỊ CỦA TỈNH
1. Về hỗ trợ vốn làm đường ven biển: Giao Bộ Kế hoạch và Đầu tư chủ trì, phối hợp với Bộ Tài chính xem xét, \
đề xuất, báo cáo Thủ tướng Chính phủ.
2. Về mở rộng cảng: Đồng ý về chủ trương. Bộ Giao thông vận tải hướng dẫn Tỉnh thực hiện theo quy định.
3. Về Dự án khu đô thị: Tỉnh thực hiện theo thẩm quyền.
4. Đối với đề nghị thành lập trường: Bộ Giáo dục và Đào tạo xử lý theo quy định, trả lời Tỉnh trong tháng 7 \
năm 2019.
Văn phòng Chính phủ thông báo để Ủy ban nhân dân tỉnh và các cơ quan liên quan biết, thực hiện./.
"""

PRIME_MINISTERS_DIRECTIVE = """THỦ TƯỚNG CHÍNH PHỦ
Số: 09/CT-TTg
Hà Nội, ngày 01 tháng 4 năm 2019

CHỈ THỊ
Về tăng cường giải pháp bảo đảm trật tự

Trong thời gian qua, tình hình còn diễn biến phức tạp, các lực lượng chức năng phải thường xuyên ứng phó.
Để khắc phục tình trạng trên, Thủ tướng Chính phủ yêu cầu các Bộ, ngành, địa phương thực hiện nghiêm các \
nhiệm vụ sau đây:
1. Bộ Công an có trách nhiệm:
a) Chỉ đạo lực lượng cảnh sát tăng cường tuần tra; phối hợp với Bộ Quốc phòng kiểm soát biên giới.
b) Xây dựng cơ sở dữ liệu dùng chung, hoàn thành trước ngày 31 tháng 12 năm 2019.
2. Bộ Giao thông vận tải, Bộ Y tế:
- Kiểm tra sức khỏe lái xe định kỳ 6 tháng.
- Xử lý nghiêm vi phạm.
3. Các Bộ: Thông tin và Truyền thông, Văn hóa, Thể thao và Du lịch chỉ đạo các cơ quan báo chí tuyên truyền.
4. Đề nghị Tòa án nhân dân tối cao, Viện kiểm sát nhân dân tối cao chỉ đạo xét xử nghiêm minh.
5. Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương:
a) Người đứng đầu chịu trách nhiệm trước Thủ tướng Chính phủ.
b) Bố trí kinh phí.
6. Bộ trưởng, Thủ trưởng cơ quan ngang Bộ, Thủ trưởng cơ quan thuộc Chính phủ, Chủ tịch Ủy ban nhân dân các \
tỉnh, thành phố trực thuộc Trung ương chịu trách nhiệm thi hành Chỉ thị này.
7. Bộ Công an chủ trì, phối hợp với Văn phòng Chính phủ theo dõi, kiểm tra việc thực hiện Chỉ thị này, định \
kỳ hằng năm báo cáo Thủ tướng Chính phủ./.
"""

CITY_TELEGRAM = """ỦY BAN NHÂN DÂN THÀNH PHỐ
Số: 02/CĐ-UBND
CÔNG ĐIỆN
V/v ứng phó nắng nóng
CHỦ TỊCH UBND THÀNH PHỐ ĐIỆN:
- Giám đốc Sở Y tế;
- Chủ tịch UBND các quận, huyện, thị xã.
Theo Đài Khí tượng Thủy văn, nắng nóng kéo dài đến ngày 10/6. Chủ tịch UBND Thành phố yêu cầu các Sở, ngành, \
UBND các quận, huyện, thị xã:
- Theo dõi chặt chẽ diễn biến thời tiết;
- Sở Y tế chỉ đạo các bệnh viện chuẩn bị giường bệnh.
- Tổng Công ty Điện lực thành phố bảo đảm cấp điện, không cắt điện luân phiên từ ngày 5/6 đến ngày 10/6.
- Các cơ quan truyền thông tăng thời lượng đưa tin.
Yêu cầu các đồng chí Giám đốc các Sở, Chủ tịch UBND các quận, huyện, thị xã khẩn trương triển khai thực hiện, \
báo cáo kết quả về UBND Thành phố (qua Văn phòng) trước 17h00 hàng ngày.
"""

DEBTS = """Thủ tướng yêu cầu xử lý dứt điểm nợ đọng xây dựng

(Chinhphu.vn) – Thủ tướng Chính phủ vừa yêu cầu các bộ, ngành, địa phương xử lý dứt điểm nợ đọng xây dựng cơ \
bản.

Văn phòng Chính phủ có văn bản truyền đạt ý kiến chỉ đạo của Thủ tướng Chính phủ giao Bộ Kế hoạch và Đầu tư \
tổng hợp tình hình nợ đọng của các bộ, ngành, địa phương.
Theo Bộ Kế hoạch và Đầu tư, đến hết năm 2016, nợ đọng còn 10.000 tỷ đồng. Các địa phương phải bố trí vốn trả \
nợ nhưng thực hiện chưa nghiêm.
Phó Thủ tướng cũng giao Bộ Tài chính, Bộ Kế hoạch và Đầu tư trước ngày 30/6 trình Thủ tướng phương án xử lý; \
trong quý III hoàn thành việc kiểm tra.
UBND các tỉnh: Thanh An, Nghệ Bình phải báo cáo rõ nguyên nhân, gửi về Bộ trước ngày 15-5.
Hai bộ trên có trách nhiệm kiểm tra, giám sát, định kỳ hằng quý báo cáo Thủ tướng.
Bên cạnh đó, các nhà thầu được đề nghị cung cấp hồ sơ.
Ngân hàng Nhà nước tiếp tục điều hành linh hoạt, giữ ổn định tỷ giá. Cơ quan này cũng được yêu cầu siết tín \
dụng bất động sản.
Từ nay đến hết năm, không khởi công dự án mới khi chưa bố trí đủ vốn.
Thủ tướng nhấn mạnh yêu cầu các bộ trưởng chịu trách nhiệm cá nhân.
Năm 2016, cả nước đã xử lý 500 trường hợp. Nhiều địa phương cần thêm thời gian.
"""

QUESTION_TIME = """Bộ trưởng trả lời chất vấn về giá điện

Sáng 6/6, Bộ trưởng Công Thương trả lời chất vấn của đại biểu Quốc hội.
Đại biểu Nguyễn A đề nghị Bộ trưởng làm rõ trách nhiệm của Bộ trong việc tăng giá điện. Bộ Công Thương cần có \
giải pháp gì để người dân không bị thiệt, đại biểu hỏi.
Trả lời, Bộ trưởng cho biết Bộ đã yêu cầu Tập đoàn Điện lực Việt Nam kiểm tra toàn bộ hóa đơn. Theo Bộ \
trưởng, việc điều chỉnh giá điện phải bảo đảm công khai. Bộ trưởng khẳng định, Bộ sẽ tiếp tục rà soát biểu \
giá điện.
Tập đoàn phải mua điện của các nhà máy với giá cao, ông giải thích. Các địa phương phải chịu áp lực lớn về \
nguồn điện.
Đại biểu Trần B tranh luận, Chính phủ cần sớm trình Quốc hội dự án luật. Các bộ, ngành phải vào cuộc.
Chủ tịch Quốc hội kết luận, đề nghị Bộ Công Thương tiếp thu ý kiến đại biểu, báo cáo Quốc hội tại kỳ họp sau.
"""

SAND = """Đồng bằng sông Cửu Long thiếu cát

Theo Sở Xây dựng tỉnh, giá cát tăng gấp đôi trong tháng 3. Các nhà thầu phải mua cát từ nơi khác. Nhiều công \
trình phải tạm dừng.
Công ty A cho biết đã gửi công văn đề nghị UBND tỉnh gia hạn giấy phép. UBND tỉnh đã giao Sở Tài nguyên và \
Môi trường xem xét. Sở này đang lập hồ sơ.
Luật Khoáng sản quy định UBND tỉnh có trách nhiệm bảo vệ khoáng sản chưa khai thác. Sở Tài nguyên và Môi \
trường thẩm định hồ sơ trong 30 ngày.
Ông B, Phó giám đốc Sở Xây dựng, nói: "Chúng tôi phải báo cáo hằng tuần".
Người dân mong chính quyền sớm xử lý. Các chuyên gia đề nghị Chính phủ cần có chiến lược vật liệu thay thế.
Dự kiến trong tháng 5, Bộ Xây dựng tổ chức hội thảo.
"""

OPENING = """Hà Nội khởi công tuyến đường mới

Sáng 5/3, UBND TP Hà Nội tổ chức lễ khởi công tuyến đường vành đai. Ban Quản lý dự án làm chủ đầu tư. Công \
trình hoàn thành trong năm 2021.
Phát biểu tại buổi lễ, Phó Chủ tịch UBND TP đề nghị chủ đầu tư, các nhà thầu tập trung nhân lực, bảo đảm tiến \
độ; UBND quận Hà Đông hoàn thành giải phóng mặt bằng trước 30/6. Đồng thời đề nghị người dân ủng hộ, tạo điều \
kiện cho dự án.
Đại diện nhà thầu cam kết sẽ hoàn thành trước tiến độ 3 tháng.
"""

DROUGHT = """Thủ tướng dự hội nghị

Thủ tướng đánh giá cao Bộ Nông nghiệp và Phát triển nông thôn chủ động ứng phó hạn mặn. Thủ tướng cho rằng \
các bộ, ngành đã phối hợp tốt. "Chúng ta phải quyết tâm cao hơn nữa", Thủ tướng nói.
Thủ tướng lưu ý, năm nay hạn mặn có thể gay gắt. Các địa phương không được chủ quan, lơ là. Bộ Nông nghiệp và \
Phát triển nông thôn theo dõi sát diễn biến nguồn nước, chỉ đạo cơ cấu mùa vụ.
Về kiến nghị của các tỉnh, Thủ tướng đồng ý hỗ trợ 530 tỷ đồng và giao Bộ Tài chính xử lý trong tuần này. "Bộ \
Kế hoạch và Đầu tư phải bố trí vốn ngay trong quý II", Thủ tướng yêu cầu.
Thủ tướng cũng mong các tỉnh đồng bằng liên kết với nhau, không làm riêng lẻ.
"""

LANDSLIDE = """Chủ tịch UBND tỉnh chỉ đạo khắc phục sạt lở

Tại cuộc họp, Chủ tịch UBND tỉnh chỉ đạo: Sở Giao thông vận tải tập trung máy móc thông đường trong ngày \
15/10; Sở Y tế cấp thuốc khử trùng; các huyện tiếp tục tìm kiếm người mất tích.
Lực lượng công an, quân đội hỗ trợ người dân dựng lại nhà cửa.
Trước mắt, huyện Mường Tà bố trí chỗ ở tạm cho 20 hộ dân, xong trước ngày 20/10.
Về lâu dài, Sở Nông nghiệp và Phát triển nông thôn phối hợp các địa phương lập quy hoạch bố trí dân cư, trình \
UBND tỉnh trong năm 2018.
Giám đốc các sở, Chủ tịch UBND các huyện phải trực tiếp xuống hiện trường.
"""

EPIDEMIC = """Bộ Y tế yêu cầu tăng cường phòng dịch

Bộ Y tế vừa có công văn khẩn gửi UBND các tỉnh, thành phố đề nghị chỉ đạo quyết liệt công tác phòng, chống dịch.
Theo đó, Bộ Y tế đề nghị UBND các tỉnh, thành phố bố trí kinh phí; chỉ đạo các ban, ngành, đoàn thể tham gia.
Sở Y tế các tỉnh, thành phố tổ chức giám sát chặt chẽ, phát hiện sớm ca bệnh; báo cáo về Cục Y tế dự phòng \
trước 16h hằng ngày.
Các Viện Vệ sinh dịch tễ, Viện Pasteur hỗ trợ địa phương về chuyên môn.
Bộ cũng yêu cầu các bệnh viện chuẩn bị giường bệnh, không để lây nhiễm chéo. Các đơn vị vi phạm sẽ bị xử lý \
nghiêm.
Đề nghị UBND các tỉnh, thành phố quan tâm chỉ đạo thực hiện.
"""

WEEKLY_MEETING = """Kết luận giao ban

UBND THÀNH PHỐ
Số: 55/TB-UBND

Ngày 02/03/2020, đồng chí Chủ tịch UBND thành phố chủ trì giao ban. Sau khi nghe các đơn vị báo cáo, Chủ tịch \
UBND thành phố kết luận:
1. Công tác giải phóng mặt bằng:
- Giao Trung tâm Phát triển quỹ đất chủ trì, phối hợp với UBND phường Sông Cầu vận động các hộ dân; hoàn \
thành trước ngày 15/3/2020.
- UBND phường Đức Xuân báo cáo kết quả trong tuần.
2. Về trật tự đô thị: Giao Phòng Quản lý đô thị, Công an thành phố, UBND các phường ra quân xử lý, thường \
xuyên, liên tục.
3. Phòng Tài chính - Kế hoạch tham mưu phân bổ kinh phí.
4. Văn phòng HĐND và UBND thành phố theo dõi, đôn đốc, báo cáo Chủ tịch vào thứ Sáu hằng tuần.
5. Nhất trí với đề nghị của Phòng Nội vụ về việc tổ chức tập huấn.
6. Các đồng chí Phó Chủ tịch UBND thành phố theo lĩnh vực phụ trách trực tiếp chỉ đạo.
"""

FUEL = """Phó Thủ tướng: Không để đứt gãy nguồn cung xăng dầu

Phó Thủ tướng giao: Bộ Công Thương điều hành nguồn cung, không để thiếu hụt xăng dầu trong mọi tình huống. Bộ \
Tài chính rà soát chi phí kinh doanh, điều chỉnh kịp thời, báo cáo trước ngày 10/11. Ngân hàng Nhà nước tạo \
điều kiện về tín dụng cho doanh nghiệp đầu mối.
Cùng với đó, các thương nhân đầu mối phải duy trì lượng dự trữ bắt buộc theo quy định.
Về phía các địa phương, Phó Thủ tướng đề nghị tăng cường kiểm tra các cửa hàng bán lẻ, xử lý nghiêm hành vi \
găm hàng.
Đối với lực lượng quản lý thị trường, cần bám sát địa bàn, kiểm soát chặt chẽ.
Phó Thủ tướng nêu rõ, đây là trách nhiệm của Bộ Công Thương.
Tập đoàn Dầu khí Việt Nam chỉ đạo hai nhà máy lọc dầu vận hành ổn định, tối đa công suất.
"""


@pytest.mark.parametrize(
    ("text", "dated", "found"),
    [
        (
            VISIT,
            None,
            [
                ("Tỉnh", None),
                ("Tỉnh", None),
                ("Tỉnh", None),
                ("Bộ Kế hoạch và Đầu tư", None),
                ("Bộ Giao thông vận tải", None),
                ("tỉnh Bình An", None),
                ("Bộ Giáo dục và Đào tạo", "2019-07-31"),
            ],
        ),
        (
            PRIME_MINISTERS_DIRECTIVE,
            None,
            [
                ("Bộ Công an", None),
                ("Bộ Công an", "2019-12-31"),
                ("Bộ Giao thông vận tải; Bộ Y tế", None),
                ("Bộ Giao thông vận tải; Bộ Y tế", None),
                ("Bộ Thông tin và Truyền thông; Bộ Văn hóa, Thể thao và Du lịch", None),
                ("Tòa án nhân dân tối cao; Viện kiểm sát nhân dân tối cao", None),
                ("Người đứng đầu", None),
                ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương", None),
                ("Bộ Công an", None),
            ],
        ),
        (
            CITY_TELEGRAM,
            date(2020, 6, 1),
            [
                ("các Sở, ngành; UBND các quận, huyện, thị xã", None),
                ("Sở Y tế", None),
                ("Tổng Công ty Điện lực thành phố", "2020-06-10"),
                ("Các cơ quan truyền thông", None),
                (
                    "các đồng chí Giám đốc các Sở; Chủ tịch UBND các quận, huyện, thị xã",
                    "trước 17h00 hàng ngày",
                ),
            ],
        ),
        (
            DEBTS,
            date(2017, 5, 2),
            [
                ("các bộ, ngành, địa phương", None),
                ("Bộ Kế hoạch và Đầu tư", None),
                ("Bộ Tài chính; Bộ Kế hoạch và Đầu tư", "2017-06-30"),
                ("UBND các tỉnh: Thanh An; UBND tỉnh Nghệ Bình", "2017-05-15"),
                ("Bộ Tài chính; Bộ Kế hoạch và Đầu tư", None),
                ("các nhà thầu", None),
                ("Ngân hàng Nhà nước", None),
                ("Ngân hàng Nhà nước", None),
                ("Ngân hàng Nhà nước", None),
                ("các bộ trưởng", None),
            ],
        ),
        (
            QUESTION_TIME,
            date(2019, 6, 6),
            [
                ("Bộ Công Thương", None),
                ("Bộ Công Thương", None),
            ],
        ),
        (
            SAND,
            None,
            [
                ("Sở Tài nguyên và Môi trường", None),
            ],
        ),
        (
            OPENING,
            date(2019, 3, 5),
            [
                ("chủ đầu tư; các nhà thầu", None),
                ("UBND quận Hà Đông", "2019-06-30"),
                ("người dân", None),
            ],
        ),
        (
            DROUGHT,
            date(2020, 3, 8),
            [
                ("Các địa phương", None),
                ("Bộ Nông nghiệp và Phát triển nông thôn", None),
                ("Bộ Tài chính", "2020-03-08"),
                ("Bộ Kế hoạch và Đầu tư", "2020-06-30"),
            ],
        ),
        (
            LANDSLIDE,
            date(2017, 10, 14),
            [
                ("Sở Giao thông vận tải", "2017-10-15"),
                ("Sở Y tế", None),
                ("các huyện", None),
                ("Lực lượng công an", None),
                ("huyện Mường Tà", "2017-10-20"),
                ("Sở Nông nghiệp và Phát triển nông thôn", "2018-12-31"),
                ("Giám đốc các sở; Chủ tịch UBND các huyện", None),
            ],
        ),
        (
            EPIDEMIC,
            date(2017, 8, 1),
            [
                ("UBND các tỉnh, thành phố", None),
                ("UBND các tỉnh, thành phố", None),
                ("Sở Y tế các tỉnh, thành phố", "trước 16h hằng ngày"),
                ("Viện Vệ sinh dịch tễ; Viện Pasteur", None),
                ("các bệnh viện", None),
                ("UBND các tỉnh, thành phố", None),
            ],
        ),
        (
            WEEKLY_MEETING,
            None,
            [
                ("Trung tâm Phát triển quỹ đất", "2020-03-15"),
                ("UBND phường Đức Xuân", "trong tuần"),
                ("Phòng Quản lý đô thị; Công an thành phố; UBND các phường", None),
                ("Phòng Tài chính - Kế hoạch", None),
                ("Văn phòng HĐND và UBND thành phố", "vào thứ Sáu hằng tuần"),
                ("Các đồng chí Phó Chủ tịch UBND thành phố", None),
            ],
        ),
        (
            FUEL,
            date(2022, 11, 4),
            [
                ("Bộ Công Thương", None),
                ("Bộ Tài chính", "2022-11-10"),
                ("Ngân hàng Nhà nước", None),
                ("các thương nhân đầu mối", None),
                ("các địa phương", None),
                ("lực lượng quản lý thị trường", None),
                ("Tập đoàn Dầu khí Việt Nam", None),
            ],
        ),
    ],
    ids=[
        "visit",
        "prime ministers directive",
        "city telegram",
        "debts",
        "question time",
        "sand",
        "opening",
        "drought",
        "landslide",
        "epidemic",
        "weekly meeting",
        "fuel",
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
