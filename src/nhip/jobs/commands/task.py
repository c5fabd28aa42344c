from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nhip.jobs.arguments import Choice, Day, Number, Whole, Year, acting, as_json, unit_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table

if TYPE_CHECKING:
    from nhip.apps.files.services import Sent

STEPS = ["receive", "send_back", "assign_again", "report", "submit", "confirm", "return", "reopen"]


@click.group(help=_("Nhiệm vụ giữa các đơn vị: nhận, báo cáo, hoàn thành, xác nhận, gia hạn, dừng."))
def task() -> None:
    pass


@task.command(name="show", help=_("In một nhiệm vụ với các phần việc của từng đơn vị."))
@click.argument("number", type=Whole())
@as_json
@acting
def show_task(*, number: int, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.task_json import task_as_json
    from nhip.cycle.task_pages import task_page

    page = task_page(actor=actor, task_id=number, today=now.date())
    if is_json:
        print_json(task_as_json(page))
        return
    click.echo(f"{page.task.id} · {page.task.title} · {page.task.status.value}")
    head = [_("Đơn vị"), _("Vai trò"), _("Hạn"), _("Trạng thái"), _("Giao nhận"), _("Phần việc")]
    print_table(
        head,
        [
            [
                f"{one.line.unit.code} {one.line.unit.name}",
                one.line.part.value,
                show(one.line.due_on) if one.line.due_on else "–",
                one.line.status.value,
                one.line.handoff.value,
                one.line.work,
            ]
            for one in page.parts
        ],
    )


@task.command(
    name="step", help=_("Một bước của phần việc của một đơn vị: nhận, báo tiến độ, báo hoàn thành …")
)
@click.argument("number", type=Whole())
@click.argument("step", type=Choice(STEPS))
@unit_option
@click.option("--text", default="", help=_("lời kèm theo: lý do, nội dung báo cáo, minh chứng"))
@click.option("--progress", type=Number(), help=_("ước đạt, phần trăm"))
@click.option(
    "--file", "files", multiple=True, type=click.Path(), help=_("tệp minh chứng (khi báo hoàn thành)")
)
@acting
def step_(
    *,
    number: int,
    step: str,
    unit: str,
    text: str,
    progress: Decimal | None,
    files: tuple[str, ...],
    login: str | None,
) -> None:
    actor, now = begin(login)
    from nhip.apps.tasks.life.parts import StepTaken
    from nhip.core.handoffs import Step
    from nhip.cycle import task_life

    task_life.take_step(
        actor=actor,
        task_id=number,
        part_id=_part(number, unit, login),
        taken=StepTaken(Step(step), text, progress),
        evidence=[_sent(one) for one in files],
        now=now,
    )


def _part(number: int, unit: str, login: str | None) -> int:
    """The open part of the unit in a task that the person sees. Raises NotFound."""
    actor, now = begin(login)
    from nhip.core.errors import NotFound
    from nhip.cycle.task_pages import task_page

    page = task_page(actor=actor, task_id=number, today=now.date())
    found = next((one.line.id for one in page.parts if one.line.unit.code == unit), None)
    if found is None:
        raise NotFound
    return found


def _sent(path: str) -> "Sent":
    from nhip.apps.files.services import Sent

    try:
        return Sent(Path(path).name, Path(path).read_bytes())
    except OSError as error:
        raise click.ClickException(
            _("không mở được tệp «{file}»: {why}.").format(file=path, why=error.strerror)
        ) from error


@task.command(name="ask-unit", help=_("Giao thêm một đơn vị phối hợp."))
@click.argument("number", type=Whole())
@unit_option
@click.option("--work", default="", help=_("phần việc của đơn vị"))
@click.option("--due", "due_on", type=Day(), help=_("hạn của phần việc (mặc định: hạn của nhiệm vụ)"))
@acting
def ask_unit(*, number: int, unit: str, work: str, due_on: date | None, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.tasks.life.sharing import PartDraft
    from nhip.cycle import task_life

    task_life.ask_unit(actor=actor, task_id=number, code=unit, draft=PartDraft(work, due_on), now=now)


@task.command(name="extend", help=_("Xin gia hạn phần việc của một đơn vị."))
@click.argument("number", type=Whole())
@unit_option
@click.option("--to", "due_on", required=True, type=Day(), help=_("hạn mới"))
@click.option("--reason", required=True, help=_("lý do xin gia hạn"))
@acting
def extend(*, number: int, unit: str, due_on: date, reason: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.tasks.life.extensions import ask_extension

    part = _part(number, unit, login)
    ask_extension(actor=actor, task_id=number, part_id=part, due_on=due_on, reason=reason, now=now)


@task.command(name="answer", help=_("Trả lời đề nghị gia hạn đang chờ của một đơn vị."))
@click.argument("number", type=Whole())
@unit_option
@click.option("--grant/--refuse", "granted", required=True, default=None, help=_("đồng ý / không đồng ý"))
@click.option("--text", default="", help=_("lời trả lời (bắt buộc khi không đồng ý)"))
@acting
def answer(*, number: int, unit: str, granted: bool, text: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.apps.tasks.life.extensions import decide_extension
    from nhip.core.errors import NotFound
    from nhip.cycle.task_pages import task_page

    page = task_page(actor=actor, task_id=number, today=now.date())
    asked = next((one.asked for one in page.parts if one.line.unit.code == unit), None)
    if asked is None:
        raise NotFound
    decide_extension(
        actor=actor, task_id=number, extension_id=asked.id, granted=granted, answer=text, now=now
    )


@task.command(help=_("Tạm dừng một nhiệm vụ, hoặc hủy với --cancel."))
@click.argument("number", type=Whole())
@click.option("--cancel", "is_cancelled", is_flag=True, help=_("hủy thay vì tạm dừng"))
@click.option("--reason", required=True, help=_("lý do, căn cứ"))
@acting
def halt(*, number: int, is_cancelled: bool, reason: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.core.tasks import HaltKind
    from nhip.cycle import task_life

    kind = HaltKind.CANCELLED if is_cancelled else HaltKind.PAUSED
    task_life.halt_task(actor=actor, task_id=number, kind=kind, reason=reason, now=now)


@task.command(help=_("Cho một nhiệm vụ đã dừng được tiếp tục."))
@click.argument("number", type=Whole())
@acting
def resume(*, number: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle import task_life

    task_life.resume_task(actor=actor, task_id=number, now=now)


@task.command(name="owed", help=_("Ai nợ ai: phần việc mà một đơn vị nợ và được nợ."))
@unit_option
@as_json
@acting
def owed_(*, unit: str, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.task_json import ledger_as_json
    from nhip.cycle.task_pages import ledger

    page = ledger(actor=actor, code=unit, today=now.date())
    if is_json:
        print_json(ledger_as_json(page))
        return
    head = [_("Ai làm"), _("Cho ai"), "Id", _("Nhiệm vụ"), _("Hạn"), _("Trạng thái"), _("Giao nhận")]
    print_table(
        head,
        [
            [
                one.doer.code,
                one.asker.code,
                str(one.task_id),
                one.title,
                show(one.due_on) if one.due_on else "–",
                one.status.value,
                one.handoff.value,
            ]
            for one in (*page.mine, *page.theirs)
        ],
    )


@task.command(name="advice", help=_("Văn bản tham mưu của một đơn vị và các đơn vị bên dưới, và chất lượng."))
@unit_option
@click.option("--year", required=True, type=Year(), help=_("năm"))
@as_json
@acting
def advice_(*, unit: str, year: int, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.task_json import advice_as_json
    from nhip.cycle.task_pages import advice_page

    page = advice_page(actor=actor, code=unit, year=year, today=now.date())
    if is_json:
        print_json(advice_as_json(page))
        return
    head = ["Id", _("Văn bản"), _("Đơn vị soạn"), _("Hạn"), _("Trình lần đầu"), _("Phải sửa")]
    print_table(
        head,
        [
            [
                str(one.task_id),
                one.title,
                one.unit.code,
                show(one.due_on) if one.due_on else "–",
                show(one.first_on) if one.first_on else "–",
                str(one.returned),
            ]
            for one in page.advice.papers
        ],
    )
