"""A unit's plan of a year: its states, and what its tasks must look like, month by month.

A milestone is the cumulative percentage planned by the end of a month; a month without one keeps the last
before it; quarters are read off their last month. The month of the deadline stands at 100.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.periods import MONTHS

HUNDRED = Decimal(100)
ZERO = Decimal(0)
QUARTER_ENDS = (3, 6, 9, 12)
MOST_WEIGHT = 1000
LONGEST_TITLE = 300
MOST_BUDGET = Decimal("9999999999.99")


class PlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


MOVES = frozenset(
    {
        (PlanState.DRAFT, PlanState.SUBMITTED),
        (PlanState.RETURNED, PlanState.SUBMITTED),
        (PlanState.SUBMITTED, PlanState.RETURNED),
        (PlanState.SUBMITTED, PlanState.APPROVED),
    }
)
EDITABLE = frozenset({PlanState.DRAFT, PlanState.RETURNED})
COUNTED = frozenset({PlanState.SUBMITTED, PlanState.RETURNED, PlanState.APPROVED})
"""A plan counts on the board from its first submission on."""


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """What a person types for a task. budget: million đồng, 2 decimals; milestones: month number -> percent.

    deadline: None only for a task outside a plan, which then has no milestones.
    """

    title: str
    deliverable: str
    starts_on: date
    deadline: date | None
    weight: int
    budget: Decimal | None = None
    milestones: Mapping[int, Decimal] = field(default_factory=dict)


def planned_at(milestones: Mapping[int, Decimal], month: int) -> Decimal:
    """The cumulative percentage planned by the end of the month."""
    return milestones[max(known)] if (known := [one for one in milestones if one <= month]) else ZERO


def quarters(milestones: Mapping[int, Decimal]) -> tuple[Decimal, ...]:
    """The cumulative percentage planned by the end of each of the four quarters."""
    return tuple(planned_at(milestones, month) for month in QUARTER_ENDS)


def quarters_of(months: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The same of the cumulative percentages of all twelve months."""
    return tuple(months[month - 1] for month in QUARTER_ENDS)


def steps(months: Sequence[Decimal], deadline: date | None) -> dict[int, Decimal]:
    """Milestones of the months in which the plan moves on, and of the deadline's; the others keep the one before."""
    before = (ZERO, *months)
    return {
        month: planned
        for month, planned in enumerate(months, start=1)
        if planned != before[month - 1] or (deadline is not None and month == deadline.month)
    }


def even_milestones(starts_on: date, deadline: date) -> dict[int, Decimal]:
    """Equal monthly steps from the month of the start to that of the deadline, whole percents, ending at 100."""
    first, last = starts_on.month, deadline.month
    steps = last - first + 1
    return {
        month: (HUNDRED * (month - first + 1) / steps).quantize(Decimal(1), ROUND_HALF_UP)
        for month in range(first, last + 1)
    }


def completed_milestones(draft: TaskDraft) -> dict[int, Decimal]:
    """The milestones as stored: even steps where none were typed, 100 in the deadline's month where left blank."""
    if draft.deadline is None:
        return {}
    if not draft.milestones:
        return even_milestones(draft.starts_on, draft.deadline)
    return {draft.deadline.month: HUNDRED, **draft.milestones}


def check_task(draft: TaskDraft, *, year: int, in_plan: bool = True) -> None:
    """Raises RulesBroken, keyed by field; month cells are ``m1`` to ``m12``."""
    refusals: dict[str, RuleBroken] = {}
    if not draft.title.strip():
        refusals["title"] = RuleBroken(gettext_noop("Nhiệm vụ chưa có tên."), field="title")
    elif len(draft.title) > LONGEST_TITLE:
        refusals["title"] = RuleBroken(
            gettext_noop("Tên nhiệm vụ dài {length} ký tự; tối đa {most}."),
            field="title",
            length=len(draft.title),
            most=LONGEST_TITLE,
        )
    if not 1 <= draft.weight <= MOST_WEIGHT:
        refusals["weight"] = RuleBroken(
            gettext_noop("Trọng số {weight} ngoài khoảng 1–{most}."),
            field="weight",
            weight=draft.weight,
            most=MOST_WEIGHT,
        )
    if draft.budget is not None and not (
        ZERO <= draft.budget <= MOST_BUDGET and _has_two_decimals(draft.budget)
    ):
        refusals["budget"] = RuleBroken(
            gettext_noop("Kinh phí {budget} triệu đồng không hợp lệ: từ 0 trở lên, tối đa hai chữ số lẻ."),
            field="budget",
            budget=draft.budget,
        )
    refusals |= _wrong_dates(draft, year)
    if draft.deadline is None:
        refusals |= _wrong_without_deadline(draft, in_plan=in_plan)
    elif not refusals.keys() & {"starts_on", "deadline"}:
        refusals |= _wrong_milestones(draft, draft.deadline)
    if refusals:
        raise RulesBroken(refusals)


