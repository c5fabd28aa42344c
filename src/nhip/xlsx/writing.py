"""Rows to an .xlsx file. Text stays text: nothing that a person typed becomes a formula or a link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Value = str | Decimal | int | date | datetime | bool | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
SURE_DIGITS = 15
"""Excel keeps numbers as floating point: longer ones are written as text, digit by digit."""


@dataclass(frozen=True, slots=True)
class SheetOut:
    """name: of the tab, at most 31 characters; title, note: above the table, "" for none."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]
    title: str = ""
    note: str = ""


def write_workbook(sheets: Iterable[SheetOut]) -> bytes:
    """The workbook's bytes: headings frozen and filterable, columns as wide as what stands in them."""
    kept = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
        "default_date_format": "dd/mm/yyyy",
    }
    with Workbook(kept, options) as book:
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "note": book.add_format({"italic": True, "font_color": "#555555"}),
            "heading": book.add_format(
                {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "vcenter"}
            ),
            "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name[:31]), sheet, styles)
    return kept.getvalue()


def _write(page: Worksheet, sheet: SheetOut, styles: dict[str, object]) -> None:
    top = 0
    for text, style in ((sheet.title, "title"), (sheet.note, "note")):
        if text:
            page.write_string(top, 0, text, styles[style])
            top += 1
    for column, heading in enumerate(sheet.headings):
        page.write_string(top, column, heading, styles["heading"])
    widths = [len(heading) for heading in sheet.headings]
    last = top
    for last, cells in enumerate(sheet.rows, top + 1):
        for column, value in enumerate(cells):
            _write_cell(page, last, column, value, styles)
            widths[column] = max(widths[column], len(str(value)) if value is not None else 0)
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, 0, max(last, top), max(len(sheet.headings) - 1, 0))
    for column, width in enumerate(widths):
        page.set_column(column, column, min(width + 2, WIDEST))


def _write_cell(page: Worksheet, row: int, column: int, value: Value, styles: dict[str, object]) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        page.write_string(row, column, "x" if value else "")
    elif isinstance(value, int | Decimal):
        digits = len(Decimal(value).normalize().as_tuple().digits)
        if digits > SURE_DIGITS:
            page.write_string(row, column, f"{value:f}" if isinstance(value, Decimal) else str(value))
        else:
            page.write_number(row, column, value)
    elif isinstance(value, datetime):
        page.write_datetime(row, column, value, styles["moment"])
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day))  # noqa: DTZ001 - a cell has no zone
    else:
        page.write_string(row, column, str(value))
