"""What offices do in their tables, one thing at a time: what is a task, what its cells say, what is left aside."""

from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from nhip.core.access import OPERATOR
from nhip.core.plan_checks import PlannedTask, Severity
from nhip.cycle.plan_files import FileFindings, check_file, open_file
from tests import world
from tests.xlsx.plan_layouts import workbook, written

pytestmark = pytest.mark.django_db
Row = list[object]
TITLE: Row = ["Kế hoạch công tác năm 2020 của xã Ánh"]
HEAD: Row = ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Sản phẩm"]


def checked(content: bytes) -> FileFindings:
    file = open_file("kh.xlsx", content)
    return check_file(actor=OPERATOR, file=file, code=None, year=None, today=world.TODAY)


def read(*rows: Row, merged: tuple[tuple[int, int, int, int], ...] = ()) -> FileFindings:
    """rows: from the top. merged: areas whose first cell says what stands there."""

    def draw(book: xlsxwriter.Workbook, page: Worksheet) -> None:
        for top, left, bottom, right in merged:
            page.merge_range(top, left, bottom, right, "")
        written(rows)(book, page)

    return checked(workbook(draw, "KH"))


def tasks(told: FileFindings) -> tuple[PlannedTask, ...]:
    return () if told.read is None else told.read.tasks


def titles(told: FileFindings) -> list[str]:
    return [one.title for one in tasks(told)]


def errors(told: FileFindings) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in told.findings if one.severity is Severity.ERROR]


def test_groups_sums_and_signatures_are_no_tasks() -> None:
    told = read(
        TITLE,
        [*HEAD, "Kinh phí"],
        ["A", "CÔNG TÁC THƯỜNG XUYÊN"],
        [1, "Nhóm tuyên truyền"],
        ["1.1", "Công tác tuyên truyền 2 buổi", "Xã Ánh", "Thường xuyên", "2 buổi"],
        ["1.2", "Tổng kết 5 năm", "Xã Ánh", "Cả năm", "1 báo cáo"],
        ["B", "Đầu tư", None, None, None, 500],
        [2, "Làm 1 cầu", "Xã Ánh", "Quý II, III", "1 cầu", "300 triệu"],
        [None, "Cộng (A+B)", None, None, None, 500],
        ["Tổng cộng", None, None, None, None, 500],
        [],
        [None, "Ánh, ngày 10 tháng 01 năm 2020"],
        [None, "NGƯỜI LẬP BIỂU", None, "TM. ỦY BAN NHÂN DÂN"],
        [3, "Không còn là bảng", "Xã Ánh", "Quý II", "1"],
    )

    assert titles(told) == ["Công tác tuyên truyền 2 buổi", "Tổng kết 5 năm", "Làm 1 cầu"]
    assert errors(told) == []
    assert tasks(told)[2].budget == Decimal(300)


def test_a_group_over_the_whole_width_is_no_task() -> None:
    told = read(
        TITLE,
        HEAD,
        ["I. CHƯƠNG TRÌNH 135"],
        [1, "Mở 2 lớp", "UBND xã", "15/3", "2 lớp"],
        merged=((2, 0, 2, 4),),
    )
    assert titles(told) == ["Mở 2 lớp"]
    assert errors(told) == []


def test_headings_at_the_top_of_the_next_page_are_no_task() -> None:
    told = read(
        TITLE,
        HEAD,
        [1, "Một", "A1", "15/3", "1"],
        HEAD,
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [2, "Hai", "A1", "15/4", "1"],
    )
    assert titles(told) == ["Một", "Hai"]


def test_a_task_whose_cell_spans_rows_is_one_task() -> None:
    told = read(
        TITLE,
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"],
        [1, "Xây 2 nhà văn hóa", "UBND xã Ánh", "Sở Tài chính", "30/6/2020", "Hồ sơ"],
        [None, None, "UBND xã Ánh", "Phòng Dân tộc", "30/9/2020", "2 nhà"],
        [2, "Mở 2 lớp", "UBND xã Ánh", "Sở TC", "Trong tháng 5", "2 lớp"],
        [None, None, None, "Phòng Dân tộc"],
        merged=((2, 0, 3, 0), (2, 1, 3, 1)),
    )

    first, second = tasks(told)
    assert (first.deadline, first.deliverable) == (date(2020, 9, 30), "Hồ sơ 2 nhà")
    assert [one.unit for one in first.coordinating] == [world.unit("P.STC"), world.unit("A.PDT")]
    assert [one.unit for one in second.coordinating] == [world.unit("P.STC"), world.unit("A.PDT")]


