from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nhip.jobs.arguments import Day, as_json
from nhip.jobs.directive_acts import COMMANDS
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table

if TYPE_CHECKING:
    from nhip.core.directives import Directive, Reading


@click.group(help=_("Ý kiến chỉ đạo đọc từ văn bản."))
def directives() -> None:
    pass


for _one in COMMANDS:
    directives.add_command(_one)


@directives.command(help=_("Đọc các ý kiến chỉ đạo trong một tệp .txt hoặc .docx; không cần cơ sở dữ liệu."))
@click.argument("file", metavar="FILE")
@click.option("--dated", type=Day(), help=_("ngày của văn bản, để tính hạn không ghi năm"))
@as_json
def read(*, file: str, dated: date | None, is_json: bool) -> None:
    from nhip.core.directives import read as read_text

    reading = read_text(_text_of(file), dated)
    if is_json:
        print_json([_row(one) for one in reading.directives])
    elif reading.directives:
        print_table(
            [_("Chủ trì"), _("Phối hợp"), _("Hạn"), _("Quy tắc"), _("Chắc chắn"), _("Nội dung")],
            [_cells(one) for one in reading.directives],
        )
    _say_what_is_odd(reading)


def _text_of(file: str) -> str:
    """The text of a file by its name's end. Raises RuleBroken."""
    from nhip.core.directives.encodings import decoded

    try:
        content = Path(file).read_bytes()
    except OSError as error:
        raise click.ClickException(
            _("không mở được tệp «{file}»: {why}.").format(file=file, why=error.strerror)
        ) from error
    if file.lower().endswith((".docx", ".docm")) or content.startswith(b"PK\x03\x04"):
        from nhip.docx.reading import read_document

        return decoded(read_document(content).encode())
    return decoded(content)


def _row(one: "Directive") -> dict[str, object]:
    return {
        "start": one.start,
        "end": one.end,
        "sentence": one.sentence,
        "lead": one.lead,
        "units": list(one.units),
        "coordinating": list(one.coordinating),
        "task": one.task,
        "deadline": one.due.day.isoformat() if one.due and one.due.day else None,
        "deadline_text": one.due.text if one.due else None,
        "recurrence": one.recurrence,
        "implied": one.implied,
        "rule": one.rule,
        "certainty": one.certainty,
    }


def _cells(one: "Directive") -> list[str]:
    due = ""
    if one.due is not None:
        due = show(one.due.day) if one.due.day else one.due.text
    return [
        "; ".join(one.units),
        "; ".join(one.coordinating),
        due or one.recurrence or "",
        one.rule,
        f"{one.certainty:.0%}",
        one.task[:60],
    ]


def _say_what_is_odd(reading: "Reading") -> None:
    """On standard error: no directive at all, and deadlines that cannot be kept."""
    if not reading.directives:
        click.echo(_("Không thấy ý kiến chỉ đạo nào trong văn bản."), err=True)
    told = {
        "no_such_day": _("Hạn «{text}» không có trong lịch; giữ nguyên lời văn."),
        "before_the_text": _("Hạn «{text}» trước ngày của văn bản; vẫn giữ, cần xem lại."),
    }
    for one in reading.directives:
        if one.due is not None and one.due.mark:
            click.echo(told[one.due.mark].format(text=one.due.text), err=True)
