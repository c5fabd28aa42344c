"""What a superior orders about a task that it handed down: another quantity, or that it is taken back.

Rules: docs/rules/cascading.md. Nothing of what the receiver wrote is lost: its task is cancelled, never removed.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from nhip.core.cascading import check_part, check_whole
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.plans import PlanState

LONGEST_REASON = 2_000


def waits(plan: PlanState | None, *, stands: bool) -> bool:
    """Whether an order about a task waits for the receiver's amendment. plan: in which it stands, None outside any.

    stands: whether the unit whose plan it is does; the plan of one that has ended is amended by nobody.
    """
    return plan is PlanState.APPROVED and stands


class Turn(StrEnum):
    """When an order that waits comes about: with the amendment in hand or the next one opened, with the one after that
    which is out of its author's hands, or not until the superior withdraws it or its receiver makes way.
    """

    NOW = "now"
    LATER = "later"
    HELD = "held"


def turn(
    *,
    is_taken_back: bool,
    is_done: bool,
    is_handed_on: bool,
    ordered_at: datetime,
    submitted_at: datetime | None,
) -> Turn:
    """submitted_at: of the amendment that is out of its author's hands, None where none is.

    What its receiver has done stays, and what it has handed down further is not taken back.
    """
    if is_done or (is_taken_back and is_handed_on):
        return Turn.HELD
    return Turn.LATER if submitted_at is not None and ordered_at > submitted_at else Turn.NOW


def checked_reason(reason: str) -> str:
    """Why, trimmed. Raises RuleBroken."""
    text = reason.strip()
    if not text:
        raise RuleBroken(
            gettext_noop("Chưa ghi lý do; đơn vị nhận việc cần biết vì sao đổi hoặc rút."), field="reason"
        )
    if len(text) > LONGEST_REASON:
        raise RuleBroken(
            gettext_noop("Nội dung dài {length} ký tự; tối đa {most}."),
            field="reason",
            length=len(text),
            most=LONGEST_REASON,
        )
    return text


def check_orderable(*, is_done: bool) -> None:
    """Raises RuleBroken for a task that its receiver has done: what is done stays."""
    if is_done:
        raise RuleBroken(
            gettext_noop("Đơn vị đã hoàn thành việc này: không rút lại, không đổi số giao nữa."), field="step"
        )


def check_taken_back(receivers_below: Iterable[str]) -> None:
    """Raises RuleBroken where the receiver has handed the task down further: level by level, from below."""
    names = ", ".join(receivers_below)
    if names:
        raise RuleBroken(
            gettext_noop("Đơn vị đã giao tiếp việc này cho {units}; đơn vị cần rút lại ở dưới trước."),
            field="step",
            units=names,
        )


def check_new_part(
    whole: Decimal | None,
    others: Decimal,
    before: Decimal | None,
    part: Decimal | None,
    measure: str,
    counted: Iterable[str],
) -> None:
    """Another quantity for one unit. others: in the parts of the other units. Raises RuleBroken at ``quantity``."""
    if whole is None or before is None:
        raise RuleBroken(gettext_noop("Việc này giao xuống không kèm khối lượng."), field="quantity")
    check_part(whole, others, part, "quantity")
    check_whole(part, measure, counted, "quantity")
    if part == before:
        raise RuleBroken(
            gettext_noop("Số giao vẫn là {part}; không có gì để đổi."), field="quantity", part=before
        )


def reserved(asked: Decimal | None, ordered: Decimal | None) -> Decimal:
    """What of the whole a part holds: the greater of what was asked and what is ordered and waits."""
    return max(asked or Decimal(0), ordered or Decimal(0))
