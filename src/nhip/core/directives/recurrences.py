"""How often something is to be done, as a sentence says it."""

import re

_RECURS = re.compile(
    r"(?:báo cáo\s+)?(?:định kỳ\s*(?:,\s*)?)?(?:(?:trước ngày|vào ngày|ngày|"
    r"trước)\s+\d{1,2}\s+)?(?P<word>(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm|6 tháng)|"
    r"định kỳ(?:\s+(?:\d{1,2}|một|hai|ba|sáu)\s*(?:ngày|tuần|tháng|quý|năm)(?:\s*/\s*lần|"
    r"\s+một lần|\s+1 lần)?(?:\s+và\s+(?:hằng |hàng )?năm)?|\s+mỗi\s+\w+)?|(?:mỗi|từng)\s+(?:ngày|"
    r"tuần|tháng|quý|năm)(?:\s+(?:một|1|hai|2)\s+lần)?|(?:\d{1,2}|một|hai|ba|"
    r"sáu)\s+(?:ngày|tuần|tháng|quý|năm)\s*(?:/|một|1)\s*lần|thứ\s+(?:hai|ba|tư|năm|sáu|"
    r"bảy|[2-7])\s+(?:hằng|hàng)\s+tuần)"
)
_NOT_RECURRING = re.compile(
    r"(?:kế hoạch|dự toán|chỉ tiêu|chương trình|ngân sách|trung bình|bình quân|"
    r"báo cáo thường niên|sản lượng|đặt|số lượng|biên chế)\s+$"
)


def recurrence_of(key: str, shown: str) -> str | None:
    """How often, as written: "hằng tháng", "định kỳ 6 tháng", "mỗi quý"."""
    for found in _RECURS.finditer(key):
        before = key[: found.start("word")]
        if not _NOT_RECURRING.search(before):
            return " ".join(shown[found.start("word") : found.end("word")].split())
    return None
