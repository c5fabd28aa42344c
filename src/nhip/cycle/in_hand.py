"""What of a unit's plan its author has in hand: the plan itself, or an amendment of the approved plan.

Form, grid and workbook all change what is in hand; none of them knows which of the two it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from nhip.apps.amendments import services as amendments
from nhip.apps.amendments.models import Amendment
from nhip.apps.amendments.queries import AmendmentRow, LineKept, lines_of, open_amendment
from nhip.apps.org import ground
from nhip.apps.plans import services as plans
from nhip.apps.plans.models import Plan
from nhip.apps.plans.queries import PlanLine, approved_plan, plan_lines
from nhip.apps.programmes.queries import programmes_in
from nhip.apps.tasks.queries import PlanTask, shown_tasks, standing_tasks
from nhip.core.amendments import AmendmentState
from nhip.core.amendments import check_editable as check_amendment_editable
from nhip.core.errors import NotFound
from nhip.core.handoffs import Handoff
from nhip.core.plan_imports import TaskFacts
from nhip.core.plans import PlanState, check_editable, quarters_of
from nhip.core.tasks import TaskKind, status


@dataclass(frozen=True, slots=True)
class InHand:
    """plan: None where the unit has none yet. amendment: the open one of an approved plan."""

    unit: int
    year: int
    plan: PlanLine | None
    amendment: AmendmentRow | None

    @property
    def version(self) -> int:
        """Of what is in hand: another one as soon as anything in it changes."""
        if self.amendment is not None:
            return self.amendment.version
        return 0 if self.plan is None else self.plan.version

    def check_editable(self) -> None:
        """Raises RuleBroken when neither is in its author's hands."""
        if self.amendment is not None:
            check_amendment_editable(self.amendment.state)
        elif self.plan is not None:
            check_editable(self.plan.state)

    def tasks(self, today: date) -> tuple[PlanTask, ...]:
        """The plan's tasks as they are in hand; those that an amendment adds bear the negative number of its line."""
        if self.plan is None:
            return ()
        if self.amendment is None:
            return standing_tasks(plan=self.plan.id, today=today)
        lines = lines_of(amendment=self.amendment.id)
        return amended_tasks(unit=self.unit, plan=self.plan, lines=lines, today=today)

    def task(self, number: int, today: date) -> PlanTask:
        """Raises NotFound."""
        found = next((one for one in self.tasks(today) if one.id == number), None)
        if found is None:
            raise NotFound
        return found


def in_hand(*, unit: int, year: int) -> InHand:
    """Two statements."""
    plan = plan_lines(units=[unit], year=year).get(unit)
    is_approved = plan is not None and plan.state is PlanState.APPROVED
    amendment = open_amendment(plan=plan.id) if plan is not None and is_approved else None
    return InHand(unit, year, plan, amendment)


def opened(*, unit: int, year: int) -> Plan | Amendment:
    """What is in its author's hands, locked until the transaction ends; a plan is made where there is none.

    Raises RuleBroken when neither is in hand.
    """
    approved = approved_plan(unit=unit, year=year)
    held = None if approved is None else open_amendment(plan=approved)
    if held is None:
        return plans.open_for_editing(unit=unit, year=year)
    found = amendments.locked_amendment(amendment=held.id)
    check_amendment_editable(AmendmentState(found.state))
    return found


def amended_tasks(
    *, unit: int, plan: PlanLine, lines: Iterable[LineKept], today: date
) -> tuple[PlanTask, ...]:
    """The tasks of a plan as an amendment would have them: changed, taken in, added, without those taken out.

    Six statements.
    """
    kept = tuple(lines)
    words = _Words(plan, unit, today, {one.id: one.name for one in programmes_in(plan.year)})
    by_task = {one.task: one for one in kept if one.task is not None}
    standing = standing_tasks(plan=plan.id, today=today)
    outside = _outside(by_task.keys() - {one.id for one in standing}, today)
    found = []
    for one in (*standing, *outside):
        line = by_task.get(one.id)
        if line is None:
            found.append(one)
        elif (wanted := line.of(facts_of(one))) is not None:
            found.append(words.changed(one, wanted))
    found += [words.added(one.id, one.wanted) for one in kept if one.task is None and one.wanted is not None]
    return tuple(found)


def _outside(tasks: Iterable[int], today: date) -> tuple[PlanTask, ...]:
    asked = list(tasks)
    return shown_tasks(Q(pk__in=asked, plan=None), today=today) if asked else ()


@dataclass(frozen=True, slots=True)
class _Words:
    """Fills in what a task's facts call by number."""

    plan: PlanLine
    unit: int
    today: date
    programmes: Mapping[int, str]

    def changed(self, task: PlanTask, facts: TaskFacts) -> PlanTask:
        history = ground.current().history
        coordinating = tuple(sorted(facts.coordinating))
        return replace(
            task,
            plan_id=self.plan.id,
            plan_unit_id=self.unit,
            kind=facts.kind,
            title=facts.title,
            deliverable=facts.deliverable,
            programme_id=facts.programme,
            programme=self.programmes.get(facts.programme or 0, ""),
            lead_id=facts.lead,
            lead=history.line_then(facts.lead, self.today),
            coordinating=tuple(history.line_then(one, self.today) for one in coordinating),
            coordinating_ids=coordinating,
            starts_on=facts.starts_on,
            deadline=facts.deadline,
            weight=facts.weight,
            budget=facts.budget,
            milestones=facts.milestones,
            quarters=quarters_of(facts.milestones),
        )

    def added(self, line: int, facts: TaskFacts) -> PlanTask:
        blank = PlanTask(
            id=-line,
            kind=TaskKind.ORDINARY,
            assigned_by_id=None,
            handoff=Handoff.NOT_ASSIGNED,
            halt=None,
            plan_id=self.plan.id,
            title="",
            programme_id=None,
            programme="",
            programme_code="",
            deliverable="",
            lead_id=facts.lead,
            lead=ground.current().history.line_then(facts.lead, self.today),
            coordinating=(),
            coordinating_ids=(),
            starts_on=facts.starts_on,
            deadline=facts.deadline,
            weight=1,
            budget=None,
            milestones=facts.milestones,
            quarters=(),
            status=status(facts.deadline, None, today=self.today),
            progress=None,
            progress_month=None,
            from_unit="",
            year=self.plan.year,
            plan_unit_id=self.unit,
        )
        return self.changed(blank, facts)


def facts_of(one: PlanTask) -> TaskFacts:
    """What a plan says of a task, as values that can be compared and kept."""
    return TaskFacts(
        title=one.title,
        deliverable=one.deliverable,
        lead=one.lead_id,
        coordinating=frozenset(one.coordinating_ids),
        starts_on=one.starts_on,
        deadline=one.deadline,
        weight=one.weight,
        budget=one.budget,
        milestones=one.milestones,
        programme=one.programme_id,
        kind=one.kind,
    )
