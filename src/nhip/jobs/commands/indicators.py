from pathlib import Path
from typing import TYPE_CHECKING

import click

from nhip.jobs.arguments import acting, as_json, year_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.printing import print_json, print_table

if TYPE_CHECKING:
    from nhip.cycle.indicator_board import FigureCell

_FILE = click.argument("file", type=click.Path(path_type=Path), metavar=_("TỆP"))


@click.group(help=_("Chỉ tiêu, kế hoạch giao và số liệu báo cáo."))
def indicators() -> None:
    pass


@indicators.command(name="list", help=_("Danh mục chỉ tiêu và cách cộng."))
@acting
def list_(*, login: str | None) -> None:
    begin(login)
    from nhip.apps.indicators.queries import catalogue

    print_table(
        [_("Mã"), _("Tên"), _("Đơn vị tính"), _("Cộng theo đơn vị / thời gian"), _("Kỳ báo cáo")],
        [
            [
                one.rule.code,
                one.name,
                one.measure,
                f"{one.rule.ratio.numerator} / {one.rule.ratio.denominator}"
                if one.rule.ratio is not None
                else f"{one.rule.over_units} / {one.rule.over_time}",
                str(one.rule.frequency),
            ]
            for one in catalogue().indicators
        ],
    )


@indicators.command(
    help=_(
        "Nạp danh mục chỉ tiêu từ tệp dạng I.csv, không nêu tệp thì nạp bộ chỉ tiêu kèm theo; nạp lại không đổi gì."
    )
)
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar=_("TỆP"))
@acting
def load(*, file: Path | None, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.indicators.queries import shipped_indicators
    from nhip.cycle.indicator_files import load_indicators

    changed = load_indicators(actor=actor, path=file or shipped_indicators(), now=now)
    click.echo(_("{count} chỉ tiêu mới hoặc thay đổi.").format(count=changed))


@indicators.command(
    help=_("Nạp số liệu từ tệp dạng F.csv; ô trống bỏ số liệu cũ; sai một ô thì không nạp gì.")
)
@_FILE
@acting
def figures(*, file: Path, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.figures import load_figures

    changed = load_figures(actor=actor, path=file, now=now)
    click.echo(_("{count} số liệu mới hoặc thay đổi.").format(count=changed))


@indicators.command(help=_("Nạp kế hoạch giao từ tệp dạng T.csv; ô trống bỏ kế hoạch cũ."))
@_FILE
@acting
def targets(*, file: Path, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.figures import load_targets

    changed = load_targets(actor=actor, path=file, now=now)
    click.echo(_("{count} kế hoạch giao mới hoặc thay đổi.").format(count=changed))


@indicators.command(help=_("Một chỉ tiêu của một đơn vị và các đơn vị trực thuộc, theo kỳ của năm."))
@click.option("--unit", "code", required=True, help=_("mã đơn vị"))
@click.option("--indicator", required=True, help=_("mã chỉ tiêu"))
@year_option
@click.option("--today", "is_today", is_flag=True, help=_("kể theo địa giới hôm nay"))
@as_json
@acting
def show(*, code: str, indicator: str, year: int, is_today: bool, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.indicator_board import board_as_json, indicator_board

    board = indicator_board(
        actor=actor,
        code=code,
        indicator=indicator,
        year=year,
        is_today=is_today,
        today=now.date(),
        now=now,
    )
    told = board_as_json(board)
    if is_json:
        print_json(told)
        return
    head = [_("Đơn vị"), *(str(period) for period in board.periods)]
    print_table(
        head,
        [[row.unit.name, *map(_shown, row.cells)] for row in (*board.rows, board.total)],
    )


def _shown(cell: "FigureCell") -> str:
    value = cell.shown.value
    return "" if value is None else f"{'≈ ' if cell.is_apportioned else ''}{value.normalize():f}"
