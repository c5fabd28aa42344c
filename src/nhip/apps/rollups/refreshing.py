"""Refreshing stored roll-ups: the worker drains the dirty set, children before parents, many at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet

from nhip.apps.indicators.models import Indicator
from nhip.apps.indicators.queries import Catalogue, catalogue
from nhip.apps.org import ground
from nhip.apps.rollups.indicators import Row, own_rows
from nhip.apps.rollups.models import Dirty, IndicatorRollup, ProgressRollup
from nhip.apps.rollups.progress import answered_for, own_progress, read_facts
from nhip.apps.rollups.rebuilding import rebuild_indicators, rebuild_progress
from nhip.apps.rollups.storing import Stored, put_marks, store_indicators, store_progress
from nhip.apps.rollups.year_ground import Link, YearGround, year_ground
from nhip.core.progress import PROGRESS
from nhip.core.rollup import Layout, YearStates, layout_of, total
from nhip.core.targets import PeriodTargets, read_targets, with_sum
from nhip.core.targets import Target as Goal
from nhip.rows import ask, change, places

BATCH = 500
_DIRTY = Dirty._meta.db_table  # noqa: SLF001 - a name of ours
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

    Each batch is stored in a transaction of its own that waits for those of other workers, so several may drain at
    once: none loses a mark, and none overwrites newer numbers with its own.
    """
    refreshed = 0
    while count := pass_up(now=now):
        refreshed += count
    return refreshed


def pass_up(*, now: datetime) -> int:
    """Refresh once from the lowest that is dirty up to the highest, and leave what becomes dirty meanwhile below.

    While reports keep coming, whoever stands above is so refreshed as often as they are, and for several at once.
    Returns how many units' years were refreshed, 0 where nothing is dirty.
    """
    refreshed = 0
    batch = _deepest(None)
    while batch is not None:
        refreshed += max(1, batch.refresh(now=now))
        batch = _deepest(batch)
    return refreshed


@dataclass(frozen=True, slots=True)
class _Batch:
    """Units of one year that stand equally deep, and what of them is refreshed: progress, or all their indicators.

    is_part: more of them were dirty than one transaction takes.
    """

    depth: int
    year: int
    is_progress: bool
    units: tuple[int, ...]
    is_part: bool

    @property
    def place(self) -> tuple[int, int, bool]:
        return self.depth, self.year, self.is_progress

    def refresh(self, *, now: datetime) -> int:
        """What is dirty is read first and computed from what is read after it, then stored in a turn of its own.

        So nobody who reports waits while it is computed. What changes in between has a mark that stays; where another
        took up the same marks, or the units changed, nothing is stored, and what is still dirty is taken up again.
        """
        facts = ground.current()
        around = year_ground(facts, self.year)
        marks = _progress_marks(self) if self.is_progress else _indicator_marks(self)
        if not marks:
            return 0
        work = _progress_work(around, marks) if self.is_progress else _indicator_work(around, marks)
        with transaction.atomic():
            if ground.held() is not facts or not _are_there(marks):
                return 0
            return work(now)


Work = Callable[[datetime], int]
"""Stores what was computed, in a transaction of its own; returns how many units' years that were."""


def _deepest(before: _Batch | None) -> _Batch | None:
    """What stands lowest of all that is dirty, or a part of it. One year, and either progress or indicators.

    before: what this pass has refreshed last: what is chosen stands above it, or is the rest of it.

    Units are taken as they last stood in the year. Order saves work; it is not what makes the numbers right. A unit
    marked twice counts as two of ``MOST_AT_ONCE``: telling them apart would cost more than a smaller batch.
    """
    facts = ground.current()
    by_depth: dict[tuple[int, int, bool], dict[int, int]] = {}
    counted = Dirty.objects.values_list("unit_id", "year").annotate(Count("pk"), Count("indicator"))
    for unit, year, marks, of_indicators in counted:
        depth = len(year_ground(facts, year).last_line(unit))
        if of_indicators:
            by_depth.setdefault((depth, year, False), {})[unit] = of_indicators
        if marks > of_indicators:
            by_depth.setdefault((depth, year, True), {})[unit] = 1
    if before is not None:
        by_depth = {
            place: units
            for place, units in by_depth.items()
            if place < before.place or (before.is_part and place == before.place)
        }
    if not by_depth:
        return None
    depth, year, is_progress = deepest = max(by_depth)
    chosen: list[int] = []
    left = BATCH if is_progress else MOST_AT_ONCE
    for unit, marks in sorted(by_depth[deepest].items()):
        if left <= 0:
            break
        chosen.append(unit)
        left -= marks
    return _Batch(depth, year, is_progress, tuple(chosen), is_part=len(chosen) < len(by_depth[deepest]))


def _progress_marks(batch: _Batch) -> Marks:
    return _marks(Dirty.objects.filter(unit__in=batch.units, year=batch.year, indicator=None))


def _indicator_marks(batch: _Batch) -> Marks:
    marks: dict[tuple[int, int | None], Mark] = {}
    for start in range(0, len(batch.units), BATCH):
        some = batch.units[start : start + BATCH]
        marks |= _marks(Dirty.objects.filter(unit__in=some, year=batch.year, indicator__isnull=False))
    return marks


def _are_there(marks: Marks) -> bool:
    """Nobody took up any of them meanwhile."""
    return sum(_count(some) for some in _numbers(marks)) == sum(len(mark.ids) for mark in marks.values())


