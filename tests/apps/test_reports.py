from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.org import services as org
from nhip.apps.reports.as_json import report_as_json
from nhip.apps.reports.deciding import approve_report, return_report
from nhip.apps.reports.drafts import LineDraft
from nhip.apps.reports.models import Report, ReportLine
from nhip.apps.reports.queries import report_list, report_page
from nhip.apps.reports.services import Submission, file_report, save_report
from nhip.apps.tasks.models import ProgressReading, Task
from nhip.core.access import OPERATOR, Role
from nhip.core.errors import Conflict, NotAllowed, NotFound, RuleBroken, RulesBroken, UnknownUnit
from nhip.core.periods import Month
from nhip.core.reporting import ReportState
from tests import world

pytestmark = pytest.mark.django_db
MAY, APRIL, FEBRUARY, JUNE, JULY = (Month(2020, number) for number in (5, 4, 2, 6, 7))


def page(code: str = "A1", month: Month = MAY, login: str = "officer.a1") -> "object":
    return report_page(actor=world.person(login), code=code, month=month, today=world.TODAY)


def test_a_report_is_prefilled_with_the_units_tasks_and_last_months_words() -> None:
    drafts = {
        task: replace(line, done="Đã họp thôn", difficulties="Thiếu vốn", next_steps="Nghiệm thu")
        for task, line in world.lines("A1", APRIL, 30).items()
    }
    file_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=APRIL,
        submission=Submission(lines=drafts, version=0),
        now=world.NOW,
    )
    found = report_page(actor=world.person("officer.a1"), code="A1", month=MAY, today=world.TODAY)
    assert {row.title for row in found.lines} == {"Việc cả năm", "Việc sáu tháng"}
    for row in found.lines:
        assert (row.progress, row.last_progress) == (Decimal(30), Decimal(30))
        assert (row.done, row.difficulties, row.next_steps) == ("Đã họp thôn", "Thiếu vốn", "Nghiệm thu")


def test_a_draft_is_kept_and_filed_later() -> None:
    actor = world.person("officer.a1")
    version = save_report(
        actor=actor,
        code="A1",
        month=MAY,
        submission=Submission(lines=world.lines("A1", MAY, 12), version=0),
        now=world.NOW,
    )
    stored = report_page(actor=actor, code="A1", month=MAY, today=world.TODAY)
    assert (stored.state, stored.version, stored.lines[0].progress) == (
        ReportState.DRAFT,
        version,
        Decimal(12),
    )
    file_report(
        actor=actor, code="A1", month=MAY, submission=Submission(lines={}, version=version), now=world.NOW
    )
    assert Report.objects.get().state == "filed"


def test_filing_stores_progress_and_says_who_and_when() -> None:
    world.file("A1", MAY, 42)
    found = report_page(actor=world.person("leader.a"), code="A1", month=MAY, today=world.TODAY)
    assert (found.state, found.filed_by, found.is_late) == (ReportState.FILED, "Chức danh officer.a1", False)
    assert set(ProgressReading.objects.values_list("progress", "on")) == {(Decimal(42), date(2020, 5, 14))}


def test_every_task_needs_its_progress_before_filing() -> None:
    lines = world.lines("A1", MAY, 10)
    first = next(iter(lines))
    with pytest.raises(RulesBroken) as refusal:
        file_report(
            actor=world.person("officer.a1"),
            code="A1",
            month=MAY,
            submission=Submission(lines=lines | {first: LineDraft(None)}, version=0),
            now=world.NOW,
        )
    assert set(refusal.value.refusals) == {f"progress-{first}"}
    assert not Report.objects.exists()


def test_progress_above_100_is_refused_and_nothing_is_stored() -> None:
    with pytest.raises(RulesBroken, match="phải từ 0 đến 100"):
        world.file("A1", MAY, "100.01")
    assert not Report.objects.exists()
    assert not ProgressReading.objects.exists()


def test_a_report_for_a_period_that_has_not_begun_is_refused() -> None:
    save_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=JUNE,
        submission=Submission(lines=world.lines("A1", JUNE, 1), version=0),
        now=world.NOW,
    )
    with pytest.raises(RuleBroken, match="chưa bắt đầu"):
        save_report(
            actor=world.person("officer.a1"),
            code="A1",
            month=JULY,
            submission=Submission(lines={}, version=0),
            now=world.NOW,
        )


