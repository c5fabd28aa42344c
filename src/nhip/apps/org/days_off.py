"""Vietnam's public holidays, those of the lunar calendar and days taken for them included (package ``holidays``)."""

from datetime import date
from functools import cache

from nhip.core.working_days import DaysOff

KNOWN_YEARS = range(2015, 2051)
"""Of reports and plans; holidays of the years to come are those that the law of today makes."""


@cache
def days_off(year: int) -> DaysOff:
    """The year's days off, and the first days of the next one."""
    from holidays import country_holidays

    found = country_holidays("VN", years=(year, year + 1))
    return DaysOff(frozenset(found), frozenset(found.weekend_workdays))


@cache
def days_off_of(years: range) -> DaysOff:
    """Of all of these years."""
    several = [days_off(year) for year in years]
    return DaysOff(
        frozenset[date]().union(*(one.public for one in several)),
        frozenset[date]().union(*(one.worked for one in several)),
    )
