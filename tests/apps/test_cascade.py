"""A task handed down: linked tasks in the plans below, counted once, told of, never dropped."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.apps.cascade.models import HandedPart, Handing
from nhip.apps.notices.models import Notice
from nhip.apps.plans.models import Plan
from nhip.apps.rollups.models import ProgressRollup
from nhip.apps.rollups.progress import read_facts
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.verifying import verify
from nhip.apps.tasks.models import Assignment, Task
from nhip.core.access import OPERATOR
from nhip.core.cascading import Key
from nhip.core.errors import NotAllowed, RuleBroken, RulesBroken, UnknownUnit
from nhip.core.handoffs import Handoff
from nhip.core.periods import Month
from nhip.core.plans import COUNTED, PlanState
from nhip.core.tasks import Part
from nhip.cycle import cascading, planning
from nhip.cycle.board import pulse_board
from nhip.cycle.cascade_pages import CascadePage, cascade_page
from nhip.cycle.plan_checking import plan_findings
from nhip.cycle.plan_files import check_file, open_file
from tests import world
from tests.handed_down import child, hand_down, submit
from tests.xlsx.plan_layouts import workbook, written

pytestmark = pytest.mark.django_db


def page(code: str = "A.PDT", login: str = "officer.apdt") -> CascadePage:
    return cascade_page(actor=world.person(login), code=code, year=2020, today=world.TODAY)


def tasks_counted(code: str) -> int:
    """In the month of May on the board of the unit's superior."""
    drain(now=world.NOW)
    board = pulse_board(actor=OPERATOR, code="A", year=2020, today=world.TODAY, now=world.NOW)
    return next(row for row in board.rows if row.unit.code == code).cells[4].tasks


def test_each_unit_gets_a_linked_task_of_its_own_plan_to_detail() -> None:
    (made,) = hand_down("A9")
    task = Task.objects.get(pk=made)
    above = world.task("A.PDT")

    assert task.plan is not None
    assert (task.plan.unit_id, task.plan.state) == (world.unit("A9"), PlanState.DRAFT)
    assert (task.title, task.deadline, task.handed_part.handing.task) == (above.title, above.deadline, above)
    assert task.handed_part.detailed_at is None
    assert [one.planned for one in task.milestones.order_by("month")] == [
        one.planned for one in above.milestones.order_by("month")
    ]


def test_what_comes_too_late_for_a_plan_waits_outside_it_and_goes_in_when_the_plan_is_returned() -> None:
    (made,) = hand_down("A1")
    task = Task.objects.get(pk=made)
    assert (task.plan, task.year, task.starts_on) == (None, 2020, world.TODAY)
    assert [part.state for part in page().handed[0].parts] == [None]

    Plan.objects.filter(unit=world.unit("A1"), year=2020).update(state=PlanState.SUBMITTED.value)
    planning.return_plan(
        actor=world.person("leader.a"), code="A1", year=2020, reason="Bổ sung", now=world.NOW
    )

    task.refresh_from_db()
    assert task.plan == Plan.objects.get(unit=world.unit("A1"), year=2020)
    drain(now=world.NOW)
    assert not verify(year=2020).differences


def test_parts_add_up_and_what_is_left_may_be_handed_down_later() -> None:
    hand_down("A9", key=Key.BY_HAND, A9="5")
    (one,) = page().handed
    assert (one.quantity, one.taken, one.left) == (Decimal(12), Decimal(5), Decimal(7))

    hand_down("A1", key=Key.EQUALLY)
    (one,) = page().handed
    assert [part.share.asked for part in one.parts] == [5, 7]
    assert one.left == 0
    with pytest.raises(RuleBroken, match="đã được giao"):
        hand_down("A1")


