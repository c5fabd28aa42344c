"""The words of the history: what was done, to what, and what changed, as an office would say it."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from nhip.apps.accounts.role_words import ROLES
from nhip.apps.org.period_words import written_period
from nhip.core.access import Role
from nhip.core.handoffs import Handoff
from nhip.core.plans import PlanState
from nhip.core.reporting import ReportState
from nhip.core.resolutions import KIND_NAMES, Kind
from nhip.cycle.history_lines import PERIODIC, Fact, HistoryLine
from nhip.web import shown, words

ACTS: dict[str, str | Promise] = {
    "save_task": _("Lưu nhiệm vụ"),
    "remove_task": _("Xóa nhiệm vụ"),
    "hand_over_task": _("Chuyển nhiệm vụ sang đơn vị kế tục"),
    "add_part": _("Giao thêm phần việc"),
    "change_part": _("Sửa phần việc"),
    "withdraw_part": _("Rút phần việc"),
    "task_receive": _("Tiếp nhận việc"),
    "task_send_back": _("Trả lại việc được giao"),
    "task_assign_again": _("Giao lại việc"),
    "task_report": _("Báo cáo phần việc"),
    "task_submit": _("Báo hoàn thành"),
    "task_confirm": _("Xác nhận hoàn thành"),
    "task_return": _("Yêu cầu làm tiếp"),
    "task_reopen": _("Mở lại phần việc"),
    "ask_extension": _("Xin gia hạn"),
    "grant_extension": _("Đồng ý gia hạn"),
    "refuse_extension": _("Không đồng ý gia hạn"),
    "pause_task": _("Tạm dừng nhiệm vụ"),
    "cancel_task": _("Hủy nhiệm vụ"),
    "resume_task": _("Tiếp tục nhiệm vụ"),
    "remind_task": _("Nhắc việc quá hạn"),
    "save_reminder_rule": _("Khai quy định các bước nhắc việc"),
    "comment_task": _("Trao đổi về nhiệm vụ"),
    "pass_questions": _("Chuyển câu hỏi cho người nhận bàn giao"),
    "attach_file": _("Đính kèm tệp"),
    "remove_file": _("Gỡ tệp"),
    "add_item": _("Thêm việc nhỏ"),
    "remove_item": _("Bỏ việc nhỏ"),
    "tick_item": _("Đánh dấu việc nhỏ đã xong"),
    "untick_item": _("Mở lại việc nhỏ"),
    "plan_submitted": _("Trình kế hoạch"),
    "plan_approved": _("Duyệt kế hoạch"),
    "plan_returned": _("Trả lại kế hoạch"),
    "open_amendment": _("Mở điều chỉnh kế hoạch"),
    "change_amendment": _("Sửa lý do, căn cứ, ngày hiệu lực của điều chỉnh"),
    "amend_line": _("Ghi thay đổi một nhiệm vụ trong điều chỉnh"),
    "drop_amended_line": _("Bỏ thay đổi một nhiệm vụ khỏi điều chỉnh"),
    "amendment_submitted": _("Trình điều chỉnh kế hoạch"),
    "amendment_returned": _("Trả lại điều chỉnh kế hoạch"),
    "amendment_approved": _("Duyệt điều chỉnh kế hoạch"),
    "amendment_in_force": _("Điều chỉnh kế hoạch có hiệu lực"),
    "amendment_withdrawn": _("Rút điều chỉnh kế hoạch"),
    "amendment_lapsed": _("Điều chỉnh kế hoạch không có hiệu lực vì đơn vị đã kết thúc"),
    "plan_rule_off": _("Không áp dụng một quy tắc kiểm tra kế hoạch"),
    "hand_down": _("Giao nhiệm vụ xuống cấp dưới"),
    "plan_handed_part": _("Ghi phần nhận của việc cấp trên giao"),
    "give_target": _("Giao chỉ tiêu"),
    "take_target_back": _("Rút chỉ tiêu đã giao"),
    "take_part_back": _("Rút lại việc đã giao xuống"),
    "change_handed_part": _("Đổi số giao của việc đã giao xuống"),
    "order_part_back": _("Yêu cầu rút việc khi điều chỉnh kế hoạch"),
    "order_part_changed": _("Yêu cầu đổi số giao khi điều chỉnh kế hoạch"),
    "drop_part_order": _("Thôi yêu cầu về việc đã giao xuống"),
    "take_into_plan": _("Đưa việc cấp trên giao vào kế hoạch"),
    "plan_rule_on": _("Áp dụng lại một quy tắc kiểm tra kế hoạch"),
    "save_report": _("Lưu nháp báo cáo"),
    "attach_report_file": _("Đính kèm tệp vào báo cáo"),
    "remove_report_file": _("Gỡ tệp khỏi báo cáo"),
    "save_outline_section": _("Khai mục của đề cương báo cáo"),
    "report_filed": _("Nộp báo cáo"),
    "report_approved": _("Duyệt báo cáo"),
    "report_returned": _("Trả lại báo cáo"),
    "report_part_returned": _("Trả lại một số ô của báo cáo"),
    "save_periodic": _("Lưu nháp báo cáo theo kỳ"),
    "periodic_filed": _("Nộp báo cáo theo kỳ"),
    "periodic_approved": _("Duyệt báo cáo theo kỳ"),
    "periodic_returned": _("Trả lại báo cáo theo kỳ"),
    "save_report_term": _("Khai hạn nộp báo cáo theo kỳ"),
    "correction_asked": _("Đề nghị đính chính báo cáo"),
    "correction_accepted": _("Chấp nhận đính chính"),
    "correction_refused": _("Không chấp nhận đính chính"),
    "correction_withdrawn": _("Rút đề nghị đính chính"),
    "add_unit": _("Thêm đơn vị"),
    "place_unit": _("Chuyển đơn vị"),
    "rename_unit": _("Đổi tên đơn vị"),
    "set_duty_to_report": _("Đổi diện báo cáo tháng"),
    "set_calendar": _("Đặt lịch báo cáo"),
    "set_light_rule": _("Đặt ngưỡng đèn"),
    "reorganise": _("Sắp xếp đơn vị"),
    "save_programme": _("Nạp chương trình, chính sách"),
    "count_beneficiaries": _("Ghi số đối tượng thụ hưởng"),
    "define_indicator": _("Khai chỉ tiêu"),
    "load_figures": _("Nạp số liệu chỉ tiêu"),
    "load_targets": _("Nạp kế hoạch giao"),
    "save_resolution": _("Soạn nghị quyết sắp xếp"),
    "remove_resolution": _("Bỏ nghị quyết đang soạn"),
    "undo_resolution": _("Hoàn tác việc sắp xếp"),
    "choose_receivers": _("Chọn đơn vị nhận nhiệm vụ khi sắp xếp"),
    "choose_goals": _("Ghi phần chỉ tiêu của đơn vị bị chia"),
    "confirm_resolution": _("Xác nhận việc sắp xếp"),
    "add_person": _("Tạo tài khoản"),
    "change_person": _("Sửa tài khoản"),
    "grant_role": _("Giao vai trò"),
    "end_role": _("Kết thúc vai trò"),
    "cancel_role": _("Hủy vai trò chưa bắt đầu"),
    "delegate_role": _("Ủy quyền"),
    "choose_digest": _("Chọn thư tóm tắt"),
    "withdraw_delegation": _("Rút ủy quyền"),
    "hand_over": _("Bàn giao khi chuyển, nghỉ"),
    "deactivate_person": _("Khóa tài khoản"),
    "reactivate_person": _("Mở khóa tài khoản"),
    "invite_person": _("Mời lập tài khoản"),
    "issue_code": _("Cấp mã dùng một lần"),
    "withdraw_code": _("Thu hồi mã dùng một lần"),
    "accept_invitation": _("Nhận lời mời, đặt mật khẩu"),
    "reset_password": _("Đặt lại mật khẩu bằng mã"),
    "require_second_factor": _("Yêu cầu xác thực hai bước"),
    "end_second_factor_requirement": _("Thôi yêu cầu xác thực hai bước"),
    "reset_second_factor": _("Gỡ xác thực hai bước"),
    "end_session": _("Đăng xuất một thiết bị"),
    "end_all_sessions": _("Đăng xuất mọi thiết bị"),
    "import_plan": _("Nhập kế hoạch từ tệp Excel"),
    "upload_plan": _("Tải tệp kế hoạch lên"),
    "drop_upload_of_plan": _("Bỏ tệp kế hoạch đã tải lên"),
    "upload_people": _("Tải danh sách người dùng lên"),
    "drop_upload_of_people": _("Bỏ danh sách đã tải lên"),
    "register_source": _("Đăng ký văn bản có ý kiến chỉ đạo"),
    "change_source": _("Sửa thông tin văn bản"),
    "remove_source": _("Xóa văn bản khỏi sổ"),
    "add_directive": _("Thêm ý kiến chỉ đạo bằng tay"),
    "change_directive": _("Sửa ý kiến chỉ đạo"),
    "accept_directive": _("Nhận ý kiến chỉ đạo, mở nhiệm vụ"),
    "drop_directive": _("Bỏ ý kiến chỉ đạo"),
    "restore_directive": _("Lấy lại ý kiến đã bỏ"),
    "split_directive": _("Tách ý kiến chỉ đạo"),
    "join_directives": _("Ghép ý kiến chỉ đạo"),
    "adopt_audit_head": _("Nhận lại dấu niêm phong nhật ký"),
    "load_demo": _("Nạp dữ liệu minh họa"),
}
FIRST_TIME = {"save_task": _("Thêm nhiệm vụ")}
CHANGED_AGAIN = {"save_task": _("Sửa nhiệm vụ")}
OBJECTS: dict[str, str | Promise] = {
    "plans.Plan": pgettext_lazy("history", "năm {which}"),
    "reports.Report": pgettext_lazy("history", "tháng {which}"),
}
"""What follows the act: «Duyệt báo cáo» «tháng 5/2020»."""
FIELDS: dict[str, str | Promise] = {
    "title": _("Tên nhiệm vụ"),
    "kind": _("Loại"),
    "deliverable": _("Sản phẩm"),
    "genre": _("Thể loại"),
    "dated": _("Ngày văn bản"),
    "issuer": _("Người phát biểu, cơ quan ban hành"),
    "reader": _("Bản đọc"),
    "symbol": _("Số, ký hiệu"),
    "directive": _("Ý kiến số"),
    "found": _("Số ý kiến"),
    "opened": _("Số nhiệm vụ mở ra"),
    "recurrence": _("Định kỳ"),
    "starts_on": _("Bắt đầu"),
    "deadline": _("Thời hạn"),
    "due_on": _("Hạn"),
    "weight": _("Trọng số"),
    "budget": _("Kinh phí (triệu đồng)"),
    "programme": _("Chương trình"),
    "unit": _("Đơn vị"),
    "work": _("Phần việc"),
    "assigned_by": _("Đơn vị giao"),
    "state": _("Trạng thái"),
    "reason": _("Lý do"),
    "text": _("Nội dung"),
    "item": _("Việc nhỏ"),
    "progress": _("Tiến độ"),
    "done": _("Đã làm"),
    "difficulties": _("Khó khăn"),
    "next_steps": _("Tháng tới"),
    "name": _("Tên"),
    "code": _("Mã"),
    "level": _("Cấp"),
    "parent": _("Trực thuộc"),
    "reports": _("Báo cáo tháng"),
    "from": _("Từ ngày"),
    "source": _("Đơn vị nguồn"),
    "share": _("Phần chuyển"),
    "cut_off_day": _("Ngày chốt số liệu"),
    "on_working_days": _("Hạn rơi vào ngày nghỉ chuyển sang ngày làm việc tiếp theo"),
    "due_day": _("Ngày nộp"),
    "rule": _("Quy tắc"),
    "plan_due_month": _("Tháng trình kế hoạch"),
    "plan_due_day": _("Ngày trình kế hoạch"),
    "legal_basis": _("Căn cứ"),
    "regime": _("Loại báo cáo"),
    "months_later": _("Nộp sau tháng cuối kỳ (tháng)"),
    "due_time": _("Giờ nộp"),
    "approved": _("Báo cáo tháng đã duyệt"),
    "expected": _("Báo cáo tháng phải có"),
    "amber_from": _("Chậm từ (điểm)"),
    "red_from": _("Chậm nhiều từ (điểm)"),
    "quorum": _("Tỷ lệ báo cáo tối thiểu"),
    "login": _("Tên đăng nhập"),
    "office": _("Chức danh"),
    "role": _("Vai trò"),
    "ends_before": _("Hết vai trò từ"),
    "effective_on": _("Hiệu lực từ"),
    "dissolved": _("Giải thể"),
    "active": _("Đang hoạt động"),
    "on": _("Từ ngày"),
    "successor": _("Người nhận bàn giao"),
    "giver": _("Người ủy quyền"),
    "to": _("Người được ủy quyền"),
    "starts": _("Bắt đầu"),
    "before": _("Đến trước ngày"),
    "basis": _("Căn cứ"),
    "email": _("Thư điện tử"),
    "expires": _("Hết hạn"),
    "file": _("Tệp"),
    "measure": _("Đơn vị tính"),
    "adds_up": _("Cách cộng"),
    "categories": _("Phân tổ"),
    "figure": _("Số liệu"),
    "returned": _("Lý do trả lại ô"),
    "section": _("Mục"),
    "spans": _("Kỳ báo cáo (số tháng)"),
    "required": _("Bắt buộc ở kỳ (số tháng)"),
    "hint": _("Gợi ý"),
    "position": _("Thứ tự"),
    "reported": _("Cách báo cáo"),
    "year": _("Năm"),
    "indicators": _("Số chỉ tiêu thay đổi"),
    "bytes": _("Dung lượng (byte)"),
    "person": _("Người"),
    "sealed": _("Bản ghi đã niêm phong"),
    "added": _("Nhiệm vụ thêm"),
    "changed": _("Nhiệm vụ sửa"),
    "removed": _("Nhiệm vụ bỏ"),
    "number": _("Điều chỉnh lần"),
    "asked_from": _("Đề nghị có hiệu lực từ"),
    "in_force_from": _("Có hiệu lực từ"),
    "receivers": _("Đơn vị nhận nhiệm vụ"),
    "goals": _("Phần chỉ tiêu ghi tay"),
    "reminder": _("Bước nhắc việc"),
    "working_days": _("Số ngày làm việc"),
    "days_late": _("Quá hạn (ngày làm việc)"),
    "taken_out": _("Đưa ra khỏi kế hoạch"),
    "indicator": _("Chỉ tiêu"),
    "target": _("Mức giao"),
    "period": _("Kỳ"),
    "baseline": _("Mức xuất phát"),
    "asked": _("Phần giao"),
    "planned": _("Phần nhận"),
    "quantity": _("Khối lượng"),
    "key": _("Cách chia"),
}
PARTS = {"lead": _("chủ trì"), "coordinating": _("phối hợp")}
HANDOFFS = {
    Handoff.NOT_ASSIGNED: _("chưa giao"),
    Handoff.PENDING: _("chờ tiếp nhận"),
    Handoff.RECEIVED: _("đã tiếp nhận"),
    Handoff.SENT_BACK: _("trả lại"),
    Handoff.SUBMITTED: _("báo hoàn thành, chờ xác nhận"),
    Handoff.CONFIRMED: _("đã xác nhận"),
}
PERCENTS = frozenset({"progress", "milestone"})
NUMBERS = frozenset({"budget", "weight", "amber_from", "red_from", "quorum", "share", "sealed"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def act(line: HistoryLine) -> str:
    """What was done: saving a task is adding it the first time, changing it later."""
    if line.act == "save_task":
        is_first = all(fact.before is None for fact in line.facts) and any(
            fact.field == "title" for fact in line.facts
        )
        return str((FIRST_TIME if is_first else CHANGED_AGAIN)[line.act])
    return act_name(line.act)


def act_name(name: str) -> str:
    return str(ACTS.get(name, name))


def role(name: str) -> str:
    """Of a record: a role, by delegation «… thay …», one's own account, or whoever runs the system."""
    held, _for, principal = name.partition(" for ")
    if held in set(Role):
        word = str(ROLES[Role(held)])
        return gettext("{role}, thay {office}").format(role=word, office=principal) if principal else word
    return gettext("chính mình") if held == "self" else gettext("người vận hành hệ thống")


