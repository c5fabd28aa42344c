"""Đơn vị: the tree on a day, and what became of whom."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nhip import clock
from nhip.apps.org.queries import units_page
from nhip.core.errors import RuleBroken
from nhip.core.typed import read_day
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.units.tree import branches_of


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """``?ngay=31/01/2020`` (or 2020-01-31) shows the tree of that day; today without it."""
    today = clock.today()
    typed, error = request.GET.get("ngay", ""), ""
    try:
        on = read_day(typed, field="ngay") or today
    except RuleBroken as refusal:
        on, error = today, shown.refusal(refusal)
    page = units_page(actor=actor_of(request), on=on)
    return render(
        request,
        "units/page.html",
        {
            "units": page,
            "branches": branches_of(page.rows),
            "typed": typed if error else shown.day(on),
            "error": error,
            "today": today,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
    )
