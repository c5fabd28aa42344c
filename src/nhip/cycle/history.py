"""Who did what: the history of one object, and the journal of all units that an auditor reaches."""

from dataclasses import dataclass
from datetime import date

from nhip.apps.accounts.queries import people_matching, person_held
from nhip.apps.audit.queries import (
    Wanted,
    journal,
    records_of_plan,
    records_of_unit,
    records_on,
)
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year, to_read, visible_ancestors
from nhip.apps.periodic.cases import case_of
from nhip.apps.periodic.queries import identity_of
from nhip.apps.plans.queries import plan_lines
from nhip.apps.reports.identities import report_identity
from nhip.apps.tasks.queries import tasks_of_plan
from nhip.core.access import OPERATOR, TABLE, Act, Actor, may, require_sight
from nhip.core.audit import Record
from nhip.core.errors import NotAllowed, NotFound
from nhip.core.periodic import ReportPeriod
from nhip.core.periods import Month
from nhip.core.units import History, UnitLine
from nhip.cycle.history_lines import HistoryLine, history_lines
from nhip.cycle.task_pages import seen_task

MOST = 200
"""Lines of one object's history; older ones are in the auditors' journal."""
MOST_EXPORTED = 20_000


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The history of one object, newest first. title: a task's title, a unit's or person's name. is_cut: older ones
    are not shown."""

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    title: str
    lines: tuple[HistoryLine, ...]
    is_cut: bool


def plan_history(*, actor: Actor, code: str, year: int, today: date) -> HistoryPage:
    """A plan and its tasks, those taken out included. Raises UnknownUnit, NotAllowed. Nine statements at most."""
    unit, tree = to_read(actor=actor, code=code, year=year, today=today)
    plan = plan_lines(units=[unit], year=year).get(unit)
    records: tuple[Record, ...] = ()
    if plan is not None:
        tasks = [one.id for one in tasks_of_plan(plan=plan.id, today=today)]
        records = records_of_plan(plan=plan.id, tasks=tasks, most=MOST + 1)
    ancestors = visible_ancestors(actor, unit, tree)
    return _page(actor, tree.line(unit), ancestors, "", records, today)


def task_history(*, actor: Actor, task_id: int, today: date) -> HistoryPage:
    """Raises NotFound, NotAllowed."""
    task = seen_task(actor=actor, task_id=task_id, today=today)
    tree = ground.current().history.on(day_for_year(task.year, today))
    ancestors = visible_ancestors(actor, task.lead_id, tree) if task.lead_id in tree else ()
    records = records_on({"tasks.Task": [task_id]}, most=MOST + 1)
    return _page(actor, task.lead, ancestors, task.title, records, today)


def report_history(*, actor: Actor, code: str, month: Month, today: date) -> HistoryPage:
    """A report, filed or not. Raises UnknownUnit, NotAllowed.

    What a draft says is its author's own until it is filed: others see that it was saved, not what.
    """
    history = ground.current().history
    unit = history.bearer_in_month(code, month, today=today)
    tree = history.on(min(history.cut_off(unit, month), today))
    require_sight(actor, unit, history, on=tree.on, today=today)
    identity = report_identity(unit=unit, month=month)
    records = () if identity is None else records_on({"reports.Report": [identity]}, most=MOST + 1)
    return _page(actor, tree.line(unit), visible_ancestors(actor, unit, tree), "", records, today)


def periodic_history(*, actor: Actor, code: str, period: ReportPeriod, today: date) -> HistoryPage:
    """A report by period, filed or not. Raises UnknownUnit, NotAllowed, RuleBroken where no term rules it."""
    case = case_of(actor, code, period, today)
    identity = identity_of(unit=case.unit, period=period)
    records = () if identity is None else records_on({"periodic.PeriodicReport": [identity]}, most=MOST + 1)
    ancestors = visible_ancestors(actor, case.unit, case.tree)
    return _page(actor, case.tree.line(case.unit), ancestors, "", records, today)


def unit_history(*, actor: Actor, code: str, on: date, today: date) -> HistoryPage:
    """A unit's names, codes, places, duties and reorganisations. on: the day on which it bears the code.

    Seven statements at most. Raises UnknownUnit, NotAllowed.
    """
    history = ground.current().history
    tree = history.on(on)
    unit = tree.find(code)
    require_sight(actor, unit, history, on=on, today=today)
    ancestors = visible_ancestors(actor, unit, tree)
    return _page(actor, tree.line(unit), ancestors, "", records_of_unit(unit=unit, most=MOST + 1), today)


def person_history(*, actor: Actor, person_id: int, today: date) -> HistoryPage:
    """An account and its roles, for who manages people or audits where it holds one. Raises NotFound, NotAllowed."""
    person = person_held(person_id)
    if person is None:
        raise NotFound
    history = ground.current().history
    tree = history.on(today)
    seats = [heir for unit in person.units if (heir := history.main_successor(unit, today)) is not None]
    if not any(may(actor, act, unit, tree) for unit in seats for act in (Act.MANAGE_PEOPLE, Act.READ_AUDIT)):
        raise NotAllowed
    objects = {
        "accounts.Person": (person.id,),
        "accounts.RoleGrant": person.grants,
        "accounts.Delegation": person.delegations,
        "accounts.OneTimeCode": person.codes,
    }
    records = records_on(objects, most=MOST + 1)
    ancestors = visible_ancestors(actor, seats[0], tree)
    return _page(actor, tree.line(seats[0]), ancestors, f"{person.office} ({person.login})", records, today)


def _page(
    actor: Actor,
    unit: UnitLine,
    ancestors: tuple[UnitLine, ...],
    title: str,
    records: tuple[Record, ...],
    today: date,
) -> HistoryPage:
    lines = history_lines(actor=actor, records=records[:MOST], today=today)
    return HistoryPage(unit, ancestors, title, lines, len(records) > MOST)


# --- The auditors' journal ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What an auditor asked for. unit: a code of today, "" for all within reach; person: login or part of an office."""

    person: str = ""
    unit: str = ""
    since: date | None = None
    until: date | None = None
    act: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """A page of the journal, newest first. units: that may be asked for; people: how many the asked name means."""

    lines: tuple[HistoryLine, ...]
    total: int
    units: tuple[UnitLine, ...]
    people: int | None


