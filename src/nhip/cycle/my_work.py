"""Việc của tôi: what waits for a person, the most urgent first, each with the one act that settles it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from nhip.apps.org import ground
from nhip.apps.plans.queries import PlanLine, plan_lines
from nhip.apps.reports.corrections import open_corrections
from nhip.apps.reports.queries import StoredReport, stored_reports
from nhip.apps.tasks.life.owing import Owed, extensions_asked, owed
from nhip.apps.tasks.life.parts import confirming_act
from nhip.apps.tasks.queries import overdue_tasks
from nhip.core.access import TABLE, Act, Actor, Reach, grant_for, is_own_work
from nhip.core.calendars import due_on, last_closed_month, plan_due_on
from nhip.core.handoffs import Handoff
from nhip.core.periods import Month, months_of
from nhip.core.plans import EDITABLE as EDITABLE_PLAN
from nhip.core.plans import PlanState
from nhip.core.reporting import COUNTED, EDITABLE, ReportState
from nhip.core.tasks import Part, TaskStatus
from nhip.core.units import History, Tree
from nhip.cycle.amendment_cards import amendment_cards
from nhip.cycle.cards import Card, CardKind, Urgency
from nhip.cycle.directive_cards import directive_cards
from nhip.cycle.periodic_cards import periodic_cards


@dataclass(frozen=True, slots=True)
class MyWork:
    cards: tuple[Card, ...]


def my_work(*, actor: Actor, today: date) -> MyWork:
    """Eighteen statements whatever the number of units; five more where corrections wait."""
    history = ground.current().history
    tree = history.on(today)
    own = _held(actor, tree, Act.FILE_REPORT, Reach.OWN)
    deciding = _held(actor, tree, Act.DECIDE_REPORT, Reach.CHILDREN)
    months = _months_in_play(history, own | deciding, today)
    below = _everyone_below(own | deciding, history, months)
    reports = {(one.unit_id, one.month): one for one in stored_reports(units=own | below, months=months)}
    plans = plan_lines(
        units=own | {child for unit in deciding for child in tree.children(unit)}, year=today.year
    )
    cards = [
        *_own_reports(history, own, months, reports, today),
        *_reports_below(actor, history, deciding, months, reports, today),
        *periodic_cards(actor, own, deciding, today),
        *_corrections(actor, history, tree, deciding, today),
        *_silent_below(history, own | deciding, months, reports, today),
        *_own_plans(history, tree, own, plans, today),
        *_plans_below(actor, tree, deciding, plans, today),
        *amendment_cards(actor, tree, own, plans, today),
        *directive_cards(history, tree, _held(actor, tree, Act.ADD_TASK_OUTSIDE_PLAN, Reach.OWN), today),
        *_overdue(tree, own, today),
        *_parts(actor, tree, today),
        *_extensions(actor, tree, today),
    ]
    return MyWork(tuple(sorted(cards, key=_order)))


def _order(card: Card) -> tuple[int, int, str]:
    return list(Urgency).index(card.urgency), list(CardKind).index(card.kind), card.code


def _held(actor: Actor, tree: Tree, act: Act, reach: Reach) -> set[int]:
    """Units in force at which the person may do the act within that reach."""
    return {
        grant.unit for grant in actor.grants if TABLE[grant.role].get(act) is reach and grant.unit in tree
    }


def _months_in_play(history: History, units: Iterable[int], today: date) -> tuple[Month, ...]:
    """The closed months of the year that today's newest closed month belongs to."""
    newest = max(
        (last_closed_month(today, history.calendar_for(unit, Month.of(today))) for unit in units),
        default=None,
    )
    return () if newest is None else tuple(one for one in months_of(newest.year) if one <= newest)


def _everyone_below(units: Iterable[int], history: History, months: Iterable[Month]) -> set[int]:
    found = set[int]()
    kept = list(units)
    for month in months:
        for unit in kept:
            tree = history.tree_for(unit, month)
            if tree is not None:
                found |= set(tree.below(unit))
    return found


_Reports = dict[tuple[int, Month], StoredReport]


def _own_reports(
    history: History, own: Iterable[int], months: Iterable[Month], reports: _Reports, today: date
) -> Iterator[Card]:
    for unit in own:
        for month in months:
            tree = history.tree_for(unit, month)
            stored = reports.get((unit, month))
            state = ReportState.MISSING if stored is None else stored.state
            if tree is None or unit not in tree.reporting or state not in EDITABLE:
                continue
            due = due_on(month, history.calendar_for(unit, month))
            days = (today - due).days
            returned = state in (ReportState.RETURNED, ReportState.PART_RETURNED)
            yield Card(
                kind=CardKind.REPORT_RETURNED if returned else CardKind.REPORT_DUE,
                urgency=Urgency.RED if days >= 0 else Urgency.AMBER,
                unit=tree.name(unit),
                code=tree.code(unit),
                year=month.year,
                month=month.number,
                due_on=due,
                days=days,
                reason=stored.reason if stored is not None and returned else "",
            )


