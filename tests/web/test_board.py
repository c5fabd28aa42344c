"""Bảng nhịp: the same numbers as the roll-ups, a mark for what is not approved, and a way down from every number."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhip.apps.rollups.refreshing import drain
from nhip.core.periods import Month
from nhip.cycle.board import board_as_json, pulse_board
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
MAY = Month(2020, 5)
PAGE_STATEMENTS = 8
"""The board's own six, and the session and the person of every page."""
TASKS_STATEMENTS = 12
"""Where tasks stand down instead of units, their parts, milestones and readings come on top."""


def board(client: Client, address: str) -> str:
    drain(now=world.NOW)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def row(text: str, name: str) -> str:
    """The HTML of the row of that name."""
    start = text.index(f">{name}</a><span>")
    return text[start : text.index("</tr>", start)]


def test_a_cell_has_light_number_plan_and_counts(signed_in: SignIn) -> None:
    world.file("A1", MAY, 30)

    cells = row(board(signed_in("leader.a"), "/nhip/A/2020/"), "Xã Ánh").split("<td")

    may = cells[5]
    assert 'class="r"' in may
    assert 'aria-label="Chậm nhiều">■</i> 30<small>%</small>' in may
    assert "KH 55 · 1/1" in may


def test_silence_looks_like_silence_and_the_future_is_plan_only(signed_in: SignIn) -> None:
    cells = row(board(signed_in("leader.a"), "/nhip/A/2020/"), "Xã Ánh").split("<td")

    assert 'class="n"' in cells[5]
    assert "chưa nộp" in cells[5]
    assert "0/1" in cells[5]
    assert re.search(r'class="f"><span>\d+</span>', cells[6])
    assert "<a" not in cells[6]


def test_the_mark_of_what_is_not_approved_goes_with_the_approval(signed_in: SignIn) -> None:
    client = signed_in("leader.p")
    world.file("A1", MAY, 30)
    world.file("B1", MAY, 30)
    before = board(client, "/nhip/P/2020/")
    assert "<em>chưa duyệt 1</em>" in before
    assert "<em>chưa duyệt 2</em>" in before, "the whole province"

    client = signed_in("leader.a")
    assert client.post("/bao-cao/A1/2020/5/duyet/").status_code == 302

    after = board(client, "/nhip/A/2020/")
    assert "<em>chưa duyệt" not in after


def test_a_number_leads_down_to_the_line_that_it_comes_from(signed_in: SignIn) -> None:
    client = signed_in("leader.p")
    world.file("A1", MAY, 30)

    province = board(client, "/nhip/P/2020/")
    assert 'href="/nhip/A/2020/#t5"' in row(province, "Huyện An")
    district = board(client, "/nhip/A/2020/")
    assert 'id="t5"' in district
    assert 'href="/bao-cao/A1/2020/5/"' in row(district, "Xã Ánh")
    commune = board(client, "/nhip/A1/2020/")
    task = world.task("A1").pk
    assert f'href="/bao-cao/A1/2020/5/#nv-{task}"' in commune
    assert f'id="nv-{task}"' in client.get("/bao-cao/A1/2020/5/").content.decode()


def test_the_month_before_a_unit_began_leads_to_its_tasks_page(signed_in: SignIn) -> None:
    world.file("A2", Month(2020, 1), 10, now=world.at(date(2020, 1, 18)))

    text = board(signed_in("leader.a"), "/nhip/A9/2020/")

    task = world.task("A2").pk
    assert f'href="/nhiem-vu/{task}/#t1"' in text
    assert 'href="/bao-cao/A9/2020/1/' not in text


def test_units_reorganised_away_stand_in_their_own_folded_section(signed_in: SignIn) -> None:
    world.file("A2", Month(2020, 1), 10, now=world.at(date(2020, 1, 18)))

    text = board(signed_in("leader.a"), "/nhip/A/2020/")

    now, former = text.split('<details class="board former')
    assert "Xã Bình Ân" in now
    assert "Xã Ân<" not in now
    assert "2 đơn vị trước sắp xếp" in former
    assert "đến 31/01/2020" in former
    assert 'href="/bao-cao/A2/2020/1/"' in former
    assert 'href="/nhip/A2/' not in former, "a unit that is gone has no board of this year"


