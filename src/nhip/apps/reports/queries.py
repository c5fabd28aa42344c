from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from nhip.apps.accounts.queries import office_names
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year, to_read, visible_ancestors
from nhip.apps.reports.attachments import FileRow, file_rows
from nhip.apps.reports.corrections import CorrectionLine, corrections_of_report
from nhip.apps.reports.figures import FigureRow, figure_rows
from nhip.apps.reports.inherited import inherit_figures, inherit_sections
from nhip.apps.reports.lines import ReportLineRow, line_rows
from nhip.apps.reports.models import Report
from nhip.apps.reports.outline import outline_of
from nhip.apps.reports.retold import Retold
from nhip.apps.reports.sections import SectionRow, section_rows
from nhip.core.access import Act, Actor, may, may_decide, require_sight
from nhip.core.calendars import begins_on, cut_off, due_on, last_closed_month
from nhip.core.corrections import CorrectionState
from nhip.core.periods import Month, months_of
from nhip.core.reporting import COUNTED, EDITABLE, ReportState, is_late
from nhip.core.units import History, Tree, UnitLine
from nhip.core.year_periods import YearPeriod, longer_period


@dataclass(frozen=True, slots=True)
class ReportPage:
    """in_force: the unit still stands on the day for the year, so its plan and list of reports have pages.

    longer: the period that ends with the month, of which the report tells too.
    may_correct: ask for a correction. may_answer, may_withdraw: the one that waits.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    month: Month
    begins_on: date
    cut_off: date
    due_on: date
    begun: bool
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
    is_part_returned: bool
    longer: YearPeriod | None
    lines: tuple[ReportLineRow, ...]
    figures: tuple[FigureRow, ...]
    sections: tuple[SectionRow, ...]
    files: tuple[FileRow, ...]
    from_predecessors: tuple[str, ...]
    corrections: tuple[CorrectionLine, ...]
    may_edit: bool
    may_file: bool
    may_decide: bool
    may_correct: bool
    may_answer: bool
    may_withdraw: bool

    @property
    def asked(self) -> CorrectionLine | None:
        """The correction that waits for an answer."""
        return next((one for one in self.corrections if one.is_open), None)


def report_page(*, actor: Actor, code: str, month: Month, today: date) -> ReportPage:
    """A unit's report of a month, prefilled where nothing is stored yet.

    Eighteen statements whatever the number of tasks and figures, four fewer where it asks for no figures; of an
    approved report one more, ten at most where it was corrected; of a unit that took others in four more.
    Raises UnknownUnit, NotAllowed.
    """
    history = ground.current().history
    unit = history.bearer_in_month(code, month, today=today)
    calendar = history.calendar_for(unit, month)
    tree = history.on(min(cut_off(month, calendar), today))
    require_sight(actor, unit, history, on=tree.on, today=today)
    predecessors = history.predecessors(unit, tree.on, since=begins_on(month, calendar))
    stored = _reports(units={unit, *predecessors}, month=month)
    report = stored.pop(unit, None)
    state = ReportState.MISSING if report is None else ReportState(report.state)
    names = office_names(
        set()
        if report is None
        else {one for one in (report.filed_by_id, report.decided_by_id) if one is not None}
    )
    due = due_on(month, calendar)
    expected = unit in tree.reporting
    begun = today >= begins_on(month, calendar)
    filed_at = None if report is None else report.filed_at
    editable = expected and begun and state in EDITABLE
    corrections = (
        corrections_of_report(report=report.pk)
        if report is not None and state is ReportState.APPROVED
        else ()
    )
    asked = next((one for one in corrections if one.is_open), None)
    retold = Retold.of(corrections)
    files = may(actor, Act.FILE_REPORT, unit, tree)
    returned = {} if report is None else dict(report.returned_cells.values_list("field", "reason"))
    return ReportPage(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        month=month,
        begins_on=begins_on(month, calendar),
        cut_off=cut_off(month, calendar),
        due_on=due,
        begun=begun,
        expected=expected,
        in_force=unit in history.on(day_for_year(month.year, today)),
        state=state,
        version=0 if report is None else report.version,
        filed_at=filed_at,
        filed_by="" if report is None else names.get(report.filed_by_id or 0, ""),
        decided_at=None if report is None else report.decided_at,
        decided_by="" if report is None else names.get(report.decided_by_id or 0, ""),
        reason="" if report is None else report.reason,
        is_late=is_late(_day(filed_at), due, today=today),
        is_part_returned=state is ReportState.PART_RETURNED,
        longer=longer_period(month),
        lines=tuple(
            map(retold.line, line_rows(unit, month, tree.on, today, report, stored, returned))
            if expected
            else ()
        ),
        figures=inherit_figures(
            figure_rows(
                unit=unit,
                level=tree.level(unit),
                month=month,
                report=report,
                is_filed=state in COUNTED,
                returned=returned,
            ),
            history=history,
            unit=unit,
            day=tree.on,
            month=month,
        )
        if expected
        else (),
        sections=tuple(
            map(
                retold.section,
                inherit_sections(
                    section_rows(
                        unit=unit,
                        month=month,
                        outline=outline_of(unit, month, tree),
                        report=report,
                        returned=returned,
                    ),
                    history=history,
                    unit=unit,
                    day=tree.on,
                    month=month,
                ),
            )
            if expected
            else ()
        ),
        files=file_rows(report),
        from_predecessors=tuple(
            history.name_then(one.unit_id, tree.on) for one in stored.values() if one.filed_at is not None
        ),
        may_edit=editable and may(actor, Act.EDIT_REPORT, unit, tree),
        may_file=editable and files,
        may_decide=state is ReportState.FILED
        and report is not None
        and may_decide(actor, Act.DECIDE_REPORT, unit, tree, done_by=report.filers),
        corrections=corrections,
        may_correct=state is ReportState.APPROVED and asked is None and files,
        may_answer=asked is not None
        and may_decide(actor, Act.DECIDE_REPORT, unit, tree, done_by=asked.askers),
        may_withdraw=asked is not None and files,
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else timezone.localtime(moment).date()


def _reports(*, units: Iterable[int], month: Month) -> dict[int, Report]:
    return {
        row.unit_id: row
        for row in Report.objects.filter(unit__in=list(units), year=month.year, month=month.number)
    }


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """One of the unit's own twelve months. expected: it stands in the tree of the cut-off day with the duty."""

    month: Month
    state: ReportState
    expected: bool
    begun: bool
    due_on: date
    filed_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ChildReport:
    """A unit's report for the month chosen. above: whom it reports to; lines: how many tasks it speaks of.

    unlikely: how many of its figures were asked back and confirmed. asks_correction: a request waits for an answer.
    """

    unit: UnitLine
    above: str
    state: ReportState
    filed_at: datetime | None
    is_late: bool
    lines: int
    unlikely: int
    asks_correction: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class ReportList:
    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    reports_itself: bool
    may_file: bool
    months: tuple[OwnMonth, ...]
    children_month: Month
    children_due_on: date
    children: tuple[ChildReport, ...]


