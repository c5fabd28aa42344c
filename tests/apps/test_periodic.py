"""Reports by period on the tests' world: who owes them, what they rest on, what filing freezes, who decides."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.notices.models import Notice
from nhip.apps.periodic.deciding import approve_periodic, approve_periodics, return_periodic
from nhip.apps.periodic.models import PeriodicReport, PeriodicTotal, ReportTerm
from nhip.apps.periodic.services import Written, save_periodic
from nhip.apps.periodic.terms import load_terms, read_terms, shipped_terms
from nhip.apps.reports.correcting import Request, accept_correction, ask_correction
from nhip.apps.reports.deciding import approve_report
from nhip.apps.reports.known_now import Content
from nhip.apps.reports.services import Submission, file_report
from nhip.apps.rollups.refreshing import drain
from nhip.core.access import OPERATOR
from nhip.core.errors import Conflict, NotAllowed, NotFound, RuleBroken, RulesBroken, UnknownUnit
from nhip.core.periodic import ReportPeriod, parse_report_period
from nhip.core.periods import Month
from nhip.core.reporting import ReportState
from nhip.cycle.cards import CardKind
from nhip.cycle.my_work import my_work
from nhip.cycle.periodic_lists import PeriodicList, periodic_list
from nhip.cycle.periodic_pages import PeriodicPage, file_with_totals
from tests import periodic, reported, world
from tests.periodic import APRIL, QUARTER, WEEK

pytestmark = pytest.mark.django_db
MARCH = Month(2020, 3)
SAID = {"results": "Đã làm xong."}


@pytest.fixture(autouse=True)
def _terms(tmp_path: Path) -> None:
    periodic.set_up(tmp_path)
    reported.define()


def listed(code: str, login: str, year: int = 2020) -> PeriodicList:
    return periodic_list(actor=world.person(login), code=code, year=year, period=None, now=world.NOW)


def file_march(code: str, talks: int, *, approve: bool = True) -> None:
    reported.file_figures({**reported.FULL, ("talks", ""): talks}, code=code, month=MARCH)
    if approve:
        approve_report(actor=world.person("leader.a"), code=code, month=MARCH, now=world.NOW)
    drain(now=world.NOW)


def value(page: PeriodicPage, code: str = "talks") -> tuple[Decimal | None, Decimal | None]:
    """As told, and as known now."""
    row = next(one for one in page.totals if one.indicator.rule.code == code and not one.category)
    return row.told.value, row.known.value


# --- Who owes what ----------------------------------------------------------------------------------------------


def test_a_commune_owes_quarters_a_district_months_too_a_province_weeks_too() -> None:
    def owed(code: str, login: str) -> set[str]:
        return {str(one.period) for one in listed(code, login).own if one.closed}

    assert owed("A1", "officer.a1") == {"2020-Q1"}
    assert owed("A", "leader.a") == {"2020-Q1", *(f"2020-0{n}" for n in range(1, 6))}
    assert {"2020-W20", "2020-Q1", "2020-04"} <= owed("P", "leader.p")


def test_a_body_and_a_unit_that_is_gone_owe_none() -> None:
    assert listed("A.PDT", "officer.apdt").own == ()
    assert not periodic.page("A.PDT").expected
    with pytest.raises(UnknownUnit):
        periodic.page("A2")
    assert periodic.page("A9").expected


def test_without_a_term_there_is_no_report(tmp_path: Path) -> None:
    ReportTerm.objects.filter(regime="quarter").delete()

    with pytest.raises(RuleBroken, match="Chưa có quy định hạn nộp"):
        periodic.page("A1")


def test_a_province_sets_its_own_term_for_the_units_below(tmp_path: Path) -> None:
    assert periodic.page("A1").due.day == date(2020, 3, 20)
    periodic.load(tmp_path, ("quarter,5,,1,commune,2020-01-01,,Quyết định của tỉnh",), under="P")

    assert periodic.page("A1").due.day == date(2020, 4, 5)
    assert periodic.page("A").due.day == date(2020, 3, 20)
    assert periodic.page("C1").due.day == date(2020, 3, 20)


# --- What it rests on -------------------------------------------------------------------------------------------


def test_only_approved_reports_are_added_up_and_the_others_are_named() -> None:
    file_march("A1", 3)
    file_march("A9", 5, approve=False)
    page = periodic.page("A")

    assert value(page) == (Decimal(3), Decimal(8))
    assert (page.sources.approved, page.sources.waiting) == (1, 1)
    assert ("A9", MARCH, ReportState.FILED) in {
        (one.unit.code, one.month, one.state) for one in page.sources.gaps
    }


def test_what_is_filed_stays_as_it_was_beside_what_is_known_now() -> None:
    file_march("A1", 3)
    periodic.send("A", SAID, login="officer.a")
    assert value(periodic.page("A")) == (Decimal(3), Decimal(3))
    file_march("A9", 5)
    ask_correction(
        actor=world.person("officer.a1"),
        code="A1",
        month=MARCH,
        request=Request(Content({("talks", ""): Decimal(4)}), "Đếm sót"),
        now=world.NOW,
    )
    accept_correction(actor=world.person("leader.a"), code="A1", month=MARCH, now=world.NOW)
    drain(now=world.NOW)
    page = periodic.page("A")

    assert value(page) == (Decimal(3), Decimal(9))
    assert page.count_differing > 0
    assert page.sources.approved == 1
    assert value(periodic.page("P")) == (Decimal(8), Decimal(9))


def test_a_report_refiled_takes_the_totals_of_then() -> None:
    file_march("A1", 3)
    periodic.send("A", SAID, login="officer.a")
    return_periodic(
        actor=world.person("leader.p"), code="A", period=QUARTER, reason="Thiếu xã Bình Ân", now=world.NOW
    )
    file_march("A9", 5)
    periodic.send("A", {}, login="officer.a")

    assert value(periodic.page("A"))[0] == Decimal(8)
    assert PeriodicTotal.objects.filter(report__unit=world.unit("A"), indicator__code="talks").count() == 1


def test_shorter_reports_and_those_below_hand_their_words_up() -> None:
    march = parse_report_period("2020-03")
    for period, text in ((march, "Tháng ba"), (APRIL, "Tháng tư")):
        periodic.send("A", {"results": text}, login="officer.a", period=period)
    file_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=MARCH,
        submission=Submission(
            lines=world.lines("A1", MARCH, 40), version=0, sections={"results": "Xã, tháng ba"}
        ),
        now=world.NOW,
    )
    periodic.send("A1", {"results": "Xã, quý một"}, login="officer.a1")

    def said(code: str, period: ReportPeriod) -> tuple[list[str], list[str]]:
        row = next(one for one in periodic.page(code, period).sections if one.code == "results")
        return [text for _period, text in row.own], [text for _unit, text in row.below]

    assert said("A", QUARTER) == (["Tháng ba"], ["Xã, quý một"])
    assert said("A", march) == ([], ["Xã, tháng ba"])
    assert said("A1", QUARTER) == (["Xã, tháng ba"], [])


def test_a_draft_of_a_unit_below_is_its_own() -> None:
    periodic.send("A1", {"results": "Nháp"}, login="officer.a1", files=False)

    assert all(not row.below for row in periodic.page("A").sections)


# --- Filed ------------------------------------------------------------------------------------------------------


def test_a_draft_is_kept_and_a_required_section_asked_for_when_it_is_filed() -> None:
    periodic.send("A1", {"needs": "Vốn"}, login="officer.a1", files=False)
    with pytest.raises(RulesBroken) as refusal:
        periodic.send("A1", {}, login="officer.a1")

    assert refusal.value.refusals.keys() == {"section-results"}
    page = periodic.page("A1")
    assert (page.state, page.version) == (ReportState.DRAFT, 1)
    assert {row.code: row.text for row in page.sections} == {"results": "", "needs": "Vốn"}


def test_a_section_that_the_outline_has_not_is_refused() -> None:
    with pytest.raises(RulesBroken) as refusal:
        periodic.send("A1", {**SAID, "yearly": "Cả năm"}, login="officer.a1")

    assert refusal.value.refusals.keys() == {"section-yearly"}
    assert not PeriodicReport.objects.exists()


def test_of_two_editors_the_second_is_told() -> None:
    periodic.send("A1", SAID, login="officer.a1", files=False)

    with pytest.raises(Conflict):
        periodic.send("A1", {"results": "Bản khác"}, login="officer.a1", version=0)


def test_the_same_key_files_once_and_another_body_under_it_is_refused() -> None:
    key, actor = uuid4(), world.person("officer.a1")
    for _again in range(2):
        file_with_totals(actor=actor, code="A1", period=QUARTER, written=Written(SAID, 0, key), now=world.NOW)
    assert AuditRecord.objects.filter(act="periodic_filed").count() == 1
    with pytest.raises(RuleBroken, match="cùng mã gửi"):
        save_periodic(actor=actor, code="A1", period=QUARTER, written=Written({}, 1, key), now=world.NOW)


def test_a_period_that_runs_is_drafted_but_not_filed_and_one_ahead_is_neither(tmp_path: Path) -> None:
    second = next(one for one in listed("A1", "officer.a1").own if str(one.period) == "2020-Q2").period
    periodic.send("A1", SAID, login="officer.a1", period=second, files=False)
    with pytest.raises(RuleBroken, match="còn chạy"):
        periodic.send("A1", SAID, login="officer.a1", period=second)
    third = next(one for one in listed("A1", "officer.a1").own if str(one.period) == "2020-Q3").period
    with pytest.raises(RuleBroken, match="chưa bắt đầu"):
        periodic.send("A1", SAID, login="officer.a1", period=third, files=False)


def test_a_week_is_words_alone() -> None:
    periodic.send("P", {"results": "Tuần này họp giao ban"}, login="officer.p", period=WEEK)
    page = periodic.page("P", WEEK)

    assert page.state is ReportState.FILED
    assert page.totals == ()
    assert page.is_late


# --- Decided ----------------------------------------------------------------------------------------------------


def test_a_filed_report_is_approved_by_the_unit_above_and_then_closed() -> None:
    periodic.send("A1", SAID, login="officer.a1")
    approve_periodic(actor=world.person("leader.a"), code="A1", period=QUARTER, now=world.NOW)

    assert periodic.page("A1").state is ReportState.APPROVED
    with pytest.raises(RuleBroken):
        periodic.send("A1", SAID, login="officer.a1")
    with pytest.raises(RuleBroken):
        return_periodic(
            actor=world.person("leader.a"), code="A1", period=QUARTER, reason="Sai", now=world.NOW
        )


def test_nobody_decides_on_their_own_report_or_on_one_that_is_not_theirs() -> None:
    periodic.send("A", SAID, login="leader.a")
    for login in ("leader.a", "leader.b", "officer.p"):
        with pytest.raises(NotAllowed):
            approve_periodic(actor=world.person(login), code="A", period=QUARTER, now=world.NOW)
    with pytest.raises(NotFound):
        approve_periodic(actor=world.person("leader.p"), code="B", period=QUARTER, now=world.NOW)


def test_it_goes_back_with_a_reason_and_both_sides_hear_of_it() -> None:
    periodic.send("A", SAID, login="officer.a")
    assert Notice.objects.filter(kind="periodic_filed", person__username="leader.p").exists()
    with pytest.raises(RuleBroken):
        return_periodic(actor=world.person("leader.p"), code="A", period=QUARTER, reason=" ", now=world.NOW)
    return_periodic(
        actor=world.person("leader.p"), code="A", period=QUARTER, reason="Viết rõ hơn", now=world.NOW
    )

    assert periodic.page("A").reason == "Viết rõ hơn"
    assert Notice.objects.filter(kind="periodic_returned", person__username="officer.a").exists()
    kinds = {one.kind for one in my_work(actor=world.person("officer.a"), today=world.TODAY).cards}
    assert CardKind.PERIODIC_RETURNED in kinds


def test_several_are_approved_at_once_and_those_decided_meanwhile_are_told() -> None:
    for code in ("A1", "A9"):
        periodic.send(code, SAID, login=f"officer.{code.lower()}")
    leader = world.person("leader.a")
    cards = [
        one
        for one in my_work(actor=leader, today=world.TODAY).cards
        if one.kind is CardKind.PERIODIC_TO_DECIDE
    ]
    assert [(one.code, one.total, str(one.period)) for one in cards] == [("A", 2, "2020-Q1")]
    approve_periodic(actor=leader, code="A1", period=QUARTER, now=world.NOW)

    count, refused = approve_periodics(actor=leader, code="A", period=QUARTER, of=["A1", "A9"], now=world.NOW)

    assert (count, set(refused)) == (1, {"A1"})
    with pytest.raises(RuleBroken, match="Chưa chọn"):
        approve_periodics(actor=leader, code="A", period=QUARTER, of=[], now=world.NOW)


def test_the_list_tells_who_has_filed() -> None:
    file_march("A1", 3)
    periodic.send("A1", SAID, login="officer.a1")
    page = listed("A", "leader.a")

    assert page.chosen == QUARTER
    assert [(one.unit.code, one.state, one.approved, one.expected) for one in page.children] == [
        ("A1", ReportState.FILED, 1, 3),
        ("A9", ReportState.MISSING, 0, 0),
    ]
    with pytest.raises(NotFound):
        periodic_list(actor=world.person("leader.a"), code="A", year=2020, period=APRIL, now=world.NOW)


def test_whoever_does_not_see_the_unit_sees_no_report() -> None:
    for code, login in (("A1", "officer.b1"), ("A", "leader.b"), ("P", "leader.q")):
        with pytest.raises(NotAllowed):
            periodic.page(code, login=login)
        with pytest.raises(NotAllowed):
            listed(code, login)


# --- Terms ------------------------------------------------------------------------------------------------------


def test_loading_terms_again_changes_nothing_and_a_changed_row_is_brought_up_to_date(tmp_path: Path) -> None:
    assert periodic.load(tmp_path) == 0
    assert periodic.load(tmp_path, ("month,18,,0,,2020-01-01,,Thông tư mẫu",)) == 1
    assert ReportTerm.objects.get(regime="month").due_day == 18


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("week,8,,0,,,,", "từ 1 đến 7"),
        ("month,32,,0,,,,", "từ 1 đến 31"),
        ("month,x,,0,,,,", "không phải số nguyên"),
        ("month,20,25:00,0,,,,", "không phải giờ"),
        ("decade,20,,0,,,,", "không có trong các lựa chọn"),
        ("quarter,20,,9,,,,", "muộn nhất"),
        ("quarter,20,,0,,2020-02-30,,", "2020-02-30"),
    ],
)
def test_a_term_that_makes_no_sense_is_named_by_its_line(tmp_path: Path, row: str, sentence: str) -> None:
    with pytest.raises(RulesBroken) as refusal:
        periodic.load(tmp_path, (row,))

    [(where, one)] = refusal.value.refusals.items()
    assert "2" in where
    assert sentence in str(one)


def test_terms_are_the_operators_and_the_shipped_ones_name_their_source() -> None:
    with pytest.raises(NotAllowed):
        load_terms(actor=world.person("admin.p"), path=shipped_terms(), now=world.NOW)
    assert all(one.source for one in read_terms(shipped_terms()))
    ReportTerm.objects.all().delete()
    assert load_terms(actor=OPERATOR, path=shipped_terms(), now=world.NOW) == 6
