"""Changes to the tree. Each is one act, audited, checked by core against all dated facts."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground, models
from nhip.core import reorganisation, units
from nhip.core.access import Act, Actor, require
from nhip.core.calendars import check_calendar
from nhip.core.errors import NotAllowed, RuleBroken, gettext_noop
from nhip.core.periods import Span
from nhip.core.rollup import check_light_rule
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


@dataclass(frozen=True, slots=True)
class PartOfChange:
    """What of ``source`` goes to ``target`` (codes); the source's as of the eve, the target's as of the day itself.

    target None: the part stays with the source, which then goes on.
    """

    source: str
    target: str | None
    share: Decimal = Decimal(1)
    basis: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A reorganisation: units that begin, units whose code changes, and what goes where.

    Every source ends on the eve of ``effective_on``, unless a part stays with it.
    """

    effective_on: date
    legal_basis: str
    parts: tuple[PartOfChange, ...]
    begins: tuple[NewUnit, ...] = ()
    new_codes: tuple[tuple[str, str], ...] = ()
    note: str = ""


def _allowed(actor: Actor, unit: int, facts: ground.Ground, on: date) -> str:
    return require(actor, Act.ARRANGE_UNITS, unit, facts.history.on(on))


def _allowed_all(actor: Actor, several: list[int], facts: ground.Ground, on: date) -> str:
    """The role in which the actor arranges all of the units. Raises NotAllowed when one is out of reach."""
    first, *_others = [_allowed(actor, unit, facts, on) for unit in several]
    return first


def _name_row(unit: int, name: str, starts_on: date) -> models.UnitName:
    return models.UnitName(unit_id=unit, name=name, sort_key=unit_sort_key(name), starts_on=starts_on)


@transaction.atomic
def add_unit(*, actor: Actor, new: NewUnit, now: datetime) -> int:
    """Create a unit with its name, code and place. Returns its identity. Raises RuleBroken, NotAllowed."""
    ground.changed()
    facts = ground.fresh()
    if new.parent is None and not actor.is_operator:
        raise RuleBroken(gettext_noop("Đơn vị mới phải nằm dưới một đơn vị đã có."), field="parent")
    parent = None if new.parent is None else facts.history.on(new.starts_on).find(new.parent)
    role = "operator" if parent is None else _allowed(actor, parent, facts, new.starts_on)
    unit = _create(new, parent, facts)
    record(
        actor=actor,
        role=role,
        entries=[
            Entry(
                "add_unit",
                unit,
                unit.pk,
                after={
                    "name": new.name,
                    "code": new.code,
                    "level": new.level.value,
                    "parent": parent,
                    "reports": new.reports,
                    "from": new.starts_on,
                },
            )
        ],
        at=now,
    )
    return unit.pk


def _create(new: NewUnit, parent: int | None, facts: ground.Ground) -> models.Unit:
    name, code = reorganisation.checked_name(new.name), reorganisation.checked_code(new.code)
    reorganisation.check_code_free(facts.history, code, Span(new.starts_on), None)
    unit = models.Unit.objects.create(level=new.level.value)
    known = units.History(
        {**facts.history.levels, unit.pk: new.level}, facts.history.placements, facts.history.names
    )
    if parent is not None:
        reorganisation.check_levels(known, units.Placed(unit.pk, parent, Span(new.starts_on)))
    models.Placement.objects.create(unit=unit, parent_id=parent, starts_on=new.starts_on)
    _name_row(unit.pk, name, new.starts_on).save()
    models.UnitCode.objects.create(unit=unit, code=code, starts_on=new.starts_on)
    if new.reports:
        models.DutyToReport.objects.create(unit=unit, starts_on=new.starts_on)
    return unit


@transaction.atomic
def place_unit(*, actor: Actor, code: str, parent: str, starts_on: date, now: datetime) -> int:
    """Move a unit under another from a day on. Returns its identity. Raises RuleBroken, UnknownUnit, NotAllowed."""
    ground.changed()
    facts = ground.fresh()
    tree = facts.history.on(starts_on)
    unit, target = tree.find(code), tree.find(parent)
    role = _allowed(actor, unit, facts, starts_on)
    _allowed(actor, target, facts, starts_on)
    open_row = models.Placement.objects.get(unit_id=unit, ends_before=None)
    if open_row.starts_on < starts_on:
        kept = tuple(
            fact
            for fact in facts.history.placements
            if not (fact.unit == unit and fact.span.ends_before is None)
        )
        closed = units.Placed(unit, open_row.parent_id, Span(open_row.starts_on, starts_on))
        facts = ground.Ground(
            units.History(facts.history.levels, (*kept, closed), facts.history.names, facts.history.codes),
            facts.light_rules,
        )
    reorganisation.check_placement(facts.history, units.Placed(unit, target, Span(starts_on)))
    open_row.ends_before = starts_on
    open_row.save(update_fields=["ends_before"])
    placement = models.Placement.objects.create(unit_id=unit, parent_id=target, starts_on=starts_on)
    record(
        actor=actor,
        role=role,
        entries=[
            Entry(
                "place_unit",
                placement,
                unit,
                before={"parent": open_row.parent_id},
                after={"parent": target, "from": starts_on},
            )
        ],
        at=now,
    )
    return unit


