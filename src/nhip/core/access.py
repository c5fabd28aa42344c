"""Who may do what, to whom: one readable table, used by pages and commands alike.

A grant gives a role at one unit for some days. Reach says at which units an act is allowed, seen from there:
the unit itself, those directly or somewhere below it, or both. Whoever may not VIEW a unit does not learn
that its plans and reports exist.

A delegated grant is held on somebody's behalf: it allows what the grant itself allows, and every record names both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nhip.core.errors import NotAllowed, RuleBroken
from nhip.core.units import History, Tree


class Role(StrEnum):
    OFFICER = "officer"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    INSPECTOR = "inspector"
    EMULATION_COUNCIL = "emulation_council"
    PRESS_OFFICER = "press_officer"


class Act(StrEnum):
    VIEW = "view"
    EDIT_PLAN = "edit_plan"
    SUBMIT_PLAN = "submit_plan"
    DECIDE_PLAN = "decide_plan"
    ADD_TASK_OUTSIDE_PLAN = "add_task_outside_plan"
    HANDLE_TASK = "handle_task"
    CONFIRM_TASK = "confirm_task"
    COMMENT_TASK = "comment_task"
    COUNT_BENEFICIARIES = "count_beneficiaries"
    EDIT_REPORT = "edit_report"
    FILE_REPORT = "file_report"
    DECIDE_REPORT = "decide_report"
    ARRANGE_UNITS = "arrange_units"
    MANAGE_PEOPLE = "manage_people"
    READ_AUDIT = "read_audit"
    LOAD_DEMO = "load_demo"


class Reach(StrEnum):
    OWN = "own"
    CHILDREN = "children"
    SUBTREE = "subtree"


TABLE: dict[Role, dict[Act, Reach]] = {
    Role.OFFICER: {
        Act.VIEW: Reach.SUBTREE,
        Act.EDIT_PLAN: Reach.OWN,
        Act.SUBMIT_PLAN: Reach.OWN,
        Act.ADD_TASK_OUTSIDE_PLAN: Reach.OWN,
        Act.HANDLE_TASK: Reach.OWN,
        Act.COMMENT_TASK: Reach.SUBTREE,
        Act.COUNT_BENEFICIARIES: Reach.OWN,
        Act.EDIT_REPORT: Reach.OWN,
        Act.FILE_REPORT: Reach.OWN,
    },
    Role.LEADER: {
        Act.VIEW: Reach.SUBTREE,
        Act.EDIT_PLAN: Reach.OWN,
        Act.SUBMIT_PLAN: Reach.OWN,
        Act.DECIDE_PLAN: Reach.CHILDREN,
        Act.ADD_TASK_OUTSIDE_PLAN: Reach.OWN,
        Act.HANDLE_TASK: Reach.OWN,
        Act.CONFIRM_TASK: Reach.OWN,
        Act.COMMENT_TASK: Reach.SUBTREE,
        Act.COUNT_BENEFICIARIES: Reach.OWN,
        Act.EDIT_REPORT: Reach.OWN,
        Act.FILE_REPORT: Reach.OWN,
        Act.DECIDE_REPORT: Reach.CHILDREN,
    },
    Role.ADMINISTRATOR: {
        Act.VIEW: Reach.SUBTREE,
        Act.ARRANGE_UNITS: Reach.SUBTREE,
        Act.MANAGE_PEOPLE: Reach.SUBTREE,
    },
    Role.AUDITOR: {
        Act.VIEW: Reach.SUBTREE,
        Act.READ_AUDIT: Reach.SUBTREE,
    },
    Role.INSPECTOR: {
        Act.VIEW: Reach.SUBTREE,
    },
    Role.EMULATION_COUNCIL: {
        Act.VIEW: Reach.SUBTREE,
    },
    Role.PRESS_OFFICER: {
        Act.VIEW: Reach.SUBTREE,
    },
}


@dataclass(frozen=True, slots=True)
class Principal:
    """On whose behalf a delegate acts."""

    person: int
    office: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held today at a unit. on_behalf_of: whose it is, None for one's own."""

    role: Role
    unit: int
    on_behalf_of: Principal | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. person: identity of the account, None for the system operator, who may do everything."""

    person: int | None
    name: str
    grants: tuple[Grant, ...] = ()

    @property
    def is_operator(self) -> bool:
        return self.person is None

    @property
    def units(self) -> tuple[int, ...]:
        """Units at which the person holds a role, each once, in the order of the grants."""
        return tuple(dict.fromkeys(grant.unit for grant in self.grants))


OPERATOR = Actor(person=None, name="system operator")


def _reaches(reach: Reach, seat: int, unit: int, tree: Tree) -> bool:
    if reach is Reach.OWN:
        return unit == seat
    if reach is Reach.CHILDREN:
        return unit in tree and tree.parent(unit) == seat
    return unit == seat or tree.is_within(unit, seat)


def grant_for(actor: Actor, act: Act, unit: int, tree: Tree) -> Grant | None:
    """The grant by which the actor may do the act at the unit on the tree's day: an own one before a delegated one."""
    own_first = sorted(actor.grants, key=lambda grant: grant.on_behalf_of is not None)
    for grant in own_first:
        reach = TABLE[grant.role].get(act)
        if reach is not None and _reaches(reach, grant.unit, unit, tree):
            return grant
    return None