def test_the_superior_sees_who_has_detailed_and_where_the_sum_departs() -> None:
    hand_down("A1", "A9")
    officer = world.person("officer.a9")
    task = child("A9").pk
    form = planning.TaskForm(world.drafts()[0], lead="A9")
    planning.save_task(actor=officer, code="A9", year=2020, task_id=task, form=form, now=world.NOW)
    cascading.take_on(actor=officer, task_id=task, planned=Decimal(4), now=world.NOW)

    (one,) = page().handed
    assert [(part.unit.code, part.is_detailed, part.share.departs) for part in one.parts] == [
        ("A1", False, Decimal(0)),
        ("A9", True, Decimal(-2)),
    ]
    assert (one.detailed, one.taken, one.left) == (1, Decimal(10), Decimal(2))
    (received,) = page("A9", "officer.a9").received
    assert [part.unit.code for part in received.parts] == ["A9"]


def test_receiving_units_are_told() -> None:
    hand_down("A9")

    told = Notice.objects.filter(kind="part_assigned", person__username="officer.a9")
    assert [one.facts["title"] for one in told] == ["Việc cả năm"]


def test_a_task_counts_once_through_those_who_carry_it_out() -> None:
    assert (tasks_counted("A.PDT"), tasks_counted("A9")) == (2, 4)
    hand_down("A9")
    assert (tasks_counted("A.PDT"), tasks_counted("A9")) == (2, 4), "a draft counts nowhere"

    submit()

    assert (tasks_counted("A.PDT"), tasks_counted("A9")) == (1, 5)
    assert not verify(year=2020).differences


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    chains=st.lists(st.sampled_from(["A1", "A9", "both", "none"]), min_size=2, max_size=2),
    submitted=st.sets(st.just("A9")),
    progress=st.integers(0, 100),
)
def test_the_sum_over_tasks_that_nobody_below_carries_out_is_what_is_stored(
    chains: list[str], submitted: set[str], progress: int
) -> None:
    with transaction.atomic():
        for title, to in zip(("Việc cả năm", "Việc sáu tháng"), chains, strict=True):
            if to != "none":
                hand_down(*(("A1", "A9") if to == "both" else (to,)), title=title)
        if submitted and Plan.objects.filter(unit=world.unit("A9"), tasks__isnull=False).exists():
            submit()
        world.file("A9", Month(2020, 5), progress)
        drain(now=world.NOW)

        naive = sum(
            not any(
                below.task.plan is not None and below.task.plan.state in COUNTED
                for below in HandedPart.objects.filter(handing__task=part.task)
            )
            for part in Assignment.objects.filter(
                part=Part.LEAD.value, ends_before=None, task__plan__state__in=[one.value for one in COUNTED]
            )
        )
        assert sum(len(several) for several in _open_leads().values()) == naive
        assert not verify(year=2020).differences
        assert ProgressRollup.objects.exists()
        transaction.set_rollback(True)


def _open_leads() -> dict[int, list[int]]:
    return {
        unit: [one.task for one in several if one.span.ends_before is None]
        for unit, several in read_facts(2020).led.items()
    }


def test_only_whose_plan_it_is_hands_it_down_and_only_to_units_below() -> None:
    above = world.task("A.PDT").pk
    form = cascading.HandDown(units=("A9",))
    for login in ("leader.a", "officer.a9", "officer.b1", "admin.p"):
        with pytest.raises(NotAllowed):
            cascading.hand_down(actor=world.person(login), task_id=above, form=form, now=world.NOW)
    for code, refusal in (("B1", RuleBroken), ("A.PDT", RuleBroken), ("X", UnknownUnit)):
        with pytest.raises(refusal):
            hand_down(code)
    assert not Handing.objects.exists()


def test_what_the_rules_refuse_stores_nothing() -> None:
    for quantity, parts in (("12", {"A9": "13"}), ("12", {"A9": "0"}), ("12", {"A9": "-1"}), ("0", {})):
        with pytest.raises(RulesBroken):
            hand_down("A9", quantity=quantity, key=Key.BY_HAND, **parts)
    with pytest.raises(RuleBroken, match="Chưa chọn chỉ tiêu"):
        hand_down("A9", key=Key.BY_FIGURE)
    assert not Handing.objects.exists()
    assert not Plan.objects.filter(unit=world.unit("A9")).exists()


