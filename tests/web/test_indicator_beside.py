"""Beside an indicator of a unit: the boundaries of today where a reorganisation lies between; years as bars."""

import re
from datetime import date
from decimal import Decimal

import pytest

from nhip.apps.org import reorganising as reorg
from nhip.apps.rollups.refreshing import drain
from nhip.core.access import OPERATOR
from nhip.core.year_periods import parse_year_period
from nhip.cycle import reorganising
from nhip.cycle.indicator_board import indicator_board
from nhip.cycle.indicator_pages import IndicatorPage, indicator_page
from tests import world
from tests.conftest import SignIn
from tests.indicators import aim, define, report
from tests.web.html import Page

pytestmark = pytest.mark.django_db


def told(code: str, indicator: str, *, year: int = 2020, is_today: bool = True) -> IndicatorPage:
    drain(now=world.NOW)
    return indicator_page(
        actor=OPERATOR,
        code=code,
        year=year,
        indicator=indicator,
        now=world.NOW,
        is_today=is_today,
    )


def text_of(signed_in: SignIn, code: str, indicator: str, more: str = "") -> str:
    drain(now=world.NOW)
    answer = signed_in("leader.p").get(f"/chi-tieu/{code}/2020/dien-bien/?chi-tieu={indicator}{more}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert Page(text).faults == []
    return text


def test_a_merged_unit_has_last_year_on_the_boundaries_of_today() -> None:
    define()
    report(("A2", "built", 3, 10), ("A3", "built", 3, 5), year=2019)
    report(("A2", "built", 1, 2), ("A9", "built", 3, 4))
    lines = {str(one.period): one for one in told("A9", "built").lines}
    march, january = lines["2020-03"], lines["2020-01"]
    assert march.last_year.value is None, "it did not stand then"
    assert march.on_today is not None
    assert (march.on_today.shown.value, march.on_today.last_year.value) == (Decimal(4), Decimal(15))
    assert january.shown.value is None
    assert january.on_today is not None
    assert january.on_today.shown.value == 2


@pytest.mark.parametrize("indicator", ["homes", "built", "rate", "mean", "far"])
def test_it_is_what_the_board_of_today_says(indicator: str) -> None:
    define()
    for code in ("homes", "poor", "built", "far", "mean"):
        report(
            *((unit, code, month, 7 + month) for unit in ("A1", "A2", "A3", "B1") for month in (1, 2)),
            year=2019,
        )
        report(*((unit, code, 3, 9) for unit in ("A1", "A9", "B1")))
    board = indicator_board(
        actor=OPERATOR,
        code="A",
        year=2019,
        indicator=indicator,
        today=world.TODAY,
        now=world.NOW,
        is_today=True,
    )
    of_board = {cell.period: cell.shown for cell in board.total.cells}
    lines = told("A", indicator).lines
    for one in lines:
        assert one.on_today is not None
        assert one.on_today.last_year == of_board[parse_year_period(str(one.period).replace("2020", "2019"))]


def test_it_is_offered_only_where_a_reorganisation_lies_between_and_computed_only_when_asked(
    signed_in: SignIn,
) -> None:
    define()
    report(("A9", "built", 3, 4), ("B1", "built", 3, 4))
    assert told("A9", "built").offers_today
    assert told("A", "built").offers_today
    assert not told("B1", "built").offers_today
    assert all(one.on_today is None for one in told("A9", "built", is_today=False).lines)
    assert all(one.on_today is None for one in told("B1", "built").lines)
    text = text_of(signed_in, "A9", "built")
    assert "Thêm địa giới hôm nay" in text
    assert "Năm trước, địa giới hôm nay" not in text
    assert "Năm trước, địa giới hôm nay" in text_of(signed_in, "A9", "built", "&dia-gioi=hom-nay")
    assert "địa giới hôm nay" not in text_of(signed_in, "B1", "built", "&dia-gioi=hom-nay")
    assert signed_in("leader.p").get("/chi-tieu/A9/2020/dien-bien/?dia-gioi=x").status_code == 404


def test_a_yearly_indicator_is_drawn_as_bars_of_years_with_their_targets(signed_in: SignIn) -> None:
    define()
    report(("A1", "yearly", 12, 40), year=2019)
    report(("A1", "yearly", 12, 50))
    aim(("A1", "yearly", "2020", 100))
    years = told("A1", "yearly").by_year
    assert [(one.year, one.shown.value) for one in years][-2:] == [(2019, Decimal(40)), (2020, Decimal(50))]
    text = text_of(signed_in, "A1", "yearly")
    assert "Chưa đủ kỳ để vẽ" not in text
    heights = [float(one) for one in re.findall(r'<rect [^>]*height="([\d.]+)"><title>', text)]
    assert heights[-2] / heights[-1] == pytest.approx(40 / 50, abs=0.01)
    assert "2020: 50, KH 100." in text
    assert text.count('<g class="goal"><path d="M') == 1 + 1, (
        "one year has a target, and the key says what it is"
    )
    assert told("A1", "built").by_year == ()


def test_a_yearly_indicator_without_any_figure_is_not_drawn(signed_in: SignIn) -> None:
    define()
    aim(("A1", "yearly", "2020", 100))
    assert "Chưa đủ kỳ để vẽ" in text_of(signed_in, "A1", "yearly")


def test_a_part_of_a_divided_unit_whose_other_part_stands_elsewhere_is_marked() -> None:
    define()
    report(("A1", "built", 3, 100), year=2019)
    divide = reorg.Change(
        date(2020, 5, 1),
        "Nghị quyết mẫu",
        (
            reorg.PartOfChange("A1", "A9", Decimal("0.25")),
            reorg.PartOfChange("A1", "B1", Decimal("0.75")),
        ),
    )
    reorganising.reorganise(actor=OPERATOR, change=divide, now=world.at(date(2020, 4, 30)))
    (march,) = (one for one in told("A9", "built").lines if str(one.period) == "2020-03")
    assert march.on_today is not None
    assert (march.on_today.last_year.value, march.on_today.is_rough_last_year) == (Decimal(25), True)
