"""Overdue assigned tasks: how late, which step is due, and the letter that goes with it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nhip.apps.org import ground
from nhip.apps.org.queries import visible_ancestors
from nhip.apps.tasks.assigned import Given, given_task, given_tasks, reminders_sent
from nhip.apps.tasks.life import reminders
from nhip.apps.tasks.life.reminders import Late, giver_of, late
from nhip.apps.tasks.reminder_rules import stored_rules
from nhip.core.access import Act, Actor, may, require
from nhip.core.errors import NotAllowed, NotFound
from nhip.core.reminder_letters import Facts, LetterWords, letter_words
from nhip.core.reminders import ReminderStep, Sent, StepRule, rules_for
from nhip.core.units import TERRITORIAL, History, Level, Tree, UnitLine
from nhip.cycle.assigned_pages import gone_into
from nhip.cycle.task_pages import seen_task


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """A task that is overdue. days: working days that count; step: the next one, wait: working days until it is due.

    may_remind: whether the reader may take the step that is due now.
    """

    task_id: int
    title: str
    doer: UnitLine
    giver: UnitLine
    deadline: date
    days: int
    sent: tuple[Sent, ...]
    step: ReminderStep | None
    wait: int
    step_due: ReminderStep | None
    may_remind: bool


@dataclass(frozen=True, slots=True)
class OverduePage:
    """Tasks that the unit and those below do or gave, the latest first. due: step -> how many wait for it.

    rules: those that a unit here gives its tasks by, in their order; step: of the lines, only those where it is due.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    today: date
    lines: tuple[OverdueLine, ...]
    due: dict[ReminderStep, int]
    step: ReminderStep | None
    rules: tuple[StepRule, ...]
    number: int


def overdue_page(*, actor: Actor, code: str, today: date, step: ReminderStep | None = None) -> OverduePage:
    """The overdue tasks of a unit and those below it, done or given by them. Ten statements.

    Raises UnknownUnit, NotAllowed.
    """
    history = ground.current().history
    tree = history.on(today)
    unit = tree.find(code)
    require(actor, Act.VIEW, unit, tree)
    within = frozenset(tree.below(unit))
    stood_for = within | gone_into(within, history, tree)
    rules = stored_rules()
    tasks = [one for one in given_tasks(led_by=stood_for, given_by=stood_for, since=today) if _is_open(one)]
    sent = reminders_sent(tasks=[one.facts.id for one in tasks])
    found = [
        one
        for given in tasks
        if (one := late(given, history=history, rules=rules, sent=sent.get(given.facts.id, ()), today=today))
        and (one.doer in within or one.giver in within)
    ]
    found.sort(key=lambda one: (-one.found.days, one.stand.deadline or today, one.given.facts.id))
    lines = [_line(actor, one, history, tree) for one in found]
    own = rules_for(rules, tree.upwards(unit), today)
    return OverduePage(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        today=today,
        lines=tuple(one for one in lines if step is None or one.step_due is step),
        due={one: sum(line.step_due is one for line in lines) for one in ReminderStep},
        step=step,
        rules=tuple(own[one] for one in ReminderStep if one in own),
        number=len(lines),
    )


def _is_open(given: Given) -> bool:
    return given.facts.completed_on is None


def _line(actor: Actor, one: Late, history: History, tree: Tree) -> OverdueLine:
    return OverdueLine(
        task_id=one.given.facts.id,
        title=one.given.title,
        doer=history.line_then(one.doer, tree.on),
        giver=history.line_then(one.giver, tree.on),
        deadline=one.stand.deadline or tree.on,
        days=one.found.days,
        sent=one.found.sent,
        step=one.found.step,
        wait=one.found.wait,
        step_due=one.found.step_due,
        may_remind=one.found.step_due is not None and may(actor, Act.CONFIRM_TASK, one.giver, tree),
    )


@transaction.atomic
def remind(*, actor: Actor, task_id: int, step: ReminderStep, now: datetime) -> str:
    """Record a step and tell the unit that leads the task. Returns today's code of the unit that gave it.

    Raises NotFound, NotAllowed, RuleBroken.
    """
    giver = reminders.remind(actor=actor, task_id=task_id, step=step, now=now)
    return ground.current().history.code_then(giver, now.date())


