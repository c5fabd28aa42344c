"""When a task runs, as office tables write it: a day, a month, a quarter, a stretch of them, the whole year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.vietnamese import normalised, without_marks


@dataclass(frozen=True, slots=True)
class Time:
    """First and last day; None: not said. says_day: the last day itself is named, not only its month or quarter."""

    first: date | None = None
    last: date | None = None
    says_day: bool = True


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DASH = r"\s*(?:-|–|—|÷|→|den het|den|toi)\s*"
_DAY = (
    r"(?:ngay\s+)?(?:(?P<d{n}>\d{{1,2}})\s*(?:[/.-]|\s*thang\s+)\s*(?P<m{n}>\d{{1,2}})"
    r"(?:\s*(?:[/.-]|\s*nam\s+)\s*(?P<y{n}>20\d\d|\d\d))?|(?P<z{n}>20\d\d)[-/](?P<n{n}>\d{{1,2}})[-/](?P<e{n}>\d{{1,2}}))"
)
_ONE_DAY = re.compile(_DAY.format(n=1))
_TWO_DAYS = re.compile(rf"(?:tu\s+)?{_DAY.format(n=1)}{_DASH}{_DAY.format(n=2)}")
_LISTED_DAYS = re.compile(
    r"(?:.*\d)\s*(?:[;,]|\bva\b)\s*(?P<last>(?:ngay\s+)?\d{1,2}[/.-]\d{1,2}(?:[/.-]20\d\d)?)"
)
_DAY_RANGE_IN_MONTH = re.compile(
    rf"(?:tu\s+)?(?:ngay\s+)?(\d{{1,2}}){_DASH}(?:ngay\s+)?(\d{{1,2}})\s*/\s*(\d{{1,2}})(?:\s*/\s*(20\d\d))?"
)
_YEAR = r"(?:\s*(?:/|,|nam|-)?\s*(?:nam\s+)?(20\d\d))?"
_MONTH = re.compile(rf"(?:thang|thg|t)\.?\s*(\d{{1,2}}){_YEAR}")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[/-]\s*(20\d\d)")
_MONTHS = re.compile(
    rf"(?:tu\s+)?(?:thang|thg|t)\.?\s*(\d{{1,2}}){_YEAR}{_DASH}(?:het\s+)?(?:thang|thg|t)?\.?\s*(\d{{1,2}}){_YEAR}"
)
_MONTH_YEARS = re.compile(
    rf"(?:tu\s+)?(\d{{1,2}})\s*/\s*(20\d\d){_DASH}(?:het\s+)?(\d{{1,2}})\s*/\s*(20\d\d)"
)
_LISTED_MONTHS = re.compile(
    r"(?:cac\s+)?(?:thang|t)\s*(\d{1,2}(?:\s*(?:,|;|va)\s*(?:thang|t)?\s*\d{1,2})+)(?:\s*(?:nam|/)?\s*(20\d\d))?"
)
_Q = r"(i{1,3}|iv|[1-4])"
_QUARTER = re.compile(rf"(?:quy|q)\.?\s*{_Q}{_YEAR}")
_QUARTERS = re.compile(
    rf"(?:tu\s+)?(?:cac\s+)?(?:quy|q)\.?\s*{_Q}{_YEAR}(?:(?:{_DASH}|\s*(?:,|;|va)\s*)(?:quy|q)?\.?\s*(?:i{{1,3}}|iv|[1-4]))*?"
    rf"(?:{_DASH}|\s*(?:,|;|va)\s*)(?:quy|q)?\.?\s*{_Q}{_YEAR}"
)
_UNTIL_THE_END = re.compile(r"tu ((?:thang|quy) \S+) (?:den|toi) (?:het |cuoi )?nam.*")
_PART = re.compile(
    r"(?:(?P<early>dau|thuong tuan|tuan (?:1|i|dau|thu nhat))"
    r"|(?P<middle>giua|trung tuan|tuan (?:2|3|ii|iii|thu hai|thu ba))"
    r"|cuoi|ha tuan|tuan (?:4|iv|cuoi|thu tu))\s+(?P<month>(?:thang|quy)\s.*)"
)
_BEFORE = re.compile(
    r"^(?:(?:phai\s+)?(?:hoan thanh|xong|ket thuc|nop|trinh|bao cao|thuc hien)\s+)?(?:(?:thoi )?han\s*:?\s+)?"
    r"(?:(?:truoc|den|toi|cham nhat(?: la)?|muon nhat(?: la)?|khong qua|khong muon hon|trong|vao|het|xong|cuoi)\s+)*"
    r"(?:ngay\s+(?=\d))?"
)
_WHOLE_YEAR = re.compile(
    r"(?:(?:ca|trong|suot|quanh) nam|thuong xuyen|hang (?:ngay|thang|quy|tuan|nam)|moi (?:thang|quy|tuan)"
    r"|dinh ky|lien tuc|xuyen suot|(?:truoc )?ngay \d{1,2} (?:hang|moi|cac) (?:thang|quy)|12 thang"
    r"|theo (?:thang|quy)|cac thang trong nam)"
    r"(?P<rest>.*)|(?:trong\s+|ca\s+)?(?:nam\s+)?20\d\d"
)
_PARTS = {
    "(?:6|sau) thang dau nam": (1, 6),
    "(?:6|sau) thang cuoi nam": (7, 12),
    "9 thang(?: dau nam)?": (1, 9),
    "nua dau nam": (1, 6),
    "nua cuoi nam": (7, 12),
    "cuoi nam": (10, 12),
    "dau nam": (1, 3),
    "truoc tet.*": (1, 1),
}
_WORDS = (
    ("muoi hai|chap", "12"), ("muoi mot", "11"), ("muoi", "10"), ("mot|gieng", "1"), ("hai", "2"), ("ba", "3"),
    ("bon|tu", "4"), ("nam", "5"), ("sau", "6"), ("bay", "7"), ("tam", "8"), ("chin", "9"),
)  # fmt: skip
_IN_WORDS = tuple(
    (re.compile(rf"\b(thang|quy) (?:{words})\b(?! 20)"), rf"\1 {number}") for words, number in _WORDS
)
_ASIDE = re.compile(r"(?<=\S)\s*\([^()\d]*\)$")
"""Words in brackets without a number: «15/6 (dự kiến)»."""
_CLOCK = re.compile(r"\s+\d{1,2}(?:h|g|:)\d{0,2}(?::\d\d)?$|^\d{1,2}(?:h|g)\d{0,2}\s+")
LONGEST = 100
"""Letters of a time; longer text is something else."""
EARLY, MIDDLE = 10, 20
"""Days of a month by which its first and second ten days are over."""

Stretch = tuple[date | None, date | None]


def read_stretch(text: str, year: int) -> Stretch:
    """First and last day of what a cell of time says, as ``read_time`` reads it."""
    told = read_time(text, year)
    return told.first, told.last


def read_time(text: str, year: int) -> Time:
    """What a cell of time says; where only an end is said the start is None. year: for days that do not say theirs.

    Raises RuleBroken for what is no time.
    """
    plain = _ASIDE.sub("", without_marks(normalised(text)).strip(" .;,"))
    plain = _CLOCK.sub("", plain.strip(" .;,()")).strip(" .;,")
    for words, number in _IN_WORDS:
        plain = words.sub(number, plain)
    if not plain:
        return Time()
    if _WHOLE_YEAR.fullmatch(plain):
        own = re.search(r"20\d\d", plain)
        of = int(own[0]) if own else year
        return Time(date(of, 1, 1), date(of, 12, 31), says_day=False)
    found = _read(plain, year) if len(plain) <= LONGEST else None
    if found is None:
        raise RuleBroken(
            gettext_noop("viết như 15/06/2020, tháng 6, quý II hoặc 01/02/2020 – 30/06/2020."),
            field="deadline",
        )
    return found


def _read(plain: str, year: int) -> Time | None:
    says_end = _BEFORE.match(plain)
    rest = plain[says_end.end() :].strip() if says_end is not None else plain
    try:
        for reader in (_days, _months, _quarters, _parts):
            for candidate in dict.fromkeys((plain, rest)):
                found = reader(candidate, year)
                if found is not None:
                    return found
    except ValueError:  # a day or month that there is not
        return None
    return None


def _days(plain: str, year: int) -> Time | None:
    if months := _MONTH_YEARS.fullmatch(plain):
        first, own, last, until = map(int, months.groups())
        return Time(date(own, first, 1), _last_of(until, last), says_day=False)
    if both := _TWO_DAYS.fullmatch(plain):
        end = _day(both, 2, year)
        return Time(_day(both, 1, end.year), end)
    if inside := _DAY_RANGE_IN_MONTH.fullmatch(plain):
        own = int(inside[4] or year)
        return Time(date(own, int(inside[3]), int(inside[1])), date(own, int(inside[3]), int(inside[2])))
    if one := _ONE_DAY.fullmatch(plain):
        return Time(None, _day(one, 1, year))
    if several := _LISTED_DAYS.fullmatch(plain):
        return _days(several["last"], year)
    return None


def _day(found: re.Match[str], number: int, year: int) -> date:
    if found[f"z{number}"] is not None:
        return date(int(found[f"z{number}"]), int(found[f"n{number}"]), int(found[f"e{number}"]))
    own = int(found[f"y{number}"] or year)
    return date(own if own > 99 else 2000 + own, int(found[f"m{number}"]), int(found[f"d{number}"]))


def _months(plain: str, year: int) -> Time | None:
    if both := _MONTHS.fullmatch(plain):
        first, own_first, last, own_last = both.groups()
        until = int(own_last or own_first or year)
        return Time(
            date(int(own_first or own_last or year), int(first), 1),
            _last_of(until, int(last)),
            says_day=False,
        )
    if several := _LISTED_MONTHS.fullmatch(plain):
        numbers = [int(one) for one in re.findall(r"\d{1,2}", several[1])]
        own = int(several[2] or year)
        return Time(date(own, min(numbers), 1), _last_of(own, max(numbers)), says_day=False)
    one = _MONTH.fullmatch(plain) or _MONTH_YEAR.fullmatch(plain)
    if one is None:
        return None
    own = int(one[2] or year)
    return Time(date(own, int(one[1]), 1), _last_of(own, int(one[1])), says_day=False)


def _quarters(plain: str, year: int) -> Time | None:
    if until_the_end := _UNTIL_THE_END.fullmatch(plain):
        whole = _months(until_the_end[1], year) or _quarters(until_the_end[1], year)
        return whole and Time(whole.first, date(year, 12, 31), says_day=False)
    if both := _QUARTERS.fullmatch(plain):
        first, own_first, last, own_last = both.groups()
        until = int(own_last or own_first or year)
        begins = date(int(own_first or own_last or year), _ROMAN[first] * 3 - 2, 1)
        return Time(begins, _last_of(until, _ROMAN[last] * 3), says_day=False)
    if one := _QUARTER.fullmatch(plain):
        own = int(one[2] or year)
        return Time(date(own, _ROMAN[one[1]] * 3 - 2, 1), _last_of(own, _ROMAN[one[1]] * 3), says_day=False)
    return None


def _parts(plain: str, year: int) -> Time | None:
    """«6 tháng đầu năm», «giữa tháng 5», «đầu quý II»."""
    for words, (first, last) in _PARTS.items():
        if own := re.fullmatch(rf"(?:trong\s+)?{words}(?:\s+(20\d\d))?", plain):
            of = int(own[1] or year)
            return Time(date(of, first, 1), _last_of(of, last), says_day=False)
    part = _PART.fullmatch(plain)
    if part is None:
        return None
    whole = _months(part["month"], year) or _quarters(part["month"], year)
    if whole is None or whole.first is None or whole.last is None:
        return None
    if part["month"].startswith("thang") and (part["early"] or part["middle"]):
        return Time(whole.first, whole.last.replace(day=EARLY if part["early"] else MIDDLE), says_day=False)
    if part["early"] or part["middle"]:
        month = whole.first.month + (0 if part["early"] else 1)
        return Time(whole.first, _last_of(whole.first.year, month), says_day=False)
    return whole


def _last_of(year: int, month: int) -> date:
    first = date(year, month, 1)  # a month that there is not raises here
    return date(year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
