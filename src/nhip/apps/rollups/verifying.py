"""Are the stored roll-ups what the facts say? Reads only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from nhip.analytics.run import Engine
from nhip.apps.indicators.queries import catalogue
from nhip.apps.org import ground
from nhip.apps.rollups.models import Dirty, IndicatorRollup, ProgressRollup
from nhip.apps.rollups.rebuilding import computed_rows, has_progress, progress_states, years_with_facts
from nhip.apps.rollups.year_ground import YearGround, year_ground
from nhip.core.progress import PROGRESS
from nhip.core.rollup import Layout, layout_of
from nhip.core.targets import read_targets, written_targets
from nhip.core.units import UnitLine
from nhip.core.year_periods import SHAPES, YearPeriod

Key = tuple[int, int | None, str]
"""Unit; indicator, None for progress; category."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of a unit's period that is stored otherwise than the facts say. The unit as of the end of the year.

    indicator: its code, empty for the progress of tasks. number: its name in the layout, or ``target``.
    """

    unit: UnitLine
    indicator: str
    category: str
    period: YearPeriod
    number: str
    stored: str
    computed: str


@dataclass(frozen=True, slots=True)
class Verification:
    """checked: rows compared; waiting: units' years that are not in the numbers yet and were passed over."""

    checked: int
    waiting: int
    differences: tuple[Difference, ...]


def verify_years(*, year: int | None, engine: Engine = Engine.CORE) -> Verification:
    """``verify`` for a year, or for all of them (None)."""
    found = [verify(year=one, engine=engine) for one in (years_with_facts() if year is None else [year])]
    return Verification(
        sum(one.checked for one in found),
        sum(one.waiting for one in found),
        tuple(difference for one in found for difference in one.differences),
    )


@transaction.atomic
def verify(*, year: int, engine: Engine = Engine.CORE) -> Verification:
    """Compare every stored roll-up of a year with one computed from the facts alone.

    A unit's year that waits to be refreshed is no difference, nor is one above it.
    """
    around = year_ground(ground.current(), year)
    known = catalogue()
    waiting = set(Dirty.objects.filter(year=year).values_list("unit_id", "indicator_id"))
    passed = {(one, indicator) for unit, indicator in waiting for one in _with_those_above(around, unit)}
    codes = {one.id: one.rule.code for one in known.indicators}
    layouts: dict[int | None, Layout] = {one.id: layout_of(one.rule) for one in known.indicators} | {
        None: PROGRESS
    }
    computed: dict[Key, tuple[str, str]] = {}
    if has_progress(year):
        computed = {
            (unit, None, ""): (states.written(), "") for unit, states in progress_states(around).items()
        }
    computed |= {
        (unit, known.by_code[code].id, category): (states, written_targets(targets))
        for (unit, code, category), (states, targets) in computed_rows(around, known, known.rules, engine)
    }
    stored = _stored(year)
    keys = [key for key in stored.keys() | computed.keys() if key[:2] not in passed]
    keys.sort(key=lambda key: (key[0], key[1] or 0, key[2]))
    last_day = YearPeriod(year, *SHAPES[-1]).last_day
    differences = tuple(
        Difference(
            around.history.line_then(unit, last_day),
            "" if indicator is None else codes[indicator],
            category,
            YearPeriod(year, *SHAPES[shape]),
            name,
            one,
            other,
        )
        for unit, indicator, category in keys
        for shape, name, one, other in _differing(
            layouts[indicator],
            stored.get((unit, indicator, category)),
            computed.get((unit, indicator, category)),
        )
    )
    return Verification(len(keys), len(waiting), differences)


def _stored(year: int) -> Mapping[Key, tuple[str, str]]:
    progress: dict[Key, tuple[str, str]] = {
        (unit, None, ""): (states, "")
        for unit, states in ProgressRollup.objects.filter(year=year).values_list("unit_id", "states")
    }
    rows = IndicatorRollup.objects.filter(year=year).values_list(
        "unit_id", "indicator_id", "category", "states", "targets"
    )
    return progress | {
        (unit, one, category): (states, targets) for unit, one, category, states, targets in rows
    }


def _differing(
    layout: Layout, stored: tuple[str, str] | None, computed: tuple[str, str] | None
) -> Iterator[tuple[int, str, str, str]]:
    """Period, name of the number, as it is stored, as it is computed."""
    if stored == computed:
        return
    none = (layout.nothing.written(), "")
    sides = [layout.read((one or none)[0]) for one in (stored, computed)]
    goals = [read_targets((one or none)[1]) for one in (stored, computed)]
    for shape in range(len(SHAPES)):
        for name in layout.names:
            one, other = (str(side[name][shape]) for side in sides)
            if one != other:
                yield shape, name, one, other
        first, second = (goal.get(shape) for goal in goals)
        if first != second:
            yield shape, "target", str(first and first.value), str(second and second.value)


def _with_those_above(around: YearGround, unit: int) -> set[int]:
    """In any period of the year, by either kind of tree."""
    found = {unit}
    for link in (*around.links, *around.progress_links):
        found |= set(link.line(unit))
    return found
