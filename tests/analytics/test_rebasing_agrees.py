"""Re-basing agrees to the last digit with the same told plainly (naive_rebasing), and loses nothing."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings

from nhip.analytics.facts import month_span, read_facts
from nhip.analytics.inputs import read_indicators, read_targets, read_units
from nhip.analytics.reorganisations import read_steps, rebased, rebased_targets
from nhip.analytics.run import Engine, Files, run
from nhip.core.year_periods import parse_year_period
from tests.analytics import naive
from tests.analytics.naive_rebasing import Piece, first_day, last_day, targets_on_the_day, told_on_the_day
from tests.analytics.reorganised import Reorganised, reorganised, store_reorganised
from tests.analytics.test_engines_agree import read, row_of
from tests.analytics.worlds import FIRST

Key = tuple[str, str, int, int, str]
Aimed = tuple[str, str, str]
Goal = tuple[Fraction, Fraction | None]
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Worlds come from a seed: a smaller seed makes no smaller world."""


def naively(world: Reorganised) -> dict[Key, Piece]:
    found: dict[tuple[str, int, int, str], list[Piece]] = defaultdict(list)
    for (unit, code, year, month, category), value in world.facts.items():
        weight = None
        if code == "g":
            of_all = world.facts.get((unit, "w", year, month, ""))
            weight = world.facts.get((unit, "w", year, month, category), of_all)
        span = month_span(year, month)
        assert span.ends_before is not None
        stands_on = last_day(world.told, unit, span.starts_on, span.ends_before)
        weighed = None if weight is None else Fraction(weight)
        piece = Piece(unit, Fraction(value), weighed, Fraction(1), stands_on)
        found[code, year, month, category].append(piece)
    return {
        (one.unit, *key): one
        for key, own in found.items()
        for one in told_on_the_day(world.told, key[0], own)
    }


def targets_naively(world: Reorganised) -> dict[Aimed, Goal]:
    """Unit, indicator, period -> target and baseline."""
    found: dict[tuple[str, str], dict[str, tuple[Piece, Piece | None]]] = defaultdict(dict)
    for (unit, code, period), (value, start) in world.targets.items():
        span = parse_year_period(period).span
        assert span.ends_before is not None
        day = first_day(world.told, unit, span.starts_on, span.ends_before)
        both = [
            None if one is None else Piece(unit, Fraction(one), None, Fraction(1), day)
            for one in (value, start)
        ]
        assert both[0] is not None
        found[code, period][unit] = both[0], both[1]
    return {
        (one.unit, code, period): (one.value.value, None if one.start is None else one.start.value)
        for (code, period), given in found.items()
        for one in targets_on_the_day(world.told, code, given)
    }


def targets_by_the_code(given_files: Files) -> dict[Aimed, Goal]:
    units = read_units(given_files.units)
    indicators = read_indicators(given_files.indicators)
    assert given_files.reorganisation is not None
    assert given_files.targets is not None
    assert given_files.on is not None
    steps = read_steps(given_files.reorganisation, units)
    rows = read_targets(given_files.targets, units, indicators)
    return {
        (units.codes[row.unit], row.indicator, str(row.period)): (
            Fraction(row.target.value),
            None if row.target.baseline is None else Fraction(row.target.baseline),
        )
        for row in rebased_targets(rows, units, indicators, steps, given_files.on)
    }


def by_the_code(given_files: Files) -> tuple[dict[Key, Decimal], dict[Key, int]]:
    """Values, and how many divisions each is apportioned by."""
    units = read_units(given_files.units)
    indicators = read_indicators(given_files.indicators)
    assert given_files.reorganisation is not None
    assert given_files.on is not None
    steps = read_steps(given_files.reorganisation, units)
    facts, marks = rebased(
        read_facts(given_files.facts, units, indicators), units, indicators, steps, given_files.on
    )
    cuts: dict[Key, int] = defaultdict(int)
    for key, divisions in marks.items():
        for holders in divisions.values():
            for unit in holders:
                cuts[units.codes[unit], *key] += 1
    return {(units.codes[key[0]], *key[1:]): value for key, value in facts.values.items()}, dict(cuts)


def check(world: Reorganised) -> None:
    with TemporaryDirectory() as name:
        files = store_reorganised(world, Path(name))
        found, cuts = by_the_code(files)
        if world.targets:
            assert targets_by_the_code(files) == targets_naively(world)
    pieces = naively(world)
    assert {key: Fraction(value) for key, value in found.items()} == {
        key: one.value for key, one in pieces.items()
    }
    assert cuts == {key: len(one.cuts) for key, one in pieces.items() if one.cuts}
    for when in {key[2:] for key in world.facts}:  # year, month, category
        assert sum(value for key, value in found.items() if (key[1], *key[2:]) == ("w", *when)) == sum(
            value for key, value in world.facts.items() if (key[1], *key[2:]) == ("w", *when)
        )


@settings(max_examples=80, deadline=None, phases=PHASES)
@given(reorganised())
def test_figures_are_carried_forward_as_told_plainly(world: Reorganised) -> None:
    check(world)


def told_at_once(world: Reorganised) -> naive.World:
    """The units of the day for all time, with the figures and targets as told there."""
    on = world.told.on
    standing = tuple(
        (unit, parent, FIRST, None)
        for unit, parent, starts, ends in world.told.placements
        if starts <= on and (ends is None or on < ends)
    )
    return naive.World(
        standing,
        world.indicators,
        {key[:4]: as_decimal(one.value) for key, one in naively(world).items()},
        {
            key: (as_decimal(goal), None if start is None else as_decimal(start))
            for key, (goal, start) in targets_naively(world).items()
        },
    )


def as_decimal(value: Fraction) -> Decimal:
    return Decimal(int(value * 10**6)).scaleb(-6)


@settings(max_examples=5, deadline=None, phases=PHASES)
@given(reorganised(has_categories=False))
def test_both_engines_roll_up_what_is_told_plainly(world: Reorganised) -> None:
    with TemporaryDirectory() as name:
        files = store_reorganised(world, Path(name))
        outputs = {engine: Path(name) / f"{engine}.csv" for engine in Engine}
        for engine, out in outputs.items():
            run(given=files, is_ranked=True, engine=engine, out=out)
        assert outputs[Engine.CORE].read_bytes() == outputs[Engine.DUCKDB].read_bytes()
        found = {row_of(row) for row in read(outputs[Engine.CORE])}
    assert found == set(naive.rows(told_at_once(world)))


@settings(max_examples=50, deadline=None, phases=PHASES)
@given(reorganised(is_way_back=True))
def test_figures_are_carried_back_along_stated_shares_as_told_plainly(world: Reorganised) -> None:
    check(world)
