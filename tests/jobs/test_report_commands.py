"""Figures and sections of reports by command: there and back, and every refusal."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.apps.reports.lines import ReportLineRow
from nhip.apps.reports.models import Report
from nhip.apps.reports.queries import report_page
from nhip.core.access import OPERATOR
from nhip.core.periods import Month
from nhip.core.vietnamese import composed
from tests import outlines, reported, world
from tests.jobs.test_commands import Run, _language, nhip
from tests.security.tables import undone

__all__ = ["_language", "nhip"]

pytestmark = pytest.mark.django_db
MAY = Month(2020, 5)


def test_a_report_carries_its_figures_there_and_back(nhip: Run, tmp_path: Path) -> None:
    reported.define()
    shown = json.loads(nhip("report", "show", "--unit", "A1", "--period", "2020-05", "--json")[1])
    for row in shown["tasks"]:
        row["progress"] = 12
    figures = [
        {"indicator": "homes", "category": None, "value": 100},
        {"indicator": "poor", "value": 20},
        {"indicator": "poor", "category": "dtts", "value": "15"},
    ]
    file = tmp_path / "report.json"
    file.write_text(json.dumps({**shown, "figures": figures}), encoding="utf-8")
    status, _out, err = nhip("report", "file", str(file), "--as", "officer.a1")
    assert (status, "1 chỉ tiêu còn để trống" in err) == (0, True), "what is asked back is said, and filed"
    shown = json.loads(nhip("report", "show", "--unit", "A1", "--period", "2020-05", "--json")[1])
    assert shown["figures"] == [
        {"indicator": "homes", "category": None, "value": 100},
        {"indicator": "poor", "category": None, "value": 20},
        {"indicator": "poor", "category": "dtts", "value": 15},
    ]
    assert "Hộ nghèo" in nhip("report", "show", "--unit", "A1", "--period", "2020-05")[1]


BAD_FIGURES = [
    ({}, 2, "phải là một danh sách"),
    ([1], 2, "phải có mục «indicator»"),
    ([{"indicator": "homes", "value": True}], 2, "phải là một số"),
    ([{"indicator": "homes", "value": "1.234,5"}], 1, "không phải số"),
    ([{"indicator": "homes", "value": 1}, {"indicator": "homes", "value": 2}], 1, "ghi hai lần"),
    ([{"indicator": "rich", "value": 1}], 1, "không thuộc báo cáo"),
    ([{"indicator": "poor", "category": "x", "value": 1}], 1, "không có phân tổ"),
    ([{"indicator": "homes", "value": -1}], 1, "không được âm"),
]


@pytest.mark.parametrize(("figures", "expected", "sentence"), BAD_FIGURES)
def test_bad_figures_of_a_report_file_are_refused_and_nothing_is_stored(
    figures: object, expected: int, sentence: str, nhip: Run, tmp_path: Path
) -> None:
    reported.define()
    tasks = [{"task": line, "progress": 12} for line in world.lines("A1", MAY, 12)]
    told = {"unit": "A1", "period": "2020-05", "tasks": tasks, "figures": figures}
    file = tmp_path / "report.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    status, _out, err = nhip("report", "file", str(file))
    assert (status, sentence in err) == (expected, True), err
    assert not Report.objects.exists()


def test_wrong_tasks_texts_and_figures_of_a_file_are_named_in_one_answer(nhip: Run, tmp_path: Path) -> None:
    reported.define()
    first, second = world.lines("A1", MAY, 12)
    told = {
        "unit": "A1",
        "period": "2020-05",
        "tasks": [{"task": first, "progress": 101}, {"task": second, "progress": 5, "next": "a" * 4001}],
        "figures": [
            {"indicator": "homes", "value": -1},
            {"indicator": "poor", "value": "1.234,5"},
            {"indicator": "rich", "value": 1},
        ],
        "sections": [{"section": "none", "text": "a"}],
    }
    file = tmp_path / "report.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    status, _out, err = nhip("report", "file", str(file))
    named = {line.split(": ")[1] for line in err.splitlines()}
    cells = {
        f"progress-{first}",
        f"text-{second}",
        "figure-homes",
        "figure-poor",
        "figure-rich",
        "section-none",
    }
    assert (status, named) == (1, cells), err
    assert not Report.objects.exists()


PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(PLAIN, PLAIN)
def test_sections_go_there_and_back(nhip: Run, tmp_path: Path, results: str, needs: str) -> None:
    """What is shown of one report, filed for another, is shown of that one alike."""
    with undone():
        outlines.load(tmp_path)
        rows = [{"section": "results", "text": f"Đã {results}"}, {"section": "needs", "text": needs}]
        file = tmp_path / "report.json"
        shown: list[dict[str, str]] = []
        for period in ("2020-04", "2020-05"):
            tasks = [{"task": line, "progress": 12} for line in world.lines("A1", MAY, 12)]
            told = {"unit": "A1", "period": period, "tasks": tasks, "sections": shown or rows}
            file.write_text(json.dumps(told), encoding="utf-8")
            assert nhip("report", "file", str(file), "--as", "officer.a1")[0] == 0
            shown = json.loads(nhip("report", "show", "--unit", "A1", "--period", period, "--json")[1])[
                "sections"
            ]
            assert shown == [
                {"section": "results", "text": composed(f"Đã {results}")},
                {"section": "needs", "text": composed(needs)},
            ]


BAD_SECTIONS = [
    ({}, 2, "phải là một danh sách"),
    ([1], 2, "phải có mục «section»"),
    ([{"section": "results", "text": 1}], 2, "phải là chữ"),
    ([{"section": "results", "text": "a"}, {"section": "results", "text": "b"}], 1, "ghi hai lần"),
    ([{"section": "else", "text": "a"}], 1, "không có trong đề cương"),
    ([{"section": "results", "text": "x" * 10_001}], 1, "tối đa 10000"),
    ([{"section": "results", "text": " "}], 1, "phần bắt buộc"),
    ([], 1, "phần bắt buộc"),
]


@pytest.mark.parametrize(("sections", "expected", "sentence"), BAD_SECTIONS)
def test_bad_sections_of_a_report_file_are_refused_and_nothing_is_stored(
    sections: object, expected: int, sentence: str, nhip: Run, tmp_path: Path
) -> None:
    outlines.load(tmp_path)
    tasks = [{"task": line, "progress": 12} for line in world.lines("A1", MAY, 12)]
    told = {"unit": "A1", "period": "2020-05", "tasks": tasks, "sections": sections}
    file = tmp_path / "report.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    status, _out, err = nhip("report", "file", str(file))
    assert (status, sentence in err) == (expected, True), err
    assert not Report.objects.exists()


def test_an_outline_is_loaded_by_command_and_a_file_without_sections_is_still_filed(
    nhip: Run, tmp_path: Path
) -> None:
    assert nhip("report", "outline")[:2] == (0, "7 mục mới hoặc thay đổi.\n")
    assert nhip("report", "outline")[1] == "0 mục mới hoặc thay đổi.\n"
    own = tmp_path / "own.csv"
    own.write_text("code,title,spans\nrieng,Mục riêng,1\n", encoding="utf-8")
    assert nhip("report", "outline", str(own), "--unit", "P")[0] == 0
    assert nhip("report", "outline", str(own), "--unit", "Z9")[0] == 1
    assert nhip("report", "outline", str(own), "--as", "admin.p")[0] == 1
    shown = json.loads(nhip("report", "show", "--unit", "A1", "--period", "2020-05", "--json")[1])
    assert shown["sections"] == [{"section": "rieng", "text": ""}]
    for row in shown["tasks"]:
        row["progress"] = 12
    del shown["sections"]
    file = tmp_path / "report.json"
    file.write_text(json.dumps(shown), encoding="utf-8")
    assert nhip("report", "file", str(file))[0] == 0


def test_an_unchanged_report_is_shown_by_command_and_filed_as_shown(nhip: Run) -> None:
    world.file("A1", Month(2020, 4), 30)
    command = ("report", "unchanged", "--unit", "A1", "--period", "2020-05", "--as", "officer.a1", "--json")
    status, out, err = nhip(*command, "--dry-run")
    tried = json.loads(out)
    assert (status, err, tried["state"]) == (0, "", "missing")
    assert {(row["progress"], row["done"]) for row in tried["tasks"]} == {(30, "Đã làm")}
    assert not Report.objects.filter(month=5).exists()

    status, out, _err = nhip(*command)
    filed = json.loads(out)
    assert (status, filed["state"], filed["tasks"]) == (0, "filed", tried["tasks"])
    assert Report.objects.get(month=5).state == "filed"
    status, _out, err = nhip(*command)
    assert (status, "đã nộp, bị trả lại" in err) == (1, True)


def test_what_an_unchanged_report_lacks_is_named_by_command_and_nothing_is_filed(nhip: Run) -> None:
    reported.define()
    reported.file_figures(reported.FULL, month=Month(2020, 4))
    command = ("report", "unchanged", "--unit", "A1", "--period", "2020-05", "--json")
    assert nhip(*command)[0] == 1
    status, out, err = nhip(*command, "--as", "officer.a1")
    assert (status, out) == (1, "")
    assert err.splitlines() == ["nhip: figure-talks: Chưa ghi cho kỳ này; ghi xong mới nộp được."]
    assert not Report.objects.filter(month=5).exists()


def test_progress_and_texts_of_an_approved_report_are_corrected_by_command(nhip: Run) -> None:
    world.file("A1", MAY, 40, approve=True)
    task = min(world.lines("A1", MAY, 40))
    where = ("--unit", "A1", "--period", "2020-05")
    command = ("report", "correct", *where, "--reason", "Nhầm", "--as", "officer.a1")
    assert nhip(*command, "--progress", "đường=3")[0] == 2
    status, _out, err = nhip(*command, "--progress", f"{task}=101", "--text", f"done-{task}={'a' * 4001}")
    assert (status, len(err.splitlines())) == (1, 2)
    assert nhip(*command)[0] == 1, "nothing is to be corrected"
    assert nhip(*command, "--progress", f"{task}=70", "--text", f"done-{task}=Xong")[0] == 0
    assert nhip("report", "answer", *where, "--as", "leader.a")[0] == 0
    row = next(one for one in reported_lines() if one.task_id == task)
    assert (row.progress, row.known_progress, row.known_done) == (Decimal(40), Decimal(70), "Xong")


def reported_lines() -> tuple[ReportLineRow, ...]:
    return report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY).lines
