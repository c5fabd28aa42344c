"""Which totals depend on a share: those that hold a part, but not every part, of what a division shared out."""

from collections.abc import Iterable

from nhip.analytics.question import Question, bases_of
from nhip.core.indicators import Indicator, OverTime
from nhip.core.year_periods import YearPeriod

Flag = tuple[int, str, str, YearPeriod]
"""Unit, indicator, category, period."""


def apportioned(question: Question) -> frozenset[Flag]:
    """The units, indicators, categories and periods whose value is apportioned.

    A total over all parts of a division is exact whatever the shares, so it is not marked.
    """
    if not question.marks:
        return frozenset()
    own = _own_flags(question)
    flags: set[Flag] = set()
    for indicator in question.indicators.values():
        for category in question.categories[indicator.code]:
            for period in question.trees:
                for basis in bases_of(indicator):
                    read_in = question.category_of(basis, category)
                    flags |= {
                        (unit, indicator.code, category, period)
                        for unit in own.get((basis, read_in, period), ())
                    }
    return frozenset(flags)


def _own_flags(question: Question) -> dict[tuple[str, str, YearPeriod], set[int]]:
    """Of the reported indicators, each by itself."""
    last = _last_months(question)
    found: dict[tuple[str, str, YearPeriod], set[int]] = {}
    for (code, year, month, category), divisions in question.marks.items():
        indicator = question.indicators[code]
        for period, tree in question.trees.items():
            if period.year != year or month not in period.months:
                continue
            for holders in divisions.values():
                used = [
                    one for one in holders if _is_used(indicator, last, (one, code, category), period, month)
                ]
                depends = _partly(used, len(holders), tree.parents)
                found.setdefault((code, category, period), set()).update(depends)
    return found


def _last_months(question: Question) -> dict[tuple[int, str, str], list[tuple[int, int]]]:
    """Which months of which years a marked figure's unit reported, in order."""
    marked = {
        (unit, code, category)
        for (code, _year, _month, category), divisions in question.marks.items()
        for holders in divisions.values()
        for unit in holders
    }
    found: dict[tuple[int, str, str], list[tuple[int, int]]] = {}
    for unit, code, year, month, category in question.facts.values:
        if (unit, code, category) in marked:
            found.setdefault((unit, code, category), []).append((year, month))
    return found


def _is_used(
    indicator: Indicator,
    last: dict[tuple[int, str, str], list[tuple[int, int]]],
    key: tuple[int, str, str],
    period: YearPeriod,
    month: int,
) -> bool:
    """A figure that a later one of the period replaced has no part in a "last" value."""
    if indicator.over_time is not OverTime.LAST:
        return True
    return month == max(
        number for year, number in last[key] if year == period.year and number in period.months
    )


def _partly(used: Iterable[int], whole: int, parents: dict[int, int | None]) -> set[int]:
    """The units at or above those used that do not hold the whole."""
    held: dict[int, int] = {}
    for unit in used:
        above: int | None = unit
        while above is not None:
            held[above] = held.get(above, 0) + 1
            above = parents.get(above)  # other heirs may stand outside the tree that is told
    return {unit for unit, count in held.items() if count < whole}
