"""A monthly report: written, filed, returned or approved. Progress goes to tasks, the mark to the roll-ups."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.indicators.services import NOTHING
from nhip.apps.org import ground
from nhip.apps.reports.cases import Case, case_of, check_expected, opened
from nhip.apps.reports.drafts import LineDraft, put_lines, stored_lines
from nhip.apps.reports.figures import StoredFigures, stored_figures
from nhip.apps.reports.filing import Figures, ReportCase, check_filed, known_at, publish, store_figures
from nhip.apps.reports.models import Report
from nhip.apps.reports.moving import move
from nhip.apps.reports.outline import outline_of
from nhip.apps.reports.receipts import digest_of, receive
from nhip.apps.reports.refusals import against_filing, found, unkeepable
from nhip.apps.reports.sections import Texts, composed_texts, store_sections, stored_sections
from nhip.apps.rollups.services import mark_reported
from nhip.apps.tasks.asked import task_ids_to_report
from nhip.apps.tasks.services import record_progress
from nhip.core.access import Act, Actor
from nhip.core.errors import NotFound, RuleBroken, RulesBroken
from nhip.core.figures import Cell
from nhip.core.outline import Section, check_told, check_written, field_of_section
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

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Submission:
    """What a person sends. lines: task -> line; figures: cell -> figure, cells not among them stay as they are.

    sections: code -> text, in the same way. confirmed: fields of figures that were asked back and are right; None: all
    that are asked back. version: the one the person saw, 0 for none stored yet. key: the same when it is sent again
    because no answer came. unread: by field, cells in which no number could be read: told with all else that is wrong.
    is_form: of a form that may be older than what the report asks: the rest is left aside.
    """

    lines: Mapping[int, LineDraft]
    version: int
    figures: Figures = field(default_factory=dict)
    confirmed: Collection[str] | None = None
    key: UUID | None = None
    sections: Texts = field(default_factory=dict)
    unread: Mapping[str, RuleBroken] = field(default_factory=dict)
    is_form: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the report is about, as far as the submission needs it. figures: None where it says nothing of them."""

    tasks: frozenset[int]
    figures: ReportCase | None
    outline: tuple[Section, ...]

    @classmethod
    def of(cls, case: Case, written: Submission, *, complete: bool) -> "_Asked":
        return cls(
            task_ids_to_report(unit=case.unit, year=case.month.year, day=case.tree.on),
            ReportCase.of_case(case) if complete or written.figures else None,
            outline_of(case.unit, case.month, case.tree) if complete or written.sections else (),
        )

    @property
    def cells(self) -> frozenset[Cell]:
        asked = () if self.figures is None else self.figures.asked
        return frozenset(cell for one in asked for cell in one.cells)


@dataclass(slots=True)
class _Content:
    """What a report says. retold: fields that said something before this act changed them; is_new: begun by it."""

    lines: dict[int, LineDraft]
    figures: StoredFigures
    texts: dict[str, str]
    is_new: bool = False
    facts_before: Facts = field(default_factory=dict)
    facts_after: Facts = field(default_factory=dict)
    retold: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, report: Report, asked: _Asked, written: Submission) -> "_Content":
        """As stored. Three statements at most."""
        has_texts = asked.outline or written.sections
        return cls(
            stored_lines(report),
            {} if asked.figures is None else stored_figures(report, asked.figures.known),
            stored_sections(report) if has_texts else {},
        )


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
    version = submission.version + 1
    digest = digest_of(actor, ("save", case.unit, str(month), submission))
    received = receive(submission.key, digest, version, now)
    if received is not None:
        return received
    asked = _Asked.of(case, submission, complete=False)
    report, content = _write(case, asked, submission, now)
    report.save()
    record(actor=actor, role=case.role, entries=[_entry(case, report, content)], at=now)
    return report.version


def _write(case: Case, asked: _Asked, written: Submission, now: datetime) -> tuple[Report, _Content]:
    """Store what was written, all but the report's own row. A line on a task that is not asked is refused.

    Returns what the report says now.
    """
    check_expected(case)
    check_begun(case.month, case.calendar, today=now.date())
    report, is_new = opened(case, seen=written.version)
    check_writable(ReportState(report.state), stored=report.version, seen=written.version)
    content = _Content({}, {}, {}, is_new=True) if is_new else _Content.of(report, asked, written)
    sections = {one.code for one in asked.outline} | content.texts.keys()
    if written.is_form:
        written = _still_asked(written, asked, sections)
    drafts = {task: _composed(line) for task, line in written.lines.items()}
    if not drafts.keys() <= asked.tasks:
        raise NotFound
    texts = composed_texts(written.sections)
    unkept = {} if asked.figures is None else unkeepable(asked.figures, written.figures)
    _check(drafts, {**check_written(texts, sections, case.month), **unkept}, written.unread)
    report.version += 1
    _put_lines(report, content, drafts)
    if written.figures and asked.figures is not None:
        before, after = store_figures(asked.figures, report, content.figures, written.figures)
        content.facts_before["figures"], content.facts_after["figures"] = before, after
        content.retold |= before.keys()
    if texts:
        told_before, told = store_sections(report, content.texts, texts)
        content.facts_before["sections"], content.facts_after["sections"] = told_before, told
        content.retold |= {field_of_section(code) for code in told_before}
        content.texts |= texts
    if report.state == ReportState.PART_RETURNED:
        returned = report.returned_cells.values_list("field", flat=True)
        check_only_returned(content.retold, set(returned))
    return report, content


