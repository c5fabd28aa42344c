"""Corrections and the comparison of totals, on their pages."""

import re
from html import unescape

import pytest

from nhip.apps.indicators.models import Figure
from nhip.apps.reports.deciding import approve_report
from nhip.apps.reports.models import Correction, Report
from nhip.apps.rollups.refreshing import drain
from nhip.core.corrections import CorrectionState
from tests import reported, world
from tests.conftest import SignIn
from tests.reported import FULL, MAY, file_figures
from tests.web.html import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/bao-cao/A1/2020/5/"
CORRECT = f"{ADDRESS}dinh-chinh/"


@pytest.fixture(autouse=True)
def approved(db: object) -> None:
    reported.define()
    file_figures(FULL)
    approve_report(actor=world.person("leader.a"), code="A1", month=MAY, now=world.NOW)


def sent(poor: str, reason: str = "Trùng hai hộ") -> dict[str, str]:
    version = Report.objects.get(month=5).version
    return {
        "figure-homes": "100",
        "figure-poor": poor,
        "figure-poor:dtts": "15",
        "figure-talks": "3",
        "version": str(version),
        "reason": reason,
    }


def poor() -> int:
    return int(Figure.objects.get(indicator__code="poor", category="").value)


def test_from_asking_to_the_comparison(signed_in: SignIn) -> None:
    assert CORRECT in signed_in("officer.a1").get(ADDRESS).content.decode()
    assert CORRECT not in signed_in("leader.a").get(ADDRESS).content.decode()
    assert signed_in("officer.a1").post(CORRECT, sent("18")).status_code == 302
    assert "Chấp nhận đính chính" not in signed_in("officer.a1").get(ADDRESS).content.decode()
    assert "Rút đề nghị" in signed_in("officer.a1").get(ADDRESS).content.decode()
    assert "Chấp nhận đính chính" in signed_in("leader.a").get(ADDRESS).content.decode()
    assert "đề nghị đính chính" in signed_in("leader.a").get("/bao-cao/A/2020/?thang=5").content.decode()
    assert signed_in("leader.a").post(f"{CORRECT}chap-nhan/").status_code == 302
    assert poor() == 18
    drain(now=world.NOW)
    text = signed_in("leader.a").get("/bao-cao/A/2020/doi-chieu/?ky=2020-05&chi=khac").content.decode()
    assert "−2" in text
    assert "Trùng hai hộ" in text
    assert "Tổng số hộ" not in text
    assert "nay là 18" in signed_in("officer.a1").get(ADDRESS).content.decode()


def opened(text: str) -> dict[str, str]:
    """Everything that the page would send as it was opened."""
    inputs = re.findall(r'<input[^>]*? name="([^"]+)" value="([^"]*)"', text)
    areas = re.findall(r'<textarea[^>]*? name="([^"]+)"[^>]*>\n([^<]*)</textarea>', text)
    return {name: unescape(value) for name, value in (*inputs, *areas)}


def test_progress_and_words_are_corrected_beside_what_was_reported(signed_in: SignIn) -> None:
    task = min(world.lines("A1", MAY, 40))
    form = opened(signed_in("officer.a1").get(CORRECT).content.decode())
    assert (form[f"progress-{task}"], form[f"seen-done-{task}"]) == ("40", "Đã làm")
    wrong = form | {
        f"progress-{task}": "140",
        f"done-{task}": "Đã nghiệm thu",
        "figure-poor": "x",
        "reason": "Nhầm",
    }
    answer = signed_in("officer.a1").post(CORRECT, wrong)
    text = answer.content.decode()
    assert (answer.status_code, Page(text).faults) == (422, [])
    assert f'id="progress-{task}-error"' in text
    assert 'id="figure-poor-error"' in text
    assert "sẽ đính chính; hiện nay: Đã làm" in text

    right = wrong | {f"progress-{task}": "70", "figure-poor": "20"}
    assert signed_in("officer.a1").post(CORRECT, right).status_code == 302
    told = signed_in("leader.a").get(ADDRESS).content.decode()
    assert "Đã nghiệm thu" in told
    signed_in("leader.a").post(f"{CORRECT}chap-nhan/")
    text = signed_in("officer.a1").get(ADDRESS).content.decode()
    assert "nay là 70\u00a0%" in text
    assert "nay là: Đã nghiệm thu" in text
    assert f"{40}\u00a0%" in text, "as reported"
    assert Page(text).faults == []


