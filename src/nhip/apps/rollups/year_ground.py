"""The trees of a year on which stored roll-ups stand, made once for the units as they are known now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from nhip.analytics.inputs import Units
from nhip.analytics.trees import PeriodTree, YearTree, by_year, trees_of
from nhip.apps.org import ground
from nhip.core.periods import Month
from nhip.core.rebasing import Step
from nhip.core.units import History, Placed, Tree
from nhip.core.year_periods import SHAPES, YearPeriod, year_periods


@dataclass(frozen=True)
class Link:
    """How units stand to each other in some periods of a year (places in ``SHAPES``)."""

    shapes: frozenset[int]
    parent: Callable[[int], int | None]
    children: Callable[[int], Iterable[int]]

    def line(self, unit: int) -> Iterator[int]:
        """The units above, from the nearest on."""
        above = self.parent(unit)
        while above is not None:
            yield above
            above = self.parent(above)


@dataclass(frozen=True)
class Epoch:
    """Periods of a year that end on the same boundaries.

    steps: reorganisations within the year, along which figures are carried there. sources: unit -> all those that it is
    heir of, in whole or in part, however long ago.
    """

    steps: tuple[Step, ...]
    trees: Mapping[YearPeriod, PeriodTree]
    sources: Mapping[int, frozenset[int]]

    @cached_property
    def shapes(self) -> frozenset[int]:
        return frozenset(period.shape for period in self.trees)

    @cached_property
    def heirs(self) -> Mapping[int, frozenset[int]]:
        return heirs_by(self.sources)


class YearGround:
    """What roll-ups of one year stand on. Each official period is told on the boundaries of its last day."""

    def __init__(self, facts: ground.Ground, year: int) -> None:
        self.facts, self.year = facts, year
        self.history = facts.history
        self._last_lines: dict[int, tuple[int, ...]] = {}
        self._above: dict[tuple[int, bool], frozenset[int]] = {}

    @cached_property
    def units(self) -> Units:
        placements: dict[int, list[Placed]] = {unit: [] for unit in self.history.levels}
        for one in sorted(self.history.placements, key=lambda placed: placed.span.starts_on):
            placements[one.unit].append(one)
        last_day = year_periods(self.year)[-1].last_day
        codes = {unit: self.history.code_then(unit, last_day) for unit, own in placements.items() if own}
        return Units(codes, {}, {unit: tuple(own) for unit, own in placements.items() if own})

    @cached_property
    def touched(self) -> frozenset[int]:
        """Units whose figures are carried, or met by carried ones, within the year."""
        return frozenset(unit for epoch in self.epochs for step in epoch.steps for unit in step.touched)

    def last_line(self, unit: int) -> tuple[int, ...]:
        """The units above, from the nearest on, as they stood in the last periods in which there are any.

        All in one tree: from one tree to another a climb might never end, as two units may change places in a year.
        """
        if unit not in self._last_lines:
            lines = (tuple(one.line(unit)) for one in reversed(self.links))
            self._last_lines[unit] = next((line for line in lines if line), ())
        return self._last_lines[unit]

    def above(self, unit: int, *, is_progress: bool) -> frozenset[int]:
        """The units directly above, in any period of the year."""
        key = (unit, is_progress)
        if key not in self._above:
            links = self.progress_links if is_progress else self.links
            self._above[key] = frozenset(parent for one in links if (parent := one.parent(unit)) is not None)
        return self._above[key]

    @cached_property
    def epochs(self) -> tuple[Epoch, ...]:
        """In order of time; one where no unit was reorganised within the year."""
        periods = year_periods(self.year)
        first_day = Month(self.year, 1).first_day
        days = sorted({one.on for one in self.facts.steps if first_day < one.on <= periods[-1].last_day})
        by_count: dict[int, list[YearPeriod]] = {}
        for period in periods:
            by_count.setdefault(sum(day <= period.last_day for day in days), []).append(period)
        return tuple(self._epoch(several, days[:count]) for count, several in sorted(by_count.items()))

    def _epoch(self, periods: list[YearPeriod], days: Iterable[object]) -> Epoch:
        inside = frozenset(days)
        steps = tuple(one for one in self.facts.steps if one.on in inside)
        end = max(period.last_day for period in periods)
        ended = frozenset(source for step in steps for source in step.parts)
        return Epoch(
            steps,
            trees_of(self.units, periods, ended),
            sources_by(one for one in self.facts.steps if one.on <= end),
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Of indicators."""
        return tuple(_link(one) for epoch in self.epochs for one in by_year(epoch.trees)[self.year])

    @cached_property
    def progress_links(self) -> tuple[Link, ...]:
        """Of progress: the tree of the cut-off day of a period's last month, by each unit's own calendar."""
        by_month: dict[int, set[int]] = {}
        for shape, (_kind, _first, last) in enumerate(SHAPES):
            by_month.setdefault(last, set()).add(shape)
        trees = {month: _ProgressTree(self.history, self.year, month) for month in by_month}
        return tuple(
            Link(frozenset(shapes), trees[month].parent, trees[month].children)
            for month, shapes in by_month.items()
        )


class _ProgressTree:
    def __init__(self, history: History, year: int, month: int) -> None:
        self._history, self._month = history, Month(year, month)

    def _tree(self, unit: int) -> Tree | None:
        return self._history.tree_for(unit, self._month)

    def parent(self, unit: int) -> int | None:
        tree = self._tree(unit)
        return None if tree is None else tree.parent(unit)

    def children(self, unit: int) -> Iterable[int]:
        tree = self._tree(unit)
        return () if tree is None else tree.children(unit)


def _link(one: YearTree) -> Link:
    below = one.tree.children()
    return Link(one.shapes, one.tree.parents.get, lambda unit: below.get(unit, ()))


def sources_by(steps: Iterable[Step]) -> dict[int, frozenset[int]]:
    """unit -> all those that it is heir of, in whole or in part."""
    found: dict[int, frozenset[int]] = {}
    for step in sorted(steps, key=lambda one: one.on):
        before = dict(found)
        for source, parts in step.parts.items():
            for part in parts:
                found[part.target] = (
                    found.get(part.target, frozenset()) | before.get(source, frozenset()) | {source}
                )
    return found


def heirs_by(sources: Mapping[int, frozenset[int]]) -> dict[int, frozenset[int]]:
    """The other way round: unit -> all those that are heirs of it."""
    found: dict[int, set[int]] = {}
    for heir, several in sources.items():
        for source in several:
            found.setdefault(source, set()).add(heir)
    return {source: frozenset(heirs) for source, heirs in found.items()}


_kept: list[tuple[ground.Ground, dict[int, YearGround]]] = []


def year_ground(facts: ground.Ground, year: int) -> YearGround:
    """Kept as long as the facts are the same; the process has one set of them at a time."""
    if not _kept or _kept[0][0] is not facts:
        _kept[:] = [(facts, {})]
    years = _kept[0][1]
    if year not in years:
        years[year] = YearGround(facts, year)
    return years[year]
