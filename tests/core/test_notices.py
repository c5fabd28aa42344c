"""docs/rules/notices.md, rule by rule."""

from datetime import date

import pytest

from nhip.core.access import Act, Actor, Grant, Role, grant_for
from nhip.core.notices import LINES, LONGEST_FACT, Kind, News, seats, short, told
from nhip.core.periods import Span
from nhip.core.units import Coded, History, Level, Named, Placed
from nhip.core.working_days import DaysOff, is_quiet, next_working_day

TODAY = date(2020, 5, 20)
P, A, A1 = 1, 2, 3
SPAN = Span(date(2019, 1, 1))
TREE = History(
    {P: Level.PROVINCE, A: Level.DISTRICT, A1: Level.COMMUNE},
    (Placed(P, None, SPAN), Placed(A, P, SPAN), Placed(A1, A, SPAN)),
    tuple(Named(unit, f"U{unit}", f"{unit}", SPAN) for unit in (P, A, A1)),
    tuple(Coded(unit, f"U{unit}", SPAN) for unit in (P, A, A1)),
).on(TODAY)


@pytest.mark.parametrize("act", list(Act))
def test_who_hears_is_who_may_act(act: Act) -> None:
    for unit in (P, A, A1):
        may = {
            (role, seat)
            for role in Role
            for seat in (P, A, A1)
            if grant_for(Actor(1, "x", (Grant(role, seat),)), act, unit, TREE) is not None
        }
        assert seats(act, unit, TREE) == may


def test_every_kind_has_its_line() -> None:
    assert LINES.keys() == set(Kind)


def test_the_last_of_several_news_about_one_thing_is_told_and_not_to_who_did_it() -> None:
    filed = News(Kind.REPORT_FILED, "report:1", {}, units=frozenset({A1}))
    returned = News(Kind.REPORT_RETURNED, "report:1", {}, units=frozenset({A1}), people=frozenset({9}))
    holders = {(Role.LEADER, A): frozenset({1, 2}), (Role.OFFICER, A1): frozenset({3})}

    heard = told([filed, returned], holders, TREE, silent=frozenset({2}))

    assert heard == {(1, "report:1"): filed, (3, "report:1"): returned, (9, "report:1"): returned}


def test_a_line_is_one_line() -> None:
    assert short("hai\n dòng") == "hai dòng"
    assert len(short("a" * 500)) == LONGEST_FACT


def test_weekends_and_holidays_are_quiet_but_for_days_worked_instead() -> None:
    saturday = date(2020, 5, 23)
    off = DaysOff(public=frozenset({date(2020, 5, 25)}), worked=frozenset({saturday}))

    assert not is_quiet(saturday, off)
    assert is_quiet(date(2020, 5, 24), off)
    assert next_working_day(date(2020, 5, 24), off) == date(2020, 5, 26)
    assert next_working_day(TODAY, off) == TODAY
