"""Delegation, and what passes to whom when somebody leaves."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from nhip.apps.accounts import delegations, leaving, services
from nhip.apps.accounts.delegations import NewDelegation
from nhip.apps.accounts.leaving import Leaving
from nhip.apps.accounts.models import Delegation, Person, RoleGrant
from nhip.apps.audit.models import AuditRecord
from nhip.apps.notices.models import Notice
from nhip.apps.reports.deciding import approve_report
from nhip.apps.tasks.life import talk
from nhip.apps.tasks.life.mentions import open_questions, pass_questions_on
from nhip.apps.tasks.models import Assignment, Comment, Extension, Task
from nhip.core.access import OPERATOR, Role
from nhip.core.errors import NotFound, RuleBroken
from nhip.core.handoffs import Step
from nhip.core.notices import Kind
from nhip.core.periods import Month
from nhip.cycle import appointing
from nhip.cycle.cards import Card, CardKind
from nhip.cycle.daily import do_duties
from nhip.cycle.my_work import my_work
from nhip.cycle.task_pages import task_page
from tests import world
from tests.shared_tasks import answer, ask, assigned, cards_of, part_of, step

pytestmark = pytest.mark.django_db
TODAY, NOW = world.TODAY, world.NOW
MAY = Month(2020, 5)
LATER = date(2020, 6, 1)


def pk(login: str) -> int:
    return Person.objects.get(username=login).pk


def grant_of(login: str) -> RoleGrant:
    return RoleGrant.objects.get(person__username=login)


def delegate(holder: str, other: str, **changes: object) -> int:
    given = {
        "grant": changes.get("grant") or grant_of(holder).pk,
        "delegate": pk(other),
        "starts_on": TODAY,
        "ends_before": LATER,
        "basis": "Giấy ủy quyền mẫu",
    } | changes
    new = NewDelegation(**given)  # type: ignore[arg-type]
    return delegations.delegate(actor=world.person(holder), new=new, now=NOW)


# --- Delegation ---------------------------------------------------------------------------------------------


def test_a_delegate_decides_for_the_holder_and_the_record_says_so() -> None:
    world.file("A1", MAY, 10)
    assert not _decisions("officer.a")
    delegate("leader.a", "officer.a")

    cards = _decisions("officer.a")
    assert [(card.code, card.on_behalf_of) for card in cards] == [("A1", "Chức danh leader.a")]
    approve_report(actor=world.person("officer.a"), code="A1", month=MAY, now=NOW)

    assert AuditRecord.objects.get(act="report_approved").role == "leader for Chức danh leader.a"


def _decisions(login: str) -> list[Card]:
    work = my_work(actor=world.person(login), today=TODAY)
    return [card for card in work.cards if card.kind is CardKind.REPORT_TO_DECIDE]


def test_nobody_approves_what_they_filed_also_not_through_a_delegate() -> None:
    """Filed by the holder, by the delegate, or by somebody for the holder: none of them decides on it."""
    world.hire("officer.a1", Role.OFFICER, "A")
    delegate("leader.a", "officer.a1", delegate=pk("officer.a1"))
    world.file("A1", MAY, 10)
    with pytest.raises(RuleBroken, match="không tự duyệt"):
        approve_report(actor=world.person("officer.a1"), code="A1", month=MAY, now=NOW)
    approve_report(actor=world.person("leader.a"), code="A1", month=MAY, now=NOW)


def test_what_was_filed_for_the_holder_is_not_decided_by_the_holder() -> None:
    world.hire("leader.a", Role.LEADER, "A1")
    lower = RoleGrant.objects.get(person__username="leader.a", unit=world.unit("A1"))
    RoleGrant.objects.filter(person__username="officer.a1").update(role="auditor")
    new = NewDelegation(lower.pk, pk("officer.a1"), TODAY, LATER, "Vắng")
    delegations.delegate(actor=world.person("leader.a"), new=new, now=NOW)

    world.file("A1", MAY, 10)

    assert AuditRecord.objects.filter(act="report_filed").get().role == "leader for Chức danh leader.a"
    with pytest.raises(RuleBroken, match="không tự duyệt"):
        approve_report(actor=world.person("leader.a"), code="A1", month=MAY, now=NOW)


def test_a_delegation_holds_for_its_days_while_the_role_and_the_account_do() -> None:
    made = delegate("leader.a", "officer.a")

    def holds(on: date) -> bool:
        return any(grant.on_behalf_of for grant in world.person("officer.a", on=on).grants)

    assert not holds(TODAY - timedelta(days=1))
    assert holds(TODAY)
    assert holds(LATER - timedelta(days=1))
    assert not holds(LATER)
    RoleGrant.objects.filter(person__username="leader.a").update(ends_before=date(2020, 5, 25))
    assert not holds(date(2020, 5, 25))
    Person.objects.filter(username="leader.a").update(is_active=False)
    assert not holds(TODAY)
    Person.objects.filter(username="leader.a").update(is_active=True)
    delegations.withdraw_delegation(actor=world.person("officer.a"), delegation_id=made, now=NOW)
    assert not holds(TODAY)


def test_a_delegate_cannot_pass_on_what_is_not_theirs() -> None:
    delegate("leader.a", "officer.a")
    new = NewDelegation(grant_of("leader.a").pk, pk("officer.a1"), TODAY, LATER, "Chuyển tiếp")
    with pytest.raises(NotFound):
        delegations.delegate(actor=world.person("officer.a"), new=new, now=NOW)


def test_a_delegate_has_a_role_at_the_unit_or_below_it() -> None:
    for other in ("leader.p", "officer.b1", "officer.c1"):
        with pytest.raises(RuleBroken, match="Chọn người"):
            delegate("leader.a", other)
    assert delegate("leader.a", "officer.a1")


def test_an_administrator_delegates_for_somebody_who_is_away_but_not_elsewhere() -> None:
    new = NewDelegation(grant_of("leader.a").pk, pk("officer.a"), TODAY, LATER, "Nghỉ ốm")
    delegations.delegate(actor=world.person("admin.p"), new=new, now=NOW)
    new = NewDelegation(grant_of("leader.c").pk, pk("officer.c1"), TODAY, LATER, "Nghỉ ốm")
    with pytest.raises(NotFound):
        delegations.delegate(actor=world.person("admin.p"), new=new, now=NOW)


def _seat_of_two(*delegates: str) -> None:
    """officer.p holds a role at both ends of a hand-off, and lets others act for them at one of them."""
    held = world.hire("officer.p", Role.OFFICER, "P.STC")
    grant = RoleGrant.objects.get(person=held, unit=world.unit("P.STC"))
    for login in delegates:
        world.hire(login, Role.AUDITOR, "P.STC")
        delegate("officer.p", login, grant=grant.pk)


def test_a_part_handed_in_on_somebodys_behalf_is_confirmed_by_neither() -> None:
    _seat_of_two("first", "second")
    task = assigned()
    step("first", task, "P.STC", Step.RECEIVE)
    step("first", task, "P.STC", Step.SUBMIT, "Công văn số 12")
    assert part_of(task, "P.STC").submitters == (pk("first"), pk("officer.p"))

    delegate(
        "officer.p", "second", grant=RoleGrant.objects.get(person=pk("officer.p"), unit=world.unit("P")).pk
    )
    for own in ("officer.p", "second"):
        assert CardKind.PART_TO_CONFIRM not in cards_of(own)
        assert Step.CONFIRM not in steps_on_page(own, task, "P.STC")
        with pytest.raises(RuleBroken, match="không tự xác nhận"):
            step(own, task, "P.STC", Step.CONFIRM)
    assert CardKind.PART_TO_CONFIRM in cards_of("leader.p")
    step("leader.p", task, "P.STC", Step.CONFIRM)


def test_an_extension_asked_for_on_somebodys_behalf_is_granted_by_neither() -> None:
    _seat_of_two("first")
    task = assigned()
    step("first", task, "P.STC", Step.RECEIVE)
    Assignment.objects.filter(unit=world.unit("P.STC"), task=task).update(due_on=date(2020, 6, 10))
    asked = ask("first", task, "P.STC", date(2020, 6, 20))
    assert Extension.objects.get(pk=asked).askers == (pk("first"), pk("officer.p"))
    assert CardKind.EXTENSION_TO_DECIDE not in cards_of("officer.p")
    with pytest.raises(RuleBroken, match="không tự đồng ý"):
        answer("officer.p", task, asked)
    assert CardKind.EXTENSION_TO_DECIDE in cards_of("leader.p")
    answer("leader.p", task, asked)


def test_who_confirms_in_another_seat_still_may() -> None:
    """Done by the delegate in their own role: the holder has nothing to do with it."""
    _seat_of_two()
    task = assigned()
    step("officer.stc", task, "P.STC", Step.RECEIVE)
    step("officer.stc", task, "P.STC", Step.SUBMIT, "Công văn số 12")
    step("officer.p", task, "P.STC", Step.CONFIRM)


def steps_on_page(login: str, task: int, code: str) -> tuple[Step, ...]:
    page = task_page(actor=world.person(login), task_id=task, today=TODAY)
    return next(one.steps for one in page.parts if one.line.unit.code == code)


# --- Somebody leaves ----------------------------------------------------------------------------------------


def leave(login: str, successor: str | None, on: date = TODAY) -> None:
    leaving.hand_over(
        actor=world.person("admin.p"),
        leaving=Leaving(pk(login), on, None if successor is None else pk(successor)),
        now=NOW,
        moment=timezone.now(),
    )


def test_a_successor_takes_over_roles_delegations_and_the_work_that_waits() -> None:
    world.file("A1", MAY, 10)
    made = delegate("leader.a", "officer.a1")
    received = delegate("leader.b", "officer.b1", delegate=pk("officer.b1"))
    preview = leaving.preview_leaving(
        actor=world.person("admin.p"), leaving=Leaving(pk("leader.a"), TODAY, pk("officer.a")), today=TODAY
    )
    assert [(one.role, one.unit, one.passes) for one in preview.roles] == [(Role.LEADER, "Huyện An", True)]
    assert [(one.was_given, one.passes) for one in preview.delegations] == [(True, True)]

    leave("leader.a", "officer.a")

    assert not world.person("leader.a").grants
    assert not Person.objects.get(username="leader.a").is_active
    assert {grant.role for grant in world.person("officer.a").grants} == {Role.OFFICER, Role.LEADER}
    assert [card.code for card in _decisions("officer.a")] == ["A1"]
    assert Delegation.objects.get(pk=made).withdrawn_on == TODAY
    stand_in = world.person("officer.a1").grants[-1].on_behalf_of
    assert stand_in is not None
    assert stand_in.person == pk("officer.a")
    assert Delegation.objects.get(pk=received).withdrawn_on is None


def test_what_a_leaver_did_for_others_goes_on_with_the_successor() -> None:
    delegate("leader.b", "officer.b1", delegate=pk("officer.b1"))
    leave("officer.b1", "officer.a1")
    assert not any(grant.on_behalf_of for grant in world.person("officer.b1").grants)
    assert any(grant.on_behalf_of for grant in world.person("officer.a1").grants)


def test_a_day_to_come_ends_roles_and_account_then_and_not_before() -> None:
    leave("officer.a1", None, LATER)
    person = Person.objects.get(username="officer.a1")
    assert person.is_active
    assert not person.is_locked(LATER - timedelta(days=1))
    assert person.is_locked(LATER)
    assert world.person("officer.a1", on=LATER - timedelta(days=1)).grants
    assert not world.person("officer.a1", on=LATER).grants


def test_the_last_administrator_leaves_to_a_successor_only_and_nothing_is_half_done() -> None:
    grants = list(RoleGrant.objects.order_by("pk").values())
    with pytest.raises(RuleBroken, match="quản trị cuối cùng"):
        leaving.hand_over(
            actor=OPERATOR, leaving=Leaving(pk("admin.p"), TODAY), now=NOW, moment=timezone.now()
        )
    assert list(RoleGrant.objects.order_by("pk").values()) == grants

    leaving.hand_over(
        actor=OPERATOR,
        leaving=Leaving(pk("admin.p"), TODAY, pk("officer.p")),
        now=NOW,
        moment=timezone.now(),
    )
    assert Role.ADMINISTRATOR in {grant.role for grant in world.person("officer.p").grants}


def test_a_role_that_would_only_begin_later_is_taken_away_whole() -> None:
    services.grant_role(
        actor=OPERATOR, login="officer.a1", unit="A", role=Role.OFFICER, starts_on=LATER, now=NOW
    )
    leave("officer.a1", "officer.b1")
    assert RoleGrant.objects.filter(person__username="officer.a1").count() == 1
    later = RoleGrant.objects.get(person__username="officer.b1", unit=world.unit("A"))
    assert later.starts_on == LATER


def test_a_hand_over_needs_another_active_person_within_reach_and_a_day_to_come() -> None:
    for successor, on in (("officer.a1", TODAY), ("officer.c1", TODAY), ("officer.b1", date(2020, 5, 19))):
        with pytest.raises(RuleBroken):
            leave("officer.a1", successor, on)


# --- Questions to somebody who leaves ------------------------------------------------------------------------


def say(login: str, task: int, text: str, *asked: str) -> None:
    talk.add_comment(
        actor=world.person(login), task_id=task, text=text, mentioned=[pk(one) for one in asked], now=NOW
    )


def asked_in(task: int) -> list[set[str]]:
    rows = Comment.objects.filter(task=task).order_by("pk")
    return [set(one.mentioned.values_list("username", flat=True)) for one in rows]


def hand_over(login: str, successor: str, on: date = TODAY) -> None:
    appointing.hand_over(
        actor=world.person("admin.p"),
        leaving=Leaving(pk(login), on, pk(successor)),
        now=NOW,
        moment=timezone.now(),
    )


def test_what_waits_for_the_leavers_answer_waits_for_the_successors() -> None:
    task = assigned()
    say("leader.p", task, "Đã có số liệu chưa?", "officer.stc")
    say("officer.stc", task, "Đã gửi.")
    say("leader.p", task, "Còn phụ lục?", "officer.stc", "officer.p")
    world.hire("next.stc", Role.AUDITOR, "P.STC")
    hand_over("officer.stc", "next.stc")

    assert asked_in(task) == [{"officer.stc"}, set(), {"officer.stc", "officer.p", "next.stc"}]
    told = Notice.objects.get(person__username="next.stc", kind=Kind.QUESTION_PASSED.value)
    assert told.facts["office"] == "Chức danh officer.stc"
    assert Notice.objects.get(person__username="officer.p", kind=Kind.MENTIONED.value).read_at is None
    assert AuditRecord.objects.get(act="pass_questions").role == "administrator"
    assert appointing.pass_on_what_waits(now=NOW) == 0, "once"


def test_a_hand_over_to_come_passes_questions_on_its_day_by_the_worker() -> None:
    task = assigned()
    world.hire("next.stc", Role.AUDITOR, "P.STC")
    hand_over("officer.stc", "next.stc", LATER)
    say("leader.p", task, "Còn phụ lục?", "officer.stc")
    assert appointing.pass_on_what_waits(now=NOW) == 0
    assert do_duties(now=world.at(LATER, 1)) == 1
    assert asked_in(task) == [{"officer.stc", "next.stc"}]
    assert do_duties(now=world.at(LATER, 2)) == 0


def test_questions_in_finished_tasks_and_where_the_successor_sees_nothing_stay() -> None:
    done_task, seen_by_few = assigned(), assigned(coordinating=())
    for task in (done_task, seen_by_few):
        say("leader.p", task, "Còn phụ lục?", "officer.p")
    Task.objects.filter(pk=done_task).update(completed_on=TODAY)
    assert [one.task_id for one in open_questions(person=pk("officer.p"))] == [seen_by_few]
    passed = pass_questions_on(
        actor=OPERATOR, role="operator", leaver=pk("officer.p"), successor=pk("leader.c"), now=NOW
    )
    assert passed == 0
    assert asked_in(seen_by_few) == [{"officer.p"}]
