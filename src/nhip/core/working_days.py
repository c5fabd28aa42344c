"""Days that are worked, and days that are not: facts of a country, passed in."""

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class DaysOff:
    """public: holidays and days taken for them; worked: days of a weekend that are worked instead."""

    public: frozenset[date] = field(default=frozenset())
    worked: frozenset[date] = field(default=frozenset())


SATURDAY = 5


def is_quiet(day: date, off: DaysOff) -> bool:
    """Whether the day is a weekend's or a public holiday."""
    return day in off.public or (day.weekday() >= SATURDAY and day not in off.worked)


def next_working_day(day: date, off: DaysOff) -> date:
    """The day itself unless it is quiet, else the first after it that is not."""
    while is_quiet(day, off):
        day += timedelta(days=1)
    return day
