"""An indicator of a unit and of those below it over a year: as reported, or on the boundaries of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from nhip.analytics.lights import percent_lights
from nhip.apps.indicators.queries import Described, catalogue
from nhip.apps.org import ground
from nhip.apps.org.queries import DividedPart, day_for_year, divided_parts, visible_ancestors
from nhip.apps.rollups.retelling import Retold, divisions_of, figures_on
from nhip.core.access import Act, Actor, require
from nhip.core.approvals import Waiting
from nhip.core.errors import NotFound
from nhip.core.numbers import json_number
from nhip.core.periods import Month
from nhip.core.progress import Light
from nhip.core.targets import PercentLights, light_of
from nhip.core.units import History, Tree, UnitLine
from nhip.core.values import Shown
from nhip.core.year_periods import PeriodKind, YearPeriod, year_periods
from nhip.cycle.indicator_readings import Readings, cells_of, waiting_for
from nhip.cycle.unit_years import Tellings, gone_within, tellings_of, years_of


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One period of one row. is_apportioned: the value hangs on a share of a divided unit.

    waiting: the reports it rests on, where some are not approved; never told on today's boundaries.
    """

    period: YearPeriod
    shown: Shown
    light: Light
    is_apportioned: bool
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class FigureRow:
    """cells: in the order of the board's periods. until: the last day of a unit that is gone."""

    unit: UnitLine
    unit_id: int
    has_rows: bool
    cells: tuple[FigureCell, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class DivisionTold:
    """A unit that was divided, and what of it went where: name, share, on what it rests, whether it is assumed."""

    on: date
    name: str
    parts: tuple[tuple[str, Decimal, str, bool], ...]


@dataclass(frozen=True, slots=True)
class IndicatorBoard:
    """indicators: all that can be chosen. categories: of the chosen one. divisions: what apportioned cells hang on.

    as_of: everything filed up to then is in the numbers; is_current: nothing newer is waiting.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    years: tuple[int, ...]
    indicators: tuple[Described, ...]
    indicator: Described | None
    category: str
    lights: PercentLights
    periods: tuple[YearPeriod, ...]
    rows: tuple[FigureRow, ...]
    former: tuple[FigureRow, ...]
    total: FigureRow
    is_today: bool
    tellings: Tellings
    divisions: tuple[DivisionTold, ...]
    as_of: datetime
    is_current: bool
    today: date


def indicator_board(
    *,
    actor: Actor,
    code: str,
    year: int,
    today: date,
    now: datetime,
    indicator: str = "",
    category: str = "",
    is_today: bool = False,
) -> IndicatorBoard:
    """The board of an indicator: the first one where none is named, empty where there are none.

    Ten statements, one more where reports wait for approval, however many units. Raises UnknownUnit, NotAllowed,
    RuleBroken (year), NotFound (indicator or category).
    """
    Month(year, 1)  # refuses years out of range
    facts = ground.current()
    history = facts.history
    tree = history.on(today if is_today else day_for_year(year, today))
    unit = tree.find(code)
    require(actor, Act.VIEW, unit, tree)
    known = catalogue()
    chosen = known.by_code.get(indicator) if indicator else next(iter(known.indicators), None)
    if (indicator and chosen is None) or (chosen and category not in known.categories_of(chosen.rule.code)):
        raise NotFound
    periods = tuple(one for one in year_periods(year) if one.kind is not PeriodKind.YEAR_TO_DATE)
    source: _Nothing | _Stored | _Today = _Nothing()
    gone: tuple[int, ...] = ()
    waiting: Mapping[tuple[int, YearPeriod], Waiting] = {}
    if chosen is not None and is_today:
        source = _Today(
            figures_on(root=unit, tree=tree, year=year, code=chosen.rule.code, category=category, known=known)
        )
    elif chosen is not None:
        gone = gone_within(history, tree, unit, year)
        asked = (unit, *tree.children(unit), *gone)
        source = _Stored(Readings(known, chosen, year, asked), category)
        waiting = waiting_for(facts, known, cells_of(known, chosen, category), asked, periods)
    make = _Rows(history, tree, periods, source, waiting)
    rows = [make.row(one) for one in tree.children(unit)]
    return IndicatorBoard(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        year=year,
        years=tuple(years_of(history, unit, code, today, is_today=is_today)),
        indicators=known.indicators,
        indicator=chosen,
        category=category,
        lights=percent_lights(periods[-1].last_day),
        periods=periods,
        rows=tuple(row for row in rows if _tells(row)),
        former=tuple(row for row in map(make.row, gone) if _tells(row)),
        total=make.row(unit),
        is_today=is_today,
        tellings=tellings_of(facts, code, year, today),
        divisions=() if chosen is None else _divisions(history, source, periods, chosen.rule.code, category),
        as_of=source.pending or now,
        is_current=source.pending is None,
        today=today,
    )


def _tells(row: FigureRow) -> bool:
    return any(one.shown.reported or one.shown.expected or one.shown.target for one in row.cells)


class _Nothing:
    """Of no indicator."""

    pending: datetime | None = None

    def shown(self, _unit: int, _period: YearPeriod) -> Shown:
        return Shown()

    def is_apportioned(self, _unit: int, _period: YearPeriod) -> bool:
        return False


class _Stored:
    """As reported: read off what is stored."""

    def __init__(self, readings: Readings, category: str) -> None:
        self._readings, self._category, self.pending = readings, category, readings.pending

    def shown(self, unit: int, period: YearPeriod) -> Shown:
        return self._readings.shown(unit, self._category, period)

    def is_apportioned(self, _unit: int, _period: YearPeriod) -> bool:
        return False


class _Today:
    """On the boundaries of today: computed from the figures, so always current."""

    pending: datetime | None = None

    def __init__(self, retold: Retold) -> None:
        self.retold = retold

    def shown(self, unit: int, period: YearPeriod) -> Shown:
        return self.retold.shown[period].get(unit, Shown())

    def is_apportioned(self, unit: int, period: YearPeriod) -> bool:
        return (unit, period) in self.retold.apportioned


@dataclass(frozen=True)
class _Rows:
    history: History
    tree: Tree
    periods: tuple[YearPeriod, ...]
    source: "_Nothing | _Stored | _Today"
    waiting: Mapping[tuple[int, YearPeriod], Waiting]

    def row(self, unit: int) -> FigureRow:
        here = unit in self.tree
        return FigureRow(
            self.history.line_then(unit, self.tree.on),
            unit,
            here and bool(self.tree.children(unit)),
            tuple(self._cell(unit, period) for period in self.periods),
            None if here else self.history.last_day(unit),
        )

    def _cell(self, unit: int, period: YearPeriod) -> FigureCell:
        one = self.source.shown(unit, period)
        return FigureCell(
            period,
            one,
            light_of(one.percent, percent_lights(period.last_day)),
            self.source.is_apportioned(unit, period) and one.value is not None,
            Waiting() if one.value is None else self.waiting.get((unit, period), Waiting()),
        )


def _divisions(
    history: History,
    source: "_Nothing | _Stored | _Today",
    periods: tuple[YearPeriod, ...],
    code: str,
    category: str,
) -> tuple[DivisionTold, ...]:
    if not isinstance(source, _Today) or not source.retold.apportioned:
        return ()
    wanted = divisions_of(source.retold.marks, periods, code, category)
    parts: Mapping[tuple[date, int], tuple[DividedPart, ...]] = divided_parts()
    return tuple(
        DivisionTold(
            on,
            history.name_then(unit, date.fromordinal(on.toordinal() - 1)),
            tuple(
                (history.name_then(part.target, on), part.share, part.basis, part.is_assumed)
                for part in parts.get((on, unit), ())
            ),
        )
        for on, unit in sorted(wanted)
    )


def board_as_json(board: IndicatorBoard) -> dict[str, object]:
    """The board as ``nhip indicators show --json`` prints it. Numbers that are not whole are text, digit for digit."""
    return {
        "unit": board.unit.code,
        "indicator": None if board.indicator is None else board.indicator.rule.code,
        "category": board.category or None,
        "year": board.year,
        "boundaries": "today" if board.is_today else "as reported",
        "as_of": board.as_of.isoformat(timespec="seconds"),
        "rows": [
            {
                "unit": row.unit.code,
                "name": row.unit.name,
                "periods": [_cell_as_json(cell) for cell in row.cells],
            }
            for row in (*board.rows, board.total)
        ],
    }


def _cell_as_json(cell: FigureCell) -> dict[str, object]:
    one = cell.shown
    return {
        "period": str(cell.period),
        "value": None if one.value is None else f"{one.value.normalize():f}",
        "reported": one.reported,
        "expected": one.expected,
        "target": None if one.target is None else f"{one.target.value.normalize():f}",
        "percent": json_number(one.percent),
        "light": cell.light.value,
        "apportioned": cell.is_apportioned,
        "unapproved": cell.waiting.unapproved,
        "last_month": one.last_month,
    }
