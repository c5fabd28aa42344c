"""The rows behind a unit's dated facts: made, ended; and who may. Callers lock, check and record."""

from dataclasses import dataclass
from datetime import date

from nhip.apps.org import ground, models
from nhip.core import reorganisation, units
from nhip.core.access import Act, Actor, require
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import Span
from nhip.core.units import Level
from nhip.core.vietnamese import unit_sort_key


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be: its facts from ``starts_on``. parent: code on that day, None for the root."""

    level: Level
    name: str
    code: str
    parent: str | None
    starts_on: date
    reports: bool = False


def allowed(actor: Actor, unit: int, facts: ground.Ground, on: date) -> str:
    """The role in which the actor arranges the unit. Raises NotAllowed."""
    return require(actor, Act.ARRANGE_UNITS, unit, facts.history.on(on))


def allowed_all(actor: Actor, several: list[int], facts: ground.Ground, on: date) -> str:
    """The role in which the actor arranges all of the units. Raises NotAllowed when one is out of reach."""
    first, *_others = [allowed(actor, unit, facts, on) for unit in several]
    return first


def name_row(unit: int, name: str, starts_on: date) -> models.UnitName:
    """A name to be stored, with its place in Vietnamese order."""
    return models.UnitName(unit_id=unit, name=name, sort_key=unit_sort_key(name), starts_on=starts_on)


def create_unit(new: NewUnit, parent: int | None, facts: ground.Ground) -> models.Unit:
    """Store a unit with its first facts. Raises RuleBroken (name, code, level)."""
    name, code = reorganisation.checked_name(new.name), reorganisation.checked_code(new.code)
    reorganisation.check_code_free(facts.history, code, Span(new.starts_on), None)
    unit = models.Unit.objects.create(level=new.level.value)
    known = units.History(
        {**facts.history.levels, unit.pk: new.level}, facts.history.placements, facts.history.names
    )
    if parent is not None:
        reorganisation.check_levels(known, units.Placed(unit.pk, parent, Span(new.starts_on)))
    models.Placement.objects.create(unit=unit, parent_id=parent, starts_on=new.starts_on)
    name_row(unit.pk, name, new.starts_on).save()
    models.UnitCode.objects.create(unit=unit, code=code, starts_on=new.starts_on)
    if new.reports:
        models.DutyToReport.objects.create(unit=unit, starts_on=new.starts_on)
    return unit


def end_fact(row: models.DatedFact, on: date) -> None:
    """Let a fact end before a day. Raises RuleBroken where it begins no earlier."""
    if on <= row.starts_on:
        raise RuleBroken(
            gettext_noop("Thay đổi từ {on} không sau ngày bắt đầu {start} của giá trị đang có."),
            field="starts_on",
            on=on,
            start=row.starts_on,
        )
    row.ends_before = on
    row.save(update_fields=["ends_before"])


def move_unit(
    unit: int, target: int, starts_on: date, history: units.History
) -> tuple[models.Placement, int | None]:
    """Place a unit under another from a day on. Returns the new row and the parent until then. Raises RuleBroken."""
    open_row = models.Placement.objects.get(unit_id=unit, ends_before=None)
    if open_row.starts_on < starts_on:
        kept = tuple(
            fact for fact in history.placements if not (fact.unit == unit and fact.span.ends_before is None)
        )
        closed = units.Placed(unit, open_row.parent_id, Span(open_row.starts_on, starts_on))
        history = units.History(history.levels, (*kept, closed), history.names, history.codes)
    reorganisation.check_placement(history, units.Placed(unit, target, Span(starts_on)))
    open_row.ends_before = starts_on
    open_row.save(update_fields=["ends_before"])
    placed = models.Placement.objects.create(unit_id=unit, parent_id=target, starts_on=starts_on)
    return placed, open_row.parent_id


def name_unit(unit: int, name: str, starts_on: date) -> tuple[models.UnitName, str]:
    """Give a unit another name from a day on. Returns the new row and the name until then. Raises RuleBroken."""
    row = models.UnitName.objects.get(unit_id=unit, ends_before=None)
    end_fact(row, starts_on)
    named = name_row(unit, reorganisation.checked_name(name), starts_on)
    named.save()
    return named, row.name


def code_unit(unit: int, code: str, starts_on: date) -> None:
    """Give a unit another code from a day on. Raises RuleBroken."""
    end_fact(models.UnitCode.objects.get(unit_id=unit, ends_before=None), starts_on)
    if models.UnitCode.objects.filter(code=code, ends_before=None).exists():
        raise RuleBroken(
            gettext_noop("Mã «{code}» còn đơn vị khác mang; một mã chỉ có một đơn vị trong một ngày."),
            field="code",
            code=code,
        )
    models.UnitCode.objects.create(unit_id=unit, code=code, starts_on=starts_on)


def end_unit(unit: int, on: date) -> None:
    """Let every fact about a unit end before a day. Raises RuleBroken."""
    for model in (
        models.Placement,
        models.UnitName,
        models.UnitCode,
        models.DutyToReport,
        models.ReportingCalendar,
    ):
        for row in model.objects.filter(unit_id=unit, ends_before=None):
            end_fact(row, on)
