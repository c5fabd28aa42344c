"""Indicators, targets and figures as they are stored. Callers check who may, lock, and mark the roll-ups.

Figures and targets are written in bulk: one call for a report, or for a file of a whole year.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from django.db import connection, transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.indicators.fields import plain
from nhip.apps.indicators.models import (
    CatalogueEdition,
    Category,
    Figure,
    FigureEdition,
    Indicator,
    Reporter,
    Target,
)
from nhip.apps.indicators.storing import exact_cells, exact_value
from nhip.core import indicators as core
from nhip.core.access import Actor
from nhip.core.errors import NotAllowed
from nhip.core.figures import ALWAYS, NOT_REPORTED, ReportingRule, check_within
from nhip.core.indicators import check_code, check_indicator
from nhip.rows import ask, insert_rows, places

BATCH = 500
_FIGURES = Figure._meta.db_table  # noqa: SLF001 - a name of ours
WHOLE = Decimal(1)
FigureKey = tuple[int, int, str, int, int]
"""Unit, indicator, category, year, month."""


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator to be stored. measure: its unit of measure; categories: code -> name."""

    rule: core.Indicator
    measure: str = ""
    categories: Mapping[str, str] = field(default_factory=dict)
    reporting: ReportingRule = NOT_REPORTED


@dataclass(frozen=True, slots=True)
class NewFigure:
    """value: None takes a figure away."""

    unit: int
    indicator: int
    category: str
    year: int
    month: int
    value: Decimal | None

    @property
    def key(self) -> FigureKey:
        return self.unit, self.indicator, self.category, self.year, self.month


@dataclass(frozen=True, slots=True)
class NewTarget:
    """value: None takes a target away. handed: the part of a superior's task with which it was handed down."""

    unit: int
    indicator: int
    year: int
    period: str
    value: Decimal | None
    baseline: Decimal | None = None
    handed: int | None = None

    @property
    def key(self) -> tuple[int, int, int, str]:
        return self.unit, self.indicator, self.year, self.period


@dataclass(frozen=True, slots=True)
class Written:
    """What a call changed. changed: unit, indicator, year; reporters: unit and indicator now expected, or no more."""

    count: int
    changed: frozenset[tuple[int, int, int]]
    reporters: frozenset[tuple[int, int]]


NOTHING = Written(0, frozenset(), frozenset())


@transaction.atomic
def define_indicators(*, actor: Actor, definitions: Sequence[Definition], now: datetime) -> int:
    """Store indicators, or bring those that are there by their code up to date. Returns how many changed.

    Installation-wide: the operator's act. How figures of an indicator add up may change; its roll-ups are then to be
    rebuilt (the caller marks them). Raises NotAllowed, RuleBroken.
    """
    if not actor.is_operator:
        raise NotAllowed
    known = {row.code: row for row in Indicator.objects.all()}
    by_code = {one.rule.code: one.rule for one in definitions}
    for one in definitions:
        for code in (one.rule.code, *one.categories):
            check_code(code)
        check_indicator(one.rule, {**{code: core.Indicator(code) for code in known}, **by_code})
        check_within(one.rule.code, one.reporting, {*known, *by_code})
    rows: dict[str, Indicator] = dict(known)
    before = {one.rule.code: _facts(known.get(one.rule.code)) for one in definitions}
    for position, one in enumerate(definitions, start=1):
        rows[one.rule.code] = _stored(one, rows.get(one.rule.code), position)
    for one in definitions:
        _lean(rows[one.rule.code], one, rows)
        _store_categories(rows[one.rule.code], one.categories)
    after = {one.rule.code: _facts(rows[one.rule.code]) for one in definitions}
    entries = [
        Entry("define_indicator", rows[code], before=before[code], after=facts)
        for code, facts in after.items()
        if facts != before[code]
    ]
    record(actor=actor, role="operator", entries=entries, at=now)
    CatalogueEdition.objects.update_or_create(pk=1, defaults={"key": uuid4()})
    return len(entries)