def _reports_below(
    actor: Actor,
    history: History,
    deciding: Iterable[int],
    months: tuple[Month, ...],
    reports: _Reports,
    today: date,
) -> Iterator[Card]:
    for unit in deciding:
        for month in months:
            tree = history.tree_for(unit, month)
            if tree is None:
                continue
            due = due_on(month, history.calendar_for(unit, month))
            for child in tree.children(unit):
                stored = reports.get((child, month))
                if stored is None or stored.state is not ReportState.FILED:
                    continue
                if is_own_work(actor, Act.DECIDE_REPORT, child, tree, done_by=stored.filers):
                    continue
                yield Card(
                    kind=CardKind.REPORT_TO_DECIDE,
                    urgency=Urgency.AMBER if today > due else Urgency.BLUE,
                    unit=tree.name(child),
                    code=tree.code(child),
                    year=month.year,
                    month=month.number,
                    due_on=due,
                    days=(today - due).days,
                    on_behalf_of=_behalf(actor, Act.DECIDE_REPORT, child, tree),
                )


def _corrections(
    actor: Actor, history: History, tree: Tree, deciding: Iterable[int], today: date
) -> Iterator[Card]:
    below = {child for unit in deciding for child in tree.children(unit)}
    for one in open_corrections(units=below):
        if is_own_work(actor, Act.DECIDE_REPORT, one.unit_id, tree, done_by=one.askers):
            continue
        then = history.tree_for(one.unit_id, one.month) or tree
        yield Card(
            kind=CardKind.CORRECTION_TO_DECIDE,
            urgency=Urgency.BLUE,
            unit=tree.name(one.unit_id),
            code=then.code(one.unit_id),
            year=one.month.year,
            month=one.month.number,
            due_on=None,
            days=(today - timezone.localtime(one.asked_at).date()).days,
            reason=one.reason,
            total=len(one.cells),
            on_behalf_of=_behalf(actor, Act.DECIDE_REPORT, one.unit_id, tree),
        )


def _silent_below(
    history: History, watching: Iterable[int], months: tuple[Month, ...], reports: _Reports, today: date
) -> Iterator[Card]:
    """For each unit with others below it: how many of those that must report have not, for the newest closed month."""
    for unit in watching if months else ():
        month = months[-1]
        tree = history.tree_for(unit, month)
        if tree is None:
            continue
        expected = [one for one in tree.below(unit) if one != unit and one in tree.reporting]
        handed_in = sum(
            (stored := reports.get((one, month))) is not None and stored.state in COUNTED for one in expected
        )
        if handed_in < len(expected):
            due = due_on(month, history.calendar_for(unit, month))
            yield Card(
                kind=CardKind.REPORTS_MISSING,
                urgency=Urgency.RED if today > due else Urgency.AMBER,
                unit=tree.name(unit),
                code=tree.code(unit),
                year=month.year,
                month=month.number,
                due_on=due,
                days=(today - due).days,
                done=handed_in,
                total=len(expected),
            )


def _own_plans(
    history: History, tree: Tree, own: Iterable[int], plans: dict[int, PlanLine], today: date
) -> Iterator[Card]:
    """A plan is asked of a unit that reports and stood in the tree on the day plans were due."""
    for unit in own:
        plan = plans.get(unit)
        state = PlanState.DRAFT if plan is None else plan.state
        due = plan_due_on(today.year, tree.calendar(unit))
        if (
            state not in EDITABLE_PLAN
            or unit not in tree.reporting
            or unit not in history.on(min(due, today))
        ):
            continue
        yield Card(
            kind=CardKind.PLAN_RETURNED if state is PlanState.RETURNED else CardKind.PLAN_DUE,
            urgency=Urgency.RED if today >= due else Urgency.AMBER,
            unit=tree.name(unit),
            code=tree.code(unit),
            year=today.year,
            due_on=due,
            days=(today - due).days,
            reason="" if plan is None else plan.reason,
        )


def _plans_below(
    actor: Actor, tree: Tree, deciding: Iterable[int], plans: dict[int, PlanLine], today: date
) -> Iterator[Card]:
    for unit in deciding:
        for child in tree.children(unit):
            plan = plans.get(child)
            if plan is None or plan.state is not PlanState.SUBMITTED:
                continue
            done_by = (plan.submitted_by, plan.submitted_for)
            if is_own_work(actor, Act.DECIDE_PLAN, child, tree, done_by=done_by):
                continue
            due = plan_due_on(today.year, tree.calendar(child))
            yield Card(
                kind=CardKind.PLAN_TO_DECIDE,
                urgency=Urgency.BLUE,
                unit=tree.name(child),
                code=tree.code(child),
                year=today.year,
                due_on=due,
                days=(today - due).days,
                total=plan.tasks,
                on_behalf_of=_behalf(actor, Act.DECIDE_PLAN, child, tree),
            )


