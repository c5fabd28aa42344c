"""Corrections of progress, of the texts of tasks and of sections: as with figures, and what is known of them now."""

from decimal import Decimal
from pathlib import Path

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.indicators.services import NewFigure, write_figures
from nhip.apps.reports import correcting
from nhip.apps.reports.correcting import Request
from nhip.apps.reports.deciding import approve_report
from nhip.apps.reports.known_now import Content
from nhip.apps.reports.models import CorrectedText, Correction, ReportFigure, ReportLine, ReportSection
from nhip.apps.reports.queries import ReportPage, report_page
from nhip.apps.reports.services import Submission, file_report
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.verifying import verify
from nhip.apps.tasks.models import ProgressReading
from nhip.core.errors import Conflict, NotFound, RuleBroken, RulesBroken
from nhip.cycle.board import pulse_board
from tests import outlines, reported, world
from tests.reported import MAY

pytestmark = pytest.mark.django_db
POOR = ("poor", "")


@pytest.fixture(autouse=True)
def approved(db: object, tmp_path: Path) -> None:
    reported.define()
    outlines.load(tmp_path)
    file_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=MAY,
        submission=Submission(
            world.lines("A1", MAY, 40),
            0,
            {cell: Decimal(value) for cell, value in reported.FULL.items()},
            sections={"results": "Đã làm xong cầu"},
        ),
        now=world.NOW,
    )
    approve_report(actor=world.person("leader.a"), code="A1", month=MAY, now=world.NOW)


def task() -> int:
    return min(world.lines("A1", MAY, 40))


def ask(wanted: Content, seen: Content | None = None) -> None:
    request = Request(wanted, "Gõ nhầm", seen=seen or Content())
    correcting.ask_correction(
        actor=world.person("officer.a1"), code="A1", month=MAY, request=request, now=world.NOW
    )


def accept() -> None:
    correcting.accept_correction(actor=world.person("leader.a"), code="A1", month=MAY, now=world.NOW)


def page() -> ReportPage:
    return report_page(actor=world.person("leader.a"), code="A1", month=MAY, today=world.TODAY)


def on_the_board() -> Decimal | None:
    drain(now=world.NOW)
    board = pulse_board(actor=world.person("leader.a"), code="A", year=2020, today=world.TODAY, now=world.NOW)
    return next(row for row in board.rows if row.unit.code == "A1").cells[4].actual


def wanted() -> Content:
    return Content(
        progress={task(): Decimal(60)},
        texts={f"done-{task()}": "Đã nghiệm thu", "section-results": "Cầu còn chờ nghiệm thu"},
    )


def test_progress_and_texts_change_once_accepted_and_the_report_stays_as_it_was() -> None:
    before, stored = on_the_board(), set(ReportLine.objects.values_list("pk", "progress", "done"))
    ask(wanted())
    assert (on_the_board(), page().lines[0].known_progress) == (before, None), "asked for, not yet answered"

    accept()

    row = next(one for one in page().lines if one.task_id == task())
    assert (row.progress, row.done) == (Decimal(40), "Đã làm")
    assert (row.known_progress, row.known_done, row.known_next) == (Decimal(60), "Đã nghiệm thu", None)
    section = next(one for one in page().sections if one.code == "results")
    assert (section.text, section.known) == ("Đã làm xong cầu", "Cầu còn chờ nghiệm thu")
    assert set(ReportLine.objects.values_list("pk", "progress", "done")) == stored
    assert ReportSection.objects.get(code="results").text == "Đã làm xong cầu"
    assert ProgressReading.objects.get(task=task(), month=5).progress == 60
    after = on_the_board()
    assert before is not None
    assert after is not None
    assert after > before
    assert verify(year=2020).differences == ()


def test_a_second_correction_goes_on_from_the_first() -> None:
    ask(wanted())
    accept()
    ask(Content(progress={task(): Decimal(55)}, texts={"section-results": "Xong"}))
    accept()
    newest = page().corrections[0]
    assert [(row.before, row.after) for row in newest.progress] == [(Decimal(60), Decimal(55))]
    assert [(row.before, row.after) for row in newest.texts] == [("Cầu còn chờ nghiệm thu", "Xong")]
    assert next(one for one in page().sections if one.code == "results").known == "Xong"


