from pathlib import Path
from typing import TYPE_CHECKING

import click

from nhip.jobs.arguments import AnyPeriod, Choice, Whole, acting, as_json, unit_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table

if TYPE_CHECKING:
    from nhip.core.year_periods import YearPeriod

REMINDERS = ["first", "second", "criticism"]


@click.group(
    help=_("Nhiệm vụ được giao của một đơn vị và các đơn vị bên dưới: thống kê, quá hạn, nhắc việc.")
)
def tasks() -> None:
    pass


@tasks.command(
    name="statistics",
    help=_("Đếm nhiệm vụ được giao đến lúc chốt một kỳ: hoàn thành, đang làm, quá hạn, không thời hạn …"),
)
@unit_option
@click.option("--period", required=True, type=AnyPeriod(), help=_("kỳ, ví dụ 2020-Q1, 2020-H1, 2020"))
@click.option("--given", is_flag=True, help=_("nhiệm vụ mà đơn vị giao cho nơi khác, theo từng nơi làm"))
@as_json
@acting
def statistics_(*, unit: str, period: "YearPeriod", given: bool, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.core.assigned_tasks import Column
    from nhip.cycle.assigned_pages import Side, statistics, statistics_as_json

    side = Side.GIVEN if given else Side.HELD
    page = statistics(actor=actor, code=unit, period=period, side=side, today=now.date())
    if is_json:
        print_json(statistics_as_json(page))
        return
    head = [_("Đơn vị"), _("Được giao"), _("Kỳ trước chuyển sang"), *Column]
    rows = [(f"{one.unit.code} {one.unit.name}", one.counts) for one in page.lines]
    print_table(
        head,
        [
            [name, str(counts.assigned), str(counts.carried), *(str(counts.of([one])) for one in Column)]
            for name, counts in [*rows, (_("Cộng"), page.total)]
        ],
    )
    click.echo(
        _("{unit} · {period} · số liệu đến hết {day}").format(
            unit=page.unit.name, period=page.period, day=show(page.closes_on)
        )
    )


@tasks.command(
    name="overdue", help=_("Nhiệm vụ quá hạn mà một đơn vị và bên dưới làm hoặc giao, và bước nhắc đến lượt.")
)
@unit_option
@as_json
@acting
def overdue_(*, unit: str, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.overdue_pages import overdue_as_json, overdue_page

    page = overdue_page(actor=actor, code=unit, today=now.date())
    if is_json:
        print_json(overdue_as_json(page))
        return
    head = [
        "Id",
        _("Nhiệm vụ"),
        _("Ai làm"),
        _("Ai giao"),
        _("Hạn"),
        _("Quá hạn (ngày làm việc)"),
        _("Bước đến lượt"),
    ]
    print_table(
        head,
        [
            [
                str(one.task_id),
                one.title,
                one.doer.code,
                one.giver.code,
                show(one.deadline),
                str(one.days),
                one.step_due.value if one.step_due else "–",
            ]
            for one in page.lines
        ],
    )


@tasks.command(
    name="remind", help=_("Ghi nhận đã nhắc việc hoặc phê bình một nhiệm vụ quá hạn, và báo cho nơi làm.")
)
@click.argument("number", type=Whole())
@click.argument("step", type=Choice(REMINDERS))
@acting
def remind_(*, number: int, step: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.tasks.life.reminders import remind
    from nhip.core.reminders import ReminderStep

    remind(actor=actor, task_id=number, step=ReminderStep(step), now=now)


@tasks.command(
    name="steps",
    help=_(
        "Nạp quy định các bước nhắc việc từ tệp CSV, không nêu tệp thì nạp bộ kèm theo; nạp lại không đổi gì."
    ),
)
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar=_("TỆP"))
@click.option("--unit", metavar="CODE", help=_("quy định riêng của đơn vị này và các đơn vị bên dưới"))
@acting
def steps_(*, file: Path | None, unit: str | None, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.tasks.reminder_rules import load_rules, shipped_rules

    changed = load_rules(actor=actor, path=file or shipped_rules(), under=unit, now=now)
    click.echo(_("{count} bước mới hoặc thay đổi.").format(count=changed))
