"""Reports on pages: what is typed is kept whatever happens; a refusal stands at its cell; nothing is overwritten."""

import pytest

from nhip.apps.reports.queries import report_page
from nhip.core.access import OPERATOR
from nhip.core.periods import Month
from nhip.core.reporting import ReportState
from tests import reported, world
from tests.conftest import SignIn
from tests.web.html import Page

pytestmark = pytest.mark.django_db
MAY = Month(2020, 5)
ADDRESS = "/bao-cao/A1/2020/5/"


def cells(progress: str, *, version: int = 0, action: str = "save", done: str = "Đã làm") -> dict[str, str]:
    """The form of A1's report as typed, the same in every line."""
    page = report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY)
    typed = {"version": str(version), "action": action}
    for line in page.lines:
        typed |= {
            f"progress-{line.task_id}": progress,
            f"done-{line.task_id}": done,
            f"difficulties-{line.task_id}": "Chưa có vốn",
            f"next-{line.task_id}": "Làm tiếp",
        }
    return typed


def state() -> ReportState:
    return report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY).state


def test_a_draft_is_saved_and_found_again(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")

    answer = client.post(ADDRESS, cells("12,5"), follow=True)

    text = answer.content.decode()
    assert "Đã lưu bản nháp lúc" in text
    assert 'value="12,5"' in text
    assert "Chưa có vốn" in text
    assert state() is ReportState.DRAFT


def test_a_report_is_filed_and_then_only_read(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")

    text = client.post(ADDRESS, cells("40", action="file"), follow=True).content.decode()

    assert state() is ReportState.FILED
    assert "Đã nộp báo cáo tháng 5/2020." in text
    assert "<textarea" not in text
    assert "40\u00a0%" in text


def test_what_cannot_be_read_or_is_out_of_range_stands_at_its_cell_and_everything_typed_is_kept(
    signed_in: SignIn,
) -> None:
    client = signed_in("officer.a1")
    first, second = (
        line.task_id for line in report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY).lines
    )

    for typed, sentence in (("12.5", "dùng sai dấu"), ("abc", "không đọc được là số")):
        answer = client.post(ADDRESS, {**cells("50", action="file"), f"progress-{second}": typed})
        text = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in text
        assert f'id="progress-{second}-error"' in text
        assert f'id="progress-{first}-error"' not in text
        assert f'href="#progress-{second}"' in text, "the list above leads to the cell"
        assert f'value="{typed}"' in text
        assert text.count("Chưa có vốn</textarea>") == 2
        assert Page(text).faults == []
    answer = client.post(ADDRESS, {**cells("50", action="file"), f"progress-{second}": "101"})
    assert "Tiến độ 101 % không hợp lệ: phải từ 0 đến 100." in answer.content.decode()
    assert state() is ReportState.MISSING, "nothing was stored"


def test_what_cannot_be_read_and_what_is_out_of_range_are_named_together(signed_in: SignIn) -> None:
    first, second = (
        line.task_id for line in report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY).lines
    )
    wrong = {**cells("50"), f"progress-{first}": "abc", f"progress-{second}": "140"}

    text = signed_in("officer.a1").post(ADDRESS, wrong).content.decode()

    assert "«abc» không đọc được là số" in text
    assert "Tiến độ 140 % không hợp lệ" in text
    assert "Chưa ghi được: 2 chỗ cần sửa" in text


