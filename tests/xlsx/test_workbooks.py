"""Workbooks: what is written is read back, every cell knows its address, a stranger's file kills nothing."""

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhip.core.errors import RuleBroken
from nhip.core.vietnamese import composed
from nhip.xlsx.reading import Row, Sheet, address, read_table, read_workbook
from nhip.xlsx.writing import SheetOut, Value, write_workbook

TYPED = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
COLUMNS = {"code": ["Mã đơn vị", "Mã"], "share": ["Phần"], "on": ["Ngày"]}


def test_what_is_written_is_read_back() -> None:
    rows: list[list[Value]] = [["01834", Decimal("0.852"), date(2020, 2, 1)], ["Xã Văn Vũ", 7, None]]
    content = write_workbook([SheetOut("Phần", ["Mã", "Phần", "Ngày"], rows, title="Phương án")])

    (sheet,) = read_workbook(content)
    first, second = read_table(sheet, COLUMNS, required=["code", "share"])

    assert (first.text("code"), first.number_of("share"), first.day("on")) == (
        "01834",
        Decimal("0.852"),
        date(2020, 2, 1),
    )
    assert (second.text("code"), second.number_of("share"), second.day("on")) == (
        "Xã Văn Vũ",
        Decimal(7),
        None,
    )
    assert (first.number, first.addresses["share"]) == (3, "B3")


def _shown(row: Row) -> tuple[object, ...]:
    return row.text("code"), row.number_of("share"), row.day("on")


def test_headings_are_found_without_tone_marks_and_below_a_title() -> None:
    sheet = Sheet("Trang", (("Danh sách",), (None, "NGAY", "ma don vi"), (None, "1/2/2020", Decimal(1834))))

    (row,) = read_table(sheet, COLUMNS, required=["code"])

    assert (row.text("code"), row.day("on"), row.addresses["code"]) == ("1834", date(2020, 2, 1), "C3")


def test_a_missing_heading_is_named() -> None:
    with pytest.raises(RuleBroken, match="Mã đơn vị, Phần"):
        list(read_table(Sheet("A", (("Mã",),)), COLUMNS, required=["code", "share"]))


def test_a_wrong_cell_is_named_by_its_address() -> None:
    (row,) = read_table(Sheet("A", (("Mã", "Ngày"), ("x", "31/02/2020"))), COLUMNS, required=["code"])
    with pytest.raises(RuleBroken, match=r"^B2: "):
        row.day("on")


def test_addresses_are_excels() -> None:
    assert [address(0, 0), address(6, 1), address(9, 26), address(0, 701), address(0, 702)] == [
        "A1", "B7", "AA10", "ZZ1", "AAA1",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-1", "http://example.vn", "{=A1}"])
def test_text_never_becomes_a_formula_or_a_link(text: str) -> None:
    content = write_workbook([SheetOut("A", ["Mã"], [[text]])])
    with zipfile.ZipFile(BytesIO(content)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def _zip(**files: bytes) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "không phải sổ tính"),
        (b"%PDF-1.7 not a workbook", "không phải sổ tính"),
        (_zip(word__document_xml=b"<w/>"), "không phải sổ tính"),
        (_zip(xl__workbook_xml=b"<nothing"), "bị hỏng"),
        (_zip(xl__workbook_xml=b"<w/>", xl__vbaProject_bin=b"x"), "macro"),
        (_zip(xl__workbook_xml=b"<w/>", xl__bomb_xml=b" " * (201 * 2**20)), "quá lớn"),
        (write_workbook([SheetOut("A", ["Mã"], [["x"]])])[:900], "bị hỏng"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        read_workbook(content)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_survives_the_round_trip_but_for_blanks(texts: list[str]) -> None:
    (sheet,) = read_workbook(write_workbook([SheetOut("A", ["T"], [[text] for text in texts])]))
    read = [row[0] for row in sheet.rows[1:]]
    assert read == [composed(text) or None for text in texts]