def test_refused_or_withdrawn_nothing_changes() -> None:
    ask(wanted())
    correcting.refuse_correction(
        actor=world.person("leader.a"), code="A1", month=MAY, reason="Đúng rồi", now=world.NOW
    )
    ask(wanted())
    correcting.withdraw_correction(actor=world.person("officer.a1"), code="A1", month=MAY, now=world.NOW)
    assert all(row.known_progress is None and row.known_done is None for row in page().lines)
    assert ProgressReading.objects.get(task=task(), month=5).progress == 40


def test_what_cannot_be_is_refused_all_at_once_and_nothing_is_stored() -> None:
    wrong = Content(
        {POOR: Decimal(-1)},
        {task(): Decimal(101)},
        {f"next-{task()}": "a" * 4001, "section-results": "a" * 10_001},
    )
    with pytest.raises(RulesBroken) as refused:
        ask(wrong)
    cells = {"figure-poor", f"progress-{task()}", f"next-{task()}", "section-results"}
    assert set(refused.value.refusals) >= cells
    with pytest.raises(RuleBroken, match="Chưa có chỗ nào khác"):
        ask(Content(progress={task(): Decimal(40)}, texts={"section-results": "Đã làm xong cầu"}))
    for elsewhere in (Content(progress={0: Decimal(1)}), Content(texts={"section-none": "a"})):
        with pytest.raises(NotFound):
            ask(elsewhere)
    assert not Correction.objects.exists()


def load_poor(value: int) -> None:
    row = ReportFigure.objects.get(indicator__code="poor", category="")
    write_figures(figures=[NewFigure(world.unit("A1"), row.indicator_id, "", 2020, 5, Decimal(value))])


def test_a_figure_loaded_since_the_page_was_opened_is_noticed_when_the_request_is_sent() -> None:
    seen = Content({POOR: Decimal(20), ("talks", ""): Decimal(3)})
    load_poor(25)
    with pytest.raises(RulesBroken) as refused:
        ask(Content({POOR: Decimal(18)}), seen)
    sentence = refused.value.refusals["figure-poor"].message()
    assert "vừa đổi thành «25»" in sentence
    assert "«20»" in sentence
    assert not Correction.objects.exists()


def test_a_cell_that_was_left_as_it_was_is_no_part_of_the_request_though_it_changed_meanwhile() -> None:
    seen = Content({POOR: Decimal(20), ("talks", ""): Decimal(3)})
    load_poor(25)
    ask(Content({POOR: Decimal(20), ("talks", ""): Decimal(4)}), seen)
    assert [cell.cell for cell in page().corrections[0].cells] == [("talks", "")]


def test_a_text_corrected_since_the_page_was_opened_is_noticed_too() -> None:
    ask(wanted())
    accept()
    with pytest.raises(RulesBroken) as refused:
        ask(
            Content(progress={task(): Decimal(70)}, texts={"section-results": "Mới"}),
            Content(progress={task(): Decimal(40)}, texts={"section-results": "Đã làm xong cầu"}),
        )
    assert set(refused.value.refusals) == {f"progress-{task()}", "section-results"}


def test_progress_that_is_known_otherwise_by_now_is_not_overwritten() -> None:
    ask(wanted())
    ProgressReading.objects.filter(task=task(), month=5).update(progress=45)
    with pytest.raises(Conflict):
        accept()


def test_every_step_is_recorded_as_the_facts_of_a_report_are() -> None:
    ask(wanted())
    accept()
    for record in AuditRecord.objects.filter(act__in=("correction_asked", "correction_accepted")):
        assert record.before == {
            str(task()): {"progress": "40.00", "done": "Đã làm"},
            "sections": {"results": "Đã làm xong cầu"},
        }
        assert record.after is not None
        told = record.after[str(task())]
        assert (Decimal(told["progress"]), told["done"]) == (Decimal(60), "Đã nghiệm thu")
    assert CorrectedText.objects.count() == 2
