"""An approved plan changes only by an amendment; what was planned for the months before it stays as it was planned."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nhip.apps.amendments.models import Amendment, PlanVersion
from nhip.apps.notices.models import Notice
from nhip.apps.tasks.models import Assignment, Halt, Task
from nhip.core.access import OPERATOR, Role
from nhip.core.amendments import Grounds
from nhip.core.errors import Conflict, NotAllowed, NotFound, RuleBroken, RulesBroken
from nhip.core.notices import Kind
from nhip.core.periods import Month
from nhip.core.plan_imports import TaskFate
from nhip.core.tasks import HaltKind
from nhip.cycle import amending, plan_editing, planning, task_life
from nhip.cycle.amendment_pages import versions_page
from nhip.cycle.cards import CardKind
from nhip.cycle.daily import do_duties
from nhip.cycle.my_work import my_work
from nhip.cycle.plan_files import open_file
from nhip.cycle.plan_importing import preview_import
from nhip.cycle.plan_pages import plan_page
from nhip.cycle.plan_workbooks import plan_workbook
from nhip.cycle.task_pages import task_page
from tests import world
from tests.amended import (
    FROM,
    GROUNDS,
    HALF,
    WHOLE,
    YEAR,
    approve,
    change,
    form_of,
    new_draft,
    opened,
    page,
    remove,
    save,
    submit,
)
from tests.assigned import given

pytestmark = pytest.mark.django_db


def test_while_an_amendment_is_written_nothing_of_the_plan_changes() -> None:
    before = {one.pk: (one.title, one.weight) for one in Task.objects.order_by("pk")}
    opened()
    change(HALF, weight=7)
    save(None, planning.TaskForm(new_draft(), lead="A1"))
    remove(WHOLE)

    assert {one.pk: (one.title, one.weight) for one in Task.objects.order_by("pk")} == before
    assert not Halt.objects.exists()
    assert [(one.fate, one.facts.title, one.fields) for one in page().changes] == [
        (TaskFate.CHANGED, HALF, ("weight",)),
        (TaskFate.ADDED, "Việc thêm", ()),
        (TaskFate.REMOVED, WHOLE, ()),
    ]


def test_a_new_lead_takes_over_on_the_day_and_the_old_one_keeps_the_months_before() -> None:
    officer, task = world.person("officer.apdt"), world.task("A.PDT", HALF)
    amending.open_amendment(actor=officer, code="A.PDT", year=YEAR, grounds=GROUNDS, now=world.NOW)
    draft = form_of(HALF)[1].draft
    with pytest.raises(RulesBroken) as refusal:
        planning.save_task(
            actor=officer,
            code="A.PDT",
            year=YEAR,
            task_id=task.pk,
            form=planning.TaskForm(draft, lead="B1"),
            now=world.NOW,
        )
    assert set(refusal.value.refusals) == {"lead"}
    planning.save_task(
        actor=officer,
        code="A.PDT",
        year=YEAR,
        task_id=task.pk,
        form=planning.TaskForm(draft, lead="A9"),
        now=world.NOW,
    )
    amending.submit_amendment(actor=officer, code="A.PDT", year=YEAR, now=world.NOW)
    amending.approve_amendment(actor=world.person("leader.a"), code="A.PDT", year=YEAR, now=world.NOW)
    do_duties(now=world.at(FROM))
    rows = Assignment.objects.filter(task=task, part="lead").order_by("starts_on")
    assert [(one.unit_id, one.starts_on, one.ends_before) for one in rows] == [
        (world.unit("A.PDT"), date(YEAR, 1, 1), FROM),
        (world.unit("A9"), FROM, None),
    ]


def test_every_day_has_its_version_and_two_days_can_be_compared() -> None:
    opened()
    change(HALF, weight=5)
    submit()
    approve()
    do_duties(now=world.at(FROM))
    now = world.at(date(2020, 7, 2))
    opened(date(2020, 8, 1), now)
    number, form = form_of(WHOLE, weight=9)
    save(number, form, now)
    submit(now)
    approve(now)
    do_duties(now=world.at(date(2020, 8, 3)))

    def shown(on: date, against: date | None = None) -> list[tuple[str, str, tuple[str, ...]]]:
        told = versions_page(
            actor=OPERATOR, code="A1", year=YEAR, on=on, against=against, today=date(2020, 8, 3)
        )
        weights[:] = [(one.facts.title, one.facts.weight) for one in told.tasks]
        return [(one.facts.title, one.fate.value, one.fields) for one in told.changes]

    weights: list[tuple[str, int]] = []
    shown(date(2020, 6, 30))
    assert weights == [(HALF, 3), (WHOLE, 1)]
    shown(date(2020, 7, 31))
    assert weights == [(HALF, 5), (WHOLE, 1)]
    changes = shown(date(2020, 8, 1), date(2020, 6, 30))
    assert weights == [(HALF, 5), (WHOLE, 9)]
    assert changes == [(HALF, "changed", ("weight",)), (WHOLE, "changed", ("weight",))]
    assert [
        (one.number, one.starts_on, one.ends_before) for one in PlanVersion.objects.order_by("number")
    ] == [
        (1, None, FROM),
        (2, FROM, date(2020, 8, 1)),
    ]


def test_what_the_amendment_leaves_alone_goes_on_changing_until_its_day() -> None:
    opened()
    change(HALF, weight=5)
    change(WHOLE, deadline=date(2020, 11, 30), milestones={6: Decimal(50), 11: Decimal(100)})
    submit()
    approve()
    Task.objects.filter(plan__unit=world.unit("A1")).update(deadline=date(2020, 6, 25), deliverable="Sổ tay")
    do_duties(now=world.at(FROM))
    half, whole = world.task("A1", HALF), world.task("A1", WHOLE)
    assert (half.weight, half.deadline, half.deliverable) == (5, date(2020, 6, 25), "Sổ tay")
    assert (whole.deadline, whole.deliverable) == (date(2020, 11, 30), "Sổ tay")


def test_a_task_that_was_taken_out_is_in_no_workbook_and_is_not_taken_in_again() -> None:
    opened(world.TODAY)
    remove(WHOLE)
    submit()
    approve()
    officer = world.person("officer.a1")
    sent = plan_workbook(actor=officer, code="A1", year=YEAR, today=world.TODAY)
    opened(world.TODAY)
    told = preview_import(
        actor=officer, file=open_file("ke-hoach.xlsx", sent), code="A1", year=YEAR, now=world.NOW
    )
    assert told.changes.is_nothing, told.changes
    outside = save(None, planning.TaskForm(replace(new_draft()), lead="A1", is_outside_plan=True))
    Halt.objects.create(task_id=outside, kind=HaltKind.CANCELLED, starts_on=world.TODAY, reason="thôi")
    with pytest.raises(NotAllowed):
        amending.take_in(actor=officer, code="A1", year=YEAR, task_id=outside, now=world.NOW)


def test_a_task_given_by_another_unit_stays_its_to_confirm_when_the_plan_takes_it_in() -> None:
    opened()
    task = given("Việc huyện giao", "A1", date(2020, 11, 30), by="A", who="leader.a", on=date(2020, 5, 4))
    officer = world.person("officer.a1")
    amending.take_in(actor=officer, code="A1", year=YEAR, task_id=task, now=world.NOW)
    assert save(*form_of("Việc huyện giao", weight=2)) == task
    submit()
    approve()
    do_duties(now=world.at(FROM))
    stored = Task.objects.get(pk=task)
    assert (stored.plan_id is None, stored.weight, stored.assigned_by_id) == (False, 2, world.unit("A"))


def test_only_an_amendment_takes_a_task_out_of_an_approved_plan_or_back_in() -> None:
    world.hire("leader.a1", Role.LEADER, "A1")
    leader = world.person("leader.a1")
    whole = Task.objects.get(title=WHOLE, plan__unit=world.unit("A1"), year=YEAR).pk
    with pytest.raises(RuleBroken, match="điều chỉnh kế hoạch"):
        task_life.halt_task(
            actor=leader, task_id=whole, kind=HaltKind.CANCELLED, reason="Thôi", now=world.NOW
        )
    task_life.halt_task(actor=leader, task_id=whole, kind=HaltKind.PAUSED, reason="Dịch", now=world.NOW)
    task_life.resume_task(actor=leader, task_id=whole, now=world.NOW)
    opened()
    remove(WHOLE)
    submit()
    approve()
    do_duties(now=world.at(FROM))
    with pytest.raises(RuleBroken, match="điều chỉnh kế hoạch"):
        task_life.resume_task(actor=leader, task_id=whole, now=world.at(FROM))
    page_of_task = task_page(actor=leader, task_id=whole, today=FROM)
    assert (page_of_task.task.halt, page_of_task.may_give_up) == (HaltKind.CANCELLED, False)


def test_an_export_holds_what_is_in_hand_so_that_it_can_be_read_back() -> None:
    opened()
    change(HALF, weight=5)
    added = new_draft()
    save(None, planning.TaskForm(added, lead="A1"))
    officer = world.person("officer.a1")
    exported = plan_workbook(actor=officer, code="A1", year=YEAR, today=world.TODAY)
    assert not _changed_by(exported)
    approved = plan_workbook(actor=world.person("leader.p"), code="A1", year=YEAR, today=world.TODAY)
    assert _changed_by(approved) == [HALF, added.title], "others read the plan that was approved"


def _changed_by(workbook: bytes) -> list[str]:
    told = preview_import(
        actor=world.person("officer.a1"),
        file=open_file("ke-hoach.xlsx", workbook),
        code="A1",
        year=YEAR,
        now=world.NOW,
    )
    assert told.is_good
    titles = [one.before.facts.title for one in told.changes.changed]
    titles += [one.facts.title for one in told.changes.added]
    return titles + [one.facts.title for one in told.changes.removed]


def test_what_is_written_back_as_it_was_is_no_change() -> None:
    opened()
    change(HALF, weight=5)
    assert len(page().changes) == 1
    change(HALF, weight=3)
    assert not page().changes
    with pytest.raises(RuleBroken, match="chưa thay đổi"):
        submit()


def test_an_added_task_may_be_written_again_and_left_out_again() -> None:
    opened()
    added = save(None, planning.TaskForm(new_draft(), lead="A1"))
    assert added < 0
    assert save(added, planning.TaskForm(replace(new_draft(), weight=4), lead="A1")) == added
    (only,) = page().changes
    assert only.facts.weight == 4
    planning.remove_from_hand(
        actor=world.person("officer.a1"), code="A1", year=YEAR, task_id=added, now=world.NOW
    )
    assert not page().changes
    with pytest.raises(NotFound):
        save(added, planning.TaskForm(new_draft(), lead="A1"))


def test_the_grid_edits_the_amendment_and_two_editors_are_told() -> None:
    opened()
    grid = plan_editing.editor_page(actor=world.person("officer.a1"), code="A1", year=YEAR, today=world.TODAY)
    assert grid.amendment == 1
    line = next(one for one in grid.tasks if one.title == HALF)
    number, form = form_of(HALF, weight=6)
    seen = plan_editing.seen_of(line)
    save_line = plan_editing.save_line
    actor = world.person("officer.a1")
    save_line(actor=actor, code="A1", year=YEAR, task_id=number, seen=seen, form=form, now=world.NOW)
    with pytest.raises(Conflict):
        save_line(actor=actor, code="A1", year=YEAR, task_id=number, seen=seen, form=form, now=world.NOW)


@pytest.mark.parametrize(
    ("grounds", "fields"),
    [
        (Grounds(" ", "QĐ 1", FROM), {"reason"}),
        (Grounds("Vì", "", FROM), {"basis"}),
        (Grounds("Vì", "QĐ 1", date(2020, 5, 19)), {"asked_from"}),
        (Grounds("Vì", "QĐ 1", date(2021, 1, 1)), {"asked_from"}),
        (Grounds("x" * 2001, "x" * 501, FROM), {"reason", "basis"}),
    ],
)
def test_without_reason_basis_or_a_day_to_come_none_is_opened(grounds: Grounds, fields: set[str]) -> None:
    with pytest.raises(RulesBroken) as refusal:
        amending.open_amendment(
            actor=world.person("officer.a1"), code="A1", year=YEAR, grounds=grounds, now=world.NOW
        )
    assert set(refusal.value.refusals) == fields
    assert not Amendment.objects.exists()


def test_one_amendment_at_a_time_and_only_of_an_approved_plan() -> None:
    opened()
    with pytest.raises(RuleBroken, match="chưa xong"):
        opened()
    amending.withdraw(actor=world.person("officer.a1"), code="A1", year=YEAR, now=world.NOW)
    opened()
    assert [one.number for one in Amendment.objects.order_by("number")] == [1, 2]
    with pytest.raises(RuleBroken, match=r"chưa được duyệt|chưa có kế hoạch"):
        amending.open_amendment(
            actor=world.person("officer.a9"), code="A9", year=YEAR, grounds=GROUNDS, now=world.NOW
        )


def test_without_an_amendment_an_approved_plan_is_not_changed() -> None:
    number, form = form_of(HALF, weight=9)
    with pytest.raises(RuleBroken, match="không sửa được"):
        save(number, form)


def test_what_is_submitted_is_out_of_hand_until_it_is_returned_with_a_reason() -> None:
    opened()
    change(HALF, weight=5)
    submit()
    with pytest.raises(RuleBroken, match="không sửa được"):
        change(HALF, weight=6)
    with pytest.raises(RuleBroken, match="không rút"):
        amending.withdraw(actor=world.person("officer.a1"), code="A1", year=YEAR, now=world.NOW)
    assert CardKind.AMENDMENT_TO_DECIDE in cards("leader.a")
    with pytest.raises(RuleBroken):
        amending.return_amendment(
            actor=world.person("leader.a"), code="A1", year=YEAR, reason=" ", now=world.NOW
        )
    amending.return_amendment(
        actor=world.person("leader.a"), code="A1", year=YEAR, reason="Nêu rõ nguồn", now=world.NOW
    )
    assert CardKind.AMENDMENT_RETURNED in cards("officer.a1")
    change(HALF, weight=6)
    submit()
    assert Kind.AMENDMENT_SUBMITTED in set(Notice.objects.values_list("kind", flat=True))


def cards(login: str) -> set[CardKind]:
    return {one.kind for one in my_work(actor=world.person(login), today=world.TODAY).cards}


def test_an_amendment_with_errors_is_not_submitted() -> None:
    opened()
    change(HALF, deliverable="")
    found = page()
    if found.errors:
        with pytest.raises(RuleBroken):
            submit()
    number, form = form_of(WHOLE)
    with pytest.raises(RulesBroken) as refusal:
        save(number, replace(form, draft=replace(form.draft, milestones={3: Decimal(50), 6: Decimal(20)})))
    assert "m6" in refusal.value.refusals


def test_nobody_decides_on_their_own_amendment_nor_writes_another_unit_s() -> None:
    opened()
    change(HALF, weight=5)
    submit()
    with pytest.raises(NotAllowed):
        amending.approve_amendment(actor=world.person("officer.a1"), code="A1", year=YEAR, now=world.NOW)
    with pytest.raises(NotAllowed):
        amending.approve_amendment(actor=world.person("leader.b"), code="A1", year=YEAR, now=world.NOW)
    with pytest.raises(NotAllowed):
        amending.open_amendment(
            actor=world.person("officer.b1"), code="A1", year=YEAR, grounds=GROUNDS, now=world.NOW
        )
    assert not page("leader.a").may_edit
    assert page("leader.a").may_decide


def test_a_done_task_is_not_taken_out() -> None:
    for month in (1, 2, 3, 4):
        world.file("A1", Month(YEAR, month), 100, approve=True)
    opened()
    with pytest.raises(RuleBroken, match="đã hoàn thành"):
        remove(HALF)


def test_the_plan_page_leads_to_the_amendment_and_leaves_cancelled_tasks_out_of_its_sums() -> None:
    opened(world.TODAY)
    remove(WHOLE)
    shown = plan_page(actor=world.person("officer.a1"), code="A1", year=YEAR, today=world.TODAY)
    assert shown.amendment is not None
    assert not shown.may_amend
    submit()
    approve()
    shown = plan_page(actor=world.person("officer.a1"), code="A1", year=YEAR, today=world.TODAY)
    assert (shown.amendment, shown.may_amend, shown.amended) == (None, True, 1)
    assert shown.planned[5] == Decimal(100)
