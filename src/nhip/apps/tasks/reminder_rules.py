"""When steps about overdue tasks are due: loaded from dated files, read for a task."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction

from nhip.analytics import cells
from nhip.analytics.dated_rows import DatedRow, first_day, read_dated_rows
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.apps.tasks.models import ReminderRule
from nhip.core.access import Actor
from nhip.core.errors import NotAllowed, RuleBroken, gettext_noop
from nhip.core.figures import ALWAYS
from nhip.core.periods import Span
from nhip.core.reminders import ReminderStep, StepRule, check_rule, check_rules
from nhip.core.vietnamese import composed

REQUIRED_COLUMNS = ("step", "working_days")
COLUMNS = ("starts_on", "ends_before", "source")
Rules = Mapping[int | None, tuple[StepRule, ...]]
"""Owner -> rows; None: the common ones."""


def shipped_rules() -> Path:
    """The project's proposal, in the format of ``nhip tasks steps``; no act gives these numbers."""
    return Path(__file__).parent / "data" / "reminder_steps.csv"


def stored_rules() -> Rules:
    """One statement."""
    by_owner: dict[int | None, list[StepRule]] = defaultdict(list)
    for row in ReminderRule.objects.all():
        by_owner[row.unit_id].append(_rule(row))
    return {owner: tuple(rows) for owner, rows in by_owner.items()}


def _rule(row: ReminderRule) -> StepRule:
    span = Span(row.starts_on or ALWAYS.starts_on, row.ends_before)
    return StepRule(ReminderStep(row.step), row.working_days, span, row.source)


@transaction.atomic
def load_rules(*, actor: Actor, path: Path, under: str | None = None, now: datetime) -> int:
    """Store the rules of a file; those that are there (step, first day) are brought up to date, others stay.

    under: code of the unit whose own rules they are, in place of the common ones, for tasks that it and the units below
    give. Returns how many changed; the same file again changes nothing. The operator's act. Raises NotAllowed,
    UnknownUnit, RuleBroken, RulesBroken (by file, line and column).
    """
    if not actor.is_operator:
        raise NotAllowed
    owner = None if under is None else ground.current().history.on(now.date()).find(under)
    rows = {
        (row.step, row.starts_on): row for row in ReminderRule.objects.select_for_update().filter(unit=owner)
    }
    entries = []
    for one in read_rules(path):
        starts_on = first_day(one.span)
        key = (one.step.value, starts_on)
        row = rows.get(key)
        before = None if row is None else _facts(row)
        rows[key] = row = row or ReminderRule(unit_id=owner)
        row.step, row.working_days, row.source = one.step.value, one.working_days, one.source
        row.starts_on, row.ends_before = starts_on, one.span.ends_before
        after = _facts(row)
        if after != before:
            row.save()
            entries.append(Entry("save_reminder_rule", row, owner, before=before, after=after))
    check_rules(_rule(row) for row in rows.values())
    record(actor=actor, role="operator", entries=entries, at=now)
    return len(entries)


def _facts(row: ReminderRule) -> dict[str, object]:
    return {
        "reminder": row.step,
        "working_days": row.working_days,
        "from": row.starts_on,
        "before": row.ends_before,
        "legal_basis": row.source,
    }


def read_rules(path: Path) -> tuple[StepRule, ...]:
    """Raises RuleBroken (no such table), RulesBroken (cells)."""
    return read_dated_rows(path, (REQUIRED_COLUMNS, COLUMNS), _read, _check)


def _check(rules: Sequence[StepRule]) -> None:
    check_rule(rules[-1])
    check_rules(rules)


def _read(row: DatedRow) -> StepRule:
    return StepRule(
        step=cells.word(row.cell("step"), ReminderStep),
        working_days=_whole(row.cell("working_days")),
        span=row.span,
        source=composed(row.cell("source")),
    )


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise RuleBroken(
            gettext_noop("«{text}» không phải số ngày làm việc; viết một số nguyên."),
            field="working_days",
            text=text[:40],
        )
    return int(text)
