"""Terms of reports by period: loaded from files, read for a report."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from django.db import transaction

from nhip.analytics import cells
from nhip.analytics.csv_tables import Table, read_table
from nhip.analytics.faults import Faults, place
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.apps.periodic.models import ReportTerm
from nhip.core.access import Actor
from nhip.core.errors import NotAllowed, RuleBroken, gettext_noop
from nhip.core.figures import ALWAYS
from nhip.core.periodic import Regime, Term, check_term, check_terms
from nhip.core.periods import Span
from nhip.core.units import Level
from nhip.core.vietnamese import composed

REQUIRED_COLUMNS = ("regime", "due_day")
COLUMNS = ("due_time", "months_later", "level", "starts_on", "ends_before", "source")
Terms = Mapping[int | None, tuple[Term, ...]]
"""Owner -> rows; None: the common ones."""


def shipped_terms() -> Path:
    """Terms after Circular 01/2019/TT-UBDT, in the format of ``nhip periodic terms``; written from memory of it."""
    return Path(__file__).parent / "data" / "terms_2019.csv"


def stored_terms() -> Terms:
    """One statement."""
    by_owner: dict[int | None, list[Term]] = defaultdict(list)
    for row in ReportTerm.objects.all():
        by_owner[row.unit_id].append(_term(row))
    return {owner: tuple(rows) for owner, rows in by_owner.items()}


def _term(row: ReportTerm) -> Term:
    return Term(
        Regime(row.regime),
        row.due_day,
        row.months_later,
        row.due_time,
        Level(row.level) if row.level else None,
        Span(row.starts_on or ALWAYS.starts_on, row.ends_before),
        row.source,
    )


# --- Load -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Key:
    """What a row is brought up to date by, among the terms of one owner."""

    regime: str
    level: str
    starts_on: date | None


@transaction.atomic
def load_terms(*, actor: Actor, path: Path, under: str | None = None, now: datetime) -> int:
    """Store the terms of a file; those that are there (regime, level, first day) are brought up to date, others stay.

    under: code of the unit whose own terms they are, in place of the common ones, for itself and the units below.
    Returns how many changed; the same file again changes nothing. The operator's act. Raises NotAllowed, UnknownUnit,
    RuleBroken, RulesBroken (by file, line and column).
    """
    if not actor.is_operator:
        raise NotAllowed
    owner = None if under is None else ground.current().history.on(now.date()).find(under)
    rows = {
        _Key(row.regime, row.level, row.starts_on): row
        for row in ReportTerm.objects.select_for_update().filter(unit=owner)
    }
    entries = []
    for one in read_terms(path):
        key = _Key(one.regime.value, one.level or "", _day_or_none(one.span.starts_on))
        row = rows.get(key)
        before = None if row is None else _facts(row)
        rows[key] = row = row or ReportTerm(unit_id=owner)
        _put(row, one)
        after = _facts(row)
        if after != before:
            row.save()
            entries.append(Entry("save_report_term", row, owner, before=before, after=after))
    check_terms(_term(row) for row in rows.values())
    record(actor=actor, role="operator", entries=entries, at=now)
    return len(entries)


def _put(row: ReportTerm, one: Term) -> None:
    row.regime, row.level = one.regime.value, one.level or ""
    row.due_day, row.months_later, row.due_time = one.due_day, one.months_later, one.due_time
    row.starts_on, row.ends_before = _day_or_none(one.span.starts_on), one.span.ends_before
    row.source = one.source


def _facts(row: ReportTerm) -> dict[str, object]:
    return {
        "regime": row.regime,
        "level": row.level,
        "due_day": row.due_day,
        "months_later": row.months_later,
        "due_time": row.due_time and f"{row.due_time:%H:%M}",
        "from": row.starts_on,
        "before": row.ends_before,
        "legal_basis": row.source,
    }


def _day_or_none(day: date) -> date | None:
    return None if day == ALWAYS.starts_on else day


def read_terms(path: Path) -> tuple[Term, ...]:
    """Raises RuleBroken (no such table), RulesBroken (cells)."""
    table = read_table(path, REQUIRED_COLUMNS, COLUMNS)
    faults = Faults()
    found: list[Term] = []
    for line, row in table.rows:
        with faults.at(place(table.file, line)):
            one = _read(table, line, row, faults)
            check_term(one)
            check_terms([*found, one])
            found.append(one)
    faults.refuse()
    return tuple(found)


def _read(table: Table, line: int, row: list[str], faults: Faults) -> Term:
    def cell(column: str) -> str:
        return row[table.columns[column]].strip() if table.has(column) else ""

    def day(column: str) -> date | None:
        with faults.at(place(table.file, line, column)):
            return cells.day(cell(column)) if cell(column) else None
        return None

    level, due_time = None, None
    with faults.at(place(table.file, line, "level")):
        level = cells.word(cell("level"), Level) if cell("level") else None
    with faults.at(place(table.file, line, "due_time")):
        due_time = _time(cell("due_time")) if cell("due_time") else None
    starts_on, ends_before = day("starts_on"), day("ends_before")
    return Term(
        regime=cells.word(cell("regime"), Regime),
        due_day=_whole(cell("due_day")),
        months_later=_whole(cell("months_later") or "0"),
        due_time=due_time,
        level=level,
        span=Span(starts_on or ALWAYS.starts_on, ends_before),
        source=composed(cell("source")),
    )


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise RuleBroken(
            gettext_noop("«{text}» không phải số nguyên có một hoặc hai chữ số."),
            field="due_day",
            text=text[:40],
        )
    return int(text)


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise RuleBroken(
            gettext_noop("«{text}» không phải giờ; viết như 14:00."), field="due_time", text=text[:40]
        ) from error
