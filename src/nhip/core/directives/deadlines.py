"""Until when: the phrase of a sentence that says it, and the day it means."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from nhip.core.directives import dates
from nhip.core.directives.model import Due
from nhip.core.directives.occasions import HAPPENED, Candidate, occasions

_FIRM = re.compile(
    r"(?:(?:chậm nhất|muộn nhất|không muộn hơn|không chậm quá|chậm nhất là|"
    r"muộn nhất là)(?:\s+(?:là|vào|đến|trước|trong|vòng|đến hết|sau|khoảng|lúc|"
    r"\d{1,2}\s*(?:h|g|giờ)\s*(?:\d{1,2})?(?:\s*phút)?(?:\s*(?:sáng|chiều|tối))?,?))*|(?:thời hạn|"
    r"(?<!khô )(?<!khô, )(?<!chống )(?<!nắng )hạn|thời gian (?:hoàn thành|thực hiện|báo cáo|gửi|trình|nộp)|"
    r"thời gian(?=\s*:))"
    r"(?:\s*:?\s*(?:cuối|chót|cuối cùng|chậm nhất|hoàn thành|gửi|báo cáo|nộp|thực hiện|là|xong|"
    r"đến|trước|trong|vào|ngày)\b)*(?:\s*:)?|ngay trước|"
    r"(?:ngay\s+|xong\s+)?trước(?:\s+(?:thời điểm|thời hạn|hết|dịp|rạng sáng|\d{1,2}\s*(?:h|"
    r"giờ)\s*(?:\d{0,2})?(?:\s*phút)?(?:\s*(?:sáng|chiều|tối))?(?:,)?))*|đến(?:\s+(?:trước|hết))*|cho đến|"
    r"từ nay đến(?:\s+hết)?|từ nay tới|tới(?=\s+(?:ngày|hết))(?:\s+hết)?|hết|dịp|không để quá|không quá|"
    r"(?:ngay\s+)?(?:trong|"
    r"vào)(?:\s+(?:sáng|chiều|tối|đêm|trưa|vòng|thời hạn|thời gian|khoảng|tối đa|không quá|khoảng thời gian|dịp))*|"
    r"(?:ngay )?sau|ngay)\s+(?:(?:thứ\s+\w+|chủ nhật)\s*(?:,\s*|\())?(?=[\w(])"
)
_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str], date | None], dates.Moment]], ...] = (
    ("day", dates.DAY, dates.day_of),
    ("day", dates.DAY_OF_MONTH, dates.day_of_month),
    ("half", dates.HALF, dates.half_of),
    ("month", dates.MONTHS, dates.month_of),
    ("month", dates.MONTH, dates.month_of),
    ("month", dates.NAMED_MONTH, dates.named_month_of),
    ("quarter", dates.QUARTER, dates.quarter_of),
    ("week", dates.WEEK, dates.week_of),
    ("week", dates.WEEKDAY, dates.weekday_of),
    ("length", dates.LENGTH, dates.length_of),
    ("year", dates.YEAR, dates.year_of),
)
_EVENT = re.compile(
    r"(?:vụ (?:đông xuân|hè thu|mùa|xuân)(?:\s+\d{4}(?:\s*-\s*\d{4})?)?|"
    r"cuộc họp [^,.;:]{0,30}(?:tới|sau)|tết(?!\s+đến nay)(?:\s+nguyên đán)?"
    r"(?:\s+(?!(?:đến|nay|này|không|các|và|để|là|thì|nhưng|của|phải|cần)\b)[^\s,.;:]+){0,3}|mùa (?:mưa|bão|lũ|"
    r"khô)(?: bão|"
    r" lũ)?(?:\s+năm\s+\d{4}|\s+năm nay)?|năm học mới|khai giảng|kỳ họp[^,.;:]{0,40}|"
    r"lễ[^,.;:]{0,30}|(?:ngày\s+)?quốc khánh(?:\s+[\d/]+)?|(?:thềm\s+)?năm học(?:\s+mới|\s+\d{4}\s*-\s*\d{4})?|"
    r"ngày (?:khai giảng|bầu cử|khai mạc|hội)[^,.;:]{0,30}|"
    r"khi (?:khai giảng|bước vào|vào mùa|kết thúc năm|diễn ra|khai mạc|bế mạc)[^,.;:]{0,50}|"
    r"nghỉ (?:lễ|tết)[^,.;:]{0,30}|kỳ (?:chi trả|nghỉ)[^,.;:]{0,30}|(?:cuộc họp|buổi họp|buổi làm việc|"
    r"phiên họp) này|"
    r"hội nghị[^,.;:]{0,40}|(?:ngày )?(?:mùng|mồng) \d{1,2} (?:tết|tháng)[^,.;]{0,30}|"
    r"(?:hết )?học kỳ[^,.;:]{0,30}|nhiệm kỳ[^,.;:]{0,12}|(?:đại hội|apec|sea games|asiad|kỳ thi|đợt thi|trung thu|"
    r"giáng sinh|giờ g|năm mới)\b[^,.;:]{0,40}|khi [^,.;:]{2,40}? (?:diễn ra|bắt đầu|khai mạc|đổ bộ|kết thúc)\b)"
)
_PAPER = re.compile(
    r"(?:số\s+[\w./-]+|nghị quyết|nghị định|quyết định|chỉ thị|công điện|công văn|văn bản|"
    r"thông báo|tờ trình|kết luận|luật|thông tư|(?<!hợp )(?<!phải )(?<!cần )(?<!, )báo cáo|kế hoạch|"
    r"điểm|phiên họp|cuộc họp|hội nghị|vụ việc|sự cố|tai nạn)[^,;.]{0,60}$"
)
_PLANNED = re.compile(
    r"(?:chiến lược|(?<!sở )(?<!bộ )(?<!vụ )(?<!phòng )(?<!ban )(?:quy hoạch|kế hoạch)|giai đoạn|tầm nhìn|định hướng|"
    r"mục tiêu|chương trình|"
    r"đề án|dự toán|ngân sách|chỉ tiêu|nhiệm vụ|nghị quyết|vốn|diễn ra|xảy ra|kết quả|"
    r"tình hình|dự án|(?<!tâm )phát triển|tổng kết|năm học|phong trào|sử dụng|áp dụng|phong, chống|"
    r"số liệu|hiệu lực|gói thầu|công trình|theo|các năm)(?:[^,;.:]{0,70})$|dự báo[^;.:]{0,80}$"
)
_DONE = re.compile(
    r"(?:hoàn thành|hoàn tất|xong|báo cáo|trình|gửi|ban hành|công bố|thực hiện|triển khai|"
    r"dứt điểm|kết thúc|khắc phục|phê duyệt|đưa vào|đề xuất|nộp|giải quyết|xử lý|thông qua|"
    r"khởi công|khánh thành|phát điện|bàn giao|giải ngân|ký|thông xe|phấn đấu|bảo đảm|xóa)[^;.:]{0,90}$"
)


def due_of(key: str, shown: str, dated: date | None) -> Due | None:
    """The deadline that a sentence gives, the strongest of several. key, shown: the sentence, of equal length."""
    best = max(_candidates(key, dated), key=lambda one: (one.score, -one.start), default=None)
    if best is None or best.score <= 0:
        return None
    text = " ".join(shown[best.start : _further_end(key, best)].split()).strip(" ,")
    return Due(text, best.moment.day, _mark(best.moment, dated))


def _further_end(key: str, best: Candidate) -> int:
    """ "trong tháng 4 và quý II-2017": until when the second part of it is due is told with the first."""
    joined = _AND_THEN.match(key, best.end) if best.kind in _PERIODS else None
    if joined is None:
        return best.end
    ends = (
        found.end()
        for kind, pattern, _ in _KINDS
        if kind in _PERIODS and (found := pattern.match(key, joined.end()))
    )
    return next(ends, best.end)


_AND_THEN = re.compile(r"\s+và\s+(?:trong\s+)?")
_PERIODS = frozenset({"half", "month", "quarter", "week", "year"})


def _mark(moment: dates.Moment, dated: date | None) -> str:
    if moment.is_impossible:
        return "no_such_day"
    is_past = moment.day is not None and dated is not None and moment.day < dated
    return "before_the_text" if is_past else ""


def _candidates(key: str, dated: date | None) -> Iterator[Candidate]:
    yield from occasions(key, dated)
    yield from _bare(key, dated)
    for found in _FIRM.finditer(key):
        for kind, pattern, meaning in _KINDS:
            moment = pattern.match(key, found.end())
            if moment is not None:
                start, end = _told_from(key, found), moment.end()
                if kind == "day" and _recurs_after(key, end):
                    end = _recurs_after(key, end)
                    yield Candidate(start, end, kind, dates.Moment(None), 9)
                else:
                    until = meaning(moment, dated)
                    is_over = until.day is not None and dated is not None and until.day < dated
                    score = _score(key, found, moment, kind, is_over=is_over)
                    yield Candidate(start, end, kind, until, score)
                break
        else:
            event = _EVENT.match(key, found.end()) if _names_event(key, found) else None
            if event is not None:
                day = dates.DAY.search(key, event.start(), event.end())
                until = dates.day_of(day, dated) if day else dates.Moment(None)
                yield Candidate(found.start(), event.end(), "event", until, 3)


_LABEL = re.compile(
    r"thời gian (?:hoàn thành|thực hiện|báo cáo|gửi|trình|nộp)\s+(?=trước|trong|chậm|là|đến|vào)"
)


def _told_from(key: str, preposition: re.Match[str]) -> int:
    """ "Thời gian hoàn thành: quý III": what stands before the colon is a label."""
    start, end = preposition.span()
    label = _LABEL.match(key, start)
    start = label.end() if label and label.end() < end else start
    after = key.rfind(":", start, end) + 1
    return end if after and not key[after:end].strip() else (after or start)


_BY_ITSELF = re.compile(
    r"(?<!\w)(?<!tháng )(?<!ngay )(?P<when>(?:đầu|giữa|cuối|hết|ngày|thứ(?=\s+\w+\s+(?:tuần|tới|này)))\s|"
    r"(?:quý|năm)\s)"
)
_BROUGHT_TO_AN_END = re.compile(
    r"(?:hoàn thành|hoàn tất|khởi công|khánh thành|thông xe|đưa vào (?:sử dụng|khai thác|"
    r"vận hành))(?:\s+[^\s,.;:]+){0,8}\s+$"
)
_REPORTED = re.compile(r"\b(?:báo cáo|trình|gửi|nộp|xong)(?:\s+[^\s,.;:]+){0,8}\s+$")
_OF_A_TIME = re.compile(
    r"\b(?:từ|trong|vào|trước|đến|hết|những|các|sau|tới|của|và|đầu|giữa|cuối|ngay|là|tháng|quý|kể|tính|khoảng|"
    r"so với)\s+$"
)
""" "từ đầu năm", "của năm 2018": no deadline by themselves."""


def _bare(key: str, dated: date | None) -> Iterator[Candidate]:
    """A time without a preposition: "hoàn thành năm 2019", "trình đầu tháng 6", "ngày 10/5 phải có báo cáo"."""
    for found in _BY_ITSELF.finditer(key):
        before = key[max(0, found.start() - _WINDOW) : found.start()]
        if _OF_A_TIME.search(before) or _PLANNED.search(before):
            continue
        for kind, pattern, meaning in _KINDS:
            moment = pattern.match(key, found.start()) if kind != "length" else None
            if moment is not None and _stands_alone(before, found["when"].strip(), kind, key[moment.end() :]):
                yield Candidate(moment.start(), moment.end(), kind, meaning(moment, dated), 2)


def _stands_alone(before: str, first: str, kind: str, after: str) -> bool:
    if kind == "day" and first == "ngày":
        return bool(_MUST_THEN.match(after)) and not _PAPER.search(before)
    ends = bool(_AFTER_A_DUE.match(after)) and not _AND_SINCE.match(after)
    is_part = first in ("đầu", "giữa", "cuối", "hết", "thứ") and bool(_REPORTED.search(before))
    if first in ("đầu", "giữa", "cuối", "hết") and _DONE_THEN.match(after):
        return True
    return ends and (is_part or bool(_BROUGHT_TO_AN_END.search(before)))


_DONE_THEN = re.compile(r"\s*,?\s*(?:phải\s+)?(?:xong|hoàn thành|hoàn tất)\b")
_MUST_THEN = re.compile(r"\s*,?\s*(?:phải|cần phải)\s+(?:có|xong|hoàn|báo|trình|gửi|nộp|đưa|bàn)")
_AND_SINCE = re.compile(
    r"\s*(?:đến nay|và (?:định hướng|tầm nhìn|giai đoạn|năm \d|kế hoạch|phương hướng|nhiệm vụ))|\s*,\s*(?:năm|"
    r"quý)\s"
)


def _names_event(key: str, preposition: re.Match[str]) -> bool:
    """ "trước Tết"; "báo cáo Quốc hội vào kỳ họp tháng 5"."""
    named = ("hết học kỳ", "học kỳ", "mùng", "mồng", "ngày mùng", "ngày mồng")
    if "trước" in preposition.group() or key.startswith(named, preposition.end()):
        return True
    reports = _TO_BE_DONE.search(key[max(0, preposition.start() - 60) : preposition.start()])
    if "sau" in preposition.group() and _OVER.match(key, preposition.end()):
        before = key[: preposition.start()]
        return not any(letter.isalpha() for letter in before) or bool(_DONE.search(before))
    if key.startswith(("năm học", "nhiệm kỳ"), preposition.end()) or "dịp" in preposition.group():
        return bool(_DONE.search(key[: preposition.start()]))
    soon = preposition.group().startswith("ngay trong") and key.startswith("mùa", preposition.end())
    if soon or key.startswith("kỳ chi trả", preposition.end()):
        return True
    return key.startswith("kỳ họp", preposition.end()) and bool(reports)


_OVER = re.compile(r"tết|kỳ nghỉ|lễ|(?:cuộc họp|buổi họp|hội nghị|buổi làm việc|phiên họp) này")


def _recurs_after(key: str, at: int) -> int:
    more = re.compile(
        r"\s+(?:(?:hằng|hàng)\s+(?:tháng|quý|năm|tuần)|(?:của\s+)?(?:mỗi|từng)\s+(?:tháng|quý|"
        r"năm)|(?:của\s+)?tháng\s+(?:đầu|cuối)(?:\s+(?:của|mỗi))*\s+quý(?!\s+(?:kế tiếp|tiếp|sau|liền))|"
        r"(?:của\s+)?(?:tháng|quý|năm)(?:\s+(?:đầu|cuối))?(?:\s+(?:của\s+)?(?:quý|năm|kỳ))?"
        r"\s+(?:kế tiếp|tiếp theo|sau|liền kề)(?:\s+theo)?)"
    ).match(key, at)
    return more.end() if more else 0


def _score(key: str, preposition: re.Match[str], moment: re.Match[str], kind: str, *, is_over: bool) -> int:
    """How surely the phrase is a deadline; 0 or less: it is not one. is_over: the time is before the text's day."""
    word = preposition.group().strip()
    before, after = key[max(0, preposition.start() - _WINDOW) : preposition.start()], key[moment.end() :]
    if re.match(r"\s*(?:đến|-|tới)\s+(?:ngày|tháng|năm|\d)", after) and not word.startswith(
        ("trước", "chậm")
    ):
        return 0
    if word.startswith(
        ("chậm nhất", "muộn nhất", "không muộn", "không để quá", "hạn", "thời hạn", "xong", "từ nay")
    ):
        return 10
    if word.split()[0] == "trước" or word.startswith("ngay trước"):
        return _score_before(before, kind, is_over=is_over)
    if kind == "length" and word == "trong" and moment.group().endswith(("tới", "nữa")):
        return 3
    return _score_within(word, before, after, kind)


