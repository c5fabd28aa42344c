"""Reports by period of a year: the unit's own, and for one period those of the units directly below."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from nhip.apps.org import ground
from nhip.apps.org.queries import to_read, visible_ancestors
from nhip.apps.periodic.cases import PeriodicCase, find_case
from nhip.apps.periodic.queries import StoredPeriodic, stored_periodic
from nhip.apps.periodic.terms import Terms, stored_terms
from nhip.core.access import Act, Actor, may_decide
from nhip.core.errors import NotFound
from nhip.core.periodic import (
    Due,
    Regime,
    ReportPeriod,
    Week,
    is_late,
    last_month,
    months_told,
    periods_of,
)
from nhip.core.reporting import EDITABLE, ReportState
from nhip.core.units import History, UnitLine

WEEKS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class OwnPeriodic:
    """One of the unit's own. begun, closed: by today."""

    period: ReportPeriod
    state: ReportState
    begun: bool
    closed: bool
    closes_on: date
    due: Due
    filed_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ChildPeriodic:
    """A unit directly below and its report of the period chosen. approved of expected: what its totals rest on."""

    unit: UnitLine
    state: ReportState
    filed_at: datetime | None
    is_late: bool
    approved: int
    expected: int
    may_decide: bool


@dataclass(frozen=True, slots=True)
class PeriodicList:
    """choices: periods that units below report on. chosen: one of them; None: there is none."""

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    own: tuple[OwnPeriodic, ...]
    choices: tuple[ReportPeriod, ...]
    chosen: ReportPeriod | None
    due: Due | None
    children: tuple[ChildPeriodic, ...]

    @property
    def waiting(self) -> int:
        """Reports of the units below that this person can decide on."""
        return sum(one.may_decide for one in self.children)


def periodic_list(
    *, actor: Actor, code: str, year: int, period: ReportPeriod | None, now: datetime
) -> PeriodicList:
    """period: of the units below, None takes the newest that is over. Six statements.

    Raises UnknownUnit, NotAllowed, NotFound (a period of which nobody below reports).
    """
    today, history = now.date(), ground.current().history
    unit, tree = to_read(actor=actor, code=code, year=year, today=today)
    terms = stored_terms()
    own = list(owed_in(history, terms, unit, year, today))
    stored = stored_periodic(units=(unit,), periods=[one.period for one in own])
    below = _below(history, terms, unit, year, today)
    chosen = period if period is not None else _newest(below, today)
    if chosen is not None and chosen not in below:
        raise NotFound
    cases = below[chosen] if chosen is not None else ()
    filed = stored_periodic(units=[one.unit for one in cases], periods=() if chosen is None else (chosen,))
    return PeriodicList(
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        year=year,
        own=tuple(_own(one, stored.get((unit, one.period)), now) for one in _shown(own, today)),
        choices=tuple(below),
        chosen=chosen,
        due=cases[0].due if cases else None,
        children=tuple(_child(actor, one, filed.get((one.unit, one.period)), now) for one in cases),
    )


def owed_in(history: History, terms: Terms, unit: int, year: int, today: date) -> Iterator[PeriodicCase]:
    """The reports by period that a unit owes for a year, by the regimes' length. No statement."""
    for regime in Regime:
        for period in periods_of(regime, year):
            if history.tree_for(unit, last_month(period)) is None:
                continue
            found = find_case(history, terms, unit, period, today)
            if found is not None and found.is_expected:
                yield found


def _shown(own: Iterable[PeriodicCase], today: date) -> Iterator[PeriodicCase]:
    """All but weeks; of those the newest that have begun."""
    kept = list(own)
    weeks = [one for one in kept if isinstance(one.period, Week) and one.begins_on <= today]
    yield from weeks[-WEEKS_SHOWN:]
    yield from (one for one in kept if not isinstance(one.period, Week))


