from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from nhip.jobs.arguments import Choice, Command, Day, year_option
from nhip.jobs.command import set_up
from nhip.jobs.language import gettext_of as _


def _file(name: str, *, help: str, required: bool = False) -> Callable[[Command], Command]:  # noqa: A002 - click's own word
    return click.option(name, type=click.Path(path_type=Path), required=required, metavar=_("TỆP"), help=help)


@click.group(help=_("Số liệu tổng hợp tiến độ."))
def rollup() -> None:
    pass


@rollup.command(help=_("Làm mới ngay những số liệu đang chờ, không đợi tiến trình nền."))
def refresh() -> None:
    set_up()
    from nhip import clock
    from nhip.apps.rollups.refreshing import drain

    click.echo(_("Đã làm mới {count} số tổng hợp.").format(count=drain(now=clock.now())))


@rollup.command(help=_("Dựng lại toàn bộ số tổng hợp của một năm từ số liệu gốc."))
@year_option
def rebuild(*, year: int) -> None:
    set_up()
    from nhip import clock
    from nhip.apps.rollups.refreshing import rebuild as again

    click.echo(_("Đã dựng {count} số tổng hợp.").format(count=again(year=year, now=clock.now())))


@rollup.command(
    help=_(
        "Tổng hợp số liệu từ các tệp bảng, không cần cơ sở dữ liệu: mọi đơn vị, mọi chỉ tiêu, 32 kỳ mỗi năm."
    )
)
@_file(
    "--units", required=True, help=_("đơn vị theo thời gian: code,name,level,parent,starts_on,ends_before")
)
@_file(
    "--indicators", required=True, help=_("chỉ tiêu và cách cộng: code,name,over_units,over_time,direction,…")
)
@_file("--facts", required=True, help=_("số liệu, .csv hoặc .parquet: unit,indicator,month,value[,category]"))
@_file("--targets", help=_("chỉ tiêu kế hoạch: unit,indicator,period,value[,baseline]"))
@_file("--reorganisation", help=_("sắp xếp đơn vị: from,to,share,basis,date[,back_share]"))
@click.option("--on", type=Day(), help=_("kể mọi kỳ theo địa giới của ngày này"))
@click.option("--rank", "is_ranked", is_flag=True, help=_("xếp hạng giữa các đơn vị cùng cấp trên"))
@click.option(
    "--engine",
    type=Choice(["core", "duckdb"]),
    default="core",
    show_default=True,
    help=_("máy tính tổng hợp"),
)
@_file("--out", required=True, help=_("tệp kết quả, .csv hoặc .parquet"))
def run(*, is_ranked: bool, engine: str, out: Path, **given: Any) -> None:  # noqa: ANN401 - paths and a day, named as in Files
    from nhip.analytics.run import Engine, Files
    from nhip.analytics.run import run as roll_up

    count = roll_up(given=Files(**given), is_ranked=is_ranked, engine=Engine(engine), out=out)
    click.echo(_("Đã ghi {count} dòng vào {file}.").format(count=count, file=out))