_WINDOW = 200
"""Letters of a sentence that are looked at before what may be a deadline."""
_DONE_ALREADY = re.compile(
    r"\bđã\s+(?:báo cáo|gửi|được|cấp|ban hành|giao|ký|hoàn thành|triển khai|thực hiện|tiếp nhận|"
    r"khởi công)[^,;.]{0,50}$"
)


_WAS_THEN = re.compile(r"\b(?:đã|được|xây|xảy ra|phê duyệt|duyệt|cấp|hình thành|ký)\b[^,;.]{0,25}$")


def _score_before(before: str, kind: str, *, is_over: bool) -> int:
    if kind == "length" or _DONE_ALREADY.search(before) or (is_over and _WAS_THEN.search(before)):
        return 0
    if re.search(
        r"(?:từ|được|đã|ban hành|phê duyệt|ký kết|có hiệu lực|xảy ra|hình thành|tồn tại)\s+$", before
    ) and kind in ("day", "year"):
        return 1
    return 8


def _score_within(word: str, before: str, after: str, kind: str) -> int:
    """ "trong", "vào", "đến", "ngay", "hết" and a period: a deadline only where something is to be done by then."""
    first = word.split(maxsplit=1)[0]
    ends = bool(_AFTER_A_DUE.match(after))
    if kind == "length":
        return _score_length(word, before, after, ends=ends)
    if _is_no_due(word, before, kind, ends=ends):
        return 0
    base = _BASE[kind]
    if word.startswith("ngay"):
        return base + 2
    if (_is_done(before) and (ends or kind != "year")) or (
        first == "đến" and (_SURELY.search(before) or _SO_THEN.match(after))
    ):
        return base + 1
    if not before.strip(" -+*.,:0123456789()abcđi") or before.rstrip().endswith((",", ";", " để")):
        return base if kind in ("day", "month", "quarter", "week") or first == "đến" else 1
    does_then = first == "trong" and kind in ("month", "quarter", "week") and _DO_THEN.match(after)
    return _at_the_end(first, kind, base) if ends or does_then else 0


