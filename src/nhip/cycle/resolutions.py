"""A reorganisation on its way: prepared line by line, seen as it will be, applied on its day, undone or confirmed.

The preview is the act itself, rolled back: it tells what will happen because it happened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from nhip.apps.accounts.models import RoleGrant
from nhip.apps.audit.services import Entry, record
from nhip.apps.notices.services import settle
from nhip.apps.org import ground, snapshots
from nhip.apps.org import models as org
from nhip.apps.org import reorganising as reorg
from nhip.apps.org.facts import NewUnit
from nhip.apps.reports.models import Report
from nhip.apps.rollups.services import forget_units
from nhip.apps.tasks.models import Assignment, Extension
from nhip.core.access import Act, Actor, require
from nhip.core.errors import Conflict, NotFound, RuleBroken, RulesBroken, gettext_noop
from nhip.core.resolutions import (
    Kind,
    Line,
    ResolutionState,
    as_stored,
    check_lines,
    from_stored,
    meaning,
)
from nhip.core.successions import GoalTyped, goal_as_stored, goal_from_stored
from nhip.cycle.reorganising import Applied, People, mark_changed, reorganise
from nhip.cycle.successions import check_goals_typed, divided_goals

ORG_TABLES = (
    org.Unit,
    org.Placement,
    org.UnitName,
    org.UnitCode,
    org.DutyToReport,
    org.ReportingCalendar,
    org.Reorganisation,
    org.Reorganisation.dissolved.through,
    org.ReorganisationPart,
)
ORDER = (
    *(table._meta.label for table in ORG_TABLES),  # noqa: SLF001 - documented by Django
    "accounts.RoleGrant",
    "tasks.Assignment",
    "tasks.Extension",
)


@dataclass(frozen=True, slots=True)
class ResolutionDraft:
    """What a person writes. under: code of the unit whose administrators prepare it; version: of what was read."""

    under: str
    effective_on: date
    legal_basis: str
    note: str
    lines: Sequence[Line]
    moves_people: bool = True
    version: int = 0


@transaction.atomic
def save_resolution(*, actor: Actor, resolution_id: int | None, draft: ResolutionDraft, now: datetime) -> int:
    """Keep what was written, right or wrong: lines are checked when it is looked at and applied.

    Raises NotFound, NotAllowed, UnknownUnit, RuleBroken (no legal basis, out of hands), Conflict.
    """
    tree = ground.current().history.on(now.date())
    under = tree.find(draft.under)
    role = require(actor, Act.ARRANGE_UNITS, under, tree)
    if not draft.legal_basis.strip():
        raise RulesBroken(
            {
                "legal_basis": RuleBroken(
                    gettext_noop("Chưa ghi căn cứ: số, ngày, cơ quan ban hành nghị quyết."),
                    field="legal_basis",
                )
            }
        )
    row = org.Resolution(under_id=under) if resolution_id is None else _locked(resolution_id)
    if resolution_id is not None:
        require(actor, Act.ARRANGE_UNITS, row.under_id, tree)
        _check_state(row, ResolutionState.PREPARED)
        if row.version != draft.version:
            raise Conflict(
                gettext_noop("Đợt sắp xếp vừa được người khác sửa; mở lại trang để xem bản mới rồi sửa tiếp.")
            )
    before = None if resolution_id is None else _facts(row)
    row.effective_on, row.legal_basis, row.note = (
        draft.effective_on,
        draft.legal_basis.strip(),
        draft.note.strip(),
    )
    if row.lines != [as_stored(line) for line in draft.lines]:
        row.receivers = {}  # they were chosen among the heirs of other lines
        row.goals = []
    row.lines = [as_stored(line) for line in draft.lines]
    row.moves_people = draft.moves_people
    row.version += 1
    row.save()
    entry = Entry("save_resolution", row, row.under_id, before=before, after=_facts(row))
    record(actor=actor, role=role, entries=[entry], at=now)
    return row.pk


def _facts(row: org.Resolution) -> dict[str, object]:
    return {"effective_on": row.effective_on, "legal_basis": row.legal_basis, "lines": row.lines}


def _locked(resolution_id: int) -> org.Resolution:
    row = org.Resolution.objects.select_for_update().filter(pk=resolution_id).first()
    if row is None:
        raise NotFound
    return row


def _check_state(row: org.Resolution, *wanted: ResolutionState) -> None:
    if ResolutionState(row.state) not in wanted:
        raise RuleBroken(_OUT_OF_HANDS[ResolutionState(row.state)], field="state")


_OUT_OF_HANDS = {
    ResolutionState.PREPARED: gettext_noop("Đợt sắp xếp chưa áp dụng."),
    ResolutionState.APPLIED: gettext_noop(
        "Đợt sắp xếp đã áp dụng; hoàn tác trước rồi mới sửa hoặc áp dụng lại."
    ),
    ResolutionState.CONFIRMED: gettext_noop("Đợt sắp xếp đã xác nhận, không sửa hay hoàn tác được nữa."),
    ResolutionState.UNDONE: gettext_noop(
        "Đợt sắp xếp đã hoàn tác; chuẩn bị một đợt mới từ các dòng của đợt này."
    ),
}


@transaction.atomic
def choose_receivers(
    *, actor: Actor, resolution_id: int, receivers: Mapping[int, str], version: int, now: datetime
) -> None:
    """Say which heir takes which task, where it is not the one proposed; all that was chosen before is replaced.

    receivers: task -> code on the day. version: of what was read. It is tried at once, as the preview tries it.
    Raises NotFound, NotAllowed, RuleBroken (out of hands), RulesBroken keyed ``task-<number>``, Conflict.
    """
    row, role = _own(actor, resolution_id, now.date())
    _check_state(row, ResolutionState.PREPARED)
    if row.version != version:
        raise Conflict(
            gettext_noop("Đợt sắp xếp vừa được người khác sửa; mở lại trang để xem bản mới rồi sửa tiếp.")
        )
    before = {"receivers": row.receivers}
    row.receivers = {str(task): code.strip() for task, code in sorted(receivers.items())}
    row.version += 1
    with transaction.atomic():
        applied_and_remembered(actor, row, now)
        transaction.set_rollback(True)
    row.save(update_fields=["receivers", "version"])
    entry = Entry("choose_receivers", row, row.under_id, before=before, after={"receivers": row.receivers})
    record(actor=actor, role=role, entries=[entry], at=now)


@transaction.atomic
def choose_goals(
    *, actor: Actor, resolution_id: int, goals: Sequence[GoalTyped], version: int, now: datetime
) -> None:
    """Type over what heirs get of divided units' targets; all that was typed before is replaced, none: by the shares.

    Parts that are as the shares make them are not kept. It is tried at once, as the preview tries it.
    Raises NotFound, NotAllowed, RuleBroken (out of hands), RulesBroken by the target's row, Conflict.
    """
    row, role = _own(actor, resolution_id, now.date())
    _check_state(row, ResolutionState.PREPARED)
    if row.version != version:
        raise Conflict(
            gettext_noop("Đợt sắp xếp vừa được người khác sửa; mở lại trang để xem bản mới rồi sửa tiếp.")
        )
    before, row.goals = {"goals": _goals_told(goals_of(row))}, []
    by_shares: dict[str, GoalTyped] = {}
    with transaction.atomic():
        applied_and_remembered(actor, row, now)
        divided = divided_goals(sources_of(row), row.effective_on)
        check_goals_typed(goals, divided)
        by_shares = {one.key: one.typed for one in divided}
        transaction.set_rollback(True)
    row.goals = [goal_as_stored(one) for one in goals if by_shares[one.key].parts != one.parts]
    row.version += 1
    row.save(update_fields=["goals", "version"])
    entry = Entry(
        "choose_goals", row, row.under_id, before=before, after={"goals": _goals_told(goals_of(row))}
    )
    record(actor=actor, role=role, entries=[entry], at=now)


def _goals_told(goals: Sequence[GoalTyped]) -> str:
    """``A1 HO 2020: A7 62, A8 42; …``"""
    return "; ".join(
        f"{one.source} {one.indicator} {one.period}: "
        + ", ".join(f"{heir} {part}" for heir, part in one.parts.items())
        for one in goals
    )


def sources_of(row: org.Resolution) -> list[int]:
    """The units that the lines name, those that begin excepted."""
    eve = ground.current().history.on(row.effective_on - timedelta(days=1))
    known = dict.fromkeys(line.code for line in lines_of(row) if line.kind is not Kind.BEGIN)
    return [eve.find(code) for code in known if eve.bears(code)]


@transaction.atomic
def remove_resolution(*, actor: Actor, resolution_id: int, now: datetime) -> None:
    """Throw away a reorganisation that was not applied. Raises NotFound, NotAllowed, RuleBroken."""
    row, role = _own(actor, resolution_id, now.date())
    _check_state(row, ResolutionState.PREPARED)
    entry = Entry("remove_resolution", row, row.under_id, before=_facts(row))
    record(actor=actor, role=role, entries=[entry], at=now)
    row.delete()


def _own(actor: Actor, resolution_id: int, today: date) -> tuple[org.Resolution, str]:
    row = _locked(resolution_id)
    tree = ground.current().history.on(today)
    return row, require(actor, Act.ARRANGE_UNITS, row.under_id, tree)


def lines_of(row: org.Resolution) -> list[Line]:
    return [from_stored(stored) for stored in row.lines]


def change_of(row: org.Resolution) -> reorg.Change:
    """What the prepared lines say together. Raises RulesBroken keyed by line (``line-1`` …) or ``lines``."""
    lines = lines_of(row)
    refusals = check_lines(lines, ground.current().history, row.effective_on)
    if refusals:
        raise RulesBroken(
            {"lines" if index < 0 else f"line-{index + 1}": one for index, one in sorted(refusals.items())}
        )
    told = meaning(lines)
    return reorg.Change(
        effective_on=row.effective_on,
        legal_basis=row.legal_basis,
        note=row.note,
        parts=tuple(
            reorg.PartOfChange(one.source, one.target, one.share, one.basis, one.assumed)
            for one in told.parts
        ),
        begins=tuple(
            NewUnit(one.level, one.name, one.code, one.parent, row.effective_on, reports=one.reports)
            for one in told.begins
        ),
        new_codes=told.new_codes,
        renames=told.renames,
        moves=told.moves,
        dissolves=told.dissolves,
        goals=tuple(goals_of(row)),
    )


def goals_of(row: org.Resolution) -> list[GoalTyped]:
    """Parts of divided units' targets that were typed over."""
    return [goal_from_stored(one) for one in row.goals]


