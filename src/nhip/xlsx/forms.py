"""A form to be filled in and sent back: title lines, grouped headings, lists to choose from, formulas that are locked.

What a person typed never becomes a formula; only formulas that the program itself gives are written as such.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | Decimal | int | date | None
MOST_CHOICES = 5000
A3 = 8
"""As Excel calls it: a plan with its months is too wide to be read on A4."""
LINE_HEIGHT = 15
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.5}
TABLE_WIDTH = 70


class Holds(Enum):
    """What a column is for, and so its format and what Excel lets in."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DAY = "day"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """heading: in the lower row; group: above it, shared with neighbours that bear it, "" for one over both.

    choices: name of a list to choose from, "" for none; only_those: nothing else is let in. hint: told where something
    else is typed, at most 255 letters. formula: from the number of the row (from 1) and the letters of the columns, by
    key; the column is locked then. is_locked: the program fills it.
    """

    key: str
    heading: str
    holds: Holds = Holds.TEXT
    width: int = 12
    group: str = ""
    choices: str = ""
    only_those: bool = False
    hint: str = ""
    formula: Callable[[int, Mapping[str, str]], str] | None = None
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class TitleLine:
    """left, right: halves of the page; right "" for a line over its whole width."""

    left: str
    right: str = ""
    is_strong: bool = False
    is_large: bool = False


@dataclass(frozen=True, slots=True)
class FormOut:
    """spare: blank rows below the filled ones. lists: name -> what one may choose; below: lines of signatures.

    tables: further sheets, as name, headings and rows.
    """

    name: str
    title: Sequence[TitleLine]
    columns: Sequence[FormColumn]
    rows: Sequence[Mapping[str, Cell]]
    spare: int = 30
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    below: Sequence[TitleLine] = ()
    tables: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]] = ()
    lists_name: str = "Danh sách"


def write_form(form: FormOut) -> bytes:
    """The workbook's bytes; its sheet is protected without a password: no formula is overwritten by chance."""
    kept = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with Workbook(kept, options) as book:
        _Writer(book, form).write()
    return kept.getvalue()


