"""The words on screen for states and levels; a light is a shape and a word besides its colour."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhip.core.access import Role
from nhip.core.plans import PlanState
from nhip.core.reporting import ReportState
from nhip.core.rollup import Light
from nhip.core.tasks import TaskStatus
from nhip.core.units import Level

Word = str | Promise


@dataclass(frozen=True, slots=True)
class Sign:
    """How a light or a state looks. tone: the CSS class; shape: a character that differs without colour."""

    tone: str
    shape: str
    word: Word


LIGHTS = {
    Light.GREEN: Sign("green", "●", _("Đạt kế hoạch")),
    Light.AMBER: Sign("amber", "▲", _("Chậm")),
    Light.RED: Sign("red", "■", _("Chậm nhiều")),
    Light.NONE: Sign("none", "◌", _("Chưa đủ báo cáo")),
}
PLAN_STATES = {
    None: Sign("none", "◌", _("Chưa lập")),
    PlanState.DRAFT: Sign("none", "✎", _("Đang soạn")),
    PlanState.SUBMITTED: Sign("blue", "➜", _("Chờ duyệt")),
    PlanState.RETURNED: Sign("amber", "↩", _("Bị trả lại")),
    PlanState.APPROVED: Sign("green", "✓", _("Đã duyệt")),
}
REPORT_STATES = {
    ReportState.MISSING: Sign("none", "◌", _("Chưa lập")),
    ReportState.DRAFT: Sign("none", "✎", _("Đang soạn")),
    ReportState.FILED: Sign("blue", "➜", _("Đã nộp, chờ duyệt")),
    ReportState.RETURNED: Sign("amber", "↩", _("Bị trả lại")),
    ReportState.APPROVED: Sign("green", "✓", _("Đã duyệt")),
}
TASK_STATES = {
    TaskStatus.DONE_ON_TIME: Sign("green", "✓", _("Hoàn thành đúng hạn")),
    TaskStatus.DONE_LATE: Sign("amber", "✓", _("Hoàn thành quá hạn")),
    TaskStatus.WITHIN_DEADLINE: Sign("blue", "●", _("Đang thực hiện, trong hạn")),
    TaskStatus.OVERDUE: Sign("red", "■", _("Đang thực hiện, quá hạn")),
    TaskStatus.NO_DEADLINE: Sign("none", "◌", _("Không thời hạn")),
}
LEVELS = {
    Level.NATION: _("Trung ương"),
    Level.PROVINCE: _("Cấp tỉnh"),
    Level.DISTRICT: _("Cấp huyện"),
    Level.COMMUNE: _("Cấp xã"),
    Level.DEPARTMENT: _("Sở, ban, ngành"),
    Level.OFFICE: _("Cơ quan chuyên môn"),
    Level.ORGANISATION: _("Đoàn thể"),
}
ROLES = {
    Role.OFFICER: _("Chuyên viên, cán bộ"),
    Role.LEADER: _("Lãnh đạo đơn vị"),
    Role.ADMINISTRATOR: _("Quản trị tài khoản và đơn vị"),
    Role.AUDITOR: _("Kiểm tra nội bộ, chỉ xem"),
    Role.INSPECTOR: _("Cán bộ kiểm tra"),
    Role.EMULATION_COUNCIL: _("Hội đồng thi đua"),
    Role.PRESS_OFFICER: _("Phụ trách tin bài"),
}
QUARTERS = ("I", "II", "III", "IV")
