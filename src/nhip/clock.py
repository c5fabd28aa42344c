"""Business time, asked at the faces only (pages, commands, background tasks) and passed down as an argument.

``NHIP_TODAY`` freezes the business day; the time of day goes on. Sessions, tokens, the queue and the audit's
``recorded_at`` use real time, never this.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment in the office's time zone, on the business day."""
    moment = timezone.localtime()
    frozen: date | None = settings.NHIP_TODAY
    return moment if frozen is None else moment.replace(year=frozen.year, month=frozen.month, day=frozen.day)


def moment() -> datetime:
    """This moment in real time: for one-time codes, which are tokens."""
    return timezone.now()


def today() -> date:
    """The business day."""
    return now().date()
