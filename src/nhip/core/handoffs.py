"""What passes between the unit that does a part of a task and the unit that asked for it.

The lead's part is asked for by the unit that assigned the task, a coordinating part by the lead. A part is

    pending ──receive──▶ received ──submit──▶ submitted ──confirm──▶ confirmed
       │ ▲                  ▲  └─report (stays)  │  │                    │
  send back assign again    └──────return────────┘  └──(back to work)    │
       ▼ │                  └───────────────────reopen───────────────────┘
    sent back

A unit's own task, done by the unit itself under a duty to report, has no such hand-offs: the monthly report says
when it is done, and the approval of the report confirms it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.vietnamese import composed

LONGEST_TEXT = 4000


class Handoff(StrEnum):
    """Where a part stands. NOT_ASSIGNED: in a plan that nobody has been handed yet."""

    NOT_ASSIGNED = "not_assigned"
    PENDING = "pending"
    RECEIVED = "received"
    SENT_BACK = "sent_back"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"


class Step(StrEnum):
    """What may happen to a part."""

    RECEIVE = "receive"
    SEND_BACK = "send_back"
    ASSIGN_AGAIN = "assign_again"
    REPORT = "report"
    SUBMIT = "submit"
    CONFIRM = "confirm"
    RETURN = "return"
    REOPEN = "reopen"


class Side(StrEnum):
    """Who takes the step: the unit that does the part, or the one that asked for it."""

    DOER = "doer"
    ASKER = "asker"


@dataclass(frozen=True, slots=True)
class Move:
    """side: who takes the step; before: states it starts from; after: where it leads; text: must words be given."""

    side: Side
    before: frozenset[Handoff]
    after: Handoff
    text: bool
    refused: str


_RECEIVED = frozenset({Handoff.RECEIVED})
MOVES = {
    Step.RECEIVE: Move(
        Side.DOER,
        frozenset({Handoff.PENDING}),
        Handoff.RECEIVED,
        text=False,
        refused=gettext_noop("Chỉ nhận được phần việc đang chờ nhận."),
    ),
    Step.SEND_BACK: Move(
        Side.DOER,
        frozenset({Handoff.PENDING}),
        Handoff.SENT_BACK,
        text=True,
        refused=gettext_noop("Phần việc đã nhận thì không trả lại được; nêu vướng mắc hoặc xin gia hạn."),
    ),
    Step.ASSIGN_AGAIN: Move(
        Side.ASKER,
        frozenset({Handoff.SENT_BACK}),
        Handoff.PENDING,
        text=False,
        refused=gettext_noop("Chỉ giao lại được phần việc bị trả lại."),
    ),
    Step.REPORT: Move(
        Side.DOER,
        _RECEIVED,
        Handoff.RECEIVED,
        text=True,
        refused=gettext_noop("Chỉ báo tiến độ được phần việc đã nhận và chưa báo hoàn thành."),
    ),
    Step.SUBMIT: Move(
        Side.DOER,
        _RECEIVED,
        Handoff.SUBMITTED,
        text=False,
        refused=gettext_noop("Chỉ báo hoàn thành được phần việc đã nhận; bấm «Nhận việc» trước."),
    ),
    Step.CONFIRM: Move(
        Side.ASKER,
        frozenset({Handoff.SUBMITTED}),
        Handoff.CONFIRMED,
        text=False,
        refused=gettext_noop("Chỉ xác nhận được phần việc đã báo hoàn thành và đang chờ xác nhận."),
    ),
    Step.RETURN: Move(
        Side.ASKER,
        frozenset({Handoff.SUBMITTED}),
        Handoff.RECEIVED,
        text=True,
        refused=gettext_noop("Chỉ yêu cầu làm tiếp được phần việc đang chờ xác nhận."),
    ),
    Step.REOPEN: Move(
        Side.ASKER,
        frozenset({Handoff.CONFIRMED}),
        Handoff.RECEIVED,
        text=True,
        refused=gettext_noop("Chỉ mở lại được phần việc đã xác nhận hoàn thành."),
    ),
}


def steps_from(state: Handoff, side: Side) -> tuple[Step, ...]:
    """The steps that a side may take now, in the order of the life of a part."""
    return tuple(step for step, move in MOVES.items() if move.side is side and state in move.before)


def check_step(state: Handoff, step: Step, text: str) -> Handoff:
    """The state after the step. Raises RuleBroken: not possible from here, or without the words it needs."""
    move = MOVES[step]
    if state not in move.before:
        raise RuleBroken(move.refused, field="step")
    if move.text and not text:
        raise RuleBroken(_WORDS_MISSING[step], field="text")
    return move.after


_WORDS_MISSING = {
    Step.SEND_BACK: gettext_noop("Chưa ghi lý do trả lại; nơi giao cần biết vì sao để giao lại cho đúng."),
    Step.REPORT: gettext_noop("Chưa ghi nội dung báo cáo: đã làm được gì, còn vướng gì."),
    Step.RETURN: gettext_noop("Chưa ghi còn thiếu gì; đơn vị cần biết để làm tiếp."),
    Step.REOPEN: gettext_noop("Chưa ghi lý do mở lại; đơn vị cần biết phải làm thêm gì."),
}


def checked_text(text: str, *, field: str = "text") -> str:
    """Longer words as they are stored. Raises RuleBroken when they are too long."""
    kept = composed(text)
    if len(kept) > LONGEST_TEXT:
        raise RuleBroken(
            gettext_noop("Nội dung dài {length} ký tự; tối đa {most}."),
            field=field,
            length=len(kept),
            most=LONGEST_TEXT,
        )
    return kept


def check_evidence(text: str, *, files: int) -> None:
    """Completion needs evidence: a file, or the number of a document or what was handed over. Raises RuleBroken."""
    if not text and not files:
        raise RuleBroken(
            gettext_noop(
                "Báo hoàn thành cần minh chứng: đính kèm tệp, hoặc ghi số văn bản, biên bản, sản phẩm đã giao."
            ),
            field="text",
        )


def check_nothing_open(waiting: Iterable[str]) -> None:
    """The lead's completion waits for the coordinating parts. waiting: names of units not yet confirmed."""
    names = list(waiting)
    if names:
        raise RuleBroken(
            gettext_noop(
                "Còn phần phối hợp chưa xong: {units}. Xác nhận hoặc thôi giao các phần đó rồi báo hoàn thành."
            ),
            field="step",
            units=", ".join(names),
        )


