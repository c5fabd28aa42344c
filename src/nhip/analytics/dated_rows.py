"""Files of dated rules: one line a rule, with the days on which it is in force."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from nhip.analytics import cells
from nhip.analytics.csv_tables import Table, read_table
from nhip.analytics.faults import Faults, place
from nhip.core.figures import ALWAYS
from nhip.core.periods import Span

Rule = TypeVar("Rule")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One line. What cannot be read is noted as a fault at its cell, or at the line."""

    table: Table
    line: int
    row: Sequence[str]
    faults: Faults

    def cell(self, column: str) -> str:
        """Empty where the file has no such column."""
        return self.row[self.table.columns[column]].strip() if self.table.has(column) else ""

    def optional(self, column: str, read: Callable[[str], Found]) -> Found | None:
        """What the cell holds; None where it is empty, or cannot be read."""
        text = self.cell(column)
        with self.faults.at(place(self.table.file, self.line, column)):
            return read(text) if text else None
        return None

    @property
    def span(self) -> Span:
        """From ``starts_on`` until before ``ends_before``, each open where it is empty."""
        starts_on: date | None = self.optional("starts_on", cells.day)
        return Span(starts_on or ALWAYS.starts_on, self.optional("ends_before", cells.day))


def read_dated_rows(
    path: Path,
    columns: tuple[tuple[str, ...], tuple[str, ...]],
    read: Callable[[DatedRow], Rule],
    check: Callable[[Sequence[Rule]], None],
) -> tuple[Rule, ...]:
    """The rules of a file, in its order. columns: those it must have, and may have.

    check: of all up to each one, refuses the last. Raises RuleBroken (no such table), RulesBroken (by line and column).
    """
    table = read_table(path, *columns)
    faults = Faults()
    found: list[Rule] = []
    for line, row in table.rows:
        with faults.at(place(table.file, line)):
            one = read(DatedRow(table, line, row, faults))
            check([*found, one])
            found.append(one)
    faults.refuse()
    return tuple(found)


def first_day(span: Span) -> date | None:
    """As it is stored: None where it has always been in force."""
    return None if span.starts_on == ALWAYS.starts_on else span.starts_on
