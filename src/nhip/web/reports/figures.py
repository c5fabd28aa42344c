"""The figures of a report as a person types them: text, kept whatever becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from django.http import QueryDict

from nhip.apps.reports.figures import FigureRow
from nhip.core.errors import RuleBroken
from nhip.core.figures import MISSING, Cell
from nhip.core.typed import read_number
from nhip.web import shown


@dataclass(frozen=True, slots=True)
class FigureTyped:
    """One cell of the form. error: why it is refused; question: what is asked back, confirmed by a tick.

    is_copied: from the period before, and not changed since. is_locked: it was not sent back with others, so it stays.
    """

    row: FigureRow
    typed: str
    error: str
    question: str
    is_confirmed: bool
    is_copied: bool
    differs: bool
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    cells: tuple[FigureTyped, ...]


@dataclass
class FiguresForm:
    """typed: field -> text. confirmed: fields whose question was answered with a tick. is_part: some came back.

    corrects: what is typed stands beside what is known now, not beside what the report says.
    """

    rows: tuple[FigureRow, ...]
    typed: dict[str, str]
    confirmed: frozenset[str] = frozenset()
    errors: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    compares: bool = False
    is_part: bool = False
    corrects: bool = False

    @classmethod
    def of_rows(cls, rows: tuple[FigureRow, ...], *, is_part: bool) -> "FiguresForm":
        return cls(rows, {row.field: _stored(row) for row in rows}, is_part=is_part)

    @classmethod
    def of_known(cls, rows: tuple[FigureRow, ...]) -> "FiguresForm":
        """To be corrected: what is known now stands in the cells."""
        return cls(rows, {row.field: _text(row.known) for row in rows}, compares=True, corrects=True)

    @classmethod
    def to_correct(cls, rows: tuple[FigureRow, ...], post: QueryDict) -> "FiguresForm":
        form = cls.of_post(rows, post, is_part=False)
        form.compares = form.corrects = True
        return form

    @classmethod
    def of_post(cls, rows: tuple[FigureRow, ...], post: QueryDict, *, is_part: bool) -> "FiguresForm":
        typed = {row.field: post.get(row.field, "").strip() for row in rows if row.field in post}
        return cls(rows, typed, frozenset(post.getlist("confirm")), is_part=is_part)

    def read(self) -> tuple[dict[Cell, Decimal | None], dict[str, RuleBroken]]:
        """The figures, and the cells that cannot be read."""
        figures: dict[Cell, Decimal | None] = {}
        refusals: dict[str, RuleBroken] = {}
        for row in self.rows:
            if row.field in self.typed:
                try:
                    text = self.typed[row.field]
                    figures[row.cell] = read_number(text, language=shown.language(), field=row.field)
                except RuleBroken as refusal:
                    refusals[row.field] = refusal
        return figures, refusals

    def ask(self, questions: Mapping[str, RuleBroken]) -> None:
        self.questions = {name: shown.refusal(one) for name, one in questions.items()}

    @property
    def groups(self) -> tuple[Group, ...]:
        cells = [self._cell(row) for row in self.rows]
        return tuple(
            Group(name, tuple(several)) for name, several in groupby(cells, key=lambda one: one.row.group)
        )

    @property
    def wrong(self) -> tuple[FigureTyped, ...]:
        """Cells to mend or to confirm, for the list above the form."""
        cells = (self._cell(row) for row in self.rows)
        return tuple(one for one in cells if one.error or one.question)

    @property
    def missing(self) -> str:
        """The question whether cells may stay empty."""
        return self.questions.get(MISSING, "")

    @property
    def missing_field(self) -> str:
        return MISSING

    def _cell(self, row: FigureRow) -> FigureTyped:
        stored = _text(row.known) if self.corrects else _stored(row)
        typed = self.typed.get(row.field, stored)
        return FigureTyped(
            row,
            typed,
            self.errors.get(row.field, ""),
            self.questions.get(row.field, ""),
            row.field in self.confirmed,
            is_copied=row.is_prefilled and typed == stored,
            differs=self.compares and typed != stored,
            is_locked=self.is_part and row.value is not None and not row.returned,
        )


def _stored(row: FigureRow) -> str:
    return _text(row.value)


def _text(value: Decimal | None) -> str:
    return "" if value is None else shown.number(value)
