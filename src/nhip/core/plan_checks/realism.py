"""KH3xx: whether what is planned can be done: by what was done before, by the calendar, by the money."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from statistics import mean, pstdev

from nhip.core.errors import gettext_noop as _
from nhip.core.periods import MONTHS
from nhip.core.plan_checks.model import (
    CheckedPlan,
    Found,
    Places,
    PlannedTarget,
    PlannedTask,
    Rule,
    Severity,
    of_tasks,
)
from nhip.core.plans import HUNDRED, planned_at
from nhip.core.working_days import is_quiet

AtField = Iterator[tuple[str, Places]]
MOST_SPREADS = 3
"""A target this many spreads from the actuals of the years before is out of the ordinary."""
LEAST_SPREAD = Decimal("0.1")
"""Of their mean: years that hardly differ say little about what is possible."""
FEW_YEARS = 2
MOST_TIMES = Decimal("1.5")
"""Times the work completed last year."""
FEW_TASKS = 5
MOST_AT_ONCE = 5
"""Tasks of one lead that fall due in one week."""
LONG = 6
SECOND_HALF = 7


def _beyond_actuals(plan: CheckedPlan) -> Found:
    for one in plan.targets:
        usual = _usual(one)
        if usual is not None and not usual[0] <= one.value <= usual[1]:
            yield one.where, one.name, {"target": one.value, "last": one.actuals[-1]}


def _usual(one: PlannedTarget) -> tuple[Decimal, Decimal] | None:
    """From and to, by the years before; None where there are too few."""
    if len(one.actuals) < FEW_YEARS:
        return None
    middle = mean(one.actuals)
    spread = max(pstdev(one.actuals), abs(middle) * LEAST_SPREAD)
    return min(one.actuals) - MOST_SPREADS * spread, max(one.actuals) + MOST_SPREADS * spread


def _more_than_last_year(plan: CheckedPlan) -> Found:
    before, count = plan.last_year, len(plan.tasks)
    if before is None or before.led < FEW_TASKS or count <= before.completed * MOST_TIMES:
        return
    if count > before.completed:
        yield plan.tasks[0].where, "", {"count": count, "completed": before.completed, "led": before.led}


def _due_at_once(plan: CheckedPlan) -> Found:
    by_week: dict[tuple[object, int, int], list[PlannedTask]] = defaultdict(list)
    for task in plan.tasks:
        if task.lead is not None and task.deadline is not None and task.says_day:
            year, week, _day = task.deadline.isocalendar()
            by_week[task.lead.unit or task.lead.name, year, week].append(task)
    for several in by_week.values():
        if len(several) >= MOST_AT_ONCE:
            last = several[-1]
            lead = "" if last.lead is None else last.lead.name
            yield last.at("deadline"), last.title, {"count": len(several), "unit": lead, "day": last.deadline}


def _on_a_day_off(task: PlannedTask, plan: CheckedPlan) -> AtField:
    if task.deadline is None or not task.says_day or task.deadline.year != plan.year:
        return
    if is_quiet(task.deadline, plan.days_off):
        yield "deadline", {"deadline": task.deadline}


def _money_without_months(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    if task.budget and not task.milestones and not task.quarters and not task.has_unread_months:
        yield "budget", {"budget": task.budget}


def _left_to_its_end(task: PlannedTask, plan: CheckedPlan) -> AtField:
    """December has a rule of its own."""
    if task.deadline is None or task.deadline.year != plan.year or not task.milestones:
        return
    if task.has_unread_months:
        return
    first = task.starts_on.month if task.starts_on is not None and task.starts_on.year == plan.year else 1
    month = task.deadline.month
    if month < MONTHS[-1] and month - first >= LONG - 1 and not planned_at(task.milestones, month - 1):
        yield f"m{month}", {"month": month}


def _nothing_in_the_first_half(plan: CheckedPlan) -> Found:
    told = [task for task in plan.tasks if task.milestones]
    if len(told) < FEW_TASKS or len(told) < len(plan.tasks):
        return
    if all(not planned_at(task.milestones, SECOND_HALF - 1) for task in told):
        yield told[0].where, "", {}


def _done_before_it_begins(task: PlannedTask, plan: CheckedPlan) -> AtField:
    if task.starts_on is None or task.starts_on.year != plan.year or task.is_upside_down:
        return
    early = [
        month for month, value in sorted(task.milestones.items()) if value and month < task.starts_on.month
    ]
    if early:
        yield f"m{early[0]}", {"month": early[0], "start": task.starts_on}


def _whole_from_the_first_month(task: PlannedTask, plan: CheckedPlan) -> AtField:
    """A long task that is said to be finished at once."""
    if task.starts_on is None or task.deadline is None or task.deadline.year != plan.year:
        return
    first, last = task.starts_on.month, task.deadline.month
    is_long = task.starts_on.year == plan.year and last - first >= LONG - 1
    if is_long and planned_at(task.milestones, first) == HUNDRED:
        yield f"m{first}", {"month": first, "deadline": task.deadline}


RULES: tuple[Rule, ...] = (
    Rule(
        "KH301",
        Severity.WARNING,
        _("Chỉ tiêu xa số các năm trước"),
        _("Chỉ tiêu {target} xa mức các năm trước (năm gần nhất {last})."),
        _("Xem lại chỉ tiêu, hoặc nói rõ điều gì năm nay khác."),
        _beyond_actuals,
    ),
    Rule(
        "KH302",
        Severity.WARNING,
        _("Nhiều việc hơn sức làm năm trước"),
        _("Kế hoạch có {count} nhiệm vụ; năm trước hoàn thành {completed}/{led}."),
        _("Bớt hoặc gộp nhiệm vụ, hoặc bố trí thêm người."),
        _more_than_last_year,
    ),
    Rule(
        "KH303",
        Severity.WARNING,
        _("Nhiều hạn trong một tuần"),
        _("{unit} có {count} nhiệm vụ cùng đến hạn trong tuần của ngày {day}."),
        _("Giãn các hạn ra."),
        _due_at_once,
    ),
    Rule(
        "KH304",
        Severity.NOTE,
        _("Hạn rơi vào ngày nghỉ"),
        _("Hạn {deadline} là ngày nghỉ."),
        _("Lùi hoặc đẩy hạn sang ngày làm việc."),
        of_tasks(_on_a_day_off),
    ),
    Rule(
        "KH305",
        Severity.WARNING,
        _("Có kinh phí mà không có mốc tháng"),
        _("Kinh phí {budget} triệu đồng chưa có mốc theo tháng để giải ngân."),
        _("Ghi mốc theo tháng hoặc quý."),
        of_tasks(_money_without_months),
    ),
    Rule(
        "KH306",
        Severity.WARNING,
        _("Để hết đến tháng cuối"),
        _("Đến trước tháng {month}, tháng của hạn, chưa có mốc nào."),
        _("Ghi mốc giữa kỳ để thấy sớm việc chậm."),
        of_tasks(_left_to_its_end),
    ),
    Rule(
        "KH307",
        Severity.NOTE,
        _("Nửa đầu năm không có việc"),
        _("Không nhiệm vụ nào có mốc trước tháng 7."),
        _("Bắt đầu từ quý I; kế hoạch để làm ngay từ đầu năm."),
        _nothing_in_the_first_half,
    ),
    Rule(
        "KH308",
        Severity.WARNING,
        _("Có mốc trước khi bắt đầu"),
        _("Tháng {month} đã có mốc, trong khi nhiệm vụ bắt đầu ngày {start}."),
        _("Sửa ngày bắt đầu hoặc bỏ mốc."),
        of_tasks(_done_before_it_begins),
    ),
    Rule(
        "KH309",
        Severity.NOTE,
        _("Xong ngay tháng đầu"),
        _("Mốc tháng {month} đã là 100 %, trong khi hạn là {deadline}."),
        _("Rút hạn lại, hoặc chia mốc ra các tháng."),
        of_tasks(_whole_from_the_first_month),
    ),
)
