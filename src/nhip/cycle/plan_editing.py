"""A plan as it is edited in a grid: what each line looked like to its editor, and lines saved one by one."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import blake2b

from django.db import transaction

from nhip.apps.org import ground
from nhip.apps.org.queries import visible_ancestors
from nhip.apps.plans.queries import rules_off
from nhip.apps.tasks.queries import PlanTask
from nhip.core.access import Act, Actor
from nhip.core.errors import Conflict, gettext_noop
from nhip.core.plan_checks import Finding
from nhip.core.plan_sheets.unit_names import UnitNames
from nhip.core.units import UnitLine
from nhip.cycle.in_hand import in_hand, opened
from nhip.cycle.plan_checking import findings_of
from nhip.cycle.plan_files import unit_names
from nhip.cycle.planning import TaskForm, remove_from_hand, save_task
from nhip.cycle.seats import leads, nameable, seat_of


@dataclass(frozen=True, slots=True)
class EditorPage:
    """leads, units: those that may lead, may coordinate. tasks: what is in hand; amendment: the number of the one."""

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    amendment: int | None
    tasks: tuple[PlanTask, ...]
    leads: tuple[UnitLine, ...]
    units: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """Understands names of units as a plan's author writes them, and knows each unit's code."""

    names: UnitNames
    codes: dict[int, str]

    def code_of(self, text: str) -> str | None:
        """None where it is not sure who is meant."""
        found = self.names.find(text).unit
        return None if found is None else self.codes.get(found)

    def near(self, text: str) -> tuple[str, ...]:
        return self.names.find(text).near


def editor_page(*, actor: Actor, code: str, year: int, today: date) -> EditorPage:
    """The plan to be edited. Ten statements. Raises UnknownUnit, NotAllowed, RuleBroken (out of its author's hands)."""
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, today)
    held = in_hand(unit=seat.unit, year=year)
    held.check_editable()
    return EditorPage(
        unit=seat.tree.line(seat.unit),
        ancestors=visible_ancestors(actor, seat.unit, seat.tree),
        year=year,
        amendment=None if held.amendment is None else held.amendment.number,
        tasks=_as_entered(held.tasks(today)),
        leads=tuple(seat.tree.line(one) for one in leads(seat)),
        units=tuple(seat.tree.line(one) for one in nameable(seat)),
    )


def _as_entered(tasks: tuple[PlanTask, ...]) -> tuple[PlanTask, ...]:
    """Lines stay where they are while their dates are changed; what an amendment adds comes last."""
    return tuple(sorted(tasks, key=lambda one: (one.id < 0, abs(one.id))))


def naming(*, actor: Actor, code: str, year: int, today: date) -> Naming:
    """For the units that may be named in the plan. Raises UnknownUnit, NotAllowed."""
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, today)
    names = unit_names(ground.current().history, year, today, seat.unit)
    return Naming(names, {one: seat.tree.code(one) for one in nameable(seat)})


def seen_of(task: PlanTask) -> str:
    """A mark of what a task's line says: another one as soon as anybody changes it."""
    said = (
        task.kind,
        task.title,
        task.deliverable,
        task.lead_id,
        task.coordinating_ids,
        task.starts_on,
        task.deadline,
        task.weight,
        task.budget,
        task.milestones,
        task.programme_id,
    )
    return blake2b(repr(said).encode(), digest_size=12).hexdigest()


@transaction.atomic
def save_line(
    *, actor: Actor, code: str, year: int, task_id: int | None, seen: str, form: TaskForm, now: datetime
) -> int:
    """Save one line as its editor left it; what a grid does not show stays. Returns the task.

    seen: the mark of the line as the editor had it before, of a task that is there.
    Raises Conflict (changed meanwhile), RulesBroken, RuleBroken, NotFound (taken out meanwhile), NotAllowed.
    """
    if task_id is not None:
        stored = _unchanged(actor, code, year, task_id, seen, now)
        form = replace(form, programme_id=stored.programme_id)
    return save_task(actor=actor, code=code, year=year, task_id=task_id, form=form, now=now)


@transaction.atomic
def remove_line(*, actor: Actor, code: str, year: int, task_id: int, seen: str, now: datetime) -> None:
    """Raises Conflict (changed meanwhile), RuleBroken (already reported on), NotFound, NotAllowed."""
    _unchanged(actor, code, year, task_id, seen, now)
    remove_from_hand(actor=actor, code=code, year=year, task_id=task_id, now=now)


def _unchanged(actor: Actor, code: str, year: int, task_id: int, seen: str, now: datetime) -> PlanTask:
    """The task as it is in hand, nobody else changing it until the transaction ends."""
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    opened(unit=seat.unit, year=year)
    stored = in_hand(unit=seat.unit, year=year).task(task_id, now.date())
    if seen_of(stored) != seen:
        raise Conflict(
            gettext_noop(
                "Người khác vừa sửa nhiệm vụ này; nội dung của anh/chị vẫn còn trong bảng, chưa lưu."
            ),
            field="task",
        )
    return stored


@dataclass(frozen=True, slots=True)
class EditedPlan:
    """The plan as it stands after lines were saved, with what the rules find in it."""

    tasks: tuple[PlanTask, ...]
    findings: tuple[Finding, ...]


def edited_plan(*, actor: Actor, code: str, year: int, today: date) -> EditedPlan:
    """Of a plan in its author's hands. Twenty statements. Raises UnknownUnit, NotAllowed."""
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, today)
    held = in_hand(unit=seat.unit, year=year)
    tasks = held.tasks(today)
    off = {} if held.plan is None else rules_off(plan=held.plan.id)
    return EditedPlan(tasks, findings_of(seat.unit, year, tasks, off, at_cells=True))
