from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from nhip.apps.cascade.models import HandedOrder, HandedPart, Handing
from nhip.apps.tasks.models import Assignment
from nhip.core.cascading import Key
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.handed_orders import Turn, turn
from nhip.core.plans import COUNTED, PlanState
from nhip.core.tasks import Part

_COUNTED = [state.value for state in COUNTED]


@dataclass(frozen=True, slots=True)
class HandedLine:
    """A part as stored. lead: who carries it out now; state: of the plan it stands in, None outside any.

    above: the superior's task.
    """

    task: int
    above: int
    unit: int
    lead: int
    asked: Decimal | None
    planned: Decimal | None
    handed_at: datetime
    detailed_at: datetime | None
    state: PlanState | None
    year: int


@dataclass(frozen=True, slots=True)
class HandingLine:
    """A task that is handed down, with its parts in the order in which they were.

    target: code of the indicator whose target of the period is shared out; both empty: none.
    """

    task: int
    quantity: Decimal | None
    measure: str
    key: Key
    indicator: str
    target: str
    period: str
    parts: tuple[HandedLine, ...]


def handings_of(*, tasks: Iterable[int]) -> dict[int, HandingLine]:
    """Those of the tasks that are handed down. Two statements."""
    rows = list(Handing.objects.filter(task__in=list(tasks)).select_related("task"))
    parts: dict[int, list[HandedLine]] = {row.task_id: [] for row in rows}
    for line in _lines(HandedPart.objects.filter(handing__in=rows)) if rows else ():
        parts[line.above].append(line)
    return {
        row.task_id: HandingLine(
            row.task_id,
            row.quantity,
            row.measure,
            Key(row.key),
            row.indicator,
            row.target,
            (row.period or f"{row.task.year:04d}") if row.target else "",
            tuple(parts[row.task_id]),
        )
        for row in rows
    }


def parts_of(*, unit: int, year: int) -> tuple[HandedLine, ...]:
    """What was handed down for the year and is the unit's to carry out now. One statement."""
    led = Assignment.objects.filter(
        unit=unit, part=Part.LEAD.value, ends_before=None, task=OuterRef("task"), task__year=year
    )
    return _lines(HandedPart.objects.filter(Exists(led)))


def part_of(*, task: int) -> HandedLine | None:
    """What the task carries out of a superior's. One statement."""
    return next(iter(_lines(HandedPart.objects.filter(task=task))), None)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """What a superior ordered. above: its task; done_at None: it waits for an amendment of the unit's plan.

    is_done, is_handed_on: what became of the unit's task meanwhile.
    """

    above: int
    task: int | None
    unit: int
    is_taken_back: bool
    before: Decimal | None
    asked: Decimal | None
    reason: str
    ordered_at: datetime
    done_at: datetime | None
    is_done: bool
    is_handed_on: bool
    measure: str

    def turn(self, submitted_at: datetime | None) -> Turn:
        """submitted_at: of an amendment of the unit's plan that is out of its author's hands, None where none is."""
        return turn(
            is_taken_back=self.is_taken_back,
            is_done=self.is_done,
            is_handed_on=self.is_handed_on,
            ordered_at=self.ordered_at,
            submitted_at=submitted_at,
        )


_ORDER = (
    *("handing__task", "task", "unit", "is_taken_back"),
    *("before", "asked", "reason", "ordered_at", "done_at"),
    *("is_done", "is_handed_on", "handing__measure"),
)


def _orders() -> QuerySet[HandedOrder]:
    handed_further = HandedPart.objects.filter(handing__task=OuterRef("task"))
    return HandedOrder.objects.annotate(
        is_done=Q(task__completed_on__isnull=False), is_handed_on=Exists(handed_further)
    ).order_by("pk")


def orders_of(*, tasks: Iterable[int]) -> tuple[OrderLine, ...]:
    """What was ordered about parts of these tasks of the superior, in its order. One statement."""
    rows = _orders().filter(handing__task__in=list(tasks))
    return tuple(OrderLine(*row) for row in rows.values_list(*_ORDER))


def waiting_orders(*, plans: Iterable[int]) -> dict[int, tuple[OrderLine, ...]]:
    """Plan -> what waits for an amendment of it, where something does. One statement."""
    rows = _orders().filter(task__plan__in=list(plans), done_at=None)
    found: dict[int, tuple[OrderLine, ...]] = {}
    for plan, *row in rows.values_list("task__plan", *_ORDER):
        found[plan] = (*found.get(plan, ()), OrderLine(*row))
    return found


def handed_on(*, task: int) -> tuple[int, ...]:
    """The units to which the task was handed down further. One statement."""
    rows = HandedPart.objects.filter(handing__task=task).order_by("pk")
    return tuple(rows.values_list("unit_id", flat=True))


def asked_of(*, parts: Iterable[int]) -> dict[int, Decimal | None]:
    """Part -> what of the quantity was asked. One statement."""
    return dict(HandedPart.objects.filter(pk__in=list(parts)).values_list("pk", "asked"))


def _lines(parts: QuerySet[HandedPart]) -> tuple[HandedLine, ...]:
    led = Q(task__assignments__part=Part.LEAD.value, task__assignments__ends_before=None)
    rows = (
        parts.filter(led)
        .order_by("pk")
        .values_list(
            "task",
            "handing__task",
            "unit",
            F("task__assignments__unit"),
            "asked",
            "planned",
            "handed_at",
            "detailed_at",
            "task__plan__state",
            "task__year",
        )
    )
    return tuple(
        HandedLine(
            task, above, unit, lead, asked, planned, at, detailed, PlanState(state) if state else None, of
        )
        for task, above, unit, lead, asked, planned, at, detailed, state, of in rows
    )


def carried_out_below() -> Exists:
    """Whether the assignment's task counts through those to whom it was handed down, and so not itself."""
    return Exists(HandedPart.objects.filter(handing__task=OuterRef("task"), task__plan__state__in=_COUNTED))


def leads_above(*, plan: int) -> frozenset[int]:
    """Who leads the tasks that the plan's were handed down from. One statement."""
    return frozenset(
        Assignment.objects.filter(
            task__handing__parts__task__plan=plan, part=Part.LEAD.value, ends_before=None
        ).values_list("unit_id", flat=True)
    )


def check_removable(*, task: int) -> None:
    """Raises RuleBroken for a task that the superior handed down, and for one that is handed down. Two statements."""
    if HandedPart.objects.filter(task=task).exists():
        raise RuleBroken(
            gettext_noop(
                "Nhiệm vụ này do cấp trên giao xuống, không xóa được; sửa mốc tháng và phần nhận của đơn vị."
            ),
            field="task",
        )
    if Handing.objects.filter(task=task).exists():
        raise RuleBroken(gettext_noop("Nhiệm vụ này đã giao xuống cấp dưới, không xóa được."), field="task")
