"""What the pages of documents and their directives show, and who may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from nhip.apps.conferences.queries import (
    DirectiveRow,
    SourceRow,
    directives_of,
    one_directive,
    one_source,
    parts_of_source,
    statuses_of,
    stored_file_of,
    tasks_of_directives,
    text_of,
)
from nhip.apps.files.queries import FileToServe, file_to_serve
from nhip.apps.org import ground
from nhip.apps.org.queries import visible_ancestors
from nhip.apps.tasks.queries import PlanTask
from nhip.core.access import Act, Actor, may, require, sees
from nhip.core.directive_drafts import Asked, DirectiveState
from nhip.core.directive_matching import Matching
from nhip.core.directive_text import Passage, Spoken, passages
from nhip.core.errors import NotAllowed, NotFound
from nhip.core.tasks import TaskStatus
from nhip.core.units import History, UnitLine
from nhip.cycle.directive_units import matching_of
from nhip.cycle.seats import Seat, nameable

CARDS = 50
"""Of one page: texts with some hundred directives exist."""


@dataclass(frozen=True, slots=True)
class AskedWords:
    """Words for which a person chooses the unit, and those that they may mean."""

    asked: Asked
    near: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A directive as it is shown. tasks: those it opened; status: where it stands by them, None while it has none.

    is_early: its deadline lies before the text's day. follows: another one waits behind it, to be joined.
    """

    row: DirectiveRow
    addressed: tuple[UnitLine, ...]
    coordinating: tuple[UnitLine, ...]
    asked: tuple[AskedWords, ...]
    tasks: tuple[PlanTask, ...]
    status: TaskStatus | None
    is_early: bool
    follows: bool

    @property
    def is_pending(self) -> bool:
        return self.row.state is DirectiveState.PENDING

    @property
    def is_ready(self) -> bool:
        """Whether it may be accepted as it is."""
        return bool(self.addressed) and all(one.asked.role == "coordinating" for one in self.asked)


@dataclass(frozen=True)
class SourcePage:
    """A document beside its directives. is_inside: the reader belongs to who registered it; others see what they got.

    number, pages: which part of the cards is shown.
    """

    source: SourceRow
    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    text: str
    rows: tuple[DirectiveRow, ...]
    cards: tuple[Card, ...]
    number: int
    pages: int
    is_inside: bool
    may_decide: bool
    page_of: dict[int, int]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return passages(self.text, (_spoken(one) for one in self.rows))

    @property
    def asking(self) -> int:
        """How many wait for somebody to choose a unit."""
        return sum(
            one.state is DirectiveState.PENDING and (bool(one.draft.asked) or not one.draft.addressed)
            for one in self.rows
        )

    @property
    def may_remove(self) -> bool:
        return self.may_decide and not self.source.accepted


def _spoken(row: DirectiveRow) -> Spoken:
    units = () if row.read is None else (*row.read["units"],)
    return Spoken(row.number, row.start, row.end, units, row.due_text)


def seen_source(*, actor: Actor, source_id: int, today: date) -> tuple[SourceRow, bool]:
    """A document that the reader may see, and whether they belong to who registered it. Three statements.

    Whoever sees a unit that has a part in one of its tasks sees the document. Raises NotFound, NotAllowed.
    """
    source, history = one_source(source=source_id), ground.current().history
    if sees(actor, source.unit_id, history, on=today, today=today):
        return source, True
    if not any(
        sees(actor, unit, history, on=today, today=today) for unit in parts_of_source(source=source_id)
    ):
        raise NotAllowed
    return source, False


