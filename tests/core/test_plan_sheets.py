"""Times, headings and unit names of office tables, as they are written."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.errors import RuleBroken
from nhip.core.plan_sheets import KnownUnit, ReadPlan, Table, UnitNames, plan_tables, read_plan
from nhip.core.plan_sheets.headers import find_header
from nhip.core.plan_sheets.times import read_stretch, read_time

YEAR = (date(2020, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("15/06/2020", None, date(2020, 6, 15)),
        ("15/6", None, date(2020, 6, 15)),
        ("17-1", None, date(2020, 1, 17)),
        ("2020-06-15", None, date(2020, 6, 15)),
        ("ngày 15 tháng 5 năm 2020", None, date(2020, 5, 15)),
        ("trước ngày 15/3", None, date(2020, 3, 15)),
        ("Hoàn thành trước 20/11/2020", None, date(2020, 11, 20)),
        ("chậm nhất là ngày 5/4", None, date(2020, 4, 5)),
        ("01/02/2020 - 30/06/2020", date(2020, 2, 1), date(2020, 6, 30)),
        ("Từ 01/02 đến 30/6/2020", date(2020, 2, 1), date(2020, 6, 30)),
        ("Tháng 8", date(2020, 8, 1), date(2020, 8, 31)),
        ("trong tháng 8", date(2020, 8, 1), date(2020, 8, 31)),
        ("T2", date(2020, 2, 1), date(2020, 2, 29)),
        ("tháng 11/2020", date(2020, 11, 1), date(2020, 11, 30)),
        ("11/2020", date(2020, 11, 1), date(2020, 11, 30)),
        ("Tháng 3 - tháng 9", date(2020, 3, 1), date(2020, 9, 30)),
        ("Tháng 3, 6, 9", date(2020, 3, 1), date(2020, 9, 30)),
        ("từ tháng 2 đến hết tháng 4", date(2020, 2, 1), date(2020, 4, 30)),
        ("Quý II", date(2020, 4, 1), date(2020, 6, 30)),
        ("quý I – quý III", date(2020, 1, 1), date(2020, 9, 30)),
        ("Quý 4/2020", date(2020, 10, 1), date(2020, 12, 31)),
        ("6 tháng đầu năm", date(2020, 1, 1), date(2020, 6, 30)),
        ("Cả năm", *YEAR),
        ("Thường xuyên", *YEAR),
        ("Hằng tháng", *YEAR),
        ("Năm 2020", *YEAR),
        ("", None, None),
        ("31/12/2021", None, date(2021, 12, 31)),
        ("30/6/20", None, date(2020, 6, 30)),
        ("15/6/2020 (dự kiến)", None, date(2020, 6, 15)),
        ("17h00 ngày 15/6", None, date(2020, 6, 15)),
        ("2/2020 - 6/2020", date(2020, 2, 1), date(2020, 6, 30)),
        ("T3-T6", date(2020, 3, 1), date(2020, 6, 30)),
        ("Quý I, II, III", date(2020, 1, 1), date(2020, 9, 30)),
        ("từ quý II đến hết năm", date(2020, 4, 1), date(2020, 12, 31)),
        ("đầu tháng 6", date(2020, 6, 1), date(2020, 6, 10)),
        ("tuần 2 tháng 6", date(2020, 6, 1), date(2020, 6, 20)),
        ("cuối quý III", date(2020, 7, 1), date(2020, 9, 30)),
        ("tháng sáu", date(2020, 6, 1), date(2020, 6, 30)),
        ("31/3; 30/6; 30/9", None, date(2020, 9, 30)),
        ("Ngày 20 hằng tháng", *YEAR),
        ("Quý II năm 2021", date(2021, 4, 1), date(2021, 6, 30)),
    ],
)
def test_times_are_read_as_offices_write_them(text: str, first: date | None, last: date | None) -> None:
    assert read_stretch(text, 2020) == (first, last)


@pytest.mark.parametrize(
    ("text", "says_day"),
    [("15/6", True), ("1/2 - 15/6", True), ("tháng 6", False), ("quý II", False), ("cả năm", False)],
)
def test_only_a_named_day_is_one(text: str, *, says_day: bool) -> None:
    assert read_time(text, 2020).says_day is says_day


@pytest.mark.parametrize("text", ["30/02/2020", "tháng 13", "sớm", "quý V", "32/1", "theo kế hoạch", "12"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        read_stretch(text, 2020)


@given(st.dates(date(2019, 1, 1), date(2022, 12, 31)), st.integers(0, 300))
def test_a_stretch_of_days_is_read_back(first: date, days: int) -> None:
    last = first + timedelta(days=days)

    assert read_stretch(f"{first:%d/%m/%Y} – {last:%d/%m/%Y}", 2020) == (first, last)
    assert read_stretch(f"{last:%d/%m/%Y}", 2020) == (None, last)


# --- Units ------------------------------------------------------------------------------------------------------

NAMES = UnitNames(
    (
        KnownUnit(1, "Xã Ánh", "A1"),
        KnownUnit(2, "Xã Bình Ân", "A9"),
        KnownUnit(3, "Phòng Dân tộc huyện An", "A.PDT", 0),
        KnownUnit(4, "Phòng Dân tộc huyện Bắc", "B.PDT", 2),
        KnownUnit(5, "Sở Kế hoạch và Đầu tư", "P.KHDT", 1),
        KnownUnit(6, "Sở Văn hóa, Thể thao và Du lịch", "P.VH", 1),
        KnownUnit(7, "Xã Hòa Bình", "A7"),
        KnownUnit(8, "Xã Hòa Bình", "C7", 3),
        KnownUnit(9, "Thị trấn Chợ Mới", "A8"),
    )
)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Xã Ánh", 1),
        ("UBND xã Ánh", 1),
        ("Uỷ ban nhân dân xã Ánh", 1),
        ("xa anh", 1),
        ("A9", 2),
        ("x. Bình Ân", 2),
        ("Phòng Dân tộc", 3),
        ("Phòng DT huyện An", 3),
        ("Phòng DT An", 3),
        ("phong dan toc an", 3),
        ("phòng dân tộc huyện Bắc", 4),
        ("Sở KH&ĐT", 5),
        ("Sở Kế hoạch & Đầu tư", 5),
        ("Sở VHTTDL", 6),
        ("Sở Văn hoá, Thể thao và Du lịch", 6),
        ("Xã Hoà Bình", 7),
        ("TT. Chợ Mới", 9),
        ("UBND các xã, thị trấn", 0),
        ("Xã Anh", None),
        ("Xã Ạnh", None),
        ("Sở Nội vụ", None),
        ("Phòng", None),
    ],
)
def test_a_unit_is_known_by_its_usual_names_and_never_guessed(text: str, unit: int | None) -> None:
    assert NAMES.find(text).unit == unit


def test_a_name_that_is_like_another_offers_it() -> None:
    assert NAMES.find("Xã Bình Ấn").near == ("Xã Bình Ân",)
    assert NAMES.find("Hội Nông dân").near == ()


def test_several_units_stand_in_one_cell() -> None:
    found = NAMES.several("Sở Văn hóa, Thể thao và Du lịch; UBND xã Ánh,\nA9 và Phòng Dân tộc")
    assert [one.unit for one in found] == [6, 1, 2, 3]
    assert [one.unit for one in NAMES.several("Sở Văn hóa, Thể thao và Du lịch")] == [6]
    assert NAMES.several("") == ()


OWN = UnitNames(
    (
        KnownUnit(1, "Xã Ánh", "A1", 0, is_own=True),
        KnownUnit(2, "Huyện An", "A", 1, is_own=True),
        KnownUnit(3, "Thị trấn An", "A2", 1),
        KnownUnit(4, "Xã Đông", "B1", 2, above=("Tỉnh Mẫu", "Huyện Bắc")),
        KnownUnit(5, "Xã Đông", "C1", 2, above=("Tỉnh Mẫu", "Huyện Cao")),
        KnownUnit(6, "Xã Đông", "D1", 3, above=("Tỉnh Khác", "Huyện Khác")),
        KnownUnit(7, "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "MT", 1),
        KnownUnit(8, "Thành phố Bắc", "TP", 1),
    )
)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("UBND xã", [1]),
        ("UBND huyện", [2]),
        ("UBND xã Đông, huyện Cao", [5]),
        ("Xã Đông (huyện Bắc)", [4]),
        ("Xã Đông", [None]),
        ("Xã Đông (B1)", [4]),
        ("UBND các xã, thị trấn", [0]),
        ("Các ban, ngành, đoàn thể; Xã Ánh", [0, 1]),
        ("MTTQ tỉnh", [7]),
        ("TT An", [3]),
        ("TP Bắc", [8]),
        ("Xã Ánh (chủ trì), UBND huyện An", [1, 2]),
        ("Xã Đông\nhuyện Cao; Xã\nÁnh", [5, 1]),
        ("Xã Ánh\nThị trấn An", [1, 3]),
        ("Không", []),
        ("-", []),
    ],
)
def test_a_name_means_what_it_means_in_the_plans_own_place(text: str, units: list[int | None]) -> None:
    assert [one.unit for one in OWN.several(text)] == units


def test_of_a_name_that_two_bear_both_are_offered_with_their_codes() -> None:
    assert OWN.find("Xã Đông").near == ("Xã Đông (B1)", "Xã Đông (C1)", "Xã Đông (D1)")


def test_the_longest_name_in_a_line_is_meant() -> None:
    assert NAMES.mentioned("KẾ HOẠCH NĂM 2020 CỦA PHÒNG DÂN TỘC HUYỆN AN") == 3
    assert NAMES.mentioned("KẾ HOẠCH NĂM 2020") is None


def test_of_a_unit_and_one_above_it_in_a_line_the_lower_is_meant() -> None:
    names = UnitNames(
        (KnownUnit(1, "Thành phố Bình", "B"), KnownUnit(2, "Xã Ánh", "B1", above=("Thành phố Bình",)))
    )

    assert names.mentioned("Kế hoạch năm 2020 - UBND xã Ánh, thành phố Bình") == 2
    assert names.mentioned("Kế hoạch năm 2020 của thành phố Bình") == 1


# --- Tables -----------------------------------------------------------------------------------------------------


def table(*rows: tuple[object, ...]) -> Table:
    return Table("Sheet1", rows)  # type: ignore[arg-type]


def read(*tables: Table) -> ReadPlan:
    return read_plan(plan_tables(tables), year=2020, names=NAMES)


HEAD = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Tháng 1", "Tháng 6", "Tháng 12")


def test_cells_that_cannot_be_read_are_kept_with_their_address() -> None:
    told = read(
        table(
            ("KẾ HOẠCH NĂM 2020",),
            HEAD,
            (Decimal(1), "Sửa 2 km đường", "A1", "30/02", "abc", Decimal(50)),
        ),
    )

    assert [(one.where, one.text) for one in told.tasks[0].unreadable] == [
        ("Sheet1!D3", "30/02"),
        ("Sheet1!E3", "abc"),
    ]
    assert told.tasks[0].milestones == {6: Decimal(50)}


def test_a_row_without_a_number_or_anything_else_is_a_heading_and_a_numbered_one_a_task() -> None:
    told = read(
        table(
            HEAD,
            ("I", "CHƯƠNG TRÌNH 135"),
            (Decimal(1), "Việc chưa giao ai"),
            (None, "Nhóm khác"),
            (None, "Tổng cộng", None, None, Decimal(3)),
            ("2", "Việc của xã", "A1", "Quý I"),
        ),
    )

    assert [one.title for one in told.tasks] == ["Việc chưa giao ai", "Việc của xã"]
    assert told.tasks[0].lead is None


@pytest.mark.parametrize("ditto", ["nt", "-nt-", "- nt -", "Như trên", '"', "''", "”", "//"])
def test_a_ditto_says_what_the_task_above_says(ditto: str) -> None:
    told = read(
        table(
            HEAD,
            (Decimal(1), "Việc một", ditto, "Quý I"),
            (Decimal(2), "Việc hai", "A1", "Quý II"),
            ("II", "NHÓM KHÁC"),
            (Decimal(3), "Việc ba", ditto, ditto),
            (Decimal(4), "Việc bốn", ditto, "Quý IV"),
        ),
    )

    assert [one.lead and one.lead.unit for one in told.tasks] == [None, 1, 1, 1]
    assert [str(one.deadline) for one in told.tasks[1:]] == ["2020-06-30", "2020-06-30", "2020-12-31"]


def test_in_a_programme_by_months_the_heading_is_the_deadline_where_no_column_speaks_of_time() -> None:
    rows = (
        (None, "THÁNG 03"),
        (Decimal(1), "Việc một", "A1", "Biên bản"),
        (None, "Công tác khác"),
        (Decimal(2), "Việc hai", "A1", "Báo cáo"),
        ("II", "Quý II/2020"),
        (Decimal(3), "Việc ba", "A1", "Báo cáo"),
        (None, "Tháng 13"),
        (Decimal(4), "Việc bốn", "A1", "Báo cáo"),
    )

    without = read(table(("TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm"), *rows))
    assert [str(one.deadline) for one in without.tasks] == ["2020-03-31", "2020-03-31", "2020-06-30", "None"]
    beside = read(table(("TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm", "Thời hạn"), *rows))
    assert {one.deadline for one in beside.tasks} == {None}


def test_who_carries_it_out_leads_where_no_other_column_says_who_does() -> None:
    row = (Decimal(1), "Việc một", "A1", "Quý I", "Chuyên viên")
    alone = read(table(("TT", "Nhiệm vụ", "Người thực hiện", "Thời hạn", "Sản phẩm"), row))
    beside = read(table(("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Người thực hiện"), row))

    assert [one.lead and one.lead.unit for told in (alone, beside) for one in told.tasks] == [1, 1]


def test_merged_cells_all_say_what_the_first_one_does() -> None:
    told = read(
        Table(
            "S",
            (HEAD, (Decimal(1), "Một việc", "A1", "Quý I"), (Decimal(2), "Hai việc", None, None)),
            ((1, 2, 2, 2), (1, 3, 2, 3)),
        ),
    )

    assert {(one.lead.unit if one.lead else None, one.deadline) for one in told.tasks} == {
        (1, date(2020, 3, 31))
    }


def test_a_sheet_of_something_else_is_no_plan() -> None:
    other = table(("Mã", "Tên"), ("A1", "Xã Ánh"))

    assert find_header(other.rows) is None
    assert plan_tables([other]) == ()


@given(st.permutations(range(len(HEAD))))
def test_columns_may_stand_in_any_order(order: list[int]) -> None:
    row = (Decimal(1), "Sửa 2 km đường", "A1", "30/6/2020", Decimal(10), Decimal(100), None)
    moved = tuple(HEAD[one] for one in order), tuple(row[one] for one in order)
    (task,) = read(table(*moved)).tasks

    assert (task.title, task.lead and task.lead.unit, task.deadline) == (
        "Sửa 2 km đường",
        1,
        date(2020, 6, 30),
    )
    assert task.milestones == {1: Decimal(10), 6: Decimal(100)}
