"""Figures of reports by command: there and back, and every refusal."""

import json
from pathlib import Path

import pytest

from nhip.apps.reports.models import Report
from nhip.core.periods import Month
from tests import reported, world
from tests.jobs.test_commands import Run, _language, nhip

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
