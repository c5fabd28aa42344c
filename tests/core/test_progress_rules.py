"""The worked tables of docs/rules/progress.md, computed again."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from nhip.core.periods import Span
from nhip.core.progress import (
    PROGRESS,
    Light,
    LightRule,
    ProgressState,
    TaskFact,
    cell,
    in_period,
    light,
    own_state,
    side_by_side,
)
from nhip.core.rollup import total
from nhip.core.units import Level
from nhip.core.year_periods import SHAPES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules" / "progress.md"
RULE = LightRule(Span(date(2019, 1, 1)), Decimal(4), Decimal(9), Decimal("0.5"))
Row = dict[str, str]


def tables() -> list[list[Row]]:
    found: list[list[Row]] = []
    for block in re.findall(r"(?:^\|.*\|\n)+", PAGE.read_text(encoding="utf-8"), re.MULTILINE):
        head, _rule, *rows = (
            [cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()
        )
        found.append([dict(zip(head, row, strict=True)) for row in rows])
    return found


TASKS, TOTALS, LIGHTS = tables()


def state(unit: str) -> ProgressState:
    facts = [
        TaskFact(
            int(row["weight"]),
            Decimal(row["planned %"]),
            None if row["reported %"] == "–" else Decimal(row["reported %"]),
        )
        for row in TASKS
        if row["unit"] == unit
    ]
    reported = any(fact.progress is not None for fact in facts)
    return own_state(Level.COMMUNE, facts, month=3, expected=True, reported=reported, approved=True)


def test_the_percentages_of_the_page_are_those_of_the_rule() -> None:
    for row in TOTALS:
        several = [side_by_side([state(unit)] * len(SHAPES)) for unit in row["of"].split(" + ")]
        shown = cell(in_period(total(PROGRESS, several), 0), RULE)
        told = [None if row[name] == "–" else Decimal(row[name]) for name in ("planned", "actual")]
        assert [shown.planned, shown.actual] == told
        assert (shown.reported, shown.expected) == (int(row["reported"]), int(row["expected"]))


def test_the_lights_of_the_page_are_those_of_the_rule() -> None:
    for row in LIGHTS:
        shown = light(
            Fraction(row["behind"]), reported=int(row["reported"]), expected=int(row["expected"]), rule=RULE
        )
        assert shown is Light(row["light"]), row
