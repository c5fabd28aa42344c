"""What was planned for tasks before their plans were amended."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from nhip.apps.tasks.models import FormerTerms
from nhip.core.amendments import Terms

Row = tuple[int, date, bool, int, Mapping[str, str]]
"""Task, the day before which the terms held, whether they were in the plan, weight, milestones."""


def former_terms(
    *, tasks: Iterable[int] | None = None, year: int | None = None
) -> dict[int, tuple[Terms, ...]]:
    """Task -> what was planned before its plan was amended, the oldest first; of those that were. One statement."""
    rows = FormerTerms.objects.order_by("ends_before")
    if tasks is not None:
        rows = rows.filter(task__in=list(tasks))
    if year is not None:
        rows = rows.filter(task__year=year)
    return terms_by_task(rows.values_list("task_id", "ends_before", "is_planned", "weight", "milestones"))


def terms_by_task(rows: Iterable[Row]) -> dict[int, tuple[Terms, ...]]:
    """Task -> its terms in the order of the rows."""
    found: dict[int, tuple[Terms, ...]] = defaultdict(tuple)
    for task, ends_before, is_planned, weight, milestones in rows:
        planned = {int(month): Decimal(value) for month, value in milestones.items()}
        found[task] += (Terms(ends_before, is_planned, weight, planned),)
    return dict(found)
