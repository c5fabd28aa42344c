"""The one process that opens strangers' workbooks: kept, replaced after a death, and apart from all else of ours."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from nhip.core.errors import RuleBroken
from nhip.xlsx import opening
from nhip.xlsx.opening import OPENER, Opener
from nhip.xlsx.reading import read_workbook
from nhip.xlsx.writing import SheetOut, write_workbook

BOOK = write_workbook([SheetOut("A", ["Mã"], [["x"]])])


def test_one_process_opens_one_file_after_another() -> None:
    read_workbook(BOOK)
    first = OPENER.process
    with pytest.raises(RuleBroken):
        read_workbook(b"PK\x03\x04broken")
    read_workbook(BOOK)

    assert first is not None
    assert OPENER.process == first


def test_a_dead_one_is_replaced_and_only_its_own_file_is_refused() -> None:
    read_workbook(BOOK)
    first = OPENER.process
    assert first is not None
    os.kill(first, signal.SIGKILL)
    while not Path(f"/proc/{first}/stat").read_text(encoding="utf-8").rpartition(")")[2].startswith(" Z"):
        time.sleep(0.01)

    assert read_workbook(BOOK)[0].rows[1] == ("x",)
    assert OPENER.process != first


def test_one_that_dies_of_a_file_refuses_it_and_the_next_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.0)  # it is killed before it can answer
    opener = Opener()
    try:
        assert opener.ask(BOOK) == {"refused": "too_large"}
        assert opener.process is None
        monkeypatch.setattr(opening, "PATIENCE", 40)
        assert [one["name"] for one in opener.ask(BOOK)["sheets"]] == ["A"]
    finally:
        opener.close()


def test_after_many_files_a_new_one_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_FILES", 2)
    opener = Opener()
    try:
        opener.ask(BOOK)
        first = opener.process
        opener.ask(BOOK)
        assert opener.process is None
        opener.ask(BOOK)
        assert opener.process not in (None, first)
    finally:
        opener.close()


def test_threads_wait_for_one_another() -> None:
    with ThreadPoolExecutor(4) as threads:
        read = list(threads.map(lambda _number: read_workbook(BOOK)[0].rows[1], range(12)))
    assert read == [("x",)] * 12


def test_it_imports_nothing_else_of_ours_nor_django() -> None:
    asked = (
        "import sys, nhip.xlsx.child; "
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('nhip', 'django')))"
    )
    said = subprocess.run([sys.executable, "-I", "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "['nhip', 'nhip.xlsx', 'nhip.xlsx.child']"


def test_it_has_limits_on_memory_and_on_files() -> None:
    read_workbook(BOOK)
    limits = Path(f"/proc/{OPENER.process}/limits").read_text(encoding="ascii")
    by_name = {line[:25].strip(): line[25:].split()[0] for line in limits.splitlines()}

    assert by_name["Max address space"] == str(768 * 2**20)
    assert by_name["Max file size"] == by_name["Max core file size"] == "0"
    assert int(by_name["Max cpu time"]) > 0


def test_merged_cells_hidden_sheets_and_formulas_without_a_result_are_told() -> None:
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    page = book.add_worksheet("Một")
    page.merge_range(0, 0, 1, 2, "Chung")
    page.write_formula(2, 0, "=1+1", None, "")
    page.write_formula(2, 1, "=1+1", None, 2)
    book.add_worksheet("Hai").hide()
    book.close()

    first, second = read_workbook(kept.getvalue())
    assert first.merged == ((0, 0, 1, 2),)
    assert first.formulas == {(2, 0): "=1+1"}
    assert first.rows[2] == (None, Decimal(2))
    assert (first.is_hidden, second.is_hidden) == (False, True)


def test_a_cell_that_excel_could_not_calculate_says_so() -> None:
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    page = book.add_worksheet("Một")
    page.write_formula(0, 0, "=A9/0", None, "#DIV/0!")
    page.write(0, 1, "x")
    book.close()

    (sheet,) = read_workbook(kept.getvalue())
    assert sheet.rows[0] == ("#DIV/0!", "x")
    assert sheet.formulas == {}


def test_a_sheet_of_more_rows_than_asked_for_is_refused() -> None:
    with pytest.raises(RuleBroken, match="quá nhiều dòng"):
        read_workbook(BOOK, most_rows=1)


def test_two_cells_at_the_ends_of_a_sheet_kill_nobody_else() -> None:
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    page = book.add_worksheet("A")
    page.write(0, 0, "x")
    page.write(1_048_575, 16_383, "x")
    book.close()

    with pytest.raises(RuleBroken, match="quá lớn"):
        read_workbook(kept.getvalue())
    assert read_workbook(BOOK)[0].rows[1] == ("x",)
