"""``./dev bench rollup [--facts 12m]``: values and percent of all 32 periods at every level, exact, time first.

Periods and levels by the SQL of ``analytics.sql``; where floating point is exact the division is one in floating point,
held to the same rule by tests/analytics/test_sql.py. Figures have two decimals; every column is as wide as the greatest
number needs. Of 100 indicators 70 are sums of sums, 20 stocks and 10 means of means. CPU seconds and memory are those
of a fresh process each; ``ratio`` is to reading the same file and adding up every month, in the same run.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from math import gcd
from pathlib import Path

from duckdb import DuckDBPyConnection as Connection

from benchmarks import data
from benchmarks.web import _machine as machine
from nhip.analytics import sql
from nhip.analytics.duck import connected
from nhip.core.indicators import OverTime, OverUnits
from nhip.core.rollup import MEANS, scale_of

KINDS = (
    (OverUnits.SUM, OverTime.SUM, range(7)),
    (OverUnits.SUM, OverTime.LAST, range(7, 9)),
    (OverUnits.AVERAGE, OverTime.AVERAGE, range(9, 10)),
)
"""Rules, and the last digits of the indicators that follow them."""
TARGETS = {"wide": (2.5, 3.5), "long": (7.0, None)}
NATION = -1
COMMUNES, PROVINCES, WHOLE = 2, 1, 0
"""Depths in the tree."""
GOAL, GOAL_OF_A_MEAN = 5_000_000, 500_000
"""The year's target: 50,000 for each commune, and theirs together above; of a mean 5,000 for all. In hundredths."""
HUNDRED = 100 * sql.ONE
EXACT_IN_FLOATING_POINT = 2**52


def rolled_up(connection: Connection, source: str) -> None:
    """Tables value0_2 … of every kind and level.

    n0 … n31: values in hundredths (of means: numerators, with v0 … v31 in millionths); p0 … p31: percent in millionths;
    above the communes t0 … t31: communes that reported. A commune reported where it has a value.
    """
    do = connection.execute
    do(
        f"CREATE TABLE tree AS SELECT CAST(u AS INT) AS unit, CAST(-2 - u % {data.PROVINCES} AS INT) AS parent, "
        f"{COMMUNES} AS depth FROM range({data.COMMUNES}) a (u) "
        f"UNION ALL SELECT CAST(-2 - p AS INT), {NATION}, {PROVINCES} FROM range({data.PROVINCES}) b (p) "
        f"UNION ALL SELECT {NATION}, NULL, {WHOLE}"
    )
    ends = ", ".join(f"MIN(m{one}), MAX(m{one})" for one in data.MONTHS)  # the file's own statistics say so
    given = do(f"SELECT {ends} FROM {source}").fetchone() or ()
    month = max(int(abs(one) * 100) for one in given if one is not None)
    for number, (over_units, over_time, digits) in enumerate(KINDS):
        # A mean of months is no greater than the greatest of them, times its scale; a sum than twelve of them.
        most = month * (MEANS if over_time is OverTime.AVERAGE else len(data.MONTHS))
        big = _type(most)
        months = ", ".join(
            f"CAST(m{one} * CAST(100 AS DECIMAL(3, 0)) AS {big}) AS m{one}" for one in data.MONTHS
        )
        chosen = ", ".join(str(one) for one in range(data.INDICATORS) if one % 10 in digits)
        cells = f"(SELECT unit, indicator, 0 AS category, year, {months} FROM {source} WHERE indicator IN ({chosen}))"
        own = sql.own_states(over_units, sql.readings(over_time, cells, big=big), big="INT")
        below = f"value{number}_{COMMUNES}"  # every commune stands at depth 2: its own states are its states
        do(f"CREATE TABLE {below} AS {_values(do, (over_units, over_time), f'({own})', most, COMMUNES)}")
        for depth in (PROVINCES, WHOLE):
            nobody = f"(SELECT * FROM ({own}) WHERE FALSE)"
            held = _with_flags(over_units, below) if depth == PROVINCES else below
            do(f"CREATE TABLE states AS {sql.level(over_units, sql.ALL_SHAPES, nobody, depth, held)}")
            numerators = ", ".join(f"MAX(ABS(n{one}))" for one in sql.ALL_SHAPES)
            most = int((do(f"SELECT GREATEST({numerators}) FROM states").fetchone() or (0,))[0] or 0)
            below = f"value{number}_{depth}"
            do(f"CREATE TABLE {below} AS {_values(do, (over_units, over_time), 'states', most, depth)}")
            do("DROP TABLE states")