def _count(some: Sequence[int]) -> int:
    found = ask(f"SELECT COUNT(*) FROM {_DIRTY} WHERE id IN {places(len(some))}", some)  # noqa: S608 - a name of ours
    return int(found[0][0])


def _numbers(marks: Marks) -> Iterator[list[int]]:
    """Of all of them, as many at a time as go into a statement."""
    seen = [pk for mark in marks.values() for pk in mark.ids]
    for start in range(0, len(seen), MOST_AT_ONCE):
        yield seen[start : start + MOST_AT_ONCE]


def _progress_work(around: YearGround, marks: Marks) -> Work:
    """A year that changes for the first time is rebuilt: whoever must report is expected then, changed or not."""
    if not ProgressRollup.objects.filter(year=around.year).exists():
        return lambda now: rebuild_progress(around, now=now)
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
            [
                own_progress(facts, around.history, unit),
                *_from_below(PROGRESS, _children(around.progress_links, unit), stored),
            ],
        )
        for unit in asked
    }

    def store(now: datetime) -> int:
        changed = store_progress(around.year, found, now=now)
        above = [
            ((parent, None), mark.since)
            for (unit, _indicator), mark in marks.items()
            if unit in changed or not mark.is_from_below
            for parent in around.above(unit, is_progress=True)
        ]
        _settle(around.year, marks, above)
        return len(found)

    return store


def _indicator_work(around: YearGround, marks: Marks) -> Work:
    known = catalogue()
    codes = {(unit, one): known.by_id[one].rule.code for unit, one in marks if one is not None}
    unbuilt = set(codes.values()) - _built(known, around.year)
    if unbuilt:
        return lambda now: rebuild_indicators(around, known, unbuilt, now=now)
    keys = frozenset((unit, code) for (unit, _indicator), code in codes.items())
    found = _computed(around, known, keys)

    def store(now: datetime) -> int:
        changed = store_indicators(around.year, known, keys, found, now=now)
        above = [
            ((parent, indicator), mark.since)
            for (unit, indicator), mark in marks.items()
            if (unit, indicator) in changed or not mark.is_from_below
            for parent in around.above(unit, is_progress=False)
        ]
        _settle(around.year, marks, above)
        return len(keys)

    return store


def _built(known: Catalogue, year: int) -> set[str]:
    """The indicators of which anything of the year is stored: one look at an index for each."""
    rows = IndicatorRollup.objects.filter(indicator=OuterRef("pk"), year=year)
    found = Indicator.objects.filter(Exists(rows)).order_by().values_list("pk", flat=True)
    return {known.by_id[one].rule.code for one in found}


def _computed(around: YearGround, known: Catalogue, keys: frozenset[tuple[int, str]]) -> dict[Row, Stored]:
    """The rows of these units and indicators: their own states and those stored of the units below."""
    own, goals = own_rows(around, known, keys)
    codes: dict[int, set[str]] = defaultdict(set)
    for unit, code in keys:
        codes[unit].add(code)
    below = _stored_below(around, known, codes)
    found: dict[Row, Stored] = {}
    for unit, several in codes.items():
        children = _children(around.links, unit)
        lines = [(shapes, child) for shapes, several in children for child in several]
        for code in several:
            indicator = known.rules[code]
            layout = layout_of(indicator)
            for category in known.categories_of(code):
                row = unit, code, category
                rows = below.get((code, category), {})
                states = [own[row]] if row in own else []
                states += _from_below(
                    layout, children, {one: rows[one].states for _shapes, one in lines if one in rows}
                )
                targets: PeriodTargets = {}
                if category == "":
                    given = goals.get((unit, code), {})
                    targets = _targets(lines, given, rows, is_amount=indicator.is_amount)
                found[row] = Stored(total(layout, states), targets)
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
    lines: Iterable[tuple[frozenset[int], int]],
    own: Mapping[int, Goal],
    below: Mapping[int, Stored],
    *,
    is_amount: bool,
) -> PeriodTargets:
    """Those the unit was given, and for amounts the sums of those of the units below. lines: periods, unit below."""
    if not is_amount:
        return dict(own)
    parts: dict[int, list[Goal]] = {}
    for shapes, child in lines:
        if child in below:
            for shape, part in below[child].targets.items():
                if shape in shapes:
                    parts.setdefault(shape, []).append(part)
    found: PeriodTargets = {}
    for shape in sorted(own.keys() | parts.keys()):
        goal = with_sum(own.get(shape), parts.get(shape, []))
        if goal is not None:
            found[shape] = goal
    return found


def _children(links: Iterable[Link], unit: int) -> list[tuple[frozenset[int], tuple[int, ...]]]:
    """Periods -> the units below it in them."""
    return [(link.shapes, tuple(link.children(unit))) for link in links]


def _from_below(
    layout: Layout,
    children: Iterable[tuple[frozenset[int], tuple[int, ...]]],
    stored: Mapping[int, YearStates],
) -> list[YearStates]:
    """What the units below give in their periods, added up before the periods are chosen: the same, and cheaper."""
    return [
        total(layout, found).only(shapes)
        for shapes, several in children
        if (found := [stored[child] for child in several if child in stored])
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
    put_marks(
        year,
        [(unit, indicator, since, True) for (unit, indicator), since in oldest.items()],
    )
    for some in _numbers(marks):
        change(f"DELETE FROM {_DIRTY} WHERE id IN {places(len(some))}", some)  # noqa: S608 - a name of ours
