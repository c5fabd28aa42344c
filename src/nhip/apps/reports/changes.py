"""What a correction changes: stored with it, read again when it is answered, told to the audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from nhip.apps.reports.filing import ReportCase
from nhip.apps.reports.known_now import Content, KnownNow
from nhip.apps.reports.models import CorrectedFigure, CorrectedProgress, CorrectedText, Correction
from nhip.core.corrections import Change, changes_of, check_changed, check_still
from nhip.core.figures import Cell, field_of
from nhip.core.outline import field_of_section

Facts = dict[str, object]
IN_FACTS = {"done": "done", "difficulties": "difficulties", "next": "next_steps"}
"""Beginning of the field of a task's text -> what the audit calls it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Cell, task or field of a text -> from what to what."""

    figures: Mapping[Cell, Change[Decimal]]
    progress: Mapping[int, Change[Decimal]]
    texts: Mapping[str, Change[str]]

    @classmethod
    def between(cls, known: KnownNow, wanted: Content) -> "Changes":
        return cls(
            changes_of(known.figures, wanted.figures),
            changes_of(known.progress, wanted.progress),
            {
                name: Change(known.texts.get(name, ""), text)
                for name, text in wanted.texts.items()
                if known.texts.get(name, "") != text
            },
        )

    @classmethod
    def read(cls, asked: Correction, case: ReportCase) -> "Changes":
        """As they were stored with the request. Three statements."""
        return cls(
            {
                (case.known.by_id[row.indicator_id].rule.code, row.category): Change(row.before, row.after)
                for row in asked.figures.all()
            },
            {row.task_id: Change(row.before, row.after) for row in asked.progress.all()},
            {row.field: Change(row.before, row.after) for row in asked.texts.all()},
        )

    def check(self) -> None:
        """Raises RuleBroken where nothing is changed."""
        check_changed(self.figures, self.progress, self.texts)

    def check_still(self, known: KnownNow) -> None:
        """Raises Conflict where something is known otherwise than when it was asked for."""
        check_still(self.figures, known.figures)
        check_still(self.progress, known.progress)
        check_still(self.texts, {name: known.texts.get(name, "") for name in self.texts})

    def store(self, asked: Correction, case: ReportCase) -> None:
        CorrectedFigure.objects.bulk_create(
            CorrectedFigure(
                correction=asked,
                indicator_id=case.known.by_code[code].id,
                category=category,
                before=one.before,
                after=one.after,
            )
            for (code, category), one in self.figures.items()
        )
        CorrectedProgress.objects.bulk_create(
            CorrectedProgress(correction=asked, task_id=task, before=one.before, after=one.after)
            for task, one in self.progress.items()
            if one.after is not None
        )
        CorrectedText.objects.bulk_create(
            CorrectedText(correction=asked, field=name, before=one.before or "", after=one.after or "")
            for name, one in self.texts.items()
        )

    def facts(self, *, is_after: bool) -> Facts:
        """One side of them, as a report's own facts are recorded: of a task under its number."""
        facts: Facts = {}
        tasks: dict[str, dict[str, object]] = {}
        for task, change in self.progress.items():
            tasks.setdefault(str(task), {})["progress"] = change.after if is_after else change.before
        sections: dict[str, object] = {}
        for name, told in self.texts.items():
            begins, _hyphen, rest = name.partition("-")
            text = told.after if is_after else told.before
            if begins in IN_FACTS:
                tasks.setdefault(rest, {})[IN_FACTS[begins]] = text
            else:
                sections[name.removeprefix(field_of_section(""))] = text
        figures = {
            field_of(cell): one.after if is_after else one.before for cell, one in self.figures.items()
        }
        facts.update(tasks)
        return (
            facts | ({"figures": figures} if figures else {}) | ({"sections": sections} if sections else {})
        )
