"""What of plans moves when units are reorganised within the year: tasks to heirs, targets along with the figures.

A task goes to one heir of the unit that led it, the main one unless another is chosen. Amounts of targets add up and
are divided by shares; what is no amount is held by every part. Nothing is lost: docs/rules/successions.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.rollup import DECIMALS, add


@dataclass(frozen=True, slots=True)
class MovedTask:
    """An open task of a unit that ends or is divided. heirs: units that may receive it, the proposed one first."""

    task: int
    title: str
    weight: int
    deadline: date | None
    source: int
    heirs: tuple[int, ...]
    receiver: int

    @property
    def has_choice(self) -> bool:
        return len(self.heirs) > 1


@dataclass(frozen=True, slots=True)
class MovedTarget:
    """A target of a period, of the units before and of those after. is_amount: its parts add up."""

    indicator: str
    period: str
    is_amount: bool
    before: tuple[tuple[int, Decimal], ...]
    after: tuple[tuple[int, Decimal], ...]

    @property
    def total_before(self) -> Decimal:
        return _sum(value for _unit, value in self.before)

    @property
    def total_after(self) -> Decimal:
        return _sum(value for _unit, value in self.after)


@dataclass(frozen=True, slots=True)
class GoalTyped:
    """The parts of a divided unit's target as a person typed them. source: code on the eve; parts: code of the heir on
    the day -> its part."""

    source: str
    indicator: str
    period: str
    parts: Mapping[str, Decimal]

    @property
    def key(self) -> str:
        """The name of its row in the form."""
        return f"goal|{self.source}|{self.indicator}|{self.period}"


@dataclass(frozen=True, slots=True)
class Divided:
    """A target that a division shares out. heirs: code -> name; is_whole: of what is counted.

    indicator, source: their names.
    """

    whole: Decimal
    heirs: Mapping[str, str]
    is_whole: bool
    indicator: str
    source: str


@dataclass(frozen=True, slots=True)
class Total:
    """Of the open tasks below one unit, on the eve and on the day: how many, and their weight."""

    unit: int
    tasks_before: int
    tasks_after: int
    weight_before: int
    weight_after: int

    @property
    def is_kept(self) -> bool:
        return (self.tasks_before, self.weight_before) == (self.tasks_after, self.weight_after)


def options(source: int, main: int | None, heirs: Iterable[int], *, goes_on: bool) -> tuple[int, ...]:
    """Who may receive a task of the unit, the proposed one first: itself where it goes on, else the main heir."""
    first = source if goes_on else main
    found = [one for one in heirs if one != first]
    return tuple(found) if first is None else (first, *dict.fromkeys(found))


def receiver(task: int, proposed: Sequence[int], chosen: Mapping[int, int]) -> int:
    """The chosen one, else the proposed one. Raises RuleBroken, field ``task-<number>``, for one that is no heir."""
    wanted = chosen.get(task, proposed[0])
    if wanted not in proposed:
        raise RuleBroken(
            gettext_noop(
                "Đơn vị được chọn không kế tục đơn vị đang chủ trì nhiệm vụ này; chọn một đơn vị kế tục."
            ),
            field=f"task-{task}",
        )
    return wanted


def receivers(tasks: Mapping[int, Sequence[int]], chosen: Mapping[int, int]) -> dict[int, int]:
    """Task -> who receives it. Raises RulesBroken, keyed ``task-<number>``: no heir, or a task that is not moved."""
    refusals: dict[str, RuleBroken] = {}
    found: dict[int, int] = {}
    for task, proposed in tasks.items():
        try:
            found[task] = receiver(task, proposed, chosen)
        except RuleBroken as refusal:
            refusals[f"task-{task}"] = refusal
    for task in chosen.keys() - tasks.keys():
        refusals[f"task-{task}"] = RuleBroken(
            gettext_noop("Nhiệm vụ số {task} không thuộc đơn vị nào được sắp xếp, hoặc đã xong."),
            field=f"task-{task}",
            task=str(task),
        )
    if refusals:
        raise RulesBroken(refusals)
    return found


def totals(
    tasks: Iterable[MovedTask], above: Mapping[int, int], above_after: Mapping[int, int]
) -> tuple[Total, ...]:
    """By the unit above. above: unit -> the one above it on the eve; above_after: on the day."""
    sums: dict[int, list[int]] = {}
    for one in tasks:
        for place, unit in ((0, above.get(one.source)), (1, above_after.get(one.receiver))):
            if unit is not None:
                found = sums.setdefault(unit, [0, 0, 0, 0])
                found[place] += 1
                found[place + 2] += one.weight
    return tuple(Total(unit, *found) for unit, found in sums.items())


def _sum(values: Iterable[Decimal]) -> Decimal:
    found = Decimal(0)
    for one in values:
        found = add(found, one)
    return found


# --- Parts of targets that are typed over ------------------------------------------------------------------------


def goal_as_stored(goal: GoalTyped) -> dict[str, object]:
    """As JSON keeps it."""
    return {
        "source": goal.source,
        "indicator": goal.indicator,
        "period": goal.period,
        "parts": {heir: str(part) for heir, part in goal.parts.items()},
    }


def goal_from_stored(stored: Mapping[str, Any]) -> GoalTyped:
    """What ``goal_as_stored`` wrote."""
    parts = {heir: Decimal(part) for heir, part in stored["parts"].items()}
    return GoalTyped(stored["source"], stored["indicator"], stored["period"], parts)


def check_goals(goals: Iterable[GoalTyped], divided: Mapping[str, Divided]) -> None:
    """Typed parts are those of a target that is divided, and add up to it. divided: key of its row -> the target.

    Raises RulesBroken, by key.
    """
    refusals: dict[str, RuleBroken] = {}
    for one in goals:
        refusal = _wrong_goal(one, divided.get(one.key))
        if refusal is not None:
            refusals[one.key] = refusal
    if refusals:
        raise RulesBroken(refusals)


def _wrong_goal(goal: GoalTyped, divided: Divided | None) -> RuleBroken | None:
    facts = {"indicator": goal.indicator, "source": goal.source, "period": goal.period}
    if divided is None:
        return RuleBroken(
            gettext_noop(
                "Chỉ tiêu «{indicator}» kỳ {period} của {source} không bị chia; bỏ các phần đã ghi cho chỉ tiêu này."
            ),
            field=goal.key,
            **facts,
        )
    facts |= {"indicator": divided.indicator, "source": divided.source}
    if goal.parts.keys() != divided.heirs.keys():
        return RuleBroken(
            gettext_noop(
                "Chỉ tiêu «{indicator}» kỳ {period} của {source}: ghi đủ phần của {heirs}, hoặc bỏ trống tất cả."
            ),
            field=goal.key,
            heirs=", ".join(divided.heirs.values()),
            **facts,
        )
    if any(_is_no_part(part, is_whole=divided.is_whole) for part in goal.parts.values()):
        return RuleBroken(
            gettext_noop(
                "Chỉ tiêu «{indicator}» kỳ {period} của {source}: mỗi phần từ 0 trở lên, số đếm được ghi số nguyên."
            ),
            field=goal.key,
            **facts,
        )
    total = _sum(goal.parts.values())
    if total != divided.whole:
        more = gettext_noop(
            "Chỉ tiêu «{indicator}» kỳ {period} của {source} là {whole}; các phần cộng lại {total}: "
            "còn {left} chưa chia."
        )
        less = gettext_noop(
            "Chỉ tiêu «{indicator}» kỳ {period} của {source} là {whole}; các phần cộng lại {total}: thừa {left}."
        )
        return RuleBroken(
            more if total < divided.whole else less,
            field=goal.key,
            whole=divided.whole,
            total=total,
            left=abs(divided.whole - total),
            **facts,
        )
    return None


def _is_no_part(part: Decimal, *, is_whole: bool) -> bool:
    if not part.is_finite() or part < 0 or part != round(part, DECIMALS):
        return True
    return is_whole and part != part.to_integral_value()
