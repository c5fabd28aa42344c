"""People out of a workbook, stored all or not at all. Importing the same rows again changes nothing.

Between preview and confirmation the file lies in the database, never with the browser, and it is read and checked
anew when it is confirmed.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from nhip.apps.accounts.codes import Invitation, Issued, Seat, invited, issue
from nhip.apps.accounts.import_rows import Fate, Preview, check_may, preview, read_rows
from nhip.apps.accounts.models import PeopleImport, Person
from nhip.apps.accounts.storing import granted, new_grant
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.core.access import Actor, Role
from nhip.core.errors import NotAllowed, NotFound, RuleBroken, RulesBroken, gettext_noop
from nhip.core.people import Purpose
from nhip.core.periods import Span

LARGEST = 2 * 2**20


@transaction.atomic
def keep_upload(*, actor: Actor, file_name: str, content: bytes, now: datetime, moment: datetime) -> int:
    """Keep a workbook until it is confirmed; an older one of the same person goes. Returns its identity.

    Raises RuleBroken (too large, no workbook), NotAllowed.
    """
    check_may(actor, now.date())
    if actor.person is None:
        raise NotAllowed
    if not content:
        raise RuleBroken(gettext_noop("Chưa chọn tệp, hoặc tệp trống."), field="file")
    if len(content) > LARGEST:
        raise RuleBroken(
            gettext_noop("Tệp lớn hơn {most} MB; tách thành nhiều tệp."), field="file", most=LARGEST // 2**20
        )
    read_rows(content)
    PeopleImport.objects.filter(person=actor.person).delete()
    kept = PeopleImport.objects.create(
        person_id=actor.person, file_name=file_name[:200], content=content, uploaded_at=moment
    )
    after = {"file": kept.file_name, "bytes": len(content)}
    record(actor=actor, role=_done_as(actor), entries=[Entry("upload_people", kept, after=after)], at=now)
    return kept.pk


def _kept(actor: Actor, import_id: int) -> PeopleImport:
    kept = PeopleImport.objects.filter(pk=import_id, person=actor.person).first()
    if kept is None:
        raise NotFound
    return kept


@transaction.atomic
def drop_upload(*, actor: Actor, import_id: int, now: datetime) -> None:
    """Throw an upload away. Raises NotFound."""
    kept = _kept(actor, import_id)
    entry = Entry("drop_upload_of_people", kept, before={"file": kept.file_name})
    record(actor=actor, role=_done_as(actor), entries=[entry], at=now)
    kept.delete()


def preview_upload(*, actor: Actor, import_id: int, role_words: Mapping[str, Role], today: date) -> Preview:
    """What confirming would do, row by row. Raises NotFound."""
    kept = _kept(actor, import_id)
    return preview(
        actor=actor,
        file_name=kept.file_name,
        content=bytes(kept.content),
        role_words=role_words,
        today=today,
    )


@transaction.atomic
def confirm_upload(
    *,
    actor: Actor,
    import_id: int,
    role_words: Mapping[str, Role],
    now: datetime,
    moment: datetime,
) -> tuple[Issued, ...]:
    """Read and check the kept workbook anew, store all of it, and throw the upload away.

    Returns a code for each new person. Raises RulesBroken (nothing is stored), NotFound.
    """
    kept = _kept(actor, import_id)
    issued = import_people(
        actor=actor,
        file_name=kept.file_name,
        content=bytes(kept.content),
        role_words=role_words,
        now=now,
        moment=moment,
    )
    kept.delete()
    return issued


@transaction.atomic
def import_people(
    *,
    actor: Actor,
    file_name: str,
    content: bytes,
    role_words: Mapping[str, Role],
    now: datetime,
    moment: datetime,
) -> tuple[Issued, ...]:
    """Store the people of a workbook, all or none. Returns a code for each new person.

    Raises RulesBroken (cells), RuleBroken (the file), NotAllowed.
    """
    shown = preview(
        actor=actor, file_name=file_name, content=content, role_words=role_words, today=now.date()
    )
    refusals = {f"{one.number}.{place}": why for one in shown.lines for place, why in enumerate(one.refusals)}
    if refusals:
        raise RulesBroken(refusals)
    seats: dict[str, list[Seat]] = {}
    for one in shown.lines:
        if one.seat is not None and one.fate is not Fate.UNCHANGED:
            seats.setdefault(one.login, []).append(one.seat)
    first = {one.login: one for one in reversed(shown.lines)}
    issued = []
    for login, several in seats.items():
        line = first[login]
        person = Person.objects.filter(username=login).first()
        if person is not None:
            _further_roles(actor, person, several, now)
            continue
        new = invited(
            actor=actor, invitation=Invitation(login, line.office, line.email, tuple(several)), now=now
        )
        issued.append(
            issue(
                actor=actor,
                role=_done_as(actor),
                person=new,
                purpose=Purpose.INVITATION,
                email=new.email,
                now=now,
                moment=moment,
            )
        )
    return tuple(issued)


def _done_as(actor: Actor) -> str:
    return "operator" if actor.is_operator else Role.ADMINISTRATOR.value


def _further_roles(actor: Actor, person: Person, seats: list[Seat], now: datetime) -> None:
    history = ground.current().history
    entries = []
    for seat in seats:
        unit = history.on(seat.starts_on).find(seat.unit)
        span = Span(seat.starts_on, seat.ends_before)
        entries.append(granted(new_grant(person=person, unit=unit, role=seat.role, span=span)))
    record(actor=actor, role=_done_as(actor), entries=entries, at=now)
