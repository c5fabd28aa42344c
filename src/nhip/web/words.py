"""The words on screen for states and levels; a light is a shape and a word besides its colour."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhip.apps.accounts.directory import PersonState
from nhip.apps.accounts.import_rows import Fate
from nhip.core.amendments import AmendmentState
from nhip.core.assigned_tasks import Column
from nhip.core.cascading import Key
from nhip.core.corrections import CorrectionState
from nhip.core.handoffs import Handoff, Step
from nhip.core.people import CodeState
from nhip.core.plan_checks import Severity
from nhip.core.plan_imports import TaskFate
from nhip.core.plans import PlanState
from nhip.core.programmes import FundingKind
from nhip.core.progress import Light
from nhip.core.reminders import ReminderStep
from nhip.core.reporting import ReportState
from nhip.core.resolutions import ResolutionState
from nhip.core.tasks import Part, TaskKind, TaskStatus
from nhip.core.units import Level
from nhip.cycle.searching import HitKind

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
AMENDMENT_STATES = {
    AmendmentState.DRAFT: Sign("none", "✎", _("Đang soạn")),
    AmendmentState.SUBMITTED: Sign("blue", "➜", _("Chờ duyệt")),
    AmendmentState.RETURNED: Sign("amber", "↩", _("Bị trả lại")),
    AmendmentState.APPROVED: Sign("green", "✓", _("Đã duyệt, chờ đến ngày hiệu lực")),
    AmendmentState.IN_FORCE: Sign("green", "●", _("Đã có hiệu lực")),
    AmendmentState.WITHDRAWN: Sign("none", "✕", _("Đã rút")),
    AmendmentState.LAPSED: Sign("amber", "✕", _("Không có hiệu lực: đơn vị đã kết thúc")),
}
SEVERITIES = {
    Severity.ERROR: Sign("red", "■", _("Lỗi")),
    Severity.WARNING: Sign("amber", "▲", _("Cảnh báo")),
    Severity.NOTE: Sign("blue", "●", _("Lưu ý")),
}
REPORT_STATES = {
    ReportState.MISSING: Sign("none", "◌", _("Chưa lập")),
    ReportState.DRAFT: Sign("none", "✎", _("Đang soạn")),
    ReportState.FILED: Sign("blue", "➜", _("Đã nộp, chờ duyệt")),
    ReportState.RETURNED: Sign("amber", "↩", _("Bị trả lại")),
    ReportState.PART_RETURNED: Sign("amber", "↩", _("Trả lại một phần")),
    ReportState.APPROVED: Sign("green", "✓", _("Đã duyệt")),
}
CORRECTION_STATES = {
    CorrectionState.ASKED: Sign("blue", "➜", _("Chờ trả lời")),
    CorrectionState.ACCEPTED: Sign("green", "✓", _("Đã chấp nhận")),
    CorrectionState.REFUSED: Sign("amber", "✕", _("Không chấp nhận")),
    CorrectionState.WITHDRAWN: Sign("none", "↩", _("Đã rút")),
}
TASK_STATES = {
    TaskStatus.DONE_ON_TIME: Sign("green", "✓", _("Hoàn thành đúng hạn")),
    TaskStatus.DONE_LATE: Sign("amber", "✓", _("Hoàn thành quá hạn")),
    TaskStatus.WITHIN_DEADLINE: Sign("blue", "●", _("Đang thực hiện, trong hạn")),
    TaskStatus.OVERDUE: Sign("red", "■", _("Đang thực hiện, quá hạn")),
    TaskStatus.NO_DEADLINE: Sign("none", "◌", _("Không thời hạn")),
    TaskStatus.PAUSED: Sign("none", "‖", _("Tạm dừng")),
    TaskStatus.CANCELLED: Sign("none", "✕", _("Đã hủy")),
}
HANDOFFS = {
    Handoff.NOT_ASSIGNED: Sign("none", "◌", _("Chưa giao")),
    Handoff.PENDING: Sign("amber", "▲", _("Chờ nhận")),
    Handoff.RECEIVED: Sign("blue", "●", _("Đã nhận")),
    Handoff.SENT_BACK: Sign("red", "↩", _("Bị trả lại")),
    Handoff.SUBMITTED: Sign("blue", "➜", _("Chờ xác nhận")),
    Handoff.CONFIRMED: Sign("green", "✓", _("Đã xác nhận")),
}
COLUMNS = {
    **{Column(state.value): sign for state, sign in TASK_STATES.items()},
    Column.NOT_RECEIVED: Sign("amber", "▲", _("Chưa nhận")),
    Column.SENT_BACK: HANDOFFS[Handoff.SENT_BACK],
    Column.WAITING: HANDOFFS[Handoff.SUBMITTED],
}
"""Where an assigned task stands at the close of a period."""
COLUMN_ADDRESSES = {
    Column.DONE_ON_TIME: "dung-han",
    Column.DONE_LATE: "xong-muon",
    Column.WITHIN_DEADLINE: "trong-han",
    Column.OVERDUE: "qua-han",
    Column.NO_DEADLINE: "khong-han",
    Column.NOT_RECEIVED: "chua-nhan",
    Column.SENT_BACK: "tra-lai",
    Column.WAITING: "cho-xac-nhan",
    Column.PAUSED: "tam-dung",
    Column.CANCELLED: "da-huy",
}
REMINDER_ADDRESSES = {
    ReminderStep.FIRST: "lan-dau",
    ReminderStep.SECOND: "lan-hai",
    ReminderStep.CRITICISM: "phe-binh",
}
REMINDERS = {
    ReminderStep.FIRST: Sign("amber", "▲", _("Nhắc lần đầu")),
    ReminderStep.SECOND: Sign("amber", "▲", _("Nhắc lần hai")),
    ReminderStep.CRITICISM: Sign("red", "■", _("Phê bình")),
}
KINDS = {
    TaskKind.ORDINARY: _("Nhiệm vụ"),
    TaskKind.ADVISORY: _("Văn bản tham mưu"),
}
PARTS = {Part.LEAD: _("Chủ trì"), Part.COORDINATING: _("Phối hợp")}


@dataclass(frozen=True, slots=True)
class StepWords:
    """address: in the URL; button: what the reader presses; label: of the words that go with it; event: what was done.

    done: said to the reader afterwards.
    """

    address: str
    button: Word
    label: Word
    event: Word
    done: Word


STEPS = {
    Step.RECEIVE: StepWords("nhan", _("Nhận việc"), "", _("nhận việc"), _("Đã nhận việc.")),
    Step.SEND_BACK: StepWords(
        "tra-lai", _("Trả lại …"), _("Lý do trả lại"), _("trả lại"), _("Đã trả lại kèm lý do.")
    ),
    Step.ASSIGN_AGAIN: StepWords(
        "giao-lai", _("Giao lại …"), _("Lời nhắn khi giao lại"), _("giao lại"), _("Đã giao lại.")
    ),
    Step.REPORT: StepWords(
        "tien-do",
        _("Báo tiến độ …"),
        _("Đã làm được gì, còn vướng gì"),
        _("báo tiến độ"),
        _("Đã báo tiến độ."),
    ),
    Step.SUBMIT: StepWords(
        "hoan-thanh",
        _("Báo hoàn thành …"),
        _("Minh chứng: số văn bản, biên bản, sản phẩm đã giao"),
        _("báo hoàn thành"),
        _("Đã báo hoàn thành; đơn vị giao việc sẽ xác nhận."),
    ),
    Step.CONFIRM: StepWords(
        "xac-nhan",
        _("Xác nhận hoàn thành"),
        "",
        _("xác nhận hoàn thành"),
        _("Đã xác nhận hoàn thành."),
    ),
    Step.RETURN: StepWords(
        "lam-tiep",
        _("Yêu cầu làm tiếp …"),
        _("Còn thiếu gì, phải làm thêm gì"),
        _("yêu cầu làm tiếp"),
        _("Đã yêu cầu làm tiếp."),
    ),
    Step.REOPEN: StepWords(
        "mo-lai", _("Mở lại …"), _("Lý do mở lại"), _("mở lại"), _("Đã mở lại phần việc.")
    ),
}
STEP_OF_ADDRESS = {word.address: step for step, word in STEPS.items()}
FUNDING = {
    FundingKind.CENTRAL: _("Ngân sách trung ương"),
    FundingKind.LOCAL: _("Ngân sách địa phương"),
    FundingKind.CREDIT: _("Tín dụng chính sách"),
    FundingKind.OTHER: _("Huy động, lồng ghép"),
}
HITS = {
    HitKind.UNIT: _("Đơn vị"),
    HitKind.PLAN: _("Kế hoạch"),
    HitKind.TASK: _("Nhiệm vụ"),
    HitKind.DIRECTIVE: _("Ý kiến chỉ đạo"),
    HitKind.PROGRAMME: _("Chương trình, chính sách"),
    HitKind.PERSON: _("Người, theo chức danh"),
}
RESOLUTION_STATES = {
    ResolutionState.PREPARED: Sign("none", "✎", _("Đang chuẩn bị")),
    ResolutionState.APPLIED: Sign("amber", "▲", _("Đã áp dụng, chưa xác nhận")),
    ResolutionState.CONFIRMED: Sign("green", "✓", _("Đã xác nhận")),
    ResolutionState.UNDONE: Sign("none", "↩", _("Đã hoàn tác")),
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
PERSON_STATES = {
    PersonState.ACTIVE: Sign("green", "✓", _("Đang dùng")),
    PersonState.INVITED: Sign("blue", "➜", _("Chờ nhận tài khoản")),
    PersonState.WITHOUT_CODE: Sign("amber", "▲", _("Chưa có mã để nhận")),
    PersonState.LOCKED: Sign("none", "■", _("Đã khóa")),
}
CODE_STATES = {
    CodeState.OPEN: Sign("blue", "➜", _("Chờ dùng")),
    CodeState.USED: Sign("green", "✓", _("Đã dùng")),
    CodeState.WITHDRAWN: Sign("none", "■", _("Đã hủy")),
    CodeState.EXPIRED: Sign("amber", "▲", _("Hết hạn")),
}
TASK_FATES = {
    TaskFate.ADDED: Sign("green", "✚", _("Thêm")),
    TaskFate.CHANGED: Sign("blue", "✎", _("Sửa")),
    TaskFate.REMOVED: Sign("red", "✕", _("Bỏ khỏi kế hoạch")),
}
FATES = {
    Fate.NEW_PERSON: Sign("green", "✚", _("Tạo tài khoản")),
    Fate.NEW_ROLE: Sign("blue", "✚", _("Thêm vai trò")),
    Fate.UNCHANGED: Sign("none", "◌", _("Đã có, giữ nguyên")),
    Fate.WRONG: Sign("red", "■", _("Phải sửa")),
}
QUARTERS = ("I", "II", "III", "IV")
SHARING_KEYS = {
    Key.EQUALLY: _("Chia đều"),
    Key.BY_FIGURE: _("theo số liệu của chỉ tiêu"),
    Key.BY_HAND: _("Nhập tay"),
}
