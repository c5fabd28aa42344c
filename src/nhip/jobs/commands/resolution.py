from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from nhip.jobs.arguments import Day, Whole, acting, as_json
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table


@click.group(help=_("Sắp xếp đơn vị từ một nghị quyết: chuẩn bị, xem trước, áp dụng, hoàn tác, xác nhận."))
def resolution() -> None:
    pass


@resolution.command(name="list", help=_("Các đợt sắp xếp đã chuẩn bị."))
@acting
def list_(*, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.resolution_pages import resolution_list

    head = ["Id", _("Hiệu lực"), _("Trạng thái"), _("Căn cứ")]
    print_table(
        head,
        [
            [str(one.id), show(one.effective_on), one.state.value, one.legal_basis]
            for one in resolution_list(actor=actor, today=now.date())
        ],
    )


@resolution.command(help=_("Chuẩn bị một đợt sắp xếp từ tệp .xlsx theo mẫu; in số của đợt."))
@click.argument("file", type=click.Path())
@click.option("--under", required=True, metavar="CODE", help=_("trong phạm vi đơn vị nào"))
@click.option("--on", "effective_on", required=True, type=Day(), help=_("có hiệu lực từ ngày"))
@click.option("--basis", required=True, help=_("căn cứ: số, ngày, cơ quan ban hành"))
@click.option("--end-roles", is_flag=True, help=_("vai trò ở đơn vị cũ chỉ kết thúc, không chuyển"))
@acting
def prepare(
    *, file: str, under: str, effective_on: date, basis: str, end_roles: bool, login: str | None
) -> None:
    actor, now = begin(login)
    from nhip.cycle.resolution_files import read_lines
    from nhip.cycle.resolutions import ResolutionDraft, save_resolution

    try:
        content = Path(file).read_bytes()
    except OSError as error:
        raise click.ClickException(
            _("không mở được tệp «{file}»: {why}.").format(file=file, why=error.strerror)
        ) from error
    draft = ResolutionDraft(under, effective_on, basis, "", read_lines(content), moves_people=not end_roles)
    click.echo(str(save_resolution(actor=actor, resolution_id=None, draft=draft, now=now)))


@resolution.command(name="show", help=_("Xem trước những gì sẽ xảy ra; chưa áp dụng gì."))
@click.argument("number", type=Whole())
@as_json
@acting
def show_(*, number: int, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.resolution_json import resolution_as_json
    from nhip.cycle.resolution_pages import resolution_page

    page = resolution_page(actor=actor, resolution_id=number, now=now)
    if is_json:
        print_json(resolution_as_json(page))
        return
    click.echo(f"{page.legal_basis} · {show(page.effective_on)} · {page.state.value}")
    for key, refusal in page.refusals.items():
        click.echo(f"{key}: {refusal.message(_, show)}")
    if page.preview is not None:
        head = [_("Trước"), _("Từ ngày sắp xếp"), _("Phần việc"), _("Người")]
        print_table(
            head,
            [
                [
                    f"{one.before.code} {one.before.name}",
                    ", ".join(f"{heir.unit.name} ({show(heir.share)})" for heir in one.heirs)
                    or ("" if one.after is None else one.after.name),
                    str(one.open_parts),
                    str(len(one.people)),
                ]
                for one in page.preview.fates
            ],
        )


@resolution.command(
    help=_(
        "Chọn đơn vị kế tục nhận từng nhiệm vụ (SỐ=MÃ), thay cho đơn vị được đề xuất; lựa chọn trước bị thay."
    )
)
@click.argument("number", type=Whole())
@click.argument("receivers", nargs=-1, metavar="TASK=CODE")
@acting
def receivers(*, number: int, receivers: tuple[str, ...], login: str | None) -> None:
    pairs = [one.partition("=") for one in receivers]
    if not all(task.isdecimal() and code for task, _sign, code in pairs):
        raise click.UsageError(_("mỗi lựa chọn viết SỐ=MÃ, ví dụ 12=061.03"))
    actor, now = begin(login)
    from nhip.cycle.resolution_pages import resolution_page
    from nhip.cycle.resolutions import choose_receivers

    chosen = {int(task): code for task, _sign, code in pairs}
    version = resolution_page(actor=actor, resolution_id=number, now=now).version
    choose_receivers(actor=actor, resolution_id=number, receivers=chosen, version=version, now=now)


@resolution.command(
    help=_(
        "Ghi phần chỉ tiêu của các đơn vị kế tục đơn vị bị chia, thay cho phần tính theo tỷ lệ; các phần phải cộng lại "
        "đúng bằng chỉ tiêu, phần ghi trước bị thay."
    )
)
@click.argument("number", type=Whole())
@click.argument("parts", nargs=-1, metavar="UNIT/INDICATOR/PERIOD/HEIR=N")
@acting
def goals(*, number: int, parts: tuple[str, ...], login: str | None) -> None:
    rows: dict[tuple[str, str, str], dict[str, Decimal]] = {}
    for one in parts:
        places, _sign, value = one.partition("=")
        try:
            source, indicator, period, heir = places.split("/")
            rows.setdefault((source, indicator, period), {})[heir] = Decimal(value)
        except (ValueError, InvalidOperation):
            raise click.UsageError(
                _("mỗi phần viết ĐƠN_VỊ/CHỈ_TIÊU/KỲ/ĐƠN_VỊ_NHẬN=SỐ, ví dụ A1/HO/2020/A7=62")
            ) from None
    actor, now = begin(login)
    from nhip.core.successions import GoalTyped
    from nhip.cycle.resolution_pages import resolution_page
    from nhip.cycle.resolutions import choose_goals

    typed = [GoalTyped(*place, own) for place, own in rows.items()]
    version = resolution_page(actor=actor, resolution_id=number, now=now).version
    choose_goals(actor=actor, resolution_id=number, goals=typed, version=version, now=now)


@resolution.command(help=_("Áp dụng một đợt đã chuẩn bị, từ ngày có hiệu lực."))
@click.argument("number", type=Whole())
@acting
def apply(*, number: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.resolutions import apply_resolution

    done = apply_resolution(actor=actor, resolution_id=number, now=now)
    click.echo(_("Đã áp dụng; {count} phần việc chuyển sang đơn vị mới.").format(count=done.parts))


@resolution.command(help=_("Hoàn tác một đợt đã áp dụng và chưa xác nhận."))
@click.argument("number", type=Whole())
@acting
def undo(*, number: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.resolutions import undo_resolution

    undo_resolution(actor=actor, resolution_id=number, now=now)


@resolution.command(help=_("Xác nhận một đợt đã áp dụng; từ đó không hoàn tác được."))
@click.argument("number", type=Whole())
@acting
def confirm(*, number: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.resolutions import confirm_resolution

    confirm_resolution(actor=actor, resolution_id=number, now=now)


@resolution.command(help=_("Ghi tệp .xlsx mẫu để điền các việc của nghị quyết."))
@click.argument("file", type=click.Path(dir_okay=False, writable=True))
def template(*, file: str) -> None:
    begin(None)
    from nhip.cycle.resolution_files import workbook_of

    Path(file).write_bytes(workbook_of(()))