class _Writer:
    def __init__(self, book: Workbook, form: FormOut) -> None:
        self.book, self.form = book, form
        self.page: Worksheet = book.add_worksheet(form.name[:31])
        self.letters = {one.key: _letters(place) for place, one in enumerate(form.columns)}
        self.styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(self, **wanted: Any) -> Any:  # noqa: ANN401 - formats of a library without types
        key = tuple(sorted({"font_name": "Times New Roman", "font_size": 11, **wanted}.items()))
        if key not in self.styles:
            self.styles[key] = self.book.add_format(dict(key))
        return self.styles[key]

    def write(self) -> None:
        first = self._title(0, self.form.title) + 1
        self._headings(first)
        body = first + 2
        last = body + len(self.form.rows) + self.form.spare - 1
        self._rows(body, last)
        self._title(last + 2, self.form.below)
        self._lists(body, last)
        for name, headings, rows in self.form.tables:
            self._table(name, headings, rows)
        self._page(first, body)

    def _title(self, row: int, lines: Sequence[TitleLine]) -> int:
        """Returns the row after the last line."""
        last, half = len(self.form.columns) - 1, len(self.form.columns) // 3
        for number, line in enumerate(lines, row):
            look = self.style(
                bold=line.is_strong, font_size=14 if line.is_large else 12, align="center", valign="vcenter"
            )
            if line.right:
                self._merged(number, 0, half, line.left, look)
                self._merged(number, half + 1, last, line.right, look)
            else:
                self._merged(number, 0, last, line.left, look)
        return row + len(lines)

    def _merged(self, row: int, first: int, last: int, text: str, look: Any) -> None:  # noqa: ANN401
        self.page.merge_range(row, first, row, last, "", look)
        self.page.write_string(row, first, text, look)

    def _headings(self, row: int) -> None:
        look = self.style(
            bold=True, border=1, bg_color="#DCE6F1", text_wrap=True, align="center", valign="vcenter"
        )
        place = 0
        while place < len(self.form.columns):
            group = self.form.columns[place].group
            end = place
            while group and end + 1 < len(self.form.columns) and self.form.columns[end + 1].group == group:
                end += 1
            if group and end > place:
                self._merged(row, place, end, group, look)
            for one in range(place, end + 1):
                if group:
                    self.page.write_string(row + 1, one, self.form.columns[one].heading, look)
                else:
                    self.page.merge_range(row, one, row + 1, one, "", look)
                    self.page.write_string(row, one, self.form.columns[one].heading, look)
            place = end + 1
        self.page.set_row(row + 1, 32)

    def _rows(self, first: int, last: int) -> None:
        for number in range(first, last + 1):
            said = self.form.rows[number - first] if number - first < len(self.form.rows) else {}
            for place, column in enumerate(self.form.columns):
                self._cell(number, place, column, said.get(column.key))
            if lines := max(
                (self._lines(said.get(one.key), one.width) for one in self.form.columns), default=1
            ):
                # Some programs do not make rows as high as what is in them.
                self.page.set_row(number, lines * LINE_HEIGHT)

    def _lines(self, value: Cell, width: int) -> int:
        """How many lines a text takes in a column, word by word; none for what is no text."""
        if not isinstance(value, str) or not value:
            return 0
        lines, left = 1, width
        for word in value.split():
            if len(word) > left:
                lines, left = lines + 1, width
            left -= len(word) + 1
        return lines

    def _cell(self, row: int, place: int, column: FormColumn, value: Cell) -> None:
        look = self._look(column)
        if column.formula is not None:
            result = "" if value is None else value
            self.page.write_formula(row, place, column.formula(row + 1, self.letters), look, result)
        elif value is None or value == "":
            self.page.write_blank(row, place, None, look)
        elif isinstance(value, date):
            self.page.write_datetime(row, place, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001
        elif isinstance(value, Decimal | int):
            self.page.write_number(row, place, value, look)
        else:
            self.page.write_string(row, place, value, look)

    def _look(self, column: FormColumn) -> Any:  # noqa: ANN401
        formats = {Holds.DAY: "dd/mm/yyyy", Holds.NUMBER: "General", Holds.PERCENT: "General"}
        is_locked = column.is_locked or column.formula is not None
        return self.style(
            border=1,
            valign="top",
            text_wrap=column.holds in (Holds.TEXT, Holds.LONG_TEXT),
            num_format=formats.get(column.holds, "@"),
            locked=is_locked,
            **({"align": "center"} if column.holds in (Holds.DAY, Holds.PERCENT) else {}),
            **({"bg_color": "#F2F2F2"} if is_locked else {}),
        )

    def _lists(self, first: int, last: int) -> None:
        if not self.form.lists:
            return
        page = self.book.add_worksheet(self.form.lists_name)
        places = {}
        for column, (name, choices) in enumerate(self.form.lists.items()):
            page.write_string(0, column, name, self.style(bold=True))
            for row, choice in enumerate(choices[:MOST_CHOICES], 1):
                page.write_string(row, column, choice)
            letter, count = _letters(column), max(min(len(choices), MOST_CHOICES), 1)
            places[name] = f"='{self.form.lists_name}'!${letter}$2:${letter}${count + 1}"
            page.set_column(column, column, 40)
        page.hide()
        for place, one in enumerate(self.form.columns):
            if rule := self._rule(one, places):
                self.page.data_validation(first, place, last, place, rule)

    def _rule(self, column: FormColumn, places: Mapping[str, str]) -> dict[str, Any]:
        if column.choices in places:
            return {
                "validate": "list",
                "source": places[column.choices],
                "error_type": "stop" if column.only_those else "information",
                "error_message": column.hint or None,
            }
        if column.holds is Holds.PERCENT and column.formula is None:
            return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        return {}

    def _table(self, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        page = self.book.add_worksheet(name[:31])
        for column, heading in enumerate(headings):
            page.write_string(0, column, heading, self.style(bold=True, border=1, bg_color="#DCE6F1"))
            page.set_column(column, column, TABLE_WIDTH if column else 16)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                page.write_string(number, column, text, self.style(border=1, text_wrap=True, valign="top"))
            page.set_row(number, max(1, *(self._lines(text, TABLE_WIDTH) for text in row)) * LINE_HEIGHT)
        page.freeze_panes(1, 0)
        page.set_paper(9)
        page.set_margins(**MARGINS)
        page.fit_to_pages(1, 0)

    def _page(self, first: int, body: int) -> None:
        for place, column in enumerate(self.form.columns):
            self.page.set_column(place, place, column.width)
        self.page.freeze_panes(body, 2)
        self.page.set_landscape()
        self.page.set_paper(A3)
        self.page.set_margins(**MARGINS)
        self.page.center_horizontally()
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(first, body - 1)
        self.page.protect(
            "",
            {
                "format_cells": True,
                "format_columns": True,
                "format_rows": True,
                "insert_rows": True,
                "sort": True,
            },
        )
        self.page.activate()


def _letters(column: int) -> str:
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
