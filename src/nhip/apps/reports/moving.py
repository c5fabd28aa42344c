"""A report goes from one state to another: recorded, and told to whom it concerns."""

from collections.abc import Mapping
from datetime import datetime

from nhip.apps.audit.services import Entry, record
from nhip.apps.notices.services import notify
from nhip.apps.reports.cases import Case
from nhip.apps.reports.models import Report
from nhip.core.access import Act, Actor, principal_of
from nhip.core.notices import Kind, News, short
from nhip.core.reporting import ReportState, check_move, field_of_task
from nhip.rows import update_object

_NEWS = {
    ReportState.FILED: Kind.REPORT_FILED,
    ReportState.RETURNED: Kind.REPORT_RETURNED,
    ReportState.PART_RETURNED: Kind.REPORT_RETURNED,
    ReportState.APPROVED: Kind.REPORT_APPROVED,
}


def _tell(
    actor: Actor, case: Case, report: Report, state: ReportState, now: datetime, *, is_new: bool
) -> None:
    """Who decides on it, or who wrote it, hears of it; whoever filed it has nothing to decide."""
    facts: dict[str, str | int] = {
        "unit": case.tree.name(case.unit),
        "code": case.tree.code(case.unit),
        "year": case.month.year,
        "month": case.month.number,
        "reason": short(report.reason),
    }
    news = News(_NEWS[state], f"report:{report.pk}", facts, units=frozenset({case.unit}))
    silent = (actor.person, *(report.filers if state is ReportState.FILED else ()))
    notify(news=[news], silent=silent, tree=case.tree, now=now, is_first=is_new)


def move(  # noqa: PLR0913 - what a move says of itself
    actor: Actor,
    case: Case,
    report: Report,
    state: ReportState,
    now: datetime,
    *,
    reason: str = "",
    cells: Mapping[str, str] | None = None,
    after: Entry | None = None,
    is_new: bool = False,
) -> None:
    """cells: field -> reason, of those that are sent back; after: what the same act did before. Raises RuleBroken.

    is_new: the report was begun by the same act, so nobody has heard of it.
    """
    before = ReportState(report.state)
    check_move(before, state)
    report.state, report.reason = state.value, reason
    if state is ReportState.FILED:
        report.filed_at, report.filed_by_id = now, actor.person
        report.filed_for_id = principal_of(actor, Act.FILE_REPORT, case.unit, case.tree)
    else:
        report.version += 1
        report.decided_at, report.decided_by_id = now, actor.person
    _store(report)
    record(
        actor=actor,
        role=case.role,
        entries=[
            *([] if after is None else [after]),
            Entry(
                f"report_{state.value}",
                report,
                case.unit,
                before={"state": before.value},
                after={"state": state.value, "reason": reason, **_returned(cells or {})},
            ),
        ],
        at=now,
    )
    _tell(actor, case, report, state, now, is_new=is_new)


def _store(report: Report) -> None:
    """Of a report that is locked, all that a move changes."""
    update_object(
        report,
        "state",
        "version",
        "reason",
        "filed_at",
        "filed_by",
        "filed_for",
        "decided_at",
        "decided_by",
    )


def _returned(cells: Mapping[str, str]) -> dict[str, object]:
    """As facts are recorded: of a task under its number."""
    begins = field_of_task(0).removesuffix("0")
    tasks = {name.removeprefix(begins): why for name, why in cells.items() if name.startswith(begins)}
    figures = {name: why for name, why in cells.items() if not name.startswith(begins)}
    facts: dict[str, object] = {task: {"returned": why} for task, why in tasks.items()}
    return {**facts, "returned_figures": figures} if figures else facts
