"""Amendments that never came into force: withdrawn, or let go because their unit ended. All of it stays readable."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nhip.apps.amendments.queries import AmendmentRow, LineKept, lines_of_several, unused_amendments
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year
from nhip.apps.plans.queries import plan_lines
from nhip.apps.tasks.queries import shown_tasks
from nhip.core.amendments import AmendmentState, TaskChange
from nhip.core.plan_imports import TaskFacts
from nhip.core.units import UnitLine
from nhip.cycle.in_hand import facts_of


@dataclass(frozen=True, slots=True)
class AmendmentLeft:
    """unit: whose plan it would have amended; it may have ended. ended_on: its last day then."""

    unit: UnitLine
    ended_on: date | None
    amendment: AmendmentRow
    changes: tuple[TaskChange, ...]


def amendments_left(unit: int, year: int, today: date) -> tuple[AmendmentLeft, ...]:
    """Those of the unit that change something, and what units left to it that ended within the year.

    Three statements; four more where tasks were to be taken out.
    """
    history = ground.current().history
    day = day_for_year(year, today)
    before = history.predecessors(unit, day, since=date(year, 1, 1))
    plans = {one.id: owner for owner, one in plan_lines(units={unit, *before}, year=year).items()}
    known = [
        one
        for one in (unused_amendments(plans=plans) if plans else ())
        if plans[one.plan_id] == unit or one.state is AmendmentState.LAPSED
    ]
    lines = lines_of_several(amendments=[one.id for one in known]) if known else {}
    now = _facts_now((line for several in lines.values() for line in several), today)
    return tuple(
        AmendmentLeft(
            history.line_then(owner := plans[one.plan_id], today),
            history.last_day(owner),
            one,
            tuple(line.as_written(now.get(line.task or 0)) for line in lines.get(one.id, ())),
        )
        for one in known
        if one.id in lines or plans[one.plan_id] != unit
    )


def _facts_now(lines: Iterable[LineKept], today: date) -> dict[int, TaskFacts]:
    taken_out = [one.task for one in lines if one.wanted is None and one.task is not None]
    found = shown_tasks(Q(pk__in=taken_out), today=today) if taken_out else ()
    return {one.id: facts_of(one) for one in found}