def _has_two_decimals(value: Decimal) -> bool:
    return value == value.quantize(Decimal("0.01"))


def _wrong_dates(draft: TaskDraft, year: int) -> dict[str, RuleBroken]:
    refusals: dict[str, RuleBroken] = {}
    for name, day in (("starts_on", draft.starts_on), ("deadline", draft.deadline)):
        if day is not None and day.year != year:
            refusals[name] = RuleBroken(
                gettext_noop("Ngày {day} ngoài năm kế hoạch {year}."), field=name, day=day, year=str(year)
            )
    if draft.deadline is not None and draft.deadline < draft.starts_on:
        refusals["deadline"] = RuleBroken(
            gettext_noop("Hạn {deadline} trước ngày bắt đầu {start}; hạn phải bằng hoặc sau ngày bắt đầu."),
            field="deadline",
            deadline=draft.deadline,
            start=draft.starts_on,
        )
    return refusals


def _wrong_without_deadline(draft: TaskDraft, *, in_plan: bool) -> dict[str, RuleBroken]:
    if in_plan:
        return {
            "deadline": RuleBroken(
                gettext_noop(
                    "Nhiệm vụ trong kế hoạch phải có hạn; chỉ nhiệm vụ đột xuất được để không thời hạn."
                ),
                field="deadline",
            )
        }
    return {
        f"m{month}": RuleBroken(
            gettext_noop("Nhiệm vụ không thời hạn thì không đặt mốc; ghi hạn hoặc bỏ trống các tháng."),
            field=f"m{month}",
        )
        for month in sorted(draft.milestones)[:1]
    }


def _wrong_milestones(draft: TaskDraft, deadline: date) -> dict[str, RuleBroken]:
    refusals: dict[str, RuleBroken] = {}
    highest, reached_in = ZERO, 0
    for month in sorted(draft.milestones):
        planned = draft.milestones[month]
        name = f"m{month}"
        if month not in MONTHS:
            refusals[name] = RuleBroken(
                gettext_noop("Tháng {month} không có: tháng là số từ 1 đến 12."), field=name, month=month
            )
        elif not (ZERO <= planned <= HUNDRED and _has_two_decimals(planned)):
            refusals[name] = RuleBroken(
                gettext_noop("Mốc tháng {month} là {planned} %: phải từ 0 đến 100, tối đa hai chữ số lẻ."),
                field=name,
                month=month,
                planned=planned,
            )
        elif planned < highest:
            refusals[name] = RuleBroken(
                gettext_noop(
                    "Mốc tháng {month} là {planned} %, thấp hơn {highest} % của tháng {before}: mốc lũy kế không giảm."
                ),
                field=name,
                month=month,
                planned=planned,
                highest=highest,
                before=reached_in,
            )
        elif month >= deadline.month and planned != HUNDRED:
            refusals[name] = RuleBroken(
                gettext_noop(
                    "Mốc tháng {month} là {planned} %: từ tháng của hạn ({deadline}) phải là 100 %."
                ),
                field=name,
                month=month,
                planned=planned,
                deadline=deadline,
            )
        else:
            highest, reached_in = planned, month
    return refusals


def check_move(before: PlanState, after: PlanState) -> None:
    """Raises RuleBroken when a plan cannot go from one state to the other."""
    if (before, after) not in MOVES:
        raise RuleBroken(_MOVE_REFUSED[after], field="state", state=before.value)


_MOVE_REFUSED = {
    PlanState.DRAFT: gettext_noop("Kế hoạch đã trình, không trở về bản nháp được."),
    PlanState.SUBMITTED: gettext_noop("Kế hoạch đã trình hoặc đã duyệt, không trình lại được."),
    PlanState.RETURNED: gettext_noop("Chỉ trả lại được kế hoạch đang chờ duyệt."),
    PlanState.APPROVED: gettext_noop("Chỉ duyệt được kế hoạch đang chờ duyệt."),
}


def check_editable(state: PlanState) -> None:
    """Raises RuleBroken when the plan is out of its author's hands."""
    if state not in EDITABLE:
        raise RuleBroken(
            gettext_noop(
                "Kế hoạch đã trình hoặc đã duyệt, không sửa được; việc mới ghi là nhiệm vụ đột xuất."
            ),
            field="state",
        )


def check_submittable(titles: Iterable[str]) -> None:
    """Raises RuleBroken for a plan without tasks."""
    if not list(titles):
        raise RuleBroken(
            gettext_noop("Kế hoạch chưa có nhiệm vụ nào; thêm ít nhất một nhiệm vụ rồi trình."), field="tasks"
        )


def check_reason(reason: str) -> str:
    """The reason for sending something back, trimmed. Raises RuleBroken when it is empty."""
    if not reason.strip():
        raise RuleBroken(gettext_noop("Chưa ghi lý do trả lại; đơn vị cần biết phải sửa gì."), field="reason")
    return reason.strip()
