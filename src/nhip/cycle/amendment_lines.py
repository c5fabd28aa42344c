"""What an amendment makes of single tasks: kept beside the plan, which stays as it is until its day."""

from datetime import datetime

from nhip.apps.amendments import services as amendments
from nhip.apps.amendments.models import Amendment
from nhip.apps.amendments.queries import lines_of
from nhip.apps.tasks.queries import PlanTask, one_task
from nhip.apps.tasks.services import Belongs
from nhip.core.access import Actor
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.plan_imports import facts_of_draft
from nhip.core.plans import TaskDraft, check_task
from nhip.core.tasks import TaskStatus, check_units
from nhip.cycle.in_hand import facts_of


def keep_wanted(
    *,
    actor: Actor,
    role: str,
    amendment: Amendment,
    before: PlanTask | None,
    draft: TaskDraft,
    belongs: Belongs,
    now: datetime,
) -> int:
    """Keep how a task shall be, or nothing where it is as the plan has it. Returns its number, negative for a new one.

    before: the task as it is in hand. Raises RulesBroken, RuleBroken.
    """
    check_task(draft, year=belongs.year)
    check_units(belongs.lead, belongs.coordinating)
    wanted = facts_of_draft(draft, belongs.lead, belongs.coordinating, belongs.programme, belongs.kind)
    task = None if before is None or before.id < 0 else before.id
    line = -before.id if before is not None and before.id < 0 else None
    stored = None if task is None else one_task(task_id=task, today=now.date())
    if task is not None and stored is not None and stored.plan_id is not None and facts_of(stored) == wanted:
        _drop(actor, role, amendment, task, now)
        return task
    kept = amendments.keep_line(
        actor=actor,
        role=role,
        amendment=amendment,
        line=line,
        task=task,
        wanted=wanted,
        before=None if stored is None else facts_of(stored),
        now=now,
    )
    return task if task is not None else -kept


def _drop(actor: Actor, role: str, amendment: Amendment, task: int, now: datetime) -> None:
    known = next((one.id for one in lines_of(amendment=amendment.pk) if one.task == task), None)
    if known is not None:
        amendments.drop_line(actor=actor, role=role, amendment=amendment, line=known, now=now)


def keep_removed(*, actor: Actor, role: str, amendment: Amendment, task: PlanTask, now: datetime) -> None:
    """A task is taken out, from the amendment's day on. Raises RuleBroken for one that is done."""
    if task.status in {TaskStatus.DONE_ON_TIME, TaskStatus.DONE_LATE}:
        raise RuleBroken(
            gettext_noop("Nhiệm vụ «{title}» đã hoàn thành, không đưa ra khỏi kế hoạch."),
            field="task",
            title=task.title,
        )
    amendments.keep_line(
        actor=actor, role=role, amendment=amendment, line=None, task=task.id, wanted=None, now=now
    )


def drop_added(*, actor: Actor, role: str, amendment: Amendment, number: int, now: datetime) -> None:
    """A task that the amendment would add, or take in from outside the plan, is left out again. Raises NotFound."""
    for one in lines_of(amendment=amendment.pk):
        if number in (-one.id, one.task):
            amendments.drop_line(actor=actor, role=role, amendment=amendment, line=one.id, now=now)
            return
    raise NotFound
