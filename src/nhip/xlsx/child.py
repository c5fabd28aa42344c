"""The process in which a stranger's workbook is opened: ``python -I -m nhip.xlsx.child``, so that a bomb kills only it.

Reads the file on standard input; writes ``{"sheets": [{"name", "rows"}]}`` or ``{"refused": why}`` as JSON. A cell is
null, a string, true or false, ``{"number": "12.5"}`` or ``{"day": "2020-02-01"}``.
"""

import json
import math
import resource
import sys
import zipfile
from datetime import date, datetime
from io import BytesIO

MEMORY = 768 * 2**20
SECONDS = 20
UNPACKED = 200 * 2**20
CELLS = 4_000_000


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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


def _read(content: bytes) -> dict[str, object]:
    if not content.startswith(b"PK\x03\x04"):
        return {"refused": "not_xlsx"}
    with zipfile.ZipFile(BytesIO(content)) as packed:
        names = set(packed.namelist())
        if "xl/workbook.xml" not in names:
            return {"refused": "not_xlsx"}
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            return {"refused": "macros"}
        if sum(entry.file_size for entry in packed.infolist()) > UNPACKED:
            return {"refused": "too_large"}
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets: list[dict[str, object]] = []
    cells = 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        cells += sheet.total_height * sheet.total_width
        if cells > CELLS:
            return {"refused": "too_large"}
        rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        sheets.append({"name": name, "rows": rows})
    return {"sheets": sheets}


def main() -> None:
    content = sys.stdin.buffer.read()
    _limit()
    try:
        answer = _read(content)
    except MemoryError:
        answer = {"refused": "too_large"}
    except Exception:  # noqa: BLE001 - whatever a broken file provokes, the answer is that it cannot be read
        answer = {"refused": "broken"}
    json.dump(answer, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()
