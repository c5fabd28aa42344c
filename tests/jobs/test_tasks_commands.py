"""Assigned tasks by command: the same tables and acts as on the pages, the same refusals."""

import json
from pathlib import Path

import pytest

from nhip.apps.tasks.models import Reminder
from nhip.core.year_periods import parse_year_period
from nhip.cycle.assigned_pages import Side, statistics, statistics_as_json
from nhip.cycle.overdue_pages import overdue_as_json, overdue_page
from tests import world
from tests.assigned import naive_columns, rules, tell
from tests.jobs.test_commands import Run, nhip  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_statistics_say_what_the_page_says_and_what_the_rows_say(nhip: Run) -> None:  # noqa: F811
    tell()
    for period in ("2020-Q1", "2020-Q2"):
        told = json.loads(
            nhip("tasks", "statistics", "--unit", "P", "--period", period, "--as", "leader.p", "--json")[1]
        )
        page = statistics(
            actor=world.person("leader.p"),
            code="P",
            period=parse_year_period(period),
            side=Side.HELD,
            today=world.TODAY,
        )
        assert told == statistics_as_json(page)
        units = {world.unit(code) for code in ("A", "A.PDT")}
        naive = naive_columns(units, page.span.starts_on, page.closes_on)
        assert naive.total() == told["total"]["assigned"]
        assert all(told["total"][column] == number for column, number in naive.items())
    status, out, _err = nhip("tasks", "statistics", "--unit", "P", "--period", "2020-Q1", "--given")
    assert status == 0
    assert "A.PDT Phòng Dân tộc huyện An" in out
    assert "14/03/2020" in out


def test_the_overdue_are_listed_and_a_reminder_is_recorded_once(nhip: Run) -> None:  # noqa: F811
    task = str(tell()["overdue"])
    assert nhip("tasks", "steps")[:2] == (0, "3 bước mới hoặc thay đổi.\n")
    assert nhip("tasks", "steps")[1] == "0 bước mới hoặc thay đổi.\n"
    asked = ("tasks", "overdue", "--unit", "P", "--as", "leader.p")
    page = overdue_page(actor=world.person("leader.p"), code="P", today=world.TODAY)
    assert json.loads(nhip(*asked, "--json")[1]) == overdue_as_json(page)
    assert "first" in nhip(*asked)[1]
    assert nhip("tasks", "remind", task, "first", "--as", "leader.p")[0] == 0
    assert Reminder.objects.get().task_id == int(task)


def test_refusals_are_sentences_and_change_nothing(nhip: Run, tmp_path: Path) -> None:  # noqa: F811
    tasks = tell()
    rules()
    late, within = str(tasks["overdue"]), str(tasks["within"])
    for status, arguments, sentence in (
        (1, ("statistics", "--unit", "P", "--period", "2020-Q4"), "chưa bắt đầu"),
        (1, ("statistics", "--unit", "KHONG", "--period", "2020-Q1"), "KHONG"),
        (1, ("statistics", "--unit", "P", "--period", "2020-Q1", "--as", "leader.q"), "Không tìm thấy"),
        (2, ("statistics", "--unit", "P", "--period", "quý 1"), "không đọc được"),
        (1, ("overdue", "--unit", "P", "--as", "leader.q"), "Không tìm thấy"),
        (1, ("remind", late, "second", "--as", "leader.p"), "lần lượt"),
        (1, ("remind", within, "first", "--as", "leader.p"), "không quá hạn"),
        (1, ("remind", late, "first", "--as", "officer.p"), "Không tìm thấy"),
        (1, ("remind", "987654", "first"), "Không tìm thấy"),
        (2, ("remind", late, "third"), "third"),
        (1, ("steps", str(tmp_path / "none.csv")), "none.csv"),
        (1, ("steps", "--as", "admin.p"), "Không tìm thấy"),
    ):
        found, out, err = nhip("tasks", *arguments)
        assert (found, out) == (status, ""), arguments
        assert sentence in err
    assert not Reminder.objects.exists()
