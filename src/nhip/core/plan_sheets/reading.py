"""A plan out of the tables of a workbook: as Nhịp writes them, or as offices do.

Nothing is guessed: what cannot be read is kept as such with its cell, and the rules tell of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nhip.core.plan_checks import PlannedTask
from nhip.core.plan_sheets.headers import Header, find_header
from nhip.core.plan_sheets.rows import (
    column_with_most,
    filled,
    lines,
    parts_of,
    times_above,
    together,
    without_dittos,
)
from nhip.core.plan_sheets.unit_names import UnitNames
from nhip.core.plan_sheets.values import Columns, RowReading, has_fractions
from nhip.core.plans import HUNDRED, ZERO
from nhip.core.sheets import Table, Value
from nhip.core.vietnamese import normalised, without_marks

_YEAR_OF_PLAN = re.compile(r"\bnam\s+(20\d\d)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_OF_A_DAY = re.compile(r"\bngay\b.*\bthang\b|\bgiai doan\b|\bqd-|\bnq-|/kh-")
_UNIT_SAID = re.compile(
    r"^\s*(?:tên\s+)?(?:đơn vị|cơ quan)(?:\s+lập(?:\s+kế hoạch)?|\s+báo cáo)?\s*:\s*(.+)$", re.IGNORECASE
)
_REPEATED = frozenset({"lead", "coordinating", "deliverable", "starts_on", "deadline", "time"})
"""Fields in which «nt» stands for what the task above says."""
_TIMES = frozenset({"starts_on", "deadline", "time"})
NEARLY_WHOLE = (Decimal(90), Decimal(110))
"""Weights that add up to something between were meant as percent."""


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What stands above the table: the lines, and the year that they may name."""

    lines: tuple[str, ...] = ()
    year: int | None = None

    @property
    def unit_said(self) -> str:
        """After «Đơn vị:», empty where nothing is."""
        said = (found[1] for line in self.lines if (found := _UNIT_SAID.match(line)))
        return next(said, "").strip()


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A task and what only an import asks of it. task_id: as Nhịp wrote it; texts: field -> as written, where it is."""

    planned: PlannedTask
    task_id: str = ""
    programme: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """weights_are_percent: their column says so, or they were meant so. columns: fields that the tables have."""

    tasks: tuple[PlannedTask, ...]
    weights_are_percent: bool
    lines: tuple[ReadTask, ...] = ()
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A sheet with a plan: its table, the header of it, and what stands above."""

    table: Table
    header: Header
    block: TitleBlock


def plan_tables(tables: Iterable[Table]) -> tuple[PlanTable, ...]:
    """The sheets that hold a plan."""
    return tuple(one for table in tables if (one := _located(table)) is not None)


def _located(table: Table) -> PlanTable | None:
    cells = filled(table)
    header = find_header(cells)
    return None if header is None else PlanTable(table, header, _block(table, cells, header))


def _block(table: Table, cells: list[list[Value]], header: Header) -> TitleBlock:
    found: list[str] = []
    for row in cells[: header.first]:
        for text in dict.fromkeys(value for value in row if isinstance(value, str)):
            found += [normalised(line) for line in text.splitlines() if line.strip()]
    return TitleBlock(tuple(found), _year_of(found, table.name))


def _year_of(found: list[str], sheet: str) -> int | None:
    plain = [line for line in map(without_marks, found) if not _OF_A_DAY.search(line)]
    about = [line for line in plain if "ke hoach" in line or "chuong trinh" in line or "bieu" in line]
    for wanted, several in ((_YEAR_OF_PLAN, about), (_YEAR_OF_PLAN, plain), (_YEAR, about), (_YEAR, [sheet])):
        for line in several:
            if said := wanted.search(line):
                return int(said[1])
    return None


def read_plan(tables: Sequence[PlanTable], *, year: int, names: UnitNames) -> ReadPlan:
    """The tasks of all sheets of the year, of all sheets where none is."""
    of_year = [one for one in tables if one.block.year in (None, year)] or tables
    found = [task for one in of_year for task in _tasks(one.table, one.header, year, names)]
    headers = [one.header for one in of_year]
    tasks, is_percent = _with_weights([one.planned for one in found], headers)
    return ReadPlan(
        tuple(tasks),
        is_percent,
        tuple(replace(one, planned=task) for one, task in zip(found, tasks, strict=True)),
        frozenset(name for header in headers for name in header.columns),
    )


def _with_weights(tasks: list[PlannedTask], headers: list[Header]) -> tuple[list[PlannedTask], bool]:
    """Parts of one become percent; whether they are percent."""
    weights = [one.weight for one in tasks if one.weight is not None]
    if not weights:
        return tasks, False
    if max(weights) <= 1 and any(one != one.to_integral_value() for one in weights):
        tasks = [one if one.weight is None else replace(one, weight=one.weight * HUNDRED) for one in tasks]
        return tasks, True
    says_percent = any("%" in header.texts.get("weight", "") for header in headers)
    if any("task_id" in header.columns for header in headers):
        return tasks, says_percent  # as Nhịp wrote it: weights are only compared
    return tasks, says_percent or NEARLY_WHOLE[0] <= sum(weights, ZERO) <= NEARLY_WHOLE[1]


def _tasks(table: Table, header: Header, year: int, names: UnitNames) -> Iterator[ReadTask]:
    cells = filled(table, whole=header)
    places = column_with_most(cells, header, header.titles)
    found = list(lines(table, cells, replace(header, columns=places)))
    columns = Columns(table.name, year, places, header.texts)
    headings = {} if _TIMES & places.keys() else times_above(cells, found, header)
    rows: list[RowReading] = []
    for one in found:
        parts = {name: parts_of(cells, one, column) for name, column in places.items()}
        for name in _REPEATED & parts.keys():
            parts[name] = without_dittos(parts[name], rows[-1].parts[name] if rows else ())
        said = {name: together(name, several) for name, several in parts.items()}
        rows.append(RowReading(columns, one.number, said, parts, headings.get(one, "")))
    is_of_parts = any(has_fractions(one) for one in rows)
    for row in rows:
        yield _task(row, names, is_of_parts=is_of_parts)


def _task(row: RowReading, names: UnitNames, *, is_of_parts: bool) -> ReadTask:
    leads = names.several(row.lines("lead"))
    coordinating = names.several(row.lines("coordinating"))
    title = row.title()
    times = row.times()
    milestones, quarters, marked = row.milestones(is_of_parts=is_of_parts)
    starts_on, deadline, says_day = times
    if starts_on is None and marked:
        starts_on = row.begin_of(min(marked))
    if "deadline" not in row.columns.places:
        deadline, says_day = row.end_by_months(milestones, quarters) or row.end_by_heading(), False
    return ReadTask(
        PlannedTask(
            where=row.at("title"),
            title=title,
            lead=leads[0] if leads else None,
            deliverable=row.one_line("deliverable"),
            coordinating=(*leads[1:], *coordinating),
            starts_on=starts_on,
            deadline=deadline,
            weight=row.number_in("weight"),
            budget=row.budget(),
            milestones=milestones,
            quarters=quarters,
            unreadable=tuple(row.unreadable),
            cells={name: row.at(name) for name in row.columns.places},
            says_day=says_day,
            measure=f"{row.text('quantity')} {row.text('measure')}".strip(),
        ),
        task_id=row.text("task_id"),
        programme=row.text("programme"),
        kind=row.text("kind"),
    )
