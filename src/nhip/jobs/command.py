"""The command ``nhip``: groups of commands, and how their refusals are told.

Exit status: 0 done, 1 refused (a sentence on stderr, nothing changed), 2 wrong usage. Never a traceback.
"""

import importlib
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import click

from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import is_english, show

if TYPE_CHECKING:
    from nhip.core.access import Actor

REFUSED, USAGE, INTERRUPTED = 1, 2, 130

GROUPS = {
    "units": _("cây đơn vị: xem, thêm, chuyển, sắp xếp"),
    "resolution": _("sắp xếp đơn vị từ một nghị quyết: xem trước, áp dụng, hoàn tác"),
    "board": _("bảng nhịp của một đơn vị trong năm"),
    "plan": _("kế hoạch năm: xem, trình, duyệt, ai đã trình"),
    "task": _("nhiệm vụ giữa các đơn vị: nhận, báo, xác nhận, gia hạn, ai nợ ai"),
    "tasks": _("nhiệm vụ được giao: thống kê theo kỳ, quá hạn, nhắc việc"),
    "programmes": _("chương trình, chính sách: danh mục, nhiệm vụ, kinh phí"),
    "report": _("báo cáo tháng: xem, nộp, duyệt, trả lại"),
    "periodic": _("báo cáo theo kỳ (tuần, tháng, quý, 6 tháng, 9 tháng, năm): xem, nộp, duyệt, hạn nộp"),
    "directives": _("ý kiến chỉ đạo: đọc từ văn bản"),
    "people": _("tài khoản và vai trò"),
    "notices": _("thông báo của một người, thư tóm tắt trong ngày"),
    "audit": _("nhật ký: kiểm tra, niêm phong, tra cứu, xuất"),
    "indicators": _("chỉ tiêu, kế hoạch giao và số liệu: nạp, xem"),
    "rollup": _("số liệu tổng hợp: làm mới, dựng lại"),
    "health": _("việc hệ thống tự làm hằng ngày: việc nào không làm được, từ lúc nào, xử lý ra sao"),
    "demo": _("dữ liệu minh họa"),
}


class Commands(click.Group):
    """Imports a group's module when it is asked for, so that each command starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*GROUPS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in GROUPS:
            module = importlib.import_module(f"nhip.jobs.commands.{cmd_name}")
            command: click.Command = getattr(module, cmd_name)
            return command
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("Nhịp: kế hoạch, báo cáo tháng và nhịp tiến độ của các cơ quan công tác dân tộc."),
)
def nhip() -> None:
    pass


def set_up() -> None:
    """Set Django up; commands call it once their arguments are understood."""
    import django

    django.setup()
    from django.utils import translation

    translation.activate("en" if is_english() else "vi")


def begin(login: str | None) -> tuple["Actor", datetime]:
    """Set Django up; returns who acts, and the business moment. Raises RuleBroken for an unknown login."""
    set_up()
    from nhip import clock
    from nhip.apps.accounts.queries import actor_by_login

    now = clock.now()
    return actor_by_login(login, today=now.date()), now


def main(more: Mapping[str, click.Command] | None = None) -> None:
    """Run ``nhip …`` and end the process. more: commands of the floor above (serving)."""
    for name, command in (more or {}).items():
        nhip.add_command(command, name)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; returns its exit status."""
    try:
        answer = nhip.main(args=arguments, prog_name="nhip", standalone_mode=False)
        return answer if isinstance(answer, int) else 0
    except click.UsageError as wrong:
        return _say(_usage(wrong), USAGE)
    except click.ClickException as wrong:
        return _say(wrong.format_message(), REFUSED)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as refusal:  # noqa: BLE001 - the outermost place: whatever it is, the user gets a sentence
        return _say(_told(refusal), REFUSED)


def _say(sentence: str, status: int) -> int:
    click.echo(sentence if sentence.startswith("Usage:") else f"nhip: {sentence}", err=True)
    return status


def _usage(wrong: click.UsageError) -> str:
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        return wrong.format_message()
    if isinstance(wrong, click.BadParameter) and not isinstance(wrong, click.MissingParameter):
        return f"{wrong.param.opts[0] if wrong.param is not None else ''}: {wrong.message}"
    path = wrong.ctx.command_path if wrong.ctx is not None else "nhip"
    return _what_is_wrong(wrong) + " " + _("Xem «{path} --help».").format(path=path)


def _what_is_wrong(wrong: click.UsageError) -> str:
    if isinstance(wrong, click.NoSuchOption):
        return _("tùy chọn «{name}» không có.").format(name=wrong.option_name)
    if isinstance(wrong, click.exceptions.NoSuchCommand):
        return _("lệnh «{name}» không có.").format(name=wrong.command_name)
    if isinstance(wrong, click.MissingParameter):
        name = wrong.param.opts[0] if wrong.param is not None else str(wrong.param_hint)
        return _("thiếu «{name}».").format(name=name)
    if isinstance(wrong, click.BadOptionUsage):
        return _("tùy chọn «{name}» dùng chưa đúng: thiếu hoặc thừa giá trị.").format(name=wrong.option_name)
    return _("câu lệnh chưa đúng ({why}).").format(why=wrong.message.rstrip("."))


def _told(error: Exception) -> str:
    from nhip.core.errors import NhipError, RulesBroken

    if isinstance(error, RulesBroken):
        return "\nnhip: ".join(
            f"{cell}: {refusal.message(_, show)}" for cell, refusal in error.refusals.items()
        )
    if isinstance(error, NhipError):
        return error.message(_, show)
    if type(error).__module__.startswith("django.db") or type(error).__name__ == "UnsafeDatabase":
        return _(
            "cơ sở dữ liệu chưa dùng được ({why}). Chạy «./dev demo», hoặc «nhip django migrate» rồi thử lại."
        ).format(why=str(error).splitlines()[0] if str(error) else type(error).__name__)
    if os.environ.get("NHIP_DEBUG") == "1":
        raise error
    return _("lỗi ngoài dự kiến: {kind}: {why}. Đặt NHIP_DEBUG=1 để xem chi tiết.").format(
        kind=type(error).__name__, why=error
    )
