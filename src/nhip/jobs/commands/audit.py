from typing import TYPE_CHECKING

import click

from nhip.jobs.arguments import as_json
from nhip.jobs.command import REFUSED, set_up
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json

if TYPE_CHECKING:
    from nhip.core.audit import Fault, Finding


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
