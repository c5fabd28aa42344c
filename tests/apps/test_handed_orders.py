"""A superior changes a part that it handed down, or takes it back: docs/rules/cascading.md."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from nhip.apps.cascade.models import HandedOrder, HandedPart, Handing
from nhip.apps.indicators.models import Target
from nhip.apps.notices.models import Notice
from nhip.apps.org import reorganising as reorg
from nhip.apps.org.facts import NewUnit
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.verifying import verify
from nhip.apps.tasks.models import Halt, Milestone, Task
from nhip.core.access import OPERATOR, Role
from nhip.core.amendments import Grounds
from nhip.core.cascading import Key
from nhip.core.errors import NotAllowed, NotFound, RuleBroken, RulesBroken
from nhip.core.units import Level
from nhip.cycle import amending, handed_orders, planning, reorganising, task_life
from nhip.cycle.amendment_pages import AmendmentPage, amendment_page
from nhip.cycle.cards import Card, CardKind
from nhip.cycle.cascade_pages import HandedTask, cascade_page
from nhip.cycle.my_work import my_work
from tests import indicators, world
from tests.handed_down import approve, change, hand_down, hand_down_target, submit, take_back

pytestmark = pytest.mark.django_db


def handed() -> HandedTask:
    actor = world.person("officer.apdt")
    (one,) = cascade_page(actor=actor, code="A.PDT", year=2020, today=world.TODAY).handed
    return one


def detail(task: int) -> None:
    form = planning.TaskForm(world.drafts()[0], lead="A9")
    planning.save_task(
        actor=world.person("officer.a9"), code="A9", year=2020, task_id=task, form=form, now=world.NOW
    )


def open_amendment() -> None:
    grounds = Grounds("Theo yêu cầu của huyện", "Công văn 1", world.TODAY)
    officer = world.person("officer.a9")
    amending.open_amendment(actor=officer, code="A9", year=2020, grounds=grounds, now=world.NOW)


def submit_amendment() -> None:
    """A9's, which changes nothing itself."""
    amending.submit_amendment(actor=world.person("officer.a9"), code="A9", year=2020, now=world.NOW)


def amend() -> None:
    """A9's approved plan, by an amendment that changes nothing itself."""
    open_amendment()
    submit_amendment()
    approve_amendment()


def approve_amendment() -> None:
    amending.approve_amendment(actor=world.person("leader.a"), code="A9", year=2020, now=world.NOW)


def test_before_approval_it_is_taken_back_at_once_and_nothing_written_is_lost() -> None:
    (task,) = hand_down("A9")
    detail(task)
    months = list(Milestone.objects.filter(task=task).values_list("month", "planned"))
    submit()

    assert not take_back(task).is_waiting
    assert not HandedPart.objects.filter(task=task).exists()
    assert months == list(Milestone.objects.filter(task=task).values_list("month", "planned"))
    assert Halt.objects.get(task=task).reason == "Giao nhầm"
    (order,) = handed().past
    assert (order.unit.code, order.is_taken_back, order.reason) == ("A9", True, "Giao nhầm")
    assert order.before == 12
    assert handed().left == 12
    drain(now=world.NOW)
    assert not verify(year=2020).differences


def test_the_receiver_hears_of_it_with_the_reason() -> None:
    (task,) = hand_down("A9")
    change(task, "8", "Huyện tính lại")
    told = Notice.objects.get(kind="handed_changed", person__username="officer.a9")
    assert told.facts["reason"] == "Huyện tính lại"

    take_back(task)
    assert Notice.objects.filter(kind="handed_taken_back", person__username="officer.a9").exists()


def test_what_was_taken_back_may_be_handed_down_again_or_go_on_as_the_units_own() -> None:
    (task,) = hand_down("A9")
    take_back(task)
    assert [part.unit.code for part in handed().parts] == []

    (again,) = hand_down("A9")
    assert again != task
    assert handed().left == 0
    world.hire("leader.a9", Role.LEADER, "A9", starts_on=world.MERGER)
    task_life.resume_task(actor=world.person("leader.a9"), task_id=task, now=world.NOW)
    assert not Halt.objects.filter(task=task, ends_before=None).exists()


def test_another_quantity_is_a_part_of_the_whole() -> None:
    first, second = hand_down("A1", "A9")
    with pytest.raises(RuleBroken, match="vượt quá"):
        change(second, "7")
    change(first, "4")
    change(second, "8")

    assert [part.share.asked for part in handed().parts] == [4, 8]
    assert handed().left == 0


