"""Corrections of reports as they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from nhip.apps.accounts.queries import office_names
from nhip.apps.indicators.queries import Catalogue, catalogue
from nhip.apps.reports.models import CorrectedFigure, CorrectedProgress, CorrectedText, Correction
from nhip.apps.reports.outline import titles_of_sections
from nhip.apps.tasks.queries import titles_of
from nhip.core.corrections import TEXTS_OF_TASK, CorrectionState
from nhip.core.figures import Cell
from nhip.core.periods import Month

if TYPE_CHECKING:
    from django.db.models import QuerySet

BATCH = 500


@dataclass(frozen=True, slots=True)
class CorrectedCell:
    """One figure of a correction. before: as known when it was asked for. None: no figure."""

    cell: Cell
    name: str
    category_name: str
    measure: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class CorrectedProgressRow:
    """A task's progress in a correction, percent. before: as known when it was asked for."""

    task_id: int
    title: str
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True, slots=True)
class CorrectedTextRow:
    """A text in a correction. of: its beginning (done, difficulties, next, section); title: of the task or section."""

    field: str
    of: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A request and what became of it. askers: who asked, and for whom. answer: why it was refused.

    cells, progress, texts: what it changes.
    """

    unit_id: int
    month: Month
    state: CorrectionState
    reason: str
    asked_at: datetime
    asked_by: str
    askers: tuple[int | None, int | None]
    decided_at: datetime | None
    decided_by: str
    answer: str
    cells: tuple[CorrectedCell, ...]
    progress: tuple[CorrectedProgressRow, ...] = ()
    texts: tuple[CorrectedTextRow, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state is CorrectionState.ASKED


def corrections_of_report(*, report: int) -> tuple[CorrectionLine, ...]:
    """All that was asked about a report, the newest first. Nine statements at most, one where nothing was."""
    return _lines(Correction.objects.filter(report=report))


def corrections_accepted(
    *, units: Iterable[int], year: int, months: Iterable[int]
) -> tuple[CorrectionLine, ...]:
    """What was corrected of the months of a year, the newest first. Nine statements at most for 500 units."""
    several = sorted(units)
    found: list[CorrectionLine] = []
    for start in range(0, len(several), BATCH):
        found += _lines(
            Correction.objects.filter(
                report__unit__in=several[start : start + BATCH],
                report__year=year,
                report__month__in=list(months),
                state=CorrectionState.ACCEPTED.value,
            )
        )
    return tuple(found)


def open_corrections(*, units: Iterable[int]) -> tuple[CorrectionLine, ...]:
    """Requests of the units that wait for an answer. Nine statements at most, one where there are none."""
    return _lines(Correction.objects.filter(report__unit__in=list(units), state=CorrectionState.ASKED.value))


def _lines(rows: "QuerySet[Correction]") -> tuple[CorrectionLine, ...]:
    kept = list(rows.select_related("report").order_by("-asked_at", "-pk"))
    if not kept:
        return ()
    known = catalogue()
    ids = [one.pk for one in kept]
    cells: dict[int, list[CorrectedCell]] = {}
    for row in CorrectedFigure.objects.filter(correction__in=ids).order_by("pk"):
        cells.setdefault(row.correction_id, []).append(_cell(row, known))
    progress, texts = _words(ids)
    names = office_names(
        {one for row in kept for one in (row.asked_by_id, row.decided_by_id) if one is not None}
    )
    return tuple(
        CorrectionLine(
            unit_id=row.report.unit_id,
            month=Month(row.report.year, row.report.month),
            state=CorrectionState(row.state),
            reason=row.reason,
            asked_at=row.asked_at,
            asked_by=names.get(row.asked_by_id or 0, ""),
            askers=row.askers,
            decided_at=row.decided_at,
            decided_by=names.get(row.decided_by_id or 0, ""),
            answer=row.answer,
            cells=tuple(cells.get(row.pk, ())),
            progress=tuple(progress.get(row.pk, ())),
            texts=tuple(texts.get(row.pk, ())),
        )
        for row in kept
    )


def _words(
    corrections: list[int],
) -> tuple[dict[int, list[CorrectedProgressRow]], dict[int, list[CorrectedTextRow]]]:
    """By correction. Four statements at most."""
    told = list(CorrectedProgress.objects.filter(correction__in=corrections).order_by("pk"))
    written = list(CorrectedText.objects.filter(correction__in=corrections).order_by("pk"))
    fields = {row.field: row.field.partition("-") for row in written}
    tasks = titles_of(
        {row.task_id for row in told}
        | {int(rest) for begins, _hyphen, rest in fields.values() if begins in TEXTS_OF_TASK}
    )
    sections = titles_of_sections(
        [rest for begins, _hyphen, rest in fields.values() if begins not in TEXTS_OF_TASK]
    )
    progress: dict[int, list[CorrectedProgressRow]] = {}
    for one in told:
        row = CorrectedProgressRow(one.task_id, tasks.get(one.task_id, ""), one.before, one.after)
        progress.setdefault(one.correction_id, []).append(row)
    texts: dict[int, list[CorrectedTextRow]] = {}
    for text in written:
        begins, _hyphen, rest = fields[text.field]
        title = tasks.get(int(rest), "") if begins in TEXTS_OF_TASK else sections.get(rest, rest)
        texts.setdefault(text.correction_id, []).append(
            CorrectedTextRow(text.field, begins, title, text.before, text.after)
        )
    return progress, texts


def _cell(row: CorrectedFigure, known: Catalogue) -> CorrectedCell:
    one = known.by_id[row.indicator_id]
    return CorrectedCell(
        (one.rule.code, row.category),
        one.name,
        one.categories.get(row.category, ""),
        one.measure,
        row.before,
        row.after,
    )
