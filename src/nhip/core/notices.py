"""Notices: who hears of what, the one line that says it, and the days on which no letter goes out.

Whoever may act on a thing hears of it: the leaders who decide on a report when it is filed, the people of the unit when
it comes back. docs/rules/notices.md tells the rules in words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nhip.core.access import TABLE, Act, Reach, Role
from nhip.core.errors import gettext_noop
from nhip.core.reminders import ReminderStep
from nhip.core.tasks import HaltKind
from nhip.core.units import Tree

LONGEST_FACT = 120
"""A line is one line: longer titles and reasons end in dots."""

Facts = Mapping[str, str | int]
"""What a line is made of. Days are written 2020-05-20 under a name that ends in ``_on``; ``role`` is a role's value."""


class Kind(StrEnum):
    """What happened."""

    REPORT_FILED = "report_filed"
    REPORT_RETURNED = "report_returned"
    REPORT_APPROVED = "report_approved"
    PERIODIC_FILED = "periodic_filed"
    PERIODIC_RETURNED = "periodic_returned"
    PERIODIC_APPROVED = "periodic_approved"
    CORRECTION_ASKED = "correction_asked"
    CORRECTION_ACCEPTED = "correction_accepted"
    CORRECTION_REFUSED = "correction_refused"
    CORRECTION_WITHDRAWN = "correction_withdrawn"
    PLAN_SUBMITTED = "plan_submitted"
    PLAN_RETURNED = "plan_returned"
    PLAN_APPROVED = "plan_approved"
    PLAN_HANDS_OUT = "plan_hands_out"
    AMENDMENT_SUBMITTED = "amendment_submitted"
    AMENDMENT_RETURNED = "amendment_returned"
    AMENDMENT_APPROVED = "amendment_approved"
    AMENDMENT_LAPSED = "amendment_lapsed"
    PART_ASSIGNED = "part_assigned"
    PART_CHANGED = "part_changed"
    PART_WITHDRAWN = "part_withdrawn"
    PART_SENT_BACK = "part_sent_back"
    PART_SUBMITTED = "part_submitted"
    PART_CONFIRMED = "part_confirmed"
    PART_RETURNED = "part_returned"
    PART_REOPENED = "part_reopened"
    HANDED_TAKEN_BACK = "handed_taken_back"
    HANDED_CHANGED = "handed_changed"
    HANDED_ORDERED = "handed_ordered"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    TASK_PAUSED = "task_paused"
    TASK_CANCELLED = "task_cancelled"
    TASK_RESUMED = "task_resumed"
    TASK_REMINDED = "task_reminded"
    TASK_REMINDED_AGAIN = "task_reminded_again"
    TASK_CRITICISED = "task_criticised"
    MENTIONED = "mentioned"
    QUESTION_PASSED = "question_passed"
    ROLE_GRANTED = "role_granted"
    ROLE_ENDED = "role_ended"
    DELEGATION_GIVEN = "delegation_given"
    DELEGATION_WITHDRAWN = "delegation_withdrawn"
    UNITS_REORGANISED = "units_reorganised"


class Place(StrEnum):
    """Where a line leads."""

    REPORT = "report"
    PERIODIC = "periodic"
    PLAN = "plan"
    LEDGER = "ledger"
    TASK = "task"
    PART = "part"
    ACCOUNT = "account"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Line:
    """sentence: with the facts' names as places; place: what it leads to; hears: who may do this act at the unit.

    hears None: the people named, or everybody with a role at the units themselves.
    settles: whether what was said of the same thing before needs nobody any more.
    """

    sentence: str
    place: Place
    hears: Act | None = None
    settles: bool = True


