"""Days, months, quarters and years as Vietnamese papers write them, and the last day that each means."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_D, _M, _Y = r"(?P<d>[0-3]?\d)", r"(?P<m>1[0-2]|0?[1-9])", r"(?P<y>(?:19|20)\d\d)"
DAY = re.compile(
    rf"(?:(?:(?:hết|cuối)\s+)?ngày\s*)?(?:m[ùồ]ng\s+)?(?<![\d/.-]){_D}\s?[/.-]\s?{_M}(?:\s?[/.-]\s?{_Y}(?!\d)|"
    rf"\s+năm\s+(?P<y2>(?:19|20)\d\d))?(?![\d%])(?!\s*(?:%|tỷ|tỉ|triệu|tấn|ha|km|điểm|"
    rf"đồng))(?:\s+(?:tới|năm nay|này))?"
    rf"|(?:(?:hết|cuối)\s+)?ngày\s*(?P<d3>[0-3]?\d)\s*tháng\s+(?P<m3>1[0-2]|"
    rf"0?[1-9])(?:\s+năm\s+(?P<y3>(?:19|20)\d\d|nay|tới))?(?:\s+tới)?"
    rf"|(?:hết\s+)?ngày\s+(?P<d4>[0-3]?\d)(?![\d/.-])(?:\s+(?:tháng này|tháng sau|tới))?"
)
DAY_OF_MONTH = re.compile(
    r"(?P<d>[12]\d|3[01])\s*tháng\s+(?P<m>1[0-2]|0?[1-9])(?!\d|/)(?:\s+năm\s+(?P<y>(?:19|20)\d\d|nay|tới))?"
)
""" "trước 15 tháng 11": from the tenth on, or it is so many months."""
MONTH = re.compile(
    r"(?:(?P<part>đầu|giữa|cuối|hết|(?:thượng|trung|hạ) tuần)\s+)?tháng\s+(?:(?P<m>1[0-2]|"
    r"0?[1-9])(?!\s?[/.-]?\d{1,2}(?!\d)\s)(?!\d)(?:\s*[/.-]\s*(?P<y>(?:19|20)\d\d)|"
    r"\s+năm\s+(?P<y2>(?:19|20)\d\d|nay|tới|sau)|\s+(?P<next>tới|này|năm nay|sắp tới))?"
    r"|(?P<word>này|tới|sau|sắp tới))"
)
MONTHS = re.compile(
    r"(?:(?:2|hai|3|ba|các)\s+)?tháng\s+\d{1,2}\s*(?:,\s*\d{1,2}\s*)*(?:và|-)\s*(?:tháng\s+)?"
    r"(?P<m>1[0-2]|0?[1-9])(?!\d|\s?[/.-]\s?\d{1,2}(?!\d))(?:\s*[/.-]\s*(?P<y>(?:19|20)\d\d)|"
    r"\s+năm\s+(?P<y2>(?:19|20)\d\d|nay|tới|sau))?"
)
""" "2 tháng 5 và 6": the last of them."""
NAMED_MONTH = re.compile(
    r"(?:(?P<part>đầu|giữa|cuối|hết)\s+)?tháng\s+(?P<name>hai|ba|tư|năm(?!\s+\d|\s+(?:nay|tới))|sáu|bảy|tám|chín|"
    r"mười\s+một|mười\s+hai|mười)\b(?:\s+năm\s+(?P<y>(?:19|20)\d\d)|\s+(?:tới|này|năm nay))?"
)
QUARTER = re.compile(
    r"(?:(?P<part>đầu|giữa|cuối|hết)\s+)?quý\s+(?:(?P<q>iv|iii|ii|i|"
    r"[1-4])(?![\w])(?:\s*[/.-]\s*(?P<y>(?:19|20)\d\d)|\s*(?:năm\s+)?(?P<y2>(?:19|20)\d\d)|"
    r"\s+năm\s+(?P<y3>nay|tới|sau)|\s+(?:này|tới))?|(?P<word>này|tới|sau))"
)
HALF = re.compile(
    r"(?:(?P<n>6|sáu|9|chín)\s+tháng|nửa)\s+(?P<part>đầu|cuối)\s+năm(?:\s+(?P<y>(?:19|20)\d\d)|\s+nay)?"
)
YEAR = re.compile(
    r"(?:(?P<part>đầu|giữa|cuối|hết)\s+)?(?:năm\s+(?P<y>(?:19|20)\d\d)(?![\d-]|"
    r"\s*-\s*(?:19|20)?\d\d)|năm\s+(?P<word>nay|tới|sau|này)|(?P<end>cuối|"
    r"hết)\s+năm(?!\s+(?:học|\d)))"
)
WEEK = re.compile(
    r"tuần (?:đầu|cuối|\d|(?:lễ )?thứ \w+)(?: của)? tháng \d{1,2}(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?|"
    r"(?:(?:đầu|giữa|cuối)\s+)?tuần\s+(?P<word>này|tới|sau)|cuối\s+tuần|tuần(?=\s*[.,;]|\s*$)|ngày(?=\s*[.,;]|"
    r"\s*$)|hôm nay|ngày mai|"
    r"(?:trong )?hôm sau|(?:sáng|trưa|chiều|tối|đêm)\s+(?:nay|mai)\b|"
    r"(?:(?<=sáng )|(?<=trưa )|(?<=chiều )|(?<=tối )|(?<=đêm ))(?:nay|mai)\b"
)
WEEKDAY = re.compile(
    r"(?:(?:ngày\s+)?thứ\s+(?P<name>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?:\s+(?P<week>tuần (?:này|tới|sau)|"
    r"này|tới|sau))?"
    r"(?!\s*(?:,\s*|\()(?:ngày\s*)?\d|\s+(?:ngày|\d|hằng|hàng)|\w)"
)
""" "thứ Sáu tuần này"; where its day is written the day counts."""
NUMBER = r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười lăm|hai mươi|ba mươi|vài)"
LENGTH = re.compile(
    rf"(?P<n>{NUMBER})\s*(?:\([^)]{{1,20}}\)\s*)?(?P<unit>giờ|ngày|tuần|tháng|quý|"
    rf"năm)(?:\s+làm việc)?(?:\s+(?:tới|nữa))?(?:\s*,?\s*(?:kể từ|tính từ|từ|"
    rf"sau)\s+(?:khi\s+|ngày\s+)?(?:[^,.;:]{{1,60}}))?"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Moment:
    """day: the last day meant, None where it cannot be told; is_impossible: 30/02 and its like; has_year: written."""

    day: date | None
    is_impossible: bool = False
    has_year: bool = True


def day_of(found: re.Match[str], dated: date | None) -> Moment:
    """A day; without a year, the one of the text's day."""
    parts = found.groupdict()
    day = int(parts["d"] or parts["d3"] or parts["d4"])
    month = parts["m"] or parts["m3"]
    year = parts["y"] or parts["y2"] or parts["y3"]
    if month is None:
        if dated is None:
            return Moment(None)
        later = 1 if "sau" in found.group() else 0
        return _made(dated.year + (dated.month - 1 + later) // 12, (dated.month - 1 + later) % 12 + 1, day)
    number = _year(year, dated)
    if number is None:
        return Moment(None, is_impossible=not _possible(2000, int(month), day), has_year=False)
    return _near(number, int(month), day, dated) if year is None else _made(number, int(month), day)


def day_of_month(found: re.Match[str], dated: date | None) -> Moment:
    """ "15 tháng 11", with or without its year."""
    year = _year(found["y"], dated)
    month, day = int(found["m"]), int(found["d"])
    if year is None:
        return Moment(None, is_impossible=not _possible(2000, month, day), has_year=False)
    return _near(year, month, day, dated) if found["y"] is None else _made(year, month, day)


def _near(year: int, month: int, day: int, dated: date | None) -> Moment:
    """A day without a year lies near the text: "15/1" in December is one of next year."""
    made = _made(year, month, day)
    if made.day is not None and dated is not None and (dated - made.day).days > 180:
        return _made(year + 1, month, day)
    return made


def _possible(year: int, month: int, day: int) -> bool:
    return 1 <= day <= monthrange(year, month)[1]


def _made(year: int, month: int, day: int) -> Moment:
    return Moment(date(year, month, day)) if _possible(year, month, day) else Moment(None, is_impossible=True)


def _year(written: str | None, dated: date | None) -> int | None:
    if written is not None and written.isdigit():
        return int(written)
    if dated is None:
        return None
    return dated.year + (1 if written in ("tới", "sau") else 0)


def month_of(found: re.Match[str], dated: date | None) -> Moment:
    """The last day of a month, or of the part of it that is named."""
    parts = {"part": None} | found.groupdict()
    if parts["m"] is None:
        if dated is None:
            return Moment(None)
        ahead = dated.month - 1 + (0 if parts["word"] == "này" else 1)
        return _last(dated.year + ahead // 12, ahead % 12 + 1, parts["part"])
    year = _year(parts["y"] or parts["y2"], dated)
    if year is None:
        return Moment(None, has_year=False)
    month = int(parts["m"])
    if dated is not None and not (parts["y"] or parts["y2"]) and (dated.month - month) > 6:
        year += 1
    return _last(year, month, parts["part"])


def _last(year: int, month: int, part: str | None) -> Moment:
    last = monthrange(year, month)[1]
    return Moment(
        date(year, month, {"đầu": 10, "thượng tuần": 10, "giữa": 20, "trung tuần": 20}.get(part or "", last))
    )


def quarter_of(found: re.Match[str], dated: date | None) -> Moment:
    """The last day of a quarter."""
    parts = found.groupdict()
    if parts["q"] is None:
        if dated is None:
            return Moment(None)
        ahead = (dated.month - 1) // 3 + (0 if parts["word"] == "này" else 1)
        return _last(dated.year + ahead // 4, ahead % 4 * 3 + 3, None)
    year = _year(parts["y"] or parts["y2"] or parts["y3"], dated)
    quarter = _ROMAN.get(parts["q"]) or int(parts["q"])
    if year is None:
        return Moment(None, has_year=False)
    month = quarter * 3 - (2 if parts["part"] == "đầu" else 1 if parts["part"] == "giữa" else 0)
    return _last(year, month, None)


def half_of(found: re.Match[str], dated: date | None) -> Moment:
    """The last day of six or nine months of a year."""
    year = _year(found["y"], dated)
    if year is None:
        return Moment(None, has_year=False)
    months = 9 if found["n"] in ("9", "chín") else 6
    return _last(year, months if found["part"] == "đầu" else 12, None)


def year_of(found: re.Match[str], dated: date | None) -> Moment:
    """The last day of a year."""
    year = _year(found["y"] or found["word"], dated)
    if year is None:
        return Moment(None, has_year=False)
    return _last(year, {"đầu": 3, "giữa": 6}.get(found["part"] or "", 12), None)


def week_of(found: re.Match[str], dated: date | None) -> Moment:
    """The Sunday of a week, or the day itself; a week of a month stays in words."""
    if dated is None or "tháng" in found.group():
        return Moment(None)
    if found.group().endswith(("nay", "ngày")):
        return Moment(dated)
    if "mai" in found.group() or "hôm sau" in found.group():
        return Moment(dated + timedelta(days=1))
    sunday = dated + timedelta(days=6 - dated.weekday())
    return Moment(sunday + timedelta(days=7 if found["word"] in ("tới", "sau") else 0))


def weekday_of(found: re.Match[str], dated: date | None) -> Moment:
    """The next such day of the week; of the week that is told, where one is."""
    if dated is None:
        return Moment(None)
    place = _WEEKDAYS[found["name"]] if found["name"] else 6
    monday = dated - timedelta(days=dated.weekday())
    week = (found["week"] or "").removeprefix("tuần ")
    is_next = week in ("tới", "sau") if (found["week"] or "").startswith("tuần") else place < dated.weekday()
    return Moment(monday + timedelta(days=place + (7 if is_next else 0)))


_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5} | {str(n): n - 2 for n in range(2, 8)}


def named_month_of(found: re.Match[str], dated: date | None) -> Moment:
    """The last day of "tháng Sáu", or of the part of it that is named."""
    year = _year(found["y"], dated)
    if year is None:
        return Moment(None, has_year=False)
    month = _MONTHS.index(" ".join(found["name"].split())) + 2
    if dated is not None and found["y"] is None and dated.month - month > 6:
        year += 1
    return _last(year, month, found["part"])


_MONTHS = ("hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")


def length_of(found: re.Match[str], dated: date | None) -> Moment:
    """So many days after the text; working days, and counts from an event, are left in words."""
    words = found.group()
    count = _number(found["n"])
    days = {"ngày": 1, "tuần": 7}.get(found["unit"])
    is_counted = any(word in words for word in ("kể từ", "tính từ", " từ ", " sau "))
    from_event = is_counted and not _OWN_DAY.search(words)
    if dated is None or days is None or count is None or "làm việc" in words or from_event:
        return Moment(None)
    return Moment(dated + timedelta(days=count * days))


_OWN_DAY = re.compile(
    r"\bban hành\b|\bhôm nay\b|\bngày ký\s*(?:$|(?:văn bản|công điện|công văn|chỉ thị|thông báo) này)"
)
"""The day of the text itself: "kể từ ngày ký văn bản này"."""
_COUNTS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_MORE = {"mười lăm": 15, "hai mươi": 20, "ba mươi": 30}


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return _COUNTS.index(word) if word in _COUNTS else _MORE.get(word)
