"""Amendments of an approved plan: their states and days, a plan's versions over time, and two of them side by side.

An amendment is written and decided on as a plan is. It comes into force on the day that was asked for, never before
it is approved: what was planned for a month that is past stays as it was planned then. docs/rules/amendments.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.plan_imports import TaskFacts, TaskFate, differences
from nhip.core.plans import PlanState, planned_at
from nhip.core.tasks import TaskKind

LONGEST_REASON = 2_000
LONGEST_BASIS = 500


class AmendmentState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Its unit had ended before it was approved, or when its day came."""


MOVES = frozenset(
    {
        (AmendmentState.DRAFT, AmendmentState.SUBMITTED),
        (AmendmentState.RETURNED, AmendmentState.SUBMITTED),
        (AmendmentState.SUBMITTED, AmendmentState.RETURNED),
        (AmendmentState.SUBMITTED, AmendmentState.APPROVED),
        (AmendmentState.APPROVED, AmendmentState.IN_FORCE),
        (AmendmentState.DRAFT, AmendmentState.LAPSED),
        (AmendmentState.SUBMITTED, AmendmentState.LAPSED),
        (AmendmentState.RETURNED, AmendmentState.LAPSED),
        (AmendmentState.APPROVED, AmendmentState.LAPSED),
        (AmendmentState.DRAFT, AmendmentState.WITHDRAWN),
        (AmendmentState.RETURNED, AmendmentState.WITHDRAWN),
    }
)
EDITABLE = frozenset({AmendmentState.DRAFT, AmendmentState.RETURNED})
UNUSED = frozenset({AmendmentState.WITHDRAWN, AmendmentState.LAPSED})
OPEN = frozenset(
    {AmendmentState.DRAFT, AmendmentState.SUBMITTED, AmendmentState.RETURNED, AmendmentState.APPROVED}
)
"""Of these a plan has one at most."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a plan is amended. basis: the document on which it rests; asked_from: from when it shall be in force."""

    reason: str
    basis: str
    asked_from: date


def check_given_up(plan: PlanState | None) -> None:
    """Raises RuleBroken where only an amendment takes a task out, or back in. plan: state of its plan, None outside."""
    if plan is PlanState.APPROVED:
        raise RuleBroken(
            gettext_noop(
                "Nhiệm vụ thuộc kế hoạch đã duyệt: bỏ ra hay đưa lại đều bằng điều chỉnh kế hoạch, "
                "có lý do và căn cứ. Ở đây chỉ tạm dừng được."
            ),
            field="step",
        )


def check_amendable(state: PlanState | None) -> None:
    """Raises RuleBroken unless the plan is approved: before that its author changes it without ado."""
    if state is PlanState.APPROVED:
        return
    if state is PlanState.SUBMITTED:
        raise RuleBroken(
            gettext_noop("Kế hoạch đang chờ duyệt; cần sửa thì đề nghị cấp trên trả lại."), field="state"
        )
    raise RuleBroken(
        gettext_noop("Kế hoạch chưa được duyệt nên sửa thẳng, không cần điều chỉnh."), field="state"
    )


def checked_grounds(grounds: Grounds, *, year: int, today: date) -> Grounds:
    """The grounds, trimmed. Raises RulesBroken, keyed ``reason``, ``basis``, ``asked_from``."""
    reason, basis = grounds.reason.strip(), grounds.basis.strip()
    refusals: dict[str, RuleBroken] = {}
    for name, text, missing, most in (
        ("reason", reason, _NO_REASON, LONGEST_REASON),
        ("basis", basis, _NO_BASIS, LONGEST_BASIS),
    ):
        if not text:
            refusals[name] = RuleBroken(missing, field=name)
        elif len(text) > most:
            refusals[name] = RuleBroken(_TOO_LONG, field=name, length=len(text), most=most)
    asked = grounds.asked_from
    if asked.year != year:
        refusals["asked_from"] = RuleBroken(_OUTSIDE_YEAR, field="asked_from", day=asked, year=str(year))
    elif asked < today:
        refusals["asked_from"] = RuleBroken(_IN_THE_PAST, field="asked_from", day=asked, today=today)
    if refusals:
        raise RulesBroken(refusals)
    return Grounds(reason, basis, asked)


