"""One thing that waits for a person, as their page shows it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhip.core.periodic import ReportPeriod


class CardKind(StrEnum):
    REPORT_RETURNED = "report_returned"
    REPORT_DUE = "report_due"
    REPORT_TO_DECIDE = "report_to_decide"
    PERIODIC_RETURNED = "periodic_returned"
    PERIODIC_DUE = "periodic_due"
    PERIODIC_TO_DECIDE = "periodic_to_decide"
    CORRECTION_TO_DECIDE = "correction_to_decide"
    REPORTS_MISSING = "reports_missing"
    PLAN_RETURNED = "plan_returned"
    PLAN_DUE = "plan_due"
    PLAN_TO_DECIDE = "plan_to_decide"
    AMENDMENT_RETURNED = "amendment_returned"
    ORDERS_TO_TAKE_IN = "orders_to_take_in"
    AMENDMENT_TO_DECIDE = "amendment_to_decide"
    DIRECTIVES_TO_REVIEW = "directives_to_review"
    PART_SENT_BACK = "part_sent_back"
    PART_TO_CONFIRM = "part_to_confirm"
    EXTENSION_TO_DECIDE = "extension_to_decide"
    PART_TO_RECEIVE = "part_to_receive"
    PART_DUE = "part_due"
    TASK_OVERDUE = "task_overdue"


class Urgency(StrEnum):
    RED = "red"
    AMBER = "amber"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that waits. days: past the due day (0 today, negative: still ahead); due_on None: no deadline.

    other: the unit on the other side of a part; part_id: where on the task's page; source_id: a document whose
    directives wait, total of them (directives_to_review). total: of a superior's orders, since due_on
    (orders_to_take_in).

    on_behalf_of: the office that delegated the decision. done of total: reports filed among those expected
    (reports_missing). period: of a report by period; total: of those that wait (periodic_to_decide).
    progress: last reported (task_overdue).
    """

    kind: CardKind
    urgency: Urgency
    unit: str
    code: str
    year: int
    due_on: date | None
    days: int
    month: int | None = None
    period: ReportPeriod | None = None
    task_id: int | None = None
    part_id: int | None = None
    source_id: int | None = None
    other: str = ""
    title: str = ""
    reason: str = ""
    done: int = 0
    total: int = 0
    progress: Decimal | None = None
    on_behalf_of: str = ""
