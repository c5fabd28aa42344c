"""What the cells of one task say: numbers, times, money, months; what cannot be read is kept with its cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import MONTHS
from nhip.core.plan_checks import Unreadable
from nhip.core.plan_sheets.headers import AMOUNT
from nhip.core.plan_sheets.rows import Parts
from nhip.core.plan_sheets.times import Time, read_time
from nhip.core.plans import HUNDRED, ZERO
from nhip.core.sheets import Formula, Value, address, text_of
from nhip.core.typed import read_number
from nhip.core.vietnamese import without_marks

MARKS = frozenset({"x", "✓", "✔", "v", "*", "có", "•", "●", "■", "√"})
"""In a month's cell: the task runs in that month."""
QUARTERS = range(1, 5)
MILLION, THOUSAND = Decimal(1_000_000), Decimal(1000)
BLANK = frozenset({"", "-", "–", "—", "...", "…"})
_NUMBER_ASKED = gettext_noop("phải là một số, như 12,5.")
_FORMULA_ASKED = gettext_noop("công thức chưa có kết quả; mở tệp bằng Excel, lưu lại rồi gửi.")
_FAULT_ASKED = gettext_noop("công thức trong ô bị lỗi; sửa công thức rồi lưu lại.")
_TITLE_ASKED = gettext_noop("dòng này chưa ghi nhiệm vụ.")
_FAULT = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
_WITHOUT_SUM = re.compile(
    r"khong(?: co)?|long ghep.*|tu can doi.*|tu chu.*|theo (?:du toan|quy dinh|thuc te).*|ngan sach.*"
    r"|nsnn|nsdp|nstw|xa hoi hoa.*|kinh phi.*|chi thuong xuyen.*|nguon .*"
)
_MONEY = re.compile(r"(?P<number>[-+\d., ]+?)\s*(?P<unit>ty|trieu|tr|nghin|ngan)?\s*(?:dong|d|vnd)?")
_UNITS = {"ty": THOUSAND, "trieu": Decimal(1), "tr": Decimal(1), "nghin": 1 / THOUSAND, "ngan": 1 / THOUSAND}
_BARE_PERIOD = re.compile(r"(?:\d{1,2}|[IViv]{1,3})(?:\s*[-–,;]\s*(?:\d{1,2}|[IViv]{1,3}))*")
"""Under a heading like «Tháng thực hiện»."""
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
"""Days as Excel counts them where the cell has no format of a day: 2000 to 2099."""
_SERIAL_ZERO = date(1899, 12, 30)
MOST_PARTS = Decimal(2)
"""Of one: a table of parts of one may hold a slip as large as this."""


@dataclass(frozen=True, slots=True)
class Columns:
    """sheet: its name. places: field -> column; texts: field -> what stands above it, without marks."""

    sheet: str
    year: int
    places: Mapping[str, int]
    texts: Mapping[str, str]