_NO_REASON = gettext_noop("Chưa ghi lý do điều chỉnh; cấp duyệt cần biết vì sao.")
_NO_BASIS = gettext_noop("Chưa ghi căn cứ: số, ngày và tên văn bản cho phép điều chỉnh.")
_TOO_LONG = gettext_noop("Nội dung dài {length} ký tự; tối đa {most}.")
_OUTSIDE_YEAR = gettext_noop("Ngày hiệu lực {day} ngoài năm kế hoạch {year}.")
_IN_THE_PAST = gettext_noop(
    "Ngày hiệu lực {day} đã qua (hôm nay {today}): điều chỉnh không sửa lại những tháng đã qua."
)


def check_move(before: AmendmentState, after: AmendmentState) -> None:
    """Raises RuleBroken when an amendment cannot go from one state to the other."""
    if (before, after) not in MOVES:
        raise RuleBroken(_REFUSED[after], field="state", state=before.value)


_REFUSED = {
    AmendmentState.DRAFT: gettext_noop("Điều chỉnh đã trình, không trở về bản nháp được."),
    AmendmentState.SUBMITTED: gettext_noop("Điều chỉnh đã trình hoặc đã duyệt, không trình lại được."),
    AmendmentState.RETURNED: gettext_noop("Chỉ trả lại được điều chỉnh đang chờ duyệt."),
    AmendmentState.APPROVED: gettext_noop("Chỉ duyệt được điều chỉnh đang chờ duyệt."),
    AmendmentState.IN_FORCE: gettext_noop("Chỉ điều chỉnh đã duyệt mới có hiệu lực."),
    AmendmentState.WITHDRAWN: gettext_noop("Điều chỉnh đã trình hoặc đã duyệt, không rút được nữa."),
    AmendmentState.LAPSED: gettext_noop(
        "Điều chỉnh đã có hiệu lực hoặc đã rút, không kết thúc theo đơn vị nữa."
    ),
}


def check_editable(state: AmendmentState) -> None:
    """Raises RuleBroken when the amendment is out of its author's hands."""
    if state not in EDITABLE:
        raise RuleBroken(
            gettext_noop("Điều chỉnh đã trình hoặc đã duyệt, không sửa được nữa."), field="state"
        )


def in_force_from(asked_from: date, approved_on: date) -> date:
    """The day from which an amendment is in force: as asked for, but not before it was approved."""
    return max(asked_from, approved_on)


def check_stands(day: date, last_day: date | None, unit: str) -> None:
    """Raises RuleBroken where the unit, by what is known, has ended before the day. last_day: of it, None: none."""
    if last_day is not None and last_day < day:
        raise RuleBroken(
            gettext_noop(
                "{unit} kết thúc ngày {last}, trước ngày hiệu lực {day} của điều chỉnh. Chọn ngày sớm hơn, "
                "hoặc để đơn vị kế tục điều chỉnh kế hoạch của mình."
            ),
            field="asked_from",
            unit=unit,
            last=last_day,
            day=day,
        )


def check_changes(changes: int) -> None:
    """Raises RuleBroken for an amendment that changes nothing."""
    if not changes:
        raise RuleBroken(
            gettext_noop("Điều chỉnh chưa thay đổi nhiệm vụ nào; sửa kế hoạch trong bảng rồi trình."),
            field="tasks",
        )


# --- What was planned at a time ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Terms:
    """What was planned for a task until before a day. is_planned: in the plan; milestones: month -> percent."""

    ends_before: date
    is_planned: bool
    weight: int
    milestones: Mapping[int, Decimal]


def terms_on(former: Iterable[Terms], day: date) -> Terms | None:
    """What was planned on the day, of the task's former terms; None: what is planned now."""
    return min(
        (one for one in former if day < one.ends_before), key=lambda one: one.ends_before, default=None
    )


