"""«Không đổi, nộp luôn»: what a report would say if nothing changed since the period before."""

from datetime import datetime

from nhip.apps.reports.cases import case_of
from nhip.apps.reports.lines import ReportLineRow
from nhip.apps.reports.queries import ReportPage, report_page
from nhip.core.access import Act, Actor
from nhip.core.periods import Month
from nhip.core.unchanged import FigureNow, SectionNow, TaskNow, Unchanged, is_open_for_it, unchanged


def page_to_refile(*, actor: Actor, code: str, month: Month, now: datetime) -> ReportPage:
    """The unit's report of the month for whoever files it. Raises UnknownUnit, NotAllowed."""
    case_of(actor, Act.FILE_REPORT, code, month, now)
    return report_page(actor=actor, code=code, month=month, today=now.date())


def standing_of(page: ReportPage) -> Unchanged | None:
    """What stands against filing the page as it is; None where that is not for now, or nothing is to be reported."""
    asks = page.lines or page.figures or page.sections
    if not page.may_file or not asks or not is_open_for_it(page.state):
        return None
    return unchanged(
        (_task(row) for row in page.lines),
        (
            FigureNow(row.field, row.value, row.before, row.is_level, is_whole=not row.cell[1])
            for row in page.figures
        ),
        (SectionNow(row.field, row.text, row.is_required) for row in page.sections),
    )


def _task(row: ReportLineRow) -> TaskNow:
    return TaskNow(
        row.field,
        (row.progress, row.done, row.difficulties, row.next_steps),
        (row.last_progress, row.last_done, row.last_difficulties, row.last_next),
    )
