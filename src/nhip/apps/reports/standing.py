"""«Không đổi, nộp luôn»: what a report would say if nothing changed since the period before."""

from collections.abc import Mapping
from datetime import datetime

from nhip.apps.reports.cases import case_of
from nhip.apps.reports.drafts import LineDraft
from nhip.apps.reports.lines import ReportLineRow
from nhip.apps.reports.queries import ReportPage, report_page
from nhip.apps.reports.services import Submission, file_report
from nhip.core.access import Act, Actor
from nhip.core.errors import RuleBroken
from nhip.core.periods import Month
from nhip.core.unchanged import (
    FigureNow,
    SectionNow,
    TaskNow,
    Unchanged,
    check_unchanged,
    is_open_for_it,
    nothing_to_refile,
    unchanged,
)


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


def page_unchanged(*, actor: Actor, code: str, month: Month, now: datetime) -> ReportPage:
    """Everything that would be filed. Raises RulesBroken (by field), RuleBroken, UnknownUnit, NotAllowed."""
    page = page_to_refile(actor=actor, code=code, month=month, now=now)
    found = standing_of(page)
    if found is None:
        raise nothing_to_refile()
    check_unchanged(found)
    return page


def file_unchanged(*, actor: Actor, page: ReportPage, now: datetime) -> Mapping[str, RuleBroken]:
    """File exactly what the page shows (page_unchanged); returns what was asked back.

    Raises Conflict where the report changed meanwhile, and what file_report raises.
    """
    return file_report(
        actor=actor,
        code=page.unit.code,
        month=page.month,
        submission=Submission(
            lines={
                row.task_id: LineDraft(row.progress, row.done, row.difficulties, row.next_steps)
                for row in page.lines
            },
            version=page.version,
            figures={row.cell: row.value for row in page.figures},
            sections={row.code: row.text for row in page.sections},
        ),
        now=now,
    )


def _task(row: ReportLineRow) -> TaskNow:
    return TaskNow(
        row.field,
        (row.progress, row.done, row.difficulties, row.next_steps),
        (row.last_progress, row.last_done, row.last_difficulties, row.last_next),
    )
