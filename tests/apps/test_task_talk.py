"""What is owed, halted, said and attached; and what the page and the audit tell of it."""

from datetime import date

import pytest

from nhip.apps.accounts.models import Person
from nhip.apps.audit.models import AuditRecord
from nhip.apps.org import reorganising as reorg
from nhip.apps.org.facts import NewUnit
from nhip.apps.reports.queries import report_page
from nhip.apps.rollups.refreshing import drain
from nhip.apps.tasks.life import sharing, talk
from nhip.apps.tasks.life.owing import advice, owed
from nhip.apps.tasks.life.queries import task_life
from nhip.apps.tasks.models import Assignment, Task
from nhip.apps.tasks.queries import overdue_tasks
from nhip.core.access import OPERATOR, Role
from nhip.core.errors import NotAllowed, RuleBroken
from nhip.core.handoffs import Handoff, Step
from nhip.core.periods import Month
from nhip.core.tasks import HaltKind, TaskKind, TaskStatus
from nhip.core.units import Level
from nhip.cycle import planning, reorganising
from nhip.cycle import task_life as life
from nhip.cycle.board import pulse_board
from nhip.cycle.cards import CardKind
from nhip.cycle.my_work import my_work
from nhip.cycle.task_pages import ledger, seen_task, task_page
from tests import world
from tests.shared_tasks import DRAFT, PDF, answer, ask, assigned, cards_of, done, part_of, step

pytestmark = pytest.mark.django_db


def test_a_later_day_for_the_lead_is_granted_by_who_assigned_and_moves_the_deadline() -> None:
    task = assigned(lead="A", coordinating=())
    step("officer.a", task, "A", Step.RECEIVE)
    asked = ask("officer.a", task, "A")
    with pytest.raises(NotAllowed):
        answer("officer.a", task, asked)
    answer("leader.p", task, asked)
    assert Task.objects.get(pk=task).deadline == date(2020, 7, 15)
    with pytest.raises(RuleBroken, match="đã được trả lời"):
        answer("leader.p", task, asked)


def test_a_later_day_for_a_coordinating_part_stays_inside_the_task() -> None:
    task = assigned()
    step("officer.stc", task, "P.STC", Step.RECEIVE)
    asked = ask("officer.stc", task, "P.STC")
    with pytest.raises(RuleBroken, match="gia hạn nhiệm vụ trước"):
        answer("officer.p", task, asked)
    with pytest.raises(RuleBroken, match="lý do"):
        answer("officer.p", task, asked, granted=False)
    answer("officer.p", task, asked, granted=False, text="Giữ hạn chung")
    assert part_of(task, "P.STC").due_on is None


def test_a_later_day_for_a_planned_task_is_decided_above_and_softens_no_milestone() -> None:
    task = world.task("A1", "Việc sáu tháng")
    before = list(task.milestones.order_by("month").values_list("month", "planned"))
    asked = ask("officer.a1", task.pk, "A1", date(2020, 8, 31))
    assert any(
        card.kind is CardKind.EXTENSION_TO_DECIDE
        for card in my_work(actor=world.person("leader.a"), today=world.TODAY).cards
    )
    answer("leader.a", task.pk, asked)
    task.refresh_from_db()
    assert task.deadline == date(2020, 8, 31)
    assert list(task.milestones.order_by("month").values_list("month", "planned")) == before


def test_both_sides_see_what_is_owed_until_it_is_accepted() -> None:
    task = assigned()
    theirs = ledger(actor=world.person("officer.p"), code="P", today=world.TODAY).theirs
    mine = ledger(actor=world.person("officer.stc"), code="P.STC", today=world.TODAY).mine
    assert [one.task_id for one in theirs] == [one.task_id for one in mine] == [task]
    assert mine[0].asker.code == "P"
    assert theirs[0].doer.code == "P.STC"
    done("officer.stc", task, "P.STC", by="officer.p")
    assert not ledger(actor=world.person("officer.stc"), code="P.STC", today=world.TODAY).mine


