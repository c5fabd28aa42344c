"""What a person types who asks that an approved report be corrected: beside what is known now, kept as typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from nhip.apps.reports.correcting import Request
from nhip.apps.reports.known_now import Content
from nhip.apps.reports.lines import ReportLineRow
from nhip.apps.reports.queries import ReportPage
from nhip.apps.reports.sections import SectionRow
from nhip.core.corrections import field_of_text
from nhip.core.errors import RuleBroken
from nhip.core.typed import read_number
from nhip.web import shown
from nhip.web.reports.figures import FiguresForm
from nhip.web.reports.sections import lines_of

SEEN = "seen-"
"""Beginning of the names of what stood in a cell when the page was opened."""


@dataclass(frozen=True, slots=True)
class Word:
    """A cell of a task or a section: a number or a text. reported: as it stands in the report; known: as known now."""

    field: str
    label: str
    reported: str
    known: str
    typed: str
    error: str

    @property
    def differs(self) -> bool:
        return self.typed != self.known


@dataclass(frozen=True, slots=True)
class Told:
    """A task or a section with its cells. progress: of a task."""

    title: str
    progress: Word | None
    texts: tuple[Word, ...]

    @property
    def is_open(self) -> bool:
        return any(one.error or one.differs for one in (*self.texts, self.progress) if one is not None)


@dataclass
class CorrectionForm:
    """typed: field of a word -> text. seen: field -> what stood there when the page was opened."""

    page: ReportPage
    figures: FiguresForm
    typed: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_page(cls, page: ReportPage) -> "CorrectionForm":
        return cls(page, FiguresForm.of_known(page.figures))

    @classmethod
    def of_post(cls, page: ReportPage, post: QueryDict) -> "CorrectionForm":
        """A cell that the person left as it was says what is known now, whatever that is by now."""
        figures = FiguresForm.to_correct(page.figures, post)
        seen = {
            name.removeprefix(SEEN): lines_of(post.get(name, "")) for name in post if name.startswith(SEEN)
        }
        typed = {name: lines_of(post.get(name, "")) for name in _known_words(page) if name in post}
        for several in (figures.typed, typed):
            for name in [name for name, text in several.items() if seen.get(name) == text]:
                del several[name]
        return cls(page, figures, typed, seen)

    def request(self, post: QueryDict) -> Request:
        """What is asked for: the cells that were changed, with those in which no number can be read."""
        version = post.get("version", "")
        figures, unread = self.figures.read()
        progress: dict[int, Decimal | None] = {}
        for row in _told(self.page):
            if row.field in self.typed:
                try:
                    progress[row.task_id] = _number(self.typed[row.field], row.field)
                except RuleBroken as refusal:
                    unread[row.field] = refusal
        numbers = {row.field for row in _told(self.page)}
        return Request(
            wanted=Content(
                figures, progress, {name: text for name, text in self.typed.items() if name not in numbers}
            ),
            reason=post.get("reason", ""),
            seen=self._seen(),
            version=int(version) if version.isascii() and version.isdigit() else -1,
            confirmed=self.figures.confirmed,
            unread=unread,
        )

    def _seen(self) -> Content:
        figures = {
            row.cell: text for row in self.page.figures if (text := self.seen.get(row.field)) is not None
        }
        progress = {
            row.task_id: text for row in _told(self.page) if (text := self.seen.get(row.field)) is not None
        }
        numbers = {row.field for row in self.page.figures} | {row.field for row in _told(self.page)}
        return Content(
            {cell: _number(text, "") for cell, text in figures.items() if _is_number(text)},
            {task: _number(text, "") for task, text in progress.items() if _is_number(text)},
            {name: text for name, text in self.seen.items() if name not in numbers},
        )

    def refuse(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        self.figures.errors = self.errors

    @property
    def tasks(self) -> tuple[Told, ...]:
        return tuple(self._task(row) for row in _told(self.page))

    @property
    def sections(self) -> tuple[Told, ...]:
        return tuple(
            Told(row.title, None, (self._word(row.field, row.title, row.text, _now(row)),))
            for row in self.page.sections
        )

    @property
    def wrong(self) -> tuple[tuple[str, Word], ...]:
        """Title and cell of what is refused, for the list above the form."""
        return tuple(
            (one.title, word)
            for one in (*self.tasks, *self.sections)
            for word in (one.progress, *one.texts)
            if word is not None and word.error
        )

    def _task(self, row: ReportLineRow) -> Told:
        known = dict(_words_of(row))
        progress = self._word(row.field, _("Tiến độ"), _text(row.progress), known[row.field])
        texts = (
            ("done", _("Đã làm"), row.done),
            ("difficulties", _("Khó khăn, vướng mắc"), row.difficulties),
            ("next", _("Việc tháng tới"), row.next_steps),
        )
        names = [field_of_text(name, row.task_id) for name, _label, _said in texts]
        return Told(
            row.title,
            progress,
            tuple(
                self._word(name, label, said, known[name])
                for name, (_begins, label, said) in zip(names, texts, strict=True)
            ),
        )

    def _word(self, name: str, label: str, reported: str, known: str) -> Word:
        return Word(name, label, reported, known, self.typed.get(name, known), self.errors.get(name, ""))


def _told(page: ReportPage) -> Iterator[ReportLineRow]:
    """Tasks of which the report says something."""
    return (row for row in page.lines if row.is_told)


def _words_of(row: ReportLineRow) -> Iterator[tuple[str, str]]:
    """Field -> what is known now."""
    yield row.field, _text(row.progress if row.known_progress is None else row.known_progress)
    for name, said, known in (
        ("done", row.done, row.known_done),
        ("difficulties", row.difficulties, row.known_difficulties),
        ("next", row.next_steps, row.known_next),
    ):
        yield field_of_text(name, row.task_id), said if known is None else known


def _known_words(page: ReportPage) -> dict[str, str]:
    words = dict(pair for row in _told(page) for pair in _words_of(row))
    return words | {row.field: _now(row) for row in page.sections}


def _now(row: SectionRow) -> str:
    return row.text if row.known is None else row.known


def _number(text: str, name: str) -> Decimal | None:
    return read_number(text, language=shown.language(), field=name)


def _is_number(text: str) -> bool:
    try:
        _number(text, "")
    except RuleBroken:
        return False
    return True


def _text(value: Decimal | None) -> str:
    return "" if value is None else shown.number(value)
