"""Written sections, papers and filing unchanged, on pages: at their places, with everything typed kept."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nhip.apps.reports.models import ReportFile
from nhip.apps.reports.queries import report_page
from nhip.core.access import OPERATOR
from nhip.core.periods import Month
from nhip.core.reporting import ReportState
from tests import outlines, reported, world
from tests.conftest import SignIn
from tests.web.html import Page
from tests.web.test_reports import ADDRESS, cells, figures, state

pytestmark = pytest.mark.django_db
APRIL, MAY = Month(2020, 4), Month(2020, 5)
HTMX = {"HX-Request": "true"}


def stored() -> dict[str, str]:
    page = report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY)
    return {row.code: row.text for row in page.sections}


# --- Sections --------------------------------------------------------------------------------------------


def test_sections_are_saved_filed_and_read(signed_in: SignIn, tmp_path: Path) -> None:
    outlines.load(tmp_path)
    client = signed_in("officer.a1")
    text = client.get(ADDRESS).content.decode()
    assert 'id="section-results"' in text
    assert "Tổng kết năm" not in text, "not in a month's report"
    client.post(ADDRESS, {**cells("20"), "section-results": "Đã xong\r\nhai việc", "section-needs": ""})
    assert stored() == {"results": "Đã xong\nhai việc", "needs": ""}

    read = client.post(
        ADDRESS,
        {**cells("20", version=1, action="file"), "section-results": "Đã xong", "section-needs": "Vốn"},
        follow=True,
    ).content.decode()

    assert state() is ReportState.FILED
    assert "<p>Đã xong</p>" in read
    assert "<p>Vốn</p>" in signed_in("leader.a").get(ADDRESS).content.decode()


def test_a_required_section_left_empty_is_refused_at_its_place_with_everything_else(
    signed_in: SignIn, tmp_path: Path
) -> None:
    outlines.load(tmp_path)
    client = signed_in("officer.a1")
    for progress, others in (("20", 0), ("", 2), ("abc", 2)):
        typed = {**cells(progress, action="file"), "section-results": " ", "section-needs": "Vốn"}
        answer = client.post(ADDRESS, typed)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert f"Chưa ghi được: {others + 1} chỗ cần sửa" in text
        assert 'id="section-results-error"' in text
        assert 'href="#section-results"' in text
        assert "Vốn</textarea>" in text
        assert Page(text).faults == []
    assert state() is ReportState.MISSING


def test_of_two_who_write_a_section_the_second_sees_both(signed_in: SignIn, tmp_path: Path) -> None:
    outlines.load(tmp_path)
    client = signed_in("officer.a1")
    client.post(ADDRESS, {**cells("20"), "section-results": "Bản trước"})

    answer = client.post(ADDRESS, {**cells("20"), "section-results": "Bản của tôi"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của tôi</textarea>" in text
    assert "<q>Bản trước</q>" in text
    assert stored()["results"] == "Bản trước"


def test_last_times_words_unfold_beside_the_section_and_are_not_filled_in(
    signed_in: SignIn, tmp_path: Path
) -> None:
    outlines.load(tmp_path)
    client = signed_in("officer.a1")
    client.post(
        "/bao-cao/A1/2020/4/",
        {**cells("20", action="file"), "section-results": "Tháng tư <b>xong</b>"},
    )
    text = client.get(ADDRESS).content.decode()
    assert "Tháng tư &lt;b&gt;xong&lt;/b&gt;</p>" in text
    assert "Tháng tư &lt;b&gt;xong&lt;/b&gt;</textarea>" not in text
    assert 'data-copy="section-results"' in text


def test_a_drafts_sections_and_papers_are_its_authors_own_until_it_is_filed(
    signed_in: SignIn, tmp_path: Path
) -> None:
    outlines.load(tmp_path)
    client = signed_in("officer.a1")
    client.post(ADDRESS, {**cells("20"), "section-results": "Nháp chưa nộp"})
    client.post(f"{ADDRESS}tep/", {"tep": SimpleUploadedFile("Nháp chưa nộp.txt", b"a")})
    client = signed_in("leader.a")
    for address in (ADDRESS, "/lich-su/bao-cao/A1/2020/5/"):
        assert "Nháp chưa nộp" not in client.get(address).content.decode()
    told = signed_in("officer.a1").get("/lich-su/bao-cao/A1/2020/5/").content.decode()
    assert "Nháp chưa nộp" in told
    assert "Nháp chưa nộp.txt" in told
    assert "Mục «Kết quả»" in told, "by its heading"


# --- Papers ----------------------------------------------------------------------------------------------


def test_a_paper_is_attached_read_and_removed_beside_the_form(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")
    sent = SimpleUploadedFile("Biên bản.pdf", b"%PDF-1.7")
    part = client.post(f"{ADDRESS}tep/", {"tep": sent}, headers=HTMX)
    text = part.content.decode()
    assert (part.status_code, "Biên bản.pdf" in text, "<form" in text, 'id="bieu"' in text) == (
        200,
        True,
        True,
        False,
    )
    kept = ReportFile.objects.get().pk
    got = client.get(f"{ADDRESS}tep/{kept}/")
    assert got.getvalue() == b"%PDF-1.7"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert client.post(ADDRESS, cells("20")).status_code == 302, (
        "the form that was open goes on from its version"
    )

    assert "Chưa có tài liệu" in client.post(f"{ADDRESS}tep/{kept}/go/", headers=HTMX).content.decode()
    assert not ReportFile.objects.exists()


def test_a_paper_that_is_not_what_it_says_is_refused_with_and_without_scripts(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")
    for headers in ({}, HTMX):
        sent = SimpleUploadedFile("a.pdf", b"no pdf")
        answer = client.post(f"{ADDRESS}tep/", {"tep": sent}, headers=headers)
        assert answer.status_code == 422
        assert "không đúng như đuôi tên" in answer.content.decode()
    assert not ReportFile.objects.exists()


def test_papers_of_a_filed_report_are_read_and_neither_added_nor_removed(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")
    client.post(f"{ADDRESS}tep/", {"tep": SimpleUploadedFile("a.txt", b"a")})
    client.post(ADDRESS, cells("20", action="file"))
    kept = ReportFile.objects.get().pk

    text = signed_in("leader.a").get(ADDRESS).content.decode()
    assert "a.txt" in text
    assert "tep/" in text
    assert "/go/" not in text
    client = signed_in("officer.a1")
    for address in (f"{ADDRESS}tep/", f"{ADDRESS}tep/{kept}/go/"):
        answer = client.post(address, {"tep": SimpleUploadedFile("b.txt", b"b")})
        assert answer.status_code == 422
        assert answer.content.decode().count("đang chờ duyệt; muốn sửa") == 1
    assert ReportFile.objects.count() == 1


# --- Unchanged -------------------------------------------------------------------------------------------

UNCHANGED = f"{ADDRESS}khong-doi/"


def shown(text: str) -> dict[str, str]:
    """What the review would send."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)
    return {name: unescape(value) for name, value in hidden} | {"action": "file"}


