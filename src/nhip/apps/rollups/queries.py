from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min, Subquery

from nhip.apps.rollups.models import Dirty, ProgressRollup
from nhip.core.progress import PROGRESS
from nhip.core.rollup import YearStates


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