def role_for(actor: Actor, act: Act, unit: int, tree: Tree) -> Role | None:
    """The role in which the actor may do the act at the unit on the tree's day, or None."""
    grant = grant_for(actor, act, unit, tree)
    return None if grant is None else grant.role


def may(actor: Actor, act: Act, unit: int, tree: Tree) -> bool:
    return actor.is_operator or grant_for(actor, act, unit, tree) is not None


def require(actor: Actor, act: Act, unit: int, tree: Tree) -> str:
    """The role in which the act is done, for the audit record: «leader for …» by delegation. Raises NotAllowed."""
    if actor.is_operator:
        return "operator"
    grant = grant_for(actor, act, unit, tree)
    if grant is None:
        raise NotAllowed
    behalf = grant.on_behalf_of
    return grant.role.value if behalf is None else f"{grant.role.value} for {behalf.office}"


def sees(actor: Actor, unit: int, history: History, *, on: date, today: date) -> bool:
    """Whether the actor may read what the unit has of the day ``on``: whoever may view it on the tree of that day.

    Of a unit that is gone by today likewise: whoever may view one of its heirs, or its place on its last day.
    """
    tree = history.on(on)
    if actor.is_operator or (unit in tree and may(actor, Act.VIEW, unit, tree)):
        return True
    last = history.last_day(unit)
    if last is None or last >= today:
        return False
    return may(actor, Act.VIEW, unit, history.on(last)) or any(
        sees(actor, heir, history, on=today, today=today) for heir in history.heirs(unit, today)
    )


def require_sight(actor: Actor, unit: int, history: History, *, on: date, today: date) -> None:
    """Raises NotAllowed for whoever does not see the unit's things of the day."""
    if not sees(actor, unit, history, on=on, today=today):
        raise NotAllowed


def principal_of(actor: Actor, act: Act, unit: int, tree: Tree) -> int | None:
    """The person on whose behalf the actor does the act at the unit, or None."""
    grant = grant_for(actor, act, unit, tree)
    return None if grant is None or grant.on_behalf_of is None else grant.on_behalf_of.person


def deciders(actor: Actor, act: Act, unit: int, tree: Tree) -> frozenset[int]:
    """Whose decision it is: the actor's, and that of the one on whose behalf they act. Neither may have filed it."""
    both = (actor.person, principal_of(actor, act, unit, tree))
    return frozenset(one for one in both if one is not None)


def is_own_work(actor: Actor, act: Act, unit: int, tree: Tree, *, done_by: Iterable[int | None]) -> bool:
    """Whether one of the deciders is among those who did what is to be decided on."""
    return not deciders(actor, act, unit, tree).isdisjoint(done_by)


def check_another(
    actor: Actor, act: Act, unit: int, tree: Tree, *, done_by: Iterable[int | None], refused: str, field: str
) -> None:
    """Nobody decides on what they, or whoever they act for, did. Raises RuleBroken with the sentence ``refused``.

    done_by: who did it and for whom; a delegate and the holder count as one, so do two delegates of one holder.
    """
    if is_own_work(actor, act, unit, tree, done_by=done_by):
        raise RuleBroken(refused, field=field)


def may_decide(actor: Actor, act: Act, unit: int, tree: Tree, *, done_by: Iterable[int | None]) -> bool:
    """Whether the actor may do the deciding act on what those people did."""
    return may(actor, act, unit, tree) and not is_own_work(actor, act, unit, tree, done_by=done_by)
