"""Which column of an office's table holds what: by the usual words, in any order, over several rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from nhip.core.vietnamese import normalised, without_marks

AMOUNT = "amount_"
"""Begins the names of months and quarters that hold money or a quantity."""
MOST_ROWS_ABOVE = 60
MOST_HEADER_ROWS = 4
LONGEST = 100
"""Letters of a heading; longer text is something else."""
SURE, LIKELY, POSSIBLE, FROM_ABOVE = 4, 3, 2, 1
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTH = re.compile(
    r"(?:(?:luy ke|cong don|tien do)\s+)?(?:(?:den het|den|het|cuoi)\s+)?(?:thang|thg|th|t)\.?\s*(\d{1,2})"
    r"(?:\s*[/-]\s*20\d\d)?(?:\s*\(?\s*%)?"
)
_OF_OTHER_THINGS = re.compile(
    r"\b(?:kinh phi|von|ngan sach|du toan|giai ngan|khoi luong|so luong|trieu dong)\b"
)
"""Above months and quarters: what they hold is money or a quantity, and no progress."""
_QUARTER = re.compile(r"\b(?:quy|q)\.?\s*(i{1,3}|iv|[1-4])\b(?:\s*[/-]\s*20\d\d)?")
_NUMBER = re.compile(r"(\d{1,2})(?:\s*/\s*20\d\d)?")
_OF_MONTHS = re.compile(
    r"\bthang\b|\btien do\b|\bmoc\b|\bke hoach thuc hien\b|\bphan ky\b|\bthoi gian\b|\blo trinh\b"
)
_OF_QUARTERS = re.compile(r"\bquy\b")
_WHOLE_QUARTER = re.compile(r"(?:ca |cong |tong |luy ke |het )?quy|cong|tong|luy ke|ca quy")
_COLUMN_NUMBER = re.compile(r"\(?(?:[a-z]|\d{1,2})\)?(?:\s*=.*)?")
_SERIAL = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,5}|[a-z])\)?[.)]?")

_WORDS: tuple[tuple[str, int, str], ...] = (
    ("number", SURE, r"(?:so\s+)?tt|stt|so thu tu"),
    ("task_id", SURE, r"ma nhip"),
    ("programme", SURE, r"(?:thuoc\s+)?chuong trinh(?:, chinh sach)?"),
    ("kind", SURE, r"loai (?:nhiem vu|viec)"),
    ("lead", SURE, r".*\bchu tri\b.*"),
    ("coordinating", SURE, r"(?!.*\bchu tri\b).*\bphoi hop\b.*"),
    ("deliverable", SURE, r".*\bsan pham\b.*|.*\bdau ra\b.*"),
    ("starts_on", SURE, r".*\bbat dau\b.*|tu ngay|tu thang|khoi cong.*|tu|.*\(tu(?: ngay| thang)?"),
    (
        "deadline",
        SURE,
        (
            r".*\bthoi han\b.*|.*\bhan (?:hoan thanh|chot|nop|cuoi|xong|bao cao|trinh)\b.*|.*\bket thuc\b.*|den ngay"
            r"|.*\b(?:thoi gian|thoi diem|ngay|thang) (?:phai )?hoan thanh\b.*|.*\bhoan thanh truoc\b.*"
            r"|den thang|han(?: ht)?|thoi gian ht|den|deadline|.*\(den(?: ngay| thang)?"
            r"|(?:bao gio|khi nao) (?:phai )?(?:xong|hoan thanh|ket thuc)"
        ),
    ),
    ("budget", SURE, r"(?!nguon).*\bkinh phi\b.*|.*\bdu toan\b.*"),
    ("weight", SURE, r".*\btrong so\b.*|.*\bty trong\b.*"),
    ("note", SURE, r"ghi chu.*|luu y"),
    ("measure", SURE, r"don vi tinh|dvt|don vi do"),
    (
        "title",
        SURE,
        (
            r"(?!.*\b(?:thoi gian|tien do|don vi|co quan|bo phan|ket qua|phu trach|muc tieu|chi tieu|loai|ma)\b)"
            r"(?:.*\bnhiem vu\b.*|.*\bcong viec\b.*|ten viec|dau viec|viec (?:phai|can) lam)"
        ),
    ),
    (
        "time",
        LIKELY,
        (
            r"(?!.*%)(?:.*\bthoi gian\b.*|.*\bthoi diem\b.*|.*\btien do\b.*)|lich thuc hien"
            r"|(?:thang|quy)(?: thuc hien| trien khai)?"
        ),
    ),
    ("deliverable", LIKELY, r"(?!.*\b20\d\d\b)(?!.*\bthuc hien\b)ket qua.*"),
    (
        "lead",
        LIKELY,
        (
            r"(?!.*\b(?:lanh dao|nguoi|can bo|cong chuc|chuyen vien|ca nhan)\b).*\bphu trach\b.*"
            r"|.*\b(?:don vi|co quan|bo phan|to chuc)\b.*\b(?:thuc hien|chiu trach nhiem|dau moi|tham muu)\b.*"
        ),
    ),
    ("title", LIKELY, r".*\bnoi dung\b.*|.*\bhoat dong\b.*|viec"),
    ("quantity", LIKELY, r"so luong|khoi luong|chi tieu.*|muc tieu.*|ke hoach nam|quy mo"),
    ("deadline", LIKELY, r"hoan thanh"),
    ("lead", POSSIBLE, r"chiu trach nhiem.*|.*\bdau moi\b.*|.*\bphu trach\b.*|trach nhiem.*|phan cong.*"),
    ("budget", POSSIBLE, r"(?!nguon).*\bvon\b.*|(?!nguon).*\bngan sach\b.*"),
    ("lead", FROM_ABOVE, r"don vi|co quan|thuc hien"),
    ("lead", FROM_ABOVE, r"(?:nguoi|can bo|ca nhan|chuyen vien) (?:thuc hien|phu trach|chiu trach nhiem)"),
)
_PATTERNS = tuple((field, sure, re.compile(pattern)) for field, sure, pattern in _WORDS)
_TITLE = re.compile("|".join(pattern for name, _sure, pattern in _WORDS if name == "title"))
Cells = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Header:
    """first, last: its rows, from 0. columns: field -> column; months and quarters under ``m1`` … and ``q1`` …, under
    ``amount_m1`` … where they hold money or a quantity.

    texts: field -> what stands above the column, without marks. titles: all columns that may name the task.
    """

    first: int
    last: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]
    titles: tuple[int, ...] = ()

    @property
    def score(self) -> int:
        return len(self.columns)

    @property
    def has_amounts(self) -> bool:
        """Whether it says that what stands under its months is no progress."""
        return any(name.startswith(AMOUNT) for name in self.columns)


@dataclass(slots=True)
class _Found:
    columns: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    titles: list[int] = field(default_factory=list)


def find_header(cells: Cells) -> Header | None:
    """The header that names most; None where no row holds the words of a plan. cells: merged ones filled in."""
    plain = [[_plain(value) for value in row] for row in cells[: MOST_ROWS_ABOVE + MOST_HEADER_ROWS]]
    names_work = [any(map(_TITLE.fullmatch, row)) for row in plain]
    found = [
        header
        for first in range(min(len(plain), MOST_ROWS_ABOVE))
        for last in range(first, min(first + MOST_HEADER_ROWS, len(plain)))
        if any(names_work[first : last + 1]) and (header := _read(plain, first, last)) is not None
    ]
    return max(
        found, key=lambda one: (one.score, one.has_amounts, one.first - one.last, -one.first), default=None
    )


def is_header_again(header: Header, row: Sequence[object]) -> bool:
    """Whether a row below repeats the headings, as at the top of a printed page, or numbers the columns."""
    texts = [text for value in row if (text := _said(value))]
    if texts and all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return len(texts) > 1
    same = [
        name
        for name, column in header.columns.items()
        if column < len(row) and (text := _plain(row[column])) and header.texts[name].endswith(text)
    ]
    return len(same) > 1 and "title" in same


def _said(value: object) -> str:
    return without_marks(normalised(str(value))) if value is not None else ""


def _plain(value: object) -> str:
    if isinstance(value, str):
        return without_marks(normalised(value)).strip(" .:*()")
    if isinstance(value, date):
        return f"thang {value.month}"
    text = "" if value is None or isinstance(value, bool) else str(value)
    return text if re.fullmatch(r"\d{1,2}", text) else ""


def _read(plain: Sequence[Sequence[str]], first: int, last: int) -> Header | None:
    rows = plain[first : last + 1]
    if any(len(set(filter(None, row))) < (2 if last > first else 3) for row in rows):
        return None  # a line of the title, or nothing
    if any(len(text) > LONGEST for row in rows for text in row):
        return None
    found = _assigned(rows)
    has_work = found.columns.keys() & {"lead", "deadline", "deliverable", "m1", "q1"}
    if "title" not in found.columns or not has_work or len(found.columns) < 3:
        return None
    number = found.columns.get("number")
    if number is not None and any(_SERIAL.fullmatch(row[number]) for row in rows[1:]):
        return None  # a row of the table already
    return Header(first, last, found.columns, found.texts, tuple(found.titles))


def _assigned(rows: Sequence[Sequence[str]]) -> _Found:
    """Each field to the column that names it most surely, the first one where several do."""
    width = max(len(row) for row in rows)
    heads = [
        list(dict.fromkeys(row[column] for row in rows if column < len(row) and row[column]))
        for column in range(width)
    ]
    wanted = sorted(
        (-sure, column, name == "title", name)
        for column, parts in enumerate(heads)
        for name, sure in _meanings(tuple(parts)).items()
    )
    found = _Found()
    taken: set[int] = set()
    for _sure, column, _is_title, name in wanted:
        if name == "title":
            found.titles.append(column)
        if name not in found.columns and column not in taken:
            found.columns[name], found.texts[name] = column, " ".join(heads[column])
            taken.add(column)
    found.titles = [one for one in found.titles if one not in taken or one == found.columns.get("title")]
    _settle_time(found)
    return found


def _settle_time(found: _Found) -> None:
    """«Thời gian» is the deadline where no other column is."""
    if "time" in found.columns and "deadline" not in found.columns:
        found.columns["deadline"], found.texts["deadline"] = (
            found.columns.pop("time"),
            found.texts.pop("time"),
        )


@lru_cache(maxsize=4096)
def _meanings(parts: tuple[str, ...]) -> Mapping[str, int]:
    """What a column may hold, and how sure that is."""
    return dict(sorted(_each_meaning(parts), key=lambda one: one[1]))


def _each_meaning(parts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The lowest row decides, the rows above it help."""
    if not parts or parts[-1].endswith("(cu"):  # «Cơ quan chủ trì (cũ)»
        return
    lowest, above = parts[-1], " ".join(parts[:-1])
    period = _period(lowest, above)
    if period:
        is_other = _OF_OTHER_THINGS.search(above) and "%" not in above
        yield f"{AMOUNT}{period}" if is_other else period, SURE + 1
        return
    for text, less in ((lowest, 0), (f"{above} {lowest}" if above else "", 1), (above, 2)):
        for name, sure, pattern in _PATTERNS:
            if text and pattern.fullmatch(text):
                is_total = name == "budget" and re.search(r"\btong\b", lowest) is not None
                yield name, max(sure - less, 0) + (1 if is_total else 0)


def _period(lowest: str, above: str) -> str:
    """``m3``, ``q2``, or nothing."""
    if (month := _MONTH.fullmatch(lowest)) and 1 <= int(month[1]) <= 12:
        return f"m{int(month[1])}"
    if quarter := _QUARTER.fullmatch(lowest):
        return f"q{_ROMAN[quarter[1]]}"
    of_quarter = _QUARTER.search(above)
    if of_quarter and _WHOLE_QUARTER.fullmatch(lowest):
        return f"q{_ROMAN[of_quarter[1]]}"
    if lowest in _ROMAN and _OF_QUARTERS.search(above) and not of_quarter and "thang" not in above:
        return f"q{_ROMAN[lowest]}"
    number = _NUMBER.fullmatch(lowest)
    if number and 1 <= int(number[1]) <= 12 and (of_quarter or _OF_MONTHS.search(above)):
        return f"m{int(number[1])}"
    return ""
