"""The life of a task by command: the same acts, the same refusals."""

import json
from pathlib import Path

import pytest

from tests.jobs.test_commands import Run, nhip  # noqa: F401 - a fixture
from tests.shared_tasks import assigned

pytestmark = pytest.mark.django_db


def test_a_part_goes_from_received_to_confirmed(nhip: Run, tmp_path: Path) -> None:  # noqa: F811
    task = str(assigned())
    proof = tmp_path / "biên bản.pdf"
    proof.write_bytes(b"%PDF-1.7\n")
    stc = ("--unit", "P.STC", "--as", "officer.stc")
    assert nhip("task", "step", task, "receive", *stc)[0] == 0
    assert nhip("task", "step", task, "report", *stc, "--text", "Được nửa", "--progress", "50")[0] == 0
    assert nhip("task", "extend", task, *stc, "--to", "2020-06-29", "--reason", "Chờ số liệu")[0] == 1
    assert nhip("task", "step", task, "submit", *stc, "--file", str(proof))[0] == 0
    owed = json.loads(nhip("task", "owed", "--unit", "P", "--json")[1])
    assert [(one["by"], one["handoff"]) for one in owed["is_owed"]] == [("P.STC", "submitted")]
    assert nhip("task", "step", task, "confirm", "--unit", "P.STC", "--as", "officer.p")[0] == 0
    shown = json.loads(nhip("task", "show", task, "--json")[1])
    assert [one["handoff"] for one in shown["parts"]] == ["received", "confirmed"]
    assert "P.STC Sở Tài chính" in nhip("task", "show", task)[1]


def test_refusals_are_sentences_and_the_unseen_is_not_there(nhip: Run, tmp_path: Path) -> None:  # noqa: F811
    task = str(assigned())
    for arguments, sentence in (
        (("step", task, "receive", "--unit", "P.STC", "--as", "leader.q"), "Không tìm thấy"),
        (("step", task, "submit", "--unit", "P.STC", "--as", "officer.stc", "--text", "x"), "Nhận việc"),
        (("step", task, "receive", "--unit", "A1"), "Không tìm thấy"),
        (("step", task, "submit", "--unit", "P.STC", "--file", str(tmp_path / "x")), "không mở được tệp"),
        (("answer", task, "--unit", "P.STC", "--grant"), "Không tìm thấy"),
        (("resume", task), "không có gì để tiếp tục"),
        (("ask-unit", task, "--unit", "C1"), "ngoài phạm vi"),
    ):
        status, out, err = nhip("task", *arguments)
        assert (status, out) == (1, "")
        assert sentence in err


def test_an_extension_is_asked_for_and_answered_and_a_task_halted_and_resumed(nhip: Run) -> None:  # noqa: F811
    task = str(assigned("A", ()))
    assert nhip("task", "step", task, "receive", "--unit", "A", "--as", "leader.a")[0] == 0
    asked = ("extend", task, "--unit", "A", "--to", "2020-07-31", "--reason", "Mưa lũ", "--as", "leader.a")
    assert nhip("task", *asked)[0] == 0
    assert nhip("task", "answer", task, "--unit", "A", "--grant", "--as", "leader.p")[0] == 0
    assert json.loads(nhip("task", "show", task, "--json")[1])["deadline"] == "2020-07-31"
    assert nhip("task", "halt", task, "--reason", "Giãn cách", "--as", "leader.p")[0] == 0
    assert json.loads(nhip("task", "show", task, "--json")[1])["status"] == "paused"
    assert nhip("task", "resume", task, "--as", "leader.p")[0] == 0


def test_advice_is_counted(nhip: Run) -> None:  # noqa: F811
    told = json.loads(nhip("task", "advice", "--unit", "P", "--year", "2020", "--json")[1])
    assert (told["papers"], told["on_time"], told["first_time"]) == (0, [0, 0], [0, 0])
    assert nhip("task", "advice", "--unit", "P", "--year", "2020")[0] == 0
