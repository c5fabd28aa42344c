"""One indicator of one unit: agrees with the board and with raw figures, ranks, sources, unapproved, refusals."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.apps.reports.deciding import approve_report
from nhip.apps.rollups.refreshing import drain
from nhip.core.access import OPERATOR
from nhip.core.approvals import Waiting
from nhip.core.periods import Month
from nhip.cycle.indicator_board import indicator_board
from nhip.cycle.indicator_pages import IndicatorPage, indicator_page
from tests import reported, world
from tests.conftest import SignIn
from tests.indicators import RULES, aim, define, report
from tests.web.test_indicator_board import cells, page

pytestmark = pytest.mark.django_db
MOST = 20


def told(
    code: str, indicator: str, *, login: str = "", period: str = "", category: str = ""
) -> IndicatorPage:
    drain(now=world.NOW)
    actor = world.person(login) if login else OPERATOR
    return indicator_page(
        actor=actor,
        code=code,
        year=2020,
        indicator=indicator,
        period=period,
        category=category,
        now=world.NOW,
    )


def address(code: str, indicator: str, more: str = "") -> str:
    return f"/chi-tieu/{code}/2020/dien-bien/?chi-tieu={indicator}{more}"


@pytest.mark.parametrize("indicator", [one.code for one in RULES])
def test_its_numbers_are_those_of_the_board(indicator: str) -> None:
    define()
    for code in ("homes", "poor", "built", "far", "mean", "least"):
        report(*((unit, code, month, 7 + month) for unit in ("A1", "A9", "B1") for month in (2, 3, 4)))
    report(("A1", "yearly", 12, 5))
    aim(("A1", "homes", "2020-Q1", 100), ("A1", "rate", "2020-Q1", 90))
    shown = told("A", indicator)
    board = indicator_board(
        actor=OPERATOR, code="A", year=2020, indicator=indicator, today=world.TODAY, now=world.NOW
    )
    of_board = {cell.period: cell.shown for cell in board.total.cells}
    assert shown.lines
    assert all(one.shown == of_board[one.period] for one in shown.lines)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(("A1", "A9", "B1")), st.integers(2, 5)), st.integers(0, 10**6), min_size=1
    )
)
def test_sums_are_those_of_the_raw_figures(figures: dict[tuple[str, int], int]) -> None:
    define()
    report(*((unit, "built", month, None) for unit in ("A1", "A9", "B1") for month in range(2, 6)))
    report(*((unit, "built", month, value) for (unit, month), value in figures.items()))
    shown = told("P", "built")
    for one in shown.lines:
        inside = [value for (_unit, month), value in figures.items() if month in one.period.months]
        assert one.shown.value == (sum(inside) if inside else None)


def test_last_year_stands_beside_this_year() -> None:
    define()
    report(("A1", "built", 4, 3))
    report(("A1", "built", 4, 2), year=2019)
    april = told("A", "built").own[3]
    assert [april.shown.value, april.last_year.value] == [3, 2]


def test_children_are_ranked_ties_share_a_place_the_silent_come_last() -> None:
    define()
    report(("A1", "built", 4, 5), ("A9", "built", 4, 5), ("A", "built", 4, 1), ("A9", "homes", 4, 1))
    report(("A1", "homes", 3, 1))
    ranked = [(one.unit.code, one.rank) for one in told("A", "built", period="2020-04").places]
    assert ranked == [("A1", 1), ("A9", 1)]
    silent = [(one.unit.code, one.rank) for one in told("A", "homes", period="2020-04").places]
    assert silent == [("A9", 1), ("A1", None)]


def test_a_unit_without_children_is_ranked_beside_its_siblings_for_those_who_see_them() -> None:
    define()
    report(("A1", "built", 4, 5), ("A9", "built", 4, 6))
    seen = told("A1", "built", login="leader.a")
    assert [(one.unit.code, one.is_self) for one in seen.places] == [("A9", False), ("A1", True)]
    alone = told("A1", "built", login="officer.a1")
    assert alone.under is None
    assert alone.places == ()


def test_units_are_ranked_as_they_stood_at_the_end_of_the_period() -> None:
    define()
    report(("A2", "built", 1, 2), ("A3", "built", 1, 3), ("A9", "built", 2, 9))
    january = told("A", "built", period="2020-01").places
    assert [(one.unit.code, one.has_page) for one in january] == [("A3", False), ("A2", False)]
    assert [one.unit.code for one in told("A", "built", period="2020-02").places] == ["A9"]


def test_a_ratio_tells_numerator_and_denominator() -> None:
    define()
    report(("A1", "homes", 4, 50), ("A1", "poor", 4, 10))
    shown = told("A", "rate")
    assert shown.own[3].parts == (Decimal(10), Decimal(50))
    assert shown.places[0].parts == (Decimal(10), Decimal(50))


def test_a_filed_figure_waits_until_it_is_approved_up_to_the_top() -> None:
    reported.define()
    reported.file_figures(reported.FULL)
    reported.file_figures(reported.FULL, code="A9")
    for code, waiting in (("A1", Waiting(1, 1)), ("A", Waiting(2, 2)), ("P", Waiting(2, 2))):
        assert told(code, "talks").own[4].waiting == waiting
    approve_report(actor=world.person("leader.a"), code="A1", month=reported.MAY, now=world.NOW)
    assert told("A1", "talks").own[4].waiting == Waiting()
    assert told("A", "talks").own[4].waiting == Waiting(1, 2)
    assert told("P", "homes").own[4].waiting == Waiting(1, 2)


def test_a_longer_sum_counts_each_months_report_a_level_only_the_last() -> None:
    reported.define()
    april = Month(2020, 4)
    reported.file_figures(reported.FULL, month=april)
    approve_report(actor=world.person("leader.a"), code="A1", month=april, now=world.NOW)
    reported.file_figures(reported.FULL)
    quarters = {
        code: next(one for one in told("A", code).longer if str(one.period) == "2020-Q2").waiting
        for code in ("talks", "homes")
    }
    assert quarters == {"talks": Waiting(1, 2), "homes": Waiting(1, 1)}


def test_a_level_of_an_heir_rests_on_its_own_report_once_it_has_one_a_sum_on_all() -> None:
    reported.define()
    january = Month(2020, 1)
    then = world.at(date(2020, 1, 16))
    for code in ("A2", "A3"):
        reported.file_figures(reported.FULL, code=code, month=january, now=then)
    quarter = {
        code: next(one for one in told("A9", code).longer if str(one.period) == "2020-Q1").waiting
        for code in ("talks", "homes")
    }
    assert quarter == {"talks": Waiting(2, 2), "homes": Waiting(2, 2)}
    reported.file_figures(reported.FULL, code="A9", month=Month(2020, 3))
    quarter = {
        code: next(one for one in told("A9", code).longer if str(one.period) == "2020-Q1").waiting
        for code in ("talks", "homes")
    }
    assert quarter == {"talks": Waiting(3, 3), "homes": Waiting(1, 1)}


def test_figures_that_no_report_gave_are_not_marked() -> None:
    define()
    report(("A1", "built", 4, 5))
    assert told("A", "built").own[3].waiting == Waiting()


def test_board_and_page_mark_what_is_not_approved_and_say_who_filed_it(signed_in: SignIn) -> None:
    reported.define()
    reported.file_figures(reported.FULL)
    client = signed_in("leader.a")
    assert cells(page(client, "/chi-tieu/A/2020/?chi-tieu=talks"), "Xã Ánh")[4] == "3 chưa duyệt"
    text = page(client, address("A1", "talks"))
    assert 'href="/bao-cao/A1/2020/5/#so-lieu"' in text
    sources = text[text.index('id="nguon"') :]
    assert "Chức danh officer.a1, 09:00 20/05/2020" in sources
    assert "chưa duyệt" in sources
    approve_report(actor=world.person("leader.a"), code="A1", month=reported.MAY, now=world.NOW)
    text = page(client, address("A1", "talks"))
    assert "Chức danh leader.a, 09:00 20/05/2020" in text
    assert "chưa duyệt" not in text


def test_one_goes_down_from_a_number_to_the_report_and_back(signed_in: SignIn) -> None:
    reported.define()
    reported.file_figures(reported.FULL)
    client = signed_in("leader.p")
    board = page(client, "/chi-tieu/P/2020/?chi-tieu=talks")
    assert 'href="/chi-tieu/A/2020/dien-bien/?chi-tieu=talks&amp;ky=2020-05#xep-hang"' in board
    district = page(client, address("A", "talks", "&ky=2020-05"))
    assert 'href="/chi-tieu/A1/2020/dien-bien/?chi-tieu=talks&amp;ky=2020-05"' in district
    assert 'href="/chi-tieu/A/2020/?chi-tieu=talks"' in district
    assert 'href="/chi-tieu/A1/2020/dien-bien/?chi-tieu=talks"' in page(client, "/bao-cao/A1/2020/5/")


def test_the_chart_is_named_and_described_and_has_no_style(signed_in: SignIn) -> None:
    define()
    report(("A1", "built", 2, 3), ("A1", "built", 4, 5))
    text = page(signed_in("leader.p"), address("A", "built"))
    assert "2020: T2 3, T4 5." in text
    assert re.search(r"<title id=\"bieu-do-ten\">\s*\S", text)
    assert "<polyline" not in text[text.index('<g class="now">') : text.index('class="keys"')]


def test_what_is_missing_is_said_in_words(signed_in: SignIn) -> None:
    assert "nhip indicators load" in page(signed_in("leader.p"), address("P", ""))
    define()
    client = signed_in("leader.p")
    assert "Năm 2020 chưa có số liệu" in page(client, address("P", "built"))
    report(("A1", "built", 4, 5))
    text = page(client, address("A1", "built"))
    assert "Năm 2019 đơn vị chưa có số liệu" in text
    assert "Chưa giao kế hoạch" in text
    report(("A1", "yearly", 12, 5))
    assert "year-bars" in page(client, address("A1", "yearly"))
    own = page(signed_in("officer.a1"), address("A1", "built"))
    assert "mới thấy xếp hạng" in own


@pytest.mark.parametrize("more", ["&ky=2020-06-YTD", "&ky=2019-01", "&ky=x", "&phan-to=khong-co"])
def test_what_is_not_there_is_not_found(more: str, signed_in: SignIn) -> None:
    define()
    assert signed_in("leader.p").get(address("P", "built", more)).status_code == 404
    assert signed_in("leader.p").get(address("P", "khong-co")).status_code == 404


def test_it_costs_the_same_statements_however_many_units(signed_in: SignIn) -> None:
    reported.define()
    for code in ("A1", "A9", "B1"):
        reported.file_figures(reported.FULL, code=code)
    client = signed_in("leader.p")
    counts = []
    for code in ("A1", "A", "P"):
        page(client, address(code, "talks"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(code, "talks")).status_code == 200
        counts.append(len(asked))
    assert max(counts) <= MOST
    assert max(counts) - min(counts) <= 1
