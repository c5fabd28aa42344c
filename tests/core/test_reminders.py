"""Steps about overdue tasks: when each is due, what stops the clock, what starts the count anew."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.assigned_tasks import AssignedTask, Halted, Lead, StepTaken, stand_on
from nhip.core.errors import RuleBroken
from nhip.core.handoffs import Handoff, Step
from nhip.core.periods import Span
from nhip.core.reminder_letters import Facts, LateTask, letter_words, written_day
from nhip.core.reminders import (
    ORDER,
    Overdue,
    ReminderStep,
    Sent,
    StepRule,
    check_due,
    check_rule,
    check_rules,
    days_late,
    overdue,
    rules_for,
)
from nhip.core.tasks import HaltKind
from nhip.core.working_days import DaysOff
from tests.core.test_assigned_tasks import DOER, GIVER, RECEIVED, lived

OFF = DaysOff(public=frozenset({date(2020, 4, 2), date(2020, 4, 30), date(2020, 5, 1)}))
"""Hùng Kings' day, 30/4 and 1/5 of 2020."""
DUE = date(2020, 3, 31)
RULES = {step: StepRule(step, days) for step, days in zip(ORDER, (1, 5, 5), strict=True)}


def late(task: AssignedTask, today: date, *sent: Sent) -> Overdue | None:
    stand = stand_on(task, today)
    assert stand is not None
    return overdue(task, stand, sent=sent, rules=RULES, today=today, off=OFF)


def told(step: ReminderStep, on: date, deadline: date = DUE) -> Sent:
    return Sent(step, on, deadline, DOER, GIVER, 1)


def test_only_working_days_make_a_task_late() -> None:
    assert days_late(DUE, date(2020, 4, 1), off=OFF) == 1
    assert days_late(DUE, date(2020, 4, 2), off=OFF) == 1, "a holiday"
    assert days_late(DUE, date(2020, 4, 5), off=OFF) == 2, "a weekend"
    assert days_late(DUE, DUE, off=OFF) == 0


def test_the_first_reminder_is_due_on_the_rules_working_day_after_the_deadline() -> None:
    assert late(lived(RECEIVED), DUE) is None
    found = late(lived(RECEIVED), date(2020, 4, 1))
    assert found is not None
    assert (found.days, found.step_due) == (1, ReminderStep.FIRST)


def test_the_next_step_counts_from_the_one_before() -> None:
    first = told(ReminderStep.FIRST, date(2020, 4, 6))
    waits = late(lived(RECEIVED), date(2020, 4, 10), first)
    assert waits is not None
    assert (waits.step, waits.wait, waits.step_due) == (ReminderStep.SECOND, 1, None)
    ripe = late(lived(RECEIVED), date(2020, 4, 13), first)
    assert ripe is not None
    assert ripe.step_due is ReminderStep.SECOND
    second = told(ReminderStep.SECOND, date(2020, 4, 13))
    last = late(lived(RECEIVED), date(2020, 4, 20), first, second)
    assert last is not None
    assert last.step_due is ReminderStep.CRITICISM


def test_after_criticism_there_is_no_further_step() -> None:
    sent = [told(step, date(2020, 4, 6 + place)) for place, step in enumerate(ORDER)]
    found = late(lived(RECEIVED), date(2020, 6, 1), *sent)
    assert found is not None
    assert (found.step, found.sent) == (None, tuple(sent))


def test_the_clock_stands_while_completion_waits_the_task_is_paused_or_was_sent_back() -> None:
    waited = lived(RECEIVED, (Step.SUBMIT, date(2020, 4, 6)), (Step.RETURN, date(2020, 4, 13)))
    paused = lived(RECEIVED, halts=(Halted(HaltKind.PAUSED, Span(date(2020, 4, 6), date(2020, 4, 13))),))
    returned = lived((Step.SEND_BACK, date(2020, 4, 6)), (Step.ASSIGN_AGAIN, date(2020, 4, 13)))
    for task in (waited, paused, returned):
        assert late(task, date(2020, 4, 8)) is None
        found = late(task, date(2020, 4, 13))
        assert found is not None
        assert found.days == 3, "1/4, 3/4 and 13/4"


def test_a_unit_that_is_asked_anew_has_a_clock_that_runs() -> None:
    """The first unit sent it back; another leads from then on."""
    given_on, again = date(2020, 1, 6), date(2020, 4, 6)
    sent_back = Lead(2, Span(given_on, again), Handoff.SENT_BACK, None, (StepTaken(Step.SEND_BACK, DUE),))
    task = AssignedTask(7, 1, DUE, None, (sent_back, Lead(3, Span(again), Handoff.PENDING)))
    found = late(task, date(2020, 4, 7))
    assert found is not None
    assert found.days == 2, "6/4 and 7/4"


