"""Where a person is signed in: seen, ended one by one, or all at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.db import transaction

from nhip.apps.accounts.models import Person, new_session_key
from nhip.apps.audit.services import Entry, record
from nhip.core.access import Actor
from nhip.core.errors import NotFound

SEEN_EVERY = timedelta(minutes=10)
"""How often a session's last sign of life is written: a page view is no reason for a write of its own."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One browser. device: «Chrome, Windows», empty where unknown; network: the address without its end."""

    id: int
    device: str
    network: str
    first_seen_at: datetime
    last_seen_at: datetime
    is_this: bool


def own_sessions(*, person_id: int, this: str | None) -> tuple[SessionRow, ...]:
    """The person's sessions that still work, this one first. Three statements for each. this: its key."""
    person = Person.objects.get(pk=person_id)
    rows = [
        SessionRow(
            one.pk,
            device_of(one.user_agent),
            network_of(one.ip),
            one.created_at,
            one.last_seen_at,
            one.session_key == this,
        )
        for one in UserSession.objects.purge_and_list(person)
    ]
    return tuple(sorted(rows, key=lambda row: (not row.is_this, -row.last_seen_at.timestamp())))


def count_sessions(*, person_id: int) -> int:
    """How many sessions work. Three statements for each."""
    return len(UserSession.objects.purge_and_list(Person.objects.get(pk=person_id)))


def device_of(agent: str) -> str:
    """Browser and system, as far as the browser tells."""
    found = [next((name for mark, name in marks if mark in agent), "") for marks in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in found if name)


def network_of(address: str) -> str:
    """The address without its last part: enough to tell the office's line from another."""
    ip = ip_address(address)
    network = ip_network((ip, 24 if ip.version == 4 else 48), strict=False).network_address
    return f"{str(network).rsplit('.', 1)[0]}.…" if ip.version == 4 else f"{network}…"


def note_seen(*, session_key: str, at: datetime) -> None:
    """Keep when a session was last seen, to ten minutes. At most one statement, mostly none. at: real time."""
    if caches["process"].add(f"nhip-seen-{session_key}", True, SEEN_EVERY.total_seconds()):  # noqa: FBT003 - a cache's value
        UserSession.objects.filter(session_key=session_key).update(last_seen_at=at)


@transaction.atomic
def end_session(*, actor: Actor, session_id: int, now: datetime) -> None:
    """Sign one of the actor's own browsers out. Raises NotFound."""
    found = UserSession.objects.filter(pk=session_id, user=actor.person).first()
    if found is None:
        raise NotFound
    kept = UserSession(pk=found.pk)
    found.end()
    record(actor=actor, role="self", entries=[Entry("end_session", kept)], at=now)


@transaction.atomic
def end_all_sessions(*, actor: Actor, now: datetime) -> None:
    """Sign the actor out everywhere, here too: every session ends at its next request."""
    person = Person.objects.select_for_update().filter(pk=actor.person or 0).first()
    if person is None:
        raise NotFound
    person.session_key = new_session_key()
    person.save(update_fields=["session_key"])
    UserSession.objects.filter(user=person).delete()
    record(actor=actor, role="self", entries=[Entry("end_all_sessions", person)], at=now)