def test_a_fault_in_a_later_row_of_a_task_is_told_at_its_own_cell_and_sums_add_up() -> None:
    told = read(
        TITLE,
        [*HEAD, "Kinh phí", "Tháng 6"],
        [1, "Xây 2 nhà", "Xã Ánh", "30/6/2020", "Hồ sơ", 10, 60],
        [None, None, "Xã Ánh", "mai", "1 nhà", 20, 50],
        [None, None, "Xã Ánh", "30/9/2021", "2 nhà", 30, 70],
        merged=((2, 0, 4, 0), (2, 1, 4, 1)),
    )
    assert errors(told) == [("KH105", "KH!D5"), ("KH108", "KH!D4")]
    assert (tasks(told)[0].budget, tasks(told)[0].milestones) == (Decimal(60), {6: Decimal(50)})


def test_of_two_columns_that_name_work_the_finer_one_is_the_task() -> None:
    told = read(
        TITLE,
        ["TT", "Nhiệm vụ", "Nội dung công việc", "Chủ trì", "Thời hạn", "Sản phẩm"],
        [1, "Tuyên truyền", "Mở 1 lớp", "Xã Ánh", "29/4", "1 lớp"],
        [2, None, "Phát 100 tờ rơi", "Xã Ánh", "31/3", "100 tờ"],
        merged=((2, 1, 3, 1),),
    )
    assert titles(told) == ["Mở 1 lớp", "Phát 100 tờ rơi"]


def test_headings_say_it_in_other_words_and_another_order() -> None:
    told = read(
        ["UBND HUYỆN AN"],
        ["BIỂU CHI TIẾT KẾ HOẠCH CÔNG TÁC DÂN TỘC NĂM 2020"],
        ["(Kèm theo Kế hoạch số 12/KH-UBND ngày 08/01/2019)"],
        [
            "THỜI GIAN THỰC HIỆN NHIỆM VỤ",
            "KẾT QUẢ DỰ KIẾN",
            "PHÂN CÔNG THỰC HIỆN",
            "NHIỆM VỤ, GIẢI PHÁP",
            "STT",
            "TRỌNG SỐ NHIỆM VỤ",
        ],
        ["Quý I-II", "2 lớp", "Phòng Dân tộc", "Mở 2 lớp", "01", "0,5"],
        ["từ tháng 3 đến hết tháng 9/2020", "3 km", "UBND huyện", "Làm 3 km", "02", "0,3"],
        ["31/3; 30/6; 15/12", "4 báo cáo", "Huyện An", "Báo cáo 4 quý", "03", "0,2"],
    )

    assert (told.unit, told.year, errors(told)) == (world.unit("A"), 2020, [])
    assert [(one.deadline, one.weight) for one in tasks(told)] == [
        (date(2020, 6, 30), Decimal(50)),
        (date(2020, 9, 30), Decimal(30)),
        (date(2020, 12, 15), Decimal(20)),
    ]


def test_quarters_alone_are_held_to_the_same_rules() -> None:
    told = read(
        TITLE,
        ["TT", "Nội dung", "Chủ trì", "Kế hoạch thực hiện theo quý (%)", None, None, None, "Sản phẩm"],
        [None, None, None, "I", "II", "III", "IV"],
        [1, "Làm 1 việc", "Xã Ánh", "20%", "60%", "40%", "100%", "1 việc"],
        [2, "Làm 2 việc", "Xã Ánh", 20, 60, 110, None, "2 việc"],
        merged=((1, 3, 1, 6),),
    )
    assert errors(told) == [("KH106", "KH!F4"), ("KH107", "KH!F5")]


