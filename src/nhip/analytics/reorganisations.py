"""Reorganisations of anyone's data: R.csv read into the steps along which figures are carried to a day's boundaries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from nhip.analytics import cells
from nhip.analytics.csv_tables import Table, read_table
from nhip.analytics.facts import Facts, Key, month_span
from nhip.analytics.faults import Faults, place
from nhip.analytics.inputs import TargetRow, Units, unit_of
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.indicators import Indicator, OverUnits
from nhip.core.rebasing import (
    MOST_SHARE_DECIMALS,
    Figure,
    Part,
    Step,
    apportion_goal,
    check_parts,
    merged,
    rebase,
    steps_between,
    typed_goal,
)
from nhip.core.targets import Target

COLUMNS = ("from", "to", "share", "date")
COLUMNS_MORE = ("basis", "back_share")


@dataclass(frozen=True, slots=True)
class _Link:
    source: int
    target: int
    share: Decimal
    back_share: Decimal | None
    on: date
    line: int


def read_steps(path: Path, units: Units) -> list[Step]:
    """Read R.csv. back_share (optional): how much of ``to`` belongs to ``from`` when figures are told backwards.

    Raises RulesBroken named by line and column.
    """
    table = read_table(path, COLUMNS, COLUMNS_MORE)
    faults = Faults()
    links = [one for line, row in table.rows if (one := _link(table, line, row, units, faults)) is not None]
    faults.refuse()
    forwards: dict[tuple[date, int], list[_Link]] = {}
    backwards: dict[tuple[date, int], list[_Link]] = {}
    for one in links:
        forwards.setdefault((one.on, one.source), []).append(one)
        backwards.setdefault((one.on, one.target), []).append(one)
    steps: dict[tuple[date, bool], dict[int, tuple[Part, ...]]] = {}
    for (on, source), own in forwards.items():
        parts = tuple(Part(one.target, one.share, units.codes[one.target]) for one in own)
        with faults.at(place(table.file, own[0].line, "share")):
            check_parts(parts)
            if [one.target for one in parts] == [source]:
                raise RuleBroken(
                    gettext_noop("Đơn vị «{code}» không thể nhập vào chính nó."),
                    field="to",
                    code=units.codes[source],
                )
        steps.setdefault((on, False), {})[source] = parts
    for (on, target), own in backwards.items():
        if any(one.back_share is None for one in own):
            continue
        parts = tuple(Part(one.source, one.back_share or Decimal(0), units.codes[one.source]) for one in own)
        with faults.at(place(table.file, own[0].line, "back_share")):
            check_parts(parts)
        steps.setdefault((on, True), {})[target] = parts
    faults.refuse()
    return [Step(on, parts, is_backwards) for (on, is_backwards), parts in steps.items()]


def _link(table: Table, line: int, row: list[str], units: Units, faults: Faults) -> _Link | None:
    def cell(column: str) -> str:
        return row[table.columns[column]] if table.has(column) else ""

    def at(column: str) -> str:
        return place(table.file, line, column)

    comma = table.delimiter == ";"
    with faults.at(at("date")):
        on = cells.day(cell("date"))
        with faults.at(at("from")):
            source = unit_of(units, cell("from"))
            if not units.is_in_force(source, on - timedelta(days=1)):
                raise RuleBroken(
                    gettext_noop("Đơn vị «{code}» không có hiệu lực ngay trước ngày {day}."),
                    field="from",
                    code=units.codes[source],
                    day=on,
                )
            with faults.at(at("to")):
                target = unit_of(units, cell("to"))
                if not units.is_in_force(target, on):
                    raise RuleBroken(
                        gettext_noop("Đơn vị «{code}» không có hiệu lực vào ngày {day}."),
                        field="to",
                        code=units.codes[target],
                        day=on,
                    )
                with faults.at(at("share")):
                    share = cells.number(cell("share"), decimals=MOST_SHARE_DECIMALS, has_decimal_comma=comma)
                    with faults.at(at("back_share")):
                        back = cell("back_share").strip()
                        back_share = (
                            cells.number(back, decimals=MOST_SHARE_DECIMALS, has_decimal_comma=comma)
                            if back
                            else None
                        )
                        return _Link(source, target, share, back_share, on, line)
    return None


# --- Figures and targets on the boundaries of a day -------------------------------------------------------------


Marks = Mapping[tuple[str, int, int, str], Mapping[tuple[date, int], frozenset[int]]]
"""Indicator, year, month, category -> division (day and unit) -> the units that hold a part of what it divided."""


def rebased(
    facts: Facts, units: Units, indicators: Mapping[str, Indicator], steps: Iterable[Step], on: date
) -> tuple[Facts, Marks]:
    """The facts on the boundaries of the day. Raises RuleBroken where a unit has no heir then, or none is stated."""
    known = tuple(steps)
    figures = figures_of(facts, units, indicators)
    for figure in figures:
        _check_tellable(figure.unit, figure.stands_on, units, known, on)
    carried = rebase(figures, indicators, steps_between(known, on))
    for figure in carried:
        if not units.is_in_force(figure.unit, on):
            raise _no_heir(units, figure.unit, on)
    return _facts_of(carried, has_categories=facts.has_categories), _marks_of(carried)


def carried_along(
    facts: Facts, units: Units, indicators: Mapping[str, Indicator], steps: Iterable[Step]
) -> tuple[Facts, Marks]:
    """The facts after these steps forwards, in order. What no step carries stays with its unit, in force or not."""
    carried = rebase(figures_of(facts, units, indicators), indicators, tuple(steps))
    return _facts_of(carried, has_categories=facts.has_categories), _marks_of(carried)


def figures_of(facts: Facts, units: Units, indicators: Mapping[str, Indicator]) -> list[Figure]:
    return [
        Figure(
            unit,
            indicator,
            year,
            month,
            category,
            value,
            _stands_on(units, unit, year, month),
            weight=_weight(facts, indicators[indicator], (unit, indicator, year, month, category)),
        )
        for (unit, indicator, year, month, category), value in facts.values.items()
    ]


def _facts_of(figures: Iterable[Figure], *, has_categories: bool) -> Facts:
    return Facts({one.key: one.value for one in figures}, has_categories=has_categories)


def _marks_of(figures: Iterable[Figure]) -> Marks:
    marks: dict[tuple[str, int, int, str], dict[tuple[date, int], frozenset[int]]] = {}
    for figure in figures:
        for mark in figure.marks:
            held = marks.setdefault(figure.key[1:], {})
            held[mark] = held.get(mark, frozenset()) | {figure.unit}
    return marks


def _stands_on(units: Units, unit: int, year: int, month: int) -> date:
    """The day on whose boundaries a figure stands; of a unit that was not there then, the nearest one on which it was.

    (Files have no such figures; in the database a unit may end before a month that it has reported already.)
    """
    span = month_span(year, month)
    day = units.last_day_within(unit, span)
    if day is not None:
        return day
    own = units.placements[unit]
    ends = own[-1].span.ends_before
    if ends is not None and ends <= span.starts_on:
        return ends - timedelta(days=1)
    return own[0].span.starts_on


def _weight(facts: Facts, indicator: Indicator, key: Key) -> Decimal | None:
    if indicator.weight is None or indicator.ratio is not None:
        return None
    unit, _indicator, year, month, category = key
    own = facts.values.get((unit, indicator.weight, year, month, category))
    return facts.values.get((unit, indicator.weight, year, month, "")) if own is None else own


def _check_tellable(unit: int, stands_on: date, units: Units, steps: Iterable[Step], on: date) -> None:
    """A figure of a later day can be told on an earlier one only along shares stated for going back."""
    if stands_on <= on:
        return
    between = [one for one in steps if on < one.on <= stands_on]
    is_changed = not units.is_in_force(unit, on) or any(
        unit in one.parts or any(part.target == unit for parts in one.parts.values() for part in parts)
        for one in between
        if not one.is_backwards
    )
    if is_changed and not any(one.is_backwards and unit in one.parts for one in between):
        raise RuleBroken(
            gettext_noop(
                "Số liệu của «{code}» không kể được theo địa giới ngày {day}: chưa có tỷ lệ chia ngược (back_share)."
            ),
            field="on",
            code=units.codes[unit],
            day=on,
        )


def _no_heir(units: Units, unit: int, on: date) -> RuleBroken:
    return RuleBroken(
        gettext_noop(
            "Đơn vị «{code}» có số liệu nhưng không còn vào ngày {day}, và tệp sắp xếp không nêu đơn vị kế thừa."
        ),
        field="on",
        code=units.codes[unit],
        day=on,
    )


@dataclass(frozen=True, slots=True)
class _Aim:
    """A target on its way. share: of a unit that it speaks for; is_own: given to the unit as it stands, not inherited.

    A target stands on the boundaries of the period's first day on which its unit was in force: that is what it was
    given for. So one of a unit that others join within the period is added to theirs.
    """

    row: TargetRow
    stands_on: date
    share: Decimal = Decimal(1)
    is_own: bool = True


def rebased_targets(
    targets: Iterable[TargetRow],
    units: Units,
    indicators: Mapping[str, Indicator],
    steps: Iterable[Step],
    on: date,
) -> list[TargetRow]:
    """The targets on the boundaries of the day; those of units that nobody is heir of then are left out."""
    way = steps_between(steps, on)
    return [
        row for row in targets_along(targets, units, indicators, way, on) if units.is_in_force(row.unit, on)
    ]


def targets_along(
    targets: Iterable[TargetRow],
    units: Units,
    indicators: Mapping[str, Indicator],
    way: Sequence[Step],
    on: date,
) -> list[TargetRow]:
    """Targets follow the figures: amounts add up and are shared out, others are held by every part and averaged.

    A target that the heir itself was given for the period comes before what it inherits.
    """
    return [one.row for one in _aims_along(targets, units, indicators, way, on)]


@dataclass(frozen=True, slots=True)
class DividedRow:
    """A target that adds up, of a unit that a step divides. parts: as it is shared out; by_shares: as the shares do."""

    row: TargetRow
    heirs: tuple[int, ...]
    parts: tuple[Decimal, ...]
    by_shares: tuple[Decimal, ...]


def divided_by(
    targets: Iterable[TargetRow],
    units: Units,
    indicators: Mapping[str, Indicator],
    way: Sequence[Step],
    step: Step,
) -> list[DividedRow]:
    """The targets that the step shares out. way: the steps before it."""
    found = []
    for one in _aims_along(targets, units, indicators, way, step.on):
        parts, rule = step.parts.get(one.row.unit, ()), indicators[one.row.indicator]
        if len(parts) > 1 and rule.is_amount and step.carries(one.stands_on):
            by_shares = apportion_goal(one.row.target.value, parts, is_whole=rule.is_whole)
            told = goal_parts(one.row, parts, step, is_whole=rule.is_whole)
            heirs = tuple(part.target for part in parts)
            found.append(DividedRow(one.row, heirs, tuple(told), tuple(by_shares)))
    return found


def _aims_along(
    targets: Iterable[TargetRow],
    units: Units,
    indicators: Mapping[str, Indicator],
    way: Sequence[Step],
    on: date,
) -> list[_Aim]:
    held = [_Aim(row, units.first_day_within(row.unit, row.period.span) or on) for row in targets]
    for step in way:
        touched = step.touched
        meeting: list[_Aim] = []
        others: list[_Aim] = []
        for one in held:
            is_met = one.row.unit in touched and step.carries(one.stands_on)
            (meeting if is_met else others).append(one)
        landed: list[_Aim] = []
        for one in _settled(meeting, indicators):
            parts = step.parts.get(one.row.unit)
            landed += (
                [replace(one, is_own=False)] if parts is None else _inherited(one, parts, step, indicators)
            )
        held = [*others, *_settled(landed, indicators)]
    return _settled(held, indicators)


def _inherited(
    one: _Aim, parts: Sequence[Part], step: Step, indicators: Mapping[str, Indicator]
) -> list[_Aim]:
    value, start = one.row.target.value, one.row.target.baseline
    rule = indicators[one.row.indicator]
    values = [value] * len(parts)
    if rule.is_amount:
        values = goal_parts(one.row, parts, step, is_whole=rule.is_whole)
    starts: Sequence[Decimal | None] = [start] * len(parts)
    if rule.is_amount and start is not None:
        starts = apportion_goal(start, parts, is_whole=rule.is_whole)
    return [
        _Aim(
            replace(one.row, unit=part.target, target=Target(share, baseline)),
            step.lands_on,
            part.share if len(parts) > 1 else Decimal(1),
            is_own=False,
        )
        for part, share, baseline in zip(parts, values, starts, strict=True)
    ]


def goal_parts(row: TargetRow, parts: Sequence[Part], step: Step, *, is_whole: bool) -> list[Decimal]:
    """A divided target that adds up, in the order of ``parts``: as it was typed for the step, else by the shares."""
    amount = row.target.value
    typed = step.goals.get((row.unit, row.indicator, str(row.period)), {})
    return typed_goal(amount, parts, typed) or apportion_goal(amount, parts, is_whole=is_whole)


def _settled(aims: Iterable[_Aim], indicators: Mapping[str, Indicator]) -> list[_Aim]:
    """One of a unit, indicator and period."""
    grouped: dict[tuple[int, str, str], list[_Aim]] = {}
    for one in aims:
        grouped.setdefault((one.row.unit, one.row.indicator, str(one.row.period)), []).append(one)
    found = []
    for (_unit, code, _period), several in grouped.items():
        chosen = [one for one in several if one.is_own] or several
        found.append(chosen[0] if len(chosen) == 1 else _together(chosen, indicators[code]))
    return found


def _together(several: Sequence[_Aim], indicator: Indicator) -> _Aim:
    rule = OverUnits.AVERAGE if indicator.ratio is not None else indicator.over_units
    shares = [one.share for one in several]
    starts = [one.row.target.baseline for one in several if one.row.target.baseline is not None]
    target = Target(
        merged(rule, [one.row.target.value for one in several], shares),
        merged(rule, starts, shares) if len(starts) == len(several) else None,
    )
    return _Aim(replace(several[0].row, target=target), max(one.stands_on for one in several), is_own=False)
