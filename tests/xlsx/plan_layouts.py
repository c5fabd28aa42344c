"""Twelve plans as offices lay them out, each otherwise: rows, column order, merged cells, words for time.

They lie beside as workbooks; ``python -m tests.xlsx.plan_layouts`` writes them anew.
"""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Drawn = Callable[[xlsxwriter.Workbook, Worksheet], None]


def workbook(draw: Drawn, name: str = "Kế hoạch") -> bytes:
    """The same bytes each time."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(2020, 1, 6)})  # noqa: DTZ001 - a workbook knows no zone
    draw(book, book.add_worksheet(name))
    book.close()
    return buffer.getvalue()


def _rows(page: Worksheet, start: int, rows: Sequence[Sequence[object]]) -> None:
    for number, row in enumerate(rows, start=start):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value)


def written(rows: Sequence[Sequence[object]]) -> Drawn:
    """A sheet with just these rows from the top."""

    def draw(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
        _rows(page, 0, rows)

    return draw


def plain(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """One row of headings, days as text."""
    page.write(0, 0, "UBND XÃ ÁNH")
    page.write(2, 0, "KẾ HOẠCH CÔNG TÁC DÂN TỘC NĂM 2020")
    _rows(
        page,
        4,
        [
            ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm", "Kinh phí"],
            [1, "Mở 2 lớp tập huấn", "UBND xã Ánh", "Xã Bình Ân", "30/06/2020", "2 lớp, 60 người", None],
            [2, "Sửa 300 m đường thôn", "Xã Ánh", None, "30/9/2020", "Biên bản nghiệm thu", None],
        ],
    )


def other_order(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """Columns in another order, day and month alone, a note at the end."""
    page.write(0, 0, "Đơn vị: Xã Ánh")
    page.write(1, 0, "Kế hoạch năm 2020")
    _rows(
        page,
        3,
        [
            [
                "STT",
                "Thời hạn hoàn thành",
                "Nội dung công việc",
                "Sản phẩm đầu ra",
                "Đơn vị chủ trì",
                "Ghi chú",
            ],
            [1, "trước 15/6", "Rà soát 120 hộ nghèo", "Danh sách hộ", "xã Ánh", "ưu tiên"],
            [2, "Quý III", "Vận động 40 hộ vệ sinh thôn", "40 hộ ký cam kết", "UBND xã Ánh", None],
            ["Tổng cộng", None, None, None, None, None],
        ],
    )


def months_in_two_rows(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """Months under a merged heading, as percent; merged headings over two rows."""
    page.merge_range(0, 0, 0, 16, "KẾ HOẠCH NĂM 2020 CỦA XÃ ÁNH")
    for column, text in enumerate(("TT", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Thời hạn")):
        page.merge_range(2, column, 3, column, text)
    page.merge_range(2, 4, 2, 15, "Tiến độ thực hiện theo tháng (%)")
    page.merge_range(2, 16, 3, 16, "Kết quả dự kiến")
    for month in range(1, 13):
        page.write(3, 3 + month, month)
    even = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1, 1]
    _rows(
        page,
        4,
        [
            [1, "Tổ chức 10 buổi tuyên truyền", "Xã Ánh", "31/10/2020", *even, "10 buổi, 300 lượt người"],
            [2, "Trồng 5 ha quế", "Xã Ánh", "30/10/2020", *even, "5 ha được nghiệm thu"],
        ],
    )


def quarters(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """Quarters in Roman numbers under a heading, groups in Roman numbers between the rows."""
    page.write(0, 0, "PHÒNG DÂN TỘC HUYỆN AN")
    page.write(1, 0, "Kế hoạch công tác năm 2020")
    page.merge_range(3, 0, 4, 0, "Số TT")
    page.merge_range(3, 1, 4, 1, "Công việc")
    page.merge_range(3, 2, 4, 2, "Cơ quan chủ trì")
    page.merge_range(3, 3, 3, 6, "Quý")
    page.merge_range(3, 7, 4, 7, "Thời gian hoàn thành")
    page.merge_range(3, 8, 4, 8, "Sản phẩm")
    for column, text in enumerate(("I", "II", "III", "IV"), start=3):
        page.write(4, column, text)
    _rows(
        page,
        5,
        [
            ["I", "CHƯƠNG TRÌNH 135"],
            [
                1,
                "Giám sát 12 công trình",
                "Phòng Dân tộc",
                "25%",
                "50%",
                "75%",
                "100%",
                "Tháng 12",
                "12 biên bản",
            ],
            ["II", "TUYÊN TRUYỀN"],
            [2, "Mở 4 lớp tập huấn", "Phòng Dân tộc", 25, 50, 75, 100, "15/12/2020", "4 lớp"],
        ],
    )


def gantt(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """Crosses in the months in which a task runs, no other word of time."""
    page.write(0, 0, "Kế hoạch năm 2020 – Xã Ánh")
    heads = ["TT", "Hoạt động", "Chịu trách nhiệm", "Đầu ra", *(f"T{month}" for month in range(1, 13))]
    crosses: list[object] = [None, "x", "x", "x", None, None, None, None, None, None, None, None]
    _rows(
        page,
        2,
        [heads, ["1", "Khảo sát 14 thôn", "UBND xã Ánh", "14 phiếu", *crosses]],
    )


def merged_lead(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """One cell of the lead for several rows, real dates, a start of its own."""
    page.write(0, 0, "ỦY BAN NHÂN DÂN XÃ ÁNH")
    page.write(1, 0, "KẾ HOẠCH NĂM 2020")
    day = _book.add_format({"num_format": "dd/mm/yyyy"})
    _rows(page, 3, [["TT", "Tên nhiệm vụ", "Phụ trách", "Ngày bắt đầu", "Ngày kết thúc", "Kết quả"]])
    page.merge_range(4, 2, 5, 2, "UBND xã Ánh")
    for number, (title, end) in enumerate(
        (("Lập danh sách 45 hộ vay vốn", date(2020, 3, 31)), ("Cấp 45 bộ hồ sơ vay", date(2020, 8, 31)))
    ):
        page.write(4 + number, 0, number + 1)
        page.write(4 + number, 1, title)
        page.write_datetime(4 + number, 3, date(2020, 1, 6), day)
        page.write_datetime(4 + number, 4, end, day)
        page.write(4 + number, 5, "Danh sách được duyệt")


def stretches(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """Stretches of time, units of several words, money in đồng."""
    page.write(0, 0, "UBND HUYỆN AN")
    page.write(1, 0, "BIỂU KẾ HOẠCH CÔNG TÁC DÂN TỘC NĂM 2020")
    _rows(
        page,
        3,
        [
            [
                "TT",
                "Nội dung",
                "Chủ trì thực hiện",
                "Đơn vị phối hợp",
                "Thời gian thực hiện",
                "Dự toán (đồng)",
                "Sản phẩm",
            ],
            [
                1,
                "Cấp 200 bộ sách",
                "Phòng Dân tộc huyện An",
                "UBND các xã",
                "Từ 01/02/2020 đến 30/06/2020",
                45000000,
                "200 bộ sách",
            ],
            [
                2,
                "Họp 2 kỳ giao ban",
                "Phòng Dân tộc",
                "Xã Ánh; Xã Bình Ân",
                "Tháng 3 - tháng 9",
                "12.500.000",
                "2 biên bản",
            ],
            [3, "Kiểm tra 8 thôn", "Phòng DT huyện An", None, "6 tháng đầu năm", None, "8 phiếu kiểm tra"],
        ],
    )


def two_sheets(book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """A list of units on the first sheet, the plan on the second."""
    _rows(page, 0, [["Mã", "Tên đơn vị"], ["A1", "Xã Ánh"], ["A9", "Xã Bình Ân"]])
    second = book.add_worksheet("KH 2020")
    _rows(
        second,
        0,
        [
            ["Kế hoạch công tác năm 2020, xã Ánh"],
            [],
            ["Stt", "Nhiệm vụ trọng tâm", "Bộ phận phụ trách", "Hạn hoàn thành", "Trọng số (%)", "Sản phẩm"],
            [1, "Tuyên truyền 12 buổi", "Xã Ánh", "31-10-2020", 60, "12 buổi"],
            [2, "Thăm 14 người có uy tín", "Xã Ánh", "20-1-2020", 40, "14 suất quà"],
        ],
    )


def codes(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """Units by their codes, numbers as text with a comma."""
    _rows(
        page,
        0,
        [
            [
                "Nhiệm vụ",
                "Đơn vị chủ trì",
                "Phối hợp",
                "Bắt đầu",
                "Hạn",
                "Sản phẩm",
                "Trọng số",
                "Kinh phí (triệu đồng)",
            ],
            [
                "Kế hoạch 2020: sửa 2 km đường",
                "A1",
                "A9",
                "02/01/2020",
                "30/10/2020",
                "2 km nghiệm thu",
                "3",
                "120,5",
            ],
        ],
    )


def old_marks(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """Letters and marks apart (NFD), marks in the old place."""

    def apart(text: str) -> str:
        return unicodedata.normalize("NFD", text)

    page.write(0, 0, apart("Uỷ ban nhân dân xã Ánh"))
    page.write(1, 0, apart("Kế hoạch năm 2020"))
    _rows(
        page,
        2,
        [
            [apart(one) for one in ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Sản phẩm")],
            [
                1,
                apart("Hoà giải 5 vụ việc"),
                apart("Uỷ ban nhân dân xã Ánh"),
                apart("ngày 15 tháng 5 năm 2020"),
                apart("5 biên bản"),
            ],
        ],
    )


def column_numbers(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """A row that numbers the columns, a signature below, a heading of two lines in a cell."""
    page.write(0, 0, "UBND HUYỆN AN\nXÃ ÁNH")
    page.write(1, 2, "PHỤ LỤC: KẾ HOẠCH NĂM 2020")
    _rows(
        page,
        3,
        [
            [
                "TT",
                "Nội dung\nnhiệm vụ",
                "Đơn vị\nchủ trì",
                "Đơn vị\nphối hợp",
                "Thời gian\nhoàn thành",
                "Sản phẩm,\nkết quả",
            ],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            ["1.", "Nghiệm thu 3 công trình", "Xã Ánh", None, "Tháng 11/2020", "3 biên bản"],
            [],
            [None, "Nơi nhận:", None, None, "TM. ỦY BAN NHÂN DÂN"],
            [None, "- Như trên;", None, None, "CHỦ TỊCH"],
        ],
    )


def months_with_quarters(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
    """Twelve months with their quarters between them, percents as whole numbers."""
    page.write(0, 0, "Đơn vị: Xã Bình Ân")
    page.write(1, 0, "KẾ HOẠCH CỤ THỂ THEO THÁNG, QUÝ NĂM 2020")
    heads: list[object] = ["TT", "Nhiệm vụ", "Chủ trì", "Hạn", "Sản phẩm"]
    numbers: list[object] = []
    for quarter in range(1, 5):
        for month in range(quarter * 3 - 2, quarter * 3 + 1):
            heads.append(f"Tháng {month}")
            numbers.append(min(100, 10 * month))
        heads.append(f"Quý {('I', 'II', 'III', 'IV')[quarter - 1]}")
        numbers.append(min(100, 30 * quarter))
    _rows(page, 3, [heads, [1, "Cấp nước cho 30 hộ", "Xã Bình Ân", "30/10/2020", "30 hộ có nước", *numbers]])


LAYOUTS: tuple[tuple[Drawn, int], ...] = (
    (plain, 2),
    (other_order, 2),
    (months_in_two_rows, 2),
    (quarters, 2),
    (gantt, 1),
    (merged_lead, 2),
    (stretches, 3),
    (two_sheets, 2),
    (codes, 1),
    (old_marks, 1),
    (column_numbers, 1),
    (months_with_quarters, 1),
)
"""What draws it, and how many tasks it holds."""

FOLDER = Path(__file__).parent / "workbooks"


def path_of(draw: Drawn) -> Path:
    return FOLDER / f"{draw.__name__}.xlsx"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for one, _count in LAYOUTS:
        path_of(one).write_bytes(workbook(one))
