"""What the pages of a unit's year have in common: the years to choose from, and who is still shown though no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nhip.apps.org.ground import Ground
from nhip.apps.org.queries import day_for_year
from nhip.core.units import History, Tree


@dataclass(frozen=True, slots=True)
class Tellings:
    """On which boundaries a unit's year can be told: those of then, those of today. Where a unit is not, it cannot."""

    then: bool
    today: bool


def tellings_of(facts: Ground, code: str, year: int, today: date) -> Tellings:
    """today: also where nothing was ever reorganised, both are the same, so there is nothing to choose."""
    history = facts.history
    return Tellings(
        then=history.on(day_for_year(year, today)).bears(code),
        today=bool(facts.steps) and history.on(today).bears(code),
    )


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


def years_of(history: History, unit: int, code: str, today: date, *, is_today: bool) -> Iterable[int]:
    """The years, since the first calendar, in which the code leads to the unit; all of them on today's boundaries."""
    for year in range(min(fact.span.starts_on for fact in history.calendars).year, today.year + 1):
        tree = history.on(day_for_year(year, today))
        if is_today or (unit in tree and tree.code(unit) == code):
            yield year
