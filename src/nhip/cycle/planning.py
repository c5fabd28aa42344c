"""A unit's plan of a year and its tasks: changed, submitted and decided on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from nhip.apps.amendments.models import Amendment
from nhip.apps.cascade.queries import check_removable, leads_above
from nhip.apps.cascade.services import say_detailed, take_into_plan
from nhip.apps.conferences.queries import check_not_directed
from nhip.apps.notices.services import notify
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year
from nhip.apps.plans import services as plans
from nhip.apps.plans.models import Plan
from nhip.apps.plans.queries import rules_off
from nhip.apps.programmes.queries import is_in_force
from nhip.apps.rollups.services import mark_dirty
from nhip.apps.tasks import services as tasks
from nhip.apps.tasks.queries import PlanTask, one_task, standing_tasks
from nhip.core.access import Act, Actor, principal_of, require
from nhip.core.errors import RuleBroken, RulesBroken, UnknownUnit, gettext_noop
from nhip.core.notices import Kind, News, short
from nhip.core.plan_checks import check_no_errors
from nhip.core.plans import PlanState, TaskDraft, check_submittable
from nhip.core.tasks import TaskKind
from nhip.cycle.amendment_lines import drop_added, keep_removed, keep_wanted
from nhip.cycle.handing_out import parts_waiting, tell_of_plan, tell_of_task
from nhip.cycle.in_hand import in_hand, opened
from nhip.cycle.plan_checking import findings_of
from nhip.cycle.seats import Seat, confirms, leads, nameable, seat_of, task_of


@dataclass(frozen=True, slots=True)
class TaskForm:
    """A task as a person enters it. lead, coordinating: codes of units; is_outside_plan: đột xuất.

    kind None: as it was, or ordinary. carried_from: of a new task, the unfinished one of the year before.
    """

    draft: TaskDraft
    lead: str
    coordinating: Sequence[str] = ()
    programme_id: int | None = None
    is_outside_plan: bool = False
    kind: TaskKind | None = None
    carried_from: int | None = None


@transaction.atomic
def save_task(
    *, actor: Actor, code: str, year: int, task_id: int | None, form: TaskForm, now: datetime
) -> int:
    """Create or change a task of a unit's plan, or one outside it. Returns its identity.

    A task stays in or outside the plan as it was created.
    Raises RulesBroken keyed by field, RuleBroken (plan out of hands), UnknownUnit, NotAllowed.
    """
    is_outside = form.is_outside_plan
    seat = seat_of(actor, Act.ADD_TASK_OUTSIDE_PLAN if is_outside else Act.EDIT_PLAN, code, year, now.date())
    if task_id is not None and not is_outside:
        is_outside = task_id > 0 and _is_outside_all(seat, task_id, year, now)
    where = None if is_outside else opened(unit=seat.unit, year=year)
    return _saved(actor, seat, year, where, _before(seat, year, where, task_id, now), form, now)


def _is_outside_all(seat: Seat, task_id: int, year: int, now: datetime) -> bool:
    """Whether the task stands in no plan, nor in what an amendment takes in."""
    held = in_hand(unit=seat.unit, year=year)
    if held.amendment is not None and any(one.id == task_id for one in held.tasks(now.date())):
        return False
    return task_of(seat, task_id, now.date()).plan_id is None


def _before(
    seat: Seat, year: int, where: Plan | Amendment | None, task_id: int | None, now: datetime
) -> PlanTask | None:
    """The task as it is in hand. Raises NotFound, NotAllowed."""
    if task_id is None:
        return None
    if isinstance(where, Amendment):
        return in_hand(unit=seat.unit, year=year).task(task_id, now.date())
    return task_of(seat, task_id, now.date())


@transaction.atomic
def save_tasks(
    *, actor: Actor, code: str, year: int, forms: Iterable[tuple[int | None, TaskForm]], now: datetime
) -> None:
    """Create or change tasks of a unit's plan in one go, as ``save_task`` does one; identity None for a new one.

    Raises RulesBroken keyed by field, RuleBroken (plan out of hands), UnknownUnit, NotAllowed.
    """
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    where = opened(unit=seat.unit, year=year)
    for task_id, form in forms:
        _saved(actor, seat, year, where, _before(seat, year, where, task_id, now), form, now)


def _saved(
    actor: Actor,
    seat: Seat,
    year: int,
    where: Plan | Amendment | None,
    before: PlanTask | None,
    form: TaskForm,
    now: datetime,
) -> int:
    """where: None outside any plan; in an amendment the task itself stays as it is until it comes into force."""
    plan = where if isinstance(where, Plan) else None
    task_id = None if before is None else before.id
    lead = _named(seat, "lead", [form.lead])[0]
    kind = form.kind or (TaskKind.ORDINARY if before is None else before.kind)
    belongs = tasks.Belongs(
        plan=None if plan is None else plan.pk,
        year=year,
        lead=lead,
        kind=kind,
        assigned_by=confirms(seat, lead, kind, None if before is None else before.assigned_by_id),
        coordinating=_named(seat, "coordinating", form.coordinating),
        programme=_programme(form.programme_id, year),
        carried_from=form.carried_from,
    )
    if isinstance(where, Amendment):
        return keep_wanted(
            actor=actor,
            role=seat.role,
            amendment=where,
            before=before,
            draft=form.draft,
            belongs=belongs,
            now=now,
        )
    is_handed_out = plan is None or plan.state == PlanState.RETURNED
    known = parts_waiting(task_id) if is_handed_out else frozenset()
    saved = tasks.save_task(
        actor=actor, role=seat.role, task_id=task_id, draft=form.draft, belongs=belongs, now=now
    )
    if plan is not None and plan.state == PlanState.RETURNED:
        led = {belongs.lead} if before is None else {belongs.lead, before.lead_id}
        mark_dirty(units=led, years=[year], now=now)
    if task_id is not None:
        say_detailed(task=saved, now=now)
    if is_handed_out:
        tell_of_task(actor=actor, task_id=saved, known=known, now=now)
    return saved


def _named(seat: Seat, field: str, codes: Sequence[str]) -> list[int]:
    """The units meant by the codes, all within reach of the plan. Raises RulesBroken under the form's field."""
    try:
        named = [seat.tree.find(code) for code in codes]
    except UnknownUnit as refusal:
        raise RulesBroken({field: refusal}) from refusal
    allowed = set(leads(seat) if field == "lead" else nameable(seat))
    for unit in named:
        if unit not in allowed:
            raise RulesBroken(
                {
                    field: RuleBroken(
                        gettext_noop(
                            "«{unit}» không giao được trong kế hoạch này: ngoài phạm vi của đơn vị."
                        ),
                        field=field,
                        unit=seat.tree.name(unit),
                    )
                }
            )
    return named


