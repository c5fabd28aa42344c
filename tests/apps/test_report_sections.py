"""Written sections of reports: by the outline in force, kept beside what is not sent, required where it says so."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.reports.models import OutlineSection, Report, ReportSection
from nhip.apps.reports.outline import load_outline, read_outline, shipped_outline
from nhip.apps.reports.queries import ReportPage, report_page
from nhip.apps.reports.services import Submission, file_report, save_report
from nhip.core.access import OPERATOR
from nhip.core.errors import NotAllowed, RuleBroken, RulesBroken
from nhip.core.outline import SPANS
from nhip.core.periods import Month
from nhip.core.reporting import ReportState
from tests import outlines, reported, world

pytestmark = pytest.mark.django_db
APRIL, MAY, JUNE = (Month(2020, number) for number in (4, 5, 6))


def page(month: Month = MAY, code: str = "A1") -> ReportPage:
    return report_page(actor=OPERATOR, code=code, month=month, today=world.TODAY)


def send(
    sections: Mapping[str, str],
    *,
    month: Month = MAY,
    key: UUID | None = None,
    progress: int | None = 40,
    files: bool = True,
) -> None:
    """As A1's officer, on what is stored."""
    act = file_report if files else save_report
    act(
        actor=world.person("officer.a1"),
        code="A1",
        month=month,
        submission=Submission(
            lines={} if progress is None else world.lines("A1", month, progress),
            version=page(month).version if key is None else 0,
            key=key,
            sections=sections,
        ),
        now=world.NOW,
    )


def texts(month: Month = MAY) -> dict[str, str]:
    return {row.code: row.text for row in page(month).sections}


def told(act: str, fact: str) -> tuple[object, ...]:
    """What the audit has of the last such act: the fact before and after."""
    record = AuditRecord.objects.filter(act=act).latest("sequence")
    return tuple(side[fact] for side in (record.before, record.after) if side is not None)


# --- The outline -------------------------------------------------------------------------------------------------


def test_the_shipped_outline_loads_and_loaded_again_changes_nothing() -> None:
    assert load_outline(actor=OPERATOR, path=shipped_outline(), now=world.NOW) == 7
    assert load_outline(actor=OPERATOR, path=shipped_outline(), now=world.NOW) == 0
    assert all(one.source for one in read_outline(shipped_outline()))
    assert not any(1 in one.required for one in read_outline(shipped_outline())), (
        "a month's report may stay without words"
    )
    assert len(page().sections) == 5
    assert all(not row.text for row in page().sections), "nothing is written for anybody"


def test_a_row_is_brought_up_to_date_with_before_and_after_in_the_audit(tmp_path: Path) -> None:
    outlines.load(tmp_path)
    assert outlines.load(tmp_path, [outlines.RESULTS.replace("Việc chính", "Việc lớn")]) == 1
    assert told("save_outline_section", "hint") == ("Việc chính", "Việc lớn")
    assert OutlineSection.objects.count() == 3, "rows that a file does not name stay"


def test_an_outline_of_a_provinces_own_rules_there_and_nowhere_else(tmp_path: Path) -> None:
    outlines.load(tmp_path)
    outlines.load(tmp_path, ["own,Mục riêng,1|3,,,2020-05-01,,,Quyết định mẫu"], under="P")

    assert [row.code for row in page().sections] == ["own"]
    assert [row.code for row in page(APRIL).sections] == ["results", "needs"], "it was not in force yet"
    assert [row.code for row in page(code="C1").sections] == ["results", "needs"]
    assert [row.code for row in page(code="A.PDT").sections] == ["own"]


BAD = [
    ("results,Kết quả,1,,,2020-13-01,,,", "outline.csv:2:starts_on"),
    ("results,Kết quả,1,,village,,,,", "outline.csv:2:level"),
    ("results,Kết quả,2,,,,,,", "outline.csv:2"),
    ("results,Kết quả,x,,,,,,", "outline.csv:2"),
    ("results,Kết quả,1,3,,,,,", "outline.csv:2"),
    ("re sults,Kết quả,1,,,,,,", "outline.csv:2"),
    ("results,Kết quả,1,,,2020-02-01,2020-01-01,,", "outline.csv:2"),
]


@pytest.mark.parametrize(("row", "place"), BAD)
def test_a_bad_row_is_named_by_its_place_and_nothing_is_stored(row: str, place: str, tmp_path: Path) -> None:
    with pytest.raises(RulesBroken) as refused:
        outlines.load(tmp_path, [row, outlines.NEEDS])
    assert place in refused.value.refusals
    assert not OutlineSection.objects.exists()


def test_a_second_row_in_force_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    outlines.load(tmp_path, [outlines.RESULTS])
    later = outlines.RESULTS.replace("2020-01-01,", "2021-01-01,")
    with pytest.raises(RuleBroken, match="hai dòng cùng hiệu lực"):
        outlines.load(tmp_path, [later])
    assert (
        outlines.load(tmp_path, [outlines.RESULTS.replace("2020-01-01,", "2020-01-01,2021-01-01"), later])
        == 2
    )


