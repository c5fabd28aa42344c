from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from nhip.apps.audit.context import request_id
from nhip.apps.audit.models import AuditRecord
from nhip.core.access import Actor
from nhip.rows import insert_objects

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One act to record. on: the stored object; unit: identity of the unit it belongs to."""

    act: str
    on: models.Model
    unit: int | None = None
    before: Facts | None = None
    after: Facts | None = None


def record(*, actor: Actor, role: str, entries: Iterable[Entry], at: datetime) -> None:
    """Write the records of one service call; call it inside the act's transaction. at: business time."""
    records = [
        AuditRecord(
            person=actor.person,
            person_name=actor.name,
            role=role,
            act=entry.act,
            object_type=f"{type(entry.on).__module__.split('.')[-2]}.{type(entry.on).__name__}",
            object_id=str(entry.on.pk),
            unit=entry.unit,
            before=None if entry.before is None else dict(entry.before),
            after=None if entry.after is None else dict(entry.after),
            request_id=request_id.get(),
            business_day=at.date(),
        )
        for entry in entries
    ]
    insert_objects(records)
