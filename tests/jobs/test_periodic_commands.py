"""Reports by period by command: there and back, decided on, their terms, and every refusal."""

import json
from pathlib import Path

import pytest

from nhip.apps.periodic.models import PeriodicReport
from tests import periodic
from tests.jobs.test_commands import Run, _language, nhip

__all__ = ["_language", "nhip"]

pytestmark = pytest.mark.django_db
SHOW = ("periodic", "show", "--unit", "A1", "--period", "2020-Q1")


def file(nhip: Run, tmp_path: Path, body: object, login: str = "officer.a1") -> tuple[int, str, str]:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    return nhip("periodic", "file", str(path), "--as", login)


def test_a_report_is_filed_shown_returned_and_approved(nhip: Run, tmp_path: Path) -> None:
    periodic.set_up(tmp_path)
    missing = json.loads(nhip(*SHOW, "--json")[1])
    assert (missing["state"], missing["filed_at"], missing["due"], missing["late"]) == (
        "missing",
        None,
        "2020-03-20",
        True,
    )
    body = {"unit": "A1", "period": "2020-Q1", "sections": {"results": "Đã làm"}}
    assert file(nhip, tmp_path, body)[0] == 0
    shown = json.loads(nhip(*SHOW, "--json")[1])
    assert (shown["state"], shown["sections"]["results"], shown["figures"]) == ("filed", "Đã làm", [])
    assert "Đã làm" in nhip(*SHOW)[1]

    decide = ("--unit", "A1", "--period", "2020-Q1", "--as", "leader.a")
    assert nhip("periodic", "return", *decide, "--reason", "Viết rõ hơn")[0] == 0
    assert file(nhip, tmp_path, body)[0] == 0
    assert nhip("periodic", "approve", *decide)[0] == 0
    assert PeriodicReport.objects.get().state == "approved"
    status, _out, err = nhip("periodic", "approve", *decide)
    assert (status, "đang chờ duyệt" in err) == (1, True)


@pytest.mark.parametrize(
    ("body", "expected", "sentence"),
    [
        ({"period": "2020-Q1"}, 2, "thiếu mục 'unit'"),
        ({"unit": "A1", "period": "2020-Q7"}, 2, "không đọc được"),
        ({"unit": "A1", "period": "2020-Q1", "sections": ["x"]}, 2, "mã mục: nội dung"),
        ({"unit": "A1", "period": "2020-Q1", "sections": {"results": 3}}, 2, "mã mục: nội dung"),
        ({"unit": "A1", "period": "2020-Q1"}, 1, "chưa có nội dung"),
        ({"unit": "A1", "period": "2020-Q1", "sections": {"x": "y"}}, 1, "không có trong đề cương"),
        ({"unit": "A1", "period": "2020-Q2", "sections": {"results": "Đã làm"}}, 1, "còn chạy"),
        ({"unit": "A1", "period": "2020-H1"}, 1, "Chưa có quy định hạn nộp"),
        ({"unit": "A2", "period": "2020-Q1"}, 1, "A2"),
        ({"unit": "A1", "period": "2020-W20"}, 1, "Chưa có quy định hạn nộp"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_stored(
    nhip: Run, tmp_path: Path, body: object, expected: int, sentence: str
) -> None:
    periodic.set_up(tmp_path)

    status, _out, err = file(nhip, tmp_path, body)

    assert (status, sentence in err) == (expected, True), err
    assert not PeriodicReport.objects.exists()


def test_a_period_that_is_none_is_a_wrong_use_and_an_unknown_unit_a_refusal(
    nhip: Run, tmp_path: Path
) -> None:
    periodic.set_up(tmp_path)

    assert nhip("periodic", "show", "--unit", "A1", "--period", "2020-13")[0] == 2
    assert nhip("periodic", "show", "--unit", "X", "--period", "2020-Q1")[0] == 1


def test_terms_are_loaded_once(nhip: Run, tmp_path: Path) -> None:
    assert nhip("periodic", "terms")[1].startswith("6 ")
    assert nhip("periodic", "terms")[1].startswith("0 ")
    wrong = tmp_path / "terms.csv"
    wrong.write_text(f"{periodic.HEAD}\nweek,9,,0,,,,\n", encoding="utf-8")
    status, _out, err = nhip("periodic", "terms", str(wrong))
    assert (status, "terms.csv:2" in err) == (1, True), err
    status, _out, err = nhip("periodic", "terms", "--as", "admin.p")
    assert status == 1
