"""Indicators in the database: refreshing in any order, rebuilding and naive sums agree; who is expected; mergers."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.analytics.run import Engine
from nhip.apps.indicators.models import Figure
from nhip.apps.indicators.queries import catalogue
from nhip.apps.org import reorganising as reorg
from nhip.apps.rollups.exporting import export_figures
from nhip.apps.rollups.models import Dirty, IndicatorRollup
from nhip.apps.rollups.rebuilding import rebuild
from nhip.apps.rollups.refreshing import drain, pass_up
from nhip.apps.rollups.verifying import verify
from nhip.core.access import OPERATOR
from nhip.core.indicators import Frequency, Indicator
from nhip.core.rollup import layout_of, value_of
from nhip.core.targets import read_targets
from nhip.core.year_periods import SHAPES, parse_year_period
from nhip.cycle import reorganising
from tests import world
from tests.indicators import CATEGORIES, RULES, UNITS, aim, define, report, unit_of
from tests.stores import is_postgres

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def indicators(db: object) -> None:
    define()


def told(unit: str, code: str, period: str, category: str = "") -> tuple[Fraction | None, int, int]:
    """Value, reported, expected: as stored."""
    drain(now=world.NOW)
    indicator = catalogue().rules[code]
    row = IndicatorRollup.objects.filter(
        unit=unit_of(unit), indicator__code=code, category=category, year=int(period[:4])
    ).first()
    if row is None:
        return None, 0, 0
    states, shape = layout_of(indicator).read(row.states), parse_year_period(period).shape
    value = None if indicator.ratio is not None else value_of(indicator, states, shape)
    return value, states["reported"][shape] or 0, states["expected"][shape] or 0


def stored() -> dict[tuple[object, ...], tuple[str, str]]:
    rows = IndicatorRollup.objects.values_list(
        "unit_id", "indicator__code", "category", "year", "states", "targets"
    )
    return {row[:4]: (row[4], row[5]) for row in rows}


def test_the_sums_of_a_province_are_those_of_its_communes_and_their_own_of_units_between() -> None:
    report(("A1", "built", 3, "1.5"), ("B1", "built", 3, 2), ("A", "built", 3, 10))
    assert told("P", "built", "2020-03") == (Fraction("13.5"), 3, 3)
    assert told("A", "built", "2020-Q1") == (Fraction("11.5"), 2, 2)
    assert told("B", "built", "2020-04")[0] is None


def test_numbers_of_eighteen_digits_are_kept_to_the_last_one() -> None:
    report(("A1", "built", 3, "123456789012345678.000001"), ("B1", "built", 3, "0.000001"))
    assert Figure.objects.get(unit=world.unit("A1")).value == Decimal("123456789012345678.000001")
    assert told("P", "built", "2020")[0] == Fraction("123456789012345678.000002")


def test_in_a_year_of_figures_alone_nobody_is_expected_to_report_tasks() -> None:
    report(("A1", "built", 3, 2), year=2022)
    drain(now=world.NOW)
    assert verify(year=2022).differences == ()


def test_a_silent_unit_is_expected_and_missing() -> None:
    report(("A1", "homes", 1, 100), ("B1", "homes", 1, 50))
    report(("A1", "homes", 2, 110))
    assert told("P", "homes", "2020-02") == (Fraction(110), 1, 2)
    assert told("P", "homes", "2020-Q1") == (Fraction(160), 2, 2)


def test_a_unit_that_reports_for_the_first_time_is_expected_in_every_year_of_the_indicator() -> None:
    report(("A1", "homes", 1, 100), year=2019)
    assert told("P", "homes", "2019")[1:] == (1, 1)
    report(("B1", "homes", 3, 7))
    assert told("P", "homes", "2019")[1:] == (1, 2)
    assert told("P", "homes", "2020-04")[1:] == (0, 2)


def test_a_figure_taken_back_is_gone_from_every_total() -> None:
    report(("A1", "built", 3, 1), ("B1", "built", 3, 2))
    assert told("P", "built", "2020")[0] == 3
    report(("A1", "built", 3, None))
    assert told("P", "built", "2020") == (Fraction(2), 1, 1)


def test_what_was_reported_before_a_merger_inside_the_period_counts_once_and_for_the_heir() -> None:
    report(("A2", "homes", 1, 30), ("A3", "homes", 1, 12), ("A9", "homes", 3, 45))
    assert told("A", "homes", "2020-01") == (Fraction(42), 2, 2)
    assert told("A2", "homes", "2020-01")[0] == 30
    assert told("A9", "homes", "2020-01") == (None, 0, 0)
    assert told("A9", "homes", "2020-Q1")[0] == 45
    assert told("A", "homes", "2020-Q1") == (Fraction(45), 1, 1), "a stock is not counted twice"
    assert told("A2", "homes", "2020-Q1") == (None, 0, 0)
    report(("A9", "homes", 3, None))
    assert told("A9", "homes", "2020-Q1")[0] == 42


def test_targets_above_are_given_or_the_sum_and_follow_a_merger() -> None:
    aim(("A2", "built", "2020", 3), ("A3", "built", "2020", 4), ("B1", "built", "2020", 5))
    drain(now=world.NOW)

    def goal(unit: str) -> tuple[Decimal, bool]:
        row = IndicatorRollup.objects.get(unit=unit_of(unit), indicator__code="built", year=2020, category="")
        target = read_targets(row.targets)[parse_year_period("2020").shape]
        return target.value, target.is_sum

    assert goal("A9") == (Decimal(7), False)
    assert goal("A") == (Decimal(7), True)
    assert goal("P") == (Decimal(12), True)
    aim(("A", "built", "2020", 100))
    drain(now=world.NOW)
    assert goal("A") == (Decimal(100), False)
    assert goal("P") == (Decimal(105), True)


def test_the_years_target_of_a_commune_that_another_joins_is_added_to_the_others() -> None:
    aim(("A1", "built", "2020", 3), ("B1", "built", "2020", 5), ("B1", "built", "2020-Q4", 9))
    parts = (reorg.PartOfChange("A1", "B1"),)
    reorganising.reorganise(actor=OPERATOR, change=reorg.Change(date(2020, 5, 1), "NQ", parts), now=world.NOW)
    drain(now=world.NOW)
    row = IndicatorRollup.objects.get(unit=unit_of("P"), indicator__code="built", year=2020, category="")
    targets = read_targets(row.targets)
    assert targets[parse_year_period("2020").shape].value == 8
    assert targets[parse_year_period("2020-Q4").shape].value == 9


def test_a_weight_that_changes_changes_what_it_weighs() -> None:
    report(("A1", "far", 1, 10), ("B1", "far", 1, 20), ("A1", "homes", 1, 1), ("B1", "homes", 1, 1))
    assert told("P", "far", "2020-01")[0] == 15
    report(("B1", "homes", 1, 3))
    assert told("P", "far", "2020-01")[0] == Fraction(35, 2)


def test_a_derived_indicator_counts_whoever_reported_both() -> None:
    report(("A1", "poor", 1, 10), ("A1", "homes", 1, 100), ("B1", "poor", 1, 5))
    assert told("P", "rate", "2020-01")[1:] == (1, 2)


def test_one_refresh_a_parent_however_many_children_filed() -> None:
    report(*((unit, "built", 3, 1) for unit in ("A1", "A9", "B1")))
    drain(now=world.NOW)
    report(*((unit, "built", 3, 2) for unit in ("A1", "A9", "B1")))
    assert drain(now=world.NOW) == len(["A1", "A9", "B1", "A", "B", "P", "VN"])
    assert not Dirty.objects.exists()


def test_a_change_that_changes_nothing_above_stops_there() -> None:
    report(("A1", "least", 3, 5), ("A9", "least", 3, 1))
    drain(now=world.NOW)
    report(("A1", "least", 3, 4))
    assert drain(now=world.NOW) == len(["A1", "A"])


def test_stored_rollups_are_compared_with_the_facts() -> None:
    report(("A1", "built", 3, 1))
    drain(now=world.NOW)
    assert verify(year=2020).differences == ()
    row = IndicatorRollup.objects.get(unit=world.unit("A"), indicator__code="built", year=2020)
    row.states = row.states.replace("1000000", "2000000")
    row.save()
    wrong = verify(year=2020).differences
    assert {(one.unit.code, one.indicator, one.number) for one in wrong} == {("A", "built", "numerator")}
    assert (wrong[0].stored, wrong[0].computed) == ("2000000", "1000000")


class Stopped(Exception):
    """What a kill looks like from within."""


@pytest.mark.parametrize("after", range(0, 60, 3))
def test_a_refresh_stopped_at_any_statement_leaves_the_work_to_the_next(after: int) -> None:
    report(("A2", "homes", 1, 30), ("A1", "poor", 2, 5), ("B1", "homes", 2, 9), ("A9", "homes", 3, 8))
    drain(now=world.NOW)
    report(("A1", "homes", 2, 7), ("B1", "poor", 3, 2), ("A9", "built", 3, 1))
    left = [after]

    def stop(execute: Callable[..., object], sql: str, *rest: object) -> object:
        left[0] -= 1
        if left[0] < 0 and not sql.startswith(
            "ROLLBACK"
        ):  # the database itself takes back what was not ended
            raise Stopped
        return execute(sql, *rest)

    with connection.execute_wrapper(stop), suppress(Stopped):
        drain(now=world.NOW)
    drain(now=world.NOW)
    refreshed = stored()
    assert not Dirty.objects.exists()
    rebuild(year=2020, now=world.NOW)
    assert stored() == refreshed


def test_a_refresh_that_another_overtook_stores_nothing_older() -> None:
    """The other took the same marks and one more; what the first computed before is dropped."""
    report(("A1", "homes", 2, 7), ("A2", "homes", 2, 5))
    waiting = [True]

    def overtake(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if waiting and sql.startswith("SAVEPOINT"):  # computed, and about to be stored
            waiting.clear()
            report(("A1", "homes", 2, 70))
            drain(now=world.NOW)
        return execute(sql, *rest)

    with connection.execute_wrapper(overtake):
        drain(now=world.NOW)

    assert not waiting
    assert not Dirty.objects.exists()
    refreshed = stored()
    rebuild(year=2020, now=world.NOW)
    assert stored() == refreshed


def test_a_round_leaves_what_becomes_dirty_below_it_to_the_next() -> None:
    """So whoever stands above is refreshed although reports keep coming."""
    report(("A1", "homes", 2, 7))
    drain(now=world.NOW)
    report(("A1", "homes", 2, 8))
    coming = iter(range(9, 99))

    def keep_coming(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("DELETE") and "rollups_dirty" in sql:
            report(("A1", "homes", 2, next(coming)))
        return execute(sql, *rest)

    with connection.execute_wrapper(keep_coming):
        pass_up(now=world.NOW)

    assert {(one.unit_id, one.is_from_below) for one in Dirty.objects.filter(indicator__code="homes")} == {
        (world.unit("A1"), False)
    }
    drain(now=world.NOW)
    assert verify(year=2020).differences == ()


ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("report"),
            st.sampled_from(UNITS),
            st.sampled_from([one.code for one in RULES if one.ratio is None]),
            st.integers(1, 12),
            st.none() | st.decimals(-1000, 1000, places=6),
            st.sampled_from(["", "nu"]),
        ),
        st.tuples(
            st.just("aim"), st.sampled_from(UNITS), st.sampled_from(["built", "homes"]), st.integers(1, 99)
        ),
        st.just(("drain",)),
        st.just(("divide",)),
        st.just(("move",)),
    ),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ACTS)
def test_refreshing_in_any_order_is_rebuilding_and_is_naive_sums(acts: list[tuple[object, ...]]) -> None:
    with transaction.atomic():
        done: set[str] = set()
        for act in acts:
            _do(act, done)
        drain(now=world.NOW)
        refreshed = stored()
        assert verify(year=2020).differences == ()
        if "divide" not in done and "move" not in done:
            _compare_with_naive_sums()
        rebuild(year=2020, now=world.NOW)
        assert stored() == refreshed
        transaction.set_rollback(True)


# It computes from values, whichever engine they came from: on the second one two show that they come and go alike.
@pytest.mark.long
@settings(max_examples=2 if is_postgres() else 5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_a_rebuild_in_bulk_is_the_same_text(acts: list[tuple[object, ...]]) -> None:
    with transaction.atomic():
        done: set[str] = set()
        report(*_everything())
        for act in acts:
            _do(act, done)
        rebuild(year=2020, now=world.NOW)
        computed = stored()
        rebuild(year=2020, now=world.NOW, engine=Engine.DUCKDB)
        assert stored() == computed
        transaction.set_rollback(True)


def _everything() -> list[tuple[str, str, int, str | int | None]]:
    """Something of everybody and every indicator, for one act that stores it all."""
    return [
        (unit, one.code, month, month)
        for unit in UNITS
        for one in RULES
        if one.ratio is None
        for month in ((12,) if one.frequency is Frequency.YEAR else (1, 5, 12))
        if _is_there(unit, month)
    ]


def _is_there(unit: str, month: int) -> bool:
    return month == 1 if unit in ("A2", "A3") else unit != "A9" or month > 1


def _do(act: tuple[object, ...], done: set[str]) -> None:
    match act:
        case ("report", str(unit), str(code), int(month), value, str(category)):
            if code == "yearly":
                month = 12
            if not _is_there(unit, month):
                return
            kept = category if code in CATEGORIES else ""
            report((unit, code, month, None if value is None else str(value)), category=kept)
        case ("aim", str(unit), str(code), int(value)):
            period = "2020-01" if unit in ("A2", "A3") else "2020-Q3"
            aim((unit, code, period, value))
        case ("drain",):
            drain(now=world.NOW)
        case ("divide",) if "divide" not in done:
            done.add("divide")
            change = reorg.Change(
                date(2020, 5, 1),
                "NQ",
                (
                    reorg.PartOfChange("A1", "A9", Decimal("0.333333333333")),
                    reorg.PartOfChange("A1", "B1", Decimal("0.666666666667")),
                ),
            )
            reorganising.reorganise(actor=OPERATOR, change=change, now=world.NOW)
        case ("move",) if "move" not in done:
            done.add("move")
            reorganising.place_unit(
                actor=OPERATOR, code="A9", parent="B", starts_on=date(2020, 8, 1), now=world.NOW
            )


def _compare_with_naive_sums() -> None:
    """The province's sums of an amount, month by month, from the figures alone."""
    for shape, (_kind, first, last) in enumerate(SHAPES):
        figures = _figures_of("built", range(first, last + 1))
        found = IndicatorRollup.objects.filter(
            unit=world.unit("P"), indicator__code="built", category="", year=2020
        ).first()
        states = None if found is None else layout_of(Indicator("built")).read(found.states)
        value = None if states is None else value_of(Indicator("built"), states, shape)
        assert value == (sum(map(Fraction, figures)) if figures else None)


