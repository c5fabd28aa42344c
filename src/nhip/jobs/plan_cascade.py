"""``nhip plan hand-down`` and ``nhip plan cascade``: a task to the units below, and what became of it."""

from decimal import Decimal, InvalidOperation

import click

from nhip.core.cascading import Key
from nhip.jobs.arguments import acting, as_json, unit_option, year_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table

EVERYBODY = "all"


class Number(click.ParamType[Decimal]):
    """A number written 12.5."""

    name = "N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        try:
            return Decimal(str(value))
        except InvalidOperation:
            return self.fail(_("số «{text}» không đọc được; viết như 12.5.").format(text=value), param, ctx)


class PartOption(click.ParamType[tuple[str, Decimal]]):
    """A unit's part, written CODE=N."""

    name = "CODE=N"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Decimal]:
        if isinstance(value, tuple):
            return value
        code, _equals, number = str(value).partition("=")
        return code, Number().convert(number, param, ctx)


@click.command(
    name="hand-down",
    help=_(
        "Giao một nhiệm vụ của kế hoạch xuống các đơn vị cấp dưới, chia khối lượng theo cách đã chọn; in số hiệu nhiệm "
        "vụ của từng đơn vị."
    ),
)
@click.argument("task", type=int)
@click.option(
    "--to",
    "units",
    multiple=True,
    metavar="CODE",
    help=_("mã đơn vị nhận, ghi nhiều lần; all: mọi đơn vị cấp dưới trực tiếp"),
)
@click.option("--quantity", type=Number(), help=_("khối lượng phải chia"))
@click.option("--measure", default="", help=_("đơn vị tính của khối lượng"))
@click.option(
    "--target", default="", metavar="CODE", help=_("chỉ tiêu của đơn vị đem chia, thay cho --quantity")
)
@click.option(
    "--period",
    default="",
    help=_("kỳ của chỉ tiêu: 2020-03, 2020-Q1, 2020-H1, 2020-9M, 2020; không ghi thì cả năm"),
)
@click.option(
    "--by",
    "indicator",
    default="",
    metavar="CODE",
    help=_("chỉ tiêu có số liệu để chia theo; không ghi thì chia đều"),
)
@click.option("--part", "parts", type=PartOption(), multiple=True, help=_("phần nhập tay; ghi nhiều lần"))
@click.option(
    "--baseline",
    "starts",
    type=PartOption(),
    multiple=True,
    help=_("mức xuất phát của chỉ tiêu ở một đơn vị; không ghi thì theo số năm trước đã biết"),
)
@acting
def hand_down(  # noqa: PLR0913 - its options
    *,
    task: int,
    units: tuple[str, ...],
    quantity: Decimal | None,
    measure: str,
    target: str,
    period: str,
    indicator: str,
    parts: tuple[tuple[str, Decimal], ...],
    starts: tuple[tuple[str, Decimal], ...],
    login: str | None,
) -> None:
    actor, now = begin(login)
    from nhip.cycle import cascading

    key = Key.BY_HAND if parts else Key.BY_FIGURE if indicator else Key.EQUALLY
    form = cascading.HandDown(
        units=(*units, *(code for code, _part in parts if code not in units)),
        is_all=EVERYBODY in units,
        quantity=quantity,
        measure=measure,
        key=key,
        indicator=indicator,
        target=target,
        period=period,
        parts=dict(parts),
        starts=dict(starts),
    )
    for made in cascading.hand_down(actor=actor, task_id=task, form=form, now=now):
        click.echo(str(made))


@click.command(
    help=_("Việc đã giao xuống và được giao: ai đã chi tiết, ai chưa, tổng các phần lệch ở đâu."),
)
@unit_option
@year_option
@as_json
@acting
def cascade(*, unit: str, year: int, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.cascade_pages import cascade_as_json, cascade_page

    page = cascade_page(actor=actor, code=unit, year=year, today=now.date())
    if is_json:
        print_json(cascade_as_json(page))
        return
    head = ["Id", _("Nhiệm vụ"), _("Đơn vị"), _("Phần giao"), _("Phần nhận"), _("Chi tiết"), _("Kế hoạch")]
    rows = [
        [
            str(part.task.id),
            one.task.title,
            part.unit.name,
            "–" if part.share.asked is None else show(part.share.asked),
            "–" if part.share.asked is None else show(part.share.taken),
            "×" if part.is_detailed else "",
            "–" if part.state is None else part.state.value,
        ]
        for one in (*page.handed, *page.received)
        for part in one.parts
    ]
    print_table(head, rows)


def _say(*, is_waiting: bool, done: str) -> None:
    waiting = _("Kế hoạch của đơn vị đã duyệt: yêu cầu chờ đơn vị điều chỉnh kế hoạch.")
    click.echo(waiting if is_waiting else done)


_reason = click.option("--reason", default="", help=_("lý do, đơn vị nhận việc đọc được"))


@click.command(name="change-part", help=_("Đổi số đã giao cho một đơn vị; TASK là nhiệm vụ của đơn vị nhận."))
@click.argument("task", type=int)
@click.option("--quantity", type=Number(), required=True, help=_("số giao mới"))
@_reason
@acting
def change_part(*, task: int, quantity: Decimal, reason: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle import handed_orders

    done = handed_orders.change_part(actor=actor, task_id=task, quantity=quantity, reason=reason, now=now)
    _say(is_waiting=done.is_waiting, done=_("Đã đổi số giao."))


@click.command(
    name="take-back", help=_("Rút lại việc đã giao cho một đơn vị; TASK là nhiệm vụ của đơn vị nhận.")
)
@click.argument("task", type=int)
@_reason
@acting
def take_back(*, task: int, reason: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle import handed_orders

    done = handed_orders.take_back(actor=actor, task_id=task, reason=reason, now=now)
    _say(is_waiting=done.is_waiting, done=_("Đã rút lại việc."))


@click.command(
    name="drop-order",
    help=_("Thôi yêu cầu đang chờ đơn vị điều chỉnh kế hoạch; TASK là nhiệm vụ của đơn vị nhận."),
)
@click.argument("task", type=int)
@acting
def drop_order(*, task: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle import handed_orders

    handed_orders.drop_order(actor=actor, task_id=task, now=now)
    click.echo(_("Đã thôi yêu cầu."))
