"""What is known now of an approved report: figures, progress, and texts as they were corrected last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from nhip.apps.reports.cases import Case
from nhip.apps.reports.filing import Figures, ReportCase, known_at
from nhip.apps.reports.models import CorrectedText, Report, ReportLine
from nhip.apps.reports.outline import outline_of
from nhip.apps.reports.sections import stored_sections
from nhip.apps.tasks.queries import progress_reported
from nhip.core.corrections import CorrectionState, field_of_text, texts_of_tasks
from nhip.core.figures import Cell
from nhip.core.outline import LONGEST_SECTION, field_of_section


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says, or is to say: cell -> figure, task -> percent, field of a text -> text."""

    figures: Figures = field(default_factory=dict)
    progress: Mapping[int, Decimal | None] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownNow:
    """before: figures of each indicator's own period before. tasks: those that the report speaks of.

    longest: field of every text that the report may have -> most characters.
    """

    figures: Mapping[Cell, Decimal]
    before: Mapping[Cell, Decimal]
    progress: Mapping[int, Decimal]
    texts: Mapping[str, str]
    tasks: frozenset[int]
    longest: Mapping[str, int]


def known_now(case: Case, report: Report, of_figures: ReportCase) -> KnownNow:
    """Seven statements."""
    lines = list(report.lines.all())
    tasks = frozenset(line.task_id for line in lines)
    sections = {field_of_section(code): text for code, text in stored_sections(report).items()}
    asked = {field_of_section(one.code) for one in outline_of(case.unit, case.month, case.tree)}
    figures, before = known_at(of_figures)
    return KnownNow(
        figures=figures,
        before=before,
        progress=progress_reported(unit=case.unit, month=case.month.number, tasks=tasks),
        texts={**texts_of_lines(lines), **sections, **corrected_texts(report)},
        tasks=tasks,
        longest={**texts_of_tasks(tasks), **dict.fromkeys(asked | sections.keys(), LONGEST_SECTION)},
    )


def texts_of_lines(lines: Iterable[ReportLine]) -> dict[str, str]:
    return {
        field_of_text(name, line.task_id): text
        for line in lines
        for name, text in (
            ("done", line.done),
            ("difficulties", line.difficulties),
            ("next", line.next_steps),
        )
    }


def corrected_texts(report: Report) -> dict[str, str]:
    """Field -> text, as corrected last. One statement."""
    rows = CorrectedText.objects.filter(
        correction__report=report, correction__state=CorrectionState.ACCEPTED.value
    ).order_by("correction_id")
    return dict(rows.values_list("field", "after"))