def _programme(programme_id: int | None, year: int) -> int | None:
    if programme_id is not None and not is_in_force(programme_id, year):
        raise RulesBroken(
            {
                "programme": RuleBroken(
                    gettext_noop("Chương trình đã chọn không có hiệu lực trong năm {year}."),
                    field="programme",
                    year=str(year),
                )
            }
        )
    return programme_id


@transaction.atomic
def remove_task(*, actor: Actor, task_id: int, now: datetime) -> tuple[str, int]:
    """Take a task out of its plan (or, outside any plan, away). Returns the unit's code and the year.

    Raises RuleBroken (plan out of hands, already reported on, handed down), NotAllowed, NotFound.
    """
    task = one_task(task_id=task_id, today=now.date())
    owner = task.owner_id
    tree = ground.current().history.on(day_for_year(task.year, now.date()))
    act = Act.ADD_TASK_OUTSIDE_PLAN if task.plan_id is None else Act.EDIT_PLAN
    require(actor, Act.VIEW, owner, tree)
    role = require(actor, act, owner, tree)
    where = None if task.plan_id is None else opened(unit=owner, year=task.year)
    check_removable(task=task.id)
    check_not_directed(task=task.id)
    if isinstance(where, Amendment):
        keep_removed(actor=actor, role=role, amendment=where, task=task, now=now)
        return tree.code(owner), task.year
    try:
        tasks.remove_task(actor=actor, role=role, task_id=task.id, unit=owner, now=now)
    except ProtectedError as refusal:
        raise RuleBroken(
            gettext_noop("Nhiệm vụ «{title}» đã có trong báo cáo, không xóa được."),
            field="task",
            title=task.title,
        ) from refusal
    mark_dirty(units=[task.lead_id], years=[task.year], now=now)
    return tree.code(owner), task.year


