"""The board's rows as strings, made once for a whole page.

The widest board has 108 rows of 12 cells. A template would look up some twenty thousand variables for it; plain
string building takes a few milliseconds. Everything that a person typed is escaped here.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from nhip.core.periods import MONTHS
from nhip.core.progress import Cell, Light
from nhip.core.units import Level
from nhip.cycle.board import Board, BoardRow, NoteKind, RowNote, TaskCell, TaskRow
from nhip.web import shown, words

_NOTE_TONE = {NoteKind.EARLY: "good", NoteKind.MERGED: "known"}
_TONE = {Light.GREEN: "g", Light.AMBER: "a", Light.RED: "r", Light.NONE: "n"}


class Scale(StrEnum):
    """What stands across: twelve months, or four quarters and the year."""

    MONTHS = "thang"
    QUARTERS = "quy"


@dataclass(frozen=True, slots=True)
class _Column:
    """A period across. Its months, first and last; label: what a card on a phone says of it, empty for months."""

    first: int
    last: int
    label: str = ""


COLUMNS = {
    Scale.MONTHS: tuple(_Column(month, month) for month in MONTHS),
    Scale.QUARTERS: (
        _Column(1, 3, gettext_noop("Quý I")),
        _Column(4, 6, gettext_noop("Quý II")),
        _Column(7, 9, gettext_noop("Quý III")),
        _Column(10, 12, gettext_noop("Quý IV")),
        _Column(1, 12, gettext_noop("Cả năm")),
    ),
}


@dataclass(frozen=True, slots=True)
class Note:
    """What stands behind a number, in words. tone: whether it calls for a look, or is only good to know."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One line of the board. cells: the ``<td>`` elements; group: the unit under whose name it stands."""

    name: str
    address: str
    about: str
    notes: tuple[Note, ...]
    cells: SafeString
    group: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """rows, former, total: units down; tasks, outside: the tasks of a unit without rows."""

    rows: tuple[PictureRow, ...]
    is_blank: bool
    former: tuple[PictureRow, ...]
    total: PictureRow
    total_name: str
    tasks: tuple[PictureRow, ...]
    outside: tuple[PictureRow, ...]
    month_now: int
    counts_communes: bool
    light: words.Sign
    has_unapproved: bool
    scale: Scale


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that stand in every cell, translated once per page."""

    plan: str
    lights: dict[Light, str]
    unapproved: str
    silent: str
    percent: str
    month: str

    @classmethod
    def now(cls) -> "_Words":
        return cls(
            plan=_("KH"),
            lights={light: str(sign.word) for light, sign in words.LIGHTS.items()},
            unapproved=_("chưa duyệt"),
            silent=_("chưa nộp"),
            percent="%" if shown.language() == "en" else "<small>%</small>",
            month=pgettext("month, short", "T%(n)s"),
        )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all rows of a board share. begun: months that have numbers; query: what boards further down keep showing."""

    year: int
    begun: int
    said: _Words
    scale: Scale
    query: str


def _frame(board: Board, scale: Scale) -> _Frame:
    kept = [f"ky={scale}"] if scale is not Scale.MONTHS else []
    kept += ["dia-gioi=hom-nay"] if board.is_today else []
    query = f"?{'&'.join(kept)}" if kept else ""
    return _Frame(board.year, months_begun(board), _Words.now(), scale, query)


def picture_of(board: Board, scale: Scale = Scale.MONTHS) -> Picture:
    """The board ready to be written out."""
    frame = _frame(board, scale)
    rows = tuple(
        replace(_unit_row(row, frame, is_former=False), group=row.above if board.level else "")
        for row in board.rows
    )
    former = tuple(_unit_row(row, frame, is_former=True) for row in board.former)
    now = frame.begun or 1
    return Picture(
        rows=rows,
        is_blank=not any(cell.tasks or cell.reported for cell in board.total.cells),
        former=former,
        total=_unit_row(board.total, frame, is_former=False, is_total=True),
        total_name=_total_name(board),
        tasks=tuple(_task_row(row, board, frame) for row in board.tasks),
        outside=tuple(_task_row(row, board, frame) for row in board.outside_plan),
        month_now=now,
        counts_communes=board.total.communes > 0,
        light=words.LIGHTS[board.figures.light],
        has_unapproved=any(cell.unapproved for row in (*board.rows, board.total) for cell in row.cells),
        scale=scale,
    )


