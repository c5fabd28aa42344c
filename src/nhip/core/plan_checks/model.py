"""What rules for plans look at, and what they find. Values alone: whoever asks gathers the facts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhip.core.working_days import DaysOff

Places = Mapping[str, object]
NO_PLACES: Places = {}


class Severity(StrEnum):
    """An error keeps a plan from being submitted; a warning is shown to whoever approves it; a note to its author."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Family(StrEnum):
    """By the first figure of a rule's number."""

    FILE = "0"
    STRUCTURE = "1"
    MEASURABILITY = "2"
    REALISM = "3"
    COORDINATION = "4"
    CONFORMITY = "5"


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as the plan names it. unit: identity, None where nobody bears the name; near: names that are like it.

    ends_before: first day on which it stands no more, by what is known; None: it stands. is_told: it has taken on its
    part, or need not be asked.
    """

    name: str
    unit: int | None
    near: tuple[str, ...] = ()
    ends_before: date | None = None
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds something else than its column asks for. asked: what can be read there, as a sentence."""

    where: str
    text: str
    asked: str


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A line of a plan. where: the task, or its line in a file; cells: field -> its cell, where a file has one.

    milestones: month -> cumulative percent, as written; quarters: quarter -> cumulative percent, where a plan states
    them beside the months. weight: None where the plan has no such column. handed_down: identity of the superior's task
    that it carries out. says_day: the deadline is a day as written, not the end of a month; measure: quantity and
    unit of measure, where a plan has columns of their own.
    """

    where: str
    title: str
    lead: NamedUnit | None
    deliverable: str = ""
    coordinating: tuple[NamedUnit, ...] = ()
    starts_on: date | None = None
    deadline: date | None = None
    weight: Decimal | None = None
    budget: Decimal | None = None
    milestones: Mapping[int, Decimal] = field(default_factory=dict)
    quarters: Mapping[int, Decimal] = field(default_factory=dict)
    unreadable: tuple[Unreadable, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    handed_down: int | None = None
    says_day: bool = True
    measure: str = ""

    def at(self, name: str) -> str:
        """Where a field stands: its cell, or the line."""
        return self.cells.get(name, self.where)

    def is_unread(self, name: str) -> bool:
        """Whether the field's cell cannot be read: then it is not blank, and one rule has told of it."""
        return name in self.cells and any(one.where == self.cells[name] for one in self.unreadable)

    @property
    def has_unread_months(self) -> bool:
        return any(self.is_unread(name) for name in self.cells if name[0] in "mq" and name[1:].isdigit())

    @property
    def is_upside_down(self) -> bool:
        """The deadline lies before the start: what is said of the months between says nothing."""
        return self.deadline is not None and self.starts_on is not None and self.deadline < self.starts_on


@dataclass(frozen=True, slots=True)
class HandedDown:
    """What the superior's plan asks of the unit. task: identity.

    part: of a quantity, what was asked of the unit; taken: what it takes on; measure: in what. None: no quantity.
    """

    task: int
    title: str
    deadline: date | None
    part: Decimal | None = None
    taken: Decimal | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Directed:
    """What a directive told the unit to do and no plan has yet. task: identity; document: in which it was said."""

    task: int
    title: str
    document: str
    deadline: date | None


@dataclass(frozen=True, slots=True)
class LastYear:
    """Of the year before: tasks that the unit led, and those of them that were completed in it."""

    led: int
    completed: int


@dataclass(frozen=True, slots=True)
class PlannedTarget:
    """An indicator's target for the year. actuals: of the years before, the newest last; baseline: as given."""

    where: str
    name: str
    value: Decimal
    baseline: Decimal | None
    actuals: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """A unit's plan of a year, with what is known beside it. days_off: of the year and the days after it.

    weights_are_percent: they are parts of 100, as some offices write them, and not only to be compared.
    """

    year: int
    tasks: tuple[PlannedTask, ...]
    days_off: DaysOff = field(default_factory=DaysOff)
    last_year: LastYear | None = None
    targets: tuple[PlannedTarget, ...] = ()
    handed_down: tuple[HandedDown, ...] = ()
    weights_are_percent: bool = False
    directed: tuple[Directed, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or doubtful. sentence, fix: with named places, to be translated by a face.

    where: never empty. task: its text, empty for the plan as a whole.
    """

    code: str
    severity: Severity
    where: str
    task: str
    sentence: str
    fix: str
    places: Places = field(default_factory=dict)

    def message(self, translate: Callable[[str], str] = str, show: Callable[[object], str] = str) -> str:
        return _filled(self.sentence, self.places, translate, show)

    def way_out(self, translate: Callable[[str], str] = str, show: Callable[[object], str] = str) -> str:
        return _filled(self.fix, self.places, translate, show)


@dataclass(frozen=True, slots=True)
class Said:
    """A place of a sentence that is itself translated: «tháng 3», «phải là một số»."""

    sentence: str
    places: Places = field(default_factory=dict)


def _filled(
    sentence: str, places: Places, translate: Callable[[str], str], show: Callable[[object], str]
) -> str:
    shown = {
        name: _filled(value.sentence, value.places, translate, show)
        if isinstance(value, Said)
        else show(value)
        for name, value in places.items()
    }
    return translate(sentence).format(**shown)


Found = Iterator[tuple[str, str, Places]]
"""What a rule's function yields: where, the task's text, and the places of its sentences."""


@dataclass(frozen=True, slots=True)
class Rule:
    """code: stable, ``KH101``. title: what it looks for; sentence, fix: what a finding says, with named places.

    fix_alone: the fix where the place ``near`` is empty, for rules that have one.
    """

    code: str
    severity: Severity
    title: str
    sentence: str
    fix: str
    look: Callable[[CheckedPlan], Found]
    fix_alone: str = ""

    @property
    def family(self) -> Family:
        return Family(self.code[2])

    def findings(self, plan: CheckedPlan) -> Iterator[Finding]:
        for where, task, places in self.look(plan):
            fix = self.fix_alone if self.fix_alone and not places.get("near") else self.fix
            yield Finding(self.code, self.severity, where, task, self.sentence, fix, places)


def of_tasks(
    look: Callable[[PlannedTask, CheckedPlan], Iterable[tuple[str, Places]]],
) -> Callable[[CheckedPlan], Found]:
    """A rule about single tasks. look: yields field and places for what it finds in one."""

    def look_at_all(plan: CheckedPlan) -> Found:
        for task in plan.tasks:
            for name, places in look(task, plan):
                yield task.at(name), task.title, places

    return look_at_all
