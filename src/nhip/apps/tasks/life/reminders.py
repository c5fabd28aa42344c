"""A step about an overdue task, taken by the unit that gave it: a reminder, a second one, criticism."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.notices.services import notify
from nhip.apps.org import ground
from nhip.apps.org.days_off import days_off_of
from nhip.apps.tasks.assigned import Given, given_task, reminders_sent
from nhip.apps.tasks.models import Reminder, Task
from nhip.apps.tasks.reminder_rules import Rules, stored_rules
from nhip.core.access import Act, Actor, require
from nhip.core.assigned_tasks import AssignedTask, Stand, answers_for, stand_on
from nhip.core.errors import NotFound
from nhip.core.notices import REMINDED, News, short
from nhip.core.reminders import Overdue, ReminderStep, Sent, check_due, overdue, rules_for
from nhip.core.tasks import Part
from nhip.core.units import History


@dataclass(frozen=True, slots=True)
class Late:
    """An overdue task. giver, doer: units in force today that stand on the two sides; found: what is to be done."""

    given: Given
    stand: Stand
    giver: int
    doer: int
    found: Overdue


def giver_of(task: AssignedTask, history: History, today: date) -> int:
    """The unit that answers today for the one that gave the task, and that may remind of it."""
    return history.main_successor(task.assigner, today) or task.assigner


def late(given: Given, *, history: History, rules: Rules, sent: tuple[Sent, ...], today: date) -> Late | None:
    """How late a task is today; None where it is not overdue, or is no assigned task."""
    task = given.facts
    stand = stand_on(task, today) if task.is_given else None
    if stand is None or stand.deadline is None:
        return None
    giver, doer = giver_of(task, history, today), answers_for(history, stand.unit, today)
    found = overdue(
        task,
        stand,
        sent=[one for one in sent if answers_for(history, one.unit, today) == doer],
        rules=rules_for(rules, history.on(today).upwards(giver), today),
        today=today,
        off=days_off_of(range(stand.deadline.year, today.year + 1)),
    )
    return None if found is None else Late(given, stand, giver, doer, found)


@transaction.atomic
def remind(*, actor: Actor, task_id: int, step: ReminderStep, now: datetime) -> int:
    """Record that the step was taken today and tell the unit that leads the task. Returns the unit that gave it.

    Of two people at once the second is refused. Raises NotFound, NotAllowed, RuleBroken (not overdue, not due yet, out
    of order, taken already).
    """
    today, history = now.date(), ground.current().history
    task = Task.objects.select_for_update().filter(pk=task_id).first()
    given = None if task is None else given_task(task_id=task_id)
    if task is None or given is None or not given.facts.is_given:
        raise NotFound
    giver = giver_of(given.facts, history, today)
    role = require(actor, Act.CONFIRM_TASK, giver, history.on(today))
    sent = reminders_sent(tasks=[task_id]).get(task_id, ())
    one = late(given, history=history, rules=stored_rules(), sent=sent, today=today)
    check_due(None if one is None else one.found, step)
    if one is None or one.stand.deadline is None:  # check_due has refused it
        raise NotFound
    Reminder.objects.create(
        task=task,
        step=step.value,
        on=today,
        deadline=one.stand.deadline,
        days_late=one.found.days,
        unit_id=one.doer,
        given_by_id=giver,
        person_id=actor.person,
    )
    after = {
        "reminder": step.value,
        "unit": one.doer,
        "deadline": one.stand.deadline,
        "days_late": one.found.days,
    }
    record(actor=actor, role=role, entries=[Entry("remind_task", task, giver, after=after)], at=now)
    part = task.assignments.get(part=Part.LEAD.value, ends_before=None)
    facts: dict[str, str | int] = {
        "unit": history.name_then(giver, today),
        "title": short(task.title),
        "task": task_id,
        "part": part.pk,
        "days": one.found.days,
    }
    news = News(REMINDED[step], f"part:{part.pk}", facts, units=frozenset({one.doer}))
    notify(news=[news], silent=[actor.person], tree=history.on(today), now=now)
    return giver
