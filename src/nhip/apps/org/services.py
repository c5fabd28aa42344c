"""Changes to the tree. Each is one act, audited, checked by core against all dated facts."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground, models
from nhip.apps.org.facts import NewUnit, allowed, allowed_all, create_unit, end_fact, move_unit, name_unit
from nhip.core.access import Actor
from nhip.core.calendars import check_calendar
from nhip.core.errors import NotAllowed, RuleBroken, gettext_noop
from nhip.core.progress import check_light_rule


@transaction.atomic
def add_unit(*, actor: Actor, new: NewUnit, now: datetime) -> int:
    """Create a unit with its name, code and place. Returns its identity. Raises RuleBroken, NotAllowed."""
    ground.changed()
    facts = ground.fresh()
    if new.parent is None and not actor.is_operator:
        raise RuleBroken(gettext_noop("Đơn vị mới phải nằm dưới một đơn vị đã có."), field="parent")
    parent = None if new.parent is None else facts.history.on(new.starts_on).find(new.parent)
    role = "operator" if parent is None else allowed(actor, parent, facts, new.starts_on)
    unit = create_unit(new, parent, facts)
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


@transaction.atomic
def place_unit(*, actor: Actor, code: str, parent: str, starts_on: date, now: datetime) -> int:
    """Move a unit under another from a day on. Returns its identity. Raises RuleBroken, UnknownUnit, NotAllowed."""
    ground.changed()
    facts = ground.fresh()
    tree = facts.history.on(starts_on)
    unit, target = tree.find(code), tree.find(parent)
    role = allowed_all(actor, [unit, target], facts, starts_on)
    placement, before = move_unit(unit, target, starts_on, facts.history)
    after = {"parent": target, "from": starts_on}
    record(
        actor=actor,
        role=role,
        entries=[Entry("place_unit", placement, unit, before={"parent": before}, after=after)],
        at=now,
    )
    return unit


@transaction.atomic
def rename_unit(*, actor: Actor, code: str, name: str, starts_on: date, now: datetime) -> None:
    """Give a unit another name from a day on. Raises RuleBroken, UnknownUnit, NotAllowed."""
    ground.changed()
    facts = ground.fresh()
    unit = facts.history.on(starts_on).find(code)
    role = allowed(actor, unit, facts, starts_on)
    row, before = name_unit(unit, name, starts_on)
    after = {"name": row.name, "from": starts_on}
    record(
        actor=actor,
        role=role,
        entries=[Entry("rename_unit", row, unit, before={"name": before}, after=after)],
        at=now,
    )


@transaction.atomic
def set_duty_to_report(*, actor: Actor, code: str, starts_on: date, reports: bool, now: datetime) -> int:
    """Let the duty to report begin or end on a day. Returns the unit's identity."""
    ground.changed()
    facts = ground.fresh()
    unit = facts.history.on(starts_on).find(code)
    role = allowed(actor, unit, facts, starts_on)
    row = models.DutyToReport.objects.filter(unit_id=unit, ends_before=None).first()
    if reports is (row is not None):
        raise RuleBroken(
            gettext_noop("Đơn vị «{unit}» đã ở đúng tình trạng đó; không có gì thay đổi."),
            field="reports",
            unit=facts.history.on(starts_on).name(unit),
        )
    if row is not None:
        end_fact(row, starts_on)
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
    on_working_days: bool = False


@transaction.atomic
def set_calendar(*, actor: Actor, code: str, rule: CalendarRule, now: datetime) -> int:
    """Set the reporting calendar of a unit and those below from a day on. Returns the unit's identity."""
    ground.changed()
    facts = ground.fresh()
    unit = facts.history.on(rule.starts_on).find(code)
    role = allowed(actor, unit, facts, rule.starts_on)
    check_calendar(rule.cut_off_day, rule.due_day, plan_due=(rule.plan_due_month, rule.plan_due_day))
    before = models.ReportingCalendar.objects.filter(unit_id=unit, ends_before=None).first()
    if before is not None:
        end_fact(before, rule.starts_on)
    row = models.ReportingCalendar.objects.create(unit_id=unit, **asdict(rule))
    entry = Entry("set_calendar", row, unit, before=_stored(before, rule), after=asdict(rule))
    record(actor=actor, role=role, entries=[entry], at=now)
    return unit


@dataclass(frozen=True, slots=True)
class NewLightRule:
    """Thresholds to be: see core.progress.LightRule."""

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
        end_fact(before, rule.starts_on)
    row = models.LightThreshold.objects.create(**asdict(rule))
    entry = Entry("set_light_rule", row, before=_stored(before, rule), after=asdict(rule))
    record(actor=actor, role="operator", entries=[entry], at=now)


def _stored(
    row: models.ReportingCalendar | models.LightThreshold | None, rule: CalendarRule | NewLightRule
) -> dict[str, object] | None:
    """What the rule before it said of the same things."""
    return None if row is None else {name: getattr(row, name) for name in asdict(rule)}
