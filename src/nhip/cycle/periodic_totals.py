"""What a report by period rests on: totals of approved monthly reports, and how many of those there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nhip.apps.indicators.queries import Catalogue, Described, catalogue
from nhip.apps.org import ground
from nhip.apps.periodic.cases import PeriodicCase
from nhip.apps.periodic.queries import FiledTotal
from nhip.apps.periodic.services import Total, Totals
from nhip.apps.reports.queries import stored_reports
from nhip.core.periodic import Week
from nhip.core.periods import Month
from nhip.core.reporting import UNDECIDED, ReportState
from nhip.core.units import UnitLine
from nhip.core.values import Shown
from nhip.core.year_periods import YearPeriod
from nhip.cycle.comparing import name_of_category, reported_totals
from nhip.cycle.stored_figures import StoredFigures


@dataclass(frozen=True, slots=True)
class Gap:
    """A monthly report that the totals lack, or that nobody has approved yet."""

    unit: UnitLine
    month: Month
    state: ReportState


@dataclass(frozen=True, slots=True)
class Sources:
    """Monthly reports of the period, of the unit and all below it. gaps: those not approved, by month."""

    expected: int
    approved: int
    waiting: int
    gaps: tuple[Gap, ...] = ()

    @property
    def missing(self) -> int:
        return self.expected - self.approved - self.waiting


@dataclass(frozen=True, slots=True)
class TotalRow:
    """An indicator, or one of its categories. told: as filed, or before that what approved reports add up to.

    known: what is known now, reports not approved and corrections included. last_year: the same period a year before.
    """

    indicator: Described
    category: str
    category_name: str
    told: Shown
    known: Shown
    last_year: Shown

    @property
    def differs(self) -> bool:
        return self.told.value != self.known.value


def sources_of(case: PeriodicCase) -> Sources:
    """One statement."""
    if isinstance(case.period, Week):
        return Sources(0, 0, 0)
    history = ground.current().history
    months = [Month(case.period.year, number) for number in case.period.months]
    expected = {
        (one, month)
        for month in months
        for tree in (history.tree_for(case.unit, month),)
        if tree is not None
        for one in tree.below(case.unit)
        if one in tree.reporting
    }
    stored = {
        (one.unit_id, one.month): one.state
        for one in stored_reports(units={unit for unit, _month in expected}, months=months)
    }
    states = {key: stored.get(key, ReportState.MISSING) for key in expected}
    gaps = [
        Gap(history.line_then(unit, history.cut_off(unit, month)), month, state)
        for (unit, month), state in states.items()
        if state is not ReportState.APPROVED
    ]
    return Sources(
        expected=len(expected),
        approved=len(expected) - len(gaps),
        waiting=sum(state in UNDECIDED for state in states.values()),
        gaps=tuple(sorted(gaps, key=lambda gap: (gap.month, gap.unit.name))),
    )


def totals_now(case: PeriodicCase) -> Totals:
    """What is filed when the report is filed now."""
    known = catalogue()
    sources = sources_of(case)
    rows = [
        Total(known.by_code[code].id, category, one.value, one.reported, one.expected)
        for (code, category), one in _reported(case, known).items()
        if one.value is not None
    ]
    return Totals(tuple(rows), sources.expected, sources.approved)


def total_rows(case: PeriodicCase, filed: tuple[FiledTotal, ...] | None) -> tuple[TotalRow, ...]:
    """Lines of the period that say something. filed: as they were filed; None: not yet, so from approved reports."""
    if isinstance(case.period, Week):
        return ()
    known = catalogue()
    told = _reported(case, known) if filed is None else _filed(filed, known)
    codes = tuple(known.rules)
    stored = StoredFigures(known, codes, case.period.year, (case.unit,))
    before = _year_before(case.period)
    last_year = StoredFigures(known, codes, before.year, (case.unit,))
    rows = [
        TotalRow(
            known.by_code[code],
            category,
            name_of_category(known, code, category),
            told.get((code, category), Shown()),
            stored.shown(case.unit, code, category, case.period),
            last_year.shown(case.unit, code, category, before),
        )
        for code in codes
        for category in known.categories_of(code)
    ]
    return tuple(row for row in rows if row.told.value is not None or row.known.value is not None)


def _year_before(period: YearPeriod) -> YearPeriod:
    return YearPeriod(period.year - 1, period.kind, period.first, period.last)


def _filed(filed: tuple[FiledTotal, ...], known: Catalogue) -> Mapping[tuple[str, str], Shown]:
    return {
        (known.by_id[one.indicator].rule.code, one.category): Shown(
            one.value, reported=one.reported, expected=one.expected
        )
        for one in filed
    }


def _reported(case: PeriodicCase, known: Catalogue) -> Mapping[tuple[str, str], Shown]:
    if isinstance(case.period, Week):
        return {}
    return reported_totals(known, case.unit, case.period)


def closed_by(case: PeriodicCase, today: date) -> bool:
    """Whether the report can be filed by now."""
    return case.closes_on <= today
