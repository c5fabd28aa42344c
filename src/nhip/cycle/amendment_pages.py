"""What the pages of amendments and of a plan's versions show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from nhip.apps.amendments.queries import AmendmentRow, VersionKept, amendments_of, lines_of, versions_of
from nhip.apps.cascade.queries import waiting_orders
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year, to_read, visible_ancestors
from nhip.apps.plans.queries import PlanLine, plan_lines, rules_off
from nhip.apps.programmes.queries import programmes_in
from nhip.apps.tasks.queries import PlanTask, standing_tasks, tasks_led
from nhip.core.access import Act, Actor, may, may_decide
from nhip.core.amendments import (
    EDITABLE,
    OPEN,
    AmendmentState,
    TaskChange,
    VersionSpan,
    compare,
    version_on,
)
from nhip.core.handed_orders import Turn
from nhip.core.numbers import json_number
from nhip.core.plan_checks import Finding, Severity
from nhip.core.plan_imports import TaskFacts
from nhip.core.plans import PlanState
from nhip.core.units import UnitLine
from nhip.cycle.amendments_left import AmendmentLeft, amendments_left
from nhip.cycle.handed_pages import OrderShown, orders_shown
from nhip.cycle.in_hand import amended_tasks, facts_of
from nhip.cycle.orders_to_take_in import out_of_hands_since
from nhip.cycle.plan_checking import findings_of
from nhip.cycle.seats import seat_of


@dataclass(frozen=True, slots=True)
class NamesOfTasks:
    """Names of what tasks call by number."""

    units: Mapping[int, str]
    programmes: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """open: the amendment that is not in force yet. changes: what it makes of the plan; lines: task -> its line.

    outside: tasks outside the plan that may be taken in. may_open: the plan is approved and none is open.
    orders: what the superior ordered about tasks that it handed down, and comes into force with the open amendment
    or the next; later: with the one after; held: of what the unit has done or handed on, for the superior to withdraw.
    last_day: of a unit that has ended; heirs: those who came after it. left: amendments that never came into force.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    state: PlanState | None
    open: AmendmentRow | None
    past: tuple[AmendmentRow, ...]
    changes: tuple[TaskChange, ...]
    orders: tuple[OrderShown, ...]
    later: tuple[OrderShown, ...]
    held: tuple[OrderShown, ...]
    lines: Mapping[int, int]
    names: NamesOfTasks
    findings: tuple[Finding, ...]
    outside: tuple[PlanTask, ...]
    may_open: bool
    may_edit: bool
    may_submit: bool
    may_decide: bool
    last_day: date | None
    heirs: tuple[UnitLine, ...]
    left: tuple[AmendmentLeft, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.WARNING)


def amendment_page(*, actor: Actor, code: str, year: int, today: date) -> AmendmentPage:
    """Forty statements at most, whatever the number of tasks. Raises UnknownUnit, NotAllowed."""
    unit, tree = to_read(actor=actor, code=code, year=year, today=today)
    history = ground.current().history
    plan = plan_lines(units=[unit], year=year).get(unit)
    known = () if plan is None else amendments_of(plan=plan.id)
    found = next((one for one in known if one.state in OPEN), None)
    in_force = tree.on == day_for_year(year, today)
    may_edit = in_force and may(actor, Act.EDIT_PLAN, unit, tree)
    is_mine = may_edit and found is not None and found.state in EDITABLE
    decides = (
        in_force
        and found is not None
        and found.state is AmendmentState.SUBMITTED
        and may_decide(actor, Act.DECIDE_PLAN, unit, tree, done_by=(found.submitted_by, found.submitted_for))
    )
    changes, lines, findings = _of_open(unit, plan, found, today, is_checked=is_mine or decides)
    taken = {one.task for one in changes}
    left = amendments_left(unit, year, today)
    written = [change for one in left for change in one.changes]
    orders = () if plan is None else _orders(plan.id, found, today)
    return AmendmentPage(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        year=year,
        state=None if plan is None else plan.state,
        open=found,
        past=tuple(one for one in known if one.state not in OPEN),
        changes=changes,
        orders=tuple(one for one in orders if one.turn is Turn.NOW),
        later=tuple(one for one in orders if one.turn is Turn.LATER),
        held=tuple(one for one in orders if one.turn is Turn.HELD),
        lines=lines,
        names=_names([side for one in (*changes, *written) for side in one.sides], year, today),
        findings=findings,
        outside=tuple(one for one in _outside(unit, year, today) if one.id not in taken) if is_mine else (),
        may_open=may_edit and found is None and plan is not None and plan.state is PlanState.APPROVED,
        may_edit=is_mine,
        may_submit=is_mine
        and (bool(changes) or any(one.turn is Turn.NOW for one in orders))
        and may(actor, Act.SUBMIT_PLAN, unit, tree),
        may_decide=decides,
        last_day=history.last_day(unit),
        heirs=tuple(history.line_then(one, today) for one in history.heirs(unit, today)),
        left=left,
    )


def grounds_page(*, actor: Actor, code: str, year: int, today: date) -> AmendmentPage:
    """The same for whoever may write amendments of the plan. Raises UnknownUnit, NotAllowed."""
    seat_of(actor, Act.EDIT_PLAN, code, year, today)
    return amendment_page(actor=actor, code=code, year=year, today=today)


def _orders(plan: int, found: AmendmentRow | None, today: date) -> tuple[OrderShown, ...]:
    waiting = waiting_orders(plans=[plan]).get(plan, ())
    return orders_shown(waiting, today, out_of_hands_since(found))


def _outside(unit: int, year: int, today: date) -> tuple[PlanTask, ...]:
    return tuple(
        one
        for one in tasks_led(unit=unit, year=year, today=today)
        if one.plan_id is None and one.deadline is not None and one.halt is None
    )


