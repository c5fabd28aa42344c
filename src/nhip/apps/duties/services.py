"""What came of a duty, kept by the worker itself: nobody's act, so nothing for the audit."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from nhip.apps.duties.models import DutyFailure, DutyRun
from nhip.core.duties import Failed
from nhip.core.errors import NhipError

ALL = ""
"""The subject of a failure of the whole duty."""


@transaction.atomic
def keep_outcome(*, duty: str, failed: Iterable[Failed], now: datetime) -> None:
    """Keep what the duty could not do this time; what it could do by now is forgotten."""
    kept = {one.subject: one.error for one in failed}
    known = {row.subject: row for row in DutyFailure.objects.select_for_update().filter(duty=duty)}
    if ALL not in kept:  # a duty that fell over has not looked at single things
        DutyFailure.objects.filter(duty=duty).exclude(subject__in=kept).delete()
        DutyRun.objects.update_or_create(duty=duty, defaults={"done_at": now})
    for subject, error in kept.items():
        row = known.get(subject) or DutyFailure(duty=duty, subject=subject, since=now, times=0)
        row.error = type(error).__name__
        row.sentence, row.facts = _told(error)
        row.last_at, row.times = now, row.times + 1
        row.save()


def _told(error: Exception) -> tuple[str, dict[str, str]]:
    """The sentence of a broken rule and what it names, as text."""
    if not isinstance(error, NhipError):
        return "", {}
    facts = {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
        for name, value in error.places.items()
    }
    return error.sentence, facts
