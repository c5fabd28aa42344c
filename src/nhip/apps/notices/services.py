"""Telling people what happened, inside the transaction of the act; and what a person chooses about the day's letter."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from nhip.apps.accounts.queries import holders
from nhip.apps.audit.services import Entry, record
from nhip.apps.notices.models import DigestChoice, Notice
from nhip.apps.org import ground
from nhip.core.access import Actor
from nhip.core.errors import NotAllowed, RuleBroken, gettext_noop
from nhip.core.notices import LINES, News, seats_of, told
from nhip.core.units import Tree
from nhip.rows import change, insert_objects, places

_TABLE = Notice._meta.db_table  # noqa: SLF001 - a name of ours


def notify(
    *,
    news: Iterable[News],
    silent: Iterable[int | None],
    now: datetime,
    tree: Tree | None = None,
    is_first: bool = False,
) -> None:
    """Tell whoever may act on it, the actor excepted. silent: who did it. tree: of today, where not given.

    is_first: the thing has just come to be, so nothing was said of it before.

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
    if heard and not is_first:
        people = sorted({person for person, _subject in heard})
        subjects = sorted({one.subject for one in kept})
        change(
            f"DELETE FROM {_TABLE} WHERE person_id IN {places(len(people))} AND subject IN {places(len(subjects))}",  # noqa: S608 - names of ours
            [*people, *subjects],
        )
    if not is_first:
        settle(subjects=[one.subject for one in kept if LINES[one.kind].settles], now=now)
    insert_objects(
        [
            Notice(person_id=person, kind=one.kind.value, subject=subject, facts=dict(one.facts), at=now)
            for (person, subject), one in heard.items()
        ],
        "ON CONFLICT DO NOTHING",  # two at once about one thing: one line stands, and neither act fails
    )


def settle(*, subjects: Iterable[str], now: datetime, person: int | None = None) -> None:
    """What was asked for has been done: whoever has not read of it need not; with person: they alone. One statement."""
    several = list(subjects)
    if not several:
        return
    own, whose = ("", []) if person is None else (" AND person_id = %s", [person])
    change(
        f"UPDATE {_TABLE} SET read_at = %s WHERE read_at IS NULL AND subject IN {places(len(several))}{own}",  # noqa: S608 - names of ours
        [connection.ops.adapt_datetimefield_value(now), *several, *whose],
    )


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
