"""``./dev bench rollup [--facts 12m]``: values and percent of all 32 periods at every level, exact, time first.

Periods and levels by the SQL of ``analytics.sql``; the division is a faster one for positive divisors, held to the same
rule by tests/analytics/test_sql.py. Figures have two decimals; what would not fit 64 bits is computed in 128. Of
100 indicators 70 are sums of sums, 20 stocks and 10 means of means. CPU seconds and memory are those of a fresh process
each; ``ratio`` is to reading the same file and adding up every month, in the same run.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection as Connection

from benchmarks import data
from benchmarks.web import _machine as machine
from nhip.analytics import sql
from nhip.analytics.duck import connected
from nhip.core.indicators import OverTime, OverUnits
from nhip.core.rollup import MEANS

BIG = "BIGINT"
KINDS = (
    (OverUnits.SUM, OverTime.SUM, range(7)),
    (OverUnits.SUM, OverTime.LAST, range(7, 9)),
    (OverUnits.AVERAGE, OverTime.AVERAGE, range(9, 10)),
)
"""Rules, and the last digits of the indicators that follow them."""
TARGETS = {"wide": (2.5, 3.5), "long": (7.0, None)}
NATION = -1


def rolled_up(connection: Connection, source: str) -> None:
    """Tables value0_2 … of every kind and level: states, v0 … v31 (means) in hundredths, p0 … p31 in millionths."""
    do = connection.execute
    do(
        f"CREATE TABLE tree AS SELECT CAST(u AS INT) AS unit, CAST(-2 - u % {data.PROVINCES} AS INT) AS parent, "
        f"2 AS depth FROM range({data.COMMUNES}) a (u) "
        f"UNION ALL SELECT CAST(-2 - p AS INT), {NATION}, 1 FROM range({data.PROVINCES}) b (p) "
        f"UNION ALL SELECT {NATION}, NULL, 0"
    )
    months = [f"CAST(m{one} * 100 AS {BIG})" for one in data.MONTHS]
    most = do(f"SELECT {_greatest(months)} FROM {source}").fetchone()
    named = ", ".join(f"{text} AS m{one}" for one, text in zip(data.MONTHS, months, strict=True))
    for number, (over_units, over_time, digits) in enumerate(KINDS):
        chosen = ", ".join(str(one) for one in range(data.INDICATORS) if one % 10 in digits)
        cells = f"(SELECT unit, indicator, 0 AS category, year, {named} FROM {source} WHERE indicator IN ({chosen}))"
        own = sql.own_states(over_units, sql.readings(over_time, cells, big=BIG), big=BIG)
        # A mean of months is no greater than the greatest of them, times its scale; a sum than twelve of them.
        big = _type(most, MEANS if over_time is OverTime.AVERAGE else len(data.MONTHS))
        name = f"value{number}_2"  # every commune stands at depth 2: its own states are its states
        do(f"CREATE TABLE {name} AS {_values(over_units, over_time, f'({own})', big)}")
        for depth in (1, 0):
            nobody = f"(SELECT * FROM value{number}_2 WHERE FALSE)"
            do(f"CREATE TABLE states AS {sql.level(over_units, sql.ALL_SHAPES, nobody, depth, name)}")
            numerators = [f"n{one}" for one in sql.ALL_SHAPES]
            big = _type(do(f"SELECT {_greatest(numerators)} FROM states").fetchone(), 1)
            name = f"value{number}_{depth}"
            do(f"CREATE TABLE {name} AS {_values(over_units, over_time, 'states', big)}")
            do("DROP TABLE states")


def _greatest(columns: list[str]) -> str:
    return f"GREATEST({', '.join(f'MAX(ABS({one}))' for one in columns)})"


def _type(most: tuple[int | None, ...] | None, times: int) -> str:
    """64 bits where two hundred millions of the greatest numerator fit them, else 128."""
    greatest = 0 if most is None or most[0] is None else int(most[0])
    return BIG if greatest * times < 2**62 // (100 * sql.ONE) else sql.BIG


def _values(over_units: OverUnits, over_time: OverTime, states: str, big: str) -> str:
    """States with values and percent. The year's target is 50,000 for each commune, and theirs together above; of a
    mean 5,000 for all."""
    is_mean = over_units is OverUnits.AVERAGE
    scale = MEANS if over_time is OverTime.AVERAGE else 1
    each, more = divmod(data.COMMUNES, data.PROVINCES)
    communes = (
        f"CASE WHEN unit >= 0 THEN 1 WHEN unit = {NATION} THEN {data.COMMUNES} "
        f"WHEN -2 - unit < {more} THEN {each + 1} ELSE {each} END"
    )
    goal = f"CAST(500000 AS {big})" if is_mean else f"CAST(5000000 AS {big}) * {communes}"
    columns = sql.state_columns(over_units, sql.ALL_SHAPES)
    typed = ", ".join(name if name[0] == "t" else f"CAST({name} AS {big}) AS {name}" for name in columns)
    wanted = []
    for one in sql.ALL_SHAPES:
        divisor = f"{scale} * d{one}" if is_mean else "1"
        if is_mean:
            wanted.append((f"v{one}", f"n{one}", divisor))
        wanted.append((f"p{one}", f"{100 * sql.ONE} * n{one}", f"goal * {divisor}" if is_mean else "goal"))
    kept = [*sql.KEY.split(", "), *columns]
    return quotients(wanted, kept, f"(SELECT {sql.KEY}, {typed}, {goal} AS goal FROM {states})")


def quotients(wanted: Sequence[tuple[str, str, str]], kept: Sequence[str], source: str) -> str:
    """Many quotients at once, each (name, above, below), rounded as by ``analytics.sql.quotient``; below is positive.

    kept: columns that pass through. The half is added before the one division: (2a + b) / 2b; where nothing is left
    over there was a tie, and an odd result goes down to the even one.
    """
    passed = ", ".join(kept)
    given = ", ".join(
        f"2 * ({above}) + {below} AS x{name}, 2 * ({below}) AS y{name}" for name, above, below in wanted
    )
    whole = ", ".join(
        f"x{name} {sql.DIVIDED} y{name} AS {name}, x{name} % y{name} AS z{name}" for name, _, _ in wanted
    )
    done = ", ".join(
        f"{name} - CAST(z{name} < 0 OR (z{name} = 0 AND {name} % 2 <> 0) AS TINYINT) AS {name}"
        for name, _above, _below in wanted
    )
    return f"SELECT {passed}, {done} FROM (SELECT {passed}, {whole} FROM (SELECT {passed}, {given} FROM {source}))"


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
        began, cpu = time.perf_counter(), _cpu()
        if shape == "long":
            connection.execute(f"CREATE TABLE pivoted AS SELECT * FROM {long_source(path)}")
        rolled_up(connection, source)
        took = {"cpu_seconds": round(_cpu() - cpu, 2), "seconds": round(time.perf_counter() - began, 2)}
        peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2)
        sums = {
            f"{number}_{depth}": _checks(connection, f"value{number}_{depth}")
            for number in range(len(KINDS))
            for depth in (2, 1, 0)
        }
        return {**took, "peak_gib": peak, "checks": sums}


def _checks(connection: Connection, table: str) -> list[str]:
    """What two ways of computing must agree on: how many reported, and the sums of all values and percentages."""
    columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
    sums = ", ".join(
        " + ".join(f"COALESCE(SUM(CAST({one} AS HUGEINT)), 0)" for one in columns if one[0] == kind)
        for kind in "tnp"
    )
    return [str(one) for one in connection.execute(f"SELECT {sums} FROM {table}").fetchone() or ()]


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
    parser.add_argument("--only", choices=["wide", "long", "yardstick"])
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.only:
        found = yardstick(given.folder) if given.only == "yardstick" else measured(given.only, given.folder)
        print(json.dumps(found))
        return
    with tempfile.TemporaryDirectory(prefix="nhip-bench-") as name:
        figures = data.store(Path(name), given.facts)
        results = {one: _in_a_process(one, name) for one in ("yardstick", "wide", "long")}
    base = results["yardstick"]
    print(
        json.dumps(
            {
                "bench": "rollup",
                "machine": machine(),
                "figures": figures,
                "yardstick_cpu_seconds": base,
                **{
                    one: results[one]
                    | {
                        "ratio": round(results[one]["cpu_seconds"] / base, 1),
                        "target_cpu_seconds": TARGETS[one][0],
                        "target_gib": TARGETS[one][1],
                        "met": results[one]["cpu_seconds"] <= TARGETS[one][0],
                    }
                    for one in ("wide", "long")
                },
                "same": results["wide"]["checks"] == results["long"]["checks"],
            },
            indent=1,
        )
    )


def _in_a_process(one: str, folder: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - JSON
    command = [sys.executable, "-m", "benchmarks.rollup", "--only", one, "--folder", folder]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
