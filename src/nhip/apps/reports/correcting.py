"""Corrections of an approved report: asked for by its unit, answered by the unit above, every step recorded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.indicators.services import NewFigure, write_figures
from nhip.apps.notices.services import notify
from nhip.apps.reports.cases import Case, case_of, find_locked
from nhip.apps.reports.changes import Changes
from nhip.apps.reports.filing import ReportCase
from nhip.apps.reports.known_now import Content, KnownNow, known_now
from nhip.apps.reports.models import Correction, Report
from nhip.apps.reports.refusals import unkeepable
from nhip.apps.rollups.services import mark_figures, mark_reported
from nhip.apps.tasks.services import record_progress
from nhip.core.access import Act, Actor, check_another, principal_of
from nhip.core.corrections import (
    CorrectionState,
    check_answer,
    check_correctable,
    check_corrected,
    check_corrected_texts,
    check_seen,
    check_told_tasks,
    check_why,
    none_waits,
    not_correctable,
    stale,
    touched,
)
from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.figures import field_of
from nhip.core.notices import Kind, News, short
from nhip.core.periods import Month
from nhip.core.reporting import ReportState, counted_on, field_of_task
from nhip.core.vietnamese import composed


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be corrected. wanted: as it should be; what is so already says nothing.

    seen: what stood there when the person opened the page: what they left as it was is no part of the request. version:
    of the report, then. confirmed: fields that were asked back and are right; None: all that are asked back. unread: by
    field, cells in which no number could be read.
    """

    wanted: Content
    reason: str
    seen: Content = field(default_factory=Content)
    version: int | None = None
    confirmed: Collection[str] | None = None
    unread: Mapping[str, RuleBroken] = field(default_factory=dict)


@transaction.atomic
def ask_correction(
    *, actor: Actor, code: str, month: Month, request: Request, now: datetime
) -> Mapping[str, RuleBroken]:
    """Ask that what an approved report says be corrected; nothing changes until it is accepted.

    Returns what was asked back. Raises RulesBroken (cells; also those that changed since the person opened the page),
    Unconfirmed, RuleBroken (not approved, another request waits, no reason, nothing changed), Conflict, NotFound,
    NotAllowed.
    """
    case = case_of(actor, Act.FILE_REPORT, code, month, now)
    report = find_locked(case)
    if report is None:
        raise not_correctable()
    check_correctable(ReportState(report.state), has_open=_waiting(report) is not None)
    check_seen(report.version, request.version)
    of_figures = ReportCase.of_case(case)
    known = known_now(case, report, of_figures)
    wanted = _touched(request)
    changes = Changes.between(known, wanted)
    checked = check_corrected(of_figures.asked, known.figures, changes.figures, known.before)
    refusals = {
        **checked.refusals,
        **unkeepable(of_figures, wanted.figures),
        **check_told_tasks(wanted.progress, known.tasks),
        **check_corrected_texts(wanted.texts, known.longest),
        **_stale(known, wanted, request.seen),
        **request.unread,
    }
    if refusals:
        raise RulesBroken(refusals)
    changes.check()
    why = check_why(request.reason)
    checked.ask(request.confirmed)
    asked = Correction.objects.create(
        report=report,
        reason=why,
        asked_at=now,
        asked_by_id=actor.person,
        asked_for_id=principal_of(actor, Act.FILE_REPORT, case.unit, case.tree),
    )
    changes.store(asked, of_figures)
    _told(actor, case, asked, changes, now)
    return checked.questions


def _touched(request: Request) -> Content:
    """What the person changed, in one normal form."""
    wanted, seen = request.wanted, request.seen
    texts = {name: composed(text) for name, text in wanted.texts.items()}
    return Content(
        touched(wanted.figures, seen.figures),
        touched(wanted.progress, seen.progress),
        {name: text for name, text in texts.items() if seen.texts.get(name) != text},
    )


def _stale(known: KnownNow, wanted: Content, seen: Content) -> dict[str, RuleBroken]:
    """Cells of the request that changed under the person's hands."""
    texts = {name: known.texts.get(name, "") for name in wanted.texts}
    return (
        stale(known.figures, wanted.figures, seen.figures, field_of)
        | stale(known.progress, wanted.progress, seen.progress, field_of_task)
        | stale(texts, wanted.texts, seen.texts, str)
    )


