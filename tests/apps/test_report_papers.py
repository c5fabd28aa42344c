"""Papers of a report: told by their content, added and removed while it is written, frozen once it is filed."""

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.files.services import Sent
from nhip.apps.reports import attachments
from nhip.apps.reports.as_json import report_as_json
from nhip.apps.reports.attachments import MOST_FILES
from nhip.apps.reports.deciding import return_report
from nhip.apps.reports.models import Report, ReportFile
from nhip.apps.reports.queries import ReportPage, report_page
from nhip.core.access import OPERATOR
from nhip.core.errors import NotAllowed, NotFound, RuleBroken
from nhip.core.periods import Month
from nhip.core.reporting import ReportState
from tests import reported, world

pytestmark = pytest.mark.django_db
MAY = Month(2020, 5)
TEXT = Sent("a.txt", b"a")


def attach(*files: Sent, login: str = "officer.a1", month: Month = MAY) -> None:
    attachments.attach_to_report(
        actor=world.person(login), code="A1", month=month, files=files, now=world.NOW
    )


def remove(login: str = "officer.a1") -> None:
    file = ReportFile.objects.latest("pk").pk
    attachments.remove_from_report(
        actor=world.person(login), code="A1", month=MAY, file_id=file, now=world.NOW
    )


def page() -> ReportPage:
    return report_page(actor=OPERATOR, code="A1", month=MAY, today=world.TODAY)


def test_a_paper_begins_a_report_that_stays_prefilled_and_at_version_0() -> None:
    reported.define()
    reported.file_figures(reported.FULL, month=Month(2020, 4))
    before = page()

    attach(TEXT, Sent("b.pdf", b"%PDF-1.7"))

    found = page()
    assert [one.name for one in found.files] == ["a.txt", "b.pdf"]
    assert (found.state, found.version) == (ReportState.DRAFT, 0)
    assert (found.lines, found.figures) == (before.lines, before.figures)
    assert report_as_json(found)["figures"] == [], "nothing prefilled is told as reported"
    world.file("A1", MAY, 40)
    assert [one.name for one in page().files] == ["a.txt", "b.pdf"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ((), "Chưa chọn tệp"),
        ((TEXT, Sent("b.pdf", b"no pdf")), "không đúng như đuôi tên"),
        ((TEXT, Sent("b.html", b"<p>")), "Không nhận loại tệp"),
        ((TEXT,) * (MOST_FILES + 1), "tối đa 20 tệp"),
    ],
)
def test_what_is_refused_leaves_nothing(files: tuple[Sent, ...], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        attach(*files)
    assert not Report.objects.exists()
    assert not ReportFile.objects.exists()


def test_a_filed_reports_papers_are_frozen_until_it_is_returned() -> None:
    attach(TEXT)
    world.file("A1", MAY, 40)
    with pytest.raises(RuleBroken, match="đang chờ duyệt"):
        attach(TEXT)
    with pytest.raises(RuleBroken, match="đang chờ duyệt"):
        remove()
    return_report(actor=world.person("leader.a"), code="A1", month=MAY, reason="Thiếu", now=world.NOW)
    attach(Sent("b.txt", b"b"))
    remove()
    assert [one.name for one in page().files] == ["a.txt"]
    acts = AuditRecord.objects.filter(act__endswith="_report_file").order_by("sequence")
    assert list(acts.values_list("act", flat=True)) == [
        "attach_report_file",
        "attach_report_file",
        "remove_report_file",
    ]


def test_who_may_not_edit_neither_attaches_nor_removes() -> None:
    attach(TEXT)
    for login in ("leader.a", "officer.a", "officer.b1", "auditor.p"):
        with pytest.raises(NotAllowed):
            attach(TEXT, login=login)
        with pytest.raises(NotAllowed):
            remove(login)


def test_a_period_that_has_not_begun_takes_no_paper() -> None:
    with pytest.raises(RuleBroken, match="chưa bắt đầu"):
        attach(TEXT, month=Month(2020, 8))


def test_a_drafts_paper_is_its_authors_own_until_the_report_is_filed() -> None:
    attach(TEXT)
    file = ReportFile.objects.get().pk

    def read(login: str) -> str:
        return attachments.file_of_report(
            actor=world.person(login), code="A1", month=MAY, file_id=file, today=world.TODAY
        ).name

    assert read("officer.a1") == "a.txt"
    with pytest.raises(NotFound):
        read("leader.a")
    world.file("A1", MAY, 40)
    assert read("leader.a") == "a.txt"
    for login in ("officer.b1", "leader.q"):
        with pytest.raises(NotAllowed):
            read(login)
