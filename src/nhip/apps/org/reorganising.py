"""A legal text that changes the tree on a day, applied all of it or nothing. What follows is the caller's (cycle)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground, models
from nhip.apps.org.facts import (
    NewUnit,
    allowed,
    allowed_all,
    code_unit,
    create_unit,
    end_unit,
    move_unit,
    name_unit,
)
from nhip.core import reorganisation, units
from nhip.core.access import Actor
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import Span
from nhip.core.successions import GoalTyped
from nhip.core.units import History, Tree
from nhip.core.vietnamese import unit_sort_key


@dataclass(frozen=True, slots=True)
class PartOfChange:
    """What of ``source`` goes to ``target`` (codes); the source's as of the eve, the target's as of the day itself.

    target None: the part stays with the source, which then goes on.
    """

    source: str
    target: str | None
    share: Decimal = Decimal(1)
    basis: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A reorganisation: units that begin, are renamed, moved, recoded or dissolved, and what goes where.

    Every source ends on the eve of ``effective_on``, unless a part stays with it. renames, moves: (code of the eve,
    new name or code of the new parent on the day); dissolves: codes of units that end without an heir. goals: parts of
    divided units' targets that are not as the shares make them.
    """

    effective_on: date
    legal_basis: str
    parts: tuple[PartOfChange, ...]
    begins: tuple[NewUnit, ...] = ()
    new_codes: tuple[tuple[str, str], ...] = ()
    note: str = ""
    renames: tuple[tuple[str, str], ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    dissolves: tuple[str, ...] = ()
    goals: tuple[GoalTyped, ...] = ()


@dataclass(frozen=True, slots=True)
class Reorganised:
    """What an event touched. ended: units gone; dissolved: of these without an heir -> the unit that stood above."""

    event: int
    units: frozenset[int]
    ended: frozenset[int]
    dissolved: dict[int, int]
    role: str


@dataclass(frozen=True, slots=True)
class _Named:
    """The units that a change names, by their codes of the eve."""

    sources: dict[str, int]
    recoded: dict[str, int]
    renamed: dict[str, int]
    moved: dict[str, int]
    dissolved: dict[str, int]

    def all(self) -> list[int]:
        groups = (self.sources, self.recoded, self.renamed, self.moved, self.dissolved)
        return list(dict.fromkeys(unit for group in groups for unit in group.values()))


def _named(change: Change, eve: Tree) -> _Named:
    named = _Named(
        {part.source: eve.find(part.source) for part in change.parts},
        {old: eve.find(old) for old, _new in change.new_codes},
        {code: eve.find(code) for code, _name in change.renames},
        {code: eve.find(code) for code, _parent in change.moves},
        {code: eve.find(code) for code in change.dissolves},
    )
    if not named.all() and not change.begins:
        raise RuleBroken(
            gettext_noop("Đợt sắp xếp chưa ghi đơn vị nào nhập vào hoặc chia ra."), field="parts"
        )
    return named


@transaction.atomic
def reorganise(*, actor: Actor, change: Change, now: datetime) -> Reorganised:
    """Apply a reorganisation to the tree: all of it or nothing.

    Raises RuleBroken (shares, codes, dates), UnknownUnit (a code of the eve or of the day), NotAllowed.
    What follows for tasks, roles and roll-ups is the caller's (cycle.reorganising).
    """
    ground.changed()
    facts = ground.fresh()
    day, eve = change.effective_on, facts.history.on(change.effective_on - timedelta(days=1))
    named = _named(change, eve)
    role = allowed_all(actor, named.all(), facts, eve.on) if named.all() else ""
    going_on = {part.source for part in change.parts if part.target is None}
    ended = {unit for code, unit in named.sources.items() if code not in going_on}
    ended |= set(named.dissolved.values())
    for unit in sorted(ended):
        end_unit(unit, day)
    for old, new in change.new_codes:
        code_unit(named.recoded[old], reorganisation.checked_code(new), day)
    for code, name in change.renames:
        name_unit(named.renamed[code], name, day)
    begun, role = _begin(actor, change, role)
    _move(actor, change, named)
    latest = ground.fresh()
    _check_nobody_left_behind(latest.history, ended, day)
    event, rows = _store(change, named, latest.history.on(day))
    targets = [row.target_id for row in rows if row.target_id in latest.history.on(day)]
    if targets:
        allowed_all(actor, targets, latest, day)
    _record(actor, role, event, rows, change, named, now)
    return Reorganised(
        event.pk,
        frozenset({*named.all(), *begun, *(row.target_id for row in rows)}),
        frozenset(ended),
        {unit: parent for unit in named.dissolved.values() if (parent := eve.parent(unit)) is not None},
        role,
    )


def _begin(actor: Actor, change: Change, role: str) -> tuple[list[int], str]:
    """Create the units that begin, parents before children as they are listed. The facts grow with each of them."""
    begun: list[int] = []
    facts = ground.fresh()
    for new in change.begins:
        if new.parent is None:
            raise RuleBroken(gettext_noop("Đơn vị mới phải nằm dưới một đơn vị đã có."), field="parent")
        parent = facts.history.on(change.effective_on).find(new.parent)
        if parent not in begun:
            role = allowed(actor, parent, facts, change.effective_on)
        unit = create_unit(new, parent, facts)
        begun.append(unit.pk)
        facts = replace(facts, history=_grown(facts.history, unit.pk, parent, new))
    return begun, role


def _grown(history: History, unit: int, parent: int, new: NewUnit) -> History:
    span = Span(new.starts_on)
    return History(
        {**history.levels, unit: new.level},
        (*history.placements, units.Placed(unit, parent, span)),
        (*history.names, units.Named(unit, new.name, unit_sort_key(new.name), span)),
        (*history.codes, units.Coded(unit, new.code, span)),
        history.duties,
        history.successions,
        history.calendars,
    )


def _move(actor: Actor, change: Change, named: _Named) -> None:
    for code, parent in change.moves:
        facts = ground.fresh()
        target = facts.history.on(change.effective_on).find(parent)
        allowed(actor, target, facts, change.effective_on)
        move_unit(named.moved[code], target, change.effective_on, facts.history)


def _check_nobody_left_behind(history: History, ended: set[int], day: date) -> None:
    """No unit may stand under one that has ended. Raises RuleBroken naming the first."""
    tree = history.on(day)
    for unit in tree:
        above = tree.parent(unit)
        if above in ended:
            raise RuleBroken(
                gettext_noop(
                    "«{unit}» còn đơn vị trực thuộc là «{child}»; chuyển đơn vị đó sang nơi khác trong cùng đợt."
                ),
                field="source",
                unit=history.name_then(above, day),
                child=tree.name(unit),
            )


def _store(
    change: Change, named: _Named, after: Tree
) -> tuple[models.Reorganisation, list[models.ReorganisationPart]]:
    event = models.Reorganisation.objects.create(
        effective_on=change.effective_on,
        legal_basis=change.legal_basis,
        note=change.note,
        goals=[
            {
                "source": named.sources[one.source],
                "indicator": one.indicator,
                "period": one.period,
                "parts": {str(after.find(heir)): str(part) for heir, part in one.parts.items()},
            }
            for one in change.goals
            if one.source in named.sources
        ],
    )
    event.dissolved.set(named.dissolved.values())
    rows = [
        models.ReorganisationPart(
            reorganisation=event,
            source_id=named.sources[part.source],
            target_id=named.sources[part.source] if part.target is None else after.find(part.target),
            share=part.share,
            basis=part.basis,
            assumed=part.assumed,
            order=order,
        )
        for order, part in enumerate(change.parts)
    ]
    reorganisation.check_shares(
        units.Succession(change.effective_on, row.source_id, row.target_id, row.share, row.order)
        for row in rows
    )
    models.ReorganisationPart.objects.bulk_create(rows)
    return event, rows


def _record(
    actor: Actor,
    role: str,
    event: models.Reorganisation,
    rows: list[models.ReorganisationPart],
    change: Change,
    named: _Named,
    now: datetime,
) -> None:
    entries = [
        Entry("reorganise", event, row.target_id, after={"source": row.source_id, "share": str(row.share)})
        for row in rows
    ]
    entries += [
        Entry("reorganise", event, named.renamed[code], after={"name": name}) for code, name in change.renames
    ]
    entries += [
        Entry("reorganise", event, named.moved[code], after={"parent": parent})
        for code, parent in change.moves
    ]
    entries += [
        Entry("reorganise", event, named.recoded[old], before={"code": old}, after={"code": new})
        for old, new in change.new_codes
    ]
    entries += [
        Entry("reorganise", event, unit, after={"dissolved": True}) for unit in named.dissolved.values()
    ]
    record(actor=actor, role=role, entries=entries, at=now)
