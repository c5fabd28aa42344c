"""The real reorganisation of the nation on 01/07/2025: totals are conserved to the last digit."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from benchmarks import nation
from nhip.analytics.run import Engine, run


def year_of(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["unit"]: row for row in csv.DictReader(file) if row["period"] == "2024"}


def test_the_nation_of_10035_communes_told_on_the_boundaries_of_3321(tmp_path: Path) -> None:
    given = nation.store(tmp_path)
    run(given=given, is_ranked=False, engine=Engine.DUCKDB, out=tmp_path / "now.csv")
    run(
        given=replace(given, reorganisation=None, on=None),
        is_ranked=False,
        engine=Engine.DUCKDB,
        out=tmp_path / "then.csv",
    )
    then, now = year_of(tmp_path / "then.csv"), year_of(tmp_path / "now.csv")
    assert [sum(code[0] == kind for code in then) for kind in "PDC"] == [63, 696, 10035]
    assert [sum(code[0] == kind for code in now) for kind in "NX"] == [34, 3321]

    assert then["VN"]["value"] == now["VN"]["value"]
    assert now["VN"]["apportioned"] == "false"
    assert sum(Decimal(row["value"]) for code, row in now.items() if code[0] == "X") == Decimal(
        now["VN"]["value"]
    )
    # Thái Nguyên and Bắc Kạn became one province, no commune of theirs going elsewhere.
    assert Decimal(now["N19"]["value"]) == Decimal(then["P19"]["value"]) + Decimal(then["P06"]["value"])
    assert any(row["apportioned"] == "true" for code, row in now.items() if code[0] == "X")
