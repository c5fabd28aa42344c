"""Official targets that go down with a task: what the superior was given is shared out, each part is a target."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from nhip.apps.audit.services import Entry, record
from nhip.apps.cascade.queries import asked_of
from nhip.apps.indicators.queries import Catalogue, catalogue, handed_targets, targets_given, targets_with
from nhip.apps.indicators.services import NewTarget, write_targets
from nhip.apps.org import ground
from nhip.apps.org.models import Unit
from nhip.apps.rollups.services import mark_figures
from nhip.apps.tasks.queries import one_task
from nhip.core.access import Actor
from nhip.core.cascading import LONGEST_MEASURE, check_divisible, check_not_given, check_quantity
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.handed_targets import check_period, check_same_start, handed_periods, starts
from nhip.core.units import Tree, UnitLine
from nhip.core.year_periods import YearPeriod, parse_year_period
from nhip.cycle.seats import BODIES, Seat
from nhip.cycle.stored_figures import StoredFigures


@dataclass(frozen=True, slots=True)
class Goal:
    """An indicator's target of a period, that goes down with a task."""

    code: str
    period: YearPeriod


@dataclass(frozen=True, slots=True)
class Divisible:
    """A target that a unit may share out, with what it was given. written: as the form and the command name it."""

    code: str
    name: str
    period: YearPeriod
    value: Decimal
    measure: str

    @property
    def written(self) -> str:
        return f"{self.code}:{self.period}"


@dataclass(frozen=True, slots=True)
class GivenWith:
    """The task with which a unit's target was handed down. task: by which the unit carries it out; by: the superior."""

    period: YearPeriod
    value: Decimal
    baseline: Decimal | None
    task: int
    title: str
    by: UnitLine
    on: date


def divisible_targets(seat: Seat, year: int) -> tuple[Divisible, ...]:
    """Targets of the unit that are the sum of parts, in the order of the catalogue, the year first. 3 statements."""
    known = catalogue()
    goals = [
        Goal(one.rule.code, period)
        for one in known.indicators
        if one.rule.is_amount
        for period in handed_periods(one.rule, year)
    ]
    held = _held(seat, known, goals, year)
    return tuple(
        Divisible(
            one.code, known.by_code[one.code].name, one.period, held[one], known.by_code[one.code].measure
        )
        for one in goals
        if one in held
    )


def goal_of(code: str, written: str, year: int) -> Goal:
    """written: the period, empty: the whole year. Raises RuleBroken for what is no period of the indicator."""
    known = catalogue()
    period = parse_year_period(written.strip() or f"{year:04d}")
    if code in known.by_code:
        check_period(known.rules[code], year, period)
    return Goal(code, period)


def target_of(seat: Seat, goal: Goal, year: int) -> tuple[Decimal, str]:
    """The target of the unit whose plan it is, of a body that of the unit where it stands; and its measure.

    Raises RuleBroken where there is none that can be shared out.
    """
    known = catalogue()
    value = None
    if goal.code in known.by_code:
        check_divisible(known.rules[goal.code])
        value = _held(seat, known, [goal], year).get(goal)
    if value is None:
        raise RuleBroken(
            gettext_noop("Đơn vị chưa được giao chỉ tiêu này trong {period}."),
            field="target",
            period=goal.period,
        )
    measure = known.by_code[goal.code].measure or known.by_code[goal.code].name
    quantity, unit_of_measure = check_quantity(value.normalize() + 0, measure[:LONGEST_MEASURE])
    return quantity or Decimal(0), unit_of_measure


def _held(seat: Seat, known: Catalogue, goals: Iterable[Goal], year: int) -> dict[Goal, Decimal]:
    """Goal -> the target: as it was given just now, else as the roll-ups hold it (inherited, added up)."""
    parent = seat.tree.parent(seat.unit)
    is_body = seat.tree.level(seat.unit) in BODIES
    places = [seat.unit] if parent is None or not is_body else [seat.unit, parent]
    wanted = list(goals)
    codes = list(dict.fromkeys(one.code for one in wanted))
    given = targets_given(units=places, indicators=[known.by_code[one].id for one in codes], year=year)
    figures = StoredFigures(known, codes, year, places)
    found: dict[Goal, Decimal] = {}
    for goal in wanted:
        for unit in places:
            told = given.get((unit, known.by_code[goal.code].id, str(goal.period)))
            target = told or figures.target(unit, goal.code, goal.period)
            if target is not None:
                found[goal] = target.value
                break
    return found


