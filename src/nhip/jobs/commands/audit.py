from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from nhip.jobs.arguments import Day, Whole, acting, as_json
from nhip.jobs.command import REFUSED, begin, set_up
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table

if TYPE_CHECKING:
    from nhip.core.audit import Fault, Finding
    from nhip.cycle.history import Journal
    from nhip.cycle.history_lines import HistoryLine

Command = TypeVar("Command", bound=Callable[..., Any])
HEAD = ("sequence", "day", "person", "role", "act", "object", "unit", "changes")


@click.group(help=_("Nhật ký: niêm phong, kiểm tra, tra cứu, xuất tệp."))
def audit() -> None:
    pass


@audit.command(
    help=_(
        "Kiểm tra toàn bộ chuỗi niêm phong; chỉ đọc. Kết thúc 0 khi toàn vẹn, 1 khi sai và nêu bản ghi sai đầu tiên."
    )
)
@as_json
def verify(*, is_json: bool) -> int:
    set_up()
    from nhip.apps.audit.sealing import verify as check

    finding = check()
    if is_json:
        print_json(_facts(finding))
    if finding.fault is not None:
        click.echo(f"nhip: {_told(finding.fault)}", err=True)
        return REFUSED
    if not is_json:
        click.echo(
            _(
                "Nhật ký toàn vẹn: {count} bản ghi đã niêm phong, {unsealed} bản ghi mới chưa niêm phong."
            ).format(count=show(finding.head.count), unsealed=show(finding.unsealed))
        )
        if finding.head.count:
            click.echo(
                _("Dấu niêm phong cuối (bản ghi {sequence}): {digest}").format(
                    sequence=finding.head.sequence, digest=finding.head.digest
                )
            )
    return 0


def _facts(finding: "Finding") -> dict[str, object]:
    return {
        "whole": finding.is_whole,
        "sealed": finding.head.count,
        "unsealed": finding.unsealed,
        "last_sequence": finding.head.sequence,
        "digest": finding.head.digest,
        "first_bad_sequence": None if finding.fault is None else finding.fault.sequence,
        "why": None if finding.fault is None else finding.fault.why.value,
    }


def _told(fault: "Fault") -> str:
    from nhip.core.audit import Why

    sentence = {
        Why.CHANGED: _(
            "Nhật ký sai từ bản ghi {sequence}: nội dung không khớp dấu niêm phong (bị sửa, bị tráo, hoặc có bản ghi "
            "ngay trước đó bị gỡ)."
        ),
        Why.MISSING: _("Nhật ký sai từ bản ghi {sequence}: bản ghi đã niêm phong này bị xóa."),
        Why.INSERTED: _("Nhật ký sai từ bản ghi {sequence}: bản ghi này bị chèn vào phần đã niêm phong."),
        Why.CUT_OFF: _(
            "Nhật ký sai từ bản ghi {sequence}: phần cuối đã niêm phong bị cắt (hoặc cơ sở dữ liệu là một bản cũ)."
        ),
        Why.OTHER_CHAIN: _(
            "Nhật ký sai từ bản ghi {sequence}: dấu giữ bên ngoài thuộc một nhật ký khác; cơ sở dữ liệu đã bị thay."
        ),
        Why.NO_HEAD: _(
            "Nhật ký sai từ bản ghi {sequence}: thiếu dấu niêm phong giữ bên ngoài, không rõ phần cuối có bị cắt."
        ),
        Why.HEAD_CHANGED: _(
            "Nhật ký sai từ bản ghi {sequence}: dấu niêm phong giữ bên ngoài bị sửa hoặc không đọc được."
        ),
    }[fault.why]
    return sentence.format(sequence=fault.sequence)


@audit.command(help=_("Niêm phong ngay các bản ghi mới, không đợi tiến trình nền."))
def seal() -> None:
    set_up()
    from nhip.apps.audit.sealing import seal as again

    click.echo(_("Đã niêm phong {count} bản ghi.").format(count=show(again())))


