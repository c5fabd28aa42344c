"""Units hear that work was handed to them: part by part, and of a plan once, with how many."""

from datetime import datetime

from django.db.models import Count

from nhip.apps.notices.services import notify
from nhip.apps.org import ground
from nhip.apps.tasks.models import Assignment
from nhip.core.access import Actor
from nhip.core.handoffs import Handoff
from nhip.core.notices import Kind, News, short


def parts_waiting(task_id: int | None) -> frozenset[int]:
    """The parts of a task that wait to be received. One statement."""
    waiting = Assignment.objects.filter(task=task_id, ends_before=None, state=Handoff.PENDING.value)
    return frozenset() if task_id is None else frozenset(waiting.values_list("pk", flat=True))


def tell_of_task(*, actor: Actor, task_id: int, known: frozenset[int], now: datetime) -> None:
    """Tell the units whose part of the task waits to be received, but for the parts known before.

    Six statements at most.
    """
    history = ground.current().history
    waiting = Assignment.objects.filter(pk__in=parts_waiting(task_id) - known).select_related("task")
    news = [
        News(
            Kind.PART_ASSIGNED,
            f"part:{one.pk}",
            {
                "unit": history.name_then(one.unit_id, now.date()),
                "title": short(one.task.title),
                "task": task_id,
                "part": one.pk,
            },
            units=frozenset({one.unit_id}),
        )
        for one in waiting
    ]
    notify(news=news, silent=[actor.person], now=now)


def tell_of_plan(*, actor: Actor, plan_id: int, name: str, year: int, now: datetime) -> None:
    """Tell every unit, once, how many parts the plan of the unit ``name`` hands to it. Five statements at most."""
    history = ground.current().history
    counted = (
        Assignment.objects.filter(task__plan=plan_id, ends_before=None, state=Handoff.PENDING.value)
        .order_by("unit")
        .values_list("unit")
        .annotate(count=Count("pk"))
    )
    news = [
        News(
            Kind.PLAN_HANDS_OUT,
            f"plan:{plan_id}:{unit}",
            {
                "unit": name,
                "doer": history.name_then(unit, now.date()),
                "code": history.line_then(unit, now.date()).code,
                "year": year,
                "count": count,
            },
            units=frozenset({unit}),
        )
        for unit, count in counted
    ]
    notify(news=news, silent=[actor.person], now=now)
