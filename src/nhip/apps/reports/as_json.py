"""A report as commands print and read it."""

from collections.abc import Iterable

from nhip.apps.reports.figures import FigureRow
from nhip.apps.reports.queries import ReportPage
from nhip.core.numbers import exact_json_number, json_number


def report_as_json(page: ReportPage, *, with_prefilled: bool = False) -> dict[str, object]:
    """The report as ``nhip report show --json`` prints it; nothing prefilled is told as reported, unless asked for."""
    is_stored = page.version > 0 or with_prefilled
    return {
        "unit": page.unit.code,
        "name": page.unit.name,
        "period": str(page.month),
        "state": page.state.value,
        "filed_at": None if page.filed_at is None else page.filed_at.isoformat(timespec="seconds"),
        "figures": figures_as_json(page.figures) if is_stored else [],
        "tasks": [
            {
                "task": line.task_id,
                "title": line.title,
                "progress": json_number(line.progress) if is_stored else None,
                "done": line.done if is_stored else "",
                "difficulties": line.difficulties if is_stored else "",
                "next": line.next_steps if is_stored else "",
            }
            for line in page.lines
        ],
        "sections": [{"section": one.code, "text": one.text} for one in page.sections],
    }


def figures_as_json(rows: Iterable[FigureRow]) -> list[dict[str, object]]:
    """What a report says, as ``nhip report show --json`` prints it; empty cells are left out."""
    return [
        {"indicator": row.cell[0], "category": row.cell[1] or None, "value": exact_json_number(row.value)}
        for row in rows
        if row.value is not None
    ]
