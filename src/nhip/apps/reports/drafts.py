"""What a report says of tasks, as it is written and stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from nhip.apps.reports.models import Report, ReportLine
from nhip.rows import insert_rows, percent_cells


@dataclass(frozen=True, slots=True)
class LineDraft:
    """What a person writes about one task. progress: percent, None while not yet written."""

    progress: Decimal | None
    done: str = ""
    difficulties: str = ""
    next_steps: str = ""


def stored_lines(report: Report) -> dict[int, LineDraft]:
    """Task -> line. One statement."""
    rows = report.lines.values_list("task_id", "progress", "done", "difficulties", "next_steps")
    return {
        task: LineDraft(progress, done, difficulties, next_steps)
        for task, progress, done, difficulties, next_steps in rows
    }


def put_lines(report: Report, lines: Mapping[int, LineDraft]) -> None:
    """Store the lines, those that are there say from now on what is given. One statement, none for none."""
    told = sorted(lines.items())
    words = ("progress", "done", "difficulties", "next_steps")
    insert_rows(
        ReportLine,
        ("report_id", "task_id", *words),
        (
            (report.pk, task, progress, line.done, line.difficulties, line.next_steps)
            for (task, line), progress in zip(
                told, percent_cells(line.progress for _task, line in told), strict=True
            )
        ),
        f"ON CONFLICT (report_id, task_id) DO UPDATE SET {', '.join(f'{one} = excluded.{one}' for one in words)}",
    )