def test_a_report_filed_after_the_due_day_is_late_and_a_missing_one_too() -> None:
    world.file("A1", MAY, 10, now=world.NOW + timedelta(days=1))
    tomorrow = world.TODAY + timedelta(days=1)
    assert report_page(actor=OPERATOR, code="A1", month=MAY, today=tomorrow).is_late
    assert report_page(actor=OPERATOR, code="A9", month=MAY, today=tomorrow).is_late
    assert not report_page(actor=OPERATOR, code="A9", month=MAY, today=world.TODAY).is_late


def test_a_report_changed_by_someone_else_meanwhile_is_not_overwritten() -> None:
    actor = world.person("officer.a1")
    save_report(
        actor=actor,
        code="A1",
        month=MAY,
        submission=Submission(lines=world.lines("A1", MAY, 10), version=0),
        now=world.NOW,
    )
    with pytest.raises(Conflict):
        save_report(
            actor=actor,
            code="A1",
            month=MAY,
            submission=Submission(lines=world.lines("A1", MAY, 99), version=0),
            now=world.NOW,
        )
    assert set(ReportLine.objects.values_list("progress", flat=True)) == {Decimal(10)}


def test_a_returned_report_counts_no_longer_says_why_and_may_be_filed_again() -> None:
    world.file("A1", MAY, 42)
    return_report(
        actor=world.person("leader.a"), code="A1", month=MAY, reason=" Thiếu biên bản ", now=world.NOW
    )
    found = report_page(actor=world.person("officer.a1"), code="A1", month=MAY, today=world.TODAY)
    assert (found.state, found.reason, found.may_file) == (ReportState.RETURNED, "Thiếu biên bản", True)
    assert not ProgressReading.objects.exists()
    file_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=MAY,
        submission=Submission(lines=world.lines("A1", MAY, 40), version=found.version),
        now=world.NOW,
    )
    assert ProgressReading.objects.count() == 2


def test_an_approved_report_is_not_edited_returned_or_approved_again() -> None:
    world.file("A1", MAY, 42, approve=True)
    version = Report.objects.get().version
    with pytest.raises(RuleBroken, match="đã được duyệt"):
        save_report(
            actor=world.person("officer.a1"),
            code="A1",
            month=MAY,
            submission=Submission(lines=world.lines("A1", MAY, 1), version=version),
            now=world.NOW,
        )
    for act in (approve_report, lambda **given: return_report(reason="x", **given)):
        with pytest.raises(RuleBroken):
            act(actor=world.person("leader.a"), code="A1", month=MAY, now=world.NOW)


def test_nobody_approves_what_they_filed() -> None:
    world.hire("officer.a1", Role.LEADER, "A")
    world.file("A1", MAY, 42)
    with pytest.raises(RuleBroken, match="không tự duyệt"):
        approve_report(actor=world.person("officer.a1"), code="A1", month=MAY, now=world.NOW)


def test_what_is_not_filed_cannot_be_decided_on() -> None:
    with pytest.raises(NotFound):
        approve_report(actor=world.person("leader.a"), code="A1", month=MAY, now=world.NOW)


@pytest.mark.parametrize(
    "login", ["officer.a9", "officer.apdt", "leader.a", "auditor.p", "admin.p", "officer.c1", "leader.p"]
)
def test_only_the_units_own_people_write_its_report(login: str) -> None:
    with pytest.raises(NotAllowed):
        save_report(
            actor=world.person(login),
            code="A1",
            month=MAY,
            submission=Submission(lines={}, version=0),
            now=world.NOW,
        )


@pytest.mark.parametrize(
    "login", ["officer.a1", "officer.a", "leader.p", "leader.b", "auditor.p", "leader.c"]
)
def test_only_the_leader_directly_above_decides(login: str) -> None:
    world.file("A1", MAY, 10)
    with pytest.raises(NotAllowed):
        approve_report(actor=world.person(login), code="A1", month=MAY, now=world.NOW)


@pytest.mark.parametrize("login", ["officer.a9", "officer.b1", "leader.b", "leader.c", "officer.stc"])
def test_reports_outside_the_reach_are_not_seen(login: str) -> None:
    with pytest.raises(NotAllowed):
        report_page(actor=world.person(login), code="A1", month=MAY, today=world.TODAY)


