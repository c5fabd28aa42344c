"""``nhip health``: what the worker's daily duties could not do."""

import click

from nhip.jobs.arguments import acting, as_json
from nhip.jobs.command import REFUSED, begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table


@click.command(
    help=_(
        "Việc hệ thống tự làm hằng ngày, việc nhập xuất tệp kế hoạch và gửi thư: việc nào không làm được, từ lúc nào, "
        "xử lý ra sao; có lỗi thì kết thúc với 1."
    )
)
@as_json
@acting
@click.pass_context
def health(ctx: click.Context, *, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from django.utils.timezone import localtime

    from nhip.cycle.operations import operations, operations_as_json

    told = operations(actor=actor, now=now)
    if is_json:
        print_json(operations_as_json(told))
    else:
        head = [_("Việc"), _("Lần cuối làm xong"), ""]
        rows = [
            [
                _(one.words.what),
                "–" if one.done_at is None else show(localtime(one.done_at)),
                _("có lỗi") if one.is_failing else "",
            ]
            for one in told.duties
        ]
        print_table(head, rows)
        for one in told.failures:
            about = "" if one.about is None else f" {one.about.unit.code} {one.about.year}"
            about += "" if one.about is None or one.about.number is None else f" #{one.about.number}"
            click.echo("")
            click.echo(f"■ {_(one.words.what)}{about}")
            click.echo(f"  {one.error if one.refusal is None else show(one.refusal)}")
            click.echo(
                "  "
                + _("từ {since}, thử {times} lần, gần nhất {last}").format(
                    since=show(localtime(one.since)), times=one.times, last=show(localtime(one.last_at))
                )
            )
            click.echo(f"  {_(one.words.mend)}")
    if told.failures:
        ctx.exit(REFUSED)
