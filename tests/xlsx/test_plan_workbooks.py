"""The workbook of a plan: what an office finds in it, and what cannot be overwritten by chance."""

import re
import zipfile
from decimal import Decimal
from io import BytesIO

import pytest

from nhip.core.access import OPERATOR
from nhip.core.errors import NotAllowed
from nhip.cycle.plan_workbooks import plan_workbook
from nhip.xlsx.forms import FormColumn, FormOut, TitleLine, write_form
from nhip.xlsx.reading import read_workbook
from tests import world

pytestmark = pytest.mark.django_db


def written(code: str = "A1", year: int = world.YEAR) -> bytes:
    return plan_workbook(actor=OPERATOR, code=code, year=year, today=world.TODAY)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return packed.read(f"xl/worksheets/{name}.xml").decode()


def test_above_the_table_stands_whose_plan_it_is() -> None:
    plan = read_workbook(written())[0]
    said = [text for row in plan.rows[:6] for text in row if text]

    assert plan.name == "Kế hoạch 2020"
    assert said == [
        "HUYỆN AN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ ÁNH",
        "Độc lập - Tự do - Hạnh phúc",
        "KẾ HOẠCH CÔNG TÁC DÂN TỘC NĂM 2020",
        "Đơn vị: Xã Ánh (A1)",
    ]


def test_quarters_are_locked_formulas_with_their_results() -> None:
    content = written()
    plan = read_workbook(content)[0]
    sheet = part(content, "sheet1")

    number, row = next((number, row) for number, row in enumerate(plan.rows) if "Việc cả năm" in row)
    assert number not in {number for number, _column in plan.formulas}
    assert [row[place] for place in (14, 18, 22, 26)] == [Decimal(25), Decimal(50), Decimal(75), Decimal(100)]
    assert '<f>IF(B9="","",MAX(L9,M9,N9))</f>' in sheet
    assert "<sheetProtection" in sheet
    assert 'password="' not in sheet


def test_one_chooses_from_lists_and_finds_the_units() -> None:
    content = written()
    rules = re.findall(r'<dataValidation type="(\w+)".*?sqref="(\w+):', part(content, "sheet1"))
    lists, units = (
        next(one for one in read_workbook(content) if one.name == name) for name in ("Danh sách", "Đơn vị")
    )

    assert [(kind, cell[0]) for kind, cell in rules if kind == "list"] == [
        ("list", "D"), ("list", "E"), ("list", "F"), ("list", "G"),
    ]  # fmt: skip
    assert lists.is_hidden
    assert lists.rows[1][0] == "Xã Ánh"
    assert ("P.STC", "Sở Tài chính") in units.rows


def test_a_plan_without_tasks_is_a_form_to_fill_in() -> None:
    plan = read_workbook(written(year=2021))[0]
    assert plan.name == "Kế hoạch 2021"


def test_who_may_not_see_the_plan_does_not_get_it() -> None:
    with pytest.raises(NotAllowed):
        plan_workbook(actor=world.person("officer.b1"), code="A1", year=world.YEAR, today=world.TODAY)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-1", "http://example.vn", "{=A1}"])
def test_what_a_person_typed_is_never_a_formula_or_a_link(text: str) -> None:
    columns = [FormColumn(key, text) for key in "abcdef"]
    form = FormOut(
        name="A",
        title=[TitleLine(text, text)],
        columns=columns,
        rows=[dict.fromkeys("abcdef", text)],
        lists={text: [text]},
        tables=[("T", (text,), [(text,)])],
    )
    with zipfile.ZipFile(BytesIO(write_form(form))) as packed:
        sheets = b"".join(packed.read(name) for name in packed.namelist() if "worksheets/sheet" in name)

    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets
