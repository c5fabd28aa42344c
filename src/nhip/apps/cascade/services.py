"""What is handed down, and what became of it. Access is asked by the caller that knows both plans (cycle)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.cascade.models import HandedOrder, HandedPart, Handing
from nhip.apps.tasks.models import Task
from nhip.core.access import Actor
from nhip.core.cascading import Key
from nhip.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class Whole:
    """What of a task is shared out, and by what. indicator: code of the one whose figures are the key.

    target: code of the one whose target of the period it is.
    """

    quantity: Decimal | None
    measure: str
    key: Key
    indicator: str = ""
    target: str = ""
    period: str = ""


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
            "period": whole.period,
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
        "indicator": handing.target,
        "period": handing.period,
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


def locked_part(*, task: int) -> HandedPart:
    """The part that a task carries out, with its siblings, locked until the end of the transaction. Raises NotFound."""
    handing = Handing.objects.select_for_update().filter(parts__task=task).first()
    if handing is None:
        raise NotFound
    return HandedPart.objects.select_for_update().get(task=task)


@transaction.atomic
def keep_order(
    *,
    actor: Actor,
    role: str,
    part: HandedPart,
    unit: int,
    asked: Decimal | None,
    reason: str,
    is_waiting: bool,
    now: datetime,
) -> HandedOrder:
    """Keep what the superior ordered. asked None: it is taken back. One that waited before is replaced."""
    HandedOrder.objects.filter(task=part.task_id, done_at=None).delete()
    order = HandedOrder.objects.create(
        handing_id=part.handing_id,
        task_id=part.task_id,
        unit_id=part.unit_id,
        is_taken_back=asked is None,
        before=part.asked,
        asked=asked,
        reason=reason,
        ordered_at=now,
    )
    if is_waiting:
        act = "order_part_back" if order.is_taken_back else "order_part_changed"
        told = {"asked": asked, "text": reason}
        entry = Entry(act, Task(pk=part.task_id), unit, before={"asked": part.asked}, after=told)
        record(actor=actor, role=role, entries=[entry], at=now)
    return order


@transaction.atomic
def carry_out_order(
    *, actor: Actor, role: str, part: HandedPart, order: HandedOrder, unit: int, now: datetime
) -> None:
    """The order is so from now on: the part has the other quantity, or is no more; targets are the caller's."""
    before = {"asked": part.asked}
    told = {"asked": order.asked, "text": order.reason}
    task = Task(pk=part.task_id)
    if order.is_taken_back:
        part.delete()
    else:
        part.asked = order.asked
        part.save(update_fields=["asked"])
    order.done_at = now
    order.save(update_fields=["done_at"])
    act = "take_part_back" if order.is_taken_back else "change_handed_part"
    record(actor=actor, role=role, entries=[Entry(act, task, unit, before=before, after=told)], at=now)


@transaction.atomic
def drop_order(*, actor: Actor, role: str, task: int, unit: int, now: datetime) -> None:
    """Withdraw an order that waits. Raises NotFound where none does."""
    order = HandedOrder.objects.select_for_update().filter(task=task, done_at=None).first()
    if order is None:
        raise NotFound
    before = {"asked": order.asked, "text": order.reason}
    order.delete()
    record(
        actor=actor, role=role, entries=[Entry("drop_part_order", Task(pk=task), unit, before=before)], at=now
    )


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
