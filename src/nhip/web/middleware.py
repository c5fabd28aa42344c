"""Refusals of the domain become pages, once for all views; every request gets a number, and every person a check."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from nhip import clock
from nhip.apps.accounts.second_factor import must_enrol
from nhip.apps.accounts.sessions import note_seen
from nhip.apps.audit.context import request_id
from nhip.core.errors import NhipError
from nhip.web.actor import standing_of
from nhip.web.errors.views import refused


class RefusalMiddleware:
    """RuleBroken is 422 with its own sentence; missing, unknown and not allowed are one and the same 404.

    The number of the request stands in its audit records and in the X-Request-Id header, so that a person can
    name it when asking for help.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid4().hex
        token = request_id.set(number)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-Id"] = number
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, NhipError) else None


WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_inactive",
        "mfa_activate_totp",
        "language",
        "theme",
        "health",
    }
)
"""Pages for somebody who must have a second factor and has none: to get one, to leave, to read in their language."""


class StandingMiddleware:
    """Whoever is signed in is looked at anew at every request: locked by now, or without the second factor they need.

    The one statement that this takes is the one that views ask for who acts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _arguments: object, _keywords: object
    ) -> HttpResponse | None:
        person = request.user
        if not person.is_authenticated:
            return None
        today = clock.today()
        if person.is_locked(today):
            logout(request)
            return HttpResponseRedirect(reverse("account_inactive"))
        if request.session.session_key is not None:
            note_seen(session_key=request.session.session_key, at=timezone.now())
        match = request.resolver_match
        is_open = match is not None and match.url_name in WITHOUT_SECOND_FACTOR
        if not is_open and must_enrol(standing_of(request), today):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return None
