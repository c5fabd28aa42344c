"""What a unit's own progress of a year is made of: tasks, milestones, readings and reported-marks, read in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from nhip.apps.cascade.queries import carried_out_below
from nhip.apps.rollups.models import ReportedMark
from nhip.apps.tasks.models import Assignment, Halt, Milestone, ProgressReading
from nhip.apps.tasks.terms import former_terms
from nhip.core.amendments import Terms, terms_on
from nhip.core.calendars import ReportingCalendar, begins_on
from nhip.core.periods import MONTHS, Month, Span
from nhip.core.plans import COUNTED, HUNDRED, planned_at
from nhip.core.progress import NOTHING, PROGRESS, ProgressState, TaskFact, own_state, own_year
from nhip.core.rollup import YearStates
from nhip.core.tasks import Part, reading_for
from nhip.core.units import History


@dataclass(frozen=True, slots=True)
class Led:
    """A task that a unit leads on a span of days, but for those on which it stands still."""

    task: int
    weight: int
    span: Span
    completed_on: date | None
    halts: tuple[Span, ...] = ()

    def counts_on(self, day: date) -> bool:
        return self.span.covers(day) and not any(halt.covers(day) for halt in self.halts)


@dataclass(frozen=True, slots=True)
class YearFacts:
    """Everything about some units and one year that roll-ups of progress need."""

    year: int
    led: Mapping[int, list[Led]]
    milestones: Mapping[int, Mapping[int, Decimal]]
    readings: Mapping[tuple[int, int], Mapping[int, Decimal]]
    marks: Mapping[tuple[int, int], bool]
    former: Mapping[int, tuple[Terms, ...]] = field(default_factory=dict)
    """What was planned for tasks before their plans were amended."""

    def terms(self, led: Led, day: date) -> tuple[int, Mapping[int, Decimal]] | None:
        """The task's weight and milestones as the plan stood on the day; None where it was not in it."""
        then = terms_on(self.former.get(led.task, ()), day)
        if then is None:
            return led.weight, self.milestones[led.task]
        return (then.weight, then.milestones) if then.is_planned else None


def read_facts(year: int, units: Iterable[int] | None = None) -> YearFacts:
    """The facts of a year for the units (None: of all). Six statements. Only tasks of plans once submitted count.

    One that was handed down counts through those who carry it out, from the first of them whose plan counts.
    """
    halts: dict[int, tuple[Span, ...]] = defaultdict(tuple)
    for task, start, end in Halt.objects.filter(task__year=year).values_list(
        "task_id", "starts_on", "ends_before"
    ):
        halts[task] += (Span(start, end),)
    chosen = Q() if units is None else Q(unit__in=list(units))
    led: dict[int, list[Led]] = defaultdict(list)
    for row in Assignment.objects.filter(
        chosen,
        ~carried_out_below(),
        part=Part.LEAD.value,
        task__year=year,
        task__plan__state__in=[state.value for state in COUNTED],
    ).values_list("unit_id", "task_id", "task__weight", "starts_on", "ends_before", "task__completed_on"):
        unit, task, weight, start, end, done = row
        led[unit].append(Led(task, weight, Span(start, end), done, halts.get(task, ())))
    of_tasks = (
        Q(task__year=year)
        if units is None
        else Q(task__in={one.task for several in led.values() for one in several})
    )
    milestones: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for task, month, planned in Milestone.objects.filter(of_tasks).values_list("task_id", "month", "planned"):
        milestones[task][month] = planned
    readings: dict[tuple[int, int], dict[int, Decimal]] = defaultdict(dict)
    for task, month, unit, progress in ProgressReading.objects.filter(of_tasks).values_list(
        "task_id", "month", "unit_id", "progress"
    ):
        readings[task, month][unit] = progress
    marks = {
        (unit, month): approved
        for unit, month, approved in ReportedMark.objects.filter(chosen, year=year).values_list(
            "unit_id", "month", "approved"
        )
    }
    asked = None if units is None else {one.task for several in led.values() for one in several}
    return YearFacts(year, led, milestones, readings, marks, former_terms(tasks=asked, year=year))


