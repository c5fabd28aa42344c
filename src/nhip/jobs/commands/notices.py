import click

from nhip.jobs.arguments import acting, as_json
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table


@click.group(help=_("Thông báo của một người, và thư tóm tắt trong ngày."))
def notices() -> None:
    pass


@notices.command(
    name="list", help=_("In thông báo của người nêu ở --as, mới nhất trước; không đánh dấu đã đọc.")
)
@click.option("--unread", "only_unread", is_flag=True, help=_("chỉ thông báo chưa đọc"))
@as_json
@acting
def list_(*, only_unread: bool, is_json: bool, login: str | None) -> None:
    if login is None:
        raise click.UsageError(_("thiếu «{name}».").format(name="--as"))
    actor, now = begin(login)
    from django.utils import timezone

    from nhip.apps.notices.queries import notices_page

    page = notices_page(person_id=actor.person or 0, only_unread=only_unread, before=None, today=now.date())
    rows = [*page.unread, *page.read]
    if is_json:
        print_json(
            [
                {
                    "kind": one.kind.value,
                    "text": one.text,
                    "link": one.link,
                    "at": one.at.isoformat(),
                    "read": one.is_read,
                }
                for one in rows
            ]
        )
        return
    head = ["", _("Lúc"), _("Thông báo")]
    print_table(
        head, [["" if one.is_read else "●", show(timezone.localtime(one.at)), one.text] for one in rows]
    )


@notices.command(
    help=_(
        "Gửi thư tóm tắt của hôm nay, không đợi tiến trình nền; gửi lại trong ngày không sinh thư thứ hai."
    )
)
def digest() -> None:
    _actor, now = begin(None)
    from nhip.cycle.digests import quiet_until, send_digests

    sent = send_digests(now=now)
    next_day = quiet_until(now.date())
    if next_day is not None:
        click.echo(_("Hôm nay là ngày nghỉ: thư gửi vào {day}.").format(day=show(next_day)))
        return
    click.echo(_("Đã gửi {count} thư.").format(count=sent))
