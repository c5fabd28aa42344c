"""What an approved report says is corrected on request: what was reported stays, what is known now changes.

docs/rules/figures.md tells the rules in words.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from nhip.core.errors import Conflict, NotFound, RuleBroken, gettext_noop
from nhip.core.figures import Asked, Cell, Checked, check_figures, field_of
from nhip.core.reporting import LONGEST_TEXT, ReportState, field_of_task
from nhip.core.tasks import check_progress

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", Decimal, str)
TEXTS_OF_TASK = ("done", "difficulties", "next")
"""Beginnings of the fields of a task's texts, each followed by a hyphen and the task."""


class CorrectionState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change(Generic[Value]):
    """Of one cell. None: no figure, no progress; a text is empty."""

    before: Value | None
    after: Value | None


def check_correctable(state: ReportState, *, has_open: bool) -> None:
    """Raises RuleBroken. has_open: a request about the report waits for its answer."""
    if state is not ReportState.APPROVED:
        raise not_correctable()
    if has_open:
        raise RuleBroken(
            gettext_noop("Báo cáo này đang có một đề nghị đính chính chờ trả lời; rút đề nghị đó trước."),
            field="state",
        )


def not_correctable() -> RuleBroken:
    return RuleBroken(
        gettext_noop(
            "Chỉ đính chính báo cáo đã được duyệt; báo cáo chưa duyệt thì sửa trong báo cáo, "
            "hoặc đề nghị cấp trên trả lại."
        ),
        field="state",
    )


def check_why(reason: str) -> str:
    """The reason of a request, trimmed. Raises RuleBroken."""
    if not reason.strip():
        raise RuleBroken(
            gettext_noop("Chưa ghi lý do đính chính; cấp duyệt cần biết vì sao số đã báo cáo sai."),
            field="reason",
        )
    return reason.strip()


def check_answer(reason: str) -> str:
    """Why a request is refused, trimmed. Raises RuleBroken."""
    if not reason.strip():
        raise RuleBroken(gettext_noop("Chưa ghi lý do không chấp nhận đính chính."), field="answer")
    return reason.strip()


def field_of_text(name: str, task: int) -> str:
    """The name of a task's text in forms and refusals. name: of TEXTS_OF_TASK."""
    return f"{name}-{task}"


def changes_of(known: Mapping[Key, Value], wanted: Mapping[Key, Value | None]) -> dict[Key, Change[Value]]:
    """What the wanted cells change of what is known."""
    return {
        cell: Change(known.get(cell), value) for cell, value in wanted.items() if known.get(cell) != value
    }


def check_changed(*changes: Collection[object]) -> None:
    """Raises RuleBroken where a request says nothing else than what is known now."""
    if not any(changes):
        raise RuleBroken(
            gettext_noop("Chưa có chỗ nào khác hiện nay; sửa chỗ cần đính chính rồi gửi."), field="figures"
        )


def touched(wanted: Mapping[Key, Value | None], seen: Mapping[Key, Value | None]) -> dict[Key, Value | None]:
    """The cells that the person changed. seen: what stood there when they opened the page; what it lacks was typed."""
    return {cell: value for cell, value in wanted.items() if cell not in seen or seen[cell] != value}


def stale(
    known: Mapping[Key, Value],
    wanted: Mapping[Key, Value | None],
    seen: Mapping[Key, Value | None],
    field: Callable[[Key], str],
) -> dict[str, RuleBroken]:
    """By field: cells to be changed that are known otherwise by now than the person saw, as when a file was loaded."""
    return {
        field(cell): RuleBroken(
            gettext_noop(
                "Chỗ này vừa đổi thành «{known}» sau khi anh/chị mở trang (lúc mở: «{seen}»); xem lại rồi gửi."
            ),
            field=field(cell),
            known="–" if known.get(cell) in (None, "") else known.get(cell),
            seen="–" if seen[cell] in (None, "") else seen[cell],
        )
        for cell, value in wanted.items()
        if cell in seen and known.get(cell) != seen[cell] and known.get(cell) != value
    }


def check_told_tasks(progress: Mapping[int, Decimal | None], tasks: Collection[int]) -> dict[str, RuleBroken]:
    """By field: progress that cannot be. Raises NotFound for a task of which the report says nothing."""
    if not set(progress) <= set(tasks):
        raise NotFound
    refusals: dict[str, RuleBroken] = {}
    for task, value in progress.items():
        try:
            check_progress(value, field=field_of_task(task))
        except RuleBroken as refusal:
            refusals[field_of_task(task)] = refusal
    return refusals


def check_corrected_texts(texts: Mapping[str, str], longest: Mapping[str, int]) -> dict[str, RuleBroken]:
    """By field: texts that are too long. longest: field -> most characters, of every text that the report may have.

    Raises NotFound for a text that it may not.
    """
    if not texts.keys() <= longest.keys():
        raise NotFound
    return {
        field: RuleBroken(
            gettext_noop("Nội dung dài {length} ký tự; tối đa {most}."),
            field=field,
            length=len(text),
            most=longest[field],
        )
        for field, text in texts.items()
        if len(text) > longest[field]
    }


def texts_of_tasks(tasks: Iterable[int]) -> dict[str, int]:
    """Field -> most characters, of the texts of those tasks."""
    return {field_of_text(name, task): LONGEST_TEXT for task in tasks for name in TEXTS_OF_TASK}


def check_corrected(
    asked: Iterable[Asked],
    known: Mapping[Cell, Decimal],
    changes: Mapping[Cell, Change[Decimal]],
    before: Mapping[Cell, Decimal],
) -> Checked:
    """What stands against the figures as they would be. before: of each indicator's own period before.

    What was wrong already elsewhere does not stand against mending one cell; only changed cells are asked back.
    """
    listed = tuple(asked)
    corrected: dict[Cell, Decimal | None] = {
        **known,
        **{cell: change.after for cell, change in changes.items()},
    }
    earlier = check_figures(listed, known, before)
    now = check_figures(listed, corrected, before)
    changed = {field_of(cell) for cell in changes}
    return Checked(
        {name: one for name, one in now.refusals.items() if name in changed or name not in earlier.refusals},
        {name: one for name, one in now.questions.items() if name in changed},
    )


def check_still(changes: Mapping[Key, Change[Value]], known: Mapping[Key, Value]) -> None:
    """Raises Conflict where what is known is not what it was when the correction was asked for."""
    if any(known.get(cell) != change.before for cell, change in changes.items()):
        raise Conflict(
            gettext_noop(
                "Nội dung đã thay đổi từ khi đơn vị gửi đề nghị; không chấp nhận đề nghị này và yêu cầu gửi lại "
                "theo bản hiện nay."
            ),
            field="state",
        )


def none_waits() -> RuleBroken:
    """No request waits for its answer."""
    return RuleBroken(gettext_noop("Báo cáo này không có đề nghị đính chính nào đang chờ."), field="state")


def check_seen(stored: int, seen: int | None) -> None:
    """Raises Conflict where the report changed since the person opened it. seen: None does not say."""
    if seen is not None and stored != seen:
        raise Conflict(
            gettext_noop("Báo cáo vừa được đính chính; xem lại bản hiện nay dưới đây rồi gửi lại."),
            field="version",
        )
