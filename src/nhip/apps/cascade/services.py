"""What is handed down, and what became of it. Access is asked by the caller that knows both plans (cycle)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.cascade.models import HandedPart, Handing
from nhip.apps.tasks.models import Task
from nhip.core.access import Actor
from nhip.core.cascading import Key


@dataclass(frozen=True, slots=True)
class Whole:
    """What of a task is shared out, and by what. indicator: code of the one whose figures are the key.

    target: code of the one whose yearly target it is.
    """

    quantity: Decimal | None
    measure: str
    key: Key
    indicator: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A unit's part, with the task by which it carries it out."""

    unit: int
    task: int
    asked: Decimal | None


@transaction.atomic
def keep_handing(
    *, actor: Actor, role: str, task: int, unit: int, whole: Whole, given: Iterable[Given], now: datetime
) -> dict[int, int]:
    """Keep who was handed which part of the unit's task; what was shared out before stays as it is.

    Returns unit -> identity of its part.
    """
    handing, is_new = Handing.objects.select_for_update().get_or_create(
        task_id=task,
        defaults={
            "quantity": whole.quantity,
            "measure": whole.measure,
            "target": whole.target,
            "handed_at": now,
        },
    )
    handing.key, handing.indicator = whole.key.value, whole.indicator
    handing.save(update_fields=["key", "indicator"])
    parts = HandedPart.objects.bulk_create(
        HandedPart(handing=handing, task_id=one.task, unit_id=one.unit, asked=one.asked, handed_at=now)
        for one in given
    )
    after = {
        "quantity": handing.quantity,
        "measure": handing.measure,
        "key": handing.key,
        "target": handing.target,
        "parts": {str(one.unit_id): one.asked for one in parts},
        "is_new": is_new,
    }
    record(actor=actor, role=role, entries=[Entry("hand_down", Task(pk=task), unit, after=after)], at=now)
    return {one.unit_id: one.pk for one in parts}


@transaction.atomic
def plan_part(
    *, actor: Actor, role: str, task: int, unit: int, planned: Decimal | None, now: datetime
) -> None:
    """Keep what the unit takes on of what was handed to it; None: as asked."""
    part = HandedPart.objects.select_for_update().get(task_id=task)
    before = {"planned": part.planned}
    part.planned = planned
    part.save(update_fields=["planned"])
    entry = Entry("plan_handed_part", Task(pk=task), unit, before=before, after={"planned": planned})
    record(actor=actor, role=role, entries=[entry], at=now)


def say_detailed(*, task: int, now: datetime) -> None:
    """The task's months were entered by whoever carries it out. One statement; the saving itself is recorded."""
    HandedPart.objects.filter(task=task, detailed_at=None).update(detailed_at=now)


@transaction.atomic
def take_into_plan(
    *, actor: Actor, role: str, plan: int, year: int, unit: int, now: datetime
) -> frozenset[int]:
    """Put what was handed to the unit and waits outside its plan into it. Returns those tasks."""
    waiting = Task.objects.select_for_update().filter(
        handed_part__unit=unit, plan=None, year=year, deadline__isnull=False
    )
    entries = []
    for task in waiting:
        task.plan_id = plan
        task.save(update_fields=["plan"])
        entries.append(Entry("take_into_plan", task, unit, before={"plan": None}, after={"plan": plan}))
    record(actor=actor, role=role, entries=entries, at=now)
    return frozenset(one.on.pk for one in entries)
