"""A report by period on screen: words, totals, what it rests on, and the reports below that it brings together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from nhip.apps.accounts.queries import office_names
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year, visible_ancestors
from nhip.apps.periodic.cases import PeriodicCase, case_of, find_case, sections_asked
from nhip.apps.periodic.queries import (
    StoredPeriodic,
    stored_periodic,
    texts_in_year,
    texts_of,
    totals_of,
)
from nhip.apps.periodic.services import Written, file_periodic
from nhip.apps.periodic.terms import stored_terms
from nhip.apps.reports.outline import titles_of_sections
from nhip.apps.reports.sections import texts_of_months
from nhip.core.access import Act, Actor, may, may_decide
from nhip.core.outline import Section
from nhip.core.periodic import Due, ReportPeriod, Week, is_late, months_told, told_before
from nhip.core.reporting import COUNTED, EDITABLE, ReportState
from nhip.core.units import UnitLine
from nhip.core.year_periods import PeriodKind, YearPeriod
from nhip.cycle.periodic_totals import Sources, TotalRow, closed_by, sources_of, total_rows, totals_now

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section. own: what the unit's shorter reports inside the period say; below: what units below say of it."""

    code: str
    title: str
    hint: str
    is_required: bool
    text: str
    own: tuple[tuple[ReportPeriod, str], ...]
    below: tuple[tuple[UnitLine, str], ...]


