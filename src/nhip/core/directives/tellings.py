"""What is told, and ordered by nobody: what was earlier, what a unit did, what comes of a task."""

import re

_BACKGROUND = re.compile(
    r"(?:\W|-)*(?:trước đó|trước đây|trước nay|năm ngoái|từ đầu năm(?: đến nay)?|năm trước|tháng trước|tuần trước|"
    r"như (?:báo|tin|đã|thông tin)\b|hồi (?:đầu|cuối|tháng|giữa)|cách đây|nói là|nói vậy|"
    r"(?:qua )?(?:kiểm tra|khảo sát|thị sát)[^.;:]{3,160}, đoàn[^.;:,]{0,60} (?:ghi nhận|phát hiện|nhận thấy)|"
    r"dự báo [^,;:]{3,60}(?:còn|sẽ|có thể|có khả năng)|trong khi đó, theo|từng|"
    r"(?:trong )?(?:suốt )?(?:thời gian|những năm|các năm|nhiều năm|mấy năm|những tháng|"
    r"những ngày|\d+ năm|\d+ tháng) (?:vừa )?qua|"
    r"(?:trong )?(?:thời gian|những năm) gần đây)\b"
)
_DONE_BEFORE = re.compile(r"\b(?:đã|từng|được)\b")
_ORDERS = re.compile(r"\b(?:giao(?! thông| dịch| lưu)|yêu cầu|chỉ đạo|phân công)\b")


def is_background(sentence: str) -> bool:
    """What was earlier; but an order that still stands, told without "đã", is one."""
    return bool(_BACKGROUND.match(sentence)) and (
        bool(_DONE_BEFORE.search(sentence)) or not _ORDERS.search(sentence)
    )


_OF_TODAY = re.compile(r"\b(?:hôm nay|sáng nay|chiều nay|tối nay|hôm qua|sáng qua|chiều qua)\b")


def tells_of_today(sentence: str) -> bool:
    """ "hôm nay 21-3, Thanh tra Bộ …": what a unit does today is told, unless somebody orders it."""
    return bool(_OF_TODAY.search(sentence[:160]))


_DAY_FIRST = re.compile(
    r"\W*(?:(?:từ|vào)\s+)?(?:đầu|giữa|cuối)\s+(?:tháng\s+\d|năm\s+\d{4})|"
    r"\W*(?:từ\s+)?(?:(?:rạng sáng|sáng sớm|sáng|chiều|tối|trưa|đêm)\s+)?(?:ngày\s+)?\d{1,2}\s*(?:[/.-]|tháng)\s*\d"
)


def opens_with_a_day(sentence: str) -> bool:
    """ "Ngày 02/03/2020, Chủ tịch huyện chủ trì …": so begins what is told."""
    return bool(_DAY_FIRST.match(sentence))


_AT_A_MEETING = re.compile(
    r"\W*(?:cũng )?(?:tại|trong) (?:khuôn khổ )?"
    r"(?:hội nghị|cuộc họp|buổi|lễ|phiên|diễn đàn|hội thảo|chương trình|sự kiện|dịp)\b[^,]{0,80},"
)
_TELLS = re.compile(r"[^;:\"]{0,250}?\b(?:cho biết|cho hay)\b")


_AT_ONCE = re.compile(
    r"\W*(?:ngay (?:trong đêm|sau đó|lập tức|khi nhận|sau khi)|đến (?:chiều|sáng|tối|trưa|khoảng)\b|"
    r"khoảng \d+ ?h)\b"
)
_COUNTED_SINCE = re.compile(
    r"\W*(?:theo [^,]{0,30},\s*)?(?:trong )?(?:\w+ tháng đầu năm|năm qua|tháng qua|tuần qua|quý [iv\d]+|"
    r"tháng \d+|năm \d{4})\b[^;:]{0,60},"
    r"[^,;:]*\s(?:hơn |gần |trên |khoảng )?\d[\d.]+\s"
)


def tells_of_a_meeting(sentence: str) -> bool:
    """What was done: "Tại hội nghị, UBND thành phố công bố …", "6 tháng đầu năm, công an xử lý 500 vụ"."""
    return any(one.match(sentence) for one in (_AT_A_MEETING, _TELLS, _COUNTED_SINCE))


_IN_VAIN = re.compile(r"[^.;:]*\b(?:nhưng|song)\b[^.;]*\b(?:vẫn|chưa|còn)\b")