def test_in_an_approved_plan_it_waits_for_the_amendment_and_is_so_from_its_day_on() -> None:
    (task,) = hand_down("A9")
    submit()
    approve()

    assert change(task, "8").is_waiting
    (part,) = handed().parts
    assert part.share.asked == 12
    assert part.order is not None
    assert part.order.asked == 8
    page = amendment_page(actor=world.person("officer.a9"), code="A9", year=2020, today=world.TODAY)
    assert [(one.title, one.asked) for one in page.orders] == [("Việc cả năm", Decimal(8))]

    amend()
    (part,) = handed().parts
    assert part.share.asked == 8
    assert part.order is None


def test_a_task_of_an_approved_plan_is_taken_back_by_the_receivers_amendment_alone() -> None:
    (task,) = hand_down("A9")
    submit()
    approve()
    assert take_back(task).is_waiting
    assert not Halt.objects.filter(task=task).exists()

    amend()
    assert Halt.objects.get(task=task).reason == "Giao nhầm"
    assert not HandedPart.objects.filter(task=task).exists()
    drain(now=world.NOW)
    assert not verify(year=2020).differences


def test_what_is_ordered_and_waits_is_reserved_of_the_whole() -> None:
    (task,) = hand_down("A9", key=Key.BY_HAND, A9="5")
    submit()
    approve()
    change(task, "9")
    with pytest.raises(RulesBroken):
        hand_down("A1", key=Key.BY_HAND, A1="4")
    hand_down("A1", key=Key.BY_HAND, A1="3")


def test_an_order_that_waits_is_withdrawn_or_replaced() -> None:
    (task,) = hand_down("A9")
    submit()
    approve()
    take_back(task)
    change(task, "8")
    assert [one.asked for one in HandedOrder.objects.filter(done_at=None)] == [8]

    handed_orders.drop_order(actor=world.person("officer.apdt"), task_id=task, now=world.NOW)
    assert not HandedOrder.objects.exists()
    with pytest.raises(NotFound):
        handed_orders.drop_order(actor=world.person("officer.apdt"), task_id=task, now=world.NOW)


def test_the_target_follows_its_part() -> None:
    indicators.define()
    indicators.aim(("A", "built", "2020", 40))
    drain(now=world.NOW)
    first, second = hand_down_target("A1", "A9")
    change(first, "15")
    assert Target.objects.get(unit=world.unit("A1")).value == 15

    take_back(second)
    assert not Target.objects.filter(unit=world.unit("A9")).exists()
    drain(now=world.NOW)
    assert not verify(year=2020).differences


def test_a_target_that_was_loaded_stays_when_the_part_is_taken_back() -> None:
    indicators.define()
    indicators.aim(("A", "built", "2020", 40), ("A9", "built", "2020", 25))
    drain(now=world.NOW)
    (task,) = hand_down_target("A9", key=Key.BY_HAND, A9="25")
    with pytest.raises(RulesBroken):
        change(task, "20")
    take_back(task)
    assert Target.objects.get(unit=world.unit("A9")).value == 25


def test_only_whose_plan_it_is_changes_it_and_nothing_is_stored_without_a_reason() -> None:
    (task,) = hand_down("A9")
    for login in ("officer.a9", "leader.a", "admin.p", "officer.b1"):
        with pytest.raises(NotAllowed):
            take_back(task, login=login)
        with pytest.raises(NotAllowed):
            change(task, "5", login=login)
    with pytest.raises(RuleBroken, match="lý do"):
        take_back(task, " ")
    with pytest.raises(RuleBroken, match="lý do"):
        change(task, "5", " ")
    with pytest.raises(NotFound):
        take_back(world.task("A1").pk)
    assert not HandedOrder.objects.exists()


def test_what_was_handed_on_is_taken_back_from_below() -> None:
    (task,) = hand_down("A9")
    _handed_on(task)
    with pytest.raises(RuleBroken, match="giao tiếp việc này cho Xã Ánh"):
        take_back(task)


def test_what_the_unit_has_done_stays() -> None:
    (task,) = hand_down("A9")
    _done(task)
    with pytest.raises(RuleBroken, match="đã hoàn thành"):
        take_back(task)
    with pytest.raises(RuleBroken, match="đã hoàn thành"):
        change(task, "5")