def _below(
    history: History, terms: Terms, unit: int, year: int, today: date
) -> dict[ReportPeriod, tuple[PeriodicCase, ...]]:
    """Period -> the cases of the units directly below, without those that have not begun."""
    found: dict[ReportPeriod, tuple[PeriodicCase, ...]] = {}
    for regime in Regime:
        for period in periods_of(regime, year):
            tree = history.tree_for(unit, last_month(period))
            if tree is None:
                continue
            cases = (find_case(history, terms, one, period, today) for one in tree.children(unit))
            owing = tuple(
                one for one in cases if one is not None and one.is_expected and one.begins_on <= today
            )
            if owing:
                found[period] = owing
    return found


def _newest(below: dict[ReportPeriod, tuple[PeriodicCase, ...]], today: date) -> ReportPeriod | None:
    """The newest that is over, the longer of two that end together; the first where none is."""
    over = [one for one, cases in below.items() if cases[0].closes_on <= today and not isinstance(one, Week)]
    last = max(over, key=lambda one: (last_month(one), months_told(one)), default=None)
    return last or next(iter(below), None)


def _own(case: PeriodicCase, stored: StoredPeriodic | None, now: datetime) -> OwnPeriodic:
    filed_at = None if stored is None else stored.filed_at
    return OwnPeriodic(
        case.period,
        ReportState.MISSING if stored is None else stored.state,
        case.begins_on <= now.date(),
        case.closes_on <= now.date(),
        case.closes_on,
        case.due,
        filed_at,
        is_late(_local(filed_at), case.due, now=timezone.localtime(now)),
    )


def _child(actor: Actor, case: PeriodicCase, stored: StoredPeriodic | None, now: datetime) -> ChildPeriodic:
    filed_at = None if stored is None else stored.filed_at
    return ChildPeriodic(
        case.tree.line(case.unit),
        ReportState.MISSING if stored is None else stored.state,
        filed_at,
        is_late(_local(filed_at), case.due, now=timezone.localtime(now)),
        0 if stored is None else stored.approved,
        0 if stored is None else stored.expected,
        stored is not None
        and stored.state is ReportState.FILED
        and may_decide(actor, Act.DECIDE_REPORT, case.unit, case.tree, done_by=stored.filers),
    )


def _local(moment: datetime | None) -> datetime | None:
    return None if moment is None else timezone.localtime(moment)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report by period that waits for a person."""

    case: PeriodicCase
    stored: StoredPeriodic | None

    @property
    def state(self) -> ReportState:
        return ReportState.MISSING if self.stored is None else self.stored.state


def owed_now(*, units: Iterable[int], today: date) -> tuple[Waiting, ...]:
    """Reports of the year that the units still have to file: periods that are over; of weeks the newest alone.

    Two statements.
    """
    history, terms = ground.current().history, stored_terms()
    cases: list[PeriodicCase] = []
    for unit in units:
        over = [one for one in owed_in(history, terms, unit, today.year, today) if one.closes_on <= today]
        weeks = [one for one in over if isinstance(one.period, Week)]
        cases += [*weeks[-1:], *(one for one in over if not isinstance(one.period, Week))]
    stored = stored_periodic(units={one.unit for one in cases}, periods={one.period for one in cases})
    found = (Waiting(one, stored.get((one.unit, one.period))) for one in cases)
    return tuple(one for one in found if one.state in EDITABLE)


def filed_below(*, units: Iterable[int], today: date) -> tuple[Waiting, ...]:
    """Reports of the year that units directly below have filed and nobody has decided on. Two statements."""
    history, terms = ground.current().history, stored_terms()
    tree = history.on(today)
    below = {child for unit in units for child in tree.children(unit)}
    periods = [one for regime in Regime for one in periods_of(regime, today.year)]
    found = []
    for (unit, period), stored in stored_periodic(units=below, periods=periods).items():
        case = find_case(history, terms, unit, period, today) if stored.state is ReportState.FILED else None
        if case is not None:
            found.append(Waiting(case, stored))
    return tuple(found)
