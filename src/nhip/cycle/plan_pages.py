"""What the pages of plans and tasks show: one frozen value a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from nhip.apps.amendments.queries import AmendmentRow, amendments_of
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year, to_read, visible_ancestors
from nhip.apps.plans.queries import PlanLine, plan_lines, rules_off
from nhip.apps.programmes.queries import ProgrammeLine, programmes_in
from nhip.apps.tasks.queries import PlanTask, tasks_led, tasks_of_plan
from nhip.core.access import Act, Actor, may, may_decide
from nhip.core.amendments import OPEN, AmendmentState
from nhip.core.calendars import plan_due_on
from nhip.core.numbers import json_number
from nhip.core.periods import MONTHS
from nhip.core.plan_checks import Finding, Severity
from nhip.core.plans import EDITABLE, PlanState
from nhip.core.progress import rounded
from nhip.core.tasks import HaltKind
from nhip.core.units import Tree, UnitLine
from nhip.cycle.carrying_over import count_left
from nhip.cycle.in_hand import in_hand
from nhip.cycle.plan_checking import findings_of
from nhip.cycle.seats import leads, nameable, seat_of, task_of


@dataclass(frozen=True, slots=True)
class PlanPage:
    """state None: no plan yet. planned: the unit's weighted plan at the end of each month, None without tasks.

    left: for whoever may edit it, how many unfinished tasks of the year before may be carried over.
    findings: for whoever may submit or decide on it, all but what is only noted. off: rules it is not held to, and why.
    received: tasks that came from units it succeeded; asked: a plan is expected of the unit; in_force: False where the
    unit ended within the year, so that its plan can only be read.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    state: PlanState | None
    due_on: date
    asked: bool
    submitted_at: datetime | None
    is_late: bool
    reason: str
    version: int
    tasks: tuple[PlanTask, ...]
    outside_plan: tuple[PlanTask, ...]
    received: tuple[PlanTask, ...]
    planned: tuple[Decimal | None, ...]
    budget: Decimal
    may_edit: bool
    may_submit: bool
    may_decide: bool
    may_add_outside: bool
    in_force: bool
    left: int = 0
    findings: tuple[Finding, ...] = ()
    off: tuple[tuple[str, str], ...] = ()
    amendment: AmendmentRow | None = None
    may_amend: bool = False
    amended: int = 0

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.WARNING)


@dataclass(frozen=True, slots=True)
class TaskFormPage:
    """leads: units that may lead; units: those that may coordinate. amendment: the number of the one in hand."""

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    outside_plan: bool
    amendment: int | None
    task: PlanTask | None
    leads: tuple[UnitLine, ...]
    units: tuple[UnitLine, ...]
    programmes: tuple[ProgrammeLine, ...]


@dataclass(frozen=True, slots=True)
class PlanStatusRow:
    """in_force: the unit still stands (on the day for the year), so its plan has a page."""

    unit: UnitLine
    in_force: bool
    parent_name: str
    state: PlanState | None
    submitted_at: datetime | None
    is_late: bool
    tasks: int


@dataclass(frozen=True, slots=True)
class PlanStatusPage:
    """Who has submitted a plan, on the tree of the day it was due (or of today, before it)."""

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    due_on: date
    asked_on: date
    rows: tuple[PlanStatusRow, ...]
    expected: int
    submitted: int
    in_time: int


def plan_page(*, actor: Actor, code: str, year: int, today: date) -> PlanPage:
    """A unit's plan of a year. Eleven statements whatever the number of tasks.

    Thirteen more for whoever may submit or decide on it. Raises UnknownUnit, NotAllowed.
    """
    unit, tree = to_read(actor=actor, code=code, year=year, today=today)
    in_force = tree.on == day_for_year(year, today)
    plan = plan_lines(units=[unit], year=year).get(unit)
    led = tasks_led(unit=unit, year=year, today=today)
    planned_here = () if plan is None else tasks_of_plan(plan=plan.id, today=today)
    due = plan_due_on(year, tree.calendar(unit))
    received = tuple(one for one in led if one.plan_id is not None and one.plan_unit_id != unit)
    state = None if plan is None else plan.state
    editable = in_force and (state is None or state in EDITABLE)
    may_edit = editable and may(actor, Act.EDIT_PLAN, unit, tree)
    may_submit = editable and bool(planned_here) and may(actor, Act.SUBMIT_PLAN, unit, tree)
    decides = (
        in_force
        and state is PlanState.SUBMITTED
        and plan is not None
        and may_decide(actor, Act.DECIDE_PLAN, unit, tree, done_by=(plan.submitted_by, plan.submitted_for))
    )
    off = rules_off(plan=plan.id) if plan is not None and (may_submit or decides) else {}
    known = amendments_of(plan=plan.id) if plan is not None and state is PlanState.APPROVED else ()
    amendment = next((one for one in known if one.state in OPEN), None)
    standing = [one for one in planned_here if one.halt is not HaltKind.CANCELLED]
    return PlanPage(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        year=year,
        state=state,
        due_on=due,
        asked=_is_asked(unit, due, today),
        submitted_at=None if plan is None else plan.submitted_at,
        is_late=_is_late(plan, due, today),
        reason="" if plan is None else plan.reason,
        version=0 if plan is None else plan.version,
        tasks=planned_here,
        outside_plan=tuple(one for one in led if one.plan_id is None),
        received=received,
        planned=_weighted((*standing, *(one for one in received if one.halt is not HaltKind.CANCELLED))),
        budget=sum((one.budget for one in standing if one.budget is not None), Decimal(0)),
        may_edit=may_edit,
        left=count_left(unit, year, today) if may_edit else 0,
        may_submit=may_submit,
        may_decide=decides,
        may_add_outside=in_force and may(actor, Act.ADD_TASK_OUTSIDE_PLAN, unit, tree),
        in_force=in_force,
        findings=findings_of(unit, year, standing, off) if may_submit or decides else (),
        off=tuple(off.items()),
        amendment=amendment,
        may_amend=in_force
        and state is PlanState.APPROVED
        and amendment is None
        and may(actor, Act.EDIT_PLAN, unit, tree),
        amended=sum(one.state is AmendmentState.IN_FORCE for one in known),
    )


