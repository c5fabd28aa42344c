"""Writing roll-ups: only what differs from what is stored already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connection

from nhip.apps.indicators.queries import Catalogue
from nhip.apps.rollups.models import Dirty, IndicatorRollup, ProgressRollup
from nhip.core.rollup import YearStates
from nhip.core.targets import PeriodTargets, written_targets
from nhip.rows import insert_rows

BATCH = 500

Row = tuple[int, int, str, str, str]
"""Unit, indicator, category; states and targets as written."""

MarkRow = tuple[int, int | None, datetime, bool]
"""Unit, indicator (None: progress), since when, whether it comes from below."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One row of an indicator. targets: of the row of the whole; empty for categories."""

    states: YearStates
    targets: PeriodTargets

    @property
    def is_nothing(self) -> bool:
        return self.states.is_nothing and not self.targets


def store_progress(year: int, found: Mapping[int, YearStates], *, now: datetime) -> set[int]:
    """Store the rows of these units; returns those that changed. Rows with nothing to tell are not kept."""
    before = {row.unit_id: row for row in ProgressRollup.objects.filter(year=year, unit__in=found)}
    fresh, altered, gone = [], [], []
    for unit, states in found.items():
        row, text = before.get(unit), states.written()
        if states.is_nothing:
            gone += [] if row is None else [row.pk]
        elif row is None:
            fresh.append(ProgressRollup(unit_id=unit, year=year, states=text, refreshed_at=now))
        elif row.states != text:
            row.states, row.refreshed_at = text, now
            altered.append(row)
    changed = {row.unit_id for row in before.values() if row.pk in gone}
    changed |= {row.unit_id for row in (*fresh, *altered)}
    ProgressRollup.objects.bulk_create(fresh, batch_size=BATCH)
    ProgressRollup.objects.bulk_update(altered, ["states", "refreshed_at"], batch_size=BATCH)
    ProgressRollup.objects.filter(pk__in=gone).delete()
    return changed


def store_indicators(
    year: int,
    known: Catalogue,
    keys: frozenset[tuple[int, str]],
    found: Mapping[tuple[int, str, str], Stored],
    *,
    now: datetime,
) -> set[tuple[int, int]]:
    """Store the rows of these units and indicators (codes); returns those that changed, as unit and indicator."""
    ids = {code: known.by_code[code].id for _unit, code in keys}
    before: dict[tuple[int, int, str], tuple[int, str, str]] = {}
    units = sorted({unit for unit, _code in keys})
    for start in range(0, len(units), BATCH):
        rows = IndicatorRollup.objects.filter(
            unit__in=units[start : start + BATCH], year=year, indicator__in=ids.values()
        ).values_list("pk", "unit_id", "indicator_id", "category", "states", "targets")
        for pk, unit, indicator, category, states, targets in rows.iterator(chunk_size=10_000):
            before[unit, indicator, category] = (pk, states, targets)
    put: list[Row] = []
    gone: list[int] = []
    changed: set[tuple[int, int]] = set()
    for (unit, code, category), one in found.items():
        old = before.get((unit, ids[code], category))
        texts = (one.states.written(), written_targets(one.targets))
        if (one.is_nothing and old is None) or (not one.is_nothing and old is not None and old[1:] == texts):
            continue
        changed.add((unit, ids[code]))
        if one.is_nothing and old is not None:
            gone.append(old[0])
            continue
        put.append((unit, ids[code], category, *texts))
    put_rows(put, year=year, now=now)
    for start in range(0, len(gone), BATCH):
        IndicatorRollup.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    return changed


def put_rows(rows: Iterable[Row], *, year: int, now: datetime) -> int:
    """Add the rows; those that are there take the new numbers. Returns how many."""
    news = ", ".join(f"{name} = excluded.{name}" for name in ("states", "targets", "refreshed_at"))
    moment = connection.ops.adapt_datetimefield_value(now)
    return insert_rows(
        IndicatorRollup,
        ("unit_id", "indicator_id", "category", "states", "targets", "year", "refreshed_at"),
        ((*row, year, moment) for row in rows),
        f"ON CONFLICT (unit_id, year, indicator_id, category) DO UPDATE SET {news}",
    )


def put_marks(year: int, rows: Iterable[MarkRow]) -> None:
    """Mark units' years as dirty."""
    adapted = cache(connection.ops.adapt_datetimefield_value)
    insert_rows(
        Dirty,
        ("unit_id", "indicator_id", "marked_at", "is_from_below", "year"),
        ((unit, one, adapted(since), is_below, year) for unit, one, since, is_below in rows),
    )