@transaction.atomic
def apply_resolution(*, actor: Actor, resolution_id: int, now: datetime) -> Applied:
    """Apply a prepared reorganisation, from its day on. Raises NotFound, NotAllowed, RulesBroken, RuleBroken."""
    row, _role = _own(actor, resolution_id, now.date())
    _check_state(row, ResolutionState.PREPARED)
    if now.date() < row.effective_on:
        raise RuleBroken(
            gettext_noop("Đợt sắp xếp có hiệu lực từ {on}; đến ngày đó mới áp dụng được."),
            field="effective_on",
            on=row.effective_on,
        )
    applied, undo = applied_and_remembered(actor, row, now)
    row.state, row.applied_at = ResolutionState.APPLIED.value, now
    row.event_id, row.undo = applied.event, undo
    row.save(update_fields=["state", "applied_at", "event", "undo"])
    return applied


def applied_and_remembered(
    actor: Actor, row: org.Resolution, now: datetime
) -> tuple[Applied, dict[str, object]]:
    """Apply the lines inside the caller's transaction; returns also what it takes to undo them."""
    change = change_of(row)
    eve = ground.current().history.on(date.fromordinal(row.effective_on.toordinal() - 1))
    ending = [eve.find(part.source) for part in change.parts if part.target is not None]
    ending += [eve.find(code) for code in change.dissolves]
    tasks = list(
        Assignment.objects.filter(unit__in=ending, ends_before=None).values_list("task_id", flat=True)
    )
    watched = [
        *(table.objects.all() for table in ORG_TABLES),
        RoleGrant.objects.filter(person__grants__unit__in=ending).distinct(),
        Assignment.objects.filter(task__in=tasks),
        Extension.objects.filter(assignment__task__in=tasks),
    ]
    before = snapshots.taken(watched)
    people = People.MOVE if row.moves_people else People.END
    applied = reorganise(actor=actor, change=change, now=now, people=people, receivers=row.receivers)
    goals = goals_of(row)
    if goals:  # what was given may have changed since they were typed
        check_goals_typed(goals, divided_goals(sources_of(row), row.effective_on))
    found = snapshots.difference(before, snapshots.taken(watched))
    return applied, {**found.as_json(), "units": sorted(applied.units)}


