"""What is wrong in the tables is named by file, line and column, and nothing is written."""

from datetime import date
from pathlib import Path

import pytest

from nhip.analytics.run import Engine
from nhip.core.errors import NhipError, RuleBroken, RulesBroken
from tests.analytics.tables import FACTS, INDICATORS, REORGANISATION, TARGETS, UNITS, roll_up, value

ON = date(2017, 6, 1)


def places(caught: pytest.ExceptionInfo[RulesBroken]) -> list[str]:
    return list(caught.value.refusals)


@pytest.mark.parametrize(
    ("name", "row", "place"),
    [
        ("U", "A,Huyện A,district,B,2016-01-01,", "U.csv:9:code"),
        ("U", "A9,Xã 9,commune,B,2018-01-01,", "U.csv:9:code"),
        ("U", "C1,Xã,commune,C,2015-01-01,", "U.csv:9:parent"),
        ("U", "C1,Xã,commune,A,2014-01-01,", "U.csv:9:parent"),
        ("U", "C1,Xã,commune,A1,2015-01-01,", "U.csv:9:parent"),
        ("U", "C1,Xã,commune,A,2015-02-30,", "U.csv:9:starts_on"),
        ("U", "C1,Xã,commune,A,2015-02-03,2015-02-03", "U.csv:9:ends_before"),
        ("I", "x,X,total,sum,higher,,,,,", "I.csv:8:over_units"),
        ("I", "x,X,sum,latest,higher,,,,,", "I.csv:8:over_time"),
        ("I", "x,X,sum,sum,up,,,,,", "I.csv:8:direction"),
        ("I", "x,X,weighted,sum,higher,,,,,", "I.csv:8:weight"),
        ("I", "x,X,weighted,sum,higher,none,,,,", "I.csv:8:weight"),
        ("I", "x,X,,,higher,,poor,rate,1,", "I.csv:8:numerator"),
        ("I", "x,X,sum,sum,higher,,,,,week", "I.csv:8:frequency"),
        ("I", "poor,X,sum,sum,higher,,,,,", "I.csv:8:code"),
        ("F", "C7,poor,2017-01,1", "F.csv:10:unit"),
        ("F", "B1,rich,2017-01,1", "F.csv:10:indicator"),
        ("F", "B1,rate,2017-01,1", "F.csv:10:indicator"),
        ("F", "B1,poor,2017-13,1", "F.csv:10:month"),
        ("F", "B1,poor,2017-1,1", "F.csv:10:month"),
        ("F", "B1,yearly,2017-11,1", "F.csv:10:month"),
        ("F", "A1,poor,2017-02,1", "F.csv:10:month"),
        ("F", "A9,poor,2017-01,1", "F.csv:10:month"),
        ("F", "A1,poor,2017-01,10", "F.csv:10:value"),
        ("F", "B1,poor,2017-01,NaN", "F.csv:10:value"),
        ("F", "B1,poor,2017-01,inf", "F.csv:10:value"),
        ("F", "B1,poor,2017-01,1_000", "F.csv:10:value"),
        ("F", "B1,poor,2017-01,nghìn", "F.csv:10:value"),
        ("F", "B1,poor,2017-01,١٢", "F.csv:10:value"),
        ("F", "B1,poor,2017-01,", "F.csv:10:value"),
        ("F", "B1,poor,2017-01,0.1234567", "F.csv:10:value"),
        ("F", "B1,poor,2017-01,1.00000000000000000000000000000000000000000001", "F.csv:10:value"),
        ("F", "B1,poor,2017-01,1e18", "F.csv:10:value"),
        ("F", "B1,poor,2017-01", "F.csv:10:value"),
        ("F", "B1,poor,2017-01,1,2", "F.csv:10:5"),
        ("F", 'B1,"poor,2017-01,1', "F.csv:10"),
        ("T", "B1,built,2017,2,", "T.csv:5:period"),
        ("T", "B1,built,2017-14,2,", "T.csv:5:period"),
        ("T", "A1,built,2018,2,", "T.csv:5:period"),
        ("T", "B1,poor,2017,x,", "T.csv:5:value"),
        ("R", "B1,A9,0.5,,2018-01-01", "R.csv:5:share"),
        ("R", "B1,A9,0,,2018-01-01", "R.csv:5:share"),
        ("R", "B1,A9,0.9999999989,,2018-01-01", "R.csv:5:share"),
        ("R", "B1,B1,1,,2018-01-01", "R.csv:5:share"),
        ("R", "A9,B1,1,,2017-02-01", "R.csv:5:from"),
        ("R", "B1,A1,1,,2018-01-01", "R.csv:5:to"),
        ("R", "B1,A9,1,,2014-01-01", "R.csv:5:from"),
        ("R", "B1,A9,0.1234567890123456789,,2018-01-01", "R.csv:5:share"),
        ("R", "B1,A9,1,,01/01/2018", "R.csv:5:date"),
    ],
)
def test_a_wrong_row_is_named_by_file_line_and_column(
    tmp_path: Path, name: str, row: str, place: str
) -> None:
    right = {"U": UNITS, "I": INDICATORS, "F": FACTS, "T": TARGETS, "R": REORGANISATION}[name]
    with pytest.raises(RulesBroken) as caught:
        roll_up(tmp_path, on=ON if name == "R" else None, wrong={name: f"{right}{row}\n"})
    assert places(caught) == [place]
    assert not (tmp_path / "O.csv").exists()


