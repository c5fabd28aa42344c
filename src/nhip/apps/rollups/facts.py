"""What a unit's own state of a month is made of: tasks, milestones, readings and reported-marks, read in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from nhip.apps.rollups.models import ReportedMark
from nhip.apps.tasks.models import Assignment, Halt, Milestone, ProgressReading
from nhip.core.calendars import begins_on, cut_off
from nhip.core.periods import Month, Span
from nhip.core.plans import COUNTED, HUNDRED, planned_at
from nhip.core.progress import NOTHING, ProgressState, TaskFact, own_state
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


def read_facts(year: int, units: Iterable[int] | None = None) -> YearFacts:
    """The facts of a year for the units (None: of all). Five statements. Only tasks of plans once submitted count."""
    halts: dict[int, tuple[Span, ...]] = defaultdict(tuple)
    for task, start, end in Halt.objects.filter(task__year=year).values_list(
        "task_id", "starts_on", "ends_before"
    ):
        halts[task] += (Span(start, end),)
    chosen = Q() if units is None else Q(unit__in=list(units))
    led: dict[int, list[Led]] = defaultdict(list)
    for row in Assignment.objects.filter(
        chosen,
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
    return YearFacts(year, led, milestones, readings, marks)


def own_state_of(facts: YearFacts, history: History, unit: int, month: Month) -> ProgressState:
    """The unit's own state for the month. Nothing where it has no duty to report on the cut-off day."""
    calendar = history.calendar_for(unit, month)
    day = cut_off(month, calendar)
    tree = history.on(day)
    if unit not in tree.reporting:
        return NOTHING
    since = begins_on(month, calendar)
    gone_before = history.all_predecessors(unit, day)
    gone_inside = history.predecessors(unit, day, since=since)
    marks = [
        facts.marks[one, month.number] for one in (unit, *gone_inside) if (one, month.number) in facts.marks
    ]
    tasks = [_fact(facts, one, unit, month) for one in facts.led.get(unit, ()) if one.counts_on(day)]
    tasks += [
        _done_by_predecessor(facts, one, month)
        for gone in gone_before
        for one in facts.led.get(gone, ())
        if one.counts_on(day) and one.completed_on is not None
    ]
    return own_state(
        tree.level(unit), tasks, expected=True, reported=bool(marks), approved=all(marks) if marks else False
    )


def _fact(facts: YearFacts, led: Led, unit: int, month: Month) -> TaskFact:
    progress = reading_for(facts.readings.get((led.task, month.number), {}), unit)
    return TaskFact(led.weight, planned_at(facts.milestones[led.task], month.number), progress)


def _done_by_predecessor(facts: YearFacts, led: Led, month: Month) -> TaskFact:
    """A task done before its unit was reorganised away: it stays done, and counts where the unit went."""
    return TaskFact(led.weight, planned_at(facts.milestones[led.task], month.number), HUNDRED)
