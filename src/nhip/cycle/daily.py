"""What is done once a day, by the worker. A duty bears to be done again: only its first time on a day has an effect.

To add one, name it in core.duties, write a function of the business moment and list it in DUTIES.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import Error

from nhip.apps.accounts import mail
from nhip.apps.duties.services import ALL, keep_outcome
from nhip.apps.reports.receipts import forget_old
from nhip.core.duties import Done, DutyName, Failed
from nhip.cycle.amending import put_due_in_force
from nhip.cycle.appointing import pass_on_what_waits
from nhip.cycle.digests import send_digests

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Duty:
    """hour: of the office's day, not before; act: what is done, given the business moment."""

    name: str
    hour: Callable[[], int]
    act: Callable[[datetime], int | Done]


def _digests(now: datetime) -> int:
    return send_digests(now=now) if mail.is_set_up() else 0


DUTIES: tuple[Duty, ...] = (
    Duty(DutyName.QUESTIONS, lambda: 0, lambda now: pass_on_what_waits(now=now)),
    Duty(DutyName.AMENDMENTS, lambda: 0, lambda now: put_due_in_force(now=now)),
    Duty(DutyName.RECEIPTS, lambda: 0, lambda now: forget_old(now=now)),
    Duty(DutyName.DIGESTS, lambda: int(settings.NHIP_DIGEST_HOUR), _digests),
)


def do_duties(*, now: datetime, duties: tuple[Duty, ...] = DUTIES) -> int:
    """Do what is due by the moment; one that fails does not keep the others from being done. Returns what they did.

    What fails is kept for administrators to see (cycle.operations) until it does not.
    """
    done = 0
    for duty in duties:
        if now.hour < duty.hour():
            continue
        told = _done(duty, now)
        done += told.count
        try:
            keep_outcome(duty=duty.name, failed=told.failed, now=now)
        except Error:
            log.exception("what came of a daily duty could not be kept: %s", duty.name)
    return done


def _done(duty: Duty, now: datetime) -> Done:
    try:
        told = duty.act(now)
    except Exception as failure:
        log.exception("daily duty failed: %s", duty.name)
        return Done(0, (Failed(ALL, failure),))
    return told if isinstance(told, Done) else Done(told)
