"""Sheets of a workbook as plain values, and the addresses of cells as spreadsheets write them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from nhip.core.vietnamese import normalised

Value = str | Decimal | date | bool | None
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, from 0."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. merged: areas whose cells all say what the first one does.

    formulas: row and column -> text of formulas whose result nobody has stored; in ``rows`` they are blank.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Area, ...] = ()
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)


class Formula(str):
    """The text of a formula without a result, in place of a value."""

    __slots__ = ()


def address(row: int, column: int) -> str:
    """``B7`` for row 6, column 1, both counted from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def text_of(value: Value) -> str:
    """A cell as one line; whole numbers without a point, days as dd/mm/yyyy, a tick as x, blank as nothing."""
    if value is None or isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return normalised(value)
