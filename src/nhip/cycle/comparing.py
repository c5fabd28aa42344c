"""Totals as they were reported beside those known now: what corrections, and reports not yet approved, change of them.

As reported: the figures of approved reports, rolled up by the same algebra, on the same boundaries. Known now: what is
stored for the boards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from nhip.analytics.by_algebra import Algebra
from nhip.analytics.trees import PeriodTree
from nhip.apps.indicators.queries import Catalogue, Described, catalogue
from nhip.apps.org import ground
from nhip.apps.org.queries import to_read, visible_ancestors
from nhip.apps.reports.as_reported import approved_figures, reports_counted
from nhip.apps.reports.corrections import CorrectionLine, corrections_accepted
from nhip.apps.rollups.indicators import questions, read_figures
from nhip.apps.rollups.year_ground import Epoch, year_ground
from nhip.core.access import Actor
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.units import UnitLine
from nhip.core.values import Shown
from nhip.core.year_periods import PeriodKind, YearPeriod, year_periods
from nhip.cycle.stored_figures import StoredFigures


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """An indicator, or one of its categories, of one unit: as reported, and as known now.

    has_page: the unit still stands on the day for the year, so its code leads to its own comparison.
    """

    unit: UnitLine
    has_page: bool
    indicator: Described
    category: str
    category_name: str
    reported: Shown
    known: Shown

    @property
    def difference(self) -> Decimal | None:
        """Of the values; None where one of them is not there."""
        if self.reported.value is None or self.known.value is None:
            return None
        return self.known.value - self.reported.value

    @property
    def differs(self) -> bool:
        return self.reported.value != self.known.value

    @property
    def tells(self) -> bool:
        return self.reported.value is not None or self.known.value is not None


@dataclass(frozen=True, slots=True)
class CorrectionTold:
    """A correction that was accepted, and whose, as the unit stood in the month."""

    unit: UnitLine
    line: CorrectionLine


@dataclass(frozen=True, slots=True)
class Comparison:
    """indicator: of which the units below are compared; None: all indicators of the unit itself.

    approved, waiting: reports of the period. is_current: nothing newer waits to be added up.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    period: YearPeriod
    periods: tuple[YearPeriod, ...]
    indicator: Described | None
    rows: tuple[ComparedRow, ...]
    corrections: tuple[CorrectionTold, ...]
    approved: int
    waiting: int
    as_of: datetime
    is_current: bool

    @property
    def count_differing(self) -> int:
        return sum(row.differs for row in self.rows)


def comparison(
    *,
    actor: Actor,
    code: str,
    period: YearPeriod,
    today: date,
    now: datetime,
    indicator: str = "",
) -> Comparison:
    """A unit and all below it in a period of a year. Some fifteen statements for each 500 units.

    Raises UnknownUnit, NotAllowed, NotFound (indicator), RuleBroken (a period without figures of its own).
    """
    if period.kind is PeriodKind.YEAR_TO_DATE:
        raise RuleBroken(gettext_noop("Kỳ lũy kế không đối chiếu; chọn tháng, quý hoặc năm."), field="period")
    history = ground.current().history
    unit, tree = to_read(actor=actor, code=code, year=period.year, today=today)
    known = catalogue()
    chosen = known.by_code.get(indicator)
    if indicator and chosen is None:
        raise NotFound
    around = year_ground(ground.current(), period.year)
    epoch = next(one for one in around.epochs if period in one.trees)
    told = _under(unit, epoch.trees[period])
    asked = frozenset(told.parents).union(*(epoch.sources.get(one, ()) for one in told.parents))
    codes = tuple(known.rules) if chosen is None else (chosen.rule.code,)
    reported = _as_reported(known, codes, epoch, period, told, asked)
    units = (
        (unit,) if chosen is None else (unit, *(one for one, above in told.parents.items() if above == unit))
    )
    stored = StoredFigures(known, codes, period.year, units)
    rows = [
        ComparedRow(
            history.line_then(one, tree.on),
            one in tree and one != unit,
            known.by_code[own],
            category,
            name_of_category(known, own, category),
            reported.get((own, category), {}).get(one, Shown()),
            stored.shown(one, own, category, period),
        )
        for one in units
        for own in codes
        for category in known.categories_of(own)
    ]
    approved, waiting = reports_counted(units=asked, year=period.year, months=period.months)
    corrected = corrections_accepted(units=asked, year=period.year, months=period.months)
    return Comparison(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        year=period.year,
        period=period,
        periods=tuple(one for one in year_periods(period.year) if one.kind is not PeriodKind.YEAR_TO_DATE),
        indicator=chosen,
        rows=tuple(row for row in rows if row.tells),
        corrections=tuple(
            CorrectionTold(history.line_then(one.unit_id, history.cut_off(one.unit_id, one.month)), one)
            for one in corrected
            if any(chosen is None or cell.cell[0] in _codes_of(chosen) for cell in one.cells)
        ),
        approved=approved,
        waiting=waiting,
        as_of=stored.pending or now,
        is_current=stored.pending is None,
    )