def tells_of_an_outcome(sentence: str) -> bool:
    """ "Cả hệ thống chính trị tham gia ứng phó nhưng thiệt hại vẫn lớn": what came of what was done."""
    return bool(_IN_VAIN.match(sentence))


def tells_of_an_event(sentence: str) -> bool:
    """ "Ngay trong đêm, công an …", "Đến chiều cùng ngày, …": what was done then, however pressing it was."""
    return bool(_AT_ONCE.match(sentence))


def threatens(sentence: str) -> bool:
    """ "Các đơn vị vi phạm sẽ bị xử lý": what will happen, and to whom."""
    return "sẽ bị " in sentence[:160]


_TOLD_ORDER = re.compile(
    r"\b(?:(?:thủ tướng|bộ trưởng|thứ trưởng|chủ tịch (?:nước|quốc hội)|tổng bí thư)\b[^.;]{0,60}"
    r"\b(?:cho biết|cho hay|thông tin)|khẳng định|nhắc lại)\b[^.;]{0,30}\b(?:đã|từng)\s+"
    r"(?:giao|yêu cầu|chỉ đạo|đề nghị)\b"
)
""" "Bộ trưởng cho biết Bộ đã yêu cầu …": an answer. An office that tells of its own order passes it on."""
_DONE_SINCE = re.compile(
    r"[^.;:]{0,60}\bđược\b[^.;:]{3,60}\bgiao\b[^.;]*\b(?:đến nay|tính đến|cơ bản đã|đã hoàn thành)\b"
)
"""Of what was given to somebody, how far it is."""
_THEREBY = re.compile(
    r"\W*(?:từ đó|qua đó|nhờ đó|nhờ vậy)\b,?\s(?![^.;]*\b(?:yêu cầu|giao|đề nghị|phải|chỉ đạo|trách nhiệm)\b)"
)
""" "Từ đó, tạo điều kiện giúp người nghèo …": what comes of a task."""
_FINDING = re.compile(
    r"\W*qua\b[^,;.]{0,80},\s*(?:đã\s+)?(?:phát hiện|ghi nhận|xác định|nhận thấy|cho thấy|có)\b"
)
_BLAMED = re.compile(
    r"\b(?:nhận thấy|xác định|kết luận)\b[^;:]*\bchịu trách nhiệm\b(?:(?!\b(?:nếu|để|khi|trước)\b)[^;:]){0,60}"
    r"\b(?:vi phạm|sai phạm|khuyết điểm|thiếu sót)\b"
)
""" "Ban nhận thấy … phải chịu trách nhiệm về những khuyết điểm": so it is judged."""
_NOT_DONE = re.compile(
    r"\b(?:phải|cần|đã (?:chỉ đạo|yêu cầu|giao))\b[^,.;]*,?\s+\b(?:nhưng|song|tuy nhiên)\b[^,.;]*\b(?:chưa|"
    r"còn|mới|không)\b[^,;]*$"
)
_REPORTED = re.compile(r"[^:.;]{0,80}\bbáo cáo\b[^:.;]{0,80}:\s*(?:đã|đang|còn|hiện|đến nay|tính đến)\b")
_PRAISED = re.compile(
    r"[^:;.]{0,120}\bđã\s+(?:(?:rất|luôn|có nhiều)\s+)?(?:kịp thời|quyết liệt|thường xuyên|tập trung|chủ động|"
    r"tích cực|"
    r"quan tâm|liên tục|sâu sát|nỗ lực)\b[^:;.]{0,30}\b(?:chỉ đạo|đôn đốc|ban hành|yêu cầu)\b"
)
""" "Chính phủ đã kịp thời chỉ đạo các cấp …": how it was led until now."""
_WAS_GIVEN = re.compile(
    r"\W*(?:chỉ đạo|yêu cầu|quyết định|văn bản|công văn|công điện)\b[^,.;:]{0,60}\bđược (?:đưa ra|phát đi|nêu ra)\b"
)
""" "Chỉ đạo trên được đưa ra sau khi …": of orders that stand elsewhere."""


def is_told(sentence: str) -> bool:
    """An order that stands elsewhere, how far it is, what it brought about, what was found."""
    starts = (_DONE_SINCE, _THEREBY, _FINDING, _REPORTED, _PRAISED, _WAS_GIVEN)
    return bool(
        _TOLD_ORDER.search(sentence)
        or _NOT_DONE.search(sentence)
        or _BLAMED.search(sentence)
        or any(one.match(sentence) for one in starts)
    )