def person(line: HistoryLine) -> str:
    return gettext("Người vận hành hệ thống") if line.is_operator else line.person_name


def subject(line: HistoryLine) -> str:
    """``«Mở lớp tập huấn»``, ``tháng 5/2020``, or the name of the unit or account."""
    if line.object_type == "tasks.Task":
        return f"«{line.subject}»" if line.subject else ""
    if line.object_type == PERIODIC and line.subject:
        return written_period(line.subject)
    known = OBJECTS.get(line.object_type)
    return str(known).format(which=line.subject) if known and line.subject else line.subject


def label(fact: Fact) -> str:
    """``Mốc tháng 6``, ``Xã Ánh``, ``Tiến độ «Mở lớp»``."""
    if fact.field == "milestone":
        return gettext("Mốc tháng {month}").format(month=fact.about)
    if fact.field == "line":
        return gettext("Dòng {number}").format(number=fact.about)
    if fact.field == "part":
        return fact.about
    name = str(FIELDS.get(fact.field, fact.field))
    return f"{name} «{fact.about}»" if fact.about else name


def value(fact: Fact, what: object, object_type: str) -> str:
    """One side of a change, as the reader writes it; a dash where there was nothing."""
    if what is None or what == "":
        return "–"
    if isinstance(what, Mapping):
        return _resolution_line(what)
    if isinstance(what, bool):
        return gettext("có") if what else gettext("không")
    if fact.field in PERCENTS:
        number = _number(what)
        return str(what) if number is None else shown.percent(number)
    if fact.field in NUMBERS:
        number = _number(what)
        return str(what) if number is None else shown.number(number)
    return _word(fact.field, str(what), object_type)


