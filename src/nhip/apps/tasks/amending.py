"""Tasks as an amendment of their plan changes them, from a day on; what was planned until then is kept."""

from datetime import date, datetime

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.tasks.models import FormerTerms, Halt, Milestone, Task
from nhip.apps.tasks.services import Belongs, save_task
from nhip.core.access import Actor
from nhip.core.plans import TaskDraft
from nhip.core.tasks import HaltKind


@transaction.atomic
def amend_task(
    *, actor: Actor, role: str, task_id: int, draft: TaskDraft, belongs: Belongs, now: datetime
) -> None:
    """Change a task from the day of ``belongs.counts_from`` on. Raises RulesBroken, RuleBroken."""
    if belongs.counts_from is not None:
        _keep_terms(task_id, belongs.counts_from)
    save_task(actor=actor, role=role, task_id=task_id, draft=draft, belongs=belongs, now=now)


def _keep_terms(task_id: int, day: date) -> None:
    """What stood until the day; of two amendments on one day the first knows it."""
    task = Task.objects.select_for_update().get(pk=task_id)
    planned = Milestone.objects.filter(task=task).order_by("month").values_list("month", "planned")
    FormerTerms.objects.get_or_create(
        task=task,
        ends_before=day,
        defaults={
            "is_planned": task.plan_id is not None,
            "weight": task.weight,
            "milestones": {str(month): str(value) for month, value in planned},
        },
    )


@transaction.atomic
def take_out(
    *, actor: Actor, role: str, task_id: int, unit: int, reason: str, on: date, now: datetime
) -> bool:
    """Cancel a task from a day on; a halt that lasts ends with it. Returns whether it was still to be done."""
    task = Task.objects.select_for_update().get(pk=task_id)
    open_halt = task.halts.filter(ends_before=None).first()
    if task.completed_on is not None or (open_halt is not None and open_halt.kind == HaltKind.CANCELLED):
        return False
    if open_halt is not None:
        if open_halt.starts_on >= on:
            open_halt.delete()
        else:
            open_halt.ends_before = on
            open_halt.save(update_fields=["ends_before"])
    Halt.objects.create(task=task, kind=HaltKind.CANCELLED.value, starts_on=on, reason=reason)
    record(
        actor=actor,
        role=role,
        entries=[Entry("cancel_task", task, unit, after={"text": reason, "from": on})],
        at=now,
    )
    return True
