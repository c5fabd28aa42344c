"""Which pages a browser may keep for the time without a line, and the service worker that keeps them (ADR 53)."""

from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

ALLOWED = "Nhip-Keep-Offline"
"""Header of an answer that may be kept; its value: the person for whom."""


def may_be_kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """By the browser of who asked, until they sign out."""
    response.headers[ALLOWED] = str(request.user.pk)
    return response


@login_not_required
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, at one address below that of the reports: what it may do ends there, and it is replaced
    there.
    """
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@cache
def _script() -> bytes:
    found = finders.find("nhip/offline-worker.js")
    if found is None:
        raise FileNotFoundError("nhip/offline-worker.js")
    return Path(found).read_bytes()
