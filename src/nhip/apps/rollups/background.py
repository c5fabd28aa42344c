from collections.abc import Callable

from django.db.models import Max

from nhip import clock
from nhip.apps.rollups import refreshing
from nhip.apps.rollups.models import Dirty

LONGEST_WAIT = 1.5
"""Seconds for which what is dirty may be put off by more that comes."""


class Refreshing:
    """Called again and again, brings the stored roll-ups up to what was known when it began.

    While many report, each look finds more that is dirty: it waits for the first look that finds nothing new, or until
    the oldest has waited long, so that what all of them changed of one thing is computed once, and the time in between
    is left to them. seconds: of a clock that only goes forward.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._newest: int | None = None
        self._since = 0.0

    def __call__(self) -> None:
        """One statement where nothing is dirty, or it waits."""
        newest, before = Dirty.objects.aggregate(newest=Max("pk"))["newest"], self._newest
        self._newest = newest
        if newest is None:
            return
        if before is None:
            self._since = self._seconds()
        if newest != before and self._seconds() - self._since < LONGEST_WAIT:
            return
        self._newest = None
        refreshing.pass_up(now=clock.now())
