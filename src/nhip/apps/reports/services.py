"""A monthly report: written, filed, returned or approved. Progress goes to tasks, the mark to the roll-ups."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.reports.cases import Case, case_of, check_expected
from nhip.apps.reports.filing import Figures, ReportCase, check_filed, publish, store_figures
from nhip.apps.reports.models import Report, ReportLine
from nhip.apps.reports.moving import move
from nhip.apps.reports.outline import outline_of
from nhip.apps.reports.receipts import receive, settle
from nhip.apps.reports.refusals import against_filing, found, unkeepable
from nhip.apps.reports.sections import (
    Texts,
    composed_texts,
    store_sections,
    stored_sections,
    untold_sections,
)
from nhip.apps.rollups.services import mark_figures, mark_reported
from nhip.apps.tasks.queries import task_ids_to_report
from nhip.apps.tasks.services import record_progress
from nhip.core.access import Act, Actor
from nhip.core.errors import NotFound, RuleBroken, RulesBroken
from nhip.core.outline import Section, check_written, field_of_section
from nhip.core.periods import Month
from nhip.core.reporting import (
    ReportState,
    check_begun,
    check_lines,
    check_only_returned,
    check_writable,
    counted_on,
    field_of_task,
)
from nhip.core.vietnamese import composed


@dataclass(frozen=True, slots=True)
class LineDraft:
    """What a person writes about one task. progress: percent, None while not yet written."""

    progress: Decimal | None
    done: str = ""
    difficulties: str = ""
    next_steps: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """What a person sends. lines: task -> line; figures: cell -> figure, cells not among them stay as they are.

    sections: code -> text, in the same way. confirmed: fields of figures that were asked back and are right; None: all
    that are asked back. version: the one the person saw, 0 for none stored yet. key: the same when it is sent again
    because no answer came. unread: by field, cells in which no number could be read: told with all else that is wrong.
    """

    lines: Mapping[int, LineDraft]
    version: int
    figures: Figures = field(default_factory=dict)
    confirmed: Collection[str] | None = None
    key: UUID | None = None
    sections: Texts = field(default_factory=dict)
    unread: Mapping[str, RuleBroken] = field(default_factory=dict)


@transaction.atomic
def save_report(
    *,
    actor: Actor,
    code: str,
    month: Month,
    submission: Submission,
    now: datetime,
) -> int:
    """Store a draft. Returns the new version; the same again where it was received already.

    Raises RulesBroken (cells), RuleBroken (not begun, out of hands), Conflict (changed meanwhile), NotAllowed.
    """
    case = case_of(actor, Act.EDIT_REPORT, code, month, now)
    receipt = receive(submission.key, actor, ("save", case.unit, str(month), submission), now)
    if receipt is not None and receipt.version is not None:
        return receipt.version
    outline = _outline(case) if submission.sections else ()
    report, _progress = _write(actor, case, _asked(case), outline, submission, now)
    settle(receipt, report.version)
    return report.version


def _write(
    actor: Actor,
    case: Case,
    asked: frozenset[int],
    outline: tuple[Section, ...],
    written: Submission,
    now: datetime,
) -> tuple[Report, dict[int, Decimal | None]]:
    """Store what was written. asked: the tasks that the report is about; a line on another one is refused.

    Returns the report and what all of its lines say now: task -> percent.
    """
    check_expected(case)
    check_begun(case.month, case.calendar, today=now.date())
    report, is_new = Report.objects.select_for_update().get_or_create(
        unit_id=case.unit, year=case.month.year, month=case.month.number
    )
    check_writable(ReportState(report.state), stored=report.version, seen=written.version)
    drafts = {task: _composed(line) for task, line in written.lines.items()}
    if not drafts.keys() <= asked:
        raise NotFound
    texts = composed_texts(written.sections)
    known = {one.code for one in outline} | (stored_sections(report).keys() if texts else set())
    unkept = unkeepable(ReportCase.of_case(case), written.figures) if written.figures else {}
    _check(drafts, {**check_written(texts, known, case.month), **unkept}, written.unread)
    earlier = [] if is_new else list(report.lines.all())
    before = {str(line.task_id): _facts(line) for line in earlier}
    report.version += 1
    report.save()
    if earlier:
        report.lines.filter(task__in=drafts).delete()
    stored = [
        ReportLine(
            report=report,
            task_id=task,
            progress=line.progress,
            done=line.done,
            difficulties=line.difficulties,
            next_steps=line.next_steps,
        )
        for task, line in drafts.items()
    ]
    ReportLine.objects.bulk_create(stored)
    after = {str(line.task_id): _facts(line) for line in stored}
    changed = {task: facts for task, facts in after.items() if before.get(task) != facts}
    facts_before: dict[str, object] = {task: before[task] for task in changed if task in before}
    facts_after: dict[str, object] = dict(changed)
    retold = {field_of_task(int(task)) for task in facts_before}
    if written.figures:
        earlier_figures, figures = store_figures(ReportCase.of_case(case), report, written.figures)
        facts_before["figures"], facts_after["figures"] = earlier_figures, figures
        retold |= earlier_figures.keys()
    if texts:
        earlier_texts, told = store_sections(report, texts)
        facts_before["sections"], facts_after["sections"] = earlier_texts, told
        retold |= {field_of_section(code) for code in earlier_texts}
    if report.state == ReportState.PART_RETURNED:
        check_only_returned(retold, set(report.returned_cells.values_list("field", flat=True)))
    record(
        actor=actor,
        role=case.role,
        entries=[
            Entry(
                "save_report",
                report,
                case.unit,
                before=facts_before,
                after=facts_after,
            )
        ],
        at=now,
    )
    return report, {line.task_id: line.progress for line in (*earlier, *stored)}


def _outline(case: Case) -> tuple[Section, ...]:
    return outline_of(case.unit, case.month, case.tree)


def _asked(case: Case) -> frozenset[int]:
    """The tasks that the unit's report of the month is about."""
    return task_ids_to_report(unit=case.unit, year=case.month.year, day=case.tree.on)


