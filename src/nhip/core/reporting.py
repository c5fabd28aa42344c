"""A unit's monthly report: its states, when it may be written, filed and decided, and when it is late."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhip.core.calendars import ReportingCalendar, begins_on, cut_off
from nhip.core.errors import Conflict, NotFound, RuleBroken, RulesBroken, gettext_noop
from nhip.core.periods import Month
from nhip.core.tasks import check_progress


class ReportState(StrEnum):
    MISSING = "missing"
    DRAFT = "draft"
    FILED = "filed"
    RETURNED = "returned"
    PART_RETURNED = "part_returned"
    APPROVED = "approved"


MOVES = frozenset(
    {
        (ReportState.DRAFT, ReportState.FILED),
        (ReportState.RETURNED, ReportState.FILED),
        (ReportState.PART_RETURNED, ReportState.FILED),
        (ReportState.FILED, ReportState.RETURNED),
        (ReportState.FILED, ReportState.PART_RETURNED),
        (ReportState.FILED, ReportState.APPROVED),
    }
)
EDITABLE = frozenset(
    {ReportState.MISSING, ReportState.DRAFT, ReportState.RETURNED, ReportState.PART_RETURNED}
)
COUNTED = frozenset({ReportState.FILED, ReportState.PART_RETURNED, ReportState.APPROVED})
"""What such a report says counts in the roll-ups; of one returned in part, all but the cells returned."""
UNDECIDED = COUNTED - {ReportState.APPROVED}
"""It counts, but nobody has approved all of it yet."""
LONGEST_TEXT = 4000
LONGEST_REASON = 2000


def field_of_task(task: int) -> str:
    """The name of a task's cell in forms and refusals."""
    return f"progress-{task}"


def check_begun(month: Month, calendar: ReportingCalendar, *, today: date) -> None:
    """Raises RuleBroken for a period whose first day lies ahead."""
    first = begins_on(month, calendar)
    if today < first:
        raise RuleBroken(
            gettext_noop("Kỳ báo cáo tháng {month}/{year} chưa bắt đầu: kỳ này mở từ {first}."),
            field="period",
            month=month.number,
            year=str(month.year),
            first=first,
        )


def check_returned(reasons: Mapping[str, str], cells: Collection[str]) -> dict[str, str]:
    """Why single cells are sent back, by field, trimmed; empty ones say nothing. cells: those that the report has.

    Raises NotFound for a cell that it has not, RulesBroken for a reason that is too long.
    """
    told = {name: reason.strip() for name, reason in reasons.items() if reason.strip()}
    if not told.keys() <= set(cells):
        raise NotFound
    refusals = {
        f"return-{name}": RuleBroken(
            gettext_noop("Lý do dài {length} ký tự; tối đa {most}."),
            field=f"return-{name}",
            length=len(reason),
            most=LONGEST_REASON,
        )
        for name, reason in told.items()
        if len(reason) > LONGEST_REASON
    }
    if refusals:
        raise RulesBroken(refusals)
    return told


def check_only_returned(changed: Iterable[str], returned: Collection[str]) -> None:
    """Of a report returned in part only the cells that were returned may change. Raises RulesBroken.

    changed: fields that said something before. One that said nothing may be filled in: a task that came meanwhile must.
    """
    refusals = {
        name: RuleBroken(
            gettext_noop("Ô này không bị trả lại nên giữ như đã nộp; chỉ sửa các ô bị trả lại."), field=name
        )
        for name in changed
        if name not in returned
    }
    if refusals:
        raise RulesBroken(refusals)


def check_editable(state: ReportState) -> None:
    """Raises RuleBroken when the report is out of its author's hands."""
    if state is ReportState.APPROVED:
        raise RuleBroken(
            gettext_noop("Báo cáo đã được duyệt, không sửa được; nội dung mới ghi vào báo cáo tháng sau."),
            field="state",
        )
    if state not in EDITABLE:
        raise RuleBroken(
            gettext_noop("Báo cáo đã nộp và đang chờ duyệt; muốn sửa, đề nghị cấp trên trả lại."),
            field="state",
        )


def check_move(before: ReportState, after: ReportState) -> None:
    """Raises RuleBroken when a report cannot go from one state to the other."""
    if (before, after) not in MOVES:
        if after is ReportState.FILED:
            check_editable(before)
        raise RuleBroken(
            gettext_noop("Chỉ duyệt hoặc trả lại được báo cáo đã nộp và đang chờ duyệt."), field="state"
        )


def check_version(stored: int, seen: int) -> None:
    """Raises Conflict when the report changed since the person opened it."""
    if stored != seen:
        raise Conflict(
            gettext_noop(
                "Báo cáo này vừa được người khác sửa; bản mới nhất được giữ, bản đang gửi chưa được ghi. "
                "Đối chiếu hai bản dưới đây rồi lưu lại."
            ),
            field="version",
        )


def check_writable(state: ReportState, *, stored: int, seen: int) -> None:
    """Raises RuleBroken for a report that is closed, Conflict for one that changed since the person opened it."""
    if state is not ReportState.APPROVED:
        check_version(stored, seen)
    check_editable(state)


def check_lines(
    progress: Mapping[int, Decimal | None], texts: Mapping[int, tuple[str, ...]], *, complete: bool
) -> None:
    """Raises RulesBroken, keyed ``progress-<task>`` or ``text-<task>``.

    complete: every line needs its progress, as it must before filing; a draft may have gaps.
    """
    refusals: dict[str, RuleBroken] = {}
    for task, value in progress.items():
        if value is None and not complete:
            continue
        try:
            check_progress(value, field=field_of_task(task))
        except RuleBroken as refusal:
            refusals[field_of_task(task)] = refusal
    for task, written in texts.items():
        longest = max((len(text) for text in written), default=0)
        if longest > LONGEST_TEXT:
            refusals[f"text-{task}"] = RuleBroken(
                gettext_noop("Nội dung dài {length} ký tự; tối đa {most}."),
                field=f"text-{task}",
                length=longest,
                most=LONGEST_TEXT,
            )
    if refusals:
        raise RulesBroken(refusals)


def is_late(filed_on: date | None, due: date, *, today: date) -> bool:
    """Filed after the due day, or not yet filed when it has passed."""
    return (filed_on or today) > due


def counted_on(month: Month, calendar: ReportingCalendar, filed_on: date) -> date:
    """The day to which what is reported belongs: that of filing, at the latest the cut-off."""
    return min(filed_on, cut_off(month, calendar))