def test_all_communes_are_listed_under_the_names_of_their_districts(signed_in: SignIn) -> None:
    text = board(signed_in("leader.p"), "/nhip/P/2020/?cap=commune")

    order = [
        text.index(name) for name in (">Huyện An</th>", ">Xã Ánh</a>", ">Huyện Bắc</th>", ">Xã Đông</a>")
    ]
    assert order == sorted(order)


def test_the_page_and_the_command_tell_the_same_numbers(signed_in: SignIn) -> None:
    world.file("A1", MAY, 30)
    world.file("B1", Month(2020, 4), 12)
    client = signed_in("leader.p")
    text = board(client, "/nhip/P/2020/")

    told = board_as_json(
        pulse_board(actor=world.person("leader.p"), code="P", year=2020, today=world.TODAY, now=world.NOW)
    )

    for one in told["rows"]:  # type: ignore[attr-defined]
        cells = row(text, one["name"]).split("<td")[1:]
        for month in one["months"][:5]:
            cell = cells[month["month"] - 1]
            assert f"{month['reported']}/{month['expected']}" in cell
            assert f'class="{month["light"][0]}"' in cell
            if month["actual"] is not None:
                assert f"{int(month['actual'] + 0.5)}<small>%" in cell


def test_the_board_asks_again_by_itself_while_a_report_is_being_added_up(signed_in: SignIn) -> None:
    client = signed_in("leader.a")
    world.file("A1", MAY, 30)

    waiting = client.get("/nhip/A/2020/").content.decode()
    assert "đang cộng báo cáo vừa nộp" in waiting
    assert 'hx-get="?lan=1"' in waiting
    assert "vendor/htmx/" in waiting
    assert 'hx-get="?lan=2"' in client.get("/nhip/A/2020/?lan=1").content.decode()
    assert "hx-get" not in client.get("/nhip/A/2020/?lan=20").content.decode(), "not for ever"

    drain(now=world.NOW)
    current = client.get("/nhip/A/2020/").content.decode()
    assert "hx-get" not in current
    assert "vendor/htmx/" not in current


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/nhip/P/2020/", PAGE_STATEMENTS),
        ("/nhip/A/2020/", PAGE_STATEMENTS),
        ("/nhip/P/2020/?cap=commune", PAGE_STATEMENTS),
        ("/nhip/A1/2020/", TASKS_STATEMENTS),
    ],
)
def test_a_board_costs_the_same_statements_whatever_the_number_of_units(
    signed_in: SignIn, address: str, most: int
) -> None:
    client = signed_in("leader.p")
    drain(now=world.NOW)
    client.get(address)

    with CaptureQueriesContext(
        connection,
    ) as statements:
        client.get(address)

    assert len(statements) <= most, [one["sql"][:90] for one in statements]


def test_a_year_without_plans_says_what_comes_next(signed_in: SignIn) -> None:
    text = signed_in("leader.a").get("/nhip/A/2019/").content.decode()

    assert "Chưa có kế hoạch, báo cáo nào của năm 2019" in text
    assert "<table" not in text


def test_own_board_is_that_of_the_highest_unit(signed_in: SignIn) -> None:
    assert signed_in("officer.a1").get("/nhip/").headers["Location"] == "/nhip/A1/2020/"
    assert signed_in("leader.p").get("/nhip/").headers["Location"] == "/nhip/P/2020/"


def test_an_outsider_finds_no_board(signed_in: SignIn) -> None:
    client = signed_in("leader.a")

    assert client.get("/nhip/P/2020/").status_code == 404
    assert client.get("/nhip/B/2020/").status_code == 404
    assert client.get("/nhip/A1/2020/").status_code == 200