def planned_on(former: Iterable[Terms], milestones: Mapping[int, Decimal], month: int, day: date) -> Decimal:
    """The percentage planned by the end of the month, as the plan stood on the day."""
    then = terms_on(former, day)
    return planned_at(milestones if then is None else then.milestones, month)


# --- Versions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task in two versions of a plan. fields: of TaskFacts, those that differ."""

    fate: TaskFate
    task: int
    before: TaskFacts | None
    after: TaskFacts | None
    fields: tuple[str, ...] = ()

    @property
    def sides(self) -> tuple[TaskFacts, ...]:
        """What it was and what it is, those that there are."""
        return tuple(one for one in (self.before, self.after) if one is not None)

    @property
    def facts(self) -> TaskFacts:
        """As it is in the later version, or was before it was taken out."""
        return self.sides[-1]


def compare(before: Mapping[int, TaskFacts], after: Mapping[int, TaskFacts]) -> tuple[TaskChange, ...]:
    """What became of each task, by its number: changed, added, taken out; what is alike is left out."""
    found = []
    for task, old in before.items():
        new = after.get(task)
        if new is not None and (fields := differences(old, new)):
            found.append(TaskChange(TaskFate.CHANGED, task, old, new, fields))
    found += [
        TaskChange(TaskFate.ADDED, task, None, new) for task, new in after.items() if task not in before
    ]
    found += [
        TaskChange(TaskFate.REMOVED, task, old, None) for task, old in before.items() if task not in after
    ]
    return tuple(found)


_TOGETHER = ("starts_on", "deadline", "milestones")
"""What only makes sense together: the months of a task lie between its days."""


def merged(now: TaskFacts, before: TaskFacts, wanted: TaskFacts) -> TaskFacts:
    """What a task shall be: changed where the amendment changed it, else as it is now.

    before: what it was when the change was written. Days and months go together.
    """
    changed = set(differences(before, wanted))
    if changed.intersection(_TOGETHER):
        changed.update(_TOGETHER)
    return replace(now, **{name: getattr(wanted, name) for name in sorted(changed)})


def as_json(facts: TaskFacts) -> dict[str, Any]:
    """To be kept as text; ``of_json`` reads it back the same."""
    return {
        "title": facts.title,
        "deliverable": facts.deliverable,
        "lead": facts.lead,
        "coordinating": sorted(facts.coordinating),
        "starts_on": facts.starts_on.isoformat(),
        "deadline": None if facts.deadline is None else facts.deadline.isoformat(),
        "weight": facts.weight,
        "budget": None if facts.budget is None else str(facts.budget),
        "milestones": [str(one) for one in facts.milestones],
        "programme": facts.programme,
        "kind": facts.kind.value,
    }


def of_json(kept: Mapping[str, Any]) -> TaskFacts:
    """What ``as_json`` made."""
    return TaskFacts(
        title=kept["title"],
        deliverable=kept["deliverable"],
        lead=kept["lead"],
        coordinating=frozenset(kept["coordinating"]),
        starts_on=date.fromisoformat(kept["starts_on"]),
        deadline=None if kept["deadline"] is None else date.fromisoformat(kept["deadline"]),
        weight=kept["weight"],
        budget=None if kept["budget"] is None else Decimal(kept["budget"]),
        milestones=tuple(Decimal(one) for one in kept["milestones"]),
        programme=kept["programme"],
        kind=TaskKind(kept["kind"]),
    )


@dataclass(frozen=True, slots=True)
class VersionSpan:
    """A version of a plan and when it was in force. starts_on None: from the first day; ends_before None: still."""

    number: int
    starts_on: date | None
    ends_before: date | None


def version_on(versions: Sequence[VersionSpan], day: date) -> VersionSpan:
    """The version in force on the day. versions: in their order, the last without an end."""
    return next(one for one in versions if one.ends_before is None or day < one.ends_before)
