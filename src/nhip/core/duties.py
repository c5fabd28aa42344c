"""What the worker does day by day, in words: what failed, and what whoever keeps the server running can do about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from nhip.core.errors import gettext_noop


class DutyName(StrEnum):
    QUESTIONS = "questions"
    AMENDMENTS = "amendments"
    RECEIPTS = "receipts"
    DIGESTS = "digests"


class WorkName(StrEnum):
    """What people ask for and the machine may fail to do, for no fault of theirs."""

    PLAN_IMPORT = "plan_import"
    PLAN_EXPORT = "plan_export"
    LETTERS = "letters"


SETTLED_AFTER = timedelta(days=14)
"""What people asked for and nobody has tried again for so long is taken as settled otherwise."""


def is_settled(duty: str, last_at: datetime, now: datetime) -> bool:
    """Whether a failure needs nobody any more; a daily duty is tried again by itself, and settled by success alone."""
    return duty in set(WorkName) and now - last_at > SETTLED_AFTER


@dataclass(frozen=True, slots=True)
class Failed:
    """One thing that a duty could not do. subject: which (``amendment:12``), empty for all of the duty."""

    subject: str
    error: Exception


@dataclass(frozen=True, slots=True)
class Done:
    """What a duty did: how many things, and those that it could not do."""

    count: int
    failed: tuple[Failed, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyWords:
    """what: the duty; mend: what to do where it fails."""

    what: str
    mend: str


WORK_WORDS: dict[WorkName, DutyWords] = {
    WorkName.PLAN_IMPORT: DutyWords(
        gettext_noop("Nhập kế hoạch từ tệp Excel"),
        gettext_noop(
            "Chưa có gì của tệp được ghi. Báo đơn vị nhập lại tệp; vẫn lỗi thì gửi tệp và nhật ký máy chủ "
            "cho bên hỗ trợ, trong lúc chờ đơn vị sửa kế hoạch trong bảng."
        ),
    ),
    WorkName.PLAN_EXPORT: DutyWords(
        gettext_noop("Xuất kế hoạch ra tệp Excel"),
        gettext_noop(
            "Kế hoạch vẫn còn nguyên. Tải lại tệp; vẫn lỗi thì mở trang kế hoạch và trang điều chỉnh xem nhiệm vụ nào "
            "không hiện, gửi nhật ký máy chủ cho bên hỗ trợ."
        ),
    ),
    WorkName.LETTERS: DutyWords(
        gettext_noop("Gửi thư đặt lại mật khẩu"),
        gettext_noop(
            "Kiểm tra máy chủ thư (thiết lập NHIP_EMAIL_URL) và đường mạng; sau đó người dùng yêu cầu lại thư, "
            "hoặc quản trị cấp mã đăng nhập một lần."
        ),
    ),
}

WORDS: dict[DutyName, DutyWords] = {
    DutyName.QUESTIONS: DutyWords(
        gettext_noop("Chuyển câu hỏi của người đã rời đơn vị cho người kế nhiệm"),
        gettext_noop("Xem người kế nhiệm ở trang Người dùng; việc được làm lại sau mỗi nửa giờ."),
    ),
    DutyName.AMENDMENTS: DutyWords(
        gettext_noop("Đưa điều chỉnh kế hoạch vào hiệu lực đúng ngày"),
        gettext_noop(
            "Mở trang điều chỉnh, xem nhiệm vụ và đơn vị được nêu còn đúng không; sửa cho đúng thì nửa giờ sau tự có "
            "hiệu lực. Không sửa được thì gửi nhật ký máy chủ cho bên hỗ trợ."
        ),
    ),
    DutyName.RECEIPTS: DutyWords(
        gettext_noop("Dọn dấu nhận gửi cũ"),
        gettext_noop("Không ảnh hưởng người dùng; nếu lặp lại nhiều ngày, xem nhật ký máy chủ."),
    ),
    DutyName.DIGESTS: DutyWords(
        gettext_noop("Gửi thư tổng hợp hằng ngày"),
        gettext_noop(
            "Kiểm tra máy chủ thư (thiết lập NHIP_EMAIL_URL) và đường mạng; thư được gửi lại sau mỗi nửa giờ."
        ),
    ),
}
