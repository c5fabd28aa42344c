"""What a person types in a report: kept as typed, whatever becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID, uuid4

from django.http import QueryDict

from nhip.apps.reports.drafts import LineDraft
from nhip.apps.reports.lines import ReportLineRow
from nhip.apps.reports.queries import ReportPage
from nhip.apps.reports.services import Submission
from nhip.core.errors import RuleBroken
from nhip.core.figures import Cell, cell_of
from nhip.core.typed import read_number
from nhip.web import shown
from nhip.web.reports.figures import FiguresForm
from nhip.web.reports.sections import SectionsForm, lines_of

LONGEST_VERSION = 9
"""Digits: no report was changed more often."""
CELLS = ("progress", "done", "difficulties", "next")
"""Beginnings of the names of a task's cells, each followed by a hyphen and the task."""


@dataclass(frozen=True, slots=True)
class LineTyped:
    """The cells of one task as text."""

    progress: str
    done: str
    difficulties: str
    next_steps: str


@dataclass(frozen=True, slots=True)
class FormLine:
    """One task of the form. row: as stored; differs: what is typed is not what is stored.

    is_locked: it was not sent back with others, so it stays.
    """

    row: ReportLineRow
    typed: LineTyped
    progress_error: str
    text_error: str
    differs: bool
    is_locked: bool


@dataclass
class ReportForm:
    """version: the one that the person saw. key: of what was sent. errors: name of a cell -> sentence."""

    page: ReportPage
    typed: dict[int, LineTyped]
    version: int
    figures: FiguresForm
    sections: SectionsForm
    key: UUID | None = None
    errors: dict[str, str] = field(default_factory=dict)
    compares: bool = False

    @classmethod
    def of_page(cls, page: ReportPage) -> "ReportForm":
        typed = {row.task_id: _stored(row) for row in page.lines}
        figures = FiguresForm.of_rows(page.figures, is_part=page.is_part_returned)
        return cls(page, typed, page.version, figures, SectionsForm.of_rows(page.sections))

    @classmethod
    def of_post(cls, page: ReportPage, post: QueryDict) -> "ReportForm":
        """Cells of tasks that the report has; a task that came meanwhile starts as stored."""
        typed = {
            row.task_id: _line_sent(post, row.task_id)
            for row in page.lines
            if f"progress-{row.task_id}" in post
        }
        figures = FiguresForm.of_post(page.figures, post, is_part=page.is_part_returned)
        sections = SectionsForm.of_post(page.sections, post)
        return cls(page, typed, seen_in(post), figures, sections, key_of(post.get("key", "")))

    @property
    def submission(self) -> Submission:
        """What is sent, as read, with the cells in which no number can be read."""
        drafts: dict[int, LineDraft] = {}
        figures, unread = self.figures.read()
        for task, typed in self.typed.items():
            name, progress = f"progress-{task}", None
            try:
                progress = read_number(typed.progress, language=shown.language(), field=name)
            except RuleBroken as refusal:
                unread[name] = refusal
            drafts[task] = LineDraft(progress, typed.done, typed.difficulties, typed.next_steps)
        return Submission(
            drafts,
            self.version,
            figures,
            self.figures.confirmed,
            self.key,
            self.sections.typed,
            unread,
            is_form=True,
        )

    def refuse(self, refusals: Mapping[str, RuleBroken]) -> None:
        self.errors = {name: shown.refusal(one) for name, one in refusals.items()}
        self.figures.errors = self.sections.errors = self.errors

    def compare_with(self, page: ReportPage) -> None:
        """Go on from the newer version, what is typed beside what is stored."""
        self.page, self.version, self.compares = page, page.version, True
        self.figures.rows, self.figures.compares = page.figures, True
        self.sections.rows, self.sections.compares = page.sections, True

    @property
    def next_key(self) -> UUID:
        """Of what is sent from this page."""
        return uuid4()

    @property
    def lines(self) -> tuple[FormLine, ...]:
        return tuple(self._line(row) for row in self.page.lines if not row.outside_plan)

    @property
    def outside_plan(self) -> tuple[FormLine, ...]:
        return tuple(self._line(row) for row in self.page.lines if row.outside_plan)

    def _line(self, row: ReportLineRow) -> FormLine:
        stored = _stored(row)
        typed = self.typed.get(row.task_id, stored)
        return FormLine(
            row,
            typed,
            self.errors.get(f"progress-{row.task_id}", ""),
            self.errors.get(f"text-{row.task_id}", ""),
            differs=self.compares and typed != stored,
            is_locked=self.page.is_part_returned and row.is_told and not row.returned,
        )

    @property
    def wrong(self) -> tuple[FormLine, ...]:
        """Lines with something to mend, for the list above the form."""
        return tuple(
            line for line in (*self.lines, *self.outside_plan) if line.progress_error or line.text_error
        )


def sent(post: QueryDict) -> Submission | None:
    """What was sent, read without the page that it was typed into; None where a number cannot be read.

    Cells that the report does not have are left aside when it is stored.
    """
    lines: dict[int, LineDraft] = {}
    figures = dict[Cell, Decimal | None]()
    sections: dict[str, str] = {}
    try:
        for name in post:
            kind, _hyphen, rest = name.partition("-")
            if kind == "progress" and rest.isascii() and rest.isdigit():
                typed = _line_sent(post, rest)
                progress = read_number(typed.progress, language=shown.language(), field=name)
                lines[int(rest)] = LineDraft(progress, typed.done, typed.difficulties, typed.next_steps)
            elif kind == "figure":
                figures[cell_of(name)] = read_number(
                    post.get(name, "").strip(), language=shown.language(), field=name
                )
            elif kind == "section":
                sections[rest] = lines_of(post.get(name, ""))
    except RuleBroken:
        return None
    confirmed = frozenset(post.getlist("confirm"))
    key = key_of(post.get("key", ""))
    return Submission(lines, seen_in(post), figures, confirmed, key, sections, is_form=True)


def _line_sent(post: QueryDict, task: object) -> LineTyped:
    return LineTyped(*(lines_of(post.get(f"{name}-{task}", "")) for name in CELLS))


def seen_in(post: QueryDict) -> int:
    version = post.get("version", "")
    is_one = version.isascii() and version.isdigit() and len(version) <= LONGEST_VERSION
    return int(version) if is_one else -1


def key_of(text: str) -> UUID | None:
    """Of the submission; without one, or with one of no use, it is received as a new one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _stored(row: ReportLineRow) -> LineTyped:
    progress = "" if row.progress is None else shown.number(row.progress)
    return LineTyped(progress, row.done, row.difficulties, row.next_steps)
