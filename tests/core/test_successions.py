"""What moves in a reorganisation: each task to one heir, nothing lost, nothing twice."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.errors import RulesBroken
from nhip.core.successions import (
    Divided,
    GoalTyped,
    MovedTask,
    check_goals,
    goal_as_stored,
    goal_from_stored,
    options,
    receivers,
    totals,
)


def test_the_proposed_one_comes_first() -> None:
    assert options(1, 3, [2, 3], goes_on=False) == (3, 2)
    assert options(1, 3, [2, 3], goes_on=True) == (1, 2, 3)
    assert options(1, None, [], goes_on=False) == ()


def test_a_task_goes_to_the_proposed_heir_unless_another_is_chosen() -> None:
    assert receivers({10: (3, 2), 11: (3, 2)}, {11: 2}) == {10: 3, 11: 2}


@pytest.mark.parametrize(("chosen", "field"), [({10: 9}, "task-10"), ({99: 3}, "task-99")])
def test_who_is_no_heir_and_what_is_not_moved_are_refused(chosen: dict[int, int], field: str) -> None:
    with pytest.raises(RulesBroken) as refusal:
        receivers({10: (3, 2)}, chosen)
    assert list(refusal.value.refusals) == [field]


moves = st.lists(st.tuples(st.integers(1, 5), st.integers(6, 9), st.integers(1, 20)), min_size=1, max_size=30)


@given(moves)
def test_under_one_superior_the_totals_stay_whoever_receives(rows: list[tuple[int, int, int]]) -> None:
    tasks = [
        MovedTask(number, "", weight, None, source, (heir,), heir)
        for number, (source, heir, weight) in enumerate(rows)
    ]
    (total,) = totals(tasks, dict.fromkeys(range(1, 6), 100), dict.fromkeys(range(6, 10), 100))
    assert total.is_kept
    assert (total.tasks_before, total.weight_before) == (len(rows), sum(row[2] for row in rows))


def test_across_superiors_the_totals_say_what_left_and_what_came() -> None:
    task = MovedTask(1, "", 4, None, 1, (2,), 2)
    left, came = totals([task], {1: 100}, {2: 200})
    assert (left.unit, left.tasks_before, left.tasks_after, left.is_kept) == (100, 1, 0, False)
    assert (came.unit, came.weight_before, came.weight_after) == (200, 0, 4)


DIVIDED = {
    "goal|A1|HO|2020": Divided(
        Decimal(104), {"A7": "Xã Trên", "A8": "Xã Dưới"}, is_whole=True, indicator="Hộ", source="Xã Ánh"
    )
}


def goal(**parts: str) -> GoalTyped:
    return GoalTyped("A1", "HO", "2020", {heir: Decimal(part) for heir, part in parts.items()})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (goal(A7="50", A8="50"), "còn {left} chưa chia"),
        (goal(A7="50", A8="60"), "thừa {left}"),
        (goal(A7="104"), "ghi đủ phần"),
        (goal(A7="50.5", A8="53.5"), "số nguyên"),
        (goal(A7="-1", A8="105"), "từ 0 trở lên"),
        (GoalTyped("A2", "HO", "2020", {}), "không bị chia"),
    ],
)
def test_typed_parts_are_those_of_a_divided_target_and_add_up_to_it(typed: GoalTyped, sentence: str) -> None:
    with pytest.raises(RulesBroken) as refused:
        check_goals([typed], DIVIDED)
    assert list(refused.value.refusals) == [typed.key]
    assert sentence in refused.value.sentence
    check_goals([goal(A7="0", A8="104")], DIVIDED)


def test_what_is_typed_is_kept_as_it_was() -> None:
    assert goal_from_stored(goal_as_stored(goal(A7="50", A8="54"))) == goal(A7="50", A8="54")
