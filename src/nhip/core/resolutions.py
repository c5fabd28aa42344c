"""A legal text on the reorganisation of units, typed or read from a workbook: line by line, checked, understood.

Codes of units that exist are those of the eve; codes of units that begin, and of those that receive, are those of the
day itself. What the lines mean together is a ``Plan``, which ``apps.org.reorganising`` applies.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.reorganisation import TOLERANCE, checked_code, checked_name
from nhip.core.units import History, Level, Tree

MOST_LINES = 4000


class ResolutionState(StrEnum):
    PREPARED = "prepared"
    APPLIED = "applied"
    CONFIRMED = "confirmed"
    UNDONE = "undone"


class Kind(StrEnum):
    """What a line says. STAY: the part of a divided unit that remains with it, which then goes on."""

    MERGE = "merge"
    DIVIDE = "divide"
    STAY = "stay"
    BEGIN = "begin"
    RENAME = "rename"
    MOVE = "move"
    RECODE = "recode"
    DISSOLVE = "dissolve"


KIND_NAMES = {
    Kind.MERGE: gettext_noop("Nhập vào"),
    Kind.DIVIDE: gettext_noop("Chia cho"),
    Kind.STAY: gettext_noop("Giữ lại phần"),
    Kind.BEGIN: gettext_noop("Đơn vị mới"),
    Kind.RENAME: gettext_noop("Đổi tên"),
    Kind.MOVE: gettext_noop("Chuyển về"),
    Kind.RECODE: gettext_noop("Đổi mã"),
    Kind.DISSOLVE: gettext_noop("Giải thể"),
}
LEVEL_NAMES = {
    Level.NATION: gettext_noop("Trung ương"),
    Level.PROVINCE: gettext_noop("Cấp tỉnh"),
    Level.DISTRICT: gettext_noop("Cấp huyện"),
    Level.COMMUNE: gettext_noop("Cấp xã"),
    Level.DEPARTMENT: gettext_noop("Sở, ban, ngành"),
    Level.OFFICE: gettext_noop("Cơ quan chuyên môn"),
    Level.ORGANISATION: gettext_noop("Đoàn thể"),
}
"""How a line is written in Vietnamese, on screen and in a workbook."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. code: the unit it is about (of BEGIN its new code); target: the receiving unit, the new parent, or the
    new code; name: of BEGIN and RENAME. share: of DIVIDE and STAY, None elsewhere."""

    kind: Kind
    code: str
    target: str = ""
    name: str = ""
    level: Level | None = None
    share: Decimal | None = None
    basis: str = ""
    assumed: bool = False
    reports: bool = False


def check_lines(lines: Sequence[Line], history: History, effective_on: date) -> dict[int, RuleBroken]:
    """What is wrong with each line, by its place in ``lines`` (from 0); -1: with the whole. Empty where all is well."""
    refusals: dict[int, RuleBroken] = {}
    if not lines:
        refusals[-1] = RuleBroken(
            gettext_noop("Chưa ghi dòng nào; ghi ít nhất một việc sắp xếp."), field="lines"
        )
    elif len(lines) > MOST_LINES:
        refusals[-1] = RuleBroken(
            gettext_noop("Có {count} dòng, nhiều hơn {most}; chia thành nhiều đợt."),
            field="lines",
            count=len(lines),
            most=MOST_LINES,
        )
    eve = history.on(effective_on - timedelta(days=1))
    begun = {line.code for line in lines if line.kind is Kind.BEGIN}
    recoded = {line.target for line in lines if line.kind is Kind.RECODE}
    for index, line in enumerate(lines):
        try:
            _check_line(line, eve, history, begun | recoded)
        except RuleBroken as refusal:
            refusals[index] = refusal
    return {**_check_together(lines), **refusals}


def _check_line(line: Line, eve: Tree, history: History, arriving: set[str]) -> None:
    if line.kind is Kind.BEGIN:
        checked_code(line.code)
        checked_name(line.name)
        if line.level is None:
            raise RuleBroken(gettext_noop("Đơn vị mới chưa ghi cấp."), field="level")
        _check_given(line.target)
        return
    _check_known(line.code, eve, history)
    if line.kind is Kind.RENAME:
        checked_name(line.name)
    elif line.kind is Kind.RECODE:
        checked_code(line.target)
    elif line.kind in {Kind.MERGE, Kind.DIVIDE, Kind.MOVE}:
        _check_target(line, eve, history, arriving)
    if line.kind in {Kind.DIVIDE, Kind.STAY} and (line.share is None or not 0 < line.share <= 1):
        raise RuleBroken(
            gettext_noop("Phần «{share}» không hợp lệ: lớn hơn 0 và không quá 1."),
            field="share",
            share="" if line.share is None else line.share,
        )


def _check_target(line: Line, eve: Tree, history: History, arriving: set[str]) -> None:
    _check_given(line.target)
    if line.target in arriving:
        return
    if line.target == line.code:
        raise RuleBroken(
            gettext_noop("«{unit}» không thể nhập vào chính nó."),
            field="target",
            unit=eve.name(eve.find(line.code)),
        )
    _check_known(line.target, eve, history)


def _check_given(target: str) -> None:
    if not target:
        raise RuleBroken(gettext_noop("Chưa ghi mã đơn vị nhận (hoặc đơn vị cấp trên)."), field="target")


def _check_known(code: str, eve: Tree, history: History) -> None:
    """Raises RuleBroken for a code that nobody bears on the eve; one that comes later is told apart."""
    try:
        eve.find(code)
    except RuleBroken:
        later = min(
            (
                fact.span.starts_on
                for fact in history.codes
                if fact.code == code and fact.span.starts_on > eve.on
            ),
            default=None,
        )
        if later is not None:
            raise RuleBroken(
                gettext_noop(
                    "Đơn vị mang mã «{code}» chỉ có từ {start}, sau ngày {eve}; xem lại ngày hiệu lực."
                ),
                field="code",
                code=code,
                start=later,
                eve=eve.on,
            ) from None
        raise RuleBroken(
            gettext_noop("Không có đơn vị mang mã «{code}» vào ngày {eve}, ngay trước khi sắp xếp."),
            field="code",
            code=code,
            eve=eve.on,
        ) from None


def _check_together(lines: Sequence[Line]) -> dict[int, RuleBroken]:
    """Lines that contradict each other: shares, a unit that ends twice, the same line twice."""
    refusals: dict[int, RuleBroken] = {}
    ways: dict[str, list[int]] = {}
    seen: dict[tuple[Kind, str, str], int] = {}
    for index, line in enumerate(lines):
        same = (line.kind, line.code, line.target)
        if same in seen:
            refusals[index] = RuleBroken(
                gettext_noop("Dòng này lặp lại dòng {line}; bỏ bớt một dòng."),
                field="code",
                line=seen[same] + 1,
            )
        seen.setdefault(same, index)
        if line.kind in {Kind.MERGE, Kind.DIVIDE, Kind.STAY, Kind.DISSOLVE}:
            ways.setdefault(line.code, []).append(index)
    for indexes in ways.values():
        refusals |= _check_ways([(index, lines[index]) for index in indexes])
    return refusals


def _check_ways(ways: Sequence[tuple[int, Line]]) -> dict[int, RuleBroken]:
    """All lines about where one unit goes: a single whole, or parts that add up to one."""
    whole = [index for index, line in ways if line.kind in {Kind.MERGE, Kind.DISSOLVE}]
    if whole and len(ways) > 1:
        first = ways[0][0] if ways[0][0] not in whole else whole[0]
        return {
            ways[-1][0]: RuleBroken(
                gettext_noop(
                    "Đơn vị này đã ghi ở dòng {line}; chia cho nhiều nơi thì dùng «chia» với phần của từng nơi."
                ),
                field="code",
                line=first + 1,
            )
        }
    if whole:
        return {}
    total = sum((line.share for _index, line in ways if line.share is not None), Decimal(0))
    if any(line.share is None for _index, line in ways) or abs(total - 1) <= TOLERANCE:
        return {}
    return {
        ways[-1][0]: RuleBroken(
            gettext_noop("Các phần chia của mã «{code}» cộng lại là {total}, phải bằng 1."),
            field="share",
            code=ways[0][1].code,
            total=total,
        )
    }


@dataclass(frozen=True, slots=True)
class Part:
    """What of a unit goes where; target None: stays."""

    source: str
    target: str | None
    share: Decimal
    basis: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Beginning:
    level: Level
    name: str
    code: str
    parent: str
    reports: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """What checked lines say together."""

    parts: tuple[Part, ...]
    begins: tuple[Beginning, ...]
    new_codes: tuple[tuple[str, str], ...]
    renames: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, str], ...]
    dissolves: tuple[str, ...]


def meaning(lines: Iterable[Line]) -> Meaning:
    """Read lines that ``check_lines`` found nothing wrong with. A merged unit goes whole."""
    kept = list(lines)

    def pairs(kind: Kind, attribute: str) -> tuple[tuple[str, str], ...]:
        return tuple((line.code, getattr(line, attribute)) for line in kept if line.kind is kind)

    return Meaning(
        parts=tuple(
            Part(
                line.code,
                None if line.kind is Kind.STAY else line.target,
                Decimal(1) if line.kind is Kind.MERGE or line.share is None else line.share,
                line.basis,
                line.assumed,
            )
            for line in kept
            if line.kind in {Kind.MERGE, Kind.DIVIDE, Kind.STAY}
        ),
        begins=tuple(
            Beginning(line.level, line.name, line.code, line.target, line.reports)
            for line in kept
            if line.kind is Kind.BEGIN and line.level is not None
        ),
        new_codes=pairs(Kind.RECODE, "target"),
        renames=pairs(Kind.RENAME, "name"),
        moves=pairs(Kind.MOVE, "target"),
        dissolves=tuple(line.code for line in kept if line.kind is Kind.DISSOLVE),
    )


def as_stored(line: Line) -> dict[str, object]:
    """The line as JSON keeps it."""
    return {
        "kind": line.kind.value,
        "code": line.code,
        "target": line.target,
        "name": line.name,
        "level": None if line.level is None else line.level.value,
        "share": None if line.share is None else str(line.share),
        "basis": line.basis,
        "assumed": line.assumed,
        "reports": line.reports,
    }


def from_stored(stored: Mapping[str, object]) -> Line:
    """The line that ``as_stored`` wrote."""
    level, share = stored["level"], stored["share"]
    return Line(
        kind=Kind(str(stored["kind"])),
        code=str(stored["code"]),
        target=str(stored["target"]),
        name=str(stored["name"]),
        level=None if level is None else Level(str(level)),
        share=None if share is None else Decimal(str(share)),
        basis=str(stored["basis"]),
        assumed=bool(stored["assumed"]),
        reports=bool(stored["reports"]),
    )
