"""The whole nation told on the boundaries of 01/07/2025: how long it takes, and that nothing is lost.

    ./dev bench nation [--months 12]

63 provinces, 696 districts and 10,035 communes become 34 and 3,321 (PyPI ``vietnamadminunits``, MIT). For the 471
divided communes the package names the heirs but no shares: equal shares are assumed. Prints JSON; ``ratio`` is to
reading the same tables and rolling them up as they were.
"""

import argparse
import csv
import json
import sqlite3
import tempfile
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.web import _machine as machine
from nhip.analytics.run import Engine, Files, run

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2025, 7, 1)
_PACKAGE = find_spec("vietnamadminunits")  # its files only: its code takes seconds to import
assert _PACKAGE is not None
assert _PACKAGE.origin is not None
DATA = Path(_PACKAGE.origin).parent / "data"
SHARES = Decimal("1e-18")
UNITS = ("code", "name", "level", "parent", "starts_on", "ends_before")


def store(folder: Path, *, months: int = 1, year: int = 2024) -> Files:
    """Write the nation's units, its reorganisation, and made-up figures of every commune before it."""
    with sqlite3.connect(DATA / "dataset.db") as connection:
        old = connection.execute(
            "SELECT provinceCode, province, provinceKey, districtCode, district, districtKey, wardCode, ward, wardKey "
            "FROM admin_units_legacy"
        ).fetchall()
        new = connection.execute(
            "SELECT provinceCode, province, provinceKey, wardCode, ward, wardKey FROM admin_units"
        ).fetchall()
    connection.close()
    units: dict[str, tuple[object, ...]] = {"VN": ("VN", "Cả nước", "nation", "", "2010-01-01", "")}
    communes: dict[str, str] = {}
    for province, province_name, province_key, district, district_name, district_key, ward, name, key in old:
        units[f"P{province}"] = (f"P{province}", province_name, "province", "VN", "2010-01-01", DAY)
        units[f"D{district}"] = (f"D{district}", district_name, "district", f"P{province}", "2010-01-01", DAY)
        # Five island districts have no commune: what is reported there is the district's own.
        code = f"C{ward}" if ward else f"D{district}"
        communes[f"{province_key}_{district_key}_{key or ''}"] = code
        if ward:
            units[code] = (code, name, "commune", f"D{district}", "2010-01-01", DAY)
    heirs: dict[tuple[str, str], str] = {}
    for province, province_name, province_key, ward, name, key in new:
        units[f"N{province}"] = (f"N{province}", province_name, "province", "VN", DAY, "")
        heirs[province_key, key] = f"X{ward}"
        units[f"X{ward}"] = (f"X{ward}", name, "commune", f"N{province}", DAY, "")
    chance = Random(20250701)
    facts = [
        (code, "homes", f"{year}-{month:02d}", chance.randint(200, 9000))
        for code in communes.values()
        for month in range(1, months + 1)
    ]
    tables: dict[str, tuple[tuple[str, ...], Sequence[tuple[object, ...]]]] = {
        "U": (UNITS, list(units.values())),
        "I": (("code", "over_units", "over_time"), [("homes", "sum", "last")]),
        "F": (("unit", "indicator", "month", "value"), facts),
        "R": (("from", "to", "share", "basis", "date"), _links(communes, heirs)),
    }
    for name, (head, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
    return Files(folder / "U.csv", folder / "I.csv", folder / "F.csv", None, folder / "R.csv", DAY)


def _links(communes: dict[str, str], heirs: dict[tuple[str, str], str]) -> list[tuple[object, ...]]:
    mapping = json.loads((DATA / "converter_2025.json").read_text(encoding="utf-8"))
    links: list[tuple[object, ...]] = [
        (communes[source], heirs[province, heir], 1, "whole", DAY)
        for province, wards in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for heir, sources in wards.items()
        for source in sources
    ]
    for province, divided in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, parts in divided.items():
            share = (1 / Decimal(len(parts))).quantize(SHARES)
            shares = [share] * (len(parts) - 1) + [1 - share * (len(parts) - 1)]
            links += [
                (
                    communes[source],
                    heirs[province, part["newWardKey"]],
                    f"{one:f}",
                    "equal shares assumed",
                    DAY,
                )
                for part, one in zip(parts, shares, strict=True)
            ]
    return links


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--months", type=int, default=12)
    months = parser.parse_args().months
    results: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = store(folder, months=months)
        as_it_was = replace(given, reorganisation=None, on=None)
        for engine in Engine:
            seconds = {
                key: _timed(files, engine, folder / "O.csv")
                for key, files in (("as_it_was", as_it_was), ("rebased", given))
            }
            results[engine.value] = seconds | {"ratio": round(seconds["rebased"] / seconds["as_it_was"], 2)}
    print(
        json.dumps(
            {
                "bench": "nation",
                "machine": machine(),
                "figures": 10040 * months,
                "seconds": results,
                "target": {"rebased": 10},
            },
            indent=2,
        )
    )


def _timed(files: Files, engine: Engine, out: Path) -> float:
    began = time.perf_counter()
    run(given=files, is_ranked=False, engine=engine, out=out)
    return round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    main()
