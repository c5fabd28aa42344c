"""Chuyển tiếp: unfinished tasks of the year before go into the plan."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nhip import clock
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.cycle import carrying_over
from nhip.web import shown
from nhip.web.actor import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def carry_over(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Choose among the proposals; what is sent without a choice is refused and the choice kept."""
    if request.method != "POST":
        return _page(request, code, year)
    chosen = [
        int(one) for one in request.POST.getlist("task") if one.isascii() and one.isdigit() and len(one) < 10
    ]
    try:
        count = carrying_over.carry_over(
            actor=actor_of(request), code=code, year=year, tasks=chosen, now=clock.now()
        )
    except RulesBroken as broken:
        return _page(request, code, year, chosen=chosen, refusal=next(iter(broken.refusals.values())))
    except RuleBroken as refusal:
        if refusal.field != "tasks":
            raise
        return _page(request, code, year, chosen=chosen, refusal=refusal)
    sentence = ngettext("Đã chuyển {n} nhiệm vụ vào kế hoạch.", "Đã chuyển {n} nhiệm vụ vào kế hoạch.", count)
    messages.success(request, sentence.format(n=count))
    return HttpResponseRedirect(reverse("plan", args=[code, year]))


def _page(
    request: HttpRequest,
    code: str,
    year: int,
    *,
    chosen: list[int] | None = None,
    refusal: RuleBroken | None = None,
) -> HttpResponse:
    page = carrying_over.carry_over_page(actor=actor_of(request), code=code, year=year, today=clock.today())
    return render(
        request,
        "plans/carry_over.html",
        {"carry": page, "chosen": chosen, "error": "" if refusal is None else shown.refusal(refusal)},
        status=HTTPStatus.OK if refusal is None else HTTPStatus.UNPROCESSABLE_ENTITY,
    )
