from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Subquery

from nhip.apps.indicators.queries import Catalogue
from nhip.apps.rollups.models import Dirty, IndicatorRollup, ProgressRollup
from nhip.core.progress import PROGRESS
from nhip.core.rollup import YearStates, layout_of
from nhip.core.targets import PeriodTargets, read_targets


@dataclass(frozen=True, slots=True)
class StoredYear:
    """An indicator of a unit and everything below it in a year. targets: of the whole; empty for categories."""

    states: YearStates
    targets: PeriodTargets


def figures_of(
    *, units: Iterable[int], year: int, codes: Iterable[str], known: Catalogue
) -> tuple[dict[tuple[int, str, str], StoredYear], datetime | None]:
    """Unit, indicator, category -> what is stored, and the business time of the oldest change not yet in the numbers.

    Of derived indicators, what they are made of must be asked for too. Two statements.
    """
    wanted = {known.by_code[code].id: code for code in codes}
    layouts = {code: layout_of(known.rules[code]) for code in wanted.values()}
    rows = IndicatorRollup.objects.filter(unit__in=list(units), year=year, indicator__in=wanted).values_list(
        "unit_id", "indicator_id", "category", "states", "targets"
    )
    found = {
        (unit, wanted[indicator], category): StoredYear(
            layouts[wanted[indicator]].read(states), read_targets(targets)
        )
        for unit, indicator, category, states, targets in rows
    }
    pending = Dirty.objects.filter(year=year, indicator__in=wanted).aggregate(at=Min("marked_at"))["at"]
    return found, pending


def progress_of(*, units: Iterable[int], year: int) -> tuple[dict[int, YearStates], datetime | None]:
    """The stored progress of each unit, and the business time of the oldest change not yet in the numbers.

    One statement.
    """
    asked = list(units)
    oldest = (
        Dirty.objects.filter(year=year, indicator=None)
        .order_by()
        .values("year")
        .annotate(at=Min("marked_at"))
        .values("at")
    )
    states = dict.fromkeys(asked, PROGRESS.nothing)
    pending: datetime | None = None
    rows = (
        ProgressRollup.objects.filter(unit__in=asked, year=year)
        .annotate(pending=Subquery(oldest))
        .values_list("unit_id", "pending", "states")
    )
    for unit, since, text in rows:
        states[unit], pending = PROGRESS.read(text), since
    return states, pending
