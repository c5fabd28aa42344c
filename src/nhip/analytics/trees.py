"""The tree that a period's figures are rolled up on: that of the period itself, or one day's for all periods."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from nhip.analytics.inputs import Units
from nhip.core.periods import Span
from nhip.core.year_periods import YearPeriod


@dataclass(frozen=True)
class PeriodTree:
    """parents: of every unit in force on some day of the period, as it last stood; parents come before children.

    standing: the units in force on the period's last day (on the day itself for a tree of one day).
    """

    parents: dict[int, int | None]
    standing: frozenset[int]

    def children(self) -> dict[int | None, list[int]]:
        below: dict[int | None, list[int]] = {}
        for unit, parent in self.parents.items():
            below.setdefault(parent, []).append(unit)
        return below


@dataclass(frozen=True, slots=True)
class YearTree:
    """A tree and the periods of a year (places in ``SHAPES``) whose figures are rolled up on it."""

    tree: PeriodTree
    shapes: frozenset[int]


def by_year(trees: Mapping[YearPeriod, PeriodTree]) -> dict[int, tuple[YearTree, ...]]:
    """year -> its different trees. Usually one; a year in which units change has several."""
    found: dict[int, dict[int, tuple[PeriodTree, set[int]]]] = {}
    for period, tree in trees.items():
        found.setdefault(period.year, {}).setdefault(id(tree), (tree, set()))[1].add(period.shape)
    return {
        year: tuple(YearTree(tree, frozenset(shapes)) for tree, shapes in several.values())
        for year, several in found.items()
    }


def tree_on(units: Units, day: date) -> PeriodTree:
    """The tree of a day."""
    parents = {
        unit: one.parent for unit, own in units.placements.items() for one in own if one.span.covers(day)
    }
    return PeriodTree(_from_the_top(parents), frozenset(parents))


def trees_of(
    units: Units, periods: Iterable[YearPeriod], carried: frozenset[int] = frozenset()
) -> dict[YearPeriod, PeriodTree]:
    """The tree of every period as it was then; periods between which nothing changes share one.

    carried: units whose figures go to heirs; they are in no period at whose end they are no more.
    """
    changes = sorted(
        {
            day
            for own in units.placements.values()
            for one in own
            for day in (one.span.starts_on, one.span.ends_before)
            if day is not None
        }
    )
    made: dict[tuple[date | None, tuple[date, ...]], PeriodTree] = {}
    found: dict[YearPeriod, PeriodTree] = {}
    for period in periods:
        span = period.span
        before = [day for day in changes if day <= span.starts_on]
        inside = tuple(day for day in changes if span.starts_on < day <= period.last_day)
        key = (before[-1] if before else None, inside)
        if key not in made:
            made[key] = _tree_within(units, span, period.last_day, carried)
        found[period] = made[key]
    return found


def _tree_within(units: Units, span: Span, last_day: date, carried: frozenset[int]) -> PeriodTree:
    above: dict[int, int | None] = {}
    standing, shown = set(), set()
    for unit, own in units.placements.items():
        met = [one for one in own if one.span.meets(span)]
        if not met:
            continue
        above[unit] = met[-1].parent
        if met[-1].span.covers(last_day):
            standing.add(unit)
        if unit in standing or unit not in carried:
            shown.add(unit)
    return PeriodTree(
        _from_the_top({unit: _nearest(unit, above, shown) for unit in above if unit in shown}),
        frozenset(standing),
    )


def _nearest(unit: int, above: dict[int, int | None], shown: set[int]) -> int | None:
    """The nearest unit above that is shown: one that ended with its parent stands under what is left."""
    parent = above[unit]
    while parent is not None and parent not in shown:
        parent = above[parent]
    return parent


def _from_the_top(parents: dict[int, int | None]) -> dict[int, int | None]:
    """The same, parents before children; within that in the order of the file."""
    depths: dict[int, int] = {}

    def depth(unit: int) -> int:
        line: list[int] = []
        above: int | None = unit
        while above is not None and above not in depths:
            line.append(above)
            above = parents[above]
        base = -1 if above is None else depths[above]
        for offset, one in enumerate(reversed(line), start=1):
            depths[one] = base + offset
        return depths[unit]

    return dict(sorted(parents.items(), key=lambda item: (depth(item[0]), item[0])))
