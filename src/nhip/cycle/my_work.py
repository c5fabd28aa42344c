"""Việc của tôi: what waits for a person, the most urgent first, each with the one act that settles it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhip.apps.org import ground
from nhip.apps.plans.queries import PlanLine, plan_lines
from nhip.apps.reports.queries import StoredReport, stored_reports
from nhip.apps.tasks.queries import overdue_tasks
from nhip.core.access import TABLE, Act, Actor, Reach
from nhip.core.calendars import due_on, last_closed_month, plan_due_on
from nhip.core.periods import Month, months_of
from nhip.core.plans import EDITABLE as EDITABLE_PLAN
from nhip.core.plans import PlanState
from nhip.core.reporting import EDITABLE, ReportState
from nhip.core.units import History, Tree


class CardKind(StrEnum):
    REPORT_RETURNED = "report_returned"
    REPORT_DUE = "report_due"
    REPORT_TO_DECIDE = "report_to_decide"
    REPORTS_MISSING = "reports_missing"
    PLAN_RETURNED = "plan_returned"
    PLAN_DUE = "plan_due"
    PLAN_TO_DECIDE = "plan_to_decide"
    TASK_OVERDUE = "task_overdue"


class Urgency(StrEnum):
    RED = "red"
    AMBER = "amber"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that waits. days: past the due day (0 today, negative: still ahead).

    done of total: reports filed among those expected (reports_missing). progress: last reported (task_overdue).
    """

    kind: CardKind
    urgency: Urgency
    unit: str
    code: str
    year: int
    due_on: date
    days: int
    month: int | None = None
    task_id: int | None = None
    title: str = ""
    reason: str = ""
    done: int = 0
    total: int = 0
    progress: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MyWork:
    cards: tuple[Card, ...]


def my_work(*, actor: Actor, today: date) -> MyWork:
    """Four statements whatever the number of units."""
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
        *_silent_below(history, own | deciding, months, reports, today),
        *_own_plans(history, tree, own, plans, today),
        *_plans_below(actor, tree, deciding, plans, today),
        *_overdue(tree, own, today),
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
            returned = state is ReportState.RETURNED
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
                if stored is None or stored.state is not ReportState.FILED or stored.filed_by == actor.person:
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
            (stored := reports.get((one, month))) is not None and stored.state not in EDITABLE
            for one in expected
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
            if plan is None or plan.state is not PlanState.SUBMITTED or plan.submitted_by == actor.person:
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
            )


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
