"""The process in which strangers' workbooks are opened: ``python -I -m nhip.xlsx.child``, so that a bomb kills only it.

One process reads one file after another, until its standard input ends. Asked by a line ``{"bytes", "most_rows"}`` of
JSON and so many bytes, it answers with a line ``{"bytes"}`` and so many bytes of JSON: ``{"sheets": [{"name", "hidden",
"rows", "merged", "formulas"}]}`` or ``{"refused": why}``. A cell is null, a string, true or false,
``{"number": "12.5"}`` or ``{"day": "2020-02-01"}``, an error the string ``#REF!``; an area of merged cells four
numbers; formulas are those without a stored result.
"""

import json
import math
import re
import resource
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO, cast
from xml.etree.ElementTree import Element, XMLPullParser

from python_calamine import CalamineWorkbook, SheetVisibleEnum

MEMORY = 768 * 2**20
SECONDS = 20
UNPACKED = 200 * 2**20
CELLS = 4_000_000
AREAS, FORMULAS = 20_000, 20_000
OLD_BINARY = b"\xd0\xcf\x11\xe0"
"""How Excel 97 begins its files, and how today's wraps a workbook that has a password."""
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CHUNK = 2**16


class Refused(Exception):
    """The file is not read; its text says why."""


def _limit_all() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_next() -> None:
    """So many seconds of CPU from here on: what a file may take, whatever the ones before it took."""
    until = math.ceil(time.process_time()) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _cell(value: object) -> object:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)
        return {"number": repr(int(value)) if float(value).is_integer() else repr(value)}
    if isinstance(value, datetime):
        return {"day": value.date().isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    text = str(value)
    return text or None


def _check(content: bytes) -> list[str]:
    """The names inside. Raises Refused for what is no workbook of today's Excel without macros."""
    if not content:
        raise Refused("empty")
    if content.startswith(OLD_BINARY):
        raise Refused("password" if "EncryptedPackage".encode("utf-16-le") in content else "old")
    if not content.startswith(b"PK\x03\x04"):
        raise Refused("not_xlsx")
    with zipfile.ZipFile(BytesIO(content)) as packed:
        names = packed.namelist()
        if "xl/workbook.xml" not in names:
            raise Refused("not_xlsx")
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise Refused("macros")
        if sum(entry.file_size for entry in packed.infolist()) > UNPACKED:
            raise Refused("too_large")
        if "[Content_Types].xml" in names and b"macroEnabled" in packed.read("[Content_Types].xml"):
            raise Refused("macros")
    return names


def _read(content: bytes, most_rows: int | None) -> dict[str, object]:
    names = _check(content)
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    places = _places(content) if "xl/_rels/workbook.xml.rels" in names else {}
    visible = {one.name: one.visible is SheetVisibleEnum.Visible for one in book.sheets_metadata}
    sheets: list[dict[str, object]] = []
    cells = 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        rows, columns = (0, 0) if sheet.end is None else (sheet.end[0] + 1, sheet.end[1] + 1)
        cells += rows * columns
        if cells > CELLS:
            raise Refused("too_large")
        if most_rows is not None and rows > most_rows:
            raise Refused("too_many_rows")
        values = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        formulas = []
        for row, column, text in _unsaid(content, places[name]) if name in places else ():
            if text.startswith("="):
                formulas.append([row, column, text])
            elif row < len(values) and column < len(values[row]):
                values[row][column] = text
        sheets.append(
            {
                "name": name,
                "hidden": not visible.get(name, True),
                "rows": values,
                "merged": [[*first, *last] for first, last in (sheet.merged_cell_ranges or ())[:AREAS]],
                "formulas": formulas,
            }
        )
    return {"sheets": sheets}


def _places(content: bytes) -> dict[str, str]:
    """Name of a sheet -> its file inside."""
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    targets = {
        one.get("Id", ""): one.get("Target", "") for one in _elements(content, "xl/_rels/workbook.xml.rels")
    }
    found = {}
    for one in _elements(content, "xl/workbook.xml"):
        target = targets.get(one.get(relation, ""), "") if one.tag == f"{_MAIN}sheet" else ""
        if target:
            found[one.get("name", "")] = target.removeprefix("/") if target[0] == "/" else f"xl/{target}"
    return found


def _unsaid(content: bytes, place: str) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of cells that the library tells as blank: formulas without a result, and errors.

    ``=A1+1`` was written by a program and never opened in Excel; ``#REF!`` is what Excel itself could not calculate.
    """
    with zipfile.ZipFile(BytesIO(content)) as packed:
        if place not in packed.namelist() or not _has_any(packed, place, (b"<f", b't="e"')):
            return
    count = 0
    for one in _elements(content, place):
        if one.tag == f"{_MAIN}row":
            one.clear()
        if one.tag != f"{_MAIN}c":
            continue
        at, text = _ADDRESS.fullmatch(one.get("r", "")), _text_of_blank(one)
        if at is None or not text:
            continue
        count += 1
        if count > FORMULAS:
            raise Refused("too_large")
        column = 0
        for letter in at[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        yield int(at[2]) - 1, column - 1, text[:200]


def _text_of_blank(cell: Element) -> str:
    """The error, or the formula behind ``=`` where it has no result; empty for every other cell."""
    formula, value = cell.find(f"{_MAIN}f"), cell.find(f"{_MAIN}v")
    if cell.get("t") == "e":
        return "" if value is None else value.text or ""
    is_blank = value is None or not value.text
    if formula is None or not is_blank or (cell.get("t") == "str" and value is not None):
        return ""
    return f"={formula.text or ''}"


def _has_any(packed: zipfile.ZipFile, place: str, wanted: tuple[bytes, ...]) -> bool:
    with packed.open(place) as file:
        before = b""
        while chunk := file.read(_CHUNK):
            if any(one in before + chunk for one in wanted):
                return True
            before = chunk[-max(map(len, wanted)) :]
    return False


def _elements(content: bytes, place: str) -> Iterator[Element]:
    """Every element, at its end. Expat expands no entity from outside, and a document type is none of Excel's."""
    parser: XMLPullParser[Element] = XMLPullParser(("end",))
    with zipfile.ZipFile(BytesIO(content)) as packed, packed.open(place) as file:
        before = b""
        while chunk := file.read(_CHUNK):
            if b"<!DOCTYPE" in before + chunk:
                raise Refused("broken")
            before = chunk[-len(b"<!DOCTYPE") :]
            parser.feed(chunk)
            for _event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                yield element


def _answer(content: bytes, most_rows: int | None) -> dict[str, object]:
    try:
        return _read(content, most_rows)
    except Refused as why:
        return {"refused": str(why)}
    except MemoryError:
        return {"refused": "too_large"}
    except BaseException:  # noqa: BLE001 - whatever a broken file provokes (a panic of the reader included)
        return {"refused": "broken"}


def serve(asked: BinaryIO, answered: BinaryIO) -> None:
    _limit_all()
    while line := asked.readline():
        order = json.loads(line)
        content = asked.read(order["bytes"])
        _limit_next()
        told = json.dumps(_answer(content, order["most_rows"]), ensure_ascii=True).encode()
        answered.write(b'{"bytes": %d}\n' % len(told))
        answered.write(told)
        answered.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
