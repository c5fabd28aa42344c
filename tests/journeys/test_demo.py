"""The demo world through the installed command: counts that are known, and the JSON's own rules."""

import json
import math
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from nhip.demo import story_2019
from tests.journeys.demo import BoardRow, Demo

pytestmark = pytest.mark.database

DISTRICTS = {"058", "060", "061", "062", "063", "064", "065", "066"}


Board = Callable[..., dict[str, BoardRow]]


@pytest.fixture(scope="module")
def board(demo: Demo) -> Board:
    """Boards as the command prints them, each asked for once: nothing here changes what they show."""
    return cache(demo.board)


def tree(demo: Demo, day: str, under: str = "06") -> list[dict[str, str]]:
    printed = demo.nhip("units", "tree", "--on", day, "--under", under, "--json")
    assert (printed.returncode, printed.stderr) == (0, "")
    lines: list[dict[str, str]] = json.loads(printed.stdout)
    return lines


def test_bac_kan_has_122_communes_on_the_eve_and_108_from_the_first_of_february(demo: Demo) -> None:
    for day, count in (("2020-01-31", 122), ("2020-02-01", 108), ("2020-12-31", 108)):
        lines = tree(demo, day)
        assert sum(line["level"] == "commune" for line in lines) == count
        assert {line["code"] for line in lines if line["level"] == "district"} == DISTRICTS
        assert all(set(line) == {"code", "name", "level", "parent"} for line in lines)


def test_communes_per_district_after_the_reorganisation_are_those_of_the_resolution(demo: Demo) -> None:
    counts: dict[str, int] = {}
    for line in tree(demo, "2020-02-01"):
        if line["level"] == "commune":
            counts[line["parent"]] = counts.get(line["parent"], 0) + 1
    assert counts == {"058": 8, "060": 10, "061": 15, "062": 10, "063": 14, "064": 20, "065": 14, "066": 17}


def test_a_code_that_changed_bearer_means_another_commune_on_another_day(demo: Demo) -> None:
    names = {
        day: next(line["name"] for line in tree(demo, day, "066") if line["code"] == "02137")
        for day in ("2020-01-31", "2020-02-01")
    }
    assert names == {"2020-01-31": "Xã Vũ Loan", "2020-02-01": "Xã Văn Vũ"}


def test_district_offices_bear_their_districts_names(demo: Demo) -> None:
    names = {line["name"] for line in tree(demo, "2020-05-20") if line["level"] == "office"}
    assert "Phòng Dân tộc huyện Ba Bể" in names
    assert "Phòng Dân tộc thành phố Bắc Kạn" in names


def test_the_eight_districts_expect_122_in_january_and_108_from_february(board: Board) -> None:
    rows = board("06")
    for month, count in ((1, 122), (2, 108), (3, 108), (12, 108)):
        assert sum(rows[code]["months"][month - 1]["expected"] for code in DISTRICTS) == count


@pytest.mark.parametrize("year", [2019, 2020])
@pytest.mark.parametrize("more", [(), ("--level", "commune")])
def test_every_cell_of_the_board_keeps_its_rules(board: Board, more: tuple[str, ...], year: int) -> None:
    for row in board("06", *more, year=year).values():
        assert set(row) == {"unit", "name", "months"}
        for number, cell in enumerate(row["months"], start=1):
            assert cell["month"] == number
            assert isinstance(cell["reported"], int)
            assert 0 <= cell["reported"] <= cell["expected"]
            for percent in (cell["planned"], cell["actual"]):
                assert percent is None or 0 <= percent <= 100
                assert percent is None or math.isclose(percent, round(percent, 2))
            assert (cell["actual"] is None) or cell["reported"] > 0
            assert cell["light"] in {"green", "amber", "red", "none"}
            if not cell["reported"] or cell["reported"] * 2 < cell["expected"]:
                assert cell["light"] == "none"


def test_the_command_agrees_with_itself_for_province_district_and_commune(board: Board) -> None:
    as_row = board("06")["066"]["months"]
    communes = board("066")
    assert (
        sum(row["months"][3]["reported"] for row in communes.values() if row["unit"] != "066.PDT")
        == as_row[3]["reported"]
    )


def test_the_plans_of_the_story_were_in_time_or_late_as_told(demo: Demo) -> None:
    told = json.loads(demo.nhip("plan", "status", "--unit", "06", "--year", "2020", "--json").stdout)
    communes = [row for row in told["rows"] if "." not in row["unit"]]
    assert (len(communes), sum(not row["late"] for row in communes)) == (122, 113)
    assert {row["unit"] for row in told["rows"] if row["late"] and "." in row["unit"]} == {
        "060.PDT",
        "064.PDT",
    }


def reported_in(rows: dict[str, BoardRow]) -> list[int]:
    return [sum(rows[code]["months"][month]["reported"] for code in DISTRICTS) for month in range(12)]


