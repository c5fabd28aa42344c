"""Việc của tôi: the first page after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nhip import clock
from nhip.cycle.my_work import my_work as cards_of
from nhip.web.actor import actor_of


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """What waits for the person, each thing with the one action that settles it."""
    return render(request, "work/page.html", {"work": cards_of(actor=actor_of(request), today=clock.today())})
