"""What the unit above does with a filed report: approves it, one or several at once, or sends it back."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from nhip.apps.org import ground
from nhip.apps.org.queries import to_read
from nhip.apps.reports.cases import Case, case_of, locked
from nhip.apps.reports.filing import figure_cells, withdraw
from nhip.apps.reports.models import Report, ReturnedCell
from nhip.apps.reports.moving import move
from nhip.apps.reports.outline import outline_of
from nhip.apps.reports.sections import stored_sections
from nhip.apps.rollups.services import mark_dirty, mark_figures, mark_reported, withdraw_reported
from nhip.apps.tasks.asked import task_ids_to_report
from nhip.apps.tasks.services import hand_over, withdraw_progress
from nhip.core.access import Act, Actor, check_another
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.figures import field_of
from nhip.core.outline import field_of_section
from nhip.core.periods import Month
from nhip.core.plans import check_reason
from nhip.core.reporting import ReportState, check_returned, field_of_task


@transaction.atomic
def return_report(
    *,
    actor: Actor,
    code: str,
    month: Month,
    reason: str,
    now: datetime,
    cells: Mapping[str, str] | None = None,
    only_cells: bool = False,
) -> None:
    """Send a filed report back; what is sent back counts no longer.

    cells: field -> why that cell is wrong. only_cells: the others stand as they were filed, count on, and cannot be
    changed. reason: of the whole; may be empty where cells say why.
    Raises RuleBroken, RulesBroken (reasons too long), NotAllowed, NotFound (no such report, no such cell).
    Where its unit is gone meanwhile, tasks that the report had called done are open again and pass to the heir.
    """
    case = case_of(actor, Act.DECIDE_REPORT, code, month, now)
    report = locked(case)
    lines = {field_of_task(line.task_id): line.task_id for line in report.lines.all()}
    asked = {field_of(cell): cell for cell in figure_cells(case)}
    told = check_returned(cells or {}, {*lines, *asked, *_further(case, report)})
    if only_cells and not told:
        raise RuleBroken(
            gettext_noop("Chưa ghi lý do tại ô nào: ghi ngay tại ô cần sửa, hoặc trả lại cả báo cáo."),
            field="reason",
        )
    said = reason.strip() if told else check_reason(reason)
    state = ReportState.PART_RETURNED if only_cells else ReportState.RETURNED
    move(actor, case, report, state, now, reason=said or "; ".join(told.values()), cells=told)
    report.returned_cells.all().delete()
    ReturnedCell.objects.bulk_create(
        [ReturnedCell(report=report, field=name, reason=why) for name, why in told.items()]
    )
    back = {task for name, task in lines.items() if name in told or not only_cells}
    withdraw_progress(unit=case.unit, month=month.number, tasks=back)
    if only_cells:
        mark_reported(unit=case.unit, month=month, approved=False, now=now)
    else:
        withdraw_reported(unit=case.unit, month=month, now=now)
    only = [cell for name, cell in asked.items() if name in told] if only_cells else None
    mark_figures(written=withdraw(report, only), now=now)
    last_day = ground.current().history.last_day(case.unit)
    if last_day is not None:
        _pass_on(actor, case, last_day + timedelta(days=1), now)


def _further(case: Case, report: Report) -> Iterator[str]:
    """Fields of the report's sections, and of tasks that it should have told of, as its page has them."""
    sections = {one.code for one in outline_of(case.unit, case.month, case.tree)}
    yield from map(field_of_section, sections | stored_sections(report).keys())
    yield from map(field_of_task, task_ids_to_report(unit=case.unit, year=case.month.year, day=case.tree.on))


def _pass_on(actor: Actor, case: Case, on: date, now: datetime) -> None:
    history = ground.current().history
    hand_over(actor=actor, role=case.role, units=frozenset({case.unit}), on=on, now=now)
    heir = history.main_successor(case.unit, now.date())
    if heir is not None:
        mark_dirty(units=[heir], years=[case.month.year], now=now)


@transaction.atomic
def approve_report(*, actor: Actor, code: str, month: Month, now: datetime) -> None:
    """Approve a filed report; the one who filed it cannot. Raises RuleBroken, NotAllowed, NotFound."""
    case = case_of(actor, Act.DECIDE_REPORT, code, month, now)
    report = locked(case)
    check_another(
        actor,
        Act.DECIDE_REPORT,
        case.unit,
        case.tree,
        done_by=report.filers,
        refused=gettext_noop(
            "Người nộp báo cáo không tự duyệt báo cáo của mình; cần người khác ở cấp duyệt."
        ),
        field="state",
    )
    move(actor, case, report, ReportState.APPROVED, now)
    report.returned_cells.all().delete()
    mark_reported(unit=case.unit, month=month, approved=True, now=now)


@transaction.atomic
def approve_reports(
    *, actor: Actor, code: str, month: Month, of: Iterable[str], now: datetime
) -> tuple[int, dict[str, RuleBroken]]:
    """Approve the reports of the units (codes) chosen in the list of a unit.

    Returns how many were approved, and why the others were not, by code: filed by the actor, or decided meanwhile.
    Raises RuleBroken where none is chosen; NotAllowed or NotFound for one that is not the actor's to decide, and then
    nothing is approved.
    """
    to_read(actor=actor, code=code, year=month.year, today=now.date())
    chosen = list(dict.fromkeys(of))
    if not chosen:
        raise RuleBroken(gettext_noop("Chưa chọn báo cáo nào để duyệt."), field="unit")
    refused: dict[str, RuleBroken] = {}
    for one in chosen:
        try:
            with transaction.atomic():
                approve_report(actor=actor, code=one, month=month, now=now)
        except RuleBroken as refusal:
            refused[one] = refusal
    return len(chosen) - len(refused), refused
