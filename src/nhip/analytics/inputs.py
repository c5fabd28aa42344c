"""What a roll-up of anyone's data starts from: units over time, indicators, targets and reorganisations, from files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from nhip.analytics import cells
from nhip.analytics.csv_tables import Table, read_table
from nhip.analytics.faults import Faults, place
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.indicators import (
    Direction,
    Frequency,
    Indicator,
    OverTime,
    OverUnits,
    Ratio,
    check_indicator,
)
from nhip.core.periods import Span, first_overlap
from nhip.core.targets import Target
from nhip.core.units import Placed
from nhip.core.year_periods import YearPeriod, parse_year_period

UNITS = ("code", "parent", "starts_on")
UNITS_MORE = ("name", "level", "ends_before")
INDICATORS = ("code", "over_units", "over_time")
INDICATORS_MORE = ("name", "direction", "weight", "numerator", "denominator", "factor", "frequency", "whole")
TARGETS = ("unit", "indicator", "period", "value")


class Answer(StrEnum):
    """In a column that asks whether something is so."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Units:
    """codes: of every unit; in files a unit is its index. placements: of every unit, in order of days."""

    codes: Mapping[int, str]
    index: Mapping[str, int]
    placements: Mapping[int, tuple[Placed, ...]]

    def is_in_force(self, unit: int, on: date) -> bool:
        return any(one.span.covers(on) for one in self.placements[unit])

    def first_day_within(self, unit: int, span: Span) -> date | None:
        """The first day within ``span`` on which the unit is in force, None where it never is."""
        met = [one.span for one in self.placements[unit] if one.span.meets(span)]
        return max(met[0].starts_on, span.starts_on) if met else None

    def last_day_within(self, unit: int, span: Span) -> date | None:
        """The last day within ``span`` on which the unit is in force, None where it never is."""
        last: date | None = None
        for one in self.placements[unit]:
            if one.span.meets(span):
                own, ends_before = one.span.ends_before, span.ends_before or date.max
                until = ends_before if own is None else min(own, ends_before)
                last = until if last is None else max(last, until)
        return None if last is None else date.fromordinal(last.toordinal() - 1)


@dataclass(frozen=True, slots=True)
class TargetRow:
    unit: int
    indicator: str
    period: YearPeriod
    target: Target


@dataclass
class _Placements:
    """Rows of U.csv on their way: unit -> spans with the line they came from."""

    index: dict[str, int] = field(default_factory=dict)
    rows: dict[int, list[tuple[int, Span, str]]] = field(default_factory=dict)


def read_units(path: Path) -> Units:
    """Read U.csv. Raises RulesBroken (cycle, overlap, unknown or absent parent), named by line and column."""
    table = read_table(path, UNITS, UNITS_MORE)
    faults, made = Faults(), _Placements()
    for line, row in table.rows:
        with faults.at(place(table.file, line, "code")):
            code = cells.code(row[table.columns["code"]])
            unit = made.index.setdefault(code, len(made.index))
            span = _span(table, line, row, faults)
            if span is None:
                continue
            own = made.rows.setdefault(unit, [])
            if (other := first_overlap(span, (one[1] for one in own))) is not None:
                raise RuleBroken(
                    gettext_noop(
                        "Đơn vị «{code}» có hai vị trí chồng nhau: từ {start} và từ {other}; kết thúc vị trí trước."
                    ),
                    field="code",
                    code=code,
                    start=span.starts_on,
                    other=other.starts_on,
                )
            own.append((line, span, row[table.columns["parent"]].strip()))
    faults.refuse()
    units = _placed(table, made, faults)
    _check_cycles(table, units, made, faults)
    return units


def _span(table: Table, line: int, row: list[str], faults: Faults) -> Span | None:
    starts_on: date | None = None
    with faults.at(place(table.file, line, "starts_on")):
        starts_on = cells.day(row[table.columns["starts_on"]])
    with faults.at(place(table.file, line, "ends_before")):
        text = row[table.columns["ends_before"]].strip() if table.has("ends_before") else ""
        ends_before = cells.day(text) if text else None
        return None if starts_on is None else Span(starts_on, ends_before)
    return None