def test_a_late_part_is_late_on_both_sides() -> None:
    task = assigned()
    sharing.change_part(
        actor=world.person("officer.p"),
        task_id=task,
        part_id=part_of(task, "P.STC").pk,
        draft=sharing.PartDraft("Dự toán", date(2020, 5, 10)),
        now=world.NOW,
    )
    step("officer.stc", task, "P.STC", Step.RECEIVE)
    for code in ("P", "P.STC"):
        (line,) = [
            one for one in owed(units=[world.unit(code)], today=world.TODAY) if one.part == "coordinating"
        ]
        assert (line.status, line.days) == (TaskStatus.OVERDUE, 10)
    assert cards_of("officer.stc") == [CardKind.PART_DUE]


def test_a_unit_that_is_to_coordinate_sees_nothing_of_a_first_draft() -> None:
    form = planning.TaskForm(DRAFT, lead="A", coordinating=("P.STC",))
    task = planning.save_task(
        actor=world.person("leader.a"), code="A", year=world.YEAR, task_id=None, form=form, now=world.NOW
    )
    with pytest.raises(NotAllowed):
        seen_task(actor=world.person("officer.stc"), task_id=task, today=world.TODAY)
    assert not owed(units=[world.unit("P.STC")], today=world.TODAY)
    with pytest.raises(RuleBroken, match="trình kế hoạch"):
        step("officer.stc", task, "P.STC", Step.RECEIVE)
    planning.submit_plan(actor=world.person("leader.a"), code="A", year=world.YEAR, now=world.NOW)
    seen_task(actor=world.person("officer.stc"), task_id=task, today=world.TODAY)
    step("officer.stc", task, "P.STC", Step.RECEIVE)


def halt(login: str, task: int) -> None:
    life.halt_task(
        actor=world.person(login),
        task_id=task,
        kind=HaltKind.PAUSED,
        reason="Giãn cách xã hội",
        now=world.NOW,
    )


def test_a_halted_task_is_in_no_figure_no_report_and_owed_by_nobody_until_it_goes_on() -> None:
    drain(now=world.NOW)
    task = world.task("A1", "Việc sáu tháng")
    with pytest.raises(NotAllowed):
        halt("officer.a1", task.pk)
    world.hire("leader.a1", Role.LEADER, "A1")
    before = _planned("A1", 6)
    halt("leader.a1", task.pk)
    drain(now=world.NOW)
    assert _planned("A1", 6) != before
    assert _planned("A1", 5) == _planned("A1", 5)
    june = report_page(actor=OPERATOR, code="A1", month=Month(2020, 6), today=date(2020, 6, 20))
    assert task.pk not in {line.task_id for line in june.lines}
    late = overdue_tasks(units=[world.unit("A1")], today=date(2020, 12, 31))
    assert task.pk not in {one.id for one in late}
    life.resume_task(actor=world.person("leader.a1"), task_id=task.pk, now=world.NOW)
    drain(now=world.NOW)
    assert _planned("A1", 6) == before


def _planned(code: str, month: int) -> object:
    board = pulse_board(actor=OPERATOR, code="A", year=world.YEAR, today=world.TODAY, now=world.NOW)
    row = next(row for row in board.rows if row.unit.code == code)
    return row.cells[month - 1].planned


def test_comments_mention_people_of_the_units_that_take_part() -> None:
    task = assigned()
    people = talk.add_comment(
        actor=world.person("officer.p"),
        task_id=task,
        text="Nhờ @officer.stc xem giúp, gửi về a@b.vn",
        mentioned=[],
        now=world.NOW,
    )
    (comment,) = task_life(task_id=task, today=world.TODAY).comments
    assert comment.mentioned == ("Chức danh officer.stc",)
    assert people == {Person.objects.get(username="officer.stc").pk}
    for text in ("Nhờ @officer.c1", "@khong.co"):
        with pytest.raises(RuleBroken, match="Không nhắc được"):
            talk.add_comment(
                actor=world.person("officer.p"), task_id=task, text=text, mentioned=[], now=world.NOW
            )
    with pytest.raises(RuleBroken, match="Chưa ghi"):
        talk.add_comment(
            actor=world.person("officer.p"), task_id=task, text="  ", mentioned=[], now=world.NOW
        )


