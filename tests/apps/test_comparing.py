"""As reported beside as known now: totals of approved reports against naive sums over raw rows, by page and command."""

import json
from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest

from nhip.apps.indicators.models import Figure
from nhip.apps.indicators.services import Definition, define_indicators
from nhip.apps.reports import correcting
from nhip.apps.reports.correcting import Request
from nhip.apps.reports.deciding import approve_report
from nhip.apps.reports.known_now import Content
from nhip.apps.reports.models import ReportFigure
from nhip.apps.rollups.refreshing import drain
from nhip.core.access import OPERATOR
from nhip.core.errors import NotAllowed, NotFound, RuleBroken
from nhip.core.indicators import Indicator, Ratio
from nhip.core.periods import Month
from nhip.core.year_periods import parse_year_period
from nhip.cycle.comparing import Comparison, comparison, comparison_as_json
from tests import reported, world
from tests.jobs.test_commands import Run, _language, nhip
from tests.reported import file_figures

__all__ = ["_language", "nhip"]

pytestmark = pytest.mark.django_db
UNITS = {"A1": "leader.a", "A9": "leader.a", "B1": "leader.b"}
MONTHS = (Month(2020, 3), Month(2020, 4), Month(2020, 5))
RATE = Definition(Indicator("rate", "Tỷ lệ hộ nghèo", ratio=Ratio("poor", "homes", Decimal(100))), "%")


@pytest.fixture(autouse=True)
def filed(db: object) -> None:
    """Three communes, three months; one report is not approved, two were corrected."""
    reported.define()
    define_indicators(actor=OPERATOR, definitions=[RATE], now=world.NOW)
    rng = Random(5)
    for code, leader in UNITS.items():
        for month in MONTHS:
            homes = rng.randint(80, 120)
            figures = {("homes", ""): homes, ("poor", ""): homes // 4, ("poor", "dtts"): homes // 8}
            file_figures(
                {**figures, ("talks", ""): rng.randint(0, 9)}, code=code, month=month, confirmed=None
            )
            if (code, month.number) != ("B1", 4):
                approve_report(actor=world.person(leader), code=code, month=month, now=world.NOW)
    for code, month in (("A1", MONTHS[1]), ("A9", MONTHS[2])):
        correcting.ask_correction(
            actor=world.person(f"officer.{code.lower()}"),
            code=code,
            month=month,
            request=Request(Content({("talks", ""): Decimal(40), ("poor", ""): Decimal(30)}), "Cộng thiếu"),
            now=world.NOW,
        )
        correcting.accept_correction(actor=world.person("leader.a"), code=code, month=month, now=world.NOW)
    drain(now=world.NOW)


def told(period: str, code: str = "P", login: str = "leader.p", indicator: str = "") -> Comparison:
    return comparison(
        actor=world.person(login),
        code=code,
        period=parse_year_period(period),
        indicator=indicator,
        today=world.TODAY,
        now=world.NOW,
    )


def naive(rows: Iterator[tuple[int, int, Decimal]], months: range, *, is_level: bool) -> Decimal:
    """rows: unit, month, figure. The last one of each unit, or all of them, added up."""
    last: dict[int, tuple[int, Decimal]] = {}
    total = Decimal(0)
    for unit, month, value in rows:
        if month in months:
            total += value
            last[unit] = max(last.get(unit, (0, Decimal(0))), (month, value))
    return sum((value for _month, value in last.values()), Decimal(0)) if is_level else total


@pytest.mark.parametrize(
    "period", ["2020-03", "2020-04", "2020-05", "2020-Q1", "2020-Q2", "2020-H1", "2020-9M", "2020"]
)
def test_both_totals_agree_with_naive_sums_by_page_and_by_command(period: str, nhip: Run) -> None:
    page = told(period)
    months = page.period.months
    for row in page.rows:
        code, category = row.indicator.rule.code, row.category
        if code == "rate":
            continue
        said = ReportFigure.objects.filter(
            report__state="approved", indicator__code=code, category=category
        ).values_list("report__unit_id", "report__month", "value")
        now = Figure.objects.filter(indicator__code=code, category=category).values_list(
            "unit_id", "month", "value"
        )
        is_level = code != "talks"
        assert row.reported.value == naive(said.iterator(), months, is_level=is_level), row
        assert row.known.value == naive(now.iterator(), months, is_level=is_level), row
    values = {(row.indicator.rule.code, row.category): row for row in page.rows}
    poor, homes, rate = (values[code, ""] for code in ("poor", "homes", "rate"))
    for side in ("reported", "known"):
        parts = [getattr(one, side).value for one in (poor, homes)]
        assert getattr(rate, side).value == round(parts[0] / parts[1] * 100, 6)
    printed = json.loads(nhip("report", "totals", "--unit", "P", "--period", period, "--json")[1])
    assert printed["figures"] == comparison_as_json(page)["figures"]


def test_april_as_reported_and_as_known_now_differ_by_the_correction_and_the_unapproved_report() -> None:
    page = told("2020-04", "A", "leader.a")
    differing = {(row.indicator.rule.code, row.category): row.difference for row in page.rows if row.differs}
    line = page.corrections[0].line
    changed = {cell.cell: (cell.after or 0) - (cell.before or 0) for cell in line.cells}
    assert changed == {cell: difference for cell, difference in differing.items() if cell[0] != "rate"}
    assert differing.keys() == {("talks", ""), ("poor", ""), ("rate", "")}
    assert (page.approved, page.waiting) == (2, 0)
    province = told("2020-04")
    assert (province.approved, province.waiting) == (2, 1)


def test_of_one_indicator_the_units_below_stand_beside_each_other() -> None:
    page = told("2020-04", indicator="talks")
    assert [row.unit.code for row in page.rows] == ["P", "A", "B"]
    assert page.rows[2].reported.value is None, "the only report of B is not approved"
    assert page.rows[2].known.value is not None
    assert [one.unit.code for one in page.corrections] == ["A1"]


def test_refusals() -> None:
    with pytest.raises(NotFound):
        told("2020", indicator="rich")
    with pytest.raises(NotAllowed):
        told("2020", "B", "leader.a")
    with pytest.raises(RuleBroken, match="lũy kế"):
        told("2020-04-YTD")


def test_what_a_unit_reported_before_it_was_merged_is_carried_to_its_heir_on_both_sides() -> None:
    january = Month(2020, 1)
    for code in ("A2", "A3"):
        file_figures(
            {("homes", ""): 50, ("poor", ""): 10, ("poor", "dtts"): 5, ("talks", ""): 2},
            code=code,
            month=january,
            confirmed=None,
        )
        approve_report(actor=world.person("leader.a"), code=code, month=january, now=world.NOW)
    drain(now=world.NOW)
    quarter = {row.unit.code: row for row in told("2020-Q1", "A", "leader.a", "talks").rows}
    assert quarter["A9"].reported.value == quarter["A9"].known.value
    march = Figure.objects.get(unit=world.unit("A9"), month=3, indicator__code="talks").value
    assert quarter["A9"].reported.value == 4 + march
    then = told("2020-01", "A", "leader.a", "talks")
    assert {row.unit.code: row.has_page for row in then.rows} == {"A": False, "A2": False, "A3": False}
