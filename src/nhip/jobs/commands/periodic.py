from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nhip.jobs.arguments import AnyReportPeriod, Command, JsonFile, acting, as_json, unit_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table

if TYPE_CHECKING:
    from nhip.core.periodic import ReportPeriod


@click.group(help=_("Báo cáo theo kỳ của một đơn vị: phần viết và số liệu cộng từ báo cáo tháng đã duyệt."))
def periodic() -> None:
    pass


def period_option(command: Command) -> Command:
    return click.option(
        "--period", required=True, type=AnyReportPeriod(), help=_("kỳ, ví dụ 2020-Q1, 2020-H1, 2020-W12")
    )(command)


@periodic.command(
    name="show", help=_("In báo cáo của một kỳ; chưa nộp thì trạng thái là missing hoặc draft.")
)
@unit_option
@period_option
@as_json
@acting
def show_periodic(*, unit: str, period: "ReportPeriod", is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.periodic_json import periodic_as_json
    from nhip.cycle.periodic_pages import periodic_page

    page = periodic_page(actor=actor, code=unit, period=period, now=now)
    if is_json:
        print_json(periodic_as_json(page))
        return
    print_table(
        [_("Chỉ tiêu"), _("Trong báo cáo"), _("Hiện nay"), _("Đơn vị tính")],
        [
            [
                row.category_name or row.indicator.name,
                *("–" if one.value is None else show(one.value) for one in (row.told, row.known)),
                row.indicator.measure,
            ]
            for row in page.totals
        ],
    )
    for section in page.sections:
        if section.text:
            click.echo(f"{section.title}\n{section.text}\n")
    click.echo(
        _("{unit} · {period} · {state} · {approved}/{expected} báo cáo tháng đã duyệt").format(
            unit=page.unit.name,
            period=page.period,
            state=page.state.value,
            approved=page.sources.approved,
            expected=page.sources.expected,
        )
    )


@periodic.command(
    name="file", help=_("Nộp báo cáo từ tệp JSON có các mục unit, period, sections (mã mục: nội dung).")
)
@click.argument("file", type=JsonFile())
@acting
def file_(*, file: dict[str, Any], login: str | None) -> None:
    unit, period, sections = _read(file)
    actor, now = begin(login)
    from nhip.apps.periodic.services import Written
    from nhip.cycle.periodic_pages import file_with_totals, periodic_page

    page = periodic_page(actor=actor, code=unit, period=period, now=now)
    written = Written(sections, page.version)
    file_with_totals(actor=actor, code=unit, period=period, written=written, now=now)


def _read(file: Mapping[str, Any]) -> "tuple[str, ReportPeriod, dict[str, str]]":
    from nhip.core.errors import RuleBroken
    from nhip.core.periodic import parse_report_period

    for name in ("unit", "period"):
        if name not in file:
            raise click.UsageError(_("tệp thiếu mục {name}").format(name=repr(name)))
    sections = file.get("sections", {})
    if not isinstance(sections, dict) or not all(isinstance(text, str) for text in sections.values()):
        raise click.UsageError(_("mục «{name}» phải ghi mã mục: nội dung").format(name="sections"))
    try:
        return str(file["unit"]), parse_report_period(str(file["period"])), sections
    except RuleBroken as refusal:
        raise click.UsageError(refusal.message(_, show)) from refusal


@periodic.command(help=_("Duyệt báo cáo đã nộp."))
@unit_option
@period_option
@acting
def approve(*, unit: str, period: "ReportPeriod", login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.periodic.deciding import approve_periodic

    approve_periodic(actor=actor, code=unit, period=period, now=now)


@periodic.command(name="return", help=_("Trả lại báo cáo đã nộp, kèm lý do."))
@unit_option
@period_option
@click.option("--reason", required=True, help=_("lý do"))
@acting
def return_(*, unit: str, period: "ReportPeriod", reason: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.periodic.deciding import return_periodic

    return_periodic(actor=actor, code=unit, period=period, reason=reason, now=now)


@periodic.command(
    help=_("Nạp hạn nộp báo cáo theo kỳ từ tệp CSV, không nêu tệp thì nạp bộ kèm theo; nạp lại không đổi gì.")
)
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar=_("TỆP"))
@click.option("--unit", metavar="CODE", help=_("hạn riêng của đơn vị này và các đơn vị bên dưới"))
@acting
def terms(*, file: Path | None, unit: str | None, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.periodic.terms import load_terms, shipped_terms

    changed = load_terms(actor=actor, path=file or shipped_terms(), under=unit, now=now)
    click.echo(_("{count} hạn nộp mới hoặc thay đổi.").format(count=changed))
