"""Vận hành: what the worker's daily duties could not do, since when, and what to do about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nhip import clock
from nhip.cycle.operations import operations as told
from nhip.web.actor import actor_of


@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """For administrators."""
    shown = told(actor=actor_of(request), now=clock.now())
    return render(request, "operations/page.html", {"operations": shown})
