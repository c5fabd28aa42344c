"""What is left empty of a document is read from its head, in the forms in which papers are copied."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.directive_drafts import LONGEST_ISSUER, LONGEST_NAME, LONGEST_NUMBER, SourceGenre
from nhip.core.directive_headings import KnownFacts, completed, heading_of, in_small_letters
from nhip.core.errors import RulesBroken

NOTICE = """ỦY BAN NHÂN DÂN
TỈNH LÂM SƠN
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
---------------
Số: 12/TB-UBND
Lâm Sơn, ngày 07 tháng 01 năm 2020

THÔNG BÁO
Kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh
tại Hội nghị tổng kết công tác dân tộc năm 2019
Ngày 03/01/2020, tại hội trường tỉnh, Phó Chủ tịch chủ trì hội nghị.
"""
LETTER = """UBND TỈNH LÂM SƠN\t\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
BAN DÂN TỘC            Độc lập - Tự do - Hạnh phúc
Số: 45 /BDT-CS         Lâm Sơn, ngày 7 tháng 1 năm 2020
V/v rà soát danh mục
xã khu vực III

Kính gửi: Ủy ban nhân dân các huyện
"""
PARTED = """ỦY BAN NHÂN DÂN
HUYỆN AN THỊNH
Số:173
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
/KH-UBND
Độc lập - Tự do - Hạnh phúc An Thịnh, ngày 28 tháng 4 năm 2026
KẾ HOẠCH
Triển khai công tác dân tộc năm 2026 trên địa bàn huyện Thực hiện Kế hoạch số 2/KH-UBND của tỉnh
I. MỤC ĐÍCH
"""
PARTY = """TỈNH ỦY LÂM SƠN
*
ĐẢNG CỘNG SẢN VIỆT NAM
Số 212-TB/TU
Lâm Sơn, ngày 23 tháng 01 năm 2026
THÔNG BÁO
Kết luận của Thường trực Tỉnh ủy về công tác dân tộc
"""

TELEGRAM = """THỦ TƯỚNG CHÍNH PHỦ

Số: 46/CĐ-TTg

Hà Nội, ngày 11 tháng 7 năm 2026

CÔNG ĐIỆN

Về phòng, chống mưa lũ

THỦ TƯỚNG CHÍNH PHỦ điện:
- Bộ trưởng Bộ Công an;
"""


@pytest.mark.parametrize(
    ("text", "genre", "number", "dated", "title", "issuer"),
    [
        (
            NOTICE,
            SourceGenre.CONCLUSIONS,
            "12/TB-UBND",
            date(2020, 1, 7),
            "Kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh tại Hội nghị tổng kết công tác dân tộc năm 2019",
            "Ủy ban nhân dân tỉnh Lâm Sơn",
        ),
        (
            LETTER,
            SourceGenre.LETTER,
            "45/BDT-CS",
            date(2020, 1, 7),
            "Rà soát danh mục xã khu vực III",
            "Ban Dân tộc",
        ),
        (
            PARTED,
            SourceGenre.PLAN,
            "173/KH-UBND",
            date(2026, 4, 28),
            "Triển khai công tác dân tộc năm 2026 trên địa bàn huyện",
            "Ủy ban nhân dân huyện An Thịnh",
        ),
        (
            PARTY,
            SourceGenre.CONCLUSIONS,
            "212-TB/TU",
            date(2026, 1, 23),
            "Kết luận của Thường trực Tỉnh ủy về công tác dân tộc",
            "Tỉnh ủy Lâm Sơn",
        ),
        (
            TELEGRAM,
            SourceGenre.TELEGRAM,
            "46/CĐ-TTg",
            date(2026, 7, 11),
            "Về phòng, chống mưa lũ",
            "Thủ tướng Chính phủ",
        ),
        (
            "Tỉnh họp về vốn chậm giải ngân\n\nSáng 5/5, Chủ tịch UBND tỉnh yêu cầu các sở báo cáo trước ngày 15/5.",
            SourceGenre.NEWS,
            "",
            None,
            "Tỉnh họp về vốn chậm giải ngân",
            "",
        ),
        (
            "Kính thưa các đồng chí!\nHôm nay chúng ta họp để giao việc của quý II.",
            SourceGenre.SPEECH,
            "",
            None,
            "Kính thưa các đồng chí!",
            "",
        ),
        ("Trời hôm nay đẹp.", None, "", None, "Trời hôm nay đẹp", ""),
        ("", None, "", None, "", ""),
    ],
)
def test_the_head_tells_kind_number_day_subject_and_issuer(
    text: str, genre: SourceGenre | None, number: str, dated: date | None, title: str, issuer: str
) -> None:
    head = heading_of(text)
    assert (head.genre, head.number, head.dated, head.title, head.issuer) == (
        genre,
        number,
        dated,
        title,
        issuer,
    )


def test_a_number_left_blank_in_a_draft_is_none() -> None:
    assert heading_of(NOTICE.replace("12/TB-UBND", "      /TB-UBND")).number == ""


def test_a_paper_that_is_named_in_the_body_gives_no_number() -> None:
    assert heading_of("Tin họp\nThực hiện Công văn số 12/UBND-VX ngày 5/5/2020 của tỉnh.").number == ""


def test_what_was_typed_stands_and_the_rest_is_read() -> None:
    facts = completed(KnownFacts(title=" Kết luận tháng 1 ", dated=date(2020, 1, 8)), NOTICE)
    assert (facts.title, facts.dated, facts.number) == ("Kết luận tháng 1", date(2020, 1, 8), "12/TB-UBND")
    assert facts.genre is SourceGenre.CONCLUSIONS
    assert completed(KnownFacts(genre=SourceGenre.MINUTES), NOTICE).genre is SourceGenre.MINUTES


def test_without_a_day_anywhere_the_person_is_asked() -> None:
    with pytest.raises(RulesBroken) as refused:
        completed(KnownFacts(title="Tin họp"), "Chủ tịch yêu cầu Sở Tài chính báo cáo trước ngày 15/5.")
    assert set(refused.value.refusals) == {"dated"}


def test_a_text_without_any_mark_of_its_kind_is_another_text() -> None:
    facts = completed(KnownFacts(dated=date(2020, 1, 8)), "Ghi chép\n1. Sở Tài chính rà soát.")
    assert (facts.genre, facts.title) == (SourceGenre.OTHER, "Ghi chép")


@pytest.mark.parametrize(
    ("capitals", "small"),
    [
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ BẮC SƠN", "Ủy ban nhân dân thành phố Bắc Sơn"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
        ("HUYỆN ỦY AN THỊNH", "Huyện ủy An Thịnh"),
        ("ỦY BAN NHÂN DÂN THỊ XÃ MỎ CÀY", "Ủy ban nhân dân thị xã Mỏ Cày"),
    ],
)
def test_an_office_in_capitals_is_told_in_small_letters(capitals: str, small: str) -> None:
    assert in_small_letters(capitals) == small


@given(st.text(alphabet=" \n\t:/-.Số12TBĐUyuỦV/vngày thánnămtỉ", max_size=400))
def test_no_text_breaks_it_and_all_that_is_read_fits(text: str) -> None:
    head = heading_of(text)
    assert len(head.title) <= LONGEST_NAME
    assert len(head.number) <= LONGEST_NUMBER
    assert len(head.issuer) <= LONGEST_ISSUER
