"""One box for everything: units (also by old names and codes), plans, tasks, directives, programmes, people.

Nobody finds what they may not see.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from heapq import nsmallest

from django.db.models import F, Q

from nhip.apps.accounts.queries import people_at
from nhip.apps.conferences.queries import directives_found
from nhip.apps.org import ground
from nhip.apps.plans.models import Plan
from nhip.apps.programmes.models import Programme
from nhip.apps.tasks.models import Assignment, Task
from nhip.core.access import Act, Actor, may
from nhip.core.errors import NotAllowed
from nhip.core.plans import PlanState
from nhip.core.searching import Query, answers, best, folded, rank, read_query, without_years
from nhip.core.tasks import Part
from nhip.core.units import History, Tree

MOST = 8
"""Of one kind; whoever looks for more types more."""
NAMED = 4 * MOST
"""Of the units that answer by name, how many are kept: the best, for themselves and for their plans."""
LOOKED_AT = 60
"""Of the tasks that answer, how many are ranked, the newest years first."""
RANKED = 200
"""Of the people who answer, by office."""


class HitKind(StrEnum):
    UNIT = "unit"
    PLAN = "plan"
    TASK = "task"
    DIRECTIVE = "directive"
    PROGRAMME = "programme"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. title: its name today, or its last; detail: what tells it from others.

    arguments: of its address; on: the day to look at, None for today; found_by: another name or code by which it was
    found, empty where its own did.
    """

    kind: HitKind
    title: str
    detail: str = ""
    found_by: str = ""
    arguments: tuple[str | int, ...] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, by kind, each the best first. query: as read."""

    query: Query
    hits: tuple[Hit, ...]

    @property
    def groups(self) -> tuple[tuple[HitKind, tuple[Hit, ...]], ...]:
        kinds = ((kind, tuple(hit for hit in self.hits if hit.kind is kind)) for kind in HitKind)
        return tuple((kind, hits) for kind, hits in kinds if hits)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, and which units they may see: today's, and those that became of them."""

    actor: Actor
    history: History
    tree: Tree
    seen: frozenset[int]
    sees_all: bool


def search(*, actor: Actor, text: str, today: date) -> Found:
    """What answers the text, of what the reader may see. Eight statements. Raises NotAllowed without a role."""
    if not actor.is_operator and not actor.units:
        raise NotAllowed
    query = read_query(text)
    if query.is_empty:
        return Found(query, ())
    reader = reader_of(actor, today)
    named = _named(reader, without_years(query), today)
    return Found(
        query,
        (
            *(_unit_hit(reader, unit, by, today) for unit, by in named[:MOST]),
            *_plans(reader, query, named, today),
            *_tasks(reader, query),
            *_directives(reader, query),
            *_programmes(query, today),
            *_people(reader, query, today),
        ),
    )


def reader_of(actor: Actor, today: date) -> Reader:
    history = ground.current().history
    tree = history.on(today)
    roots = [unit for unit in actor.units if unit in tree and may(actor, Act.VIEW, unit, tree)]
    seen = frozenset(tree if actor.is_operator else (unit for root in roots for unit in tree.below(root)))
    gone = frozenset(unit for unit in history.levels if unit not in tree)
    former = frozenset(
        unit for unit in gone if (heir := history.main_successor(unit, today)) is not None and heir in seen
    )
    sees_all = actor.is_operator or len(seen) == sum(1 for _unit in tree)
    return Reader(actor, history, tree, seen | former | (gone if sees_all else frozenset()), sees_all)


@dataclass(frozen=True, slots=True)
class _Names:
    """What a unit is and was called, codes included; plain: all of it, folded."""

    texts: tuple[str, ...]
    plain: str


@lru_cache(maxsize=2)
def _names_of(history: "_Kept") -> dict[int, _Names]:
    texts: dict[int, list[str]] = {}
    for unit, text in (
        *((fact.unit, fact.name) for fact in history.facts.names),
        *((fact.unit, fact.code) for fact in history.facts.codes),
    ):
        texts.setdefault(unit, []).append(text)
    return {unit: _Names(tuple(known), folded(*known)) for unit, known in texts.items()}


