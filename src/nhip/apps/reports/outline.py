"""The outline that written sections of reports follow: loaded from files, read for a report."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from nhip.analytics import cells
from nhip.analytics.dated_rows import DatedRow, first_day, read_dated_rows
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.apps.reports.models import OutlineSection
from nhip.core.access import Actor
from nhip.core.errors import NotAllowed, RuleBroken, gettext_noop
from nhip.core.figures import ALWAYS
from nhip.core.outline import MONTH, Section, asked_sections, check_once, check_section, nearest
from nhip.core.periods import Month, Span
from nhip.core.units import Level, Tree
from nhip.core.vietnamese import composed, normalised
from nhip.rows import ask

REQUIRED_COLUMNS = ("code", "title", "spans")
COLUMNS = ("required", "level", "starts_on", "ends_before", "hint", "source")
_TABLE = OutlineSection._meta.db_table  # noqa: SLF001 - a name of ours
_SPANS = re.compile(r"[0-9]{1,2}(?:\s*\|\s*[0-9]{1,2})*")


def shipped_outline() -> Path:
    """Sections after Circular 01/2019/TT-UBDT, in the format of ``nhip report outline``; written from memory of it."""
    return Path(__file__).parent / "data" / "outline_2019.csv"


# --- Read -------------------------------------------------------------------------------------------------------


def outline_of(unit: int, month: Month, tree: Tree, months: int = MONTH) -> tuple[Section, ...]:
    """The sections that the unit's report has, in order. One statement.

    month: the last one that it tells of; months: how many, 0 for a week.
    """
    by_owner: dict[int | None, list[Section]] = defaultdict(list)
    above = tuple(tree.upwards(unit))
    columns = ", ".join(_Row._fields)
    rows = ask(f"SELECT {columns} FROM {_TABLE} ORDER BY position, id")  # noqa: S608 - names of ours
    for owner, section in _made(tuple(rows)):
        if owner is None or owner in above:
            by_owner[owner].append(section)
    level = tree.level(unit)
    asked = {owner: asked_sections(rows, level, month, months) for owner, rows in by_owner.items()}
    return nearest(asked, above)


def titles_of_sections(codes: Sequence[str]) -> dict[str, str]:
    """The newest title of each code, of whichever outline. One statement, none for none."""
    rows = OutlineSection.objects.filter(code__in=codes).order_by("starts_on", "pk")
    return dict(rows.values_list("code", "title")) if codes else {}


class _Row(NamedTuple):
    """Of the table: the columns by their names."""

    unit_id: int | None
    code: str
    title: str
    spans: str
    required: str
    level: str
    starts_on: date | None
    ends_before: date | None
    hint: str
    source: str


@lru_cache(maxsize=2)
def _made(told: tuple[tuple[Any, ...], ...]) -> tuple[tuple[int | None, Section], ...]:
    """Sections with whose outline they are in, in order; as long as the database tells the same, they are."""
    return tuple((row.unit_id, _section(row)) for row in (_Row(*one) for one in told))


def _section(row: "_Row | OutlineSection") -> Section:
    return Section(
        code=row.code,
        title=row.title,
        spans=_months(row.spans),
        required=_months(row.required),
        level=Level(row.level) if row.level else None,
        span=Span(row.starts_on or ALWAYS.starts_on, row.ends_before),
        hint=row.hint,
        source=row.source,
    )


def _months(text: str) -> frozenset[int]:
    return frozenset(int(one) for one in text.split("|") if one.strip())


# --- Load -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Key:
    """What a row is brought up to date by, within the outline of one owner."""

    code: str
    level: str
    starts_on: date | None


@transaction.atomic
def load_outline(*, actor: Actor, path: Path, under: str | None = None, now: datetime) -> int:
    """Store the sections of a file; those that are there (code, level, first day) are brought up to date, others stay.

    under: code of the unit whose own outline it is, in place of the common one, for itself and the units below.
    Returns how many changed; the same file again changes nothing. The operator's act. Raises NotAllowed, UnknownUnit,
    RuleBroken, RulesBroken (by file, line and column).
    """
    if not actor.is_operator:
        raise NotAllowed
    owner = None if under is None else ground.current().history.on(now.date()).find(under)
    sections = read_outline(path)
    rows = {
        _Key(row.code, row.level, row.starts_on): row
        for row in OutlineSection.objects.select_for_update().filter(unit=owner)
    }
    entries = []
    for position, one in enumerate(sections, start=1):
        key = _Key(one.code, one.level or "", first_day(one.span))
        row = rows.get(key)
        before = None if row is None else _facts(row)
        rows[key] = row = row or OutlineSection(unit_id=owner)
        _put(row, one, position)
        after = _facts(row)
        if after != before:
            row.save()
            entries.append(Entry("save_outline_section", row, owner, before=before, after=after))
    check_once(_section(row) for row in rows.values())
    record(actor=actor, role="operator", entries=entries, at=now)
    return len(entries)


def _put(row: OutlineSection, one: Section, position: int) -> None:
    row.code, row.title, row.position = one.code, one.title, position
    row.spans, row.required = ("|".join(map(str, sorted(months))) for months in (one.spans, one.required))
    row.level = one.level or ""
    row.starts_on, row.ends_before = first_day(one.span), one.span.ends_before
    row.hint, row.source = one.hint, one.source


def _facts(row: OutlineSection) -> dict[str, object]:
    return {
        "code": row.code,
        "name": row.title,
        "level": row.level,
        "spans": row.spans,
        "required": row.required,
        "from": row.starts_on,
        "before": row.ends_before,
        "hint": row.hint,
        "legal_basis": row.source,
        "position": row.position,
    }


def read_outline(path: Path) -> tuple[Section, ...]:
    """Raises RuleBroken (no such table), RulesBroken (cells)."""
    return read_dated_rows(path, (REQUIRED_COLUMNS, COLUMNS), _read, _check)


def _check(sections: Sequence[Section]) -> None:
    check_section(sections[-1])
    check_once(sections)


def _read(row: DatedRow) -> Section:
    return Section(
        code=row.cell("code"),
        title=normalised(row.cell("title")),
        spans=_read_months(row.cell("spans")),
        required=_read_months(row.cell("required")),
        level=row.optional("level", lambda text: cells.word(text, Level)),
        span=row.span,
        hint=composed(row.cell("hint")),
        source=composed(row.cell("source")),
    )


def _read_months(text: str) -> frozenset[int]:
    if text and not _SPANS.fullmatch(text):
        raise RuleBroken(
            gettext_noop("«{text}» không phải danh sách kỳ; viết số tháng cách nhau bằng «|», như 1|3|12."),
            field="spans",
            text=text[:60],
        )
    return _months(text)
