"""What people are told, and the day's letter; docs/rules/notices.md."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django.fixtures import Settings

from nhip.apps.accounts.delegations import NewDelegation
from nhip.apps.accounts.leaving import Leaving
from nhip.apps.accounts.models import Person, RoleGrant
from nhip.apps.notices.marks import mark_all_read, mark_read
from nhip.apps.notices.models import DigestLetter, Notice
from nhip.apps.notices.queries import notices_page
from nhip.apps.notices.services import choose_digest
from nhip.apps.org import reorganising as reorg
from nhip.apps.org.days_off import days_off
from nhip.apps.reports.deciding import approve_report, return_report
from nhip.apps.reports.models import Report
from nhip.apps.reports.services import Submission, file_report
from nhip.apps.tasks.life import talk
from nhip.core.access import Role
from nhip.core.errors import NotFound
from nhip.core.handoffs import Step
from nhip.core.notices import Kind
from nhip.core.periods import Month
from nhip.core.tasks import HaltKind
from nhip.core.working_days import is_quiet
from nhip.cycle import appointing, planning, reorganising, task_life
from nhip.cycle.daily import Duty, do_duties
from nhip.cycle.digests import send_digests
from tests import shared_tasks, world

pytestmark = pytest.mark.django_db
MAY = Month(2020, 5)


@pytest.fixture(autouse=True)
def _all_read() -> None:
    Notice.objects.all().delete()


def heard(login: str) -> list[Kind]:
    """What a person has not read, newest first."""
    found = Notice.objects.filter(person__username=login, read_at=None).order_by("-pk")
    return [Kind(one.kind) for one in found]


def everybody() -> set[str]:
    return set(Notice.objects.filter(read_at=None).values_list("person__username", flat=True))


def test_a_report_is_told_to_who_decides_and_the_decision_to_its_unit() -> None:
    world.file("A1", MAY, 10)
    assert (everybody(), heard("leader.a")) == ({"leader.a"}, [Kind.REPORT_FILED])

    return_report(actor=world.person("leader.a"), code="A1", month=MAY, reason="Sai số", now=world.NOW)
    assert (everybody(), heard("officer.a1")) == ({"officer.a1"}, [Kind.REPORT_RETURNED])


def test_a_decision_settles_what_the_other_leader_was_asked() -> None:
    world.hire("deputy.a", Role.LEADER, "A")
    world.file("A1", MAY, 10)
    assert everybody() == {"leader.a", "deputy.a"}

    approve_report(actor=world.person("deputy.a"), code="A1", month=MAY, now=world.NOW)

    assert everybody() == {"officer.a1"}
    assert Notice.objects.filter(person__username="leader.a").exclude(read_at=None).count() == 1


def test_a_delegate_hears_what_the_holder_hears() -> None:
    grant = RoleGrant.objects.get(person__username="leader.a")
    delegate = world.person("officer.a").person or 0
    new = NewDelegation(grant.pk, delegate, world.TODAY, date(2020, 6, 1), "Vắng")
    appointing.delegate(actor=world.person("leader.a"), new=new, now=world.NOW)
    assert (everybody(), heard("officer.a")) == ({"officer.a"}, [Kind.DELEGATION_GIVEN])

    world.file("A1", MAY, 10)
    assert heard("officer.a") == [Kind.REPORT_FILED, Kind.DELEGATION_GIVEN]


def test_the_parts_of_a_task_are_told_to_the_other_side() -> None:
    task = shared_tasks.assigned()
    assert heard("officer.stc") == [Kind.PART_ASSIGNED]
    shared_tasks.step("officer.stc", task, "P.STC", Step.RECEIVE)
    assert heard("officer.stc") == []
    shared_tasks.step("officer.stc", task, "P.STC", Step.SUBMIT, "Công văn 1")
    assert heard("officer.p") == [Kind.PART_SUBMITTED]
    shared_tasks.step("officer.p", task, "P.STC", Step.RETURN, "Thiếu bảng")
    assert (heard("officer.p"), heard("officer.stc")) == ([], [Kind.PART_RETURNED])
    asked = shared_tasks.ask("officer.stc", task, "P.STC")
    assert heard("officer.p") == [Kind.EXTENSION_ASKED]
    shared_tasks.answer("officer.p", task, asked, granted=False, text="Không kịp")
    assert (heard("officer.p"), heard("officer.stc")) == ([], [Kind.EXTENSION_REFUSED])


def test_mentions_and_halts_are_told() -> None:
    task = shared_tasks.assigned()
    Notice.objects.all().delete()
    talk.add_comment(
        actor=world.person("leader.p"), task_id=task, text="Nhờ @officer.stc", mentioned=(), now=world.NOW
    )
    assert everybody() == {"officer.stc"}
    task_life.halt_task(
        actor=world.person("leader.p"), task_id=task, kind=HaltKind.PAUSED, reason="Chờ", now=world.NOW
    )
    assert heard("officer.stc") == [Kind.TASK_PAUSED, Kind.MENTIONED]
    task_life.resume_task(actor=world.person("leader.p"), task_id=task, now=world.NOW)
    assert heard("officer.stc") == [Kind.TASK_RESUMED, Kind.MENTIONED]


def test_a_mention_stays_unread_when_somebody_else_is_mentioned_until_one_speaks() -> None:
    task = shared_tasks.assigned()
    Notice.objects.all().delete()
    for speaker, text in (("leader.p", "Nhờ @officer.stc"), ("leader.p", "Cả @officer.p nữa")):
        talk.add_comment(actor=world.person(speaker), task_id=task, text=text, mentioned=(), now=world.NOW)
    assert heard("officer.stc") == heard("officer.p") == [Kind.MENTIONED]

    talk.add_comment(actor=world.person("officer.stc"), task_id=task, text="Rõ", mentioned=(), now=world.NOW)
    assert (heard("officer.stc"), heard("officer.p")) == ([], [Kind.MENTIONED])


def test_roles_given_and_ended_are_told_to_the_person() -> None:
    given = appointing.grant_role(
        actor=world.person("admin.p"),
        login="officer.a1",
        unit="A1",
        role=Role.LEADER,
        starts_on=world.TODAY,
        now=world.NOW,
    )
    assert heard("officer.a1") == [Kind.ROLE_GRANTED]
    appointing.end_role(
        actor=world.person("admin.p"),
        login="officer.a1",
        unit="A1",
        role=Role.LEADER,
        ends_before=date(2020, 6, 1),
        now=world.NOW,
    )
    assert heard("officer.a1") == [Kind.ROLE_ENDED]
    assert Notice.objects.get(person__username="officer.a1").subject == f"grant:{given}"


def test_a_person_never_has_two_notices_about_one_thing() -> None:
    for _round in range(3):
        report = world.person("leader.a")
        world_version = 0 if _round == 0 else _version()
        _file(world_version)
        return_report(actor=report, code="A1", month=MAY, reason="Sai", now=world.NOW)
    rows = list(Notice.objects.values_list("person", "subject"))
    assert len(rows) == len(set(rows)) == 2


def _version() -> int:
    return Report.objects.get(unit=world.unit("A1"), month=5).version


def _file(version: int) -> None:
    file_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=MAY,
        submission=Submission(lines=world.lines("A1", MAY, 10), version=version),
        now=world.NOW,
    )


def test_marks_are_one_s_own_and_what_came_meanwhile_stays_unread() -> None:
    world.file("A1", MAY, 10)
    leader = world.person("leader.a").person or 0
    seen = notices_page(person_id=leader, only_unread=False, before=None, today=world.TODAY).unread[0]
    with pytest.raises(NotFound):
        mark_read(person_id=world.person("leader.b").person or 0, notice_id=seen.id, now=world.NOW)
    world.file("A9", MAY, 10)

    assert mark_all_read(person_id=leader, up_to=seen.id, now=world.NOW) == 1
    assert heard("leader.a") == [Kind.REPORT_FILED]


# --- The day's letter ---------------------------------------------------------------------------------------


@pytest.fixture
def _mail(settings: Settings) -> None:
    settings.SENDS_MAIL = True
    Person.objects.filter(username="leader.a").update(email="a@example.vn", email_proven=True)


@pytest.mark.usefixtures("_mail")
def test_a_letter_goes_out_once_whatever_the_clock_does() -> None:
    world.file("A1", MAY, 10)

    days = [world.TODAY + timedelta(days=shift) for shift in (0, 0, -1, 400, 1)]
    assert [send_digests(now=world.at(day)) for day in days] == [1, 0, 0, 0, 0]

    assert [one.to for one in mail.outbox] == [["a@example.vn"]]
    assert "Xã Ánh đã nộp báo cáo tháng 5/2020" in mail.outbox[0].body
    assert "/bao-cao/A1/2020/5/" in mail.outbox[0].body


@pytest.mark.usefixtures("_mail")
def test_a_letter_waits_over_days_off() -> None:
    world.file("A1", MAY, 10)
    assert send_digests(now=world.at(date(2020, 5, 23))) == 0
    assert send_digests(now=world.at(date(2020, 5, 25))) == 1


def test_tet_2020_is_quiet() -> None:
    quiet = [date(2020, 1, day) for day in range(20, 32) if is_quiet(date(2020, 1, day), days_off(2020))]
    assert quiet == [date(2020, 1, day) for day in (23, 24, 25, 26, 27, 28, 29)]


@pytest.mark.usefixtures("_mail")
def test_whoever_switched_it_off_gets_none_and_another_language_is_kept() -> None:
    world.file("A1", MAY, 10)
    leader = world.person("leader.a")
    choose_digest(actor=leader, is_wanted=False, language="en", now=world.NOW)
    assert send_digests(now=world.NOW) == 0
    choose_digest(actor=leader, is_wanted=True, language="en", now=world.NOW)
    assert send_digests(now=world.NOW) == 1
    assert mail.outbox[0].subject == "Nhịp 20/05/2020: 1 new notice"


@pytest.mark.usefixtures("_mail")
def test_a_letter_that_the_mail_server_refuses_is_tried_again(settings: Settings) -> None:
    world.file("A1", MAY, 10)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_digests(now=world.NOW) == 0
    assert not DigestLetter.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_digests(now=world.NOW) == 1


def test_a_daily_duty_waits_for_its_hour_and_a_failing_one_stops_no_other() -> None:
    def fail(_now: object) -> int:
        raise NotFound

    duties = (
        Duty("fails", lambda: 0, fail),
        Duty("later", lambda: 10, lambda _now: 5),
        Duty("now", lambda: 9, lambda _now: 1),
    )
    assert do_duties(now=world.at(world.TODAY, 9), duties=duties) == 1


# --- Plans, reorganisations, hand-over ----------------------------------------------------------------------


def new_plan(*, lead: str = "P", coordinating: tuple[str, ...] = ()) -> None:
    """The province has a plan of one task, not yet submitted."""
    form = planning.TaskForm(shared_tasks.DRAFT, lead=lead, coordinating=coordinating)
    planning.save_task(
        actor=world.person("officer.p"), code="P", year=world.YEAR, task_id=None, form=form, now=world.NOW
    )


def test_a_plan_is_told_to_who_decides_and_the_decision_to_its_unit() -> None:
    form = planning.TaskForm(shared_tasks.DRAFT, lead="A")
    planning.save_task(
        actor=world.person("officer.a"), code="A", year=world.YEAR, task_id=None, form=form, now=world.NOW
    )
    assert everybody() == set()
    planning.submit_plan(actor=world.person("officer.a"), code="A", year=world.YEAR, now=world.NOW)
    assert (everybody(), heard("leader.p")) == ({"leader.p"}, [Kind.PLAN_SUBMITTED])
    planning.return_plan(
        actor=world.person("leader.p"), code="A", year=world.YEAR, reason="Thiếu mốc", now=world.NOW
    )
    assert "officer.a" in everybody()
    assert "leader.p" not in everybody()
    assert heard("officer.a") == [Kind.PLAN_RETURNED]


def test_a_plan_tells_the_units_it_hands_parts_to_once() -> None:
    new_plan(coordinating=("P.STC",))
    assert everybody() == set()
    planning.submit_plan(actor=world.person("officer.p"), code="P", year=world.YEAR, now=world.NOW)
    assert heard("officer.stc") == [Kind.PLAN_HANDS_OUT]
    assert Notice.objects.get(person__username="officer.stc").facts["count"] == 1


def test_a_reorganisation_is_told_to_the_units_involved_and_those_directly_above() -> None:
    june = date(2020, 6, 1)
    merge = reorg.Change(june, "Nghị quyết thử", (reorg.PartOfChange("A1", "A9"),))
    reorganising.reorganise(actor=world.person("admin.p"), change=merge, now=world.NOW)
    assert everybody() == {"officer.a1", "officer.a9", "leader.a", "officer.a"}


def test_a_hand_over_is_told_to_the_successor() -> None:
    leaver, successor = (Person.objects.get(username=login).pk for login in ("leader.a", "officer.a"))
    appointing.hand_over(
        actor=world.person("admin.p"),
        leaving=Leaving(leaver, world.TODAY, successor),
        now=world.NOW,
        moment=timezone.now(),
    )
    assert (everybody(), heard("officer.a")) == ({"officer.a"}, [Kind.ROLE_GRANTED])
