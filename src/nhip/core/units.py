"""Units over time: who stood where, under which name and code, and what became of whom.

A unit is an identity (an integer). Its name, code, place in the hierarchy and duty to report are dated facts;
a code may change bearer. ``History`` holds the facts, ``History.on(day)`` is the ``Tree`` of that day.
A reorganisation links identities (source -> target with a share) and never rewrites what was before it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from nhip.core.calendars import ReportingCalendar, cut_off
from nhip.core.errors import NoCalendar, UnknownUnit, gettext_noop
from nhip.core.kept import kept_by_day
from nhip.core.periods import Month, Span


class Level(StrEnum):
    NATION = "nation"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    DEPARTMENT = "department"
    OFFICE = "office"
    ORGANISATION = "organisation"


TERRITORIAL = (Level.NATION, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
"""Levels of the administrative hierarchy, high to low; the other levels are bodies attached to one of them."""


@dataclass(frozen=True, slots=True)
class Placed:
    unit: int
    parent: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Named:
    unit: int
    name: str
    sort_key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Coded:
    unit: int
    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class DutyToReport:
    unit: int
    span: Span


@dataclass(frozen=True, slots=True)
class Succession:
    """From day ``on`` the ``share`` of ``source`` (0 to 1] belongs to ``target``.

    order: place in the legal text, which breaks ties between equal shares.
    """

    on: date
    source: int
    target: int
    share: Decimal
    order: int = 0


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit as of a day, ready to be shown or printed."""

    code: str
    name: str
    level: Level
    parent: str | None


class Tree:
    """The hierarchy as it stood on one day. Every look-up raises UnknownUnit for a unit not in force."""

    def __init__(
        self,
        on: date,
        parents: Mapping[int, int | None],
        names: Mapping[int, Named],
        codes: Mapping[int, str],
        levels: Mapping[int, Level],
        reporting: frozenset[int],
        calendars: Mapping[int, ReportingCalendar],
    ) -> None:
        self.on = on
        self.reporting = reporting
        self._parents, self._names, self._codes, self._levels = parents, names, codes, levels
        self._calendars = calendars
        self._by_code = {code: unit for unit, code in codes.items() if unit in parents}
        children: dict[int | None, list[int]] = {}
        for unit, parent in parents.items():
            children.setdefault(parent, []).append(unit)
        self._children = {
            parent: tuple(sorted(units, key=self._position)) for parent, units in children.items()
        }

    def _position(self, unit: int) -> tuple[bool, str]:
        return self._levels[unit] not in TERRITORIAL, self._names[unit].sort_key

    def __contains__(self, unit: int) -> bool:
        return unit in self._parents

    def __iter__(self) -> Iterator[int]:
        return iter(self._parents)

    def parent(self, unit: int) -> int | None:
        if unit not in self._parents:
            raise self._unknown(str(unit))
        return self._parents[unit]

    def children(self, unit: int | None) -> tuple[int, ...]:
        """Units directly under ``unit`` (None: the roots), territorial ones first, in Vietnamese order."""
        return self._children.get(unit, ())

    def ancestors(self, unit: int) -> tuple[int, ...]:
        """From the root down to the parent of ``unit``."""
        line: list[int] = []
        above = self.parent(unit)
        while above is not None:
            line.append(above)
            above = self._parents[above]
        return tuple(reversed(line))

    def below(self, unit: int) -> Iterator[int]:
        """``unit`` itself, then everything under it, parents before children."""
        if unit not in self._parents:
            raise self._unknown(str(unit))
        waiting = [unit]
        while waiting:
            current = waiting.pop()
            yield current
            waiting.extend(reversed(self.children(current)))

    def is_within(self, unit: int, root: int) -> bool:
        """Whether ``unit`` is ``root`` or stands somewhere below it."""
        above: int | None = unit
        while above is not None and above in self._parents:
            if above == root:
                return True
            above = self._parents[above]
        return False

    def upwards(self, unit: int) -> Iterator[int]:
        """``unit`` and what its placements name above it, in force or not; ends at the first that has none."""
        above: int | None = unit
        while above is not None:
            yield above
            above = self._parents.get(above)

    def depth(self, unit: int) -> int:
        return len(self.ancestors(unit))

    def name(self, unit: int) -> str:
        self.parent(unit)
        return self._names[unit].name

    def code(self, unit: int) -> str:
        self.parent(unit)
        return self._codes[unit]

    def level(self, unit: int) -> Level:
        self.parent(unit)
        return self._levels[unit]

    def find(self, code: str) -> int:
        """The unit that bears ``code`` on this day. Raises UnknownUnit."""
        if code not in self._by_code:
            raise self._unknown(code)
        return self._by_code[code]

    def bears(self, code: str) -> bool:
        """Whether a unit bears the code on this day."""
        return code in self._by_code

    def calendar(self, unit: int) -> ReportingCalendar:
        """The reporting calendar of the unit: its own, else that of the nearest above it. Raises NoCalendar."""
        for bearer in (unit, *reversed(self.ancestors(unit))):
            if bearer in self._calendars:
                return self._calendars[bearer]
        raise NoCalendar(
            gettext_noop("Đơn vị «{unit}» chưa có lịch báo cáo cho ngày {on}; quản trị cần khai lịch trước."),
            field="unit",
            unit=self.name(unit),
            on=self.on,
        )

    def has_reporting_below(self, unit: int) -> bool:
        return any(one in self.reporting for one in self.below(unit))

    def line(self, unit: int) -> UnitLine:
        parent = self.parent(unit)
        return UnitLine(
            self.code(unit), self.name(unit), self.level(unit), None if parent is None else self.code(parent)
        )

    def _unknown(self, code: str) -> UnknownUnit:
        return UnknownUnit(
            gettext_noop(
                "Không có đơn vị mang mã «{code}» vào ngày {on}; xem mã đúng bằng «nhip units tree»."
            ),
            field="unit",
            code=code,
            on=self.on,
        )


