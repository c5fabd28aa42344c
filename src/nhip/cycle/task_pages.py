"""What the page of a task shows: plan against reports, and its life between the units that share it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhip.apps.accounts.queries import PersonAt, people_at
from nhip.apps.amendments.queries import open_amendment
from nhip.apps.files.queries import FileToServe
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year, visible_ancestors
from nhip.apps.plans.queries import plan_lines
from nhip.apps.reports.lines import filed_lines
from nhip.apps.tasks.kin import Kin, kin_of
from nhip.apps.tasks.life.owing import Advice, Owed, advice, extensions_asked, owed
from nhip.apps.tasks.life.parts import confirming_act
from nhip.apps.tasks.life.queries import (
    ExtensionLine,
    FileLine,
    PartLine,
    TaskLife,
    file_of_task,
    task_life,
)
from nhip.apps.tasks.queries import PlanTask, one_task, parts_held
from nhip.apps.tasks.terms import former_terms
from nhip.core.access import Act, Actor, is_own_work, may, require, sees
from nhip.core.amendments import EDITABLE as AMENDABLE
from nhip.core.amendments import planned_on
from nhip.core.errors import NotAllowed
from nhip.core.handoffs import Handoff, Side, Step, steps_from
from nhip.core.periods import Month
from nhip.core.plans import EDITABLE, PlanState
from nhip.core.reporting import ReportState
from nhip.core.tasks import Part, TaskStatus
from nhip.core.units import History, Tree, UnitLine
from nhip.cycle.directive_origins import Origin, origin_of_task
from nhip.cycle.seats import Seat, nameable, seat_of


@dataclass(frozen=True, slots=True)
class TaskReading:
    """A month's report of a task beside its plan."""

    month: int
    planned: Decimal
    progress: Decimal | None
    unit: UnitLine
    approved: bool
    done: str
    difficulties: str
    next_steps: str


@dataclass(frozen=True, slots=True)
class LeadSpan:
    unit: UnitLine
    part: Part
    starts_on: date
    ends_before: date | None


@dataclass(frozen=True, slots=True)
class PartOnPage:
    """A unit's part with what the reader may do about it now. asked: a request for a later day without an answer."""

    line: PartLine
    steps: tuple[Step, ...]
    evidence: tuple[FileLine, ...]
    asked: ExtensionLine | None
    may_change: bool
    may_attach: bool
    may_ask_extension: bool
    may_decide_extension: bool

    @property
    def is_mine_to_act(self) -> bool:
        """Whether something waits for the reader; that a part could be reopened is no such thing."""
        return bool({*self.steps} - {Step.REOPEN}) or self.may_decide_extension


@dataclass(frozen=True, slots=True)
class TaskPage:
    """assigner: the unit that confirms, None for a unit's own task. papers: files that are no part's evidence.

    kin: the same work in other years; origin: the directive that it was opened for, None for other tasks.
    former: the units the task went through, empty where it always had the same; nameable: units that may yet be asked;
    may_amend: an amendment of its plan is in its author's hands;
    may_give_up: if they may halt it, also for good: no approved plan holds it.
    """

    task: PlanTask
    ancestors: tuple[UnitLine, ...]
    year: int
    plan_unit: UnitLine | None
    assigner: UnitLine | None
    readings: tuple[TaskReading, ...]
    former: tuple[LeadSpan, ...]
    parts: tuple[PartOnPage, ...]
    life: TaskLife
    papers: tuple[FileLine, ...]
    nameable: tuple[UnitLine, ...]
    people: tuple[PersonAt, ...]
    kin: tuple[Kin, ...]
    origin: Origin | None
    may_edit: bool
    may_amend: bool
    may_add_part: bool
    may_halt: bool
    may_give_up: bool
    may_handle: bool
    may_comment: bool


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who looks at which task, on the tree of the day."""

    actor: Actor
    task: PlanTask
    tree: Tree

    def may(self, act: Act, *units: int) -> bool:
        return any(may(self.actor, act, unit, self.tree) for unit in units)

    def did(self, act: Act, unit: int, done_by: Iterable[int | None]) -> bool:
        """Whether the reader, or whoever they act for, did what the act would decide on."""
        return is_own_work(self.actor, act, unit, self.tree, done_by=done_by)


def seen_task(*, actor: Actor, task_id: int, today: date) -> PlanTask:
    """A task that the reader may see: whoever may view one of its units, those it went through and those gone included.

    A unit that is only to coordinate sees it once it has been handed out. Raises NotFound, NotAllowed.
    """
    task = one_task(task_id=task_id, today=today)
    history, day = ground.current().history, day_for_year(task.year, today)
    asked = {
        one.unit_id
        for one in parts_held(task_id=task_id)
        if one.part is Part.LEAD or task.handoff is not Handoff.NOT_ASSIGNED
    }
    if not any(sees(actor, unit, history, on=day, today=today) for unit in asked | {task.owner_id}):
        raise NotAllowed
    return task


@dataclass(frozen=True, slots=True)
class FormAddress:
    """Whose form changes a task: the unit's code on the day for the year."""

    code: str
    year: int
    outside_plan: bool


