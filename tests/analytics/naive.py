"""A roll-up the naive way: for every row, walk over the raw figures of every unit below. No states, no algebra."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

PERIODS = (
    [(f"-{month:02d}", month, month) for month in range(1, 13)]
    + [(f"-Q{one}", 3 * one - 2, 3 * one) for one in range(1, 5)]
    + [("-H1", 1, 6), ("-H2", 7, 12), ("-9M", 1, 9), ("", 1, 12)]
    + [(f"-{month:02d}-YTD", 1, month) for month in range(1, 13)]
)
LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True)
class World:
    """placements: (unit, parent or "", first day, first day after or None). indicators: code -> its row of I.csv.

    facts: (unit, indicator, year, month) -> value. targets: (unit, indicator, period) -> (value, baseline or None).
    """

    placements: tuple[tuple[str, str, date, date | None], ...]
    indicators: dict[str, dict[str, str]]
    facts: dict[tuple[str, str, int, int], Decimal]
    targets: dict[tuple[str, str, str], tuple[Decimal, Decimal | None]]


Goal = tuple[Decimal, Decimal | None]
When = tuple[int, range]
Place = dict[str, str]
Row = tuple[str, str, str, Decimal | None, int, int, Decimal | None, Decimal | None, int | None]


def rows(world: World) -> Iterator[Row]:
    """unit, indicator, period, value, reported, expected, target, percent, rank."""
    for year in sorted({key[2] for key in world.facts}):
        for suffix, first, last in PERIODS:
            period = f"{year}{suffix}"
            begins = date(year, first, 1)
            ends = date(year + last // 12, last % 12 + 1, 1)
            place: dict[str, str] = {}
            standing = set()
            for unit, parent, start, end in sorted(world.placements, key=lambda one: one[2]):
                if start < ends and (end is None or end > begins):
                    place[unit] = parent
                    if end is None or end >= ends:
                        standing.add(unit)
            months = range(first, last + 1)
            for code in world.indicators:
                yield from _of_indicator(world, code, period, (year, months), (place, standing))


def _of_indicator(
    world: World, code: str, period: str, when: When, tree: tuple[Place, set[str]]
) -> Iterator[Row]:
    place = tree[0]
    row = world.indicators[code]
    values = {unit: _value(world, code, unit, when, place) for unit in place}
    targets = {unit: _target(world, code, period, unit, place) for unit in place}
    for unit in sorted(place):
        value, target = values[unit], targets[unit]
        shown = None if value is None else _six(value)
        siblings = [
            other for one in place if place[one] == place[unit] and (other := values[one]) is not None
        ]
        rank = None if shown is None else 1 + sum(_is_better(row, _six(one), shown) for one in siblings)
        reported, expected = _counts(world, code, unit, when, tree)
        yield (
            unit, code, period, shown, reported, expected,
            None if target is None else target[0],
            None if value is None or target is None else _six(_percent(value, target, row["direction"])),
            rank,
        )  # fmt: skip


def _is_better(row: dict[str, str], one: Decimal, other: Decimal) -> bool:
    return one > other if row["direction"] == "higher" else one < other


def _below(unit: str, place: dict[str, str]) -> set[str]:
    found = {unit}
    while True:
        more = {one for one in place if place[one] in found} - found
        if not more:
            return found
        found |= more


def _own(world: World, code: str, unit: str, when: When) -> Fraction | None:
    year, months = when
    reported = [
        world.facts[unit, code, year, one] for one in months if (unit, code, year, one) in world.facts
    ]
    if not reported:
        return None
    match world.indicators[code]["over_time"]:
        case "sum":
            return Fraction(sum(map(Fraction, reported)))
        case "last":
            return Fraction(reported[-1])
        case "average":
            return Fraction(sum(map(Fraction, reported))) / len(reported)
        case "min":
            return Fraction(min(reported))
        case _:
            return Fraction(max(reported))


def _value(world: World, code: str, unit: str, when: When, place: Place) -> Fraction | None:
    row = world.indicators[code]
    if row["numerator"]:
        above = _value(world, row["numerator"], unit, when, place)
        below = _value(world, row["denominator"], unit, when, place)
        return None if above is None or not below else above / below * Fraction(row["factor"])
    return _over_units(world, code, {one: _own(world, code, one, when) for one in _below(unit, place)}, when)


def _over_units(world: World, code: str, own: dict[str, Fraction | None], when: When) -> Fraction | None:
    row = world.indicators[code]
    values = {one: value for one, value in own.items() if value is not None}
    if not values:
        return None
    match row["over_units"]:
        case "sum":
            return Fraction(sum(values.values()))
        case "average":
            return Fraction(sum(values.values())) / len(values)
        case "min":
            return min(values.values())
        case "max":
            return max(values.values())
    weights = {one: _own(world, row["weight"], one, when) or 0 for one in values}
    whole = Fraction(sum(weights.values()))
    return Fraction(sum(values[one] * weights[one] for one in values)) / whole if whole else None


def _counts(world: World, code: str, unit: str, when: When, tree: tuple[Place, set[str]]) -> tuple[int, int]:
    place, standing = tree
    row = world.indicators[code]
    months = when[1]
    bases = [row["numerator"], row["denominator"]] if row["numerator"] else [code]
    reported = sum(
        all(_own(world, one, each, when) is not None for one in bases) for each in _below(unit, place)
    )
    length = max(LENGTHS[world.indicators[one].get("frequency") or "month"] for one in [*bases, code])
    contains_one = any(
        set(range(end - length + 1, end + 1)) <= set(months) for end in range(length, 13, length)
    )
    expecting = {key[0] for key in world.facts if key[1] in bases} | {
        key[0] for key in world.targets if key[1] == code
    }
    expected = len(_below(unit, place) & standing & expecting) if contains_one else 0
    return reported, expected


def _target(world: World, code: str, period: str, unit: str, place: Place) -> Goal | None:
    given = world.targets.get((unit, code, period))
    if given is not None:
        return given
    row = world.indicators[code]
    if row["numerator"] or row["over_units"] != "sum":
        return None
    below = [_target(world, code, period, one, place) for one in place if place[one] == unit]
    present = [one for one in below if one is not None]
    if not present:
        return None
    starts = [one[1] for one in present if one[1] is not None]
    goal = Decimal(sum(one[0] for one in present))
    return goal, Decimal(sum(starts)) if len(starts) == len(present) else None


def _percent(value: Fraction, target: tuple[Decimal, Decimal | None], direction: str) -> Fraction:
    goal, start = Fraction(target[0]), target[1]
    if start is not None and Fraction(start) != goal:
        return 100 * (value - Fraction(start)) / (goal - Fraction(start))
    if direction == "higher":
        return 100 * value / goal if goal else Fraction(100 if value >= 0 else 0)
    return 100 * goal / value if value else Fraction(100 if goal >= 0 else 0)


def _six(value: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 120
        return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(
            Decimal("1e-6"), ROUND_HALF_EVEN
        )