def audit_journal(
    *, actor: Actor, asked: Asked, today: date, first: int = 0, most: int = MOST_EXPORTED
) -> Journal:
    """What was done in the units where the actor audits, and in those that went into them. Nine statements at most.

    Acts on no unit are told to whoever audits the whole tree. Raises NotAllowed, UnknownUnit.
    """
    history = ground.current().history
    tree = history.on(today)
    seats = _audited(actor, history, today)
    if not seats:
        raise NotAllowed
    within = {unit for seat in seats for unit in tree.below(seat)}
    if asked.unit:
        root = tree.find(asked.unit)
        if root not in within:
            raise NotAllowed
        within = set(tree.below(root))
    is_everything = not asked.unit and any(tree.parent(seat) is None for seat in seats)
    people = _people(asked.person) if asked.person else None
    wanted = Wanted(
        units=None if is_everything else _with_former(within, history, today),
        people=people,
        since=asked.since,
        until=asked.until,
        act=asked.act,
    )
    records, total = journal(wanted, first=first, most=most)
    units = tuple(tree.line(unit) for seat in seats for unit in (seat, *tree.children(seat)))
    return Journal(
        history_lines(actor=actor, records=records, today=today),
        total,
        units,
        None if people is None else len(people),
    )


def _people(text: str) -> frozenset[int | None]:
    """Accounts that the text means; None stands for the system operator."""
    return people_matching(text) | ({None} if text.strip() == OPERATOR.name else frozenset[None]())


def may_read_journal(actor: Actor) -> bool:
    """Whether the actor audits anything at all. No statement."""
    return actor.is_operator or any(Act.READ_AUDIT in TABLE[grant.role] for grant in actor.grants)


def _audited(actor: Actor, history: History, today: date) -> list[int]:
    """The highest units at which the actor audits."""
    tree = history.on(today)
    if actor.is_operator:
        return list(tree.children(None))
    return [unit for unit in actor.units if unit in tree and may(actor, Act.READ_AUDIT, unit, tree)]


def _with_former(within: set[int], history: History, today: date) -> frozenset[int]:
    """The units and those gone by now for which they answer."""
    tree = history.on(today)
    gone = {unit for unit in history.levels if unit not in tree}
    return frozenset(within | {unit for unit in gone if history.main_successor(unit, today) in within})
