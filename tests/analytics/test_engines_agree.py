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
from tests.analytics.tables import roll_up
from tests.analytics.worlds import store, worlds


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def row_of(row: dict[str, str]) -> naive.Row:
    """A row of the output as the naive sums tell it."""
    return (
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
            found = {row_of(row) for row in read(out)}
        assert found == set(naive.rows(world))

    holds()


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    ("direction", "poor", "target", "expected"),
    [("higher", "10", "0", "0"), ("higher", "-10", "0", "100"), ("lower", "0", "5", "100")],
)
def test_a_negative_denominator_turns_the_value_and_not_what_is_met(
    tmp_path: Path, engine: Engine, direction: str, poor: str, target: str, expected: str
) -> None:
    rows = roll_up(
        tmp_path,
        engine=engine,
        I=f"code,over_units,over_time,direction,numerator,denominator\npoor,sum,sum,higher,,\n"
        f"homes,sum,sum,higher,,\ngain,,,{direction},poor,homes\n",
        F=f"unit,indicator,month,value\nB1,poor,2017-01,{poor}\nB1,homes,2017-01,-4\n",
        T=f"unit,indicator,period,value\nB1,gain,2017,{target}\n",
    )
    (row,) = [one for one in rows if (one["unit"], one["indicator"], one["period"]) == ("B1", "gain", "2017")]
    assert row["percent"] == expected
