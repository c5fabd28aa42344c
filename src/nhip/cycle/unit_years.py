"""What the pages of a unit's year have in common: the years to choose from, and who is still shown though no more."""

from collections.abc import Iterable
from datetime import date

from nhip.apps.org.queries import day_for_year
from nhip.core.units import History, Tree


def gone_within(history: History, tree: Tree, unit: int, year: int) -> tuple[int, ...]:
    """Units that stood directly under the unit and ended within the year, by the tree's day; in Vietnamese order."""
    first = date(year, 1, 1)
    found = {
        fact.unit
        for fact in history.placements
        if fact.parent == unit
        and fact.unit not in tree
        and fact.span.ends_before is not None
        and first < fact.span.ends_before <= tree.on
    }
    return tuple(sorted(found, key=lambda one: history.sort_key_then(one, tree.on)))


def years_of(history: History, unit: int, code: str, today: date) -> Iterable[int]:
    """The years, since the first calendar, in which the code leads to the unit."""
    for year in range(min(fact.span.starts_on for fact in history.calendars).year, today.year + 1):
        tree = history.on(day_for_year(year, today))
        if unit in tree and tree.code(unit) == code:
            yield year