def test_a_figure_loaded_while_the_page_was_open_is_named_and_what_was_left_alone_is_not_sent(
    signed_in: SignIn,
) -> None:
    form = opened(signed_in("officer.a1").get(CORRECT).content.decode()) | {"reason": "Nhầm"}
    Figure.objects.filter(indicator__code="poor", category="").update(value=25)
    answer = signed_in("officer.a1").post(CORRECT, form | {"figure-poor": "18"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="figure-poor-error">Chỗ này vừa đổi thành «25»' in text
    assert 'name="seen-figure-poor" value="25"' in text, "once it was looked at, it can be sent"

    assert signed_in("officer.a1").post(CORRECT, form | {"figure-talks": "4"}).status_code == 302
    cells = Correction.objects.get().figures.values_list("indicator__code", flat=True)
    assert list(cells) == ["talks"]


def test_what_was_typed_stays_with_a_wrong_cell_or_without_a_reason(signed_in: SignIn) -> None:
    for data, sentence in (
        (sent("1.234,5x"), 'value="1.234,5x"'),
        (sent("200"), "lớn hơn"),
        (sent("18", reason=" "), 'id="reason-error"'),
        (sent("20"), "Chưa có chỗ nào khác"),
    ):
        answer = signed_in("officer.a1").post(CORRECT, data)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert f'value="{data["figure-poor"]}"' in answer.content.decode()
    assert not Correction.objects.exists()


def test_the_answer_that_refuses_says_why(signed_in: SignIn) -> None:
    signed_in("officer.a1").post(CORRECT, sent("18"))
    refused = signed_in("leader.a").post(f"{CORRECT}tu-choi/", {"answer": " "})
    assert refused.status_code == 422
    assert 'id="answer-error"' in refused.content.decode()
    signed_in("leader.a").post(f"{CORRECT}tu-choi/", {"answer": "Đã đối chiếu sổ"})
    assert "Đã đối chiếu sổ" in signed_in("officer.a1").get(ADDRESS).content.decode()
    assert Correction.objects.get().state == CorrectionState.REFUSED
    assert poor() == 20


def test_a_request_is_taken_back(signed_in: SignIn) -> None:
    signed_in("officer.a1").post(CORRECT, sent("18"))
    assert "đang có một đề nghị" in signed_in("officer.a1").get(CORRECT).content.decode()
    signed_in("officer.a1").post(f"{CORRECT}rut/")
    assert Correction.objects.get().state == CorrectionState.WITHDRAWN
    assert 'name="figure-poor"' in signed_in("officer.a1").get(CORRECT).content.decode()


def test_a_page_opened_before_another_correction_is_not_taken_for_the_newest(signed_in: SignIn) -> None:
    stale = sent("20") | {"figure-talks": "5"}
    signed_in("officer.a1").post(CORRECT, sent("18"))
    signed_in("leader.a").post(f"{CORRECT}chap-nhan/")
    answer = signed_in("officer.a1").post(CORRECT, stale)
    assert answer.status_code == 409
    assert 'value="5"' in answer.content.decode()
    assert answer.content.decode().count("khác số hiện nay") == 2, "what would change is said at its cell"
    assert poor() == 18


@pytest.mark.parametrize("query", ["ky=2019-04", "ky=x", "chi=x", "chi-tieu=x", "ky=2020-04-YTD"])
def test_a_comparison_of_nothing_is_refused(query: str, signed_in: SignIn) -> None:
    assert signed_in("leader.a").get(f"/bao-cao/A/2020/doi-chieu/?{query}").status_code in (404, 422)
