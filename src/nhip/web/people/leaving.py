"""Bàn giao: somebody leaves. What would happen is seen first."""

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhip import clock
from nhip.apps.accounts.leaving import Leaving
from nhip.core.errors import gettext_noop
from nhip.cycle.appointing import hand_over
from nhip.cycle.leaving import LeavingPage, leaving_page
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.people.forms import REFUSALS, Typed

FIELDS = ("on", "successor")


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, person_id: int) -> HttpResponse:
    """``?on=…&successor=…`` shows what a hand-over would do; posting the same does it."""
    now = clock.now()
    form = Typed.of_post(request.POST if request.method == "POST" else request.GET, FIELDS)
    leaving = Leaving(person_id, now.date())
    is_asked = "on" in request.GET or request.method == "POST"
    try:
        leaving = _read(form, person_id, now.date())
        page = _page(request, leaving, is_asked=is_asked)
        if request.method == "POST":
            hand_over(actor=actor_of(request), leaving=leaving, now=now, moment=clock.moment())
            messages.success(
                request, _("Đã ghi bàn giao; tài khoản khóa từ {day}.").format(day=shown.day(leaving.on))
            )
            return HttpResponseRedirect(reverse("person", args=[person_id]))
    except REFUSALS as refusal:
        form.refuse(refusal)
        page = _page(request, Leaving(person_id, now.date()), is_asked=False)
    return render(
        request,
        "people/leave.html",
        {"leaving": page, "form": form, "today": now.date()},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def _read(form: Typed, person_id: int, today: date) -> Leaving:
    """Raises RuleBroken."""
    on = form.first_day("on", otherwise=today)
    if not form.typed["successor"]:
        return Leaving(person_id, on)
    return Leaving(person_id, on, form.number("successor", gettext_noop("Chưa chọn người nhận bàn giao.")))


def _page(request: HttpRequest, leaving: Leaving, *, is_asked: bool) -> LeavingPage:
    return leaving_page(
        actor=actor_of(request),
        leaving=leaving,
        is_asked=is_asked,
        today=clock.today(),
        moment=clock.moment(),
    )
