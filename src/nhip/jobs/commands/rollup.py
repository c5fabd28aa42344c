from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from nhip.jobs.arguments import Choice, Command, Day, any_year_option, as_json, year_option
from nhip.jobs.command import REFUSED, set_up
from nhip.jobs.language import gettext_of as _
from nhip.jobs.printing import print_json


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


def _engine(command: Command) -> Command:
    return click.option(
        "--engine",
        type=Choice(["core", "duckdb"]),
        default="core",
        show_default=True,
        help=_("máy tính tổng hợp"),
    )(command)


@rollup.command(help=_("Dựng lại toàn bộ số tổng hợp từ số liệu gốc, của một năm hoặc mọi năm."))
@any_year_option
@_engine
def rebuild(*, year: int | None, engine: str) -> None:
    set_up()
    from nhip import clock
    from nhip.analytics.run import Engine
    from nhip.apps.rollups.rebuilding import rebuild_years as again

    count = again(year=year, now=clock.now(), engine=Engine(engine))
    click.echo(_("Đã dựng {count} số tổng hợp.").format(count=count))


@rollup.command(
    help=_("Ghi số liệu chỉ tiêu của một năm ra tệp Parquet theo tỉnh; chỉ ghi lại phần đã thay đổi.")
)
@year_option
def export(*, year: int) -> None:
    set_up()
    from nhip.apps.rollups.exporting import export_figures

    partitions, written = export_figures(year=year)
    click.echo(_("{count} phần, {written} phần được ghi lại.").format(count=partitions, written=written))


@rollup.command(
    help=_(
        "Đối chiếu số tổng hợp đang lưu, của một năm hoặc mọi năm, với số tính lại từ gốc; chỉ đọc. Lệch: mã thoát 1."
    )
)
@any_year_option
@_engine
@as_json
def verify(*, year: int | None, engine: str, is_json: bool) -> int:
    set_up()
    from nhip.analytics.run import Engine
    from nhip.apps.rollups.verifying import verify_years as check

    found = check(year=year, engine=Engine(engine))
    if is_json:
        lines = [
            {
                "unit": one.unit.code,
                "indicator": one.indicator or None,
                "category": one.category or None,
                "period": str(one.period),
                "number": one.number,
                "stored": one.stored,
                "computed": one.computed,
            }
            for one in found.differences
        ]
        print_json({"checked": found.checked, "waiting": found.waiting, "differences": lines})
    for one in found.differences:
        click.echo(
            _("{unit} {name}, {what}, kỳ {period}: {number} đang lưu {stored}, tính lại {computed}").format(
                unit=one.unit.code,
                name=one.unit.name,
                what=" ".join((one.indicator or _("tiến độ"), one.category)).strip(),
                period=one.period,
                number=one.number,
                stored=one.stored,
                computed=one.computed,
            ),
            err=True,
        )
    if not is_json:
        sentence = _(
            "Đã đối chiếu {count} số tổng hợp: {wrong} chỗ lệch; {waiting} thay đổi đang chờ đưa vào."
        )
        click.echo(sentence.format(count=found.checked, wrong=len(found.differences), waiting=found.waiting))
    return REFUSED if found.differences else 0


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
@_engine
@_file("--out", required=True, help=_("tệp kết quả, .csv hoặc .parquet"))
def run(*, is_ranked: bool, engine: str, out: Path, **given: Any) -> None:  # noqa: ANN401 - paths and a day, named as in Files
    from nhip.analytics.run import Engine, Files
    from nhip.analytics.run import run as roll_up

    count = roll_up(given=Files(**given), is_ranked=is_ranked, engine=Engine(engine), out=out)
    click.echo(_("Đã ghi {count} dòng vào {file}.").format(count=count, file=out))
