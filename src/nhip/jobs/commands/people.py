import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nhip.core.access import Role
from nhip.jobs.arguments import Choice, Day, acting, from_option, unit_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _

if TYPE_CHECKING:
    from nhip.apps.accounts.codes import Issued

ROLES = [role.value for role in Role]


@click.group(help=_("Tài khoản và vai trò."))
def people() -> None:
    pass


@people.command(
    help=_("Tạo tài khoản với vai trò đầu tiên; mật khẩu đọc từ bàn phím hoặc dòng đầu của stdin.")
)
@click.argument("login_name")
@click.option("--office", required=True, help=_("chức danh, đơn vị công tác"))
@unit_option
@click.option("--role", required=True, type=Choice(ROLES), help=_("vai trò"))
@acting
def add(*, login_name: str, office: str, unit: str, role: str, login: str | None) -> None:
    password = (
        click.prompt(_("Mật khẩu"), hide_input=True, confirmation_prompt=True, err=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    actor, now = begin(login)
    from nhip.apps.accounts.services import NewPerson, add_person

    new = NewPerson(login_name, office, password, unit, Role(role))
    add_person(actor=actor, new=new, now=now)


@people.command(help=_("Mời: tạo tài khoản chưa có mật khẩu và gửi thư, hoặc in mã một lần."))
@click.argument("login_name")
@click.option("--office", required=True, help=_("chức danh, đơn vị công tác"))
@click.option("--email", default="", help=_("thư điện tử; bỏ trống: in mã"))
@unit_option
@click.option("--role", required=True, type=Choice(ROLES), help=_("vai trò"))
@click.option("--from", "starts_on", type=Day(), help=_("có hiệu lực từ ngày (mặc định: hôm nay)"))
@click.option("--before", "ends_before", type=Day(), help=_("ngày đầu tiên không còn vai trò"))
@acting
def invite(
    *,
    login_name: str,
    office: str,
    email: str,
    unit: str,
    role: str,
    starts_on: date | None,
    ends_before: date | None,
    login: str | None,
) -> None:
    actor, now = begin(login)
    from nhip import clock
    from nhip.apps.accounts.codes import Invitation, Seat
    from nhip.apps.accounts.codes import invite as invite_person

    seat = Seat(unit, Role(role), starts_on or now.date(), ends_before)
    invitation = Invitation(login_name, office, email, (seat,))
    _tell(invite_person(actor=actor, invitation=invitation, now=now, moment=clock.moment()))


@people.command(help=_("Cấp mã một lần mới: nhận tài khoản, hoặc đặt lại mật khẩu."))
@click.argument("login_name")
@click.option("--email", "by_email", is_flag=True, help=_("gửi thư thay vì in mã"))
@acting
def code(*, login_name: str, by_email: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip import clock
    from nhip.apps.accounts.codes import issue_code
    from nhip.apps.accounts.queries import person_id_of

    _tell(
        issue_code(
            actor=actor,
            person_id=person_id_of(login_name),
            by_email=by_email,
            now=now,
            moment=clock.moment(),
        )
    )


def _tell(issued: "Issued") -> None:
    """Send the letter, or print the code: to whom, what, where, until when."""
    from django.conf import settings
    from django.urls import reverse
    from django.utils import timezone

    from nhip.apps.accounts.mail import send_code

    until = f"{timezone.localtime(issued.expires_at):%H:%M %d/%m/%Y}"
    link = settings.NHIP_PUBLIC_URL + reverse("open_code", args=[issued.code])
    if issued.email and send_code(issued=issued, link=link, until=until):
        click.echo(f"{issued.login}\t{issued.email}\t{until}")
        return
    address = settings.NHIP_PUBLIC_URL + reverse("use_code")
    click.echo(f"{issued.login}\t{issued.code}\t{address}\t{until}")


@people.command(help=_("Giao thêm vai trò tại một đơn vị từ một ngày."))
@click.argument("login_name")
@unit_option
@click.option("--role", required=True, type=Choice(ROLES), help=_("vai trò"))
@from_option
@click.option("--before", "ends_before", type=Day(), help=_("ngày đầu tiên không còn vai trò"))
@acting
def grant(
    *,
    login_name: str,
    unit: str,
    role: str,
    starts_on: date,
    ends_before: date | None,
    login: str | None,
) -> None:
    actor, now = begin(login)
    from nhip.cycle.appointing import grant_role

    grant_role(
        actor=actor,
        login=login_name,
        unit=unit,
        role=Role(role),
        starts_on=starts_on,
        ends_before=ends_before,
        now=now,
    )


@people.command(help=_("Kết thúc một vai trò: ngày đầu tiên không còn vai trò."))
@click.argument("login_name")
@unit_option
@click.option("--role", required=True, type=Choice(ROLES), help=_("vai trò"))
@click.option("--before", "ends_before", required=True, type=Day(), help=_("ngày đầu tiên không còn vai trò"))
@acting
def end(*, login_name: str, unit: str, role: str, ends_before: date, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.appointing import end_role

    end_role(actor=actor, login=login_name, unit=unit, role=Role(role), ends_before=ends_before, now=now)


@people.command(help=_("Khóa tài khoản; các phiên đang mở kết thúc ở lần bấm tiếp theo."))
@click.argument("login_name")
@acting
def deactivate(*, login_name: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.accounts.queries import person_id_of
    from nhip.apps.accounts.services import deactivate as lock

    lock(actor=actor, person_id=person_id_of(login_name), now=now)


@people.command(help=_("Mở khóa tài khoản."))
@click.argument("login_name")
@acting
def reactivate(*, login_name: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.accounts.queries import person_id_of
    from nhip.apps.accounts.services import reactivate as unlock

    unlock(actor=actor, person_id=person_id_of(login_name), now=now)


@people.command(
    "hand-over", help=_("Bàn giao khi chuyển, nghỉ: kết thúc mọi vai trò, giao cho người kế nhiệm.")
)
@click.argument("login_name")
@click.option("--to", "successor", metavar="LOGIN", help=_("người nhận bàn giao"))
@click.option("--on", "on", type=Day(), help=_("từ ngày này không còn vai trò (mặc định: hôm nay)"))
@acting
def hand_over(*, login_name: str, successor: str | None, on: date | None, login: str | None) -> None:
    actor, now = begin(login)
    from nhip import clock
    from nhip.apps.accounts.leaving import Leaving
    from nhip.apps.accounts.queries import person_id_of
    from nhip.cycle.appointing import hand_over as pass_on

    leaving = Leaving(
        person_id_of(login_name),
        on or now.date(),
        None if successor is None else person_id_of(successor),
    )
    pass_on(actor=actor, leaving=leaving, now=now, moment=clock.moment())


@people.command(help=_("Ủy quyền một vai trò cho người khác làm thay, có thời hạn."))
@click.argument("login_name")
@unit_option
@click.option("--role", required=True, type=Choice(ROLES), help=_("vai trò"))
@click.option("--to", "delegate_login", required=True, metavar="LOGIN", help=_("người được ủy quyền"))
@from_option
@click.option("--until", required=True, type=Day(), help=_("ngày cuối của ủy quyền"))
@click.option("--basis", required=True, help=_("số, ngày văn bản hoặc lý do"))
@acting
def delegate(
    *,
    login_name: str,
    unit: str,
    role: str,
    delegate_login: str,
    starts_on: date,
    until: date,
    basis: str,
    login: str | None,
) -> None:
    actor, now = begin(login)
    from nhip.apps.accounts.delegations import NewDelegation, grant_of
    from nhip.apps.accounts.queries import person_id_of
    from nhip.cycle.appointing import delegate as pass_on

    held = grant_of(login=login_name, unit=unit, role=Role(role), today=now.date())
    other = person_id_of(delegate_login)
    new = NewDelegation(held, other, starts_on, until + timedelta(days=1), basis)
    pass_on(actor=actor, new=new, now=now)


@people.command("require-mfa", help=_("Yêu cầu xác thực hai lớp với một vai trò tại đơn vị và bên dưới."))
@unit_option
@click.option("--role", required=True, type=Choice(ROLES), help=_("vai trò"))
@from_option
@click.option("--before", "ends_before", type=Day(), help=_("ngày đầu tiên không còn yêu cầu"))
@acting
def require_mfa(
    *, unit: str, role: str, starts_on: date, ends_before: date | None, login: str | None
) -> None:
    actor, now = begin(login)
    from nhip.apps.accounts.second_factor import require_second_factor

    require_second_factor(
        actor=actor, unit=unit, role=Role(role), starts_on=starts_on, ends_before=ends_before, now=now
    )


@people.command("reset-mfa", help=_("Xóa xác thực hai lớp của một người, khi mất điện thoại."))
@click.argument("login_name")
@acting
def reset_mfa(*, login_name: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.accounts.queries import person_id_of
    from nhip.apps.accounts.second_factor import reset_second_factor

    reset_second_factor(actor=actor, person_id=person_id_of(login_name), now=now)


@people.command(
    "import", help=_("Nhập người dùng từ tệp .xlsx, tất cả hoặc không gì cả; in mã của người mới.")
)
@click.argument("file", type=click.Path(path_type=Path))
@acting
def import_(*, file: Path, login: str | None) -> None:
    actor, now = begin(login)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise click.BadParameter(
            _("không mở được tệp «{file}»: {why}.").format(file=file, why=error.strerror)
        ) from error
    from nhip import clock
    from nhip.apps.accounts.importing import import_people
    from nhip.apps.accounts.role_words import role_words

    issued = import_people(
        actor=actor,
        file_name=file.name,
        content=content,
        role_words=role_words(),
        now=now,
        moment=clock.moment(),
    )
    for one in issued:
        _tell(one)