def report_list(*, actor: Actor, code: str, year: int, month: int | None, today: date) -> ReportList:
    """The unit's own reports of a year, and those of all units below it for one month. Three statements.

    month: None takes the newest closed month of the year. Raises UnknownUnit, NotAllowed, RuleBroken.
    """
    history = ground.current().history
    unit, now_tree = to_read(actor=actor, code=code, year=year, today=today)
    chosen = _chosen_month(history, unit, year, month, today)
    own = {row.month: row for row in Report.objects.filter(unit=unit, year=year)}
    months = tuple(_own_month(history, unit, one, own.get(one.number), today) for one in months_of(year))
    tree = history.on(min(history.cut_off(unit, chosen), today))
    inside = tree.below(unit) if unit in tree else ()
    below = [one for one in inside if one in tree.reporting and one != unit]
    filed = {
        row.unit_id: row
        for row in Report.objects.filter(unit__in=below, year=year, month=chosen.number).annotate(
            line_count=Count("lines", distinct=True),
            unlikely=Count("figures", filter=Q(figures__is_confirmed=True), distinct=True),
            asked=Count(
                "corrections", filter=Q(corrections__state=CorrectionState.ASKED.value), distinct=True
            ),
        )
    }
    due = due_on(chosen, history.calendar_for(unit, chosen))
    return ReportList(
        unit=now_tree.line(unit),
        ancestors=visible_ancestors(actor, unit, now_tree),
        year=year,
        reports_itself=any(one.expected for one in months),
        may_file=unit in now_tree and may(actor, Act.FILE_REPORT, unit, now_tree),
        months=months,
        children_month=chosen,
        children_due_on=due,
        children=tuple(
            ChildReport(
                unit=tree.line(one),
                above=_name_above(tree, one),
                state=ReportState(filed[one].state) if one in filed else ReportState.MISSING,
                filed_at=filed[one].filed_at if one in filed else None,
                is_late=is_late(_day(filed[one].filed_at) if one in filed else None, due, today=today),
                lines=filed[one].line_count if one in filed else 0,
                unlikely=filed[one].unlikely if one in filed else 0,
                asks_correction=one in filed and bool(filed[one].asked),
                may_decide=one in filed
                and filed[one].state == ReportState.FILED
                and may(actor, Act.DECIDE_REPORT, one, tree),
            )
            for one in below
        ),
    )


def _name_above(tree: Tree, unit: int) -> str:
    above = tree.parent(unit)
    return "" if above is None else tree.name(above)


def _chosen_month(history: History, unit: int, year: int, number: int | None, today: date) -> Month:
    if number is not None:
        return Month(year, number)
    if today.year > year:
        return Month(year, 12)
    newest = last_closed_month(today, history.calendar_for(unit, Month.of(today)))
    return newest if newest.year == year else Month(year, 1)


def _own_month(history: History, unit: int, month: Month, report: Report | None, today: date) -> OwnMonth:
    calendar = history.calendar_for(unit, month)
    tree = history.on(cut_off(month, calendar))
    due = due_on(month, calendar)
    filed_at = None if report is None else report.filed_at
    return OwnMonth(
        month=month,
        state=ReportState.MISSING if report is None else ReportState(report.state),
        expected=unit in tree.reporting,
        begun=today >= begins_on(month, calendar),
        due_on=due,
        filed_at=filed_at,
        is_late=is_late(_day(filed_at), due, today=today),
    )


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as stored, without its lines."""

    unit_id: int
    month: Month
    state: ReportState
    filed_at: datetime | None
    filers: tuple[int | None, int | None]
    reason: str


def stored_reports(*, units: Iterable[int], months: Iterable[Month]) -> tuple[StoredReport, ...]:
    """What is stored for the units in those months. One statement."""
    kept = set(months)
    rows = Report.objects.filter(
        unit__in=list(units), year__in={one.year for one in kept}, month__in={one.number for one in kept}
    )
    return tuple(
        StoredReport(
            row.unit_id,
            Month(row.year, row.month),
            ReportState(row.state),
            row.filed_at,
            row.filers,
            row.reason,
        )
        for row in rows
        if Month(row.year, row.month) in kept
    )
