"""What reports say of tasks: to be written, and as it was filed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from nhip.apps.reports.models import Report, ReportLine
from nhip.apps.tasks.asked import TaskInMonth, tasks_to_report
from nhip.core.periods import Month
from nhip.core.reporting import ReportState, field_of_task
from nhip.core.tasks import TaskStatus


@dataclass(frozen=True, slots=True)
class ReportLineRow:
    """One task in a report. Stored words, or those prefilled; last_…: what the report before said.

    returned: why it was sent back. is_told: the report itself says something of the task. known_…: as corrected since.
    """

    task_id: int
    title: str
    deliverable: str
    deadline: date | None
    status: TaskStatus
    weight: int
    outside_plan: bool
    planned: Decimal
    planned_next: Decimal
    last_progress: Decimal | None
    progress: Decimal | None
    done: str
    difficulties: str
    next_steps: str
    last_done: str
    last_difficulties: str
    last_next: str
    returned: str
    is_told: bool
    known_progress: Decimal | None = None
    known_done: str | None = None
    known_difficulties: str | None = None
    known_next: str | None = None

    @property
    def field(self) -> str:
        return field_of_task(self.task_id)


def line_rows(
    unit: int,
    month: Month,
    day: date,
    today: date,
    report: Report | None,
    of_predecessors: Mapping[int, Report],
    returned: Mapping[str, str],
) -> tuple[ReportLineRow, ...]:
    tasks = tasks_to_report(unit=unit, year=month.year, month=month.number, day=day, today=today)
    ids = [task.id for task in tasks]
    own = {} if report is None else {line.task_id: line for line in report.lines.filter(task__in=ids)}
    inherited = {
        line.task_id: line
        for line in ReportLine.objects.filter(
            report__in=[one.pk for one in of_predecessors.values()], task__in=ids
        )
    }
    before = _last_lines(ids, month)
    return tuple(
        replace(
            _row(task, own.get(task.id), inherited.get(task.id), before.get(task.id)),
            returned=returned.get(field_of_task(task.id), ""),
        )
        for task in tasks
    )


def _last_lines(tasks: list[int], month: Month) -> dict[int, ReportLine]:
    """For each task the newest line of an earlier month of the year that was filed, whoever filed it."""
    rows = (
        ReportLine.objects.filter(task__in=tasks, report__year=month.year, report__month__lt=month.number)
        .exclude(report__filed_at=None)
        .order_by("report__month", "pk")
    )
    return {row.task_id: row for row in rows}


def _row(
    task: TaskInMonth, own: ReportLine | None, inherited: ReportLine | None, before: ReportLine | None
) -> ReportLineRow:
    """Own words where stored; else those a predecessor filed for the month; else last month's, to be gone over."""
    start = own or inherited
    return ReportLineRow(
        task_id=task.id,
        title=task.title,
        deliverable=task.deliverable,
        deadline=task.deadline,
        status=task.status,
        weight=task.weight,
        outside_plan=task.outside_plan,
        planned=task.planned,
        planned_next=task.planned_next,
        last_progress=task.last,
        progress=start.progress if start is not None else task.last,
        done=start.done if start is not None else (before.done if before else ""),
        difficulties=start.difficulties if start is not None else (before.difficulties if before else ""),
        next_steps=start.next_steps if start is not None else (before.next_steps if before else ""),
        last_done=before.done if before else "",
        last_difficulties=before.difficulties if before else "",
        last_next=before.next_steps if before else "",
        returned="",
        is_told=own is not None,
    )


@dataclass(frozen=True, slots=True)
class FiledLine:
    """What a unit reported of a task for a month, in a report that was filed."""

    month: int
    unit_id: int
    state: ReportState
    progress: Decimal | None
    done: str
    difficulties: str
    next_steps: str


def filed_lines(*, task_id: int) -> tuple[FiledLine, ...]:
    """Every filed line about a task, by month. One statement."""
    rows = (
        ReportLine.objects.filter(task=task_id)
        .exclude(report__filed_at=None)
        .select_related("report")
        .order_by("report__month", "pk")
    )
    return tuple(
        FiledLine(
            row.report.month,
            row.report.unit_id,
            ReportState(row.report.state),
            row.progress,
            row.done,
            row.difficulties,
            row.next_steps,
        )
        for row in rows
    )
