"""Assigned tasks of a unit and those below it, counted at the close of a period, and the very tasks behind a count."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nhip.apps.org import ground
from nhip.apps.org.queries import own_unit, visible_ancestors
from nhip.apps.tasks.assigned import given_tasks
from nhip.core.access import Actor, require_sight
from nhip.core.assigned_tasks import Column, Counted, Counts, answers_for, count, counted
from nhip.core.calendars import begins_on, month_open_on
from nhip.core.errors import NotAllowed, NotFound, RuleBroken
from nhip.core.periodic import check_begun
from nhip.core.periods import Month, Span
from nhip.core.units import History, Tree, UnitLine
from nhip.core.year_periods import PeriodKind, YearPeriod, year_periods


class Side(StrEnum):
    """Of which tasks: those that the units do, or those that they gave others."""

    HELD = "held"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class StatisticsLine:
    """HELD: the unit itself, or one directly under it with all below; GIVEN: a unit that does what was given it."""

    unit: UnitLine
    counts: Counts


@dataclass(frozen=True, slots=True)
class Statistics:
    """The table of a period. closes_on: the day as of whose end it tells: the last of the period, or today.

    units_without: how many units directly under it, itself included, have none. choices: periods of the year.
    year_before, year_after: that may be asked for as well; code_now: the unit's code today, None where it is gone.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    period: YearPeriod
    span: Span
    closes_on: date
    is_running: bool
    side: Side
    lines: tuple[StatisticsLine, ...]
    total: Counts
    units_without: int
    choices: tuple[YearPeriod, ...]
    year_before: int | None
    year_after: int | None
    code_now: str | None


@dataclass(frozen=True, slots=True)
class TaskBehind:
    """A task behind a count, as it stood at the close."""

    counted: Counted
    title: str
    doer: UnitLine
    giver: UnitLine


