from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from nhip.apps.notices.models import DigestChoice, Notice
from nhip.apps.notices.wording import address, sentence
from nhip.apps.org import ground
from nhip.core.notices import Kind
from nhip.core.units import Tree

MOST_UNREAD = 100
MOST_READ = 30


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A line in the reader's language. link: the page where the thing stands."""

    id: int
    kind: Kind
    text: str
    link: str
    at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """unread: the newest, of ``waiting``; read: the newest before ``older``, the identity to go on from."""

    unread: tuple[NoticeRow, ...]
    waiting: int
    read: tuple[NoticeRow, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose about the day's letter."""

    is_wanted: bool = True
    language: str = "vi"


def notices_page(*, person_id: int, only_unread: bool, before: int | None, today: date) -> NoticesPage:
    """A person's own notices: what is unread first, newest first. Four statements at most."""
    tree = ground.current().history.on(today)
    own = Notice.objects.filter(person=person_id).order_by("-pk")
    unread = [row_of(one, tree) for one in own.filter(read_at=None)[:MOST_UNREAD]] if before is None else []
    count = own.filter(read_at=None).count() if len(unread) == MOST_UNREAD else len(unread)
    if only_unread:
        return NoticesPage(tuple(unread), count, (), None)
    earlier = own.exclude(read_at=None)
    if before is not None:
        earlier = earlier.filter(pk__lt=before)
    read = [row_of(one, tree) for one in earlier[: MOST_READ + 1]]
    older = read[MOST_READ - 1].id if len(read) > MOST_READ else None
    return NoticesPage(tuple(unread), count, tuple(read[:MOST_READ]), older)


def row_of(notice: Notice, tree: Tree) -> NoticeRow:
    """tree: of today."""
    kind = Kind(notice.kind)
    return NoticeRow(
        notice.pk,
        kind,
        sentence(kind, notice.facts),
        address(kind, notice.facts, said_on=timezone.localtime(notice.at).date(), tree=tree),
        notice.at,
        notice.read_at is not None,
    )


def unread_of(person_id: int) -> QuerySet[Any, Any]:
    """One row with ``waiting``, how many notices the person has not read; none where there are none."""
    found = Notice.objects.filter(person=person_id, read_at=None).order_by()
    return found.values("person").annotate(waiting=Count("pk"))


def choice_of(*, person_id: int) -> Choice:
    """One statement."""
    found = DigestChoice.objects.filter(person=person_id).first()
    return Choice() if found is None else Choice(found.is_wanted, found.language)
