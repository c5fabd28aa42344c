"""Plans read from workbooks and written to them: what fell over is shown to administrators until it is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from nhip.apps.duties.services import forget_failure, watched
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year
from nhip.core.access import Actor
from nhip.core.duties import WorkName
from nhip.cycle.plan_files import OpenedFile
from nhip.cycle.plan_importing import PlanImport, import_plan
from nhip.cycle.plan_workbooks import plan_workbook


@contextmanager
def watched_plan(work: WorkName, *, code: str, year: int, now: datetime) -> Iterator[None]:
    """Around what is done with the plan of a unit that stands; of another there is nothing to try again."""
    subject = _subject(code, year, now)
    if subject is None:
        yield
        return
    with watched(work=work, subject=subject, now=now):
        yield


def settle_import(*, code: str, year: int, now: datetime) -> None:
    """The workbook was thrown away: nobody has to try it again."""
    subject = _subject(code, year, now)
    if subject is not None:
        forget_failure(work=WorkName.PLAN_IMPORT, subject=subject)


def _subject(code: str, year: int, now: datetime) -> str | None:
    tree = ground.current().history.on(day_for_year(year, now.date()))
    return f"plan:{tree.find(code)}:{year}" if tree.bears(code) else None


def export_workbook(*, actor: Actor, code: str, year: int, now: datetime) -> bytes:
    """The plan as a workbook. Raises UnknownUnit, NotAllowed."""
    with watched_plan(WorkName.PLAN_EXPORT, code=code, year=year, now=now):
        return plan_workbook(actor=actor, code=code, year=year, today=now.date())


def import_workbook(*, actor: Actor, file: OpenedFile, code: str, year: int, now: datetime) -> PlanImport:
    """Store what the workbook says, as ``import_plan`` does, and raises."""
    with watched_plan(WorkName.PLAN_IMPORT, code=code, year=year, now=now):
        return import_plan(actor=actor, file=file, code=code, year=year, now=now)
