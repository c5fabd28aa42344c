"""Which rows of a table are tasks: no heading of a group, no total, no signature, no repeated heading.

Cells that are merged over rows belong to each of them; a task whose own cell spans rows is one task.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from nhip.core.plan_sheets.headers import Header, is_header_again
from nhip.core.sheets import Formula, Table, Value, text_of
from nhip.core.vietnamese import without_marks

_SERIAL = re.compile(r"\d+(?:[.,]\d+)*[.)]?")
_GROUP_NUMBER = re.compile(r"[ivxlc]+|[a-zđ]", re.IGNORECASE)
_END = re.compile(
    r"noi nhan\b|nguoi lap\b|lap bieu\b|(?:tm|kt|tl|tuq|q)\.\s?\S|ghi chu\s*:|luu y\s*:|xac nhan cua\b|phe duyet cua\b"
    r"|\(?ky,? (?:ten|ghi|dong)|(?:.{0,60}, )?ngay\s.{0,12}thang\s.{0,12}nam\b"
)
_SIGNER = re.compile(
    r"(?:pho )?(?:chu tich|thu truong|truong phong|truong ban|giam doc|chanh van phong)(?: \S+){0,4}"
)
_TOTAL = re.compile(
    r"(?:tổng(?:\s+(?:cộng|số|kinh phí|vốn|trọng số|nhiệm vụ|điểm))?|cộng)\s*(?:[:(+=.\d].*|[ivxabc, +&và]*)$"
)
_TOTAL_BARE = re.compile(r"(?:tong(?:\s+(?:cong|so|kinh phi|von|trong so))|cong)\s*[:.]?")
_HEADS_A_TIME = re.compile(
    r"(?:[ivx\d]+\s*[.):-]\s*)?(?P<time>(?:thang|quy)\s+(?:\d{1,2}|[ivx]{1,4})(?:\s*[/-]\s*20\d\d| nam 20\d\d)?)\W*"
)
_DITTO = re.compile(
    r"[-–(]*\s*(?:nt|n/t|như trên)\s*[-–.)]*|[-–]?\s*(?:\"|''|“|”|〃|//)\s*[-–]?", re.IGNORECASE
)
_OF_GROUPS = frozenset({"budget", "weight", "quantity", "measure", "note", "number", "title"})
"""Fields that a heading of a group may carry: its sums."""
MOST_SIGNING = 4
"""Texts in a row of signatures, at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is a task. number: from 0; below: further rows of its own, where its cell spans several."""

    number: int
    below: tuple[int, ...] = ()


def filled(table: Table, *, whole: Header | None = None) -> list[list[Value]]:
    """The cells of a sheet, merged ones all saying what their first one does.

    whole: the header; below it cells that are merged across columns say it in the first only, but for months.
    """
    width = max((len(row) for row in table.rows), default=0)
    cells: list[list[Value]] = [[*row, *[None] * (width - len(row))] for row in table.rows]
    for (row, column), formula in table.formulas.items():
        if row < len(cells) and column < width:
            cells[row][column] = Formula(formula)
    months = (
        ()
        if whole is None
        else [one for name, one in whole.columns.items() if re.fullmatch(r"[mq]\d+", name)]
    )
    for top, left, bottom, right in table.merged:
        if top >= len(cells) or left >= width:
            continue
        said = cells[top][left]
        for row in range(top, min(bottom, len(cells) - 1) + 1):
            for column in range(left, min(right, width - 1) + 1):
                if whole is None or top <= whole.last or column == left or {left, column} <= set(months):
                    cells[row][column] = said
    return cells


def lines(table: Table, cells: Sequence[Sequence[Value]], header: Header) -> Iterator[Line]:
    """The rows below the header that are tasks, until the signatures."""
    title = header.columns["title"]
    spans = {
        top: bottom for top, left, bottom, right in table.merged if left <= title <= right and bottom > top
    }
    last = _last_row(cells, header)
    number = header.last + 1
    while number <= last:
        bottom = min(spans.get(number, number), last)
        if _is_task(cells, number, header, last):
            own = [row for row in range(number + 1, bottom + 1) if any(text_of(one) for one in cells[row])]
            more = _continued(cells, bottom + 1, header, last)
            yield Line(number, (*own, *more))
            bottom = max(bottom, *more, number)
        number = bottom + 1


def _last_row(cells: Sequence[Sequence[Value]], header: Header) -> int:
    for number in range(header.last + 1, len(cells)):
        if _ends_table(cells[number], header):
            return number - 1
    return len(cells) - 1


def _ends_table(row: Sequence[Value], header: Header) -> bool:
    texts = list(dict.fromkeys(text for one in row if (text := text_of(one))))
    if not 0 < len(texts) <= MOST_SIGNING or _is_serial(_value(row, header, "number")):
        return False
    title = _value(row, header, "title")
    if (
        title
        and not _END.match(without_marks(title))
        and any(_value(row, header, name) for name in ("lead", "deadline"))
    ):
        return False
    plain = [without_marks(one) for one in texts]
    return any(_END.match(one) for one in plain) or all(_SIGNER.fullmatch(one) for one in plain)


def _value(row: Sequence[Value], header: Header, name: str) -> str:
    column = header.columns.get(name)
    return "" if column is None or column >= len(row) else text_of(row[column])


def _is_serial(text: str) -> bool:
    return _SERIAL.fullmatch(text) is not None


def _is_total(text: str) -> bool:
    return _TOTAL.fullmatch(text.casefold()) is not None or _TOTAL_BARE.fullmatch(text.casefold()) is not None


def _says(row: Sequence[Value], header: Header) -> set[str]:
    """Fields that hold something, beside the title and what stands around it."""
    return {
        name
        for name in header.columns
        if name not in ("title", "number", "note") and _value(row, header, name)
    }


def _is_task(cells: Sequence[Sequence[Value]], number: int, header: Header, last: int) -> bool:
    row = cells[number]
    title, serial = _value(row, header, "title"), _value(row, header, "number")
    if (_is_total(title) and not _is_serial(serial)) or _is_total(serial) or is_header_again(header, row):
        return False
    says = _says(row, header)
    if not title:
        return _is_serial(serial) and bool(says & {"lead", "deadline", "deliverable"})
    if says - _OF_GROUPS:
        return True
    if _GROUP_NUMBER.fullmatch(serial.strip(" .)")):
        return False
    if not _is_serial(serial):
        return bool(says) and "number" not in header.columns
    return not _is_group(title, serial, cells, number, header, last)


def _is_group(
    title: str, serial: str, cells: Sequence[Sequence[Value]], number: int, header: Header, last: int
) -> bool:
    """Of a row that has a number and a title alone: whether those below are its parts."""
    if title.isupper():
        return True
    below = next(
        (cells[one] for one in range(number + 1, last + 1) if _value(cells[one], header, "title")), None
    )
    if below is None:
        return False
    own, next_one = serial.strip(" .)"), _value(below, header, "number").strip(" .)")
    is_part = next_one.startswith((f"{own}.", f"{own},")) or (next_one == "1" and own != "0")
    is_listed = not next_one or next_one in ("-", "+", "*") or re.fullmatch(r"[a-zđ]", next_one) is not None
    return is_part or (is_listed and bool(_says(below, header) - _OF_GROUPS))


def _continued(cells: Sequence[Sequence[Value]], start: int, header: Header, last: int) -> list[int]:
    """Rows that say more of the task above: further units or products, with neither number nor title."""
    found = []
    for number in range(start, last + 1):
        row = cells[number]
        says = _says(row, header)
        if (
            _value(row, header, "title")
            or _value(row, header, "number")
            or not says & {"coordinating", "deliverable"}
        ):
            break
        if says - {"coordinating", "deliverable", "note"}:
            break
        found.append(number)
    return found


def times_above(
    cells: Sequence[Sequence[Value]], found: Sequence[Line], header: Header
) -> Mapping[Line, str]:
    """Task -> the month or quarter that heads its group, without marks: «thang 3»; only tasks below such a heading."""
    said, first = "", header.last + 1
    times = {}
    for line in found:
        for number in range(first, line.number):
            said = _time_alone(cells[number], header) or said
        first = line.number + 1
        if said:
            times[line] = said
    return times


def _time_alone(row: Sequence[Value], header: Header) -> str:
    """«THÁNG 03», «II. Quý II/2020» in a row that says nothing else, but for a number."""
    number = _value(row, header, "number")
    texts = {text for value in row if (text := text_of(value))}
    text = next(iter(texts - {number} or texts), "")
    heading = _HEADS_A_TIME.fullmatch(without_marks(text).casefold()) if len(texts - {number}) < 2 else None
    return "" if heading is None else heading["time"]


Parts = tuple[tuple[int, Value], ...]
"""Rows, from 0, with what a column says in each: those of one task."""


def parts_of(cells: Sequence[Sequence[Value]], line: Line, column: int) -> Parts:
    """What the rows of a task say in a column, what is said twice once."""
    found: dict[Value, int] = {}
    for number in (line.number, *line.below):
        value = cells[number][column] if column < len(cells[number]) else None
        if _is_said(value):
            found.setdefault(value, number)
    return tuple((number, value) for value, number in found.items())


def without_dittos(parts: Parts, above: Parts) -> Parts:
    """Where the cell only says «nt» (như trên), what the task above says, at the cell's own row."""
    if len(parts) == 1 and above and isinstance(said := parts[0][1], str) and _DITTO.fullmatch(said.strip()):
        return tuple((parts[0][0], value) for _row, value in above)
    return parts


def together(name: str, parts: Parts) -> Value:
    """The rows of a task as one cell: sums add up, of milestones the lowest counts, all else follows on."""
    numbers = [value for _row, value in parts if isinstance(value, Decimal)]
    if len(parts) > 1 and len(numbers) == len(parts):
        if name in ("budget", "weight", "quantity"):
            return sum(numbers, Decimal(0))
        if re.fullmatch(r"[mq]\d+", name):
            return min(numbers)
    if len(parts) < 2:
        return parts[0][1] if parts else None
    return "\n".join(text_of(value) for _row, value in parts)


def _is_said(value: Value) -> TypeGuard[str]:
    return bool(text_of(value))


def column_with_most(
    cells: Sequence[Sequence[Value]], header: Header, columns: Sequence[int]
) -> Mapping[str, int]:
    """The header's columns, the title the one that tells most rows apart: the work and not its field."""
    if len(columns) < 2:
        return header.columns
    told = {
        column: len(
            {text for row in cells[header.last + 1 :] if column < len(row) and (text := text_of(row[column]))}
        )
        for column in columns
    }
    most = max(told.values())
    own = header.columns["title"]
    return (
        header.columns
        if told[own] == most
        else {**header.columns, "title": max(told, key=lambda one: told[one])}
    )
