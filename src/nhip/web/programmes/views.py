"""Chương trình, chính sách: their law and money, and what the units that the reader sees do for them."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhip import clock
from nhip.apps.org.queries import highest_unit
from nhip.apps.programmes.services import count_beneficiaries
from nhip.core.errors import RuleBroken
from nhip.core.typed import read_whole
from nhip.cycle.programme_pages import programme_list, programme_page
from nhip.web import shown
from nhip.web.actor import actor_of


def _year(typed: str) -> int:
    """The year asked for, else this one; one that is out of range is the rule's to refuse."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else clock.today().year


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """``?nam=2019`` lists those in force in that year."""
    today = clock.today()
    year = _year(request.GET.get("nam", ""))
    rows = programme_list(actor=actor_of(request), year=year, today=today)
    return render(
        request, "programmes/list.html", {"rows": rows, "year": year, "years": (today.year - 1, today.year)}
    )


@require_safe
def programme(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, code, _year(request.GET.get("nam", "")))


def _page(request: HttpRequest, code: str, year: int, error: str = "") -> HttpResponse:
    page = programme_page(actor=actor_of(request), code=code, year=year, today=clock.today())
    return render(
        request,
        "programmes/page.html",
        {
            "programme": page,
            "error": error,
            "typed": request.POST.get("count", ""),
            "at": request.POST.get("kind", ""),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
    )


@require_POST
def count(request: HttpRequest, code: str) -> HttpResponse:
    """How many beneficiaries of a kind the person's unit counts."""
    actor, now = actor_of(request), clock.now()
    year = _year(request.POST.get("nam", ""))
    kind = request.POST.get("kind", "")
    try:
        count_beneficiaries(
            actor=actor,
            code=highest_unit(actor=actor, on=now.date()).code,
            kind_id=int(kind) if kind.isascii() and kind.isdigit() else 0,
            year=year,
            count=read_whole(request.POST.get("count", ""), language=shown.language(), field="count"),
            now=now,
        )
    except RuleBroken as refusal:
        return _page(request, code, year, shown.refusal(refusal))
    messages.success(request, _("Đã ghi số đối tượng thụ hưởng."))
    return HttpResponseRedirect(f"{reverse('programme', args=[code])}?nam={year}#thu-huong")
