"""Việc của tôi and the tree of units."""

import pytest

from nhip.core.periods import Month
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


def file_everything(code: str, *, approve: bool) -> None:
    for month in range(1, 6):
        world.file(code, Month(2020, month), 30, approve=approve)


def test_each_card_has_one_action(signed_in: SignIn) -> None:
    world.file("A1", Month(2020, 4), 30)

    text = signed_in("leader.a").get("/viec-cua-toi/").content.decode()

    cards = text.split('<li class="card-x">')[1:]
    assert len(cards) >= 2
    for card in cards:
        assert card.partition("</li>")[0].count("<a ") == 1
    assert "Xã Ánh: báo cáo tháng 4/2020" in text
    assert "Xem và duyệt" in text


def test_a_report_due_leads_straight_to_its_form(signed_in: SignIn) -> None:
    text = signed_in("officer.a1").get("/viec-cua-toi/").content.decode()

    assert "Hạn hôm nay, 20/05/2020" in text
    assert 'href="/bao-cao/A1/2020/5/"' in text


def test_when_nothing_waits_the_page_says_what_comes_next(signed_in: SignIn) -> None:
    file_everything("A1", approve=False)

    text = signed_in("officer.a1").get("/viec-cua-toi/").content.decode()

    assert "Không còn việc nào đang chờ" in text
    assert 'href="/nhip/"' in text


def test_the_tree_is_that_of_the_day(signed_in: SignIn) -> None:
    client = signed_in("leader.a")

    today = client.get("/don-vi/").content.decode().partition('id="sap-xep-ten"')[0]
    for text in ("31/01/2020", "2020-01-31"):
        before = client.get(f"/don-vi/?ngay={text}").content.decode().partition('id="sap-xep-ten"')[0]
        assert "Xã Bình Ân" not in before
        assert "Xã Ân" in before
        assert "theo địa giới ngày 31/01/2020" in before

    assert "Xã Bình Ân" in today
    assert "kế tục Xã Ân, Xã Bình" in today


def test_a_reorganisation_names_its_paper_and_who_became_whom(signed_in: SignIn) -> None:
    text = signed_in("leader.a").get("/don-vi/").content.decode()

    events = text.partition('id="sap-xep-ten"')[2]
    assert "01/02/2020" in events
    assert "Nghị quyết mẫu" in events
    assert "Xã Ân, Xã Bình" in events
    assert 'href="?ngay=2020-01-31"' in text
    assert 'href="?ngay=2020-02-01"' in text


def test_a_day_that_cannot_be_read_is_refused_at_its_field(signed_in: SignIn) -> None:
    answer = signed_in("leader.a").get("/don-vi/?ngay=31/02/2020")

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày «31/02/2020» không đọc được" in text
    assert 'value="31/02/2020"' in text


def test_a_person_sees_no_tree_beside_their_own(signed_in: SignIn) -> None:
    text = signed_in("leader.a").get("/don-vi/").content.decode()

    assert "Huyện Bắc" not in text
    assert "Tỉnh Mẫu" not in text
