"""Who asks: the signed-in person as the core knows them, once per request."""

from django.http import HttpRequest

from nhip import clock
from nhip.apps.accounts import queries
from nhip.core.access import Actor
from nhip.core.errors import NotAllowed

_KEPT = "_nhip_actor"


def actor_of(request: HttpRequest) -> Actor:
    """The person with the roles of today. One SQL statement, asked at most once per request.

    Raises NotAllowed for an anonymous visitor; LoginRequiredMiddleware has sent those to the login page before.
    """
    kept = getattr(request, _KEPT, None)
    if isinstance(kept, Actor):
        return kept
    person = request.user
    if not person.is_authenticated or person.pk is None:
        raise NotAllowed
    actor = queries.actor_for(person_id=person.pk, name=str(person), today=clock.today())
    setattr(request, _KEPT, actor)
    return actor
