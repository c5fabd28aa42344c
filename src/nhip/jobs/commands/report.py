from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nhip.jobs.arguments import AnyPeriod, JsonFile, acting, as_json, period_option, unit_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table
from nhip.jobs.report_files import figures_of, heading_of, lines_of, sections_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nhip.apps.reports.queries import ReportPage
    from nhip.core.errors import RuleBroken
    from nhip.core.periods import Month
    from nhip.core.year_periods import YearPeriod


@click.group(help=_("Báo cáo tháng của một đơn vị."))
def report() -> None:
    pass


@report.command(name="show", help=_("In báo cáo của một kỳ; chưa nộp thì trạng thái là missing hoặc draft."))
@unit_option
@period_option
@as_json
@acting
def show_report(*, unit: str, period: "Month", is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.reports.as_json import report_as_json
    from nhip.apps.reports.queries import report_page

    page = report_page(actor=actor, code=unit, month=period, today=now.date())
    if is_json:
        print_json(report_as_json(page))
    else:
        _print_report(page)


def _print_report(page: "ReportPage") -> None:
    head = ["Id", _("Nhiệm vụ"), _("Kế hoạch"), _("Thực hiện"), _("Khó khăn, vướng mắc")]
    rows = [
        [
            str(one.task_id),
            one.title,
            show(one.planned),
            "–" if one.progress is None else show(one.progress),
            one.difficulties,
        ]
        for one in page.lines
    ]
    print_table(head, rows)
    if page.figures:
        print_table(
            [_("Chỉ tiêu"), _("Kỳ trước"), _("Kỳ này"), _("Đơn vị tính")],
            [
                [
                    row.category_name or row.name,
                    "–" if row.before is None else show(row.before),
                    "–" if row.value is None else show(row.value),
                    row.measure,
                ]
                for row in page.figures
            ],
        )
    for section in page.sections:
        if section.text:
            click.echo(f"{section.title}\n{section.text}\n")
    click.echo(f"{page.unit.name} · {page.month} · {page.state.value}")


@report.command(name="file", help=_("Nộp báo cáo từ tệp JSON có dạng như «nhip report show --json»."))
@click.argument("file", type=JsonFile())
@acting
def file_(*, file: dict[str, Any], login: str | None) -> None:
    unit, period = heading_of(file)
    actor, now = begin(login)
    from nhip.apps.reports.queries import report_page
    from nhip.apps.reports.services import Submission, file_report

    page = report_page(actor=actor, code=unit, month=period, today=now.date())
    figures, unread = figures_of(file)
    questions = file_report(
        actor=actor,
        code=unit,
        month=period,
        submission=Submission(
            lines=lines_of(file, page),
            figures=figures,
            version=page.version,
            sections=sections_of(file),
            unread=unread,
        ),
        now=now,
    )
    _ask_back(questions)


@report.command(
    help=_("«Không đổi, nộp luôn»: in toàn bộ nội dung sẽ nộp như kỳ trước rồi nộp; --dry-run thì chỉ in.")
)
@unit_option
@period_option
@click.option("--dry-run", "is_tried", is_flag=True, help=_("chỉ in, không nộp"))
@as_json
@acting
def unchanged(*, unit: str, period: "Month", is_tried: bool, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.reports.as_json import report_as_json
    from nhip.apps.reports.queries import report_page
    from nhip.apps.reports.standing import file_unchanged, page_unchanged

    page = page_unchanged(actor=actor, code=unit, month=period, now=now)
    if not is_tried:
        _ask_back(file_unchanged(actor=actor, page=page, now=now))
        page = report_page(actor=actor, code=unit, month=period, today=now.date())
    if is_json:
        print_json(report_as_json(page, with_prefilled=True))
    else:
        _print_report(page)


def _ask_back(questions: "Mapping[str, RuleBroken]") -> None:
    """What was asked back is said; by command it counts as confirmed."""
    for name, question in questions.items():
        click.echo(f"nhip: {name.removeprefix('figure-')}: {question.message(_, show)}", err=True)


def _assignments(_context: click.Context, _option: click.Parameter, told: tuple[str, ...]) -> dict[str, str]:
    """Name -> what stands behind the sign."""
    found = {}
    for one in told:
        name, sign, reason = one.partition("=")
        if not sign:
            raise click.BadParameter(_("viết «{text}» thành TÊN-Ô=NỘI DUNG").format(text=one))
        found[name.strip()] = reason
    return found


@report.command(help=_("Duyệt báo cáo đã nộp."))
@unit_option
@period_option
@acting
def approve(*, unit: str, period: "Month", login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.reports.deciding import approve_report

    approve_report(actor=actor, code=unit, month=period, now=now)


@report.command(name="return", help=_("Trả lại báo cáo đã nộp, nêu lý do."))
@unit_option
@period_option
@click.option("--reason", default="", help=_("lý do trả lại"))
@click.option(
    "--cell",
    "cells",
    multiple=True,
    metavar="FIELD=REASON",
    callback=_assignments,
    help=_("chỉ trả lại ô này, nêu lý do; lặp lại được (figure-MÃ, figure-MÃ:PHÂN-TỔ, progress-SỐ)"),
)
@acting
def return_(*, unit: str, period: "Month", reason: str, cells: dict[str, str], login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.reports.deciding import return_report

    return_report(
        actor=actor, code=unit, month=period, reason=reason, cells=cells, only_cells=bool(cells), now=now
    )


@report.command(help=_("Đề nghị đính chính báo cáo đã duyệt: số liệu, tiến độ, lời viết."))
@unit_option
@period_option
@click.option(
    "--figure",
    "figures",
    multiple=True,
    metavar="CODE[:CATEGORY]=VALUE",
    callback=_assignments,
    help=_("số đúng của một ô; để trống sau dấu = là bỏ số liệu; lặp lại được"),
)
@click.option(
    "--progress",
    multiple=True,
    metavar="TASK=PERCENT",
    callback=_assignments,
    help=_("tiến độ đúng của một nhiệm vụ; lặp lại được"),
)
@click.option(
    "--text",
    "texts",
    multiple=True,
    metavar="FIELD=TEXT",
    callback=_assignments,
    help=_("lời đúng của một ô; lặp lại được (done-SỐ, difficulties-SỐ, next-SỐ, section-MÃ)"),
)
@click.option("--reason", required=True, help=_("lý do đính chính"))
@acting
def correct(
    *,
    unit: str,
    period: "Month",
    figures: dict[str, str],
    progress: dict[str, str],
    texts: dict[str, str],
    reason: str,
    login: str | None,
) -> None:
    actor, now = begin(login)
    from nhip.apps.reports.correcting import Request, ask_correction
    from nhip.apps.reports.known_now import Content

    cells = {name: _number_of(name, text) for name, text in figures.items()}
    wanted = Content(
        figures={(name.partition(":")[0], name.partition(":")[2]): value for name, value in cells.items()},
        progress={_task_of(name): _number_of(name, text) for name, text in progress.items()},
        texts=texts,
    )
    request = Request(wanted, reason)
    _ask_back(ask_correction(actor=actor, code=unit, month=period, request=request, now=now))


def _number_of(name: str, text: str) -> Decimal | None:
    from nhip.analytics import cells
    from nhip.core.errors import RuleBroken

    try:
        return cells.number(text) if text.strip() else None
    except RuleBroken as refusal:
        raise click.ClickException(f"{name}: {refusal.message(_, show)}") from refusal


def _task_of(name: str) -> int:
    if not (name.isascii() and name.isdigit()):
        raise click.UsageError(_("«{text}» không phải số của một nhiệm vụ").format(text=name))
    return int(name)


@report.command(help=_("Trả lời đề nghị đính chính đang chờ: chấp nhận, hoặc không kèm lý do."))
@unit_option
@period_option
@click.option("--refuse", "reason", default=None, help=_("không chấp nhận, vì lý do này"))
@acting
def answer(*, unit: str, period: "Month", reason: str | None, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.reports.correcting import accept_correction, refuse_correction

    if reason is None:
        accept_correction(actor=actor, code=unit, month=period, now=now)
    else:
        refuse_correction(actor=actor, code=unit, month=period, reason=reason, now=now)


@report.command(help=_("Số đã báo cáo (từ báo cáo đã duyệt) và số hiện nay của một đơn vị trong một kỳ."))
@unit_option
@click.option(
    "--period", required=True, type=AnyPeriod(), help=_("kỳ: 2020-03, 2020-Q1, 2020-H1, 2020-9M, 2020")
)
@click.option("--indicator", default="", help=_("chỉ một chỉ tiêu, của đơn vị và từng đơn vị trực thuộc"))
@as_json
@acting
def totals(*, unit: str, period: "YearPeriod", indicator: str, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.comparing import comparison, comparison_as_json

    told = comparison(actor=actor, code=unit, period=period, indicator=indicator, today=now.date(), now=now)
    if is_json:
        print_json(comparison_as_json(told))
        return
    print_table(
        [_("Đơn vị"), _("Chỉ tiêu"), _("Đã báo cáo"), _("Hiện nay")],
        [
            [
                row.unit.name,
                row.category_name or row.indicator.name,
                "–" if row.reported.value is None else show(row.reported.value),
                "–" if row.known.value is None else show(row.known.value),
            ]
            for row in told.rows
        ],
    )


@report.command(
    help=_(
        "Nạp đề cương phần viết của báo cáo từ tệp CSV, không nêu tệp thì nạp bộ kèm theo; nạp lại không đổi gì."
    )
)
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar=_("TỆP"))
@click.option("--unit", metavar="CODE", help=_("đề cương riêng của đơn vị này và các đơn vị bên dưới"))
@acting
def outline(*, file: Path | None, unit: str | None, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.reports.outline import load_outline, shipped_outline

    changed = load_outline(actor=actor, path=file or shipped_outline(), under=unit, now=now)
    click.echo(_("{count} mục mới hoặc thay đổi.").format(count=changed))
