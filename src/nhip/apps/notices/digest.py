"""The day's letter to each person: claimed before it is sent, so that it never goes out twice.

The claim and the marks on the notices are committed first; the letter follows. A mail server that refuses the letter
gives the claim back, and a later round tries again. Whoever is killed in between leaves the claim: the letter may or
may not have gone, so it is not sent again, and its notices are still on the person's page.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from nhip.apps.accounts.models import Person
from nhip.apps.notices.models import DigestChoice, DigestLetter, Notice

MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Claim:
    """A letter that is this process's to send. notices: what it is about, newest first."""

    letter: int
    person: int
    office: str
    email: str
    language: str
    notices: tuple[Notice, ...]


def due_people(*, day: date) -> tuple[int, ...]:
    """Who has a proven address, wants letters, has something new to read, and got none on the day. One statement."""
    unread = Notice.objects.filter(read_at=None, digested_on=None)
    rows = (
        Person.objects.filter(
            Q(closes_on=None) | Q(closes_on__gt=day),
            email_proven=True,
            is_active=True,
            pk__in=unread.values("person"),
        )
        .exclude(email="")
        .exclude(pk__in=DigestLetter.objects.filter(day=day).values("person"))
        .exclude(pk__in=DigestChoice.objects.filter(is_wanted=False).values("person"))
    )
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def claim(*, person_id: int, day: date, now: datetime) -> Claim | None:
    """Take the letter of the day to the person, and mark its notices; None where another has it, or nothing is new."""
    person = Person.objects.select_for_update().get(pk=person_id)
    unread = Notice.objects.filter(person=person, read_at=None, digested_on=None).order_by("-pk")
    notices = tuple(unread)
    letter, is_new = DigestLetter.objects.get_or_create(
        person=person, day=day, defaults={"lines": len(notices), "written_at": now}
    )
    if not is_new:
        return None
    if not notices:
        letter.delete()
        return None
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(digested_on=day)
    choice = DigestChoice.objects.filter(person=person).first()
    language = "vi" if choice is None else choice.language
    return Claim(letter.pk, person.pk, person.office, person.email, language, notices)


@transaction.atomic
def give_back(*, claimed: Claim) -> None:
    """The mail server did not take the letter: nothing was sent, so it may be tried again."""
    DigestLetter.objects.filter(pk=claimed.letter).delete()
    Notice.objects.filter(pk__in=[one.pk for one in claimed.notices]).update(digested_on=None)
