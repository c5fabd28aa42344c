from pathlib import Path

import click

from nhip.jobs.bar import Bar
from nhip.jobs.command import set_up
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_table


@click.group(help=_("Dữ liệu minh họa: Bắc Kạn 2019–2020; kế hoạch, báo cáo, tài khoản là giả định."))
def demo() -> None:
    pass


@demo.command(help=_("Nạp dữ liệu minh họa (đã có thì giữ nguyên) và in các tài khoản."))
@click.option("--fresh", is_flag=True, help=_("xóa dữ liệu minh họa đang có rồi nạp lại"))
@click.option(
    "--before-merger", is_flag=True, help=_("dừng trước ngày sắp xếp 01/02/2020 để tự tay áp dụng nghị quyết")
)
@click.option("--remember", is_flag=True, help=_("ghi cơ sở dữ liệu và ngày vào var/demo.env cho ./dev nhip"))
def load(*, fresh: bool, before_merger: bool, remember: bool) -> None:
    set_up()
    from nhip.demo.loading import LoadedDemo, ensure_demo

    bar = Bar()
    loaded: LoadedDemo = ensure_demo(fresh=fresh, progress=bar.show, ends_before_merger=before_merger)
    bar.end()
    click.echo(_("Nhật ký: {count} bản ghi, đã niêm phong.").format(count=show(loaded.sealed)), err=True)
    if remember:
        _remember(loaded.database_url, loaded.today)
    head = [_("Tài khoản"), _("Mật khẩu"), _("Chức danh")]
    print_table(head, [[one.login, loaded.password, one.office] for one in loaded.logins])


@demo.command(help=_("Ghi nghị quyết sắp xếp 01/02/2020 thành tệp .xlsx để chuẩn bị trên màn hình."))
@click.argument("file", type=click.Path(dir_okay=False, writable=True))
def resolution(*, file: str) -> None:
    set_up()
    from nhip.cycle.resolution_files import workbook_of
    from nhip.demo.places import districts
    from nhip.demo.places import resolution as told

    Path(file).write_bytes(workbook_of(told(districts()).lines))


def _remember(database_url: str, today: str) -> None:
    """Tell ``./dev nhip`` and ``./dev demo`` which database and day the demo uses."""
    from django.conf import settings

    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"NHIP_DATABASE_URL={database_url}", f"NHIP_TODAY={today}", "NHIP_DEMO=1"]
    folder.joinpath("demo.env").write_text("\n".join(lines) + "\n", encoding="utf-8")
