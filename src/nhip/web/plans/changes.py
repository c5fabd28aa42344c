"""What an import or an amendment changes, in the reader's words: of each task its fields, before and after."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from nhip.core.amendments import TaskChange
from nhip.core.periods import MONTHS
from nhip.core.plan_imports import TaskFacts, TaskFate
from nhip.core.tasks import TaskKind
from nhip.cycle.amendment_pages import NamesOfTasks
from nhip.cycle.plan_importing import PlanImport
from nhip.web import shown, words

Word = str | Promise
FIELDS: dict[str, Word] = {
    "title": _("Tên nhiệm vụ"),
    "deliverable": _("Sản phẩm"),
    "lead": _("Chủ trì"),
    "coordinating": _("Phối hợp"),
    "starts_on": _("Bắt đầu"),
    "deadline": _("Thời hạn"),
    "weight": _("Trọng số"),
    "budget": _("Kinh phí (triệu đồng)"),
    "milestones": _("Mốc theo tháng (%)"),
    "programme": _("Chương trình"),
    "kind": _("Loại nhiệm vụ"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    name: Word
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """where: its cell in the file. task: its number where it is stored; kept: its line in an amendment."""

    fate: TaskFate
    where: str
    title: str
    lead: str
    deadline: str
    fields: tuple[FieldChange, ...] = ()
    task: int | None = None
    kept: int | None = None


def change_lines(told: PlanImport) -> list[ChangeLine]:
    """Every task that would be added, changed or taken out; in the order of the file, what it lacks at the end."""
    names, found = NamesOfTasks(told.unit_names, told.programmes), told.changes
    lines = [_line(names, TaskFate.ADDED, one.where, one.facts) for one in found.added]
    for one in found.changed:
        fields = tuple(_fields(names, one.fields, one.before.facts, one.after.facts))
        lines.append(_line(names, TaskFate.CHANGED, one.after.where, one.before.facts, fields))
    lines += [_line(names, TaskFate.REMOVED, "", one.facts) for one in found.removed]
    return lines


def amended_lines(
    changes: Iterable[TaskChange], names: NamesOfTasks, lines: Mapping[int, int] | None = None
) -> list[ChangeLine]:
    """What became of each task between two versions of a plan. lines: task -> its line in the amendment."""
    return [_amended(one, names, (lines or {}).get(one.task)) for one in changes]


def _amended(one: TaskChange, names: NamesOfTasks, kept: int | None) -> ChangeLine:
    fields: tuple[FieldChange, ...] = ()
    if one.before is not None and one.after is not None:
        fields = tuple(_fields(names, one.fields, one.before, one.after))
    line = _line(names, one.fate, "", one.before or one.facts, fields)
    return replace(line, task=one.task if one.task > 0 else None, kept=kept)


def _line(
    names: NamesOfTasks, fate: TaskFate, where: str, facts: TaskFacts, fields: tuple[FieldChange, ...] = ()
) -> ChangeLine:
    lead = names.units.get(facts.lead, "")
    return ChangeLine(fate, where, facts.title, lead, shown.day(facts.deadline), fields)


def _fields(
    names: NamesOfTasks, fields: Iterable[str], before: TaskFacts, after: TaskFacts
) -> Iterator[FieldChange]:
    for name in fields:
        if name == "milestones":
            yield _months(before.milestones, after.milestones)
            continue
        yield FieldChange(
            FIELDS[name], _said(names, name, getattr(before, name)), _said(names, name, getattr(after, name))
        )


def _months(before: Sequence[Decimal], after: Sequence[Decimal]) -> FieldChange:
    """Only the months that differ."""
    changed = [month for month in MONTHS if before[month - 1] != after[month - 1]]
    said = (" · ".join(_month(month, side[month - 1]) for month in changed) for side in (before, after))
    return FieldChange(FIELDS["milestones"], *said)


def _month(month: int, value: Decimal) -> str:
    return f"{pgettext('month, short', 'T{n}').format(n=month)} {shown.number(value)}"


def _said(names: NamesOfTasks, name: str, value: object) -> str:
    if not value and value != 0:
        return "–"
    if name in ("programme", "lead") and isinstance(value, int):
        known = names.programmes if name == "programme" else names.units
        return known.get(value, "–")
    if isinstance(value, frozenset):
        return "; ".join(sorted(names.units.get(unit, "–") for unit in value))
    return str(words.KINDS[value]) if isinstance(value, TaskKind) else shown.anything(value)