def test_2019_is_a_full_year_on_the_122_communes_of_then(board: Board) -> None:
    rows = board("06", year=2019)
    for month in range(12):
        assert sum(rows[code]["months"][month]["expected"] for code in DISTRICTS) == 122
    told = [sum(local.reported[month] for local in story_2019.STORIES.values()) for month in range(12)]
    assert (reported_in(rows), min(told), told[11]) == (told, 109, 122)
    communes = board("06", "--level", "commune", year=2019)
    assert sum(row["unit"] not in DISTRICTS and "." not in row["unit"] for row in communes.values()) == 122


def test_2019_slowed_down_in_summer_where_told_and_caught_up_in_the_last_quarter(board: Board) -> None:
    rows = board("06", year=2019)

    def behind(unit: str, month: int) -> float:
        cell = rows[unit]["months"][month - 1]
        assert cell["planned"] is not None
        assert cell["actual"] is not None
        return cell["planned"] - cell["actual"]

    assert behind("061", 8) < 4 < behind("066", 8) < 14
    assert behind("060", 8) > 6
    for unit in DISTRICTS:
        planned = [cell["planned"] for cell in rows[unit]["months"]]
        assert planned == sorted(planned, key=lambda percent: percent or 0)
        assert behind(unit, 11) < 4
        assert (rows[unit]["months"][11]["actual"], rows[unit]["months"][11]["light"]) == (100, "green")


def test_nothing_of_2019_waits_in_2020(demo: Demo) -> None:
    for unit in ("01864", "066.PDT", "06.BDT"):
        plan = json.loads(demo.nhip("plan", "show", "--unit", unit, "--year", "2019", "--json").stdout)
        assert (plan["state"], plan["late"]) == ("approved", False)
        assert {task["status"] for task in plan["tasks"]} <= {"done_on_time", "done_late"}
        assert not any(task["coordinating"] for task in plan["tasks"])
    for login in ("chuyenvien.bdt", "truongphong.nari", "xa.bocbo"):
        told = demo.nhip("notices", "list", "--as", login, "--unread", "--json")
        assert (told.returncode, "2019" in told.stdout) == (0, False)
    owed = demo.nhip("task", "owed", "--unit", "06", "--json")
    assert (owed.returncode, "2019" in owed.stdout) == (0, False)


@pytest.mark.parametrize("year", ["2019", "2020"])
def test_the_stored_roll_ups_of_both_years_are_what_the_facts_say(demo: Demo, year: str) -> None:
    assert demo.nhip("rollup", "verify", "--year", year).returncode == 0


def test_a_target_is_handed_down_of_which_a_commune_takes_on_less_and_is_ordered_another_part(
    demo: Demo,
) -> None:
    printed = demo.nhip("plan", "check", "--unit", "01891", "--year", "2020", "--json")
    found = [one["message"] for one in json.loads(printed.stdout) if one["code"] == "KH504"]
    assert found == ["Đơn vị nhận 450 trong 600 triệu đồng cấp trên giao."]
    handed = json.loads(demo.nhip("plan", "cascade", "--unit", "061.PDT", "--year", "2020", "--json").stdout)
    (task,) = [one for one in handed["handed_down"] if one["target"]]
    waiting = {part["unit"]: part["ordered"] for part in task["parts"] if part["ordered"]}
    assert (task["target"], waiting) == ("GN-SU-NGHIEP", {"01891": "change"})


def test_loading_again_keeps_what_is_there(demo: Demo) -> None:
    before = demo.nhip("board", "--unit", "06", "--year", "2020").stdout
    again = demo.nhip("demo", "load")
    assert (again.returncode, demo.password in again.stdout) == (0, True)
    assert demo.nhip("board", "--unit", "06", "--year", "2020").stdout == before


@pytest.mark.one_engine  # a sentence is put into words when the database has answered
def test_commands_answer_in_the_readers_language(demo: Demo) -> None:
    import subprocess

    from tests.journeys.demo import NHIP

    for language, words in (
        ("en_GB.UTF-8", "No unit"),
        ("vi_VN.UTF-8", "Không có đơn vị"),
        ("C", "Không có đơn vị"),
    ):
        answer = subprocess.run(
            [NHIP, "report", "show", "--unit", "99999", "--period", "2020-03", "--json"],
            capture_output=True,
            text=True,
            check=False,
            env=demo.environment | {"LANG": language, "LC_ALL": language},
        )
        assert (answer.returncode, answer.stdout) == (1, "")
        assert words in answer.stderr


def test_the_story_is_told_on_its_day(demo: Demo, board: Board) -> None:
    assert date.fromisoformat(demo.environment["NHIP_TODAY"]) == date(2020, 5, 20)
    reported = [row["months"][4]["reported"] for code, row in board("06").items() if code in DISTRICTS]
    assert sum(reported) in (61, 62)  # 62 once the story test has filed


def test_the_demo_ends_sealed_with_a_thousand_records_at_least(demo: Demo) -> None:
    told = demo.nhip("audit", "verify", "--json")
    assert told.returncode == 0, told.stderr
    facts = json.loads(told.stdout)
    assert facts["whole"]
    assert facts["sealed"] >= 1000
