"""Steps about overdue tasks: who may take them, what is recorded, who hears, and the rules loaded from files."""

from datetime import date
from pathlib import Path

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.notices.models import Notice
from nhip.apps.tasks.life.reminders import remind
from nhip.apps.tasks.models import Reminder, ReminderRule
from nhip.apps.tasks.reminder_rules import load_rules, read_rules, shipped_rules
from nhip.core.access import OPERATOR
from nhip.core.assigned_tasks import Column
from nhip.core.errors import NotAllowed, NotFound, RuleBroken, RulesBroken
from nhip.core.handoffs import Step
from nhip.core.notices import Kind
from nhip.core.reminders import ReminderStep
from nhip.core.year_periods import parse_year_period
from nhip.cycle.assigned_pages import Side, tasks_behind
from nhip.cycle.overdue_pages import OverduePage, overdue_as_json, overdue_page
from nhip.cycle.reminder_pages import Letter, joint_letter, letter, remind_together
from tests import world
from tests.assigned import DUE, given, put_off, rules, step, tell

pytestmark = pytest.mark.django_db

FIRST, SECOND, CRITICISM = ReminderStep


def page(code: str = "P", login: str = "leader.p", today: date = world.TODAY) -> OverduePage:
    return overdue_page(actor=world.person(login, on=today), code=code, today=today)


def take(task: int, what: ReminderStep, on: date = world.TODAY, login: str = "leader.p") -> None:
    remind(actor=world.person(login, on=on), task_id=task, step=what, now=world.at(on))


def late_task() -> int:
    rules()
    task = given("overdue", "A.PDT")
    step("officer.apdt", task, "A.PDT", Step.RECEIVE, date(2020, 1, 8))
    return task


def test_the_list_is_the_column_of_the_overdue_the_latest_first() -> None:
    tell()
    rules()
    found = page()
    behind = tasks_behind(
        actor=world.person("leader.p"),
        code="P",
        period=parse_year_period("2020-Q2"),
        side=Side.HELD,
        line=None,
        column=Column.OVERDUE,
        today=world.TODAY,
    )
    assert {one.task_id for one in found.lines} == {one.counted.task for one in behind.tasks}
    assert [one.days for one in found.lines] == sorted((one.days for one in found.lines), reverse=True)
    assert {(one.days, one.step_due) for one in found.lines} == {(33, FIRST)}, (
        "1/4 to 20/5, 2/4, 30/4, 1/5 off"
    )


def test_a_reminder_is_recorded_told_to_the_unit_and_the_next_step_counts_from_it() -> None:
    task = late_task()
    take(task, FIRST, date(2020, 5, 12))
    row = Reminder.objects.get(task=task)
    assert (row.step, row.on, row.deadline, row.unit_id) == (
        "first",
        date(2020, 5, 12),
        DUE,
        world.unit("A.PDT"),
    )
    assert AuditRecord.objects.filter(act="remind_task", object_id=str(task)).count() == 1
    told = Notice.objects.get(person__username="officer.apdt", kind=Kind.TASK_REMINDED.value)
    assert told.facts["days"] == row.days_late
    waiting = page(today=date(2020, 5, 18)).lines[0]
    assert (waiting.step, waiting.wait, waiting.step_due) == (SECOND, 1, None)
    ripe = page(today=date(2020, 5, 19)).lines[0]
    assert ripe.step_due is SECOND


def test_the_three_steps_go_in_order_and_each_once() -> None:
    task = late_task()
    for what, on in ((FIRST, date(2020, 5, 4)), (SECOND, date(2020, 5, 11)), (CRITICISM, date(2020, 5, 18))):
        take(task, what, on)
        with pytest.raises(RuleBroken, match="hai lần"):
            take(task, what, on)
    assert page().lines[0].step is None
    assert [one.step for one in page().lines[0].sent] == list(ReminderStep)


def test_a_step_before_its_turn_is_refused_and_nothing_is_stored() -> None:
    task = late_task()
    with pytest.raises(RuleBroken, match="lần lượt"):
        take(task, SECOND)
    take(task, FIRST)
    with pytest.raises(RuleBroken, match="còn 5 ngày"):
        take(task, SECOND)
    assert Reminder.objects.count() == 1


