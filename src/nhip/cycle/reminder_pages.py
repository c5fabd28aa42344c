"""Letters about overdue tasks, as they were sent or would be sent today, and the record that one was sent."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nhip.apps.org import ground
from nhip.apps.tasks.assigned import Given, given_task, given_tasks, reminders_sent
from nhip.apps.tasks.life import reminders
from nhip.apps.tasks.life.reminders import giver_of, late
from nhip.apps.tasks.reminder_rules import stored_rules
from nhip.core.access import Act, Actor, may, require
from nhip.core.assigned_tasks import answers_for
from nhip.core.errors import NotAllowed, NotFound, RuleBroken, gettext_noop
from nhip.core.reminder_letters import Facts, LateTask, LetterWords, letter_words
from nhip.core.reminders import ReminderStep, Sent
from nhip.core.units import TERRITORIAL, History, Level, UnitLine
from nhip.cycle.assigned_pages import gone_into
from nhip.cycle.overdue_pages import late_tasks
from nhip.cycle.task_pages import seen_task


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter about overdue tasks of a unit, with names as letters write them. is_sent: it has been recorded.

    above: the office to which the one that writes belongs, empty where it belongs to none; giver_code, doer_code:
    those of the day of the letter; tasks: what it speaks of, the latest first.
    """

    tasks: tuple[int, ...]
    title: str
    giver: str
    above: str
    doer: str
    giver_code: str
    doer_code: str
    step: ReminderStep
    on: date
    days: int
    is_sent: bool
    words: LetterWords

    @property
    def task_id(self) -> int:
        return self.tasks[0]


@dataclass(frozen=True, slots=True)
class _About:
    """A task and the step about it that the letter tells; before: those that were taken earlier."""

    given: Given
    step: Sent
    before: tuple[Sent, ...]


def letter(*, actor: Actor, task_id: int, step: ReminderStep, today: date) -> Letter:
    """The letter of a step: as it was sent, or as it would be sent today by whoever may.

    One that was sent is read by whoever sees the task. Raises NotFound (no such step now), NotAllowed.
    """
    seen_task(actor=actor, task_id=task_id, today=today)
    given = given_task(task_id=task_id)
    if given is None or not given.facts.is_given:
        raise NotFound
    history = ground.current().history
    sent = reminders_sent(tasks=[task_id]).get(task_id, ())
    told = [one for one in sent if one.step is step]
    if told:
        return _written([_about(given, told[-1], sent)], history, is_sent=True)
    giver = giver_of(given.facts, history, today)
    if not may(actor, Act.CONFIRM_TASK, giver, history.on(today)):
        raise NotAllowed
    one = late(given, history=history, rules=stored_rules(), sent=sent, today=today)
    if one is None or one.found.step_due is not step or one.stand.deadline is None:
        raise NotFound
    as_if = Sent(step, today, one.stand.deadline, one.doer, one.giver, one.found.days)
    return _written([_About(given, as_if, one.found.sent)], history, is_sent=False)


def joint_letter(
    *, actor: Actor, code: str, to: str, step: ReminderStep, today: date, on: date | None = None
) -> Letter:
    """One letter about every overdue task that a unit gave another and for which the step is due today.

    code: of the unit that gave them; to: of the one that does them; on: as it was sent that day.
    Raises UnknownUnit, NotAllowed, NotFound (there is none).
    """
    history = ground.current().history
    tree = history.on(today)
    giver, doer = tree.find(code), tree.find(to)
    require(actor, Act.CONFIRM_TASK, giver, tree)
    if on is None:
        about = _due_together(giver, doer, step, history, today)
    else:
        about = _sent_together(giver, doer, step, history, today, on)
    if not about:
        raise NotFound
    return _written(about, history, is_sent=on is not None)


def _due_together(giver: int, doer: int, step: ReminderStep, history: History, today: date) -> list[_About]:
    stood_for = frozenset({giver}) | gone_into(frozenset({giver}), history, history.on(today))
    return [
        _About(
            one.given,
            Sent(step, today, one.stand.deadline, one.doer, one.giver, one.found.days),
            one.found.sent,
        )
        for one in late_tasks(
            {giver}, stood_for=stood_for, rules=stored_rules(), history=history, today=today
        )
        if (one.giver, one.doer, one.found.step_due) == (giver, doer, step) and one.stand.deadline is not None
    ]


