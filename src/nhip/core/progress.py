"""Roll-up of task progress: partial states that add up, and the cell that is read off at the end.

Rules and worked tables: docs/rules/progress.md. A state is an element of a commutative monoid (``+``, ``NOTHING``);
percentages, rounding and lights come last. Planned and actual cover the same tasks: those that were reported.
A silent unit is missing, never zero, and last month's progress is not carried forward.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Self

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import Span
from nhip.core.units import Level


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
    """Sums over units and their tasks for one month.

    weight, planned, actual: Σ weight, Σ weight × planned %, Σ weight × progress % over reported tasks.
    all_weight, all_planned: the same over all tasks of units that must report. tasks: how many those are.
    reported, expected, unapproved: communes; other_…: departments, offices and organisations.
    """

    weight: int = 0
    planned: Decimal = Decimal(0)
    actual: Decimal = Decimal(0)
    all_weight: int = 0
    all_planned: Decimal = Decimal(0)
    tasks: int = 0
    reported: int = 0
    expected: int = 0
    unapproved: int = 0
    other_reported: int = 0
    other_expected: int = 0
    other_unapproved: int = 0

    def __add__(self, other: Self) -> "ProgressState":
        return ProgressState(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


NOTHING = ProgressState()


def total(states: Iterable[ProgressState]) -> ProgressState:
    return sum(states, NOTHING)


def own_state(
    level: Level, tasks: Iterable[TaskFact], *, expected: bool, reported: bool, approved: bool
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
        sum((fact.weight * fact.planned for fact in covered), Decimal(0)),
        sum((fact.weight * (fact.progress or Decimal(0)) for fact in covered), Decimal(0)),
        sum(fact.weight for fact in facts),
        sum((fact.weight * fact.planned for fact in facts), Decimal(0)),
        len(facts),
        *communes,
        *others,
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one row, as shown. planned, actual: percent with two decimals, or None."""

    planned: Decimal | None
    actual: Decimal | None
    reported: int
    expected: int
    unapproved: int
    tasks: int
    light: Light
    behind: Decimal | None
    """Points behind plan with two decimals (negative: ahead), None without reports."""


def rounded(value: Fraction) -> Decimal:
    """The one rounding rule: two decimals, halves away from zero, exact for any fraction."""
    above, below = value.numerator, value.denominator
    hundredths = (200 * abs(above) + below) // (2 * below)
    return Decimal(hundredths if above >= 0 else -hundredths).scaleb(-2)


def _percent(weighted: Decimal, weight: int) -> Fraction | None:
    return Fraction(weighted) / weight if weight else None


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
    )


def light(behind: Fraction | None, *, reported: int, expected: int, rule: LightRule) -> Light:
    """The light for so many points behind plan, unrounded."""
    if behind is None or not reported or reported < Fraction(rule.quorum) * expected:
        return Light.NONE
    if behind < Fraction(rule.amber_from):
        return Light.GREEN
    return Light.AMBER if behind < Fraction(rule.red_from) else Light.RED
