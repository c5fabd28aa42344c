from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from nhip.apps.duties.models import DutyFailure, DutyRun


@dataclass(frozen=True, slots=True)
class FailureLine:
    """As stored: see the model."""

    duty: str
    subject: str
    error: str
    sentence: str
    facts: Mapping[str, str]
    since: datetime
    last_at: datetime
    times: int


def failures() -> tuple[FailureLine, ...]:
    """What fails now, the longest first. One statement."""
    rows = DutyFailure.objects.order_by("since", "pk")
    return tuple(
        FailureLine(*row)
        for row in rows.values_list(
            "duty", "subject", "error", "sentence", "facts", "since", "last_at", "times"
        )
    )


def last_done() -> dict[str, datetime]:
    """Duty -> when it was last done. One statement."""
    return dict(DutyRun.objects.values_list("duty", "done_at"))
