"""``nhip directives read``: what it prints, without a database; a sentence for every refusal."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from nhip.jobs import command
from tests.docx.test_documents import document, paragraph

KEYS = [
    "start", "end", "sentence", "lead", "units", "coordinating", "task", "deadline", "deadline_text", "recurrence",
    "implied", "rule", "certainty",
]  # fmt: skip
TEXT = "NGUỒN: tự viết\nTin\n\nGiao Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát, báo cáo trước ngày 15/3.\n"


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    with translation.override("vi"):
        yield


def run(capsys: pytest.CaptureFixture[str], path: Path, *more: str) -> tuple[int, str, str]:
    status = command.run(["directives", "read", str(path), *more])
    said = capsys.readouterr()
    return status, said.out, said.err


def stored(folder: Path, content: bytes | str, name: str = "tin.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_json_holds_every_key_in_order_and_needs_no_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, stored(tmp_path, TEXT), "--dated", "2020-03-01", "--json")
    assert (status, err) == (0, "")
    (one,) = json.loads(out)
    assert list(one) == KEYS
    assert TEXT.split("\n", 1)[1][one["start"] : one["end"]] == one["sentence"]
    assert (one["lead"], one["coordinating"], one["deadline"]) == ("Sở Y tế", ["Sở Tài chính"], "2020-03-15")
    assert (one["deadline_text"], one["recurrence"], one["implied"]) == ("trước ngày 15/3", None, False)


def test_people_get_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, stored(tmp_path, TEXT), "--dated", "2020-03-01")[1]
    assert "Chủ trì" in out
    assert "15/03/2020" in out


def test_a_document_is_read_like_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = document(paragraph("Tin") + paragraph("") + paragraph("Giao Sở Y tế báo cáo hằng tháng."))
    (one,) = json.loads(run(capsys, stored(tmp_path, content, "tin.docx"), "--json")[1])
    assert (one["lead"], one["recurrence"]) == ("Sở Y tế", "hằng tháng")


def test_a_text_without_directives_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, stored(tmp_path, "Trời đẹp, đường đông."), "--json")
    assert (status, json.loads(out)) == (0, [])
    assert "Không thấy ý kiến chỉ đạo" in err


@pytest.mark.parametrize(
    ("day", "said"), [("15/2", "trước ngày của văn bản"), ("30/02", "không có trong lịch")]
)
def test_odd_deadlines_are_kept_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str, said: str
) -> None:
    status, out, err = run(
        capsys, stored(tmp_path, TEXT.replace("15/3", day)), "--dated", "2020-03-01", "--json"
    )
    assert status == 0
    assert json.loads(out)[0]["deadline_text"] == f"trước ngày {day}"
    assert said in err


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "rong.txt", "rỗng"),
        (b"\x00\x01\x02" * 99, "nhi-phan.txt", "không phải văn bản"),
        ("Thuû töôùng yeâu caàu boä vaø caùc tænh".encode(), "cu.txt", "VNI"),
        (document(paragraph("x"), word__vbaProject_bin=b"x"), "macro.docx", "macro"),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, name: str, why: str
) -> None:
    status, out, err = run(capsys, stored(tmp_path, content, name), "--json")
    assert (status, out) == (1, "")
    assert why in err


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, tmp_path / "khong-co.txt")
    assert status == 1
    assert "khong-co.txt" in err
