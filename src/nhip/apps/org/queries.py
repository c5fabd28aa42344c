from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhip.apps.org import ground, models
from nhip.core.access import Act, Actor, may, require, require_sight
from nhip.core.errors import NotAllowed
from nhip.core.units import History, Tree, UnitLine


def day_for_year(year: int, today: date) -> date:
    """The day whose codes a year's address uses: the year's last, or today where that is earlier."""
    return min(date(year, 12, 31), today) if year >= today.year else date(year, 12, 31)


def to_read(*, actor: Actor, code: str, year: int, today: date) -> tuple[int, Tree]:
    """The unit whose things of a year an address means, with the tree of the day for the year.

    A unit that ended before that day keeps its address in the year, with the tree of its last day. One statement.
    Raises UnknownUnit, NotAllowed.
    """
    history, day = ground.current().history, day_for_year(year, today)
    tree = history.on(day)
    gone = None if tree.bears(code) else history.gone_bearer(code, date(year, 1, 1), day)
    unit = tree.find(code) if gone is None else gone
    last = None if gone is None else history.last_day(gone)
    on = day if last is None else last
    require_sight(actor, unit, history, on=on, today=today)
    return unit, history.on(on)


def visible_ancestors(actor: Actor, unit: int, tree: Tree) -> tuple[UnitLine, ...]:
    """The units above ``unit`` that the actor may see, root first."""
    return tuple(tree.line(one) for one in tree.ancestors(unit) if may(actor, Act.VIEW, one, tree))


def own_unit(*, actor: Actor, on: date) -> UnitLine:
    """The first unit at which the actor holds a role on the day. One statement. Raises NotAllowed."""
    tree = ground.current().history.on(on)
    seat = next((unit for unit in actor.units if unit in tree), None)
    if seat is None:
        raise NotAllowed
    return tree.line(seat)


def highest_unit(*, actor: Actor, on: date) -> UnitLine:
    """The highest unit at which the actor holds a role: where what they see begins. One statement.

    Raises NotAllowed.
    """
    tree = ground.current().history.on(on)
    seats = [unit for unit in actor.units if unit in tree]
    if not seats:
        raise NotAllowed
    return tree.line(min(seats, key=tree.depth))


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the tree of a day. former: names of units it succeeded."""

    line: UnitLine
    depth: int
    reports: bool
    former: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReorganisationRow:
    """What became of whom: one source or target list per line of the legal text. shares: as written, with basis."""

    on: date
    legal_basis: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class UnitsPage:
    on: date
    rows: tuple[UnitRow, ...]
    events: tuple[ReorganisationRow, ...]
    changes: tuple[date, ...]


def unit_lines(*, actor: Actor, on: date, under: str | None = None) -> tuple[UnitLine, ...]:
    """The units in force at or below ``under`` (None: all that the actor may see), parents first. One statement.

    Raises UnknownUnit, NotAllowed.
    """
    tree = ground.current().history.on(on)
    if under is not None:
        roots = [tree.find(under)]
        require(actor, Act.VIEW, roots[0], tree)
    else:
        roots = list(tree.children(None)) if actor.is_operator else _highest(actor.units, tree)
    return tuple(tree.line(unit) for root in roots for unit in tree.below(root))


def units_page(*, actor: Actor, on: date) -> UnitsPage:
    """Everything the actor may see of the tree of a day, and the reorganisations among it. Two statements.

    Without rows on a day before the actor's units began. Raises NotAllowed for an actor without a unit.
    """
    history = ground.current().history
    tree = history.on(on)
    seats = [unit for unit in _highest(actor.units, tree) if may(actor, Act.VIEW, unit, tree)]
    if not actor.units:
        raise NotAllowed
    rows, inside = [], set[int]()
    for seat in seats:
        base = tree.depth(seat)
        for unit in tree.below(seat):
            inside.add(unit)
            former = sorted(
                history.all_predecessors(unit, on), key=lambda one: history.sort_key_then(one, on)
            )
            rows.append(
                UnitRow(
                    tree.line(unit),
                    tree.depth(unit) - base,
                    unit in tree.reporting,
                    tuple(history.name_then(one, on) for one in former),
                )
            )
    events = _events(history, inside, on)
    return UnitsPage(on, tuple(rows), events, tuple(sorted({event.on for event in events})))


@dataclass(frozen=True, slots=True)
class DividedPart:
    """What an heir got of a divided unit. share: of 1; assumed: nobody stated it."""

    on: date
    source: int
    target: int
    share: Decimal
    basis: str
    is_assumed: bool


def divided_parts() -> dict[tuple[date, int], tuple[DividedPart, ...]]:
    """Day and unit -> its parts, of every unit that went to several. One statement."""
    found: dict[tuple[date, int], list[DividedPart]] = {}
    for on, source, target, share, basis, assumed in models.ReorganisationPart.objects.order_by(
        "reorganisation__effective_on", "order", "pk"
    ).values_list("reorganisation__effective_on", "source_id", "target_id", "share", "basis", "assumed"):
        found.setdefault((on, source), []).append(DividedPart(on, source, target, share, basis, assumed))
    return {key: tuple(parts) for key, parts in found.items() if len(parts) > 1}


def _highest(units: Iterable[int], tree: Tree) -> list[int]:
    """Those of the units that stand under none of the others."""
    known = [unit for unit in dict.fromkeys(units) if unit in tree]
    return [
        unit for unit in known if not any(other != unit and tree.is_within(unit, other) for other in known)
    ]


def _events(history: History, inside: set[int], on: date) -> tuple[ReorganisationRow, ...]:
    by_target: dict[tuple[int, int], list[models.ReorganisationPart]] = {}
    for part in models.ReorganisationPart.objects.select_related("reorganisation").order_by(
        "reorganisation__effective_on", "order"
    ):
        heir = history.main_successor(part.target_id, max(on, part.reorganisation.effective_on))
        if heir in inside or part.target_id in inside:
            by_target.setdefault((part.reorganisation_id, part.target_id), []).append(part)
    return tuple(
        ReorganisationRow(
            parts[0].reorganisation.effective_on,
            parts[0].reorganisation.legal_basis,
            tuple(_source(history, part) for part in parts),
            (history.name_then(parts[0].target_id, parts[0].reorganisation.effective_on),),
            "; ".join(part.basis for part in parts if part.basis),
        )
        for parts in by_target.values()
    )


def _source(history: History, part: models.ReorganisationPart) -> str:
    name = history.name_then(
        part.source_id, date.fromordinal(part.reorganisation.effective_on.toordinal() - 1)
    )
    return name if part.share == 1 else f"{name} ({part.share * 100:.1f} %)".replace(".", ",")