_REPORT, _PLAN, _PART, _TASK = Place.REPORT, Place.PLAN, Place.PART, Place.TASK
LINES: dict[Kind, Line] = {
    Kind.REPORT_FILED: Line(
        gettext_noop("{unit} đã nộp báo cáo tháng {month}/{year}"), _REPORT, Act.DECIDE_REPORT
    ),
    Kind.REPORT_RETURNED: Line(
        gettext_noop("Báo cáo tháng {month}/{year} của {unit} bị trả lại: {reason}"),
        _REPORT,
        Act.FILE_REPORT,
    ),
    Kind.REPORT_APPROVED: Line(
        gettext_noop("Báo cáo tháng {month}/{year} của {unit} đã được duyệt"), _REPORT, Act.FILE_REPORT
    ),
    Kind.PERIODIC_FILED: Line(
        gettext_noop("{unit} đã nộp báo cáo {period}"), Place.PERIODIC, Act.DECIDE_REPORT
    ),
    Kind.PERIODIC_RETURNED: Line(
        gettext_noop("Báo cáo {period} của {unit} bị trả lại: {reason}"), Place.PERIODIC, Act.FILE_REPORT
    ),
    Kind.PERIODIC_APPROVED: Line(
        gettext_noop("Báo cáo {period} của {unit} đã được duyệt"), Place.PERIODIC, Act.FILE_REPORT
    ),
    Kind.CORRECTION_ASKED: Line(
        gettext_noop("{unit} đề nghị đính chính số liệu tháng {month}/{year}: {reason}"),
        _REPORT,
        Act.DECIDE_REPORT,
    ),
    Kind.CORRECTION_ACCEPTED: Line(
        gettext_noop("Đính chính số liệu tháng {month}/{year} của {unit} được chấp nhận"),
        _REPORT,
        Act.FILE_REPORT,
    ),
    Kind.CORRECTION_REFUSED: Line(
        gettext_noop("Đính chính số liệu tháng {month}/{year} của {unit} không được chấp nhận: {reason}"),
        _REPORT,
        Act.FILE_REPORT,
    ),
    Kind.CORRECTION_WITHDRAWN: Line(
        gettext_noop("{unit} rút đề nghị đính chính số liệu tháng {month}/{year}"),
        _REPORT,
        Act.DECIDE_REPORT,
    ),
    Kind.PLAN_SUBMITTED: Line(gettext_noop("{unit} trình kế hoạch năm {year}"), _PLAN, Act.DECIDE_PLAN),
    Kind.PLAN_RETURNED: Line(
        gettext_noop("Kế hoạch năm {year} của {unit} bị trả lại: {reason}"), _PLAN, Act.SUBMIT_PLAN
    ),
    Kind.PLAN_APPROVED: Line(
        gettext_noop("Kế hoạch năm {year} của {unit} đã được duyệt"), _PLAN, Act.SUBMIT_PLAN
    ),
    Kind.AMENDMENT_SUBMITTED: Line(
        gettext_noop("{unit} trình điều chỉnh lần {number} kế hoạch năm {year}"), _PLAN, Act.DECIDE_PLAN
    ),
    Kind.AMENDMENT_RETURNED: Line(
        gettext_noop("Điều chỉnh lần {number} kế hoạch năm {year} của {unit} bị trả lại: {reason}"),
        _PLAN,
        Act.SUBMIT_PLAN,
    ),
    Kind.AMENDMENT_APPROVED: Line(
        gettext_noop("Điều chỉnh lần {number} kế hoạch năm {year} của {unit} đã được duyệt"),
        _PLAN,
        Act.SUBMIT_PLAN,
    ),
    Kind.AMENDMENT_LAPSED: Line(
        gettext_noop(
            "Điều chỉnh lần {number} kế hoạch năm {year} của {ended} không có hiệu lực: "
            "đơn vị đã kết thúc ngày {last_on}; "
            "{unit} kế tục, cần thì điều chỉnh kế hoạch của mình"
        ),
        _PLAN,
        Act.EDIT_PLAN,
    ),
    Kind.PLAN_HANDS_OUT: Line(
        gettext_noop("Kế hoạch năm {year} của {unit} giao {doer} {count} phần việc, chờ nhận"),
        Place.LEDGER,
        Act.HANDLE_TASK,
    ),
    Kind.PART_ASSIGNED: Line(gettext_noop("{unit} được giao việc «{title}»"), _PART, Act.HANDLE_TASK),
    Kind.PART_CHANGED: Line(
        gettext_noop("Phần việc của {unit} trong «{title}» được ghi lại"), _PART, Act.HANDLE_TASK
    ),
    Kind.PART_WITHDRAWN: Line(
        gettext_noop("{unit} thôi không phải làm phần việc trong «{title}»"), _TASK, Act.HANDLE_TASK
    ),
    Kind.PART_SENT_BACK: Line(
        gettext_noop("{unit} trả lại việc «{title}»: {reason}"), _PART, Act.HANDLE_TASK
    ),
    Kind.PART_SUBMITTED: Line(
        gettext_noop("{unit} báo hoàn thành «{title}», chờ xác nhận"), _PART, Act.HANDLE_TASK
    ),
    Kind.PART_CONFIRMED: Line(
        gettext_noop("Phần việc của {unit} trong «{title}» được xác nhận hoàn thành"), _PART, Act.HANDLE_TASK
    ),
    Kind.PART_RETURNED: Line(
        gettext_noop("{unit} phải làm tiếp «{title}»: {reason}"), _PART, Act.HANDLE_TASK
    ),
    Kind.PART_REOPENED: Line(
        gettext_noop("Phần việc của {unit} trong «{title}» được mở lại: {reason}"), _PART, Act.HANDLE_TASK
    ),
    Kind.HANDED_TAKEN_BACK: Line(
        gettext_noop("{superior} rút việc «{title}» đã giao {unit}: {reason}"), _TASK, Act.HANDLE_TASK
    ),
    Kind.HANDED_CHANGED: Line(
        gettext_noop("{superior} đổi số giao của «{title}» cho {unit}: {reason}"), _TASK, Act.HANDLE_TASK
    ),
    Kind.HANDED_ORDERED: Line(
        gettext_noop("{superior} yêu cầu {unit} điều chỉnh kế hoạch về «{title}»: {reason}"),
        _TASK,
        Act.HANDLE_TASK,
    ),
    Kind.EXTENSION_ASKED: Line(
        gettext_noop("{unit} xin gia hạn «{title}» đến {due_on}"), _PART, Act.HANDLE_TASK
    ),
    Kind.EXTENSION_GRANTED: Line(
        gettext_noop("«{title}» của {unit} được gia hạn đến {due_on}"), _PART, Act.HANDLE_TASK
    ),
    Kind.EXTENSION_REFUSED: Line(
        gettext_noop("Không đồng ý gia hạn «{title}» của {unit}: {reason}"), _PART, Act.HANDLE_TASK
    ),
    Kind.TASK_PAUSED: Line(gettext_noop("Tạm dừng «{title}»: {reason}"), _TASK, Act.HANDLE_TASK),
    Kind.TASK_CANCELLED: Line(gettext_noop("Hủy «{title}»: {reason}"), _TASK, Act.HANDLE_TASK),
    Kind.TASK_RESUMED: Line(gettext_noop("Tiếp tục «{title}»"), _TASK, Act.HANDLE_TASK),
    Kind.TASK_REMINDED: Line(
        gettext_noop("{unit} nhắc việc «{title}»: quá hạn {days} ngày làm việc"), _PART, Act.HANDLE_TASK
    ),
    Kind.TASK_REMINDED_AGAIN: Line(
        gettext_noop("{unit} nhắc lần hai việc «{title}»: quá hạn {days} ngày làm việc"),
        _PART,
        Act.HANDLE_TASK,
    ),
    Kind.TASK_CRITICISED: Line(
        gettext_noop("{unit} phê bình việc chậm thực hiện «{title}»: quá hạn {days} ngày làm việc"),
        _PART,
        Act.HANDLE_TASK,
    ),
    Kind.MENTIONED: Line(
        gettext_noop("{office} nhắc ông/bà trong trao đổi về «{title}»"), _TASK, settles=False
    ),
    Kind.QUESTION_PASSED: Line(
        gettext_noop("Câu hỏi cho {office} trong trao đổi về «{title}» nay chờ ông/bà trả lời"),
        _TASK,
        settles=False,
    ),
    Kind.ROLE_GRANTED: Line(
        gettext_noop("Ông/bà được giao vai trò {role} tại {unit} từ {starts_on}"), Place.ACCOUNT
    ),
    Kind.ROLE_ENDED: Line(
        gettext_noop("Vai trò {role} của ông/bà tại {unit} kết thúc, từ {ends_on} không còn"), Place.ACCOUNT
    ),
    Kind.DELEGATION_GIVEN: Line(
        gettext_noop("{delegate} làm thay {office}: {role} tại {unit}, từ {starts_on} đến hết {last_on}"),
        Place.ACCOUNT,
    ),
    Kind.DELEGATION_WITHDRAWN: Line(
        gettext_noop("{delegate} thôi làm thay {office}: {role} tại {unit}"), Place.ACCOUNT
    ),
    Kind.UNITS_REORGANISED: Line(gettext_noop("Sắp xếp đơn vị từ {effective_on} theo {basis}"), Place.UNITS),
}
REMINDED = {
    ReminderStep.FIRST: Kind.TASK_REMINDED,
    ReminderStep.SECOND: Kind.TASK_REMINDED_AGAIN,
    ReminderStep.CRITICISM: Kind.TASK_CRITICISED,
}
HALTED = {HaltKind.PAUSED: Kind.TASK_PAUSED, HaltKind.CANCELLED: Kind.TASK_CANCELLED}


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to one thing. subject: which (``report:12``).

    units: at which ``hears`` is asked; people: told in person. hears: where the kind's own act does not say it.
    """

    kind: Kind
    subject: str
    facts: Facts
    units: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    hears: Act | None = None

    @property
    def act(self) -> Act | None:
        return self.hears or LINES[self.kind].hears


def short(text: str) -> str:
    """On one line, with dots where it is too long for it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_FACT else line[: LONGEST_FACT - 1].rstrip() + "…"