def form_address(*, actor: Actor, task_id: int, today: date) -> FormAddress:
    """Raises NotFound, NotAllowed."""
    task = seen_task(actor=actor, task_id=task_id, today=today)
    owner = ground.current().history.line_then(task.owner_id, day_for_year(task.year, today))
    return FormAddress(owner.code, task.year, task.plan_id is None)


def task_page(*, actor: Actor, task_id: int, today: date) -> TaskPage:
    """A task with its plan, its reports and its life. Raises NotFound, NotAllowed."""
    task = seen_task(actor=actor, task_id=task_id, today=today)
    history = ground.current().history
    tree = history.on(day_for_year(task.year, today))
    reader = _Reader(actor, task, history.on(today))
    life = task_life(task_id=task_id, today=today)
    doers = [one.unit_id for one in life.parts]
    owner = history.main_successor(task.assigned_by_id or task.owner_id, today) or task.owner_id
    act = Act.ADD_TASK_OUTSIDE_PLAN if task.plan_id is None else Act.EDIT_PLAN
    own_plan = plan_lines(units=[task.owner_id], year=task.year).get(task.owner_id)
    in_hand = task.plan_id is None or (own_plan is not None and own_plan.state in EDITABLE)
    spans = parts_held(task_id=task_id)
    may_add_part = task.status not in DONE and reader.may(Act.HANDLE_TASK, task.lead_id)
    return TaskPage(
        task=task,
        ancestors=visible_ancestors(actor, task.lead_id, tree) if task.lead_id in tree else (),
        year=task.year,
        plan_unit=None if task.plan_unit_id is None else history.line_then(task.plan_unit_id, today),
        assigner=None if task.assigned_by_id is None else history.line_then(owner, today),
        readings=_readings(task, history),
        former=tuple(
            LeadSpan(history.line_then(one.unit_id, today), one.part, one.starts_on, one.ends_before)
            for one in spans
            if len(spans) > len(life.parts)
        ),
        parts=_mine_after_the_lead(_on_page(reader, one, life) for one in life.parts),
        life=life,
        papers=tuple(one for one in life.files if one.part_id not in {part.id for part in life.parts}),
        nameable=_may_be_named(task, doers, tree, actor) if may_add_part else (),
        people=people_at(units={*doers, owner}, today=today),
        kin=kin_of(task_id),
        origin=origin_of_task(task_id=task_id),
        may_edit=in_hand and may(actor, act, task.owner_id, tree),
        may_amend=own_plan is not None
        and _is_amended(own_plan.id, task)
        and may(actor, act, task.owner_id, tree),
        may_add_part=may_add_part,
        may_halt=task.status not in DONE and reader.may(Act.CONFIRM_TASK, owner),
        may_give_up=own_plan is None or task.plan_id is None or own_plan.state is not PlanState.APPROVED,
        may_handle=reader.may(Act.HANDLE_TASK, *doers, owner),
        may_comment=reader.may(Act.COMMENT_TASK, *doers, owner) and not actor.is_operator,
    )


def _is_amended(plan: int, task: PlanTask) -> bool:
    """Whether an amendment of the plan that holds the task can be written."""
    if task.plan_id is None:
        return False
    amendment = open_amendment(plan=plan)
    return amendment is not None and amendment.state in AMENDABLE


def _mine_after_the_lead(parts: Iterable[PartOnPage]) -> tuple[PartOnPage, ...]:
    """The lead first, then what waits for the reader, then the others; on a phone nobody scrolls for their own."""
    return tuple(sorted(parts, key=lambda one: (one.line.part is not Part.LEAD, not one.is_mine_to_act)))


DONE = (TaskStatus.DONE_ON_TIME, TaskStatus.DONE_LATE)


