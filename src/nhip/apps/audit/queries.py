"""Records as they stand; whom they may be shown to, and what their numbers mean, is for the floors above (cycle)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nhip.apps.audit.models import AuditRecord
from nhip.core.audit import Record

_FIELDS = tuple(Record.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records. units: None for all, those of no unit included; people: None for all, no number for the operator.

    since, until: business days, both included. act: "" for all.
    """

    units: frozenset[int] | None = None
    people: frozenset[int | None] | None = None
    since: date | None = None
    until: date | None = None
    act: str = ""


def journal(wanted: Wanted, *, first: int = 0, most: int) -> tuple[tuple[Record, ...], int]:
    """The wanted records from the ``first`` on, newest first, and how many there are in all. Two statements."""
    rows = _matching(wanted)
    page = rows.order_by("-sequence").values_list(*_FIELDS)[first : first + most]
    return tuple(Record(*row) for row in page), rows.count()


def _matching(wanted: Wanted) -> QuerySet[AuditRecord]:
    rows = AuditRecord.objects.all()
    if wanted.units is not None:
        rows = rows.filter(unit__in=wanted.units)
    if wanted.people is not None:
        named = Q(person__in=[one for one in wanted.people if one is not None])
        rows = rows.filter(named | Q(person=None) if None in wanted.people else named)
    if wanted.since is not None:
        rows = rows.filter(business_day__gte=wanted.since)
    if wanted.until is not None:
        rows = rows.filter(business_day__lte=wanted.until)
    return rows.filter(act=wanted.act) if wanted.act else rows


def records_on(objects: Mapping[str, Iterable[int]], *, most: int) -> tuple[Record, ...]:
    """The newest records on these objects (type -> identities), newest first. One statement."""
    return _newest(
        Q(
            *(
                Q(object_type=kind, object_id__in=[str(one) for one in identities])
                for kind, identities in objects.items()
            ),
            _connector=Q.OR,
        ),
        most,
    )


def records_of_plan(*, plan: int, tasks: Iterable[int], most: int) -> tuple[Record, ...]:
    """The newest records on a plan and its tasks, those taken out of it included. One statement."""
    return _newest(
        Q(object_type="plans.Plan", object_id=str(plan))
        | Q(object_type="tasks.Task", object_id__in=[str(one) for one in tasks])
        | Q(act="remove_task", before__plan=plan),
        most,
    )


def records_of_unit(*, unit: int, most: int) -> tuple[Record, ...]:
    """The newest records on a unit's own facts: name, code, place, duty, calendar. One statement."""
    return _newest(Q(unit=unit, object_type__startswith="org."), most)


def _newest(which: Q, most: int) -> tuple[Record, ...]:
    rows = AuditRecord.objects.filter(which).order_by("-sequence").values_list(*_FIELDS)[:most]
    return tuple(Record(*row) for row in rows)
