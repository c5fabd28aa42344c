"""Official targets that go down with a task: what the superior was given is shared out, each part is a target."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from nhip.apps.audit.services import Entry, record
from nhip.apps.cascade.queries import asked_of
from nhip.apps.indicators.queries import Catalogue, catalogue, handed_target, targets_given, targets_with
from nhip.apps.indicators.services import NewTarget, write_targets
from nhip.apps.org import ground
from nhip.apps.org.models import Unit
from nhip.apps.rollups.services import mark_figures
from nhip.apps.tasks.queries import one_task
from nhip.core.access import Actor
from nhip.core.cascading import LONGEST_MEASURE, check_divisible, check_not_given, check_quantity
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.units import Tree, UnitLine
from nhip.core.year_periods import parse_year_period
from nhip.cycle.seats import BODIES, Seat
from nhip.cycle.stored_figures import StoredFigures


@dataclass(frozen=True, slots=True)
class Divisible:
    """A yearly target that a unit may share out, with what it was given."""

    code: str
    name: str
    value: Decimal
    measure: str


@dataclass(frozen=True, slots=True)
class GivenWith:
    """The task with which a unit's target was handed down. task: by which the unit carries it out; by: the superior."""

    value: Decimal
    task: int
    title: str
    by: UnitLine
    on: date


def divisible_targets(seat: Seat, year: int) -> tuple[Divisible, ...]:
    """Yearly targets of the unit that are the sum of parts, in the order of the catalogue. Three statements."""
    known = catalogue()
    codes = [one.rule.code for one in known.indicators if one.rule.is_amount]
    held = _held(seat, known, codes, year)
    return tuple(
        Divisible(code, known.by_code[code].name, held[code], known.by_code[code].measure)
        for code in codes
        if code in held
    )


def yearly_target(seat: Seat, code: str, year: int) -> tuple[Decimal, str]:
    """The yearly target of the unit whose plan it is, of a body that of the unit where it stands; and its measure.

    Raises RuleBroken where there is none that can be shared out.
    """
    known = catalogue()
    value = None
    if code in known.by_code:
        check_divisible(known.rules[code])
        value = _held(seat, known, [code], year).get(code)
    if value is None:
        raise RuleBroken(
            gettext_noop("Đơn vị chưa được giao chỉ tiêu này trong năm {year}."),
            field="target",
            year=str(year),
        )
    measure = known.by_code[code].measure or known.by_code[code].name
    quantity, unit_of_measure = check_quantity(value.normalize() + 0, measure[:LONGEST_MEASURE])
    return quantity or Decimal(0), unit_of_measure


def _held(seat: Seat, known: Catalogue, codes: Iterable[str], year: int) -> dict[str, Decimal]:
    """Code -> the yearly target: as it was given just now, else as the roll-ups hold it (inherited, added up)."""
    parent = seat.tree.parent(seat.unit)
    is_body = seat.tree.level(seat.unit) in BODIES
    places = [seat.unit] if parent is None or not is_body else [seat.unit, parent]
    wanted = list(codes)
    given = targets_given(units=places, indicators=[known.by_code[one].id for one in wanted], year=year)
    figures, period = StoredFigures(known, wanted, year, places), parse_year_period(f"{year:04d}")
    found: dict[str, Decimal] = {}
    for code in wanted:
        for unit in places:
            rolled_up = figures.shown(unit, code, "", period).target
            value = given.get((unit, known.by_code[code].id), None if rolled_up is None else rolled_up.value)
            if value is not None:
                found[code] = value
                break
    return found


def check_receivable(tree: Tree, code: str, year: int, parts: Mapping[int, Decimal | None]) -> None:
    """Raises RulesBroken at the cell of each unit that was given another target of the indicator already."""
    indicator = catalogue().by_code[code].id
    history = ground.current().history
    given = targets_given(units=parts, indicators=[indicator], year=year)
    check_not_given(
        {unit: value for (unit, _indicator), value in given.items()},
        parts,
        {unit: history.name_then(unit, tree.on) for unit in parts},
    )


def check_receivable_again(tree: Tree, code: str, year: int, unit: int, part: Decimal, handed: int) -> None:
    """The same of a part that changes: the target that came with it changes along, another one does not."""
    indicator = catalogue().by_code[code].id
    came_with = {(one.unit, one.indicator) for one in targets_with(part=handed)}
    if (unit, indicator) not in came_with:
        check_receivable(tree, code, year, {unit: part})


@transaction.atomic
def give_targets(
    *, actor: Actor, role: str, code: str, year: int, parts: Mapping[int, int], now: datetime
) -> None:
    """Make what was asked of each unit its target of the year. parts: unit -> its part of the superior's task.

    A target that says the same already stays as it was given. Called by who checked and locks.
    """
    indicator = catalogue().by_code[code]
    given = targets_given(units=parts, indicators=[indicator.id], year=year)
    asked = asked_of(parts=parts.values())
    fresh = {
        unit: part
        for unit, part in parts.items()
        if asked[part] is not None and given.get((unit, indicator.id)) != asked[part]
    }
    written = write_targets(
        targets=[
            NewTarget(unit, indicator.id, year, f"{year:04d}", asked[part], handed=part)
            for unit, part in fresh.items()
        ]
    )
    mark_figures(written=written, now=now)
    entries = [
        Entry(
            "give_target",
            Unit(pk=unit),
            unit,
            after={"indicator": indicator.name, "year": year, "target": asked[part]},
        )
        for unit, part in fresh.items()
    ]
    record(actor=actor, role=role, entries=entries, at=now)


@transaction.atomic
def follow_part(*, actor: Actor, role: str, part: int, asked: Decimal | None, now: datetime) -> None:
    """The target that came with a part follows it: another value, or none (asked None). Others' are left alone."""
    for one in targets_with(part=part):
        written = write_targets(
            targets=[
                NewTarget(
                    one.unit,
                    one.indicator,
                    one.year,
                    one.period,
                    asked,
                    one.baseline,
                    None if asked is None else part,
                )
            ]
        )
        mark_figures(written=written, now=now)
        name = catalogue().by_id[one.indicator].name
        facts = {"indicator": name, "year": one.year, "target": one.value}
        after = {} if asked is None else {**facts, "target": asked}
        act = "take_target_back" if asked is None else "give_target"
        entry = Entry(act, Unit(pk=one.unit), one.unit, before=facts, after=after)
        record(actor=actor, role=role, entries=[entry], at=now)


def given_with(*, unit: int, code: str, year: int, today: date) -> GivenWith | None:
    """Where the unit's target of the year comes from, if it was handed down. Five statements at most."""
    found = handed_target(unit=unit, indicator=catalogue().by_code[code].id, year=year)
    if found is None:
        return None
    above = one_task(task_id=found.above, today=today)
    by = ground.current().history.line_then(above.owner_id, today)
    return GivenWith(found.value, found.task, above.title, by, localdate(found.handed_at))