_SO_THEN = re.compile(r"\s*,?\s*(?:không còn|không để|đạt|cơ bản|giảm|xóa|hoàn thành|100%|tất cả)\b")
_DO_THEN = re.compile(
    r"\s*,?\s*(?:(?:hoàn|trình|báo cáo|gửi|nộp|bàn giao|khởi công|ban hành|tổ chức|lập|xây dựng|rà soát|kiểm tra|"
    r"xử lý)\b|[^,.;:]{4,50}\bphải\s)"
)
""" "giao Sở A trong tháng 6 này hoàn chỉnh thiết kế": what is to be done stands behind its time."""
_SURELY = re.compile(r"(?:đảm bảo|bảo đảm|phấn đấu|quyết tâm)(?:\s+là)?\s+$")
_AFTER_A_DUE = re.compile(r"\s*(?:[,;.:()/]|$|phải|cần|để|và|cho|nhằm)")
_BASE = {"week": 5, "month": 5, "quarter": 5, "day": 5, "half": 3, "year": 3}
_TO_BE_DONE = re.compile(
    r"(?:hoàn thành|hoàn tất|xong|báo cáo|báo kết quả|trình|gửi|thông báo|công bố)[^,;.]{0,50}$"
)
_TO_BE_READY = re.compile(
    r"(?:(?<!đã )(?<!được )\b(?:hoàn thành|hoàn tất|khởi công|triển khai (?:dự án|đề án))|"
    r"\btổ chức (?:hội nghị|họp|cuộc họp|lễ|kiểm tra|tập huấn|sơ kết|tổng kết|đại hội))\b[^,;.]{0,150}$"
)
"""A task that ends with a month or quarter: "hoàn thành … thuộc dự án Nhà máy B trong tháng 4 năm 2013"."""


