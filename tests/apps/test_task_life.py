"""A task between the agencies that share it: who may take which step, and what it changes."""

from datetime import date

import pytest

from nhip.apps.tasks.life import extensions, parts, sharing
from nhip.apps.tasks.life.parts import StepTaken
from nhip.apps.tasks.life.queries import task_life
from nhip.apps.tasks.models import Assignment, Task
from nhip.core.errors import NotAllowed, NotFound, RuleBroken
from nhip.core.handoffs import Handoff, Step
from nhip.core.periods import Month
from nhip.core.plans import TaskDraft
from nhip.core.tasks import TaskStatus
from nhip.cycle import planning
from nhip.cycle import task_life as life
from nhip.cycle.cards import CardKind
from nhip.cycle.my_work import my_work
from nhip.cycle.task_pages import seen_task
from tests import world
from tests.shared_tasks import PDF, ask, assigned, done, part_of, step

pytestmark = pytest.mark.django_db


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
