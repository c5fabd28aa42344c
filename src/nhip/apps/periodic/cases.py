"""Whose report of which period: read and locked before anything is done with it."""

from dataclasses import dataclass
from datetime import date, datetime

from nhip.apps.org import ground
from nhip.apps.periodic.models import PeriodicReport
from nhip.apps.periodic.terms import Terms, stored_terms
from nhip.apps.reports.outline import outline_of
from nhip.core.access import Act, Actor, require, require_sight
from nhip.core.calendars import ReportingCalendar
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.outline import Section
from nhip.core.periodic import (
    Due,
    ReportPeriod,
    Term,
    begins_on,
    closes_on,
    due,
    last_month,
    months_told,
    owes,
    term_for,
)
from nhip.core.units import History, Tree


@dataclass(frozen=True, slots=True)
class PeriodicCase:
    """Whose report of which period, on the tree that rules it, and the days of it."""

    unit: int
    period: ReportPeriod
    tree: Tree
    term: Term
    calendar: ReportingCalendar

    @property
    def begins_on(self) -> date:
        return begins_on(self.period, self.term, self.calendar)

    @property
    def closes_on(self) -> date:
        return closes_on(self.period, self.term, self.calendar)

    @property
    def due(self) -> Due:
        return due(self.period, self.term, self.calendar)

    @property
    def is_expected(self) -> bool:
        return owes(self.unit, self.period, self.tree)


def case_of(actor: Actor, code: str, period: ReportPeriod, today: date) -> PeriodicCase:
    """To read. Raises UnknownUnit, NotAllowed, RuleBroken where no term rules such a report. One statement."""
    history = ground.current().history
    unit = history.bearer_in_month(code, last_month(period), today=today)
    on = min(history.cut_off(unit, last_month(period)), today)
    require_sight(actor, unit, history, on=on, today=today)
    found = find_case(history, stored_terms(), unit, period, today)
    if found is None:
        raise RuleBroken(
            gettext_noop(
                "Chưa có quy định hạn nộp báo cáo kỳ {period} cho «{unit}»; quản trị nạp bằng «nhip periodic terms»."
            ),
            field="period",
            unit=history.name_then(unit, history.cut_off(unit, last_month(period))),
            period=str(period),
        )
    return found


def find_case(
    history: History, terms: Terms, unit: int, period: ReportPeriod, today: date
) -> PeriodicCase | None:
    """None where no term rules such a report, or the unit is not in force then."""
    month = last_month(period)
    tree = history.on(min(history.cut_off(unit, month), today))
    if unit not in tree:
        return None
    term = term_for(terms, tree.upwards(unit), tree.level(unit), period)
    return None if term is None else PeriodicCase(unit, period, tree, term, history.calendar_for(unit, month))


def acting_case(
    actor: Actor, act: Act, code: str, period: ReportPeriod, now: datetime
) -> tuple[PeriodicCase, str]:
    """The case, and in which role the actor acts. Raises UnknownUnit, RuleBroken, NotAllowed."""
    case = case_of(actor, code, period, now.date())
    require(actor, Act.VIEW, case.unit, case.tree)
    return case, require(actor, act, case.unit, case.tree)


def sections_asked(case: PeriodicCase) -> tuple[Section, ...]:
    """Of the outline in force. One statement."""
    return outline_of(case.unit, last_month(case.period), case.tree, months_told(case.period))


def locked(case: PeriodicCase) -> PeriodicReport:
    """Raises NotFound."""
    report = (
        PeriodicReport.objects.select_for_update().filter(unit_id=case.unit, period=str(case.period)).first()
    )
    if report is None:
        raise NotFound
    return report


def check_expected(case: PeriodicCase) -> None:
    """Raises RuleBroken for a unit that makes no such report."""
    if not case.is_expected:
        raise RuleBroken(
            gettext_noop("«{unit}» không lập loại báo cáo này ở kỳ {period}."),
            field="unit",
            unit=case.tree.name(case.unit),
            period=str(case.period),
        )
