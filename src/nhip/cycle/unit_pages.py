"""One unit on a day: where it stands, what it was called, of whom it came and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from nhip.apps.org import ground
from nhip.apps.org.models import Reorganisation
from nhip.apps.org.queries import day_for_year, visible_ancestors
from nhip.apps.plans.queries import years_planned
from nhip.apps.reports.identities import months_filed
from nhip.apps.tasks.queries import DoneTask, done_tasks
from nhip.core.access import Act, Actor, may, require_sight, sees
from nhip.core.calendars import ReportingCalendar
from nhip.core.errors import NoCalendar
from nhip.core.periods import Month, Span
from nhip.core.units import History, Succession, Tree, UnitLine


@dataclass(frozen=True, slots=True)
class Link:
    """A step of the line: which unit, on which day to look at it, what share passed, under which text.

    depth: generations away; may_see: whether its page is the reader's.
    """

    unit: UnitLine
    on: date
    day: date
    share: Decimal
    legal_basis: str
    depth: int
    may_see: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """What held from a day until before another."""

    what: str
    span: Span


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What a unit that ended left to read. plans: years; reports: months that were filed; tasks: those it did."""

    plans: tuple[int, ...]
    reports: tuple[Month, ...]
    tasks: tuple[DoneTask, ...]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """came_from, became: the line backwards and forwards, nearest first. last_day: None while it stands.

    code_of_year: by which its board, plan and reports of the year are found, None where it is gone by then; left: what
    is there to read of one that is gone, None while it stands.
    """

    on: date
    unit: UnitLine
    ancestors: tuple[UnitLine, ...]
    parent: UnitLine | None
    children: tuple[UnitLine, ...]
    names: tuple[Dated, ...]
    codes: tuple[Dated, ...]
    places: tuple[Dated, ...]
    reports: bool
    calendar: ReportingCalendar | None
    first_day: date
    last_day: date | None
    came_from: tuple[Link, ...]
    became: tuple[Link, ...]
    code_of_year: str | None
    left: LeftBehind | None


@dataclass(frozen=True, slots=True)
class _Reader:
    actor: Actor
    today: date


def unit_page(*, actor: Actor, code: str, on: date, today: date) -> UnitPage:
    """The unit that bears the code on the day. Two statements, five for one that is gone.

    Raises UnknownUnit, NotAllowed.
    """
    history = ground.current().history
    tree = history.on(on)
    unit = tree.find(code)
    require_sight(actor, unit, history, on=on, today=today)
    texts = _texts()
    parent = tree.parent(unit)
    return UnitPage(
        on=on,
        unit=tree.line(unit),
        ancestors=visible_ancestors(actor, unit, tree),
        parent=None if parent is None else tree.line(parent),
        children=tuple(tree.line(child) for child in tree.children(unit)),
        names=tuple(Dated(fact.name, fact.span) for fact in history.names if fact.unit == unit),
        codes=tuple(Dated(fact.code, fact.span) for fact in history.codes if fact.unit == unit),
        places=tuple(
            Dated(
                "" if fact.parent is None else history.name_then(fact.parent, fact.span.starts_on), fact.span
            )
            for fact in history.placements
            if fact.unit == unit
        ),
        reports=unit in tree.reporting,
        calendar=_calendar(tree, unit),
        first_day=history.first_day(unit),
        last_day=history.last_day(unit),
        came_from=tuple(_back(_Reader(actor, today), history, unit, texts, 1)),
        became=tuple(_forth(_Reader(actor, today), history, unit, texts, 1)),
        code_of_year=_code_of_year(actor, unit, history.on(day_for_year(on.year, today))),
        left=None if unit in history.on(today) else _left(unit),
    )


def _left(unit: int) -> LeftBehind:
    return LeftBehind(years_planned(unit=unit), months_filed(unit=unit), done_tasks(unit=unit))


def _code_of_year(actor: Actor, unit: int, tree: Tree) -> str | None:
    return tree.code(unit) if unit in tree and may(actor, Act.VIEW, unit, tree) else None


def _texts() -> dict[date, str]:
    """Day of a reorganisation -> its legal basis."""
    return dict(Reorganisation.objects.values_list("effective_on", "legal_basis"))


def _calendar(tree: Tree, unit: int) -> ReportingCalendar | None:
    try:
        return tree.calendar(unit)
    except NoCalendar:
        return None


def _back(reader: _Reader, history: History, unit: int, texts: dict[date, str], depth: int) -> Iterator[Link]:
    for link in sorted(history.successions, key=lambda one: (one.on, one.order)):
        if link.target == unit and link.source != unit:
            eve = link.on - timedelta(days=1)
            yield _link(reader, history, link.source, eve, link, texts, depth)
            yield from _back(reader, history, link.source, texts, depth + 1)


def _forth(
    reader: _Reader, history: History, unit: int, texts: dict[date, str], depth: int
) -> Iterator[Link]:
    for link in sorted(history.successions, key=lambda one: (one.on, one.order)):
        if link.source == unit and link.target != unit:
            yield _link(reader, history, link.target, link.on, link, texts, depth)
            yield from _forth(reader, history, link.target, texts, depth + 1)


def _link(
    reader: _Reader,
    history: History,
    unit: int,
    day: date,
    link: Succession,
    texts: dict[date, str],
    depth: int,
) -> Link:
    return Link(
        unit=history.line_then(unit, day),
        on=link.on,
        day=day,
        share=link.share,
        legal_basis=texts.get(link.on, ""),
        depth=depth,
        may_see=sees(reader.actor, unit, history, on=day, today=reader.today),
    )
