from typing import TYPE_CHECKING

import click

from nhip.jobs.arguments import Choice, acting, as_json, unit_option, year_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table

if TYPE_CHECKING:
    from nhip.core.progress import Cell

SHAPES = {"green": "●", "amber": "▲", "red": "■", "none": "◌"}


@click.command(help=_("In bảng nhịp: mỗi đơn vị trực thuộc một dòng, mười hai tháng."))
@unit_option
@year_option
@click.option("--level", type=Choice(["district", "commune"]), help=_("liệt kê mọi đơn vị của một cấp"))
@as_json
@acting
def board(*, unit: str, year: int, level: str | None, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.core.units import Level
    from nhip.cycle.board import board_as_json, pulse_board

    found = pulse_board(
        actor=actor,
        code=unit,
        year=year,
        today=now.date(),
        now=now,
        level=None if level is None else Level(level),
    )
    if is_json:
        print_json(board_as_json(found))
        return
    head = [_("Mã"), _("Đơn vị"), *(f"T{month}" for month in range(1, 13))]
    rows = [[row.unit.code, row.unit.name, *map(_shown, row.cells)] for row in (*found.rows, found.total)]
    print_table(head, rows)


def _shown(cell: "Cell") -> str:
    if cell.actual is None:
        return "–" if cell.planned is None else f"({show(round(cell.planned))})"
    return f"{SHAPES[cell.light.value]}{show(round(cell.actual))}/{show(round(cell.planned or 0))}"
