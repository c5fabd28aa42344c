"""What the rules for plans find in a unit's plan, with what is known beside it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from nhip.apps.indicators.queries import catalogue
from nhip.apps.org import ground
from nhip.apps.org.days_off import days_off
from nhip.apps.org.queries import day_for_year, to_read, visible_ancestors
from nhip.apps.plans.queries import plan_lines, rules_off
from nhip.apps.tasks.queries import PlanTask, led_and_completed, standing_tasks
from nhip.core.access import Act, Actor, may
from nhip.core.periods import MONTHS
from nhip.core.plan_checks import (
    RULES,
    CheckedPlan,
    Finding,
    LastYear,
    NamedUnit,
    PlannedTarget,
    PlannedTask,
    Rule,
    Severity,
    check_plan,
)
from nhip.core.plans import EDITABLE
from nhip.core.units import History, UnitLine
from nhip.core.year_periods import YearPeriod, parse_year_period
from nhip.cycle.plan_facts import Superior, not_told_of, superior_of
from nhip.cycle.stored_figures import StoredFigures

GRID_CELLS = (
    *("title", "deliverable", "lead", "coordinating", "starts_on", "deadline", "weight", "budget"),
    *(f"m{month}" for month in MONTHS),
)
"""Fields of a task that a grid shows, as the rules name them."""
YEARS_BEFORE = 3
"""How far back figures are looked at to tell whether a target is usual."""


@dataclass(frozen=True, slots=True)
class PlanFindings:
    """has_plan: something is planned at all. off: rules that the plan is not held to, and why.

    may_switch: whether the reader may change which.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    has_plan: bool
    findings: tuple[Finding, ...]
    off: tuple[tuple[Rule, str], ...] = ()
    may_switch: bool = False

    def count(self, severity: Severity) -> int:
        return sum(one.severity is severity for one in self.findings)

    @property
    def errors(self) -> int:
        return self.count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        return self.count(Severity.WARNING)

    @property
    def notes(self) -> int:
        return self.count(Severity.NOTE)


def plan_findings(*, actor: Actor, code: str, year: int, today: date) -> PlanFindings:
    """Twenty statements whatever the number of tasks. Raises UnknownUnit, NotAllowed."""
    unit, tree = to_read(actor=actor, code=code, year=year, today=today)
    plan = plan_lines(units=[unit], year=year).get(unit)
    tasks = () if plan is None else standing_tasks(plan=plan.id, today=today)
    off = {} if plan is None else rules_off(plan=plan.id)
    in_force = tree.on == day_for_year(year, today)
    return PlanFindings(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        year=year,
        has_plan=bool(tasks),
        findings=findings_of(unit, year, tasks, off),
        off=tuple((rule, off[rule.code]) for rule in RULES if rule.code in off),
        may_switch=in_force
        and plan is not None
        and plan.state in EDITABLE
        and may(actor, Act.EDIT_PLAN, unit, tree),
    )


def findings_of(
    unit: int, year: int, tasks: Sequence[PlanTask], off: Collection[str], *, at_cells: bool = False
) -> tuple[Finding, ...]:
    """What the rules find in the tasks of a unit's plan, but for those that are switched off. Fifteen statements.

    at_cells: for a grid, ``where`` is the task's number and the field, ``#12/deadline``; else the task's title.
    """
    if not tasks:
        return ()
    facts = _Facts(ground.current().history, superior_of(unit=unit, year=year), not_told_of(tasks=tasks))
    checked = CheckedPlan(
        year=year,
        tasks=tuple(_task(one, facts, at_cells=at_cells) for one in tasks),
        days_off=days_off(year),
        last_year=LastYear(*led_and_completed(unit=unit, year=year - 1)),
        targets=tuple(_targets(unit, year)),
        handed_down=facts.superior.asked,
        directed=facts.superior.directed,
    )
    return check_plan(checked, off=off)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known beside the tasks. waiting: (task, unit) of coordinating parts that were not taken on."""

    history: History
    superior: Superior
    waiting: Collection[tuple[int, int]]

    def named(self, unit: int, name: str, *, is_told: bool = True) -> NamedUnit:
        last = self.history.last_day(unit)
        return NamedUnit(
            name, unit, ends_before=None if last is None else last + timedelta(days=1), is_told=is_told
        )


def _task(one: PlanTask, facts: _Facts, *, at_cells: bool) -> PlannedTask:
    return PlannedTask(
        where=f"#{one.id}/" if at_cells else one.title,
        cells={name: f"#{one.id}/{name}" for name in GRID_CELLS} if at_cells else {},
        title=one.title,
        lead=facts.named(one.lead_id, one.lead.name),
        deliverable=one.deliverable,
        coordinating=tuple(
            facts.named(unit, line.name, is_told=(one.id, unit) not in facts.waiting)
            for unit, line in zip(one.coordinating_ids, one.coordinating, strict=True)
        ),
        starts_on=one.starts_on,
        deadline=one.deadline,
        weight=Decimal(one.weight),
        budget=one.budget,
        milestones=dict(enumerate(one.milestones, start=1)),
        handed_down=facts.superior.task_above.get(one.id),
    )


def _targets(unit: int, year: int) -> Iterator[PlannedTarget]:
    """Targets that were given for the year, with the figures of the years before, as they are known now."""
    known = catalogue()
    codes = tuple(known.rules)
    years = {one: StoredFigures(known, codes, one, (unit,)) for one in range(year - YEARS_BEFORE, year + 1)}
    for code in codes:
        target = years[year].shown(unit, code, "", _whole(year)).target
        if target is None or target.is_sum:
            continue
        actuals = (
            years[one].shown(unit, code, "", _whole(one)).value for one in range(year - YEARS_BEFORE, year)
        )
        name = known.by_code[code].name
        yield PlannedTarget(
            name, name, target.value, target.baseline, tuple(one for one in actuals if one is not None)
        )


def _whole(year: int) -> YearPeriod:
    return parse_year_period(f"{year:04d}")
