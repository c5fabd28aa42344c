"""Words that many names share: where they end, which verbs may stand in them, which syllables make one word."""

from nhip.core.directives.words import phrases

FUNCTION = frozenset(
    """và|của|về|trong|tại|để|với|cho|đã|sẽ|cùng|theo|từ|đến|khi|nếu|do|ở|mà|thì|vào|trên|trước|sau|nêu|là|có|
    được|phải|cần|không|cũng|còn|như|bị|này|đó|rằng|vừa|đang|các|những|một|hai|nên|chưa|vẫn|ra|lên|xuống|qua|
    gồm|thuộc|sớm|ngay|căn|đều|hay|hoặc|nhằm|bằng|bởi|giữa|dưới|lại|chỉ|nói|xin|trình|gửi|lập|mời|cấp|thu|
    chi|giao|họp|làm|lo""".replace("\n    ", "").split("|")
)
"""Words that end a name."""
LONGEST = 9
"""Words that one part of a name has at most."""
CAPITAL_VERBS = phrases(
    """chủ trì | phối hợp | chủ động | khẩn trương | tiếp tục | tham mưu | có trách nhiệm |
    tăng cường | rà soát | báo cáo | thực hiện | tập trung | triển khai | hướng dẫn | bố trí |
    nghiên cứu | chịu trách nhiệm | đôn đốc | xây dựng phương án | xây dựng kế hoạch"""
)
"""Verbs that are no name though a page writes them with a capital."""
ALSO_VERBS = phrases("kiểm tra | tổ chức | thanh tra | thống kê | đào tạo | đầu tư | tổng hợp | kiểm toán")
"""Fields of an office that are verbs, too."""
SHORT_NAMED = frozenset(
    {"", "bộ", "sở", "ubnd", "hđnd", "ủy ban nhân dân", "hội đồng nhân dân", "công an", "tòa án", "ngân hàng"}
)
"""Heads after which small letters past the second syllable of a word are no more of the name."""
WHOLE = frozenset(
    """xã hội|địa chính|hành chính|bưu chính|công trình|chương trình|quy trình|lộ trình|quá trình|tìm kiếm|
    dự án|tài chính|thông tin|dự toán|đổi mới|công nghiệp|giao thông""".replace("\n    ", "").split("|")
)
"""Words one syllable of which alone would be a verb or a kind of place."""
FAMILIES = frozenset(
    """nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|trương|đoàn|đào|mai|trịnh|vương|
    tô|lương|cao|chu|tạ|triệu|phùng|hầu|lò|giàng|sùng|lù|điểu|ksor""".replace("\n    ", "").split("|")
)
"""Families' names: after a ministry's name one begins a person's."""
TWO = frozenset({"xã hội", "giao thông", "công nghiệp"})
"""Words of two syllables that go on a name though the first alone would end it."""
