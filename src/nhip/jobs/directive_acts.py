"""``nhip directives add …``: documents registered, what was read in them decided on, and how well it was read."""

from datetime import date
from typing import TYPE_CHECKING

import click

from nhip.core.directive_drafts import DirectiveState, SourceGenre
from nhip.core.tasks import TaskStatus
from nhip.jobs.arguments import Choice, Day, FileGiven, OfficeFile, Whole, acting, as_json, unit_option
from nhip.jobs.command import begin
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table

if TYPE_CHECKING:
    from nhip.cycle.directing import TypedDraft

GENRES = [one.value for one in SourceGenre]
STATES = [one.value for one in DirectiveState]
STATUSES = [one.value for one in TaskStatus]


@click.command(
    name="add",
    help=_("Đăng ký một văn bản (.docx, .txt; «-»: đầu vào chuẩn) và đọc các ý kiến; in số của văn bản."),
)
@click.argument("file", metavar="FILE", type=OfficeFile())
@unit_option
@click.option("--title", default="", help=_("trích yếu; bỏ trống: đọc từ văn bản"))
@click.option("--dated", type=Day(), help=_("ngày của văn bản; bỏ trống: đọc từ văn bản"))
@click.option("--genre", type=Choice(GENRES), help=_("thể loại văn bản; bỏ trống: đọc từ văn bản"))
@click.option("--number", default="", help=_("số, ký hiệu; bỏ trống: đọc từ văn bản"))
@click.option(
    "--issuer", default="", help=_("người phát biểu hoặc cơ quan ban hành; bỏ trống: đọc từ văn bản")
)
@as_json
@acting
def add(  # noqa: PLR0913 - its options
    *,
    file: FileGiven,
    unit: str,
    title: str,
    dated: date | None,
    genre: str | None,
    number: str,
    issuer: str,
    is_json: bool,
    login: str | None,
) -> None:
    actor, now = begin(login)
    from nhip.apps.files.services import Sent
    from nhip.core.directive_headings import KnownFacts
    from nhip.cycle.directing import NewSource, register_source
    from nhip.cycle.directive_json import page_as_json
    from nhip.cycle.directive_pages import source_page

    name, content = file
    facts = KnownFacts(None if genre is None else SourceGenre(genre), title, dated, number, issuer)
    sent = Sent("van-ban.txt" if name == "-" else name, content)
    made = register_source(actor=actor, code=unit, new=NewSource(facts, file=sent), now=now)
    page = source_page(actor=actor, source_id=made, number=1, today=now.date())
    if is_json:
        print_json(page_as_json(page))
        return
    click.echo(str(made))
    if not page.rows:
        click.echo(_("Không thấy ý kiến chỉ đạo nào trong văn bản; văn bản vẫn được lưu."), err=True)


