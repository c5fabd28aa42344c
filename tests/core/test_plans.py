from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.plans import (
    MOVES,
    PlanState,
    TaskDraft,
    check_editable,
    check_move,
    check_reason,
    check_submittable,
    check_task,
    completed_milestones,
    even_milestones,
    planned_at,
    quarters,
)

GOOD = TaskDraft("Làm đường", "200 m đường", date(2020, 2, 1), date(2020, 6, 30), 5, Decimal("10.50"))
DAYS = st.dates(date(2020, 1, 1), date(2020, 12, 31))


def refused(draft: TaskDraft) -> set[str]:
    with pytest.raises(RulesBroken) as found:
        check_task(draft, year=2020)
    return set(found.value.refusals)


def milestones(**months: int) -> dict[int, Decimal]:
    return {int(name.removeprefix("m")): Decimal(value) for name, value in months.items()}


def test_a_good_task_passes() -> None:
    check_task(replace(GOOD, milestones=milestones(m2=10, m4=10, m6=100)), year=2020)


def test_a_milestone_that_falls_is_refused_at_its_month() -> None:
    assert refused(replace(GOOD, milestones=milestones(m2=40, m3=30, m6=100))) == {"m3"}


def test_a_deadline_before_the_start_is_refused() -> None:
    assert refused(replace(GOOD, deadline=date(2020, 1, 31))) == {"deadline"}


def test_days_outside_the_plan_year_are_refused() -> None:
    assert refused(replace(GOOD, starts_on=date(2019, 12, 31), deadline=date(2021, 1, 1))) == {
        "starts_on",
        "deadline",
    }


@pytest.mark.parametrize("weight", [0, -1, 1001])
def test_a_weight_outside_its_range_is_refused(weight: int) -> None:
    assert refused(replace(GOOD, weight=weight)) == {"weight"}


@pytest.mark.parametrize("title", ["", "   ", "x" * 301])
def test_a_task_needs_a_title_of_a_bearable_length(title: str) -> None:
    assert refused(replace(GOOD, title=title)) == {"title"}


@pytest.mark.parametrize("budget", ["-1", "0.001"])
def test_a_budget_below_zero_or_finer_than_stored_is_refused(budget: str) -> None:
    assert refused(replace(GOOD, budget=Decimal(budget))) == {"budget"}


@pytest.mark.parametrize("value", [-1, 101])
def test_a_milestone_outside_0_to_100_is_refused(value: int) -> None:
    assert refused(replace(GOOD, milestones=milestones(m3=value, m6=100))) == {"m3"}


def test_from_the_deadlines_month_on_a_milestone_is_100() -> None:
    assert refused(replace(GOOD, milestones=milestones(m6=90))) == {"m6"}


def test_every_broken_cell_is_named_at_once() -> None:
    assert refused(replace(GOOD, title="", weight=0, milestones=milestones(m2=50, m3=20))) == {
        "title",
        "weight",
        "m3",
    }


def test_a_blank_deadline_month_is_understood_as_100() -> None:
    assert completed_milestones(replace(GOOD, milestones=milestones(m3=30)))[6] == 100


def test_a_month_without_a_milestone_keeps_the_last_before_it() -> None:
    known = milestones(m2=10, m5=60)
    assert [planned_at(known, month) for month in (1, 2, 4, 5, 12)] == [0, 10, 10, 60, 60]


def test_quarters_are_read_off_their_last_month() -> None:
    assert list(map(int, quarters(milestones(m2=10, m5=60, m9=100)))) == [10, 60, 100, 100]


@given(DAYS, DAYS)
def test_even_milestones_rise_to_100_in_the_deadlines_month(one: date, other: date) -> None:
    first, last = sorted((one, other))
    steps = even_milestones(first, last)
    assert list(steps.values()) == sorted(steps.values())
    assert steps[last.month] == 100
    check_task(TaskDraft("Việc", "", first, last, 1, milestones=steps), year=2020)


@given(st.sampled_from(PlanState), st.sampled_from(PlanState))
def test_a_plan_moves_only_as_the_table_says(before: PlanState, after: PlanState) -> None:
    if (before, after) in MOVES:
        check_move(before, after)
    else:
        with pytest.raises(RuleBroken):
            check_move(before, after)


def test_a_plan_out_of_its_authors_hands_is_not_edited() -> None:
    check_editable(PlanState.RETURNED)
    with pytest.raises(RuleBroken):
        check_editable(PlanState.APPROVED)


def test_an_empty_plan_is_not_submitted_and_nothing_is_returned_without_a_reason() -> None:
    with pytest.raises(RuleBroken):
        check_submittable([])
    with pytest.raises(RuleBroken):
        check_reason("  ")
    assert check_reason(" thiếu mốc ") == "thiếu mốc"
