"""Read marks: a person's own, no act on anything, so nothing is recorded."""

from datetime import datetime

from nhip.apps.notices.models import Notice
from nhip.apps.notices.queries import NoticeRow, row_of
from nhip.apps.org import ground
from nhip.core.errors import NotFound


def mark_read(*, person_id: int, notice_id: int, now: datetime) -> NoticeRow:
    """Mark one as read; returns it. Three statements. Raises NotFound, also for somebody else's."""
    notice = Notice.objects.filter(pk=notice_id, person=person_id).first()
    if notice is None:
        raise NotFound
    if notice.read_at is None:
        Notice.objects.filter(pk=notice_id, read_at=None).update(read_at=now)
    return row_of(notice, ground.current().history.on(now.date()))


def mark_all_read(*, person_id: int, up_to: int | None, now: datetime) -> int:
    """Mark every unread one as read, up to the newest that the person saw. Returns how many. One statement."""
    unread = Notice.objects.filter(person=person_id, read_at=None)
    return (unread if up_to is None else unread.filter(pk__lte=up_to)).update(read_at=now)
