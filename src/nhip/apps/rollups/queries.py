from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min, Q, Subquery

from nhip.apps.rollups.models import Dirty, ProgressRollup
from nhip.apps.rollups.refreshing import state_of
from nhip.core.periods import MONTHS
from nhip.core.rollup import NOTHING, ProgressState

YearStates = tuple[ProgressState, ...]


def year_states(*, units: Iterable[int], year: int) -> tuple[dict[int, YearStates], datetime | None]:
    """The twelve stored states of each unit, and the business time of the oldest change not yet in the year's numbers.

    One statement.
    """
    asked = list(units)
    oldest = (
        Dirty.objects.filter(year=year).order_by().values("year").annotate(at=Min("marked_at")).values("at")
    )
    states: dict[int, dict[int, ProgressState]] = {unit: {} for unit in asked}
    pending: datetime | None = None
    for row in ProgressRollup.objects.filter(Q(unit__in=asked), year=year).annotate(pending=Subquery(oldest)):
        states[row.unit_id][row.month] = state_of(row)
        pending = row.pending
    return {
        unit: tuple(months.get(number, NOTHING) for number in MONTHS) for unit, months in states.items()
    }, pending
