"""The life of a part, and what advisory papers say of the quality of advice."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.errors import RuleBroken
from nhip.core.handoffs import (
    MOVES,
    Handoff,
    Paper,
    Side,
    Step,
    advice_quality,
    check_due,
    check_evidence,
    check_extension,
    check_part_progress,
    check_step,
    checked_text,
    steps_from,
)
from nhip.core.tasks import HaltKind, TaskStatus, status

DUE = date(2020, 6, 30)
TODAY = date(2020, 5, 20)


def test_a_part_goes_from_waiting_to_confirmed() -> None:
    state = Handoff.PENDING
    for step in (Step.RECEIVE, Step.REPORT, Step.SUBMIT, Step.RETURN, Step.SUBMIT, Step.CONFIRM):
        state = check_step(state, step, "lời")
    assert state is Handoff.CONFIRMED


@given(st.sampled_from(Handoff), st.sampled_from(Step), st.sampled_from(["", "lời"]))
def test_a_step_is_taken_only_from_where_it_starts_and_with_its_words(
    state: Handoff, step: Step, text: str
) -> None:
    move = MOVES[step]
    if state in move.before and (text or not move.text):
        assert check_step(state, step, text) is move.after
    else:
        with pytest.raises(RuleBroken):
            check_step(state, step, text)


@given(st.sampled_from(Handoff))
def test_each_side_is_offered_exactly_the_steps_it_may_take(state: Handoff) -> None:
    for side in Side:
        for step in Step:
            offered = step in steps_from(state, side)
            assert offered is (MOVES[step].side is side and state in MOVES[step].before)


def test_nobody_is_asked_before_the_plan_is_submitted() -> None:
    assert not any(steps_from(Handoff.NOT_ASSIGNED, side) for side in Side)


def test_completion_needs_evidence() -> None:
    with pytest.raises(RuleBroken, match="minh chứng"):
        check_evidence("", files=0)
    check_evidence("", files=1)
    check_evidence("Biên bản số 05", files=0)


@pytest.mark.parametrize("due", [date(2020, 1, 1), date(2020, 7, 1)])
def test_a_part_is_due_inside_its_task(due: date) -> None:
    with pytest.raises(RuleBroken):
        check_due(due, starts_on=date(2020, 1, 2), deadline=DUE)


@pytest.mark.parametrize("asked", [DUE, date(2020, 6, 1), date(2021, 1, 1)])
def test_a_later_day_is_later_and_of_the_same_year(asked: date) -> None:
    with pytest.raises(RuleBroken):
        check_extension(asked, DUE, year=2020, reason="mưa lũ", today=TODAY)


def test_a_later_day_needs_a_reason_and_a_day_to_replace() -> None:
    with pytest.raises(RuleBroken, match="lý do"):
        check_extension(date(2020, 7, 1), DUE, year=2020, reason="", today=TODAY)
    with pytest.raises(RuleBroken, match="không có hạn"):
        check_extension(date(2020, 7, 1), None, year=2020, reason="mưa lũ", today=TODAY)
    assert check_extension(date(2020, 7, 1), DUE, year=2020, reason="mưa lũ", today=TODAY) == DUE


@pytest.mark.parametrize("progress", [Decimal(-1), Decimal(101), Decimal("0.5")])
def test_a_units_estimate_is_a_whole_percentage(progress: Decimal) -> None:
    with pytest.raises(RuleBroken):
        check_part_progress(progress)


def test_words_have_an_end() -> None:
    with pytest.raises(RuleBroken, match="4001"):
        checked_text("a" * 4001)


def test_while_completion_waits_the_doers_clock_stands_still() -> None:
    late = date(2020, 7, 10)
    assert status(DUE, None, today=late) is TaskStatus.OVERDUE
    assert status(DUE, None, today=late, waiting_since=DUE) is TaskStatus.WITHIN_DEADLINE
    assert status(DUE, None, today=late, waiting_since=date(2020, 7, 1)) is TaskStatus.OVERDUE


def test_a_halted_task_is_neither_late_nor_in_progress_but_done_stays_done() -> None:
    late = date(2020, 7, 10)
    assert status(DUE, None, today=late, halt=HaltKind.PAUSED) is TaskStatus.PAUSED
    assert status(DUE, None, today=late, halt=HaltKind.CANCELLED) is TaskStatus.CANCELLED
    assert status(DUE, DUE, today=late, halt=HaltKind.PAUSED) is TaskStatus.DONE_ON_TIME


def test_the_quality_of_advice_shows_its_counts() -> None:
    papers = [
        (Paper(DUE, date(2020, 6, 1), accepted=True, returned=0), date(2020, 6, 1)),
        (Paper(DUE, date(2020, 6, 29), accepted=True, returned=2), date(2020, 6, 20)),
        (Paper(date(2020, 5, 1), date(2020, 5, 9), accepted=False, returned=1), date(2020, 5, 9)),
        (Paper(date(2020, 5, 10), None, accepted=False, returned=0), None),
        (Paper(DUE, None, accepted=False, returned=0), None),
        (Paper(None, None, accepted=False, returned=0), None),
    ]
    quality = advice_quality(papers, today=TODAY)
    assert (quality.papers, quality.accepted, quality.waiting, quality.overdue) == (6, 2, 1, 1)
    assert quality.returns == 3
    assert quality.first_time == (1, 2)
    assert quality.on_time == (2, 4)
