"""Naive sums over raw figures, the algebra and the bulk SQL give the same numbers, to the last digit."""

import csv
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, reject, settings

from nhip.analytics.run import Engine, run
from nhip.core.errors import RuleBroken
from tests.analytics import naive
from tests.analytics.worlds import store, worlds


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize("engine", list(Engine))
def test_an_engine_gives_what_naive_sums_give(engine: Engine) -> None:
    @settings(max_examples=12 if engine is Engine.DUCKDB else 60, deadline=None)
    @given(worlds())
    def holds(world: naive.World) -> None:
        with TemporaryDirectory() as name:
            folder = Path(name)
            out = folder / "out.csv"
            try:
                run(given=store(world, folder), is_ranked=True, engine=engine, out=out)
            except RuleBroken as refusal:  # more than 38 digits: refused, never rounded
                if engine is not Engine.DUCKDB or refusal.field != "facts":
                    raise
                reject()
            found = {
                (
                    row["unit"],
                    row["indicator"],
                    row["period"],
                    number(row["value"]),
                    int(row["reported"]),
                    int(row["expected"]),
                    number(row["target"]),
                    number(row["percent"]),
                    int(row["rank"]) if row["rank"] else None,
                )
                for row in read(out)
            }
        assert found == set(naive.rows(world))

    holds()
