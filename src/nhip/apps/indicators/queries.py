"""Indicators as the rules know them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection

from nhip.apps.indicators.fields import plain
from nhip.apps.indicators.models import CatalogueEdition, Target
from nhip.core import indicators as core
from nhip.core.figures import ALWAYS, Asked, ReportingRule, is_asked
from nhip.core.periods import Month, Span
from nhip.core.units import Level
from nhip.rows import ask

_EDITIONS = CatalogueEdition._meta.db_table  # noqa: SLF001 - a name of ours


def shipped_indicators() -> Path:
    """The set of 2019–2020 for ethnic-affairs work that comes with Nhịp, in the format of ``nhip indicators load``."""
    return Path(__file__).parent / "data" / "indicators_2019_2020.csv"


@dataclass(frozen=True)
class Described:
    """An indicator with what people read: name, unit of measure, names of its categories by code."""

    id: int
    rule: core.Indicator
    name: str
    measure: str
    categories: Mapping[str, str]
    reporting: ReportingRule

    @cached_property
    def asked(self) -> Asked:
        return Asked(self.rule, self.name, self.measure, self.categories, self.reporting)


@dataclass(frozen=True)
class Catalogue:
    """All indicators, in order."""

    indicators: tuple[Described, ...]

    @cached_property
    def by_id(self) -> dict[int, Described]:
        return {one.id: one for one in self.indicators}

    @cached_property
    def by_code(self) -> dict[str, Described]:
        return {one.rule.code: one for one in self.indicators}

    @cached_property
    def rules(self) -> dict[str, core.Indicator]:
        return {one.rule.code: one.rule for one in self.indicators}

    @cached_property
    def counted(self) -> frozenset[str]:
        """Units of measure in which things are counted: households, people, villages."""
        return frozenset(one.measure for one in self.indicators if one.rule.is_whole and one.measure)

    def categories_of(self, code: str) -> tuple[str, ...]:
        """Under which categories the indicator has states; a derived one has its numerator's."""
        one = self.by_code[code]
        if one.rule.ratio is not None:
            one = self.by_code[one.rule.ratio.numerator]
        return ("", *sorted(one.categories)) if one.categories else ("",)

    def asked_in(self, level: Level, month: Month) -> tuple[Asked, ...]:
        """What the report of a unit of this level asks for in the month."""
        found = self._asked.get((level, month))
        if found is None:
            found = tuple(one.asked for one in self.indicators if is_asked(one.asked, level, month))
            self._asked[level, month] = found
        return found

    @cached_property
    def _asked(self) -> dict[tuple[Level, Month], tuple[Asked, ...]]:
        """What was answered; every report of a month asks the same."""
        return {}

    def leaning_on(self, codes: Iterable[str]) -> set[str]:
        """The indicators whose states hang on figures of these: themselves, what they weigh, what is made of them."""
        asked = set(codes)
        return asked.union(*(self._leaners.get(code, ()) for code in asked))

    @cached_property
    def _leaners(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for one in self.rules.values():
            parts = () if one.ratio is None else (one.ratio.numerator, one.ratio.denominator)
            for code in (one.weight, *parts):
                if code is not None:
                    found.setdefault(code, set()).add(one.code)
        return found


def catalogue() -> Catalogue:
    """One statement as long as no indicator is defined anew, else three."""
    rows = ask(f"SELECT key FROM {_EDITIONS}")  # noqa: S608 - a name of ours
    return _of_edition(rows[0][0]) if rows else _read()


@lru_cache(maxsize=2)
def _of_edition(_key: object) -> Catalogue:
    return _read()


def _read() -> Catalogue:
    columns = ", ".join(_Row._fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM indicators_indicator ORDER BY position, code")  # noqa: S608 - ours
        rows = tuple(cursor.fetchall())
        cursor.execute(
            "SELECT indicator_id, code, name FROM indicators_category ORDER BY indicator_id, position, code"
        )
        return _made(rows, tuple(cursor.fetchall()))


@dataclass(frozen=True, slots=True)
class HandedTarget:
    """Where a target comes from. task: by which the unit carries it out; above: the superior's."""

    period: str
    value: Decimal
    baseline: Decimal | None
    task: int
    above: int
    handed_at: datetime


@dataclass(frozen=True, slots=True)
class GivenTarget:
    """What a unit was itself given. baseline: where it started from."""

    value: Decimal
    baseline: Decimal | None


def targets_given(
    *, units: Iterable[int], indicators: Iterable[int], year: int
) -> dict[tuple[int, int, str], GivenTarget]:
    """Unit, indicator and period -> what the unit was itself given for a period of the year. One statement."""
    rows = Target.objects.filter(unit__in=list(units), indicator__in=list(indicators), year=year).values_list(
        "unit_id", "indicator_id", "period", "value", "baseline"
    )
    return {
        (unit, indicator, period): GivenTarget(plain(value), None if start is None else plain(start))
        for unit, indicator, period, value, start in rows
    }


def handed_targets(*, unit: int, indicator: int, year: int) -> tuple[HandedTarget, ...]:
    """The unit's targets of periods of the year that were handed down with tasks. One statement."""
    rows = Target.objects.filter(unit=unit, indicator=indicator, year=year, handed__isnull=False).values_list(
        "period", "value", "baseline", "handed__task", "handed__handing__task", "handed__handed_at"
    )
    return tuple(HandedTarget(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target as it is stored. unit and indicator by their identities."""

    unit: int
    indicator: int
    year: int
    period: str
    value: Decimal
    baseline: Decimal | None


def targets_with(*, part: int) -> tuple[TargetLine, ...]:
    """The targets that came with a part of a task that was handed down. One statement."""
    rows = Target.objects.filter(handed=part).values_list(
        "unit_id", "indicator_id", "year", "period", "value", "baseline"
    )
    return tuple(TargetLine(*row) for row in rows)


class _Row(NamedTuple):
    """Of the table: the columns by their names. Decimals and days are text on SQLite."""

    id: int
    code: str
    name: str
    measure: str
    over_units: str
    over_time: str
    direction: str
    frequency: str
    weight_id: int | None
    numerator_id: int | None
    denominator_id: int | None
    factor: Decimal | str
    group_name: str
    level: str
    starts_on: date | str | None
    ends_before: date | str | None
    is_partition: bool
    is_whole: bool
    least: Decimal | str | None
    most: Decimal | str | None
    most_times: Decimal | str | None
    within_id: int | None
    source: str


def _made(told: tuple[tuple[Any, ...], ...], named: tuple[tuple[int, str, str], ...]) -> Catalogue:
    """told: indicators, as ``_Row``; named: categories, as indicator, code, name. Both as the database tells them."""
    rows = [_Row(*one) for one in told]
    categories: dict[int, dict[str, str]] = {}
    for owner, code, name in named:
        categories.setdefault(owner, {})[code] = name
    codes = {row.id: row.code for row in rows}
    return Catalogue(
        tuple(
            Described(
                row.id,
                _rule(row, codes),
                row.name,
                row.measure,
                categories.get(row.id, {}),
                _reporting(row, codes),
            )
            for row in rows
        )
    )


def _reporting(row: _Row, codes: Mapping[int, str]) -> ReportingRule:
    starts_on, ends_before = _day(row.starts_on), _day(row.ends_before)
    return ReportingRule(
        group=row.group_name,
        level=Level(row.level) if row.level else None,
        span=Span(starts_on or ALWAYS.starts_on, ends_before),
        is_partition=bool(row.is_partition),
        is_whole=bool(row.is_whole),
        least=_number(row.least),
        most=_number(row.most),
        most_times=_number(row.most_times),
        within=None if row.within_id is None else codes[row.within_id],
        source=row.source,
    )


def _day(told: date | str | None) -> date | None:
    return date.fromisoformat(told) if isinstance(told, str) else told


def _number(told: Decimal | str | None) -> Decimal | None:
    return None if told is None else plain(Decimal(told))


def _rule(row: _Row, codes: Mapping[int, str]) -> core.Indicator:
    ratio = None
    if row.numerator_id is not None and row.denominator_id is not None:
        ratio = core.Ratio(codes[row.numerator_id], codes[row.denominator_id], plain(Decimal(row.factor)))
    return core.Indicator(
        row.code,
        row.name,
        core.OverUnits(row.over_units),
        core.OverTime(row.over_time),
        core.Direction(row.direction),
        core.Frequency(row.frequency),
        None if row.weight_id is None else codes[row.weight_id],
        ratio,
        is_whole=bool(row.is_whole),
    )