def _behalf(actor: Actor, act: Act, unit: int, tree: Tree) -> str:
    """The office on whose behalf the actor would act, empty where it is the actor's own right."""
    grant = grant_for(actor, act, unit, tree)
    return "" if grant is None or grant.on_behalf_of is None else grant.on_behalf_of.office


def _overdue(tree: Tree, own: Iterable[int], today: date) -> Iterator[Card]:
    for task in overdue_tasks(units=own, today=today):
        yield Card(
            kind=CardKind.TASK_OVERDUE,
            urgency=Urgency.RED,
            unit=tree.name(task.unit_id),
            code=tree.code(task.unit_id),
            year=task.deadline.year,
            due_on=task.deadline,
            days=(today - task.deadline).days,
            task_id=task.id,
            title=task.title,
            progress=task.progress,
        )


def _parts(actor: Actor, tree: Tree, today: date) -> Iterator[Card]:
    """Parts of tasks that wait for a step of one of the person's units, or fall due this month."""
    handling = _held(actor, tree, Act.HANDLE_TASK, Reach.OWN)
    confirming = _held(actor, tree, Act.CONFIRM_TASK, Reach.OWN)
    for one in owed(units=handling, today=today):
        doing, asking = one.doer_id in handling, one.asker_id in handling
        act = confirming_act(one.part)
        accepts = one.asker_id in (confirming if act is Act.CONFIRM_TASK else handling)
        if one.handoff is Handoff.PENDING and doing:
            yield _part_card(CardKind.PART_TO_RECEIVE, one, tree, mine=True)
        elif one.handoff is Handoff.SENT_BACK and asking:
            yield _part_card(CardKind.PART_SENT_BACK, one, tree, mine=False)
        elif one.handoff is Handoff.SUBMITTED and accepts:
            if not is_own_work(actor, act, one.asker_id, tree, done_by=one.submitters):
                yield _part_card(CardKind.PART_TO_CONFIRM, one, tree, mine=False)
        elif one.handoff is Handoff.RECEIVED and doing and _falls_due(one, today):
            yield _part_card(CardKind.PART_DUE, one, tree, mine=True)


def _falls_due(one: Owed, today: date) -> bool:
    """Past its day or due this month; a lead's overdue task has its card already."""
    if one.due_on is None:
        return False
    if one.status is TaskStatus.OVERDUE:
        return one.part is Part.COORDINATING
    return (one.due_on.year, one.due_on.month) == (today.year, today.month)


def _part_card(kind: CardKind, one: Owed, tree: Tree, *, mine: bool) -> Card:
    unit, other = (one.doer_id, one.asker) if mine else (one.asker_id, one.doer)
    waits_for_step = kind is not CardKind.PART_DUE
    late = one.status is TaskStatus.OVERDUE or kind is CardKind.PART_SENT_BACK
    return Card(
        kind=kind,
        urgency=Urgency.RED if late else Urgency.BLUE if waits_for_step else Urgency.AMBER,
        unit=tree.name(unit) if unit in tree else "",
        code=tree.code(unit) if unit in tree else "",
        year=0 if one.due_on is None else one.due_on.year,
        due_on=one.due_on,
        days=one.days or 0,
        task_id=one.task_id,
        part_id=one.part_id,
        title=one.title,
        other="" if other.code == (tree.code(unit) if unit in tree else "") else other.name,
        reason=one.says if kind is CardKind.PART_SENT_BACK else one.work,
    )


def _extensions(actor: Actor, tree: Tree, today: date) -> Iterator[Card]:
    """Requests for a later day that the person may answer, but for those they made."""
    handling = _held(actor, tree, Act.HANDLE_TASK, Reach.OWN)
    confirming = _held(actor, tree, Act.CONFIRM_TASK, Reach.OWN)
    deciding = _held(actor, tree, Act.DECIDE_PLAN, Reach.CHILDREN)
    below = {child for unit in deciding for child in tree.children(unit)}
    for one in extensions_asked(units=handling | below, today=today):
        if one.own_task:
            act, seat, answers = Act.DECIDE_PLAN, one.doer_id, one.doer_id in below
        else:
            act, seat = confirming_act(one.part), one.asker_id
            answers = seat in (confirming if act is Act.CONFIRM_TASK else handling)
        is_own = is_own_work(actor, act, seat, tree, done_by=one.askers)
        if answers and not is_own and one.doer_id in tree:
            yield Card(
                kind=CardKind.EXTENSION_TO_DECIDE,
                urgency=Urgency.AMBER if one.before < today else Urgency.BLUE,
                unit=tree.name(one.doer_id),
                code=tree.code(one.doer_id),
                year=one.before.year,
                due_on=one.before,
                days=(today - one.before).days,
                task_id=one.task_id,
                part_id=one.part_id,
                title=one.title,
                reason=f"{one.due_on:%d/%m/%Y}",
            )
