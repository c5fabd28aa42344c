"""A unit's plan as the workbook that its office sends: to be read, filled in, and imported again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from nhip.apps.org import ground
from nhip.apps.org.queries import to_read
from nhip.apps.programmes.queries import ProgrammeLine, programmes_in
from nhip.apps.tasks.queries import PlanTask
from nhip.core.access import Act, Actor, may
from nhip.core.plan_checks import NamedUnit
from nhip.core.plan_imports import KIND_NAMES
from nhip.core.plan_sheets import UnitNames
from nhip.core.plans import steps
from nhip.core.tasks import HaltKind
from nhip.core.units import Tree, UnitLine
from nhip.cycle.in_hand import in_hand
from nhip.cycle.plan_files import unit_names
from nhip.cycle.plan_pages import PlanPage, plan_page
from nhip.cycle.seats import Seat, leads, nameable
from nhip.xlsx.forms import Cell, FormColumn, FormOut, Holds, TitleLine, write_form

MONTHS_GROUP = "Tiến độ lũy kế đến hết tháng (%)"
UNITS, LEADS, PROGRAMMES, KINDS = "Đơn vị phối hợp", "Đơn vị chủ trì", "Chương trình", "Loại nhiệm vụ"
_SEVERAL = "Nhiều đơn vị thì ghi cách nhau bằng dấu chấm phẩy (;), tên như trong trang «Đơn vị»."
SPARE, LEAST_SPARE = 20, 5
"""Blank lines to fill in; more are inserted."""
_ROMAN = ("I", "II", "III", "IV")


def plan_workbook(*, actor: Actor, code: str, year: int, today: date) -> bytes:
    """The plan with title block, months and quarters, lists to choose from and the units that it may name.

    Whoever may write into an open amendment gets what is in hand, so that the file can be read back; others the plan.
    Raises UnknownUnit, NotAllowed.
    """
    page = plan_page(actor=actor, code=code, year=year, today=today)
    unit, tree = to_read(actor=actor, code=code, year=year, today=today)
    seat = Seat(unit, tree, "")
    names = _Names(unit_names(ground.current().history, year, today, unit), tree)
    programmes = programmes_in(year)
    held = in_hand(unit=unit, year=year)
    is_mine = held.amendment is not None and may(actor, Act.EDIT_PLAN, unit, tree)
    tasks = held.tasks(today) if is_mine else page.tasks
    standing = (one for one in tasks if one.halt is not HaltKind.CANCELLED)
    rows = [_row(number, one, names) for number, one in enumerate(standing, 1)]
    return write_form(_form(page, tree, seat, names, programmes, rows))


class _Names:
    """How a unit is written so that it is found again: by its name, with its code where another bears it too."""

    def __init__(self, names: UnitNames, tree: Tree) -> None:
        self._names, self._tree = names, tree

    def of(self, unit: int, line: UnitLine) -> str:
        read = self._names.several(line.name)
        is_sure = len(read) == 1 and _is(read[0], unit)
        return line.name if is_sure else f"{line.name} ({line.code})"

    def in_tree(self, unit: int) -> str:
        return self.of(unit, self._tree.line(unit))


def _is(named: NamedUnit, unit: int) -> bool:
    return named.unit == unit


def _row(number: int, one: PlanTask, names: _Names) -> Mapping[str, Cell]:
    return {
        "number": number,
        "title": one.title,
        "deliverable": one.deliverable,
        "lead": names.of(one.lead_id, one.lead),
        "coordinating": "; ".join(
            names.of(unit, line) for unit, line in zip(one.coordinating_ids, one.coordinating, strict=True)
        ),
        "programme": one.programme_code,
        "kind": KIND_NAMES[one.kind],
        "starts_on": one.starts_on,
        "deadline": one.deadline,
        "weight": one.weight,
        "budget": one.budget,
        **{f"m{month}": planned for month, planned in steps(one.milestones, one.deadline).items()},
        **{f"q{quarter}": one.quarters[quarter - 1] for quarter in range(1, 5)},
        "task_id": str(one.id),
    }


def _columns() -> Iterator[FormColumn]:
    yield FormColumn("number", "TT", Holds.NUMBER, 5)
    yield FormColumn("title", "Nhiệm vụ", Holds.LONG_TEXT, 38)
    yield FormColumn("deliverable", "Sản phẩm", Holds.LONG_TEXT, 26)
    yield FormColumn("lead", "Đơn vị chủ trì", width=18, choices=LEADS)
    yield FormColumn("coordinating", "Đơn vị phối hợp", width=22, choices=UNITS, hint=_SEVERAL)
    yield FormColumn("programme", "Chương trình", width=13, choices=PROGRAMMES)
    yield FormColumn("kind", "Loại nhiệm vụ", width=12, choices=KINDS, only_those=True)
    yield FormColumn("starts_on", "Ngày bắt đầu", Holds.DAY, 11)
    yield FormColumn("deadline", "Thời hạn hoàn thành", Holds.DAY, 11)
    yield FormColumn("weight", "Trọng số", Holds.NUMBER, 7)
    yield FormColumn("budget", "Kinh phí (triệu đồng)", Holds.NUMBER, 11)
    for quarter, roman in enumerate(_ROMAN, 1):
        for month in range(quarter * 3 - 2, quarter * 3 + 1):
            yield FormColumn(f"m{month}", f"Tháng {month}", Holds.PERCENT, 6, MONTHS_GROUP)
        yield FormColumn(
            f"q{quarter}", f"Quý {roman}", Holds.PERCENT, 6, MONTHS_GROUP, formula=_until_end_of(quarter)
        )
    yield FormColumn("task_id", "Mã Nhịp", width=9, is_locked=True)


def _until_end_of(quarter: int) -> Callable[[int, Mapping[str, str]], str]:
    """The highest of the months until the quarter's end: milestones are cumulative; blank where the row is."""
    months = [f"m{month}" for month in range(1, quarter * 3 + 1)]

    def formula(row: int, letters: Mapping[str, str]) -> str:
        cells = ",".join(f"{letters[month]}{row}" for month in months)
        return f'=IF({letters["title"]}{row}="","",MAX({cells}))'

    return formula


