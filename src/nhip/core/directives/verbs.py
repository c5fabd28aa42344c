"""Classes of words around which a directive is built. The class of action verbs is open: see ``is_action``."""

from nhip.core.directives.words import Words, phrases

ASSIGN = phrases(
    """giao | giao cho | giao nhiệm vụ | giao nhiệm vụ cho | giao trách nhiệm | giao trách nhiệm cho |
    yêu cầu | yêu cầu đối với | đề nghị | đề nghị với | chỉ đạo | phân công | phân công cho | chỉ thị |
    chỉ thị cho | ủy quyền | ủy quyền cho | lưu ý | nhắc nhở | nhắc | căn dặn | kêu gọi | ra lệnh |
    ra lệnh cho | đôn đốc | thống nhất giao | đồng ý giao | quyết định giao | tiếp tục giao |
    thống nhất đề nghị | nhấn mạnh yêu cầu | hối thúc | thúc giục | đặt hàng | khuyến nghị | khuyến cáo |
    mong muốn | mong | đồng ý để | đồng ý cho | cho phép | chỉ định | buộc | cử | điều động | lệnh cho |
    phân giao | quán triệt | quán triệt tới | ra yêu cầu | gửi công văn yêu cầu | có văn bản yêu cầu |
    giao việc cho | nêu yêu cầu | nêu rõ yêu cầu | đề xuất | kiến nghị | kiến nghị với | trao đổi với | nhờ |
    xin | nghiêm cấm | ra tối hậu thư với | ra tối hậu thư cho | ra tối hậu thư yêu cầu"""
)
MILD = phrases(
    """mong muốn | mong | khuyến nghị | khuyến cáo | cho phép | đồng ý cho | đồng ý để | lưu ý | kêu gọi |
    quán triệt | quán triệt tới | đôn đốc | nhắc | căn dặn"""
)
ASK = phrases(
    "đề nghị | đề nghị với | đề xuất | kiến nghị | kiến nghị với | mong muốn | mong | khuyến nghị | xin | nhờ"
)
PROPOSE = phrases("kiến nghị | kiến nghị với | đề xuất | xin | nhờ | trao đổi với")
SUFFERS = phrases(
    """chịu áp lực | chịu thiệt | chịu thiệt hại | chịu lỗ | chịu cảnh | chịu chi phí | chịu nhiều | đối mặt |
    đối diện | gánh | hứng | mua điện | mua nước | mua với | mua lại | mua vé | thuê nhà | thuê trọ | thuê phòng |
    vay | bỏ ra | bỏ tiền | tạm dừng hoạt động | tạm ngừng | ngừng | đóng cửa | xoay xở | chờ | đợi | trả giá |
    sống | bán | cắt giảm nhân sự | dừng hoạt động | tự đóng góp | đóng tiền | đóng ít | đóng nhiều | đóng thêm |
    trả thêm | di chuyển | cạnh tranh | nhập khẩu | hoạt động hết công suất"""
)
UPWARDS = phrases("kiến nghị | xin | mong | đề nghị được")
STRONG = phrases(
    """chủ trì | phối hợp | có trách nhiệm | chịu trách nhiệm | khẩn trương | phải | cần | cần phải |
    tiếp tục | chủ động | kịp thời | tăng cường | đẩy mạnh | đẩy nhanh | thường xuyên | nghiêm túc |
    tập trung | chú trọng | sớm | nhanh chóng | tích cực | quyết liệt | rà soát | căn cứ | theo chức năng |
    theo dõi | đôn đốc | tổ chức | nghiên cứu | xây dựng | hoàn thiện | báo cáo | trình | hướng dẫn | chỉ đạo |
    kiểm tra | thanh tra | có nhiệm vụ | có văn bản | có giải pháp | có biện pháp | có phương án |
    có kế hoạch | có ý kiến | không được | không để | tuyệt đối không | đề xuất | tham mưu | xử lý |
    thực hiện | triển khai | bố trí | hoàn thành | làm rõ | tiếp thu | ban hành | xem xét | làm việc |
    lấy ý kiến | bảo đảm | đảm bảo | chuẩn bị | tổng hợp | công bố | công khai | chấn chỉnh | khắc phục |
    giải quyết | lập | cử | gửi | thành lập | quản lý | giám sát | trực tiếp | quán triệt | thông báo |
    sẽ chủ trì | thống nhất | thẩm định | phê duyệt | tuyên truyền | cập nhật | đánh giá | xác định |
    lãnh đạo | giao | phân công | tạo điều kiện | huy động | đầu mối | làm đầu mối | là đầu mối |
    là cơ quan đầu mối | là cơ quan thường trực | duy trì | vận động | nâng cao | điều tra | kết hợp"""
)
ACTIONS = phrases(
    """báo cáo | trình | gửi | lập | mời | xử lý | rà soát | kiểm tra | thanh tra | giám sát | đôn đốc | theo dõi |
    hướng dẫn | chỉ đạo | tổ chức | triển khai | thực hiện | xây dựng | hoàn thiện | hoàn thành | hoàn tất |
    nghiên cứu | đề xuất | tham mưu | phối hợp | chủ trì | bố trí | bảo đảm | đảm bảo | làm rõ | tiếp thu |
    ban hành | chuẩn bị | tổng hợp | công bố | công khai | chấn chỉnh | khắc phục | giải quyết | thành lập |
    quản lý | quán triệt | thông báo | thống nhất | thẩm định | phê duyệt | tuyên truyền | cập nhật | xác định |
    phân công | tạo điều kiện | huy động | duy trì | vận động | nâng cao | tăng cường | đẩy mạnh | đẩy nhanh |
    tập trung | chú trọng | ưu tiên | khuyến khích | phát triển | mở rộng | đổi mới | cải cách | cải thiện |
    đơn giản hóa | cắt giảm | tăng | giảm | tiết kiệm | thúc đẩy | hỗ trợ | tháo gỡ | ngăn chặn | phòng ngừa |
    phòng, chống | phòng chống | đấu tranh | truy quét | xử phạt | thu hồi | đình chỉ | tạm dừng | dừng | chấm dứt |
    cấm | nghiêm cấm | ngừng | ngưng | siết chặt | kiểm soát | kiểm điểm | xem xét | đánh giá | tổng kết | sơ kết |
    rút kinh nghiệm | phổ biến | tập huấn | đào tạo | bồi dưỡng | tuyển dụng | sắp xếp | kiện toàn | tinh giản |
    điều chỉnh | sửa đổi | bổ sung | bãi bỏ | cụ thể hóa | quy định | công nhận | cấp | cấp phát | phân bổ |
    giải ngân | thanh toán | quyết toán | thu | nộp | chi | chi trả | trích | nỗ lực | tạm đình chỉ | che phủ |
    che chắn | điều tra | khởi tố | xác minh | xét xử | truy tố | di dời | sơ tán | tìm kiếm | cứu hộ | ứng phó |
    ứng trực | trực | sẵn sàng | gia cố | tu bổ | sửa chữa | nạo vét | giải phóng | bàn giao | tiếp nhận |
    khởi công | thi công | nghiệm thu | đấu thầu | đấu giá | lựa chọn | thoái vốn | cổ phần hóa | tái cơ cấu |
    cơ cấu lại | điều hành | điều tiết | bình ổn | ổn định | dự báo | chủ động | khẩn trương | kịp thời | tiếp tục |
    thường xuyên | nghiêm túc | quyết liệt | sớm | nhanh chóng | tích cực | phát huy | thực thi | chấp hành |
    tuân thủ | phân cấp | phân quyền | ủy quyền | xóa | xóa bỏ | giữ | giữ vững | giữ gìn | bảo vệ | chăm lo |
    thăm hỏi | động viên | khen thưởng | biểu dương người | tôn vinh | kết nối | liên kết | ứng dụng | số hóa |
    chuyển đổi | kê khai | thống kê | phân loại | lấy ý kiến | tham vấn | đối thoại | tiếp công dân | trả lời |
    giải trình | cung cấp | chia sẻ | đăng tải | truyền thông | thông tin | tham gia | đóng góp | quan tâm | lưu ý |
    thay thế | lắp đặt | trang bị | mua sắm | sử dụng | khai thác | vận hành | tháo dỡ | phá dỡ | cưỡng chế |
    lập lại | khôi phục | củng cố | hình thành | thu hút | xúc tiến | đàm phán | ký kết | gia hạn | cho phép |
    quy hoạch | bám sát | nắm | nắm bắt | nắm chắc | phát hiện | cảnh báo | tuần tra | canh gác | làm việc |
    làm tốt | làm | đưa | tính toán | cân đối | cân nhắc | chuyển | không để | không được | tuyệt đối không |
    không | kiên quyết | kiên trì | phấn đấu | gắn | gắn với | lồng ghép | đa dạng hóa | chuẩn hóa | minh bạch hóa |
    hiện đại hóa | hoàn chỉnh | chỉnh trang | chỉnh sửa | tập hợp | đề nghị | cử | bảo trì | phân tích | rút ngắn |
    khai trương | nhân rộng | phân luồng | phân định | giao | chia | chống | trồng | tính | khảo sát | đo đạc |
    kiểm kê | giám định | kiểm định | kiểm nghiệm | niêm yết | đăng ký | cấp bách | trước mắt | tiếp cận |
    đưa tin kịp thời | chú ý | lo | xả nước | xả lũ | gỡ bỏ | gỡ | lên phương án | lên kế hoạch | lên danh sách |
    viết tường trình | viết bản kiểm điểm | diệt | coi đây | coi trọng | coi việc | xem đây | nâng cấp | tạo lập |
    mở đợt | tìm hiểu | lắng nghe | vào cuộc | ra quân | loại bỏ | hủy bỏ | phát động | xem lại | xin ý kiến |
    chốt chặn | bóc tách | phong tỏa | tổng rà soát | thí điểm | vận dụng | luân chuyển | truy bắt | truy tìm |
    cắm biển | hợp nhất | giải thể | hoàn trả | dự trữ | kiềm chế | chăm sóc | quan trắc | đối chiếu | tiên phong |
    đồng hành | sát cánh | nhận diện | xác lập | tiết giảm | dọn dẹp | khử trùng | tái đàn | cảnh giác | sàng lọc |
    truy vết | hiệp đồng | tập kết | túc trực | quyết tâm | lượng hóa | khống chế | bảo quản | trùng tu | tôn tạo |
    phục dựng | liên thông | tích hợp | dốc sức | bứt phá | mạnh dạn | nêu gương | tạm giữ | đấu nối | chỉnh lý |
    tạo chuyển biến | tạo sự | tạo môi trường | định kỳ | hằng năm | hàng năm | hằng tháng | hàng tháng | hàng quý |
    hằng quý | đi đầu | nêu cao | gương mẫu | đề cao | thẩm tra | tiến hành | đăng | khoanh | dập | tiêm |
    tiêu hủy | xét nghiệm | cách ly | chữa trị | điều trị | hạn chế | tránh | khơi thông | đầu tư | cam kết |
    thực hành | phản ánh về ban | phản ánh về sở | phản ánh về bộ | phản ánh về ubnd | phản ánh về ủy ban |
    phản ánh về phòng | phản ánh về văn phòng | phản ánh về cơ quan | phản ánh kịp thời | kịp thời phản ánh |
    kiên định | tôn trọng | xây | kết hợp | nêu rõ | chịu trách nhiệm | có trách nhiệm | có biện pháp |
    có giải pháp | có phương án | có kế hoạch | có văn bản | có ý kiến | có cơ chế | có chính sách | lấy | đặt"""
)
URGED = phrases(
    """khẩn trương | tiếp tục | tập trung | tăng cường | chủ động | đẩy nhanh | đẩy mạnh | nghiêm túc |
    thường xuyên | kịp thời | quyết liệt | tích cực | sẵn sàng | chuẩn bị sẵn sàng | phải khẩn trương"""
)
"""How an office is told to do something where a text tells of orders; of what it does by itself others are said."""
ADVERBS = phrases(
    """cũng | còn | đều | cùng | nhanh chóng | khẩn trương | tiếp tục | chủ động | kịp thời | thường xuyên |
    nghiêm túc | tích cực | quyết liệt | sớm | ngay | trước mắt | trực tiếp | phải | cần | cần phải | nên |
    luôn | lập tức | ngay lập tức | tập trung | đồng thời | định kỳ | hết sức | đặc biệt | thực sự |
    nhất định phải | cương quyết | kiên quyết | chính | sẽ phải | phải nhanh chóng | theo chức năng, nhiệm vụ |
    theo chức năng | theo thẩm quyền | theo nhiệm vụ được giao | thật | rất | tự | phải khẩn trương |
    nhất thiết | nhất thiết phải | nhất quyết | dứt khoát"""
)
DUTY = phrases(
    """bắt buộc | bắt buộc phải | chịu hoàn toàn trách nhiệm | chịu trách nhiệm hoàn toàn | được giao |
    được giao nhiệm vụ | được giao trách nhiệm | được yêu cầu | được phân công | được đề nghị | được chỉ đạo |
    được lệnh | bị yêu cầu | bị buộc | bị buộc phải | nhận nhiệm vụ | có nhiệm vụ | có trách nhiệm |
    chịu trách nhiệm | phải | cần | cần phải | nên | được thủ tướng giao | được chính phủ giao |
    được thủ tướng yêu cầu | không được | tuyệt đối không | được ủy quyền"""
)
TOLD = phrases(
    """đi vào hoạt động | có văn bản truyền đạt | có công văn truyền đạt | có thông báo truyền đạt |
    có văn bản thông báo ý kiến | có văn bản thông báo kết luận | có thông báo ý kiến | có công văn thông báo ý kiến |
    có văn bản nêu | có công văn nêu | phát đi thông báo | cho phép | quyết định | giao ban hàng tuần |
    giao ban hằng tuần | giao ban hàng tháng | giao ban hằng tháng | không chấp thuận | không đồng ý |
    không thống nhất | không nhất trí | chấp thuận | có bài | thông báo số | có thông báo kết luận | tham gia góp ý |
    tham gia ý kiến | tham gia phát biểu | đăng bài | đưa tin | gửi lời | chia buồn | gửi điện | gửi thư khen |
    có công văn số | có văn bản số | có công điện số | có tờ trình số | có thông báo số | ban hành công văn số |
    ban hành kế hoạch số | ban hành văn bản số | ban hành quyết định số | nhận được | dự báo | đã | vừa | đang |
    từng | mới | vẫn | chưa | cho biết | cho rằng | cho hay | khẳng định | nhận định | nhận thấy | ghi nhận |
    đánh giá cao | nhấn mạnh | nêu rõ | nêu | bày tỏ | phát biểu | chia sẻ | thừa nhận | là | thuộc | gồm | bao gồm |
    bị | đạt | chiếm | có thể | thấy | hiện | hiện có | hiện nay | hiện đang | lý giải | giải thích | phản ánh |
    thông tin, | thông tin rằng | thông tin thêm | phát hiện có | phát hiện được | phát hiện thấy | thông tin với |
    thông tin tại | nói | trả lời | cảm ơn | thông tin đã | làm trưởng đoàn | làm trưởng ban | làm tổ trưởng |
    có hơn | có trên | có gần | có khoảng | giải trình, | hoan nghênh | biểu dương | phê bình | phát đi | họp |
    thống nhất chủ trương | ước | chủ trì cuộc họp. | chủ trì hội nghị. | chủ trì buổi làm việc. |
    chủ trì phiên họp. | dự kiến | đặt chỉ tiêu | đặt mục tiêu | ủng hộ | đồng tình | nhất trí | dự | tham dự |
    kết luận | lo ngại | lo lắng | lo sợ | lo rằng | băn khoăn | đồng ý | chúc mừng | chúc | tin tưởng | tin | hứa |
    cam kết | kỳ vọng | khởi tố | bắt | còn có | còn nhiều | còn thiếu | không có | không phải | không còn |
    không thể | có quyền | có tổng | có nhiều | có ít | có chức năng | có diện tích | nơi | như | được xem |
    được coi | được đánh giá | được thành lập | được tổ chức | được phê duyệt | được hưởng | được thực hiện |
    được triển khai | được | do | xảy ra | vốn | bắt đầu | trở thành | muốn | nghe | tiếp | thăm | gặp | đến thăm |
    dẫn | viết | ký | lại"""
)
BEGINNINGS = phrases(
    """đặc biệt là | vì vậy | do đó | do vậy | vì thế | đồng thời | bên cạnh đó | trong đó | ngoài ra |
    cụ thể | cụ thể là | theo đó | trước mắt | còn | riêng | cùng với đó | mặt khác | đặc biệt | tiếp đó |
    sau đó | cũng | thêm vào đó | cùng đó | từ đó | trên cơ sở đó | nhất là | và | trong khi đó | về phía |
    hai là | ba là | bốn là | năm là | một là | sáu là | bảy là | thứ nhất | thứ hai | thứ ba | thứ tư |
    thứ năm | thứ sáu | cuối cùng | trước hết | mặt khác | tuy nhiên | đối với | như vậy | song song |
    song song với đó | nếu cần | nay | chính vì vậy | để làm được điều đó | cùng lúc | cùng ngày | tiếp theo |
    bên cạnh | phía | cùng với đó là | bên cạnh đó là | tiếp theo là | trước mắt là | quan trọng nhất là |
    quan trọng là | trước hết là | điều quan trọng là"""
)
NOT_A_TASK = phrases(
    """phát biểu | theo | kết luận | đánh giá cao | nhấn mạnh | khẳng định | biểu dương | tham dự | dự | nhờ |
    qua | sau | trước đó | tại | trong | với | khi | nếu | do | vì | để | từ | ngoài | bên cạnh | trả lời báo |
    chia sẻ với | thông tin từ | thông tin về | báo cáo tại | báo cáo của | báo cáo cho thấy | báo cáo nêu |
    kết quả | việc | quy định của | tổng kết hội nghị | kiểm tra cho thấy | nghiên cứu cho thấy |
    nghiên cứu của | quy hoạch chung | tổ chức này | tổ chức y tế | thông tin trên | thông báo cho biết |
    thông báo nêu | thông báo của | thông báo kết luận | quy định này | quy định hiện | quản lý nhà nước về |
    dự báo của | chi cục | chi phí | giao thông | thu nhập | thu ngân sách | cấp ủy | cấp độ | kế hoạch |
    đầu tư công | đề xuất này | đề xuất trên | đề xuất của | kiến nghị trên | đề nghị trên | phương án trên |
    phương án này | đề nghị này | đề nghị của | nghiên cứu này | kiến nghị | chuyển biến | phát triển kinh tế là |
    cam kết của | không chỉ | không những | không ít | không có | không còn | không phải | không thể | không riêng |
    không ai | không gì | không nơi nào | đặt vấn đề | chỉ đạo tại hội nghị | chỉ đạo hội nghị | chỉ đạo này |
    giao lưu | lưu ý thêm | so với | chuyển sang lĩnh vực | chuyển sang nội dung | làm việc với |
    thống kê của | thống kê cho | đánh giá của | đánh giá về | tổng hợp từ | chia sẻ về | trao đổi với |
    đưa ra | thanh tra chính phủ | thanh tra bộ | kiểm toán nhà nước | giám sát của | tính đến | tính từ |
    tính riêng | tính chung | lấy ví dụ | cấp dưới | nắm được | xét đề nghị | xét | căn cứ vào |
    chủ trì cuộc họp | chủ trì hội nghị | chủ trì buổi | chủ trì phiên | đánh giá bước đầu |
    đề nghị cấp thiết | đề nghị cấp bách | chi tiết | mong | cũng mong | rất mong | hy vọng | cũng hy vọng |
    ưu tiên hàng đầu | ưu tiên số một | ưu tiên lớn nhất"""
)


def is_action(words: Words, at: int) -> bool:
    """Whether a task may begin here: a known verb of administration, or an adverb that only stands before a verb."""
    return ACTIONS.stands(words, at) or ADVERBS.stands(words, at)
