"""Telling people what happened, inside the transaction of the act; and what a person chooses about the day's letter."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from nhip.apps.accounts.queries import holders
from nhip.apps.audit.services import Entry, record
from nhip.apps.notices.models import DigestChoice, Notice
from nhip.apps.org import ground
from nhip.core.access import Actor
from nhip.core.errors import NotAllowed, RuleBroken, gettext_noop
from nhip.core.notices import LINES, News, seats_of, told
from nhip.core.units import Tree


def notify(
    *,
    news: Iterable[News],
    silent: Iterable[int | None],
    now: datetime,
    tree: Tree | None = None,
) -> None:
    """Tell whoever may act on it, the actor excepted. silent: who did it. tree: of today, where not given.

    What was said of the same thing before is replaced for those who hear of it again, and counts as read for all
    others: it is settled, unless its line says otherwise (a mention). Four statements, however many people.
    """
    kept = tuple(news)
    if not kept:
        return
    tree = ground.current().history.on(now.date()) if tree is None else tree
    wanted = {seat for one in kept for seat in seats_of(one, tree)}
    held = holders(seats=wanted, today=now.date()) if wanted else {}
    silence = frozenset(one for one in silent if one is not None)
    heard = told(kept, held, tree, silent=silence)
    subjects = {one.subject for one in kept}
    if heard:
        Notice.objects.filter(
            subject__in=subjects, person__in={person for person, _subject in heard}
        ).delete()
    settle(subjects=[one.subject for one in kept if LINES[one.kind].settles], now=now)
    Notice.objects.bulk_create(
        (
            Notice(person_id=person, kind=one.kind.value, subject=subject, facts=dict(one.facts), at=now)
            for (person, subject), one in heard.items()
        ),
        ignore_conflicts=True,  # two at once about one thing: one line stands, and neither act fails
    )


def settle(*, subjects: Iterable[str], now: datetime, person: int | None = None) -> None:
    """What was asked for has been done: whoever has not read of it need not; with person: they alone. One statement."""
    unread = Notice.objects.filter(subject__in=list(subjects), read_at=None)
    (unread if person is None else unread.filter(person=person)).update(read_at=now)


@transaction.atomic
def choose_digest(*, actor: Actor, is_wanted: bool, language: str, now: datetime) -> None:
    """Whether one gets the day's letter, and in which language. Raises RuleBroken, NotAllowed (nobody's account)."""
    if actor.person is None:
        raise NotAllowed
    if language not in dict(settings.LANGUAGES):
        raise RuleBroken(gettext_noop("Chọn tiếng Việt hoặc tiếng Anh."), field="language")
    choice, _new = DigestChoice.objects.update_or_create(
        person_id=actor.person, defaults={"is_wanted": is_wanted, "language": language}
    )
    entry = Entry("choose_digest", choice, after={"wanted": is_wanted, "language": language})
    record(actor=actor, role="self", entries=[entry], at=now)
