"""From a file to tasks by command: the same acts, the same refusals."""

import json
from pathlib import Path

import pytest

from tests.directives import TEXT
from tests.jobs.test_commands import Run, nhip  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

OFFICER = ("--as", "officer.p")


def added(nhip: Run, folder: Path, text: str = TEXT) -> dict[str, object]:  # noqa: F811
    path = folder / "thông báo.txt"
    path.write_text(text, encoding="utf-8")
    given = ("--unit", "P", "--title", "Kết luận giao ban", "--dated", "2020-05-11", "--number", "12/TB-UBND")
    status, out, err = nhip(
        "directives", "add", str(path), *given, "--issuer", "Phó Chủ tịch", "--json", *OFFICER
    )
    assert (status, err) == (0, "")
    found: dict[str, object] = json.loads(out)
    return found


def test_a_file_becomes_drafts_and_drafts_become_tasks(nhip: Run, tmp_path: Path) -> None:  # noqa: F811
    document = added(nhip, tmp_path)
    first, second, third, fourth = (one["id"] for one in document["directives"])  # type: ignore[attr-defined]
    source = str(document["id"])

    assert nhip("directives", "accept", str(first), *OFFICER)[0] == 0
    opened = json.loads(nhip("directives", "accept", str(second), "--json", *OFFICER)[1])
    assert [len(one["tasks"]) for one in opened] == [2]
    edit = ("--task", "Xây dựng chuyên mục", "--units", "Sở Tài chính; A", "--deadline", "2020-06-30")
    assert nhip("directives", "edit", str(third), *edit, *OFFICER)[0] == 0
    assert nhip("directives", "drop", str(fourth), *OFFICER)[0] == 0
    assert nhip("directives", "restore", str(fourth), *OFFICER)[0] == 0
    joined = nhip("directives", "join", str(third), *OFFICER)[1].strip()
    parts = nhip("directives", "split", joined, "--part", "Một việc", "--part", "Hai việc", *OFFICER)[
        1
    ].split()
    assert len(parts) == 2
    marked = nhip(
        "directives", "mark", source, "--sentence", "Việc lập kế hoạch ở một số nơi", "--units", "A", *OFFICER
    )
    assert marked[0] == 0

    lines = json.loads(nhip("directives", "list", "--json", *OFFICER)[1])
    assert sorted(one["state"] for one in lines) == ["accepted"] * 2 + ["pending"] * 3
    assert {one["status"] for one in lines} == {"within_deadline", "no_deadline", None}
    assert [
        one["id"] for one in json.loads(nhip("directives", "list", "--text", "von", "--json", *OFFICER)[1])
    ] == [first]
    assert "within_deadline" in nhip("directives", "list", "--status", "within_deadline", *OFFICER)[1]
    shown = json.loads(nhip("directives", "show", source, "--json", *OFFICER)[1])
    assert (shown["accepted"], shown["pending"], shown["number"]) == (2, 3, "12/TB-UBND")
    assert "Kết luận giao ban" in nhip("directives", "show", source, *OFFICER)[1]
    assert "12/TB-UBND" in nhip("directives", "sources", "--text", "giao ban", *OFFICER)[1]
    (total,) = (
        one
        for one in json.loads(nhip("directives", "quality", "--json", *OFFICER)[1])
        if one["genre"] is None
    )
    assert (total["unchanged"], total["divided"], total["precision"]) == (2, 2, 1.0)
    assert "conclusions" in nhip("directives", "quality", *OFFICER)[1]


def test_refusals_are_sentences(nhip: Run, tmp_path: Path) -> None:  # noqa: F811
    document = added(nhip, tmp_path)
    source, third = str(document["id"]), str(document["directives"][2]["id"])  # type: ignore[index]
    empty = tmp_path / "rong.txt"
    empty.write_bytes(b"")
    again = ("--unit", "P", "--title", "T", "--dated", "2020-05-11", *OFFICER)
    for arguments, sentence in (
        (("add", str(empty), *again), "rỗng"),
        (("add", str(tmp_path / "thông báo.txt"), *again), "đã có trong sổ"),
        (("accept", third, *OFFICER), "chọn đơn vị"),
        (("accept", third, "--as", "leader.q"), "Không tìm thấy"),
        (("show", source, "--as", "leader.q"), "Không tìm thấy"),
        (("edit", third, "--task", "x", "--units", "Sở Nào Đó", *OFFICER), "Không rõ"),
        (("edit", third, "--task", "x", "--units", "C1", *OFFICER), "Không rõ"),
        (("mark", source, "--sentence", "không có trong văn bản này", *OFFICER), "Không thấy đoạn này"),
        (("split", third, "--part", "một", *OFFICER), "ít nhất hai dòng"),
        (("restore", third, *OFFICER), "Chỉ lấy lại"),
        (("remove", source, "--as", "leader.a"), "Không tìm thấy"),
        (("drop", "0", *OFFICER), "Không tìm thấy"),
        (("join", "0", *OFFICER), "Không tìm thấy"),
    ):
        status, out, err = nhip("directives", *arguments)
        assert (status, out) == (1, ""), arguments
        assert sentence in err, (arguments, err)
    assert nhip("directives", "remove", source, *OFFICER)[0] == 0


def test_a_text_without_a_directive_is_kept_and_said_to_be(nhip: Run, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "tin.txt"
    path.write_text("Trời hôm nay đẹp.", encoding="utf-8")
    given = ("--unit", "P", "--title", "Tin", "--dated", "2020-05-11", "--genre", "news")
    status, out, err = nhip("directives", "add", str(path), *given, *OFFICER)
    assert (status, out.strip().isdigit()) == (0, True)
    assert "Không thấy ý kiến chỉ đạo nào" in err
    assert "Chưa ai xem" in nhip("directives", "quality", *OFFICER)[2]


def test_what_is_left_out_is_read_from_the_head(nhip: Run, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "thong-bao.txt"
    path.write_text(f"Số: 61/TB-UBND\nLâm Sơn, ngày 11 tháng 5 năm 2020\n{TEXT}", encoding="utf-8")
    status, out, _err = nhip("directives", "add", str(path), "--unit", "P", "--json", *OFFICER)
    told = json.loads(out)
    assert (status, told["number"], told["dated"]) == (0, "61/TB-UBND", "2020-05-11")
    assert told["title"] == "Kết luận tại Hội nghị giao ban tháng 5"
    path.write_text(TEXT, encoding="utf-8")
    status, _out, err = nhip("directives", "add", str(path), "--unit", "P", *OFFICER)
    assert (status, "không ghi ngày" in err) == (1, True)
