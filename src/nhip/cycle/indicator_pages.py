"""One indicator of one unit over a year: its periods beside last year and target, its place, and where it is from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from nhip.analytics.lights import percent_lights
from nhip.apps.indicators.queries import Catalogue, Described, catalogue
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year, visible_ancestors
from nhip.apps.reports.figure_filings import Filing, filings_of
from nhip.core.access import Act, Actor, may, require
from nhip.core.approvals import Waiting
from nhip.core.errors import NotFound
from nhip.core.indicators import Frequency, Indicator
from nhip.core.periods import Month
from nhip.core.progress import Light
from nhip.core.rollup import ranks
from nhip.core.targets import light_of
from nhip.core.units import History, Tree, UnitLine
from nhip.core.values import Shown
from nhip.core.year_periods import PeriodKind, YearPeriod, year_periods
from nhip.cycle.handed_targets import GivenWith, given_with
from nhip.cycle.indicator_beside import OnToday, YearLine, is_reorganised_since, on_today, years_told
from nhip.cycle.indicator_readings import Readings, cells_of, waiting_for
from nhip.cycle.stored_figures import Parts
from nhip.cycle.unit_years import years_of

OWN_KIND = {
    Frequency.MONTH: PeriodKind.MONTH,
    Frequency.QUARTER: PeriodKind.QUARTER,
    Frequency.HALF: PeriodKind.HALF,
    Frequency.YEAR: PeriodKind.YEAR,
}
LONGER = {
    Frequency.MONTH: (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR),
    Frequency.QUARTER: (PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR),
    Frequency.HALF: (PeriodKind.YEAR,),
    Frequency.YEAR: (),
}


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """What is known of a period. parts: numerator and denominator of a ratio. by_category: values, in their order.

    light: only of a period that is over. filing: the unit's own report in which the figure stands. on_today: the same
    on the boundaries of today, where asked for.
    """

    period: YearPeriod
    shown: Shown
    last_year: Shown
    parts: Parts | None
    by_category: tuple[Decimal | None, ...]
    light: Light
    waiting: Waiting
    filing: Filing | None
    on_today: OnToday | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A unit among those it is ranked with. rank: None where it has no value. has_page: its code leads to it."""

    unit: UnitLine
    rank: int | None
    shown: Shown
    parts: Parts | None
    waiting: Waiting
    is_self: bool
    has_rows: bool
    has_page: bool


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """categories: code and name, in the order of ``by_category``.

    own: in the indicator's own periods; longer: in those made of them. period: the one that is ranked.

    under: whose children are ranked, the unit itself or the one above; None where the reader does not see them.
    as_of, is_current: as on the board. by_year: of a yearly indicator. offers_today: a reorganisation lies between last
    year and today; is_today: told on today's boundaries too. given_with: the tasks with which the unit's own targets
    of the year were handed down.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    years: tuple[int, ...]
    indicators: tuple[Described, ...]
    indicator: Described | None
    categories: tuple[tuple[str, str], ...]
    category: str
    has_rows: bool
    own: tuple[PeriodLine, ...]
    longer: tuple[PeriodLine, ...]
    period: YearPeriod | None
    under: UnitLine | None
    places: tuple[Place, ...]
    as_of: datetime
    is_current: bool
    today: date
    by_year: tuple[YearLine, ...] = ()
    offers_today: bool = False
    is_today: bool = False
    given_with: tuple[GivenWith, ...] = ()

    @property
    def lines(self) -> tuple[PeriodLine, ...]:
        return self.own + self.longer


def indicator_page(
    *,
    actor: Actor,
    code: str,
    year: int,
    now: datetime,
    indicator: str = "",
    category: str = "",
    period: str = "",
    is_today: bool = False,
) -> IndicatorPage:
    """The first indicator where none is named; the newest period with a figure where none is named.

    is_today: on the boundaries of today too, where a reorganisation lies between.
    Fourteen statements, five more where the target was handed down with a task, one more where reports wait for
    approval, however many units and categories; two more for each year of a yearly indicator, eight more for the
    boundaries of today.
    Raises UnknownUnit, NotAllowed, RuleBroken (year), NotFound (indicator, category or period).
    """
    Month(year, 1)  # refuses years out of range
    today, facts = now.date(), ground.current()
    history = facts.history
    tree = history.on(day_for_year(year, today))
    unit = tree.find(code)
    require(actor, Act.VIEW, unit, tree)
    known = catalogue()
    chosen = known.by_code.get(indicator) if indicator else next(iter(known.indicators), None)
    if (indicator and chosen is None) or (chosen and category not in known.categories_of(chosen.rule.code)):
        raise NotFound
    if chosen is None:
        return _without_indicators(actor, unit, tree, history, year, today, now)
    periods = periods_of(chosen.rule, year)
    under = _ranked_under(actor, unit, tree)
    candidates = _ever_under(history, under, periods)
    readings = Readings(known, chosen, year, {unit, *candidates})
    before = Readings(known, chosen, year - 1, (unit,))
    cells = cells_of(known, chosen, category)
    teller = _Teller(
        known,
        chosen,
        category,
        readings,
        before,
        waiting_for(facts, known, cells, {unit, *candidates}, periods),
        filings_of(unit=unit, year=year, cells=cells),
        today,
    )
    own_kind = OWN_KIND[chosen.rule.frequency]
    lines = tuple(teller.line(unit, one) for one in periods)
    offers_today = is_reorganised_since(facts, unit, year, today)
    if offers_today and is_today:
        told = on_today(facts, known, chosen, category, unit, periods, today)
        lines = tuple(replace(one, on_today=told[one.period]) for one in lines)
    years = tuple(years_of(history, unit, code, today, is_today=False))
    ranked = _chosen_period(period, lines, today)
    return IndicatorPage(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        year=year,
        years=years,
        indicators=known.indicators,
        indicator=chosen,
        categories=teller.categories,
        category=category,
        has_rows=bool(tree.children(unit)),
        own=tuple(one for one in lines if one.period.kind is own_kind),
        longer=tuple(one for one in lines if one.period.kind is not own_kind),
        period=ranked,
        under=None if under is None else tree.line(under),
        places=() if under is None else teller.places(unit, under, ranked, history, tree),
        as_of=readings.pending or now,
        is_current=readings.pending is None,
        today=today,
        by_year=years_told(known, chosen, category, unit, years),
        offers_today=offers_today,
        is_today=offers_today and is_today,
        given_with=given_with(unit=unit, code=chosen.rule.code, year=year, today=today),
    )


def _without_indicators(
    actor: Actor, unit: int, tree: Tree, history: History, year: int, today: date, now: datetime
) -> IndicatorPage:
    return IndicatorPage(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        year=year,
        years=tuple(years_of(history, unit, tree.code(unit), today, is_today=False)),
        indicators=(),
        indicator=None,
        categories=(),
        category="",
        has_rows=bool(tree.children(unit)),
        own=(),
        longer=(),
        period=None,
        under=None,
        places=(),
        as_of=now,
        is_current=True,
        today=today,
    )


def periods_of(rule: Indicator, year: int) -> tuple[YearPeriod, ...]:
    """The indicator's own periods of the year, then those made of several of them."""
    kinds = (OWN_KIND[rule.frequency], *LONGER[rule.frequency])
    return tuple(one for kind in kinds for one in year_periods(year) if one.kind is kind)


