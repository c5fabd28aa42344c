"""Everything that stands against keeping or filing a report, by the rules of core: one answer names it all."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from nhip.apps.reports.cases import Case, find_locked
from nhip.apps.reports.figures import stored_figures
from nhip.apps.reports.filing import Figures, ReportCase, known_at
from nhip.apps.reports.sections import Texts, stored_sections
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.figures import Cell, check_cells, check_figures, check_storable, field_of
from nhip.core.outline import Section, check_told
from nhip.core.reporting import check_lines

Refusals = dict[str, RuleBroken]
"""By field of the form."""


def found(check: Callable[[], None]) -> Refusals:
    """What a rule of core refuses, to be told with what others refuse."""
    try:
        check()
    except RulesBroken as broken:
        return dict(broken.refusals)
    return {}


def unkeepable(case: ReportCase, figures: Figures) -> Refusals:
    """Figures that not even a draft may hold."""
    return found(lambda: check_cells(case.asked, figures, case.month)) | found(
        lambda: check_storable(figures)
    )


def against_filing(
    case: Case,
    *,
    asked: Collection[int],
    outline: Collection[Section],
    progress: Mapping[int, Decimal | None],
    figures: Figures,
    texts: Texts,
    unread: Collection[str],
) -> Refusals:
    """What would stand against filing what is stored with what was written on top of it, had it been kept.

    progress, figures, texts: as written; unread: fields of figures of which nobody knows what they are to say, so
    that no other figure is measured against them. For a report that is refused already: six statements.
    """
    report, of_figures = find_locked(case), ReportCase.of_case(case)
    told = {} if report is None else dict(report.lines.values_list("task_id", "progress"))
    told |= progress
    values: dict[Cell, Decimal | None] = {
        cell: row.value for cell, row in stored_figures(report, of_figures.known).items()
    }
    values = {cell: value for cell, value in (values | dict(figures)).items() if field_of(cell) not in unread}
    return {
        **found(lambda: check_lines({task: told.get(task) for task in asked}, {}, complete=True)),
        **check_figures(of_figures.asked, values, known_at(of_figures)[1]).refusals,
        **check_told(outline, {**stored_sections(report), **texts}),
    }
