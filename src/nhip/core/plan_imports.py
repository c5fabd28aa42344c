"""What a table would change in a stored plan: tasks to add, to change, to take out. Values alone.

A task of the table is the stored one whose number it bears (as Nhịp wrote it), else the one of the same title and lead,
else the only one of the same title. What a table has no column for stays as it is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.periods import MONTHS
from nhip.core.plan_checks import NamedUnit, PlannedTask
from nhip.core.plan_sheets import GROUP, ReadPlan, ReadTask
from nhip.core.plans import TaskDraft, check_task, completed_milestones, planned_at
from nhip.core.tasks import TaskKind
from nhip.core.vietnamese import normalised, without_marks

KIND_NAMES = {TaskKind.ORDINARY: "Thường", TaskKind.ADVISORY: "Văn bản tham mưu"}
LONGEST_DELIVERABLE = 300
_MONTH_FIELDS = frozenset({*(f"m{month}" for month in MONTHS), "q1", "q2", "q3", "q4"})


class TaskFate(StrEnum):
    """What becomes of a task."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task as it is stored, or would be. lead, coordinating, programme: identities; milestones: of twelve months."""

    title: str
    deliverable: str
    lead: int
    coordinating: frozenset[int]
    starts_on: date
    deadline: date | None
    weight: int
    budget: Decimal | None
    milestones: tuple[Decimal, ...]
    programme: int | None = None
    kind: TaskKind = TaskKind.ORDINARY


def facts_of_draft(
    draft: TaskDraft, lead: int, coordinating: Iterable[int], programme: int | None, kind: TaskKind
) -> TaskFacts:
    """What would be stored of a draft that was checked."""
    milestones = completed_milestones(draft)
    return TaskFacts(
        title=normalised(draft.title),
        deliverable=normalised(draft.deliverable),
        lead=lead,
        coordinating=frozenset(coordinating),
        starts_on=draft.starts_on,
        deadline=draft.deadline,
        weight=draft.weight,
        budget=draft.budget,
        milestones=tuple(planned_at(milestones, month) for month in MONTHS),
        programme=programme,
        kind=kind,
    )


@dataclass(frozen=True, slots=True)
class Stored:
    id: int
    facts: TaskFacts


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task as the table wants it. where: its cell; draft: with the milestones as typed."""

    where: str
    draft: TaskDraft
    facts: TaskFacts
    coordinating: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """fields: of TaskFacts, those that differ."""

    before: Stored
    after: Wanted
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that a plan cannot hold."""

    where: str
    task: str
    why: RuleBroken


