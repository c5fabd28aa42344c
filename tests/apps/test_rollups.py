"""The board against naive sums, incremental refresh against rebuild, and what mergers do to both."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.apps.reports.deciding import approve_report, return_report
from nhip.apps.rollups.background import LONGEST_WAIT, Refreshing
from nhip.apps.rollups.models import Dirty, ProgressRollup
from nhip.apps.rollups.rebuilding import rebuild
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.services import mark_dirty
from nhip.core.access import OPERATOR
from nhip.core.errors import NotAllowed, UnknownUnit
from nhip.core.periods import MONTHS, Month
from nhip.core.progress import PROGRESS, Cell, Light
from nhip.core.rollup import YearStates
from nhip.core.units import Level
from nhip.cycle.board import Board, board_as_json, pulse_board
from tests import world

pytestmark = pytest.mark.django_db
MAY, APRIL, FEBRUARY, JANUARY = Month(2020, 5), Month(2020, 4), Month(2020, 2), Month(2020, 1)


def board(code: str = "P", login: str | None = None, *, refresh: bool = True) -> Board:
    if refresh:
        drain(now=world.NOW)
    actor = OPERATOR if login is None else world.person(login)
    return pulse_board(actor=actor, code=code, year=2020, today=world.TODAY, now=world.NOW)


def cell(code: str, under: str, month: Month) -> Cell:
    found = board(under)
    row = next((row for row in found.rows if row.unit.code == code), found.total)
    return row.cells[month.number - 1]


def test_the_tree_on_the_cut_off_day_decides_who_is_expected() -> None:
    months = [one.expected for one in board("A").total.cells]
    assert months == [3, *[2] * 11]


def test_filed_figures_count_at_once_and_are_marked_until_approved() -> None:
    world.file("A1", MAY, 40)
    filed = cell("A1", "A", MAY)
    assert (filed.actual, filed.reported, filed.expected, filed.unapproved) == (Decimal(40), 1, 1, 1)


def test_approval_takes_the_mark_away_and_leaves_the_figures() -> None:
    world.file("A1", MAY, 40)
    assert cell("A1", "A", MAY).unapproved == 1
    approve_report(actor=world.person("leader.a"), code="A1", month=MAY, now=world.NOW)
    approved = cell("A1", "A", MAY)
    assert (approved.actual, approved.unapproved) == (Decimal(40), 0)


def test_a_returned_report_leaves_the_board() -> None:
    world.file("A1", MAY, 40)
    return_report(actor=world.person("leader.a"), code="A1", month=MAY, reason="Sai", now=world.NOW)
    assert (cell("A1", "A", MAY).actual, cell("A1", "A", MAY).reported) == (None, 0)


def test_planned_and_actual_of_a_district_cover_the_units_that_reported() -> None:
    world.file("A1", MAY, 40)
    district = cell("A", "P", MAY)
    one = Decimal(1 * 41 + 3 * 60) / 4
    assert (district.planned, district.actual) == (one.quantize(Decimal("0.01")), Decimal(40))
    assert (district.reported, district.expected) == (1, 2)


def test_last_months_progress_is_not_carried_forward() -> None:
    world.file("A1", APRIL, 40)
    assert cell("A1", "A", APRIL).actual == Decimal(40)
    assert cell("A1", "A", MAY).actual is None


def test_less_than_half_of_the_reports_gives_no_light() -> None:
    world.file("B1", MAY, 55)
    province = cell("P", "P", MAY)
    assert (province.reported, province.expected, province.light) == (1, 3, Light.NONE)
    world.file("A1", MAY, 55)
    assert cell("P", "P", MAY).light is Light.GREEN


def test_offices_are_in_the_sums_but_counts_are_of_communes() -> None:
    world.file("A.PDT", MAY, 10)
    assert cell("A.PDT", "A", MAY).reported == 1
    assert (cell("A", "P", MAY).reported, cell("A", "P", MAY).expected) == (0, 2)
    world.file("A1", MAY, 40)
    assert cell("A", "P", MAY).actual == Decimal(25)


def test_what_a_predecessor_reported_inside_the_period_maps_forward() -> None:
    world.file("A2", FEBRUARY, 17, now=world.at(date(2020, 1, 30)))
    successor = cell("A9", "A", FEBRUARY)
    assert (successor.actual, successor.reported, successor.expected) == (Decimal(17), 1, 1)
    assert cell("A", "P", FEBRUARY).reported == 1


def test_the_successors_own_report_goes_before_its_predecessors() -> None:
    world.file("A2", FEBRUARY, 17, now=world.at(date(2020, 1, 30)))
    world.file("A9", FEBRUARY, 30)
    assert cell("A9", "A", FEBRUARY).actual == Decimal(30)


def test_a_month_before_the_merger_stays_with_the_units_of_then() -> None:
    world.file("A2", JANUARY, 9, now=world.at(date(2020, 1, 16)))
    found = board("A")
    former = {row.unit.code: row for row in found.former}
    assert set(former) == {"A2", "A3"}
    assert former["A2"].until == date(2020, 1, 31)
    assert former["A2"].cells[0].actual == Decimal(9)
    assert next(row for row in found.rows if row.unit.code == "A9").cells[0].expected == 0
    assert (found.total.cells[0].reported, found.total.cells[0].expected) == (1, 3)


def test_the_plan_of_a_district_is_not_changed_by_a_merger_inside_it() -> None:
    assert set(progress("A")["all_weight"]) == {16}


def test_tasks_done_before_a_merger_stay_done_where_the_unit_went() -> None:
    from nhip.apps.org import reorganising as reorg
    from nhip.cycle import reorganising

    world.file("A1", APRIL, 100, approve=True)
    change = reorg.Change(date(2020, 5, 1), "NQ", (reorg.PartOfChange("A1", "A9"),))
    moved = reorganising.reorganise(actor=OPERATOR, change=change, now=world.NOW)
    assert moved.parts == 0  # done tasks stay with the unit that did them
    world.file("A9", MAY, 10)
    assert cell("A9", "A", MAY).actual == Decimal(100 * 4 + 10 * 8) / 12
    assert cell("A9", "A", MAY).tasks == 6


def test_a_board_refuses_who_may_not_see_the_unit() -> None:
    for login in ("officer.a1", "leader.c", "officer.stc"):
        with pytest.raises(NotAllowed):
            board("P", login)
    with pytest.raises(UnknownUnit):
        board("A2")


def test_a_change_waits_for_the_worker_and_the_board_says_so() -> None:
    world.file("A1", MAY, 40)
    stale = board("P", refresh=False)
    assert (stale.is_current, stale.as_of, stale.total.cells[4].reported) == (False, world.NOW, 0)
    assert board("P").is_current
    assert not Dirty.objects.exists()


def test_the_worker_waits_for_a_look_that_finds_nothing_new_but_not_for_long() -> None:
    passed = 0.0
    look = Refreshing(lambda: passed)
    drain(now=world.NOW)
    look()
    for month in (1, 2, 3):
        world.file("A1", Month(2020, month), 40)
        passed = LONGEST_WAIT * (month - 1) / 3
        look()
        assert Dirty.objects.exists(), "more keeps coming"
    world.file("A1", Month(2020, 4), 40)
    passed = LONGEST_WAIT
    look()
    assert not Dirty.objects.exists(), "the oldest has waited long"
    world.file("B1", MAY, 40)
    look()
    assert Dirty.objects.exists()
    look()
    assert not Dirty.objects.exists(), "nothing new has come"


def test_one_refresh_a_parent_however_many_children_filed() -> None:
    for code in ("A1", "A9", "A.PDT"):
        world.file(code, MAY, 10)
    assert drain(now=world.NOW) == 3 + len(("A", "P", "VN"))


def test_a_parent_that_changed_itself_waits_for_its_children() -> None:
    mark_dirty(units=[world.unit(code) for code in ("VN", "A", "A1", "B1")], years=[2020], now=world.NOW)
    assert drain(now=world.NOW) == len(["A1", "B1", "A", "B", "P", "VN"])


def test_a_commune_shows_its_tasks_and_tasks_outside_the_plan_apart() -> None:
    from nhip.core.plans import TaskDraft
    from nhip.cycle import planning

    draft = TaskDraft("Đột xuất", "", date(2020, 4, 1), date(2020, 6, 1), 50)
    form = planning.TaskForm(draft, lead="A1", is_outside_plan=True)
    planning.save_task(
        actor=world.person("officer.a1"), code="A1", year=2020, task_id=None, form=form, now=world.NOW
    )
    world.file("A1", MAY, 40)
    found = board("A1", "officer.a1")
    assert [row.title for row in found.tasks] == ["Việc sáu tháng", "Việc cả năm"]
    assert [row.title for row in found.outside_plan] == ["Đột xuất"]
    assert found.tasks[0].cells[4].actual == Decimal(40)
    assert found.total.cells[4].tasks == 2
    assert found.total.cells[4].actual == Decimal(40)


def test_a_level_lists_every_unit_of_that_level_below() -> None:
    found = pulse_board(
        actor=OPERATOR, code="P", year=2020, today=world.TODAY, now=world.NOW, level=Level.COMMUNE
    )
    assert [row.unit.code for row in found.rows] == ["A1", "A9", "B1"]
    assert found.levels == (Level.COMMUNE,)


def test_the_json_of_the_board_has_its_shape() -> None:
    world.file("A1", MAY, 33)
    told = board_as_json(board())
    assert set(told) == {"unit", "year", "as_of", "rows"}
    for row in told["rows"]:  # type: ignore[attr-defined]
        assert set(row) == {"unit", "name", "months"}
        assert [month["month"] for month in row["months"]] == list(range(1, 13))
        for month in row["months"]:
            assert set(month) == {"month", "planned", "actual", "reported", "expected", "light"}
            assert isinstance(month["reported"], int)
            assert isinstance(month["expected"], int)


@pytest.mark.parametrize("code", ["P", "A"])
def test_a_board_costs_three_statements_whatever_the_number_of_units(
    code: str, django_assert_num_queries: Callable[[int], object]
) -> None:
    board(code)
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        board(code, refresh=False)


def test_a_year_in_which_nothing_happened_yet_expects_whom_the_tree_says() -> None:
    found = pulse_board(actor=OPERATOR, code="P", year=2021, today=world.TODAY, now=world.NOW)
    assert [cell.expected for cell in found.total.cells] == [3] * 12
    assert {cell.actual for cell in found.total.cells} == {None}


def test_whoever_must_report_is_expected_with_or_without_a_plan() -> None:
    mark_dirty(units=[world.unit("A1")], years=[2021], now=world.NOW)
    drain(now=world.NOW)
    found = pulse_board(actor=OPERATOR, code="P", year=2021, today=world.TODAY, now=world.NOW)
    assert [cell.expected for cell in found.total.cells] == [3] * 12


FILINGS = st.lists(
    st.tuples(
        st.sampled_from(["A1", "A9", "A.PDT", "B1"]),
        st.sampled_from([3, 4, 5]),
        st.decimals(0, 100, places=2),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one[:2],
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(FILINGS)
def test_incremental_refresh_rebuild_and_naive_sums_agree(
    filings: list[tuple[str, int, Decimal, bool]],
) -> None:
    from django.db import transaction

    with transaction.atomic():
        for code, month, progress, approve in filings:
            world.file(code, Month(2020, month), progress, approve=approve)
            drain(now=world.NOW)
        refreshed = _stored()
        _compare_with_naive_sums(filings)
        rebuild(year=2020, now=world.NOW)
        assert _stored() == refreshed
        transaction.set_rollback(True)


def _stored() -> dict[int, str]:
    return dict(ProgressRollup.objects.filter(year=2020).values_list("unit_id", "states"))


def progress(code: str) -> YearStates:
    return PROGRESS.read(ProgressRollup.objects.get(unit=world.unit(code), year=2020).states)


def _compare_with_naive_sums(filings: list[tuple[str, int, Decimal, bool]]) -> None:
    weight_of = {"A1": 4, "A9": 8, "A.PDT": 4, "B1": 4}
    province = progress("P")
    for month in MONTHS:
        told = [(code, progress) for code, number, progress, _approve in filings if number == month]
        assert province["actual"][month - 1] == sum(
            weight_of[code] * int(progress * 100) for code, progress in told
        )
        assert province["weight"][month - 1] == sum(weight_of[code] for code, _progress in told)
        assert province["last_month"][month - 1] == (month if told else None)


def test_a_year_first_marked_while_others_are_refreshed_is_built_as_a_whole() -> None:
    """Everybody is expected then, not only the unit that changed."""
    mark_dirty(units=[world.unit("A1")], years=[2020], now=world.NOW)
    waiting = [2021]

    def another_comes(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if waiting and sql.startswith("DELETE") and "rollups_dirty" in sql:
            mark_dirty(units=[world.unit("A1")], years=[waiting.pop()], now=world.NOW)
        return execute(sql, *rest)

    with connection.execute_wrapper(another_comes):
        drain(now=world.NOW)

    assert not waiting
    kept = set(ProgressRollup.objects.filter(year=2021).values_list("unit_id", "states"))
    rebuild(year=2021, now=world.NOW)
    assert kept == set(ProgressRollup.objects.filter(year=2021).values_list("unit_id", "states"))
    assert len(kept) > 1
