"""Whom a text may address: units of its day, by the names they bore, bear, and by which others know them."""

import re
from collections.abc import Iterator
from datetime import date

from nhip.apps.conferences.words import unit_words
from nhip.apps.org import ground
from nhip.core.directive_drafts import Asked, Draft, Role, proposed_task
from nhip.core.directive_matching import Match, Matching
from nhip.core.directives import Directive
from nhip.core.plan_sheets import KnownUnit
from nhip.core.units import History, Level, Tree
from nhip.cycle.plan_files import ELSEWHERE, distance

_OF_PROVINCE = re.compile(r"\s+tỉnh(?:\s+\S.*)?$", re.IGNORECASE)
_OF_DISTRICT = re.compile(r"\s+(?:huyện|thành phố|thị xã)\s+\S.*$", re.IGNORECASE)


def matching_of(seat: int, dated: date, today: date) -> Matching:
    """Whom a text of the day may address, kept by the unit ``seat``. One statement.

    A text from before the units are known is read with those of today.
    """
    history = ground.current().history
    tree = history.on(dated)
    if seat not in tree:
        tree = history.on(today)
    return Matching(tree, seat, _known(history, tree, seat), unit_words())


def _known(history: History, tree: Tree, seat: int) -> Iterator[KnownUnit]:
    """Units of the tree by their names then and before, then those gone before it, as their heirs."""
    taken: set[str] = set()
    for unit in tree:
        taken.update(_folded(one) for one in _names(tree, unit))
    for unit in tree:
        if distance(tree, unit, seat) < ELSEWHERE:  # what is farther away could not be given a task
            for name in dict.fromkeys(_names(tree, unit)):
                yield _one(tree, unit, name, seat)
    for fact in history.names:
        if fact.span.starts_on > tree.on or _folded(fact.name) in taken:
            continue  # not yet borne, or somebody bears it now
        heir = history.main_successor(fact.unit, tree.on)
        if heir is not None and distance(tree, heir, seat) < ELSEWHERE:
            yield _one(tree, heir, fact.name, seat)


def _one(tree: Tree, unit: int, name: str, seat: int) -> KnownUnit:
    ancestors = tree.ancestors(unit)
    is_own = seat in tree and (unit == seat or unit in tree.ancestors(seat))
    return KnownUnit(
        unit,
        name,
        tree.code(unit),
        distance(tree, unit, seat),
        above=tuple(map(tree.name, ancestors)),
        is_own=is_own,
    )


def _folded(name: str) -> str:
    return name.casefold()


def _names(tree: Tree, unit: int) -> Iterator[str]:
    """Its name, and those by which it is known where everybody knows of what place it is."""
    name, parent = tree.name(unit), tree.parent(unit)
    yield name
    if parent is None or tree.level(unit) in {Level.NATION, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}:
        return
    if tree.level(parent) is Level.PROVINCE:
        short = _OF_PROVINCE.sub("", name)
        if len(short.split()) > 1 and "nhân dân" not in short[-10:]:
            yield short
            yield f"{short} tỉnh"
            yield f"{short} {tree.name(parent)}"
    elif tree.level(parent) is Level.DISTRICT:
        short = _OF_DISTRICT.sub("", name)
        if len(short.split()) > 1:
            yield short
            yield f"{short} {tree.name(parent)}"


def draft_read(read: Directive, matching: Matching) -> Draft:
    """What the reader found, with the units that its words mean; words that are not sure are asked about."""
    addressed = [
        (Role.LEAD if not place else Role.ADDRESSED, one)
        for place, one in enumerate(_all(read.units, matching))
    ]
    coordinating = [(Role.COORDINATING, one) for one in _all(read.coordinating, matching)]
    units = tuple(dict.fromkeys(unit for _role, one in addressed for unit in one.units))
    return Draft(
        task=proposed_task(read),
        addressed=units,
        coordinating=tuple(
            unit
            for unit in dict.fromkeys(unit for _role, one in coordinating for unit in one.units)
            if unit not in units[:1]
        ),
        deadline=None if read.due is None else read.due.day,
        recurrence=(read.recurrence or "")[:100],
        asked=tuple(
            Asked(one.words, role, one.near) for role, one in (*addressed, *coordinating) if not one.is_sure
        ),
    )


def _all(words: tuple[str, ...], matching: Matching) -> list[Match]:
    return [matching.match(one) for one in words]
