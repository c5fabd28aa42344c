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
from nhip.core.plan_sheets import KnownUnit, PlanTable, ReadPlan, Table, UnitNames, plan_tables, read_plan
from nhip.core.sheets import address
from nhip.core.units import History, Tree
from nhip.cycle.plan_facts import BesideFile, beside_file
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


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A workbook as opened: its sheets, those that hold a plan, or why it was not opened."""

    name: str
    tables: tuple[Table, ...] = ()
    plans: tuple[PlanTable, ...] = ()
    refusal: RuleBroken | None = None


def open_file(name: str, content: bytes) -> OpenedFile:
    """Open an office's workbook, hidden sheets left out."""
    try:
        sheets = read_workbook(content, most_rows=MOST_ROWS)
    except RuleBroken as refusal:
        return OpenedFile(name, refusal=refusal)
    tables = tuple(Table(one.name, one.rows, one.merged, one.formulas) for one in sheets if not one.is_hidden)
    return OpenedFile(name, tables, plan_tables(tables))


def check_file(
    *, actor: Actor, file: OpenedFile, code: str | None, year: int | None, today: date
) -> FileFindings:
    """What the rules find in the plan of a workbook; that it cannot be read as one is the finding KH001.

    unit and year are taken from the title block where they are not given. Two statements, fourteen where it is known
    whose plan it is. Raises UnknownUnit, NotAllowed.
    """
    of = year or year_said(file, today)
    history = ground.current().history
    unit = None if code is None else to_read(actor=actor, code=code, year=of, today=today)[0]
    if unit is None:
        unit = unit_said(file, of, today)
    read = read_plan(file.plans, year=of, names=unit_names(history, of, today, unit))
    if not read.tasks:
        return FileFindings(unit, of, (_no_plan(file),))
    seen = _seen(actor, unit, history, of, today)
    beside = BesideFile() if seen is None else beside_file(unit=seen, year=of, today=today)
    plan = CheckedPlan(
        year=of,
        tasks=beside.told(read.tasks),
        days_off=days_off(of),
        last_year=None if seen is None else LastYear(*led_and_completed(unit=seen, year=of - 1)),
        handed_down=beside.asked,
        directed=beside.directed,
        weights_are_percent=read.weights_are_percent,
    )
    return FileFindings(unit, of, check_plan(plan), read)


def year_said(file: OpenedFile, today: date) -> int:
    """The year that the title block names: of several sheets this year, else the latest."""
    said = [one.block.year for one in file.plans if one.block.year is not None and one.block.year in YEARS]
    return today.year if today.year in said else max(said, default=today.year)


def _seen(actor: Actor, unit: int | None, history: History, year: int, today: date) -> int | None:
    """The unit, where the actor may see it: only then is what is stored of it told."""
    tree = history.on(day_for_year(year, today))
    return None if unit is None or unit not in tree or not may(actor, Act.VIEW, unit, tree) else unit


def _no_plan(file: OpenedFile) -> Finding:
    if file.refusal is not None:
        return not_a_plan(file.name, file.refusal)
    if not any(table.rows for table in file.tables):
        return not_a_plan(file.name, RuleBroken(gettext_noop("Sổ tính trống: không trang nào có dữ liệu.")))
    if file.plans:
        one = file.plans[0]
        return not_a_plan(
            f"{one.table.name}!{address(one.header.last + 1, one.header.columns['title'])}",
            RuleBroken(gettext_noop("Bảng kế hoạch không có nhiệm vụ nào dưới dòng tiêu đề.")),
        )
    return not_a_plan(
        f"{file.tables[0].name}!{address(0, 0)}",
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


def unit_said(file: OpenedFile, year: int, today: date) -> int | None:
    """Whose plan the title says it is: after «Đơn vị:», else what its lines name, each below the one before it."""
    history = ground.current().history
    anyone = unit_names(history, year, today, None)
    for block in (one.block for one in file.plans):
        found = anyone.find(block.unit_said).unit if block.unit_said else None
        if found:
            return found
        names, last, before = anyone, None, ""
        for line in block.lines:
            # A name may go on in the next line: «BAN DÂN TỘC», «TỈNH ÁNH».
            one = (before and names.find(f"{before} {line}").unit) or names.find(line).unit
            if one:
                last, names = one, unit_names(history, year, today, one)
            before = line
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
    """Units that stand at some time of the year, those of its last known day first; those that end in it until when."""
    first, last = date(year, 1, 1), day_for_year(year, max(today, date(year, 1, 1)))
    trees = [history.on(last), history.on(first), history.on(date(year, 12, 31))]
    borne = {trees[0].name(one) for one in trees[0]}
    for one in dict.fromkeys(unit for tree in trees for unit in tree):
        tree = next(tree for tree in trees if one in tree)
        if tree is not trees[0] and tree.name(one) in borne and one != unit:
            continue  # its name lives on, in the unit that came out of it or elsewhere
        ended = history.last_day(one)
        yield KnownUnit(
            one,
            tree.name(one),
            tree.code(one),
            distance(tree, one, unit),
            None if ended is None else ended + timedelta(days=1),
            tuple(map(tree.name, tree.ancestors(one))),
            unit is not None and unit in tree and (one == unit or one in tree.ancestors(unit)),
        )


def distance(tree: Tree, one: int, unit: int | None) -> int:
    """How far a unit is from the one that speaks of it: of two that bear a name the nearer is meant."""
    if unit is None or unit not in tree:
        return 0
    if tree.is_within(one, unit):
        return 0
    above = tree.ancestors(unit)
    if one in above or tree.parent(one) in above:
        return NEAR
    return FAR if len(above) > 1 and tree.is_within(one, above[1]) else ELSEWHERE
