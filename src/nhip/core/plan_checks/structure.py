"""KH1xx: whether a plan says who does what until when, month by month, in numbers that agree."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from nhip.core.errors import gettext_noop as _
from nhip.core.plan_checks.model import (
    NO_PLACES,
    CheckedPlan,
    Found,
    Places,
    PlannedTask,
    Rule,
    Said,
    Severity,
    of_tasks,
)
from nhip.core.plans import HUNDRED, ZERO, planned_at
from nhip.core.vietnamese import normalised, without_marks

AtField = Iterator[tuple[str, Places]]
PILED = Decimal(50)
"""Percent of a task left for December from which on its year is piled up there."""
LONG = 3
"""Months from which on a task is expected to say what is done in which."""
DECEMBER = 12


def _no_lead(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    if task.lead is None and not task.is_unread("lead"):
        yield "lead", NO_PLACES


def _unknown_lead(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    if task.lead is not None and task.lead.unit is None:
        yield "lead", {"unit": task.lead.name, "near": ", ".join(task.lead.near)}


def _no_deadline(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    if task.deadline is None and not task.is_unread("deadline") and not task.is_unread("time"):
        yield "deadline", NO_PLACES


def _deadline_before_start(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    if task.deadline is not None and task.starts_on is not None and task.deadline < task.starts_on:
        yield "deadline", {"deadline": task.deadline, "start": task.starts_on}


def _deadline_outside_year(task: PlannedTask, plan: CheckedPlan) -> AtField:
    if task.deadline is not None and task.deadline.year != plan.year:
        yield "deadline", {"deadline": task.deadline, "year": str(plan.year)}


def _milestones_fall(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    """Quarters only where there are no months: else another rule compares the two."""
    letter, values = ("m", task.milestones) if task.milestones else ("q", task.quarters)
    for one in sorted(values):
        before, reached = _before(values, one)
        if ZERO <= values[one] < reached:
            yield (
                f"{letter}{one}",
                {
                    "period": _period(letter, one),
                    "value": values[one],
                    "highest": reached,
                    "before": _period(letter, before),
                },
            )


def _before(values: Mapping[int, Decimal], period: int) -> tuple[int, Decimal]:
    """The period with a milestone before it, and what it reaches; beyond the whole is another rule's."""
    before = max((one for one in values if one < period), default=0)
    return before, min(values.get(before, ZERO), HUNDRED)


def _period(letter: str, number: int) -> Said:
    return Said(_("tháng {number}") if letter == "m" else _("quý {number}"), {"number": number})


