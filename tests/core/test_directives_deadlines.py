"""Deadlines and how often: the phrase, the last day that it means, and dates that are no deadline."""

from datetime import date

import pytest

from nhip.core.directives import read
from nhip.core.directives.deadlines import due_of
from nhip.core.directives.letters import key_of
from nhip.core.directives.recurrences import recurrence_of

AUGUST = date(2017, 8, 1)


@pytest.mark.parametrize(
    ("sentence", "text", "day"),
    [
        ("trình Chính phủ trước ngày 20-3-2018.", "trước ngày 20-3-2018", date(2018, 3, 20)),
        ("báo cáo chậm nhất ngày 4/9/2017.", "chậm nhất ngày 4/9/2017", date(2017, 9, 4)),
        ("báo cáo trước ngày 10 tháng 5 năm 2026 để", "trước ngày 10 tháng 5 năm 2026", date(2026, 5, 10)),
        ("báo cáo trước ngày 05tháng 9 năm 2017", "trước ngày 05tháng 9 năm 2017", date(2017, 9, 5)),
        ("báo cáo trước 30/9", "trước 30/9", date(2017, 9, 30)),
        ("báo cáo trước 15h00 ngày 20/9", "trước 15h00 ngày 20/9", date(2017, 9, 20)),
        ("báo cáo trước ngày 30/10 này.", "trước ngày 30/10 này", date(2017, 10, 30)),
        ("hoàn thành ngay trong tháng 9/2017.", "ngay trong tháng 9/2017", date(2017, 9, 30)),
        ("và hoàn thành trong tháng 10 tới.", "trong tháng 10 tới", date(2017, 10, 31)),
        ("báo cáo Thủ tướng trong tháng 8", "trong tháng 8", date(2017, 8, 31)),
        ("trong quý III/2017 trình Thủ tướng.", "trong quý III/2017", date(2017, 9, 30)),
        ("khởi công vào quý 4 năm 2018", "vào quý 4 năm 2018", date(2018, 12, 31)),
        ("hoàn thành trong 6 tháng đầu năm 2018", "trong 6 tháng đầu năm 2018", date(2018, 6, 30)),
        (
            "đưa vào dùng các trạm bơm lớn trong năm 2017 (cả trạm A), báo cáo",
            "trong năm 2017",
            date(2017, 12, 31),
        ),
        ("hoàn thành trong năm 2017", "trong năm 2017", date(2017, 12, 31)),
        ("Đến năm 2019, phải hoàn thành việc", "Đến năm 2019", date(2019, 12, 31)),
        ("Từ nay đến cuối năm, các bộ tập trung", "Từ nay đến cuối năm", date(2017, 12, 31)),
        ("trong tuần tới phải xong", "trong tuần tới", date(2017, 8, 13)),
        ("giải quyết trong 10 ngày", "trong 10 ngày", date(2017, 8, 11)),
        ("tổng hợp báo cáo kết quả xét nghiệm vào ngày 29/9.", "vào ngày 29/9", date(2017, 9, 29)),
        ("các đơn vị trong thời gian 20 ngày cần rà soát", "trong thời gian 20 ngày", date(2017, 8, 21)),
        ("yêu cầu Bộ A trong năm 2017 cần tập trung", "trong năm 2017", date(2017, 12, 31)),
        ("hoàn thành đề án để báo cáo Quốc hội vào kỳ họp tháng 5.", "vào kỳ họp tháng 5", None),
        ("hạn cuối là ngày 30/9", "hạn cuối là ngày 30/9", date(2017, 9, 30)),
        ("hoàn thành trước Tết Nguyên đán", "trước Tết Nguyên đán", None),
        ("làm đúng tiến độ, cuối tháng 9 xong quy hoạch", "cuối tháng 9", date(2017, 9, 30)),
        (
            "mở thêm một cửa xả đáy lúc 6h ngày 22/8, phát tối đa 8 tổ máy",
            "lúc 6h ngày 22/8",
            date(2017, 8, 22),
        ),
        (
            "trình Quốc hội xem xét, thông qua tại kỳ họp thứ 3 (tháng 5/2018)",
            "tại kỳ họp thứ 3 (tháng 5/2018)",
            date(2018, 5, 31),
        ),
        ("chấn chỉnh hoạt động, triển khai dự án trong tháng 9.", "trong tháng 9", date(2017, 9, 30)),
        ("hoàn thành vào ngày mùng 5 Tết", "vào ngày mùng 5 Tết", None),
        ("giao Sở Quy hoạch - Kiến trúc trong tháng 9 trình đồ án", "trong tháng 9", date(2017, 9, 30)),
        ("đề nghị trong tuần này các đơn vị phải có phương án", "trong tuần này", date(2017, 8, 6)),
        (
            "trong vòng 15 ngày kể từ ngày nhận được văn bản, phải trả lời",
            "trong vòng 15 ngày kể từ ngày nhận được văn bản",
            None,
        ),
    ],
)
def test_a_deadline_is_read_in_its_words_and_as_a_day(sentence: str, text: str, day: date | None) -> None:
    due = due_of(key_of(sentence), sentence, AUGUST)
    assert due is not None
    assert (due.text, due.day) == (text, day)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("trước ngày 15/3", None),
        ("trong tháng 8", None),
        ("trong quý III", None),
        ("chậm nhất ngày 4/2/2017", date(2017, 2, 4)),
    ],
)
def test_without_the_texts_day_a_year_is_not_guessed(sentence: str, day: date | None) -> None:
    due = due_of(key_of(sentence), sentence, None)
    assert due is not None
    assert due.day == day


