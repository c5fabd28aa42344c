"""Workbooks of offices, each laid out otherwise, checked as they are; and what is no plan."""

import json
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nhip.apps.plans.models import Plan
from nhip.core.access import OPERATOR
from nhip.core.plan_checks import Severity
from nhip.cycle.plan_files import FileFindings, check_file, open_file
from nhip.cycle.plan_importing import import_plan
from tests import world
from tests.jobs.test_commands import Run, _language, nhip
from tests.xlsx.plan_layouts import LAYOUTS, Drawn, path_of, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["_language", "nhip"]

pytestmark = pytest.mark.django_db


def checked(content: bytes, code: str | None = None, year: int | None = None) -> FileFindings:
    file = open_file("kh.xlsx", content)
    return check_file(actor=OPERATOR, file=file, code=code, year=year, today=world.TODAY)


@pytest.mark.parametrize(("draw", "count"), LAYOUTS, ids=[draw.__name__ for draw, _count in LAYOUTS])
def test_a_plan_is_read_however_it_is_laid_out(draw: Drawn, count: int) -> None:
    told = checked(path_of(draw).read_bytes())

    assert told.count == count
    assert [one for one in told.findings if one.severity is Severity.ERROR] == []
    assert told.year == 2020


@pytest.mark.parametrize(("draw", "count"), LAYOUTS, ids=[draw.__name__ for draw, _count in LAYOUTS])
def test_a_plan_is_imported_however_it_is_laid_out(draw: Drawn, count: int) -> None:
    Plan.objects.update(state="returned")
    code = {"quarters": "A.PDT", "stretches": "A", "months_with_quarters": "A9"}.get(draw.__name__, "A1")
    for again in (False, True):
        told = import_plan(
            actor=OPERATOR,
            file=open_file("kh.xlsx", path_of(draw).read_bytes()),
            code=code,
            year=2020,
            now=world.NOW,
        )
        assert [(one.where, one.message()) for one in told.findings if one.severity is Severity.ERROR] == []
        assert (len(told.changes.added), told.changes.unchanged) == ((0, count) if again else (count, 0))


@pytest.mark.parametrize("draw", [draw for draw, _count in LAYOUTS], ids=lambda draw: draw.__name__)
def test_the_workbooks_are_what_their_builder_draws(draw: Drawn) -> None:
    assert path_of(draw).read_bytes() == workbook(draw)


@pytest.mark.parametrize(
    ("draw", "code"),
    [
        (
            draw,
            {"quarters": "A.PDT", "stretches": "A", "months_with_quarters": "A9", "codes": ""}.get(
                draw.__name__, "A1"
            ),
        )
        for draw, _count in LAYOUTS
    ],
    ids=[draw.__name__ for draw, _count in LAYOUTS],
)
def test_the_title_says_whose_plan_it_is(draw: Drawn, code: str) -> None:
    assert checked(workbook(draw)).unit == (world.unit(code) if code else None)


def faulty(_book: object, page: object) -> None:
    """One fault of each kind that is an error, and near misses beside them."""
    head = [
        "TT",
        "Nhiệm vụ",
        "Chủ trì",
        "Bắt đầu",
        "Thời hạn",
        "Sản phẩm",
        *(f"Tháng {n}" for n in range(1, 13)),
    ]
    full = [None] * 11 + [100]
    rows: Sequence[Sequence[object]] = [
        ["KẾ HOẠCH NĂM 2020"],
        head,
        [1, "Không ai làm 2 việc", None, "02/01/2020", "30/12/2020", "2 việc", 50, *full[1:]],
        [2, "Đơn vị lạ làm 2 việc", "Xã Ạnh", "02/01/2020", "30/12/2020", "2 việc", 51, *full[1:]],
        [3, "Không hạn, 2 việc", "Xã Ánh", "02/01/2020", None, "2 việc", 51, *full[1:]],
        [4, "Hạn trước, 2 việc", "Xã Ánh", "02/06/2020", "01/06/2020", "2 việc", *[None] * 5, 100],
        [5, "Năm sau, 2 việc", "Xã Ánh", "02/01/2020", "30/12/2021", "2 việc", 51, *full[1:]],
        [6, "Mốc giảm, 2 việc", "Xã Ánh", "02/01/2020", "30/12/2020", "2 việc", 60, 59, *full[2:]],
        [7, "Mốc quá, 2 việc", "Xã Ánh", "02/01/2020", "30/12/2020", "2 việc", 60, *full[1:-1], 101],
        [8, "Không đọc được, 2 việc", "Xã Ánh", "02/01/2020", "31/02/2020", "2 việc", 60, *full[1:]],
    ]
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value)  # type: ignore[attr-defined]


