import sys
from datetime import date

import click

from nhip.core.access import Role
from nhip.jobs.arguments import Choice, Day, acting, from_option, unit_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _

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


@people.command(help=_("Giao thêm vai trò tại một đơn vị từ một ngày."))
@click.argument("login_name")
@unit_option
@click.option("--role", required=True, type=Choice(ROLES), help=_("vai trò"))
@from_option
@acting
def grant(*, login_name: str, unit: str, role: str, starts_on: date, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.accounts.services import grant_role

    grant_role(actor=actor, login=login_name, unit=unit, role=Role(role), starts_on=starts_on, now=now)


@people.command(help=_("Kết thúc một vai trò: ngày đầu tiên không còn vai trò."))
@click.argument("login_name")
@unit_option
@click.option("--role", required=True, type=Choice(ROLES), help=_("vai trò"))
@click.option("--before", "ends_before", required=True, type=Day(), help=_("ngày đầu tiên không còn vai trò"))
@acting
def end(*, login_name: str, unit: str, role: str, ends_before: date, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.accounts.services import end_role

    end_role(actor=actor, login=login_name, unit=unit, role=Role(role), ends_before=ends_before, now=now)
