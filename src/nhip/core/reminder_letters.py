"""The words of an official letter (công văn) about overdue tasks of a unit, as Decree 30/2020/NĐ-CP lays one out.

In Vietnamese whatever the reader's language: it is the document that is sent. No act is cited: none gives its words.
"""

from dataclasses import dataclass
from datetime import date

from nhip.core.reminders import ReminderStep, Sent

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BLANK = "\u00a0" * 8
_ABOUT = {
    ReminderStep.FIRST: "V/v đôn đốc thực hiện nhiệm vụ quá hạn",
    ReminderStep.SECOND: "V/v đôn đốc lần hai thực hiện nhiệm vụ quá hạn",
    ReminderStep.CRITICISM: "V/v phê bình việc chậm thực hiện nhiệm vụ được giao",
}


@dataclass(frozen=True, slots=True)
class LateTask:
    """A task of which a letter speaks. days: working days that it is late; sent: steps taken about it before."""

    title: str
    deliverable: str
    deadline: date
    days: int
    sent: tuple[Sent, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter tells. place: the locality of its date line; above: "" for none; tasks: one or several."""

    step: ReminderStep
    giver: str
    above: str
    doer: str
    place: str
    on: date
    tasks: tuple[LateTask, ...]


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A line of the list that goes with a letter about several tasks, in words."""

    title: str
    deliverable: str
    deadline: str
    days: str
    told: str


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The parts of a letter, in the order in which they stand. number: left for the registry to fill in.

    list_title, goes_with, list_headings, listed: its annex; nothing where it speaks of a single task.
    """

    state: str
    motto: str
    number: str
    about: str
    dated: str
    to: str
    paragraphs: tuple[str, ...]
    recipients_title: str
    recipients: tuple[str, ...]
    signer: str
    signature: str
    list_title: str = ""
    goes_with: str = ""
    list_headings: tuple[str, ...] = ()
    listed: tuple[ListedTask, ...] = ()


def letter_words(facts: Facts) -> LetterWords:
    """The letter in words. Its tasks are one at least; of several a list goes with it, the latest first."""
    is_criticism = facts.step is ReminderStep.CRITICISM
    several = len(facts.tasks) > 1
    return LetterWords(
        state=STATE,
        motto=MOTTO,
        number=f"Số:{BLANK}/{BLANK}",
        about=_ABOUT[facts.step],
        dated=f"{facts.place}, {written_day(facts.on)}",
        to=f"Kính gửi: {facts.doer}.",
        paragraphs=(_assigned(facts), _late(facts), *_asked(facts)),
        recipients_title="Nơi nhận:",
        recipients=(
            "Như trên;",
            *([f"{facts.above} (để báo cáo);"] if is_criticism and facts.above else []),
            "Lưu: VT.",
        ),
        signer="QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ",
        signature="(chữ ký, dấu của cơ quan)",
        list_title="DANH MỤC NHIỆM VỤ QUÁ HẠN" if several else "",
        goes_with=f"(Kèm theo Công văn số{BLANK}/{BLANK}{written_day(facts.on)} của {facts.giver})"
        if several
        else "",
        list_headings=_HEADINGS if several else (),
        listed=tuple(_listed(one) for one in facts.tasks) if several else (),
    )


_HEADINGS = ("TT", "Nhiệm vụ", "Sản phẩm", "Thời hạn", "Quá hạn (ngày làm việc)", "Đã nhắc")


def _listed(task: LateTask) -> ListedTask:
    told = "; ".join(f"{_STEPS[one.step]} ngày {_numbers(one.on)}" for one in task.sent)
    return ListedTask(
        task.title, task.deliverable or "–", _numbers(task.deadline), str(task.days), told or "chưa nhắc"
    )


_STEPS = {
    ReminderStep.FIRST: "Lần đầu",
    ReminderStep.SECOND: "Lần hai",
    ReminderStep.CRITICISM: "Phê bình",
}


def written_day(day: date) -> str:
    """``ngày 05 tháng 02 năm 2020``: days below 10 and the months 1 and 2 with a zero."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _numbers(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _assigned(facts: Facts) -> str:
    if len(facts.tasks) > 1:
        days = sorted(one.deadline for one in facts.tasks)
        when = (
            f"thời hạn hoàn thành ngày {_numbers(days[0])}"
            if days[0] == days[-1]
            else f"thời hạn hoàn thành từ ngày {_numbers(days[0])} đến ngày {_numbers(days[-1])}"
        )
        return (
            f"{facts.giver} đã giao {facts.doer} chủ trì thực hiện {len(facts.tasks):02d} nhiệm vụ nêu trong danh mục "
            f"kèm theo, {when}."
        )
    (task,) = facts.tasks
    product = f" Sản phẩm phải hoàn thành: {task.deliverable}." if task.deliverable else ""
    return (
        f"{facts.giver} đã giao {facts.doer} chủ trì thực hiện nhiệm vụ “{task.title}”, "
        f"thời hạn hoàn thành ngày {_numbers(task.deadline)}.{product}"
    )


def _late(facts: Facts) -> str:
    if len(facts.tasks) > 1:
        told = {
            ReminderStep.FIRST: "",
            ReminderStep.SECOND: f" {facts.giver} đã nhắc việc lần đầu vào các ngày ghi trong danh mục.",
            ReminderStep.CRITICISM: f" {facts.giver} đã nhắc việc hai lần vào các ngày ghi trong danh mục.",
        }
        most = max(one.days for one in facts.tasks)
        return (
            f"Đến hết ngày {_numbers(facts.on)}, các nhiệm vụ trên đã quá hạn, nhiều nhất {most} ngày làm việc (không "
            "tính thời gian tạm dừng hoặc chờ nơi giao xử lý), nhưng chưa được báo cáo hoàn thành."
            f"{told[facts.step]}"
        )
    (task,) = facts.tasks
    days = {one.step: _numbers(one.on) for one in task.sent}
    told = {
        ReminderStep.FIRST: "",
        ReminderStep.SECOND: f" {facts.giver} đã nhắc việc lần đầu ngày {days.get(ReminderStep.FIRST)}.",
        ReminderStep.CRITICISM: (
            f" {facts.giver} đã nhắc việc lần đầu ngày {days.get(ReminderStep.FIRST)}"
            f" và lần hai ngày {days.get(ReminderStep.SECOND)}."
        ),
    }
    return (
        f"Đến hết ngày {_numbers(facts.on)}, nhiệm vụ đã quá hạn {task.days} ngày làm việc (không tính thời gian "
        f"tạm dừng hoặc chờ nơi giao xử lý) nhưng chưa được báo cáo hoàn thành.{told[facts.step]}"
    )


def _asked(facts: Facts) -> tuple[str, ...]:
    what = "các nhiệm vụ" if len(facts.tasks) > 1 else "nhiệm vụ"
    if facts.step is ReminderStep.CRITICISM:
        return (
            f"{facts.giver} phê bình {facts.doer} về việc chậm thực hiện {what} được giao và yêu cầu:",
            f"1. Tập trung hoàn thành dứt điểm {what}, báo cáo kết quả kèm minh chứng về {facts.giver}.",
            (
                "2. Làm rõ nguyên nhân, trách nhiệm của tập thể, cá nhân liên quan; "
                f"báo cáo {facts.giver} biện pháp khắc phục./."
            ),
        )
    opening = (
        f"Để bảo đảm tiến độ chung, {facts.giver} đề nghị {facts.doer}:"
        if facts.step is ReminderStep.FIRST
        else f"{facts.giver} yêu cầu {facts.doer}:"
    )
    return (
        opening,
        f"1. Khẩn trương hoàn thành {what}, báo cáo kết quả kèm minh chứng.",
        (
            "2. Trường hợp có khó khăn, vướng mắc, báo cáo rõ nguyên nhân, đề xuất biện pháp tháo gỡ "
            f"và thời hạn hoàn thành để {facts.giver} xem xét./."
        ),
    )