def source_page(*, actor: Actor, source_id: int, number: int, today: date) -> SourcePage:
    """Fifteen statements at most, however many directives. Raises NotFound, NotAllowed."""
    source, is_inside = seen_source(actor=actor, source_id=source_id, today=today)
    history = ground.current().history
    rows = directives_of(source=source_id)
    if not is_inside:
        rows = tuple(one for one in rows if one.state is DirectiveState.ACCEPTED)
    pages = max(1, -(-len(rows) // CARDS))
    shown = min(max(number, 1), pages)
    desk = history.main_successor(source.unit_id, today)
    tree = history.on(today)
    return SourcePage(
        source=source,
        unit=history.line_then(source.unit_id, today),
        ancestors=() if desk is None else visible_ancestors(actor, desk, tree),
        text=text_of(source=source_id),
        rows=rows,
        cards=cards_of(rows[(shown - 1) * CARDS : shown * CARDS], rows, source, today),
        number=shown,
        pages=pages,
        is_inside=is_inside,
        may_decide=desk is not None and may(actor, Act.ADD_TASK_OUTSIDE_PLAN, desk, tree),
        page_of={one.number: place // CARDS + 1 for place, one in enumerate(rows)},
    )


def cards_of(
    shown: Iterable[DirectiveRow], rows: Iterable[DirectiveRow], source: SourceRow, today: date
) -> tuple[Card, ...]:
    """rows: all of the document. Six statements."""
    kept, history = list(shown), ground.current().history
    tasks = tasks_of_directives(directives=[one.id for one in kept if one.tasks], today=today)
    statuses = statuses_of(tasks)
    waiting = [one.number for one in rows if one.state is DirectiveState.PENDING]
    last = max(waiting, default=0)
    return tuple(
        Card(
            row=one,
            addressed=tuple(_line(history, unit, source, today) for unit in one.draft.addressed),
            coordinating=tuple(_line(history, unit, source, today) for unit in one.draft.coordinating),
            asked=tuple(
                AskedWords(asked, tuple(_line(history, unit, source, today) for unit in asked.near))
                for asked in one.draft.asked
            ),
            tasks=tasks.get(one.id, ()),
            status=statuses.get(one.id),
            is_early=one.draft.deadline is not None and one.draft.deadline < source.facts.dated,
            follows=one.state is DirectiveState.PENDING and one.number < last,
        )
        for one in kept
    )


def _line(history: History, unit: int, source: SourceRow, today: date) -> UnitLine:
    """The unit as the text's day knew it, where the units are known so far back."""
    day = source.facts.dated
    return history.line_then(unit, day if unit in history.on(day) else today)


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """Where a directive is shown: document, which part of its cards, its number there."""

    source: int
    page: int
    number: int


def place_of(*, actor: Actor, directive_id: int, today: date) -> PlaceOf:
    """Of one that was split or joined, where the first that stands for it is. Raises NotFound, NotAllowed."""
    row = one_directive(directive=directive_id)
    _source, is_inside = seen_source(actor=actor, source_id=row.source_id, today=today)
    if not is_inside and row.state is not DirectiveState.ACCEPTED:
        raise NotAllowed
    rows = [
        one
        for one in directives_of(source=row.source_id)
        if is_inside or one.state is DirectiveState.ACCEPTED
    ]
    place = next(
        (at for at, one in enumerate(rows) if one.start >= row.start and one.number >= row.number), 0
    )
    return PlaceOf(row.source_id, place // CARDS + 1, rows[place].number if rows else row.number)


@dataclass(frozen=True, slots=True)
class DirectivePage:
    """One directive of a document, to be mended or split by whoever decides on it.

    units, coordinating: as the form shows them, to be read back; names: units that may be added.
    """

    source: SourceRow
    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    card: Card
    units: str
    coordinating: str
    names: tuple[UnitLine, ...]


def directive_page(*, actor: Actor, directive_id: int, today: date) -> DirectivePage:
    """Fourteen statements. Raises NotFound, NotAllowed."""
    row = one_directive(directive=directive_id)
    source = one_source(source=row.source_id)
    history = ground.current().history
    desk = history.main_successor(source.unit_id, today)
    if desk is None or row.state is DirectiveState.REPLACED:
        raise NotFound
    tree = history.on(today)
    require(actor, Act.ADD_TASK_OUTSIDE_PLAN, desk, tree)
    rows = directives_of(source=row.source_id)
    written = _Written(matching_of(desk, today, today), history, today)
    return DirectivePage(
        source=source,
        unit=tree.line(desk),
        ancestors=visible_ancestors(actor, desk, tree),
        card=cards_of([row], rows, source, today)[0],
        units=written.all(row.draft.addressed),
        coordinating=written.all(row.draft.coordinating),
        names=tuple(tree.line(one) for one in nameable(Seat(desk, tree, ""))),
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """Units as a person would type them, so that they are read back as the same."""

    matching: Matching
    history: History
    today: date

    def all(self, units: Iterable[int]) -> str:
        heirs = (self.history.main_successor(unit, self.today) for unit in units)
        return "; ".join(self._one(unit) for unit in dict.fromkeys(heirs) if unit is not None)

    def _one(self, unit: int) -> str:
        line = self.history.line_then(unit, self.today)
        is_enough = self.matching.match(line.name).units == (unit,)
        return line.name if is_enough else f"{line.name} ({line.code})"


def source_file(*, actor: Actor, source_id: int, today: date) -> FileToServe:
    """The file as it was sent. Raises NotFound, NotAllowed."""
    seen_source(actor=actor, source_id=source_id, today=today)
    return file_to_serve(stored_file_of(source=source_id))
