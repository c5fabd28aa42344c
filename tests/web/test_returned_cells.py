"""Sending back single cells of a report, on the page."""

import pytest

from nhip.apps.reports.models import Report
from nhip.core.reporting import ReportState
from tests import reported
from tests.conftest import SignIn
from tests.reported import FULL, file_figures

pytestmark = pytest.mark.django_db
ADDRESS = "/bao-cao/A1/2020/5/"


@pytest.fixture(autouse=True)
def filed(db: object) -> None:
    reported.define()
    file_figures(FULL)


def test_the_leader_writes_the_reason_at_the_cell_and_the_author_mends_that_cell_alone(
    signed_in: SignIn,
) -> None:
    assert 'name="return-figure-poor"' in signed_in("leader.a").get(ADDRESS).content.decode()
    signed_in("leader.a").post(
        f"{ADDRESS}tra-lai/", {"scope": "cells", "return-figure-poor": "Khác <b>sổ</b>"}
    )
    assert Report.objects.get().state == ReportState.PART_RETURNED

    text = signed_in("officer.a1").get(ADDRESS).content.decode()
    assert "Trả lại: Khác &lt;b&gt;sổ&lt;/b&gt;" in text
    assert text.count("readonly") == len(FULL) - 1 + text.count('<fieldset class="line') * 4
    version = Report.objects.get().version
    sent = {"figure-poor": "18", "version": str(version), "action": "file"}
    assert signed_in("officer.a1").post(ADDRESS, sent | {"figure-homes": "90"}).status_code == 422
    assert signed_in("officer.a1").post(ADDRESS, sent).status_code == 302
    assert Report.objects.get().state == ReportState.FILED
    assert 'class="returned"' in signed_in("leader.a").get(ADDRESS).content.decode()


def test_what_was_typed_at_the_cells_stays_when_it_is_refused(signed_in: SignIn) -> None:
    long = "x" * 2001
    refused = signed_in("leader.a").post(
        f"{ADDRESS}tra-lai/",
        {"scope": "cells", "return-figure-poor": long, "return-figure-homes": "Sai hộ"},
    )
    assert refused.status_code == 422
    text = refused.content.decode()
    assert long in text
    assert 'value="Sai hộ"' in text
    assert "2001" in text or "2.001" in text
    assert Report.objects.get().state == ReportState.FILED


def test_without_a_reason_at_any_cell_the_page_asks_for_one(signed_in: SignIn) -> None:
    refused = signed_in("leader.a").post(f"{ADDRESS}tra-lai/", {"scope": "cells"})
    assert refused.status_code == 422
    assert "Chưa ghi lý do tại ô nào" in refused.content.decode()
