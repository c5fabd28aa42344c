"""What a person types for a task: kept as typed, read strictly, each refusal at its own field."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.http import QueryDict

from nhip.apps.tasks.queries import PlanTask
from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.periods import MONTHS
from nhip.core.plans import TaskDraft, check_task
from nhip.core.tasks import TaskKind
from nhip.core.typed import read_day, read_number, read_whole
from nhip.web import shown, words

FIELDS = ("kind", "title", "deliverable", "lead", "programme", "starts_on", "deadline", "weight", "budget")


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One month's cell of the form. name: ``m1`` to ``m12``."""

    name: str
    month: int
    typed: str
    error: str


@dataclass(frozen=True, slots=True)
class Quarter:
    name: str
    cells: tuple[MonthCell, ...]


@dataclass
class TaskForm:
    """typed: field -> text as the person left it. errors: field -> sentence in the reader's language."""

    typed: dict[str, str]
    coordinating: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, *, lead: str) -> "TaskForm":
        return cls({"lead": lead, "weight": "1"})

    @classmethod
    def of_task(cls, task: PlanTask) -> "TaskForm":
        months = {
            f"m{month}": shown.number(value)
            for month, value in zip(MONTHS, task.milestones, strict=True)
            if value
        }
        return cls(
            {
                "kind": task.kind.value,
                "title": task.title,
                "deliverable": task.deliverable,
                "lead": task.lead.code,
                "programme": "" if task.programme_id is None else str(task.programme_id),
                "starts_on": shown.day(task.starts_on),
                "deadline": shown.day(task.deadline),
                "weight": str(task.weight),
                "budget": "" if task.budget is None else shown.number(task.budget),
                **months,
            },
            [unit.code for unit in task.coordinating],
        )

    @classmethod
    def of_post(cls, post: QueryDict) -> "TaskForm":
        names = (*FIELDS, *(f"m{month}" for month in MONTHS))
        return cls({name: post.get(name, "") for name in names}, post.getlist("coordinating"))

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return tuple(
            Quarter(name, tuple(self._cell(month) for month in MONTHS[index * 3 : index * 3 + 3]))
            for index, name in enumerate(words.QUARTERS)
        )

    def _cell(self, month: int) -> MonthCell:
        name = f"m{month}"
        return MonthCell(name, month, self.typed.get(name, ""), self.errors.get(name, ""))

    @property
    def month_errors(self) -> tuple[str, ...]:
        return tuple(cell.error for quarter in self.quarters for cell in quarter.cells if cell.error)

    @property
    def kind(self) -> TaskKind | None:
        typed = self.typed.get("kind", "")
        return TaskKind(typed) if typed in set(TaskKind) else None

    @property
    def programme_id(self) -> int | None:
        text = self.typed.get("programme", "")
        return int(text) if text.isascii() and text.isdigit() else None

    def refuse(self, refusal: RulesBroken | RuleBroken) -> None:
        """Put each sentence at the field that it is about."""
        refusals: Mapping[str, RuleBroken] = (
            refusal.refusals if isinstance(refusal, RulesBroken) else {refusal.field or "": refusal}
        )
        self.errors = {name: shown.refusal(one) for name, one in refusals.items()}

    def draft(self, *, year: int, in_plan: bool) -> TaskDraft:
        """The task as read; only one outside a plan may go without a deadline. Raises RulesBroken.

        Where something cannot be read, the rules are asked about the rest, so that one answer names everything;
        else they are the service's to ask.
        """
        reader = _Reader(self.typed, shown.language())
        draft = TaskDraft(
            title=self.typed.get("title", ""),
            deliverable=self.typed.get("deliverable", ""),
            starts_on=reader.day("starts_on"),
            deadline=reader.day("deadline") if in_plan else reader.day_or_none("deadline"),
            weight=reader.whole("weight"),
            budget=reader.number("budget"),
            milestones=dict(reader.milestones()),
        )
        if reader.refusals:
            raise RulesBroken(
                {**_other_refusals(draft, year, reader.refusals.keys(), in_plan=in_plan), **reader.refusals}
            )
        return draft


def _other_refusals(
    draft: TaskDraft, year: int, unread: Collection[str], *, in_plan: bool
) -> dict[str, RuleBroken]:
    """What the rules say of the fields that could be read. Milestones depend on the dates."""
    try:
        check_task(draft, year=year, in_plan=in_plan)
    except RulesBroken as broken:
        dates_known = not {"starts_on", "deadline"} & set(unread)
        return {
            name: one
            for name, one in broken.refusals.items()
            if name not in unread and (dates_known or name in {"title", "weight", "budget"})
        }
    return {}


class _Reader:
    """Reads fields one by one and gathers what cannot be read, so that one answer names all of it."""

    def __init__(self, typed: Mapping[str, str], language: str) -> None:
        self._typed, self._language = typed, language
        self.refusals: dict[str, RuleBroken] = {}

    def number(self, name: str) -> Decimal | None:
        try:
            return read_number(self._typed.get(name, ""), language=self._language, field=name)
        except RuleBroken as refusal:
            self.refusals[name] = refusal
            return None

    def whole(self, name: str) -> int:
        try:
            value = read_whole(self._typed.get(name, ""), language=self._language, field=name)
        except RuleBroken as refusal:
            self.refusals[name] = refusal
            return 0
        if value is None:
            self.refusals[name] = RuleBroken(
                gettext_noop("Chưa ghi trọng số; ghi 1 nếu mọi việc như nhau."), field=name
            )
            return 0
        return value

    def day(self, name: str) -> date:
        try:
            value = read_day(self._typed.get(name, ""), field=name)
        except RuleBroken as refusal:
            self.refusals[name] = refusal
            return date.min
        if value is None:
            self.refusals[name] = RuleBroken(gettext_noop("Chưa ghi ngày; viết ngày/tháng/năm."), field=name)
            return date.min
        return value

    def day_or_none(self, name: str) -> date | None:
        return self.day(name) if self._typed.get(name, "").strip() else None

    def milestones(self) -> Iterator[tuple[int, Decimal]]:
        for month in MONTHS:
            value = self.number(f"m{month}")
            if value is not None:
                yield month, value
