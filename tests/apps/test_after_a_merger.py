"""Beside a report of a unit that came out of a merger: the sums and the words of the units before it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from nhip.apps.indicators.services import define_indicators
from nhip.apps.org import ground
from nhip.apps.reports.figures import FigureRow, FromBefore
from nhip.apps.reports.queries import ReportPage, report_page
from nhip.apps.reports.services import Submission, file_report
from nhip.core.access import OPERATOR
from nhip.core.figures import Cell
from nhip.core.indicators import OverUnits
from nhip.core.inheritance import Inherited, added, shares_then
from nhip.core.periods import Month
from nhip.core.units import Succession
from tests import outlines, reported, world

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY = Month(2020, 1), Month(2020, 2)
EVE = world.at(date(2020, 1, 30))


@pytest.fixture(autouse=True)
def indicators(db: object, tmp_path: Path) -> None:
    reported.define()
    outlines.load(tmp_path)


def file_january(code: str, figures: Mapping[Cell, int], results: str) -> None:
    file_report(
        actor=world.person(f"officer.{code.lower()}", on=EVE.date()),
        code=code,
        month=JANUARY,
        submission=Submission(
            world.lines(code, JANUARY, 10, today=EVE.date()),
            0,
            {cell: Decimal(value) for cell, value in figures.items()},
            sections={"results": results},
        ),
        now=EVE,
    )


def page(month: Month = FEBRUARY, code: str = "A9") -> ReportPage:
    return report_page(actor=OPERATOR, code=code, month=month, today=world.TODAY)


def rows(month: Month = FEBRUARY, code: str = "A9") -> dict[Cell, FigureRow]:
    return {row.cell: row for row in page(month, code).figures}


def test_the_sum_of_the_predecessors_stands_beside_the_cell_and_says_whose_it_is() -> None:
    file_january("A2", reported.FULL, "Ân đã làm")
    file_january("A3", {**reported.FULL, ("homes", ""): 50}, "Bình đã làm")
    found = rows()
    assert found["homes", ""].merged_before == FromBefore(Decimal(150), ("Xã Ân", "Xã Bình"), ())
    assert found["poor", "dtts"].merged_before == FromBefore(Decimal(30), ("Xã Ân", "Xã Bình"), ())
    assert (found["homes", ""].before, found["homes", ""].value) == (None, None), "nothing is copied"
    assert rows(Month(2020, 3))["homes", ""].merged_before is None, "in February it stood itself"
    assert rows(Month(2021, 1))["homes", ""].merged_year is not None
    assert all(row.merged_before is None for row in rows(code="A1").values())


def test_a_silent_predecessor_is_named_and_not_counted_as_zero() -> None:
    file_january("A2", reported.FULL, "Ân đã làm")
    assert rows()["homes", ""].merged_before == FromBefore(Decimal(100), ("Xã Ân",), ("Xã Bình",))


def test_what_does_not_add_up_over_units_has_no_sum() -> None:
    mean = replace(reported.TALKS, rule=replace(reported.TALKS.rule, over_units=OverUnits.AVERAGE))
    define_indicators(actor=OPERATOR, definitions=[mean], now=world.NOW)
    file_january("A2", reported.FULL, "Ân đã làm")
    assert rows()["talks", ""].merged_before is None
    assert rows()["homes", ""].merged_before is not None


def test_a_divided_unit_is_in_the_sum_by_its_share() -> None:
    history, day = ground.current().history, world.MERGER
    nine, two, three, one = world.unit("A9"), *(world.unit(code, EVE.date()) for code in ("A2", "A3", "A1"))
    kept = tuple(link for link in history.successions if link.source != two)
    parts = (Succession(day, two, nine, Decimal("0.75")), Succession(day, two, one, Decimal("0.25"), 2))
    divided = replace(history, successions=(*kept, *parts))
    shares = shares_then(divided, nine, JANUARY, day)
    assert shares == {two: Decimal("0.75"), three: 1}
    assert shares_then(divided, one, JANUARY, day) == {one: 1, two: Decimal("0.25")}
    assert shares_then(divided, nine, FEBRUARY, world.TODAY) == {nine: 1}
    total = added(shares, (two, three), {two: Decimal(10), three: Decimal(5)}, 0)
    assert total == Inherited(Decimal(13), (two, three), (), is_rough=True)  # 12.5 rounded


def test_the_predecessors_last_words_stand_beside_the_section_until_the_unit_has_its_own() -> None:
    file_january("A2", reported.FULL, "Ân đã làm")
    file_january("A3", reported.FULL, "Bình đã làm")
    section = page().sections[0]
    said = [(one.name, one.month, one.text) for one in section.of_predecessors]
    assert said == [("Xã Ân", JANUARY, "Ân đã làm"), ("Xã Bình", JANUARY, "Bình đã làm")]
    file_report(
        actor=world.person("officer.a9"),
        code="A9",
        month=FEBRUARY,
        submission=Submission(world.lines("A9", FEBRUARY, 20), 0, sections={"results": "Bình Ân"}),
        now=world.NOW,
    )
    march = page(Month(2020, 3)).sections[0]
    assert (march.last, march.of_predecessors) == ("Bình Ân", ())
