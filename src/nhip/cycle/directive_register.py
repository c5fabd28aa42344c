"""The registers: documents that a reader may see, their directives by where they stand, and how well the reader did."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nhip.apps.conferences.queries import (
    DirectiveRow,
    SourceRow,
    chosen_directives,
    count_directives,
    count_sources,
    decided_directives,
    directives_of_unit,
    identities_of,
    issuers_of,
    sources_by_id,
    sources_of,
    statuses_of,
    tasks_of_directives,
    units_addressed,
)
from nhip.apps.org import ground
from nhip.core.access import Act, Actor, may
from nhip.core.directive_drafts import DirectiveState
from nhip.core.directive_quality import Quality, quality
from nhip.core.errors import NotAllowed
from nhip.core.searching import Query, read_query
from nhip.core.tasks import TaskStatus
from nhip.core.units import UnitLine
from nhip.cycle.searching import reader_of

PER_PAGE = 40
AT_ONCE = 1000
"""Directives whose tasks are looked at in one go where only those of one status are wanted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the register is wanted. unit: a code; state, status: at most one of them; until: due on or before."""

    text: str = ""
    source: int | None = None
    issuer: str = ""
    unit: str = ""
    since: date | None = None
    until: date | None = None
    state: DirectiveState | None = None
    status: TaskStatus | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A directive in the register. status: by its tasks, None while it has none."""

    row: DirectiveRow
    source: SourceRow
    lead: UnitLine | None
    others: int
    status: TaskStatus | None


@dataclass(frozen=True, slots=True)
class Register:
    """total: of all that answer; issuers: that may be asked for; units: likewise, at which a directive is aimed."""

    wanted: Wanted
    lines: tuple[RegisterLine, ...]
    total: int
    number: int
    pages: int
    issuers: tuple[str, ...]
    units: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents that the reader may see. desks: units for which the reader may register one."""

    sources: tuple[tuple[SourceRow, UnitLine], ...]
    query: Query
    count: int
    number: int
    pages: int
    desks: tuple[UnitLine, ...]


def desks_of(*, actor: Actor, today: date) -> tuple[UnitLine, ...]:
    """Units at which the actor may register a document. One statement."""
    tree = ground.current().history.on(today)
    return tuple(
        tree.line(unit)
        for unit in actor.units
        if unit in tree and may(actor, Act.ADD_TASK_OUTSIDE_PLAN, unit, tree)
    )


def _visible(actor: Actor, today: date) -> Q:
    """Of documents: registered by a unit that the reader sees, or with a task in which such a unit has a part."""
    reader = reader_of(actor, today)
    if reader.sees_all:
        return Q()
    return Q(unit__in=reader.seen) | Q(directives__tasks__task__assignments__unit__in=reader.seen)


def documents(*, actor: Actor, text: str = "", number: int = 1, today: date) -> Documents:
    """Five statements. Raises NotAllowed without a role."""
    if not actor.is_operator and not actor.units:
        raise NotAllowed
    query = read_query(text)
    seen = Q(pk__in=sources_by_id(chosen=_visible(actor, today)))
    for word in query.words:
        seen &= Q(folded__contains=word)
    count = count_sources(chosen=seen)
    pages = max(1, -(-count // PER_PAGE))
    shown = min(max(number, 1), pages)
    history = ground.current().history
    rows = sources_of(chosen=seen, first=(shown - 1) * PER_PAGE, most=PER_PAGE)
    return Documents(
        tuple((one, history.line_then(one.unit_id, today)) for one in rows),
        query,
        count,
        shown,
        pages,
        desks_of(actor=actor, today=today),
    )


def register(*, actor: Actor, wanted: Wanted, today: date) -> Register:
    """The directives that the reader may see and that answer. Sixteen statements, by status 22, five more for each
    thousand.

    Raises NotAllowed, UnknownUnit.
    """
    if not actor.is_operator and not actor.units:
        raise NotAllowed
    history = ground.current().history
    tree = history.on(today)
    visible = sources_by_id(chosen=_visible(actor, today))
    chosen = Q(source__in=visible) & ~Q(state=DirectiveState.REPLACED.value)
    inside = reader_of(actor, today)
    if not inside.sees_all:  # of papers of others only what became tasks
        chosen &= Q(source__unit__in=inside.seen) | Q(state=DirectiveState.ACCEPTED.value)
    addressed = units_addressed(chosen=chosen)
    chosen &= _chosen(wanted, tree.find)
    rows, count, shown, pages = _page(chosen, wanted, today)
    sources = {one.id: one for one in sources_of(chosen=Q(pk__in={row.source_id for row in rows}))}
    statuses = statuses_of(tasks_of_directives(directives=[one.id for one in rows], today=today))
    return Register(
        wanted=wanted,
        lines=tuple(
            RegisterLine(
                row,
                sources[row.source_id],
                None if row.draft.lead is None else history.line_then(row.draft.lead, today),
                max(0, len(row.draft.addressed) - 1),
                statuses.get(row.id),
            )
            for row in rows
        ),
        total=count,
        number=shown,
        pages=pages,
        issuers=issuers_of(chosen=Q(pk__in=visible)),
        units=tuple(tree.line(unit) for unit in tree if unit in addressed),
    )


def _chosen(wanted: Wanted, find: Callable[[str], int]) -> Q:
    chosen = Q()
    for word in read_query(wanted.text).words:
        chosen &= Q(folded__contains=word) | Q(source__folded__contains=word)
    if wanted.source is not None:
        chosen &= Q(source=wanted.source)
    if wanted.issuer:
        chosen &= Q(source__issuer=wanted.issuer)
    if wanted.unit:
        chosen &= Q(pk__in=directives_of_unit(unit=find(wanted.unit)))
    if wanted.since is not None:
        chosen &= Q(deadline__gte=wanted.since)
    if wanted.until is not None:
        chosen &= Q(deadline__lte=wanted.until)
    if wanted.state is not None:
        chosen &= Q(state=wanted.state.value)
    return chosen


def _page(chosen: Q, wanted: Wanted, today: date) -> tuple[tuple[DirectiveRow, ...], int, int, int]:
    """The rows of the page, how many there are, which page it is and of how many. A status is computed, then chosen."""
    if wanted.status is None:
        count = count_directives(chosen=chosen)
        pages = max(1, -(-count // PER_PAGE))
        shown = min(max(wanted.number, 1), pages)
        return (
            chosen_directives(chosen=chosen, first=(shown - 1) * PER_PAGE, most=PER_PAGE),
            count,
            shown,
            pages,
        )
    of_status: list[int] = []
    taken = identities_of(chosen=chosen & Q(state=DirectiveState.ACCEPTED.value))
    for first in range(0, len(taken), AT_ONCE):
        some = taken[first : first + AT_ONCE]
        statuses = statuses_of(tasks_of_directives(directives=some, today=today))
        of_status.extend(one for one in some if statuses.get(one) is wanted.status)
    pages = max(1, -(-len(of_status) // PER_PAGE))
    shown = min(max(wanted.number, 1), pages)
    of_page = Q(pk__in=of_status[(shown - 1) * PER_PAGE : shown * PER_PAGE])
    return chosen_directives(chosen=of_page, first=0, most=PER_PAGE), len(of_status), shown, pages


def quality_in_use(*, actor: Actor, today: date) -> tuple[Quality, ...]:
    """What persons made of the reader's drafts, in documents that the reader may see. Four statements."""
    if not actor.is_operator and not actor.units:
        raise NotAllowed
    visible = sources_by_id(chosen=_visible(actor, today))
    return quality(decided_directives(chosen=Q(source__in=visible)))