def test_only_the_operator_loads_an_outline(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        load_outline(actor=world.person("admin.p"), path=shipped_outline(), now=world.NOW)


# --- In reports ----------------------------------------------------------------------------------------------------


def test_sections_are_kept_composed_and_those_that_are_not_sent_stay(tmp_path: Path) -> None:
    outlines.load(tmp_path)
    send({"results": " Đa\u0303 xong\r\nhai việc ", "needs": "Vốn"}, files=False)
    send({"needs": ""}, files=False, progress=None)

    assert texts() == {"results": "Đã xong\nhai việc", "needs": ""}
    assert not ReportSection.objects.filter(text="").exists()
    assert told("save_report", "sections") == ({"needs": "Vốn"}, {"needs": ""})


def test_a_required_section_is_refused_empty_together_with_everything_else_and_a_draft_may_have_gaps(
    tmp_path: Path,
) -> None:
    outlines.load(tmp_path)
    reported.define()
    send({"results": ""}, files=False, progress=None)
    with pytest.raises(RulesBroken) as refused:
        file_report(
            actor=world.person("officer.a1"),
            code="A1",
            month=MAY,
            submission=Submission(
                lines={},
                version=1,
                figures={("homes", ""): Decimal(-1)},
                sections={"needs": "Vốn"},
            ),
            now=world.NOW,
        )
    tasks = {f"progress-{row.task_id}" for row in page().lines}
    assert refused.value.refusals.keys() == {"section-results", "figure-homes", *tasks}
    assert "Kết quả" in str(refused.value.refusals["section-results"])
    assert page().state is ReportState.DRAFT
    assert not texts()["needs"], "nothing of it was stored"


def test_where_the_outline_requires_nothing_a_report_without_sections_is_filed(tmp_path: Path) -> None:
    outlines.load(tmp_path, [outlines.NEEDS, outlines.RESULTS.replace("1|3,", "3,", 1)])
    world.file("A1", JUNE, 10)  # a quarter's requires them, a month's does not
    assert page(JUNE).state is ReportState.FILED


def test_what_was_stored_before_counts_when_filing(tmp_path: Path) -> None:
    outlines.load(tmp_path)
    send({"results": "Đã xong"}, files=False)
    send({}, progress=None)
    assert (page().state, texts()["results"]) == (ReportState.FILED, "Đã xong")


@pytest.mark.parametrize(
    ("code", "text", "sentence"), [("results", "x" * 10_001, "10001 ký tự"), ("else", "x", "«else»")]
)
def test_a_text_too_long_or_of_no_section_is_refused_and_nothing_is_stored(
    code: str, text: str, sentence: str, tmp_path: Path
) -> None:
    outlines.load(tmp_path)
    with pytest.raises(RulesBroken, match=sentence):
        send({code: text}, files=False)
    assert not Report.objects.exists()


def test_a_line_and_a_section_that_cannot_be_kept_are_named_together(tmp_path: Path) -> None:
    outlines.load(tmp_path)
    with pytest.raises(RulesBroken) as refused:
        send({"results": "x" * 10_001}, progress=101, files=False)
    assert len(refused.value.refusals) == 3


def test_another_section_under_a_received_key_is_another_submission(tmp_path: Path) -> None:
    outlines.load(tmp_path)
    key = uuid4()
    send({"results": "Đã xong"}, key=key)
    send({"results": "Đã xong"}, key=key)
    with pytest.raises(RuleBroken, match="cùng mã gửi"):
        send({"results": "Khác"}, key=key)
    assert (page().version, texts()["results"]) == (1, "Đã xong")


def test_last_times_words_stand_beside_a_section_also_those_of_the_year_before(tmp_path: Path) -> None:
    outlines.load(tmp_path)
    send({"results": "Tháng tư"}, month=APRIL)
    send({"results": "Nháp của tháng sau"}, month=JUNE, files=False)
    (row, _needs) = page().sections
    assert (row.last, row.text) == ("Tháng tư", "")


def test_words_of_a_section_that_left_the_outline_stay_and_can_be_changed(tmp_path: Path) -> None:
    outlines.load(tmp_path)
    send({"results": "Đã xong", "needs": "Vốn"}, files=False)
    outlines.load(tmp_path, [outlines.NEEDS.replace("2020-01-01,", "2020-01-01,2020-05-01")])
    assert [(row.code, row.title) for row in page().sections] == [
        ("results", "Kết quả"),
        ("needs", "Kiến nghị"),
    ]
    send({"needs": ""}, progress=None)
    assert [row.code for row in page().sections] == ["results"]


def test_the_spans_of_the_guide_are_those_of_the_rule() -> None:
    assert SPANS == (0, 1, 3, 6, 9, 12)