def test_evidence_of_a_completion_stays_and_other_papers_may_be_taken_off() -> None:
    task = assigned()
    step("officer.stc", task, "P.STC", Step.RECEIVE)
    step("officer.stc", task, "P.STC", Step.SUBMIT, evidence=[PDF])
    proof = part_of(task, "P.STC").evidence.get()
    with pytest.raises(RuleBroken, match="minh chứng"):
        talk.remove_file(actor=world.person("officer.stc"), task_id=task, file_id=proof.pk, now=world.NOW)
    paper = talk.attach_file(
        actor=world.person("officer.p"), task_id=task, part_id=None, sent=PDF, now=world.NOW
    )
    with pytest.raises(NotAllowed):
        talk.remove_file(actor=world.person("officer.a1"), task_id=task, file_id=paper, now=world.NOW)
    talk.remove_file(actor=world.person("officer.p"), task_id=task, file_id=paper, now=world.NOW)


def test_the_checklist_is_ticked_by_who_takes_part() -> None:
    task = assigned()
    item = talk.add_item(
        actor=world.person("officer.stc"), task_id=task, text=" Lập  dự toán ", now=world.NOW
    )
    talk.tick_item(actor=world.person("officer.p"), task_id=task, item_id=item, done=True, now=world.NOW)
    (line,) = task_life(task_id=task, today=world.TODAY).checklist
    assert (line.text, line.done_on, line.office) == ("Lập dự toán", world.TODAY, "Chức danh officer.p")
    with pytest.raises(NotAllowed):
        talk.tick_item(actor=world.person("leader.a"), task_id=task, item_id=item, done=False, now=world.NOW)


def test_an_advisory_paper_counts_how_often_it_went_back() -> None:
    task = assigned(lead="A", coordinating=(), kind=TaskKind.ADVISORY)
    step("officer.a", task, "A", Step.RECEIVE)
    for _round in range(2):
        step("officer.a", task, "A", Step.SUBMIT, "Dự thảo kế hoạch")
        step("leader.p", task, "A", Step.RETURN, "Làm rõ nguồn kinh phí")
    step("officer.a", task, "A", Step.SUBMIT, "Dự thảo kế hoạch")
    step("leader.p", task, "A", Step.CONFIRM)
    found = advice(units=[world.unit("A")], year=world.YEAR, today=world.TODAY)
    assert (found.papers[0].returned, found.quality.first_time, found.quality.on_time) == (2, (0, 1), (1, 1))


def test_a_merger_passes_a_part_on_as_it_stands() -> None:
    task = assigned(lead="A1", coordinating=("B1",))
    step("officer.a1", task, "A1", Step.RECEIVE)
    ask("officer.a1", task, "A1")
    day = date(2020, 6, 1)
    change = reorg.Change(
        day,
        "Nghị quyết mẫu 2",
        (reorg.PartOfChange("A1", "A8"), reorg.PartOfChange("A9", "A8")),
        begins=(NewUnit(Level.COMMUNE, "Xã Mới", "A8", "A", day, reports=True),),
    )
    reorganising.reorganise(actor=OPERATOR, change=change, now=world.NOW)
    part = Assignment.objects.get(task=task, unit=world.unit("A8", day), ends_before=None)
    assert part.state == Handoff.RECEIVED
    assert part.extensions.filter(granted=None).exists()


def test_every_step_is_in_the_audit_with_what_it_changed() -> None:
    task = assigned()
    step("officer.stc", task, "P.STC", Step.RECEIVE)
    record = AuditRecord.objects.filter(object_type="tasks.Task", object_id=str(task)).latest("sequence")
    assert (record.act, record.person_name) == ("task_receive", "Chức danh officer.stc")
    assert record.before is not None
    assert record.after is not None
    assert (record.before["state"], record.after["state"]) == ("pending", "received")


def test_the_page_offers_each_reader_what_they_may_do() -> None:
    task = assigned()
    page = task_page(actor=world.person("officer.stc"), task_id=task, today=world.TODAY)
    by_code = {part.line.unit.code: part for part in page.parts}
    assert by_code["P.STC"].steps == (Step.RECEIVE, Step.SEND_BACK)
    assert not by_code["P"].steps
    assert not page.may_halt
    boss = task_page(actor=world.person("leader.p"), task_id=task, today=world.TODAY)
    assert boss.may_halt
    assert boss.may_add_part