def _total_name(board: Board) -> str:
    """What the last line adds up, in the words of such tables."""
    if not board.rows:
        return _("Bình quân theo trọng số")
    match board.unit.level:
        case Level.NATION:
            return _("Cả nước")
        case Level.PROVINCE:
            return _("Toàn tỉnh")
        case Level.DISTRICT if board.unit.name.startswith("Huyện"):
            return _("Toàn huyện")
        case _:
            return _("Cộng chung")


def months_begun(board: Board) -> int:
    """How many months of the year have numbers to show: those after are still to come."""
    if board.month_now is not None:
        return board.month_now
    return 12 if board.year < board.as_of.year else 0


def _unit_row(row: BoardRow, frame: _Frame, *, is_former: bool, is_total: bool = False) -> PictureRow:
    code = row.unit.code
    year, last, scale = frame.year, frame.begun, frame.scale
    board_address = f"/nhip/{code}/{year}/{frame.query}"
    cells: list[str] = []
    shown_cells = row.cells if scale is Scale.MONTHS else (*row.quarters, row.whole_year)
    for column, cell in zip(COLUMNS[scale], shown_cells, strict=True):
        month = cell.last_month or min(column.last, max(last, column.first))
        if month < row.first_month:
            address = ""  # what it shows there was reported by others
        elif is_total:
            address = f"/bao-cao/{code}/{year}/?thang={month}"
        elif is_former and not cell.reported:
            address = ""
        elif row.has_rows:
            address = f"{board_address}#t{month}" if scale is Scale.MONTHS else board_address
        else:
            address = f"/bao-cao/{code}/{year}/{month}/"
        cells.append(_cell(cell, address, frame.said, column, last))
    return PictureRow(
        name=row.unit.name,
        address="" if is_former or is_total else board_address,
        about=_about(row),
        notes=_notes(row, last),
        cells=mark_safe("".join(cells)),  # noqa: S308 - built from numbers and escaped codes only
    )


def _about(row: BoardRow) -> str:
    parts = []
    if row.communes and row.unit.level is not Level.COMMUNE:
        parts.append(
            ngettext("{count} xã", "{count} xã", row.communes).format(count=shown.number(row.communes))
        )
    parts.append(
        ngettext("{count} nhiệm vụ", "{count} nhiệm vụ", row.tasks).format(count=shown.number(row.tasks))
    )
    if row.until is not None:
        parts.append(_("đến {day}").format(day=shown.day(row.until)))
    return " · ".join(parts)


def _notes(row: BoardRow, last: int) -> tuple[Note, ...]:
    """What stands behind the numbers. A merger is worth a word of its own only where the unit now lags."""
    lags = last > 0 and row.cells[last - 1].light in {Light.AMBER, Light.RED}
    shown = [note for note in row.notes if note.kind is not NoteKind.MERGED or lags or len(row.notes) == 1]
    return tuple(
        Note(
            _note_words(note, lags=lags),
            "look" if note.kind is NoteKind.MERGED and lags else _NOTE_TONE.get(note.kind, "look"),
        )
        for note in shown
    )


def _note_words(note: RowNote, *, lags: bool) -> str:
    n = note.number
    match note.kind:
        case NoteKind.FEW_TASKS:
            return ngettext("chỉ {n} nhiệm vụ", "chỉ {n} nhiệm vụ", n).format(n=n)
        case NoteKind.SILENT:
            return ngettext(
                "{n} xã chưa báo cáo tháng {month}", "{n} xã chưa báo cáo tháng {month}", n
            ).format(n=n, month=note.other)
        case NoteKind.MERGED if lags:
            return _("chậm sau sáp nhập {before}→{after} xã").format(before=n, after=note.other)
        case NoteKind.MERGED:
            return _("sáp nhập {before}→{after} xã").format(before=n, after=note.other)
        case NoteKind.EARLY:
            return _("sớm hơn kế hoạch")