def _of_open(
    unit: int, plan: PlanLine | None, found: AmendmentRow | None, today: date, *, is_checked: bool
) -> tuple[tuple[TaskChange, ...], dict[int, int], tuple[Finding, ...]]:
    """What the open amendment changes, the line of each task, and what the rules find in the plan as it would be."""
    if plan is None or found is None:
        return (), {}, ()
    kept = lines_of(amendment=found.id)
    before = standing_tasks(plan=plan.id, today=today)
    after = amended_tasks(unit=unit, plan=plan, lines=kept, today=today)
    changes = compare(_facts(before), _facts(after))
    lines = {-one.id if one.task is None else one.task: one.id for one in kept}
    findings = findings_of(unit, plan.year, after, rules_off(plan=plan.id)) if is_checked else ()
    return changes, lines, findings


def _facts(tasks: Iterable[PlanTask]) -> dict[int, TaskFacts]:
    return {one.id: facts_of(one) for one in tasks}


def _names(facts: Iterable[TaskFacts], year: int, today: date) -> NamesOfTasks:
    """Of the units and programmes that they speak of. One statement."""
    history = ground.current().history
    units = {unit for one in facts for unit in (one.lead, *one.coordinating)}
    return NamesOfTasks(
        {unit: history.name_then(unit, today) for unit in units},
        {one.id: one.name for one in programmes_in(year)} if units else {},
    )


# --- Versions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the plan. amendment: the one by which it came into force, None for the plan as approved."""

    span: VersionSpan
    amendment: AmendmentRow | None


@dataclass(frozen=True, slots=True)
class VersionTask:
    number: int
    facts: TaskFacts
    lead: str


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """on: the day asked about; shown: the version in force then, with its tasks.

    against: another day's version, None where nothing is compared; changes: from that one to the one shown.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    state: PlanState | None
    versions: tuple[VersionLine, ...]
    on: date
    shown: VersionLine
    tasks: tuple[VersionTask, ...]
    against_day: date | None
    against: VersionLine | None
    changes: tuple[TaskChange, ...]
    names: NamesOfTasks


def versions_page(
    *, actor: Actor, code: str, year: int, on: date, against: date | None, today: date
) -> VersionsPage:
    """The plan as it was in force on a day, beside another day's. Twelve statements. Raises UnknownUnit, NotAllowed."""
    unit, tree = to_read(actor=actor, code=code, year=year, today=today)
    plan = plan_lines(units=[unit], year=year).get(unit)
    kept = () if plan is None else versions_of(plan=plan.id)
    lines = _version_lines(kept, () if plan is None else amendments_of(plan=plan.id))
    now = {} if plan is None else _facts(standing_tasks(plan=plan.id, today=today))
    shown = _line_on(lines, on)
    other = None if against is None else _line_on(lines, against)
    tasks = _tasks_in(kept, now, shown)
    changes = () if other is None else compare(_tasks_in(kept, now, other), tasks)
    names = _names([*tasks.values(), *(side for one in changes for side in one.sides)], year, today)
    return VersionsPage(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        year=year,
        state=None if plan is None else plan.state,
        versions=lines,
        on=on,
        shown=shown,
        tasks=tuple(VersionTask(number, one, names.units[one.lead]) for number, one in tasks.items()),
        against_day=against,
        against=other,
        changes=changes,
        names=names,
    )


def _version_lines(kept: tuple[VersionKept, ...], known: tuple[AmendmentRow, ...]) -> tuple[VersionLine, ...]:
    done = [one for one in known if one.state is AmendmentState.IN_FORCE]
    spans = [one.span for one in kept]
    last = VersionSpan(len(kept) + 1, spans[-1].ends_before if spans else None, None)
    return tuple(
        VersionLine(span, made_by) for span, made_by in zip([*spans, last], [None, *done], strict=True)
    )


def _line_on(lines: tuple[VersionLine, ...], day: date) -> VersionLine:
    span = version_on([one.span for one in lines], day)
    return next(one for one in lines if one.span is span)


def _tasks_in(
    kept: tuple[VersionKept, ...], now: Mapping[int, TaskFacts], line: VersionLine
) -> Mapping[int, TaskFacts]:
    return next((one.tasks for one in kept if one.span == line.span), now)


def versions_as_json(page: VersionsPage) -> dict[str, object]:
    """As ``nhip plan versions --json`` prints it."""
    return {
        "unit": page.unit.code,
        "name": page.unit.name,
        "year": page.year,
        "state": None if page.state is None else page.state.value,
        "on": page.on.isoformat(),
        "version": page.shown.span.number,
        "versions": [_version_as_json(one) for one in page.versions],
        "tasks": [
            {
                "task": one.number,
                "title": one.facts.title,
                "deliverable": one.facts.deliverable,
                "lead": one.lead,
                "starts_on": one.facts.starts_on.isoformat(),
                "deadline": None if one.facts.deadline is None else one.facts.deadline.isoformat(),
                "weight": one.facts.weight,
                "milestones": [json_number(value) for value in one.facts.milestones],
            }
            for one in page.tasks
        ],
        "against": None if page.against is None else page.against.span.number,
        "changes": [
            {"task": one.task, "fate": one.fate.value, "title": one.facts.title, "fields": list(one.fields)}
            for one in page.changes
        ],
    }


def _version_as_json(one: VersionLine) -> dict[str, object]:
    why = one.amendment
    return {
        "version": one.span.number,
        "from": None if one.span.starts_on is None else one.span.starts_on.isoformat(),
        "until_before": None if one.span.ends_before is None else one.span.ends_before.isoformat(),
        "amendment": None if why is None else why.number,
        "reason": None if why is None else why.grounds.reason,
        "basis": None if why is None else why.grounds.basis,
    }