def test_in_the_plan_of_a_unit_that_has_ended_nobody_amends_so_it_is_at_once() -> None:
    (task,) = hand_down("A9")
    submit()
    approve()
    begins = (NewUnit(Level.COMMUNE, "Xã Mới", "A8", "A", world.TODAY, reports=True),)
    parts = (reorg.PartOfChange("A9", "A8"),)
    told = reorg.Change(world.TODAY, "Nghị quyết 12", parts, begins=begins)
    reorganising.reorganise(actor=OPERATOR, change=told, now=world.NOW)
    assert [part.unit.code for part in handed().parts] == ["A8"]

    assert not take_back(task).is_waiting
    assert handed().parts == ()
    assert Halt.objects.get(task=task).reason == "Giao nhầm"


def _done(task: int) -> None:
    Task.objects.filter(pk=task).update(completed_on=world.TODAY)


def _handed_on(task: int) -> None:
    further = Handing.objects.create(task_id=task, handed_at=world.NOW)
    other = world.task("A1")
    HandedPart.objects.create(handing=further, task=other, unit_id=world.unit("A1"), handed_at=world.NOW)


@pytest.mark.parametrize("meanwhile", [_done, _handed_on])
def test_what_was_done_or_handed_on_while_the_order_waited_is_not_taken_back(
    meanwhile: Callable[[int], None],
) -> None:
    (task,) = hand_down("A9")
    submit()
    approve()
    assert take_back(task).is_waiting
    open_amendment()
    submit_amendment()
    meanwhile(task)

    approve_amendment()
    assert HandedPart.objects.filter(task=task).exists()
    assert not Halt.objects.filter(task=task).exists()
    assert HandedOrder.objects.get(task=task).done_at is None
    handed_orders.drop_order(actor=world.person("officer.apdt"), task_id=task, now=world.NOW)
    assert not HandedOrder.objects.filter(task=task).exists()


@pytest.mark.parametrize("meanwhile", [_done, _handed_on])
def test_with_an_order_that_is_held_alone_no_empty_amendment_is_submitted(
    meanwhile: Callable[[int], None],
) -> None:
    (task,) = hand_down("A9")
    submit()
    approve()
    take_back(task)
    meanwhile(task)
    assert cards("officer.a9") == []
    open_amendment()
    page = receivers_page()
    assert (page.orders, [one.task for one in page.held], page.may_submit) == ((), [task], False)
    with pytest.raises(RuleBroken, match="chưa thay đổi nhiệm vụ nào"):
        submit_amendment()


def test_another_quantity_of_what_was_handed_on_is_taken_in_all_the_same() -> None:
    (task,) = hand_down("A9")
    submit()
    approve()
    change(task, "8")
    _handed_on(task)
    amend()
    assert HandedPart.objects.get(task=task).asked == 8


def cards(login: str, code: str = "A9") -> list[Card]:
    found = my_work(actor=world.person(login), today=world.TODAY).cards
    return [one for one in found if one.kind is CardKind.ORDERS_TO_TAKE_IN and one.code == code]


def receivers_page() -> AmendmentPage:
    return amendment_page(actor=world.person("officer.a9"), code="A9", year=2020, today=world.TODAY)


def test_who_writes_the_plan_has_a_card_as_long_as_the_order_is_theirs_to_take_in() -> None:
    (task,) = hand_down("A9")
    submit()
    approve()
    assert cards("officer.a9") == []
    take_back(task)
    (card,) = cards("officer.a9")
    assert (card.total, card.reason, card.due_on) == (1, "Giao nhầm", world.TODAY)
    assert cards("leader.a") == cards("officer.a1") == cards("officer.apdt") == []

    open_amendment()
    assert len(cards("officer.a9")) == 1
    assert len(receivers_page().orders) == 1
    submit_amendment()
    assert cards("officer.a9") == [], "it is out of their hands"
    amending.return_amendment(
        actor=world.person("leader.a"), code="A9", year=2020, reason="Ghi rõ căn cứ", now=world.NOW
    )
    assert len(cards("officer.a9")) == 1
    submit_amendment()
    approve_amendment()
    assert cards("officer.a9") == []


def test_what_is_ordered_after_the_amendment_was_submitted_waits_for_the_next() -> None:
    (first,), (second,) = hand_down("A9"), hand_down("A9", title="Việc sáu tháng")
    submit()
    approve()
    take_back(first)
    open_amendment()
    submit_amendment()
    later = world.NOW + timedelta(minutes=5)
    handed_orders.take_back(actor=world.person("officer.apdt"), task_id=second, reason="Thôi", now=later)
    page = receivers_page()
    assert [[one.task for one in of] for of in (page.orders, page.later)] == [[first], [second]]
    assert cards("officer.a9") == []

    approve_amendment()
    assert [one.reason for one in cards("officer.a9")] == ["Thôi"]
    assert HandedPart.objects.filter(task=second).exists()
