"""Refreshing stored roll-ups: the worker drains the dirty set, children before parents, many at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from nhip.apps.indicators.queries import Catalogue, catalogue
from nhip.apps.org import ground
from nhip.apps.rollups.indicators import Row, own_rows
from nhip.apps.rollups.models import Dirty, IndicatorRollup, ProgressRollup
from nhip.apps.rollups.progress import answered_for, own_progress, read_facts
from nhip.apps.rollups.rebuilding import rebuild_indicators, rebuild_progress
from nhip.apps.rollups.storing import Stored, store_indicators, store_progress
from nhip.apps.rollups.year_ground import Link, YearGround, year_ground
from nhip.core.progress import PROGRESS
from nhip.core.rollup import YearStates, layout_of, total
from nhip.core.targets import PeriodTargets, read_targets, with_sum
from nhip.core.targets import Target as Goal

BATCH = 500
MOST_AT_ONCE = 5_000
"""Roll-ups refreshed in one transaction: few enough that others wait little, many enough to share their reads."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Of a unit's year that changed. is_from_below: only because a unit below it did."""

    ids: tuple[int, ...]
    since: datetime
    is_from_below: bool


Marks = Mapping[tuple[int, int | None], Mark]
"""Unit and indicator (None: progress) -> its mark."""


def drain(*, now: datetime) -> int:
    """Refresh everything that is dirty. Returns how many units' years (of an indicator, or of progress) were refreshed.

    Each batch is a transaction of its own and waits for those of other workers, so several may drain at once: none
    loses a mark, and none overwrites newer numbers with its own.
    """
    refreshed = 0
    while batch := _deepest():
        refreshed += batch.refresh(now=now)
    return refreshed


@dataclass(frozen=True, slots=True)
class _Batch:
    """Units of one year that stand equally deep. indicators: None for progress, else unit -> indicators."""

    year: int
    units: tuple[int, ...]
    indicators: Mapping[int, frozenset[int]] | None

    @transaction.atomic
    def refresh(self, *, now: datetime) -> int:
        facts = ground.held()
        around = year_ground(facts, self.year)
        if self.indicators is None:
            return _refresh_progress(around, self.units, now)
        return _refresh_indicators(around, self.indicators, now)


def _deepest() -> _Batch | None:
    """What stands lowest of all that is dirty, or a part of it. One year, and either progress or indicators.

    Units are taken as they last stood in the year. Order saves work; it is not what makes the numbers right.
    """
    facts = ground.current()
    by_depth: dict[tuple[int, int, bool], dict[int, set[int]]] = {}
    for unit, year, indicator in Dirty.objects.values_list("unit_id", "year", "indicator_id").distinct():
        depth = len(year_ground(facts, year).last_line(unit))
        several = by_depth.setdefault((depth, year, indicator is None), {}).setdefault(unit, set())
        if indicator is not None:
            several.add(indicator)
    if not by_depth:
        return None
    _depth_there, year, is_progress = deepest = max(by_depth)
    units = by_depth[deepest]
    if is_progress:
        return _Batch(year, tuple(sorted(units)[:BATCH]), None)
    chosen: dict[int, frozenset[int]] = {}
    left = MOST_AT_ONCE
    for unit in sorted(units):
        if left <= 0:
            break
        chosen[unit] = frozenset(units[unit])
        left -= len(units[unit])
    return _Batch(year, tuple(chosen), chosen)


def _refresh_progress(around: YearGround, units: Sequence[int], now: datetime) -> int:
    """A year that changes for the first time is rebuilt: whoever must report is expected then, changed or not."""
    marks = _marks(Dirty.objects.filter(unit__in=units, year=around.year, indicator=None))
    if not marks:
        return 0
    if not ProgressRollup.objects.filter(year=around.year).exists():
        return rebuild_progress(around, now=now)
    asked = sorted(unit for unit, _indicator in marks)
    facts = read_facts(around.year, answered_for(around.history, asked, around.year))
    below = {child for unit in asked for link in around.progress_links for child in link.children(unit)}
    stored = {
        unit: PROGRESS.read(text)
        for unit, text in ProgressRollup.objects.filter(year=around.year, unit__in=below).values_list(
            "unit_id", "states"
        )
    }
    found = {
        unit: total(
            PROGRESS,
            [own_progress(facts, around.history, unit), *_from_below(around.progress_links, unit, stored)],
        )
        for unit in asked
    }
    changed = store_progress(around.year, found, now=now)
    above = [
        ((parent, None), mark.since)
        for (unit, _indicator), mark in marks.items()
        if unit in changed or not mark.is_from_below
        for parent in around.above(unit, is_progress=True)
    ]
    _settle(around.year, marks, above)
    return len(found)


