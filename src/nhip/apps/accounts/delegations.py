"""Delegation: somebody acts in another's role for some days, and every record says for whom."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nhip.apps.accounts.models import Delegation, RoleGrant
from nhip.apps.accounts.reach import tree_of
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.core.access import Act, Actor, Role, may, require
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.people import DELEGABLE, DelegationDraft, check_delegation
from nhip.core.vietnamese import normalised


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """grant: identity of the role passed on; delegate: who acts; ends_before: the first day they no longer do.

    basis: number and day of the decision, or the reason.
    """

    grant: int
    delegate: int
    starts_on: date
    ends_before: date | None
    basis: str


@transaction.atomic
def delegate(*, actor: Actor, new: NewDelegation, now: datetime) -> int:
    """Let another act in a role: by its holder, or by an administrator who reaches them. Returns its identity.

    Raises RuleBroken, NotFound (no such role of the actor's, or out of reach; likewise the delegate).
    """
    today = now.date()
    grant = RoleGrant.objects.select_for_update().filter(pk=new.grant).first()
    if grant is None:
        raise NotFound
    role = _done_as(actor, grant, today)
    if new.delegate not in {one.pk for one in candidates(grant=grant, today=today, with_holder=True)}:
        raise RuleBroken(
            gettext_noop(
                "Chọn người được ủy quyền trong số những người đang có vai trò tại đơn vị hoặc bên dưới."
            ),
            field="delegate",
        )
    basis = normalised(new.basis)
    if not basis:
        raise RuleBroken(
            gettext_noop("Chưa ghi căn cứ ủy quyền: số, ngày văn bản hoặc lý do."), field="basis"
        )
    given = Delegation.objects.filter(grant=grant, delegate=new.delegate, withdrawn_on=None)
    draft = DelegationDraft(
        role=Role(grant.role),
        holder=grant.person_id,
        delegate=new.delegate,
        held=grant.span,
        starts_on=new.starts_on,
        ends_before=new.ends_before,
        given=tuple(one.span for one in given),
    )
    span = check_delegation(draft, today=today)
    kept = Delegation.objects.create(
        grant=grant,
        delegate_id=new.delegate,
        starts_on=span.starts_on,
        ends_before=span.ends_before or span.starts_on,
        basis=basis[:200],
    )
    record(actor=actor, role=role, entries=[delegated(kept, grant)], at=now)
    return kept.pk


def delegated(kept: Delegation, grant: RoleGrant) -> Entry:
    """The audit entry of a new delegation."""
    after = {
        "from": grant.person_id,
        "to": kept.delegate_id,
        "role": grant.role,
        "starts": kept.starts_on,
        "before": kept.ends_before,
        "basis": kept.basis,
    }
    return Entry("delegate_role", kept, grant.unit_id, after=after)


def _done_as(actor: Actor, grant: RoleGrant, today: date) -> str:
    """In which role the actor may settle delegations of the grant. Raises NotFound."""
    if actor.person == grant.person_id:
        return grant.role
    history = ground.current().history
    tree = tree_of(history, grant.unit_id, today)
    if not may(actor, Act.MANAGE_PEOPLE, grant.unit_id, tree):
        raise NotFound
    return require(actor, Act.MANAGE_PEOPLE, grant.unit_id, tree)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be chosen. unit: name of the first unit at which they hold a role."""

    pk: int
    office: str
    unit: str
    is_here: bool


def candidates(*, grant: RoleGrant, today: date, with_holder: bool = False) -> list[Candidate]:
    """Who may act in the role: people with a role today at its unit or below, nearest first. One statement."""
    history = ground.current().history
    tree = history.on(today)
    if grant.unit_id not in tree or (Role(grant.role) not in DELEGABLE and not with_holder):
        return []
    places = {unit: position for position, unit in enumerate(tree.below(grant.unit_id))}
    rows = RoleGrant.objects.filter(unit__in=places, person__is_active=True, starts_on__lte=today).exclude(
        ends_before__lte=today
    )
    found: dict[int, Candidate] = {}
    for one in sorted(
        rows.select_related("person"), key=lambda one: (places[one.unit_id], one.person.office)
    ):
        if with_holder or one.person_id != grant.person_id:
            here = one.unit_id == grant.unit_id
            found.setdefault(
                one.person_id, Candidate(one.person_id, one.person.office, tree.name(one.unit_id), here)
            )
    return list(found.values())


@transaction.atomic
def withdraw_delegation(*, actor: Actor, delegation_id: int, now: datetime) -> int:
    """Let a delegation end today: by its holder, its delegate or an administrator. Returns the holder's identity.

    Raises RuleBroken (over already), NotFound.
    """
    today = now.date()
    kept = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("grant")
        .filter(pk=delegation_id)
        .first()
    )
    if kept is None:
        raise NotFound
    role = "self" if actor.person == kept.delegate_id else _done_as(actor, kept.grant, today)
    if kept.ends_before <= today or kept.withdrawn_on is not None:
        raise RuleBroken(gettext_noop("Ủy quyền này đã hết hiệu lực từ trước."), field="delegation")
    kept.withdrawn_on = today
    kept.save(update_fields=["withdrawn_on"])
    entry = Entry("withdraw_delegation", kept, kept.grant.unit_id, after={"on": today})
    record(actor=actor, role=role, entries=[entry], at=now)
    return kept.grant.person_id


def grant_of(*, login: str, unit: str, role: Role, today: date) -> int:
    """The identity of the grant that a person holds today at a unit (code). Raises RuleBroken, UnknownUnit."""
    seat = ground.current().history.on(today).find(unit)
    grants = RoleGrant.objects.filter(
        person__username=login, unit_id=seat, role=role.value, starts_on__lte=today
    )
    found = grants.exclude(ends_before__lte=today).first()
    if found is None:
        raise RuleBroken(
            gettext_noop("«{login}» không giữ vai trò này tại đơn vị."), field="role", login=login
        )
    return found.pk
