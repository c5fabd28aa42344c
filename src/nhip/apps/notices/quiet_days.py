"""Vietnam's public holidays, those of the lunar calendar and days taken for them included (package ``holidays``)."""

from functools import cache

from nhip.core.notices import DaysOff


@cache
def days_off(year: int) -> DaysOff:
    """The year's days off, and the first days of the next one."""
    from holidays import country_holidays

    found = country_holidays("VN", years=(year, year + 1))
    return DaysOff(frozenset(found), frozenset(found.weekend_workdays))
