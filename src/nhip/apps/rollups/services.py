"""What other services say to the roll-ups: a unit's month changed, was reported, approved or returned.

Nothing is computed here. The mark and the queued refresh share the transaction of the change.
"""

from collections.abc import Iterable
from datetime import datetime

from nhip.apps.org import ground
from nhip.apps.rollups.background import refresh_rollups
from nhip.apps.rollups.models import Dirty, ProgressRollup, ReportedMark
from nhip.core.periods import Month


def mark_dirty(*, units: Iterable[int], months: Iterable[Month], now: datetime) -> None:
    """Say that these units' own states of these months changed; call it in the transaction of the change."""
    kept = list(months)
    rows = [
        Dirty(unit_id=unit, year=month.year, month=month.number, marked_at=now)
        for unit in units
        for month in kept
    ]
    if rows:
        Dirty.objects.bulk_create(rows)
        refresh_rollups.enqueue()


def mark_reported(*, unit: int, month: Month, approved: bool, now: datetime) -> None:
    """A unit has reported for the month, or its report was approved."""
    ReportedMark.objects.update_or_create(
        unit_id=unit, year=month.year, month=month.number, defaults={"approved": approved}
    )
    mark_dirty(units=_answering(unit, month), months=[month], now=now)


def withdraw_reported(*, unit: int, month: Month, now: datetime) -> None:
    """The unit's report of the month was returned: it counts no longer."""
    ReportedMark.objects.filter(unit_id=unit, year=month.year, month=month.number).delete()
    mark_dirty(units=_answering(unit, month), months=[month], now=now)


def _answering(unit: int, month: Month) -> list[int]:
    """The unit whose roll-up a report of ``unit`` goes into: itself, or its heir by the cut-off day."""
    history = ground.current().history
    heir = history.main_successor(unit, history.cut_off(unit, month))
    return [] if heir is None else [heir]


def forget_units(*, units: Iterable[int]) -> None:
    """Drop what was computed of units that never were: their coming has been undone."""
    kept = list(units)
    Dirty.objects.filter(unit__in=kept).delete()
    ProgressRollup.objects.filter(unit__in=kept).delete()
