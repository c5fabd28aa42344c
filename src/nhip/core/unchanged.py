"""Filing a report in which nothing changed since the period before: whether it can be done, and what it still lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.reporting import ReportState

Written = tuple[Decimal | None, str, str, str]
"""Of a task: progress, and what was done, what stands in the way, what comes next."""


@dataclass(frozen=True, slots=True)
class TaskNow:
    """A task as the report would be filed, and as the report before said."""

    field: str
    now: Written
    before: Written


@dataclass(frozen=True, slots=True)
class FigureNow:
    """A figure as it would be filed. before: of the period before. is_level: it stands until it is told otherwise;
    else it is what happened in the period, which nobody can copy. is_whole: no part of another figure."""

    field: str
    now: Decimal | None
    before: Decimal | None
    is_level: bool
    is_whole: bool


@dataclass(frozen=True, slots=True)
class SectionNow:
    field: str
    text: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Unchanged:
    """lacking: fields that have to be typed first; differing: fields that say something else than the period before."""

    lacking: tuple[str, ...]
    differing: tuple[str, ...]

    @property
    def is_offered(self) -> bool:
        return not self.lacking and not self.differing


def unchanged(
    tasks: Iterable[TaskNow], figures: Iterable[FigureNow], sections: Iterable[SectionNow]
) -> Unchanged:
    """What stands against filing everything as it is now. What was never told before, once told, is no difference."""
    lacking, differing = [], []
    for task in tasks:
        if task.now[0] is None:
            lacking.append(task.field)
        elif task.before[0] is not None and task.now != task.before:
            differing.append(task.field)
    for figure in figures:
        if figure.now is None and figure.is_whole:
            lacking.append(figure.field)
        elif figure.is_level and figure.before is not None and figure.now != figure.before:
            differing.append(figure.field)
    lacking += [one.field for one in sections if one.is_required and not one.text]
    return Unchanged(tuple(lacking), tuple(differing))


def is_open_for_it(state: ReportState) -> bool:
    """A report that was returned was found wanting: it is not filed again as it was."""
    return state in (ReportState.MISSING, ReportState.DRAFT)


def check_unchanged(found: Unchanged) -> None:
    """Raises RulesBroken, by field, where the report cannot be filed as it stands."""
    refusals = {
        name: RuleBroken(gettext_noop("Chưa ghi cho kỳ này; ghi xong mới nộp được."), field=name)
        for name in found.lacking
    }
    refusals |= {
        name: RuleBroken(
            gettext_noop("Báo cáo đang soạn đã ghi khác kỳ trước; nộp từ biểu báo cáo."), field=name
        )
        for name in found.differing
    }
    if refusals:
        raise RulesBroken(refusals)


def nothing_to_refile() -> RuleBroken:
    """The report is in nobody's hands who could file it again as it was, or it asks for nothing."""
    return RuleBroken(
        gettext_noop(
            "Báo cáo kỳ này không nộp «không đổi» được: đã nộp, bị trả lại, hoặc không có gì phải báo."
        ),
        field="state",
    )
