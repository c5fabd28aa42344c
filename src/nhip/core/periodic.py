"""Reports by period: a week's, month's, quarter's, half-year's, nine months', year's; who owes them, and until when.

A period of months begins and closes with its months (core.calendars); only the term, until when the report is filed,
is its own. Terms are dated law in rows: which regime, for which units, in force from when to when.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from nhip.core import calendars
from nhip.core.calendars import LONGEST_MONTH, ReportingCalendar, day_of
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.figures import ALWAYS
from nhip.core.periods import Month, Span
from nhip.core.units import TERRITORIAL, Level, Tree
from nhip.core.working_days import next_working_day
from nhip.core.year_periods import PeriodKind, YearPeriod, year_periods

SUNDAY, THURSDAY = 7, 4
MOST_MONTHS_LATER = 3


class Regime(StrEnum):
    """How often a report is made."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Week:
    """A week of ISO 8601, Monday to Sunday; its year is that of its Thursday."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def month(self) -> Month:
        """The month of its Thursday."""
        return Month.of(date.fromisocalendar(self.year, self.number, THURSDAY))


ReportPeriod = YearPeriod | Week
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")


def regime_of(period: ReportPeriod) -> Regime:
    return Regime.WEEK if isinstance(period, Week) else Regime(period.kind.value)


def last_month(period: ReportPeriod) -> Month:
    """The month whose calendar, and whose boundaries, rule the period."""
    return period.month if isinstance(period, Week) else Month(period.year, period.last)


def months_told(period: ReportPeriod) -> int:
    """How many months the report tells of, as outlines write it; 0: a week."""
    return 0 if isinstance(period, Week) else len(period.months)


def weeks_of(year: int) -> tuple[Week, ...]:
    """The 52 or 53 weeks of a year."""
    last = date(year, 12, 28).isocalendar().week
    return tuple(Week(year, number) for number in range(1, last + 1))


def periods_of(regime: Regime, year: int) -> tuple[ReportPeriod, ...]:
    """All periods of a regime in a year, in order."""
    if regime is Regime.WEEK:
        return weeks_of(year)
    return tuple(one for one in year_periods(year) if one.kind == PeriodKind(regime.value))


def parse_report_period(text: str) -> ReportPeriod:
    """Read a period as it is written: 2020-W12, 2020-03, 2020-Q1, 2020-H1, 2020-9M, 2020. Raises RuleBroken."""
    found = _WEEK.fullmatch(text)
    known: Iterable[ReportPeriod] = ()
    if found is not None:
        known = weeks_of(Month(int(found[1]), 1).year)
    elif re.match(r"[0-9]{4}(-|$)", text):
        known = (one for one in year_periods(int(text[:4])) if one.kind is not PeriodKind.YEAR_TO_DATE)
    for one in known:
        if str(one) == text:
            return one
    raise RuleBroken(
        gettext_noop(
            "Kỳ báo cáo «{text}» không đọc được: viết 2020-W12, 2020-03, 2020-Q1, 2020-H1, 2020-9M hoặc 2020."
        ),
        field="period",
        text=text[:40],
    )


@dataclass(frozen=True, slots=True)
class Term:
    """Until when the reports of a regime are filed.

    due_day: of the month ``months_later`` after the period's last one; of a week its weekday, 1 (Monday) to 7.
    due_time: of that day, None for its end. level: of the units that owe them, None for all. source: the act.
    """

    regime: Regime
    due_day: int
    months_later: int = 0
    due_time: time | None = None
    level: Level | None = None
    span: Span = ALWAYS
    source: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """at: of the day, None for its end."""

    day: date
    at: time | None = None


def check_term(one: Term) -> None:
    """Raises RuleBroken for a day that no week or month has."""
    most = SUNDAY if one.regime is Regime.WEEK else LONGEST_MONTH
    if not 1 <= one.due_day <= most:
        raise RuleBroken(
            gettext_noop("Ngày đến hạn phải từ 1 đến {most} (báo cáo tuần: 1 là thứ Hai, 7 là Chủ nhật)."),
            field="due_day",
            most=most,
        )
    latest = 0 if one.regime is Regime.WEEK else MOST_MONTHS_LATER
    if not 0 <= one.months_later <= latest:
        raise RuleBroken(
            gettext_noop("Hạn nộp muộn nhất là {most} tháng sau tháng cuối kỳ; báo cáo tuần nộp trong tuần."),
            field="months_later",
            most=MOST_MONTHS_LATER,
        )


def check_terms(rows: Iterable[Term]) -> None:
    """One rule for one report. Raises RuleBroken for two rows that meet."""
    kept: list[Term] = []
    for one in rows:
        if any(
            (one.regime, one.level) == (other.regime, other.level) and one.span.meets(other.span)
            for other in kept
        ):
            raise RuleBroken(
                gettext_noop(
                    "Hai dòng cùng quy định hạn nộp cho một chế độ báo cáo («{regime}»); ghi ngày hết hiệu lực."
                ),
                field="ends_before",
                regime=one.regime.value,
            )
        kept.append(one)


def term_for(
    of: Mapping[int | None, Collection[Term]], above: Iterable[int], level: Level, period: ReportPeriod
) -> Term | None:
    """The term that rules a unit's report: that of the nearest unit that has one for the regime, else the common one.

    of: owner -> rows, None for the common ones; above: the unit and those above it, upwards. The rule in force on the
    first day of the period's last month (of a week: on its Monday) counts; one for the level before one for all.
    """
    on = period.monday if isinstance(period, Week) else last_month(period).first_day
    regime = regime_of(period)
    for owner in (*above, None):
        fitting = [
            one
            for one in of.get(owner, ())
            if one.regime is regime and one.level in (None, level) and one.span.covers(on)
        ]
        if fitting:
            return max(fitting, key=lambda one: one.level is not None)
    return None


def owes(unit: int, period: ReportPeriod, tree: Tree) -> bool:
    """Whether the unit, given a term, makes a report of the period on the tree of its cut-off.

    Longer than a month: whoever reports itself, or has units below that do. A month or a week: the latter alone, as the
    former's monthly report is another. Never a department, office or organisation, whose work is told of by the unit
    that it serves; never the root: there is nobody above to read it.
    """
    if unit not in tree or tree.parent(unit) is None or tree.level(unit) not in TERRITORIAL:
        return False
    below = any(one in tree.reporting for one in tree.below(unit) if one != unit)
    return below or (months_told(period) > 1 and unit in tree.reporting)


# --- Days -------------------------------------------------------------------------------------------------------


def begins_on(period: ReportPeriod, term: Term, calendar: ReportingCalendar) -> date:
    """The first day of which the report tells."""
    if isinstance(period, Week):
        return closes_on(period, term, calendar) - timedelta(days=6)
    return calendars.begins_on(Month(period.year, period.first), calendar)


def closes_on(period: ReportPeriod, term: Term, calendar: ReportingCalendar) -> date:
    """The last day of which the report tells; of a week the day on which it is due."""
    if isinstance(period, Week):
        return date.fromisocalendar(period.year, period.number, term.due_day)
    return calendars.cut_off(last_month(period), calendar)


def due(period: ReportPeriod, term: Term, calendar: ReportingCalendar) -> Due:
    """Until when the report is in time. Where the calendar moves terms off days off, to the next working day."""
    if isinstance(period, Week):
        day = closes_on(period, term, calendar)
    else:
        day = day_of(last_month(period).shifted(term.months_later), term.due_day)
    return Due(day if calendar.days_off is None else next_working_day(day, calendar.days_off), term.due_time)


def is_late(filed_at: datetime | None, until: Due, *, now: datetime) -> bool:
    """Filed after the term, or not yet filed when it has passed. Moments in the office's time zone."""
    moment = filed_at or now
    if moment.date() != until.day:
        return moment.date() > until.day
    return until.at is not None and moment.time() > until.at


