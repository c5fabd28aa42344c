"""Times that are named by what happens then: an hour of a day, a session, a lunar day, a time that comes again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from nhip.core.directives import dates

_HOUR = re.compile(
    r"(?:(?:hằng|hàng)\s+ngày\s+)?(?:trước|chậm nhất(?: là)?)\s+\d{1,2}\s*(?:h|giờ)\s*\d{0,2}(?:\s*(?:sáng|"
    r"trưa|chiều|tối))?(?=\s*[,.;)]|\s*$)"
)
""" "nộp trước 17h.": of the same day."""
_LUNAR = re.compile(
    r"(?:xong )?(?:trước|chậm nhất(?: là)?)\s+(?:ngày\s+)?\d{1,2}\s+tháng\s+(?:chạp|giêng)"
    r"(?:\s+năm\s+[^\s,.;]+\s+[^\s,.;]+)?"
)
""" "20 tháng Chạp": a day of the lunar calendar stays in words."""
_EACH_TIME = re.compile(
    r"(?:vào\s+)?(?:(?:sáng|chiều)\s+)?thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])\s+(?:hằng|hàng)\s+tuần|"
    r"(?:trước|chậm nhất(?: là| vào)?|muộn nhất(?: là| vào)?|vào)\s+(?:lúc\s+)?\d{1,2}\s*(?:h|g|"
    r"giờ)\s*(?:\d{2})?\s*"
    r"(?:(?:hằng|hàng|mỗi)\s+ngày|,?\s*(?:ngày\s+)?thứ\s+\w+\s+(?:hằng|hàng)\s+tuần)|(?:trước|"
    r"vào)\s+(?:các\s+)?ngày\s+\d{1,2}(?:\s*(?:,|và)\s*\d{1,2})+\s+(?:hằng|"
    r"hàng)\s+tháng"
    r"|(?:trước|vào)\s+(?:các\s+)?ngày\s+\d{1,2}/\d{1,2}(?:\s*(?:,|"
    r"và)\s*(?:ngày\s+)?\d{1,2}/\d{1,2})+\s+(?:hằng|hàng)\s+năm"
    r"|(?<!trước )(?:vào\s+)?ngày\s+\d{1,2}\s+(?:hằng|hàng|mỗi)\s+(?:tháng|quý)"
)
"""Of every day or month: "trước 14h hàng ngày", "vào ngày 15, 30 hằng tháng"."""


_AT_AN_HOUR = re.compile(
    r"(?:vào\s+)?(?:lúc|hồi)\s+\d{1,2}\s*(?:h|giờ)\s*(?:\d{2})?(?:\s*(?:sáng|chiều|tối))?,?\s+ngày\s+\d{1,2}\s*[/-]\s*\d{1,2}"
    r""
    r""
    r"(?:\s*[/-]\s*\d{4})?"
)
""" "mở một cửa xả đáy lúc 6h ngày 22/7": when it is to be done."""
_AT_A_SESSION = re.compile(
    r"\b(?:báo cáo|trình|thông qua|cho ý kiến)\b[^,.;]{0,60}?\b"
    r"(?P<due>(?:(?:tại|trong|vào) (?:phiên họp|cuộc họp|phiên tiếp công dân)|"
    r"(?:tại|trong) kỳ họp)[^,.;:]{0,40}?(?:tháng\s+\d{1,2}(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?\)?|"
    r"tuần \d+|thứ \d{1,2}(?:\s*\(tháng [^)]{1,12}\))?|"
    r"(?:cuối|giữa) năm(?:\s+\d{4})?|gần nhất|tới))"
)
""" "báo cáo tại phiên họp Chính phủ tháng 3": by then it must be ready."""


_WINDOW = 200
HAPPENED = re.compile(
    r"(?:phiên họp|cuộc họp|hội nghị|vụ việc|sự cố|tai nạn|xảy ra|ban hành|ký|được)[^,;.]{0,60}$"
)
"""What "vào ngày …" tells the day of."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Letters start to end of what may be a deadline. score: how surely it is one, 0 or less for not at all."""

    start: int
    end: int
    kind: str
    moment: dates.Moment
    score: int


def occasions(key: str, dated: date | None) -> Iterator[Candidate]:
    """Every such time of a sentence."""
    for found in _AT_A_SESSION.finditer(key):
        month = dates.MONTH.search(key, *found.span("due"))
        until = dates.month_of(month, dated) if month else dates.Moment(None)
        yield Candidate(*found.span("due"), "event", until, 3)
    for found in _AT_AN_HOUR.finditer(key):
        day = dates.DAY.search(key, *found.span())
        until = dates.day_of(day, dated) if day else dates.Moment(None)
        happened = HAPPENED.search(key[max(0, found.start() - _WINDOW) : found.start()])
        yield Candidate(*found.span(), "day", until, 0 if happened else 2)
    for found in chain(_EACH_TIME.finditer(key), _LUNAR.finditer(key), _HOUR.finditer(key)):
        yield Candidate(found.start(), found.end(), "day", dates.Moment(None), 11)
