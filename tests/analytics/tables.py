"""A small set of tables that is right, to be made wrong one cell at a time, and the run that reads it."""

import csv
from datetime import date
from pathlib import Path

from nhip.analytics.run import Engine, Files, run

UNITS = """code,name,level,parent,starts_on,ends_before
P,Tỉnh,province,,2015-01-01,
A,Huyện A,district,P,2015-01-01,
B,Huyện B,district,P,2015-01-01,
A1,Xã 1,commune,A,2015-01-01,2017-02-01
A2,Xã 2,commune,A,2015-01-01,2017-02-01
A9,Xã 9,commune,A,2017-02-01,
B1,Xã B1,commune,B,2015-01-01,
"""
INDICATORS = """code,name,over_units,over_time,direction,weight,numerator,denominator,factor,frequency
poor,Hộ nghèo,sum,last,lower,,,,,
homes,Hộ,sum,last,higher,,,,,
built,Công trình,sum,sum,higher,,,,,
far,Khoảng cách,weighted,average,lower,homes,,,,
rate,Tỷ lệ nghèo,,,lower,,poor,homes,100,
yearly,Năm một lần,sum,sum,higher,,,,,year
"""
FACTS = """unit,indicator,month,value
A1,poor,2017-01,10
A1,homes,2017-01,100
A2,poor,2017-01,20.5
A2,homes,2017-01,300
A9,poor,2017-03,31
B1,homes,2017-02,50
A1,built,2017-01,1
A9,built,2017-02,2
"""
TARGETS = """unit,indicator,period,value,baseline
P,poor,2017,0,200
A9,built,2017,4,
B1,built,2017,1,
"""
REORGANISATION = """from,to,share,basis,date
A1,A9,1,population,2017-02-01
A2,A9,0.333333333,population,2017-02-01
A2,B1,0.666666667,population,2017-02-01
"""
TEXTS = {"U": UNITS, "I": INDICATORS, "F": FACTS, "T": TARGETS, "R": REORGANISATION}


def roll_up(
    folder: Path,
    *,
    engine: Engine = Engine.CORE,
    on: date | None = None,
    out: str = "O.csv",
    wrong: dict[str, str] | None = None,
    **texts: str | bytes,
) -> list[dict[str, str]]:
    """Write the tables, those given in place of the right ones, and roll them up. Without ``on``: no R.csv."""
    paths = {}
    for name, text in {**TEXTS, **(wrong or {}), **texts}.items():
        paths[name] = folder / f"{name}.csv"
        paths[name].write_bytes(text if isinstance(text, bytes) else text.encode())
    files = Files(paths["U"], paths["I"], paths["F"], paths["T"], None if on is None else paths["R"], on)
    run(given=files, is_ranked=False, engine=engine, out=folder / out)
    if not out.endswith(".csv"):
        return []
    with (folder / out).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def value(rows: list[dict[str, str]], unit: str, indicator: str, period: str) -> str:
    (row,) = [
        one for one in rows if (one["unit"], one["indicator"], one["period"]) == (unit, indicator, period)
    ]
    return row["value"]
