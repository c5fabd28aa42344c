"""The stories of the demo's years, as values: they fit the units of then, and 2019 leaves nothing open."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from nhip.apps.tasks.asked import TaskInMonth
from nhip.core.plans import HUNDRED, check_task
from nhip.core.tasks import TaskStatus
from nhip.demo import story, story_2019
from nhip.demo.drafts import draw_tasks
from nhip.demo.places import data, districts
from nhip.demo.progress import aim_in, report_lines
from nhip.demo.telling import Year

BOTH = (story_2019.TOLD, story.TOLD)
KINDS = ("commune", "office", "department")


@pytest.mark.parametrize("told", BOTH)
def test_a_year_tells_every_month_of_every_district(told: Year) -> None:
    assert set(told.districts) == {one.code for one in districts()}
    assert len(told.department) == len(told.months)
    for one in districts():
        local = told.districts[one.code]
        assert len(local.behind) == len(local.reported) == len(told.months)
        assert max(local.reported) <= len(one.before)
        assert local.late_plans <= len(one.before) <= local.tasks


def test_in_may_2020_61_communes_have_filed() -> None:
    assert sum(local.reported[4] for local in story.STORIES.values()) == 61


def test_in_december_2019_everybody_files_and_nobody_is_behind() -> None:
    told = story_2019.TOLD
    assert told.open_month is None
    assert told.department[-1] <= 0
    for one in districts():
        local = told.districts[one.code]
        assert (local.reported[-1], local.late_plans) == (len(one.before), 0)
        assert local.behind[-1] <= 0


def test_whoever_is_on_time_at_the_end_reports_every_task_done() -> None:
    told = story_2019.TOLD
    tasks = [
        TaskInMonth(
            number,
            "Việc",
            "",
            date(2019, 12, 25),
            TaskStatus.WITHIN_DEADLINE,
            weight=3,
            outside_plan=False,
            planned=HUNDRED,
            planned_next=HUNDRED,
            last=Decimal(number % 100),
        )
        for number in range(200)
    ]
    lines = report_lines(Random(1), tasks, aim_in(told, 12, 0), data(told.tasks)["words"])
    assert {line.progress for line in lines.values()} == {HUNDRED}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("told", BOTH)
def test_drawn_tasks_are_those_of_their_year(told: Year, kind: str) -> None:
    count = {"commune": 6, "office": told.office_tasks, "department": told.department_tasks}[kind]
    patterns = data(told.tasks)["patterns"]
    drawn = draw_tasks(Random(1), patterns, told, kind, count)
    assert 0 < len({one.draft.title for one in drawn}) == len(drawn) <= count
    for one in drawn:
        check_task(one.draft, year=told.number)
    assert drawn == draw_tasks(Random(1), patterns, told, kind, count)


def test_tasks_of_2019_say_their_year_and_ask_nobody_to_coordinate() -> None:
    told = story_2019.TOLD
    for kind in KINDS:
        drawn = draw_tasks(Random(2), data(told.tasks)["patterns"], told, kind, 6)
        assert len(drawn) == 6
        for one in drawn:
            assert "năm 2019" in one.draft.title
            assert one.coordinating == ()


def test_the_words_of_2019_know_nothing_of_the_epidemic() -> None:
    assert not story_2019.TOLD.epidemic_months
    assert "COVID" not in str(data(story_2019.TOLD.tasks))
