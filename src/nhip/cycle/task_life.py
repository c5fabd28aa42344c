"""What happens to a task, with all that follows: figures of the months from then on, units that may be named."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from nhip.apps.files.services import Sent
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year
from nhip.apps.rollups.services import mark_dirty
from nhip.apps.tasks.life import halts, parts, sharing
from nhip.apps.tasks.life.parts import StepTaken
from nhip.apps.tasks.life.talk import attach_file, require_attachable
from nhip.apps.tasks.queries import one_task
from nhip.core.access import Act, Actor, require
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.tasks import HaltKind
from nhip.cycle.seats import Seat, nameable


@transaction.atomic
def ask_unit(*, actor: Actor, task_id: int, code: str, draft: sharing.PartDraft, now: datetime) -> int:
    """Ask a further unit to coordinate in a task. Returns the part's identity.

    Raises NotFound, NotAllowed, UnknownUnit, RuleBroken (out of reach, has a part already, due day).
    """
    task = one_task(task_id=task_id, today=now.date())
    require(actor, Act.HANDLE_TASK, task.lead_id, ground.current().history.on(now.date()))
    tree = ground.current().history.on(day_for_year(task.year, now.date()))
    unit = tree.find(code)
    if task.lead_id not in tree or unit not in nameable(Seat(task.lead_id, tree, "")):
        raise RuleBroken(
            gettext_noop("«{unit}» không giao được trong kế hoạch này: ngoài phạm vi của đơn vị."),
            field="unit",
            unit=tree.name(unit),
        )
    return sharing.add_part(actor=actor, task_id=task_id, unit=unit, draft=draft, now=now)


@transaction.atomic
def take_step(
    *,
    actor: Actor,
    task_id: int,
    part_id: int,
    taken: StepTaken,
    evidence: Sequence[Sent] = (),
    now: datetime,
) -> None:
    """Take a step in the life of a part, with the files that prove it; all of it or nothing.

    Raises NotFound, NotAllowed, RuleBroken.
    """
    for sent in evidence:
        attach_file(actor=actor, task_id=task_id, part_id=part_id, sent=sent, now=now)
    parts.take_step(actor=actor, task_id=task_id, part_id=part_id, taken=taken, now=now)


@transaction.atomic
def attach_files(
    *, actor: Actor, task_id: int, part_id: int | None, files: Sequence[Sent], now: datetime
) -> None:
    """Attach several files; all of them or none. Raises NotFound, NotAllowed, RuleBroken (none chosen)."""
    if not files:
        require_attachable(actor=actor, task_id=task_id, part_id=part_id, today=now.date())
        raise RuleBroken(gettext_noop("Chưa chọn tệp nào."), field="file")
    for sent in files:
        attach_file(actor=actor, task_id=task_id, part_id=part_id, sent=sent, now=now)


@transaction.atomic
def halt_task(*, actor: Actor, task_id: int, kind: HaltKind, reason: str, now: datetime) -> None:
    """Pause or cancel a task; it leaves the figures of the months that close from today on.

    Raises NotFound, NotAllowed, RuleBroken.
    """
    units = halts.halt_task(actor=actor, task_id=task_id, kind=kind, reason=reason, now=now)
    _mark(units, now.date(), now)


@transaction.atomic
def resume_task(*, actor: Actor, task_id: int, now: datetime) -> None:
    """Take a halted task up again. Raises NotFound, NotAllowed, RuleBroken."""
    units, since = halts.resume_task(actor=actor, task_id=task_id, now=now)
    _mark(units, since, now)


def _mark(units: frozenset[int], since: date, now: datetime) -> None:
    mark_dirty(units=units, years=[since.year], now=now)
