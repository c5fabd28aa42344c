from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import click

from nhip.core.numbers import json_number
from nhip.jobs.arguments import (
    FileGiven,
    JsonFile,
    OfficeFile,
    Year,
    acting,
    as_json,
    unit_option,
    year_option,
)
from nhip.jobs.command import REFUSED, begin
from nhip.jobs.findings import print_findings
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.plan_amendments import amend, versions
from nhip.jobs.plan_cascade import cascade, change_part, drop_order, hand_down, take_back
from nhip.jobs.plan_files import export_plan, import_plan
from nhip.jobs.printing import print_json, print_table

if TYPE_CHECKING:
    from nhip.cycle.planning import TaskForm


@click.group(help=_("Kế hoạch năm của một đơn vị."))
def plan() -> None:
    pass


@plan.command(name="show", help=_("In kế hoạch với các nhiệm vụ và mốc tháng."))
@unit_option
@year_option
@as_json
@acting
def show_plan(*, unit: str, year: int, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.plan_pages import plan_as_json, plan_page

    page = plan_page(actor=actor, code=unit, year=year, today=now.date())
    if is_json:
        print_json(plan_as_json(page))
        return
    head = ["Id", _("Nhiệm vụ"), _("Hạn"), _("Trọng số"), "Q1", "Q2", "Q3", "Q4"]
    rows = [
        [str(one.id), one.title, show(one.deadline), str(one.weight), *map(show, one.quarters)]
        for one in (*page.tasks, *page.received, *page.outside_plan)
    ]
    print_table(head, rows)


@plan.command(
    help=_(
        "Kiểm tra kế hoạch đã lưu (--unit, --year), hoặc kế hoạch trong một tệp Excel, theo các quy tắc KH; "
        "có lỗi thì mã kết thúc là 1, cảnh báo thì không."
    )
)
@click.argument("file", required=False, type=OfficeFile())
@click.option("--unit", metavar="CODE", help=_("mã đơn vị; của tệp: mặc định lấy từ phần đầu của tệp"))
@click.option("--year", type=Year(), help=_("năm; của tệp: mặc định lấy từ phần đầu của tệp"))
@as_json
@acting
def check(
    *, file: FileGiven | None, unit: str | None, year: int | None, is_json: bool, login: str | None
) -> None:
    if file is None and (unit is None or year is None):
        raise click.UsageError(_("cho một tệp .xlsx, hoặc --unit và --year của kế hoạch đã lưu."))
    actor, now = begin(login)
    from nhip.core.plan_checks import has_errors
    from nhip.cycle.plan_checking import plan_findings
    from nhip.cycle.plan_files import check_file, open_file

    if file is not None:
        opened = open_file(*file)
        findings = check_file(actor=actor, file=opened, code=unit, year=year, today=now.date()).findings
    else:
        findings = plan_findings(actor=actor, code=unit or "", year=year or 0, today=now.date()).findings
    print_findings(findings, is_json=is_json)
    if has_errors(findings):
        raise click.exceptions.Exit(REFUSED)


@plan.command(help=_("Đơn vị nào đã trình kế hoạch, đơn vị nào chưa, đến hạn trình."))
@unit_option
@year_option
@as_json
@acting
def status(*, unit: str, year: int, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.plan_pages import plan_status

    page = plan_status(actor=actor, code=unit, year=year, today=now.date())
    if is_json:
        print_json(
            {
                "unit": page.unit.code,
                "year": page.year,
                "due_on": page.due_on.isoformat(),
                "expected": page.expected,
                "submitted": page.submitted,
                "in_time": page.in_time,
                "rows": [
                    {
                        "unit": row.unit.code,
                        "name": row.unit.name,
                        "state": None if row.state is None else row.state.value,
                        "submitted_at": None if row.submitted_at is None else row.submitted_at.isoformat(),
                        "late": row.is_late,
                        "tasks": row.tasks,
                    }
                    for row in page.rows
                ],
            }
        )
        return
    head = [_("Mã"), _("Đơn vị"), _("Trạng thái"), _("Trình lúc"), _("Muộn")]
    rows = [
        [
            row.unit.code,
            row.unit.name,
            "–" if row.state is None else row.state.value,
            "–" if row.submitted_at is None else show(row.submitted_at),
            "×" if row.is_late else "",
        ]
        for row in page.rows
    ]
    print_table(head, rows)


@plan.command(name="add-task", help=_("Thêm một nhiệm vụ từ tệp JSON vào kế hoạch; xem docs/guide/plans.md."))
@unit_option
@year_option
@click.argument("file", type=JsonFile())
@acting
def add_task(*, unit: str, year: int, file: dict[str, Any], login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.planning import save_task

    saved = save_task(actor=actor, code=unit, year=year, task_id=None, form=_form(file, unit), now=now)
    click.echo(str(saved))


def _deadline(file: dict[str, Any]) -> date | None:
    """Only a task outside the plan may leave it out."""
    if file.get("outside_plan") and file.get("deadline") is None:
        return None
    return date.fromisoformat(file["deadline"])


def _form(file: dict[str, Any], unit: str) -> "TaskForm":
    from nhip.core.plans import TaskDraft
    from nhip.core.tasks import TaskKind
    from nhip.cycle.planning import TaskForm

    try:
        budget = file.get("budget")
        draft = TaskDraft(
            title=str(file["title"]),
            deliverable=str(file.get("deliverable", "")),
            starts_on=date.fromisoformat(file["starts_on"]),
            deadline=_deadline(file),
            weight=int(file["weight"]),
            budget=None if budget is None else Decimal(str(budget)),
            milestones={
                int(month): Decimal(str(value)) for month, value in file.get("milestones", {}).items()
            },
        )
        return TaskForm(
            draft=draft,
            lead=str(file.get("lead", unit)),
            coordinating=tuple(map(str, file.get("coordinating", ()))),
            is_outside_plan=bool(file.get("outside_plan", False)),
            kind=TaskKind(file["kind"]) if "kind" in file else None,
        )
    except KeyError as missing:
        raise click.UsageError(_("tệp thiếu mục {name}").format(name=missing)) from missing
    except (AttributeError, TypeError, ValueError, InvalidOperation) as wrong:
        raise click.UsageError(_("tệp có giá trị không đọc được: {why}").format(why=wrong)) from wrong


@plan.command(help=_("Trình kế hoạch lên cấp trên."))
@unit_option
@year_option
@acting
def submit(*, unit: str, year: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.planning import submit_plan

    submit_plan(actor=actor, code=unit, year=year, now=now)


@plan.command(help=_("Duyệt kế hoạch đã trình."))
@unit_option
@year_option
@acting
def approve(*, unit: str, year: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.planning import approve_plan

    approve_plan(actor=actor, code=unit, year=year, now=now)


@plan.command(name="return", help=_("Trả lại kế hoạch đã trình, nêu lý do."))
@unit_option
@year_option
@click.option("--reason", required=True, help=_("lý do trả lại"))
@acting
def return_(*, unit: str, year: int, reason: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.planning import return_plan

    return_plan(actor=actor, code=unit, year=year, reason=reason, now=now)


@plan.command(name="carry-over", help=_("Chuyển nhiệm vụ chưa xong của năm trước vào kế hoạch của năm."))
@unit_option
@year_option
@click.option(
    "--task", "tasks", type=int, multiple=True, metavar="ID", help=_("chỉ nhiệm vụ này; lặp lại được")
)
@click.option("--dry-run", is_flag=True, help=_("chỉ in ra, không chuyển"))
@as_json
@acting
def carry_over(
    *, unit: str, year: int, tasks: tuple[int, ...], dry_run: bool, is_json: bool, login: str | None
) -> None:
    actor, now = begin(login)
    from nhip.cycle import carrying_over

    page = carrying_over.carry_over_page(actor=actor, code=unit, year=year, today=now.date())
    rows = [
        {
            "task": one.task.id,
            "title": one.task.title,
            "deadline": None if one.task.deadline is None else one.task.deadline.isoformat(),
            "progress": json_number(one.task.progress),
            "proposed": None if one.draft.deadline is None else one.draft.deadline.isoformat(),
        }
        for one in page.proposals
        if not tasks or one.task.id in tasks
    ]
    if not dry_run:
        carrying_over.carry_over(actor=actor, code=unit, year=year, tasks=tasks or None, now=now)
    if is_json:
        print_json(rows)
        return
    head = ["Id", _("Nhiệm vụ"), _("Hạn"), _("Hạn đề xuất")]
    print_table(
        head,
        [[str(row["task"]), str(row["title"]), str(row["deadline"]), str(row["proposed"])] for row in rows],
    )


@plan.command(
    help=_("Không áp dụng một quy tắc kiểm tra cho kế hoạch (--off, nêu lý do), hoặc áp dụng lại (--on).")
)
@unit_option
@year_option
@click.argument("code")
@click.option("--off", "reason", metavar="REASON", help=_("lý do không áp dụng"))
@click.option("--on", "is_on", is_flag=True, help=_("áp dụng lại"))
@acting
def rule(*, unit: str, year: int, code: str, reason: str | None, is_on: bool, login: str | None) -> None:
    if is_on is (reason is not None):
        raise click.UsageError(_("chọn một: --off kèm lý do, hoặc --on"))
    actor, now = begin(login)
    from nhip.cycle.planning import switch_rule

    switch_rule(actor=actor, code=unit, year=year, rule=code, reason=reason, now=now)


plan.add_command(export_plan, "export")
plan.add_command(import_plan, "import")
plan.add_command(hand_down)
plan.add_command(cascade)
plan.add_command(change_part)
plan.add_command(take_back)
plan.add_command(drop_order)
plan.add_command(amend)
plan.add_command(versions)
