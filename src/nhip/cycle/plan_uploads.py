"""A workbook of a plan sent through a page: shown what it would change, kept until that is confirmed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nhip.apps.org.queries import visible_ancestors
from nhip.apps.plans import uploads
from nhip.apps.plans.uploads import Upload
from nhip.core.access import Act, Actor
from nhip.core.duties import WorkName
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.units import UnitLine
from nhip.cycle.in_hand import in_hand
from nhip.cycle.plan_files import open_file
from nhip.cycle.plan_importing import PlanImport, import_plan, preview_import
from nhip.cycle.plan_work import settle_import, watched_plan
from nhip.cycle.seats import seat_of

LARGEST = 5 * 2**20


@dataclass(frozen=True, slots=True)
class UploadPage:
    """refusal: why the plan takes no file now."""

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    refusal: RuleBroken | None


def upload_page(*, actor: Actor, code: str, year: int, today: date) -> UploadPage:
    """Three statements. Raises UnknownUnit, NotAllowed."""
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, today)
    refusal = None
    try:
        in_hand(unit=seat.unit, year=year).check_editable()
    except RuleBroken as why:
        refusal = why
    return UploadPage(
        seat.tree.line(seat.unit), visible_ancestors(actor, seat.unit, seat.tree), year, refusal
    )


def send_plan(
    *, actor: Actor, code: str, year: int, file_name: str, content: bytes, now: datetime, moment: datetime
) -> PlanImport:
    """What the workbook would change; kept until confirmed where nothing in it is wrong.

    Raises RuleBroken (no file, too large, plan out of hands), UnknownUnit, NotAllowed.
    """
    with watched_plan(WorkName.PLAN_IMPORT, code=code, year=year, now=now):
        return _send(actor, code, year, Upload(file_name, content), now, moment)


@transaction.atomic
def _send(actor: Actor, code: str, year: int, upload: Upload, now: datetime, moment: datetime) -> PlanImport:
    content = upload.content
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    if not content:
        raise RuleBroken(gettext_noop("Chưa chọn tệp, hoặc tệp trống."), field="file")
    if len(content) > LARGEST:
        raise RuleBroken(
            gettext_noop("Tệp lớn hơn {most} MB; tách thành nhiều tệp."), field="file", most=LARGEST // 2**20
        )
    told = preview_import(
        actor=actor, file=open_file(upload.file_name, content), code=code, year=year, now=now
    )
    if told.is_good:
        uploads.keep_upload(
            actor=actor,
            role=seat.role,
            unit=seat.unit,
            year=year,
            upload=upload,
            now=now,
            moment=moment,
        )
    return told


def sent_plan(*, actor: Actor, code: str, year: int, now: datetime) -> PlanImport | None:
    """What confirming would change now; None where nothing waits. Raises RuleBroken, UnknownUnit, NotAllowed."""
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    kept = uploads.kept_upload(actor=actor, unit=seat.unit, year=year)
    if kept is None:
        return None
    file = open_file(kept.file_name, kept.content)
    return preview_import(actor=actor, file=file, code=code, year=year, now=now)


def confirm_plan(*, actor: Actor, code: str, year: int, version: int, now: datetime) -> PlanImport | None:
    """Read and check the kept workbook anew, store all of it, and throw it away. None where nothing waits.

    version: of the plan that the person saw the changes to.
    Raises RuleBroken (plan out of hands, a task that a report speaks of), Conflict, UnknownUnit, NotAllowed.
    """
    with watched_plan(WorkName.PLAN_IMPORT, code=code, year=year, now=now):
        return _confirm(actor, code, year, version, now)


@transaction.atomic
def _confirm(actor: Actor, code: str, year: int, version: int, now: datetime) -> PlanImport | None:
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    kept = uploads.kept_upload(actor=actor, unit=seat.unit, year=year)
    if kept is None:
        return None
    told = import_plan(
        actor=actor,
        file=open_file(kept.file_name, kept.content),
        code=code,
        year=year,
        now=now,
        version=version,
    )
    if told.is_good:
        uploads.drop_upload(actor=actor, role=seat.role, unit=seat.unit, year=year, now=now)
    return told


@transaction.atomic
def drop_plan(*, actor: Actor, code: str, year: int, now: datetime) -> None:
    """Throw the workbook away that waits. Raises UnknownUnit, NotAllowed."""
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    settle_import(code=code, year=year, now=now)
    uploads.drop_upload(actor=actor, role=seat.role, unit=seat.unit, year=year, now=now)