@audit.command(
    help=_(
        "Nhận cơ sở dữ liệu đang có làm nhật ký cần giữ, thay dấu niêm phong bên ngoài (sau khi khôi phục)."
    )
)
@click.option("--reason", required=True, help=_("lý do, được ghi vào nhật ký"))
def adopt(*, reason: str) -> None:
    set_up()
    from nhip import clock
    from nhip.apps.audit.sealing import adopt_head

    head = adopt_head(reason=reason, now=clock.now())
    click.echo(_("Đã nhận dấu niêm phong mới: {count} bản ghi.").format(count=show(head.count)))


def sought(command: Command) -> Command:
    """Which records: those of a person, a unit and what is below it, a period, an act."""
    for option in (
        click.option("--act", default="", help=_("mã việc, ví dụ save_task")),
        click.option("--to", "until", type=Day(), help=_("đến ngày nghiệp vụ")),
        click.option("--from", "since", type=Day(), help=_("từ ngày nghiệp vụ")),
        click.option("--unit", default="", metavar="CODE", help=_("mã đơn vị, kể cả cấp dưới")),
        click.option("--person", default="", help=_("tên đăng nhập hoặc chức danh")),
    ):
        command = option(command)
    return command


@audit.command(name="show", help=_("In các việc đã làm, mới nhất ở trên."))
@sought
@click.option("--limit", type=Whole(), default=50, show_default=True, help=_("số dòng nhiều nhất"))
@as_json
@acting
def show_records(*, limit: int, is_json: bool, login: str | None, **given: Any) -> None:  # noqa: ANN401 - the options of «sought»
    found = _found(login, most=max(limit, 0), **given)
    if is_json:
        print_json({"total": found.total, "records": [_record(line) for line in found.lines]})
        return
    rows = [
        [str(one) for one in (line.sequence, line.business_day, line.person_name, line.act)]
        + [line.subject, "" if line.unit is None else line.unit.name]
        for line in found.lines
    ]
    print_table([_("Số"), _("Ngày"), _("Người"), _("Việc"), _("Đối tượng"), _("Đơn vị")], rows)
    click.echo(_("{shown} trong {total} bản ghi").format(shown=show(len(rows)), total=show(found.total)))


@audit.command(help=_("Xuất các việc đã làm ra tệp .xlsx hoặc .csv."))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@sought
@acting
def export(*, file: Path, login: str | None, **given: Any) -> None:  # noqa: ANN401 - the options of «sought»
    if file.suffix not in (".xlsx", ".csv"):
        raise click.UsageError(_("tệp phải có đuôi .xlsx hoặc .csv"))
    from nhip.cycle.history import MOST_EXPORTED

    found = _found(login, most=MOST_EXPORTED, **given)
    from nhip.xlsx.tables import as_csv
    from nhip.xlsx.writing import SheetOut, write_workbook

    rows = [[_cell(one) for one in _record(line).values()] for line in found.lines]
    content = (
        as_csv(HEAD, rows).encode("utf-8")
        if file.suffix == ".csv"
        else write_workbook([SheetOut(_("Nhật ký"), HEAD, rows)])
    )
    file.write_bytes(content)
    click.echo(_("Đã ghi {count} dòng vào {file}.").format(count=show(len(rows)), file=file))


def _found(
    login: str | None, *, most: int, person: str, unit: str, since: date | None, until: date | None, act: str
) -> "Journal":
    actor, now = begin(login)
    from nhip.cycle.history import Asked, audit_journal

    asked = Asked(person, unit, since, until, act)
    return audit_journal(actor=actor, asked=asked, today=now.date(), most=most)


def _record(line: "HistoryLine") -> dict[str, object]:
    return {
        "sequence": line.sequence,
        "day": line.business_day.isoformat(),
        "person": line.person_name,
        "role": line.role,
        "act": line.act,
        "object": f"{line.object_type} {line.subject}".strip(),
        "unit": "" if line.unit is None else line.unit.code,
        "changes": [
            {"field": fact.field, "about": fact.about, "before": fact.before, "after": fact.after}
            for fact in line.facts
        ],
    }


def _cell(value: object) -> str | int:
    if isinstance(value, list):
        return "; ".join(
            f"{one['field']} {one['about']}: {one['before']} → {one['after']}".replace(" :", ":")
            for one in value
        )
    return value if isinstance(value, int) else str(value)