def _refresh_indicators(around: YearGround, asked: Mapping[int, frozenset[int]], now: datetime) -> int:
    known = catalogue()
    wanted = {indicator for several in asked.values() for indicator in several}
    rows = Dirty.objects.filter(unit__in=asked, year=around.year, indicator__in=wanted)
    marks = {
        (unit, indicator): mark
        for (unit, indicator), mark in _marks(rows).items()
        if indicator is not None and indicator in asked[unit]
    }
    if not marks:
        return 0
    started = set(
        IndicatorRollup.objects.filter(
            indicator__in={indicator for _unit, indicator in marks}, year=around.year
        )
        .values_list("indicator_id", flat=True)
        .distinct()
    )
    unbuilt = {known.by_id[one].rule.code for _unit, one in marks if one not in started}
    if unbuilt:
        return rebuild_indicators(around, known, unbuilt, now=now)
    keys = frozenset((unit, known.by_id[indicator].rule.code) for unit, indicator in marks)
    changed = store_indicators(around.year, known, keys, _computed(around, known, keys), now=now)
    above = [
        ((parent, indicator), mark.since)
        for (unit, indicator), mark in marks.items()
        if (unit, indicator) in changed or not mark.is_from_below
        for parent in around.above(unit, is_progress=False)
    ]
    _settle(around.year, dict(marks.items()), above)
    return len(keys)


def _computed(around: YearGround, known: Catalogue, keys: frozenset[tuple[int, str]]) -> dict[Row, Stored]:
    """The rows of these units and indicators: their own states and those stored of the units below."""
    own, goals = own_rows(around, known, keys)
    codes: dict[int, set[str]] = defaultdict(set)
    for unit, code in keys:
        codes[unit].add(code)
    below = _stored_below(around, known, codes)
    found: dict[Row, Stored] = {}
    for unit, several in codes.items():
        for code in several:
            indicator = known.rules[code]
            layout = layout_of(indicator)
            for category in known.categories_of(code):
                states = [own[unit, code, category]] if (unit, code, category) in own else []
                children = below.get((code, category), {})
                states += _from_below(around.links, unit, {one: row.states for one, row in children.items()})
                found[unit, code, category] = Stored(total(layout, states), {})
            whole = found[unit, code, ""]
            found[unit, code, ""] = Stored(
                whole.states,
                _targets(
                    around,
                    unit,
                    goals.get((unit, code), {}),
                    below.get((code, ""), {}),
                    is_amount=indicator.is_amount,
                ),
            )
    return found


def _stored_below(
    around: YearGround, known: Catalogue, codes: Mapping[int, set[str]]
) -> dict[tuple[str, str], dict[int, Stored]]:
    """The stored rows of the units below: indicator and category -> unit -> row."""
    children = sorted({child for unit in codes for link in around.links for child in link.children(unit)})
    wanted = {known.by_code[code].id: code for several in codes.values() for code in several}
    layouts = {code: layout_of(known.rules[code]) for code in wanted.values()}
    found: dict[tuple[str, str], dict[int, Stored]] = defaultdict(dict)
    for start in range(0, len(children), BATCH):
        rows = IndicatorRollup.objects.filter(
            unit__in=children[start : start + BATCH], year=around.year, indicator__in=wanted
        ).values_list("unit_id", "indicator_id", "category", "states", "targets")
        for unit, indicator, category, states, targets in rows.iterator(chunk_size=10_000):
            code = wanted[indicator]
            found[code, category][unit] = Stored(layouts[code].read(states), read_targets(targets))
    return found


def _targets(
    around: YearGround, unit: int, own: Mapping[int, Goal], below: Mapping[int, Stored], *, is_amount: bool
) -> PeriodTargets:
    """Those the unit was given, and for amounts the sums of those of the units below."""
    if not is_amount:
        return dict(own)
    found: PeriodTargets = {}
    if not own and not any(row.targets for row in below.values()):
        return found
    for link in around.links:
        children = [below[one].targets for one in link.children(unit) if one in below and below[one].targets]
        for shape in link.shapes:
            if goal := with_sum(own.get(shape), [one[shape] for one in children if shape in one]):
                found[shape] = goal
    return found


def _from_below(links: Iterable[Link], unit: int, stored: Mapping[int, YearStates]) -> list[YearStates]:
    return [
        stored[child].only(link.shapes) for link in links for child in link.children(unit) if child in stored
    ]


def _marks(rows: QuerySet[Dirty]) -> Marks:
    gathered: dict[tuple[int, int | None], list[tuple[int, datetime, bool]]] = {}
    for pk, unit, indicator, since, is_from_below in rows.values_list(
        "pk", "unit_id", "indicator_id", "marked_at", "is_from_below"
    ):
        gathered.setdefault((unit, indicator), []).append((pk, since, is_from_below))
    return {
        key: Mark(
            tuple(pk for pk, _since, _below in several),
            min(since for _pk, since, _below in several),
            all(below for _pk, _since, below in several),
        )
        for key, several in gathered.items()
    }


def _settle(year: int, marks: Marks, above: Sequence[tuple[tuple[int, int | None], datetime]]) -> None:
    """What was refreshed is clean, and those above are not. One mark for each of them, since the oldest change."""
    oldest: dict[tuple[int, int | None], datetime] = {}
    for key, since in above:
        oldest[key] = min(since, oldest.get(key, since))
    Dirty.objects.bulk_create(
        (
            Dirty(unit_id=unit, indicator_id=indicator, year=year, marked_at=since, is_from_below=True)
            for (unit, indicator), since in oldest.items()
        ),
        batch_size=BATCH,
    )
    seen = [pk for mark in marks.values() for pk in mark.ids]
    for start in range(0, len(seen), BATCH):
        Dirty.objects.filter(pk__in=seen[start : start + BATCH]).delete()
