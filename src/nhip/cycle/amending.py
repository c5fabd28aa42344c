"""An approved plan is amended: opened with its grounds, written, submitted, decided on, put in force on its day."""

import logging
from datetime import date, datetime

from django.db import transaction

from nhip.apps.amendments import services as amendments
from nhip.apps.amendments.models import Amendment
from nhip.apps.amendments.queries import LineKept, due_amendments, lines_of, undecided_amendments
from nhip.apps.cascade.queries import leads_above
from nhip.apps.cascade.services import say_detailed
from nhip.apps.notices.services import notify
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year
from nhip.apps.plans.queries import rules_off
from nhip.apps.plans.services import locked_plan
from nhip.apps.rollups.services import mark_dirty
from nhip.apps.tasks.amending import amend_task, take_out
from nhip.apps.tasks.queries import one_task, standing_tasks
from nhip.apps.tasks.services import Belongs, save_task
from nhip.core.access import OPERATOR, Act, Actor, principal_of
from nhip.core.amendments import (
    OPEN,
    AmendmentState,
    Grounds,
    check_amendable,
    check_changes,
    check_stands,
    checked_grounds,
    in_force_from,
)
from nhip.core.duties import Done, Failed
from nhip.core.errors import NotAllowed, RuleBroken, RulesBroken, gettext_noop
from nhip.core.notices import Kind, News, short
from nhip.core.plan_checks import check_no_errors
from nhip.core.plan_imports import TaskFacts
from nhip.core.plans import PlanState, TaskDraft, steps
from nhip.core.tasks import HaltKind
from nhip.cycle.handed_orders import carry_out_waiting
from nhip.cycle.handing_out import parts_waiting, tell_of_task
from nhip.cycle.in_hand import facts_of, in_hand
from nhip.cycle.orders_to_take_in import orders_coming
from nhip.cycle.plan_checking import findings_of
from nhip.cycle.seats import Seat, confirms, seat_of

log = logging.getLogger(__name__)


@transaction.atomic
def open_amendment(*, actor: Actor, code: str, year: int, grounds: Grounds, now: datetime) -> int:
    """Begin to amend the unit's approved plan; then form, grid and workbook change the amendment. Returns its identity.

    Raises RulesBroken keyed by field, RuleBroken (plan not approved, an amendment open), UnknownUnit, NotAllowed.
    """
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    plan = locked_plan(unit=seat.unit, year=year)
    check_amendable(PlanState(plan.state))
    kept = _checked(seat, grounds, year, now)
    return amendments.open_amendment(actor=actor, role=seat.role, plan=plan, grounds=kept, now=now)


@transaction.atomic
def change_grounds(*, actor: Actor, code: str, year: int, grounds: Grounds, now: datetime) -> None:
    """Raises RulesBroken keyed by field, RuleBroken (none open, out of its author's hands), UnknownUnit, NotAllowed."""
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    found = _locked(seat, year)
    kept = _checked(seat, grounds, year, now)
    amendments.change_grounds(actor=actor, role=seat.role, amendment=found, grounds=kept, now=now)


@transaction.atomic
def drop_change(*, actor: Actor, code: str, year: int, line: int, now: datetime) -> None:
    """Leave one task as the plan has it. Raises RuleBroken (none open, out of hands), NotFound, NotAllowed."""
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    amendments.drop_line(actor=actor, role=seat.role, amendment=_locked(seat, year), line=line, now=now)


@transaction.atomic
def take_in(*, actor: Actor, code: str, year: int, task_id: int, now: datetime) -> None:
    """Take a task from outside the plan into it, from the amendment's day on.

    Raises RuleBroken (none open, out of hands, no deadline), NotFound, UnknownUnit, NotAllowed.
    """
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    found = _locked(seat, year)
    task = one_task(task_id=task_id, today=now.date())
    is_own = seat.unit in {task.owner_id, task.lead_id} and task.year == year
    if not is_own or task.plan_id is not None or task.halt is HaltKind.CANCELLED:
        raise NotAllowed
    if task.deadline is None:
        raise RuleBroken(
            gettext_noop("Nhiệm vụ «{title}» chưa có hạn; ghi hạn rồi đưa vào kế hoạch."),
            field="task",
            title=task.title,
        )
    amendments.keep_line(
        actor=actor,
        role=seat.role,
        amendment=found,
        line=None,
        task=task.id,
        wanted=facts_of(task),
        before=facts_of(task),
        now=now,
    )


@transaction.atomic
def withdraw(*, actor: Actor, code: str, year: int, now: datetime) -> None:
    """Give the open amendment up. Raises RuleBroken (none open, out of hands), UnknownUnit, NotAllowed."""
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    amendments.withdraw(actor=actor, role=seat.role, amendment=_locked(seat, year), now=now)


