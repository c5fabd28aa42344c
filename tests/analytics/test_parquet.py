"""Facts in Parquet: checked in bulk, yet named row by row where something is wrong; the same numbers as from CSV."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from nhip.analytics.run import Engine, Files, run
from nhip.core.errors import RuleBroken, RulesBroken
from tests.analytics.tables import FACTS, roll_up


def stored(folder: Path, *, kind: str = "DECIMAL(18, 6)", more: str = "", month: str = "month") -> Path:
    """F.parquet with the right facts, and more rows given as SQL values."""
    (folder / "F.csv").write_text(FACTS, encoding="utf-8")
    facts = folder / "F.parquet"
    text = f"SELECT unit, indicator, {month} AS month, value FROM read_csv('{folder / 'F.csv'}', all_varchar = true)"
    if more:
        text += f" UNION ALL VALUES {more}"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT unit, indicator, month, CAST(value AS {kind}) AS value FROM ({text})) "
            f"TO '{facts}' (FORMAT parquet)"
        )
    return facts


def out_of(folder: Path, facts: Path, engine: Engine) -> bytes:
    files = Files(folder / "U.csv", folder / "I.csv", facts, folder / "T.csv")
    run(given=files, is_ranked=True, engine=engine, out=folder / "P.csv")
    return (folder / "P.csv").read_bytes()


@pytest.mark.parametrize("kind", ["DECIMAL(18, 6)", "DECIMAL(6, 1)", "DECIMAL(11, 6)", "DOUBLE", "VARCHAR"])
def test_numbers_are_read_however_they_are_kept(tmp_path: Path, kind: str) -> None:
    roll_up(tmp_path)
    expected = out_of(tmp_path, tmp_path / "F.csv", Engine.CORE)
    facts = stored(tmp_path, kind=kind)
    assert {out_of(tmp_path, facts, engine) for engine in Engine} == {expected}


@pytest.mark.parametrize("kind", ["DECIMAL(18, 0)", "DECIMAL(9, 0)", "BIGINT", "INTEGER"])
def test_whole_numbers_are_read_however_they_are_kept(tmp_path: Path, kind: str) -> None:
    roll_up(tmp_path, F=FACTS.replace("20.5", "20"))
    expected = out_of(tmp_path, tmp_path / "F.csv", Engine.CORE)
    facts = stored(tmp_path)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT unit, indicator, month, CAST(trunc(value) AS {kind}) AS value FROM read_parquet('{facts}')) "
            f"TO '{tmp_path / 'W.parquet'}' (FORMAT parquet)"
        )
    assert {out_of(tmp_path, tmp_path / "W.parquet", engine) for engine in Engine} == {expected}


def test_a_day_stands_for_its_month(tmp_path: Path) -> None:
    roll_up(tmp_path)
    expected = out_of(tmp_path, tmp_path / "F.csv", Engine.CORE)
    facts = stored(tmp_path, month="CAST(month || '-15' AS DATE)")
    assert {out_of(tmp_path, facts, engine) for engine in Engine} == {expected}


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("('C7', 'poor', '2017-01', '1')", "F.parquet:9:unit"),
        ("('B1', 'rich', '2017-01', '1')", "F.parquet:9:indicator"),
        ("('B1', 'rate', '2017-01', '1')", "F.parquet:9:indicator"),
        ("('B1', 'poor', '2017-13', '1')", "F.parquet:9:month"),
        ("('B1', 'poor', '201701', '1')", "F.parquet:9:month"),
        ("('B1', 'yearly', '2017-11', '1')", "F.parquet:9:month"),
        ("('A1', 'poor', '2017-02', '1')", "F.parquet:9:month"),
        ("('A1', 'poor', '2017-01', '1')", "F.parquet:9:value"),
        ("('B1', 'poor', '2017-01', NULL)", "F.parquet:9:value"),
        ("(NULL, 'poor', '2017-01', '1')", "F.parquet:9:unit"),
        ("('B1', 'poor', '2017-01', '1000000000000000000')", "F.parquet:9:value"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, place: str) -> None:
    roll_up(tmp_path)
    facts = stored(tmp_path, kind="DECIMAL(26, 6)", more=row)
    with pytest.raises(RulesBroken) as caught:
        out_of(tmp_path, facts, Engine.DUCKDB)
    assert list(caught.value.refusals) == [place]
    assert not (tmp_path / "P.csv").exists()


@pytest.mark.parametrize("value", ["NaN", "Infinity", "0.1234567"])
def test_floating_point_is_read_digit_by_digit(tmp_path: Path, value: str) -> None:
    roll_up(tmp_path)
    facts = stored(tmp_path, kind="DOUBLE", more=f"('B1', 'poor', '2017-01', '{value}')")
    with pytest.raises(RulesBroken) as caught:
        out_of(tmp_path, facts, Engine.CORE)
    assert list(caught.value.refusals) == ["F.parquet:9:value"]


def test_more_rows_than_a_person_would_read_are_checked_in_bulk(tmp_path: Path) -> None:
    """Values stay in the file: what the engine is handed was never read row by row."""
    from nhip.analytics.inputs import read_indicators, read_units
    from nhip.analytics.parquet import ParquetFacts

    roll_up(tmp_path)
    facts = ParquetFacts(
        stored(tmp_path), read_units(tmp_path / "U.csv"), read_indicators(tmp_path / "I.csv")
    )
    assert facts.is_right
    assert facts.years == [2017]
    assert facts.categories() == {code: {""} for code in ("poor", "homes", "built")}
    assert facts.reporters().keys() == facts.categories().keys()
    assert sum(facts.values.values()) == Decimal("514.5")


@pytest.mark.parametrize("damage", [b"PAR1", b"no parquet at all"])
def test_a_broken_file_is_refused(tmp_path: Path, damage: bytes) -> None:
    roll_up(tmp_path)
    broken = tmp_path / "F.parquet"
    broken.write_bytes(damage)
    with pytest.raises(RuleBroken, match=r"F\.parquet"):
        out_of(tmp_path, broken, Engine.CORE)
    assert not (tmp_path / "P.csv").exists()


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    roll_up(tmp_path)
    facts = stored(tmp_path)
    facts.write_bytes(facts.read_bytes()[:-20])
    with pytest.raises(RuleBroken, match=r"F\.parquet"):
        out_of(tmp_path, facts, Engine.DUCKDB)
