"""KH5xx: whether the plan takes up what the superior handed down, and what directives told the unit to do."""

from nhip.core.errors import gettext_noop as _
from nhip.core.plan_checks.model import CheckedPlan, Found, HandedDown, PlannedTask, Rule, Severity
from nhip.core.vietnamese import normalised, without_marks

PLAN_ITSELF = _("Cả kế hoạch")


def _folded(text: str) -> str:
    return without_marks(normalised(text)).casefold()


def _taken_up(plan: CheckedPlan, asked: HandedDown) -> list[PlannedTask]:
    """Lines that carry out what was handed down: by its identity, in a file by its title."""
    return [
        task
        for task in plan.tasks
        if task.handed_down == asked.task
        or (task.handed_down is None and _folded(task.title) == _folded(asked.title))
    ]


def _missing(plan: CheckedPlan) -> Found:
    for asked in plan.handed_down:
        if not _taken_up(plan, asked):
            yield PLAN_ITSELF, asked.title, {}


def _later(plan: CheckedPlan) -> Found:
    for asked in plan.handed_down:
        for task in _taken_up(plan, asked):
            if asked.deadline is not None and task.deadline is not None and task.deadline > asked.deadline:
                yield (
                    task.at("deadline"),
                    task.title,
                    {"deadline": task.deadline, "asked": asked.deadline},
                )


def _less(plan: CheckedPlan) -> Found:
    for asked in plan.handed_down:
        is_less = asked.part is not None and asked.taken is not None and asked.taken < asked.part
        for task in _taken_up(plan, asked) if is_less else ():
            facts = {"taken": asked.taken, "part": asked.part, "measure": asked.measure}
            yield task.where, task.title, facts


def _not_planned(plan: CheckedPlan) -> Found:
    """A line of the same name takes it up, whoever wrote it."""
    planned = {_folded(task.title) for task in plan.tasks}
    for told in plan.directed:
        if _folded(told.title) not in planned:
            yield PLAN_ITSELF, told.title, {"document": told.document}


RULES: tuple[Rule, ...] = (
    Rule(
        "KH501",
        Severity.WARNING,
        _("Thiếu việc cấp trên giao"),
        _("Kế hoạch chưa có việc cấp trên giao."),
        _("Thêm nhiệm vụ này vào kế hoạch và chi tiết theo tháng."),
        _missing,
    ),
    Rule(
        "KH502",
        Severity.WARNING,
        _("Hạn muộn hơn cấp trên giao"),
        _("Hạn {deadline} muộn hơn hạn cấp trên giao là {asked}."),
        _("Lấy hạn bằng hoặc sớm hơn, hoặc xin gia hạn."),
        _later,
    ),
    Rule(
        "KH503",
        Severity.WARNING,
        _("Ý kiến chỉ đạo chưa vào kế hoạch"),
        _("Việc giao theo ý kiến chỉ đạo tại «{document}» chưa có trong kế hoạch."),
        _("Đưa nhiệm vụ này vào kế hoạch khi soạn hoặc khi điều chỉnh."),
        _not_planned,
    ),
    Rule(
        "KH504",
        Severity.WARNING,
        _("Nhận ít hơn phần cấp trên giao"),
        _("Đơn vị nhận {taken} trong {part} {measure} cấp trên giao."),
        _("Nhận đủ phần được giao, hoặc đề nghị cấp trên đổi số giao."),
        _less,
    ),
)
