"""What becomes of people's roles when their unit ends."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from nhip.apps.accounts.models import RoleGrant
from nhip.apps.audit.services import Entry, record
from nhip.core.access import Actor


@transaction.atomic
def pass_roles_on(
    *, actor: Actor, role: str, heirs: Mapping[int, int | None], on: date, moves: bool, now: datetime
) -> int:
    """Let the roles held at units that end on a day end with them. Returns how many there were.

    heirs: unit that ends -> the unit that answers for it, None for nobody; moves: whoever held a role holds the same
    at the heir from that day on.
    """
    entries, ended = [], 0
    open_grants = RoleGrant.objects.select_for_update().filter(unit__in=list(heirs), ends_before=None)
    for grant in open_grants.order_by("pk"):
        ended += 1
        heir = heirs[grant.unit_id]
        if grant.starts_on < on:
            grant.ends_before = on
            grant.save(update_fields=["ends_before"])
            facts = {"role": grant.role, "ends_before": on}
            entries.append(Entry("end_role", grant, grant.unit_id, after=facts))
        if moves and heir is not None and not _holds(grant, heir):
            new = RoleGrant.objects.create(
                person_id=grant.person_id, unit_id=heir, role=grant.role, starts_on=on
            )
            entries.append(Entry("grant_role", new, heir, after={"role": grant.role, "from": on}))
    record(actor=actor, role=role, entries=entries, at=now)
    return ended


def _holds(grant: RoleGrant, unit: int) -> bool:
    return RoleGrant.objects.filter(
        person=grant.person_id, unit=unit, role=grant.role, ends_before=None
    ).exists()
