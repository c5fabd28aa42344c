"""Terms of reports by period: loaded from files, read for a report."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from django.db import transaction

from nhip.analytics import cells
from nhip.analytics.dated_rows import DatedRow, first_day, read_dated_rows
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
        key = _Key(one.regime.value, one.level or "", first_day(one.span))
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
    row.starts_on, row.ends_before = first_day(one.span), one.span.ends_before
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


def read_terms(path: Path) -> tuple[Term, ...]:
    """Raises RuleBroken (no such table), RulesBroken (cells)."""
    return read_dated_rows(path, (REQUIRED_COLUMNS, COLUMNS), _read, _check)


def _check(terms: Sequence[Term]) -> None:
    check_term(terms[-1])
    check_terms(terms)


def _read(row: DatedRow) -> Term:
    return Term(
        regime=cells.word(row.cell("regime"), Regime),
        due_day=_whole(row.cell("due_day")),
        months_later=_whole(row.cell("months_later") or "0"),
        due_time=row.optional("due_time", _time),
        level=row.optional("level", lambda text: cells.word(text, Level)),
        span=row.span,
        source=composed(row.cell("source")),
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