@dataclass(slots=True)
class RowReading:
    """One task's cells; what of them cannot be read is gathered in ``unreadable``. number: of its first row, from 0.

    cells: field -> what all its rows say; parts: what each says. heading: of the group, where it is a month or a
    quarter. decided: field -> the row whose time counts, or fails.
    """

    columns: Columns
    number: int
    cells: Mapping[str, Value]
    parts: Mapping[str, Parts] = field(default_factory=dict)
    heading: str = ""
    decided: dict[str, int] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)

    def at(self, name: str, row: int | None = None) -> str:
        """The cell of a field: in the given row, else in the one that decided, else in the first that says anything."""
        if row is None:
            row = self.decided.get(name, self.parts[name][0][0] if self.parts.get(name) else self.number)
        return f"{self.columns.sheet}!{address(row, self.columns.places[name])}"

    def text(self, name: str) -> str:
        return text_of(self.cells.get(name))

    def refuse(self, name: str, asked: str, row: int | None = None, text: str | None = None) -> None:
        """row, text: which of its rows, and what it says there, where it has several."""
        text = self.text(name) if text is None else text
        if self._is_faulty(name):
            asked = _FORMULA_ASKED if isinstance(self.cells.get(name), Formula) else _FAULT_ASKED
        where = self.at(name, row)
        if row is not None:
            self.decided[name] = row
        if all(one.where != where for one in self.unreadable):
            self.unreadable.append(Unreadable(where, text[:60], asked))

    def lines(self, name: str) -> str:
        """Text with its line ends; a formula without a result is none."""
        value = self.cells.get(name)
        if self._is_fault(name):
            return ""
        return value if isinstance(value, str) else text_of(value)

    def one_line(self, name: str) -> str:
        return "" if self._is_fault(name) else self.text(name)

    def title(self) -> str:
        title = self.one_line("title")
        if not title and not self._is_fault("title"):
            self.refuse("title", _TITLE_ASKED)
        return title or self.text("title")

    def _is_fault(self, name: str) -> bool:
        if self._is_faulty(name):
            self.refuse(name, _FORMULA_ASKED)
            return True
        return False

    def _is_faulty(self, name: str) -> bool:
        return isinstance(self.cells.get(name), Formula) or _FAULT.fullmatch(self.text(name)) is not None

    def number_in(self, name: str) -> Decimal | None:
        value, text = self.cells.get(name), self.text(name)
        if isinstance(value, Decimal):
            return value
        if text in BLANK:
            return None
        return self._typed(name, text)

    def _typed(self, name: str, text: str) -> Decimal | None:
        try:
            return read_number(text, language="vi")
        except RuleBroken:
            self.refuse(name, _NUMBER_ASKED)
            return None

    # --- Time ----------------------------------------------------------------------------------------------------

    def times(self) -> tuple[date | None, date | None, bool]:
        """Start, deadline, and whether a day is named for it."""
        end, start, around = self._time("deadline"), self._time("starts_on"), self._time("time")
        first = start.first or start.last or around.first or end.first
        return first, end.last or around.last, end.says_day if end.last is not None else around.says_day

    def _time(self, name: str) -> Time:
        """Of several rows, and lines in a cell, the widest stretch."""
        if self._is_fault(name):
            return Time()
        several = [
            (told, row) for row, value in self.parts.get(name, ()) for told in self._times(name, row, value)
        ]
        if not several:
            return Time()
        last = max((one.last for one, _row in several if one.last is not None), default=None)
        first = min((one.first for one, _row in several if one.first is not None), default=None)
        decides, row = next(((one, row) for one, row in several if one.last == last), several[0])
        if last is not None:
            self.decided[name] = row
        return Time(first, last, decides.says_day)

    def _times(self, name: str, row: int, value: Value) -> Iterator[Time]:
        if isinstance(value, date):
            yield Time(None, value)
        elif isinstance(value, Decimal):
            yield self._counted(name, row, value)
        elif isinstance(value, str):
            whole = _time_of(value, self.columns.year) if "\n" in value else None
            lines = [value] if whole is not None else value.splitlines()  # «Trước ngày», and the day below it
            for line in lines:
                yield self._read_time(name, row, line)

    def _read_time(self, name: str, row: int, text: str) -> Time:
        if text.strip() in BLANK:
            return Time()
        heading = self.columns.texts.get(name, "")
        unit = next((unit for unit in ("thang", "quy") if heading.startswith(unit)), "")
        try:
            return read_time(
                f"{unit} {text}" if unit and _BARE_PERIOD.fullmatch(text) else text, self.columns.year
            )
        except RuleBroken as refusal:
            self.refuse(name, refusal.sentence, row, text)
            return Time()

    def _counted(self, name: str, row: int, value: Decimal) -> Time:
        """A number in place of a time: a month, a year, or a day without its format."""
        if value in MONTHS:
            return self._read_time(name, row, f"tháng {int(value)}")
        if _FIRST_SERIAL <= value <= _LAST_SERIAL:
            return Time(None, _SERIAL_ZERO + timedelta(days=int(value)))
        return self._read_time(name, row, text_of(value))

    def begin_of(self, month: int) -> date:
        return date(self.columns.year, month, 1)

    def end_by_months(
        self, milestones: Mapping[int, Decimal], quarters: Mapping[int, Decimal]
    ) -> date | None:
        """Where no column speaks of time: the end of the month or quarter in which it is whole."""
        whole = [month for month, value in milestones.items() if value >= HUNDRED]
        whole += [quarter * 3 for quarter, value in quarters.items() if value >= HUNDRED]
        return read_time(f"tháng {min(whole)}", self.columns.year).last if whole else None

    def end_by_heading(self) -> date | None:
        """The last day of «Tháng 3», «II. Quý II», under which it stands in a programme of work by months."""
        try:
            return read_time(self.heading, self.columns.year).last
        except RuleBroken:  # «Tháng 13»
            return None

    # --- Months --------------------------------------------------------------------------------------------------

    def milestones(self, *, is_of_parts: bool) -> tuple[dict[int, Decimal], dict[int, Decimal], list[int]]:
        """Of months and of quarters, and the months in which it runs where they are only marked.

        is_of_parts: the table writes parts of one, as under a format of percent.
        """
        for name in self.cells:
            if name.startswith(AMOUNT):  # not kept; but what is no number is told
                self.number_in(name)
        marked = self._marked("m", MONTHS)
        of_quarters = self._marked("q", QUARTERS)
        months = _steps(marked) if marked else self._percents("m", MONTHS)
        quarters = _steps(of_quarters) if of_quarters else self._percents("q", QUARTERS)
        numbers = [value for _name, value in self._numeric()]
        if is_of_parts and numbers and max(numbers) <= MOST_PARTS:
            written = dict(self._numeric())
            months = {
                one: value * HUNDRED if f"m{one}" in written else value for one, value in months.items()
            }
            quarters = {
                one: value * HUNDRED if f"q{one}" in written else value for one, value in quarters.items()
            }
        months = {one: _rounded(value) for one, value in months.items()}
        quarters = {one: _rounded(value) for one, value in quarters.items()}
        runs = marked or [quarter * 3 - 2 for quarter in of_quarters]
        return months, quarters, runs

    def _numeric(self) -> Iterator[tuple[str, Decimal]]:
        for name, value in self.cells.items():
            if re.fullmatch(r"[mq]\d+", name) and isinstance(value, Decimal):
                yield name, value

    def _marked(self, letter: str, numbers: range) -> list[int]:
        """Those with a mark, where nothing but marks is there."""
        said = {one: self.text(f"{letter}{one}").casefold() for one in numbers}
        marked = [one for one, text in said.items() if text in MARKS]
        return marked if all(text in MARKS or text in BLANK for text in said.values()) else []

    def _percents(self, letter: str, numbers: range) -> dict[int, Decimal]:
        found = {}
        for one in numbers:
            name = f"{letter}{one}"
            value = None if self.text(name).casefold() in MARKS else self.number_in(name)
            if value is not None:
                found[one] = value
        return found

    # --- Money ---------------------------------------------------------------------------------------------------

    def budget(self) -> Decimal | None:
        """In million đồng, by what the heading or the cell says; as written where neither does."""
        value, plain = self.cells.get("budget"), without_marks(self.text("budget"))
        heading = _of_heading(self.columns.texts.get("budget", ""))
        if isinstance(value, Decimal):
            return value * heading
        if plain in BLANK or _WITHOUT_SUM.fullmatch(plain):
            return None
        said = _MONEY.fullmatch(plain)
        if said is None:
            self.refuse("budget", _NUMBER_ASKED)
            return None
        number = self._typed("budget", said["number"].strip())
        own = _UNITS.get(said["unit"] or "")
        if own is None and plain.endswith(("dong", "vnd", "d")):
            own = 1 / MILLION
        return None if number is None else number * (own or heading)


