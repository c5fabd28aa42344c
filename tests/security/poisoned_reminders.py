"""Payloads in what is said of overdue tasks: their titles, their products, who does them, the rules of the steps."""

from nhip.apps.tasks.models import ReminderRule
from nhip.core.plans import TaskDraft
from nhip.cycle import planning
from tests import world
from tests.assigned import DUE, START
from tests.security.payloads import PAYLOADS


def late_tasks(units: list[str], words: str) -> int:
    """An overdue task for each unit, two for the first of them; the identity of the very first."""
    ReminderRule.objects.create(step="first", working_days=1, source=words)
    made = []
    for unit, text in zip([*units, units[0]], [*PAYLOADS, PAYLOADS[-1]], strict=True):
        form = planning.TaskForm(TaskDraft(text, text, START, DUE, 1), lead=unit, is_outside_plan=True)
        made.append(
            planning.save_task(
                actor=world.person("leader.p"),
                code="P",
                year=2020,
                task_id=None,
                form=form,
                now=world.at(START),
            )
        )
    return made[0]