@transaction.atomic
def undo_resolution(*, actor: Actor, resolution_id: int, now: datetime) -> None:
    """Take an applied reorganisation back, until it is confirmed.

    Raises NotFound, NotAllowed, RuleBroken: not applied, confirmed, or something has happened since that would be lost.
    """
    row, role = _own(actor, resolution_id, now.date())
    _check_state(row, ResolutionState.APPLIED)
    ground.changed()
    undo = row.undo or {}
    found = snapshots.Difference.of_json(undo)
    created = [int(key) for key in found.created.get("org.Unit", {})]
    touched = frozenset(undo["units"])
    _check_nothing_since(row, found, created, touched)
    entry = Entry("undo_resolution", row, row.under_id, before={"event": row.event_id})
    record(actor=actor, role=role, entries=[entry], at=now)
    settle(subjects=[f"reorganisation:{row.event_id}"], now=now)
    row.state, row.event, row.undo = ResolutionState.UNDONE.value, None, None
    row.save(update_fields=["state", "event", "undo"])
    forget_units(units=created)
    snapshots.take_back(found, order=ORDER, first=["tasks.Extension"])
    tree = ground.fresh().history.on(row.effective_on)
    left = touched - set(created)
    above = {tree.parent(unit) for unit in left if unit in tree}
    mark_changed(
        units={*left, *(unit for unit in above if unit is not None)}, since=row.effective_on, now=now
    )