def _composed(line: LineDraft) -> LineDraft:
    return replace(
        line,
        done=composed(line.done),
        difficulties=composed(line.difficulties),
        next_steps=composed(line.next_steps),
    )


def _facts(line: ReportLine) -> dict[str, object]:
    return {
        "progress": line.progress,
        "done": line.done,
        "difficulties": line.difficulties,
        "next_steps": line.next_steps,
    }


def _check(
    drafts: Mapping[int, LineDraft], refused: Mapping[str, RuleBroken], unread: Mapping[str, RuleBroken]
) -> None:
    """refused: what is wrong beside the lines; one answer names everything."""
    progress = {task: line.progress for task, line in drafts.items()}
    texts = {task: (line.done, line.difficulties, line.next_steps) for task, line in drafts.items()}
    refusals = {**found(lambda: check_lines(progress, texts, complete=False)), **refused, **unread}
    if refusals:
        raise RulesBroken(refusals)


@transaction.atomic
def file_report(
    *,
    actor: Actor,
    code: str,
    month: Month,
    submission: Submission,
    now: datetime,
) -> Mapping[str, RuleBroken]:
    """Store the lines and figures and file the report: every task the unit leads needs its progress.

    Returns what was asked back; nothing, and nothing is done, where the submission was received already. Raises
    RulesBroken (cells), Unconfirmed (questions that are open), RuleBroken (not begun, out of hands), Conflict (changed
    meanwhile), NotAllowed.
    """
    case = case_of(actor, Act.FILE_REPORT, code, month, now)
    receipt = receive(submission.key, actor, ("file", case.unit, str(month), submission), now)
    if receipt is not None and receipt.version is not None:
        return {}
    asked, outline = _asked(case), _outline(case)
    try:
        report, told = _write(actor, case, asked, outline, submission, now)
    except RulesBroken as broken:
        raise RulesBroken({**_against(case, asked, outline, submission), **broken.refusals}) from broken
    progress = {task: told.get(task) for task in asked}
    of_figures = ReportCase.of_case(case)
    checked = check_filed(of_figures, report)
    _check_all(progress, {**checked.refusals, **untold_sections(report, outline, month)})
    checked.ask(submission.confirmed)
    settle(receipt, report.version)
    move(actor, case, report, ReportState.FILED, now)
    record_progress(
        unit=case.unit,
        month=month.number,
        progress={task: value for task, value in progress.items() if value is not None},
        on=counted_on(month, case.calendar, now.date()),
    )
    mark_reported(unit=case.unit, month=month, approved=False, now=now)
    if of_figures.asked:
        mark_figures(written=publish(of_figures, report, checked.questions.keys()), now=now)
    return checked.questions


def _against(
    case: Case, asked: frozenset[int], outline: tuple[Section, ...], written: Submission
) -> dict[str, RuleBroken]:
    return against_filing(
        case,
        asked=asked,
        outline=outline,
        progress={task: line.progress for task, line in written.lines.items()},
        figures=written.figures,
        texts=written.sections,
        unread=written.unread,
    )


def _check_all(progress: Mapping[int, Decimal | None], refused: Mapping[str, RuleBroken]) -> None:
    """One answer names everything that is wrong. refused: of figures and sections."""
    refusals = {**refused, **found(lambda: check_lines(progress, {}, complete=True))}
    if refusals:
        raise RulesBroken(refusals)
