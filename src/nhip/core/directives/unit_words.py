"""Words that unit noun phrases are made of: heads, roles, kinds, fields, qualifiers.

Names of portfolios are those of 1999–2026, former ones included: a text is read in the words of its day.
"""

from nhip.core.directives.words import phrases

HEADS = phrases(
    """văn phòng ban chỉ đạo | văn phòng thường trực ban chỉ đạo | cơ quan thường trực ban chỉ đạo | dntn | ctcp |
    cty cp | công ty cp | tổng cty | cty | cty cổ phần | tổng cty cổ phần | ủy ban bầu cử | tổ bầu cử |
    hội đồng bầu cử | khu kinh tế | ban quản lý khu kinh tế | ban quản lý khu kinh tế mở | bộ | sở |
    văn phòng hđnd và ubnd | văn phòng hội đồng nhân dân và ủy ban nhân dân | văn phòng đoàn đbqh và hđnd | ban |
    cục | tổng cục | vụ | chi cục | phòng | viện | trung tâm | hội | hội đồng | hội đồng thẩm định |
    hội đồng thẩm định nhà nước | liên đoàn | đoàn | đài | thanh tra | kiểm toán | ngân hàng | tập đoàn |
    tổng công ty | công ty | văn phòng | kho bạc | bảo hiểm xã hội | công an | bộ tư lệnh | bộ chỉ huy | quân khu |
    viện kiểm sát | viện kiểm sát nhân dân | tòa án | tòa án nhân dân | trường | trường đại học | đại học |
    học viện | bệnh viện | tổ công tác | tổ | đoàn kiểm tra | đoàn công tác | đoàn thanh tra | hiệp hội |
    mặt trận tổ quốc | mặt trận | ủy ban mttq | ubmttq | ban qlda | bqlda | bql | ban tổ chức lễ hội | ban quản lý |
    ban quản lý dự án | ban chỉ đạo | bcđ | ban chỉ huy | ban thường vụ | ban cán sự đảng | ban chấp hành |
    thường trực | cảng vụ | hải quan | cục thuế | cục hải quan | bộ đội biên phòng | biên phòng | cảnh sát |
    thông tấn xã | thông tấn xã việt nam | nhà xuất bản | quỹ | ủy ban nhân dân | ubnd | ủy ban | uỷ ban | hđnd |
    hội đồng nhân dân | huyện ủy | tỉnh ủy | thành ủy | quận ủy | đảng ủy | thị ủy | chính quyền | công đoàn |
    tổng liên đoàn | tổng liên đoàn lao động | hội nông dân | hội liên hiệp phụ nữ | đoàn thanh niên |
    hội cựu chiến binh | trung ương đoàn | ngân hàng nhà nước | ngân hàng chính sách xã hội | nhnn | bhxh | vpcp |
    văn phòng chính phủ | thanh tra chính phủ | ttcp | kiểm toán nhà nước | bảo hiểm xã hội việt nam | ủy ubdt |
    chi nhánh | công ty tnhh | công ty cổ phần | nhà máy | xí nghiệp | đội | trạm | cụm | cơ quan | khối |
    tiểu ban | hạt | điện lực | evn | vnpt | pvn | tkv | vec | bộ tổng tham mưu | tổng cục chính trị |
    cơ quan cảnh sát điều tra | tổng hội | câu lạc bộ | liên hiệp | liên hiệp các tổ chức hữu nghị |
    liên hiệp các hội khoa học và kỹ thuật | liên hiệp các hội văn học nghệ thuật | liên minh |
    liên minh hợp tác xã | kiểm lâm | đoàn đại biểu quốc hội | quân chủng | quân khu | quân đoàn | binh đoàn |
    sư đoàn | lữ đoàn | tòa | vksnd | tand | bộ phận | nhà trường | mttq | ubttmttq | ubmttqvn | ubmttq | ubmt tq |
    ubmt | ban dân tộc | phòng dân tộc | ban giám hiệu | bưu điện | vườn quốc gia | khu bảo tồn | đồn |
    đồn biên phòng | viettel | mobifone | vinaphone | đại sứ quán | btl | bch | bchqs | bộ chqs |
    tổng lãnh sự quán | đảng đoàn | đảng bộ | chi bộ | báo | tạp chí | vqg | khoa | văn phòng điều phối |
    liên danh | liên danh nhà thầu | văn phòng thường trực ban chỉ huy | lđlđ | liên đoàn lao động | hợp tác xã |
    htx | bến xe | bến xe khách | văn phòng đăng ký đất đai | chi nhánh văn phòng đăng ký đất đai |
    văn phòng đoàn đbqh, hđnd và ubnd | bộ chỉ huy quân sự | ban chỉ huy quân sự | bộ chqs | khu quản lý |
    khu quản lý đường bộ | khu bảo tồn thiên nhiên | văn phòng đại diện"""
)
ABBREVIATED = phrases(
    """ban qlda | ubnd | tỉnh đoàn | thành đoàn | huyện đoàn | quận đoàn | tỉnh ủy | thành ủy | huyện ủy |
    quận ủy | đảng ủy | hđnd | nhnn | bhxh | vpcp | ttcp | evn | vnpt | pvn | tkv | vec | mttq | bcđ | nhcsxh |
    bqlda | ubdt | mpi | ttxvn | tcty | pvoil | petrolimex | vinalines | vinachem | vinacomin |
    vietnam airlines | acv | vtv | vov | scic | vcci | chính phủ | quốc hội | ủy ban thường vụ |
    ủy ban thường vụ quốc hội | viettel | ttg | ubtvqh | btc | bct | bgtvt |
    bca | bqp | byt"""
)
ROLES = phrases(
    """bộ trưởng | thứ trưởng | chủ tịch | phó chủ tịch | giám đốc | gđ | phó giám đốc | phó gđ | tổng giám đốc |
    phó tổng giám đốc | thủ trưởng | cục trưởng | tổng cục trưởng | vụ trưởng | chi cục trưởng | chánh văn phòng |
    chánh thanh tra | trưởng ban | phó trưởng ban | thống đốc | phó thống đốc | tổng thanh tra | tổng kiểm toán |
    bí thư | phó bí thư | lãnh đạo | người đứng đầu | thủ tướng | phó thủ tướng | thủ tướng chính phủ |
    phó thủ tướng chính phủ | phó thủ tướng thường trực | phó thủ tướng thường trực chính phủ | chủ nhiệm |
    viện trưởng | hiệu trưởng | trưởng phòng | tư lệnh | chánh án | trưởng đoàn | tổ trưởng | tổng biên tập |
    chủ tịch hội đồng quản trị | chủ tịch hội đồng thành viên | phó chánh văn phòng | ủy viên | trưởng ngành |
    phó trưởng phòng | phó viện trưởng | phó tư lệnh | đồn trưởng | trưởng đồn | trưởng công an | đồng chí |
    các đồng chí | đ/c | ông | bà | trưởng | cấp ủy | người phát ngôn | đại diện | tập thể lãnh đạo | ban lãnh đạo |
    ban giám đốc | ban tổng giám đốc | ban điều hành | hội đồng quản trị | hội đồng thành viên | hđqt | hđtv |
    cán bộ | tổng bí thư | thường trực ban bí thư | chủ tịch nước | chủ tịch quốc hội | bộ trưởng, chủ nhiệm |
    bộ trưởng - chủ nhiệm | bí thư thành ủy | bí thư tỉnh ủy | chỉ huy trưởng | chính ủy | đại tướng | thượng tướng |
    trung tướng | thiếu tướng | đại tá | thượng tá | trung tá | thiếu tá"""
)
ALONE = phrases(
    """thủ tướng | phó thủ tướng | thủ tướng chính phủ | phó thủ tướng chính phủ | phó thủ tướng thường trực |
    chính phủ | quốc hội | phó thủ tướng thường trực chính phủ | ủy ban thường vụ quốc hội | bộ chính trị |
    ban bí thư | trung ương | tổng bí thư | chủ tịch nước | lãnh đạo chính phủ | lãnh đạo đảng, nhà nước |
    lãnh đạo bộ | lãnh đạo tỉnh | lãnh đạo thành phố | bộ trưởng | thứ trưởng | chủ tịch | phó chủ tịch | bí thư |
    phó bí thư | thường trực chính phủ | thường trực ban bí thư | giám đốc | thống đốc | tổng giám đốc |
    người đứng đầu chính phủ | người đứng đầu | trưởng ban | bí thư thành ủy | bí thư tỉnh ủy | chủ tịch quốc hội |
    phó trưởng ban | tổng thanh tra | cục trưởng | thủ trưởng"""
)
KINDS = phrases(
    """nhnn chi nhánh tỉnh | nhnn chi nhánh tỉnh, thành phố | ngân hàng nhà nước chi nhánh tỉnh |
    ngân hàng nhà nước chi nhánh tỉnh, thành phố | tổ trưởng | cấp ngành | cấp, ngành | phòng ngành | phòng, ngành |
    trường cao đẳng | trường đh, cđ | trường đh | trường cđ | trường thpt | trường thcs | trường đại học, cao đẳng |
    thí sinh | cơ sở đào tạo | bộ | ngành | thị ủy | quận ủy | đảng ủy | trưởng ngành | sở-ngành | sở-ban-ngành |
    quận-huyện | phường-xã | xã-phường | bộ-ngành | đảng bộ | chi bộ | tiểu ban | trường học | trường phổ thông |
    trường mầm non | trường tiểu học | tổ dân phố | cá nhân | đồn | đồn biên phòng | chủ hồ, đập | chủ hồ chứa |
    chủ hồ đập | chủ đập | hộ dân | đài truyền thanh | ban công tác mặt trận | cơ sở khám, chữa bệnh |
    cơ sở khám bệnh, chữa bệnh | trưởng thôn | trưởng bản | nhân viên | cơ sở sản xuất | cơ sở kinh doanh | chợ |
    siêu thị | nhà hàng | vườn quốc gia | ban chỉ huy | thương nhân | thương nhân đầu mối | hộ kinh doanh |
    chủ rừng | chủ tàu | khách sạn | cơ quan thanh tra | cơ quan điều tra | cơ quan kiểm tra | cơ quan kiểm toán |
    cơ quan tố tụng | cơ quan chuyên môn | cơ quan hải quan | cơ quan thuế | cơ quan công an | lực lượng thanh tra |
    lực lượng cảnh sát | cơ sở giáo dục đại học | địa phương | cơ quan | đơn vị | sở | ban | quận | huyện | thị xã |
    tỉnh | thành phố | tp | xã | phường | thị trấn | doanh nghiệp | tổ chức | tập đoàn | tổng công ty | công ty |
    cấp | trường | bệnh viện | nhà thầu | chủ đầu tư | thành viên | lực lượng | hiệp hội | đoàn thể | trung tâm |
    chi cục | phòng | cục | vụ | tổng cục | viện | ngân hàng | ngân hàng thương mại | cấp ủy | cấp chính quyền |
    chính quyền | bên | tổ chức chính trị | tổ chức chính trị - xã hội | tổ chức đoàn thể | cơ sở | cơ sở giáo dục |
    cơ sở y tế | cơ sở đào tạo | nhà trường | ban quản lý | ban quản lý dự án | sở giao dịch | ban chỉ đạo |
    ban đại diện cha mẹ học sinh | tổ công tác | hội | quỹ | ủy ban | đội | trạm | hãng | hãng hàng không |
    hãng taxi | hãng tàu | hãng xe | hãng vận tải | hãng lữ hành | nhà mạng | nơi | chi nhánh |
    quỹ tín dụng nhân dân | đoàn đại biểu | đoàn đại biểu quốc hội | quỹ tín dụng | chủ mỏ | cảng vụ |
    cảng vụ hàng không | cảng vụ hàng hải | cơ quan thông tấn, báo chí | cơ sở khám chữa bệnh | đội bóng |
    đội tuyển | câu lạc bộ | ngư dân | nông dân | tiểu thương | học sinh | sinh viên | giáo viên | phụ huynh |
    lái xe | tài xế | đại học | trường đại học | học viện | tòa án | cấp hội | cấp bộ | cấp, các ngành |
    cơ quan báo chí | cơ quan truyền thông | ubnd | cơ quan chức năng | lực lượng chức năng | cơ quan quản lý |
    tổ chức tín dụng | cơ quan ngang bộ | cơ quan thuộc chính phủ | hđnd | cơ quan trung ương các đoàn thể |
    cơ quan trung ương của các đoàn thể | cơ quan trung ương của các hội, đoàn thể | hội đồng |
    doanh nghiệp nhà nước | ban ngành | ban, ngành | sở, ngành | phòng, ban | cấp học | thôn | bản | đại biểu |
    nhà đầu tư | nhà xe | khối | ban đảng | cơ quan, đơn vị | bộ phận | phòng ban | ban qlda | bqlda | bql |
    hợp tác xã | công đoàn | cục thuế | cục hải quan | đơn vị vận tải | bộ ngành | bộ, ngành | sở ngành |
    quận huyện | tỉnh thành | tỉnh/thành | tỉnh/thành phố | huyện/thị xã | sở/ngành | tỉnh, thành | tỉnh, thành phố |
    tỉnh, tp | tỉnh thành phố | huyện, thành phố | ấp | khóm | khu phố | buôn | buôn, làng | làng | tổ dân cư |
    cụm dân cư | tổ tự quản | tổ tuần tra | quận, huyện | huyện, thị xã | huyện, thành, thị | huyện, thành, thị ủy |
    huyện, thị, thành ủy | huyện, thị, thành | huyện, thị, thành phố | xã, phường | đoàn | tổ chức hội |
    cơ quan đảng | tỉnh ủy | thành ủy | huyện ủy | ban cán sự | văn phòng | ban cán sự đảng | đơn vị sự nghiệp |
    nhà máy | tổng cục trưởng | cục trưởng | vùng | khu công nghiệp | cảng | cảng hàng không | nhà xuất bản |
    cơ quan trung ương | cơ quan thông tấn | cơ quan thông tấn báo chí | cơ quan đại diện | đơn vị tư vấn | tư vấn |
    hộ gia đình | chủ hồ | nhà cung cấp | sàn | sở giáo dục và đào tạo | sở ban ngành | sở, ban ngành |
    đơn vị nhà thầu | đơn vị thi công"""
)
QUANTIFIERS = phrases(
    """các | những | mọi | tất cả | tất cả các | toàn bộ các | từng | hai | ba | bốn | năm | sáu | 2 | 3 |
    4 | 5 | 6 | 7 | 8 | 10 | 12 | 13 | 28 | 63 | 34 |"""
    "một số | liên | cả hai | cả | đối với các | toàn thể | một số các | mỗi | nhiều"
)
SINGLE = phrases(
    """mặt trận | mặt trận tổ quốc | địa phương | đơn vị chức năng | cơ sở giáo dục | cơ sở giáo dục đại học |
    cơ sở y tế | chính quyền địa phương | chính quyền cơ sở | cơ quan chức năng | chủ đầu tư | lực lượng chức năng |
    cơ quan chủ trì | cơ quan liên quan | đơn vị liên quan | nhà thầu | chính quyền | chính quyền các cấp |
    cấp ủy các cấp | cấp ủy, chính quyền các cấp | cấp ủy, chính quyền | cấp ủy, chính quyền địa phương |
    cơ quan điều tra | đơn vị thi công | ban quản lý dự án | đơn vị điều hành dự án | đơn vị vận hành |
    cơ sở đào tạo | tổ bầu cử | chủ doanh nghiệp | chủ nhà máy | chủ cơ sở | đơn vị quản lý | đơn vị quản lý dự án |
    đơn vị điều hành | đơn vị tổ chức | ban tổ chức | doanh nghiệp | chủ dự án | tổng thầu | nhà cung ứng |
    đơn vị sản xuất | nhà phân phối | nhà sản xuất | nhà nhập khẩu | cơ sở sản xuất | đơn vị cung ứng |
    đơn vị phân phối | đơn vị khai thác | chủ xe | chủ tàu | chủ công trình | chủ hộ | chủ nguồn thải | các bên |
    bộ, ngành | bộ ngành | sở, ngành | sở ngành | bộ chủ quản | cơ quan quản lý | đơn vị chủ trì |
    lực lượng công an | ngành chức năng | nhà đầu tư | liên danh | liên danh tư vấn | liên danh nhà thầu |
    liên danh nhà đầu tư | thành viên chính phủ | các thành viên chính phủ | ban, ngành | cơ quan công an |
    cơ quan báo chí | báo chí | cơ quan thường trực | cơ quan soạn thảo | cấp xã | cấp huyện | cấp tỉnh |
    cấp thành phố | cấp phường | cấp phường, xã | cấp xã, phường | cấp quận, huyện | cấp huyện, xã |
    cấp xã, phường, thị trấn | cấp huyện, cấp xã | cấp bộ | cơ quan thuế | cơ quan hải quan |
    tập đoàn, tổng công ty | tập đoàn tổng công ty | cấp ủy | nhà trường | tư vấn giám sát | lực lượng biên phòng |
    lực lượng hải quan | lực lượng quản lý thị trường | quản lý thị trường | lực lượng cảnh sát giao thông |
    cảnh sát giao thông | chủ phương tiện | người dân | nhân dân | cơ quan tài chính | hệ thống chính trị |
    cả hệ thống chính trị | cơ quan này | đơn vị này | đơn vị tư vấn | cơ quan nhà nước | doanh nghiệp nhà nước |
    cục thuế | cục hải quan | quận, huyện | tỉnh, thành | tỉnh, thành phố | huyện, thành phố | phường, xã |
    xã, phường | bộ đội biên phòng | tổ chức tín dụng | cơ quan tham mưu | cơ quan tham mưu, giúp việc | toàn ngành |
    toàn ngành y tế | toàn ngành giáo dục | toàn ngành ngân hàng | toàn ngành nông nghiệp | toàn lực lượng |
    toàn hệ thống | toàn thể cán bộ, công chức | cán bộ, chiến sĩ | cán bộ, chiến sỹ | cán bộ chiến sĩ |
    sĩ quan, chiến sĩ | toàn thể cán bộ, chiến sĩ | cán bộ, nhân viên | cán bộ, giảng viên | đoàn viên, thanh niên |
    toàn thể cán bộ, công chức, viên chức | toàn thể cán bộ, công chức, viên chức, người lao động |
    toàn thể cán bộ, đảng viên | mỗi cán bộ, đảng viên | mỗi cán bộ, công chức | từng cán bộ, công chức |
    từng cán bộ, đảng viên | bộ phận tiếp công dân | bộ phận một cửa | văn phòng đại diện | cơ quan ngang bộ |
    cơ quan thuộc chính phủ | cơ quan trực thuộc chính phủ | đơn vị, địa phương | cơ quan, đơn vị, địa phương |
    cơ quan, địa phương | toàn đảng, toàn dân, toàn quân | sở, ban, ngành | sở, ban, ngành, địa phương |
    sở, ngành, địa phương | sở, ban, ngành, đoàn thể | phòng, ban | bộ, ngành, địa phương | bộ, ngành và địa phương |
    chủ các hồ chứa | chủ hồ chứa | chủ rừng | chủ các hồ, đập | trưởng thôn | trưởng bản | cán bộ, công chức |
    cán bộ, công chức, viên chức | cán bộ, đảng viên | người lao động |
    cán bộ, công chức, viên chức và người lao động | cán bộ, công chức, viên chức, người lao động | già làng |
    người có uy tín | lực lượng kiểm lâm | lực lượng công an xã | lực lượng dân quân | lực lượng dân quân tự vệ |
    lực lượng vũ trang | lực lượng quân đội | lực lượng quân sự | lực lượng phòng cháy, chữa cháy | lực lượng y tế |
    lực lượng thanh niên | cơ quan chuyên môn | đoàn thể | cơ quan, đơn vị | cơ quan, tổ chức |
    cơ quan, tổ chức, cá nhân | tổ chức, cá nhân | doanh nghiệp viễn thông | tổ dân phố | thanh tra giao thông |
    thanh tra xây dựng | lực lượng csgt | lực lượng cứu hộ | lực lượng cứu nạn | lực lượng cứu hộ, cứu nạn |
    lực lượng cứu hộ cứu nạn | lực lượng tìm kiếm cứu nạn | lực lượng tại chỗ | lực lượng thanh niên xung phong |
    lực lượng dân phòng | lực lượng xung kích | đài truyền thanh huyện | đài truyền thanh xã"""
)
FIELDS = phrases(
    """nghiên cứu phát triển | nghiên cứu phát triển kinh tế - xã hội | quản lý khám, chữa bệnh |
    quản lý khám chữa bệnh | quản lý khám bệnh, chữa bệnh | khám bệnh, chữa bệnh | thanh tra giám sát ngân hàng |
    thanh tra, giám sát ngân hàng | phối hợp tìm kiếm, cứu nạn hàng hải | phối hợp tìm kiếm cứu nạn hàng hải |
    đường thủy | đường thủy nội địa | tìm kiếm cứu nạn | quốc gia tìm kiếm cứu nạn | phòng, chống thiên tai |
    phòng chống thiên tai | phòng, chống tham nhũng | phòng, chống ma túy |
    phòng, chống thiên tai và tìm kiếm cứu nạn | phòng chống thiên tai và tìm kiếm cứu nạn |
    phòng, chống tệ nạn xã hội | phòng chống tệ nạn xã hội | phòng, chống hiv/aids | văn hóa cơ sở | tài chính |
    công thương | giao thông vận tải | giao thông | giao thông đô thị | gtvt | kế hoạch và đầu tư |
    kế hoạch - đầu tư | kế hoạch đầu tư | kh&đt | kh-đt | khđt | nội vụ | quốc phòng | công an | ngoại giao |
    tư pháp | y tế | xây dựng | giáo dục và đào tạo | giáo dục - đào tạo | giáo dục đào tạo |
    giáo dục, khoa học và công nghệ | gd&đt | gd-đt | gdđt | khoa học và công nghệ | khoa học - công nghệ |
    khoa học, công nghệ | kh&cn | kh-cn | khcn | thông tin và truyền thông | thông tin - truyền thông |
    thông tin truyền thông | tt&tt | tt-tt | tttt | văn hóa, thể thao và du lịch | văn hóa - thể thao và du lịch |
    văn hóa thể thao và du lịch | vhttdl | vh,tt&dl | vh-tt&dl | vhtt&dl | vh, tt&dl |
    văn hóa - thể thao - du lịch | văn hóa, thể thao | văn hóa và thể thao | văn hóa - thể thao | văn hóa |
    văn hóa - thông tin | du lịch | thể thao | vhtt | lao động - thương binh và xã hội |
    lao động, thương binh và xã hội | lao động thương binh và xã hội | lao động - thương binh - xã hội | lđ-tb&xh |
    lđtb&xh | lđtbxh | lđ-tbxh | ldtbxh | lao động | nông nghiệp và phát triển nông thôn |
    nông nghiệp & phát triển nông thôn | nông nghiệp - phát triển nông thôn | nông nghiệp, phát triển nông thôn |
    nn&ptnt | nn-ptnt | nnptnt | nn và ptnt | nông nghiệp và ptnt | nông nghiệp | nông nghiệp phát triển nông thôn |
    nông nghiệp và môi trường | nn&mt | nn-mt | nnmt | tài nguyên và môi trường | tài nguyên - môi trường |
    tài nguyên, môi trường | tài nguyên môi trường | tn&mt | tn-mt | tnmt | dân tộc và tôn giáo | dân tộc |
    tôn giáo | quy hoạch - kiến trúc | quy hoạch kiến trúc | quy hoạch và kiến trúc | qh-kt | thương mại |
    công nghiệp | thủy sản | thủy lợi | hải quan | thuế | kho bạc | ngân hàng | kinh tế | đô thị |
    bưu chính viễn thông | bưu chính, viễn thông | kiểm lâm | thanh tra | thống kê | tổ chức cán bộ | tổ chức |
    pháp chế | kế hoạch | tổng hợp | cảnh sát giao thông | cảnh sát giao thông đường bộ |
    cảnh sát giao thông đường bộ - đường sắt | cảnh sát giao thông đường thủy | cảnh sát đường thủy |
    cảnh sát kinh tế | quản lý thị trường | hàng không | hàng không việt nam | đường bộ | đường sắt | hàng hải |
    nhà giáo và cán bộ quản lý cơ sở giáo dục | nhà giáo và cán bộ quản lý giáo dục |
    trang thiết bị và công trình y tế | công tác học sinh, sinh viên | chính trị và công tác học sinh, sinh viên |
    giáo dục chính trị và công tác học sinh, sinh viên | đăng kiểm | môi trường | kinh tế - hạ tầng |
    tài chính - kế hoạch | quản lý đô thị | tài nguyên | nhà nước | tuyên giáo | tuyên giáo và dân vận | dân vận |
    nội chính | kiểm tra | đối ngoại | ngoại vụ | công nghiệp và thương mại | an ninh mạng | truyền thông | báo chí |
    bảo vệ thực vật | thú y | chăn nuôi | trồng trọt | vệ sinh dịch tễ | chống ngập | chống ngập nước |
    điều hành chương trình chống ngập | dân số | y tế dự phòng | an toàn thực phẩm | quản lý dược | khám, chữa bệnh |
    phòng cháy chữa cháy | phụ nữ | nông dân | cựu chiến binh | thanh niên | người tiêu dùng | chữ thập đỏ |
    luật gia | nhà báo | khuyến học | người cao tuổi | chứng khoán | chứng khoán nhà nước |
    quản lý vốn nhà nước tại doanh nghiệp | điện lực | dầu khí | xăng dầu | than - khoáng sản | than và khoáng sản |
    hóa chất | cao su | dệt may | lương thực | lương thực miền nam | lương thực miền bắc | điện lực việt nam |
    dầu khí việt nam | sữa | cà phê | bưu điện | quốc gia | đầu tư xây dựng | đầu tư và xây dựng |
    đầu tư xây dựng công trình | đầu tư xây dựng công trình giao thông |
    đầu tư xây dựng công trình hạ tầng kỹ thuật và nông nghiệp |
    đầu tư xây dựng công trình dân dụng và công nghiệp | đầu tư xây dựng công trình dân dụng |
    đầu tư xây dựng công trình nông nghiệp | đầu tư xây dựng công trình nông nghiệp và phát triển nông thôn |
    đầu tư xây dựng công trình giao thông và nông nghiệp | đầu tư xây dựng công trình hạ tầng |
    đầu tư xây dựng công trình đô thị | hạ tầng | hạ tầng kỹ thuật | hạ tầng đô thị |
    an toàn giao thông | an toàn giao thông quốc gia | giáo dục | phát triển quỹ đất |
    báo và phát thanh, truyền hình | phát thanh và truyền hình | phát thanh, truyền hình |
    phát thanh - truyền hình | báo chí và xuất bản | chính trị, tư tưởng | tiếp công dân |
    tiếp công dân trung ương | nông thôn mới | điều phối nông thôn mới | tiếng nói việt nam | cảng hàng không |
    cảng hàng không việt nam | truyền hình việt nam | tổ quốc | kinh tế - xã hội | pháp luật | ngân sách |
    dân nguyện | đầu tư | đào tạo | công nghệ | thi đua - khen thưởng | thi đua khen thưởng | đường sắt đô thị |
    hồi sức tích cực | hồi sức cấp cứu | quản lý trật tự đô thị | bảo hiểm y tế | khu kinh tế mở | di tích |
    di tích và danh thắng | nghiệp vụ y | nghiệp vụ dược | phát triển quỹ đất và cụm công nghiệp |
    quản lý điều hành vận tải hành khách công cộng | quản lý điều hành giao thông | xử lý rác | xử lý rác thải |
    xử lý nước thải | xử lý chất thải | quản lý trật tự xây dựng | bồi thường giải phóng mặt bằng |
    bồi thường, giải phóng mặt bằng | giải phóng mặt bằng | khai thác công trình thủy lợi |
    quản lý khai thác công trình thủy lợi | khai thác thủy lợi | quản lý thủy nông | môi trường đô thị |
    công viên cây xanh | chiếu sáng đô thị | thoát nước đô thị | dịch vụ công ích | quản lý đường bộ |
    quản lý đường sắt | xổ số kiến thiết | bồi thường, hỗ trợ và tái định cư | bồi thường, hỗ trợ, tái định cư |
    công trình giao thông | khu kinh tế | khu công nghiệp | rừng phòng hộ | rừng đặc dụng | công nghệ thông tin |
    kinh tế xây dựng | an toàn thông tin | việc làm | người có công | giáo dục nghề nghiệp | dân tộc thiểu số |
    nghiệm thu nhà nước | điều hành chương trình chống ngập nước | phòng không - không quân |
    quản lý trật tự xây dựng đô thị | giao thông công chính | phát thanh, truyền hình và thông tin điện tử |
    quản lý chất lượng nông lâm sản và thủy sản | quản lý chất lượng nông, lâm sản và thủy sản |
    quản lý nhà và thị trường bất động sản | viễn thông | bản quyền tác giả | bảo trợ xã hội | trẻ em | quản lý bay |
    quản lý xây dựng công trình"""
)
CATALOGUED = frozenset({"bộ", "sở"})
"""Heads whose fields are a closed catalogue: after "Bộ Tài chính, " a field begins another ministry."""
PLACE_KINDS = phrases(
    """huyện đảo | tỉnh | thành phố | tp | tp. | huyện | quận | thị xã | xã | phường | thị trấn | h. | q. |
    đặc khu | thủ đô | thôn | bản"""
)
PROVINCES = phrases(
    """an giang | bà rịa - vũng tàu | bạc liêu | bắc giang | bắc kạn | bắc ninh | bến tre | bình dương |
    bình định | bình phước | bình thuận | cà mau | cao bằng | cần thơ | đà nẵng | đắk lắk | đăk lăk |
    đắk nông | điện biên | đồng nai | đồng tháp | gia lai | hà giang | hà nam | hà nội | hà tây | hà tĩnh |
    hải dương | hải phòng | hậu giang | hòa bình | huế | hưng yên | khánh hòa | kiên giang | kon tum |
    lai châu | lạng sơn | lào cai | lâm đồng | long an | nam định | nghệ an | ninh bình | ninh thuận |
    phú thọ | phú yên | quảng bình | quảng nam | quảng ngãi | quảng ninh | quảng trị | sóc trăng | sơn la |
    tây ninh | thái bình | thái nguyên | thanh hóa | thừa thiên huế | thừa thiên - huế | tiền giang |
    trà vinh | tuyên quang | vĩnh long | vĩnh phúc | yên bái | hồ chí minh | tphcm | tp hcm | hcm"""
)
"""Provinces and cities of 1999–2026: named alone, each stands for its administration."""
QUALIFIERS = phrases(
    """t.ư | tw | từ trung ương đến địa phương | từ trung ương đến cơ sở | từ tỉnh đến cơ sở | từ tỉnh đến huyện |
    từ huyện đến cơ sở | trong quân đội | trong toàn quân | toàn quân | trong ngành | trong toàn ngành | huyện |
    quận | xã | phường | thị xã | chung cư | liên quan | nội thành | ngoại thành | miền núi | vùng cao | biên giới |
    trọng điểm | trọng điểm về nuôi thủy sản | trọng điểm về thủy sản | chính phủ |
    có liên quan | đảng | chuyên trách | đoàn thể chính trị | chức năng | trực thuộc |
    trực thuộc trung ương | trực thuộc tw | trung ương | nêu trên | nói trên | trên | này | chuyên ngành |
    trên địa bàn | ngang bộ | thuộc chính phủ | khác | chủ quản | nhà nước | việt nam | các cấp | cấp tỉnh |
    cấp huyện | cấp xã | thành viên | thuộc tỉnh | thuộc thành phố | thuộc bộ | thuộc sở | trực thuộc bộ |
    trực thuộc sở | cấp | địa phương | thuộc, trực thuộc | của tỉnh | của thành phố | của trung ương | của bộ |
    ở trung ương | ở địa phương | ở tỉnh, ở huyện, ở xã | ở tỉnh | ở huyện | ở xã | trường học | trong tỉnh |
    toàn quốc | cả nước | trong cả nước | trên cả nước | thành phố | tỉnh | ven biển | ven sông |
    chính trị - xã hội | trên toàn quốc | tại địa phương | ở các cấp | kinh tế nhà nước | quản lý nhà nước |
    quản lý | sở tại | hữu quan | trên địa bàn tỉnh | trên địa bàn thành phố | nhân dân | kinh tế | thương mại |
    nhà nước | chính trị | xã hội | có chức năng | tham mưu | báo chí | truyền thông | phía bắc | miền trung |
    miền núi | tư nhân | ngoài nhà nước | chuyên môn | nghiệp vụ | chuyên môn, nghiệp vụ | chỉ đạo | y tế |
    giáo dục | thi công | sự nghiệp | vận tải | cùng cấp | thực hiện dự án | trên phạm vi cả nước | quốc phòng |
    công an | thụ hưởng | đầu mối | chủ chốt | thuộc phạm vi quản lý | thông tin đại chúng | phòng, chống |
    viễn thông | cơ sở | ngành nghề | quản lý ngành, lĩnh vực | quản lý ngành | cấp thành phố | có thẩm quyền |
    lữ hành | kinh doanh vận tải hành khách | kinh doanh vận tải | kinh doanh lữ hành | kinh doanh xăng dầu |
    lữ hành quốc tế | lữ hành nội địa | thi công | thương mại | xuất nhập khẩu | vận tải hành khách | nghề nghiệp |
    sản xuất | đầu mối | khai thác | khu vực | đóng trên địa bàn | đóng chân trên địa bàn | đứng chân trên địa bàn |
    đóng quân trên địa bàn | vận tải đường thủy | hoạt động trên địa bàn | đóng trên địa bàn tỉnh |
    đóng trên địa bàn thành phố | tham mưu, giúp việc | vùng lũ | vùng bão | cấp nước | thoát nước | cấp điện |
    vệ sinh môi trường | thủy lợi | thủy điện | thủy lợi, thủy điện | vùng dịch | vùng thiên tai |
    trong hệ thống hành chính nhà nước | trong hệ thống chính trị | hành chính nhà nước | đặc biệt khó khăn |
    xây dựng giao thông | xây dựng thủy lợi | vùng sâu, vùng xa | có nguy cơ cao | bị ảnh hưởng | bị thiệt hại |
    thủy nông | 389 | 389 địa phương | 138 | 197 | xây dựng đảng | phổ thông | dân tộc nội trú |
    phổ thông dân tộc nội trú | dân tộc bán trú | dân cư | công lập | công lập và ngoài công lập |
    công lập, ngoài công lập | trong và ngoài công lập | 91 | 90 | 90, 91 | 90 và 91 | ngoài công lập | tư thục |
    dân lập | xuất khẩu | ở nước ngoài | tại nước ngoài"""
)
PARTY = phrases("tỉnh ủy | thành ủy | huyện ủy | thị ủy | quận ủy | đảng ủy")
REGIONS = phrases(
    """đồng bằng sông cửu long | đồng bằng sông hồng | tây nguyên | tây bắc | đông bắc | miền trung |
    duyên hải miền trung | nam trung bộ | bắc trung bộ | đông nam bộ | tây nam bộ | trung bộ | miền bắc |
    miền nam | trung du và miền núi phía bắc | trung du, miền núi phía bắc | miền núi phía bắc |
    bắc trung bộ và duyên hải miền trung | miền trung - tây nguyên | miền trung và tây nguyên |
    vùng tây nguyên | vùng tây bắc | vùng đồng bằng sông cửu long | vùng đồng bằng sông hồng |
    vùng đông nam bộ | vùng miền trung | vùng núi phía bắc"""
)
"""Parts of the country: after "các tỉnh" they say which."""
ANAPHORA = phrases("này | đó | trên | nói trên | nêu trên | kể trên")
ANAPHORIC = phrases(
    """bộ | sở | ban | cơ quan | đơn vị | địa phương | ngân hàng | tập đoàn | tổng công ty | cục | tổng cục |
    chi cục | vụ | phòng | văn phòng | xã | phường | thị xã | tỉnh | thành phố | trung tâm | công ty |
    doanh nghiệp | ủy ban | ubnd | hai bộ | hai đơn vị | 2 bộ | 2 đơn vị | các bộ | các sở | các đơn vị |
    các cơ quan | hai cơ quan | hai sở | quận | huyện | viện | trường | huyện | các địa phương | bộ, ngành |
    các bộ, ngành | các bộ ngành | các sở, ngành | các sở ngành"""
)
NO_UNITS = phrases(
    """trường hợp | khối lượng | khối u | bản đồ | bản án | bản tin | bản vẽ | bản khai | hội nghị | hội thảo |
    hội thi | hội viên | vụ việc | vụ án | vụ cháy | vụ nổ | vụ tai nạn | vụ vi phạm | vụ khiếu | vụ tranh |
    vụ lúa | vụ mùa | đội ngũ | đội viên | chợ tết | bản thân | bản chất | đoàn viên | phòng học | phòng trọ |
    phòng bệnh | phòng dịch | cấp độ | cấp bậc | bộ tiêu chí | bộ thủ tục | bộ chỉ số | bộ máy | bộ câu hỏi |
    quỹ đất | ban công | trạm bơm | trạm biến áp | trạm thu phí | viện phí | viện trợ | cơ sở hạ tầng |
    cơ sở vật chất | cơ sở dữ liệu | cơ sở pháp lý | tỉnh lộ | bên cạnh | xã hội | bộ luật | cục diện |
    cảng biển | hộ gia đình"""
)
"""After "các", words that begin like a kind of unit and name none."""
ONE_WORD = frozenset(
    [
        "nhiệm vụ",
        "dịch vụ",
        "nghiệp vụ",
        "phục vụ",
        "sự vụ",
        "nội vụ",
        "chức vụ",
        "văn phòng",
        "quốc phòng",
        "đề phòng",
        "dự phòng",
        "tập đoàn",
        "công đoàn",
        "xã hội",
        "cơ hội",
        "quốc hội",
        "đại hội",
        "quân đội",
        "bộ đội",
        "môi trường",
        "thị trường",
        "hiện trường",
        "công trường",
        "cơ sở",
        "cán bộ",
        "đồng bộ",
        "tiến bộ",
        "toàn bộ",
        "nội bộ",
        "sơ bộ",
        "đường bộ",
        "trụ sở",
        "trị sở",
    ]
)
"""Words whose second syllable alone would be the head of a unit."""
PREDICATES = frozenset(
    """phải|cần|sẽ|chủ|khẩn|tiếp|có|được|đã|phối|cũng|rà|sớm|kịp|tập|tăng|nghiên|chịu|hướng|báo|trình|yêu|giao|đề|thực|
    hoàn|lập|xem|xử|bố|triển""".replace("\n    ", "").split("|")
)
"""First words of what follows a kind that stands for a unit alone: "Bộ phải", "huyện cần"."""
STANDS_FOR_ITSELF = frozenset(
    """bộ|sở|cục|tổng_cục|vụ|đoàn_công_tác|đoàn_kiểm_tra|đoàn_thanh_tra|tổ_công_tác|ubnd|ban|ủy_ban|
    thanh_tra|văn_phòng|nhnn|vpcp|evn|vtv|scic|acv|vec|pvn|tkv|bcđ|hđnd""".replace("\n    ", "").split("|")
)
"""Heads that without a name stand for the unit spoken of: "Bộ phải", "UBND cần"."""
