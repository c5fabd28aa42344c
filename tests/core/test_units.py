"""Units over time on a hand-made history: U merges into W, V is divided between W and X (the smaller part)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.calendars import ReportingCalendar
from nhip.core.errors import NoCalendar, RuleBroken, UnknownUnit
from nhip.core.periods import Month, Span
from nhip.core.reorganisation import check_code_free, check_placement, check_shares
from nhip.core.units import Coded, DutyToReport, History, Level, Named, Placed, Succession
from nhip.core.vietnamese import unit_sort_key

START, MERGER = date(2019, 1, 1), date(2020, 2, 1)
EVE = date(2020, 1, 31)
N, D, U, V, W, X = range(1, 7)
OPEN, ENDED, BEGUN = Span(START), Span(START, MERGER), Span(MERGER)
SPANS = {N: OPEN, D: OPEN, U: ENDED, V: ENDED, W: BEGUN, X: OPEN}
NAMES = {N: "Cả nước", D: "Huyện Ba", U: "Xã U", V: "Xã V", W: "Xã W", X: "Xã X"}
CODES = {N: "N", D: "D", U: "7", V: "8", W: "7", X: "9"}
LEVELS = {
    N: Level.NATION,
    D: Level.DISTRICT,
    U: Level.COMMUNE,
    V: Level.COMMUNE,
    W: Level.COMMUNE,
    X: Level.COMMUNE,
}


def history(*, calendars: bool = True) -> History:
    parents = {N: None, D: N, U: D, V: D, W: D, X: D}
    return History(
        LEVELS,
        tuple(Placed(unit, parents[unit], span) for unit, span in SPANS.items()),
        tuple(Named(unit, name, unit_sort_key(name), SPANS[unit]) for unit, name in NAMES.items()),
        tuple(Coded(unit, code, SPANS[unit]) for unit, code in CODES.items()),
        tuple(DutyToReport(unit, SPANS[unit]) for unit in (U, V, W, X)),
        (
            Succession(MERGER, U, W, Decimal(1)),
            Succession(MERGER, V, X, Decimal("0.4"), 1),
            Succession(MERGER, V, W, Decimal("0.6"), 2),
        ),
        (ReportingCalendar(N, OPEN, 14, 20, 1, 15),) if calendars else (),
    )


def test_the_tree_of_a_day_holds_the_units_in_force_on_that_day() -> None:
    assert history().on(EVE).children(D) == (U, V, X)
    assert history().on(MERGER).children(D) == (W, X)


def test_a_code_is_read_as_of_the_day_and_may_change_bearer() -> None:
    assert (history().on(EVE).find("7"), history().on(MERGER).find("7")) == (U, W)


def test_an_unknown_code_is_refused_naming_code_and_day() -> None:
    with pytest.raises(UnknownUnit, match=r"«8».*2020-02-01"):
        history().on(MERGER).find("8")


def test_ancestors_run_from_the_root_down() -> None:
    assert history().on(EVE).ancestors(U) == (N, D)


def test_below_starts_with_the_unit_and_names_parents_before_children() -> None:
    assert list(history().on(EVE).below(N)) == [N, D, U, V, X]


def test_a_unit_is_within_itself_and_all_above_it_but_not_its_sibling() -> None:
    tree = history().on(EVE)
    assert tree.is_within(U, U)
    assert tree.is_within(U, N)
    assert not tree.is_within(U, V)
    assert not tree.is_within(W, D)  # not yet in force


def test_the_heir_of_a_merged_unit_is_the_unit_it_merged_into() -> None:
    assert history().main_successor(U, MERGER) == W
    assert history().main_successor(U, EVE) == U


def test_the_heir_of_a_divided_unit_is_the_one_with_the_largest_share() -> None:
    assert history().main_successor(V, MERGER) == W


def test_of_equal_shares_the_one_named_first_in_the_legal_text_inherits() -> None:
    even = History(
        LEVELS,
        history().placements,
        history().names,
        successions=(
            Succession(MERGER, V, X, Decimal("0.5"), 1),
            Succession(MERGER, V, W, Decimal("0.5"), 2),
        ),
    )
    assert even.main_successor(V, MERGER) == X


def test_a_unit_that_has_not_begun_has_no_heir() -> None:
    assert history().main_successor(W, EVE) is None


def test_predecessors_inside_a_period_are_those_that_ended_within_it() -> None:
    assert history().predecessors(W, date(2020, 2, 14), since=date(2020, 1, 15)) == {U, V}
    assert history().predecessors(W, date(2020, 3, 14), since=date(2020, 2, 15)) == frozenset()
    assert history().all_predecessors(W, date(2020, 3, 14)) == {U, V}


def test_a_calendar_is_that_of_the_nearest_unit_above() -> None:
    assert history().on(EVE).calendar(U).unit == N
    with pytest.raises(NoCalendar):
        history(calendars=False).on(EVE).calendar(U)


def test_the_tree_of_the_cut_off_day_decides_who_is_in_a_month() -> None:
    assert history().tree_for(U, Month(2020, 1)) is not None
    assert history().tree_for(U, Month(2020, 2)) is None
    assert history().tree_for(W, Month(2020, 1)) is None
    assert history().tree_for(W, Month(2020, 2)) is not None
    assert history(calendars=False).tree_for(U, Month(2020, 1)) is None


def test_while_a_period_runs_its_code_is_read_as_of_today_afterwards_as_of_the_cut_off() -> None:
    february = Month(2020, 2)
    assert history().bearer_in_month("7", february, today=date(2020, 1, 30)) == U
    assert history().bearer_in_month("7", february, today=date(2020, 2, 20)) == W
    with pytest.raises(UnknownUnit):
        history().bearer_in_month("8", february, today=date(2020, 2, 20))


def test_a_unit_that_is_gone_keeps_the_name_and_code_it_last_bore() -> None:
    line = history().line_then(U, date(2020, 5, 20))
    assert (line.name, line.code, line.parent) == ("Xã U", "7", None)
    assert history().last_day(U) == EVE
    assert history().last_day(W) is None


def test_a_placement_that_overlaps_the_units_own_is_refused() -> None:
    with pytest.raises(RuleBroken, match="chồng lên"):
        check_placement(history(), Placed(X, N, Span(date(2020, 3, 1))))


def test_a_placement_under_what_is_below_is_refused_as_a_cycle() -> None:
    with pytest.raises(RuleBroken, match="vòng tròn"):
        check_placement(_without(N), Placed(N, D, Span(MERGER)))


def test_a_unit_cannot_stand_under_itself() -> None:
    with pytest.raises(RuleBroken, match="vòng tròn"):
        check_placement(_without(X), Placed(X, X, Span(MERGER)))


def test_a_cycle_that_a_later_move_would_close_is_refused_too() -> None:
    facts = History(
        {1: Level.OFFICE, 2: Level.OFFICE, 3: Level.OFFICE},
        (Placed(1, None, Span(START)), Placed(2, 1, Span(START, MERGER)), Placed(2, 3, Span(MERGER))),
        tuple(Named(one, f"U{one}", "", Span(START)) for one in (1, 2, 3)),
        tuple(Coded(one, str(one), Span(START)) for one in (1, 2, 3)),
    )
    with pytest.raises(RuleBroken, match="vòng tròn"):
        check_placement(facts, Placed(3, 2, Span(START)))


def test_a_commune_cannot_stand_under_a_commune() -> None:
    with pytest.raises(RuleBroken, match="không thể nằm dưới"):
        check_placement(_without(X), Placed(X, W, Span(MERGER)))


def test_a_code_in_use_is_refused_on_every_day_it_is_in_use() -> None:
    with pytest.raises(RuleBroken, match="Xã X"):
        check_code_free(history(), "9", Span(date(2021, 1, 1)), None)
    check_code_free(history(), "8", Span(MERGER), None)


@pytest.mark.parametrize("shares", [("0.5", "0.4999999"), ("1.2", "-0.2"), ("0.7", "0.7")])
def test_shares_that_do_not_add_up_to_one_are_refused(shares: tuple[str, str]) -> None:
    links = [
        Succession(MERGER, V, target, Decimal(share)) for target, share in zip((W, X), shares, strict=True)
    ]
    with pytest.raises(RuleBroken, match="cộng lại bằng 1"):
        check_shares(links)


def test_two_shares_for_the_same_heir_are_refused() -> None:
    with pytest.raises(RuleBroken, match="hai phần"):
        check_shares([Succession(MERGER, V, W, Decimal("0.5")), Succession(MERGER, V, W, Decimal("0.5"))])


@given(st.integers(2, 40))
def test_equal_shares_of_any_number_of_heirs_pass_within_the_tolerance(heirs: int) -> None:
    share = (Decimal(1) / heirs).quantize(Decimal("1e-12"))
    check_shares(Succession(MERGER, V, 100 + index, share) for index in range(heirs))


def _without(unit: int) -> History:
    facts = history()
    kept = tuple(
        Placed(fact.unit, fact.parent, Span(START, MERGER)) if fact.unit == unit else fact
        for fact in facts.placements
    )
    return History(facts.levels, kept, facts.names, facts.codes)