def _readings(task: PlanTask, history: History) -> tuple[TaskReading, ...]:
    former = former_terms(tasks=[task.id]).get(task.id, ())
    milestones = dict(enumerate(task.milestones, start=1))
    return tuple(
        TaskReading(
            month=one.month,
            planned=planned_on(
                former, milestones, one.month, history.cut_off(one.unit_id, Month(task.year, one.month))
            ),
            progress=one.progress,
            unit=history.line_then(one.unit_id, history.cut_off(one.unit_id, Month(task.year, one.month))),
            approved=one.state is ReportState.APPROVED,
            done=one.done,
            difficulties=one.difficulties,
            next_steps=one.next_steps,
        )
        for one in filed_lines(task_id=task.id)
    )


def _may_be_named(task: PlanTask, doers: Iterable[int], tree: Tree, actor: Actor) -> tuple[UnitLine, ...]:
    taken = set(doers)
    if task.lead_id not in tree:
        return ()
    seat = Seat(task.lead_id, tree, "" if actor.is_operator else "lead")
    return tuple(tree.line(one) for one in nameable(seat) if one not in taken)


def _on_page(reader: _Reader, line: PartLine, life: TaskLife) -> PartOnPage:
    task = reader.task
    is_lead = line.part is Part.LEAD
    is_own = is_lead and task.assigned_by_id is None
    is_doer = reader.may(Act.HANDLE_TASK, line.unit_id)
    act, seat = confirming_act(line.part), line.asker_id
    is_asker = reader.may(act, seat)
    is_alive = task.halt is None and line.handoff is not Handoff.NOT_ASSIGNED
    steps = () if is_own or not is_alive else _steps(reader, line, is_doer=is_doer, is_asker=is_asker)
    asked = next((one for one in life.extensions if one.part_id == line.id and one.granted is None), None)
    is_open = line.handoff not in {Handoff.SUBMITTED, Handoff.CONFIRMED} and task.status not in DONE
    if is_own:
        act, seat = Act.DECIDE_PLAN, line.unit_id
    return PartOnPage(
        line=line,
        steps=steps,
        evidence=tuple(one for one in life.files if one.part_id == line.id),
        asked=asked,
        may_change=not is_lead and is_asker and is_open,
        may_attach=is_doer and is_open,
        may_ask_extension=is_doer and is_alive and is_open and asked is None and line.due_on is not None,
        may_decide_extension=asked is not None
        and reader.may(act, seat)
        and not reader.did(act, seat, asked.askers),
    )


def _steps(reader: _Reader, line: PartLine, *, is_doer: bool, is_asker: bool) -> tuple[Step, ...]:
    mine = steps_from(line.handoff, Side.DOER) if is_doer else ()
    theirs = steps_from(line.handoff, Side.ASKER) if is_asker else ()
    if reader.did(confirming_act(line.part), line.asker_id, line.submitters):
        theirs = tuple(step for step in theirs if step is not Step.CONFIRM)
    return (*mine, *theirs)


def task_file(*, actor: Actor, task_id: int, file_id: int, today: date) -> FileToServe:
    """A file of a task that the reader may see. Raises NotFound, NotAllowed."""
    seen_task(actor=actor, task_id=task_id, today=today)
    return file_of_task(task_id=task_id, file_id=file_id)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a unit owes others and others owe it. mine, theirs: open parts, the most urgent first.

    to_decide: parts with a request for a later day that waits for somebody.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    mine: tuple[Owed, ...]
    theirs: tuple[Owed, ...]
    to_decide: frozenset[int]


def ledger(*, actor: Actor, code: str, today: date) -> Ledger:
    """Tôi nợ ai, ai nợ tôi. Seven statements. Raises UnknownUnit, NotAllowed."""
    tree = ground.current().history.on(today)
    unit = tree.find(code)
    require(actor, Act.VIEW, unit, tree)
    lines = owed(units=[unit], today=today)
    return Ledger(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        mine=tuple(one for one in lines if one.doer_id == unit),
        theirs=tuple(one for one in lines if one.asker_id == unit and one.doer_id != unit),
        to_decide=frozenset(one.part_id for one in extensions_asked(units=[unit], today=today)),
    )


@dataclass(frozen=True, slots=True)
class AdvicePage:
    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    advice: Advice


def advice_page(*, actor: Actor, code: str, year: int, today: date) -> AdvicePage:
    """The advisory papers of a unit and those below it. Four statements. Raises UnknownUnit, NotAllowed, RuleBroken."""
    seat = seat_of(actor, Act.VIEW, code, year, today)
    return AdvicePage(
        unit=seat.tree.line(seat.unit),
        ancestors=visible_ancestors(actor, seat.unit, seat.tree),
        year=year,
        advice=advice(units=seat.tree.below(seat.unit), year=year, today=today),
    )