@dataclass(frozen=True)
class _Kept:
    """A history by its identity: facts are read anew only when an edition changes."""

    facts: History

    def __hash__(self) -> int:
        return id(self.facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.facts is self.facts


def _named(reader: Reader, asked: Query, today: date) -> list[tuple[int, str]]:
    """Units any of whose names, or whose name with the unit above, or whose code answers; and by which text.

    The best NAMED of them: units in force first, then by how well they answer, then by name.
    """
    names = _names_of(_Kept(reader.history))
    found = []
    for unit in reader.seen:
        known = names.get(unit)
        if known is not None and (
            answers(asked, known.plain) or answers(asked, f"{known.plain} {_above(reader, unit, names)}")
        ):
            by, well = best(asked, known.texts)
            found.append((unit not in reader.tree, well, reader.history.sort_key_then(unit, today), unit, by))
    return [(unit, by) for *_place, unit, by in nsmallest(NAMED, found)]


def _above(reader: Reader, unit: int, names: dict[int, _Names]) -> str:
    parent = reader.tree.parent(unit) if unit in reader.tree else None
    return "" if parent is None else names[parent].plain


def _unit_hit(reader: Reader, unit: int, by: str, today: date) -> Hit:
    history = reader.history
    last = history.last_day(unit)
    on = None if last is None or last >= today else last
    tree = reader.tree if on is None else history.on(on)
    parent = tree.parent(unit)
    name, code = history.name_then(unit, on or today), history.code_then(unit, on or today)
    return Hit(
        kind=HitKind.UNIT,
        title=name,
        detail="" if parent is None else tree.name(parent),
        found_by="" if by in {name, code} else by,
        arguments=(code,),
        on=on,
    )


def _plans(reader: Reader, query: Query, named: list[tuple[int, str]], today: date) -> Iterator[Hit]:
    """Plans of the units that answer, of the years that were typed, else of this year. One statement."""
    years = query.years or (today.year,)
    words = tuple(word for word in without_years(query).words if word not in {"ke", "hoach", "kh"})
    if not words:
        return
    if words != without_years(query).words:
        named = _named(reader, Query(query.text, words, query.years), today)
    units = [unit for unit, _by in named if unit in reader.tree]
    rows = dict.fromkeys(units)
    stored = Plan.objects.filter(unit__in=units, year__in=years).values_list("unit_id", "year")
    by_unit: dict[int, list[int]] = {}
    for unit, year in stored:
        by_unit.setdefault(unit, []).append(year)
    hits = 0
    for unit in rows:
        for year in sorted(by_unit.get(unit, ()), reverse=True):
            if hits < MOST:
                hits += 1
                yield Hit(
                    HitKind.PLAN,
                    reader.tree.name(unit),
                    str(year),
                    arguments=(reader.tree.code(unit), year),
                )


def _tasks(reader: Reader, query: Query) -> Iterator[Hit]:
    """Tasks whose title or deliverable answers. Two statements.

    Who sees everything has one narrow text of every task scanned, everybody else that of the tasks they see.
    """
    asked = without_years(query)
    chosen = Q()
    for word in asked.words:
        chosen &= Q(folded__contains=word)
    if query.years and asked.words != query.words:
        chosen &= Q(year__in=query.years)
    tasks = Task.objects.filter(chosen)
    if not reader.sees_all:
        tasks = tasks.filter(_visible(reader.seen))
    rows = list(
        tasks.order_by("-year", F("deadline").asc(nulls_last=True), "pk").values_list("pk", "title", "year")[
            :LOOKED_AT
        ]
    )
    rows.sort(key=lambda row: (-row[2], rank(asked, row[1])))
    shown = rows[:MOST]
    leads = dict(
        Assignment.objects.filter(
            task__in=[pk for pk, _title, _year in shown], part=Part.LEAD.value, ends_before=None
        ).values_list("task_id", "unit_id")
    )
    for pk, title, year in shown:
        lead = leads.get(pk)
        unit = "" if lead is None else reader.history.name_then(lead, reader.tree.on)
        yield Hit(HitKind.TASK, title, f"{unit} · {year}", arguments=(pk,))


def _directives(reader: Reader, query: Query) -> Iterator[Hit]:
    """Directives whose task or sentence answers, of the newest documents first. One statement."""
    asked = without_years(query)
    chosen = Q()
    for word in asked.words:
        chosen &= Q(folded__contains=word)
    units = None if reader.sees_all else reader.seen
    rows = directives_found(chosen=chosen, units=units, most=LOOKED_AT)
    for one in sorted(rows, key=lambda row: rank(asked, row.task))[:MOST]:
        yield Hit(HitKind.DIRECTIVE, one.task, f"{one.document} · {one.dated:%d/%m/%Y}", arguments=(one.id,))


def _visible(units: frozenset[int]) -> Q:
    """Tasks of which one of the units is lead or owner, or coordinates once it has been handed out."""
    parts = Assignment.objects.filter(unit__in=units)
    handed_out = Q(task__plan=None) | ~Q(task__plan__state=PlanState.DRAFT.value)
    # A union, each branch by an index of its own: an OR over three tables makes both engines read every task, and so
    # does PostgreSQL where it is to ask of every lead's task whether it has been handed out.
    return Q(
        pk__in=parts.filter(part=Part.LEAD.value)
        .values("task")
        .union(
            parts.filter(handed_out, part=Part.COORDINATING.value).values("task"),
            Task.objects.filter(plan__unit__in=units).values("pk"),
            Task.objects.filter(assigned_by__in=units).values("pk"),
        )
    )


def _programmes(query: Query, today: date) -> Iterator[Hit]:
    """Programmes and policies, those in force first: a few dozen rows, compared here. One statement."""
    asked = without_years(query)
    rows = [
        row for row in Programme.objects.all() if answers(asked, folded(row.name, row.code, row.legal_basis))
    ]
    rows.sort(
        key=lambda row: (row.ends_before is not None and row.ends_before <= today, rank(asked, row.name))
    )
    for row in rows[:MOST]:
        yield Hit(HitKind.PROGRAMME, row.name, row.code, arguments=(row.code,))


def _people(reader: Reader, query: Query, today: date) -> Iterator[Hit]:
    """People by their office or login, at units that the reader sees. One statement.

    Whoever manages people there gets to the person, others to the unit.
    """
    asked = without_years(query)
    rows = [
        one
        for one in people_at(units=None if reader.sees_all else reader.seen, today=today)
        if answers(asked, _folded_once(one.office, one.login))
    ]
    for one in sorted(rows[:RANKED], key=lambda one: rank(asked, one.office))[:MOST]:
        in_force = one.unit in reader.tree
        unit = reader.history.name_then(one.unit, today)
        manages = in_force and may(reader.actor, Act.MANAGE_PEOPLE, one.unit, reader.tree)
        code = reader.history.code_then(one.unit, today)
        arguments: tuple[str | int, ...] = (one.id, code) if manages else ("", code)
        if in_force:
            yield Hit(HitKind.PERSON, one.office, unit, arguments=arguments)


@lru_cache(maxsize=50_000)
def _folded_once(office: str, login: str) -> str:
    return folded(office, login)
