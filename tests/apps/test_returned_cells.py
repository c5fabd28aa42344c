"""Single cells of a filed report are sent back: the rest stands, counts on, and cannot be changed."""

from decimal import Decimal
from pathlib import Path

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.indicators.models import Figure
from nhip.apps.reports.deciding import approve_report, return_report
from nhip.apps.reports.drafts import LineDraft
from nhip.apps.reports.models import Report, ReportLine, ReturnedCell
from nhip.apps.reports.queries import report_page
from nhip.apps.reports.services import Submission, file_report
from nhip.apps.rollups.models import ReportedMark
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.verifying import verify
from nhip.apps.tasks.models import ProgressReading
from nhip.core.access import OPERATOR
from nhip.core.errors import NotFound, RuleBroken, RulesBroken
from nhip.core.figures import Cell
from nhip.core.outline import field_of_section
from nhip.core.periods import Month
from nhip.core.reporting import LONGEST_REASON, ReportState, field_of_task
from nhip.cycle.cards import Card, CardKind
from nhip.cycle.my_work import my_work
from tests import outlines, reported, world
from tests.reported import FULL, MAY, file_figures

pytestmark = pytest.mark.django_db
APRIL = Month(2020, 4)
POOR = "figure-poor"


@pytest.fixture(autouse=True)
def filed(db: object) -> None:
    reported.define()
    file_figures(FULL)


def send_back(cells: dict[str, str], *, reason: str = "", only_cells: bool = True) -> None:
    return_report(
        actor=world.person("leader.a"),
        code="A1",
        month=MAY,
        reason=reason,
        cells=cells,
        only_cells=only_cells,
        now=world.NOW,
    )


def refile(figures: dict[Cell, int], *, lines: dict[int, LineDraft] | None = None) -> None:
    page = report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY)
    file_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=MAY,
        submission=Submission(
            lines=lines or {},
            figures={cell: Decimal(value) for cell, value in figures.items()},
            version=page.version,
        ),
        now=world.NOW,
    )


def known() -> dict[str, Decimal]:
    return {row.indicator.code: row.value for row in Figure.objects.filter(category="", month=5, year=2020)}


def state() -> str:
    return Report.objects.get(unit=world.unit("A1"), year=2020, month=5).state


def test_only_the_cell_that_is_sent_back_counts_no_longer() -> None:
    send_back({POOR: "Khác sổ hộ nghèo"})
    assert state() == ReportState.PART_RETURNED
    assert known() == {"homes": 100, "talks": 3}
    assert ReportedMark.objects.get(unit=world.unit("A1"), month=5).approved is False
    assert ProgressReading.objects.filter(unit=world.unit("A1"), month=5).exists()
    drain(now=world.NOW)
    assert verify(year=2020).differences == ()


def test_the_cell_says_why_it_came_back_and_the_others_do_not() -> None:
    send_back({POOR: "Khác sổ hộ nghèo"})
    page = report_page(actor=world.person("officer.a1"), code="A1", month=MAY, today=world.TODAY)
    assert page.may_edit
    assert {row.field: row.returned for row in page.figures if row.returned} == {POOR: "Khác sổ hộ nghèo"}
    assert page.reason == "Khác sổ hộ nghèo"


def test_mended_and_filed_again_the_rest_need_not_be_sent() -> None:
    send_back({POOR: "Khác sổ hộ nghèo"})
    refile({("poor", ""): 18})
    assert state() == ReportState.FILED
    assert known() == {"homes": 100, "talks": 3, "poor": 18}
    approve_report(actor=world.person("leader.a"), code="A1", month=MAY, now=world.NOW)
    assert not ReturnedCell.objects.exists()


def test_a_cell_that_was_not_sent_back_stays_as_it_was_filed() -> None:
    send_back({POOR: "Khác sổ hộ nghèo"})
    task = world.task("A1").pk
    with pytest.raises(RulesBroken) as refused:
        refile({("poor", ""): 18, ("homes", ""): 90}, lines={task: LineDraft(Decimal(99))})
    assert set(refused.value.refusals) == {"figure-homes", field_of_task(task)}
    assert state() == ReportState.PART_RETURNED
    assert known() == {"homes": 100, "talks": 3}
    refile({("poor", ""): 18, ("homes", ""): 100})  # sent as it stands: nothing changes


def test_a_tasks_progress_is_sent_back_like_a_figure() -> None:
    task = world.task("A1").pk
    send_back({field_of_task(task): "Chưa nghiệm thu"})
    assert not ProgressReading.objects.filter(unit=world.unit("A1"), month=5, task=task).exists()
    assert known() == {"homes": 100, "talks": 3, "poor": 20}
    refile({}, lines={task: LineDraft(Decimal(35))})
    assert ProgressReading.objects.get(unit=world.unit("A1"), month=5, task=task).progress == 35