def _with_flags(over_units: OverUnits, communes: str) -> str:
    """The states of communes with what need not be stored: that there is one where there is a value."""
    kinds = "dt" if over_units is OverUnits.AVERAGE else "t"
    flags = ", ".join(
        f"CAST(n{one} IS NOT NULL AS INT) AS {kind}{one}" for one in sql.ALL_SHAPES for kind in kinds
    )
    return f"(SELECT *, {flags} FROM {communes})"


def _type(most: int) -> str:
    """The smallest type that holds whole numbers up to ``most`` in size."""
    return "INT" if most < 2**31 else "BIGINT" if most < 2**63 else sql.BIG


def _values(
    do: Callable[[str], Connection], rules: tuple[OverUnits, OverTime], states: str, most: int, depth: int
) -> str:
    """States with values and percent. most: no numerator is greater in size."""
    is_mean = rules[0] is OverUnits.AVERAGE
    scale = scale_of(rules[1])
    each, more = divmod(data.COMMUNES, data.PROVINCES)
    communes = (
        f"CASE WHEN unit >= 0 THEN 1 WHEN unit = {NATION} THEN {data.COMMUNES} "
        f"WHEN -2 - unit < {more} THEN {each + 1} ELSE {each} END"
    )
    goal = f"CAST({GOAL_OF_A_MEAN} AS BIGINT)" if is_mean else f"CAST({GOAL} AS BIGINT) * {communes}"
    # Hundred millions over a round target in lowest terms are small numbers: times / over, told by the unit.
    least = f"GCD({HUNDRED}, {goal} * {scale})"
    times, over = f"{HUNDRED} {sql.DIVIDED} {least}", f"{goal} * {scale} {sql.DIVIDED} {least}"
    greatest = (do(f"SELECT MAX({times}) FROM tree WHERE depth = {depth}").fetchone() or (HUNDRED,))[0]
    common = gcd(sql.ONE // 100, scale)
    columns = [*sql.KEY.split(", ")]
    for one in sql.ALL_SHAPES:
        columns.append(f"CAST(n{one} AS {_type(most)}) AS n{one}")
        if depth < COMMUNES:
            columns += [f"CAST({kind}{one} AS INT) AS {kind}{one}" for kind in ("dt" if is_mean else "t")]
        part = f" * d{one}" if is_mean and depth < COMMUNES else ""  # a commune counts as one
        if is_mean:
            up, down = sql.ONE // 100 // common, f"{scale // common}{part}"
            columns.append(f"{rounded(f'n{one}', str(up), down, most * up)} AS v{one}")
        columns.append(f"{rounded(f'n{one}', 'times', f'over{part}', most * greatest)} AS p{one}")
    return f"SELECT {', '.join(columns)} FROM (SELECT *, {times} AS times, {over} AS over FROM {states})"


def rounded(number: str, times: str, over: str, most: int) -> str:
    """number × times / over, half to even; over is positive, the product no greater than ``most``.

    Below 2^52 floating point is exact here: numbers and product are whole and held exactly; a quotient that lies off
    the middle between two whole numbers lies off it by 1 / 2·over or more, which is more than the one rounding of the
    division moves it; and the middle itself is held exactly, so the cast rounds it to the even side.
    """
    if most < EXACT_IN_FLOATING_POINT:
        product = f"CAST({number} AS DOUBLE) * CAST({times} AS DOUBLE)"
        return f"CAST({product} / CAST({over} AS DOUBLE) AS {_type(most)})"
    return sql.quotient(f"CAST({number} AS {sql.BIG}) * {times}", f"CAST({over} AS {sql.BIG})")


def long_source(path: Path) -> str:
    """The long file with its months side by side."""
    months = ", ".join(f"MAX(CASE WHEN month % 100 = {one} THEN value END) AS m{one}" for one in data.MONTHS)
    return (
        f"(SELECT unit, indicator, CAST(month // 100 AS INT) AS year, {months} FROM '{path}' "
        f"GROUP BY unit, indicator, month // 100)"
    )


def measured(shape: str, folder: Path) -> dict[str, object]:
    """In this process: reads, rolls up, says what it took and what came out."""
    path = folder / f"{shape}.parquet"
    source = f"'{path}'" if shape == "wide" else "pivoted"
    with connected() as connection:
        began = time.perf_counter(), _cpu()
        if shape == "long":
            connection.execute(f"CREATE TABLE pivoted AS SELECT * FROM {long_source(path)}")
        rolled_up(connection, source)
        return _took(*began) | {
            "checks": {
                f"{number}_{depth}": _checks(connection, f"value{number}_{depth}")
                for number in range(len(KINDS))
                for depth in (COMMUNES, PROVINCES, WHOLE)
            }
        }


def measured_in_pandas(folder: Path) -> dict[str, object]:
    from benchmarks import beside_pandas

    began = time.perf_counter(), _cpu()
    tables = beside_pandas.rolled_up(folder / "long.parquet")
    return _took(*began) | {"checks": beside_pandas.checks(tables)}


def _took(began: float, cpu: float) -> dict[str, object]:
    return {
        "cpu_seconds": round(_cpu() - cpu, 2),
        "seconds": round(time.perf_counter() - began, 2),
        "peak_gib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
    }


def _checks(connection: Connection, table: str) -> list[str]:
    """What two ways of computing must agree on: how many values there are, and the sums of all values and of all
    percentages, each cell counted as often as its place says."""
    columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
    kinds = "vp" if "v0" in columns else "np"
    values = [f"COUNT({kinds[0]}{one})" for one in sql.ALL_SHAPES]
    found = [" + ".join(values)]
    for kind in kinds:
        cells = [
            f"COALESCE(SUM(CAST({kind}{one} AS {sql.BIG}) * ({PLACE.format(shape=one)})), 0)"
            for one in sql.ALL_SHAPES
        ]
        found.append(" + ".join(cells))
    return [
        str(one) for one in connection.execute(f"SELECT {', '.join(found)} FROM {table}").fetchone() or ()
    ]


PLACE = "(7 * (unit + 100) + 13 * indicator + 17 * year + {shape}) % 101 + 1"


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def yardstick(folder: Path) -> float:
    """CPU seconds of reading the wide file and adding up its months, nothing else."""
    cpu = _cpu()
    with connected() as connection:
        sums = ", ".join(f"SUM(m{one})" for one in data.MONTHS)
        connection.execute(f"SELECT {sums} FROM '{folder / 'wide.parquet'}'").fetchall()
    return round(_cpu() - cpu, 3)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--facts", type=data.facts_of, default="12m")
    parser.add_argument("--only", choices=["wide", "long", "pandas", "yardstick"])
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.only:
        print(json.dumps(_one(given.only, given.folder)))
        return
    with tempfile.TemporaryDirectory(prefix="nhip-bench-") as name:
        figures = data.store(Path(name), given.facts)
        results = {one: _in_a_process(one, name) for one in ("yardstick", "wide", "long", "pandas")}
    base = results.pop("yardstick")
    told = {one: found | {"ratio": round(found["cpu_seconds"] / base, 1)} for one, found in results.items()}
    for one, (seconds, gib) in TARGETS.items():
        told[one] |= {
            "target_cpu_seconds": seconds,
            "target_gib": gib,
            "met": told[one]["cpu_seconds"] <= seconds and (gib is None or told[one]["peak_gib"] <= gib),
        }
    wanted = results["wide"]["checks"]
    same = {one: results[one]["checks"] == wanted for one in ("long", "pandas")}
    print(
        json.dumps(
            {
                "bench": "rollup",
                "machine": machine(),
                "figures": figures,
                "yardstick_cpu_seconds": base,
                **told,
                "same_numbers_as_wide": same,
            },
            indent=1,
        )
    )


def _one(name: str, folder: Path) -> object:
    if name == "yardstick":
        return yardstick(folder)
    return measured_in_pandas(folder) if name == "pandas" else measured(name, folder)


def _in_a_process(one: str, folder: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - JSON
    command = [sys.executable, "-m", "benchmarks.rollup", "--only", one, "--folder", folder]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
