"""KH4xx: whether those who have to work together are there, and know."""

from collections.abc import Iterator

from nhip.core.errors import gettext_noop as _
from nhip.core.plan_checks.model import CheckedPlan, NamedUnit, Places, PlannedTask, Rule, Severity, of_tasks

AtField = Iterator[tuple[str, Places]]
MOST = 6
"""Coordinating units of one task; with more nobody feels asked."""


def _unknown(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    for one in task.coordinating:
        if one.unit is None:
            yield "coordinating", {"unit": one.name, "near": ", ".join(one.near)}


def _not_told(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    names = [one.name for one in task.coordinating if one.unit is not None and not one.is_told]
    if names:
        yield "coordinating", {"units": ", ".join(names)}


def _lead_coordinates(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    lead = task.lead
    if lead is not None and lead.unit is not None and lead.unit in {one.unit for one in task.coordinating}:
        yield "coordinating", {"unit": lead.name}


def _lead_gone(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    if task.lead is not None and _ends_too_soon(task.lead, task):
        yield "lead", _until(task.lead, task)


def _coordinating_gone(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    for one in task.coordinating:
        if _ends_too_soon(one, task):
            yield "coordinating", _until(one, task)


def _ends_too_soon(unit: NamedUnit, task: PlannedTask) -> bool:
    return unit.ends_before is not None and task.deadline is not None and unit.ends_before <= task.deadline


def _until(unit: NamedUnit, task: PlannedTask) -> Places:
    return {"unit": unit.name, "until": unit.ends_before, "deadline": task.deadline}


def _too_many(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    if len(task.coordinating) > MOST:
        yield "coordinating", {"count": len(task.coordinating)}


def _named_twice(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    names: dict[int, list[str]] = {}
    for one in task.coordinating:
        if one.unit:
            names.setdefault(one.unit, []).append(one.name)
    for several in names.values():
        if len(several) > 1:
            yield "coordinating", {"unit": several[0]}


RULES: tuple[Rule, ...] = (
    Rule(
        "KH401",
        Severity.WARNING,
        _("Không nhận ra đơn vị phối hợp"),
        _("Không có đơn vị phối hợp tên «{unit}»."),
        _("Có phải {near}? Ghi đúng tên hoặc mã trong danh sách đơn vị."),
        of_tasks(_unknown),
        _("Ghi đúng tên hoặc mã trong danh sách đơn vị."),
    ),
    Rule(
        "KH402",
        Severity.WARNING,
        _("Đơn vị phối hợp chưa nhận việc"),
        _("Chưa nhận phần việc phối hợp: {units}."),
        _("Nhắc đơn vị phối hợp nhận hoặc trả lại phần việc."),
        of_tasks(_not_told),
    ),
    Rule(
        "KH403",
        Severity.WARNING,
        _("Chủ trì đồng thời phối hợp"),
        _("«{unit}» vừa chủ trì vừa phối hợp."),
        _("Bỏ đơn vị chủ trì khỏi danh sách phối hợp."),
        of_tasks(_lead_coordinates),
    ),
    Rule(
        "KH404",
        Severity.WARNING,
        _("Đơn vị chủ trì không còn đến hạn"),
        _("«{unit}» chỉ còn đến trước ngày {until}, trong khi hạn là {deadline}."),
        _("Giao cho đơn vị kế tục sau sắp xếp, hoặc lấy hạn sớm hơn."),
        of_tasks(_lead_gone),
    ),
    Rule(
        "KH405",
        Severity.WARNING,
        _("Đơn vị phối hợp không còn đến hạn"),
        _("Đơn vị phối hợp «{unit}» chỉ còn đến trước ngày {until}, trong khi hạn là {deadline}."),
        _("Ghi đơn vị kế tục sau sắp xếp."),
        of_tasks(_coordinating_gone),
    ),
    Rule(
        "KH406",
        Severity.NOTE,
        _("Quá nhiều đơn vị phối hợp"),
        _("{count} đơn vị phối hợp cho một nhiệm vụ."),
        _("Chia nhiệm vụ, hoặc chỉ ghi những đơn vị có phần việc cụ thể."),
        of_tasks(_too_many),
    ),
    Rule(
        "KH407",
        Severity.NOTE,
        _("Đơn vị phối hợp ghi hai lần"),
        _("Đơn vị phối hợp «{unit}» ghi hai lần."),
        _("Bỏ một lần."),
        of_tasks(_named_twice),
    ),
)