def answered_for(history: History, units: Iterable[int], year: int) -> set[int]:
    """The units, and all those that they answer for in some month of the year."""
    found = set(units)
    if history.successions:
        for unit in list(found):
            for month in MONTHS:
                tree = history.tree_for(unit, Month(year, month))
                if tree is not None:
                    found |= history.all_predecessors(unit, tree.on)
    return found


def own_progress(facts: YearFacts, history: History, unit: int) -> YearStates:
    """The unit's own states of the year's periods; nothing where it has no duty to report on the last cut-off day."""
    return _Own(facts, history, unit).states()


class _Own:
    """One unit's year. A month is looked at from the end of another: the last one of the period."""

    def __init__(self, facts: YearFacts, history: History, unit: int) -> None:
        self._facts, self._history, self._unit = facts, history, unit
        self._known: dict[tuple[int, int], ProgressState] = {}
        self._trees = {month: history.tree_for(unit, Month(facts.year, month)) for month in MONTHS}

    def states(self) -> YearStates:
        if not any(tree is not None and self._unit in tree.reporting for tree in self._trees.values()):
            return PROGRESS.nothing
        return own_year(self._is_reported, self._state)

    def _is_reported(self, month: int, as_of: int) -> bool:
        return bool(self._marks(month, as_of))

    def _state(self, month: int, as_of: int) -> ProgressState:
        seen_from = as_of if self._has_changed(month, as_of) else month
        key = (month, seen_from)
        if key not in self._known:
            self._known[key] = self._computed(month, seen_from)
        return self._known[key]

    def _has_changed(self, month: int, as_of: int) -> bool:
        """Whether the unit came to be, or became heir of another, between the cut-off days of the two months."""
        if month == as_of or not self._history.successions:
            return False
        before, after = self._trees[month], self._trees[as_of]
        if before is None or after is None or self._unit not in before.reporting:
            return True
        return bool(self._history.predecessors(self._unit, after.on, since=before.on))

    def _marks(self, month: int, as_of: int) -> list[bool]:
        """Of the reports that count for the unit, whether each is approved."""
        tree = self._trees[as_of]
        if tree is None or self._unit not in tree.reporting:
            return []
        marks = self._facts.marks
        answered_for: tuple[int, ...] = (self._unit,)
        if self._history.all_predecessors(self._unit, tree.on):
            since = begins_on(Month(self._facts.year, month), self._calendar(as_of))
            answered_for += tuple(self._history.predecessors(self._unit, tree.on, since=since))
        return [marks[one, month] for one in answered_for if (one, month) in marks]

    def _calendar(self, month: int) -> ReportingCalendar:
        return self._history.calendar_for(self._unit, Month(self._facts.year, month))

    def _computed(self, month: int, as_of: int) -> ProgressState:
        tree = self._trees[as_of]
        if tree is None or self._unit not in tree.reporting:
            return NOTHING
        facts, day = self._facts, tree.on
        marks = self._marks(month, as_of)
        then = self._trees[month]
        planned_on = day if then is None else then.on
        tasks = [
            fact
            for one in facts.led.get(self._unit, ())
            if one.counts_on(day) and (fact := _fact(facts, one, self._unit, month, planned_on)) is not None
        ]
        tasks += [
            fact
            for gone in self._history.all_predecessors(self._unit, day)
            for one in facts.led.get(gone, ())
            if one.counts_on(day)
            and one.completed_on is not None
            and (fact := _done_by_predecessor(facts, one, month, planned_on)) is not None
        ]
        return own_state(
            tree.level(self._unit),
            tasks,
            month=month,
            expected=True,
            reported=bool(marks),
            approved=all(marks) if marks else False,
        )


def _fact(facts: YearFacts, led: Led, unit: int, month: int, day: date) -> TaskFact | None:
    """day: on which the plan is looked at; None where the task was not in it then."""
    terms = facts.terms(led, day)
    if terms is None:
        return None
    progress = reading_for(facts.readings.get((led.task, month), {}), unit)
    return TaskFact(terms[0], planned_at(terms[1], month), progress)


def _done_by_predecessor(facts: YearFacts, led: Led, month: int, day: date) -> TaskFact | None:
    """A task done before its unit was reorganised away: it stays done, and counts where the unit went."""
    terms = facts.terms(led, day)
    return None if terms is None else TaskFact(terms[0], planned_at(terms[1], month), HUNDRED)