def test_filing_with_a_gap_names_the_task_a_draft_may_have_gaps(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")

    refused = client.post(ADDRESS, cells("", action="file"))
    kept = client.post(ADDRESS, cells(""))

    assert refused.status_code == 422
    assert "Chưa ghi tiến độ" in refused.content.decode()
    assert kept.status_code == 302


def test_a_report_changed_meanwhile_is_not_overwritten_and_both_versions_are_shown(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")
    client.post(ADDRESS, cells("20", done="Bản của đồng nghiệp"))

    answer = client.post(ADDRESS, cells("30", version=0, done="Bản của tôi"))

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "vừa được người khác sửa" in text
    assert "Bản của tôi</textarea>" in text
    assert "<q>Bản của đồng nghiệp</q>" in text
    assert "Bản đang lưu: 20\u00a0%" in text
    assert 'name="version" value="1"' in text, "saving again goes on from the newer version"
    assert Page(text).faults == []
    again = client.post(ADDRESS, cells("30", version=1, done="Bản của tôi"))
    assert again.status_code == 302


def test_a_report_filed_meanwhile_shows_what_was_typed_without_buttons_to_save_it(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")
    client.post(ADDRESS, cells("20", action="file"))

    answer = client.post(ADDRESS, cells("30", version=0, done="Bản của tôi"))

    text = answer.content.decode()
    assert answer.status_code in {409, 422}, "somebody was quicker, and it is out of the author's hands"
    assert "Bản của tôi</textarea>" in text
    assert 'name="action"' not in text


def test_htmx_saves_in_place_and_gets_the_new_version(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")

    answer = client.post(ADDRESS, cells("20"), headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in text
    assert 'id="trang-thai"' in text
    assert 'name="version" value="1"' in text
    assert "Đã lưu nháp lúc" in text


def test_last_months_words_are_filled_in_and_stay_beside_the_cell(signed_in: SignIn) -> None:
    world.file("A1", Month(2020, 4), 30)

    text = signed_in("officer.a1").get(ADDRESS).content.decode()

    assert "Đã chép sẵn tiến độ và lời của tháng trước" in text
    assert 'value="30"' in text
    assert "Sẽ làm</textarea>" in text


def test_the_leader_approves_and_the_author_does_not_see_the_buttons(signed_in: SignIn) -> None:
    world.file("A1", MAY, 40)

    assert "duyet/" not in signed_in("officer.a1").get(ADDRESS).content.decode()
    client = signed_in("leader.a")
    assert "Duyệt báo cáo" in client.get(ADDRESS).content.decode()
    text = client.post(f"{ADDRESS}duyet/", follow=True).content.decode()

    assert state() is ReportState.APPROVED
    assert "Đã duyệt báo cáo tháng 5/2020." in text
    assert "Duyệt báo cáo<" not in text


def test_sending_back_needs_a_reason_which_the_author_then_reads(signed_in: SignIn) -> None:
    world.file("A1", MAY, 40)
    client = signed_in("leader.a")

    refused = client.post(f"{ADDRESS}tra-lai/", {"reason": "  "})
    assert refused.status_code == 422
    assert 'id="reason-error"' in refused.content.decode()
    assert state() is ReportState.FILED
    client.post(f"{ADDRESS}tra-lai/", {"reason": "Thiếu <b>biên bản</b>"})

    assert state() is ReportState.RETURNED
    text = signed_in("officer.a1").get(ADDRESS).content.decode()
    assert "Thiếu &lt;b&gt;biên bản&lt;/b&gt;" in text
    assert "Nộp báo cáo" in text


@pytest.mark.parametrize("login", ["officer.b1", "leader.b", "auditor.p", "officer.a2"])
def test_others_neither_write_nor_decide(signed_in: SignIn, login: str) -> None:
    world.file("A1", Month(2020, 4), 40)
    client = signed_in(login)

    assert client.post(ADDRESS, cells("10")).status_code == 404
    assert client.post("/bao-cao/A1/2020/4/duyet/").status_code == 404
    assert client.post("/bao-cao/A1/2020/4/tra-lai/", {"reason": "x"}).status_code == 404


def test_a_draft_is_its_authors_own_until_it_is_filed(signed_in: SignIn) -> None:
    signed_in("officer.a1").post(ADDRESS, cells("20", done="Nháp chưa nộp"))

    text = signed_in("leader.a").get(ADDRESS).content.decode()

    assert "Nháp chưa nộp" not in text
    assert "Đơn vị chưa nộp báo cáo tháng này" in text


def test_a_period_that_has_not_begun_cannot_be_written(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")

    text = client.get("/bao-cao/A1/2020/8/").content.decode()
    answer = client.post("/bao-cao/A1/2020/8/", {"version": "0", "action": "save"})

    assert "Kỳ báo cáo này chưa bắt đầu" in text
    assert "<textarea" not in text
    assert answer.status_code == 422
    assert "chưa bắt đầu: kỳ này mở từ 15/07/2020" in answer.content.decode()


def test_the_list_filters_by_state_in_the_address(signed_in: SignIn) -> None:
    world.file("A1", MAY, 40)
    client = signed_in("leader.p")

    everyone = client.get("/bao-cao/P/2020/?thang=5").content.decode()
    waiting = client.get("/bao-cao/P/2020/?thang=5&tinh-trang=cho-duyet").content.decode()

    assert "Xã Ánh" in everyone
    assert "Xã Đông" in everyone
    assert "<small>Huyện Bắc</small>" in everyone
    assert "Xã Ánh" in waiting
    assert "Xã Đông" not in waiting


def test_everything_typed_is_stored_in_one_normal_form(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")
    decomposed = "Đa\u0303 xong"

    client.post(ADDRESS, cells("20", done=decomposed))

    page = report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY)
    assert {line.done for line in page.lines} == {"Đã xong"}


def figures(homes: str, poor: str = "20", dtts: str = "15", talks: str = "3") -> dict[str, str]:
    return {"figure-homes": homes, "figure-poor": poor, "figure-poor:dtts": dtts, "figure-talks": talks}


def test_figures_are_typed_saved_and_filed_with_the_report(signed_in: SignIn) -> None:
    reported.define()
    client = signed_in("officer.a1")
    text = client.post(ADDRESS, {**cells("40"), **figures("1.234,5")}, follow=True).content.decode()
    assert 'value="1.234,5"' in text, "a draft may be wrong"

    answer = client.post(ADDRESS, {**cells("40", version=1, action="file"), **figures("1.234,5")})
    assert answer.status_code == 422
    assert "«1.234,5» có phần lẻ" in answer.content.decode()
    assert state() is ReportState.DRAFT

    text = client.post(
        ADDRESS, {**cells("40", version=1, action="file"), **figures("1.234")}, follow=True
    ).content.decode()
    assert state() is ReportState.FILED
    assert "<b>1.234</b>" in text


@pytest.mark.parametrize("typed", ["abc", "1,234.5", "12.5", "-"])
def test_a_figure_that_cannot_be_read_stands_at_its_cell_with_everything_typed(
    typed: str, signed_in: SignIn
) -> None:
    reported.define()
    answer = signed_in("officer.a1").post(ADDRESS, {**cells("101", action="file"), **figures(typed)})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="figure-homes-error"' in text
    assert f'value="{typed}"' in text
    assert "Tiến độ" in text
    assert 'value="101"' in text
    assert state() is ReportState.MISSING


def test_wrong_tasks_texts_and_figures_are_named_in_one_answer_each_at_its_cell(signed_in: SignIn) -> None:
    reported.define()
    first, second = world.lines("A1", MAY, 50)
    typed = {**cells("50", action="file"), **figures("10", poor="-2", dtts="nhiều", talks="1" * 19)}
    wrong = typed | {f"progress-{first}": "101", f"progress-{second}": "", f"done-{second}": "a" * 4001}

    text = signed_in("officer.a1").post(ADDRESS, wrong).content.decode()

    assert "Chưa ghi được: 6 chỗ cần sửa" in text
    for cell in (
        f"progress-{first}",
        f"progress-{second}",
        "figure-poor",
        "figure-poor:dtts",
        "figure-talks",
    ):
        assert f'id="{cell}-error"' in text, cell
    assert f'id="text-{second}-error"' in text
    assert state() is ReportState.MISSING


def test_no_figure_is_measured_against_one_that_cannot_be_read(signed_in: SignIn) -> None:
    reported.define()
    client = signed_in("officer.a1")
    client.post(ADDRESS, {**cells("40"), **figures("10")})
    answer = client.post(ADDRESS, {**cells("40", version=1, action="file"), **figures("1OO", poor="20")})
    assert "Chưa ghi được: 1 chỗ cần sửa" in answer.content.decode()


def test_an_unlikely_figure_is_asked_back_at_its_cell_and_filed_once_confirmed(signed_in: SignIn) -> None:
    reported.define()
    reported.file_figures(reported.FULL, month=Month(2020, 4))
    client = signed_in("officer.a1")
    typed = {**cells("50", action="file"), **figures("800", talks="")}

    answer = client.post(ADDRESS, typed)

    asked = answer.content.decode()
    assert answer.status_code == 422
    assert "Gấp 8 lần kỳ trước (100)" in asked
    assert "1 chỉ tiêu còn để trống" in asked
    assert Page(asked).faults == []
    assert state() is ReportState.MISSING
    confirmed = {**typed, "confirm": ["figure-homes", "figures-missing"]}
    text = client.post(ADDRESS, confirmed, follow=True).content.decode()
    assert state() is ReportState.FILED
    assert "khác nhiều kỳ trước, đã xác nhận" in text


def test_a_leader_approves_the_reports_ticked_in_the_list(signed_in: SignIn) -> None:
    for code in ("A1", "A9"):
        world.file(code, MAY, 40)
    client = signed_in("leader.a")
    address = "/bao-cao/A/2020/5/duyet-chon/"
    assert client.get("/bao-cao/A/2020/?thang=5").content.decode().count('name="unit"') == 2
    assert client.post(address).status_code == 422

    text = client.post(address, {"unit": ["A1", "A9"]}, follow=True).content.decode()

    assert "Đã duyệt 2 báo cáo tháng 5/2020." in text
    assert state() is ReportState.APPROVED
    text = client.post(address, {"unit": "A1"}, follow=True).content.decode()
    assert "Chưa duyệt báo cáo của đơn vị A1: Chỉ duyệt hoặc trả lại được báo cáo đã nộp" in text


def test_with_one_that_is_not_theirs_to_decide_nothing_is_approved(signed_in: SignIn) -> None:
    world.file("A1", MAY, 40)
    world.file("B1", MAY, 40)
    answer = signed_in("leader.a").post("/bao-cao/A/2020/5/duyet-chon/", {"unit": ["A1", "B1"]})
    assert answer.status_code == 404
    assert state() is ReportState.FILED


def test_a_level_is_said_to_be_copied_only_as_long_as_it_is_not_changed(signed_in: SignIn) -> None:
    reported.define()
    reported.file_figures(reported.FULL, month=Month(2020, 4))
    client = signed_in("officer.a1")
    assert client.get(ADDRESS).content.decode().count("chép từ kỳ trước") == 3
    answer = client.post(ADDRESS, {**cells("50", action="file"), **figures("101", talks="x")})
    assert answer.content.decode().count("chép từ kỳ trước") == 2, "homes was 100"