def check_begun(begins: date, *, today: date) -> None:
    """Raises RuleBroken for a period whose first day lies ahead."""
    if today < begins:
        raise RuleBroken(
            gettext_noop("Kỳ báo cáo này chưa bắt đầu: kỳ mở từ {first}."), field="period", first=begins
        )


def check_open(closes: date, *, today: date) -> None:
    """Raises RuleBroken for filing a period before its last day."""
    if today < closes:
        raise RuleBroken(
            gettext_noop("Kỳ này còn chạy đến {last}: từ ngày đó mới nộp được báo cáo; lưu nháp thì được."),
            field="period",
            last=closes,
        )


# --- Words of shorter reports -----------------------------------------------------------------------------------


def told_before(
    period: ReportPeriod, texts: Mapping[ReportPeriod, Mapping[str, str]]
) -> dict[str, tuple[tuple[ReportPeriod, str], ...]]:
    """What the unit's shorter reports inside the period say, by section: the longest of them, no day told twice.

    texts: period -> code of a section -> text. Of a month its weeks; of a year nine months and the fourth quarter
    before twelve months.
    """
    inside = [one for one in texts if one != period and _is_inside(one, period) and texts[one]]
    kept: list[ReportPeriod] = []
    for one in sorted(inside, key=lambda one: (-months_told(one), str(one))):
        if not any(_overlap(one, other) for other in kept):
            kept.append(one)
    found: dict[str, list[tuple[ReportPeriod, str]]] = {}
    for one in sorted(kept, key=_first_day):
        for code, text in texts[one].items():
            found.setdefault(code, []).append((one, text))
    return {code: tuple(several) for code, several in found.items()}


def _is_inside(one: ReportPeriod, period: ReportPeriod) -> bool:
    if isinstance(period, Week):
        return False
    if isinstance(one, Week):
        return last_month(one).year == period.year and last_month(one).number in period.months
    return one.year == period.year and one.first >= period.first and one.last <= period.last


def _overlap(one: ReportPeriod, other: ReportPeriod) -> bool:
    """other: the longer one, or as long."""
    if isinstance(one, Week) or isinstance(other, Week):
        return _is_inside(one, other)
    return one.year == other.year and not set(one.months).isdisjoint(other.months)


def _first_day(period: ReportPeriod) -> date:
    return period.monday if isinstance(period, Week) else Month(period.year, period.first).first_day
