"""Writes what a unit reports of its tasks, so that its district ends as far behind plan as the story says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from nhip.apps.reports.drafts import LineDraft
from nhip.apps.tasks.asked import TaskInMonth
from nhip.core.plans import HUNDRED, ZERO
from nhip.demo.telling import Year

FINISHED, FINISHED_WHEN_SLIPPING = 0.9, 0.45
"""How many of the tasks planned to be done are reported done."""
SLIPPING = 5.0
"""Points behind plan from which a district counts as slipping."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Points behind plan to aim at (negative: ahead) in a month; in_epidemic: much stood still in it."""

    behind: float
    in_epidemic: bool = False


def aim_in(told: Year, month: int, behind: float) -> Aim:
    return Aim(behind, month in told.epidemic_months)


def report_lines(
    rng: Random, tasks: Sequence[TaskInMonth], aim: Aim, words: Mapping[str, Any]
) -> dict[int, LineDraft]:
    weight = sum(task.weight for task in tasks) or 1
    planned = float(sum((task.weight * task.planned for task in tasks), Decimal(0))) / weight
    return {task.id: _line(rng, task, _progress(rng, task, aim, planned), aim, words) for task in tasks}


def _progress(rng: Random, task: TaskInMonth, aim: Aim, planned: float) -> Decimal:
    """The task's share of the aim: late in proportion to what was planned, early to what is left."""
    own = float(task.planned)
    if task.planned == HUNDRED and rng.random() < (
        FINISHED if aim.behind < SLIPPING else FINISHED_WHEN_SLIPPING
    ):
        return HUNDRED
    if aim.behind >= 0:
        aimed = own * (1 - min(1.0, aim.behind / planned if planned else 0.0) * rng.uniform(0.7, 1.3))
    else:
        aimed = own + (100 - own) * min(1.0, -aim.behind / max(1.0, 100 - planned)) * rng.uniform(0.7, 1.3)
    whole = Decimal(aimed).quantize(Decimal(1), ROUND_HALF_UP)
    return min(HUNDRED, max(task.last or ZERO, whole, ZERO))


def _line(rng: Random, task: TaskInMonth, progress: Decimal, aim: Aim, words: Mapping[str, Any]) -> LineDraft:
    behind = task.planned - progress
    if progress == HUNDRED:
        stage, trouble, after = "done", "none", "done"
    elif task.planned == ZERO and progress == ZERO:
        stage, trouble, after = "not_begun", "none", "not_begun"
    else:
        stage = "ahead" if behind <= -5 else "going"
        slow = behind >= 5
        trouble = "none" if not slow else "epidemic" if aim.in_epidemic and rng.random() < 0.6 else "behind"
        after = "behind" if slow else "going"
    return LineDraft(
        progress,
        rng.choice(words["done"][stage]),
        rng.choice(words["difficulties"][trouble]),
        rng.choice(words["next"][after]),
    )
