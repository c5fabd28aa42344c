"""Corrections of an approved report: asked for by its unit, answered by the unit above, every step recorded."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.indicators.services import NewFigure, write_figures
from nhip.apps.notices.services import notify
from nhip.apps.reports.cases import Case, case_of, find_locked
from nhip.apps.reports.filing import Figures, ReportCase, known_at
from nhip.apps.reports.models import CorrectedFigure, Correction, Report
from nhip.apps.rollups.services import mark_figures
from nhip.core.access import Act, Actor, check_another, principal_of
from nhip.core.corrections import (
    Change,
    CorrectionState,
    changes_of,
    check_answer,
    check_correctable,
    check_corrected,
    check_seen,
    check_still,
    check_why,
    none_waits,
    not_correctable,
)
from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.figures import Cell, check_cells, check_storable, field_of
from nhip.core.notices import Kind, News, short
from nhip.core.periods import Month
from nhip.core.reporting import ReportState


@transaction.atomic
def ask_correction(
    *,
    actor: Actor,
    code: str,
    month: Month,
    figures: Figures,
    reason: str,
    now: datetime,
    version: int | None = None,
    confirmed: Collection[str] | None = None,
) -> Mapping[str, RuleBroken]:
    """Ask that figures of an approved report be corrected; nothing changes until it is accepted.

    figures: cell -> as it should be, None for no figure; those that are so already say nothing. version: of the report
    as the person saw it. confirmed: fields that were asked back and are right; None: all that are asked back.
    Returns what was asked back. Raises RulesBroken (cells), Unconfirmed, RuleBroken (not approved, another request
    waits, no reason, nothing changed), Conflict, NotFound, NotAllowed.
    """
    case = case_of(actor, Act.FILE_REPORT, code, month, now)
    report = find_locked(case)
    if report is None:
        raise not_correctable()
    check_correctable(ReportState(report.state), has_open=_waiting(report) is not None)
    check_seen(report.version, version)
    of_figures = ReportCase.of_case(case)
    check_cells(of_figures.asked, figures, month)
    check_storable(figures)
    known, before = known_at(of_figures)
    changes = changes_of(known, figures)
    checked = check_corrected(of_figures.asked, known, changes, before)
    if checked.refusals:
        raise RulesBroken(checked.refusals)
    why = check_why(reason)
    checked.ask(confirmed)
    asked = Correction.objects.create(
        report=report,
        reason=why,
        asked_at=now,
        asked_by_id=actor.person,
        asked_for_id=principal_of(actor, Act.FILE_REPORT, case.unit, case.tree),
    )
    CorrectedFigure.objects.bulk_create(
        [
            CorrectedFigure(
                correction=asked,
                indicator_id=of_figures.known.by_code[cell[0]].id,
                category=cell[1],
                before=change.before,
                after=change.after,
            )
            for cell, change in changes.items()
        ]
    )
    _told(actor, case, asked, changes, now)
    return checked.questions


@transaction.atomic
def accept_correction(*, actor: Actor, code: str, month: Month, now: datetime) -> None:
    """The figures asked for are known from now on; what was reported stays in the report.

    Raises RuleBroken (none waits, the actor's own), Conflict (known figures changed meanwhile), NotFound, NotAllowed.
    """
    case = case_of(actor, Act.DECIDE_REPORT, code, month, now)
    report, asked = _open(case)
    check_another(
        actor,
        Act.DECIDE_REPORT,
        case.unit,
        case.tree,
        done_by=asked.askers,
        refused=gettext_noop("Người đề nghị đính chính không tự chấp nhận; cần người khác ở cấp duyệt."),
        field="state",
    )
    of_figures = ReportCase.of_case(case)
    changes = _changes(of_figures, asked)
    check_still(changes, known_at(of_figures)[0])
    written = write_figures(
        figures=[
            NewFigure(
                case.unit, of_figures.known.by_code[cell[0]].id, cell[1], month.year, month.number, one.after
            )
            for cell, one in changes.items()
        ]
    )
    mark_figures(written=written, now=now)
    report.version += 1  # whoever has the figures of before on the screen asks for nothing with them
    report.save(update_fields=["version"])
    _answer(actor, asked, CorrectionState.ACCEPTED, now)
    _told(actor, case, asked, changes, now)


@transaction.atomic
def refuse_correction(*, actor: Actor, code: str, month: Month, reason: str, now: datetime) -> None:
    """Nothing changes; the unit is told why. Raises RuleBroken, NotFound, NotAllowed."""
    case = case_of(actor, Act.DECIDE_REPORT, code, month, now)
    _report, asked = _open(case)
    asked.answer = check_answer(reason)
    _answer(actor, asked, CorrectionState.REFUSED, now)
    _told(actor, case, asked, _changes(ReportCase.of_case(case), asked), now)


@transaction.atomic
def withdraw_correction(*, actor: Actor, code: str, month: Month, now: datetime) -> None:
    """The unit takes its request back. Raises RuleBroken, NotFound, NotAllowed."""
    case = case_of(actor, Act.FILE_REPORT, code, month, now)
    _report, asked = _open(case)
    _answer(actor, asked, CorrectionState.WITHDRAWN, now)
    _told(actor, case, asked, _changes(ReportCase.of_case(case), asked), now)


def _waiting(report: Report) -> Correction | None:
    return report.corrections.filter(state=CorrectionState.ASKED.value).first()


def _open(case: Case) -> tuple[Report, Correction]:
    report = find_locked(case)
    asked = None if report is None else _waiting(report)
    if report is None or asked is None:
        raise none_waits()
    return report, asked


def _changes(case: ReportCase, asked: Correction) -> dict[Cell, Change]:
    return {
        (case.known.by_id[row.indicator_id].rule.code, row.category): Change(row.before, row.after)
        for row in asked.figures.all()
    }


def _answer(actor: Actor, asked: Correction, state: CorrectionState, now: datetime) -> None:
    asked.state, asked.decided_at, asked.decided_by_id = state.value, now, actor.person
    asked.save()


_NEWS = {
    CorrectionState.ASKED: Kind.CORRECTION_ASKED,
    CorrectionState.ACCEPTED: Kind.CORRECTION_ACCEPTED,
    CorrectionState.REFUSED: Kind.CORRECTION_REFUSED,
    CorrectionState.WITHDRAWN: Kind.CORRECTION_WITHDRAWN,
}


def _told(actor: Actor, case: Case, asked: Correction, changes: Mapping[Cell, Change], now: datetime) -> None:
    """Recorded at the report, and said to whom it concerns."""
    state = CorrectionState(asked.state)
    facts: dict[str, object] = {"reason": asked.answer or asked.reason}
    is_figured = state in (CorrectionState.ASKED, CorrectionState.ACCEPTED)
    entry = Entry(
        f"correction_{state.value}",
        asked.report,
        case.unit,
        before={"figures": _side(changes.items(), is_after=False)} if is_figured else None,
        after={**facts, "figures": _side(changes.items(), is_after=True)} if is_figured else facts,
    )
    record(actor=actor, role=case.role, entries=[entry], at=now)
    news = News(
        _NEWS[state],
        f"correction:{asked.report_id}",
        {
            "unit": case.tree.name(case.unit),
            "code": case.tree.code(case.unit),
            "year": case.month.year,
            "month": case.month.number,
            "reason": short(asked.answer or asked.reason),
        },
        units=frozenset({case.unit}),
    )
    silent = (actor.person, *(asked.askers if state is CorrectionState.ASKED else ()))
    notify(news=[news], silent=silent, tree=case.tree, now=now)


def _side(changes: Iterable[tuple[Cell, Change]], *, is_after: bool) -> dict[str, Decimal | None]:
    return {field_of(cell): one.after if is_after else one.before for cell, one in changes}
