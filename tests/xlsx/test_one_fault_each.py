"""A clean workbook has no findings; with one fault just that one, at its cell: every rule that a file can break."""

from collections.abc import Callable
from datetime import date

import pytest

from nhip.core.access import OPERATOR
from nhip.core.sheets import address
from nhip.cycle.plan_files import check_file, open_file
from tests import world
from tests.xlsx.plan_layouts import workbook, written

pytestmark = pytest.mark.django_db
FIELDS = [
    "number", "title", "lead", "coordinating", "starts_on", "deadline", "deliverable", "weight", "budget",
    "m1", "m2", "m3", "q1", "m4", "m5", "m6", "q2", "m7", "m8", "m9", "q3", "m10", "m11", "m12", "q4",
]  # fmt: skip
HEADINGS = [
    "TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Bắt đầu", "Thời hạn", "Sản phẩm", "Trọng số",
    "Kinh phí (triệu đồng)", "Tháng 1", "Tháng 2", "Tháng 3", "Quý I", "Tháng 4", "Tháng 5", "Tháng 6", "Quý II",
    "Tháng 7", "Tháng 8", "Tháng 9", "Quý III", "Tháng 10", "Tháng 11", "Tháng 12", "Quý IV",
]  # fmt: skip
ABOVE = [["ĐƠN VỊ: XÃ ÁNH"], ["KẾ HOẠCH CÔNG TÁC DÂN TỘC NĂM 2020"]]
Rows = list[dict[str, object]]
Fault = Callable[[Rows], None]


def months(*values: int | None) -> dict[str, object]:
    """Of January on, with the quarters that belong to them."""
    said: dict[str, object] = {f"m{month}": value for month, value in enumerate(values, 1)}
    return said | {f"q{quarter}": values[quarter * 3 - 1] for quarter in range(1, 5)}


EVEN = (8, 17, 25, 33, 42, 50, 58, 67, 75, 83, 92, 100)
HALF = (17, 33, 50, 67, 83, 100, 100, 100, 100, 100, 100, 100)


def task(
    number: int, title: str, deadline: str, values: tuple[int, ...], **more: object
) -> dict[str, object]:
    said: dict[str, object] = {
        "number": number, "title": title, "lead": "UBND xã Ánh", "coordinating": "Sở Tài chính",
        "starts_on": "02/01/2020", "deadline": deadline, "deliverable": f"{number} biên bản nghiệm thu", "weight": 25,
        "budget": "12,5",
    }  # fmt: skip
    return said | months(*values) | more


def clean() -> Rows:
    return [
        task(1, "Sửa chữa 200 m đường nội thôn", "30/06/2020", HALF),
        task(2, "Mở 4 lớp học nghề", "31/12/2020", EVEN, lead="Xã Ánh"),
        task(3, "Vận động 60 hộ di dời chuồng trại", "15/12/2020", EVEN, coordinating=None, budget=None),
        task(4, "Cấp 30 bộ máy cho 30 hộ", "10/06/2020", HALF, coordinating="Phòng Dân tộc huyện An"),
    ]


def set_to(number: int, **values: object) -> Fault:
    return lambda rows: rows[number].update(values)


def one_week(rows: Rows) -> None:
    rows.append(rows[0] | {"number": 5, "title": "Mở 3 đợt khám bệnh"})
    for row in rows:
        row.update(months(*HALF), deadline="10/06/2020", weight=20)


def second_half(rows: Rows) -> None:
    late = (None, None, None, None, None, None, 40, 60, 80, 90, 95, 100)
    rows.append(rows[0] | {"number": 5, "title": "Mở 3 đợt khám bệnh"})
    for row in rows:
        row.update(months(*late), deadline="15/12/2020", weight=20)
    rows[0]["deadline"] = "30/12/2020"