@dataclass(frozen=True, slots=True)
class Changes:
    """What importing would do. With refusals nothing is done."""

    added: tuple[Wanted, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Stored, ...] = ()
    unchanged: int = 0
    refusals: tuple[Refusal, ...] = ()
    groups: tuple[tuple[str, str, str], ...] = ()

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """What would be stored."""
        return (*self.added, *(one.after for one in self.changed))

    def before_and_after(self) -> Iterator[TaskFacts]:
        """Of whatever changes, what it was and what it would be."""
        for one in self.wanted:
            yield one.facts
        for gone in (*self.removed, *(both.before for both in self.changed)):
            yield gone.facts

    @property
    def is_nothing(self) -> bool:
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan may name. programme, kind: from words to an identity, None where nothing bears them."""

    year: int
    programme: Callable[[str], int | None]
    may_lead: Callable[[int], bool]
    may_coordinate: Callable[[int], bool]


def changes(read: ReadPlan, stored: Sequence[Stored], known: Known) -> Changes:
    """Compare the tasks of a table, none of which has an error, with those of the plan."""
    before = _matched(read.lines, stored)
    added: list[Wanted] = []
    changed: list[Changed] = []
    refusals: list[Refusal] = []
    groups: list[tuple[str, str, str]] = []
    unchanged = 0
    for line, own in zip(read.lines, before, strict=True):
        task = line.planned
        groups += [
            (task.at("coordinating"), task.title, one.name) for one in task.coordinating if one.unit == GROUP
        ]
        said = _Said(line, own, read.columns, known)
        wanted = said.wanted()
        refusals += said.refusals
        if wanted is None:
            continue
        if own is None:
            added.append(wanted)
        elif fields := differences(own.facts, wanted.facts):
            changed.append(Changed(own, wanted, fields))
        else:
            unchanged += 1
    kept = {own.id for own in before if own is not None}
    removed = tuple(one for one in stored if one.id not in kept)
    return Changes(tuple(added), tuple(changed), removed, unchanged, tuple(refusals), tuple(groups))


def differences(before: TaskFacts, after: TaskFacts) -> tuple[str, ...]:
    """The fields in which two descriptions of a task differ."""
    return tuple(name for name in TaskFacts.__slots__ if getattr(before, name) != getattr(after, name))


def _folded(text: str) -> str:
    return without_marks(normalised(text))


def _matched(lines: Sequence[ReadTask], stored: Sequence[Stored]) -> list[Stored | None]:
    """For each line the stored task that it is; no task twice."""
    by_id = {str(one.id): one for one in stored}
    found: list[Stored | None] = [by_id.pop(line.task_id, None) for line in lines]
    for key in (_title_and_lead, _title):
        left: dict[object, list[Stored]] = defaultdict(list)
        for one in by_id.values():
            left[key(one.facts.title, one.facts.lead)].append(one)
        for number, line in enumerate(lines):
            lead = None if line.planned.lead is None else line.planned.lead.unit
            same = left.get(key(line.planned.title, lead), ())
            if found[number] is None and same and (key is _title_and_lead or len(same) == 1):
                own = same[0]
                found[number] = own
                left[key(own.facts.title, own.facts.lead)].remove(own)
                del by_id[str(own.id)]
    return found


def _title_and_lead(title: str, lead: int | None) -> object:
    return _folded(title), lead


def _title(title: str, _lead: int | None) -> object:
    return _folded(title)


class _Said:
    """One line of the table beside the stored task that it is."""

    def __init__(self, line: ReadTask, own: Stored | None, columns: frozenset[str], known: Known) -> None:
        self.line, self.task, self.known, self.columns = line, line.planned, known, columns
        self.before = None if own is None else own.facts
        self.refusals: list[Refusal] = []

    def wanted(self) -> Wanted | None:
        lead, coordinating = self._lead(), self._coordinating()
        draft = self._draft()
        self._check(draft)
        facts = None if self.refusals else self._facts(draft, lead, coordinating)
        return None if facts is None else Wanted(self.task.where, draft, facts, coordinating)

    def _facts(self, draft: TaskDraft, lead: int, coordinating: Sequence[int]) -> TaskFacts | None:
        programme, kind = self._programme(), self._kind()
        if self.refusals:
            return None
        return facts_of_draft(draft, lead, coordinating, programme, kind)

    def _refuse(self, field: str, why: RuleBroken) -> None:
        self.refusals.append(Refusal(self.task.at(field), self.task.title, why))

    def _lead(self) -> int:
        lead = self.task.lead
        if lead is None or lead.unit is None or lead.unit == GROUP or not self.known.may_lead(lead.unit):
            name = "" if lead is None else lead.name
            self._refuse("lead", _out_of_reach(name, is_group=lead is not None and lead.unit == GROUP))
            return 0
        return lead.unit

    def _coordinating(self) -> tuple[int, ...]:
        if "coordinating" not in self.columns and self.before is not None:
            return tuple(sorted(self.before.coordinating))
        lead = None if self.task.lead is None else self.task.lead.unit
        units: list[int] = []
        for one in self.task.coordinating:
            if one.unit is None:
                self._refuse("coordinating", _unknown(one))
            elif one.unit != GROUP and not self.known.may_coordinate(one.unit):
                self._refuse("coordinating", _out_of_reach(one.name, is_group=False))
            elif one.unit == lead:
                self._refuse("coordinating", RuleBroken(_BOTH, unit=one.name))
            elif one.unit != GROUP:
                units.append(one.unit)
        return tuple(dict.fromkeys(units))

    def _draft(self) -> TaskDraft:
        task, before = self.task, self.before
        first = date(self.known.year, 1, 1)
        starts_on = task.starts_on or (before.starts_on if before is not None else first)
        draft = TaskDraft(
            title=task.title,
            deliverable=task.deliverable,
            starts_on=starts_on,
            deadline=task.deadline,
            weight=self._weight(),
            budget=task.budget,
        )
        if before is not None:
            draft = replace(
                draft,
                deliverable=draft.deliverable if "deliverable" in self.columns else before.deliverable,
                budget=draft.budget if "budget" in self.columns else before.budget,
            )
        return replace(draft, milestones=self._milestones(draft))

    def _weight(self) -> int:
        weight = self.task.weight
        if weight is None:
            return 1 if self.before is None or "weight" in self.columns else self.before.weight
        if weight != weight.to_integral_value():
            self._refuse("weight", RuleBroken(_WHOLE_WEIGHT, weight=weight))
            return 1
        return int(weight)

    def _milestones(self, draft: TaskDraft) -> Mapping[int, Decimal]:
        """Those of months, else of quarters, each at its end or at the deadline; none: even steps."""
        if self.task.milestones:
            return self.task.milestones
        if self.task.quarters:
            return dict(_at_their_ends(self.task.quarters, draft.deadline))
        before = self.before
        is_kept = before is not None and not self.columns & _MONTH_FIELDS
        if (
            is_kept
            and before is not None
            and (before.starts_on, before.deadline) == (draft.starts_on, draft.deadline)
        ):
            return dict(zip(MONTHS, before.milestones, strict=True))
        return {}

    def _check(self, draft: TaskDraft) -> None:
        if len(draft.deliverable) > LONGEST_DELIVERABLE:
            self._refuse(
                "deliverable",
                RuleBroken(_LONG_DELIVERABLE, length=len(draft.deliverable), most=LONGEST_DELIVERABLE),
            )
        try:
            check_task(draft, year=self.known.year)
        except RulesBroken as several:
            for name, why in several.refusals.items():
                self._refuse(_cell_of(self.task, name), why)

    def _programme(self) -> int | None:
        if "programme" not in self.columns:
            return None if self.before is None else self.before.programme
        if not self.line.programme:
            return None
        found = self.known.programme(self.line.programme)
        if found is None:
            self._refuse("programme", RuleBroken(_NO_PROGRAMME, text=self.line.programme[:60]))
        return found

    def _kind(self) -> TaskKind:
        said = {_folded(name): kind for kind, name in KIND_NAMES.items()}.get(_folded(self.line.kind))
        if said is not None:
            return said
        if self.line.kind:
            names = ", ".join(KIND_NAMES.values())
            self._refuse("kind", RuleBroken(_NO_KIND, text=self.line.kind[:60], kinds=names))
        return TaskKind.ORDINARY if self.before is None else self.before.kind


_BOTH = gettext_noop("«{unit}» vừa chủ trì vừa phối hợp.")
_WHOLE_WEIGHT = gettext_noop("Trọng số {weight} phải là số nguyên; nhân tất cả trọng số với 10 nếu cần.")
_LONG_DELIVERABLE = gettext_noop("Sản phẩm dài {length} ký tự; tối đa {most}.")
_NO_PROGRAMME = gettext_noop("Không có chương trình «{text}» trong danh mục của năm.")
_NO_KIND = gettext_noop("«{text}» không phải loại nhiệm vụ; ghi một trong: {kinds}.")


def _out_of_reach(name: str, *, is_group: bool) -> RuleBroken:
    if is_group:
        return RuleBroken(
            gettext_noop("«{unit}» là nhiều đơn vị; ghi một đơn vị chủ trì, mỗi đơn vị khác một dòng."),
            unit=name,
        )
    return RuleBroken(
        gettext_noop("«{unit}» không giao được trong kế hoạch này: ngoài phạm vi của đơn vị."), unit=name
    )


def _unknown(one: NamedUnit) -> RuleBroken:
    if one.near:
        return RuleBroken(
            gettext_noop("Không có đơn vị tên «{unit}»; có phải {near}?"),
            unit=one.name,
            near=", ".join(one.near),
        )
    return RuleBroken(gettext_noop("Không có đơn vị tên «{unit}»."), unit=one.name)


def _at_their_ends(quarters: Mapping[int, Decimal], deadline: date | None) -> Iterator[tuple[int, Decimal]]:
    for quarter, value in sorted(quarters.items()):
        last = quarter * 3
        is_due_in_it = deadline is not None and last - 2 <= deadline.month <= last
        yield (deadline.month if deadline is not None and is_due_in_it else last), value


def _cell_of(task: PlannedTask, name: str) -> str:
    """The cell of a field; of a month where only quarters stand, its quarter's."""
    if name[0] == "m" and name[1:].isdigit() and name not in task.cells:
        return f"q{(int(name[1:]) + 2) // 3}"
    return name