def _is_asked(unit: int, due: date, today: date) -> bool:
    tree = ground.current().history.on(min(due, today))
    return unit in tree and unit in tree.reporting


def _is_late(plan: PlanLine | None, due: date, today: date) -> bool:
    if plan is None or plan.submitted_at is None:
        return today > due
    return timezone.localtime(plan.submitted_at).date() > due


def _weighted(shown: Sequence[PlanTask]) -> tuple[Decimal | None, ...]:
    weight = sum(one.weight for one in shown)
    if not weight:
        return (None,) * len(MONTHS)
    return tuple(
        rounded(Fraction(sum((one.weight * one.milestones[month - 1] for one in shown), Decimal(0))) / weight)
        for month in MONTHS
    )


def task_form_page(
    *, actor: Actor, code: str, year: int, task_id: int | None, outside_plan: bool, today: date
) -> TaskFormPage:
    """What the form of a task needs. Raises UnknownUnit, NotAllowed, NotFound, RuleBroken (plan out of hands)."""
    act = Act.ADD_TASK_OUTSIDE_PLAN if outside_plan else Act.EDIT_PLAN
    seat = seat_of(actor, act, code, year, today)
    held = None if outside_plan else in_hand(unit=seat.unit, year=year)
    if held is None:
        task = None if task_id is None else task_of(seat, task_id, today)
    else:
        held.check_editable()
        task = None if task_id is None else held.task(task_id, today)
    return TaskFormPage(
        unit=seat.tree.line(seat.unit),
        ancestors=visible_ancestors(actor, seat.unit, seat.tree),
        year=year,
        outside_plan=outside_plan,
        amendment=None if held is None or held.amendment is None else held.amendment.number,
        task=task,
        leads=tuple(seat.tree.line(one) for one in leads(seat)),
        units=tuple(seat.tree.line(one) for one in nameable(seat)),
        programmes=programmes_in(year),
    )


def plan_status(*, actor: Actor, code: str, year: int, today: date) -> PlanStatusPage:
    """Which units at or below have submitted their plan, and when. Two statements. Raises UnknownUnit, NotAllowed."""
    seat = seat_of(actor, Act.VIEW, code, year, today)
    history = ground.current().history
    due = plan_due_on(year, seat.tree.calendar(seat.unit))
    asked_on = min(due, today)
    then = history.on(asked_on)
    asked = [one for one in then.below(seat.unit) if one in then.reporting] if seat.unit in then else []
    found = plan_lines(units=asked, year=year)
    rows = tuple(
        _status_row(then, one, found.get(one), due, today, in_force=one in seat.tree) for one in asked
    )
    handed_in = [row for row in rows if row.submitted_at is not None]
    return PlanStatusPage(
        unit=seat.tree.line(seat.unit),
        ancestors=visible_ancestors(actor, seat.unit, seat.tree),
        year=year,
        due_on=due,
        asked_on=asked_on,
        rows=rows,
        expected=len(rows),
        submitted=len(handed_in),
        in_time=sum(not row.is_late for row in handed_in),
    )


def _status_row(
    tree: Tree, unit: int, plan: PlanLine | None, due: date, today: date, *, in_force: bool
) -> PlanStatusRow:
    parent = tree.parent(unit)
    return PlanStatusRow(
        unit=tree.line(unit),
        in_force=in_force,
        parent_name="" if parent is None else tree.name(parent),
        state=None if plan is None else plan.state,
        submitted_at=None if plan is None else plan.submitted_at,
        is_late=_is_late(plan, due, today),
        tasks=0 if plan is None else plan.tasks,
    )


def plan_as_json(page: PlanPage) -> dict[str, object]:
    """The plan as ``nhip plan show --json`` prints it."""
    return {
        "unit": page.unit.code,
        "name": page.unit.name,
        "year": page.year,
        "state": None if page.state is None else page.state.value,
        "due_on": page.due_on.isoformat(),
        "submitted_at": None
        if page.submitted_at is None
        else page.submitted_at.isoformat(timespec="seconds"),
        "late": page.is_late,
        "planned": [json_number(one) for one in page.planned],
        "tasks": [_task_as_json(one) for one in page.tasks],
        "received": [_task_as_json(one) for one in page.received],
        "outside_plan": [_task_as_json(one) for one in page.outside_plan],
    }


def _task_as_json(task: PlanTask) -> dict[str, object]:
    return {
        "task": task.id,
        "title": task.title,
        "deliverable": task.deliverable,
        "lead": task.lead.code,
        "coordinating": [one.code for one in task.coordinating],
        "starts_on": task.starts_on.isoformat(),
        "deadline": None if task.deadline is None else task.deadline.isoformat(),
        "weight": task.weight,
        "budget": json_number(task.budget),
        "milestones": [json_number(one) for one in task.milestones],
        "quarters": [json_number(one) for one in task.quarters],
        "status": task.status.value,
        "progress": json_number(task.progress),
    }