def test_what_is_not_overdue_is_not_reminded_of() -> None:
    tasks = tell()
    rules()
    for name in ("on time", "within", "open", "not received", "sent back", "waiting", "paused", "cancelled"):
        with pytest.raises(RuleBroken, match="không quá hạn"):
            take(tasks[name], FIRST)
    with pytest.raises(NotFound):
        take(world.task("A1").pk, FIRST)
    with pytest.raises(NotFound):
        take(987654, FIRST)


def test_without_rules_nothing_is_due_and_nothing_is_sent() -> None:
    task = given("overdue", "A.PDT")
    assert page().lines[0].step is None
    with pytest.raises(RuleBroken, match="Chưa khai"):
        take(task, FIRST)


def test_only_a_leader_of_the_unit_that_gave_it_reminds() -> None:
    task = late_task()
    for login in ("officer.p", "leader.a", "officer.apdt", "leader.q", "auditor.p", "admin.p", "leader.b"):
        with pytest.raises(NotAllowed):
            take(task, FIRST, login=login)
    assert [one.may_remind for one in page("A", "leader.a").lines] == [False]
    assert [one.may_remind for one in page().lines] == [True]


def test_a_later_deadline_starts_the_steps_anew() -> None:
    task = late_task()
    take(task, FIRST, date(2020, 4, 6))
    put_off(task, "A.PDT", "officer.apdt", date(2020, 5, 15), date(2020, 4, 8))
    take(task, FIRST, date(2020, 5, 18))
    assert Reminder.objects.filter(task=task, step="first").count() == 2


def test_the_clock_stands_while_completion_waits() -> None:
    task = late_task()
    step("officer.apdt", task, "A.PDT", Step.SUBMIT, date(2020, 4, 1))
    assert page().lines == ()
    step("leader.p", task, "A.PDT", Step.RETURN, date(2020, 5, 19))
    assert page().lines[0].days == 2, "19/5 and 20/5"


def test_a_province_sets_its_own_days(tmp_path: Path) -> None:
    task = late_task()
    own = tmp_path / "own.csv"
    own.write_text("step,working_days,source\nfirst,40,Quy chế mẫu\n", encoding="utf-8")
    assert load_rules(actor=OPERATOR, path=own, under="P", now=world.NOW) == 1
    line = page().lines[0]
    assert (line.task_id, line.step_due, line.wait) == (task, None, 7)
    assert ReminderRule.objects.filter(unit=world.unit("P")).get().source == "Quy chế mẫu"


