"""Indicators from a file into the database: how they add up, and how reports ask for them.

The format is that of ``nhip rollup run`` with further columns (docs/guide/indicators.md). A set for ethnic-affairs work
comes with Nhịp.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from nhip.analytics import cells
from nhip.analytics.csv_tables import Table, read_table
from nhip.analytics.faults import Faults, place
from nhip.analytics.inputs import read_indicators
from nhip.apps.indicators.queries import catalogue
from nhip.apps.indicators.services import Definition, define_indicators
from nhip.apps.rollups.services import mark_indicators
from nhip.core.access import Actor
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.figures import ALWAYS, NOT_REPORTED, ReportingRule, check_within
from nhip.core.indicators import Indicator
from nhip.core.periods import Span
from nhip.core.units import Level

REPORTING = (
    "group",
    "level",
    "starts_on",
    "ends_before",
    "partition",
    "whole",
    "least",
    "most",
    "most_times",
    "within",
    "source",
)
YES, NO = "yes", "no"
Read = TypeVar("Read")


@transaction.atomic
def load_indicators(*, actor: Actor, path: Path, now: datetime) -> int:
    """Store the indicators of a file; those that are there are brought up to date. Returns how many changed.

    Columns as of I.csv; beside them ``measure``, ``categories`` (code=name, separated by |) and ``REPORTING``. What a
    file has no column for stays as it is. Where figures add up otherwise than before, all that was rolled up of them is
    built anew. Raises NotAllowed, RulesBroken.
    """
    rules = read_indicators(path)
    before = catalogue()
    known = {code: one.reporting for code, one in before.by_code.items()}
    told = _told(path, known, rules.keys() | known.keys())
    changed = define_indicators(
        actor=actor,
        definitions=[Definition(rule, *told[code]) for code, rule in rules.items()],
        now=now,
    )
    after = catalogue()
    altered = {
        one.id
        for code, one in after.by_code.items()
        if code in before.by_code
        and _adds_up(one.rule, one.categories)
        != _adds_up(before.rules[code], before.by_code[code].categories)
    }
    codes = after.leaning_on(after.by_id[one].rule.code for one in altered)
    if codes:
        mark_indicators(indicators=[after.by_code[code].id for code in codes], now=now)
    return changed


def _adds_up(rule: Indicator, categories: Mapping[str, str]) -> tuple[object, ...]:
    """What roll-ups hang on."""
    return (
        rule.over_units,
        rule.over_time,
        rule.frequency,
        rule.weight,
        rule.ratio,
        tuple(sorted(categories)),
    )


def _told(
    path: Path, known: Mapping[str, ReportingRule], codes: Collection[str]
) -> dict[str, tuple[str, dict[str, str], ReportingRule]]:
    """code -> unit of measure, categories, how it is reported. codes: of the file and those known already."""
    table = read_table(path, ("code",), ("measure", "categories", *REPORTING))
    faults = Faults()
    found: dict[str, tuple[str, dict[str, str], ReportingRule]] = {}
    for line, row in table.rows:
        one = _Row(table, line, row, faults)
        code = one.cell("code")
        reporting = one.reporting(known.get(code, NOT_REPORTED))
        with faults.at(place(table.file, line, "within")):
            check_within(code, reporting, codes)
        found[code] = (one.cell("measure"), one.categories(), reporting)
    faults.refuse()
    return found


class _Row:
    """One line of the file; a fault is named by its column, and the rest is read on."""

    def __init__(self, table: Table, line: int, row: list[str], faults: Faults) -> None:
        self._table, self._line, self._row, self._faults = table, line, row, faults

    def cell(self, column: str) -> str:
        return self._row[self._table.columns[column]].strip() if self._table.has(column) else ""

    def categories(self) -> dict[str, str]:
        found: dict[str, str] = {}
        with self._faults.at(place(self._table.file, self._line, "categories")):
            for part in filter(None, (one.strip() for one in self.cell("categories").split("|"))):
                key, equals, name = part.partition("=")
                if not equals or not key.strip() or not name.strip():
                    raise RuleBroken(
                        gettext_noop("Phân tổ «{text}» phải viết mã=tên, các phân tổ cách nhau bằng «|»."),
                        field="categories",
                        text=part[:60],
                    )
                found[key.strip()] = name.strip()
        return found

    def reporting(self, before: ReportingRule) -> ReportingRule:
        """before: what is known of the indicator; columns that the file lacks keep it."""
        one = replace(
            before,
            group=self._read("group", str, before.group, empty=""),
            level=self._read("level", lambda text: cells.word(text, Level), before.level, empty=None),
            is_partition=self._read("partition", _yes_or_no, before.is_partition, empty=False),
            is_whole=self._read("whole", _yes_or_no, before.is_whole, empty=False),
            least=self._read("least", self._number, before.least, empty=None),
            most=self._read("most", self._number, before.most, empty=None),
            most_times=self._read("most_times", self._number, before.most_times, empty=None),
            within=self._read("within", str, before.within, empty=None),
            source=self._read("source", str, before.source, empty=""),
        )
        starts_on = self._read("starts_on", cells.day, before.span.starts_on, empty=ALWAYS.starts_on)
        ends_before = self._read("ends_before", cells.day, before.span.ends_before, empty=None)
        with self._faults.at(place(self._table.file, self._line, "ends_before")):
            return replace(one, span=Span(starts_on, ends_before))
        return one

    def _read(self, column: str, read: Callable[[str], Read], kept: Read, *, empty: Read) -> Read:
        if not self._table.has(column):
            return kept
        text = self.cell(column)
        if text:
            with self._faults.at(place(self._table.file, self._line, column)):
                return read(text)
        return empty

    def _number(self, text: str) -> Decimal:
        return cells.number(text, has_decimal_comma=self._table.delimiter == ";")


def _yes_or_no(text: str) -> bool:
    if text.lower() not in (YES, NO):
        raise RuleBroken(
            gettext_noop("«{text}» không có trong các lựa chọn: {choices}."),
            field="choice",
            text=text[:60],
            choices=f"{YES}, {NO}",
        )
    return text.lower() == YES
