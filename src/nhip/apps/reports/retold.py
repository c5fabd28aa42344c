"""Beside what a report says: what is known of it now, by the corrections that were accepted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from nhip.apps.reports.corrections import CorrectionLine
from nhip.apps.reports.lines import ReportLineRow
from nhip.apps.reports.sections import SectionRow
from nhip.core.corrections import CorrectionState, field_of_text


@dataclass(frozen=True, slots=True)
class Retold:
    """What accepted corrections say: task -> percent, field of a text -> text."""

    progress: Mapping[int, Decimal] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, corrections: Iterable[CorrectionLine]) -> "Retold":
        """corrections: of one report, the newest first."""
        accepted = [one for one in corrections if one.state is CorrectionState.ACCEPTED][::-1]
        return cls(
            {row.task_id: row.after for one in accepted for row in one.progress},
            {row.field: row.after for one in accepted for row in one.texts},
        )

    def line(self, row: ReportLineRow) -> ReportLineRow:
        done, difficulties, next_steps = (
            self.texts.get(field_of_text(name, row.task_id)) for name in ("done", "difficulties", "next")
        )
        return replace(
            row,
            known_progress=self.progress.get(row.task_id),
            known_done=done,
            known_difficulties=difficulties,
            known_next=next_steps,
        )

    def section(self, row: SectionRow) -> SectionRow:
        return replace(row, known=self.texts.get(row.field))