def test_a_handed_task_is_taken_out_neither_above_nor_below() -> None:
    hand_down("A9")
    with pytest.raises(RuleBroken, match="do cấp trên giao xuống"):
        planning.remove_task(actor=world.person("officer.a9"), task_id=child("A9").pk, now=world.NOW)
    Plan.objects.filter(unit=world.unit("A.PDT")).update(state=PlanState.RETURNED.value)
    with pytest.raises(RuleBroken, match="đã giao xuống cấp dưới"):
        planning.remove_task(
            actor=world.person("officer.apdt"), task_id=world.task("A.PDT").pk, now=world.NOW
        )


def codes(code: str) -> list[str]:
    told = plan_findings(actor=OPERATOR, code=code, year=2020, today=world.TODAY)
    return [one.code for one in told.findings]


def test_the_rules_know_what_was_handed_down() -> None:
    hand_down("A1", "A9")
    assert "KH501" not in codes("A1"), "its plan has a task of that title"
    above = Task.objects.filter(pk=world.task("A.PDT").pk)
    above.update(title="Việc huyện giao")
    assert "KH501" in codes("A1"), "what was handed down waits outside the plan"
    assert not {"KH501", "KH502"} & set(codes("A9"))

    above.update(deadline="2020-11-30")
    assert "KH502" in codes("A9")


def test_the_rules_know_which_coordinating_unit_has_not_taken_on_its_part() -> None:
    task = world.task("A1").pk
    part = Assignment.objects.create(
        task_id=task, unit_id=world.unit("P.STC"), part=Part.COORDINATING.value, starts_on=world.START
    )
    assert "KH402" not in codes("A1")

    Assignment.objects.filter(pk=part.pk).update(state=Handoff.PENDING.value)
    assert "KH402" in codes("A1")
    Plan.objects.filter(unit=world.unit("A1")).update(state=PlanState.DRAFT.value)
    assert "KH402" not in codes("A1"), "nobody was asked yet"


def codes_of_file(title: str, deadline: str) -> list[str]:
    """Of a workbook with one task of A1, coordinated by the department of finance."""
    rows: list[list[object]] = [
        ["KẾ HOẠCH NĂM 2020"],
        ["Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm", "Tháng 6", "Tháng 12"],
        [title, "A1", "P.STC", deadline, "2 lớp", 50, 100],
    ]
    file = open_file("kh.xlsx", workbook(written(rows)))
    told = check_file(actor=OPERATOR, file=file, code="A1", year=2020, today=world.TODAY)
    return [one.code for one in told.findings]


def test_the_rules_know_the_same_of_a_file() -> None:
    above = Task.objects.filter(pk=world.task("A.PDT").pk)
    above.update(title="Việc huyện giao", deadline="2020-11-30")
    hand_down("A1", title="Việc huyện giao")
    Assignment.objects.create(
        task_id=world.task("A1").pk,
        unit_id=world.unit("P.STC"),
        part=Part.COORDINATING.value,
        starts_on=world.START,
        state=Handoff.SENT_BACK.value,
    )

    assert {"KH501", "KH402"} <= set(codes_of_file("Việc cả năm", "20/11/2020"))
    found = codes_of_file("viec HUYEN giao", "15/12/2020")
    assert "KH502" in found
    assert not {"KH501", "KH402"} & set(found)
    assert "KH502" not in codes_of_file("Việc huyện giao", "20/11/2020")


def test_a_part_that_passes_to_an_heir_stays_in_the_sum() -> None:
    hand_down("A9", quantity="12")
    Assignment.objects.filter(task=child("A9")).update(unit=world.unit("A1"))

    (one,) = page().handed
    assert [(part.unit.code, part.share.asked) for part in one.parts] == [("A1", Decimal(12))]
    assert one.left == 0
    assert [part.unit.code for one in page("A1", "officer.a1").received for part in one.parts] == ["A1"]
