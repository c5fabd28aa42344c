"""Overdue assigned tasks: how late they are, and which step is due."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from nhip.apps.org import ground
from nhip.apps.org.queries import visible_ancestors
from nhip.apps.tasks.assigned import Given, given_tasks, reminders_sent
from nhip.apps.tasks.life.reminders import Late, late
from nhip.apps.tasks.reminder_rules import Rules, stored_rules
from nhip.core.access import Act, Actor, may, require
from nhip.core.reminders import ReminderStep, Sent, StepRule, rules_for
from nhip.core.units import History, Tree, UnitLine
from nhip.cycle.assigned_pages import gone_into


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

    rules: those that a unit here gives its tasks by, in their order; step: of the lines, only those where it is due;
    together: units to which the reader may write one letter about several tasks.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    today: date
    lines: tuple[OverdueLine, ...]
    due: dict[ReminderStep, int]
    step: ReminderStep | None
    rules: tuple[StepRule, ...]
    number: int
    together: tuple["Together", ...] = ()


@dataclass(frozen=True, slots=True)
class Together:
    """Several overdue tasks of a unit, given by the same unit, for which the same step is due."""

    doer: UnitLine
    giver: UnitLine
    step: ReminderStep
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
    found = late_tasks(within, stood_for=stood_for, rules=rules, history=history, today=today)
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
        together=_together(lines),
    )


def late_tasks(
    within: Collection[int], *, stood_for: Collection[int], rules: Rules, history: History, today: date
) -> list[Late]:
    """What is overdue today of all that units of ``within`` do or gave. stood_for: those and whom they stand for."""
    tasks = [one for one in given_tasks(led_by=stood_for, given_by=stood_for, since=today) if _is_open(one)]
    sent = reminders_sent(tasks=[one.facts.id for one in tasks])
    return [
        one
        for given in tasks
        if (one := late(given, history=history, rules=rules, sent=sent.get(given.facts.id, ()), today=today))
        and (one.doer in within or one.giver in within)
    ]


def _together(lines: Iterable[OverdueLine]) -> tuple[Together, ...]:
    """Where one letter can do for several, in the order of the lines."""
    found: dict[tuple[UnitLine, UnitLine, ReminderStep], int] = {}
    for line in lines:
        if line.may_remind and line.step_due is not None:
            key = (line.doer, line.giver, line.step_due)
            found[key] = found.get(key, 0) + 1
    return tuple(Together(*key, number) for key, number in found.items() if number > 1)


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
