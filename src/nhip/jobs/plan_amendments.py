"""``nhip plan amend …`` and ``nhip plan versions``: an approved plan amended, and what it was on a day."""

from datetime import date

import click

from nhip.jobs.arguments import Day, acting, as_json, unit_option, year_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table


@click.group(
    help=_(
        "Điều chỉnh kế hoạch đã duyệt. Sau khi mở, «plan add-task» và «plan import» sửa bản điều chỉnh; kế hoạch giữ "
        "nguyên đến ngày điều chỉnh có hiệu lực."
    )
)
def amend() -> None:
    pass


@amend.command(name="open", help=_("Mở điều chỉnh, nêu lý do, căn cứ và ngày có hiệu lực."))
@unit_option
@year_option
@click.option("--reason", required=True, help=_("lý do điều chỉnh"))
@click.option("--basis", required=True, help=_("căn cứ: số, ngày, tên văn bản"))
@click.option("--from", "asked_from", type=Day(), required=True, help=_("ngày có hiệu lực"))
@acting
def open_(*, unit: str, year: int, reason: str, basis: str, asked_from: date, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.core.amendments import Grounds
    from nhip.cycle.amending import open_amendment

    grounds = Grounds(reason, basis, asked_from)
    open_amendment(actor=actor, code=unit, year=year, grounds=grounds, now=now)


@amend.command(
    name="remove-task", help=_("Đưa một nhiệm vụ ra khỏi kế hoạch, từ ngày điều chỉnh có hiệu lực.")
)
@unit_option
@year_option
@click.argument("task", type=int)
@acting
def remove_task(*, unit: str, year: int, task: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.planning import remove_from_hand

    remove_from_hand(actor=actor, code=unit, year=year, task_id=task, now=now)


@amend.command(name="take-in", help=_("Đưa một nhiệm vụ ngoài kế hoạch vào kế hoạch."))
@unit_option
@year_option
@click.argument("task", type=int)
@acting
def take_in(*, unit: str, year: int, task: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle import amending

    amending.take_in(actor=actor, code=unit, year=year, task_id=task, now=now)


@amend.command(help=_("Trình điều chỉnh lên cấp trên."))
@unit_option
@year_option
@acting
def submit(*, unit: str, year: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.amending import submit_amendment

    submit_amendment(actor=actor, code=unit, year=year, now=now)


@amend.command(help=_("Duyệt điều chỉnh; in ngày có hiệu lực."))
@unit_option
@year_option
@acting
def approve(*, unit: str, year: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.amending import approve_amendment

    click.echo(approve_amendment(actor=actor, code=unit, year=year, now=now).isoformat())


@amend.command(name="return", help=_("Trả lại điều chỉnh, nêu lý do."))
@unit_option
@year_option
@click.option("--reason", required=True, help=_("lý do trả lại"))
@acting
def return_(*, unit: str, year: int, reason: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.amending import return_amendment

    return_amendment(actor=actor, code=unit, year=year, reason=reason, now=now)


@amend.command(help=_("Rút điều chỉnh đang soạn hoặc bị trả lại."))
@unit_option
@year_option
@acting
def withdraw(*, unit: str, year: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle import amending

    amending.withdraw(actor=actor, code=unit, year=year, now=now)


@click.command(help=_("Các phiên bản của kế hoạch; kế hoạch có hiệu lực vào một ngày, so với ngày khác."))
@unit_option
@year_option
@click.option("--on", type=Day(), help=_("ngày; mặc định hôm nay"))
@click.option("--against", type=Day(), help=_("so với ngày này"))
@as_json
@acting
def versions(
    *, unit: str, year: int, on: date | None, against: date | None, is_json: bool, login: str | None
) -> None:
    actor, now = begin(login)
    from nhip.cycle.amendment_pages import versions_as_json, versions_page

    page = versions_page(
        actor=actor, code=unit, year=year, on=on or now.date(), against=against, today=now.date()
    )
    if is_json:
        print_json(versions_as_json(page))
        return
    if against is not None:
        head = [_("Thay đổi"), _("Nhiệm vụ")]
        print_table(head, [[one.fate.value, one.facts.title] for one in page.changes])
        return
    head = ["Id", _("Nhiệm vụ"), _("Hạn"), _("Trọng số")]
    rows = [
        [str(one.number), one.facts.title, show(one.facts.deadline), str(one.facts.weight)]
        for one in page.tasks
    ]
    print_table(head, rows)
