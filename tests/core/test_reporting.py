from datetime import date
from decimal import Decimal

import pytest

from nhip.core.calendars import ReportingCalendar
from nhip.core.errors import Conflict, RuleBroken, RulesBroken
from nhip.core.periods import Month, Span
from nhip.core.reporting import (
    MOVES,
    ReportState,
    check_begun,
    check_editable,
    check_lines,
    check_move,
    check_version,
    check_writable,
    counted_on,
    is_late,
)

CALENDAR = ReportingCalendar(1, Span(date(2019, 1, 1)), 14, 20, 1, 15)


def test_a_report_for_a_period_that_has_not_begun_is_refused_naming_the_first_day() -> None:
    check_begun(Month(2020, 6), CALENDAR, today=date(2020, 5, 15))
    with pytest.raises(RuleBroken, match="2020-05-15"):
        check_begun(Month(2020, 6), CALENDAR, today=date(2020, 5, 14))


@pytest.mark.parametrize("state", [ReportState.FILED, ReportState.APPROVED])
def test_a_report_out_of_its_authors_hands_is_not_edited(state: ReportState) -> None:
    with pytest.raises(RuleBroken):
        check_editable(state)


def test_a_report_moves_only_as_the_table_says() -> None:
    for before in ReportState:
        for after in (ReportState.FILED, ReportState.RETURNED, ReportState.APPROVED):
            if (before, after) in MOVES:
                check_move(before, after)
            elif before is not ReportState.MISSING or after is not ReportState.FILED:
                with pytest.raises(RuleBroken):
                    check_move(before, after)


def test_a_report_changed_meanwhile_is_not_overwritten() -> None:
    check_version(3, 3)
    with pytest.raises(Conflict):
        check_version(4, 3)


def test_an_approved_report_is_closed_whatever_version_was_seen_and_a_filed_one_has_changed() -> None:
    with pytest.raises(RuleBroken, match="đã được duyệt"):
        check_writable(ReportState.APPROVED, stored=4, seen=3)
    with pytest.raises(Conflict):
        check_writable(ReportState.FILED, stored=4, seen=3)
    with pytest.raises(RuleBroken, match="chờ duyệt"):
        check_writable(ReportState.FILED, stored=4, seen=4)


def test_a_draft_may_have_gaps_a_filing_may_not_and_every_bad_cell_is_named() -> None:
    progress = {1: None, 2: Decimal(101), 3: Decimal(5)}
    with pytest.raises(RulesBroken) as draft:
        check_lines(progress, {3: ("x" * 4001, "")}, complete=False)
    assert set(draft.value.refusals) == {"progress-2", "text-3"}
    with pytest.raises(RulesBroken) as filing:
        check_lines(progress, {}, complete=True)
    assert set(filing.value.refusals) == {"progress-1", "progress-2"}


def test_late_is_after_the_due_day_and_a_missing_report_is_late_once_it_has_passed() -> None:
    due = date(2020, 5, 20)
    assert not is_late(date(2020, 5, 20), due, today=date(2020, 6, 1))
    assert is_late(date(2020, 5, 21), due, today=date(2020, 6, 1))
    assert not is_late(None, due, today=date(2020, 5, 20))
    assert is_late(None, due, today=date(2020, 5, 21))


def test_what_is_reported_belongs_to_the_cut_off_day_at_the_latest() -> None:
    assert counted_on(Month(2020, 5), CALENDAR, date(2020, 5, 19)) == date(2020, 5, 14)
    assert counted_on(Month(2020, 5), CALENDAR, date(2020, 5, 2)) == date(2020, 5, 2)