_Fact = TypeVar("_Fact")
_UNIT = attrgetter("unit")


def _grouped(facts: Iterable[_Fact], by: Callable[[_Fact], int]) -> dict[int, list[_Fact]]:
    grouped: dict[int, list[_Fact]] = {}
    for fact in facts:
        grouped.setdefault(by(fact), []).append(fact)
    return grouped


def _nearness(span: Span, day: date) -> tuple[bool, bool, date]:
    """Orders facts about one unit: the one in force on the day first, else the last before it."""
    return span.covers(day), span.starts_on <= day, span.starts_on


@dataclass(frozen=True)
class History:
    """All dated facts about units. Trees of single days are made on demand and kept."""

    levels: Mapping[int, Level]
    placements: tuple[Placed, ...] = ()
    names: tuple[Named, ...] = ()
    codes: tuple[Coded, ...] = ()
    duties: tuple[DutyToReport, ...] = ()
    successions: tuple[Succession, ...] = ()
    calendars: tuple[ReportingCalendar, ...] = ()

    @cached_property
    def _placements_of(self) -> dict[int, list[Placed]]:
        return _grouped(self.placements, _UNIT)

    @cached_property
    def _names_of(self) -> dict[int, list[Named]]:
        return _grouped(self.names, _UNIT)

    @cached_property
    def _codes_of(self) -> dict[int, list[Coded]]:
        return _grouped(self.codes, _UNIT)

    @cached_property
    def _heirs_of(self) -> dict[int, list[Succession]]:
        return _grouped(self.successions, attrgetter("source"))

    @kept_by_day
    def on(self, day: date) -> Tree:
        """The tree of that day."""
        return Tree(
            day,
            parents={fact.unit: fact.parent for fact in self.placements if fact.span.covers(day)},
            names={fact.unit: fact for fact in self.names if fact.span.covers(day)},
            codes={fact.unit: fact.code for fact in self.codes if fact.span.covers(day)},
            levels=self.levels,
            reporting=frozenset(fact.unit for fact in self.duties if fact.span.covers(day)),
            calendars={fact.unit: fact for fact in self.calendars if fact.span.covers(day)},
        )

    def main_successor(self, unit: int, day: date) -> int | None:
        """Who answers for ``unit`` on ``day``: itself while in force, else the heir of its largest share.

        Heirs of equal shares: the one named first in the legal text. None where it ended without an heir or
        has not begun.
        """
        tree = self.on(day)
        seen = set[int]()
        while unit not in tree:
            heirs = [link for link in self._heirs_of.get(unit, ()) if link.on <= day]
            if not heirs or unit in seen:
                return None
            seen.add(unit)
            unit = min(heirs, key=lambda link: (-link.share, link.order)).target
        return unit

    def heirs(self, unit: int, day: date) -> tuple[int, ...]:
        """Units to which a part of the unit went by ``day``, itself excepted."""
        links = self._heirs_of.get(unit, ())
        return tuple(link.target for link in links if link.on <= day and link.target != unit)

    def gone_bearer(self, code: str, since: date, until: date) -> int | None:
        """The unit, gone by ``until``, that bore the code last on a day since then; None where none did."""
        gone = [
            (last, fact.unit)
            for fact in self.codes
            if fact.code == code and (last := self.last_day(fact.unit)) is not None and since <= last < until
        ]
        return max(gone)[1] if gone else None

    def predecessors(self, unit: int, day: date, *, since: date) -> frozenset[int]:
        """Units that were in force on or after ``since``, are gone by ``day``, and whose heir is ``unit``."""
        return frozenset(gone for gone, ended_on in self._gone_by(day).get(unit, ()) if since < ended_on)

    @kept_by_day
    def _gone_by(self, day: date) -> dict[int, list[tuple[int, date]]]:
        """By main successor: the units gone by the day, each with the day on which it passed on what it had last."""
        found: dict[int, list[tuple[int, date]]] = {}
        for source, links in self._heirs_of.items():
            passed_on = [link.on for link in links if link.on <= day]
            heir = self.main_successor(source, day) if passed_on else None
            if heir not in (None, source):
                found.setdefault(heir, []).append((source, max(passed_on)))
        return found

    def all_predecessors(self, unit: int, day: date) -> frozenset[int]:
        """Every unit gone by ``day`` for which ``unit`` now answers, however long ago."""
        return self.predecessors(unit, day, since=date.min)

    def calendar_for(self, unit: int, month: Month) -> ReportingCalendar:
        """The reporting calendar that rules the unit's month: the one in force on the month's first day.

        A unit gone by then reports by its heir's calendar, one that begins later by that of its first day.
        """
        day = month.first_day
        bearer = self.main_successor(unit, day)
        return (
            self.on(self.first_day(unit)).calendar(unit) if bearer is None else self.on(day).calendar(bearer)
        )

    def cut_off(self, unit: int, month: Month) -> date:
        """The last day that counts for the unit's month; the tree of that day decides who is expected."""
        return cut_off(month, self.calendar_for(unit, month))

    def bearer_in_month(self, code: str, month: Month, *, today: date) -> int:
        """The unit meant by ``code`` in a month: as of the cut-off, or of today while the period still runs.

        Raises UnknownUnit, NoCalendar.
        """
        for bearer in dict.fromkeys(fact.unit for fact in self.codes if fact.code == code):
            tree = self.on(min(self.cut_off(bearer, month), today))
            if bearer in tree and tree.code(bearer) == code:
                return bearer
        rules = (rule for rule in self.calendars if rule.span.covers(month.first_day))
        closes = next((cut_off(month, rule) for rule in rules), month.first_day)
        return self.on(min(closes, today)).find(code)

    def tree_for(self, unit: int, month: Month) -> Tree | None:
        """The tree of the unit's cut-off day; None where the unit is not in force then or no calendar rules it."""
        try:
            tree = self.on(self.cut_off(unit, month))
        except NoCalendar:
            return None
        return tree if unit in tree else None

    def last_day(self, unit: int) -> date | None:
        """The last day in force of a unit that ended, None while it stands."""
        ends = [fact.span.ends_before for fact in self._placements_of[unit]]
        closed = [end for end in ends if end is not None]
        return None if not ends or len(closed) < len(ends) else date.fromordinal(max(closed).toordinal() - 1)

    def first_day(self, unit: int) -> date:
        return min(fact.span.starts_on for fact in self._placements_of[unit])

    def name_then(self, unit: int, day: date) -> str:
        """The unit's name on ``day``; for one that is gone by then, the last name it bore."""
        return self._name_fact(unit, day).name

    def _name_fact(self, unit: int, day: date) -> Named:
        names = self._names_of[unit]
        if len(names) == 1:  # nearly every unit's case, and a search asks it of thousands
            return names[0]
        return max(names, key=lambda fact: _nearness(fact.span, day))

    def sort_key_then(self, unit: int, day: date) -> str:
        return self._name_fact(unit, day).sort_key

    def code_then(self, unit: int, day: date) -> str:
        """The unit's code on ``day``; for one that is gone by then, the last code it bore."""
        return max(self._codes_of[unit], key=lambda fact: _nearness(fact.span, day)).code

    def line_then(self, unit: int, day: date) -> UnitLine:
        """The unit as of ``day``; for one that is gone by then, as it last was."""
        tree = self.on(day)
        if unit in tree:
            return tree.line(unit)
        return UnitLine(self.code_then(unit, day), self.name_then(unit, day), self.levels[unit], None)
