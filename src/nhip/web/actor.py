"""Who asks: the signed-in person as the core knows them, once per request."""

from django.http import HttpRequest

from nhip import clock
from nhip.apps.accounts import queries
from nhip.apps.accounts.queries import Standing
from nhip.apps.notices.queries import unread_of
from nhip.core.access import Actor
from nhip.core.errors import NotAllowed

_KEPT = "_nhip_standing"


def standing_of(request: HttpRequest) -> Standing:
    """What the person's requests rest on today. One SQL statement, asked at most once per request.

    Raises NotAllowed for an anonymous visitor; LoginRequiredMiddleware has sent those to the login page before.
    """
    kept = getattr(request, _KEPT, None)
    if isinstance(kept, Standing):
        return kept
    person = request.user
    if not person.is_authenticated or person.pk is None:
        raise NotAllowed
    found = queries.standing(person_id=person.pk, name=str(person), today=clock.today(), waiting=unread_of)
    setattr(request, _KEPT, found)
    return found


def actor_of(request: HttpRequest) -> Actor:
    """The person with the roles of today. Raises NotAllowed."""
    return standing_of(request).actor