def _time_of(text: str, year: int) -> Time | None:
    """What a text says of time, None where it says none."""
    try:
        return read_time(text, year)
    except RuleBroken:
        return None


def _of_heading(text: str) -> Decimal:
    """What one stands for in a column, in million đồng."""
    if re.search(r"\bty (?:dong|d)\b", text):
        return THOUSAND
    if re.search(r"\bnghin\b|\bngan dong\b|\b1\.?000\b", text):
        return 1 / THOUSAND
    if re.search(r"\bdong\b|\bvnd\b", text) and not re.search(r"\btrieu\b|\btr\b", text):
        return 1 / MILLION
    return Decimal(1)


def has_fractions(row: RowReading) -> bool:
    """Whether months are written as parts of one: 0,3 under a format of percent."""
    numbers = [
        value
        for name, value in row.cells.items()
        if re.fullmatch(r"[mq]\d+", name) and isinstance(value, Decimal)
    ]
    return any(ZERO < one < 1 for one in numbers) and max(numbers) <= MOST_PARTS


def _rounded(value: Decimal) -> Decimal:
    """To two decimals: what a spreadsheet computes is 30,000000000000004."""
    if abs(value) > MILLION:
        return value
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0


def _steps(marked: list[int]) -> dict[int, Decimal]:
    """Even steps over what is marked, whole percents."""
    return {
        one: (HUNDRED * number / len(marked)).quantize(Decimal(1), ROUND_HALF_UP)
        for number, one in enumerate(marked, 1)
    }
