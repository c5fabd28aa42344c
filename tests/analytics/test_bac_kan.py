"""The real reorganisation of Bắc Kạn on 01/02/2020: what 122 communes reported, told for the 108 after it."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from nhip.analytics.run import Engine, Files, run
from nhip.core.resolutions import Kind
from nhip.demo.places import BEGINNING, RealResolution, districts, resolution

MONTHS = ("2019-10", "2019-12")
PROVINCE = "06"
SIX = Decimal("1e-6")
INDICATORS = (
    ("built", "sum", "sum", "", "", "", ""),  # an amount
    ("poor", "sum", "last", "", "", "", ""),  # a stock
    ("homes", "sum", "last", "", "", "", ""),
    ("score", "average", "average", "", "", "", ""),
    ("far", "weighted", "last", "homes", "", "", ""),
    ("worst", "max", "max", "", "", "", ""),
    ("rate", "", "", "", "poor", "homes", "100"),
)


@dataclass(frozen=True)
class Told:
    """Communes are named by a key that no reorganisation takes away: codes of the province changed bearer that day.

    before, after: commune -> its district. heirs: commune that ended -> its heirs with their shares.
    """

    before: dict[str, str]
    after: dict[str, str]
    heirs: dict[str, dict[str, Decimal]]
    on: date


def told() -> Told:
    """Out of the demo's places: o… ended, n… began, s… (the code after) went on."""
    found = districts()
    event: RealResolution = resolution(found)
    recoded = {line.code: line.target for line in event.lines if line.kind is Kind.RECODE}
    begun = {line.code for line in event.begins}

    def old(code: str) -> str:
        return f"o{code}" if code in event.ended else f"s{recoded.get(code, code)}"

    def new(code: str) -> str:
        return f"n{code}" if code in begun else f"s{code}"

    heirs: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for line in event.lines:
        if line.kind in {Kind.MERGE, Kind.DIVIDE}:
            heirs[old(line.code)][new(line.target)] = (
                Decimal(1) if line.kind is Kind.MERGE else line.share or Decimal(0)
            )
    return Told(
        {old(place.code): one.code for one in found for place in one.before},
        {new(place.code): one.code for one in found for place in one.after},
        dict(heirs),
        event.effective_on,
    )


def figure(commune: str, indicator: str, month: str) -> Decimal:
    """Made up, the same each time."""
    number = sum(ord(one) * (index + 7) for index, one in enumerate(commune + indicator + month))
    return Decimal(number * 7919 % 100000 + 1).scaleb(-2)


def write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def store(one: Told, folder: Path) -> Files:
    units: list[tuple[object, ...]] = [(PROVINCE, "", BEGINNING, "")]
    units += [(code, PROVINCE, BEGINNING, "") for code in sorted(set(one.after.values()))]
    units += [
        (code, district, BEGINNING, one.on if code in one.heirs else "")
        for code, district in one.before.items()
    ]
    units += [(code, district, one.on, "") for code, district in one.after.items() if code not in one.before]
    columns = ("code", "over_units", "over_time", "weight", "numerator", "denominator", "factor")
    return Files(
        write(folder / "U.csv", ("code", "parent", "starts_on", "ends_before"), units),
        write(folder / "I.csv", columns, INDICATORS),
        write(
            folder / "F.csv",
            ("unit", "indicator", "month", "value"),
            [
                (commune, code, month, figure(commune, code, month))
                for commune in one.before
                for code, *_rules, numerator, _denominator, _factor in INDICATORS
                if not numerator
                for month in MONTHS
            ],
        ),
        None,
        write(
            folder / "R.csv",
            ("from", "to", "share", "date"),
            [
                (source, heir, share, one.on)
                for source, own in one.heirs.items()
                for heir, share in own.items()
            ],
        ),
        one.on,
    )


Rows = dict[tuple[str, str, str], dict[str, str]]


def rows_of(files: Files, engine: Engine, out: Path) -> Rows:
    run(given=files, is_ranked=False, engine=engine, out=out)
    with out.open(encoding="utf-8", newline="") as file:
        return {(row["unit"], row["indicator"], row["period"]): row for row in csv.DictReader(file)}