def _ranked_under(actor: Actor, unit: int, tree: Tree) -> int | None:
    """Whose children are ranked: the unit's, or those beside it for one who sees them all."""
    if tree.children(unit):
        return unit
    above = tree.parent(unit)
    return above if above is not None and may(actor, Act.VIEW, above, tree) else None


def _ever_under(history: History, under: int | None, periods: Iterable[YearPeriod]) -> set[int]:
    trees = [history.on(day) for day in {one.last_day for one in periods}]
    return {child for tree in trees if under is not None and under in tree for child in tree.children(under)}


def _chosen_period(written: str, lines: Iterable[PeriodLine], today: date) -> YearPeriod:
    """The period as written; else the newest of the indicator's own with a figure, else the first."""
    listed = list(lines)
    if written:
        found = next((one.period for one in listed if str(one.period) == written), None)
        if found is None:
            raise NotFound
        return found
    own = [one for one in listed if one.period.kind is listed[0].period.kind]
    told = [one.period for one in own if one.shown.reported and one.period.span.starts_on <= today]
    return told[-1] if told else own[0].period


@dataclass(frozen=True)
class _Teller:
    known: Catalogue
    chosen: Described
    category: str
    readings: Readings
    before: Readings
    waiting: Mapping[tuple[int, YearPeriod], Waiting]
    filings: Mapping[int, Filing]
    today: date

    @cached_property
    def categories(self) -> tuple[tuple[str, str], ...]:
        """A derived indicator has those of its numerator."""
        ratio = self.chosen.rule.ratio
        one = self.chosen if ratio is None else self.known.by_code[ratio.numerator]
        return tuple(one.categories.items())

    def line(self, unit: int, period: YearPeriod) -> PeriodLine:
        one = self.readings.shown(unit, self.category, period)
        earlier = YearPeriod(period.year - 1, period.kind, period.first, period.last)
        is_own = period.kind is OWN_KIND[self.chosen.rule.frequency]
        return PeriodLine(
            period,
            one,
            self.before.shown(unit, self.category, earlier),
            self.readings.parts(unit, self.category, period),
            tuple(self.readings.shown(unit, name, period).value for name, _said in self.categories),
            self._light(one, period),
            self._waiting(unit, period, one),
            self.filings.get(period.last) if is_own else None,
        )

    def places(
        self, unit: int, under: int, period: YearPeriod, history: History, year_tree: Tree
    ) -> tuple[Place, ...]:
        """Those under the unit on the period's last day that have something to tell, the best first."""
        tree = history.on(period.last_day)
        if under not in tree:
            return ()
        told = [(one, self.readings.shown(one, self.category, period)) for one in tree.children(under)]
        told = [(one, own) for one, own in told if own.reported or own.expected or own.target]
        order = ranks([own.value for _one, own in told], self.chosen.rule.direction)
        places = [
            Place(
                tree.line(one),
                rank,
                own,
                self.readings.parts(one, self.category, period),
                self._waiting(one, period, own),
                one == unit,
                bool(tree.children(one)),
                one in year_tree and year_tree.code(one) == tree.code(one),
            )
            for (one, own), rank in zip(told, order, strict=True)
        ]
        return tuple(sorted(places, key=lambda place: (place.rank is None, place.rank or 0)))

    def _light(self, one: Shown, period: YearPeriod) -> Light:
        is_over = period.last_day < self.today
        return light_of(one.percent, percent_lights(period.last_day)) if is_over else Light.NONE

    def _waiting(self, unit: int, period: YearPeriod, one: Shown) -> Waiting:
        return Waiting() if one.value is None else self.waiting.get((unit, period), Waiting())
