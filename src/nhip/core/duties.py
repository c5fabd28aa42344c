"""What the worker does day by day, in words: what failed, and what whoever keeps the server running can do about it."""

from dataclasses import dataclass
from enum import StrEnum

from nhip.core.errors import gettext_noop


class DutyName(StrEnum):
    QUESTIONS = "questions"
    AMENDMENTS = "amendments"
    RECEIPTS = "receipts"
    DIGESTS = "digests"


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