FAULTS: tuple[tuple[str, str, int, Fault], ...] = (
    ("KH101", "lead", 0, set_to(0, lead=None)),
    ("KH102", "lead", 1, set_to(1, lead="Xã Ạnh")),
    ("KH103", "deadline", 2, set_to(2, deadline=None)),
    ("KH104", "deadline", 0, set_to(0, starts_on="01/07/2020")),
    ("KH105", "deadline", 0, set_to(0, deadline="30/06/2021")),
    ("KH106", "m5", 0, set_to(0, m5=60)),
    ("KH106", "m6", 0, set_to(0, m6=70, m7=70, m8=70, m9=70, m10=70, m11=70, m12=70, q2=70, q3=70, q4=70)),
    ("KH107", "m11", 1, set_to(1, m11=192)),
    ("KH107", "m4", 1, set_to(1, m4=-33)),
    ("KH108", "deadline", 0, set_to(0, deadline="30/02/2020")),
    ("KH108", "starts_on", 0, set_to(0, starts_on="đầu xuân")),
    ("KH108", "m5", 0, set_to(0, m5="nửa")),
    ("KH108", "q2", 0, set_to(0, q2="nửa")),
    ("KH108", "budget", 1, set_to(1, budget="12.5.1")),
    ("KH108", "weight", 1, set_to(1, weight="cao")),
    ("KH108", "title", 1, set_to(1, title=None)),
    ("KH109", "deliverable", 0, set_to(0, deliverable=None)),
    ("KH110", "m1", 2, set_to(2, **dict.fromkeys(FIELDS[9:]))),
    ("KH111", "q2", 0, set_to(0, q2=55)),
    ("KH112", "m12", 1, set_to(1, **months(4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 100))),
    ("KH113", "m6", 0, set_to(0, **months(17, 33, 50, 67, 83, 90, 100, 100, 100, 100, 100, 100))),
    ("KH114", "starts_on", 0, set_to(0, starts_on="02/12/2019")),
    ("KH115", "weight", 3, set_to(3, weight=20)),
    ("KH116", "weight", 1, set_to(1, weight=None)),
    ("KH117", "title", 3, set_to(3, title="Sửa chữa 200 m đường nội thôn")),
    ("KH201", "title", 1, set_to(1, title="Tăng cường tuyên truyền", deliverable="Hoàn thành")),
    ("KH202", "title", 1, set_to(1, title="Tuyên truyền", deliverable="Hoàn thành")),
    ("KH203", "deliverable", 1, set_to(1, deliverable="Hoàn thành")),
    ("KH204", "deliverable", 1, set_to(1, deliverable="Mở 4 lớp học nghề")),
    ("KH205", "title", 1, set_to(1, title="Giảm 3 % hộ nghèo")),
    ("KH303", "deadline", 4, one_week),
    ("KH304", "deadline", 0, set_to(0, deadline="28/06/2020")),
    ("KH305", "budget", 0, set_to(0, deadline="14/02/2020", **dict.fromkeys(FIELDS[9:]))),
    ("KH306", "m6", 0, set_to(0, **months(0, 0, 0, 0, 0, 100, 100, 100, 100, 100, 100, 100))),
    ("KH307", "title", 0, second_half),
    ("KH308", "m1", 0, set_to(0, starts_on="03/02/2020")),
    ("KH309", "m1", 0, set_to(0, **months(*[100] * 12))),
    ("KH401", "coordinating", 0, set_to(0, coordinating="Sở Nội vụ")),
    ("KH403", "coordinating", 0, set_to(0, coordinating="Xã Ánh")),
    ("KH404", "lead", 3, set_to(3, lead="Xã Ân")),
    ("KH405", "coordinating", 0, set_to(0, coordinating="Xã Bình")),
    ("KH406", "coordinating", 0, set_to(0, coordinating="P; P.STC; A; A.PDT; A9; B; B1")),
    ("KH407", "coordinating", 0, set_to(0, coordinating="Sở Tài chính; Sở TC")),
)
ALSO = {"KH201": {"KH203"}, "KH202": {"KH203"}}
"""What cannot be broken without the other: a product that says nothing."""


def findings(rows: Rows) -> list[tuple[str, str]]:
    body = [[row.get(name) for name in FIELDS] for row in rows]
    file = open_file("kh.xlsx", workbook(written([*ABOVE, HEADINGS, *body]), "KH 2020"))
    told = check_file(actor=OPERATOR, file=file, code=None, year=None, today=world.TODAY)
    assert (told.unit, told.year, told.count) == (world.unit("A1"), 2020, len(rows))
    return [(one.code, one.where) for one in told.findings]


def test_a_clean_plan_has_no_findings() -> None:
    assert findings(clean()) == []


@pytest.mark.parametrize(
    ("code", "field", "row", "fault"), FAULTS, ids=[f"{code}-{field}" for code, field, _row, _fault in FAULTS]
)
def test_one_fault_is_one_finding_at_its_cell(code: str, field: str, row: int, fault: Fault) -> None:
    rows = clean()
    fault(rows)

    found = [one for one in findings(rows) if one[0] not in ALSO.get(code, ())]
    assert found == [(code, f"KH 2020!{address(3 + row, FIELDS.index(field))}")]


def test_every_rule_that_a_file_can_break_is_tried() -> None:
    from nhip.core.plan_checks import RULES

    needs_more = {"KH206", "KH301", "KH302", "KH402", "KH501", "KH502", "KH503", "KH504"}
    assert {one.code for one in RULES} - needs_more == {code for code, _field, _row, _fault in FAULTS}


def test_last_years_work_is_held_against_the_file() -> None:
    file = open_file("kh.xlsx", workbook(written([*ABOVE, HEADINGS])))
    told = check_file(actor=OPERATOR, file=file, code="A1", year=2020, today=date(2020, 1, 10))
    assert [one.code for one in told.findings] == ["KH001"]
