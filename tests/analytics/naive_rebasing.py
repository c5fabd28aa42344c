"""Re-basing the naive way, from docs/rules/rollup.md, «Boundaries»: one figure's month at a time, day after day.

Fractions and plain lists; nothing of core/rebasing.py or analytics/reorganisations.py.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

Placement = tuple[str, str, date, date | None]
"""Unit, parent or "", first day, first day after or None."""


@dataclass(frozen=True)
class Link:
    """A row of R.csv."""

    source: str
    target: str
    share: Decimal
    on: date
    back_share: Decimal | None = None


@dataclass(frozen=True)
class Piece:
    """What stands at a unit. size: of a unit. cuts: the divisions (day, unit) it is a part of."""

    unit: str
    value: Fraction
    weight: Fraction | None
    size: Fraction
    stands_on: date
    cuts: frozenset[tuple[date, str]] = frozenset()


@dataclass(frozen=True)
class Aim:
    """A target with its baseline. is_own: given to the unit itself."""

    unit: str
    value: Piece
    start: Piece | None
    is_own: bool


@dataclass(frozen=True)
class Told:
    """links: the reorganisations. over_units: indicator -> its rule. on: the day whose boundaries are told of."""

    placements: tuple[Placement, ...]
    links: tuple[Link, ...]
    over_units: dict[str, str]
    on: date


def last_day(told: Told, unit: str, first: date, after: date) -> date:
    """The last day from ``first`` on, before ``after``, on which the unit is in force."""
    day = after - timedelta(days=1)
    while not any(
        one == unit and starts <= day and (ends is None or day < ends)
        for one, _parent, starts, ends in told.placements
    ):
        day -= timedelta(days=1)
        assert day >= first
    return day


def first_day(told: Told, unit: str, first: date, after: date) -> date:
    """The first day from ``first`` on, before ``after``, on which the unit is in force."""
    day = first
    while not any(
        one == unit and starts <= day and (ends is None or day < ends)
        for one, _parent, starts, ends in told.placements
    ):
        day += timedelta(days=1)
        assert day < after
    return day


def told_on_the_day(told: Told, indicator: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces of one indicator, month and category, carried to the day: one of a unit at the end."""
    days = sorted({one.on for one in told.links})
    for day in [one for one in days if one <= told.on]:
        heirs = {
            one.source: [
                (other.target, other.share)
                for other in told.links
                if (other.source, other.on) == (one.source, day)
            ]
            for one in told.links
            if one.on == day
        }
        before = [one for one in pieces if one.stands_on < day]
        after = [one for one in pieces if one.stands_on >= day]
        pieces = _carried(told, indicator, before, (day, day, heirs)) + after
    for day in [one for one in reversed(days) if one > told.on]:
        heirs = {}
        for one in told.links:
            if one.on == day and one.back_share is not None:
                heirs.setdefault(one.target, []).append((one.source, one.back_share))
        after = [one for one in pieces if one.stands_on >= day]
        before = [one for one in pieces if one.stands_on < day]
        pieces = _carried(told, indicator, after, (day, day - timedelta(days=1), heirs)) + before
    return _together(told.over_units[indicator], pieces)


Day = tuple[date, date, dict[str, list[tuple[str, Decimal]]]]
"""The day of a reorganisation, the day that what it carries stands on then, and who gets what of whom."""