def _check_nothing_since(
    row: org.Resolution, found: snapshots.Difference, created: Sequence[int], touched: frozenset[int]
) -> None:
    """Raises RuleBroken where undoing would lose what people did since: reports first, then anything else."""
    since = row.applied_at
    reports = Report.objects.filter(unit__in=created) | Report.objects.filter(
        unit__in=touched, filed_at__gte=since
    )
    first = reports.order_by("filed_at", "pk").first()
    if first is not None:
        raise RuleBroken(
            gettext_noop(
                "Không hoàn tác được: «{unit}» đã có báo cáo tháng {month}/{year} sau khi áp dụng. "
                "Sai sót thì sửa bằng một đợt sắp xếp mới."
            ),
            field="state",
            unit=ground.current().history.name_then(first.unit_id, row.effective_on),
            month=first.month,
            year=str(first.year),
        )
    computed = ("rollups.",)  # what is computed of the new units is dropped with them
    others = [
        label for label in snapshots.pointing_at(org.Unit, created, found) if not label.startswith(computed)
    ]
    if others or snapshots.changed_since(found):
        raise RuleBroken(
            gettext_noop(
                "Không hoàn tác được: kế hoạch, nhiệm vụ, vai trò hoặc đơn vị liên quan đã thay đổi sau khi áp dụng. "
                "Sai sót thì sửa bằng một đợt sắp xếp mới."
            ),
            field="state",
        )


@transaction.atomic
def confirm_resolution(*, actor: Actor, resolution_id: int, now: datetime) -> None:
    """Let an applied reorganisation stand for good. Raises NotFound, NotAllowed, RuleBroken."""
    row, role = _own(actor, resolution_id, now.date())
    _check_state(row, ResolutionState.APPLIED)
    row.state, row.undo = ResolutionState.CONFIRMED.value, None
    row.save(update_fields=["state", "undo"])
    entry = Entry("confirm_resolution", row, row.under_id, after={"event": row.event_id})
    record(actor=actor, role=role, entries=[entry], at=now)