def test_a_deadline_before_the_text_is_kept_and_marked() -> None:
    due = due_of("báo cáo trước ngày 15/6.", "báo cáo trước ngày 15/6.", AUGUST)
    assert due is not None
    assert (due.day, due.mark) == (date(2017, 6, 15), "before_the_text")


def test_a_day_of_january_in_a_text_of_december_is_next_years() -> None:
    due = due_of("báo cáo trước ngày 15/1", "báo cáo trước ngày 15/1", date(2019, 12, 20))
    assert due is not None
    assert due.day == date(2020, 1, 15)


def test_a_day_that_no_calendar_has_keeps_its_words() -> None:
    due = due_of("xong trước ngày 30/02/2020", "xong trước ngày 30/02/2020", AUGUST)
    assert due is not None
    assert (due.text, due.day, due.mark) == ("xong trước ngày 30/02/2020", None, "no_such_day")


@pytest.mark.parametrize(
    "sentence",
    [
        "xây dựng kế hoạch phát triển kinh tế - xã hội năm 2018",
        "thực hiện Công điện số 9/CĐ-TTg ngày 4 tháng 3 năm 2031 của Thủ tướng",
        "phê duyệt Quy hoạch đến năm 2030, tầm nhìn 2050",
        "tình hình tai nạn giao thông trong tháng 8 năm 2017 tăng",
        "rà soát các dự án giai đoạn 2016 - 2020",
        "dự trữ lương thực, nước uống đủ dùng trong 10 ngày",
        "xử lý 12/15 vụ vi phạm",
        "tăng tỷ lệ che phủ lên 7,5/10",
    ],
)
def test_dates_of_papers_and_plans_are_no_deadlines(sentence: str) -> None:
    assert due_of(key_of(sentence), sentence, AUGUST) is None


@pytest.mark.parametrize(
    ("sentence", "often"),
    [
        ("báo cáo Thủ tướng trước ngày 20 hằng tháng.", "hằng tháng"),
        ("Định kỳ 6 tháng báo cáo kết quả", "Định kỳ 6 tháng"),
        ("báo cáo trước ngày 25/12 hằng năm", "hằng năm"),
        ("nộp báo cáo vào chiều thứ Năm hằng tuần", "thứ Năm hằng tuần"),
        ("nộp báo cáo vào chiều thứ Năm hàng tuần", "thứ Năm hàng tuần"),
        ("hàng quý tổng hợp", "hàng quý"),
        ("xây dựng kế hoạch hằng năm", None),
        ("dự toán ngân sách hàng năm", None),
        ("thường xuyên kiểm tra", None),
    ],
)
def test_how_often_is_read_where_the_task_recurs(sentence: str, often: str | None) -> None:
    assert recurrence_of(key_of(sentence), sentence) == often


def test_a_day_of_each_month_is_no_single_day() -> None:
    due = due_of("báo cáo trước ngày 20 hằng tháng", "báo cáo trước ngày 20 hằng tháng", AUGUST)
    assert due is not None
    assert (due.text, due.day) == ("trước ngày 20 hằng tháng", None)


def test_what_stands_behind_the_order_counts_first() -> None:
    told = read(
        "Quốc hội thống nhất chưa thông qua dự án luật tại kỳ họp thứ 2, giao Ủy ban thường vụ chỉ đạo chỉnh lý, "
        "trình Quốc hội thông qua tại kỳ họp thứ 3 (tháng 5/2018)."
    ).directives
    assert [one.due and one.due.text for one in told] == ["tại kỳ họp thứ 3 (tháng 5/2018)"]
