import click

from nhip.jobs.arguments import year_option
from nhip.jobs.command import set_up
from nhip.jobs.language import gettext_of as _


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
