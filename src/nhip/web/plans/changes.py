"""What an import would change, in the reader's words: of each task its fields, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhip.core.plan_imports import Changed, TaskFacts, TaskFate
from nhip.core.tasks import TaskKind
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
    """where: its cell in the file, "" for a task that the file lacks."""

    fate: TaskFate
    where: str
    title: str
    lead: str
    deadline: str
    fields: tuple[FieldChange, ...] = ()


def change_lines(told: PlanImport) -> list[ChangeLine]:
    """Every task that would be added, changed or taken out; in the order of the file, what it lacks at the end."""
    found = told.changes
    lines = [_line(told, TaskFate.ADDED, one.where, one.facts) for one in found.added]
    lines += [
        _line(told, TaskFate.CHANGED, one.after.where, one.before.facts, tuple(_fields(told, one)))
        for one in found.changed
    ]
    lines += [_line(told, TaskFate.REMOVED, "", one.facts) for one in found.removed]
    return lines


def _line(
    told: PlanImport, fate: TaskFate, where: str, facts: TaskFacts, fields: tuple[FieldChange, ...] = ()
) -> ChangeLine:
    lead = told.unit_names.get(facts.lead, "")
    return ChangeLine(fate, where, facts.title, lead, shown.day(facts.deadline), fields)


def _fields(told: PlanImport, one: Changed) -> Iterator[FieldChange]:
    for name in one.fields:
        before, after = (getattr(facts, name) for facts in (one.before.facts, one.after.facts))
        yield FieldChange(FIELDS[name], _said(told, name, before), _said(told, name, after))


def _said(told: PlanImport, name: str, value: object) -> str:
    if not value and value != 0:
        return "–"
    if name in ("programme", "lead") and isinstance(value, int):
        known = told.programmes if name == "programme" else told.unit_names
        return known.get(value, "–")
    if isinstance(value, frozenset):
        return "; ".join(sorted(told.unit_names.get(unit, "–") for unit in value))
    if isinstance(value, tuple):
        return " · ".join(map(shown.number, value))
    return str(words.KINDS[value]) if isinstance(value, TaskKind) else shown.anything(value)