def test_months_below_their_quarters_as_parts_of_one() -> None:
    above: Row = ["TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm"]
    below: Row = [None] * 4
    values: Row = [1, "Kiểm tra 12 thôn", "Phòng Dân tộc", "12 biên bản"]
    for quarter, roman in enumerate(("I", "II", "III", "IV")):
        above += [f"Quý {roman}", None, None, None]
        below += [quarter * 3 + 1, quarter * 3 + 2, quarter * 3 + 3, "Cả quý"]
        values += [0.08 * (quarter * 3 + 1), 0.08 * (quarter * 3 + 2), *([0.08 * (quarter * 3 + 3)] * 2)]
    values[-2:] = [1, 1]
    areas = tuple((2, 4 + 4 * quarter, 2, 7 + 4 * quarter) for quarter in range(4))
    told = read(["UBND HUYỆN AN"], ["PHÒNG DÂN TỘC – NĂM 2020"], above, below, values, merged=areas)

    (one,) = tasks(told)
    assert [one.milestones[month] for month in (1, 6, 12)] == [Decimal(8), Decimal(48), Decimal(100)]
    assert one.quarters == {1: Decimal(24), 2: Decimal(48), 3: Decimal(72), 4: Decimal(100)}
    assert [code for code, _where in errors(told)] == []
    assert [one.code for one in told.findings if one.code == "KH111"] == []


def test_marks_merged_over_months_are_the_months_in_which_it_runs() -> None:
    told = read(
        TITLE,
        [
            "TT",
            "Nội dung công việc",
            "Đơn vị thực hiện",
            "Kết quả đầu ra",
            *(f"T{month}" for month in range(1, 13)),
        ],
        [1, "Rà soát 100 hộ", "UBND xã Ánh", "Danh sách 100 hộ", None, "X"],
        merged=((2, 5, 2, 8),),
    )

    (one,) = tasks(told)
    assert (one.starts_on, one.deadline) == (date(2020, 2, 1), date(2020, 5, 31))
    assert one.milestones == {2: 25, 3: 50, 4: 75, 5: 100}


def test_quantity_and_measure_in_columns_of_their_own_measure_a_task() -> None:
    told = read(
        TITLE,
        [
            "TT",
            "Công việc",
            "ĐVT",
            "Khối lượng",
            "Đầu mối chủ trì",
            "Phối hợp",
            "Hạn hoàn thành",
            "Lãnh đạo phụ trách",
        ],
        [
            1,
            "Tiếp tục vận động hộ nghèo",
            "Hộ",
            40,
            "UBND xã Ánh, huyện An",
            "Không",
            "26/2/2020",
            "Phó Chủ tịch",
        ],
    )

    assert errors(told) == []
    assert {one.code for one in told.findings} == {"KH109"}
    assert tasks(told)[0].coordinating == ()


def test_a_formula_without_a_result_is_told_where_it_matters_only() -> None:
    def draw(book: xlsxwriter.Workbook, page: Worksheet) -> None:
        rows: list[Row] = [
            TITLE,
            [*HEAD, "Tháng 6"],
            [None, "Làm 1 việc", "Xã Ánh", "30/6", "1 việc"],
            ["Tổng cộng"],
        ]
        written(rows)(book, page)
        for row, column in ((2, 0), (2, 5), (3, 5)):
            page.write_formula(row, column, "=SUM(A1:A2)", None, "")

    told = checked(workbook(draw, "KH"))
    assert errors(told) == [("KH108", "KH!F3")]
    assert "mở tệp bằng Excel" in told.findings[0].message()


def test_of_several_sheets_that_of_the_year_is_the_plan() -> None:
    def draw(book: xlsxwriter.Workbook, page: Worksheet) -> None:
        written([["Kế hoạch năm 2019 của xã Ánh"], HEAD, [1, "Việc cũ", "Xã Ánh", "15/3/2019", "1"]])(
            book, page
        )
        written([TITLE, HEAD, [1, "Việc mới", "Xã Ánh", "13/3/2020", "1"]])(
            book, book.add_worksheet("Năm nay")
        )
        hidden = book.add_worksheet("Ẩn")
        written([TITLE, HEAD, [1, "Việc ẩn", "Xã Ánh", "13/3/2020", "1"]])(book, hidden)
        hidden.hide()

    told = checked(workbook(draw, "Năm trước"))
    assert (told.year, titles(told)) == (2020, ["Việc mới"])


def test_a_day_without_its_format_is_a_day() -> None:
    told = read(TITLE, HEAD, [1, "Một", "A1", 43910, "1"])
    assert tasks(told)[0].deadline == date(2020, 3, 20)