def name_of_category(known: Catalogue, code: str, category: str) -> str:
    """Of a derived indicator, as its numerator names it."""
    rule = known.rules[code]
    owner = code if rule.ratio is None else rule.ratio.numerator
    return known.by_code[owner].categories.get(category, "")


def _codes_of(one: Described) -> set[str]:
    ratio = one.rule.ratio
    return {one.rule.code} if ratio is None else {ratio.numerator, ratio.denominator}


def _under(root: int, tree: PeriodTree) -> PeriodTree:
    """The part of a tree at and below a unit; parents stand before children."""
    parents: dict[int, int | None] = {root: None} if root in tree.parents else {}
    for unit, above in tree.parents.items():
        if above in parents:
            parents[unit] = above
    return PeriodTree(parents, tree.standing & parents.keys())


def _as_reported(
    known: Catalogue,
    codes: Iterable[str],
    epoch: Epoch,
    period: YearPeriod,
    told: PeriodTree,
    asked: frozenset[int],
) -> Mapping[tuple[str, str], Mapping[int, Shown]]:
    """Indicator and category -> unit -> what approved reports add up to."""
    around = year_ground(ground.current(), period.year)
    wanted = list(codes)
    figures = read_figures(around, known, wanted, asked, figures_of=frozenset())
    ids = {known.by_code[code].id: code for code in figures.reporters}
    values = approved_figures(units=asked, year=period.year, months=period.months, indicators=ids)
    said = replace(
        figures,
        values={
            (unit, ids[indicator], year, month, category): value
            for (unit, indicator, year, month, category), value in values.items()
        },
    )
    question = next(one for own, one in questions(around, known, said) if own.shapes == epoch.shapes)
    algebra = Algebra(replace(question, trees={period: told}))
    return {
        (code, category): algebra.table(known.rules[code], category)[period]
        for code in wanted
        for category in known.categories_of(code)
    }


def reported_totals(known: Catalogue, unit: int, period: YearPeriod) -> Mapping[tuple[str, str], Shown]:
    """Indicator and category -> what approved reports of the unit and all below it add up to."""
    return {cell: shown[unit] for cell, shown in totals_below(known, unit, period).items() if unit in shown}


def totals_below(
    known: Catalogue, unit: int, period: YearPeriod
) -> Mapping[tuple[str, str], Mapping[int, Shown]]:
    """Indicator and category -> unit, or one below it -> what approved reports of it and all below it add up to."""
    around = year_ground(ground.current(), period.year)
    epoch = next(one for one in around.epochs if period in one.trees)
    told = _under(unit, epoch.trees[period])
    asked = frozenset(told.parents).union(*(epoch.sources.get(one, ()) for one in told.parents))
    return _as_reported(known, tuple(known.rules), epoch, period, told, asked)


def comparison_as_json(told: Comparison) -> dict[str, object]:
    """As ``nhip report totals --json`` prints it. Numbers are text, digit for digit."""
    return {
        "unit": told.unit.code,
        "period": str(told.period),
        "as_of": told.as_of.isoformat(timespec="seconds"),
        "approved": told.approved,
        "waiting": told.waiting,
        "figures": [
            {
                "unit": row.unit.code,
                "indicator": row.indicator.rule.code,
                "category": row.category or None,
                "reported": _text(row.reported.value),
                "known": _text(row.known.value),
            }
            for row in told.rows
        ],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
