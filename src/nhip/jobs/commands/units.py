from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from nhip.jobs.arguments import Choice, Day, JsonFile, Number, Whole, acting, as_json, from_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.printing import print_json, print_table

LEVELS = ["nation", "province", "district", "commune", "department", "office", "organisation"]


@click.group(help=_("Cây đơn vị theo ngày."))
def units() -> None:
    pass


@units.command(help=_("In các đơn vị đang có trong một ngày, cấp trên trước."))
@click.option("--on", "day", type=Day(), help=_("ngày (mặc định: hôm nay)"))
@click.option("--under", metavar="CODE", help=_("chỉ đơn vị này và các đơn vị bên dưới"))
@as_json
@acting
def tree(*, day: date | None, under: str | None, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.org.queries import unit_lines

    found = unit_lines(actor=actor, on=day or now.date(), under=under)
    if is_json:
        print_json(
            [
                {"code": one.code, "name": one.name, "level": one.level.value, "parent": one.parent}
                for one in found
            ]
        )
        return
    head = [_("Mã"), _("Tên"), _("Cấp"), _("Thuộc")]
    print_table(head, [[one.code, one.name, one.level.value, one.parent or ""] for one in found])


@units.command(help=_("Thêm một đơn vị."))
@click.option("--level", required=True, type=Choice(LEVELS), help=_("cấp"))
@click.option("--code", required=True, help=_("mã đơn vị"))
@click.option("--name", required=True, help=_("tên đầy đủ"))
@click.option("--under", metavar="CODE", help=_("đơn vị cấp trên (bỏ trống: gốc của cây)"))
@click.option("--reports", is_flag=True, help=_("thuộc diện báo cáo hằng tháng"))
@from_option
@acting
def add(
    *, level: str, code: str, name: str, under: str | None, reports: bool, starts_on: date, login: str | None
) -> None:
    actor, now = begin(login)
    from nhip.apps.org.facts import NewUnit
    from nhip.core.units import Level
    from nhip.cycle.reorganising import add_unit

    add_unit(actor=actor, new=NewUnit(Level(level), name, code, under, starts_on, reports=reports), now=now)


@units.command(help=_("Chuyển một đơn vị sang cấp trên khác từ một ngày."))
@click.argument("code")
@click.option("--under", required=True, metavar="CODE", help=_("đơn vị cấp trên mới"))
@from_option
@acting
def place(*, code: str, under: str, starts_on: date, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.reorganising import place_unit

    place_unit(actor=actor, code=code, parent=under, starts_on=starts_on, now=now)


@units.command(help=_("Đổi tên một đơn vị từ một ngày."))
@click.argument("code")
@click.option("--name", required=True, help=_("tên mới"))
@from_option
@acting
def rename(*, code: str, name: str, starts_on: date, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.org.services import rename_unit

    rename_unit(actor=actor, code=code, name=name, starts_on=starts_on, now=now)


@units.command(help=_("Đặt hoặc bỏ nghĩa vụ báo cáo hằng tháng từ một ngày."))
@click.argument("code")
@click.option("--on/--off", "reports", required=True, default=None, help=_("đặt / bỏ"))
@from_option
@acting
def duty(*, code: str, reports: bool, starts_on: date, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.reorganising import set_duty_to_report

    set_duty_to_report(actor=actor, code=code, starts_on=starts_on, reports=reports, now=now)


@units.command(help=_("Đặt lịch báo cáo của một đơn vị và các đơn vị bên dưới từ một ngày."))
@click.argument("code")
@click.option("--cut-off", required=True, type=Whole(), help=_("ngày chốt số liệu trong tháng"))
@click.option("--due", required=True, type=Whole(), help=_("ngày hạn nộp trong tháng"))
@click.option(
    "--plan-due", required=True, nargs=2, type=Whole(), metavar="DAY MONTH", help=_("hạn trình kế hoạch năm")
)
@click.option("--basis", default="", help=_("căn cứ pháp lý"))
@click.option(
    "--working-days",
    "on_working_days",
    is_flag=True,
    help=_("hạn rơi vào ngày nghỉ chuyển sang ngày làm việc tiếp theo"),
)
@from_option
@acting
def calendar(
    *,
    code: str,
    cut_off: int,
    due: int,
    plan_due: tuple[int, int],
    basis: str,
    on_working_days: bool,
    starts_on: date,
    login: str | None,
) -> None:
    actor, now = begin(login)
    from nhip.apps.org.services import CalendarRule
    from nhip.cycle.reorganising import set_calendar

    day, month = plan_due
    rule = CalendarRule(
        starts_on,
        cut_off,
        due,
        plan_due_month=month,
        plan_due_day=day,
        legal_basis=basis,
        on_working_days=on_working_days,
    )
    set_calendar(actor=actor, code=code, rule=rule, now=now)


@units.command(help=_("Đặt ngưỡng đèn (điểm chậm so với kế hoạch) của cả hệ thống từ một ngày."))
@click.option("--amber", required=True, type=Number(), help=_("vàng từ bao nhiêu điểm"))
@click.option("--red", required=True, type=Number(), help=_("đỏ từ bao nhiêu điểm"))
@click.option(
    "--quorum", required=True, type=Number(), help=_("tỷ lệ báo cáo tối thiểu để có đèn, từ 0 đến 1")
)
@click.option("--source", default="", help=_("căn cứ"))
@from_option
@acting
def lights(
    *, amber: Decimal, red: Decimal, quorum: Decimal, source: str, starts_on: date, login: str | None
) -> None:
    actor, now = begin(login)
    from nhip.apps.org.services import NewLightRule, set_light_rule

    set_light_rule(actor=actor, rule=NewLightRule(starts_on, amber, red, quorum, source), now=now)


@units.command(help=_("Áp dụng một đợt sắp xếp (nhập, chia) ghi trong tệp JSON; xem docs/guide/units.md."))
@click.argument("file", type=JsonFile())
@acting
def reorganise(*, file: dict[str, Any], login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.reorganising import reorganise as apply

    done = apply(actor=actor, change=_change(file), now=now)
    click.echo(_("Đã áp dụng; {count} phần việc chuyển sang đơn vị mới.").format(count=done.parts))


def _change(file: dict[str, Any]) -> Any:  # noqa: ANN401 - reorg.Change, known once Django is set up
    from nhip.apps.org.facts import NewUnit
    from nhip.apps.org.reorganising import Change, PartOfChange
    from nhip.core.units import Level

    try:
        day = date.fromisoformat(file["effective_on"])
        return Change(
            effective_on=day,
            legal_basis=str(file["legal_basis"]),
            parts=tuple(
                PartOfChange(
                    str(part["source"]),
                    None if part.get("stays") else str(part["target"]),
                    Decimal(str(part.get("share", 1))),
                    str(part.get("basis", "")),
                    assumed=bool(part.get("assumed", False)),
                )
                for part in file.get("parts", ())
            ),
            begins=tuple(
                NewUnit(
                    Level(new["level"]),
                    str(new["name"]),
                    str(new["code"]),
                    str(new["parent"]),
                    day,
                    reports=bool(new.get("reports", False)),
                )
                for new in file.get("begins", ())
            ),
            new_codes=tuple((str(one["before"]), str(one["after"])) for one in file.get("new_codes", ())),
            renames=tuple((str(one["code"]), str(one["name"])) for one in file.get("renames", ())),
            moves=tuple((str(one["code"]), str(one["parent"])) for one in file.get("moves", ())),
            dissolves=tuple(map(str, file.get("dissolves", ()))),
        )
    except KeyError as missing:
        raise click.UsageError(_("tệp thiếu mục {name}").format(name=missing)) from missing
    except (TypeError, ValueError, InvalidOperation) as wrong:
        raise click.UsageError(_("tệp có giá trị không đọc được: {why}").format(why=wrong)) from wrong
