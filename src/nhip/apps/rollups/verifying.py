"""Are the stored roll-ups what the facts say? Reads only."""

from dataclasses import dataclass

from django.db import transaction

from nhip.apps.org import ground
from nhip.apps.rollups.facts import read_facts
from nhip.apps.rollups.models import Dirty, ProgressRollup
from nhip.apps.rollups.refreshing import rebuilt_states, state_of
from nhip.core.periods import Month, months_of
from nhip.core.progress import NOTHING, ProgressState
from nhip.core.units import UnitLine


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit's month that is stored otherwise than the facts say. The unit as of the end of the month."""

    unit: UnitLine
    month: Month
    stored: ProgressState
    computed: ProgressState


@dataclass(frozen=True, slots=True)
class Verification:
    """checked: roll-ups compared; waiting: changes that are not in the numbers yet, whose units are passed over."""

    checked: int
    waiting: int
    differences: tuple[Difference, ...]


@transaction.atomic
def verify(*, year: int) -> Verification:
    """Compare every stored roll-up of a year with one computed from the facts alone. Eight statements.

    A unit's month that waits to be refreshed is no difference, nor is one above it.
    """
    history = ground.current().history
    waiting = set(Dirty.objects.filter(year=year).values_list("unit_id", "month"))
    passed = {
        (unit, month) for dirty, month in waiting for unit in _with_those_above(dirty, Month(year, month))
    }
    facts = read_facts(year)
    stored = {(row.unit_id, row.month): state_of(row) for row in ProgressRollup.objects.filter(year=year)}
    computed = {
        (unit, month.number): state
        for month in months_of(year)
        for unit, state in rebuilt_states(history, facts, month).items()
    }
    keys = sorted((stored.keys() | computed.keys()) - passed)
    differences = tuple(
        Difference(
            history.line_then(unit, Month(year, number).shifted(1).first_day),
            Month(year, number),
            stored.get((unit, number), NOTHING),
            computed.get((unit, number), NOTHING),
        )
        for unit, number in keys
        if stored.get((unit, number), NOTHING) != computed.get((unit, number), NOTHING)
    )
    return Verification(len(keys), len(waiting), differences)


def _with_those_above(unit: int, month: Month) -> tuple[int, ...]:
    tree = ground.current().history.tree_for(unit, month)
    return (unit,) if tree is None else (unit, *tree.ancestors(unit))
