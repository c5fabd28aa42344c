"""On which reports a number rests, and how many of them nobody has approved yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from nhip.core.indicators import OverTime
from nhip.core.year_periods import YearPeriod


@dataclass(frozen=True, slots=True)
class Waiting:
    """unapproved: how many of the reports are filed and not yet approved. Both 0: from no report, or all approved."""

    unapproved: int = 0
    reports: int = 0


def relied_on(rule: OverTime, months: Iterable[int], period: YearPeriod) -> tuple[int, ...]:
    """The months whose figures make the unit's reading of a period: of a level the last one, else each.

    months: those in which the unit gave a figure.
    """
    inside = sorted(one for one in months if one in period.months)
    return tuple(inside[-1:] if rule is OverTime.LAST else inside)


def waiting_among(reports: frozenset[tuple[int, int]], unapproved: frozenset[tuple[int, int]]) -> Waiting:
    """Of the reports (unit, month) of one number; nothing is told where none of them waits."""
    waits = len(reports & unapproved)
    return Waiting(waits, len(reports)) if waits else Waiting()
