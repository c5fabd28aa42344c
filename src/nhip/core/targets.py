"""Targets: percent of a target by direction and baseline, its light, and the targets of units above.

Rules and worked tables: docs/rules/rollup.md.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from nhip.core.indicators import Direction
from nhip.core.progress import Light
from nhip.core.rollup import add

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Target:
    """baseline: where one started from; None: from nothing. is_sum: added up from the units below, not given."""

    value: Decimal
    baseline: Decimal | None = None
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class PercentLights:
    """Percent of the target from which on a light is green or amber; below both it is red."""

    green_from: Decimal
    amber_from: Decimal


def percent(value: Fraction | None, target: Target | None, direction: Direction) -> Fraction | None:
    """How much of the target is reached, in percent.

    With a baseline: the part of the way from it to the target. Without one: value / target, or target / value where
    lower is better. Where that cannot be divided: 100 when the target is met, else 0.
    """
    if value is None or target is None:
        return None
    goal = Fraction(target.value)
    if target.baseline is not None and target.baseline != target.value:
        start = Fraction(target.baseline)
        return (value - start) / (goal - start) * HUNDRED
    part, whole = (value, goal) if direction is Direction.HIGHER else (goal, value)
    if not whole:
        is_met = value >= goal if direction is Direction.HIGHER else value <= goal
        return HUNDRED if is_met else Fraction(0)
    return part / whole * HUNDRED


def light_of(shown: Decimal | None, rule: PercentLights) -> Light:
    """The light of a percentage as it is shown (rounded), so that nobody sees 100 % in amber."""
    if shown is None:
        return Light.NONE
    if shown >= rule.green_from:
        return Light.GREEN
    return Light.AMBER if shown >= rule.amber_from else Light.RED


def with_sums(
    given: Mapping[int, Target], children: Callable[[int], Iterable[int]], roots: Iterable[int]
) -> dict[int, Target]:
    """unit -> its target: the given one, else the sum of its children's. For indicators that add up over units only.

    A sum has a baseline where every target in it has one.
    """
    found: dict[int, Target] = {}

    def of(unit: int) -> Target | None:
        below = [one for child in children(unit) if (one := of(child)) is not None]
        target = with_sum(given.get(unit), below)
        if target is not None:
            found[unit] = target
        return target

    for root in roots:
        of(root)
    return found


PeriodTargets = dict[int, Target]
"""A period's place in ``SHAPES`` -> its target."""


def with_sum(given: Target | None, below: list[Target]) -> Target | None:
    """The given target, else the sum of those of the units below, None where there are none."""
    return given or (_sum(below) if below else None)


def written_targets(targets: PeriodTargets) -> str:
    """As text, for storing; nothing for none."""
    if not targets:
        return ""
    return json.dumps(
        {
            shape: [str(one.value), None if one.baseline is None else str(one.baseline), one.is_sum]
            for shape, one in sorted(targets.items())
        },
        separators=(",", ":"),
    )


def read_targets(text: str) -> PeriodTargets:
    """Those written by ``written_targets``."""
    if not text:
        return {}
    return {
        int(shape): Target(Decimal(value), None if baseline is None else Decimal(baseline), is_sum)
        for shape, (value, baseline, is_sum) in json.loads(text).items()
    }


def _sum(targets: list[Target]) -> Target:
    value, baseline = Decimal(0), Decimal(0)
    for one in targets:
        value, baseline = add(value, one.value), add(baseline, one.baseline or Decimal(0))
    has_baseline = all(one.baseline is not None for one in targets)
    return Target(value, baseline if has_baseline else None, is_sum=True)
