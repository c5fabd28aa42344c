"""Progress of tasks on the algebra of ``core.rollup``: what its states consist of, and the cell that is read off.

Rules and worked tables: docs/rules/progress.md. Percentages, rounding and lights come last. Planned and actual cover
the same tasks: those that were reported. A silent unit is missing, never zero, and last month's progress is not
carried forward. A longer period shows each unit's last reported month.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from operator import attrgetter

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import Span
from nhip.core.rollup import Fold, Layout, YearStates
from nhip.core.units import Level
from nhip.core.year_periods import SHAPES


class Light(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class LightRule:
    """Thresholds in force on a span of days, in points behind plan.

    Behind by less than ``amber_from``: green; less than ``red_from``: amber; else red. A light is given when at
    least ``quorum`` (0 to 1) of the expected units reported.
    """

    span: Span
    amber_from: Decimal
    red_from: Decimal
    quorum: Decimal
    source: str = ""


def check_light_rule(amber_from: Decimal, red_from: Decimal, quorum: Decimal) -> None:
    """Raises RuleBroken unless 0 < amber < red and 0 < quorum <= 1."""
    if not 0 < amber_from < red_from or not 0 < quorum <= 1:
        raise RuleBroken(
            gettext_noop(
                "Ngưỡng vàng phải lớn hơn 0 và nhỏ hơn ngưỡng đỏ; tỷ lệ báo cáo tối thiểu lớn hơn 0, không quá 1."
            ),
            field="amber_from",
        )


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A task that the unit leads, as of one month. planned, progress: percent; progress None: not reported."""

    weight: int
    planned: Decimal
    progress: Decimal | None


@dataclass(frozen=True, slots=True)
class ProgressState:
    """Sums over units and their tasks for one period, as whole numbers.

    weight, planned, actual: Σ weight, Σ weight × planned %, Σ weight × progress % (in hundredths) over reported tasks.
    all_weight, all_planned: the same over all tasks of units that must report. tasks: how many those are.
    reported, expected, unapproved: communes; other_…: departments, offices and organisations.
    last_month: the earliest month that one of them reported last, None where nobody did.
    """

    weight: int = 0
    planned: int = 0
    actual: int = 0
    all_weight: int = 0
    all_planned: int = 0
    tasks: int = 0
    reported: int = 0
    expected: int = 0
    unapproved: int = 0
    other_reported: int = 0
    other_expected: int = 0
    other_unapproved: int = 0
    last_month: int | None = None


NOTHING = ProgressState()
_FIELDS = tuple(one.name for one in fields(ProgressState))
_numbers = attrgetter(*_FIELDS)
PROGRESS = Layout(_FIELDS, tuple(Fold.LEAST if name == "last_month" else Fold.SUM for name in _FIELDS))
"""Everything is a sum over units: two weighted averages and counts."""


def side_by_side(states: Sequence[ProgressState]) -> YearStates:
    """One for each of the 32 periods, in the order of ``SHAPES``."""
    return YearStates(PROGRESS, tuple(zip(*map(_numbers, states), strict=True)))


def in_period(states: YearStates, shape: int) -> ProgressState:
    """shape: the period's place in ``SHAPES``."""
    return ProgressState(*(column[shape] for column in states.columns))  # type: ignore[arg-type]  # sums hold no None


def own_year(
    is_reported: Callable[[int, int], bool], state: Callable[[int, int], ProgressState]
) -> YearStates:
    """The states of one unit by itself. Both functions take a month, and the one at whose end it is looked at."""
    found = []
    for _kind, first, last in SHAPES:
        reported = (month for month in range(last, first - 1, -1) if is_reported(month, last))
        found.append(state(next(reported, last), last))
    return side_by_side(found)


def own_state(
    level: Level, tasks: Iterable[TaskFact], *, month: int, expected: bool, reported: bool, approved: bool
) -> ProgressState:
    """The state of one unit by itself. expected: it has the duty to report; without it nothing counts."""
    if not expected:
        return NOTHING
    facts = tuple(tasks)
    covered = tuple(fact for fact in facts if reported and fact.progress is not None)
    counts = (int(reported), 1, int(reported and not approved))
    communes, others = (counts, (0, 0, 0)) if level is Level.COMMUNE else ((0, 0, 0), counts)
    return ProgressState(
        sum(fact.weight for fact in covered),
        sum(fact.weight * _hundredths(fact.planned) for fact in covered),
        sum(fact.weight * _hundredths(fact.progress or Decimal(0)) for fact in covered),
        sum(fact.weight for fact in facts),
        sum(fact.weight * _hundredths(fact.planned) for fact in facts),
        len(facts),
        *communes,
        *others,
        month if reported else None,
    )


def _hundredths(percent: Decimal) -> int:
    """Percentages of tasks have two decimals."""
    return int(percent.scaleb(2))


@dataclass(frozen=True, slots=True)
class Cell:
    """One period of one row, as shown. planned, actual: percent with two decimals, or None."""

    planned: Decimal | None
    actual: Decimal | None
    reported: int
    expected: int
    unapproved: int
    tasks: int
    light: Light
    behind: Decimal | None
    """Points behind plan with two decimals (negative: ahead), None without reports."""
    last_month: int | None = None
    """The earliest month that one of the units reported last."""


def rounded(value: Fraction) -> Decimal:
    """The one rounding rule: two decimals, halves away from zero, exact for any fraction."""
    above, below = value.numerator, value.denominator
    hundredths = (200 * abs(above) + below) // (2 * below)
    return Decimal(hundredths if above >= 0 else -hundredths).scaleb(-2)


def _percent(weighted: int, weight: int) -> Fraction | None:
    return Fraction(weighted, 100 * weight) if weight else None


def cell(state: ProgressState, rule: LightRule) -> Cell:
    """Read a cell off a state. Counts are of communes; where there are none, of the other units."""
    if state.expected:
        reported, expected, unapproved = state.reported, state.expected, state.unapproved
    else:
        reported, expected, unapproved = state.other_reported, state.other_expected, state.other_unapproved
    if not reported:
        planned, actual = _percent(state.all_planned, state.all_weight), None
    else:
        planned, actual = _percent(state.planned, state.weight), _percent(state.actual, state.weight)
    behind = None if planned is None or actual is None else planned - actual
    return Cell(
        planned=None if planned is None else rounded(planned),
        actual=None if actual is None else rounded(actual),
        reported=reported,
        expected=expected,
        unapproved=unapproved,
        tasks=state.tasks,
        light=light(behind, reported=reported, expected=expected, rule=rule),
        behind=None if behind is None else rounded(behind),
        last_month=state.last_month,
    )


def light(behind: Fraction | None, *, reported: int, expected: int, rule: LightRule) -> Light:
    """The light for so many points behind plan, unrounded."""
    if behind is None or not reported or reported < Fraction(rule.quorum) * expected:
        return Light.NONE
    if behind < Fraction(rule.amber_from):
        return Light.GREEN
    return Light.AMBER if behind < Fraction(rule.red_from) else Light.RED