@transaction.atomic
def remove_from_hand(*, actor: Actor, code: str, year: int, task_id: int, now: datetime) -> None:
    """Take a task out of what is in hand; what an amendment adds or takes in is not added, not taken in.

    Raises as ``remove_task``.
    """
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    where = opened(unit=seat.unit, year=year)
    if isinstance(where, Amendment):
        task = in_hand(unit=seat.unit, year=year).task(task_id, now.date())
        if task_id < 0 or one_task(task_id=task_id, today=now.date()).plan_id is None:
            drop_added(actor=actor, role=seat.role, amendment=where, number=task.id, now=now)
            return
    remove_task(actor=actor, task_id=task_id, now=now)


@transaction.atomic
def submit_plan(*, actor: Actor, code: str, year: int, now: datetime) -> None:
    """Hand the plan to the unit above; from then on its tasks count on the board. Raises RuleBroken, NotAllowed."""
    seat = seat_of(actor, Act.SUBMIT_PLAN, code, year, now.date())
    plan = plans.locked_plan(unit=seat.unit, year=year)
    shown = standing_tasks(plan=plan.pk, today=now.date())
    check_submittable(one.title for one in shown)
    check_no_errors(findings_of(seat.unit, year, shown, rules_off(plan=plan.pk)))
    behalf = principal_of(actor, Act.SUBMIT_PLAN, seat.unit, seat.tree)
    is_first = plan.submitted_at is None
    plans.submit(actor=actor, role=seat.role, plan=plan, on_behalf_of=behalf, now=now)
    _tell(actor, seat, plan, Kind.PLAN_SUBMITTED, now)
    if is_first:
        tell_of_plan(actor=actor, plan_id=plan.pk, name=seat.tree.name(seat.unit), year=year, now=now)
    led = {one.lead_id for one in shown} | leads_above(plan=plan.pk)
    mark_dirty(units=led, years=[year], now=now)


@transaction.atomic
def switch_rule(*, actor: Actor, code: str, year: int, rule: str, reason: str | None, now: datetime) -> None:
    """Do not hold a plan in its author's hands to a rule, and say why; None: hold it to the rule again.

    Raises RuleBroken (no such rule, finds errors, no reason, plan out of hands), UnknownUnit, NotAllowed.
    """
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    plan = plans.open_for_editing(unit=seat.unit, year=year)
    plans.switch_rule(actor=actor, role=seat.role, plan=plan, code=rule, reason=reason, now=now)


@transaction.atomic
def approve_plan(*, actor: Actor, code: str, year: int, now: datetime) -> None:
    """Raises RuleBroken (none, not waiting, own submission), NotAllowed."""
    seat = seat_of(actor, Act.DECIDE_PLAN, code, year, now.date())
    plan = plans.locked_plan(unit=seat.unit, year=year)
    plans.approve(actor=actor, role=seat.role, plan=plan, tree=seat.tree, now=now)
    _tell(actor, seat, plan, Kind.PLAN_APPROVED, now)


@transaction.atomic
def return_plan(*, actor: Actor, code: str, year: int, reason: str, now: datetime) -> None:
    """What was handed to the unit meanwhile goes into its plan. Raises RuleBroken (none, not waiting, no reason)."""
    seat = seat_of(actor, Act.DECIDE_PLAN, code, year, now.date())
    plan = plans.locked_plan(unit=seat.unit, year=year)
    plans.send_back(actor=actor, role=seat.role, plan=plan, reason=reason, now=now)
    if take_into_plan(actor=actor, role=seat.role, plan=plan.pk, year=year, unit=seat.unit, now=now):
        mark_dirty(units={seat.unit} | leads_above(plan=plan.pk), years=[year], now=now)
    _tell(actor, seat, plan, Kind.PLAN_RETURNED, now)


def _tell(actor: Actor, seat: Seat, plan: Plan, kind: Kind, now: datetime) -> None:
    """Who decides on the plan hears that it waits, its unit what was decided."""
    facts: dict[str, str | int] = {
        "unit": seat.tree.name(seat.unit),
        "code": seat.tree.code(seat.unit),
        "year": plan.year,
        "reason": short(plan.reason),
    }
    news = News(kind, f"plan:{plan.pk}", facts, units=frozenset({seat.unit}))
    filers = plan.submitters if kind is Kind.PLAN_SUBMITTED else ()
    notify(news=[news], silent=(actor.person, *filers), tree=seat.tree, now=now)
