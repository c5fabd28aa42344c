"""The dated facts about units, kept in memory by every process and checked for freshness by one statement.

Whoever changes a fact calls ``changed`` in the same transaction; that also makes changes wait for each other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from nhip.apps.org import models
from nhip.apps.org.days_off import KNOWN_YEARS, days_off_of
from nhip.core import calendars, units
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import Span
from nhip.core.progress import LightRule
from nhip.core.rebasing import NO_GOALS, Goals, Part, Step

EDITION = 1
_unchanged: ContextVar["Ground | None"] = ContextVar("unchanged", default=None)


@dataclass(frozen=True)
class Ground:
    """history: the units; light_rules: thresholds, dated; steps: reorganisations, as figures are carried along them."""

    history: units.History
    light_rules: tuple[LightRule, ...]
    steps: tuple[Step, ...] = ()

    def light_rule(self, day: date) -> LightRule:
        """The thresholds in force on the day. Raises RuleBroken when none is."""
        rule = next((one for one in self.light_rules if one.span.covers(day)), None)
        if rule is None:
            raise RuleBroken(
                gettext_noop("Chưa khai ngưỡng đèn cho ngày {on}; quản trị cần khai trước."), on=day
            )
        return rule


def current() -> Ground:
    """The facts as they stand now. One SQL statement while they are unchanged.

    A page asks a dozen times, so its SQL is written once per process. None within a block of ``unchanged``.
    """
    known = _unchanged.get()
    if known is not None:
        return known
    with connection.cursor() as cursor:
        cursor.execute(*_which_edition(connection.vendor))
        row = cursor.fetchone()
    # SQLite has no type for it and answers with its digits.
    return _edition(None if row is None else row[0] if isinstance(row[0], UUID) else UUID(row[0]))


@contextmanager
def unchanged(facts: Ground) -> Iterator[None]:
    """Within the block the facts are these, nobody asks again: for an act that has just looked and changes none."""
    token = _unchanged.set(facts)
    try:
        yield
    finally:
        _unchanged.reset(token)


@cache
def _which_edition(_engine: str) -> tuple[str, tuple[Any, ...]]:
    return models.Edition.objects.filter(pk=EDITION).values_list("key").query.sql_with_params()


def held() -> Ground:
    """The facts, which nobody changes before the transaction ends. One SQL statement while they are unchanged.

    Whoever asks for them waits for whoever changes or holds them: one at a time computes from them what is stored.
    """
    return _edition(
        models.Edition.objects.select_for_update().filter(pk=EDITION).values_list("key", flat=True).first()
    )


def changed() -> None:
    """Start a new edition; call it first in the transaction that changes a fact, so that changes queue up.

    Until the change is written, read the facts with ``fresh``.
    """
    edition, _created = models.Edition.objects.select_for_update().get_or_create(pk=EDITION)
    edition.key = uuid4()
    edition.save(update_fields=["key"])


def fresh() -> Ground:
    """The facts as seen inside a transaction that is changing them, read anew and kept by nobody."""
    return _read()


@lru_cache(maxsize=2)
def _edition(_key: UUID | None) -> Ground:
    return _read()


def forget() -> None:
    """Drop what this process keeps; for tests and for processes whose database is replaced."""
    _edition.cache_clear()


def _read() -> Ground:
    history = _history()
    return Ground(
        history=history,
        light_rules=tuple(
            LightRule(row.span, row.amber_from, row.red_from, row.quorum, row.source)
            for row in models.LightThreshold.objects.all()
        ),
        steps=_steps(history),
    )


def _history() -> units.History:
    return units.History(
        levels={
            pk: units.Level(level) for pk, level in models.Unit.objects.values_list("pk", "level").iterator()
        },
        placements=tuple(
            units.Placed(unit, parent, Span(start, end))
            for unit, parent, start, end in models.Placement.objects.values_list(
                "unit_id", "parent_id", "starts_on", "ends_before"
            )
        ),
        names=tuple(
            units.Named(unit, name, key, Span(start, end))
            for unit, name, key, start, end in models.UnitName.objects.values_list(
                "unit_id", "name", "sort_key", "starts_on", "ends_before"
            )
        ),
        codes=tuple(
            units.Coded(unit, code, Span(start, end))
            for unit, code, start, end in models.UnitCode.objects.values_list(
                "unit_id", "code", "starts_on", "ends_before"
            )
        ),
        duties=tuple(
            units.DutyToReport(unit, Span(start, end))
            for unit, start, end in models.DutyToReport.objects.values_list(
                "unit_id", "starts_on", "ends_before"
            )
        ),
        successions=_successions(),
        calendars=_calendars(),
    )


def _successions() -> tuple[units.Succession, ...]:
    parts = models.ReorganisationPart.objects.values_list(
        "reorganisation__effective_on", "source_id", "target_id", "share", "order"
    )
    return tuple(
        units.Succession(on, source, target, share, order)
        for on, source, target, share, order in parts
        if source != target
    )


def _steps(history: units.History) -> tuple[Step, ...]:
    """Whoever only keeps all of itself is in no step."""
    parts: dict[date, dict[int, list[Part]]] = {}
    for on, source, target, share in models.ReorganisationPart.objects.values_list(
        "reorganisation__effective_on", "source_id", "target_id", "share"
    ):
        part = Part(target, share, history.code_then(target, on))
        parts.setdefault(on, {}).setdefault(source, []).append(part)
    goals = _goals()
    return tuple(
        Step(
            on,
            {
                source: tuple(own)
                for source, own in several.items()
                if [one.target for one in own] != [source]
            },
            goals=goals.get(on, NO_GOALS),
        )
        for on, several in sorted(parts.items())
    )


def _goals() -> dict[date, Goals]:
    """By day, the parts of divided units' targets that were typed."""
    found: dict[date, dict[tuple[int, str, str], dict[int, Decimal]]] = {}
    rows = models.Reorganisation.objects.exclude(goals=[]).values_list("effective_on", "goals")
    for on, goals in rows:
        for one in goals:
            parts = {int(heir): Decimal(part) for heir, part in one["parts"].items()}
            found.setdefault(on, {})[one["source"], one["indicator"], one["period"]] = parts
    return dict(found)


def _calendars() -> tuple[calendars.ReportingCalendar, ...]:
    return tuple(
        calendars.ReportingCalendar(
            row.unit_id,
            row.span,
            row.cut_off_day,
            row.due_day,
            row.plan_due_month,
            row.plan_due_day,
            row.legal_basis,
            days_off_of(KNOWN_YEARS) if row.on_working_days else None,
        )
        for row in models.ReportingCalendar.objects.all()
    )
