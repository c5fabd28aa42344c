"""Reports by period on their pages: written, filed, refused with everything kept, decided on, listed, remembered."""

from pathlib import Path

import pytest

from nhip.apps.periodic.models import PeriodicReport
from nhip.apps.reports.deciding import approve_report
from nhip.apps.rollups.refreshing import drain
from nhip.core.periods import Month
from tests import periodic, reported, world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
ADDRESS = "/bao-cao-ky/A1/2020-Q1/"
TEXT = "Đã họp 3 thôn, hỗ trợ 12 hộ."


@pytest.fixture(autouse=True)
def _rules(tmp_path: Path) -> None:
    periodic.set_up(tmp_path)
    reported.define()
    reported.file_figures(reported.FULL, month=Month(2020, 3))
    approve_report(actor=world.person("leader.a"), code="A1", month=Month(2020, 3), now=world.NOW)
    drain(now=world.NOW)


def state() -> str:
    return PeriodicReport.objects.get(unit=world.unit("A1")).state


def test_from_the_draft_to_the_approval(signed_in: SignIn) -> None:
    page = signed_in("officer.a1").get(ADDRESS).content.decode()
    assert "1/3 báo cáo tháng đã duyệt" in page
    assert "hạn nộp 20/03/2020" in page
    saved = signed_in("officer.a1").post(
        ADDRESS, {"version": "0", "section-results": TEXT, "action": "save"}, headers={"HX-Request": "true"}
    )
    assert 'name="version" value="1"' in saved.content.decode()
    filed = signed_in("officer.a1").post(
        ADDRESS, {"version": "1", "section-results": TEXT, "action": "file"}, headers={"HX-Request": "true"}
    )
    assert filed.headers["HX-Redirect"] == ADDRESS
    read = signed_in("leader.a").get(ADDRESS).content.decode()
    assert TEXT in read
    assert "Duyệt báo cáo" in read
    assert "Duyệt báo cáo" not in signed_in("officer.a1").get(ADDRESS).content.decode()
    assert signed_in("leader.a").post(f"{ADDRESS}duyet/").status_code == 302
    assert state() == "approved"
    history = signed_in("leader.a").get("/lich-su/bao-cao-ky/A1/2020-Q1/").content.decode()
    assert "Duyệt báo cáo theo kỳ" in history
    assert "quý I/2020" in history


def test_a_refusal_keeps_what_was_typed(signed_in: SignIn) -> None:
    long = "x" * 10_001
    for typed, sentence in ((long, "tối đa 10.000"), ("", "chưa có nội dung")):
        answer = signed_in("officer.a1").post(
            ADDRESS,
            {"version": "0", "section-results": typed, "section-needs": "Vốn cho đường", "action": "file"},
        )
        assert answer.status_code == 422
        text = answer.content.decode()
        assert sentence.replace("10.000", "10000") in text or sentence in text
        assert "Vốn cho đường" in text
    assert not PeriodicReport.objects.exists()


def test_the_second_editor_sees_both_versions(signed_in: SignIn) -> None:
    periodic.send("A1", {"results": "Bản thứ nhất"}, login="officer.a1", files=False)

    answer = signed_in("officer.a1").post(
        ADDRESS, {"version": "0", "section-results": "Bản thứ hai", "action": "save"}
    )

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Bản thứ nhất" in text
    assert "Bản thứ hai" in text
    assert 'name="version" value="1"' in text


def test_it_goes_back_with_its_reason_and_not_without(signed_in: SignIn) -> None:
    periodic.send("A1", {"results": TEXT}, login="officer.a1")
    empty = signed_in("leader.a").post(f"{ADDRESS}tra-lai/", {"reason": ""})
    assert empty.status_code == 422
    assert signed_in("leader.a").post(f"{ADDRESS}tra-lai/", {"reason": "Thiếu số hộ"}).status_code == 302
    assert state() == "returned"
    page = signed_in("officer.a1").get(ADDRESS).content.decode()
    assert "Thiếu số hộ" in page
    assert "Nộp báo cáo" in page
    assert "bị trả lại" in signed_in("officer.a1").get("/viec-cua-toi/").content.decode()


def test_the_list_shows_whose_is_missing_and_approves_several(signed_in: SignIn) -> None:
    for code in ("A1", "A9"):
        periodic.send(code, {"results": TEXT}, login=f"officer.{code.lower()}")
    page = signed_in("leader.a").get("/bao-cao-ky/A/2020/tat-ca/").content.decode()
    assert "Quý I/2020" in page
    assert page.count('name="unit"') == 2
    answer = signed_in("leader.a").post("/bao-cao-ky/A/2020-Q1/duyet-chon/", {"unit": ["A1", "A9"]})
    assert answer.headers["Location"] == "/bao-cao-ky/A/2020/tat-ca/?ky=2020-Q1"
    assert set(PeriodicReport.objects.values_list("state", flat=True)) == {"approved"}
    assert signed_in("leader.a").post("/bao-cao-ky/A/2020-Q1/duyet-chon/", {}).status_code == 422
    assert signed_in("leader.a").get("/bao-cao-ky/A/2020/tat-ca/?ky=2020-Q3").status_code == 404
    assert signed_in("leader.a").get("/bao-cao-ky/A/2020/tat-ca/?ky=x").status_code == 422


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/bao-cao-ky/A1/2020-H1/", 422),  # no term for it
        ("/bao-cao-ky/A1/2020-W54/", 404),
        ("/bao-cao-ky/A1/2019-W53/", 404),
        ("/bao-cao-ky/A1/2020-Q5/", 404),
        ("/bao-cao-ky/A2/2020-Q1/", 404),  # merged before the cut-off
        ("/bao-cao-ky/KHONG/2020-Q1/", 404),
        ("/bao-cao-ky/A.PDT/2020-Q1/", 200),  # says that an office makes none
    ],
)
def test_what_there_is_not(signed_in: SignIn, address: str, status: int) -> None:
    assert signed_in("leader.a").get(address).status_code == status


def test_a_report_that_is_not_filed_shows_others_what_approved_reports_add_up_to(signed_in: SignIn) -> None:
    periodic.send("A1", {"results": "Nháp của xã"}, login="officer.a1", files=False)

    page = signed_in("leader.a").get(ADDRESS).content.decode()

    assert "Đơn vị chưa nộp báo cáo kỳ này" in page
    assert "Buổi tuyên truyền" in page
    assert "Nháp của xã" not in page
