"""What the pages of a reorganisation show: what is prepared, and what it will do or did."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from nhip.apps.accounts.models import RoleGrant
from nhip.apps.org import ground
from nhip.apps.org import models as org
from nhip.apps.plans.models import Plan
from nhip.apps.reports.models import Report
from nhip.apps.tasks.models import Assignment, TaskFile
from nhip.core.access import Act, Actor, may, require
from nhip.core.errors import NhipError, NotAllowed, NotFound, RulesBroken
from nhip.core.plans import PlanState
from nhip.core.reporting import EDITABLE
from nhip.core.resolutions import Line, ResolutionState
from nhip.core.tasks import Part
from nhip.core.units import TERRITORIAL, History, Level, UnitLine
from nhip.cycle.resolutions import applied_and_remembered, lines_of, sources_of
from nhip.cycle.successions import (
    Succession,
    open_tasks,
    receivers_of,
    succession,
    tasks_passed_on,
)


@dataclass(frozen=True, slots=True)
class Heir:
    """share of 1 and its basis; assumed: the share is not established."""

    unit: UnitLine
    share: Decimal
    basis: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a unit, and of what it has in hand. heirs: empty where it is dissolved or only renamed or moved.

    open_parts: of open tasks, passed on to ``answers``; done_tasks: stay; drafts: months whose report is not filed yet;
    people: offices with a role there.
    """

    before: UnitLine
    after: UnitLine | None
    parent_before: str
    parent_after: str
    heirs: tuple[Heir, ...]
    answers: str
    plan: PlanState | None
    open_parts: int
    done_tasks: int
    drafts: tuple[int, ...]
    files: int
    people: tuple[str, ...]

    @property
    def is_dissolved(self) -> bool:
        return self.after is None and not self.heirs

    @property
    def is_moved(self) -> bool:
        return self.after is not None and self.parent_before != self.parent_after


@dataclass(frozen=True, slots=True)
class Count:
    """How many units of a level stand under a unit on the eve and on the day."""

    unit: UnitLine
    level: Level
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What applying does. parts, roles: how many are passed on; begun: units that begin."""

    fates: tuple[Fate, ...]
    begun: tuple[UnitLine, ...]
    counts: tuple[Count, ...]
    parts: int
    roles: int
    moved: Succession


@dataclass(frozen=True, slots=True)
class ResolutionPage:
    """refusals: what stands in the way, keyed by ``line-1`` … or ``lines``; preview None where something does."""

    id: int
    under: UnitLine
    effective_on: date
    legal_basis: str
    note: str
    lines: tuple[Line, ...]
    moves_people: bool
    version: int
    state: ResolutionState
    applied_at: datetime | None
    preview: Preview | None
    refusals: dict[str, NhipError]
    may_apply: bool


@dataclass(frozen=True, slots=True)
class ResolutionLine:
    id: int
    under: str
    effective_on: date
    legal_basis: str
    lines: int
    state: ResolutionState


def resolution_list(*, actor: Actor, today: date) -> tuple[ResolutionLine, ...]:
    """Reorganisations that the reader may prepare, the newest first. Two statements. Raises NotAllowed for nobody's."""
    tree = ground.current().history.on(today)
    if not may_arrange(actor=actor, today=today):
        raise NotAllowed
    return tuple(
        ResolutionLine(
            row.pk,
            ground.current().history.name_then(row.under_id, today),
            row.effective_on,
            row.legal_basis,
            len(row.lines),
            ResolutionState(row.state),
        )
        for row in org.Resolution.objects.order_by("-effective_on", "-pk")
        if may(actor, Act.ARRANGE_UNITS, row.under_id, tree)
    )


def may_arrange(*, actor: Actor, today: date) -> bool:
    """Whether the reader may prepare any reorganisation."""
    tree = ground.current().history.on(today)
    return actor.is_operator or any(may(actor, Act.ARRANGE_UNITS, unit, tree) for unit in actor.units)