@transaction.atomic
def rename_unit(*, actor: Actor, code: str, name: str, starts_on: date, now: datetime) -> None:
    """Give a unit another name from a day on. Raises RuleBroken, UnknownUnit, NotAllowed."""
    ground.changed()
    facts = ground.fresh()
    unit = facts.history.on(starts_on).find(code)
    role = _allowed(actor, unit, facts, starts_on)
    row = models.UnitName.objects.get(unit_id=unit, ends_before=None)
    before = row.name
    _end(row, starts_on)
    _name_row(unit, reorganisation.checked_name(name), starts_on).save()
    record(
        actor=actor,
        role=role,
        entries=[
            Entry("rename_unit", row, unit, before={"name": before}, after={"name": name, "from": starts_on})
        ],
        at=now,
    )


@transaction.atomic
def set_duty_to_report(*, actor: Actor, code: str, starts_on: date, reports: bool, now: datetime) -> int:
    """Let the duty to report begin or end on a day. Returns the unit's identity."""
    ground.changed()
    facts = ground.fresh()
    unit = facts.history.on(starts_on).find(code)
    role = _allowed(actor, unit, facts, starts_on)
    row = models.DutyToReport.objects.filter(unit_id=unit, ends_before=None).first()
    if reports is (row is not None):
        raise RuleBroken(
            gettext_noop("Đơn vị «{unit}» đã ở đúng tình trạng đó; không có gì thay đổi."),
            field="reports",
            unit=facts.history.on(starts_on).name(unit),
        )
    if row is not None:
        _end(row, starts_on)
    else:
        row = models.DutyToReport.objects.create(unit_id=unit, starts_on=starts_on)
    was, becomes = {"reports": not reports}, {"reports": reports, "from": starts_on}
    entry = Entry("set_duty_to_report", row, unit, before=was, after=becomes)
    record(actor=actor, role=role, entries=[entry], at=now)
    return unit


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """A reporting calendar to be: see core.calendars.ReportingCalendar."""

    starts_on: date
    cut_off_day: int
    due_day: int
    plan_due_month: int
    plan_due_day: int
    legal_basis: str = ""


@transaction.atomic
def set_calendar(*, actor: Actor, code: str, rule: CalendarRule, now: datetime) -> int:
    """Set the reporting calendar of a unit and those below from a day on. Returns the unit's identity."""
    ground.changed()
    facts = ground.fresh()
    unit = facts.history.on(rule.starts_on).find(code)
    role = _allowed(actor, unit, facts, rule.starts_on)
    check_calendar(rule.cut_off_day, rule.due_day, plan_due=(rule.plan_due_month, rule.plan_due_day))
    before = models.ReportingCalendar.objects.filter(unit_id=unit, ends_before=None).first()
    if before is not None:
        _end(before, rule.starts_on)
    row = models.ReportingCalendar.objects.create(unit_id=unit, **asdict(rule))
    entry = Entry("set_calendar", row, unit, before=_stored(before, rule), after=asdict(rule))
    record(actor=actor, role=role, entries=[entry], at=now)
    return unit


@dataclass(frozen=True, slots=True)
class NewLightRule:
    """Thresholds to be: see core.rollup.LightRule."""

    starts_on: date
    amber_from: Decimal
    red_from: Decimal
    quorum: Decimal
    source: str = ""


@transaction.atomic
def set_light_rule(*, actor: Actor, rule: NewLightRule, now: datetime) -> None:
    """Set the thresholds of the lights from a day on, for the whole installation (the operator's act)."""
    ground.changed()
    if not actor.is_operator:
        raise NotAllowed
    check_light_rule(rule.amber_from, rule.red_from, rule.quorum)
    before = models.LightThreshold.objects.filter(ends_before=None).first()
    if before is not None:
        _end(before, rule.starts_on)
    row = models.LightThreshold.objects.create(**asdict(rule))
    entry = Entry("set_light_rule", row, before=_stored(before, rule), after=asdict(rule))
    record(actor=actor, role="operator", entries=[entry], at=now)


