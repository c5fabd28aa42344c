"""A task between the agencies that share it: who may take which step, and what it changes."""

from datetime import date

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.org import services as org
from nhip.apps.reports.queries import report_page
from nhip.apps.rollups.refreshing import drain
from nhip.apps.tasks.life import extensions, parts, sharing, talk
from nhip.apps.tasks.life.owing import advice, owed
from nhip.apps.tasks.life.parts import StepTaken
from nhip.apps.tasks.life.queries import task_life
from nhip.apps.tasks.models import Assignment, Task
from nhip.apps.tasks.queries import overdue_tasks
from nhip.core.access import OPERATOR
from nhip.core.errors import NotAllowed, NotFound, RuleBroken
from nhip.core.handoffs import Handoff, Step
from nhip.core.periods import Month
from nhip.core.plans import TaskDraft
from nhip.core.tasks import HaltKind, TaskKind, TaskStatus
from nhip.cycle import planning, reorganising
from nhip.cycle import task_life as life
from nhip.cycle.board import pulse_board
from nhip.cycle.my_work import CardKind, my_work
from nhip.cycle.task_pages import ledger, seen_task, task_page
from tests import world

pytestmark = pytest.mark.django_db
DRAFT = TaskDraft("Kế hoạch mở lớp", "Kế hoạch", date(2020, 4, 1), date(2020, 6, 30), 1)
PDF = talk.Sent("minh chứng.pdf", b"%PDF-1.7\n")


def assigned(
    lead: str = "P",
    coordinating: tuple[str, ...] = ("P.STC",),
    *,
    kind: TaskKind | None = None,
    by: str = "P",
) -> int:
    form = planning.TaskForm(DRAFT, lead=lead, coordinating=coordinating, is_outside_plan=True, kind=kind)
    return planning.save_task(
        actor=world.person("leader.p"), code=by, year=world.YEAR, task_id=None, form=form, now=world.NOW
    )


def part_of(task: int, code: str) -> Assignment:
    return Assignment.objects.get(task=task, unit=world.unit(code), ends_before=None)


def step(login: str, task: int, code: str, what: Step, text: str = "", **more: object) -> None:
    life.take_step(
        actor=world.person(login),
        task_id=task,
        part_id=part_of(task, code).pk,
        taken=StepTaken(what, text),
        now=world.NOW,
        **more,  # type: ignore[arg-type]
    )


def done(login: str, task: int, code: str, by: str) -> None:
    step(login, task, code, Step.RECEIVE)
    step(login, task, code, Step.SUBMIT, "Công văn số 12")
    step(by, task, code, Step.CONFIRM)


def cards_of(login: str) -> list[CardKind]:
    return [card.kind for card in my_work(actor=world.person(login), today=world.TODAY).cards]


def test_a_coordinating_part_is_received_reported_handed_in_and_accepted_by_the_lead() -> None:
    task = assigned()
    done("officer.stc", task, "P.STC", by="officer.p")
    part = part_of(task, "P.STC")
    assert (part.state, part.submitted_on, part.progress) == (Handoff.CONFIRMED, world.TODAY, 100)
    assert [event.step for event in part.events.order_by("pk")] == ["receive", "submit", "confirm"]


def test_each_side_takes_its_own_steps_only() -> None:
    task = assigned()
    with pytest.raises(NotAllowed):
        step("officer.p", task, "P.STC", Step.RECEIVE)
    step("officer.stc", task, "P.STC", Step.RECEIVE)
    step("officer.stc", task, "P.STC", Step.SUBMIT, "Công văn số 12")
    with pytest.raises(NotAllowed):
        step("officer.stc", task, "P.STC", Step.CONFIRM)
    for stranger in ("officer.a", "leader.q", "auditor.p", "admin.p"):
        with pytest.raises(NotAllowed):
            step(stranger, task, "P.STC", Step.CONFIRM)


