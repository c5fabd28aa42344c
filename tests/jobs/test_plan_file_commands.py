"""``nhip plan export`` and ``nhip plan import``, as their users call them."""

import json
from pathlib import Path

import pytest

from tests.jobs.test_commands import Run, _language, nhip
from tests.xlsx.plan_layouts import workbook, written

__all__ = ["_language", "nhip"]

pytestmark = pytest.mark.django_db
HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Sản phẩm", "Tháng 3", "Tháng 6"]
ROW = [1, "Mở 2 lớp", "UBND xã", "30/6/2021", "2 lớp", 40, 100]


def office(tmp_path: Path, name: str, title: str, *rows: list[object]) -> Path:
    path = tmp_path / name
    path.write_bytes(workbook(written([[title], HEAD, *(rows or [ROW])])))
    return path


def test_a_plan_goes_out_and_comes_back(nhip: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "kh.xlsx")
    file = office(tmp_path, "a1.xlsx", "Kế hoạch năm 2021 của xã Ánh")

    status, said, _err = nhip("plan", "import", str(file), "--unit", "A1", "--year", "2021", "--json")
    told = json.loads(said)
    assert (status, told["stored"], told["unit"], told["year"]) == (0, True, "A1", 2021)
    assert told["added"] == [{"where": "Kế hoạch!B3", "task": "Mở 2 lớp"}]

    assert nhip("plan", "export", "--unit", "A1", "--year", "2021", "-o", out)[0] == 0
    status, said, _err = nhip("plan", "import", out, "--json")
    told = json.loads(said)
    assert (status, told["unit"], told["year"]) == (0, "A1", 2021)
    assert (told["added"], told["changed"], told["removed"], told["unchanged"]) == ([], [], [], 1)
    assert nhip("plan", "check", out, "--json")[0] == 0


def test_a_dry_run_stores_nothing(nhip: Run, tmp_path: Path) -> None:
    file = office(tmp_path, "a1.xlsx", "Kế hoạch năm 2021 của xã Ánh")

    told = json.loads(nhip("plan", "import", str(file), "--dry-run", "--json")[1])
    assert (told["stored"], len(told["added"])) == (False, 1)
    assert json.loads(nhip("plan", "show", "--unit", "A1", "--year", "2021", "--json")[1])["tasks"] == []


def test_an_error_ends_in_one_and_names_the_cell(nhip: Run, tmp_path: Path) -> None:
    file = office(tmp_path, "a1.xlsx", "Kế hoạch năm 2021 của xã Ánh", [*ROW[:3], "mai", *ROW[4:]])

    status, said, _err = nhip("plan", "import", str(file), "--json")
    told = json.loads(said)
    assert (status, told["stored"], told["added"]) == (1, False, [])
    assert [(one["code"], one["where"]) for one in told["findings"] if one["severity"] == "error"] == [
        ("KH108", "Kế hoạch!D3")
    ]
    assert "Kế hoạch!D3" in nhip("plan", "import", str(file))[1]


def test_a_folder_is_imported_file_by_file_and_one_bad_file_keeps_none_of_the_others_out(
    nhip: Run, tmp_path: Path
) -> None:
    office(tmp_path, "1.xlsx", "Kế hoạch năm 2021 của xã Ánh")
    office(tmp_path, "2.xlsx", "Kế hoạch năm 2021")
    office(tmp_path, "3.xlsx", "Kế hoạch năm 2021 của xã Đông")
    (tmp_path / "~$3.xlsx").write_bytes(b"lock")
    (tmp_path / "4.xlsx").write_bytes(b"not a workbook")

    status, said, err = nhip("plan", "import", str(tmp_path), "--json")
    assert status == 1
    assert [(one["file"], one["stored"]) for one in json.loads(said)] == [
        ("1.xlsx", True),
        ("2.xlsx", False),
        ("3.xlsx", True),
        ("4.xlsx", False),
    ]
    assert "100 %" in err


def test_wrong_use_and_what_cannot_be_written(nhip: Run, tmp_path: Path) -> None:
    file = str(office(tmp_path, "1.xlsx", "Kế hoạch năm 2021 của xã Ánh"))

    assert nhip("plan", "import", file, file, "--unit", "A1")[0] == 2
    assert nhip("plan", "import", str(tmp_path / "none.xlsx"))[0] == 2
    status, _out, err = nhip(
        "plan", "export", "--unit", "A1", "--year", "2020", "-o", str(tmp_path / "no" / "x.xlsx")
    )
    assert (status, "không ghi được" in err) == (1, True)
    assert "không sửa được" in nhip("plan", "import", file, "--year", "2020")[2]
    unsaid = str(office(tmp_path, "2.xlsx", "Kế hoạch năm 2021"))
    assert "không nói kế hoạch của đơn vị nào" in nhip("plan", "import", unsaid)[2]
