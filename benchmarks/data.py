"""Made-up figures in bulk, the same each time: ``./dev bench data --facts 12m [--out FOLDER]``.

3,321 communes of 34 provinces × 100 indicators × 36 months, with gaps (one figure in twenty is missing) and divided
history (every 21st commune begins in the second year). Two Parquet files of the same figures: ``wide.parquet``
(unit, indicator, year, m1 … m12) and ``long.parquet`` (unit, indicator, month, value). Fewer facts: fewer indicators.
"""

import argparse
import json
import time
from pathlib import Path

from nhip.analytics.duck import connected

COMMUNES, PROVINCES, INDICATORS, YEARS = 3_321, 34, 100, (2018, 2019, 2020)
MONTHS = range(1, 13)
FOLDER = Path("var") / "bench"


def facts_of(text: str) -> int:
    """``12m``, ``120k`` or a plain number."""
    scale = {"m": 1_000_000, "k": 1_000}.get(text[-1].lower(), 1)
    return int(float(text.rstrip("mMkK")) * scale)


def store(folder: Path, facts: int) -> int:
    """Write both files; returns how many figures they hold."""
    folder.mkdir(parents=True, exist_ok=True)
    indicators = max(1, round(facts / (COMMUNES * len(YEARS) * len(MONTHS))))
    cells = ", ".join(
        f"CASE WHEN hash(u, i, y, {month}) % 20 > 0 AND (u % 21 > 0 OR y > {YEARS[0]}) "
        f"THEN CAST((hash(i, u, {month}, y) % 1000000) / 100.0 AS DECIMAL(12, 2)) END AS m{month}"
        for month in MONTHS
    )
    years = ", ".join(f"({year})" for year in YEARS)
    columns = ", ".join(f"m{month}" for month in MONTHS)
    wide, long = folder / "wide.parquet", folder / "long.parquet"
    with connected() as connection:
        connection.execute("SET preserve_insertion_order = true")
        connection.execute(
            f"COPY (SELECT CAST(u AS INT) AS unit, CAST(i AS INT) AS indicator, CAST(y AS INT) AS year, {cells} "
            f"FROM range({COMMUNES}) a (u), range({indicators}) b (i), (VALUES {years}) c (y) ORDER BY y, i, u) "
            f"TO '{wide}' (FORMAT parquet)"
        )
        connection.execute(
            f"COPY (SELECT unit, indicator, year * 100 + CAST(substr(name, 2) AS INT) AS month, value "
            f"FROM (UNPIVOT '{wide}' ON {columns} INTO NAME name VALUE value)) TO '{long}' (FORMAT parquet)"
        )
        found = connection.execute(f"SELECT COUNT(*) FROM '{long}'").fetchone()
    return int(found[0]) if found else 0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--facts", type=facts_of, default="12m")
    parser.add_argument("--out", type=Path, default=FOLDER)
    given = parser.parse_args()
    began = time.perf_counter()
    stored = store(given.out, given.facts)
    seconds = round(time.perf_counter() - began, 2)
    print(json.dumps({"bench": "data", "folder": str(given.out), "figures": stored, "seconds": seconds}))


if __name__ == "__main__":
    main()