def check_due(due_on: date, *, starts_on: date, deadline: date | None) -> None:
    """A part is due inside its task. Raises RuleBroken."""
    if due_on < starts_on:
        raise RuleBroken(
            gettext_noop("Hạn {due} trước ngày bắt đầu {start} của nhiệm vụ."),
            field="due_on",
            due=due_on,
            start=starts_on,
        )
    if deadline is not None and due_on > deadline:
        raise RuleBroken(
            gettext_noop("Hạn {due} sau hạn {deadline} của cả nhiệm vụ; gia hạn nhiệm vụ trước."),
            field="due_on",
            due=due_on,
            deadline=deadline,
        )


def check_extension(asked: date, due_on: date | None, *, year: int, reason: str, today: date) -> date:
    """A later day inside the task's year, not in the past, with a reason. Returns the day it replaces.

    Raises RuleBroken.
    """
    if due_on is None:
        raise RuleBroken(gettext_noop("Nhiệm vụ không có hạn nên không cần gia hạn."), field="due_on")
    if asked <= due_on or asked < today:
        raise RuleBroken(
            gettext_noop("Hạn mới {asked} phải sau hạn {due} và không nằm trong quá khứ."),
            field="due_on",
            asked=asked,
            due=due_on,
        )
    if asked.year != year:
        raise RuleBroken(
            gettext_noop("Hạn mới {asked} ngoài năm {year}; việc kéo sang năm sau ghi vào kế hoạch năm sau."),
            field="due_on",
            asked=asked,
            year=str(year),
        )
    if not reason:
        raise RuleBroken(gettext_noop("Chưa ghi lý do xin gia hạn."), field="text")
    return due_on


@dataclass(frozen=True, slots=True)
class Paper:
    """What became of an advisory paper. returned: how often it went back for rework."""

    due_on: date | None
    submitted_on: date | None
    accepted: bool
    returned: int


@dataclass(frozen=True, slots=True)
class AdviceQuality:
    """Counts of papers; of the percentages, each with its base. None where the base is empty.

    first_time: accepted without rework, of those accepted; on_time: first handed in by the day it was due, of those
    due by today or handed in.
    """

    papers: int
    accepted: int
    waiting: int
    overdue: int
    returns: int
    first_time: tuple[int, int]
    on_time: tuple[int, int]


def advice_quality(papers: Iterable[tuple[Paper, date | None]], *, today: date) -> AdviceQuality:
    """Count the papers. papers: with each, the day it was first handed in (None: never).

    Source: docs/rules/task-life.md.
    """
    kept = list(papers)
    accepted = [one for one, _first in kept if one.accepted]
    judged = [
        (one, first)
        for one, first in kept
        if one.due_on is not None and (first is not None or one.due_on < today)
    ]
    return AdviceQuality(
        papers=len(kept),
        accepted=len(accepted),
        waiting=sum(one.submitted_on is not None and not one.accepted for one, _first in kept),
        overdue=sum(
            one.submitted_on is None and one.due_on is not None and one.due_on < today for one, _first in kept
        ),
        returns=sum(one.returned for one, _first in kept),
        first_time=(sum(not one.returned for one in accepted), len(accepted)),
        on_time=(
            sum(
                first is not None and one.due_on is not None and first <= one.due_on for one, first in judged
            ),
            len(judged),
        ),
    )


def check_part_progress(progress: Decimal | None) -> None:
    """A coordinating unit's own estimate, whole percents from 0 to 100. Raises RuleBroken."""
    if progress is not None and not (0 <= progress <= 100 and progress == progress.to_integral_value()):
        raise RuleBroken(
            gettext_noop("Tiến độ {progress} % không hợp lệ: số nguyên từ 0 đến 100."),
            field="progress",
            progress=progress,
        )