@transaction.atomic
def submit_amendment(*, actor: Actor, code: str, year: int, now: datetime) -> None:
    """Raises RuleBroken (none open, not in hand, nothing changed, errors in the plan as it would be), NotAllowed."""
    seat = seat_of(actor, Act.SUBMIT_PLAN, code, year, now.date())
    found = _locked(seat, year)
    held = in_hand(unit=seat.unit, year=year)
    changes = 0 if held.amendment is None else held.amendment.changes
    check_changes(changes + len(orders_coming(found.plan_id)))
    _checked(seat, Grounds(found.reason, found.basis, max(found.asked_from, now.date())), year, now)
    check_no_errors(findings_of(seat.unit, year, held.tasks(now.date()), rules_off(plan=found.plan_id)))
    behalf = principal_of(actor, Act.SUBMIT_PLAN, seat.unit, seat.tree)
    amendments.submit(actor=actor, role=seat.role, amendment=found, on_behalf_of=behalf, now=now)
    _tell(actor, seat, found, Kind.AMENDMENT_SUBMITTED, now)


@transaction.atomic
def approve_amendment(*, actor: Actor, code: str, year: int, now: datetime) -> date:
    """Returns the day from which it is in force; it is at once where that day has come.

    Raises RuleBroken (none open, not waiting, own submission), UnknownUnit, NotAllowed.
    """
    seat = seat_of(actor, Act.DECIDE_PLAN, code, year, now.date())
    found = _locked(seat, year)
    _check_stands(seat, in_force_from(found.asked_from, now.date()))
    day = amendments.approve(actor=actor, role=seat.role, amendment=found, tree=seat.tree, now=now)
    _tell(actor, seat, found, Kind.AMENDMENT_APPROVED, now)
    if day <= now.date():
        _put_in_force(actor, seat, found, now)
    return day


@transaction.atomic
def return_amendment(*, actor: Actor, code: str, year: int, reason: str, now: datetime) -> None:
    """Raises RuleBroken (none open, not waiting, no reason), UnknownUnit, NotAllowed."""
    seat = seat_of(actor, Act.DECIDE_PLAN, code, year, now.date())
    found = _locked(seat, year)
    amendments.send_back(actor=actor, role=seat.role, amendment=found, reason=reason, now=now)
    _tell(actor, seat, found, Kind.AMENDMENT_RETURNED, now)


def _checked(seat: Seat, grounds: Grounds, year: int, now: datetime) -> Grounds:
    """The grounds, trimmed. Raises RulesBroken keyed by field, of a day on which the unit has ended too."""
    kept = checked_grounds(grounds, year=year, today=now.date())
    try:
        _check_stands(seat, kept.asked_from)
    except RuleBroken as refusal:
        raise RulesBroken({"asked_from": refusal}) from refusal
    return kept


def _check_stands(seat: Seat, day: date) -> None:
    """Raises RuleBroken where a reorganisation that is known ends the unit before the day."""
    check_stands(day, ground.current().history.last_day(seat.unit), seat.tree.name(seat.unit))


def put_due_in_force(*, now: datetime) -> Done:
    """Put in force what was approved for a day that has come, and let go what units that have ended left undecided.

    One that fails keeps no other from it.
    """
    done, failed = 0, []
    for identity in (*_left_undecided(now.date()), *due_amendments(on=now.date())):
        try:
            done += _settle(identity, now)
        except Exception as failure:
            log.exception("amendment %s could not be put in force", identity)
            failed.append(Failed(subject_of(identity), failure))
    return Done(done, tuple(failed))


def subject_of(amendment: int) -> str:
    """What a failure is about."""
    return f"amendment:{amendment}"


def _left_undecided(today: date) -> list[int]:
    """Amendments in their authors' or deciders' hands, of units that have ended."""
    history = ground.current().history
    return [
        identity
        for identity, whose in undecided_amendments().items()
        if whose.unit not in history.on(day_for_year(whose.year, today))
    ]


@transaction.atomic
def _settle(identity: int, now: datetime) -> int:
    """Returns how many were put in force: one or none."""
    found = amendments.locked_amendment(amendment=identity)
    state = AmendmentState(found.state)
    tree = ground.current().history.on(day_for_year(found.plan.year, now.date()))
    if state in OPEN and found.plan.unit_id not in tree:
        _lapse(found, now)
        return 0
    if state is not AmendmentState.APPROVED:
        return 0
    seat = seat_of(OPERATOR, Act.EDIT_PLAN, tree.code(found.plan.unit_id), found.plan.year, now.date())
    _put_in_force(OPERATOR, seat, found, now)
    return 1


def _lapse(found: Amendment, now: datetime) -> None:
    """Its unit has ended: it is said so where it stands, and told to those who came after."""
    amendments.lapse(actor=OPERATOR, role="operator", amendment=found, now=now)
    history, unit, today = ground.current().history, found.plan.unit_id, now.date()
    tree = history.on(day_for_year(found.plan.year, today))
    last = history.last_day(unit) or today
    above = history.on(last).parent(unit)
    heirs = [one for one in history.heirs(unit, today) if one in tree]
    if not heirs and above is not None and above in tree:
        heirs = [above]
    news = [
        News(
            Kind.AMENDMENT_LAPSED,
            f"amendment:{found.pk}:{heir}",
            {
                "ended": history.name_then(unit, last),
                "unit": tree.name(heir),
                "code": tree.code(heir),
                "year": found.plan.year,
                "number": found.number,
                "last_on": last.isoformat(),
            },
            units=frozenset({heir}),
        )
        for heir in heirs
    ]
    notify(news=news, silent=(), tree=tree, now=now)