def test_lines_about_other_units_tasks_are_refused() -> None:
    foreign = world.task("B1").pk
    with pytest.raises(NotFound):
        save_report(
            actor=world.person("officer.a1"),
            code="A1",
            month=MAY,
            submission=Submission(lines={foreign: LineDraft(Decimal(5))}, version=0),
            now=world.NOW,
        )


def test_the_unit_of_a_month_is_that_of_its_cut_off_day() -> None:
    with pytest.raises(UnknownUnit):
        report_page(actor=OPERATOR, code="A2", month=FEBRUARY, today=world.TODAY)
    january = report_page(actor=OPERATOR, code="A2", month=Month(2020, 1), today=world.TODAY)
    assert january.unit.name == "Xã Ân"


def test_a_successor_reports_on_the_open_tasks_of_those_it_succeeded() -> None:
    found = report_page(actor=world.person("officer.a9"), code="A9", month=MAY, today=world.TODAY)
    assert len(found.lines) == 4
    assert found.may_file


def test_a_successors_report_starts_from_what_a_predecessor_filed_inside_the_period() -> None:
    inside = world.at(date(2020, 1, 30))
    world.file("A2", FEBRUARY, 17, now=inside)
    found = report_page(actor=world.person("officer.a9"), code="A9", month=FEBRUARY, today=world.TODAY)
    assert found.from_predecessors == ("Xã Ân",)
    assert sorted(row.progress for row in found.lines if row.progress is not None) == [17, 17]


def test_a_unit_without_the_duty_files_nothing() -> None:
    with pytest.raises(RuleBroken, match="không thuộc diện báo cáo"):
        save_report(
            actor=world.person("officer.stc"),
            code="P.STC",
            month=MAY,
            submission=Submission(lines={}, version=0),
            now=world.NOW,
        )


def test_a_task_at_100_is_done_on_the_cut_off_day_and_open_again_when_it_falls() -> None:
    world.file("A1", APRIL, 100)
    assert {one.completed_on for one in Task.objects.filter(plan__unit=world.unit("A1"))} == {
        date(2020, 4, 14)
    }
    world.file("A1", MAY, 90)
    assert {one.completed_on for one in Task.objects.filter(plan__unit=world.unit("A1"))} == {None}


def test_every_act_on_a_report_is_recorded_in_its_role() -> None:
    before = AuditRecord.objects.count()
    world.file("A1", MAY, 42, approve=True)
    kept = AuditRecord.objects.filter(sequence__gt=0).order_by("sequence")[before:]
    assert [(one.act, one.role) for one in kept] == [
        ("save_report", "officer"),
        ("report_filed", "officer"),
        ("report_approved", "leader"),
    ]
    assert kept[1].before == {"state": "draft"}


def test_the_list_shows_the_own_months_and_the_childrens_reports_of_one() -> None:
    world.file("A1", MAY, 42)
    found = report_list(actor=world.person("leader.a"), code="A", year=2020, month=None, today=world.TODAY)
    assert (found.children_month, found.reports_itself) == (MAY, False)
    states = {row.unit.code: (row.state, row.may_decide) for row in found.children}
    assert states == {
        "A1": (ReportState.FILED, True),
        "A9": (ReportState.MISSING, False),
        "A.PDT": (ReportState.MISSING, False),
    }
    own = report_list(actor=world.person("officer.a9"), code="A9", year=2020, month=None, today=world.TODAY)
    assert [one.expected for one in own.months][:3] == [False, True, True]


def test_a_missing_report_tells_nothing_as_reported() -> None:
    told = report_as_json(report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY))
    assert told["state"] == "missing"
    assert told["filed_at"] is None
    assert {row["progress"] for row in told["tasks"]} == {None}  # type: ignore[attr-defined]


def test_a_report_page_costs_the_same_whatever_the_number_of_tasks(
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    actor = world.person("officer.a9")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        report_page(actor=actor, code="A9", month=MAY, today=world.TODAY)


def test_by_a_calendar_of_working_days_a_report_due_on_a_holiday_is_due_after_it() -> None:
    rule = org.CalendarRule(date(2020, 4, 1), 14, 30, plan_due_month=1, plan_due_day=15, on_working_days=True)
    org.set_calendar(actor=OPERATOR, code="VN", rule=rule, now=world.NOW)
    page = report_page(actor=OPERATOR, code="A1", month=Month(2020, 4), today=date(2020, 5, 3))
    assert page.due_on == date(2020, 5, 4), "30 April and 1 May are holidays, then comes a weekend"
    assert not page.is_late