def _resolution_line(line: Mapping[str, object]) -> str:
    """``Nhập vào 02137 → 02140``: a line of a resolution, in the codes in which it was written."""
    kind, code, target, name = (str(line.get(one) or "") for one in ("kind", "code", "target", "name"))
    words_of_kind = gettext(KIND_NAMES[Kind(kind)]) if kind in set(Kind) else kind
    share = _number(line.get("share"))
    told = [words_of_kind, code, f"→ {target}" if target else "", f"«{name}»" if name else ""]
    return " ".join(one for one in [*told, "" if share is None else shown.percent(share * 100)] if one)


def _word(field: str, what: str, object_type: str) -> str:
    if field == "state":
        return _state(what, object_type)
    if field in ("part", "role", "level", "kind", "key", "reminder"):
        known: dict[str, dict[str, str | Promise]] = {
            "part": dict(PARTS),
            "role": {one.value: word for one, word in ROLES.items()},
            "kind": {one.value: str(word) for one, word in words.KINDS.items()},
            "level": {one.value: word for one, word in words.LEVELS.items()},
            "key": {one.value: word for one, word in words.SHARING_KEYS.items()},
            "reminder": {one.value: sign.word for one, sign in words.REMINDERS.items()},
        }
        return str(known[field].get(what, what))
    if field == "period":
        return written_period(what)
    if _DAY.fullmatch(what):
        return shown.day(date.fromisoformat(what))
    return what


def _state(what: str, object_type: str) -> str:
    if object_type == "plans.Plan" and what in set(PlanState):
        return str(words.PLAN_STATES[PlanState(what)].word)
    if object_type in ("reports.Report", PERIODIC) and what in set(ReportState):
        return str(words.REPORT_STATES[ReportState(what)].word)
    return str(HANDOFFS[Handoff(what)]) if what in set(Handoff) else what


def _number(what: object) -> Decimal | None:
    try:
        return Decimal(str(what))
    except InvalidOperation:
        return None


def sentence(line: HistoryLine, fact: Fact) -> str:
    """``Mốc tháng 6: 50 % → 60 %``; without what was before where there was nothing."""
    after = value(fact, fact.after, line.object_type)
    if fact.before is None:
        return f"{label(fact)}: {after}"
    return f"{label(fact)}: {value(fact, fact.before, line.object_type)} → {after}"