def seats(*, actor: Actor, today: date) -> tuple[UnitLine, ...]:
    """Units whose reorganisation the reader may prepare, the highest first. Raises NotAllowed where there is none."""
    tree = ground.current().history.on(today)
    if actor.is_operator:
        found = [unit for unit in tree if tree.level(unit) in TERRITORIAL]
    else:
        found = [unit for unit in actor.units if unit in tree and may(actor, Act.ARRANGE_UNITS, unit, tree)]
    if not found:
        raise NotAllowed
    return tuple(tree.line(unit) for unit in sorted(found, key=tree.depth))


def known_units(*, actor: Actor, today: date) -> tuple[UnitLine, ...]:
    """The units that the reader may arrange, to choose codes from."""
    tree = ground.current().history.on(today)
    return tuple(tree.line(unit) for unit in tree if may(actor, Act.ARRANGE_UNITS, unit, tree))


def resolution_page(*, actor: Actor, resolution_id: int, now: datetime) -> ResolutionPage:
    """A reorganisation with what it will do, or did. Raises NotFound, NotAllowed."""
    row = org.Resolution.objects.filter(pk=resolution_id).first()
    if row is None:
        raise NotFound
    today = now.date()
    history = ground.current().history
    require(actor, Act.ARRANGE_UNITS, row.under_id, history.on(today))
    state = ResolutionState(row.state)
    preview, refusals = None, dict[str, NhipError]()
    if state is ResolutionState.PREPARED:
        preview, refusals = _tried(actor, row, now)
    elif state is not ResolutionState.UNDONE:
        preview = _told(row, row.event_id, _moved_since(row), parts=0, roles=0)
    return ResolutionPage(
        id=row.pk,
        under=history.line_then(row.under_id, today),
        effective_on=row.effective_on,
        legal_basis=row.legal_basis,
        note=row.note,
        lines=tuple(lines_of(row)),
        moves_people=row.moves_people,
        version=row.version,
        state=state,
        applied_at=row.applied_at,
        preview=preview,
        refusals=refusals,
        may_apply=preview is not None and state is ResolutionState.PREPARED and today >= row.effective_on,
    )


def _tried(actor: Actor, row: org.Resolution, now: datetime) -> tuple[Preview | None, dict[str, NhipError]]:
    """Apply it, look, and take everything back: the preview is what happened."""
    try:
        with transaction.atomic():
            in_hand, sources = _in_hand(row), sources_of(row)
            tasks = open_tasks(sources)
            applied, _undo = applied_and_remembered(actor, row, now)
            receiving = receivers_of(tasks, row.receivers, row.effective_on)
            moved = succession(tasks, sources, receiving, applied.event, row.effective_on)
            preview = _told(
                row, applied.event, moved, parts=applied.parts, roles=applied.roles, in_hand=in_hand
            )
            transaction.set_rollback(True)
    except RulesBroken as broken:
        return None, dict(broken.refusals)
    except NhipError as refusal:
        return None, {"lines": refusal}
    return preview, {}


def _moved_since(row: org.Resolution) -> Succession:
    """What was passed on when it was applied."""
    sources = sources_of(row)
    passed = tasks_passed_on(sources, row.effective_on)
    receiving = {one.task: heir for one, heir in passed}
    tasks = [one for one, _heir in passed]
    return succession(tasks, sources, receiving, row.event_id, row.effective_on)


@dataclass(frozen=True, slots=True)
class _InHand:
    """What units have in hand before the act, by unit."""

    open_parts: Counter[int]
    done: Counter[int]
    plans: dict[int, PlanState]
    drafts: dict[int, list[int]]
    files: Counter[int]
    people: dict[int, list[str]]