@transaction.atomic
def accept_correction(*, actor: Actor, code: str, month: Month, now: datetime) -> None:
    """What was asked for is known from now on; what was reported stays in the report.

    Raises RuleBroken (none waits, the actor's own), Conflict (what is known changed meanwhile), NotFound, NotAllowed.
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
    changes = Changes.read(asked, of_figures)
    changes.check_still(known_now(case, report, of_figures))
    _publish(case, report, of_figures, changes, now)
    report.version += 1  # whoever has the figures of before on the screen asks for nothing with them
    report.save(update_fields=["version"])
    _answer(actor, asked, CorrectionState.ACCEPTED, now)
    _told(actor, case, asked, changes, now)


def _publish(case: Case, report: Report, of_figures: ReportCase, changes: Changes, now: datetime) -> None:
    """Figures and progress become known and are rolled up; texts are read off the accepted corrections."""
    if changes.figures:
        by_code, month = of_figures.known.by_code, case.month
        figures = [
            NewFigure(case.unit, by_code[code].id, category, month.year, month.number, one.after)
            for (code, category), one in changes.figures.items()
        ]
        mark_figures(written=write_figures(figures=figures), now=now)
    if changes.progress:
        filed_at = report.filed_at or now
        record_progress(
            unit=case.unit,
            month=case.month.number,
            progress={task: one.after for task, one in changes.progress.items() if one.after is not None},
            on=counted_on(case.month, case.calendar, filed_at.date()),
        )
        mark_reported(unit=case.unit, month=case.month, approved=True, now=now)


@transaction.atomic
def refuse_correction(*, actor: Actor, code: str, month: Month, reason: str, now: datetime) -> None:
    """Nothing changes; the unit is told why. Raises RuleBroken, NotFound, NotAllowed."""
    case = case_of(actor, Act.DECIDE_REPORT, code, month, now)
    _report, asked = _open(case)
    asked.answer = check_answer(reason)
    _answer(actor, asked, CorrectionState.REFUSED, now)
    _told(actor, case, asked, Changes.read(asked, ReportCase.of_case(case)), now)


@transaction.atomic
def withdraw_correction(*, actor: Actor, code: str, month: Month, now: datetime) -> None:
    """The unit takes its request back. Raises RuleBroken, NotFound, NotAllowed."""
    case = case_of(actor, Act.FILE_REPORT, code, month, now)
    _report, asked = _open(case)
    _answer(actor, asked, CorrectionState.WITHDRAWN, now)
    _told(actor, case, asked, Changes.read(asked, ReportCase.of_case(case)), now)


def _waiting(report: Report) -> Correction | None:
    return report.corrections.filter(state=CorrectionState.ASKED.value).first()


def _open(case: Case) -> tuple[Report, Correction]:
    report = find_locked(case)
    asked = None if report is None else _waiting(report)
    if report is None or asked is None:
        raise none_waits()
    return report, asked


def _answer(actor: Actor, asked: Correction, state: CorrectionState, now: datetime) -> None:
    asked.state, asked.decided_at, asked.decided_by_id = state.value, now, actor.person
    asked.save()


_NEWS = {
    CorrectionState.ASKED: Kind.CORRECTION_ASKED,
    CorrectionState.ACCEPTED: Kind.CORRECTION_ACCEPTED,
    CorrectionState.REFUSED: Kind.CORRECTION_REFUSED,
    CorrectionState.WITHDRAWN: Kind.CORRECTION_WITHDRAWN,
}


def _told(actor: Actor, case: Case, asked: Correction, changes: Changes, now: datetime) -> None:
    """Recorded at the report, and said to whom it concerns."""
    state = CorrectionState(asked.state)
    facts: dict[str, object] = {"reason": asked.answer or asked.reason}
    is_told = state in (CorrectionState.ASKED, CorrectionState.ACCEPTED)
    entry = Entry(
        f"correction_{state.value}",
        asked.report,
        case.unit,
        before=changes.facts(is_after=False) if is_told else None,
        after=facts | changes.facts(is_after=True) if is_told else facts,
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
