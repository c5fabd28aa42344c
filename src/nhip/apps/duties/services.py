"""What came of a duty, or of what somebody asked for: kept by the machine, nobody's act, so nothing for the audit."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import Error, transaction

from nhip.apps.duties.models import DutyFailure, DutyRun
from nhip.core.duties import Failed, WorkName
from nhip.core.errors import NhipError

log = logging.getLogger(__name__)
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
        _keep(known.get(subject) or DutyFailure(duty=duty, subject=subject, since=now, times=0), error, now)


def _keep(row: DutyFailure, error: Exception, now: datetime) -> None:
    row.error = type(error).__name__
    row.sentence, row.facts = _told(error)
    row.last_at, row.times = now, row.times + 1
    row.save()


@transaction.atomic
def keep_failure(*, work: WorkName, subject: str, error: Exception, now: datetime) -> None:
    """Keep that what somebody asked for was not done. subject: of what."""
    known = DutyFailure.objects.select_for_update().filter(duty=work.value, subject=subject).first()
    _keep(known or DutyFailure(duty=work.value, subject=subject, since=now, times=0), error, now)


def forget_failure(*, work: WorkName, subject: str) -> None:
    """It is done by now, or needs nobody any more. One statement, where nothing was kept."""
    known = DutyFailure.objects.filter(duty=work.value, subject=subject)
    if known.exists():
        known.delete()


@contextmanager
def watched(*, work: WorkName, subject: str, now: datetime) -> Iterator[None]:
    """Keep that what is done within fell over; forget it once it is done. Around the work's own transaction.

    A broken rule is told to whoever broke it, and kept for nobody else.
    """
    try:
        yield
    except NhipError:
        raise
    except Exception as failure:
        try:
            keep_failure(work=work, subject=subject, error=failure, now=now)
        except Error:
            log.exception("what was not done could not be kept: %s", work)
        raise
    forget_failure(work=work, subject=subject)


def _told(error: Exception) -> tuple[str, dict[str, str]]:
    """The sentence of a broken rule and what it names, as text."""
    if not isinstance(error, NhipError):
        return "", {}
    facts = {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
        for name, value in error.places.items()
    }
    return error.sentence, facts