def _locked(seat: Seat, year: int) -> Amendment:
    held = in_hand(unit=seat.unit, year=year)
    if held.amendment is None:
        raise RuleBroken(
            gettext_noop("Kế hoạch năm {year} không có điều chỉnh nào đang làm."),
            field="state",
            year=str(year),
        )
    return amendments.locked_amendment(amendment=held.amendment.id)


def _put_in_force(actor: Actor, seat: Seat, found: Amendment, now: datetime) -> None:
    """The plan until now becomes a version; then every line of the amendment is done, from its day on."""
    plan, day = found.plan, found.in_force_from or now.date()
    before = {one.id: one for one in standing_tasks(plan=plan.pk, today=now.date())}
    amendments.put_in_force(
        actor=actor,
        role=seat.role,
        amendment=found,
        tasks={number: facts_of(one) for number, one in before.items()},
        now=now,
    )
    doing = _Line(actor, seat, found, day, now)
    for line in lines_of(amendment=found.pk):
        doing.apply(line)
    carry_out_waiting(
        actor=actor, role=seat.role, plan=plan.pk, until=found.submitted_at or now, tree=seat.tree, now=now
    )
    led = {one.lead_id for one in (*before.values(), *standing_tasks(plan=plan.pk, today=now.date()))}
    mark_dirty(units=led | leads_above(plan=plan.pk), years=[plan.year], now=now)


class _Line:
    """What an amendment makes of one task, done."""

    def __init__(self, actor: Actor, seat: Seat, amendment: Amendment, day: date, now: datetime) -> None:
        self.actor, self.seat, self.amendment, self.day, self.now = actor, seat, amendment, day, now

    def apply(self, line: LineKept) -> None:
        task, wanted = line.task, line.wanted
        if task is not None:
            wanted = line.of(facts_of(one_task(task_id=task, today=self.now.date())))
        if wanted is not None:
            self._store(task, wanted)
        elif task is not None:
            take_out(
                actor=self.actor,
                role=self.seat.role,
                task_id=task,
                unit=self.seat.unit,
                reason=self.amendment.reason,
                on=self.day,
                now=self.now,
            )

    def _store(self, task: int | None, wanted: TaskFacts) -> None:
        belongs = self._belongs(task, wanted)
        draft = draft_of(wanted)
        known = parts_waiting(task)
        if task is None:
            task = save_task(
                actor=self.actor,
                role=self.seat.role,
                task_id=None,
                draft=draft,
                belongs=belongs,
                now=self.now,
            )
        else:
            amend_task(
                actor=self.actor,
                role=self.seat.role,
                task_id=task,
                draft=draft,
                belongs=belongs,
                now=self.now,
            )
            say_detailed(task=task, now=self.now)
        tell_of_task(actor=self.actor, task_id=task, known=known, now=self.now)

    def _belongs(self, task: int | None, wanted: TaskFacts) -> Belongs:
        """Of units that are no more since the amendment was written, those that came after them."""
        history = ground.current().history
        lead, *coordinating = (
            history.main_successor(unit, self.day) or unit
            for unit in (wanted.lead, *sorted(wanted.coordinating))
        )
        given_by = None if task is None else one_task(task_id=task, today=self.now.date()).assigned_by_id
        return Belongs(
            plan=self.amendment.plan_id,
            year=self.amendment.plan.year,
            lead=lead,
            coordinating=tuple(dict.fromkeys(one for one in coordinating if one != lead)),
            programme=wanted.programme,
            kind=wanted.kind,
            assigned_by=confirms(self.seat, lead, wanted.kind, given_by),
            counts_from=self.day,
        )


def draft_of(facts: TaskFacts) -> TaskDraft:
    """A task as a person would type it: milestones of the months in which something is to be reached."""
    milestones = steps(facts.milestones, facts.deadline)
    return TaskDraft(
        facts.title,
        facts.deliverable,
        facts.starts_on,
        facts.deadline,
        facts.weight,
        facts.budget,
        milestones,
    )


def _tell(actor: Actor, seat: Seat, found: Amendment, kind: Kind, now: datetime) -> None:
    facts: dict[str, str | int] = {
        "unit": seat.tree.name(seat.unit),
        "code": seat.tree.code(seat.unit),
        "year": found.plan.year,
        "number": found.number,
        "reason": short(found.answer),
    }
    news = News(kind, f"amendment:{found.pk}", facts, units=frozenset({seat.unit}))
    filers = found.submitters if kind is Kind.AMENDMENT_SUBMITTED else ()
    notify(news=[news], silent=(actor.person, *filers), tree=seat.tree, now=now)
