"""What people of the demo have read of their notices: all but the last days' news, which a visitor finds."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F

from nhip.apps.notices.models import Notice
from nhip.demo import story
from nhip.demo.filings import at


def read_up() -> Iterator[None]:
    """Everything told before the last days was read within the hour."""
    since = at(story.TODAY - story.UNREAD_DAYS)
    Notice.objects.filter(at__lt=since, read_at=None).update(read_at=F("at") + timedelta(hours=1))
    yield