def last_years(code: str, units: Iterable[int], year: int) -> dict[int, Decimal | None]:
    """Each unit's figure of the year before, as it is known now. Two statements."""
    known, wanted, whole = catalogue(), list(units), parse_year_period(f"{year - 1:04d}")
    figures = StoredFigures(known, [code], year - 1, wanted)
    return {unit: figures.shown(unit, code, "", whole).value for unit in wanted}


def starts_of(
    goal: Goal, parts: Mapping[int, Decimal | None], typed: Mapping[int, Decimal]
) -> dict[int, Decimal | None]:
    """Where each receiver of the target starts from; who was given it already, as it was then. Three statements."""
    indicator, year = catalogue().by_code[goal.code].id, goal.period.year
    given = {
        unit: one.baseline
        for (unit, _of, period), one in targets_given(units=parts, indicators=[indicator], year=year).items()
        if period == str(goal.period)
    }
    return starts(catalogue().rules[goal.code], parts, typed, last_years(goal.code, parts, year)) | given


def check_receivable(
    tree: Tree, goal: Goal, parts: Mapping[int, Decimal | None], typed: Mapping[int, Decimal]
) -> None:
    """Raises RulesBroken at the cell of each unit that was given another target of the indicator already.

    typed: baselines typed by hand; one of a target that stays as it was given is refused likewise.
    """
    indicator = catalogue().by_code[goal.code].id
    history = ground.current().history
    told = targets_given(units=parts, indicators=[indicator], year=goal.period.year)
    given = {unit: one for (unit, _of, period), one in told.items() if period == str(goal.period)}
    names = {unit: history.name_then(unit, tree.on) for unit in parts}
    check_not_given({unit: one.value for unit, one in given.items()}, parts, names)
    check_same_start({unit: one.baseline for unit, one in given.items()}, typed, names)


def check_receivable_again(tree: Tree, goal: Goal, unit: int, part: Decimal, handed: int) -> None:
    """The same of a part that changes: the target that came with it changes along, another one does not."""
    indicator = catalogue().by_code[goal.code].id
    came_with = {(one.unit, one.indicator) for one in targets_with(part=handed)}
    if (unit, indicator) not in came_with:
        check_receivable(tree, goal, {unit: part}, {})


@transaction.atomic
def give_targets(
    *,
    actor: Actor,
    role: str,
    goal: Goal,
    parts: Mapping[int, int],
    starts: Mapping[int, Decimal | None],
    now: datetime,
) -> None:
    """Make what was asked of each unit its target of the period. parts: unit -> its part of the superior's task.

    starts: unit -> where it starts from. A target that says the same already stays as it was given. Called by who
    checked and locks.
    """
    indicator = catalogue().by_code[goal.code]
    year, period = goal.period.year, str(goal.period)
    given = targets_given(units=parts, indicators=[indicator.id], year=year)
    asked = asked_of(parts=parts.values())
    fresh = {
        unit: part
        for unit, part in parts.items()
        if asked[part] is not None and (unit, indicator.id, period) not in given
    }
    written = write_targets(
        targets=[
            NewTarget(unit, indicator.id, year, period, asked[part], starts.get(unit), handed=part)
            for unit, part in fresh.items()
        ]
    )
    mark_figures(written=written, now=now)
    entries = [
        Entry(
            "give_target",
            Unit(pk=unit),
            unit,
            after={
                "indicator": indicator.name,
                "year": year,
                "period": period,
                "target": asked[part],
                "baseline": starts.get(unit),
            },
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
        facts = {"indicator": name, "year": one.year, "period": one.period, "target": one.value}
        after = {} if asked is None else {**facts, "target": asked}
        act = "take_target_back" if asked is None else "give_target"
        entry = Entry(act, Unit(pk=one.unit), one.unit, before=facts, after=after)
        record(actor=actor, role=role, entries=[entry], at=now)


def given_with(*, unit: int, code: str, year: int, today: date) -> tuple[GivenWith, ...]:
    """Where the unit's targets of the year come from, those that were handed down, the longest period first.

    One statement, and four for each.
    """
    history = ground.current().history
    found = []
    for one in handed_targets(unit=unit, indicator=catalogue().by_code[code].id, year=year):
        above = one_task(task_id=one.above, today=today)
        period, by = parse_year_period(one.period), history.line_then(above.owner_id, today)
        on = localdate(one.handed_at)
        found.append(GivenWith(period, one.value, one.baseline, one.task, above.title, by, on))
    return tuple(sorted(found, key=lambda one: (-len(one.period.months), one.period.first)))