def _is_done(before: str) -> bool:
    return bool(_DONE.search(before))


def _is_no_due(word: str, before: str, kind: str, *, ends: bool) -> bool:
    """A date of a paper, a period of a plan, "sau ngày …"."""
    if (
        word.startswith("sau")
        or (word == "dịp" and not _is_done(before))
        or (word == "hết" and re.search(r"(?:sau|đến|tính)\s+$", before))
        or (word == "ngay" and kind not in ("week", "month", "day"))
    ):
        return True
    papers = HAPPENED if word.startswith("vào") else _PAPER
    if kind == "day" and not word.startswith(("đến", "trong")) and papers.search(before):
        return True
    is_planned = _PLANNED.search(before) and not _TO_BE_DONE.search(before)
    if is_planned and kind in ("month", "quarter") and ends and _TO_BE_READY.search(before):
        return False
    return bool(is_planned) and kind != "week" and not word.startswith(("ngay", "đến hết"))


def _at_the_end(first: str, kind: str, base: int) -> int:
    if kind != "year":
        return base - 3
    return 1 if first != "vào" else 0


_LASTS = re.compile(r"\b(?:đủ|dùng|ăn|uống|sinh hoạt|kéo dài|nghỉ|cách ly|liên tục|tối thiểu)\s+$")
""" "dự trữ nước đủ dùng trong 10 ngày": how long something lasts."""


def _score_length(word: str, before: str, after: str, *, ends: bool) -> int:
    if _LASTS.search(before):
        return 0
    if any(one in word for one in ("vòng", "thời hạn", "thời gian", "không quá", "tối đa")):
        return 7
    if (
        word.split(maxsplit=1)[0] in ("trong", "sau")
        and (_is_done(before) or ends)
        and not re.match(r"\s*(?:qua|đầu|cuối|gần đây|vừa)", after)
    ):
        return 3 if word.startswith("trong") else int(ends and bool(_TO_BE_DONE.search(before)))
    return 0