def _still_asked(written: Submission, asked: _Asked, sections: Collection[str]) -> Submission:
    """Without what the report asks no more, or does not know."""
    cells = asked.cells
    return replace(
        written,
        lines={task: line for task, line in written.lines.items() if task in asked.tasks},
        figures={cell: value for cell, value in written.figures.items() if cell in cells},
        sections={code: text for code, text in written.sections.items() if code in sections},
    )


def _put_lines(report: Report, content: _Content, drafts: Mapping[int, LineDraft]) -> None:
    changed = {task: line for task, line in drafts.items() if content.lines.get(task) != line}
    put_lines(report, changed)
    told_before = {task: content.lines[task] for task in changed if task in content.lines}
    content.facts_before |= {str(task): _facts(line) for task, line in told_before.items()}
    content.facts_after |= {str(task): _facts(line) for task, line in changed.items()}
    content.retold |= {field_of_task(task) for task in told_before}
    content.lines |= changed


def _entry(case: Case, report: Report, content: _Content) -> Entry:
    return Entry("save_report", report, case.unit, before=content.facts_before, after=content.facts_after)


def _composed(line: LineDraft) -> LineDraft:
    return replace(
        line,
        done=composed(line.done),
        difficulties=composed(line.difficulties),
        next_steps=composed(line.next_steps),
    )


def _facts(line: LineDraft) -> dict[str, object]:
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


@dataclass(frozen=True, slots=True)
class _Ready:
    """What filing a report needs to know of other things than the report. before: figures of each period before.

    digest: of what was sent.
    """

    case: Case
    asked: _Asked
    figures: ReportCase
    before: Mapping[Cell, Decimal]
    digest: str

    @classmethod
    def of(cls, actor: Actor, code: str, month: Month, submission: Submission, now: datetime) -> "_Ready":
        case = case_of(actor, Act.FILE_REPORT, code, month, now)
        asked = _Asked.of(case, submission, complete=True)
        figures = asked.figures or ReportCase.of_case(case)
        digest = digest_of(actor, ("file", case.unit, str(month), submission))
        return cls(case, asked, figures, known_at(figures)[1], digest)


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

    Whatever else than the report it rests on is read before its turn to write comes, so that others wait less: what
    changes in between could as well have changed just after; only the units must be those that are written for.
    """
    around = ground.current()
    with ground.unchanged(around):
        ready = _Ready.of(actor, code, month, submission, now)
    with transaction.atomic():
        units = ground.current()
        with ground.unchanged(units):
            if units is not around:
                ready = _Ready.of(actor, code, month, submission, now)
            return _file(actor, ready, submission, now)


def _file(actor: Actor, ready: _Ready, submission: Submission, now: datetime) -> Mapping[str, RuleBroken]:
    case, asked, month = ready.case, ready.asked, ready.case.month
    version = submission.version + 1
    if receive(submission.key, ready.digest, version, now) is not None:
        return {}
    try:
        report, content = _write(case, asked, submission, now)
    except RulesBroken as broken:
        raise RulesBroken({**_against(case, asked, submission), **broken.refusals}) from broken
    progress = {
        task: None if (line := content.lines.get(task)) is None else line.progress for task in asked.tasks
    }
    checked = check_filed(ready.figures, content.figures, ready.before)
    _check_all(progress, {**checked.refusals, **check_told(asked.outline, content.texts)})
    checked.ask(submission.confirmed)
    move(
        actor,
        case,
        report,
        ReportState.FILED,
        now,
        after=_entry(case, report, content),
        is_new=content.is_new,
    )
    record_progress(
        unit=case.unit,
        month=month.number,
        progress={task: value for task, value in progress.items() if value is not None},
        on=counted_on(month, case.calendar, now.date()),
    )
    figures = ready.figures
    mark_reported(
        unit=case.unit,
        month=month,
        approved=False,
        now=now,
        written=publish(figures, report, content.figures, checked.questions.keys())
        if figures.asked
        else NOTHING,
        known=figures.known,
    )
    return checked.questions


def _against(case: Case, asked: _Asked, written: Submission) -> dict[str, RuleBroken]:
    return against_filing(
        case,
        asked=asked.tasks,
        outline=asked.outline,
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
