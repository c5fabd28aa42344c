"""A report by period: written, and filed with its totals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.periodic.cases import PeriodicCase, acting_case, check_expected, sections_asked
from nhip.apps.periodic.models import PeriodicReport, PeriodicSection, PeriodicTotal
from nhip.apps.periodic.moving import move
from nhip.apps.reports.receipts import digest_of, receive
from nhip.apps.reports.sections import Texts, composed_texts
from nhip.core.access import Act, Actor
from nhip.core.errors import RulesBroken
from nhip.core.outline import Section, check_told, check_written
from nhip.core.periodic import ReportPeriod, check_begun, check_open, months_told
from nhip.core.reporting import ReportState, check_writable


@dataclass(frozen=True, slots=True)
class Written:
    """What a person sends. sections: code -> text, those not among them stay. version: the one the person saw, 0 for
    none stored yet. key: the same when it is sent again because no answer came."""

    sections: Texts
    version: int
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A total to be filed. indicator: identity."""

    indicator: int
    category: str
    value: Decimal
    reported: int
    expected: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What is filed beside the words. expected, approved: monthly reports that the totals rest on."""

    rows: tuple[Total, ...] = ()
    expected: int = 0
    approved: int = 0


@transaction.atomic
def save_periodic(*, actor: Actor, code: str, period: ReportPeriod, written: Written, now: datetime) -> int:
    """Store a draft. Returns the new version; the same again where it was received already.

    Raises RulesBroken (sections), RuleBroken (not begun, out of hands, no such report), Conflict (changed meanwhile),
    UnknownUnit, NotAllowed.
    """
    case, role = acting_case(actor, Act.EDIT_REPORT, code, period, now)
    contents = ("save periodic", case.unit, str(period), written)
    received = receive(written.key, digest_of(actor, contents), written.version + 1, now)
    if received is not None:
        return received
    return _write(actor, role, case, sections_asked(case), written, now).version


@transaction.atomic
def file_periodic(
    *, actor: Actor, code: str, period: ReportPeriod, written: Written, totals: Totals, now: datetime
) -> None:
    """Store the words and file the report with its totals, which stay as they are. Nothing is done where the same was
    received already.

    Raises RulesBroken (sections), RuleBroken (the period runs, out of hands, no such report), Conflict, UnknownUnit,
    NotAllowed.
    """
    case, role = acting_case(actor, Act.FILE_REPORT, code, period, now)
    contents = ("file periodic", case.unit, str(period), written)
    if receive(written.key, digest_of(actor, contents), written.version + 1, now) is not None:
        return
    outline = sections_asked(case)
    report = _write(actor, role, case, outline, written, now)
    check_open(case.closes_on, today=now.date())
    untold = check_told(outline, dict(report.sections.values_list("code", "text")), months_told(period))
    if untold:
        raise RulesBroken(untold)
    report.totals.all().delete()
    PeriodicTotal.objects.bulk_create(
        PeriodicTotal(
            report=report,
            indicator_id=one.indicator,
            category=one.category,
            value=one.value,
            reported=one.reported,
            expected=one.expected,
        )
        for one in totals.rows
    )
    report.expected, report.approved = totals.expected, totals.approved
    move(actor, role, case, report, ReportState.FILED, now)


def _write(
    actor: Actor,
    role: str,
    case: PeriodicCase,
    outline: Iterable[Section],
    written: Written,
    now: datetime,
) -> PeriodicReport:
    check_expected(case)
    check_begun(case.begins_on, today=now.date())
    report, _is_new = PeriodicReport.objects.select_for_update().get_or_create(
        unit_id=case.unit, period=str(case.period), defaults={"year": case.period.year}
    )
    check_writable(ReportState(report.state), stored=report.version, seen=written.version)
    texts = composed_texts(written.sections)
    stored = dict(report.sections.values_list("code", "text"))
    refused = check_written(texts, {one.code for one in outline} | stored.keys(), case.period)
    if refused:
        raise RulesBroken(refused)
    report.version += 1
    report.save()
    changed = {code: text for code, text in texts.items() if stored.get(code, "") != text}
    PeriodicSection.objects.bulk_create(
        [PeriodicSection(report=report, code=code, text=text) for code, text in changed.items()],
        update_conflicts=True,
        unique_fields=["report", "code"],
        update_fields=["text"],
    )
    before = {"sections": {code: stored[code] for code in changed if code in stored}}
    entry = Entry("save_periodic", report, case.unit, before=before, after={"sections": changed})
    record(actor=actor, role=role, entries=[entry], at=now)
    return report
