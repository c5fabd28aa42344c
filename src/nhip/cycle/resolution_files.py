"""The lines of a reorganisation as a workbook: the template to fill, and what a filled one says."""

from collections.abc import Iterable
from decimal import Decimal

from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.resolutions import KIND_NAMES, LEVEL_NAMES, Kind, Line
from nhip.core.units import Level
from nhip.core.vietnamese import without_marks
from nhip.xlsx.reading import Row, read_table, read_workbook
from nhip.xlsx.writing import SheetOut, Value, write_workbook

COLUMNS = {
    "kind": ["Việc"],
    "code": ["Mã đơn vị", "Mã"],
    "target": ["Mã nhận", "Đơn vị nhận", "Mã đơn vị nhận"],
    "name": ["Tên mới", "Tên"],
    "level": ["Cấp"],
    "share": ["Phần"],
    "basis": ["Căn cứ của phần", "Căn cứ"],
    "assumed": ["Ước tính"],
    "reports": ["Báo cáo hằng tháng"],
}
REQUIRED = ("kind", "code")
_KINDS = {without_marks(name): kind for kind, name in KIND_NAMES.items()}
_LEVELS = {without_marks(name): level for level, name in LEVEL_NAMES.items()}
_NOTE = (
    "Mỗi dòng một việc. Mã đơn vị: mã trước ngày sắp xếp (dòng «Đơn vị mới»: mã mới). Mã nhận: đơn vị nhận, "
    "cấp trên mới hoặc mã mới. Phần: từ 0 đến 1, các phần của một đơn vị cộng lại bằng 1. "
    "Ước tính, Báo cáo hằng tháng: ghi x."
)


def read_lines(content: bytes) -> tuple[Line, ...]:
    """The lines of the first sheet. Raises RuleBroken (no workbook, no headings), RulesBroken keyed by cell address."""
    sheet, *_others = read_workbook(content)
    lines: list[Line] = []
    refusals: dict[str, RuleBroken] = {}
    for row in read_table(sheet, COLUMNS, required=REQUIRED):
        try:
            lines.append(_line(row))
        except RuleBroken as refusal:
            told = row.refusal(refusal.field or "kind", refusal) if "at" not in refusal.places else refusal
            refusals[str(told.places["at"])] = told
    if refusals:
        raise RulesBroken(refusals)
    return tuple(lines)


def _line(row: Row) -> Line:
    return Line(
        kind=_kind(row.text("kind")),
        code=row.text("code"),
        target=row.text("target"),
        name=row.text("name"),
        level=_level(row.text("level")),
        share=row.number_of("share"),
        basis=row.text("basis"),
        assumed=bool(row.text("assumed")),
        reports=bool(row.text("reports")),
    )


def _kind(text: str) -> Kind:
    kind = _KINDS.get(without_marks(text))
    if kind is None:
        raise RuleBroken(
            gettext_noop("«{text}» không phải việc sắp xếp; ghi một trong: {kinds}."),
            field="kind",
            text=text,
            kinds=", ".join(KIND_NAMES.values()),
        )
    return kind


def _level(text: str) -> Level | None:
    plain = without_marks(text)
    level = _LEVELS.get(plain) or _LEVELS.get(f"cap {plain}")
    if text and level is None:
        raise RuleBroken(
            gettext_noop("«{text}» không phải một cấp; ghi một trong: {levels}."),
            field="level",
            text=text,
            levels=", ".join(LEVEL_NAMES.values()),
        )
    return level


def workbook_of(lines: Iterable[Line]) -> bytes:
    """The lines as a workbook that ``read_lines`` reads; without any it is the template, with two examples."""
    kept = list(lines)
    headings = [names[0] for names in COLUMNS.values()]
    sheets = [SheetOut("Sắp xếp", headings, [_cells(line) for line in kept], note=_NOTE)]
    if not kept:
        sheets.append(SheetOut("Ví dụ", headings, [_cells(line) for line in EXAMPLES]))
    return write_workbook(sheets)


def _cells(line: Line) -> list[Value]:
    return [
        KIND_NAMES[line.kind],
        line.code,
        line.target,
        line.name,
        "" if line.level is None else LEVEL_NAMES[line.level],
        line.share,
        line.basis,
        "x" if line.assumed else "",
        "x" if line.reports else "",
    ]


EXAMPLES = (
    Line(Kind.BEGIN, "02137", "066", "Xã Văn Vũ", Level.COMMUNE, reports=True),
    Line(Kind.MERGE, "02146", "02137"),
    Line(Kind.DIVIDE, "02149", "02137", share=Decimal("0.85"), basis="dân số"),
    Line(Kind.DIVIDE, "02149", "02152", share=Decimal("0.15"), basis="dân số"),
)