def _stored(one: Definition, row: Indicator | None, position: int) -> Indicator:
    row = row or Indicator(code=one.rule.code)
    row.name, row.measure, row.position = one.rule.name or one.rule.code, one.measure, position
    row.over_units, row.over_time = one.rule.over_units.value, one.rule.over_time.value
    row.direction, row.frequency = one.rule.direction.value, one.rule.frequency.value
    row.factor = WHOLE if one.rule.ratio is None else one.rule.ratio.factor
    rule = one.reporting
    row.group_name, row.source = rule.group, rule.source
    row.level = "" if rule.level is None else rule.level.value
    row.starts_on = None if rule.span.starts_on == ALWAYS.starts_on else rule.span.starts_on
    row.ends_before = rule.span.ends_before
    row.is_partition, row.is_whole = rule.is_partition, rule.is_whole
    row.least, row.most, row.most_times = rule.least, rule.most, rule.most_times
    row.save()
    return row


def _lean(row: Indicator, one: Definition, rows: Mapping[str, Indicator]) -> None:
    rule = one.rule

    def of(code: str | None) -> int | None:
        return None if code is None else rows[code].pk

    row.weight_id = of(rule.weight)
    row.numerator_id = of(None if rule.ratio is None else rule.ratio.numerator)
    row.denominator_id = of(None if rule.ratio is None else rule.ratio.denominator)
    row.within_id = of(one.reporting.within)
    row.save(update_fields=["weight", "numerator", "denominator", "within"])


def _store_categories(row: Indicator, categories: Mapping[str, str]) -> None:
    """Categories that have figures stay, whatever the list says."""
    for position, (code, name) in enumerate(categories.items(), start=1):
        Category.objects.update_or_create(
            indicator=row, code=code, defaults={"name": name, "position": position}
        )
    used = set(Figure.objects.filter(indicator=row).values_list("category", flat=True).distinct())
    row.categories.exclude(code__in={*categories, *used}).delete()