def test_a_part_sent_back_with_a_reason_may_be_given_again() -> None:
    task = assigned()
    with pytest.raises(RuleBroken, match="lý do"):
        step("officer.stc", task, "P.STC", Step.SEND_BACK)
    step("officer.stc", task, "P.STC", Step.SEND_BACK, "Không thuộc chức năng của Sở")
    assert any(
        card.kind is CardKind.PART_SENT_BACK
        for card in my_work(actor=world.person("officer.p"), today=world.TODAY).cards
    )
    step("officer.p", task, "P.STC", Step.ASSIGN_AGAIN)
    assert part_of(task, "P.STC").state == Handoff.PENDING


def test_the_leads_completion_waits_for_the_coordinating_parts() -> None:
    task = assigned()
    with pytest.raises(RuleBroken, match="Sở Tài chính"):
        step("officer.p", task, "P", Step.SUBMIT, "Kế hoạch số 3")
    done("officer.stc", task, "P.STC", by="officer.p")
    step("officer.p", task, "P", Step.SUBMIT, "Kế hoạch số 3")
    assert Task.objects.get(pk=task).completed_on is None
    step("leader.p", task, "P", Step.CONFIRM)
    assert Task.objects.get(pk=task).completed_on == world.TODAY
    step("leader.p", task, "P", Step.REOPEN, "Thiếu phụ lục")
    assert Task.objects.get(pk=task).completed_on is None


def test_who_handed_in_does_not_confirm_and_an_officer_does_not_confirm_a_task() -> None:
    task = assigned(coordinating=())
    step("leader.p", task, "P", Step.SUBMIT, "Kế hoạch số 3")
    with pytest.raises(RuleBroken, match="không tự xác nhận"):
        step("leader.p", task, "P", Step.CONFIRM)
    with pytest.raises(NotAllowed):
        step("officer.p", task, "P", Step.CONFIRM)


def test_completion_without_evidence_is_refused_and_a_file_is_evidence() -> None:
    task = assigned()
    step("officer.stc", task, "P.STC", Step.RECEIVE)
    with pytest.raises(RuleBroken, match="minh chứng"):
        step("officer.stc", task, "P.STC", Step.SUBMIT)
    step("officer.stc", task, "P.STC", Step.SUBMIT, evidence=[PDF])
    assert part_of(task, "P.STC").evidence.get().stored.name == "minh chứng.pdf"


def test_a_step_that_is_refused_keeps_no_file() -> None:
    task = assigned()
    with pytest.raises(RuleBroken):
        step("officer.stc", task, "P.STC", Step.SUBMIT, evidence=[PDF])
    assert not part_of(task, "P.STC").evidence.exists()


def test_a_units_own_reported_task_has_no_hand_offs() -> None:
    task = world.task("A1")
    assert task.assigned_by_id is None
    with pytest.raises(RuleBroken, match="báo cáo tháng"):
        step("officer.a1", task.pk, "A1", Step.SUBMIT, "Biên bản")


def test_a_task_given_to_another_unit_is_done_when_that_is_confirmed_not_when_it_is_reported() -> None:
    task = assigned(lead="A1", coordinating=())
    step("officer.a1", task, "A1", Step.RECEIVE)
    world.file("A1", Month(2020, 5), 100)
    assert Task.objects.get(pk=task).completed_on is None
    step("officer.a1", task, "A1", Step.SUBMIT, "Biên bản số 1")
    step("leader.p", task, "A1", Step.CONFIRM)
    assert Task.objects.get(pk=task).completed_on == world.TODAY


