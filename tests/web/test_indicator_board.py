"""Indicators beside the tasks of the board: figures, targets, counts; quarters; today's boundaries; how it refuses."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhip.apps.org import reorganising as reorg
from nhip.apps.rollups.refreshing import drain
from nhip.core.access import OPERATOR
from nhip.cycle import reorganising
from tests import reported, world
from tests.conftest import SignIn
from tests.indicators import aim, define, report
from tests.web.html import Page

pytestmark = pytest.mark.django_db
MOST = 14


def page(client: Client, address: str, *, refresh: bool = True) -> str:
    if refresh:
        drain(now=world.NOW)
    response = client.get(address)
    assert response.status_code == 200
    text = response.content.decode()
    assert not Page(text).faults
    return text


def cells(text: str, name: str) -> list[str]:
    """The cells of the row of that name, as text."""
    start = text.index(f">{name}<", text.index("<tbody>"))
    row = text[start : text.index("</tr>", start)]
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in re.findall(r"<td.*?</td>", row)]


def test_without_indicators_the_page_says_what_to_do(signed_in: SignIn) -> None:
    assert "nhip indicators load" in page(signed_in("leader.p"), "/chi-tieu/P/2020/")


def test_a_cell_has_figure_and_counts_and_the_future_is_empty(signed_in: SignIn) -> None:
    define()
    report(("A1", "homes", 1, 1234), ("A9", "homes", 2, "5.5"), ("B1", "homes", 2, 7))
    found = cells(page(signed_in("leader.p"), "/chi-tieu/P/2020/?chi-tieu=homes"), "Huyện An")
    assert found[0] == "1.234"
    assert found[1] == "5,5 1/2"
    assert found[2] == "chưa có 0/2"
    assert found[6] == "–"


def test_quarters_say_which_month_a_stock_is_from_and_what_is_reached(signed_in: SignIn) -> None:
    define()
    report(("A1", "homes", 1, 80), ("B1", "homes", 3, 20))
    aim(("A1", "homes", "2020-Q1", 100), ("B1", "homes", "2020-Q1", 20))
    text = page(signed_in("leader.p"), "/chi-tieu/P/2020/?chi-tieu=homes&ky=quy")
    assert cells(text, "Huyện An")[0] == "■ 80 KH 100 · 80 % · T1"
    assert cells(text, "Huyện Bắc")[0].startswith("● 20")


def test_a_running_period_has_no_light_yet(signed_in: SignIn) -> None:
    define()
    report(("A1", "built", 1, 1))
    aim(("A1", "built", "2020", 100))
    whole = cells(page(signed_in("leader.p"), "/chi-tieu/P/2020/?chi-tieu=built&ky=quy"), "Huyện An")[-1]
    assert whole == "1 KH 100 · 1 %"


def test_todays_boundaries_mark_what_was_shared_out_and_tell_the_shares(signed_in: SignIn) -> None:
    define()
    report(("A1", "built", 1, 10))
    parts = (
        reorg.PartOfChange("A1", "A9", Decimal("0.25")),
        reorg.PartOfChange("A1", "B1", Decimal("0.75")),
    )
    reorganising.reorganise(actor=OPERATOR, change=reorg.Change(date(2020, 5, 1), "NQ", parts), now=world.NOW)
    text = page(signed_in("leader.p"), "/chi-tieu/P/2020/?chi-tieu=built&dia-gioi=hom-nay")
    assert cells(text, "Huyện An")[0].startswith("≈ 2,5")
    assert "chia ngày 01/05/2020" in text
    assert "75" in text[text.index("Tỷ lệ chia") :]


def test_a_change_waits_for_the_worker_and_the_page_says_so(signed_in: SignIn) -> None:
    define()
    report(("A1", "built", 1, 1))
    page(signed_in("leader.p"), "/chi-tieu/P/2020/?chi-tieu=built")
    report(("A1", "built", 1, 2))
    text = page(signed_in("leader.p"), "/chi-tieu/P/2020/?chi-tieu=built", refresh=False)
    assert "đang cộng báo cáo vừa nộp" in text


@pytest.mark.parametrize(
    "query", ["chi-tieu=khong-co", "chi-tieu=built&phan-to=nu", "ky=tuan", "dia-gioi=mai"]
)
def test_what_is_not_there_is_not_found(query: str, signed_in: SignIn) -> None:
    define()
    assert signed_in("leader.p").get(f"/chi-tieu/P/2020/?{query}").status_code == 404


def test_it_costs_the_same_statements_however_many_units(signed_in: SignIn) -> None:
    define()
    report(*((unit, "poor", 3, 1) for unit in ("A1", "A9", "B1")))
    client = signed_in("leader.p")
    page(client, "/chi-tieu/P/2020/?chi-tieu=rate")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/chi-tieu/P/2020/?chi-tieu=rate").status_code == 200
    assert len(asked) <= MOST, [one["sql"] for one in asked.captured_queries]


def test_the_board_by_quarters_shows_the_last_reported_month(signed_in: SignIn) -> None:
    from nhip.core.periods import Month

    world.file("A1", Month(2020, 4), 40)
    text = page(signed_in("leader.p"), "/nhip/A/2020/?ky=quy")
    assert "Quý II" in text
    assert "T4" in text[text.index("Xã Ánh") :]


def test_the_board_on_todays_boundaries_shows_an_heir_in_the_months_before_it(signed_in: SignIn) -> None:
    from nhip.core.periods import Month

    world.file("A2", Month(2020, 1), 9, now=world.at(date(2020, 1, 16)))
    text = page(signed_in("leader.p"), "/nhip/A/2020/?dia-gioi=hom-nay")
    start = text.index(world_name("A9"))
    assert "9<small>%" in text[start : text.index("</tr>", start)]


def world_name(code: str) -> str:
    from nhip.apps.org import ground

    tree = ground.current().history.on(world.TODAY)
    return tree.name(tree.find(code))


def test_going_down_keeps_what_is_shown(signed_in: SignIn) -> None:
    text = page(signed_in("leader.p"), "/nhip/P/2020/?ky=quy&dia-gioi=hom-nay")
    assert 'href="/nhip/A/2020/?ky=quy&amp;dia-gioi=hom-nay"' in text
    assert "&amp;amp;" not in text


@pytest.mark.parametrize("area", ["nhip", "chi-tieu"])
def test_a_unit_that_is_no_more_is_not_told_on_todays_boundaries(area: str, signed_in: SignIn) -> None:
    client = signed_in("leader.p")
    assert "Địa giới hôm nay" in page(client, f"/{area}/A/2019/")
    assert "Địa giới hôm nay" not in page(client, f"/{area}/A2/2019/")


def test_a_figure_leads_to_the_report_in_which_its_unit_gave_it(signed_in: SignIn) -> None:
    reported.define()
    reported.file_figures(reported.FULL)
    address = "/chi-tieu/A/2020/?chi-tieu=homes"
    client = signed_in("leader.a")
    for more in ("", "&ky=quy"):
        assert page(client, address + more).count('href="/bao-cao/A1/2020/5/#so-lieu"') > 0
    assert 'id="so-lieu"' in page(client, "/bao-cao/A1/2020/5/")
    assert "#so-lieu" not in page(client, f"{address}&dia-gioi=hom-nay")
    assert "#so-lieu" not in page(signed_in("leader.p"), "/chi-tieu/P/2020/?chi-tieu=homes")