Seat = tuple[Role, int]


def seats(act: Act | None, unit: int, tree: Tree) -> frozenset[Seat]:
    """Every role at every unit by which the act is allowed at the unit; act None: every role at the unit itself."""
    if act is None:
        return frozenset((role, unit) for role in Role)
    found = set[Seat]()
    for role, acts in TABLE.items():
        reach = acts.get(act)
        if reach is Reach.OWN:
            found.add((role, unit))
        elif reach is not None and unit in tree:
            above = tree.ancestors(unit)
            places = above[-1:] if reach is Reach.CHILDREN else [unit, *above]
            found |= {(role, place) for place in places}
    return frozenset(found)


def seats_of(news: News, tree: Tree) -> frozenset[Seat]:
    return frozenset(seat for unit in news.units for seat in seats(news.act, unit, tree))


def told(
    news: Iterable[News], holders: Mapping[Seat, frozenset[int]], tree: Tree, *, silent: frozenset[int]
) -> dict[tuple[int, str], News]:
    """(person, subject) -> the news they hear; of several about one thing the last. silent: who did it."""
    heard: dict[tuple[int, str], News] = {}
    for one in news:
        people = set(one.people)
        for seat in seats_of(one, tree):
            people |= holders.get(seat, frozenset())
        heard.update({(person, one.subject): one for person in people - silent})
    return heard


# --- Days on which no letter goes out -----------------------------------------------------------------------
