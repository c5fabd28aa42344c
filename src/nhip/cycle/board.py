"""The pulse board (bảng nhịp): stored roll-ups of a unit and those below it, month by month.

Five SQL statements with the actor's; they do not grow with the number of units.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year, visible_ancestors
from nhip.apps.rollups.queries import progress_of
from nhip.apps.rollups.retelling import progress_on
from nhip.apps.tasks.queries import TaskReadings, count_overdue, readings_of, tasks_led
from nhip.core.access import Act, Actor, require
from nhip.core.calendars import due_on, last_closed_month
from nhip.core.numbers import json_number
from nhip.core.periods import MONTHS, Month
from nhip.core.progress import (
    PROGRESS,
    Cell,
    Light,
    LightRule,
    ProgressState,
    cell,
    in_period,
    light,
    own_state,
    own_year,
)
from nhip.core.rollup import YearStates, total
from nhip.core.tasks import TaskStatus, reading_for
from nhip.core.units import TERRITORIAL, History, Level, Tree, UnitLine
from nhip.core.year_periods import SHAPES, PeriodKind
from nhip.cycle.unit_years import Tellings, gone_within, tellings_of, years_of

FEW_TASKS = 10
"""Below so many tasks a percentage is shown with a word of care; a matter of presentation, not of law."""
EARLY = Decimal(0)
QUARTERS = tuple(SHAPES.index((PeriodKind.QUARTER, last - 2, last)) for last in (3, 6, 9, 12))
WHOLE_YEAR = SHAPES.index((PeriodKind.YEAR, 1, 12))


class NoteKind(StrEnum):
    """What is worth saying beside a row's name."""

    FEW_TASKS = "few_tasks"
    SILENT = "silent"
    MERGED = "merged"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class RowNote:
    """few_tasks: ``number`` tasks; silent: ``number`` units that did not report for month ``other``;

    merged: from ``number`` to ``other`` communes within the year; early: ahead of plan.
    """

    kind: NoteKind
    number: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit and its twelve cells, its four quarters and its year.

    communes: how many it has (now, or on its last day); until: that day if gone.

    above: the name of the unit directly above it. first_month: the first one that it reports itself; on today's
    boundaries it has numbers of earlier ones, which others reported.
    """

    unit: UnitLine
    unit_id: int
    above: str
    communes: int
    tasks: int
    has_rows: bool
    cells: tuple[Cell, ...]
    quarters: tuple[Cell, ...]
    whole_year: Cell
    notes: tuple[RowNote, ...]
    until: date | None
    first_month: int


@dataclass(frozen=True, slots=True)
class TaskCell:
    month: int
    planned: Decimal
    actual: Decimal | None
    light: Light


@dataclass(frozen=True, slots=True)
class TaskRow:
    task_id: int
    title: str
    weight: int
    deadline: date | None
    status: TaskStatus
    cells: tuple[TaskCell, ...]


@dataclass(frozen=True, slots=True)
class BoardFigures:
    """The figures above the board, of its month."""

    month: int
    actual: Decimal | None
    planned: Decimal | None
    behind: Decimal | None
    light: Light
    overdue: int
    tasks: int
    reported: int
    expected: int
    unapproved: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Board:
    """as_of: everything filed up to then is in the numbers; is_current: nothing newer is waiting."""

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    years: tuple[int, ...]
    month_now: int | None
    as_of: datetime
    is_current: bool
    rule: LightRule
    rows: tuple[BoardRow, ...]
    former: tuple[BoardRow, ...]
    total: BoardRow
    tasks: tuple[TaskRow, ...]
    outside_plan: tuple[TaskRow, ...]
    figures: BoardFigures
    levels: tuple[Level, ...]
    level: Level | None
    is_today: bool
    tellings: Tellings


def pulse_board(
    *,
    actor: Actor,
    code: str,
    year: int,
    today: date,
    now: datetime,
    level: Level | None = None,
    is_today: bool = False,
) -> Board:
    """The board of a unit for a year. level: list all units of that level below it, not its direct children.

    is_today: told on the boundaries of today instead of those of each month.

    Raises UnknownUnit, NotAllowed, RuleBroken (year, no calendar).
    """
    facts = ground.current()
    history = facts.history
    Month(year, 1)  # refuses years out of range
    tree = history.on(today if is_today else day_for_year(year, today))
    unit = tree.find(code)
    require(actor, Act.VIEW, unit, tree)
    below = tuple(tree.below(unit))
    levels = tuple(one for one in TERRITORIAL if one in _levels_below(tree, unit))
    rows = _row_units(tree, unit, below, level)
    gone = () if level is not None or is_today else gone_within(history, tree, unit, year)
    states, pending = progress_of(units=(unit, *rows, *gone), year=year)
    if not any(states[unit]["expected"]) and not any(states[unit]["other_expected"]):
        states = {one: _unbuilt(history, one, year) for one in states}
    rules = tuple(facts.light_rule(history.cut_off(unit, Month(year, month))) for month in MONTHS)
    closed = _month_now(history, unit, year, today)
    if is_today:
        states |= progress_on(root=unit, tree=tree, year=year)
    make = _RowMaker(history, tree, rules, states, closed, year)
    whole = make.row(unit)
    tasks = () if rows else tasks_led(unit=unit, year=year, today=today)
    read = readings_of(tasks=tasks) if tasks else ()
    overdue = count_overdue(units=below, year=year, today=today)
    return Board(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        year=year,
        years=tuple(years_of(history, unit, code, today, is_today=is_today)),
        month_now=closed if year == today.year else None,
        as_of=pending or now,
        is_current=pending is None,
        rule=rules[(closed or 1) - 1],
        rows=tuple(make.row(one) for one in rows),
        former=tuple(make.row(one) for one in gone),
        total=whole,
        tasks=tuple(_task_row(one, unit, rules) for one in read if one.task.plan_id is not None),
        outside_plan=tuple(_task_row(one, unit, rules) for one in read if one.task.plan_id is None),
        figures=_figures(whole, history, unit, Month(year, closed or 1), overdue),
        levels=levels,
        level=level,
        is_today=is_today,
        tellings=tellings_of(facts, code, year, today),
    )


def _levels_below(tree: Tree, unit: int) -> set[Level]:
    return {tree.level(one) for one in tree.below(unit) if one != unit and one in tree.reporting} - {
        tree.level(one) for one in tree.children(unit)
    }


def _row_units(tree: Tree, unit: int, below: tuple[int, ...], level: Level | None) -> tuple[int, ...]:
    if level is None:
        return tuple(one for one in tree.children(unit) if tree.has_reporting_below(one))
    return tuple(
        one for one in below if one != unit and tree.level(one) is level and tree.has_reporting_below(one)
    )


def _unbuilt(history: History, unit: int, year: int) -> YearStates:
    """The states of a year in which nothing has happened yet: the tree says who will be expected, nobody reported."""
    trees = {month: history.tree_for(unit, Month(year, month)) for month in MONTHS}
    below = {one for tree in trees.values() if tree is not None for one in tree.below(unit)}

    def silent(one: int, month: int) -> ProgressState:
        tree = trees[month]
        expected = tree is not None and tree.is_within(one, unit) and one in tree.reporting
        return own_state(
            history.levels[one], (), month=month, expected=expected, reported=False, approved=False
        )

    own = [
        own_year(lambda _month, _as_of: False, lambda month, _as_of, one=one: silent(one, month))  # type: ignore[misc]
        for one in below
    ]
    return total(PROGRESS, own)


def _month_now(history: History, unit: int, year: int, today: date) -> int | None:
    """The number of the newest closed month of the year; 12 for years gone by, None before the first has closed."""
    if year < today.year:
        return 12
    if year > today.year:
        return None
    newest = last_closed_month(today, history.calendar_for(unit, Month.of(today)))
    return newest.number if newest.year == year else None


@dataclass(frozen=True)
class _RowMaker:
    history: History
    tree: Tree
    rules: tuple[LightRule, ...]
    states: dict[int, YearStates]
    closed: int | None
    year: int

    def row(self, unit: int) -> BoardRow:
        year = self.states[unit]
        cells = tuple(
            cell(in_period(year, month - 1), rule) for month, rule in zip(MONTHS, self.rules, strict=True)
        )
        here = unit in self.tree
        until = None if here else self.history.last_day(unit)
        communes = (
            sum(self.tree.level(one) is Level.COMMUNE for one in self.tree.below(unit) if one != unit)
            if here
            else 0
        )
        shown = cells[(self.closed or 12) - 1]
        above = self.tree.parent(unit) if here else None
        return BoardRow(
            unit=self.history.line_then(unit, self.tree.on),
            unit_id=unit,
            above="" if above is None else self.tree.name(above),
            communes=communes,
            tasks=max(one.tasks for one in cells) if until else shown.tasks,
            has_rows=here and any(self.tree.has_reporting_below(one) for one in self.tree.children(unit)),
            cells=cells,
            quarters=tuple(
                cell(in_period(year, QUARTERS[number]), self.rules[3 * number + 2]) for number in range(4)
            ),
            whole_year=cell(in_period(year, WHOLE_YEAR), self.rules[-1]),
            notes=tuple(self._notes(cells, communes)) if here else (),
            until=until,
            first_month=self._first_month(unit),
        )

    def _first_month(self, unit: int) -> int:
        began, year = self.history.first_day(unit), self.year
        if began.year < year:
            return 1
        return next((one for one in MONTHS if self.history.cut_off(unit, Month(year, one)) >= began), 13)

    def _notes(self, cells: tuple[Cell, ...], communes: int) -> Iterable[RowNote]:
        if self.closed is None:
            return
        shown = cells[self.closed - 1]
        if 0 < shown.tasks < FEW_TASKS:
            yield RowNote(NoteKind.FEW_TASKS, shown.tasks)
        first = cells[0].expected
        if communes and first > communes:
            yield RowNote(NoteKind.MERGED, first, communes)
        before = cells[self.closed - 2] if self.closed > 1 else None
        if before is not None and before.expected - before.reported >= 2:
            yield RowNote(NoteKind.SILENT, before.expected - before.reported, self.closed - 1)
        elif shown.light is Light.GREEN and shown.behind is not None and shown.behind < EARLY:
            yield RowNote(NoteKind.EARLY)


def _task_row(one: TaskReadings, unit: int, rules: tuple[LightRule, ...]) -> TaskRow:
    return TaskRow(
        one.task.id,
        one.task.title,
        one.task.weight,
        one.task.deadline,
        one.task.status,
        tuple(_task_cell(one, unit, month, rule) for month, rule in zip(MONTHS, rules, strict=True)),
    )


def _task_cell(one: TaskReadings, unit: int, month: int, rule: LightRule) -> TaskCell:
    planned = one.task.milestones[month - 1]
    actual = reading_for(one.readings.get(month, {}), unit)
    behind = None if actual is None else Fraction(planned) - Fraction(actual)
    shown = light(behind, reported=int(actual is not None), expected=1, rule=rule)
    return TaskCell(month, planned, actual, shown)


def _figures(total: BoardRow, history: History, unit: int, month: Month, overdue: int) -> BoardFigures:
    shown = total.cells[month.number - 1]
    return BoardFigures(
        month=month.number,
        actual=shown.actual,
        planned=shown.planned,
        behind=shown.behind,
        light=shown.light,
        overdue=overdue,
        tasks=shown.tasks,
        reported=shown.reported,
        expected=shown.expected,
        unapproved=shown.unapproved,
        due_on=due_on(month, history.calendar_for(unit, month)),
    )


def board_as_json(board: Board) -> dict[str, object]:
    """The board as ``nhip board --json`` prints it; percentages are numbers with at most two decimals, or null."""
    return {
        "unit": board.unit.code,
        "year": board.year,
        "as_of": board.as_of.isoformat(timespec="seconds"),
        "rows": [
            {
                "unit": row.unit.code,
                "name": row.unit.name,
                "months": [
                    {
                        "month": month,
                        "planned": json_number(one.planned),
                        "actual": json_number(one.actual),
                        "reported": one.reported,
                        "expected": one.expected,
                        "light": one.light.value,
                    }
                    for month, one in zip(MONTHS, row.cells, strict=True)
                ],
            }
            for row in board.rows
        ],
    }