def targets_on_the_day(told: Told, indicator: str, given: dict[str, tuple[Piece, Piece | None]]) -> list[Aim]:
    """The targets of one indicator and period, of units each with its baseline, carried to a later day."""
    aims = [Aim(unit, *both, is_own=True) for unit, both in given.items()]
    for day in sorted({one.on for one in told.links if one.on <= told.on}):
        heirs: dict[str, list[tuple[str, Decimal]]] = {}
        for one in told.links:
            if one.on == day:
                heirs.setdefault(one.source, []).append((one.target, one.share))
        settled = _settled(told, indicator, [one for one in aims if one.value.stands_on < day])
        moved = []
        for aim in settled:
            if aim.unit not in heirs:
                moved.append(
                    replace(
                        aim, is_own=not any(aim.unit in dict(own) for own in heirs.values()) and aim.is_own
                    )
                )
                continue
            mine = {aim.unit: heirs[aim.unit]}
            values = _carried(told, indicator, [aim.value], (day, day, mine))
            starts = [] if aim.start is None else _carried(told, indicator, [aim.start], (day, day, mine))
            by_unit = {one.unit: one for one in starts}
            moved += [Aim(one.unit, one, by_unit.get(one.unit), is_own=False) for one in values]
        aims = _settled(told, indicator, moved) + [one for one in aims if one.value.stands_on >= day]
    return _settled(told, indicator, aims)


def _settled(told: Told, indicator: str, aims: list[Aim]) -> list[Aim]:
    found = []
    for unit in sorted({one.unit for one in aims}):
        here = [one for one in aims if one.unit == unit]
        here = [one for one in here if one.is_own] or here
        if len(here) == 1:
            found += here
            continue
        rule = told.over_units[indicator]
        starts = [one.start for one in here if one.start is not None]
        value = _one(rule, [one.value for one in here])
        start = _one(rule, starts) if len(starts) == len(here) else None
        found.append(Aim(unit, value, start, is_own=False))
    return found


def _carried(told: Told, indicator: str, pieces: list[Piece], day: Day) -> list[Piece]:
    on, lands_on, heirs = day
    rule = told.over_units[indicator]
    moved = []
    for one in _together(rule, pieces):
        parts = heirs.get(one.unit, [])
        if not parts:
            moved.append(one)
        elif len(parts) == 1:
            moved.append(Piece(parts[0][0], one.value, one.weight, Fraction(1), lands_on, one.cuts))
        else:
            values = _shared(one.value, parts) if rule == "sum" else dict.fromkeys(dict(parts), one.value)
            weights = {} if one.weight is None else _shared(one.weight, parts)
            moved += [
                Piece(
                    unit,
                    values[unit],
                    weights.get(unit),
                    Fraction(share),
                    lands_on,
                    one.cuts | {(on, one.unit)},
                )
                for unit, share in parts
            ]
    return _together(rule, moved)


def _shared(amount: Fraction, parts: list[tuple[str, Decimal]]) -> dict[str, Fraction]:
    *others, last = sorted(parts)
    found = {unit: six(amount * Fraction(share)) for unit, share in others}
    found[last[0]] = amount - sum(found.values())
    return found


def _together(rule: str, pieces: list[Piece]) -> list[Piece]:
    found = []
    for unit in sorted({one.unit for one in pieces}):
        here = [one for one in pieces if one.unit == unit]
        found.append(here[0] if len(here) == 1 else _one(rule, here))
    return found


def _one(rule: str, here: list[Piece]) -> Piece:
    weights = [one.weight for one in here if one.weight is not None]
    is_weighed = len(weights) == len(here) and sum(weights) != 0
    match rule:
        case "sum":
            value = Fraction(sum(one.value for one in here))
        case "min":
            value = min(one.value for one in here)
        case "max":
            value = max(one.value for one in here)
        case _:
            by = weights if rule == "weighted" and is_weighed else [one.size for one in here]
            value = six(
                Fraction(sum(one.value * weight for one, weight in zip(here, by, strict=True))) / sum(by)
            )
    return Piece(
        here[0].unit,
        value,
        Fraction(sum(weights)) if is_weighed else None,
        Fraction(1),
        max(one.stands_on for one in here),
        frozenset().union(*(one.cuts for one in here)),
    )


def six(value: Fraction) -> Fraction:
    """Six decimals, half to even (as ``round`` has it)."""
    return Fraction(round(value * 10**6), 10**6)
