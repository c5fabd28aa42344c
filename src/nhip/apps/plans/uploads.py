"""Workbooks of plans that wait to be confirmed, in the database and never with the browser; and imports, told of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.plans.models import Plan, PlanUpload
from nhip.core.access import Actor
from nhip.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept workbook."""

    file_name: str
    content: bytes


@transaction.atomic
def keep_upload(
    *, actor: Actor, role: str, unit: int, year: int, upload: Upload, now: datetime, moment: datetime
) -> None:
    """Keep a workbook until it is confirmed; an older one of the same person goes. Raises NotAllowed (no account)."""
    if actor.person is None:
        raise NotAllowed
    PlanUpload.objects.filter(person=actor.person).delete()
    kept = PlanUpload.objects.create(
        person_id=actor.person,
        unit_id=unit,
        year=year,
        file_name=upload.file_name[:200],
        content=upload.content,
        uploaded_at=moment,
    )
    after = {"file": kept.file_name, "bytes": len(upload.content), "year": year}
    record(actor=actor, role=role, entries=[Entry("upload_plan", kept, unit, after=after)], at=now)


def kept_upload(*, actor: Actor, unit: int, year: int) -> Upload | None:
    """What the person has sent for the unit's plan and not confirmed yet. One statement."""
    found = PlanUpload.objects.filter(person=actor.person, unit=unit, year=year).first()
    return None if found is None else Upload(found.file_name, bytes(found.content))


@transaction.atomic
def drop_upload(*, actor: Actor, role: str, unit: int, year: int, now: datetime) -> None:
    """Throw the person's upload away, where there is one."""
    found = PlanUpload.objects.filter(person=actor.person, unit=unit, year=year).first()
    if found is not None:
        entry = Entry("drop_upload_of_plan", found, unit, before={"file": found.file_name})
        record(actor=actor, role=role, entries=[entry], at=now)
        found.delete()


@transaction.atomic
def record_import(
    *, actor: Actor, role: str, plan: Plan, file_name: str, counts: Mapping[str, int], now: datetime
) -> None:
    """Tell in the plan's history that its tasks came out of a file; each task tells its own change."""
    after = {"file": file_name[:200], **counts}
    record(actor=actor, role=role, entries=[Entry("import_plan", plan, plan.unit_id, after=after)], at=now)