def _facts(row: Indicator | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {
        "name": row.name,
        "measure": row.measure,
        "adds_up": " / ".join(
            str(one)
            for one in (
                row.over_units,
                row.over_time,
                row.direction,
                row.frequency,
                row.weight or "",
                row.numerator or "",
                row.denominator or "",
                plain(row.factor),
            )
        ),
        "reported": " / ".join(
            str(one)
            for one in (
                row.group_name,
                row.level,
                row.starts_on or "",
                row.ends_before or "",
                "partition" if row.is_partition else "",
                "whole" if row.is_whole else "",
                "" if row.least is None else plain(row.least),
                "" if row.most is None else plain(row.most),
                "" if row.most_times is None else plain(row.most_times),
                row.within or "",
                row.source,
            )
        ),
        "categories": "; ".join(
            f"{code} {name}" for code, name in row.categories.order_by("code").values_list("code", "name")
        ),
    }


def write_figures(*, figures: Iterable[NewFigure]) -> Written:
    """Store, change or take away figures; those that are there already as they are stay. Call it in a transaction."""
    wanted = {one.key: one.value for one in figures}
    stored = _stored_at(wanted)
    fresh: dict[FigureKey, Decimal] = {}
    altered: list[Figure] = []
    gone: dict[FigureKey, int] = {}
    touched: set[tuple[int, int, int]] = set()
    for key, value in wanted.items():
        pk, before = stored.get(key, (None, None))
        if value == before:
            continue
        touched.add((key[0], key[1], key[3]))
        if pk is None and value is not None:
            fresh[key] = value
        elif pk is not None and value is None:
            gone[key] = pk
        else:
            altered.append(Figure(pk=pk, value=value))
    insert_rows(
        Figure,
        ("unit_id", "indicator_id", "category", "year", "month", "value"),
        ((*key, cell) for key, cell in zip(fresh, exact_cells(fresh.values()), strict=True)),
    )
    if altered:
        Figure.objects.bulk_update(altered, ["value"], batch_size=BATCH)
    leaving = list(gone.values())
    for start in range(0, len(leaving), BATCH):
        Figure.objects.filter(pk__in=leaving[start : start + BATCH]).delete()
    _next_edition({(unit, year) for unit, _indicator, year in touched})
    return Written(
        len(fresh) + len(altered) + len(gone),
        frozenset(touched),
        _reporters_changed({key[:2] for key in fresh}, {key[:2] for key in gone}),
    )


def _next_edition(changed: set[tuple[int, int]]) -> None:
    write = FigureEdition._meta.get_field("edition").get_db_prep_save  # noqa: SLF001 - Django's own, for callers
    insert_rows(
        FigureEdition,
        ("unit_id", "year", "edition"),
        ((unit, year, write(uuid4(), connection)) for unit, year in sorted(changed)),
        "ON CONFLICT (year, unit_id) DO UPDATE SET edition = excluded.edition",
    )


def _stored_at(wanted: Mapping[FigureKey, object]) -> dict[FigureKey, tuple[int, Decimal]]:
    """Identity and value of the figures that are there. One statement for a year of 500 units."""
    by_year: dict[int, set[int]] = defaultdict(set)
    indicators, months = {key[1] for key in wanted}, {key[4] for key in wanted}
    for unit, _indicator, _category, year, _month in wanted:
        by_year[year].add(unit)
    found: dict[FigureKey, tuple[int, Decimal]] = {}
    for year, units in by_year.items():
        several = sorted(units)
        for start in range(0, len(several), BATCH):
            some = several[start : start + BATCH]
            where = (
                f"unit_id IN {places(len(some))} AND year = %s"
                f" AND indicator_id IN {places(len(indicators))} AND month IN {places(len(months))}{_locking()}"
            )
            rows = ask(
                f"SELECT id, unit_id, indicator_id, category, month, value FROM {_FIGURES} WHERE {where}",  # noqa: S608 - names of ours
                [*some, year, *indicators, *months],
            )
            for pk, unit, indicator, category, month, value in rows:
                found[unit, indicator, category, year, month] = (pk, exact_value(value))
    return found


def _locking() -> str:
    """SQLite lets one write and knows no such words."""
    return " FOR UPDATE" if connection.features.has_select_for_update else ""


def _reporters_changed(come: set[tuple[int, int]], gone: set[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Keep ``Reporter`` right; returns unit and indicator where that changed anything."""
    new = come and come - _reporters(sorted({unit for unit, _one in come}))
    insert_rows(
        Reporter,
        ("unit_id", "indicator_id"),
        sorted(new),
        "ON CONFLICT DO NOTHING",
    )
    lost = {
        (unit, indicator)
        for unit, indicator in gone - come
        if not Figure.objects.filter(unit=unit, indicator=indicator).exists()
        and not Target.objects.filter(unit=unit, indicator=indicator).exists()
    }
    for unit, indicator in lost:
        Reporter.objects.filter(unit=unit, indicator=indicator).delete()
    return frozenset(new | lost)


def _reporters(units: Sequence[int]) -> set[tuple[int, int]]:
    """Of those units, which report or have targets of what. One statement for 500 units."""
    found: set[tuple[int, int]] = set()
    table = Reporter._meta.db_table  # noqa: SLF001 - a name of ours
    for start in range(0, len(units), BATCH):
        some = units[start : start + BATCH]
        found |= {
            (unit, indicator)
            for unit, indicator in ask(
                f"SELECT unit_id, indicator_id FROM {table} WHERE unit_id IN {places(len(some))}",  # noqa: S608
                some,
            )
        }
    return found


def write_targets(*, targets: Iterable[NewTarget]) -> Written:
    """Store, change or take away targets. Call it in a transaction."""
    changed: set[tuple[int, int, int]] = set()
    come: set[tuple[int, int]] = set()
    gone: set[tuple[int, int]] = set()
    count = 0
    for one in targets:
        rows = Target.objects.filter(unit=one.unit, indicator=one.indicator, year=one.year, period=one.period)
        row = rows.first()
        if one.value is None:
            if row is None:
                continue
            row.delete()
            gone.add((one.unit, one.indicator))
        elif row is not None and (row.value, row.baseline) == (one.value, one.baseline):
            continue
        else:
            come.add((one.unit, one.indicator))
            Target.objects.update_or_create(
                unit_id=one.unit,
                indicator_id=one.indicator,
                year=one.year,
                period=one.period,
                defaults={"value": one.value, "baseline": one.baseline, "handed_id": one.handed},
            )
        count += 1
        changed.add((one.unit, one.indicator, one.year))
    return Written(count, frozenset(changed), _reporters_changed(come, gone))
