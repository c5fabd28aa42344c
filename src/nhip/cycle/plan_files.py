"""What the rules for plans find in an office's workbook, before anything of it is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from nhip.apps.org import ground
from nhip.apps.org.days_off import days_off
from nhip.apps.org.queries import day_for_year, to_read
from nhip.apps.tasks.queries import led_and_completed
from nhip.core.access import Act, Actor, may
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.plan_checks import CheckedPlan, Finding, LastYear, Severity, check_plan
from nhip.core.plan_sheets import KnownUnit, ReadPlan, Table, TitleBlock, UnitNames, read_plan, title_block
from nhip.core.sheets import address
from nhip.core.units import History, Tree
from nhip.xlsx.reading import read_workbook

NEAR, FAR, ELSEWHERE = 1, 2, 3
"""How far a unit is from the plan's own: above and beside it, in its province, anywhere else; 0: itself and below."""
MOST_ROWS = 20_000
"""Rows of a sheet; a year's plan of one unit has some hundred."""
YEARS = range(2001, 2100)


@dataclass(frozen=True, slots=True)
class FileFindings:
    """unit: identity, None where neither the file nor the caller says whose plan it is. read: None for no plan."""

    unit: int | None
    year: int
    findings: tuple[Finding, ...]
    read: ReadPlan | None = None

    @property
    def count(self) -> int:
        """Of tasks."""
        return 0 if self.read is None else len(self.read.tasks)


def check_file(
    *, actor: Actor, name: str, content: bytes, code: str | None, year: int | None, today: date
) -> FileFindings:
    """Open an office's workbook and check the plan in it. A file that cannot be read as one is the finding KH001.

    unit and year are taken from the title block where they are not given. Raises UnknownUnit, NotAllowed.
    """
    try:
        tables = tables_of(content)
    except RuleBroken as refusal:
        return FileFindings(None, year or today.year, (not_a_plan(name, refusal),))
    return findings_of_file(actor=actor, tables=tables, code=code, year=year, today=today, name=name)


def tables_of(content: bytes) -> tuple[Table, ...]:
    """The sheets that a reader of the workbook sees. Raises RuleBroken."""
    sheets = read_workbook(content, most_rows=MOST_ROWS)
    return tuple(Table(one.name, one.rows, one.merged, one.formulas) for one in sheets if not one.is_hidden)


def findings_of_file(
    *,
    actor: Actor,
    tables: tuple[Table, ...],
    code: str | None,
    year: int | None,
    today: date,
    name: str = "–",
) -> FileFindings:
    """What the rules find in the tables. Two statements, six where it is known whose plan it is."""
    blocks = [block for table in tables if (block := title_block(table)) is not None]
    said = (one.year for one in blocks if one.year in YEARS)
    of = year or next(said, None) or today.year
    history = ground.current().history
    unit = None if code is None else to_read(actor=actor, code=code, year=of, today=today)[0]
    if unit is None:
        unit = _unit_said(blocks, history, of, today)
    read = read_plan(tables, year=of, names=unit_names(history, of, today, unit))
    if read is None or not read.tasks:
        return FileFindings(unit, of, (_no_plan(name, tables, is_empty=read is not None),))
    plan = CheckedPlan(
        year=of,
        tasks=read.tasks,
        days_off=days_off(of),
        last_year=_last_year(actor, unit, history, of, today),
        weights_are_percent=read.weights_are_percent,
    )
    return FileFindings(unit, of, check_plan(plan), read)


def _last_year(actor: Actor, unit: int | None, history: History, year: int, today: date) -> LastYear | None:
    """Only of a unit that the actor may see."""
    tree = history.on(day_for_year(year, today))
    if unit is None or unit not in tree or not may(actor, Act.VIEW, unit, tree):
        return None
    return LastYear(*led_and_completed(unit=unit, year=year - 1))


def _no_plan(name: str, tables: tuple[Table, ...], *, is_empty: bool) -> Finding:
    if not any(table.rows for table in tables):
        return not_a_plan(name, RuleBroken(gettext_noop("Sổ tính trống: không trang nào có dữ liệu.")))
    where = f"{tables[0].name}!{address(0, 0)}"
    if is_empty:
        return not_a_plan(
            where, RuleBroken(gettext_noop("Bảng kế hoạch không có nhiệm vụ nào dưới dòng tiêu đề."))
        )
    return not_a_plan(
        where,
        RuleBroken(
            gettext_noop(
                "Không thấy bảng kế hoạch: cần một dòng tiêu đề có cột nhiệm vụ và cột chủ trì, thời hạn hoặc tháng."
            )
        ),
    )


def not_a_plan(where: str, why: RuleBroken) -> Finding:
    """KH001: a file that cannot be read as a plan."""
    return Finding(
        "KH001",
        Severity.ERROR,
        where,
        "",
        why.sentence,
        gettext_noop("Gửi tệp Excel (.xlsx) có bảng nhiệm vụ, hoặc điền vào tệp tải từ trang kế hoạch."),
        why.places,
    )


def _unit_said(blocks: list[TitleBlock], history: History, year: int, today: date) -> int | None:
    """Whose plan the title says it is: after «Đơn vị:», else what its lines name, each below the one before it."""
    anyone = unit_names(history, year, today, None)
    for block in blocks:
        found = anyone.find(block.unit_said).unit if block.unit_said else None
        if found:
            return found
        names, last = anyone, None
        for line in block.lines:
            if one := names.find(line).unit:
                last, names = one, unit_names(history, year, today, one)
        if last is not None:
            return last
        for line in reversed(block.lines):
            if (one := anyone.mentioned(line)) is not None:
                return one
    return None


def unit_names(history: History, year: int, today: date, unit: int | None) -> UnitNames:
    """The names by which a plan of the unit and year may call units. unit None: nobody's yet."""
    return UnitNames(_known(history, year, today, unit))


def _known(history: History, year: int, today: date, unit: int | None) -> Iterator[KnownUnit]:
    """Units that stand at some time of the year, as they are called in it; those that end in it until when."""
    first, last = date(year, 1, 1), day_for_year(year, max(today, date(year, 1, 1)))
    trees = [history.on(last), history.on(first)]
    for one in dict.fromkeys(unit for tree in trees for unit in tree):
        tree = next(tree for tree in trees if one in tree)
        ended = history.last_day(one)
        yield KnownUnit(
            one,
            tree.name(one),
            tree.code(one),
            _distance(tree, one, unit),
            None if ended is None else ended + timedelta(days=1),
            tuple(map(tree.name, tree.ancestors(one))),
            unit is not None and unit in tree and (one == unit or one in tree.ancestors(unit)),
        )


def _distance(tree: Tree, one: int, unit: int | None) -> int:
    if unit is None or unit not in tree:
        return 0
    if tree.is_within(one, unit):
        return 0
    above = tree.ancestors(unit)
    if one in above or tree.parent(one) in above:
        return NEAR
    return FAR if len(above) > 1 and tree.is_within(one, above[1]) else ELSEWHERE