def test_loading_rules_again_changes_nothing_and_they_name_their_source() -> None:
    assert load_rules(actor=OPERATOR, path=shipped_rules(), now=world.NOW) == 3
    assert load_rules(actor=OPERATOR, path=shipped_rules(), now=world.NOW) == 0
    assert all("Đề xuất của dự án" in one.source for one in read_rules(shipped_rules()))
    with pytest.raises(NotAllowed):
        load_rules(actor=world.person("admin.p"), path=shipped_rules(), now=world.NOW)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("first,0", "từ 1 đến"),
        ("first,x", "số ngày làm việc"),
        ("third,5", "lựa chọn"),
        ("first,5\nfirst,6", "Hai dòng"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(tmp_path: Path, row: str, said: str) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(f"step,working_days\n{row}\n", encoding="utf-8")
    with pytest.raises((RuleBroken, RulesBroken)) as refused:
        load_rules(actor=OPERATOR, path=file, now=world.NOW)
    told = refused.value.refusals if isinstance(refused.value, RulesBroken) else {"": refused.value}
    assert any(said in one.message() for one in told.values())
    assert not ReminderRule.objects.exists()


def test_a_letter_is_drafted_by_who_may_send_it_and_read_by_the_unit_once_it_is_sent() -> None:
    task = late_task()

    def read(login: str, what: ReminderStep = FIRST) -> Letter:
        return letter(actor=world.person(login), task_id=task, step=what, today=world.TODAY)

    draft = read("leader.p")
    assert (draft.is_sent, draft.days, draft.doer) == (False, 33, "Phòng Dân tộc huyện An")
    assert (draft.giver, draft.above) == ("Ủy ban nhân dân tỉnh Mẫu", "")
    assert draft.words.dated == "Mẫu, ngày 20 tháng 5 năm 2020"
    with pytest.raises(NotAllowed):
        read("officer.apdt")
    take(task, FIRST)
    sent = read("officer.apdt")
    assert (sent.is_sent, sent.on, sent.days) == (True, world.TODAY, 33)
    with pytest.raises(NotAllowed):
        read("leader.q")
    with pytest.raises(NotFound):
        read("leader.p", SECOND)


def test_json_says_what_the_list_says_and_strangers_see_none() -> None:
    task = late_task()
    told = overdue_as_json(page())["overdue"]
    assert isinstance(told, list)
    assert [(one["task"], one["step_due"], one["working_days_late"]) for one in told] == [(task, "first", 33)]
    with pytest.raises(NotAllowed):
        page("P", "leader.q")


# --- One letter about several -----------------------------------------------------------------------------------


def two_late(due: date = date(2020, 4, 29)) -> tuple[int, int]:
    """Two overdue tasks of one office, the second later than the first."""
    return late_task(), given("later", "A.PDT", due)


def together(login: str = "leader.p", what: ReminderStep = FIRST, on: date | None = None) -> Letter:
    return joint_letter(actor=world.person(login), code="P", to="A.PDT", step=what, today=world.TODAY, on=on)


def send_together(tasks: list[int], login: str = "leader.p", what: ReminderStep = FIRST) -> int:
    return remind_together(
        actor=world.person(login), code="P", to="A.PDT", step=what, tasks=tasks, now=world.NOW
    )


def test_one_letter_lists_every_task_of_a_unit_for_which_the_step_is_due() -> None:
    first, later = two_late()
    given("other", "A")
    (one,) = page().together
    assert (one.doer.code, one.giver.code, one.step, one.number) == ("A.PDT", "P", FIRST, 2)
    draft = together()
    assert (draft.tasks, draft.is_sent, draft.doer) == ((first, later), False, "Phòng Dân tộc huyện An")
    assert [(line.title, line.days, line.told) for line in draft.words.listed] == [
        ("overdue", "33", "chưa nhắc"),
        ("later", "13", "chưa nhắc"),
    ]
    said = " ".join(draft.words.paragraphs)
    assert "02 nhiệm vụ nêu trong danh mục kèm theo" in said
    assert "từ ngày 31/03/2020 đến ngày 29/04/2020" in said
    assert "nhiều nhất 33 ngày làm việc" in said


def test_a_letter_that_was_sent_is_recorded_for_each_task_and_read_again() -> None:
    tasks = list(two_late())
    assert send_together(tasks) == 2
    assert set(Reminder.objects.values_list("task", "step", "on")) == {
        (task, "first", world.TODAY) for task in tasks
    }
    assert page().together == ()
    sent = together(on=world.TODAY)
    assert (sent.is_sent, sent.tasks, len(sent.words.listed)) == (True, tuple(tasks), 2)
    with pytest.raises(NotFound):
        together()


def test_what_changed_since_the_letter_was_printed_is_told_and_nothing_is_recorded() -> None:
    first, later = two_late()
    for tasks in ([first], [first, later, 987654], []):
        with pytest.raises(RuleBroken, match="Danh mục đã thay đổi"):
            send_together(tasks)
    assert not Reminder.objects.exists()


def test_only_whoever_may_remind_of_one_writes_about_several() -> None:
    tasks = list(two_late())
    for login in ("officer.p", "leader.a", "officer.apdt", "leader.q", "auditor.p"):
        with pytest.raises(NotAllowed):
            together(login)
        with pytest.raises(NotAllowed):
            send_together(tasks, login)
    assert page("A", "leader.a").together == ()
    with pytest.raises(NotFound):
        together(what=SECOND)


def test_the_second_letter_tells_of_the_first() -> None:
    tasks = [late_task(), given("later", "A.PDT", date(2020, 4, 8))]
    for task in tasks:
        take(task, FIRST, date(2020, 5, 4))
    draft = together(what=SECOND)
    assert [line.told for line in draft.words.listed] == ["Lần đầu ngày 04/05/2020"] * 2
    assert "đã nhắc việc lần đầu vào các ngày ghi trong danh mục" in draft.words.paragraphs[1]
