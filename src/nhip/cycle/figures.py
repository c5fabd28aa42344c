"""Targets and figures from files of an office into the database, all of a file or nothing.

The formats are those of ``nhip rollup run`` (docs/guide/rollup.md). A unit's code is read as of the month or period.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from nhip.analytics import cells
from nhip.analytics.csv_tables import Table, read_table
from nhip.analytics.faults import Faults, place
from nhip.analytics.inputs import indicator_of
from nhip.apps.audit.services import Entry, record
from nhip.apps.indicators.queries import Catalogue, catalogue
from nhip.apps.indicators.services import (
    NewFigure,
    NewTarget,
    write_figures,
    write_targets,
)
from nhip.apps.org import ground
from nhip.apps.org.models import Unit
from nhip.apps.rollups.services import mark_figures
from nhip.core.access import Actor
from nhip.core.errors import NotAllowed, RuleBroken, gettext_noop
from nhip.core.indicators import Indicator, check_month, check_reported
from nhip.core.year_periods import parse_year_period

FIGURES = ("unit", "indicator", "month", "value")
TARGETS = ("unit", "indicator", "period", "value")


@transaction.atomic
def load_figures(*, actor: Actor, path: Path, now: datetime) -> int:
    """Store the figures of a file (F.csv); a cell without a value takes a figure away. Returns how many changed.

    The operator's act. Raises NotAllowed, RulesBroken named by line and column; then nothing is stored.
    """
    _operator(actor)
    known = catalogue()
    reading = _Reading(path, FIGURES, ("category",), known)
    figures: dict[tuple[int, int, str, int, int], NewFigure] = {}
    for line, row in reading.table.rows:
        one = reading.figure(line, row)
        if one is not None:
            reading.once(line, one.key)
            figures[one.key] = one
    reading.faults.refuse()
    written = write_figures(figures=figures.values())
    mark_figures(written=written, now=now)
    _record(
        actor, "load_figures", path, {(one.unit, one.year) for one in figures.values()}, written.changed, now
    )
    return written.count


@transaction.atomic
def load_targets(*, actor: Actor, path: Path, now: datetime) -> int:
    """Store the targets of a file (T.csv); a cell without a value takes a target away. Returns how many changed.

    The operator's act. Raises NotAllowed, RulesBroken named by line and column; then nothing is stored.
    """
    _operator(actor)
    known = catalogue()
    reading = _Reading(path, TARGETS, ("baseline",), known)
    targets: dict[tuple[int, int, int, str], NewTarget] = {}
    for line, row in reading.table.rows:
        one = reading.target(line, row)
        if one is not None:
            reading.once(line, one.key)
            targets[one.key] = one
    reading.faults.refuse()
    written = write_targets(targets=targets.values())
    mark_figures(written=written, now=now)
    _record(
        actor, "load_targets", path, {(one.unit, one.year) for one in targets.values()}, written.changed, now
    )
    return written.count


def _operator(actor: Actor) -> None:
    if not actor.is_operator:
        raise NotAllowed


def _record(
    actor: Actor,
    act: str,
    path: Path,
    told: set[tuple[int, int]],
    changed: Iterable[tuple[int, int, int]],
    now: datetime,
) -> None:
    """One record for each unit and year in which something changed."""
    counts: dict[tuple[int, int], int] = {}
    for unit, _indicator, year in changed:
        counts[unit, year] = counts.get((unit, year), 0) + 1
    entries = [
        Entry(act, Unit(pk=unit), unit, after={"file": path.name, "year": year, "indicators": count})
        for (unit, year), count in sorted(counts.items())
        if (unit, year) in told
    ]
    record(actor=actor, role="operator", entries=entries, at=now)


@dataclass
class _Reading:
    """A file on its way: each row checked, each fault named by line and column."""

    path: Path
    required: tuple[str, ...]
    optional: tuple[str, ...]
    known: Catalogue

    def __post_init__(self) -> None:
        self.table: Table = read_table(self.path, self.required, self.optional)
        self.faults = Faults()
        self._history = ground.current().history
        self._bearers: dict[tuple[str, date, date], int] = {}
        self._lines: dict[object, int] = {}

    def once(self, line: int, key: object) -> None:
        """A second row about the same is a fault."""
        if key in self._lines:
            self.faults.add(
                place(self.table.file, line, "unit"),
                RuleBroken(
                    gettext_noop("Số liệu này đã có ở dòng {line}."), field="unit", line=self._lines[key]
                ),
            )
        self._lines[key] = line

    def figure(self, line: int, row: list[str]) -> NewFigure | None:
        with self._at(line, "indicator"):
            indicator = self._indicator(row)
            check_reported(indicator)
            with self._at(line, "month"):
                month = cells.month(self._cell(row, "month"))
                check_month(indicator, month)
                with self._at(line, "unit"):
                    last_day = date.fromordinal(month.shifted(1).first_day.toordinal() - 1)
                    unit = self._unit(row, month.first_day, last_day, str(month))
                    with self._at(line, "category"):
                        category = self._category(indicator, row)
                        with self._at(line, "value"):
                            one = self.known.by_code[indicator.code]
                            value = self._number(row, "value")
                            return NewFigure(unit, one.id, category, month.year, month.number, value)
        return None

    def target(self, line: int, row: list[str]) -> NewTarget | None:
        with self._at(line, "indicator"):
            indicator = self.known.by_code[self._indicator(row).code]
            with self._at(line, "period"):
                period = parse_year_period(self._cell(row, "period"))
                with self._at(line, "unit"):
                    unit = self._unit(row, period.span.starts_on, period.last_day, str(period))
                    with self._at(line, "value"):
                        value = self._number(row, "value")
                        with self._at(line, "baseline"):
                            baseline = self._number(row, "baseline")
                            return NewTarget(unit, indicator.id, period.year, str(period), value, baseline)
        return None

    def _at(self, line: int, column: str) -> AbstractContextManager[None, bool]:
        return self.faults.at(place(self.table.file, line, column))

    def _cell(self, row: list[str], column: str) -> str:
        return row[self.table.columns[column]].strip() if self.table.has(column) else ""

    def _number(self, row: list[str], column: str) -> Decimal | None:
        text = self._cell(row, column)
        return cells.number(text, has_decimal_comma=self.table.delimiter == ";") if text else None

    def _indicator(self, row: list[str]) -> Indicator:
        return indicator_of(self.known.rules, self._cell(row, "indicator"))

    def _category(self, indicator: Indicator, row: list[str]) -> str:
        category = self._cell(row, "category")
        if category and category not in self.known.by_code[indicator.code].categories:
            raise RuleBroken(
                gettext_noop("Chỉ tiêu «{code}» không có phân tổ «{category}»; các phân tổ: {known}."),
                field="category",
                code=indicator.code,
                category=category[:60],
                known=", ".join(self.known.by_code[indicator.code].categories) or "–",
            )
        return category

    def _unit(self, row: list[str], first: date, last: date, period: str) -> int:
        """Who bears the code on the last day of the period, else who bore it last within."""
        code = self._cell(row, "unit")
        key = (code, first, last)
        if key not in self._bearers:
            tree = self._history.on(last)
            found = tree.find(code) if tree.bears(code) else self._history.gone_bearer(code, first, last)
            if found is None:
                raise RuleBroken(
                    gettext_noop("Không có đơn vị mang mã «{code}» trong kỳ {period}."),
                    field="unit",
                    code=code[:60],
                    period=period,
                )
            self._bearers[key] = found
        return self._bearers[key]
