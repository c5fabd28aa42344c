"""A plan out of a workbook into the database: what would change, and then all of it or nothing.

Importing the same file again changes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year, visible_ancestors
from nhip.apps.plans.services import locked_plan
from nhip.apps.plans.uploads import record_import
from nhip.apps.programmes.queries import programmes_in
from nhip.core.access import Act, Actor
from nhip.core.errors import Conflict, RuleBroken, gettext_noop
from nhip.core.plan_checks import Finding, Severity, has_errors
from nhip.core.plan_imports import Changes, Known, Stored, Wanted, changes
from nhip.core.units import UnitLine
from nhip.core.vietnamese import normalised, without_marks
from nhip.cycle.in_hand import facts_of, in_hand
from nhip.cycle.plan_files import OpenedFile, check_file, unit_said, year_said
from nhip.cycle.planning import TaskForm, remove_from_hand, save_tasks
from nhip.cycle.seats import Seat, leads, nameable, seat_of


@dataclass(frozen=True, slots=True)
class PlanImport:
    """What an import does, or would do. findings: of the rules, and KH002 for cells that a plan cannot hold.

    version: of what is in hand and was compared with. unit_names, programmes: of those that the changes speak of.
    """

    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    year: int
    version: int
    findings: tuple[Finding, ...]
    changes: Changes
    file_name: str
    unit_names: Mapping[int, str]
    programmes: Mapping[int, str]

    @property
    def is_good(self) -> bool:
        return not has_errors(self.findings)


def whose(*, file: OpenedFile, code: str | None, year: int | None, today: date) -> tuple[str, int]:
    """Code of the unit and the year whose plan a file is: as given, else as its title block says.

    Raises RuleBroken where neither says it.
    """
    if file.refusal is not None and code is None:
        raise file.refusal
    of = year or year_said(file, today)
    unit = None if code is not None else unit_said(file, of, today)
    if code is not None:
        return code, of
    if unit is None:
        raise RuleBroken(
            gettext_noop(
                "Phần đầu của tệp không nói kế hoạch của đơn vị nào; ghi dòng «Đơn vị: …» hoặc chọn đơn vị."
            ),
            field="unit",
        )
    return ground.current().history.code_then(unit, day_for_year(of, today)), of


def preview_import(*, actor: Actor, file: OpenedFile, code: str, year: int, now: datetime) -> PlanImport:
    """What importing the workbook would change. Raises RuleBroken (plan out of hands), UnknownUnit, NotAllowed."""
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    held = in_hand(unit=seat.unit, year=year)
    held.check_editable()
    history = ground.current().history
    stored = held.tasks(now.date())
    told = check_file(actor=actor, file=file, code=code, year=year, today=now.date())
    found = Changes()
    if told.read is not None and not has_errors(told.findings):
        found = changes(told.read, [Stored(one.id, facts_of(one)) for one in stored], _known(seat, year))
    facts = [*found.before_and_after()]
    named = {unit for one in facts for unit in (one.lead, *one.coordinating)}
    return PlanImport(
        unit=seat.tree.line(seat.unit),
        ancestors=visible_ancestors(actor, seat.unit, seat.tree),
        year=year,
        version=held.version,
        findings=(*_refused(found), *told.findings),
        changes=found,
        file_name=file.name,
        unit_names={unit: history.name_then(unit, now.date()) for unit in named},
        programmes={one.id: one.name for one in programmes_in(year)} if facts else {},
    )


def _refused(found: Changes) -> Iterator[Finding]:
    for one in found.refusals:
        yield Finding("KH002", Severity.ERROR, one.where, one.task, one.why.sentence, _MEND, one.why.places)
    for where, task, group in found.groups:
        yield Finding("KH003", Severity.NOTE, where, task, _GROUP_SENTENCE, _GROUP_MEND, {"unit": group})


_MEND = gettext_noop("Sửa ô này rồi nhập lại.")
_GROUP_SENTENCE = gettext_noop("«{unit}» không phải một đơn vị, nên không ghi vào các đơn vị phối hợp.")
_GROUP_MEND = gettext_noop("Ghi tên từng đơn vị nếu cần họ nhận phần việc.")


def _known(seat: Seat, year: int) -> Known:
    words = {}
    for one in programmes_in(year):
        words[_folded(one.name)] = words[_folded(one.code)] = one.id
    may_lead, may_coordinate = frozenset(leads(seat)), frozenset(nameable(seat))
    return Known(
        year,
        lambda text: words.get(_folded(text)),
        lambda unit: unit in may_lead,
        lambda unit: unit in may_coordinate,
    )


def _folded(text: str) -> str:
    return without_marks(normalised(text))


@transaction.atomic
def import_plan(
    *, actor: Actor, file: OpenedFile, code: str, year: int, now: datetime, version: int | None = None
) -> PlanImport:
    """Store what the workbook says, all of it or, with an error in it, nothing. Returns what was done.

    version: of the plan that the person saw the changes to; Conflict where it has changed since.
    Raises RuleBroken (plan out of hands, a task that a report speaks of), Conflict, UnknownUnit, NotAllowed.
    """
    told = preview_import(actor=actor, file=file, code=code, year=year, now=now)
    if version is not None and told.version != version:
        raise Conflict(
            gettext_noop("Kế hoạch đã thay đổi từ lúc xem trước; chưa nhập gì, hãy xem lại các thay đổi.")
        )
    if not told.is_good:
        return told
    seat = seat_of(actor, Act.EDIT_PLAN, code, year, now.date())
    for removed in told.changes.removed:
        remove_from_hand(actor=actor, code=code, year=year, task_id=removed.id, now=now)
    found = told.changes
    if found.is_nothing:
        return told
    forms: list[tuple[int | None, Wanted]] = [(one.before.id, one.after) for one in found.changed]
    forms += [(None, one) for one in found.added]
    save_tasks(
        actor=actor, code=code, year=year, forms=((task, _form(seat, one)) for task, one in forms), now=now
    )
    record_import(
        actor=actor,
        role=seat.role,
        plan=locked_plan(unit=seat.unit, year=year),
        file_name=file.name,
        counts={"added": len(found.added), "changed": len(found.changed), "removed": len(found.removed)},
        now=now,
    )
    return told


def _form(seat: Seat, one: Wanted) -> TaskForm:
    return TaskForm(
        draft=one.draft,
        lead=seat.tree.code(one.facts.lead),
        coordinating=tuple(map(seat.tree.code, one.coordinating)),
        programme_id=one.facts.programme,
        kind=one.facts.kind,
    )
