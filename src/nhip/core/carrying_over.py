"""What a year leaves unfinished is proposed for the next one: which tasks, and how they would begin there."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhip.core.plans import TaskDraft
from nhip.core.tasks import TaskStatus

LEFT = frozenset({TaskStatus.WITHIN_DEADLINE, TaskStatus.OVERDUE, TaskStatus.NO_DEADLINE, TaskStatus.PAUSED})
"""A task that was done, however late, or was given up, is not carried over."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A task of the year before. deadline: None for one outside a plan that had none; budget: million đồng."""

    title: str
    deliverable: str
    deadline: date | None
    weight: int
    budget: Decimal | None


def is_left(status: TaskStatus, *, is_carried: bool) -> bool:
    """Whether a task is still to be carried over. is_carried: it stands in the next year's plan already."""
    return status in LEFT and not is_carried


def carried(task: Unfinished, year: int) -> TaskDraft:
    """How the task begins in the plan of the year: on its first day, due on the day of the old deadline, even steps.

    A proposal: its author then gives it months and money of its own. One without a deadline is due at the year's end.
    """
    return TaskDraft(
        title=task.title,
        deliverable=task.deliverable,
        starts_on=date(year, 1, 1),
        deadline=_same_day(task.deadline, year),
        weight=task.weight,
        budget=task.budget,
    )


def _same_day(before: date | None, year: int) -> date:
    if before is None:
        return date(year, 12, 31)
    try:
        return before.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)