def _placed(table: Table, made: _Placements, faults: Faults) -> Units:
    """Every parent is known, and in force as long as those below it."""
    placements: dict[int, tuple[Placed, ...]] = {}
    for unit, rows in made.rows.items():
        own = []
        for line, span, parent in sorted(rows, key=lambda one: one[1].starts_on):
            with faults.at(place(table.file, line, "parent")):
                own.append(Placed(unit, _parent(made, parent, span), span))
        placements[unit] = tuple(own)
    faults.refuse()
    return Units(dict(enumerate(made.index)), made.index, placements)


def _parent(made: _Placements, code: str, span: Span) -> int | None:
    if not code:
        return None
    if code not in made.index:
        raise RuleBroken(
            gettext_noop("Đơn vị cấp trên «{code}» không có trong tệp."), field="parent", code=code
        )
    parent = made.index[code]
    day: date | None = span.starts_on
    for _line, above, _code in sorted(made.rows[parent], key=lambda one: one[1].starts_on):
        if day is not None and above.covers(day):
            day = above.ends_before
    if day is not None and (span.ends_before is None or day < span.ends_before):
        raise RuleBroken(
            gettext_noop(
                "Đơn vị cấp trên «{code}» không có hiệu lực ngày {day}; đặt đơn vị dưới cấp khác từ ngày đó."
            ),
            field="parent",
            code=code,
            day=day,
        )
    return parent


def _check_cycles(table: Table, units: Units, made: _Placements, faults: Faults) -> None:
    """A cycle begins on a day on which some placement begins."""
    days: dict[date, list[int]] = {}
    for unit, own in units.placements.items():
        for one in own:
            days.setdefault(one.span.starts_on, []).append(unit)
    for day, movers in sorted(days.items()):
        parents = {
            unit: one.parent for unit, own in units.placements.items() for one in own if one.span.covers(day)
        }
        safe: set[int] = set()
        for unit in movers:
            line: list[int] = []
            above: int | None = unit
            while above is not None and above not in safe and above not in line:
                line.append(above)
                above = parents.get(above)
            if above is not None and above in line:
                row = next(number for number, span, _ in made.rows[unit] if span.starts_on == day)
                faults.add(
                    place(table.file, row, "parent"),
                    RuleBroken(
                        gettext_noop("Từ {day} cây đơn vị thành vòng tròn: {codes}."),
                        field="parent",
                        day=day,
                        codes=" → ".join(units.codes[one] for one in [*line[line.index(above) :], above]),
                    ),
                )
                faults.refuse()
            safe.update(line)


def read_indicators(path: Path) -> dict[str, Indicator]:
    """Read I.csv, in its order. Raises RulesBroken named by line and column."""
    table = read_table(path, INDICATORS, INDICATORS_MORE)
    faults = Faults()
    found: dict[str, Indicator] = {}
    lines: dict[str, int] = {}
    for line, row in table.rows:
        with faults.at(place(table.file, line, "code")):
            code = cells.code(row[table.columns["code"]])
            if code in found:
                raise RuleBroken(gettext_noop("Chỉ tiêu «{code}» đã có ở trên."), field="code", code=code)
            lines[code] = line
            one = _indicator(table, line, row, code, faults)
            if one is not None:
                found[code] = one
    faults.refuse()
    for code, one in found.items():
        field_name = "numerator" if one.ratio is not None else "weight"
        with faults.at(place(table.file, lines[code], field_name)):
            check_indicator(one, found)
    faults.refuse()
    return found