def _sent_together(
    giver: int, doer: int, step: ReminderStep, history: History, today: date, on: date
) -> list[_About]:
    stood_for = frozenset({giver}) | gone_into(frozenset({giver}), history, history.on(today))
    tasks = given_tasks(given_by=stood_for, since=on)
    sent = reminders_sent(tasks=[one.facts.id for one in tasks])
    return [
        _about(given, one, sent[given.facts.id])
        for given in tasks
        for one in sent.get(given.facts.id, ())
        if (one.step, one.on) == (step, on) and answers_for(history, one.unit, today) == doer
    ]


@transaction.atomic
def remind(*, actor: Actor, task_id: int, step: ReminderStep, now: datetime) -> str:
    """Record a step and tell the unit that leads the task. Returns today's code of the unit that gave it.

    Raises NotFound, NotAllowed, RuleBroken.
    """
    giver = reminders.remind(actor=actor, task_id=task_id, step=step, now=now)
    return ground.current().history.code_then(giver, now.date())


@transaction.atomic
def remind_together(
    *, actor: Actor, code: str, to: str, step: ReminderStep, tasks: Sequence[int], now: datetime
) -> int:
    """Record the step for all tasks of a letter that was sent. tasks: those that it was printed with. How many.

    Raises as ``joint_letter``, and RuleBroken where it would be about other tasks by now: nothing is recorded then.
    """
    printed = joint_letter(actor=actor, code=code, to=to, step=step, today=now.date())
    if set(printed.tasks) != set(tasks):
        raise RuleBroken(
            gettext_noop(
                "Danh mục đã thay đổi từ lúc mở văn bản: khi đó {then} nhiệm vụ, nay {now}. "
                "Xem lại văn bản rồi ghi nhận."
            ),
            then=len(set(tasks)),
            now=len(printed.tasks),
        )
    for task in sorted(printed.tasks):
        reminders.remind(actor=actor, task_id=task, step=step, now=now)
    return len(printed.tasks)


# --- In words ---------------------------------------------------------------------------------------------------


def _about(given: Given, step: Sent, sent: Iterable[Sent]) -> _About:
    """before: the earlier steps about the same deadline."""
    return _About(
        given, step, tuple(one for one in sent if one.deadline == step.deadline and one.on < step.on)
    )


def _written(found: Collection[_About], history: History, *, is_sent: bool) -> Letter:
    """found: at least one; all of the same units, step and day."""
    about = sorted(found, key=lambda one: (-one.step.days, one.step.deadline, one.given.facts.id))
    first = about[0].step
    tree = history.on(first.on)
    giver, doer = history.line_then(first.giver, first.on), history.line_then(first.unit, first.on)
    parent = tree.parent(first.giver) if first.giver in tree and giver.level in _HAVE_ONE_ABOVE else None
    above = "" if parent is None else office_name(tree.line(parent))
    facts = Facts(
        step=first.step,
        giver=office_name(giver),
        above=above,
        doer=office_name(doer),
        place=_place(first.giver, history, first.on),
        on=first.on,
        tasks=tuple(
            LateTask(one.given.title, one.given.deliverable, one.step.deadline, one.step.days, one.before)
            for one in about
        ),
    )
    return Letter(
        tasks=tuple(one.given.facts.id for one in about),
        title=about[0].given.title,
        giver=facts.giver,
        above=above,
        doer=facts.doer,
        giver_code=giver.code,
        doer_code=doer.code,
        step=first.step,
        on=first.on,
        days=first.days,
        is_sent=is_sent,
        words=letter_words(facts),
    )


_HAVE_ONE_ABOVE = frozenset({Level.DEPARTMENT, Level.OFFICE})
"""Over a People's Committee or a mass organisation no letter names another office."""


def office_name(unit: UnitLine) -> str:
    """Of a territory its People's Committee: nobody writes to, or is written to by, a province."""
    if unit.level not in TERRITORIAL or unit.level is Level.NATION:
        return unit.name
    return f"Ủy ban nhân dân {unit.name[:1].lower()}{unit.name[1:]}"


_KINDS = ("thành phố", "thị xã", "thị trấn", "tỉnh", "huyện", "quận", "xã", "phường")


def _place(unit: int, history: History, day: date) -> str:
    """The locality of the date line: the name of the territory in which the unit sits, without its kind."""
    tree = history.on(day)
    line = [one for one in tree.upwards(unit) if one in tree and tree.level(one) in TERRITORIAL]
    name = history.name_then(line[0] if line else unit, day)
    kind = next((one for one in _KINDS if name.lower().startswith(f"{one} ")), "")
    return name[len(kind) :].strip()
