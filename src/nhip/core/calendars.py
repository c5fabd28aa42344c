"""When a month closes, when its report is due, and when a year's plan is due.

A reporting month closes before the calendar's does (Decree 09/2019/NĐ-CP, article 12: from the 15th of the
month before to the 14th). The days are dated facts of the unit, passed in: nothing here knows a deadline.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import MONTHS, Month, Span
from nhip.core.working_days import DaysOff, next_working_day

LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class ReportingCalendar:
    """The rule in force on a span of days for a unit and those below it.

    cut_off_day: last day of the month that still counts. due_day: day of the same month by which the report is
    filed. plan_due_month and plan_due_day: when the plan of a year is due, in that year.
    days_off: a term that would end on one of them ends with the next working day (Civil Code 91/2015/QH13, article
    148); None: it does not move.
    """

    unit: int
    span: Span
    cut_off_day: int
    due_day: int
    plan_due_month: int
    plan_due_day: int
    legal_basis: str = ""
    days_off: DaysOff | None = field(default=None, compare=False)


def check_calendar(cut_off_day: int, due_day: int, *, plan_due: tuple[int, int]) -> None:
    """plan_due: (month, day). Raises RuleBroken for days that no month has, or a due day not after the cut-off."""
    month, day = plan_due
    if not all(1 <= one <= LONGEST_MONTH for one in (cut_off_day, due_day, day)) or month not in MONTHS:
        raise RuleBroken(
            gettext_noop("Ngày trong lịch báo cáo phải từ 1 đến 31, tháng từ 1 đến 12."), field="due_day"
        )
    if due_day <= cut_off_day:
        raise RuleBroken(
            gettext_noop("Hạn nộp (ngày {due}) phải sau ngày chốt số liệu (ngày {cut_off})."),
            field="due_day",
            due=due_day,
            cut_off=cut_off_day,
        )


def day_of(month: Month, day: int) -> date:
    """That day of the month, or the month's last day where it is shorter."""
    last = month.shifted(1).first_day - timedelta(days=1)
    return last if day > last.day else last.replace(day=day)


def cut_off(month: Month, calendar: ReportingCalendar) -> date:
    """The last day that counts for the month."""
    return day_of(month, calendar.cut_off_day)


def begins_on(month: Month, calendar: ReportingCalendar) -> date:
    """The first day that counts for the month: the one after the cut-off of the month before."""
    return cut_off(month.shifted(-1), calendar) + timedelta(days=1)


def due_on(month: Month, calendar: ReportingCalendar) -> date:
    """The last day on which the month's report is in time."""
    return _worked(day_of(month, calendar.due_day), calendar)


def plan_due_on(year: int, calendar: ReportingCalendar) -> date:
    """The last day on which the plan of ``year`` is in time."""
    return _worked(day_of(Month(year, calendar.plan_due_month), calendar.plan_due_day), calendar)


def _worked(day: date, calendar: ReportingCalendar) -> date:
    return day if calendar.days_off is None else next_working_day(day, calendar.days_off)


def month_open_on(day: date, calendar: ReportingCalendar) -> Month:
    """The reporting month that ``day`` falls into."""
    month = Month.of(day)
    return month if day <= cut_off(month, calendar) else month.shifted(1)


def last_closed_month(day: date, calendar: ReportingCalendar) -> Month:
    """The newest month whose cut-off lies before ``day``."""
    return month_open_on(day, calendar).shifted(-1)