def _indicator(table: Table, line: int, row: list[str], code: str, faults: Faults) -> Indicator | None:
    def cell(column: str) -> str:
        return row[table.columns[column]].strip() if table.has(column) else ""

    def at(column: str) -> str:
        return place(table.file, line, column)

    ratio = None
    if cell("numerator") or cell("denominator"):
        with faults.at(at("factor")):
            factor = (
                cells.number(cell("factor"), has_decimal_comma=table.delimiter == ";")
                if cell("factor")
                else Decimal(1)
            )
            ratio = Ratio(cell("numerator"), cell("denominator"), factor)
    over_units, over_time = OverUnits.SUM, OverTime.SUM
    direction, frequency, whole = Direction.HIGHER, Frequency.MONTH, Answer.NO
    if ratio is None or cell("over_units"):
        with faults.at(at("over_units")):
            over_units = cells.word(cell("over_units"), OverUnits)
    if ratio is None or cell("over_time"):
        with faults.at(at("over_time")):
            over_time = cells.word(cell("over_time"), OverTime)
    if cell("direction"):
        with faults.at(at("direction")):
            direction = cells.word(cell("direction"), Direction)
    if cell("frequency"):
        with faults.at(at("frequency")):
            frequency = cells.word(cell("frequency"), Frequency)
    with faults.at(at("whole")):
        whole = cells.word(cell("whole") or Answer.NO, Answer)
    return Indicator(
        code,
        cell("name"),
        over_units,
        over_time,
        direction,
        frequency,
        cell("weight") or None,
        ratio,
        is_whole=whole is Answer.YES,
    )


def read_targets(path: Path, units: Units, indicators: Mapping[str, Indicator]) -> list[TargetRow]:
    """Read T.csv. Raises RulesBroken named by line and column."""
    table = read_table(path, TARGETS, ("baseline",))
    faults = Faults()
    found: dict[tuple[int, str, str], TargetRow] = {}
    lines: dict[tuple[int, str, str], int] = {}
    for line, row in table.rows:
        one = _target(table, line, row, units, indicators, faults)
        if one is None:
            continue
        key = (one.unit, one.indicator, str(one.period))
        if key in found:
            faults.add(
                place(table.file, line, "period"),
                RuleBroken(
                    gettext_noop("Chỉ tiêu kế hoạch này đã có ở dòng {line}."),
                    field="period",
                    line=lines[key],
                ),
            )
        found[key], lines[key] = one, line
    faults.refuse()
    return list(found.values())


def _target(
    table: Table, line: int, row: list[str], units: Units, indicators: Mapping[str, Indicator], faults: Faults
) -> TargetRow | None:
    def at(column: str) -> str:
        return place(table.file, line, column)

    comma = table.delimiter == ";"
    with faults.at(at("unit")):
        unit = unit_of(units, row[table.columns["unit"]])
        with faults.at(at("indicator")):
            indicator = indicator_of(indicators, row[table.columns["indicator"]]).code
            with faults.at(at("period")):
                period = parse_year_period(row[table.columns["period"]].strip())
                if units.last_day_within(unit, period.span) is None:
                    raise outside_life(units.codes[unit], str(period))
                with faults.at(at("value")):
                    value = cells.number(row[table.columns["value"]], has_decimal_comma=comma)
                    with faults.at(at("baseline")):
                        text = row[table.columns["baseline"]].strip() if table.has("baseline") else ""
                        baseline = cells.number(text, has_decimal_comma=comma) if text else None
                        return TargetRow(unit, indicator, period, Target(value, baseline))
    return None


def unit_of(units: Units, text: str) -> int:
    """Raises RuleBroken for a code that U.csv lacks."""
    code = text.strip()
    if code not in units.index:
        raise RuleBroken(
            gettext_noop("Đơn vị «{code}» không có trong danh sách đơn vị."), field="unit", code=code[:60]
        )
    return units.index[code]


def indicator_of(indicators: Mapping[str, Indicator], text: str) -> Indicator:
    """Raises RuleBroken for a code that I.csv lacks."""
    code = text.strip()
    if code not in indicators:
        raise RuleBroken(
            gettext_noop("Chỉ tiêu «{code}» không có trong danh mục chỉ tiêu."),
            field="indicator",
            code=code[:60],
        )
    return indicators[code]


def outside_life(code: str, period: str) -> RuleBroken:
    return RuleBroken(
        gettext_noop("Đơn vị «{code}» không có hiệu lực ngày nào trong kỳ {period}."),
        field="unit",
        code=code,
        period=period,
    )
