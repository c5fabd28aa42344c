"""Đơn vị: the tree on a day, and what became of whom."""

from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nhip import clock
from nhip.apps.org.queries import units_page
from nhip.core.errors import RuleBroken
from nhip.core.typed import read_day
from nhip.cycle.resolution_pages import may_arrange
from nhip.cycle.unit_pages import unit_page
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.units.tree import branches_of


def _day(request: HttpRequest) -> tuple[date, str, str]:
    """The day asked for (``?ngay=31/01/2020`` or 2020-01-31; today without it), as typed, and what is wrong with it."""
    today = clock.today()
    typed = request.GET.get("ngay", "")
    try:
        on = read_day(typed, field="ngay") or today
    except RuleBroken as refusal:
        return today, typed, shown.refusal(refusal)
    return on, shown.day(on), ""


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit on a day, with its line of ancestors and successors."""
    on, typed, error = _day(request)
    page = unit_page(actor=actor_of(request), code=code, on=on, today=clock.today())
    return render(
        request,
        "units/unit.html",
        {"page_of_unit": page, "typed": typed, "error": error, "today": clock.today()},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
    )


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The tree of a day; today's without ``?ngay=``."""
    today = clock.today()
    on, typed, error = _day(request)
    actor = actor_of(request)
    page = units_page(actor=actor, on=on)
    return render(
        request,
        "units/page.html",
        {
            "units": page,
            "branches": branches_of(page.rows),
            "typed": typed,
            "error": error,
            "today": today,
            "may_arrange": may_arrange(actor=actor, today=today),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
    )
