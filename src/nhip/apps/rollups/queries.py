from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min, Subquery

from nhip.apps.rollups.models import Dirty, ProgressRollup
from nhip.apps.rollups.refreshing import STATE_FIELDS
from nhip.core.periods import MONTHS
from nhip.core.progress import NOTHING, ProgressState

YearStates = tuple[ProgressState, ...]


def year_states(*, units: Iterable[int], year: int) -> tuple[dict[int, YearStates], datetime | None]:
    """The twelve stored states of each unit, and the business time of the oldest change not yet in the numbers.

    One statement.
    """
    asked = list(units)
    oldest = (
        Dirty.objects.filter(year=year).order_by().values("year").annotate(at=Min("marked_at")).values("at")
    )
    states = {unit: [NOTHING] * len(MONTHS) for unit in asked}
    pending: datetime | None = None
    rows = (
        ProgressRollup.objects.filter(unit__in=asked, year=year)
        .annotate(pending=Subquery(oldest))
        .values_list("unit_id", "month", "pending", *STATE_FIELDS)
    )
    for unit, month, pending_since, *state in rows.iterator():
        states[unit][month - 1] = ProgressState(*state)
        pending = pending_since
    return {unit: tuple(months) for unit, months in states.items()}, pending
