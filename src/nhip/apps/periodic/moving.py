"""A report by period goes from one state to another: recorded, and told to whom it concerns."""

from datetime import datetime

from nhip.apps.audit.services import Entry, record
from nhip.apps.notices.services import notify
from nhip.apps.periodic.cases import PeriodicCase
from nhip.apps.periodic.models import PeriodicReport
from nhip.core.access import Act, Actor, principal_of
from nhip.core.notices import Kind, News, short
from nhip.core.reporting import ReportState, check_move

_NEWS = {
    ReportState.FILED: Kind.PERIODIC_FILED,
    ReportState.RETURNED: Kind.PERIODIC_RETURNED,
    ReportState.APPROVED: Kind.PERIODIC_APPROVED,
}


def move(
    actor: Actor,
    role: str,
    case: PeriodicCase,
    report: PeriodicReport,
    state: ReportState,
    now: datetime,
    *,
    reason: str = "",
) -> None:
    before = ReportState(report.state)
    check_move(before, state)
    report.state, report.reason = state.value, reason
    if state is ReportState.FILED:
        report.filed_at, report.filed_by_id = now, actor.person
        report.filed_for_id = principal_of(actor, Act.FILE_REPORT, case.unit, case.tree)
    else:
        report.version += 1
        report.decided_at, report.decided_by_id = now, actor.person
    report.save()
    facts: dict[str, object] = {"state": state.value, "reason": reason}
    if state is ReportState.FILED:
        facts |= {"approved": report.approved, "expected": report.expected}
    entry = Entry(f"periodic_{state.value}", report, case.unit, before={"state": before.value}, after=facts)
    record(actor=actor, role=role, entries=[entry], at=now)
    told: dict[str, str | int] = {
        "unit": case.tree.name(case.unit),
        "code": case.tree.code(case.unit),
        "period": str(case.period),
        "reason": short(reason),
    }
    news = News(_NEWS[state], f"periodic:{report.pk}", told, units=frozenset({case.unit}))
    silent = (actor.person, *(report.filers if state is ReportState.FILED else ()))
    notify(news=[news], silent=silent, tree=case.tree, now=now)
