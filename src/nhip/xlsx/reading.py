"""A workbook's sheets as plain values, and a sheet as a table of rows, every cell with its address (B7).

The file is opened in a process of its own with limits on memory and time (``nhip.xlsx.opening``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.sheets import address
from nhip.core.typed import read_day, read_number
from nhip.core.vietnamese import composed, normalised, without_marks
from nhip.xlsx.opening import OPENER

__all__ = ["LARGEST", "Area", "Row", "Sheet", "Value", "address", "read_table", "read_workbook"]

Value = str | Decimal | date | bool | None
Area = tuple[int, int, int, int]
LARGEST = 20 * 2**20

_REFUSALS = {
    "empty": gettext_noop("Tệp trống, không phải sổ tính Excel (.xlsx)."),
    "old": gettext_noop(
        "Tệp không phải sổ tính Excel (.xlsx) mà là dạng cũ .xls; mở bằng Excel rồi lưu lại dạng .xlsx."
    ),
    "password": gettext_noop(
        "Tệp có mật khẩu; mở bằng Excel, bỏ mật khẩu (Thông tin › Bảo vệ sổ làm việc) rồi gửi lại."
    ),
    "too_many_rows": gettext_noop(
        "Sổ tính có trang quá nhiều dòng; xóa các dòng thừa hoặc tách thành nhiều tệp."
    ),
    "busy": gettext_noop("Máy đang đọc nhiều tệp khác; chưa đọc được tệp này, gửi lại sau ít phút."),
    "not_xlsx": gettext_noop("Tệp không phải sổ tính Excel (.xlsx); mở bằng Excel rồi lưu lại dạng .xlsx."),
    "macros": gettext_noop("Tệp có chứa macro; lưu lại dạng .xlsx không có macro rồi gửi lại."),
    "too_large": gettext_noop("Sổ tính quá lớn để đọc an toàn; tách thành nhiều tệp nhỏ hơn."),
    "broken": gettext_noop("Tệp .xlsx bị hỏng hoặc có mật khẩu, không đọc được; mở bằng Excel rồi lưu lại."),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """name: of the tab; rows: from the first row and column of the sheet on, blank ones included.

    merged: first row and column, last row and column of each area, from 0. formulas: row and column -> text of those
    whose result is not stored; their cell is blank in ``rows``.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Area, ...] = ()
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    is_hidden: bool = False


def read_workbook(content: bytes, *, most_rows: int | None = None) -> tuple[Sheet, ...]:
    """Every sheet of an .xlsx file, all opened by one child process.

    Raises RuleBroken: no workbook, a password, macros, broken, too large, a sheet of more rows than ``most_rows``.
    """
    if len(content) > LARGEST:
        raise _refused("too_large")
    answer = OPENER.ask(content, most_rows)
    if "refused" in answer:
        raise _refused(answer["refused"])
    return tuple(
        Sheet(
            sheet["name"],
            tuple(tuple(_value(cell) for cell in row) for row in sheet["rows"]),
            tuple((top, left, bottom, right) for top, left, bottom, right in sheet["merged"]),
            {(row, column): text for row, column, text in sheet["formulas"]},
            sheet["hidden"],
        )
        for sheet in answer["sheets"]
    )


def _refused(why: str) -> RuleBroken:
    return RuleBroken(_REFUSALS[why], field="file")


def _value(cell: object) -> Value:
    if isinstance(cell, dict):
        return Decimal(cell["number"]) if "number" in cell else date.fromisoformat(cell["day"])
    if isinstance(cell, str):
        return composed(cell) or None
    return cell if isinstance(cell, bool) else None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. number: as Excel counts, from 1; values, addresses: by field."""

    number: int
    values: Mapping[str, Value]
    addresses: Mapping[str, str]

    def text(self, field: str) -> str:
        """The cell as one line of text; whole numbers without a point, days as dd/mm/yyyy; empty where blank."""
        value = self.values.get(field)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "x" if value else ""
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return normalised(value)

    def day(self, field: str) -> date | None:
        """A date cell, or text like 01/02/2020. Raises RuleBroken naming the cell."""
        value = self.values.get(field)
        if isinstance(value, date):
            return value
        try:
            return read_day(self.text(field), field=field)
        except RuleBroken as refusal:
            raise self.refusal(field, refusal) from refusal

    def number_of(self, field: str) -> Decimal | None:
        """A number cell, or text like 1.234,5. Raises RuleBroken naming the cell."""
        value = self.values.get(field)
        if isinstance(value, Decimal):
            return value
        try:
            return read_number(self.text(field), language="vi", field=field)
        except RuleBroken as refusal:
            raise self.refusal(field, refusal) from refusal

    def refusal(self, field: str, why: RuleBroken) -> RuleBroken:
        """The refusal with the cell's address before its sentence."""
        at = self.addresses.get(field, str(self.number))
        return RuleBroken("{at}: " + why.sentence, field=field, at=at, **why.places)


def read_table(
    sheet: Sheet, columns: Mapping[str, Sequence[str]], *, required: Sequence[str]
) -> Iterator[Row]:
    """The rows below the first row that holds the headings of all ``required`` fields; blank rows are skipped.

    columns: field -> headings that name it, compared without tone marks and case.
    Raises RuleBroken when no row of the sheet holds the required headings.
    """
    wanted = {
        without_marks(normalised(heading)): field for field, several in columns.items() for heading in several
    }
    for start, cells in enumerate(sheet.rows[:50]):
        places: dict[str, int] = {}
        for column, value in enumerate(cells):
            field = wanted.get(without_marks(normalised(value))) if isinstance(value, str) else None
            if field is not None:
                places.setdefault(field, column)
        if all(field in places for field in required):
            yield from _rows_below(sheet, start, places)
            return
    raise RuleBroken(
        gettext_noop("Trang «{sheet}» thiếu dòng tiêu đề với các cột: {columns}; tải tệp mẫu để điền."),
        field="file",
        sheet=sheet.name,
        columns=", ".join(columns[field][0] for field in required),
    )


def _rows_below(sheet: Sheet, start: int, places: Mapping[str, int]) -> Iterator[Row]:
    for index in range(start + 1, len(sheet.rows)):
        cells = sheet.rows[index]
        values = {field: cells[column] if column < len(cells) else None for field, column in places.items()}
        if any(value is not None for value in values.values()):
            yield Row(index + 1, values, {field: address(index, column) for field, column in places.items()})