@dataclass(frozen=True, slots=True)
class BelowRow:
    """A unit directly below and its report of the same period."""

    unit: UnitLine
    state: ReportState
    filed_at: datetime | None
    is_late: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class PeriodicPage:
    """in_force: the unit still stands on the day for the year, so its list has a page. closed: it may be filed by now.

    source: the act that sets the term. has_reader: somebody above decides on it.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    period: ReportPeriod
    begins_on: date
    closes_on: date
    due: Due
    source: str
    begun: bool
    closed: bool
    expected: bool
    in_force: bool
    state: ReportState
    version: int
    filed_at: datetime | None
    filed_by: str
    decided_at: datetime | None
    decided_by: str
    reason: str
    is_late: bool
    sections: tuple[SectionRow, ...]
    totals: tuple[TotalRow, ...]
    sources: Sources
    below: tuple[BelowRow, ...]
    may_edit: bool
    may_file: bool
    may_decide: bool

    @property
    def is_filed(self) -> bool:
        return self.state in COUNTED

    @property
    def count_differing(self) -> int:
        return sum(row.differs for row in self.totals)


def periodic_page(*, actor: Actor, code: str, period: ReportPeriod, now: datetime) -> PeriodicPage:
    """Raises UnknownUnit, NotAllowed, RuleBroken where no term rules such a report."""
    today, history = now.date(), ground.current().history
    case = case_of(actor, code, period, today)
    children = tuple(case.tree.children(case.unit))
    reports = stored_periodic(units=(case.unit, *children), periods=(period,))
    stored = reports.get((case.unit, period))
    state = ReportState.MISSING if stored is None else stored.state
    is_filed = stored is not None and state in COUNTED
    names = office_names(_people(stored))
    editable = case.is_expected and today >= case.begins_on and state in EDITABLE
    sources = sources_of(case)
    if is_filed and stored is not None:
        sources = Sources(stored.expected, stored.approved, sources.waiting, sources.gaps)
    due = case.due
    filed_at = None if stored is None else stored.filed_at
    return PeriodicPage(
        unit=case.tree.line(case.unit),
        ancestors=visible_ancestors(actor, case.unit, case.tree),
        period=period,
        begins_on=case.begins_on,
        closes_on=case.closes_on,
        due=due,
        source=case.term.source,
        begun=today >= case.begins_on,
        closed=closed_by(case, today),
        expected=case.is_expected,
        in_force=case.unit in history.on(day_for_year(period.year, today)),
        state=state,
        version=0 if stored is None else stored.version,
        filed_at=filed_at,
        filed_by="" if stored is None else names.get(stored.filers[0] or 0, ""),
        decided_at=None if stored is None else stored.decided_at,
        decided_by="" if stored is None else names.get(stored.decided_by or 0, ""),
        reason="" if stored is None else stored.reason,
        is_late=is_late(_local(filed_at), due, now=timezone.localtime(now)),
        sections=_sections(case, children, stored) if case.is_expected else (),
        totals=total_rows(case, totals_of(report=stored.id) if is_filed and stored is not None else None),
        sources=sources,
        below=tuple(_below(actor, case, one, reports.get((one, period)), now) for one in _owing(case, today)),
        may_edit=editable and may(actor, Act.EDIT_REPORT, case.unit, case.tree),
        may_file=editable and closed_by(case, today) and may(actor, Act.FILE_REPORT, case.unit, case.tree),
        may_decide=state is ReportState.FILED
        and stored is not None
        and may_decide(actor, Act.DECIDE_REPORT, case.unit, case.tree, done_by=stored.filers),
    )


def _people(stored: StoredPeriodic | None) -> set[int]:
    both = () if stored is None else (stored.filers[0], stored.decided_by)
    return {one for one in both if one is not None}


def _local(moment: datetime | None) -> datetime | None:
    return None if moment is None else timezone.localtime(moment)


def _owing(case: PeriodicCase, today: date) -> list[int]:
    """Units directly below that make a report of the same period."""
    history, terms = ground.current().history, stored_terms()
    several = (
        (one, find_case(history, terms, one, case.period, today)) for one in case.tree.children(case.unit)
    )
    return [one for one, found in several if found is not None and found.is_expected]


def _below(
    actor: Actor, case: PeriodicCase, unit: int, stored: StoredPeriodic | None, now: datetime
) -> BelowRow:
    filed_at = None if stored is None else stored.filed_at
    return BelowRow(
        unit=case.tree.line(unit),
        state=ReportState.MISSING if stored is None else stored.state,
        filed_at=filed_at,
        is_late=is_late(_local(filed_at), case.due, now=timezone.localtime(now)),
        may_decide=stored is not None
        and stored.state is ReportState.FILED
        and may_decide(actor, Act.DECIDE_REPORT, unit, case.tree, done_by=stored.filers),
    )


def _sections(
    case: PeriodicCase, children: tuple[int, ...], stored: StoredPeriodic | None
) -> tuple[SectionRow, ...]:
    outline = sections_asked(case)
    texts: Texts = {} if stored is None else texts_of(report=stored.id)
    told = texts_in_year(units=(case.unit, *children), year=case.period.year)
    own: dict[ReportPeriod, Mapping[str, str]] = {
        period: said for (unit, period), said in told.items() if unit == case.unit
    }
    below: dict[int, Mapping[str, str]] = {
        unit: said for (unit, period), said in told.items() if unit != case.unit and period == case.period
    }
    if not isinstance(case.period, Week):
        months = texts_of_months(
            units=(case.unit, *children), year=case.period.year, months=case.period.months
        )
        for (unit, month), said in months.items():
            if unit == case.unit:
                own.setdefault(YearPeriod(case.period.year, PeriodKind.MONTH, month, month), said)
            elif months_told(case.period) == 1:
                below.setdefault(unit, said)
    before = told_before(case.period, own)
    others = sorted(texts.keys() - {one.code for one in outline})
    titles = titles_of_sections(others)
    asked = (*outline, *(Section(code, titles.get(code, code), frozenset({0})) for code in others))
    return tuple(
        SectionRow(
            one.code,
            one.title,
            one.hint,
            one.is_required(months_told(case.period)),
            texts.get(one.code, ""),
            before.get(one.code, ()),
            tuple(
                (case.tree.line(unit), below[unit][one.code])
                for unit in children
                if below.get(unit, {}).get(one.code)
            ),
        )
        for one in asked
    )


def file_with_totals(
    *, actor: Actor, code: str, period: ReportPeriod, written: Written, now: datetime
) -> None:
    """File a report by period with what approved reports add up to now. Raises as ``file_periodic``."""
    totals = totals_now(case_of(actor, code, period, now.date()))
    file_periodic(actor=actor, code=code, period=period, written=written, totals=totals, now=now)