@click.command(name="sources", help=_("Các văn bản đã đăng ký mà tài khoản được xem."))
@click.option("--text", default="", help=_("từ cần tìm, có dấu hoặc không dấu"))
@click.option("--page", "number", type=Whole(), default=1, help=_("trang"))
@as_json
@acting
def sources(*, text: str, number: int, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.directive_json import source_as_json
    from nhip.cycle.directive_register import documents

    found = documents(actor=actor, text=text, number=number, today=now.date())
    if is_json:
        print_json([source_as_json(one, unit.code) for one, unit in found.sources])
        return
    head = ["Id", _("Ngày"), _("Số"), _("Chờ xem"), _("Đã nhận"), _("Đã bỏ"), _("Trích yếu")]
    rows = [
        [
            str(one.id),
            show(one.facts.dated),
            one.facts.number,
            str(one.pending),
            str(one.accepted),
            str(one.dropped),
            one.facts.title,
        ]
        for one, _unit in found.sources
    ]
    print_table(head, rows)


@click.command(name="list", help=_("Sổ ý kiến chỉ đạo, trạng thái tính từ các nhiệm vụ."))
@click.option("--text", default="", help=_("từ cần tìm, có dấu hoặc không dấu"))
@click.option("--source", type=Whole(), help=_("số của văn bản"))
@click.option("--issuer", default="", help=_("người phát biểu hoặc cơ quan ban hành"))
@click.option("--unit", default="", metavar="CODE", help=_("mã đơn vị được giao"))
@click.option("--due-from", "since", type=Day(), help=_("hạn từ ngày"))
@click.option("--due-until", "until", type=Day(), help=_("hạn đến ngày"))
@click.option("--state", type=Choice(STATES), help=_("đã xem hay chưa"))
@click.option("--status", type=Choice(STATUSES), help=_("trạng thái thực hiện"))
@click.option("--page", "number", type=Whole(), default=1, help=_("trang"))
@as_json
@acting
def list_(  # noqa: PLR0913 - its options
    *,
    text: str,
    source: int | None,
    issuer: str,
    unit: str,
    since: date | None,
    until: date | None,
    state: str | None,
    status: str | None,
    number: int,
    is_json: bool,
    login: str | None,
) -> None:
    actor, now = begin(login)
    from nhip.cycle.directive_json import lines_as_json
    from nhip.cycle.directive_register import Wanted, register

    wanted = Wanted(
        text,
        source,
        issuer,
        unit,
        since,
        until,
        None if state is None else DirectiveState(state),
        None if status is None else TaskStatus(status),
        number,
    )
    found = register(actor=actor, wanted=wanted, today=now.date())
    if is_json:
        print_json(lines_as_json(found.lines))
        return
    head = ["Id", _("Văn bản"), _("Chủ trì"), _("Hạn"), _("Trạng thái"), _("Nội dung")]
    rows = [
        [
            str(one.row.id),
            str(one.source.id),
            "–" if one.lead is None else one.lead.code,
            show(one.row.draft.deadline) if one.row.draft.deadline else "–",
            one.row.state.value if one.status is None else one.status.value,
            one.row.draft.task[:60],
        ]
        for one in found.lines
    ]
    print_table(head, rows)


@click.command(name="show", help=_("Một văn bản với các ý kiến đọc được và các nhiệm vụ đã mở."))
@click.argument("number", type=Whole())
@click.option("--page", type=Whole(), default=1, help=_("trang"))
@as_json
@acting
def show_source(*, number: int, page: int, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.directive_json import page_as_json
    from nhip.cycle.directive_pages import source_page

    found = source_page(actor=actor, source_id=number, number=page, today=now.date())
    if is_json:
        print_json(page_as_json(found))
        return
    facts = found.source.facts
    click.echo(f"{found.source.id} · {facts.number} · {show(facts.dated)} · {facts.title}")
    head = ["Id", _("Trạng thái"), _("Chủ trì"), _("Hạn"), _("Nhiệm vụ"), _("Nội dung")]
    rows = [
        [
            str(one.row.id),
            one.row.state.value if one.status is None else one.status.value,
            ", ".join(line.code for line in one.addressed[:3])
            or "; ".join(f"«{words.asked.words}»" for words in one.asked),
            show(one.row.draft.deadline) if one.row.draft.deadline else one.row.due_text or "–",
            ", ".join(map(str, one.row.tasks[:3])),
            one.row.draft.task[:60],
        ]
        for one in found.cards
    ]
    print_table(head, rows)


@click.command(name="accept", help=_("Nhận ý kiến: mở nhiệm vụ cho từng đơn vị được giao; in số nhiệm vụ."))
@click.argument("directives", type=Whole(), nargs=-1, required=True)
@as_json
@acting
def accept(*, directives: tuple[int, ...], is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.directing import accept_directives

    opened = accept_directives(actor=actor, directives=directives, now=now)
    if is_json:
        print_json([{"id": one, "tasks": list(tasks)} for one, tasks in opened.items()])
        return
    for tasks in opened.values():
        click.echo(" ".join(map(str, tasks)))


@click.command(name="drop", help=_("Bỏ một ý kiến: không phải chỉ đạo, hoặc không theo dõi."))
@click.argument("directive", type=Whole())
@acting
def drop(*, directive: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.directing import drop_directive

    drop_directive(actor=actor, directive_id=directive, now=now)


@click.command(name="restore", help=_("Lấy lại một ý kiến đã bỏ."))
@click.argument("directive", type=Whole())
@acting
def restore(*, directive: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.directing import restore_directive

    restore_directive(actor=actor, directive_id=directive, now=now)


def _typed(
    task: str, units: str, coordinating: str, deliverable: str, deadline: date | None, recurrence: str
) -> "TypedDraft":
    from nhip.cycle.directing import TypedDraft

    return TypedDraft(task, units, coordinating, deliverable, deadline, recurrence)


@click.command(name="edit", help=_("Sửa một ý kiến đang chờ xem; ghi lại toàn bộ nội dung."))
@click.argument("directive", type=Whole())
@click.option("--task", required=True, help=_("việc phải làm"))
@click.option(
    "--units", required=True, help=_("đơn vị chủ trì, rồi các đơn vị cùng được giao; cách nhau bằng «;»")
)
@click.option("--coordinating", default="", help=_("đơn vị phối hợp; cách nhau bằng «;»"))
@click.option("--deliverable", default="", help=_("sản phẩm"))
@click.option("--deadline", type=Day(), help=_("hạn; bỏ trống: không thời hạn"))
@click.option("--recurrence", default="", help=_("định kỳ"))
@acting
def edit(
    *,
    directive: int,
    task: str,
    units: str,
    coordinating: str,
    deliverable: str,
    deadline: date | None,
    recurrence: str,
    login: str | None,
) -> None:
    actor, now = begin(login)
    from nhip.cycle.directing import change_directive

    typed = _typed(task, units, coordinating, deliverable, deadline, recurrence)
    change_directive(actor=actor, directive_id=directive, typed=typed, now=now)


@click.command(
    name="mark", help=_("Thêm một ý kiến mà máy không thấy: chép nguyên văn đoạn ấy; in số ý kiến.")
)
@click.argument("source", type=Whole())
@click.option("--sentence", required=True, help=_("đoạn văn bản, chép nguyên văn"))
@click.option(
    "--units", default="", help=_("đơn vị chủ trì, rồi các đơn vị cùng được giao; cách nhau bằng «;»")
)
@click.option("--task", default="", help=_("việc phải làm; mặc định là cả đoạn"))
@click.option("--deadline", type=Day(), help=_("hạn; bỏ trống: không thời hạn"))
@acting
def mark(
    *, source: int, sentence: str, units: str, task: str, deadline: date | None, login: str | None
) -> None:
    actor, now = begin(login)
    from nhip.cycle.directing import add_directive

    typed = _typed(task, units, "", "", deadline, "")
    click.echo(str(add_directive(actor=actor, source_id=source, sentence=sentence, typed=typed, now=now)))


@click.command(name="split", help=_("Tách một ý kiến thành nhiều việc; in số các ý kiến mới."))
@click.argument("directive", type=Whole())
@click.option("--part", "parts", multiple=True, required=True, help=_("một việc; ghi ít nhất hai lần"))
@acting
def split(*, directive: int, parts: tuple[str, ...], login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.directing import split_directive

    made = split_directive(actor=actor, directive_id=directive, parts="\n".join(parts), now=now)
    click.echo(" ".join(map(str, made)))


@click.command(name="join", help=_("Ghép một ý kiến với ý kiến đang chờ đứng sau; in số ý kiến mới."))
@click.argument("directive", type=Whole())
@acting
def join(*, directive: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.directing import join_directives

    click.echo(str(join_directives(actor=actor, directive_id=directive, now=now)))


@click.command(name="remove", help=_("Xóa khỏi sổ một văn bản chưa có ý kiến nào thành nhiệm vụ."))
@click.argument("source", type=Whole())
@acting
def remove(*, source: int, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.directing import remove_source

    remove_source(actor=actor, source_id=source, now=now)


@click.command(
    name="quality",
    help=_(
        "Máy đọc đúng đến đâu khi dùng thật: ý kiến được nhận, sửa, bỏ, thêm tay; theo thể loại và bản đọc."
    ),
)
@as_json
@acting
def quality(*, is_json: bool, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.core.directive_quality import Outcome
    from nhip.cycle.directive_json import quality_as_json
    from nhip.cycle.directive_register import quality_in_use

    found = quality_in_use(actor=actor, today=now.date())
    if is_json:
        print_json(quality_as_json(found))
        return
    if not found:
        click.echo(_("Chưa ai xem ý kiến nào; nhận hoặc bỏ vài ý kiến rồi xem lại."), err=True)
        return
    head = [
        _("Thể loại"),
        _("Bản đọc"),
        _("Giữ nguyên"),
        _("Sửa"),
        _("Tách, ghép"),
        _("Bỏ"),
        _("Thêm tay"),
        _("Đúng"),
        _("Đủ"),
        _("Trường bị sửa"),
    ]
    rows = [
        [
            one.genre or _("tất cả"),
            one.reader,
            *(
                str(one.of(outcome))
                for outcome in (
                    Outcome.UNCHANGED,
                    Outcome.EDITED,
                    Outcome.DIVIDED,
                    Outcome.DROPPED,
                    Outcome.ADDED,
                )
            ),
            "–" if one.precision is None else show(one.precision),
            "–" if one.recall is None else show(one.recall),
            ", ".join(f"{name} {count}" for name, count in sorted(one.fields.items())),
        ]
        for one in found
    ]
    print_table(head, rows)


COMMANDS = (
    add,
    sources,
    list_,
    show_source,
    accept,
    drop,
    restore,
    edit,
    mark,
    split,
    join,
    remove,
    quality,
)
