"""Refreshing stored roll-ups: the worker drains the dirty set; a rebuild starts from the facts alone."""

from datetime import datetime

from django.db import transaction

from nhip.apps.org import ground
from nhip.apps.rollups.facts import YearFacts, own_state_of, read_facts
from nhip.apps.rollups.models import Dirty, ProgressRollup
from nhip.core.periods import Month, months_of
from nhip.core.progress import NOTHING, ProgressState, total
from nhip.core.units import History

BATCH = 500
STATE_FIELDS = tuple(ProgressState.__dataclass_fields__)


def state_of(row: ProgressRollup) -> ProgressState:
    return ProgressState(**{name: getattr(row, name) for name in STATE_FIELDS})


def drain(*, now: datetime) -> int:
    """Refresh everything that is dirty, children before parents. Returns how many roll-ups were refreshed.

    Each refresh is a transaction of its own and waits for those of other workers, so several may drain at once:
    none loses a mark, and none overwrites newer numbers with its own.
    """
    refreshed = 0
    while deepest := _deepest_dirty():
        refreshed += sum(_refresh(unit, month, now=now) for unit, month in deepest)
    return refreshed


def _deepest_dirty() -> list[tuple[int, Month]]:
    """The dirty units and months that stand lowest in the tree of their cut-off day."""
    history = ground.current().history
    by_depth: dict[int, list[tuple[int, Month]]] = {}
    for unit, year, number in Dirty.objects.values_list("unit_id", "year", "month").distinct():
        month = Month(year, number)
        tree = history.tree_for(unit, month)
        by_depth.setdefault(0 if tree is None else tree.depth(unit), []).append((unit, month))
    return by_depth[max(by_depth)] if by_depth else []


@transaction.atomic
def _refresh(unit: int, month: Month, *, now: datetime) -> int:
    """Recompute one roll-up from the unit's own facts and its children's roll-ups. Returns 1, or 0 if another did.

    A year that changes for the first time is rebuilt: whoever must report is expected then, changed or not.
    """
    history = ground.held().history
    seen = dict(
        Dirty.objects.filter(unit_id=unit, year=month.year, month=month.number).values_list("pk", "marked_at")
    )
    if not seen:
        return 0
    if not ProgressRollup.objects.filter(year=month.year).exists():
        return rebuild(year=month.year, now=now)
    tree = history.tree_for(unit, month)
    stored = ProgressRollup.objects.filter(year=month.year, month=month.number)
    if tree is None:
        stored.filter(unit_id=unit).delete()
    else:
        facts = read_facts(month.year, history.all_predecessors(unit, tree.on) | {unit})
        state = total(
            [
                own_state_of(facts, history, unit, month),
                *map(state_of, stored.filter(unit__in=tree.children(unit))),
            ]
        )
        if state == NOTHING:
            stored.filter(unit_id=unit).delete()
        else:
            ProgressRollup.objects.update_or_create(
                unit_id=unit,
                year=month.year,
                month=month.number,
                defaults={name: getattr(state, name) for name in STATE_FIELDS} | {"refreshed_at": now},
            )
        above = tree.parent(unit)
        if above is not None:
            Dirty.objects.create(
                unit_id=above, year=month.year, month=month.number, marked_at=min(seen.values())
            )
    Dirty.objects.filter(pk__in=seen).delete()
    return 1


@transaction.atomic
def rebuild(*, year: int, now: datetime) -> int:
    """Recompute every roll-up of a year from the facts alone. Returns how many rows were stored."""
    history = ground.held().history
    seen = list(Dirty.objects.filter(year=year).values_list("pk", flat=True))
    facts = read_facts(year)
    rows = [row for month in months_of(year) for row in _rebuilt_month(history, facts, month, now)]
    for first in range(0, len(seen), BATCH):
        Dirty.objects.filter(pk__in=seen[first : first + BATCH]).delete()
    ProgressRollup.objects.filter(year=year).delete()
    ProgressRollup.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _rebuilt_month(history: History, facts: YearFacts, month: Month, now: datetime) -> list[ProgressRollup]:
    return [
        ProgressRollup(
            unit_id=unit,
            year=month.year,
            month=month.number,
            refreshed_at=now,
            **{name: getattr(state, name) for name in STATE_FIELDS},
        )
        for unit, state in rebuilt_states(history, facts, month).items()
    ]


def rebuilt_states(history: History, facts: YearFacts, month: Month) -> dict[int, ProgressState]:
    """The month's states of every unit that has something to tell, from the facts alone.

    Each unit sums its children by the tree of its own cut-off day.
    """
    states: dict[int, ProgressState] = {}

    def state(unit: int) -> ProgressState:
        if unit not in states:
            tree = history.tree_for(unit, month)
            states[unit] = total(
                []
                if tree is None
                else [own_state_of(facts, history, unit, month), *map(state, tree.children(unit))]
            )
        return states[unit]

    return {unit: found for unit in history.levels if (found := state(unit)) != NOTHING}
