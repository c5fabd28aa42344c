"""What the pages of programmes and policies show: the law for everybody, figures of the units that the reader sees."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year, highest_unit
from nhip.apps.programmes.models import BeneficiaryCount, Programme
from nhip.apps.tasks.models import Assignment
from nhip.core.access import Act, Actor, may
from nhip.core.errors import NotAllowed, NotFound
from nhip.core.periods import Month
from nhip.core.plans import COUNTED
from nhip.core.programmes import FundingKind, in_force
from nhip.core.tasks import Part
from nhip.core.units import History, Tree, UnitLine


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """tasks, budget: of the year, of the units that the reader sees; million đồng."""

    code: str
    name: str
    legal_basis: str
    starts_on: date
    ends_before: date | None
    is_in_force: bool
    tasks: int
    done: int
    budget: Decimal


@dataclass(frozen=True, slots=True)
class ActRow:
    number: str
    issued_on: date
    issuer: str
    about: str
    starts_on: date
    ends_before: date | None
    superseded_by: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class FundingRow:
    kind: FundingKind
    note: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class KindCount:
    """number: None where nobody counted."""

    name: str
    number: int | None


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What one unit (with those below it) does for the programme in the year."""

    unit: UnitLine
    tasks: int
    done: int
    overdue: int
    budget: Decimal
    beneficiaries: tuple[KindCount, ...]


@dataclass(frozen=True, slots=True)
class KindOfBeneficiary:
    """total: None where nobody counted; own: what the reader's own unit counts, None where it said nothing."""

    id: int
    name: str
    total: int | None
    own: int | None


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """shares: one row for each unit directly under the reader's (itself first where it has tasks of its own)."""

    code: str
    name: str
    applies_to: str
    starts_on: date
    ends_before: date | None
    year: int
    years: tuple[int, ...]
    acts: tuple[ActRow, ...]
    components: tuple[str, ...]
    funding: tuple[FundingRow, ...]
    kinds: tuple[KindOfBeneficiary, ...]
    shares: tuple[UnitShare, ...]
    total: UnitShare
    may_count: bool


@dataclass(frozen=True, slots=True)
class _Led:
    """A task that counts, with the unit that leads it now or led it to its end."""

    programme: int
    unit: int
    done: bool
    overdue: bool
    budget: Decimal


def _led(year: int, today: date, programme: int | None = None) -> list[_Led]:
    """Tasks of plans once submitted, and outside plans. One statement."""
    counted = Q(task__plan=None) | Q(task__plan__state__in=[state.value for state in COUNTED])
    rows = Assignment.objects.filter(
        counted, part=Part.LEAD.value, ends_before=None, task__year=year
    ).exclude(task__programme=None)
    if programme is not None:
        rows = rows.filter(task__programme=programme)
    found = []
    for unit, belongs, done, deadline, budget in rows.values_list(
        "unit_id", "task__programme_id", "task__completed_on", "task__deadline", "task__budget"
    ):
        late = done is None and deadline is not None and deadline < today
        found.append(_Led(belongs, unit, done is not None, late, budget or Decimal(0)))
    return found


def _place(history: History, tree: Tree, unit: int) -> int | None:
    """Where a unit's figures stand on the tree: itself, or its heir."""
    return unit if unit in tree else history.main_successor(unit, tree.on)


def programme_list(*, actor: Actor, year: int, today: date) -> tuple[ProgrammeRow, ...]:
    """Programmes in force on a day of the year, by code, with what the reader's units do. Three statements."""
    Month(year, 1)
    if not actor.is_operator and not actor.units:
        raise NotAllowed
    history = ground.current().history
    tree = history.on(day_for_year(year, today))
    tasks: dict[int, list[_Led]] = defaultdict(list)
    for one in _led(year, today):
        at = _place(history, tree, one.unit)
        if at is not None and may(actor, Act.VIEW, at, tree):
            tasks[one.programme].append(one)
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return tuple(
        ProgrammeRow(
            row.code,
            row.name,
            row.legal_basis,
            row.starts_on,
            row.ends_before,
            row.ends_before is None or row.ends_before > today,
            len(tasks[row.pk]),
            sum(one.done for one in tasks[row.pk]),
            sum((one.budget for one in tasks[row.pk]), Decimal(0)),
        )
        for row in Programme.objects.order_by("code")
        if row.starts_on < after and (row.ends_before is None or row.ends_before > first)
    )


