"""Small made-up worlds for Hypothesis: units that begin, end and move, every kind of indicator, figures with gaps."""

import csv
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from hypothesis import strategies as st

from nhip.analytics.run import Files
from nhip.core.indicators import OverTime, OverUnits
from tests.analytics.naive import LENGTHS, World

CUTS = [
    date(2017, 1, 1),
    date(2017, 4, 1),
    date(2017, 4, 10),
    date(2017, 9, 30),
    date(2018, 1, 1),
    date(2018, 2, 15),
]
FIRST = date(2016, 1, 1)
FIGURES = st.decimals(-50, 5000, places=2) | st.integers(-3, 20).map(Decimal) | st.decimals(0, 1, places=6)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    placements: list[tuple[str, str, date, date | None]] = [
        ("P", "", FIRST, None),
        ("A", "P", FIRST, None),
        ("B", "P", FIRST, None),
    ]
    for number in range(draw(st.integers(1, 5))):
        cuts = sorted(draw(st.sets(st.sampled_from(CUTS), max_size=3)))
        edges = [FIRST, *cuts, *([] if draw(st.booleans()) or not cuts else [None])]
        if edges[-1] is not None:
            edges.append(None)
        for start, end in pairwise(edges):
            if start is not None and draw(st.integers(0, 4)):
                placements.append((f"C{number}", draw(st.sampled_from("ABP")), start, end))
    indicators = draw(_indicators())
    world = World(tuple(placements), indicators, {}, {})
    reported = [code for code, row in indicators.items() if not row["numerator"]]
    spots = [
        (unit, code, year, month)
        for unit in sorted({one[0] for one in placements})
        for code in reported
        for year in (2017, 2018)
        for month in range(1, 13)
        if month % LENGTHS[indicators[code]["frequency"]] == 0 and _lives(world, unit, year, month)
    ]
    amounts = draw(st.lists(FIGURES, min_size=3, max_size=8))
    density = draw(st.sampled_from([0.1, 0.5, 0.9]))
    chance = draw(st.randoms(use_true_random=False))
    world.facts.update({one: chance.choice(amounts) for one in spots if chance.random() < density})
    if not world.facts:
        world.facts[spots[0]] = amounts[0]
    aims = [
        (unit, code, f"{year}{suffix}")
        for unit, _parent, start, end in placements
        for code in indicators
        for year in (2017, 2018)
        for suffix in ("", "-03", "-Q2", "-06-YTD")
        if start <= date(year, 3, 1) and (end is None or end > date(year, 6, 30))
    ]
    targets = st.tuples(FIGURES, st.none() | FIGURES)
    world.targets.update(draw(st.dictionaries(st.sampled_from(aims), targets, max_size=8)))
    return world


def _lives(world: World, unit: str, year: int, month: int) -> bool:
    begins, ends = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    return any(
        one == unit and start < ends and (end is None or end > begins)
        for one, _parent, start, end in world.placements
    )


@st.composite
def _indicators(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    found = {}
    for code in ("w", "x", "y", "z")[: draw(st.integers(2, 4))]:
        over_units = draw(st.sampled_from(list(OverUnits))) if code != "w" else OverUnits.SUM
        found[code] = {
            "over_units": over_units.value,
            "over_time": draw(st.sampled_from(list(OverTime))).value,
            "direction": draw(st.sampled_from(["higher", "lower"])),
            "weight": "w" if over_units is OverUnits.WEIGHTED else "",
            "numerator": "",
            "denominator": "",
            "factor": "",
            "frequency": draw(st.sampled_from(["month", "month", "quarter", "half", "year"])),
        }
    if draw(st.booleans()):
        found["r"] = {
            "over_units": "",
            "over_time": "",
            "direction": draw(st.sampled_from(["higher", "lower"])),
            "weight": "",
            "numerator": "x",
            "denominator": "w",
            "factor": draw(st.sampled_from(["1", "100", "0.5"])),
            "frequency": "month",
        }
    return found


def store(world: World, folder: Path) -> Files:
    """Write the world's four files."""
    files = {name: folder / f"{name}.csv" for name in ("units", "indicators", "facts", "targets")}
    write_table(
        files["units"],
        ["code", "name", "level", "parent", "starts_on", "ends_before"],
        [[unit, unit, "", parent, start, end or ""] for unit, parent, start, end in world.placements],
    )
    columns = [
        "over_units",
        "over_time",
        "direction",
        "weight",
        "numerator",
        "denominator",
        "factor",
        "frequency",
    ]
    write_table(
        files["indicators"],
        ["code", "name", *columns],
        [[code, code, *(row[name] for name in columns)] for code, row in world.indicators.items()],
    )
    write_table(
        files["facts"],
        ["unit", "indicator", "month", "value"],
        [
            [unit, code, f"{year}-{month:02d}", f"{value:f}"]
            for (unit, code, year, month), value in world.facts.items()
        ],
    )
    write_table(
        files["targets"],
        ["unit", "indicator", "period", "value", "baseline"],
        [
            [unit, code, period, f"{value:f}", "" if baseline is None else f"{baseline:f}"]
            for (unit, code, period), (value, baseline) in world.targets.items()
        ],
    )
    return Files(files["units"], files["indicators"], files["facts"], files["targets"])


def write_table(path: Path, head: list[str], rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