def _stored(
    row: models.ReportingCalendar | models.LightThreshold | None, rule: CalendarRule | NewLightRule
) -> dict[str, object] | None:
    """What the rule before it said of the same things."""
    return None if row is None else {name: getattr(row, name) for name in asdict(rule)}


def _end(row: models.DatedFact, on: date) -> None:
    if on <= row.starts_on:
        raise RuleBroken(
            gettext_noop("Thay đổi từ {on} không sau ngày bắt đầu {start} của giá trị đang có."),
            field="starts_on",
            on=on,
            start=row.starts_on,
        )
    row.ends_before = on
    row.save(update_fields=["ends_before"])


@dataclass(frozen=True, slots=True)
class Reorganised:
    """The identities that an event touched, and the role in which it was applied."""

    units: frozenset[int]
    role: str


@transaction.atomic
def reorganise(*, actor: Actor, change: Change, now: datetime) -> Reorganised:
    """Apply a reorganisation to the tree: all of it or nothing.

    Raises RuleBroken (shares, codes, dates), UnknownUnit (a code of the eve or of the day), NotAllowed.
    What follows for tasks and roll-ups is the caller's (cycle.reorganising).
    """
    ground.changed()
    facts = ground.fresh()
    day, eve = change.effective_on, facts.history.on(change.effective_on - timedelta(days=1))
    if not change.parts:
        raise RuleBroken(
            gettext_noop("Đợt sắp xếp chưa ghi đơn vị nào nhập vào hoặc chia ra."), field="parts"
        )
    sources = {part.source: eve.find(part.source) for part in change.parts}
    renumbered = {old: eve.find(old) for old, _new in change.new_codes}
    role = _allowed_all(actor, [*sources.values(), *renumbered.values()], facts, eve.on)
    going_on = {part.source for part in change.parts if part.target is None}
    for code, unit in sources.items():
        if code not in going_on:
            _end_unit(unit, day, facts)
    for old, new in change.new_codes:
        _change_code(renumbered[old], reorganisation.checked_code(new), day)
    for new_unit in change.begins:
        latest = ground.fresh()
        if new_unit.parent is None:
            raise RuleBroken(gettext_noop("Đơn vị mới phải nằm dưới một đơn vị đã có."), field="parent")
        parent = latest.history.on(day).find(new_unit.parent)
        _allowed(actor, parent, latest, day)
        _create(new_unit, parent, latest)
    latest = ground.fresh()
    after = latest.history.on(day)
    event = models.Reorganisation.objects.create(
        effective_on=day, legal_basis=change.legal_basis, note=change.note
    )
    rows = [
        models.ReorganisationPart(
            reorganisation=event,
            source_id=sources[part.source],
            target_id=sources[part.source] if part.target is None else after.find(part.target),
            share=part.share,
            basis=part.basis,
            assumed=part.assumed,
            order=order,
        )
        for order, part in enumerate(change.parts)
    ]
    _allowed_all(actor, [row.target_id for row in rows if row.target_id in after], latest, day)
    reorganisation.check_shares(
        units.Succession(day, row.source_id, row.target_id, row.share, row.order) for row in rows
    )
    models.ReorganisationPart.objects.bulk_create(rows)
    record(
        actor=actor,
        role=role,
        entries=[
            Entry(
                "reorganise", event, row.target_id, after={"source": row.source_id, "share": str(row.share)}
            )
            for row in rows
        ],
        at=now,
    )
    return Reorganised(frozenset(sources.values()) | {row.target_id for row in rows}, role)


def _end_unit(unit: int, day: date, facts: ground.Ground) -> None:
    children = facts.history.on(day - timedelta(days=1)).children(unit)
    if children:
        raise RuleBroken(
            gettext_noop(
                "«{unit}» còn đơn vị trực thuộc; chuyển các đơn vị đó sang nơi khác trước khi sắp xếp."
            ),
            field="source",
            unit=facts.history.name_then(unit, day),
        )
    for model in (
        models.Placement,
        models.UnitName,
        models.UnitCode,
        models.DutyToReport,
        models.ReportingCalendar,
    ):
        for row in model.objects.filter(unit_id=unit, ends_before=None):
            _end(row, day)


def _change_code(unit: int, code: str, day: date) -> None:
    _end(models.UnitCode.objects.get(unit_id=unit, ends_before=None), day)
    bearer = models.UnitCode.objects.filter(code=code, ends_before=None).first()
    if bearer is not None:
        raise RuleBroken(
            gettext_noop("Mã «{code}» còn đơn vị khác mang; một mã chỉ có một đơn vị trong một ngày."),
            field="code",
            code=code,
        )
    models.UnitCode.objects.create(unit_id=unit, code=code, starts_on=day)