def programme_page(*, actor: Actor, code: str, year: int, today: date) -> ProgrammePage:
    """A programme: its law, money, beneficiaries, and what the units under the reader's do. Nine statements.

    Raises NotFound, NotAllowed (an actor without a unit), RuleBroken (year).
    """
    Month(year, 1)
    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        raise NotFound
    history = ground.current().history
    tree = history.on(day_for_year(year, today))
    roots = list(tree.children(None)) if actor.is_operator else []
    root = roots[0] if roots else tree.find(highest_unit(actor=actor, on=tree.on).code)
    kinds = list(programme.beneficiary_kinds.order_by("name"))
    counts: dict[tuple[int, int], int] = {
        (kind, at): count
        for kind, unit, count in BeneficiaryCount.objects.filter(kind__in=kinds, year=year).values_list(
            "kind_id", "unit_id", "count"
        )
        if (at := _place(history, tree, unit)) is not None and tree.is_within(at, root)
    }
    led = [
        (at, one)
        for one in _led(year, today, programme.pk)
        if (at := _place(history, tree, one.unit)) is not None and tree.is_within(at, root)
    ]
    groups = [root, *tree.children(root)]
    shares = [
        _share(tree, unit, root, led, {kind.pk: kind.name for kind in kinds}, counts) for unit in groups
    ]
    acts = list(programme.acts.order_by("starts_on", "number"))
    now_in_force = {act.pk for act in in_force(acts, today)}
    return ProgrammePage(
        code=programme.code,
        name=programme.name,
        applies_to=programme.applies_to,
        starts_on=programme.starts_on,
        ends_before=programme.ends_before,
        year=year,
        years=tuple(range(today.year - 1, today.year + 2)),
        acts=tuple(
            ActRow(
                act.number,
                act.issued_on,
                act.issuer,
                act.about,
                act.starts_on,
                act.ends_before,
                act.superseded_by,
                act.pk in now_in_force,
            )
            for act in acts
        ),
        components=tuple(programme.components.order_by("position").values_list("name", flat=True)),
        funding=tuple(
            FundingRow(FundingKind(one.kind), one.note, one.amount)
            for one in programme.funding.order_by("pk")
        ),
        kinds=tuple(
            KindOfBeneficiary(
                kind.pk,
                kind.name,
                _sum(count for (one, _unit), count in counts.items() if one == kind.pk),
                counts.get((kind.pk, root)),
            )
            for kind in kinds
        ),
        shares=tuple(one for one in shares if one.tasks or any(kind.number for kind in one.beneficiaries)),
        total=_total(tree.line(root), shares),
        may_count=not actor.is_operator and may(actor, Act.COUNT_BENEFICIARIES, root, tree),
    )


def _share(
    tree: Tree,
    unit: int,
    root: int,
    led: Iterable[tuple[int, _Led]],
    kinds: Mapping[int, str],
    counts: dict[tuple[int, int], int],
) -> UnitShare:
    """Of the root only what it does itself: those below it have rows of their own."""

    def belongs(at: int) -> bool:
        return at == unit if unit == root else tree.is_within(at, unit)

    own = [one for at, one in led if belongs(at)]
    return UnitShare(
        tree.line(unit),
        len(own),
        sum(one.done for one in own),
        sum(one.overdue for one in own),
        sum((one.budget for one in own), Decimal(0)),
        tuple(
            KindCount(
                name, _sum(count for (kind, at), count in counts.items() if kind == one and belongs(at))
            )
            for one, name in kinds.items()
        ),
    )


def _sum(counts: Iterable[int]) -> int | None:
    several = list(counts)
    return sum(several) if several else None


def _total(unit: UnitLine, shares: list[UnitShare]) -> UnitShare:
    """Tasks and money of all rows; beneficiaries stand in ``kinds``."""
    return UnitShare(
        unit,
        sum(one.tasks for one in shares),
        sum(one.done for one in shares),
        sum(one.overdue for one in shares),
        sum((one.budget for one in shares), Decimal(0)),
        (),
    )