def test_a_circle_of_units_is_named_where_it_closes(tmp_path: Path) -> None:
    circle = UNITS + "X,,,Z,2016-01-01,\nY,,,X,2016-01-01,\nZ,,,Y,2016-01-01,\n"
    with pytest.raises(RulesBroken) as caught:
        roll_up(tmp_path, U=circle)
    assert places(caught) == ["U.csv:9:parent"]


def test_several_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(RulesBroken) as caught:
        roll_up(tmp_path, F=FACTS + "B1,poor,2017-01,x\nB9,poor,2017-01,y\n")
    assert places(caught) == ["F.csv:10:value", "F.csv:11:unit", "F.csv:11:value"]


@pytest.mark.parametrize("missing", ["unit", "indicator", "month", "value"])
def test_a_missing_column_is_named(tmp_path: Path, missing: str) -> None:
    with pytest.raises(RuleBroken, match=missing):
        roll_up(tmp_path, F=FACTS.replace(missing, "x", 1))


@pytest.mark.parametrize("wrong", [b"\xff\xfe\x00u", FACTS.encode("utf-16"), FACTS.encode() + b"A1\0", b""])
def test_what_is_no_table_is_refused(tmp_path: Path, wrong: bytes) -> None:
    with pytest.raises(NhipError):
        roll_up(tmp_path, F=wrong)
    assert not (tmp_path / "O.csv").exists()


@pytest.mark.parametrize("out", ["O.xlsx", "gone/O.csv", "."])
def test_an_output_that_cannot_be_written_is_refused_before_anything_is_read(
    tmp_path: Path, out: str
) -> None:
    with pytest.raises(RuleBroken):
        roll_up(tmp_path, out=out, F="not read")


def test_an_old_output_stays_when_the_input_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "O.csv").write_text("kept")
    with pytest.raises(RulesBroken):
        roll_up(tmp_path, F=FACTS + "B1,poor,2017-01,x\n")
    assert (tmp_path / "O.csv").read_text() == "kept"
    assert {path.name for path in tmp_path.iterdir()} <= {"O.csv", *(f"{name}.csv" for name in "UIFTR")}


@pytest.mark.parametrize(
    "facts",
    [
        FACTS.encode("utf-8-sig"),
        FACTS.replace("\n", "\r\n").encode(),
        FACTS.replace(",", ";").replace("20.5", "20,5").encode(),
        ("\n" + FACTS.replace(",", "\t")).encode(),
    ],
    ids=["byte order mark", "CRLF", "semicolons", "tabs"],
)
def test_tables_are_read_as_people_save_them(tmp_path: Path, facts: bytes) -> None:
    assert value(roll_up(tmp_path, F=facts), "P", "poor", "2017-01") == "30.5"


@pytest.mark.parametrize("engine", list(Engine))
def test_numbers_too_big_for_an_engine_are_refused_never_rounded(tmp_path: Path, engine: Engine) -> None:
    big = FACTS + "".join(
        f"{unit},far,2017-{month:02d},9{'0' * 17}\n" for unit in ("B1", "A") for month in range(2, 9)
    )
    big += "".join(f"{unit},homes,2017-{month:02d},9{'0' * 17}\n" for unit in ("A",) for month in range(2, 9))
    if engine is Engine.CORE:
        assert value(roll_up(tmp_path, F=big), "P", "far", "2017-04") == "900000000000000000"
    else:
        with pytest.raises(RuleBroken, match="core"):
            roll_up(tmp_path, F=big, engine=engine)
