"""What heirs get of divided units' targets, typed over: one field each, ``goal|unit|indicator|period|heir``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict

from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.successions import GoalTyped
from nhip.core.typed import read_number
from nhip.cycle.successions import DividedGoal, PartOfGoal
from nhip.web import shown

if TYPE_CHECKING:
    from decimal import Decimal

NAMED = "goal|"
PLACES = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A field: what of the target an heir gets. typed: as the person left it."""

    name: str
    part: PartOfGoal
    typed: str


@dataclass(frozen=True, slots=True)
class Row:
    """A target that is divided. error: why it was refused."""

    goal: DividedGoal
    cells: tuple[Cell, ...]
    error: str


def sent_goals(sent: QueryDict) -> list[GoalTyped]:
    """The rows in which something is typed; a row that is left blank goes by the shares. Raises RulesBroken by row."""
    rows: dict[tuple[str, str, str], dict[str, Decimal]] = {}
    refusals: dict[str, RuleBroken] = {}
    for name, text in sent.items():
        places = name.split("|")
        if not name.startswith(NAMED) or len(places) != PLACES:
            continue
        source, indicator, period, heir = places[1:]
        key = "|".join(places[:-1])
        try:
            part = read_number(str(text), language=shown.language(), field=key)
        except RuleBroken as refusal:
            refusals[key] = refusal
            continue
        if part is not None:
            rows.setdefault((source, indicator, period), {})[heir] = part
    if refusals:
        raise RulesBroken(refusals)
    return [GoalTyped(*place, parts) for place, parts in rows.items()]


def goal_rows(
    goals: Iterable[DividedGoal], sent: Mapping[str, str], refusals: Mapping[str, RuleBroken]
) -> tuple[Row, ...]:
    """sent: fields as they were typed, where they were refused."""
    return tuple(
        Row(
            one,
            tuple(
                Cell(name, part, sent.get(name, shown.number(part.value)))
                for part in one.parts
                for name in [f"{one.key}|{part.heir.code}"]
            ),
            shown.refusal(refusals[one.key]) if one.key in refusals else "",
        )
        for one in goals
    )
