"""Papers attached to a report: added and removed while it is in its author's hands, then frozen with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.files.queries import FileToServe, file_to_serve
from nhip.apps.files.services import Sent, keep_file
from nhip.apps.org import ground
from nhip.apps.reports.cases import case_of, check_expected, find_locked
from nhip.apps.reports.models import Report, ReportFile
from nhip.core.access import Act, Actor, may, require_sight
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.periods import Month
from nhip.core.reporting import ReportState, check_begun, check_editable

MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class FileRow:
    id: int
    name: str
    size: int
    at: datetime
    office: str


def file_rows(report: Report | None) -> tuple[FileRow, ...]:
    """In the order of their coming. One statement."""
    if report is None:
        return ()
    return tuple(
        FileRow(
            row.pk, row.stored.name, row.stored.size, row.at, "" if row.person is None else row.person.office
        )
        for row in report.files.select_related("stored", "person").order_by("at", "pk")
    )


def file_of_report(*, actor: Actor, code: str, month: Month, file_id: int, today: date) -> FileToServe:
    """For whoever sees the report; a draft that was never filed is its author's own.

    Raises UnknownUnit, NotAllowed, NotFound.
    """
    history = ground.current().history
    unit = history.bearer_in_month(code, month, today=today)
    tree = history.on(min(history.cut_off(unit, month), today))
    require_sight(actor, unit, history, on=tree.on, today=today)
    file = (
        ReportFile.objects.select_related("stored", "report")
        .filter(pk=file_id, report__unit=unit, report__year=month.year, report__month=month.number)
        .first()
    )
    if file is None or (file.report.filed_at is None and not may(actor, Act.EDIT_REPORT, unit, tree)):
        raise NotFound
    return file_to_serve(file.stored)


@transaction.atomic
def attach_to_report(*, actor: Actor, code: str, month: Month, files: Sequence[Sent], now: datetime) -> None:
    """Attach papers; all of them or none. A report that nobody has written yet is begun, and stays prefilled.

    Raises UnknownUnit, NotAllowed, RuleBroken (none chosen, kind, size, too many; not begun, out of hands).
    """
    case = case_of(actor, Act.EDIT_REPORT, code, month, now)
    check_expected(case)
    check_begun(month, case.calendar, today=now.date())
    if not files:
        raise RuleBroken(gettext_noop("Chưa chọn tệp nào."), field="file")
    report, _is_new = Report.objects.select_for_update().get_or_create(
        unit_id=case.unit, year=month.year, month=month.number
    )
    check_editable(ReportState(report.state))
    if report.files.count() + len(files) > MOST_FILES:
        raise RuleBroken(
            gettext_noop("Báo cáo có tối đa {most} tệp; gỡ bớt tệp cũ, hoặc gộp các tệp lại."),
            field="file",
            most=MOST_FILES,
        )
    entries = []
    for sent in files:
        stored = keep_file(name=sent.name, content=sent.content)
        ReportFile.objects.create(report=report, stored=stored, person_id=actor.person, at=now)
        facts = {"file": stored.name, "size": stored.size, "sha256": stored.digest}
        entries.append(Entry("attach_report_file", report, case.unit, after=facts))
    record(actor=actor, role=case.role, entries=entries, at=now)


@transaction.atomic
def remove_from_report(*, actor: Actor, code: str, month: Month, file_id: int, now: datetime) -> None:
    """Take a paper off a report. Raises UnknownUnit, NotAllowed, NotFound, RuleBroken (out of hands)."""
    case = case_of(actor, Act.EDIT_REPORT, code, month, now)
    report = find_locked(case)
    file = None if report is None else report.files.select_related("stored").filter(pk=file_id).first()
    if report is None or file is None:
        raise NotFound
    check_editable(ReportState(report.state))
    facts = {"file": file.stored.name, "size": file.stored.size, "sha256": file.stored.digest}
    entry = Entry("remove_report_file", report, case.unit, before=facts)
    record(actor=actor, role=case.role, entries=[entry], at=now)
    file.delete()
