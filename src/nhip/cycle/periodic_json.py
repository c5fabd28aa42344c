"""A report by period as commands print it."""

from decimal import Decimal

from nhip.cycle.periodic_pages import PeriodicPage


def periodic_as_json(page: PeriodicPage) -> dict[str, object]:
    """As ``nhip periodic show --json`` prints it. Numbers are text, digit for digit.

    ``reported``: as filed; before that what approved monthly reports add up to. ``known``: as known now.
    """
    return {
        "unit": page.unit.code,
        "name": page.unit.name,
        "period": str(page.period),
        "state": page.state.value,
        "filed_at": None if page.filed_at is None else page.filed_at.isoformat(timespec="seconds"),
        "due": page.due.day.isoformat() + ("" if page.due.at is None else f"T{page.due.at:%H:%M}"),
        "late": page.is_late,
        "approved": page.sources.approved,
        "expected": page.sources.expected,
        "sections": {row.code: row.text for row in page.sections},
        "figures": [
            {
                "indicator": row.indicator.rule.code,
                "category": row.category or None,
                "reported": _text(row.told.value),
                "known": _text(row.known.value),
            }
            for row in page.totals
        ],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
