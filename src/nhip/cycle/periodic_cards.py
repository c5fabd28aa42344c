"""Reports by period that wait for a person: to be filed, or to be decided on."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from nhip.core.access import Act, Actor, grant_for, is_own_work
from nhip.core.reporting import ReportState
from nhip.cycle.cards import Card, CardKind, Urgency
from nhip.cycle.periodic_lists import filed_below, owed_now


def periodic_cards(actor: Actor, own: Iterable[int], deciding: Iterable[int], today: date) -> Iterator[Card]:
    """own: units whose reports the person files; deciding: units that decide on those below. Four statements."""
    yield from _to_file(own, today)
    yield from _to_decide(actor, deciding, today)


def _to_file(own: Iterable[int], today: date) -> Iterator[Card]:
    for one in owed_now(units=own, today=today):
        case, due = one.case, one.case.due
        days = (today - due.day).days
        returned = one.state is ReportState.RETURNED
        yield Card(
            kind=CardKind.PERIODIC_RETURNED if returned else CardKind.PERIODIC_DUE,
            urgency=Urgency.RED if days >= 0 else Urgency.AMBER,
            unit=case.tree.name(case.unit),
            code=case.tree.code(case.unit),
            year=case.period.year,
            period=case.period,
            due_on=due.day,
            days=days,
            reason=one.stored.reason if one.stored is not None and returned else "",
        )


def _to_decide(actor: Actor, deciding: Iterable[int], today: date) -> Iterator[Card]:
    """One card for all reports of a period below a unit."""
    kept = frozenset(deciding)
    cases, counts = {}, Counter[tuple[int, str]]()
    for one in filed_below(units=kept, today=today):
        case = one.case
        above = case.tree.parent(case.unit)
        filers = () if one.stored is None else one.stored.filers
        if above not in kept or is_own_work(actor, Act.DECIDE_REPORT, case.unit, case.tree, done_by=filers):
            continue
        key = above, str(case.period)
        cases[key] = case
        counts[key] += 1
    for (above, _period), case in cases.items():
        due = case.due.day
        grant = grant_for(actor, Act.DECIDE_REPORT, case.unit, case.tree)
        behalf = None if grant is None else grant.on_behalf_of
        yield Card(
            kind=CardKind.PERIODIC_TO_DECIDE,
            urgency=Urgency.AMBER if today > due else Urgency.BLUE,
            unit=case.tree.name(above),
            code=case.tree.code(above),
            year=case.period.year,
            period=case.period,
            due_on=due,
            days=(today - due).days,
            total=counts[above, str(case.period)],
            on_behalf_of="" if behalf is None else behalf.office,
        )