@dataclass(frozen=True, slots=True)
class TasksBehind:
    """statistics: the table in which they are counted. line: of which unit, None: of all."""

    statistics: Statistics
    line: UnitLine | None
    column: Column | None
    tasks: tuple[TaskBehind, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose table of which period, on the tree of the close."""

    unit: int
    tree: Tree
    history: History
    period: YearPeriod
    span: Span
    is_running: bool
    side: Side
    today: date

    @property
    def closes_on(self) -> date:
        return self.tree.on


def _asked(actor: Actor, code: str, period: YearPeriod, side: Side, today: date) -> Asked:
    history = ground.current().history
    last = Month(period.year, period.last)
    unit = history.bearer_in_month(code, last, today=today)
    closes = history.cut_off(unit, last)
    day = min(closes, today)
    tree = history.on(day)
    require_sight(actor, unit, history, on=day, today=today)
    first = Month(period.year, period.first)
    begins = begins_on(first, history.calendar_for(unit, first))
    check_begun(begins, today=today)
    return Asked(
        unit, tree, history, period, Span(begins, day + timedelta(days=1)), today < closes, side, today
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A counted task: under which line it stands, and who does and gave it."""

    counted: Counted
    line: int
    doer: int
    giver: int
    title: str


def _placed(asked: Asked) -> list[_Placed]:
    within = frozenset(asked.tree.below(asked.unit))
    stood_for = within | gone_into(within, asked.history, asked.tree)
    is_held = asked.side is Side.HELD
    tasks = given_tasks(
        led_by=stood_for if is_held else (),
        given_by=() if is_held else stood_for,
        since=asked.span.starts_on,
    )
    found = []
    for given in tasks:
        one = counted(given.facts, asked.span)
        if one is None:
            continue
        doer = answers_for(asked.history, one.stand.unit, asked.closes_on)
        giver = answers_for(asked.history, given.facts.assigner, asked.closes_on)
        if (doer if is_held else giver) in within:
            line = _line_of(asked, doer) if is_held else doer
            found.append(_Placed(one, line, doer, giver, given.title))
    return found


def gone_into(within: frozenset[int], history: History, tree: Tree) -> frozenset[int]:
    """Units gone by the tree's day for which one of these answers."""
    return frozenset(
        unit for unit in history.levels if unit not in tree and answers_for(history, unit, tree.on) in within
    )


def _line_of(asked: Asked, doer: int) -> int:
    """The unit asked about itself, or the one directly under it that the doer is or stands below."""
    above = [*asked.tree.ancestors(doer), doer]
    place = above.index(asked.unit)
    return above[min(place + 1, len(above) - 1)]


def statistics(*, actor: Actor, code: str, period: YearPeriod, side: Side, today: date) -> Statistics:
    """The table of a period. Eight statements.

    Raises UnknownUnit, NotAllowed, NoCalendar, RuleBroken (not begun).
    """
    asked = _asked(actor, code, period, side, today)
    return _statistics(actor, asked, _placed(asked))


def _statistics(actor: Actor, asked: Asked, placed: Iterable[_Placed]) -> Statistics:
    by_line: dict[int, list[Counted]] = defaultdict(list)
    for one in placed:
        by_line[one.line].append(one.counted)
    history, tree, day = asked.history, asked.tree, asked.closes_on
    order = [asked.unit, *tree.children(asked.unit)]
    known = [unit for unit in order if unit in by_line]
    known += sorted(by_line.keys() - set(known), key=lambda unit: history.sort_key_then(unit, day))
    lines = tuple(StatisticsLine(history.line_then(unit, day), count(by_line[unit])) for unit in known)
    return Statistics(
        unit=tree.line(asked.unit),
        ancestors=visible_ancestors(actor, asked.unit, tree),
        period=asked.period,
        span=asked.span,
        closes_on=day,
        is_running=asked.is_running,
        side=asked.side,
        lines=lines,
        total=count(one for several in by_line.values() for one in several),
        units_without=len(order) - len(known) if asked.side is Side.HELD else 0,
        choices=_choices(asked),
        year_before=_year(actor, asked, -1),
        year_after=_year(actor, asked, 1),
        code_now=_code_now(asked),
    )


def tasks_behind(
    *,
    actor: Actor,
    code: str,
    period: YearPeriod,
    side: Side,
    line: str | None,
    column: Column | None,
    today: date,
) -> TasksBehind:
    """The tasks behind a count of the table: of a line or of all, in a column or in all. Eight statements.

    Raises as ``statistics``, and NotFound for a line that the table has not.
    """
    asked = _asked(actor, code, period, side, today)
    placed = _placed(asked)
    table = _statistics(actor, asked, placed)
    history, day = asked.history, asked.closes_on
    chosen = next((one.unit for one in table.lines if one.unit.code == line), None)
    if line is not None and chosen is None:
        raise NotFound
    return TasksBehind(
        table,
        chosen,
        column,
        tuple(
            TaskBehind(
                one.counted, one.title, history.line_then(one.doer, day), history.line_then(one.giver, day)
            )
            for one in placed
            if (chosen is None or history.line_then(one.line, day) == chosen)
            and (column is None or one.counted.stand.column is column)
        ),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where the tables of a unit begin: its code today and the quarter that runs."""

    code: str
    period: YearPeriod


def place_now(*, actor: Actor, code: str | None, today: date) -> Place:
    """The unit (None: the reader's own) and the quarter that runs by its reporting calendar. One statement.

    Raises UnknownUnit, NotAllowed, NoCalendar.
    """
    tree = ground.current().history.on(today)
    found = own_unit(actor=actor, on=today).code if code is None else code
    unit = tree.find(found)
    require_sight(actor, unit, ground.current().history, on=today, today=today)
    month = month_open_on(today, tree.calendar(unit))
    quarters = [one for one in year_periods(month.year) if one.kind is PeriodKind.QUARTER]
    return Place(found, next(one for one in quarters if month.number in one.months))


YEARS = range(2001, 2100)
SHOWN = frozenset({PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR})


def _choices(asked: Asked) -> tuple[YearPeriod, ...]:
    """Periods of the year that have begun."""
    history, unit = asked.history, asked.unit

    def begins(month: Month) -> date:
        return begins_on(month, history.calendar_for(unit, month))

    return tuple(
        one
        for one in year_periods(asked.period.year)
        if one.kind in SHOWN and begins(Month(one.year, one.first)) <= asked.today
    )


def _year(actor: Actor, asked: Asked, step: int) -> int | None:
    """The year before or after, where the unit's table of it may be asked for under the same code."""
    year = asked.period.year + step
    if year not in YEARS:
        return None
    period = next(one for one in year_periods(year) if one.kind is PeriodKind.YEAR)
    try:
        return _asked(actor, asked.tree.code(asked.unit), period, asked.side, asked.today).period.year
    except (RuleBroken, NotAllowed):
        return None


def _code_now(asked: Asked) -> str | None:
    tree = asked.history.on(asked.today)
    return tree.code(asked.unit) if asked.unit in tree else None


# --- As JSON ----------------------------------------------------------------------------------------------------


def counts_as_json(counts: Counts) -> dict[str, int]:
    return {
        "assigned": counts.assigned,
        "carried": counts.carried,
        "new": counts.new,
        "done": counts.done,
        **{column.value: counts.of([column]) for column in Column},
    }


def statistics_as_json(page: Statistics) -> dict[str, object]:
    """The table as ``nhip tasks statistics --json`` prints it."""
    return {
        "unit": page.unit.code,
        "period": str(page.period),
        "from": page.span.starts_on.isoformat(),
        "as_of": page.closes_on.isoformat(),
        "running": page.is_running,
        "side": page.side.value,
        "lines": [
            {"unit": one.unit.code, "name": one.unit.name, **counts_as_json(one.counts)} for one in page.lines
        ],
        "total": counts_as_json(page.total),
    }
