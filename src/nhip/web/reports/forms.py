"""What a person types in a report: kept as typed, whatever becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.http import QueryDict

from nhip.apps.reports.lines import ReportLineRow
from nhip.apps.reports.queries import ReportPage
from nhip.apps.reports.services import LineDraft, Submission
from nhip.core.errors import RuleBroken
from nhip.core.typed import read_number
from nhip.web import shown
from nhip.web.reports.figures import FiguresForm
from nhip.web.reports.sections import SectionsForm, lines_of

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
            row.task_id: LineTyped(
                *(
                    lines_of(post.get(f"{name}-{row.task_id}", ""))
                    for name in ("progress", "done", "difficulties", "next")
                )
            )
            for row in page.lines
            if f"progress-{row.task_id}" in post
        }
        version = post.get("version", "")
        seen = int(version) if version.isascii() and version.isdigit() else -1
        figures = FiguresForm.of_post(page.figures, post, is_part=page.is_part_returned)
        sections = SectionsForm.of_post(page.sections, post)
        return cls(page, typed, seen, figures, sections, _key(post.get("key", "")))

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
            drafts, self.version, figures, self.figures.confirmed, self.key, self.sections.typed, unread
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


def _key(text: str) -> UUID | None:
    """Of the submission; without one, or with one of no use, it is received as a new one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _stored(row: ReportLineRow) -> LineTyped:
    progress = "" if row.progress is None else shown.number(row.progress)
    return LineTyped(progress, row.done, row.difficulties, row.next_steps)
