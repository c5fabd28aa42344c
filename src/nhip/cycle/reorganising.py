"""Changes of the tree with all that follows from them: tasks in hand, roll-ups of the months from then on."""

from datetime import date, datetime, timedelta

from django.db import transaction

from nhip.apps.org import ground
from nhip.apps.org import services as org
from nhip.apps.rollups.services import mark_dirty
from nhip.apps.tasks.services import hand_over
from nhip.core.access import Actor
from nhip.core.periods import Month, months_of


@transaction.atomic
def reorganise(*, actor: Actor, change: org.Change, now: datetime) -> int:
    """Apply a reorganisation and pass on the open tasks. Returns how many parts in tasks moved.

    Raises RuleBroken, UnknownUnit, NotAllowed; then nothing is changed.
    """
    eve = ground.current().history.on(change.effective_on - timedelta(days=1))
    done = org.reorganise(actor=actor, change=change, now=now)
    moved = hand_over(actor=actor, role=done.role, units=done.units, on=change.effective_on, now=now)
    above = {eve.parent(unit) for unit in done.units if unit in eve}
    _mark(done.units | {unit for unit in above if unit is not None}, change.effective_on, now)
    return moved


@transaction.atomic
def place_unit(*, actor: Actor, code: str, parent: str, starts_on: date, now: datetime) -> None:
    """Move a unit under another; both parents' totals change from then on."""
    old_parent = ground.current().history.on(starts_on)
    before = old_parent.parent(old_parent.find(code))
    unit = org.place_unit(actor=actor, code=code, parent=parent, starts_on=starts_on, now=now)
    _mark({unit} | ({before} if before is not None else set()), starts_on, now)


@transaction.atomic
def add_unit(*, actor: Actor, new: org.NewUnit, now: datetime) -> int:
    """Create a unit; it is expected to report from the first cut-off on."""
    unit = org.add_unit(actor=actor, new=new, now=now)
    _mark({unit}, new.starts_on, now)
    return unit


@transaction.atomic
def set_duty_to_report(*, actor: Actor, code: str, starts_on: date, reports: bool, now: datetime) -> None:
    """Let the duty to report begin or end; who is expected changes from the next cut-off on."""
    unit = org.set_duty_to_report(actor=actor, code=code, starts_on=starts_on, reports=reports, now=now)
    _mark({unit}, starts_on, now)


@transaction.atomic
def set_calendar(*, actor: Actor, code: str, rule: org.CalendarRule, now: datetime) -> None:
    """Set a reporting calendar; other cut-off days may mean other trees for all units below."""
    unit = org.set_calendar(actor=actor, code=code, rule=rule, now=now)
    _mark(set(ground.current().history.on(rule.starts_on).below(unit)), rule.starts_on, now)


def _mark(units: set[int] | frozenset[int], since: date, now: datetime) -> None:
    """Mark the months of the year of ``since``, and of every later year up to now, that may have changed."""
    months = [
        month
        for year in range(since.year, max(since.year, now.year) + 1)
        for month in months_of(year)
        if month >= Month.of(since)
    ]
    mark_dirty(units=units, months=months, now=now)