def _milestones_pass_the_whole(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    for letter, values in (("m", task.milestones), ("q", task.quarters)):
        for one, value in sorted(values.items()):
            if not ZERO <= value <= HUNDRED:
                yield f"{letter}{one}", {"period": _period(letter, one), "value": value}


def _unreadable(plan: CheckedPlan) -> Found:
    for task in plan.tasks:
        for one in task.unreadable:
            yield one.where, task.title, {"text": one.text, "asked": Said(one.asked)}


def _no_deliverable(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    if not task.deliverable.strip() and not task.is_unread("deliverable"):
        yield "deliverable", NO_PLACES


def _months_of(task: PlannedTask, plan: CheckedPlan) -> int:
    """Months of the year that it takes, from January on where no start is said; 0 where that is not known."""
    if task.deadline is None or task.deadline.year != plan.year:
        return 0
    starts = task.starts_on is not None and task.starts_on.year == plan.year
    return task.deadline.month - (task.starts_on.month if task.starts_on is not None and starts else 1) + 1


def _no_months(task: PlannedTask, plan: CheckedPlan) -> AtField:
    is_blank = not task.milestones and not task.quarters and not task.has_unread_months
    if is_blank and _months_of(task, plan) >= LONG:
        yield "m1", NO_PLACES


def _quarters_disagree(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    for quarter, value in sorted(task.quarters.items()):
        if not task.milestones or task.has_unread_months:
            return
        planned = planned_at(task.milestones, quarter * 3)
        if planned != value and ZERO <= value <= HUNDRED and not _is_wrong(task, quarter * 3):
            yield (
                f"q{quarter}",
                {"quarter": quarter, "value": value, "month": quarter * 3, "planned": planned},
            )


def _is_wrong(task: PlannedTask, month: int) -> bool:
    """Whether another rule tells of the month's milestone itself."""
    value = task.milestones.get(month)
    return value is not None and not _before(task.milestones, month)[1] <= value <= HUNDRED


def _piled_in_december(task: PlannedTask, plan: CheckedPlan) -> AtField:
    if task.deadline is None or task.deadline.month != DECEMBER or _months_of(task, plan) < LONG:
        return
    if task.has_unread_months:
        return
    left = HUNDRED - planned_at(task.milestones, DECEMBER - 1)
    if task.milestones and left >= PILED:
        yield "m12", {"left": left}


def _deadline_month_not_whole(task: PlannedTask, plan: CheckedPlan) -> AtField:
    if task.deadline is None or task.deadline.year != plan.year or not task.milestones:
        return
    if task.has_unread_months or task.is_upside_down:
        return
    month = task.deadline.month
    reached = planned_at(task.milestones, month)
    if reached < HUNDRED and not _is_wrong(task, month):
        yield f"m{task.deadline.month}", {"month": task.deadline.month, "reached": reached}


def _start_outside_year(task: PlannedTask, plan: CheckedPlan) -> AtField:
    if task.starts_on is not None and task.starts_on.year != plan.year:
        yield "starts_on", {"start": task.starts_on, "year": str(plan.year)}


def _weights_as_percent(plan: CheckedPlan) -> Found:
    weights = [task.weight for task in plan.tasks if task.weight is not None]
    total = sum(weights, ZERO)
    if plan.weights_are_percent and len(weights) == len(plan.tasks) and total != HUNDRED:
        last = plan.tasks[-1]
        yield last.at("weight"), "", {"total": total}


def _weights_missing(plan: CheckedPlan) -> Found:
    if any(task.weight is not None for task in plan.tasks):
        for task in plan.tasks:
            if (task.weight is None or task.weight <= ZERO) and not task.is_unread("weight"):
                yield task.at("weight"), task.title, NO_PLACES


def _said_twice(plan: CheckedPlan) -> Found:
    names = [(_folded(task.title), None if task.lead is None else task.lead.unit) for task in plan.tasks]
    seen = Counter[tuple[str, int | None]]()
    for task, name in zip(plan.tasks, names, strict=True):
        seen[name] += 1
        if seen[name] > 1 and name[0]:
            first = plan.tasks[names.index(name)]
            yield task.at("title"), task.title, {"first": first.where}


def _folded(text: str) -> str:
    return without_marks(normalised(text)).casefold()


RULES: tuple[Rule, ...] = (
    Rule(
        "KH101",
        Severity.ERROR,
        _("Không có đơn vị chủ trì"),
        _("Nhiệm vụ chưa có đơn vị chủ trì."),
        _("Ghi một đơn vị chịu trách nhiệm chính."),
        of_tasks(_no_lead),
    ),
    Rule(
        "KH102",
        Severity.ERROR,
        _("Không nhận ra đơn vị chủ trì"),
        _("Không có đơn vị tên «{unit}»."),
        _("Có phải {near}? Ghi đúng tên hoặc mã trong danh sách đơn vị."),
        of_tasks(_unknown_lead),
        _("Ghi đúng tên hoặc mã trong danh sách đơn vị."),
    ),
    Rule(
        "KH103",
        Severity.ERROR,
        _("Không có thời hạn"),
        _("Nhiệm vụ chưa có thời hạn hoàn thành."),
        _("Ghi ngày phải xong trong năm kế hoạch."),
        of_tasks(_no_deadline),
    ),
    Rule(
        "KH104",
        Severity.ERROR,
        _("Hạn trước ngày bắt đầu"),
        _("Hạn {deadline} trước ngày bắt đầu {start}."),
        _("Sửa hạn hoặc ngày bắt đầu."),
        of_tasks(_deadline_before_start),
    ),
    Rule(
        "KH105",
        Severity.ERROR,
        _("Hạn ngoài năm kế hoạch"),
        _("Hạn {deadline} không thuộc năm kế hoạch {year}."),
        _("Ghi hạn trong năm; việc kéo dài thì ghi phần phải xong trong năm."),
        of_tasks(_deadline_outside_year),
    ),
    Rule(
        "KH106",
        Severity.ERROR,
        _("Mốc lũy kế giảm"),
        _("Mốc {period} là {value} %, thấp hơn {highest} % của {before}."),
        _("Mốc là phần trăm lũy kế: kỳ sau không thấp hơn kỳ trước."),
        of_tasks(_milestones_fall),
    ),
    Rule(
        "KH107",
        Severity.ERROR,
        _("Mốc ngoài khoảng 0–100"),
        _("Mốc {period} là {value} %, ngoài khoảng 0–100."),
        _("Ghi phần trăm lũy kế từ 0 đến 100."),
        of_tasks(_milestones_pass_the_whole),
    ),
    Rule(
        "KH108",
        Severity.ERROR,
        _("Ô không đọc được"),
        _("«{text}» không đọc được: {asked}"),
        _("Sửa ô này rồi kiểm tra lại."),
        _unreadable,
    ),
    Rule(
        "KH109",
        Severity.WARNING,
        _("Không có sản phẩm"),
        _("Nhiệm vụ chưa ghi sản phẩm, kết quả phải có."),
        _("Ghi sản phẩm nghiệm thu được: văn bản, công trình, lớp, số hộ …"),
        of_tasks(_no_deliverable),
    ),
    Rule(
        "KH110",
        Severity.WARNING,
        _("Không chi tiết theo tháng"),
        _("Nhiệm vụ kéo dài nhiều tháng mà chưa có mốc theo tháng, quý."),
        _("Ghi phần trăm lũy kế phải đạt ở từng tháng hoặc cuối mỗi quý."),
        of_tasks(_no_months),
    ),
    Rule(
        "KH111",
        Severity.WARNING,
        _("Quý không khớp tháng"),
        _("Quý {quarter} ghi {value} %, trong khi mốc tháng {month} là {planned} %."),
        _("Sửa một trong hai: cuối quý bằng mốc của tháng cuối quý."),
        of_tasks(_quarters_disagree),
    ),
    Rule(
        "KH112",
        Severity.WARNING,
        _("Dồn việc vào tháng 12"),
        _("Còn {left} % dồn vào tháng 12."),
        _("Chia việc ra các tháng trước; chỉ để lại phần nghiệm thu, tổng kết."),
        of_tasks(_piled_in_december),
    ),
    Rule(
        "KH113",
        Severity.WARNING,
        _("Tháng của hạn chưa đạt 100 %"),
        _("Đến tháng {month} là tháng của hạn, mốc mới đạt {reached} %."),
        _("Ghi 100 % ở tháng của hạn, hoặc lùi hạn."),
        of_tasks(_deadline_month_not_whole),
    ),
    Rule(
        "KH114",
        Severity.WARNING,
        _("Bắt đầu ngoài năm kế hoạch"),
        _("Ngày bắt đầu {start} không thuộc năm kế hoạch {year}."),
        _("Ghi ngày bắt đầu trong năm; việc chuyển tiếp thì ghi từ 01/01."),
        of_tasks(_start_outside_year),
    ),
    Rule(
        "KH115",
        Severity.WARNING,
        _("Tổng trọng số khác 100"),
        _("Trọng số các nhiệm vụ cộng lại là {total}, không phải 100."),
        _("Chia lại trọng số cho đủ 100."),
        _weights_as_percent,
    ),
    Rule(
        "KH116",
        Severity.WARNING,
        _("Thiếu trọng số"),
        _("Nhiệm vụ chưa có trọng số, trong khi các nhiệm vụ khác có."),
        _("Ghi trọng số lớn hơn 0 cho mọi nhiệm vụ, hoặc bỏ trống cả cột để các nhiệm vụ ngang nhau."),
        _weights_missing,
    ),
    Rule(
        "KH117",
        Severity.WARNING,
        _("Nhiệm vụ ghi hai lần"),
        _("Nhiệm vụ trùng với nhiệm vụ ở {first}, cùng đơn vị chủ trì."),
        _("Bỏ một dòng, hoặc viết rõ chỗ khác nhau."),
        _said_twice,
    ),
)
