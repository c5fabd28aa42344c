"""What other services say to the roll-ups: a unit's month changed, was reported, approved, returned; figures changed.

Nothing is computed here: the worker takes up what is marked. The mark shares the transaction of the change.
"""

from collections.abc import Iterable
from datetime import datetime

from nhip.apps.indicators.queries import Catalogue, catalogue
from nhip.apps.indicators.services import NOTHING, Written
from nhip.apps.org import ground
from nhip.apps.rollups.models import Dirty, IndicatorRollup, ProgressRollup, ReportedMark
from nhip.apps.rollups.storing import MarkRow, put_marks
from nhip.core.periods import Month
from nhip.rows import insert_rows

Row = tuple[int, int | None, int]
"""Unit, indicator (None: the progress of its tasks) and year."""


def mark_dirty(*, units: Iterable[int], years: Iterable[int], now: datetime) -> None:
    """Say that the progress of these units' own tasks changed; call it in the transaction of the change."""
    several = list(units)
    _mark({(unit, None, year) for year in set(years) for unit in several}, now)


def mark_figures(*, written: Written, now: datetime, known: Catalogue | None = None) -> None:
    """Say that figures or targets of these units changed; call it in the transaction of the change.

    known: where the caller has just read it.
    """
    _mark(_of_figures(written, known), now)


def _of_figures(written: Written, known: Catalogue | None) -> set[Row]:
    """What changed figures make dirty.

    Where a unit is expected from now on, or no more, every year of the indicator changes.
    """
    if not written.changed and not written.reporters:
        return set()
    known = known or catalogue()
    years: dict[tuple[int, int], set[int]] = {}
    for unit, indicator, year in written.changed:
        years.setdefault((unit, indicator), set()).add(year)
    if written.reporters:
        ground.held()  # a year that another begins to build now is seen by it, or by us
        of_indicators = _years_of({indicator for _unit, indicator in written.reporters})
        for unit, indicator in written.reporters:
            years.setdefault((unit, indicator), set()).update(of_indicators.get(indicator, ()))
    rows = {
        (unit, known.by_code[code].id, year)
        for (unit, indicator), several in years.items()
        for code in known.leaning_on([known.by_id[indicator].rule.code])
        for year in several
    }
    heirs = _heirs({unit for unit, _indicator, _year in rows})
    return {(one, indicator, year) for unit, indicator, year in rows for one in (unit, *heirs[unit])}


def mark_indicators(*, indicators: Iterable[int], now: datetime) -> None:
    """Say that these indicators add up otherwise than before: every roll-up of theirs is to be built anew."""
    changed = set(indicators)
    known = _years_of(changed)
    IndicatorRollup.objects.filter(indicator__in=changed).delete()
    # Any unit will do: an indicator's year of which nothing is stored is built as a whole.
    some = list(ground.current().history.levels)[:1]
    _mark({(unit, one, year) for one in changed for year in known.get(one, ()) for unit in some}, now)


def mark_units(*, units: Iterable[int], years: Iterable[int], now: datetime) -> None:
    """Say that these units, or their places in the tree, changed: everything that is rolled up of them."""
    kept, asked = set(years), set(units)
    mark_dirty(units=asked, years=kept, now=now)
    pairs = set(IndicatorRollup.objects.filter(year__in=kept).values_list("indicator_id", "year").distinct())
    _mark({(unit, indicator, year) for unit in asked for indicator, year in pairs}, now)


def _mark(rows: Iterable[Row], now: datetime) -> None:
    by_year: dict[int, list[MarkRow]] = {}
    for unit, indicator, year in rows:
        by_year.setdefault(year, []).append((unit, indicator, now, False))
    for year, several in sorted(by_year.items()):
        put_marks(year, several)


def _years_of(indicators: set[int]) -> dict[int, set[int]]:
    """The years that are built, or are to be."""
    found: dict[int, set[int]] = {}
    for model in (IndicatorRollup, Dirty):
        rows = model.objects.filter(indicator__in=indicators).values_list("indicator_id", "year").distinct()
        for indicator, year in rows:
            found.setdefault(indicator, set()).add(year)
    return found


def _heirs(units: set[int]) -> dict[int, set[int]]:
    """Of each unit, those to which figures of it may be carried."""
    found: dict[int, set[int]] = {unit: set() for unit in units}
    steps = sorted(ground.current().steps, key=lambda one: one.on)
    for unit, heirs in found.items():
        held = {unit}
        for step in steps:
            for source in held & step.parts.keys():
                heirs |= {part.target for part in step.parts[source]}
            held |= heirs
    return found


def mark_reported(
    *,
    unit: int,
    month: Month,
    approved: bool,
    now: datetime,
    written: Written = NOTHING,
    known: Catalogue | None = None,
) -> None:
    """A unit has reported for the month, or its report was approved.

    written: figures that the same act changed; known: as for ``mark_figures``.
    """
    insert_rows(
        ReportedMark,
        ("unit_id", "year", "month", "approved"),
        [(unit, month.year, month.number, approved)],
        "ON CONFLICT (unit_id, year, month) DO UPDATE SET approved = excluded.approved",
    )
    progress = {(one, None, month.year) for one in _answering(unit, month)}
    _mark(progress | _of_figures(written, known), now)


def withdraw_reported(*, unit: int, month: Month, now: datetime) -> None:
    """The unit's report of the month was returned: it counts no longer."""
    ReportedMark.objects.filter(unit_id=unit, year=month.year, month=month.number).delete()
    mark_dirty(units=_answering(unit, month), years=[month.year], now=now)


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
    IndicatorRollup.objects.filter(unit__in=kept).delete()
