from typing import Any

import click

from nhip.jobs.arguments import JsonFile, acting, year_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_table


@click.group(help=_("Chương trình, chính sách: căn cứ, nguồn kinh phí, nhiệm vụ."))
def programmes() -> None:
    pass


@programmes.command(name="list", help=_("Các chương trình, chính sách có hiệu lực trong năm."))
@year_option
@acting
def list_(*, year: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.programme_pages import programme_list

    head = [_("Mã"), _("Tên"), _("Nhiệm vụ"), _("Kinh phí kế hoạch, triệu đồng")]
    print_table(
        head,
        [
            [one.code, one.name, f"{one.done}/{one.tasks}", show(one.budget)]
            for one in programme_list(actor=actor, year=year, today=now.date())
        ],
    )


@programmes.command(
    help=_("Nạp danh mục: có sẵn của 2019–2020, hoặc từ tệp JSON cùng dạng; nạp lại không đổi gì.")
)
@click.argument("file", type=JsonFile(), required=False)
@acting
def load(*, file: dict[str, Any] | None, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.programmes.queries import shipped_programmes
    from nhip.apps.programmes.services import load_programmes

    changed = load_programmes(actor=actor, told=file or shipped_programmes(), now=now)
    click.echo(_("{count} chương trình mới hoặc thay đổi.").format(count=changed))
