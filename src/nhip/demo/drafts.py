"""Draws the tasks of a unit's plan from the patterns, so that the plan's months look like those of a real year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from nhip.core.plans import TaskDraft
from nhip.demo.telling import Year


@dataclass(frozen=True, slots=True)
class Drawn:
    """A task to be, with the code of its programme and of the bodies that coordinate."""

    draft: TaskDraft
    programme: str
    coordinating: tuple[str, ...]


def draw_tasks(
    rng: Random, patterns: Sequence[Mapping[str, Any]], told: Year, kind: str, count: int
) -> list[Drawn]:
    """``count`` tasks for a commune, office or department, no title twice."""
    fitting = [pattern for pattern in patterns if kind in pattern["for"]]
    drawn: list[Drawn] = []
    titles = set[str]()
    while len(drawn) < count:
        round_of = rng.sample(fitting, len(fitting))
        for pattern in round_of[: count - len(drawn)]:
            one = _draw(rng, pattern, told, kind)
            if one.draft.title not in titles:
                titles.add(one.draft.title)
                drawn.append(one)
        if len(titles) >= sum(len(pattern["numbers"]) for pattern in fitting):
            break
    return drawn


def _draw(rng: Random, pattern: Mapping[str, Any], told: Year, kind: str) -> Drawn:
    number = rng.choice(pattern["numbers"])
    shown = f"{number:,}".replace(",", ".")
    earliest, latest = pattern["months"]
    first = rng.randint(earliest, min(earliest + 3, latest))
    last = rng.randint(max(first, latest - 3), latest)
    starts_on = date(told.number, first, rng.choice((2, 6, 10, 15)))
    deadline = _end(told.number, last, rng)
    budget = pattern["budget"]
    drawn = TaskDraft(
        title=pattern["title"].format(n=shown),
        deliverable=pattern["deliverable"].format(n=shown),
        starts_on=min(starts_on, deadline),
        deadline=deadline,
        weight=rng.randint(*pattern["weight"]),
        budget=None if budget is None else Decimal(rng.randint(*budget)),
        milestones=_milestones(rng, first, last),
    )
    helpers = told.helpers.get(pattern["programme"], ())
    chosen = tuple(helpers[:1]) if kind != "commune" and rng.random() < 0.6 else ()
    return Drawn(drawn, pattern["programme"], chosen)


def _end(year: int, month: int, rng: Random) -> date:
    last = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return last.replace(day=rng.choice((15, 25, last.day)))


def _milestones(rng: Random, first: int, last: int) -> dict[int, Decimal]:
    """Cumulative steps that start slowly and end at 100 in the deadline's month."""
    steps = [rng.uniform(0.6, 1.4) * (0.6 if month == first else 1) for month in range(first, last + 1)]
    total, done = sum(steps), 0.0
    planned: dict[int, Decimal] = {}
    for month, step in zip(range(first, last + 1), steps, strict=True):
        done += step
        planned[month] = Decimal(round(done / total * 20) * 5)
    return planned | {last: Decimal(100)}
