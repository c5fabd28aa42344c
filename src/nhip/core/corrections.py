"""Figures of an approved report are corrected on request: what was reported stays, what is known now changes.

docs/rules/figures.md tells the rules in words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nhip.core.errors import Conflict, RuleBroken, gettext_noop
from nhip.core.figures import Asked, Cell, Checked, check_figures, field_of
from nhip.core.reporting import ReportState


class CorrectionState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """Of one cell. None: no figure."""

    before: Decimal | None
    after: Decimal | None


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


def changes_of(known: Mapping[Cell, Decimal], wanted: Mapping[Cell, Decimal | None]) -> dict[Cell, Change]:
    """What the wanted figures change of what is known. Raises RuleBroken where that is nothing."""
    found = {
        cell: Change(known.get(cell), value) for cell, value in wanted.items() if known.get(cell) != value
    }
    if not found:
        raise RuleBroken(
            gettext_noop("Chưa có số nào khác số hiện nay; sửa ô cần đính chính rồi gửi."), field="figures"
        )
    return found


def check_corrected(
    asked: Iterable[Asked],
    known: Mapping[Cell, Decimal],
    changes: Mapping[Cell, Change],
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


def check_still(changes: Mapping[Cell, Change], known: Mapping[Cell, Decimal]) -> None:
    """Raises Conflict where what is known is not what it was when the correction was asked for."""
    if any(known.get(cell) != change.before for cell, change in changes.items()):
        raise Conflict(
            gettext_noop(
                "Số liệu đã thay đổi từ khi đơn vị gửi đề nghị; không chấp nhận đề nghị này và yêu cầu gửi lại "
                "theo số hiện nay."
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
            gettext_noop("Báo cáo vừa được đính chính; xem lại số hiện nay dưới đây rồi gửi lại."),
            field="version",
        )