def test_a_later_deadline_starts_the_count_anew() -> None:
    put_off = lived(RECEIVED, deadline=date(2020, 4, 20))
    found = late(put_off, date(2020, 4, 21), told(ReminderStep.FIRST, date(2020, 4, 3)))
    assert found is not None
    assert (found.sent, found.step_due) == ((), ReminderStep.FIRST)


def test_without_a_rule_no_step_is_due() -> None:
    stand = stand_on(lived(RECEIVED), date(2020, 4, 6))
    assert stand is not None
    found = overdue(lived(RECEIVED), stand, sent=(), rules={}, today=date(2020, 4, 6), off=OFF)
    assert found is not None
    assert (found.days, found.step, found.step_due) == (3, None, None)
    with pytest.raises(RuleBroken, match="Chưa khai"):
        check_due(found, ReminderStep.FIRST)


def test_the_nearest_units_rule_counts_on_its_days_and_the_common_one_else() -> None:
    common = StepRule(ReminderStep.FIRST, 1)
    own = StepRule(ReminderStep.FIRST, 3, Span(date(2020, 1, 1), date(2020, 7, 1)))
    second = StepRule(ReminderStep.SECOND, 5)
    of = {None: (common, second), 6: (own,)}
    assert rules_for(of, [9, 6], date(2020, 6, 30)) == {
        ReminderStep.FIRST: own,
        ReminderStep.SECOND: second,
    }
    assert rules_for(of, [9, 6], date(2020, 7, 1))[ReminderStep.FIRST] is common


@pytest.mark.parametrize(
    ("found", "asked", "said"),
    [
        (None, ReminderStep.FIRST, "không quá hạn"),
        (Overdue(3, (), ReminderStep.FIRST, 2), ReminderStep.FIRST, "còn 2 ngày"),
        (Overdue(3, (), ReminderStep.FIRST, 0), ReminderStep.CRITICISM, "lần lượt"),
        (
            Overdue(3, (told(ReminderStep.FIRST, DUE),), ReminderStep.SECOND, 0),
            ReminderStep.FIRST,
            "hai lần",
        ),
    ],
)
def test_only_the_step_that_is_due_is_taken(found: Overdue | None, asked: ReminderStep, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        check_due(found, asked)


def test_two_rules_for_one_step_on_one_day_and_a_rule_of_no_days_are_refused() -> None:
    with pytest.raises(RuleBroken, match="Hai dòng"):
        check_rules([StepRule(ReminderStep.FIRST, 1), StepRule(ReminderStep.FIRST, 2)])
    check_rules([StepRule(step, 1) for step in ORDER])
    for days in (0, 251):
        with pytest.raises(RuleBroken, match="từ 1 đến"):
            check_rule(StepRule(ReminderStep.FIRST, days))


@given(st.dates(date(2020, 1, 1), date(2020, 12, 31)), st.integers(0, 200), st.integers(0, 200))
def test_days_late_add_up_and_never_run_backwards(since: date, first: int, more: int) -> None:
    middle, end = since + timedelta(days=first), since + timedelta(days=first + more)
    stood = (Span(since + timedelta(days=5), since + timedelta(days=20)),)
    whole = days_late(since, end, off=OFF, stood=stood)
    assert whole == days_late(since, middle, off=OFF, stood=stood) + days_late(
        middle, end, off=OFF, stood=stood
    )
    assert 0 <= whole <= (end - since).days


def test_a_letter_names_the_task_the_days_and_the_reminders_before_it() -> None:
    sent = (told(ReminderStep.FIRST, date(2020, 4, 6)), told(ReminderStep.SECOND, date(2020, 4, 13)))
    task = LateTask("Việc D", "", DUE, 22, sent)
    facts = Facts(ReminderStep.CRITICISM, "Sở A", "Tỉnh B", "Xã C", "B", date(2020, 5, 4), (task,))
    words = letter_words(facts)
    text = " ".join(words.paragraphs)
    for said in ("“Việc D”", "31/03/2020", "22 ngày làm việc", "06/04/2020", "13/04/2020", "phê bình Xã C"):
        assert said in text
    assert words.paragraphs[-1].endswith("./.")
    assert words.recipients == ("Như trên;", "Tỉnh B (để báo cáo);", "Lưu: VT.")
    assert (words.listed, words.list_title) == ((), "")
    new = replace(task, sent=(), deliverable="Báo cáo")
    first = letter_words(replace(facts, step=ReminderStep.FIRST, tasks=(new,)))
    assert "Sản phẩm phải hoàn thành: Báo cáo." in first.paragraphs[0]
    assert "Tỉnh B" not in " ".join(first.recipients)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2020, 2, 5), "ngày 05 tháng 02 năm 2020"),
        (date(2020, 3, 5), "ngày 05 tháng 3 năm 2020"),
        (date(2020, 11, 20), "ngày 20 tháng 11 năm 2020"),
    ],
)
def test_a_days_zeros_are_those_of_the_decree(day: date, written: str) -> None:
    assert written_day(day) == written
