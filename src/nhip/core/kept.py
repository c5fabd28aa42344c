"""What is made of a day once and asked for often."""

from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from typing import Generic, TypeVar

Owner = TypeVar("Owner")
Made = TypeVar("Made")


class KeptByDay(Generic[Made]):
    """Called with a day, returns what was made of it; of more than ``most`` days the one made first is forgotten."""

    def __init__(self, make: Callable[[date], Made], most: int = 64) -> None:
        self._make, self._most = make, most
        self._kept: dict[date, Made] = {}

    def __call__(self, day: date) -> Made:
        if day not in self._kept:
            while len(self._kept) >= self._most:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[day] = self._make(day)
        return self._kept[day]


def kept_by_day(make: Callable[[Owner, date], Made]) -> cached_property[KeptByDay[Made]]:
    """A method of a day whose owner never changes, asked once for each day."""
    return cached_property(lambda owner: KeptByDay(partial(make, owner)))