def test_each_error_is_told_at_its_cell() -> None:
    told = checked(workbook(faulty), code="A1")
    errors = [(one.code, one.where) for one in told.findings if one.severity is Severity.ERROR]

    assert errors == [
        ("KH101", "Kế hoạch!C3"),
        ("KH102", "Kế hoạch!C4"),
        ("KH103", "Kế hoạch!E5"),
        ("KH104", "Kế hoạch!E6"),
        ("KH105", "Kế hoạch!E7"),
        ("KH106", "Kế hoạch!H8"),
        ("KH107", "Kế hoạch!R9"),
        ("KH108", "Kế hoạch!E10"),
    ]


def test_a_unit_that_ends_in_the_year_is_told_of() -> None:
    def draw(_book: object, page: object) -> None:
        rows = [
            ["KẾ HOẠCH NĂM 2020"],
            ["Nhiệm vụ", "Chủ trì", "Hạn", "Sản phẩm"],
            ["Làm 2 việc", "Xã Ân", "Quý I", "2 việc"],
        ]
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                page.write(number, column, value)  # type: ignore[attr-defined]

    told = checked(workbook(draw))
    one = next(one for one in told.findings if one.code == "KH404")
    assert (one.places["until"], one.places["deadline"]) == (world.MERGER, date(2020, 3, 31))


def check(nhip: Run, path: Path, *more: str) -> tuple[int, list[dict[str, str]]]:
    status, out, _err = nhip("plan", "check", str(path), "--json", *more)
    return status, json.loads(out)


def test_the_command_reads_unit_and_year_from_the_title_unless_told(nhip: Run, tmp_path: Path) -> None:
    path = tmp_path / "kh.xlsx"
    path.write_bytes(workbook(LAYOUTS[0][0]))

    assert check(nhip, path)[0] == 0
    status, rows = check(nhip, path, "--year", "2021")
    assert status == 1
    assert {row["code"] for row in rows if row["severity"] == "error"} == {"KH105"}
    assert check(nhip, path, "--unit", "B1")[0] == 0
    assert nhip("plan", "check", str(path), "--unit", "X")[0] == 1
    assert nhip("plan", "check")[0] == 2


def with_part(name: str, part: bytes) -> bytes:
    """A good workbook with one more part inside."""
    kept = BytesIO(workbook(LAYOUTS[0][0]))
    with zipfile.ZipFile(kept, "a") as packed:
        packed.writestr(name, part)
    return kept.getvalue()


def long_one(_book: object, page: object) -> None:
    for row in range(100_000):
        page.write(row, 0, "Việc")  # type: ignore[attr-defined]


ENCRYPTED = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: b"", "trống"),
        (lambda: b"PK\x03\x04broken", "bị hỏng"),
        (lambda: b"ke hoach", "không phải sổ tính"),
        (lambda: b"\xd0\xcf\x11\xe0old", "dạng cũ"),
        (lambda: ENCRYPTED, "mật khẩu"),
        (lambda: with_part("xl/vbaProject.bin", b"x"), "macro"),
        (lambda: workbook(lambda _book, _page: None), "trống"),
        (lambda: workbook(long_one), "quá nhiều dòng"),
        (lambda: workbook(LAYOUTS[0][0])[:2000], "bị hỏng"),
    ],
    ids=["empty", "broken", "text", "old", "password", "macros", "blank", "100000 rows", "cut off"],
)
def test_what_cannot_be_read_as_a_plan_is_a_finding(
    made: Callable[[], bytes], why: str, nhip: Run, tmp_path: Path
) -> None:
    """Each is made by its test: every process collects all tests, and would make it then."""
    path = tmp_path / "kh.xlsx"
    path.write_bytes(made())

    status, rows = check(nhip, path)

    assert status == 1
    assert [(row["code"], row["severity"], row["where"]) for row in rows] == [("KH001", "error", "kh.xlsx")]
    assert why in rows[0]["message"]
    assert rows[0]["fix"]


def test_a_workbook_of_something_else_is_a_finding_and_a_missing_file_a_wrong_use(
    nhip: Run, tmp_path: Path
) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(workbook(lambda _book, page: page.write(0, 0, "Danh sách đơn vị"), "Trang 1"))

    assert [(row["code"], row["where"]) for row in check(nhip, path)[1]] == [("KH001", "Trang 1!A1")]
    assert nhip("plan", "check", str(tmp_path / "none.xlsx"), "--json")[0] == 2


def test_money_is_read_in_million_dong() -> None:
    told = checked(workbook(LAYOUTS[6][0]))
    budgets = [one.places["budget"] for one in told.findings if one.code == "KH305"]

    assert budgets == [Decimal(45), Decimal("12.5")]
