"""Assigned tasks counted at the close of a period: what is told, who sees it, and what a merger does to it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhip.apps.org import reorganising as reorg
from nhip.apps.org.facts import NewUnit
from nhip.core.access import OPERATOR
from nhip.core.assigned_tasks import Column, total
from nhip.core.errors import NotAllowed, NotFound, RuleBroken, UnknownUnit
from nhip.core.handoffs import Step
from nhip.core.plans import TaskDraft
from nhip.core.units import Level
from nhip.core.year_periods import YearPeriod, parse_year_period
from nhip.cycle import planning, reorganising
from nhip.cycle.assigned_pages import Side, Statistics, counts_as_json, statistics, tasks_behind
from tests import world
from tests.assigned import START, finish, given, naive_columns, step, tell
from tests.shared_tasks import assigned

pytestmark = pytest.mark.django_db

Q1, Q2 = parse_year_period("2020-Q1"), parse_year_period("2020-Q2")


def table(
    code: str = "P",
    period: YearPeriod = Q2,
    side: Side = Side.HELD,
    *,
    login: str = "leader.p",
    today: date = world.TODAY,
) -> Statistics:
    return statistics(actor=world.person(login, on=today), code=code, period=period, side=side, today=today)


def columns(page: Statistics) -> dict[str, int]:
    return {column.value: page.total.of([column]) for column in Column if page.total.of([column])}


def test_every_assigned_task_stands_in_one_column_and_the_columns_add_up() -> None:
    tasks = tell()
    page = table()
    assert columns(page) == {
        "done_on_time": 1,
        "done_late": 1,
        "within_deadline": 2,
        "overdue": 3,
        "no_deadline": 1,
        "not_received": 1,
        "sent_back": 1,
        "waiting": 1,
        "paused": 1,
        "cancelled": 1,
    }
    assert page.total.assigned == len(tasks) == page.total.carried
    assert page.total == total([one.counts for one in page.lines])


def test_a_past_quarter_is_told_as_it_was_at_its_close() -> None:
    tell()
    first = table(period=Q1)
    assert columns(first) == {
        "within_deadline": 7,
        "no_deadline": 1,
        "not_received": 3,
        "sent_back": 1,
        "paused": 1,
    }
    assert first.closes_on == date(2020, 3, 14)
    assert (first.total.carried, first.total.new) == (0, 13)
    before_it_happened = table(period=Q1, today=date(2020, 3, 14))
    assert before_it_happened.total == first.total


def test_the_table_is_what_naive_counting_of_the_rows_gives() -> None:
    tell()
    tree_units = {world.unit(code) for code in ("P", "P.STC", "A", "A1", "A9", "A.PDT", "B", "B1")}
    for period in (Q1, Q2):
        page = table(period=period)
        naive = naive_columns(tree_units, page.span.starts_on, page.closes_on)
        assert columns(page) == dict(naive)


def test_a_line_is_a_unit_directly_below_with_all_below_it_and_the_units_own() -> None:
    tell()
    page = table()
    assert [(one.unit.code, one.counts.assigned) for one in page.lines] == [("A", 13)]
    assert [(one.unit.code, one.counts.assigned) for one in table("A", login="leader.a").lines] == [
        ("A", 1),
        ("A.PDT", 12),
    ]


def test_what_the_province_gave_stands_by_who_does_it() -> None:
    tell()
    page = table(side=Side.GIVEN)
    assert [(one.unit.code, one.counts.assigned) for one in page.lines] == [("A", 1), ("A.PDT", 12)]
    assert page.total == table().total


def test_the_tasks_behind_a_count_are_as_many_as_it_says() -> None:
    tell()
    page = table("A", login="leader.a")
    for line in (None, *(one.unit.code for one in page.lines)):
        counts = (
            page.total if line is None else next(one.counts for one in page.lines if one.unit.code == line)
        )
        for column in (None, *Column):
            behind = tasks_behind(
                actor=world.person("leader.a"),
                code="A",
                period=Q2,
                side=Side.HELD,
                line=line,
                column=column,
                today=world.TODAY,
            )
            assert len(behind.tasks) == (counts.assigned if column is None else counts.of([column]))
            assert all(column in (None, one.counted.stand.column) for one in behind.tasks)


def test_a_line_that_the_table_has_not_is_not_found() -> None:
    tell()
    with pytest.raises(NotFound):
        tasks_behind(
            actor=world.person("leader.p"),
            code="P",
            period=Q2,
            side=Side.HELD,
            line="C1",
            column=None,
            today=world.TODAY,
        )


def test_a_units_own_task_and_what_it_gives_itself_are_no_assigned_tasks() -> None:
    given("to itself", "P")
    assert table().total.assigned == 0
    assert table("A1", login="officer.a1").total.assigned == 0


def test_a_coordinating_part_is_not_counted_a_task_counts_once_for_its_lead() -> None:
    assigned(lead="A", coordinating=("P.STC", "B"))
    page = table()
    assert [(one.unit.code, one.counts.assigned) for one in page.lines] == [("A", 1)]


def _merge(on: date) -> None:
    change = reorg.Change(
        on,
        "Nghị quyết mẫu",
        (reorg.PartOfChange("A1", "A8"), reorg.PartOfChange("A9", "A8")),
        begins=(NewUnit(Level.COMMUNE, "Xã Mới", "A8", "A", on, reports=True),),
    )
    reorganising.reorganise(actor=OPERATOR, change=change, now=world.at(on))


def test_a_merger_passes_tasks_on_and_changes_no_total_of_any_quarter() -> None:
    for code, login in (("A1", "officer.a1"), ("A2", "officer.a2")):
        done = given(f"done {code}", code)
        step(login, done, code, Step.RECEIVE, START)
        step(login, done, code, Step.SUBMIT, date(2020, 1, 20))
        step("leader.p", done, code, Step.CONFIRM, date(2020, 1, 20))
        given(f"open {code}", code)
    before = [table("A", one, login="leader.a") for one in (Q1, Q2)]
    _merge(date(2020, 5, 10))
    after = [table("A", one, login="leader.a") for one in (Q1, Q2)]
    assert [one.total for one in after] == [one.total for one in before]
    assert [(one.unit.code, one.counts.assigned) for one in after[0].lines] == [("A1", 2), ("A9", 2)]
    assert [(one.unit.code, one.counts.assigned) for one in after[1].lines] == [("A8", 2)], "the open ones"


def test_what_next_years_plan_goes_on_with_is_counted_once() -> None:
    old = given("old", "A", date(2020, 11, 30))
    on = date(2021, 1, 11)
    draft = TaskDraft("again", "", date(2021, 1, 4), date(2021, 3, 1), 1)
    form = planning.TaskForm(draft, lead="A", is_outside_plan=True, carried_from=old)
    planning.save_task(
        actor=world.person("leader.p", on=on), code="P", year=2021, task_id=None, form=form, now=world.at(on)
    )
    page = table(period=parse_year_period("2021-Q1"), today=on)
    assert (page.total.assigned, page.total.carried) == (1, 1)
    assert columns(page) == {"not_received": 1}


def test_whoever_may_not_see_the_unit_sees_no_table() -> None:
    tell()
    for login, code in (("leader.q", "P"), ("officer.a1", "A"), ("leader.b", "A")):
        with pytest.raises(NotAllowed):
            table(code, login=login)
    with pytest.raises(UnknownUnit):
        table("KHONG-CO")


def test_a_period_that_has_not_begun_is_refused_and_one_that_runs_says_so() -> None:
    with pytest.raises(RuleBroken, match="chưa bắt đầu"):
        table(period=parse_year_period("2020-Q4"))
    page = table()
    assert (page.is_running, page.closes_on) == (True, world.TODAY)


def test_percentages_come_with_counts_and_none_of_nothing() -> None:
    assert table("B", login="leader.b").total.done_share == (0, 0)
    finish(given("one", "A"), "A", "officer.a", date(2020, 3, 30))
    assert table().total.done_share == (1, 1)


def test_the_table_takes_as_many_statements_however_many_tasks() -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            table()
        return len(told)

    tell()
    once = statements()
    tell()
    assert statements() == once <= 14


def test_json_says_what_the_table_says() -> None:
    tell()
    told = counts_as_json(table().total)
    assert told["assigned"] == 13 == sum(told[one.value] for one in Column)
    assert Decimal(told["carried"]) + told["new"] == told["assigned"]