def _in_hand(row: org.Resolution) -> _InHand:
    units = sources_of(row)
    year = row.effective_on.year
    parts = Assignment.objects.filter(unit__in=units, ends_before=None)
    led = parts.filter(part=Part.LEAD.value)
    drafts: dict[int, list[int]] = {}
    open_reports = Report.objects.filter(
        unit__in=units, year=year, state__in=[state.value for state in EDITABLE]
    ).order_by("month")
    for unit, month in open_reports.values_list("unit_id", "month"):
        drafts.setdefault(unit, []).append(month)
    people: dict[int, list[str]] = {}
    for unit, office in (
        RoleGrant.objects.filter(unit__in=units, ends_before=None)
        .order_by("person__office")
        .values_list("unit_id", "person__office")
    ):
        people.setdefault(unit, []).append(office)
    files = TaskFile.objects.filter(task__assignments__in=led, task__completed_on=None)
    return _InHand(
        Counter(parts.filter(task__completed_on=None).values_list("unit_id", flat=True)),
        Counter(led.exclude(task__completed_on=None).values_list("unit_id", flat=True)),
        {
            unit: PlanState(state)
            for unit, state in Plan.objects.filter(unit__in=units, year=year).values_list("unit_id", "state")
        },
        drafts,
        Counter(files.values_list("task__assignments__unit_id", flat=True)),
        people,
    )


def _told(
    row: org.Resolution,
    event: int | None,
    moved: Succession,
    *,
    parts: int,
    roles: int,
    in_hand: _InHand | None = None,
) -> Preview:
    history = ground.current().history
    day = row.effective_on
    eve, after = history.on(day - timedelta(days=1)), history.on(day)
    named = sources_of(row)
    ways: dict[int, list[Heir]] = {}
    for part in org.ReorganisationPart.objects.filter(reorganisation=event).order_by("order"):
        heir = Heir(history.line_then(part.target_id, day), part.share, part.basis, part.assumed)
        ways.setdefault(part.source_id, []).append(heir)
    held = in_hand or _InHand(Counter(), Counter(), {}, {}, Counter(), {})
    fates = tuple(_fate(history, unit, day, tuple(ways.get(unit, ())), held) for unit in named)
    begun = sorted(
        (unit for unit in after if unit not in eve), key=lambda one: history.sort_key_then(one, day)
    )
    return Preview(
        fates=fates,
        begun=tuple(after.line(unit) for unit in begun),
        counts=_counts(history, {*named, *begun}, day),
        parts=parts,
        roles=roles,
        moved=moved,
    )


def _fate(history: History, unit: int, day: date, heirs: tuple[Heir, ...], held: _InHand) -> Fate:
    eve, after = history.on(day - timedelta(days=1)), history.on(day)
    stands = unit in after
    above = eve.parent(unit)
    answers = history.main_successor(unit, day) or above
    parent_after = after.parent(unit) if stands else None
    return Fate(
        before=eve.line(unit),
        after=after.line(unit) if stands else None,
        parent_before="" if above is None else eve.name(above),
        parent_after="" if parent_after is None else after.name(parent_after),
        heirs=heirs,
        answers="" if answers is None or stands else history.name_then(answers, day),
        plan=held.plans.get(unit),
        open_parts=0 if stands else held.open_parts[unit],
        done_tasks=held.done[unit],
        drafts=tuple(held.drafts.get(unit, ())),
        files=held.files[unit],
        people=() if stands else tuple(held.people.get(unit, ())),
    )


def _counts(history: History, touched: Iterable[int], day: date) -> tuple[Count, ...]:
    """Of each territorial unit above what is touched: how many lowest units stand below it, then and now."""
    eve, after = history.on(day - timedelta(days=1)), history.on(day)
    above = {
        one
        for tree in (eve, after)
        for unit in touched
        if unit in tree
        for one in tree.ancestors(unit)
        if tree.level(one) in TERRITORIAL and tree.level(one) is not Level.NATION
    }
    counts = []
    for unit in sorted(above, key=lambda one: _place(history, one, day)):
        levels = [
            [tree.level(one) for one in tree.below(unit)] if unit in tree else [] for tree in (eve, after)
        ]
        level = next((one for one in reversed(TERRITORIAL) if one in levels[0] or one in levels[1]), None)
        if level is not None and level is not history.levels[unit]:
            line = history.line_then(unit, day)
            counts.append(Count(line, level, levels[0].count(level), levels[1].count(level)))
    return tuple(counts)


def _place(history: History, unit: int, day: date) -> tuple[int, str]:
    """Higher units first, then by name."""
    tree = history.on(day)
    return tree.depth(unit) if unit in tree else 0, history.sort_key_then(unit, day)
