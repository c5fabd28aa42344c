"""What the unit above does with a filed report by period: approves it, one or several at once, or sends it back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from nhip.apps.org.queries import to_read
from nhip.apps.periodic.cases import acting_case, locked
from nhip.apps.periodic.moving import move
from nhip.core.access import Act, Actor, check_another
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periodic import ReportPeriod
from nhip.core.plans import check_reason
from nhip.core.reporting import ReportState


@transaction.atomic
def return_periodic(*, actor: Actor, code: str, period: ReportPeriod, reason: str, now: datetime) -> None:
    """Send a filed report back. Raises RuleBroken (no reason, not filed), UnknownUnit, NotAllowed, NotFound."""
    case, role = acting_case(actor, Act.DECIDE_REPORT, code, period, now)
    said = check_reason(reason)
    move(actor, role, case, locked(case), ReportState.RETURNED, now, reason=said)


@transaction.atomic
def approve_periodic(*, actor: Actor, code: str, period: ReportPeriod, now: datetime) -> None:
    """Approve a filed report; the one who filed it cannot. Raises RuleBroken, UnknownUnit, NotAllowed, NotFound."""
    case, role = acting_case(actor, Act.DECIDE_REPORT, code, period, now)
    report = locked(case)
    check_another(
        actor,
        Act.DECIDE_REPORT,
        case.unit,
        case.tree,
        done_by=report.filers,
        refused=gettext_noop(
            "Người nộp báo cáo không tự duyệt báo cáo của mình; cần người khác ở cấp duyệt."
        ),
        field="state",
    )
    move(actor, role, case, report, ReportState.APPROVED, now)


@transaction.atomic
def approve_periodics(
    *, actor: Actor, code: str, period: ReportPeriod, of: Iterable[str], now: datetime
) -> tuple[int, dict[str, RuleBroken]]:
    """Approve the reports of the units (codes) chosen in the list of a unit.

    Returns how many were approved, and why the others were not, by code: filed by the actor, or decided meanwhile.
    Raises RuleBroken where none is chosen; NotAllowed or NotFound for one that is not the actor's to decide, and then
    nothing is approved.
    """
    to_read(actor=actor, code=code, year=period.year, today=now.date())
    chosen = list(dict.fromkeys(of))
    if not chosen:
        raise RuleBroken(gettext_noop("Chưa chọn báo cáo nào để duyệt."), field="unit")
    refused: dict[str, RuleBroken] = {}
    for one in chosen:
        try:
            with transaction.atomic():
                approve_periodic(actor=actor, code=one, period=period, now=now)
        except RuleBroken as refusal:
            refused[one] = refusal
    return len(chosen) - len(refused), refused