def _form(
    page: PlanPage,
    tree: Tree,
    seat: Seat,
    names: _Names,
    programmes: Sequence[ProgrammeLine],
    rows: Sequence[Mapping[str, Cell]],
) -> FormOut:
    above = tree.parent(seat.unit)
    return FormOut(
        name=f"Kế hoạch {page.year}",
        title=(
            TitleLine(
                "" if above is None else tree.name(above).upper(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
            ),
            TitleLine(page.unit.name.upper(), "Độc lập - Tự do - Hạnh phúc", is_strong=True),
            TitleLine(""),
            TitleLine(f"KẾ HOẠCH CÔNG TÁC DÂN TỘC NĂM {page.year}", is_strong=True, is_large=True),
            TitleLine(f"Đơn vị: {page.unit.name} ({page.unit.code})"),
        ),
        columns=tuple(_columns()),
        rows=rows,
        spare=max(LEAST_SPARE, SPARE - len(rows)),
        lists={
            LEADS: [names.in_tree(one) for one in leads(seat)],
            UNITS: [names.in_tree(one) for one in nameable(seat)],
            PROGRAMMES: [one.code for one in programmes],
            KINDS: list(KIND_NAMES.values()),
        },
        below=(TitleLine("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ", is_strong=True),),
        tables=(
            (
                "Đơn vị",
                ("Mã", "Tên ghi trong kế hoạch"),
                [(tree.code(one), names.in_tree(one)) for one in nameable(seat)],
            ),
            ("Chương trình dự án", ("Mã", "Tên"), [(one.code, one.name) for one in programmes]),
            ("Cách ghi", ("Cột", "Cách ghi"), _HINTS),
        ),
    )


_HINTS = (
    ("Nhiệm vụ", "mỗi dòng một nhiệm vụ, nêu con số đo được; chèn thêm dòng được, dòng trống bỏ qua"),
    ("Đơn vị chủ trì", "một đơn vị, chọn trong danh sách"),
    ("Đơn vị phối hợp", "nhiều đơn vị cách nhau bằng dấu chấm phẩy"),
    ("Thời hạn", "ngày trong năm kế hoạch; đọc được cả 15/6, tháng 6, quý II"),
    ("Tháng 1 … 12", "phần trăm lũy kế phải đạt đến hết tháng; bỏ trống thì giữ mức tháng trước"),
    ("Quý", "tự tính từ các tháng"),
    ("Mã Nhịp", "không sửa; nhờ mã này Nhịp biết dòng nào là nhiệm vụ nào"),
)
