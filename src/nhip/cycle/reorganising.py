"""Changes of the tree with all that follows from them: tasks in hand, roll-ups of the months from then on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import transaction

from nhip.apps.accounts.succession import pass_roles_on
from nhip.apps.notices.services import notify
from nhip.apps.org import ground
from nhip.apps.org import reorganising as reorg
from nhip.apps.org import services as org
from nhip.apps.org.facts import NewUnit
from nhip.apps.rollups.services import mark_units
from nhip.apps.tasks.services import hand_over
from nhip.core.access import Actor
from nhip.core.notices import Kind, News, short
from nhip.core.units import Tree
from nhip.cycle.successions import open_tasks, receivers_of


class People(StrEnum):
    """What becomes of the roles held at units that end: kept as they are, or passed on to the heir."""

    KEEP = "keep"
    END = "end"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Applied:
    """What a reorganisation did. parts: in open tasks, passed on; roles: records about people's roles."""

    event: int
    units: frozenset[int]
    ended: frozenset[int]
    parts: int
    roles: int


@transaction.atomic
def reorganise(
    *,
    actor: Actor,
    change: reorg.Change,
    now: datetime,
    people: People = People.KEEP,
    receivers: Mapping[str, str] | None = None,
) -> Applied:
    """Apply a reorganisation, pass on the open tasks and, where asked, people's roles.

    receivers: task, as text -> code of the heir that takes it, where it is not the main one.
    A unit that is dissolved leaves its open tasks to the unit above it, its roles to nobody.
    Raises RuleBroken, RulesBroken (receivers), UnknownUnit, NotAllowed; then nothing is changed.
    """
    day = change.effective_on
    eve = ground.current().history.on(day - timedelta(days=1))
    done = reorg.reorganise(actor=actor, change=change, now=now)
    history = ground.current().history
    sources = {eve.find(part.source) for part in change.parts} | done.ended
    receiving = receivers_of(open_tasks(sources), receivers, day) if receivers else {}
    parts = hand_over(
        actor=actor,
        role=done.role,
        units=done.units,
        on=day,
        now=now,
        heirs=done.dissolved,
        receivers=receiving,
    )
    roles = 0
    if people is not People.KEEP:
        heirs = {unit: history.main_successor(unit, day) for unit in done.ended}
        moves = people is People.MOVE
        roles = pass_roles_on(actor=actor, role=done.role, heirs=heirs, on=day, moves=moves, now=now)
    concerned = _with_those_above(done.units, eve, history.on(day))
    mark_changed(units=concerned, since=day, now=now)
    facts: dict[str, str | int] = {"effective_on": day.isoformat(), "basis": short(change.legal_basis)}
    news = News(Kind.UNITS_REORGANISED, f"reorganisation:{done.event}", facts, units=frozenset(concerned))
    notify(news=[news], silent=[actor.person], tree=eve, now=now)
    return Applied(done.event, done.units, done.ended, parts, roles)


def _with_those_above(units: frozenset[int], eve: Tree, after: Tree) -> set[int]:
    """The units and those that stood, or stand, directly above them: their totals change."""
    above = {tree.parent(unit) for tree in (eve, after) for unit in units if unit in tree}
    return {*units, *(unit for unit in above if unit is not None)}


@transaction.atomic
def place_unit(*, actor: Actor, code: str, parent: str, starts_on: date, now: datetime) -> None:
    """Move a unit under another; both parents' totals change from then on."""
    old_parent = ground.current().history.on(starts_on)
    before = old_parent.parent(old_parent.find(code))
    unit = org.place_unit(actor=actor, code=code, parent=parent, starts_on=starts_on, now=now)
    mark_changed(units={unit} | ({before} if before is not None else set()), since=starts_on, now=now)


@transaction.atomic
def add_unit(*, actor: Actor, new: NewUnit, now: datetime) -> int:
    """Create a unit; it is expected to report from the first cut-off on."""
    unit = org.add_unit(actor=actor, new=new, now=now)
    mark_changed(units={unit}, since=new.starts_on, now=now)
    return unit


@transaction.atomic
def set_duty_to_report(*, actor: Actor, code: str, starts_on: date, reports: bool, now: datetime) -> None:
    """Let the duty to report begin or end; who is expected changes from the next cut-off on."""
    unit = org.set_duty_to_report(actor=actor, code=code, starts_on=starts_on, reports=reports, now=now)
    mark_changed(units={unit}, since=starts_on, now=now)


@transaction.atomic
def set_calendar(*, actor: Actor, code: str, rule: org.CalendarRule, now: datetime) -> None:
    """Set a reporting calendar; other cut-off days may mean other trees for all units below."""
    unit = org.set_calendar(actor=actor, code=code, rule=rule, now=now)
    mark_changed(
        units=set(ground.current().history.on(rule.starts_on).below(unit)), since=rule.starts_on, now=now
    )


def mark_changed(*, units: set[int] | frozenset[int], since: date, now: datetime) -> None:
    """Mark the year of ``since``, and every later one up to now."""
    mark_units(units=units, years=range(since.year, max(since.year, now.year) + 1), now=now)
