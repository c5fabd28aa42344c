"""What state an assigned task is in: computed from dates, never typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.plans import HUNDRED, ZERO


class TaskStatus(StrEnum):
    """The states that the administration publishes for assigned tasks."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    WITHIN_DEADLINE = "within_deadline"
    OVERDUE = "overdue"
    NO_DEADLINE = "no_deadline"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class TaskKind(StrEnum):
    """An advisory paper (văn bản tham mưu) is a task whose product is a text for somebody to decide on."""

    ORDINARY = "ordinary"
    ADVISORY = "advisory"


class HaltKind(StrEnum):
    """Why a task stands still from a day on. A cancelled task may be taken up again as well as a paused one."""

    PAUSED = "paused"
    CANCELLED = "cancelled"


class Part(StrEnum):
    """What a unit is to a task."""

    LEAD = "lead"
    COORDINATING = "coordinating"


def status(
    deadline: date | None,
    completed_on: date | None,
    *,
    today: date,
    waiting_since: date | None = None,
    halt: HaltKind | None = None,
) -> TaskStatus:
    """The published state. waiting_since: handed in as done on that day and waiting for confirmation.

    Done outweighs a halt; while completion waits for confirmation, the doer's clock stands still.
    """
    if completed_on is not None:
        late = deadline is not None and completed_on > deadline
        return TaskStatus.DONE_LATE if late else TaskStatus.DONE_ON_TIME
    if halt is not None:
        return TaskStatus(halt.value)
    if deadline is None:
        return TaskStatus.NO_DEADLINE
    return TaskStatus.OVERDUE if (waiting_since or today) > deadline else TaskStatus.WITHIN_DEADLINE


def check_units(lead: int, coordinating: Iterable[int]) -> None:
    """Raises RuleBroken when a unit both leads and coordinates, or coordinates twice."""
    helpers = list(coordinating)
    if lead in helpers:
        raise RuleBroken(
            gettext_noop("Một đơn vị không thể vừa chủ trì vừa phối hợp trong cùng một nhiệm vụ."),
            field="coordinating",
        )
    if len(set(helpers)) < len(helpers):
        raise RuleBroken(gettext_noop("Một đơn vị phối hợp được ghi hai lần."), field="coordinating")


def check_progress(progress: Decimal | None, *, field: str = "progress") -> Decimal:
    """The progress, a percentage with at most two decimals. Raises RuleBroken."""
    if progress is None:
        raise RuleBroken(gettext_noop("Chưa ghi tiến độ; nhập một số từ 0 đến 100."), field=field)
    if not progress.is_finite() or not ZERO <= progress <= HUNDRED:
        raise RuleBroken(
            gettext_noop("Tiến độ {progress} % không hợp lệ: phải từ 0 đến 100."),
            field=field,
            progress=progress,
        )
    if progress != progress.quantize(Decimal("0.01")):
        raise RuleBroken(
            gettext_noop("Tiến độ {progress} % có quá hai chữ số lẻ."), field=field, progress=progress
        )
    return progress


@dataclass(frozen=True, slots=True)
class Reading:
    """A progress reported for a task: by whom, for which month number of its year, on which day."""

    month: int
    unit: int
    progress: Decimal
    on: date


def completed_on(readings: Iterable[Reading]) -> date | None:
    """The day since which the task stands at 100 %, by its readings; None while it does not.

    A later reading below 100 opens the task again.
    """
    since: date | None = None
    for reading in sorted(readings, key=lambda one: (one.month, one.on)):
        if reading.progress < HUNDRED:
            since = None
        elif since is None:
            since = reading.on
    return since


def reading_for(readings: Mapping[int, Decimal], unit: int) -> Decimal | None:
    """The progress that counts for a month: the answering unit's own, else that of a unit it succeeded.

    readings: reporting unit -> progress, all for one task and month. Several predecessors: the lowest, for the
    careful reader.
    """
    if unit in readings:
        return readings[unit]
    return min(readings.values(), default=None)