# --- The letter -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter about an overdue task, with names as letters write them. is_sent: it has been recorded.

    above: the office to which the one that writes belongs, empty where it belongs to none.
    """

    task_id: int
    title: str
    giver: str
    above: str
    doer: str
    step: ReminderStep
    on: date
    days: int
    is_sent: bool
    words: LetterWords


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
        before = tuple(one for one in sent if one.deadline == told[-1].deadline and one.on < told[-1].on)
        return _written(given, told[-1], before, history, is_sent=True)
    giver = giver_of(given.facts, history, today)
    if not may(actor, Act.CONFIRM_TASK, giver, history.on(today)):
        raise NotAllowed
    one = late(given, history=history, rules=stored_rules(), sent=sent, today=today)
    if one is None or one.found.step_due is not step or one.stand.deadline is None:
        raise NotFound
    as_if = Sent(step, today, one.stand.deadline, one.doer, one.giver, one.found.days)
    return _written(given, as_if, one.found.sent, history, is_sent=False)


def _written(given: Given, one: Sent, before: tuple[Sent, ...], history: History, *, is_sent: bool) -> Letter:
    tree = history.on(one.on)
    giver = history.line_then(one.giver, one.on)
    parent = tree.parent(one.giver) if one.giver in tree and giver.level in _HAVE_ONE_ABOVE else None
    above = "" if parent is None else office_name(tree.line(parent))
    doer = office_name(history.line_then(one.unit, one.on))
    words = letter_words(
        Facts(
            step=one.step,
            giver=office_name(giver),
            above=above,
            doer=doer,
            place=_place(one.giver, history, tree),
            title=given.title,
            deliverable=given.deliverable,
            on=one.on,
            deadline=one.deadline,
            days=one.days,
            sent=before,
        )
    )
    return Letter(
        given.facts.id,
        given.title,
        office_name(giver),
        above,
        doer,
        one.step,
        one.on,
        one.days,
        is_sent,
        words,
    )


_HAVE_ONE_ABOVE = frozenset({Level.DEPARTMENT, Level.OFFICE})
"""Over a People's Committee or a mass organisation no letter names another office."""


def office_name(unit: UnitLine) -> str:
    """Of a territory its People's Committee: nobody writes to, or is written to by, a province."""
    if unit.level not in TERRITORIAL or unit.level is Level.NATION:
        return unit.name
    return f"Ủy ban nhân dân {unit.name[:1].lower()}{unit.name[1:]}"


_KINDS = ("thành phố", "thị xã", "thị trấn", "tỉnh", "huyện", "quận", "xã", "phường")


def _place(unit: int, history: History, tree: Tree) -> str:
    """The locality of the date line: the name of the territory in which the unit sits, without its kind."""
    line = [one for one in tree.upwards(unit) if one in tree and tree.level(one) in TERRITORIAL]
    name = history.name_then(line[0] if line else unit, tree.on)
    kind = next((one for one in _KINDS if name.lower().startswith(f"{one} ")), "")
    return name[len(kind) :].strip()


# --- As JSON ----------------------------------------------------------------------------------------------------


def overdue_as_json(page: OverduePage) -> dict[str, object]:
    """The list as ``nhip tasks overdue --json`` prints it."""
    return {
        "unit": page.unit.code,
        "as_of": page.today.isoformat(),
        "overdue": [
            {
                "task": one.task_id,
                "title": one.title,
                "by": one.doer.code,
                "given_by": one.giver.code,
                "deadline": one.deadline.isoformat(),
                "working_days_late": one.days,
                "sent": [{"step": sent.step.value, "on": sent.on.isoformat()} for sent in one.sent],
                "next_step": None if one.step is None else one.step.value,
                "working_days_to_wait": one.wait,
                "step_due": None if one.step_due is None else one.step_due.value,
            }
            for one in page.lines
        ],
    }