def test_cells_may_say_why_the_whole_report_comes_back() -> None:
    send_back({POOR: "Khác sổ hộ nghèo"}, only_cells=False)
    assert state() == ReportState.RETURNED
    assert known() == {}
    refile({("homes", ""): 90})


def test_a_reason_is_asked_for_and_a_cell_must_be_one_of_the_reports() -> None:
    with pytest.raises(RuleBroken, match="tại ô nào"):
        send_back({POOR: "  "})
    with pytest.raises(RuleBroken, match="lý do"):
        send_back({}, only_cells=False)
    with pytest.raises(NotFound):
        send_back({"figure-yearly": "Sai"})
    with pytest.raises(RulesBroken) as refused:
        send_back({POOR: "x" * (LONGEST_REASON + 1)})
    assert list(refused.value.refusals) == [f"return-{POOR}"]
    assert state() == ReportState.FILED
    assert not ReturnedCell.objects.exists()


def test_the_reasons_are_recorded_cell_by_cell() -> None:
    send_back({POOR: "Khác sổ hộ nghèo"}, reason="Xem lại")
    entry = AuditRecord.objects.get(act="report_part_returned")
    assert entry.after is not None
    assert entry.after["returned_figures"][POOR] == "Khác sổ hộ nghèo"
    assert entry.after["reason"] == "Xem lại"


def test_a_written_section_is_sent_back_like_a_figure(tmp_path: Path) -> None:
    outlines.load(tmp_path, ["results,Kết quả,1,,,2020-01-01,,,Thông tư mẫu", outlines.NEEDS])
    lines = world.lines("A1", APRIL, 40)
    file_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=APRIL,
        submission=Submission(lines, 0, sections={"results": "Đã mở lớp", "needs": "Không"}),
        now=world.NOW,
    )
    field = field_of_section("results")
    return_report(
        actor=world.person("leader.a"),
        code="A1",
        month=APRIL,
        reason="",
        cells={field: "Chưa nêu số lớp đã mở"},
        only_cells=True,
        now=world.NOW,
    )

    def refile(sections: dict[str, str]) -> None:
        page = report_page(actor=OPERATOR, code="A1", month=APRIL, today=world.TODAY)
        assert [one.returned for one in page.sections if one.returned] == ["Chưa nêu số lớp đã mở"]
        submission = Submission(lines={}, sections=sections, version=page.version)
        file_report(
            actor=world.person("officer.a1"), code="A1", month=APRIL, submission=submission, now=world.NOW
        )

    with pytest.raises(RulesBroken) as refused:
        refile({"results": "Đã mở hai lớp", "needs": "Thêm kinh phí"})
    assert set(refused.value.refusals) == {field_of_section("needs")}
    refile({"results": "Đã mở hai lớp"})


def test_the_author_has_it_among_their_work_and_nobody_is_told_that_it_is_missing() -> None:
    def cards(login: str) -> dict[CardKind, Card]:
        return {one.kind: one for one in my_work(actor=world.person(login), today=world.TODAY).cards}

    missing = cards("leader.a")[CardKind.REPORTS_MISSING]
    send_back({POOR: "Khác sổ hộ nghèo"})
    assert cards("officer.a1")[CardKind.REPORT_RETURNED].reason == "Khác sổ hộ nghèo"
    assert cards("leader.a")[CardKind.REPORTS_MISSING].done == missing.done


def test_a_task_that_came_meanwhile_is_told_of_and_may_be_sent_back() -> None:
    """Filing needs its progress: what said nothing before is not among what stands."""
    send_back({POOR: "Khác sổ hộ nghèo"})
    ReportLine.objects.filter(task=world.task("A1")).delete()  # as if it had been assigned after the filing
    page = report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY)
    task = next(row for row in page.lines if not row.is_told).task_id
    with pytest.raises(RulesBroken) as refused:
        refile({("poor", ""): 18})
    assert set(refused.value.refusals) == {field_of_task(task)}
    refile({("poor", ""): 18}, lines={task: LineDraft(Decimal(35))})
    ReportLine.objects.filter(task=task).delete()
    send_back({field_of_task(task): "Chưa báo nhiệm vụ này"})
    assert state() == ReportState.PART_RETURNED


def test_a_section_that_the_outline_has_no_more_may_be_sent_back() -> None:
    Report.objects.get().sections.create(code="former", text="Đã ghi")
    send_back({field_of_section("former"): "Bỏ mục này"})
    assert state() == ReportState.PART_RETURNED