def _cell(cell: Cell, address: str, said: _Words, column: _Column, begun: int) -> str:
    planned, head = "–" if cell.planned is None else shown.rounded(cell.planned), _head(column)
    if column.first > begun:
        return f'<td class="f"{head}><span>{planned}</span>' if cell.planned is not None else '<td class="x">'
    if not cell.expected:
        return f'<td class="x"{head}><span>–</span>'
    sign = words.LIGHTS[cell.light]
    mark = f'<i role="img" aria-label="{said.lights[cell.light]}">{sign.shape}</i>'
    done = (
        f"<b>{mark} <small>{said.silent}</small></b>"
        if cell.actual is None
        else f"<b>{mark} {shown.rounded(cell.actual)}{said.percent}</b>"
    )
    # Of a single unit "unapproved" says it all; of several the number does.
    count = f" {cell.unapproved}" if cell.expected > 1 else ""
    pending = f"<em>{said.unapproved}{count}</em>" if cell.unapproved else ""
    is_earlier = cell.last_month is not None and cell.last_month != column.last
    month = f" · {said.month % {'n': cell.last_month}}" if is_earlier else ""
    inside = f"{done}<span>{said.plan} {planned} · {cell.reported}/{cell.expected}{month}</span>{pending}"
    return f'<td class="{_TONE[cell.light]}"{head}>{_linked(inside, address)}'


def _head(column: _Column) -> str:
    return f' data-head="{_(column.label)}"' if column.label else ""


def _linked(inside: str, address: str) -> str:
    return f'<a href="{escape(address)}">{inside}</a>' if address else f"<span>{inside}</span>"


def _last_told(row: TaskRow, column: _Column) -> TaskCell:
    """The last reported month of a period, else its end."""
    months = row.cells[column.first - 1 : column.last]
    return next((one for one in reversed(months) if one.actual is not None), months[-1])


def _task_row(row: TaskRow, board: Board, frame: _Frame) -> PictureRow:
    report = f"/bao-cao/{board.unit.code}/{board.year}"
    cells = []
    for column in COLUMNS[frame.scale]:
        cell = _last_told(row, column)
        of_unit = board.total.cells[cell.month - 1]
        planned, head = shown.rounded(cell.planned), _head(column)
        if column.first > frame.begun and cell.actual is None:
            cells.append(f'<td class="f"{head}><span>{planned}</span>')
            continue
        if cell.actual is None and not cell.planned:
            cells.append(f'<td class="x"{head}><span>–</span>')  # not begun, so nobody is silent
            continue
        sign = words.LIGHTS[cell.light]
        mark = f'<i role="img" aria-label="{frame.said.lights[cell.light]}">{sign.shape}</i>'
        done = (
            f"<small>{frame.said.silent}</small>"
            if cell.actual is None
            else f"{shown.rounded(cell.actual)}{frame.said.percent}"
        )
        is_earlier = cell.actual is not None and cell.month != column.last
        month = f" · {frame.said.month % {'n': cell.month}}" if is_earlier else ""
        inside = f"<b>{mark} {done}</b><span>{frame.said.plan} {planned}{month}</span>"
        # Before the unit began, one that it succeeded reported: the task's own page has those lines.
        address = (
            f"{report}/{cell.month}/#nv-{row.task_id}"
            if of_unit.expected and cell.month >= board.total.first_month
            else f"/nhiem-vu/{row.task_id}/#t{cell.month}"
        )
        cells.append(f'<td class="{_TONE[cell.light]}"{head}>{_linked(inside, address)}')
    status = words.TASK_STATES[row.status]
    about = _("trọng số {weight} · hạn {deadline} · {status}").format(
        weight=row.weight, deadline=shown.day(row.deadline), status=str(status.word).lower()
    )
    return PictureRow(
        name=row.title,
        address=f"/nhiem-vu/{row.task_id}/",
        about=about,
        notes=(),
        cells=mark_safe("".join(cells)),  # noqa: S308 - built from numbers and escaped codes only
    )