def test_what_was_shown_is_what_is_filed(signed_in: SignIn) -> None:
    world.file("A1", APRIL, 30)
    client = signed_in("officer.a1")
    assert "Không đổi, nộp luôn" in client.get(ADDRESS).content.decode()
    text = client.get(UNCHANGED).content.decode()
    assert Page(text).faults == []
    assert "30\u00a0%" in text
    assert state() is ReportState.MISSING, "looking files nothing"

    client.post(ADDRESS, shown(text))

    page = report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY)
    assert page.state is ReportState.FILED
    assert {(str(row.progress), row.done, row.next_steps) for row in page.lines} == {
        ("30.00", "Đã làm", "Sẽ làm")
    }


def test_where_something_changed_meanwhile_nothing_is_filed_and_both_are_shown(signed_in: SignIn) -> None:
    world.file("A1", APRIL, 30)
    client = signed_in("officer.a1")
    sent = shown(client.get(UNCHANGED).content.decode())
    client.post(ADDRESS, cells("35"))

    answer = client.post(ADDRESS, sent)

    assert answer.status_code == 409
    assert "Bản đang lưu: 35\u00a0%" in answer.content.decode()
    assert state() is ReportState.DRAFT


def test_it_is_not_offered_while_a_flow_a_progress_or_a_required_section_is_empty(
    signed_in: SignIn, tmp_path: Path
) -> None:
    client = signed_in("officer.a1")
    text = client.get(UNCHANGED).content.decode()
    assert "phải ghi cho kỳ này" in text, "nothing was ever reported of the tasks"
    assert 'value="file"' not in text
    reported.define()
    reported.file_figures(reported.FULL, month=APRIL)
    outlines.load(tmp_path)
    text = client.get(UNCHANGED).content.decode()
    assert f'href="{ADDRESS}#figure-talks"' in text
    assert f'href="{ADDRESS}#section-results"' in text
    assert "#figure-homes" not in text
    assert 'value="file"' not in text

    typed = {**cells("40"), **figures("100"), "section-results": "Như tháng trước"}
    typed |= {name: "" for name in typed if name.startswith("difficulties-")}
    typed |= {name: "Sẽ làm" for name in typed if name.startswith("next-")}
    client.post(ADDRESS, typed)
    text = client.get(UNCHANGED).content.decode()
    client.post(ADDRESS, shown(text))

    assert state() is ReportState.FILED
    assert stored()["results"] == "Như tháng trước"


def test_a_draft_that_says_something_else_is_filed_from_its_form(signed_in: SignIn) -> None:
    world.file("A1", APRIL, 30)
    client = signed_in("officer.a1")
    client.post(ADDRESS, cells("35"))
    assert "nộp luôn" not in client.get(ADDRESS).content.decode()
    text = client.get(UNCHANGED).content.decode()
    assert "đã khác kỳ trước" in text
    assert 'value="file"' not in text


def test_what_is_filed_or_returned_already_leads_to_the_report(signed_in: SignIn) -> None:
    world.file("A1", MAY, 30)
    client = signed_in("officer.a1")
    assert client.get(UNCHANGED).headers["Location"] == ADDRESS
    signed_in("leader.a").post(f"{ADDRESS}tra-lai/", {"reason": "Thiếu"})
    assert signed_in("officer.a1").get(UNCHANGED).headers["Location"] == ADDRESS


def test_the_units_list_offers_the_month_that_is_open_to_who_files_it(signed_in: SignIn) -> None:
    address = "/bao-cao/A1/2020/"
    assert UNCHANGED in signed_in("officer.a1").get(address).content.decode()
    assert "khong-doi" not in signed_in("leader.a").get(address).content.decode()
    world.file("A1", MAY, 30)
    text = signed_in("officer.a1").get(address).content.decode()
    assert "/bao-cao/A1/2020/6/khong-doi/" in text, "June began on 15 May"
