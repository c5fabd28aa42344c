"""Whose report it is: read and locked before anything is done with it."""

from dataclasses import dataclass
from datetime import datetime

from nhip.apps.org import ground
from nhip.apps.reports.models import Report
from nhip.core.access import Act, Actor, require
from nhip.core.calendars import ReportingCalendar
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.periods import Month
from nhip.core.units import Tree
from nhip.rows import insert_new


@dataclass(frozen=True, slots=True)
class Case:
    """Whose report of which month it is, on the tree that rules it, and in which role the actor acts."""

    unit: int
    month: Month
    tree: Tree
    calendar: ReportingCalendar
    role: str


def case_of(actor: Actor, act: Act, code: str, month: Month, now: datetime) -> Case:
    """Raises UnknownUnit, NotAllowed, RuleBroken."""
    history = ground.current().history
    unit = history.bearer_in_month(code, month, today=now.date())
    tree = history.on(min(history.cut_off(unit, month), now.date()))
    require(actor, Act.VIEW, unit, tree)
    role = require(actor, act, unit, tree)
    return Case(unit, month, tree, history.calendar_for(unit, month), role)


def find_locked(case: Case) -> Report | None:
    found = Report.objects.select_for_update().filter(
        unit_id=case.unit, year=case.month.year, month=case.month.number
    )
    return found.first()


def opened(case: Case, *, seen: int) -> tuple[Report, bool]:
    """The report, locked; begun where there is none. Returns whether it is new.

    seen: the version that somebody writes on; of several who begin it at once, the others wait and find it begun.
    One statement for a new one.
    """
    found = find_locked(case) if seen else None
    if found is not None:
        return found, False
    report = Report(unit_id=case.unit, year=case.month.year, month=case.month.number)
    begun = insert_new(
        Report,
        ("unit_id", "year", "month", "state", "version", "reason"),
        (report.unit_id, report.year, report.month, report.state, report.version, report.reason),
    )
    if begun is None:
        return locked(case), False
    report.pk = begun
    return report, True


def locked(case: Case) -> Report:
    """Raises NotFound."""
    report = find_locked(case)
    if report is None:
        raise NotFound
    return report


def check_expected(case: Case) -> None:
    """Raises RuleBroken for a unit without the duty to report."""
    if case.unit not in case.tree.reporting:
        raise RuleBroken(
            gettext_noop("«{unit}» không thuộc diện báo cáo tháng {month}/{year}."),
            field="unit",
            unit=case.tree.name(case.unit),
            month=case.month.number,
            year=str(case.month.year),
        )