@pytest.fixture(params=list(Engine), ids=str)
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.param
    return found


def expected(one: Told, commune: str, code: str, month: str) -> Decimal:
    """What the commune of 2020 gets, plainly: its own figure and those that came to it, by the indicator's rule."""
    came = [(source, own) for source, own in one.heirs.items() if commune in own]
    if not came:
        return figure(commune, code, month)
    kept = [(commune, Decimal(1))] if commune in one.before else []
    sources = kept + [(source, own[commune]) for source, own in came]

    def part(source: str, of: str) -> Decimal:
        value, own = figure(source, of, month), one.heirs.get(source, {})
        if len(own) < 2:
            return value
        shared = {heir: (value * share).quantize(SIX, ROUND_HALF_EVEN) for heir, share in own.items()}
        last = max(own)
        rest = value - sum(one for heir, one in shared.items() if heir != last)
        return rest if commune == last else shared[commune]

    if code in {"built", "poor", "homes"}:
        return sum((part(source, code) for source, _share in sources), Decimal(0))
    values = [figure(source, code, month) for source, _share in sources]
    if code == "worst":
        return max(values)
    if len(values) == 1:
        return values[0]
    weights = [part(source, "homes") if code == "far" else share for source, share in sources]
    mean = sum(Fraction(value) * Fraction(weight) for value, weight in zip(values, weights, strict=True))
    return Decimal(round(mean / Fraction(sum(weights)) * 10**6)).scaleb(-6)


def test_122_communes_are_told_as_108(tmp_path: Path, engine: Engine) -> None:
    one = told()
    files = store(one, tmp_path)
    then = rows_of(replace(files, reorganisation=None, on=None), engine, tmp_path / "then.csv")
    now = rows_of(files, engine, tmp_path / "now.csv")
    assert {unit for unit, *_rest in then} - {PROVINCE} - set(one.before.values()) == one.before.keys()
    assert {unit for unit, *_rest in now} - {PROVINCE} - set(one.after.values()) == one.after.keys()
    assert (len(one.before), len(one.after)) == (122, 108)

    districts_too = [PROVINCE, *sorted(set(one.after.values()))]
    for period in (*MONTHS, "2019-Q4", "2019"):
        for unit in districts_too:
            for code in ("built", "poor", "homes", "rate", "worst"):
                assert now[unit, code, period]["value"] == then[unit, code, period]["value"], (unit, code)
                assert now[unit, code, period]["apportioned"] == "false"
    for month in MONTHS:
        for commune in one.after:
            for code in ("built", "poor", "homes", "score", "far", "worst"):
                found = Decimal(now[commune, code, month]["value"] or "NaN")
                assert found == expected(one, commune, code, month), (commune, code, month)
    assert now[PROVINCE, "built", "2019-12"]["reported"] == "108"


def test_parts_of_the_three_divided_communes_are_marked_and_nothing_else(
    tmp_path: Path, engine: Engine
) -> None:
    one = told()
    divided = {source: own for source, own in one.heirs.items() if len(own) > 1}
    assert len(divided) == 3
    now = rows_of(store(one, tmp_path), engine, tmp_path / "now.csv")
    marked = {
        unit
        for (unit, code, period), row in now.items()
        if (code, period) == ("poor", "2019-12") and row["apportioned"] == "true"
    }
    assert marked == {heir for own in divided.values() for heir in own}

    whole = replace(one, heirs={source: dict([max(own.items())]) for source, own in one.heirs.items()})
    merged = replace(
        whole, heirs={source: dict.fromkeys(own, Decimal(1)) for source, own in whole.heirs.items()}
    )
    rows = rows_of(store(merged, tmp_path), engine, tmp_path / "merged.csv")
    assert {row["apportioned"] for row in rows.values()} == {"false"}
    for heir in {heir for own in merged.heirs.values() for heir in own}:
        sources = [source for source, own in merged.heirs.items() if heir in own]
        sources += [heir] if heir in merged.before else []
        assert Decimal(rows[heir, "built", "2019-12"]["value"]) == sum(
            figure(source, "built", "2019-12") for source in sources
        )