def _figures_of(code: str, months: Iterable[int]) -> list[Decimal]:
    rows = Figure.objects.filter(indicator__code=code, year=2020, month__in=list(months), category="")
    return list(rows.values_list("value", flat=True))


def test_files_of_figures_are_written_again_only_where_something_changed(
    settings: object, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
    report(("A1", "built", 3, "1.5"), ("B1", "poor", 3, 2))
    assert export_figures(year=2020) == (1, 1)
    folder = tmp_path / "facts" / "year=2020" / "province=P"
    (file,) = folder.iterdir()
    rows = "SELECT unit, indicator, category, month, CAST(value AS VARCHAR) FROM read_parquet(?) ORDER BY indicator"
    assert duckdb.execute(rows, [str(file)]).fetchall() == [
        (unit_of("A1"), "built", "", 3, "1.500000"),
        (unit_of("B1"), "poor", "", 3, "2.000000"),
    ]
    report(("A1", "built", 3, "1.5"))
    assert export_figures(year=2020) == (1, 0), "the same figure again changes nothing"
    report(("A1", "built", 3, 7))
    assert export_figures(year=2020) == (1, 1)
    (file,) = folder.iterdir()
    file.rename(file.with_name(".draft"))
    assert export_figures(year=2020) == (1, 1), "a partition that was not finished is written again"
    report(("A", "built", 3, 1), year=2019)
    assert export_figures(year=2019) == (1, 1)