def test_a_task_outside_a_plan_may_go_without_a_deadline() -> None:
    draft = TaskDraft("Việc thường xuyên", "", date(2020, 4, 1), None, 1)
    form = planning.TaskForm(draft, lead="A", is_outside_plan=True)
    task = planning.save_task(
        actor=world.person("leader.p"), code="P", year=world.YEAR, task_id=None, form=form, now=world.NOW
    )
    assert (
        seen_task(actor=world.person("leader.a"), task_id=task, today=world.TODAY).status
        is TaskStatus.NO_DEADLINE
    )
    with pytest.raises(RuleBroken, match="không cần gia hạn"):
        extensions.ask_extension(
            actor=world.person("leader.a"),
            task_id=task,
            part_id=part_of(task, "A").pk,
            due_on=date(2020, 7, 1),
            reason="mưa",
            now=world.NOW,
        )


def ask(login: str, task: int, code: str, due: date = date(2020, 7, 15)) -> int:
    return extensions.ask_extension(
        actor=world.person(login),
        task_id=task,
        part_id=part_of(task, code).pk,
        due_on=due,
        reason="Chờ dự toán",
        now=world.NOW,
    )


def answer(login: str, task: int, asked: int, *, granted: bool = True, text: str = "") -> None:
    extensions.decide_extension(
        actor=world.person(login),
        task_id=task,
        extension_id=asked,
        granted=granted,
        answer=text,
        now=world.NOW,
    )


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


def test_only_one_request_waits_at_a_time() -> None:
    task = assigned(lead="A", coordinating=())
    step("officer.a", task, "A", Step.RECEIVE)
    ask("officer.a", task, "A")
    with pytest.raises(RuleBroken, match="đang chờ trả lời"):
        ask("officer.a", task, "A")


def test_a_further_unit_may_be_asked_within_reach_and_no_longer() -> None:
    task = assigned()
    part = life.ask_unit(
        actor=world.person("officer.p"),
        task_id=task,
        code="A",
        draft=sharing.PartDraft("Cử giáo viên", date(2020, 6, 1)),
        now=world.NOW,
    )
    assert part_of(task, "A").pk == part
    for code, who in (("A", "officer.p"), ("C1", "officer.p")):
        with pytest.raises(RuleBroken):
            life.ask_unit(
                actor=world.person(who), task_id=task, code=code, draft=sharing.PartDraft(""), now=world.NOW
            )
    step("officer.a", task, "A", Step.RECEIVE)
    sharing.withdraw_part(actor=world.person("officer.p"), task_id=task, part_id=part, now=world.NOW)
    assert not Assignment.objects.filter(task=task, unit=world.unit("A"), ends_before=None).exists()
    assert any(event.step is Step.RECEIVE for event in task_life(task_id=task, today=world.TODAY).events)


def test_a_part_of_another_task_is_not_found_through_this_one() -> None:
    one, other = assigned(), assigned()
    with pytest.raises(NotFound):
        parts.take_step(
            actor=world.person("officer.stc"),
            task_id=one,
            part_id=part_of(other, "P.STC").pk,
            taken=StepTaken(Step.RECEIVE),
            now=world.NOW,
        )


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


def halt(login: str, task: int, kind: HaltKind = HaltKind.PAUSED) -> None:
    life.halt_task(
        actor=world.person(login), task_id=task, kind=kind, reason="Giãn cách xã hội", now=world.NOW
    )


def test_a_halted_task_is_in_no_figure_no_report_and_owed_by_nobody_until_it_goes_on() -> None:
    drain(now=world.NOW)
    task = world.task("A1", "Việc sáu tháng")
    with pytest.raises(NotAllowed):
        halt("officer.a1", task.pk)
    world.hire("leader.a1", world.Role.LEADER, "A1")
    before = _planned("A1", 6)
    halt("leader.a1", task.pk, HaltKind.CANCELLED)
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
    assert people == {world.Person.objects.get(username="officer.stc").pk}
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
    change = org.Change(
        day,
        "Nghị quyết mẫu 2",
        (org.PartOfChange("A1", "A8"), org.PartOfChange("A9", "A8")),
        begins=(org.NewUnit(world.Level.COMMUNE, "Xã Mới", "A8", "A", day, reports=True),),
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
