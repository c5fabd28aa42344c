"""Figures on the boundaries of another day; docs/rules/rollup.md, «Boundaries»."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from nhip.analytics.run import Engine, Files, run
from nhip.core.errors import RuleBroken
from tests.analytics.tables import FACTS, REORGANISATION, roll_up, value

ON = date(2017, 6, 1)


@pytest.fixture(params=list(Engine), ids=str)
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.param
    return found


def test_totals_are_conserved_and_parts_add_up(tmp_path: Path, engine: Engine) -> None:
    then, now = roll_up(tmp_path, engine=engine), roll_up(tmp_path, engine=engine, on=ON)
    for period in ("2017-01", "2017-02", "2017-01-YTD"):
        for indicator in ("poor", "homes", "built", "rate"):
            assert value(then, "P", indicator, period) == value(now, "P", indicator, period)
    assert value(now, "A9", "poor", "2017-01") == "16.833333"
    assert value(now, "B1", "poor", "2017-01") == "13.666667"
    assert value(now, "A", "poor", "2017-01") == "16.833333"


def test_only_totals_that_hang_on_a_share_are_marked(tmp_path: Path, engine: Engine) -> None:
    rows = roll_up(tmp_path, engine=engine, on=ON)
    marked = {row["unit"] for row in rows if row["apportioned"] == "true" and row["period"] == "2017-01"}
    assert marked == {"A", "A9", "B", "B1"}
    later = {row["unit"] for row in rows if row["apportioned"] == "true" and row["period"] == "2017-02"}
    assert later == set()


def test_a_later_report_replaces_the_part_in_a_stock(tmp_path: Path, engine: Engine) -> None:
    rows = roll_up(tmp_path, engine=engine, on=ON)
    poor = {row["unit"]: row for row in rows if (row["indicator"], row["period"]) == ("poor", "2017-Q1")}
    assert (poor["A9"]["value"], poor["A9"]["apportioned"]) == ("31", "false")
    assert (poor["B1"]["value"], poor["B1"]["apportioned"]) == ("13.666667", "true")
    assert (poor["P"]["value"], poor["P"]["apportioned"]) == ("44.666667", "true")


def test_rows_are_of_the_units_of_the_day(tmp_path: Path, engine: Engine) -> None:
    assert {row["unit"] for row in roll_up(tmp_path, engine=engine, on=ON)} == {"P", "A", "B", "A9", "B1"}


def test_a_target_follows_its_unit(tmp_path: Path, engine: Engine) -> None:
    rows = roll_up(tmp_path, engine=engine, on=ON, T="unit,indicator,period,value\nA2,built,2017-01,3\n")
    targets = {
        row["unit"]: row["target"]
        for row in rows
        if (row["indicator"], row["period"]) == ("built", "2017-01")
    }
    assert targets == {"A9": "1", "B1": "2", "A": "1", "B": "2", "P": "3"}


def test_a_unit_with_figures_and_no_heir_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="A1"):
        roll_up(tmp_path, on=ON, R=REORGANISATION.replace("A1,A9,1,population,2017-02-01\n", ""))


def test_going_back_needs_a_share_stated_for_it(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(RuleBroken, match="A9"):
        roll_up(tmp_path, engine=engine, on=date(2017, 1, 15))
    facts = FACTS.replace("B1,homes,2017-02,50\n", "")
    whole = "from,to,share,basis,date,back_share\nA1,A9,1,,2017-02-01,0.25\nA2,A9,1,,2017-02-01,0.75\n"
    rows = roll_up(tmp_path, engine=engine, on=date(2017, 1, 15), F=facts, R=whole)
    assert value(rows, "A1", "poor", "2017-03") == "7.75"
    assert value(rows, "A2", "poor", "2017-03") == "23.25"


def test_a_reorganisation_without_a_day_is_refused(tmp_path: Path) -> None:
    roll_up(tmp_path)
    units, indicators, facts, targets, reorganisation = (tmp_path / f"{name}.csv" for name in "UIFTR")
    files = Files(units, indicators, facts, targets, reorganisation)
    with pytest.raises(RuleBroken, match="--on"):
        run(given=files, is_ranked=False, engine=Engine.CORE, out=tmp_path / "O.csv")


def test_parquet_in_and_out_is_the_same(tmp_path: Path, engine: Engine) -> None:
    rows = roll_up(tmp_path, engine=engine)
    facts = tmp_path / "F.parquet"
    duckdb.sql(
        f"COPY (SELECT unit, indicator, month, value::DECIMAL(18, 6) AS value FROM read_csv('{tmp_path / 'F.csv'}', "
        f"types = {{'month': 'VARCHAR'}})) TO '{facts}' (FORMAT parquet)"
    )
    files = Files(tmp_path / "U.csv", tmp_path / "I.csv", facts, tmp_path / "T.csv")
    run(given=files, is_ranked=False, engine=engine, out=tmp_path / "O.parquet")
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT unit, indicator, period, value FROM '{tmp_path / 'O.parquet'}'"
        ).fetchall()
    as_text = {(row["unit"], row["indicator"], row["period"]): row["value"] for row in rows}
    assert len(found) == len(rows)
    for unit, indicator, period, amount in found:
        text = as_text[unit, indicator, period]
        assert amount == (Decimal(text) if text else None)


def test_categories_are_rolled_up_side_by_side(tmp_path: Path, engine: Engine) -> None:
    facts = "unit,indicator,month,value,category\n"
    facts += "B1,built,2017-01,1,nam\nB1,built,2017-01,2,nữ\nB,built,2017-02,4,nữ\n"
    rows = roll_up(tmp_path, engine=engine, F=facts)
    of_the_year = [
        row for row in rows if (row["unit"], row["indicator"], row["period"]) == ("P", "built", "2017")
    ]
    assert {row["category"]: row["value"] for row in of_the_year} == {"nam": "1", "nữ": "6"}
