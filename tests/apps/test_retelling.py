"""Everything told on the boundaries of one day: totals are conserved, shares are marked, nothing is stored."""

from datetime import date
from decimal import Decimal

import pytest

from nhip.apps.indicators.queries import catalogue
from nhip.apps.org import ground
from nhip.apps.org import reorganising as reorg
from nhip.apps.rollups.models import IndicatorRollup
from nhip.apps.rollups.queries import progress_of
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.retelling import Retold, figures_on, progress_on
from nhip.apps.rollups.year_ground import YearGround
from nhip.core.access import OPERATOR
from nhip.core.periods import MONTHS, Month, Span
from nhip.core.progress import PROGRESS
from nhip.core.rollup import Fold
from nhip.core.units import Coded, History, Level, Placed
from nhip.core.year_periods import parse_year_period
from nhip.cycle import reorganising
from nhip.cycle.indicator_board import indicator_board
from tests import world
from tests.indicators import define, report, unit_of

pytestmark = pytest.mark.django_db
JANUARY, YEAR = parse_year_period("2020-01"), parse_year_period("2020")


@pytest.fixture(autouse=True)
def indicators(db: object) -> None:
    define()


def retold(code: str, root: str = "P", on: date = world.TODAY) -> Retold:
    tree = ground.current().history.on(on)
    return figures_on(root=unit_of(root), tree=tree, year=2020, code=code, category="", known=catalogue())


def divide() -> None:
    """A1 goes to A9 by a third, to B1 by two."""
    parts = (
        reorg.PartOfChange("A1", "A9", Decimal("0.333333333333")),
        reorg.PartOfChange("A1", "B1", Decimal("0.666666666667")),
    )
    reorganising.reorganise(actor=OPERATOR, change=reorg.Change(date(2020, 5, 1), "NQ", parts), now=world.NOW)


def test_a_merged_commune_stands_with_its_heir_in_every_month() -> None:
    report(("A2", "built", 1, 3), ("A3", "built", 1, 4), ("A9", "built", 3, 5))
    found = retold("built")
    assert found.shown[JANUARY][unit_of("A9")].value == 7
    assert found.shown[YEAR][unit_of("A9")].value == 12
    assert unit_of("A2") not in found.shown[JANUARY]
    assert not found.apportioned


def test_a_divided_commune_is_shared_out_and_said_so_but_not_where_all_of_it_is() -> None:
    report(("A1", "built", 1, 10), ("B1", "built", 1, 1))
    divide()
    found = retold("built")
    shown = {code: found.shown[JANUARY][unit_of(code)].value for code in ("A9", "B1", "P")}
    assert shown == {"A9": Decimal("3.333333"), "B1": Decimal("7.666667"), "P": Decimal(11)}
    flagged = {unit for unit, period in found.apportioned if period == JANUARY}
    assert {unit_of("A9"), unit_of("B1"), unit_of("A"), unit_of("B")} <= flagged
    assert unit_of("P") not in flagged


def test_told_on_the_day_before_a_merger_the_figures_stay_where_they_were() -> None:
    report(("A2", "built", 1, 3))
    found = retold("built", on=date(2020, 1, 31))
    assert found.shown[JANUARY][unit_of("A2")].value == 3


def test_the_board_names_the_division_and_its_shares() -> None:
    report(("A1", "built", 1, 10))
    divide()
    board = indicator_board(
        actor=OPERATOR,
        code="P",
        year=2020,
        indicator="built",
        is_today=True,
        today=world.TODAY,
        now=world.NOW,
    )
    (division,) = board.divisions
    assert (division.on, division.name) == (date(2020, 5, 1), "Xã Ánh")
    assert [share for _name, share, _basis, _assumed in division.parts] == [
        Decimal("0.333333333333"),
        Decimal("0.666666666667"),
    ]


def test_nothing_is_stored_of_what_is_told_otherwise() -> None:
    report(("A1", "built", 1, 10))
    drain(now=world.NOW)
    before = list(IndicatorRollup.objects.order_by("pk").values_list())
    retold("built")
    assert list(IndicatorRollup.objects.order_by("pk").values_list()) == before


def test_progress_on_todays_boundaries_adds_up_to_the_same_whole() -> None:
    world.file("A2", Month(2020, 1), 9, now=world.at(date(2020, 1, 16)))
    world.file("A1", Month(2020, 3), 40)
    world.file("A9", Month(2020, 4), 20)
    world.file("A.PDT", Month(2020, 4), 20)
    drain(now=world.NOW)
    tree = ground.current().history.on(world.TODAY)
    root = tree.find("VN")
    told = progress_on(root=root, tree=tree, year=2020)
    stored, _pending = progress_of(units=[root], year=2020)
    for name, fold in zip(PROGRESS.names, PROGRESS.folds, strict=True):
        if fold is Fold.SUM:
            assert [told[root][name][month - 1] for month in MONTHS] == [
                stored[root][name][month - 1] for month in MONTHS
            ], name
    assert told[unit_of("A9")]["actual"][0] == 8 * 900 // 2
    assert told[unit_of("A9")]["reported"][0] == 1


def test_progress_of_a_commune_that_moved_away_is_told_where_it_is_today_and_nowhere_else() -> None:
    world.file("A1", Month(2020, 1), 10, now=world.at(date(2020, 1, 16)))
    reorganising.place_unit(actor=OPERATOR, code="A1", parent="B", starts_on=date(2020, 5, 1), now=world.NOW)
    drain(now=world.NOW)
    tree = ground.current().history.on(world.TODAY)
    for code, reported in (("A", 0), ("B", 1), ("P", 1)):
        told = progress_on(root=tree.find(code), tree=tree, year=2020)
        assert told[tree.find(code)]["reported"][0] == reported, code


def test_what_a_dissolved_commune_reported_stays_with_the_unit_above_it() -> None:
    report(("B1", "built", 1, 10))
    world.file("B1", Month(2020, 1), 10, now=world.at(date(2020, 1, 16)))
    reorganising.reorganise(
        actor=OPERATOR, change=reorg.Change(date(2020, 5, 1), "NQ", (), dissolves=("B1",)), now=world.NOW
    )
    drain(now=world.NOW)
    shown = retold("built").shown[JANUARY]
    assert {shown[unit_of(code)].value for code in ("B", "P")} == {Decimal(10)}
    tree = ground.current().history.on(world.TODAY)
    assert progress_on(root=tree.find("B"), tree=tree, year=2020)[tree.find("B")]["reported"][0] == 1


def test_units_that_change_places_within_a_year_have_a_line_that_ends() -> None:
    first, then = Span(date(2020, 1, 1), date(2020, 7, 1)), Span(date(2020, 7, 1))
    history = History(
        {1: Level.NATION, 2: Level.PROVINCE},
        placements=(Placed(1, None, first), Placed(2, 1, first), Placed(2, None, then), Placed(1, 2, then)),
        codes=(Coded(1, "one", Span(date(2020, 1, 1))), Coded(2, "two", Span(date(2020, 1, 1)))),
    )
    around = YearGround(ground.Ground(history, ()), 2020)
    assert around.last_line(1) == (2,)
    assert around.last_line(2) == (1,)
