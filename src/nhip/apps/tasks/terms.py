"""What was planned for tasks before their plans were amended."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from nhip.apps.tasks.models import FormerTerms
from nhip.core.amendments import Terms


def former_terms(
    *, tasks: Iterable[int] | None = None, year: int | None = None
) -> dict[int, tuple[Terms, ...]]:
    """Task -> what was planned before its plan was amended, the oldest first; of those that were. One statement."""
    rows = FormerTerms.objects.order_by("ends_before")
    if tasks is not None:
        rows = rows.filter(task__in=list(tasks))
    if year is not None:
        rows = rows.filter(task__year=year)
    found: dict[int, tuple[Terms, ...]] = defaultdict(tuple)
    for row in rows:
        milestones = {int(month): Decimal(value) for month, value in row.milestones.items()}
        found[row.task_id] += (Terms(row.ends_before, row.is_planned, row.weight, milestones),)
    return dict(found)
